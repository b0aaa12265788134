"""What the encoder of tellings learns from: words that may tell an act, with the acts they may be.

    python training/likely_acts.py examples EXAMPLES.json

The texts are the invented passages of training/tellings/, where every act is marked, and the
invented reports of tests/quality/field_reports that may be looked at. Every verb, and every noun
that looks made of one, is an example; what may be claimed or not may also be none. With each report
goes what the cues find and which expected claims they miss: training/told_encoder.py judges by it.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bearwitness.extract.likely import may_tell
from bearwitness.reference.parse import parse_many
from bearwitness.reference.vocabulary import vocabulary

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import field_reports  # the figures of benchmarks/ judge here too

TELLINGS = Path(__file__).resolve().parent / "tellings"
MARK = re.compile(r"\{([^{}:]+):([^{}]+)\}")
NAMES = ["none", *(code.code for code in vocabulary("acts"))]
METHOD = "likely"  # what the method of a claim that no cue found begins with


class Told(NamedTuple):
    """A text with the stretches that tell an act: start, end, the acts they may be."""

    name: str
    hand: str
    text: str
    spans: list[tuple[int, int, frozenset[int]]]


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


def words(told: Sequence[Told]) -> Iterator[list[tuple[int, list[int]]]]:
    """Of every text, the code points of words that may tell an act, and the acts they may be."""
    for one, doc in zip(told, parse_many(one.text for one in told), strict=True):
        found = []
        for token in (t for t in doc if may_tell(t)):
            acts = [s[2] for s in one.spans if s[0] <= token.idx < s[1]]
            found.append((token.idx, sorted(frozenset().union(*acts) or {0})))
        yield found


def judged() -> dict[str, dict[str, Any]]:
    """Of every report, what the cues find, and the stretches of expected claims they miss."""
    rows = field_reports.reports("looked at")
    out = {}
    for row, reading in zip(rows, field_reports.read(rows), strict=True):
        cued = [c for c in reading.claims if not c.method.startswith(METHOD)]
        known = {c.id for c in cued}
        missed = [
            _span(row, j.expected)
            for j in field_reports.judge(row, reading)[0]
            if not j.expected.get("may") and (j.claim is None or j.claim.id not in known)
        ]
        out[row["id"]] = {
            "cued": [(e.start, e.end) for c in cued for e in c.evidence_for("act")],
            "missed": [(a, b, sorted(acts)) for a, b, acts in missed],
        }
    return out


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("mode", choices=["examples"])
    asked.add_argument("out", type=Path)
    given = asked.parse_args()
    told, by_cues = [*passages(), *reports()], judged()
    texts = [
        {
            "name": one.name, "hand": one.hand, "text": one.text, "words": found,
            "spans": [(a, b, sorted(acts)) for a, b, acts in one.spans],
            **by_cues.get(one.name, {"cued": [], "missed": []}),
        }
        for one, found in zip(told, words(told), strict=True)
    ]  # fmt: skip
    given.out.write_text(json.dumps({"acts": NAMES, "texts": texts}), "utf-8")


if __name__ == "__main__":
    main()
