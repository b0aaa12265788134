"""The weights that choose a group's nationality: src/bearwitness/vocabulary/nations_weighed.yml.

    python training/nations.py > nations_weighed.yml
    python training/nations.py --cross     cross-validated figures instead, by report and by hand

Learned as in training/weighed.py, from the groups of the same reports whose own words tell no
nation, as the weighed times, places and people leave them. It takes two minutes.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import weighed
from spacy.tokens import Doc
from weighed import Example, How, field_reports

from bearwitness.extract.attributions import find_attributions
from bearwitness.extract.claims import act_claims, act_drafts
from bearwitness.extract.layout import is_long
from bearwitness.extract.weighed.choose import weigh
from bearwitness.extract.weighed.nations import Nations, nations_for
from bearwitness.extract.when import find_times
from bearwitness.extract.where import event_places, find_places
from bearwitness.model.claim import AffectedGroup
from bearwitness.model.reading import as_date
from bearwitness.model.report import Header
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse_many

HOW = How(ridge=15.0, blank=0.6)
HEAD = """# How much each feature speaks for a group being of a nation told of others in the text.
# Written by training/nations.py; extract/weighed/of_nations.py says what each is, and
# docs/decisions/0029-weighed-times-and-places.md how it was made and how well it does.
source: {field} invented reports of tests/quality/field_reports
nations:"""


def examples() -> list[Example]:
    """The choices of every group without a nation in the reports that may be looked at."""
    hands = [file.stem for file in sorted(field_reports.REPORTS.glob("*.yml"))]
    rows = [r | {"hand": h} for h in hands for r in field_reports.reports("looked at", h)]
    rows = [r for r in rows if not is_long(r["text"])]
    found: list[Example] = []
    for row, doc in zip(rows, parse_many(r["text"] for r in rows), strict=True):
        found += _of_report(row, doc)
    return found


def _of_report(row: dict[str, Any], doc: Doc) -> list[Example]:
    published = as_date(str(row["published"]))
    header = Header(row["id"], row["title"], outlet=row["outlet"], published=published)
    known = gazetteer()
    times, places = find_times(doc, published), find_places(doc, known, header)
    where, said = event_places(places, doc), find_attributions(doc)
    drafts, setting = act_drafts(doc, header, times, where, known.demonym, said)
    weigh(drafts, setting)
    claims = act_claims(drafts, setting, header, times, where, said)
    nations = Nations(drafts, setting, header.title, places, known.demonym)
    reading: Any = SimpleNamespace(claims=claims, report=header)
    by_id = {weighed.id_of(header, d): d for d in drafts}
    found: list[Example] = []
    for one in field_reports.judge(row, reading)[0]:
        draft = by_id.get(one.claim.id) if one.claim else None
        wanted = one.expected.get("who", [])
        asked = [str(w) for w in (wanted if isinstance(wanted, list) else [wanted]) if w != "none"]
        choices = nations_for(draft, nations) if draft and asked else []
        if len(choices) < 2 or draft is None or draft.group is None:
            continue
        told = draft.group.group
        right = np.array([is_right(asked, told, c.what) for c in choices])
        found.append(Example(row["id"], row["hand"], [c.found for c in choices], right, 0))
    return found


def is_right(asked: Sequence[str], told: AffectedGroup, nation: str | None) -> float:
    """Whether a nation is right, by the answers that fit best in all else."""
    rights = [field_reports.group_rights(w, replace(told, nationality=nation)) for w in asked]
    rest = [sum(right.values()) - right["nationality"] for right in rights]
    return float(any(r["nationality"] for r, n in zip(rights, rest, strict=True) if n == max(rest)))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--cross", action="store_true", help="print cross-validated figures")
    found = examples()
    if asked.parse_args().cross:
        for by in ("report", "hand"):
            weighed.crossed("nations", by, found, found, HOW)
        return
    print(HEAD.format(field=len({e.report for e in found})))
    for feature, weight in sorted(weighed.fitted(found, HOW).items()):
        if abs(weight) >= weighed.SMALL:
            print(f"  {json.dumps(feature)}: {weight:.2f}")


if __name__ == "__main__":
    main()
