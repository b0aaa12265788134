"""The weights that choose an act's time, place, people and doers: vocabulary/weighed.yml.

    python training/weighed.py > weighed.yml
    python training/weighed.py --cross     cross-validated figures instead, by report and by hand

Learned from the invented reports of tests/quality/field_reports that may be looked at, where every
claim has the times, places and people that a careful officer would leave as they are.

For each claim the weights make the log of the probability of a right choice largest, with a ridge
around nothing; what the rules give begins with a weight of its own. It takes some minutes. Who did
it is learned without the rules' later half (weighed_doers.py); with --cross the lines of "doers,
rules whole" are what those weights do beside all of the rules.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import md5
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from bearwitness.extract.attributions import find_attributions
from bearwitness.extract.claims import act_claims, act_drafts
from bearwitness.extract.drafts import Draft
from bearwitness.extract.layout import is_long
from bearwitness.extract.places_of_acts import Placed, as_written
from bearwitness.extract.reaching import until_report
from bearwitness.extract.weighed.around import Around, Features
from bearwitness.extract.weighed.choices import groups_for, places_for, times_for
from bearwitness.extract.when import find_times
from bearwitness.extract.where import event_places, find_places
from bearwitness.model.claim import Claim
from bearwitness.model.ids import content_id
from bearwitness.model.places import Place
from bearwitness.model.reading import as_date
from bearwitness.model.report import Header
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse_many

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import field_reports  # the figures of benchmarks/ judge here too
from weighed_doers import choices_of_doers

Numbers = npt.NDArray[np.float64]
RIDGE = 10.0
BLANK = 0.3  # what none counts where some time or place is right too: an officer fills it in
RULED = 2.0  # the weight of what the rules give, before anything is learned
RULES = ("none: ruled", "ruled", "set")
WHOLE = "doers, rules whole"  # only tested on
STEPS = 400
RATE = 0.05
SMALL = 0.03  # weights nearer to nothing than this are left out
FOLDS = 8
HEAD = """# How much each feature speaks for a time, a place, people or doers being those of an act.
# Written by training/weighed.py; extract/weighed/of_*.py say what each is, and
# docs/decisions/0029-weighed-times-and-places.md how it was made and how well it does.
source: {field} invented reports of tests/quality/field_reports"""


class How(NamedTuple):
    """How a table is learned: the ridge, what none counts, the rules' weight before learning.

    `keeps`: what the rules give is never given up, only nothing filled in.
    """

    ridge: float = RIDGE
    blank: float = BLANK
    ruled: float = RULED
    keeps: bool = False


USUAL = How()
HOW = {"doers": How(7.0, 0.5, 1.0, keeps=True)}  # the others in the usual way


class Example(NamedTuple):
    """The choices of one claim: features, and how right each is; which one the rules made."""

    report: str
    hand: str
    found: list[Features]
    right: Numbers
    ruled: int


class Read(NamedTuple):
    """A text as the rules read it."""

    header: Header
    drafts: list[Draft]
    claims: tuple[Claim, ...]
    around: Around

    def draft_of(self, claim: Claim) -> Draft | None:
        """The draft that a claim was made of."""
        return next((d for d in self.drafts if id_of(self.header, d) == claim.id), None)


def id_of(header: Header, draft: Draft) -> str:
    first = draft.mentions[0]
    return content_id("claim", header.id, draft.kind, draft.act, first.first, first.last)


def read(docs: Iterable[Doc], headers: Sequence[Header]) -> Iterator[Read]:
    """Texts as the rules alone read them."""
    known = gazetteer()
    for doc, header in zip(docs, headers, strict=True):
        times, places = find_times(doc, header.published), find_places(doc, known, header)
        where, said = event_places(places, doc), find_attributions(doc)
        drafts, setting = act_drafts(doc, header, times, where, known.demonym, said)
        claims = act_claims(drafts, setting, header, times, where, said)
        yield Read(header, drafts, claims, Around(drafts, setting))


def of_field_reports() -> dict[str, list[Example]]:
    """The examples of times, of places and of people in the reports that may be looked at."""
    hands = [file.stem for file in sorted(field_reports.REPORTS.glob("*.yml"))]
    rows = [r | {"hand": h} for h in hands for r in field_reports.reports("looked at", h)]
    headers = [
        Header(r["id"], r["title"], outlet=r["outlet"], published=as_date(str(r["published"])))
        for r in rows
    ]
    found: dict[str, list[Example]] = {
        "times": [], "places": [], "people": [], "doers": [], WHOLE: []
    }  # fmt: skip
    for row, told in zip(rows, read(parse_many(r["text"] for r in rows), headers), strict=True):
        reading: Any = SimpleNamespace(claims=told.claims, report=told.header)
        every = field_reports.judge(row, reading)[0]
        drafts = [(one, told.draft_of(one.claim)) for one in every if one.claim]
        judged = [(one, draft) for one, draft in drafts if draft is not None]
        for one, draft in judged:
            if "when" in one.expected:
                found["times"].append(_of_times(row, one, draft, told))
            if "where" in one.expected:
                found["places"].append(_of_places(row, one, draft, told))
            is_suggested = draft.mentions[0].likely is not None  # its own words tell people badly
            if "who" in one.expected and not is_long(row["text"]) and not is_suggested:
                found["people"].append(_of_people(row, one, draft, told))
        if not is_long(row["text"]):
            for name in ("doers", WHOLE):
                found[name] += _of_doers(row, judged, told, withheld=name != WHOLE)
    return found


def _of_times(row: dict[str, Any], one: field_reports.Judged, draft: Draft, told: Read) -> Example:
    choices = list(times_for(draft, told.around))
    published = told.header.published

    def is_right(chosen: Any) -> bool:
        time = chosen and until_report(chosen.time, draft.act, published)
        claim = replace(one.claim, when=time.when if time else None)
        return bool(field_reports.rights(one.expected, claim, row["outlet"]).get("when", True))

    right = np.array([float(is_right(c.what)) for c in choices])
    ruled = [c.what for c in choices].index(draft.time)
    return Example(row["id"], row["hand"], [c.found for c in choices], right, ruled)


def _of_places(row: dict[str, Any], one: field_reports.Judged, draft: Draft, told: Read) -> Example:
    choices = list(places_for(draft, told.around))

    def is_right(where: tuple[Placed, ...]) -> bool:
        claim = replace(one.claim, where=written(where))
        return bool(field_reports.rights(one.expected, claim, row["outlet"]).get("where", True))

    right = np.array([float(is_right(c.what)) for c in choices])
    ruled = [c.what for c in choices].index(draft.places)
    return Example(row["id"], row["hand"], [c.found for c in choices], right, ruled)


def _of_people(row: dict[str, Any], one: field_reports.Judged, draft: Draft, told: Read) -> Example:
    choices = list(groups_for(draft, told.around))

    def is_right(chosen: Any) -> bool:
        claim = replace(one.claim, affected=chosen and chosen.group)
        return bool(field_reports.rights(one.expected, claim, row["outlet"]).get("affected", True))

    right = np.array([float(is_right(c.what)) for c in choices])
    ruled = [c.what for c in choices].index(draft.group)
    return Example(row["id"], row["hand"], [c.found for c in choices], right, ruled)


def _of_doers(
    row: dict[str, Any],
    judged: list[tuple[field_reports.Judged, Draft]],
    told: Read,
    *,
    withheld: bool,
) -> list[Example]:
    return [
        Example(row["id"], row["hand"], c.found, np.array(c.right), c.ruled)
        for c in choices_of_doers(row, judged, told.around, withheld=withheld)
    ]


def written(where: tuple[Placed, ...]) -> tuple[Place, ...]:
    """The places as a claim has them."""
    return tuple(as_written(p.place, p.role) for p in where)


def fitted(examples: Sequence[Example], how: How = USUAL) -> dict[str, float]:
    """The weights of largest probability of a right choice, by Adam from the rules' own."""
    names = sorted({n for e in examples for found in e.found for n, v in found.items() if v})
    column = {name: n for n, name in enumerate(names)}
    table = np.zeros((sum(len(e.found) for e in examples), len(names)))
    for row, found in enumerate(f for e in examples for f in e.found):
        for name, value in found.items():
            if value:
                table[row, column[name]] = value
    right = np.concatenate([_filled_first(e, how.blank) for e in examples])
    sizes = [len(e.found) for e in examples]
    starts = np.cumsum([0, *sizes])[:-1]
    start = np.array([how.ruled if name in RULES else 0.0 for name in names])
    weights, first, second = start.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        shares = softmax(table @ weights, starts, sizes)
        good = shares * right
        total = np.repeat(np.add.reduceat(good, starts), sizes)
        aim = np.where(total > 0, good / np.maximum(total, 1e-9), shares)
        slope = table.T @ (aim - shares) - how.ridge * (weights - start)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = RATE / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights += rate * first
    return dict(zip(names, weights.tolist(), strict=True))


