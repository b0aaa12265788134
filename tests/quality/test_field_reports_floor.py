"""How well reports of the field are read: 456 invented ones, set by hand before they were read.

Floors are on all of them, a little under what is read, of four lots: the 192 of eight earlier
hands, the 96 of four who write plainly and at greater length, the 96 of four later ones, and the 72
of three who write as institutions, newspapers and channels do. A floor moves down only with a
reason in docs/reading-field-reports.md.
"""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
PLAIN = ("desks", "harbours", "mountains", "plains")
LATER = ("dispatches", "letters", "monitors", "services")
NEWEST = ("channels", "missions", "reporters")
FLOORS = {
    "earlier": {
        "found": 0.79, "primary": 0.63, "act": 0.95, "modality": 0.83, "when": 0.78, "where": 0.71,
        "affected": 0.73, "alleged_perpetrators": 0.80, "attribution": 0.81,
    },
    "plain": {
        "found": 0.69, "primary": 0.52, "act": 0.93, "modality": 0.60, "when": 0.75, "where": 0.57,
        "affected": 0.54, "alleged_perpetrators": 0.67, "attribution": 0.72,
    },
    "later": {
        "found": 0.72, "primary": 0.48, "act": 0.92, "modality": 0.75, "when": 0.76, "where": 0.53,
        "affected": 0.55, "alleged_perpetrators": 0.60, "attribution": 0.68,
    },
    "newest": {
        "found": 0.65, "primary": 0.32, "act": 0.89, "modality": 0.53, "when": 0.73, "where": 0.51,
        "affected": 0.50, "alleged_perpetrators": 0.42, "attribution": 0.54,
    },
}  # fmt: skip
MOST = {
    "earlier": {"invented": 0.14, "corrected": 0.19, "work": 0.355, "named wrongly": 0.09},
    "plain": {"invented": 0.21, "corrected": 0.285, "work": 0.52, "named wrongly": 0.13},
    "newest": {"invented": 0.26, "corrected": 0.37, "work": 0.60, "named wrongly": 0.135},
    "later": {"invented": 0.20, "corrected": 0.315, "work": 0.515, "named wrongly": 0.125},
}


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, float]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import field_reports

        hands = {file.stem for file in field_reports.REPORTS.glob("*.yml")}
        earlier = sorted(hands - {*PLAIN, *LATER, *NEWEST})
        lots = {"earlier": earlier, "plain": PLAIN, "later": LATER, "newest": NEWEST}
        found = {}
        for lot, of_lot in lots.items():
            rows = [row for hand in of_lot for row in field_reports.reports(hand=hand)]
            found[lot] = field_reports.score(rows, field_reports.read(rows))
        yield found
    for name in ("field_reports", "calibration"):
        sys.modules.pop(name)


def names(table: dict[str, dict[str, float]]) -> list[tuple[str, str]]:
    return [(lot, name) for lot, of_lot in table.items() for name in sorted(of_lot)]


@pytest.mark.parametrize(("lot", "name"), names(FLOORS))
def test_field_reports_stay_at_or_above_their_floor(
    figures: dict[str, dict[str, float]], lot: str, name: str
) -> None:
    assert figures[lot][name] >= FLOORS[lot][name], f"{lot}, {name}: {figures[lot][name]}"


@pytest.mark.parametrize(("lot", "name"), names(MOST))
def test_what_an_officer_would_correct_stays_at_or_below(
    figures: dict[str, dict[str, float]], lot: str, name: str
) -> None:
    assert figures[lot][name] <= MOST[lot][name], f"{lot}, {name}: {figures[lot][name]}"


def test_every_report_is_in_one_of_two_parts() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import field_reports

        rows = field_reports.reports()
    assert [sum(row["part"] == part for row in rows) for part in field_reports.PARTS] == [303, 153]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        for expected in row["claims"]:
            assert expected["words"] in row["text"]
