"""How well times are read, on 126 invented sentences with spans and values set by hand.

The sentences follow the TimeML 1.2.1 guidelines; what is beyond the rules stays in.
A floor moves down only with a reason in docs/decisions/0010-times.md.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from bearwitness.extract.when import find_times
from bearwitness.reference.parse import parse_many

GOLD = Path(__file__).with_name("times_gold.jsonl")
FLOORS = {"strict": 0.99, "relaxed": 0.99, "value": 0.99, "type": 0.99}


def _f1(hits: int, found: int, gold: int) -> float:
    return 2 * hits / (found + gold)


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    hits = dict.fromkeys(FLOORS, 0)
    found_all = gold_all = 0
    for row, doc in zip(rows, parse_many(row["text"] for row in rows), strict=True):
        found = find_times(doc, date.fromisoformat(row["published"]))
        found_all, gold_all = found_all + len(found), gold_all + len(row["times"])
        for gold in row["times"]:
            near = [t for t in found if t.start < gold["end"] and gold["start"] < t.end]
            if near:
                hits["relaxed"] += 1
                hits["strict"] += near[0].exact == gold["exact"]
                hits["value"] += near[0].timex == gold["timex"]
                hits["type"] += near[0].type == gold["type"]
    return {name: _f1(n, found_all, gold_all) for name, n in hits.items()}


@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_times_stay_at_or_above_their_floor(scores: dict[str, float], measure: str) -> None:
    assert scores[measure] >= FLOORS[measure], f"{measure}: {scores[measure]:.4f}"


def test_the_gold_spans_are_where_they_say() -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for time in row["times"]:
            assert row["text"][time["start"] : time["end"]] == time["exact"]
