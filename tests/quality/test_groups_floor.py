"""How well groups are read: 80 invented sentences, set by hand before the output was seen.

Counts, sex, age band, nationality and status must all be right for a sentence to count as whole.
A floor moves down only with a reason in docs/decisions/0013-acts.md.
"""

import json
from pathlib import Path

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import AffectedGroup
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse_many

GOLD = Path(__file__).with_name("groups_gold.jsonl")
FLOORS = {
    "count": 0.97,
    "sex": 0.97,
    "age": 0.97,
    "nationality": 0.97,
    "status": 0.97,
    "whole": 0.95,
}


def _right(group: AffectedGroup, row: dict[str, object]) -> dict[str, bool]:
    right = {
        "count": (group.min, group.max) == (row["min"], row["max"]),
        "sex": group.sex == row["sex"],
        "age": group.age == row["age"],
        "nationality": group.nationality == row["nationality"],
        "status": sorted(group.status) == sorted(map(str, row["status"])),  # type: ignore[call-overload]
    }
    return right | {"whole": all(right.values())}


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    hits = dict.fromkeys(FLOORS, 0)
    for row, doc in zip(rows, parse_many(row["text"] for row in rows), strict=True):
        claims = extract(doc, Header(id="report-invented")).claims
        groups = [c.affected for c in claims if c.act == row["act"] and c.affected]
        for name, right in _right(groups[0], row).items() if groups else ():
            hits[name] += right
    return {name: n / len(rows) for name, n in hits.items()}


@pytest.mark.parametrize("field", sorted(FLOORS))
def test_groups_stay_at_or_above_their_floor(shares: dict[str, float], field: str) -> None:
    assert shares[field] >= FLOORS[field], f"{field}: {shares[field]:.4f}"
