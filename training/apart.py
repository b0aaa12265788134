"""The weights that tell two occurrences of one act from two mentions of one: vocabulary/apart.yml.

    python training/apart.py > apart.yml
    python training/apart.py --cross     what each hand's reports gain by weights learned on others'

Learned from the invented reports of tests/quality/field_reports that may be looked at, and from the
samples, whose mentions were decided as one claim. Each pair of mentions that the rules would make
one claim is an example: of two occurrences where the later one meets the words of an expected claim
that the earlier does not meet, else of one. A logistic
regression with a ridge; the log-odds that come out are the weights.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bearwitness.cli.common import text_of_file
from bearwitness.extract.apart import signs
from bearwitness.extract.attributions import find_attributions
from bearwitness.extract.claims import single_drafts
from bearwitness.extract.drafts import Draft, absorb, can_be_one
from bearwitness.extract.layout import is_long
from bearwitness.extract.when import find_times
from bearwitness.extract.where import event_places, find_places
from bearwitness.model.report import Header
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse
from bearwitness.review.table import rows_of

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import field_reports  # the figures of benchmarks/ judge here too

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
RIDGE = 4.0
SEEN = 4  # pairs in which a sign must hold to be learned from
OPTIONAL = 0.6  # what a pair counts whose later claim may be made or not
SMALL = 0.03  # weights nearer to nothing than this are left out
LEAST = 0.1
HEAD = f"""# How much each sign speaks for two mentions of one act being two occurrences.
# Written by training/apart.py; extract/apart.py says what each is, and
# docs/decisions/0013-acts.md how it was made and how well it does.
source: invented reports of tests/quality/field_reports, and the samples
least: {LEAST}  # log-odds of being two above which they are
weights:"""


class Pair(NamedTuple):
    """Two mentions that the rules make one: what holds of them, and whether they are two."""

    hand: str
    signs: frozenset[str]
    are_two: bool
    must: bool  # the later one must be a claim of its own


def pairs() -> Iterator[Pair]:
    """Of every report, the mentions that the rules put together; of decided samples all are one."""
    yield from _of_samples()
    for file in sorted(field_reports.REPORTS.glob("*.yml")):
        for row in field_reports.reports("looked at", file.stem):
            if not is_long(row["text"]):
                yield from _pairs_of(row, file.stem)


def _of_samples() -> Iterator[Pair]:
    told = rows_of((SAMPLES / "decisions.csv").read_text("utf-8"))
    for name in sorted({row["report"] for row in told}):
        if (file := SAMPLES / "reports" / name).exists():
            read = text_of_file(file)
            row = {"text": read.text.content, "title": read.title, "outlet": read.outlet}
            yield from _pairs_of(row | {"published": read.published, "claims": []}, "samples")


def _pairs_of(row: dict[str, Any], hand: str) -> Iterator[Pair]:
    kept: list[Draft] = []
    for draft in _mentions(row):
        same = next((k for k in reversed(kept) if can_be_one(k, draft)), None)
        if same is None:
            kept.append(draft)
            continue
        first, later = _expected(row, same), _expected(row, draft)
        more = later - first if first else set[int]()
        must = any(not row["claims"][n].get("may") for n in more)
        yield Pair(hand, frozenset(signs(same, draft)), bool(more), must)
        absorb(same, draft)


def _mentions(row: dict[str, Any]) -> list[Draft]:
    """What each mention of an act in a report says, by the rules."""
    doc, known = parse(row["text"]), gazetteer()
    day = date.fromisoformat(str(row["published"]))
    header = Header("", title=row["title"], outlet=row["outlet"], published=day, language="en")
    places = event_places(find_places(doc, known, header), doc)
    times, said = find_times(doc, header.published), find_attributions(doc)
    return single_drafts(doc, header, times, places, known.demonym, said)[0]


def _expected(row: dict[str, Any], draft: Draft) -> set[int]:
    """The expected claims of its act whose words a draft meets."""
    words = [(m.first, m.whole_last) for m in draft.mentions]
    found = set()
    for n, claim in enumerate(row["claims"]):
        start = row["text"].index(claim["words"])
        end = start + len(claim["words"])
        is_met = any(a < end and start < b for a, b in words)
        if is_met and draft.act in str(claim["act"]).split("|"):
            found.add(n)
    return found


def learned(data: Sequence[Pair]) -> dict[str, float]:
    """The weight of every sign, by Newton's method."""
    seen = Counter(sign for pair in data for sign in pair.signs)
    names = sorted(sign for sign, times in seen.items() if times >= SEEN)
    x = np.array([[float(name in pair.signs) for name in names] for pair in data])
    y = np.array([float(pair.are_two) for pair in data])
    counts = np.array([OPTIONAL if p.are_two and not p.must else 1.0 for p in data])
    ridge = np.array([RIDGE if name != "any" else 0.1 for name in names])
    weights = np.zeros(len(names))
    for _ in range(30):
        likely = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (counts * (likely - y)) + ridge * weights
        bend = (x * (counts * likely * (1 - likely))[:, None]).T @ x + np.diag(ridge)
        weights -= np.linalg.solve(bend, slope)
    return dict(zip(names, weights.tolist(), strict=True))


def by_hand(data: Sequence[Pair]) -> str:
    """What weights learned on the other hands split rightly and wrongly."""
    split: list[Pair] = []
    for hand in sorted({pair.hand for pair in data}):
        weights = learned([pair for pair in data if pair.hand != hand])
        split += [
            p for p in data if p.hand == hand and sum(weights.get(s, 0) for s in p.signs) > LEAST
        ]
    two, must = sum(p.are_two for p in split), sum(p.must for p in split)
    there = sum(p.are_two for p in data)
    samples = sum(p.hand == "samples" for p in split)
    return (
        f"{len(data)} pairs, {there} of two; split {len(split)}: {two} of two, {must} needed, "
        f"{samples} of the samples"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cross", action="store_true")
    asked = parser.parse_args()
    data = list(pairs())
    if asked.cross:
        print(by_hand(data))
        return
    told = {n: round(w, 2) for n, w in learned(data).items() if abs(w) >= SMALL}
    print(HEAD)
    for name, weight in sorted(told.items()):
        print(f'  "{name}": {weight}')


if __name__ == "__main__":
    main()
