"""How well it is read who did it and how it is put: 171 invented passages, set by hand first.

`doers_field.jsonl` holds a passage of one to four sentences a line, with one or two acts as in the
field reports: `words`, `act` (codes, any right), `by` and `modality` (any of them right). Every
third line was kept aside: it was never read for mending, only counted. A floor moves down only with
a reason in docs/decisions/0013-acts.md.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).with_name("doers_field.jsonl")
BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
FIELDS = ("alleged_perpetrators", "modality")
FLOORS = {
    ("looked at", "found"): 0.8,
    ("looked at", "alleged_perpetrators"): 0.89,
    ("looked at", "modality"): 0.9,
    ("kept aside", "found"): 0.67,
    ("kept aside", "alleged_perpetrators"): 0.73,
    ("kept aside", "modality"): 0.8,
}


@pytest.fixture(scope="module")
def shares() -> dict[tuple[str, str], float]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    plain = {"published": "2024-09-01", "title": None, "outlet": None}
    rows: list[dict[str, Any]] = [{"id": str(n), **plain, **json.loads(line)}
                                  for n, line in enumerate(lines, 1)]  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import field_reports

        judged = [
            (row, field_reports.judge(row, reading)[0])
            for row, reading in zip(rows, field_reports.read(rows), strict=True)
        ]
    for name in ("field_reports", "calibration"):
        sys.modules.pop(name)
    counted, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row, acts in judged:
        part = "looked at" if int(row["id"]) % 3 else "kept aside"
        for one in acts:
            counted[part, "found"] += 1
            right[part, "found"] += one.claim is not None
            for field in (f for f in FIELDS if f in one.right):
                counted[part, field] += 1
                right[part, field] += one.right[field]
    return {key: right[key] / counted[key] for key in counted}


@pytest.mark.parametrize(("part", "name"), sorted(FLOORS))
def test_who_did_it_and_how_it_is_put_stay_at_or_above_their_floor(
    shares: dict[tuple[str, str], float], part: str, name: str
) -> None:
    assert shares[part, name] >= FLOORS[part, name], f"{part}, {name}: {shares[part, name]:.4f}"


def test_every_expected_act_lies_in_its_passage_once() -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert row["claims"]
        for claim in row["claims"]:
            assert row["text"].count(claim["words"]) == 1
