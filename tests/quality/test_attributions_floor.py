"""Accuracy on invented sentences, pinned: a change that loses any of it fails here.

The gold was written by hand and is not changed to fit the rules. Content and source count by token;
a whole attribution counts when its content overlaps by half and its source overlaps.
"""

import json
import re
from pathlib import Path

import pytest

from bearwitness.extract.attributions import find_attributions
from bearwitness.reference.parse import parse_many

GOLD = Path(__file__).with_name("attributions_gold.jsonl")


def _covered(text: str, phrases: list[str]) -> set[int]:
    out: set[int] = set()
    for phrase in phrases:
        at = text.index(phrase)
        out.update(range(at, at + len(phrase)))
    return out


def _f1(both: int, ours: int, theirs: int) -> float:
    return 2 * both / (ours + theirs)


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    """F1 of content tokens, source tokens and whole attributions over the gold file."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    n: dict[str, list[int]] = {"content": [0, 0, 0], "source": [0, 0, 0], "whole": [0, 0, 0]}
    for row, doc in zip(rows, parse_many(row["text"] for row in rows), strict=True):
        text = row["text"]
        gold = [
            (_covered(text, [a["source"]] if a["source"] else []), _covered(text, a["content"]))
            for a in row["attributions"]
        ]
        found = [
            (
                {i for s in [a.source] if s for i in range(s.start, s.end)},
                {i for s in a.content for i in range(s.start, s.end)},
            )
            for a in find_attributions(doc)
        ]
        for which, role in enumerate(("source", "content")):
            theirs = {i for pair in gold for i in pair[which]}
            ours = {i for pair in found for i in pair[which]}
            starts = [m.start() for m in re.finditer(r"\w+", text)]
            n[role][0] += sum(i in theirs and i in ours for i in starts)
            n[role][1] += sum(i in ours for i in starts)
            n[role][2] += sum(i in theirs for i in starts)
        used: set[int] = set()
        for source, content in gold:
            for k, (our_source, our_content) in enumerate(found):
                alike = 2 * len(content & our_content) >= len(content | our_content)
                if k not in used and alike and (source & our_source or not source):
                    used.add(k)
                    break
        n["whole"][0] += len(used)
        n["whole"][1] += len(found)
        n["whole"][2] += len(gold)
    return {role: _f1(*counts) for role, counts in n.items()}


@pytest.mark.parametrize(("role", "floor"), [("content", 0.97), ("source", 0.98), ("whole", 0.94)])
def test_invented_sentences_are_read_at_least_this_well(
    scores: dict[str, float], role: str, floor: float
) -> None:
    assert scores[role] >= floor, scores
