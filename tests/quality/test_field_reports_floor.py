"""How well reports of the field are read: 288 invented ones, set by hand before they were read.

Floors are on all of them, a little under what is read. A floor moves down only with a reason in
docs/reading-field-reports.md: 24 harder reports by one more hand came in, and claims are found
whose act is told obliquely.
"""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
FLOORS = {
    "found": 0.76,
    "primary": 0.63,
    "act": 0.95,
    "modality": 0.79,
    "when": 0.76,
    "where": 0.70,
    "affected": 0.71,
    "alleged_perpetrators": 0.75,
    "attribution": 0.79,
}
MOST = {"invented": 0.13, "corrected": 0.20, "work": 0.4}


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import field_reports

        rows = field_reports.reports()
        yield field_reports.score(rows, field_reports.read(rows))
    for name in ("field_reports", "calibration"):
        sys.modules.pop(name)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_field_reports_stay_at_or_above_their_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name], f"{name}: {figures[name]}"


@pytest.mark.parametrize("name", sorted(MOST))
def test_what_an_officer_would_correct_stays_at_or_below(
    figures: dict[str, float], name: str
) -> None:
    assert figures[name] <= MOST[name], f"{name}: {figures[name]}"


def test_every_report_is_in_one_of_two_parts() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import field_reports

        rows = field_reports.reports()
    assert [sum(row["part"] == part for row in rows) for part in field_reports.PARTS] == [190, 98]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        for expected in row["claims"]:
            assert expected["words"] in row["text"]
