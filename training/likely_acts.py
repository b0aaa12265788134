"""The model of acts that no cue names: src/bearwitness/reference/data/tellings.npz.

    python training/likely_acts.py fit OUT.npz
    python training/likely_acts.py check HAND...

It learns from the invented passages of training/tellings/, where every act is marked, and from the
invented reports of tests/quality/field_reports that may be looked at. `check` learns without the
reports of the named hands and prints, for several thresholds, how many of their claims that no cue
finds are then found, with the right act, and how many suggestions meet no expected claim.

Every verb, and every noun that looks made of one, is an example: its clause as a sentence vector,
the marks of its grammar, and the acts it may be, or none. Softmax regression by Adam with a ridge;
what may be claimed or not may also be none. A minute or two.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from bearwitness.extract.clauses import clause, marks
from bearwitness.extract.likely import may_tell
from bearwitness.reference.gists import vectors
from bearwitness.reference.parse import parse_many
from bearwitness.reference.tellings import SCALE
from bearwitness.reference.vocabulary import vocabulary

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import field_reports  # the figures of benchmarks/ judge here too

Numbers = npt.NDArray[np.float32]
TELLINGS = Path(__file__).resolve().parent / "tellings"
MARK = re.compile(r"\{([^{}:]+):([^{}]+)\}")
NAMES = ["none", *(code.code for code in vocabulary("acts"))]
LEAST = 2  # examples that a mark must stand in
RIDGE = 3.0
STEPS, RATE = 200, 0.03
PASSAGE = 0.5  # what an example of a passage counts beside one of a report
FLOORS = (0.3, 0.4, 0.5, 0.6, 0.7)


class Told(NamedTuple):
    """A text with the stretches that tell an act: start, end, the acts they may be."""

    name: str
    hand: str
    text: str
    spans: list[tuple[int, int, frozenset[int]]]


class Example(NamedTuple):
    """A word that may tell an act."""

    told: Told
    at: int
    clause: str
    marks: frozenset[str]
    allowed: frozenset[int]


def passages() -> Iterator[Told]:
    """The passages of training/tellings, a line each: "They {confiscation:emptied our bags}"."""
    for file in sorted(TELLINGS.glob("*.txt")):
        for n, line in enumerate(file.read_text("utf-8").splitlines()):
            text, spans, at = "", [], 0
            for mark in MARK.finditer(line):
                text += line[at : mark.start()]
                act = frozenset({NAMES.index(mark[1])})
                spans.append((len(text), len(text) + len(mark[2]), act))
                text, at = text + mark[2], mark.end()
            yield Told(f"{file.stem} {n}", "", text + line[at:], spans)


def reports() -> Iterator[Told]:
    """The reports that may be looked at, with where their claims are told."""
    for file in sorted(field_reports.REPORTS.glob("*.yml")):
        for row in field_reports.reports("looked at", file.stem):
            yield Told(row["id"], file.stem, row["text"], [_span(row, c) for c in row["claims"]])


def _span(row: dict[str, Any], claim: dict[str, Any]) -> tuple[int, int, frozenset[int]]:
    start = row["text"].index(claim["words"])
    acts = {NAMES.index(a) for a in str(claim["act"]).split("|") if a in NAMES}
    if claim.get("may") or not acts:
        acts.add(0)
    return start, start + len(claim["words"]), frozenset(acts)


def examples(told: Sequence[Told]) -> list[Example]:
    """Every word of the texts that may tell an act."""
    docs = parse_many(one.text for one in told)
    return [e for one, doc in zip(told, docs, strict=True) for e in _of_text(one, doc)]


def _of_text(told: Told, doc: Doc) -> Iterator[Example]:
    for token in doc:
        if may_tell(token):
            acts = [s[2] for s in told.spans if s[0] <= token.idx < s[1]]
            words = clause(token)
            allowed = frozenset().union(*acts) or frozenset({0})
            yield Example(told, token.idx, words, marks(token, words), allowed)


def table(found: Sequence[Example], names: Sequence[str]) -> Numbers:
    """A row an example: the vector of its clause, its marks, and a one."""
    column = {name: n for n, name in enumerate(names)}
    seen = np.zeros((len(found), len(names)), np.float32)
    for n, example in enumerate(found):
        seen[n, [column[m] for m in example.marks if m in column]] = 1.0
    told = vectors([e.clause for e in found]) * np.float32(SCALE)
    return np.concatenate([told, seen, np.ones((len(found), 1), np.float32)], axis=1)


def known_marks(found: Iterable[Example]) -> list[str]:
    count = Counter(mark for example in found for mark in example.marks)
    return sorted(mark for mark, n in count.items() if n >= LEAST)


def fitted(rows: Numbers, found: Sequence[Example]) -> Numbers:
    """The weights of largest probability of what is allowed."""
    allowed = np.zeros((len(found), len(NAMES)), bool)
    for n, example in enumerate(found):
        allowed[n, list(example.allowed)] = True
    counts = np.array([[1.0 if e.told.hand else PASSAGE] for e in found], np.float32)
    weights = np.zeros((rows.shape[1], len(NAMES)), np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        said = softmax(rows @ weights)
        aim = said * allowed
        aim /= np.maximum(aim.sum(1, keepdims=True), 1e-9)
        slope = rows.T @ ((aim - said) * counts) - RIDGE * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights += RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-6)
    return weights


def softmax(sums: Numbers) -> Numbers:
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares: Numbers = powers / powers.sum(axis=1, keepdims=True)
    return shares


def check(hands: Sequence[str], found: Sequence[Example]) -> None:
    """Print what is found beyond the cues in reports of hands that were not learned from."""
    mine = [e for e in found if e.told.hand not in hands]
    theirs = [e for e in found if e.told.hand in hands]
    names = known_marks(mine)
    said = softmax(table(theirs, names) @ fitted(table(mine, names), mine))
    rows = [r for hand in hands for r in field_reports.reports("looked at", hand)]
    cued, missed = {}, {}
    for row, reading in zip(rows, field_reports.read(rows), strict=True):
        claims = [c for c in reading.claims if c.method != "likely-1"]
        cued[row["id"]] = [(e.start, e.end) for c in claims for e in c.evidence_for("act")]
        judged = field_reports.judge(row, reading)[0]
        missed[row["id"]] = [
            _span(row, j.expected)
            for j in judged
            if not j.expected.get("may") and (j.claim is None or j.claim.method == "likely-1")
        ]
    for floor in FLOORS:
        _print(floor, theirs, said, cued, missed)


def _print(
    floor: float,
    theirs: Sequence[Example],
    said: Numbers,
    cued: dict[str, list[tuple[int, int]]],
    missed: dict[str, list[tuple[int, int, frozenset[int]]]],
) -> None:
    made = met = 0
    found, right = set(), set()
    for example, row in zip(theirs, said, strict=True):
        name, at = example.told.name, example.at
        if 1 - row[0] < floor or any(a <= at < b for a, b in cued[name]):
            continue
        made += 1
        met += any(a <= at < b for a, b, _ in example.told.spans)
        for span in missed[name]:
            if span[0] <= at < span[1]:
                found.add((name, span[0]))
                if 1 + int(row[1:].argmax()) in span[2]:
                    right.add((name, span[0]))
    told = {
        "least": floor,
        "not found by cues": sum(map(len, missed.values())),
        "then found": len(found),
        "with the right act": len(right),
        "suggestions": made,
        "that meet no expected claim": made - met,
    }
    print(json.dumps(told), flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("mode", choices=["fit", "check"])
    asked.add_argument("what", nargs="+", help="a file to write, or hands to leave out")
    given = asked.parse_args()
    found = examples([*passages(), *reports()])
    if given.mode == "check":
        check(given.what, found)
        return
    names = known_marks(found)
    weights = fitted(table(found, names), found)
    told = json.dumps({"acts": NAMES, "marks": names}).encode()
    np.savez_compressed(
        given.what[0], weights=weights.astype(np.float16), names=np.frombuffer(told, np.uint8)
    )


if __name__ == "__main__":
    main()