def _filled_first(example: Example, blank: float) -> Numbers:
    """How right each choice is, none less where another is right too."""
    right = example.right.copy()
    if right[1:].max(initial=0.0) > 0:
        right[0] *= blank
    return right


def softmax(sums: Numbers, starts: npt.NDArray[np.intp], sizes: Sequence[int]) -> Numbers:
    """Each choice's share among those of its claim."""
    most = np.repeat(np.maximum.reduceat(sums, starts), sizes)
    powers = np.exp(sums - most)
    shares: Numbers = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
    return shares


def best(example: Example, table: dict[str, float]) -> int:
    """Which choice weighs most."""
    sums = [sum(table.get(n, 0.0) * v for n, v in f.items()) for f in example.found]
    return int(np.argmax(sums))


def crossed(
    name: str,
    by: str,
    examples: Sequence[Example],
    learned: Sequence[Example],
    how: How | None = None,
) -> None:
    """Print how rules and weights do, each report or hand by weights made without it."""
    how = how or HOW.get(name.partition(",")[0], USUAL)
    made: list[tuple[Example, int]] = []
    groups = {_group(e, by) for e in examples}
    for left in sorted(groups):
        table = fitted([e for e in learned if _group(e, by) != left], how)
        mine = [e for e in examples if _group(e, by) == left]
        made += [(e, e.ruled if e.ruled and how.keeps else best(e, table)) for e in mine]
    chosen = {
        "rules": [(e, e.ruled) for e, _ in made],
        "weights": made,
        "best choice": [(e, int(np.argmax(e.right))) for e, _ in made],
    }
    for who, answers in chosen.items():
        wrong = sum(1 - e.right[n] for e, n in answers)
        filled = sum(e.right[n] for e, n in answers if n)
        told = {"wrong": round(float(wrong)), "right and filled in": round(float(filled))}
        print(json.dumps({"of": name, "by": by, "who": who, "claims": len(made)} | told))


def _group(example: Example, by: str) -> str:
    return example.hand if by == "hand" else str(fold(example.report))


def fold(report: str) -> int:
    return int(md5(report.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--cross", action="store_true", help="print cross-validated figures")
    given = asked.parse_args()
    found = of_field_reports()
    if given.cross:
        for name, by in product(found, ("report", "hand")):
            crossed(name, by, found[name], found["doers" if name == WHOLE else name])
        return
    print(HEAD.format(field=len({e.report for e in found["times"]})))
    for name, examples in found.items():
        if name == WHOLE:
            continue
        print(f"{name}:")
        for feature, weight in sorted(fitted(examples, HOW.get(name, USUAL)).items()):
            if abs(weight) >= SMALL:
                print(f"  {json.dumps(feature)}: {weight:.2f}")


if __name__ == "__main__":
    main()
