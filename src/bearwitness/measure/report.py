"""The page that tells a team what its case shows: one HTML file with everything in it.

The rules: every figure stands beside its table and the sentence that says how to read it; what
could not be said is said to be missing, with the reason; the page says it is not for publication.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..model.measure import Figure, Interval, Measured
from ..model.overtime import CaseNumbers, QuotedEstimate, Ratio
from ..reference.drawing import Bar, IntervalRow, Row, bars, grid, intervals, lying_bars
from ..reference.pages import page
from .counts import UNKNOWN
from .undercount.wording import assumed, label

MOST_ROWS = 25  # of a table on the page; the command gives all of them
MOST_PLACES = 20
TABLE_NAMES = {"admin1": "province", "sex": "sex of those affected", "age": "age of those affected",
               "nationality": "nationality of those affected"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    shown: tuple[Figure, ...]
    more: int
    figure: Markup
    is_unknown: bool  # no account says: a figure would be one bar


def report_page(numbers: CaseNumbers, title: str, version: str, as_of: str = "") -> str:
    """The page as HTML. `as_of` is the newest decision it rests on, a date."""
    return page("measures", **page_values(numbers, title, version, as_of))


def page_values(
    numbers: CaseNumbers, title: str, version: str, as_of: str = "", most_periods: int | None = None
) -> dict[str, Any]:
    """What the templates of the page and of the desk's page of measures are given.

    Over time all periods are shown, or the latest `most_periods`.
    """
    earlier = max(0, len(numbers.trend.periods) - (most_periods or len(numbers.trend.periods)))
    return {
        "numbers": numbers,
        "title": title,
        "version": version,
        "as_of": as_of,
        "tables": [(name, _table(name, numbers.unit, table)) for name, table in numbers.tables],
        "left_out": _left_out(numbers),
        "trend_figure": _svg(trend_figure(numbers, most_periods)),
        "trend_rows": numbers.trend.periods[earlier:],
        "earlier": earlier,
        "coverage_figure": _svg(coverage_figure(numbers, most_periods)),
        "undercount_figure": _svg(undercount_figure(numbers)),
        "changes": _changes(numbers),
        "alarms": numbers.alerts.alarms if numbers.alerts else (),
        "mix_changes": _mix_changes(numbers),
        "assumptions": assumed(numbers.undercount.estimates if numbers.undercount else ()),
        "methods": _methods(numbers),
        "most": MOST_ROWS,
        "called": lambda name: TABLE_NAMES.get(name, name),
        "number": _number,
        "span": span,
        "share": _share,
        "amount": _amount,
        "why": lambda method: _why(numbers, method),
    }


def _svg(drawn: str) -> Markup:
    """A figure of ours, whose words were escaped when it was drawn."""
    return Markup(drawn)  # noqa: S704


def trend_figure(numbers: CaseNumbers, most: int | None = None) -> str:
    """Incidents over time with constant mix, alarms and what is still expected; "" without any.

    Of more than `most` periods the latest are drawn.
    """
    expected = {one.period: one for one in numbers.nowcasts.periods} if numbers.nowcasts else {}
    alarms = set(numbers.alerts.alarms) if numbers.alerts else set()
    rows = []
    for one in numbers.trend.periods:
        still = expected.get(one.period)
        rows.append(
            Bar(
                one.period,
                one.incidents,
                one.constant_mix if numbers.trend.panel else None,
                max(still.expected, one.incidents) if still else None,
                max(still.low, one.incidents) if still else None,
                max(still.high, one.incidents) if still else None,
                one.period in alarms,
            )
        )
    rows = rows[-(most or len(rows)) :]
    if not rows:
        return ""
    total = sum(row.documented for row in rows)
    return bars(
        f"Documented incidents by {numbers.unit}",
        f"{total} incidents from {rows[0].label} to {rows[-1].label}; the table below has each.",
        rows,
    )


def coverage_figure(numbers: CaseNumbers, most: int | None = None) -> str:
    """How many outlets could have seen each place in each period; "" where no place is known.

    Of more than `most` periods the latest are drawn.
    """
    seen = numbers.coverage
    if not seen.places or not seen.periods:
        return ""
    ranked = sorted(zip(seen.places, seen.seen, strict=True), key=lambda one: (-sum(one[1]), one))
    shown = ranked[:MOST_PLACES]
    first = max(0, len(seen.periods) - (most or len(seen.periods)))
    return grid(
        f"Outlets that could have seen a place, by {seen.unit}",
        f"{len(shown)} of {len(ranked)} places; a hatched cell means that nobody could look.",
        [place for place, _ in shown],
        seen.periods[first:],
        [row[first:] for _, row in shown],
    )


def undercount_figure(numbers: CaseNumbers) -> str:
    """The estimates side by side with the documented number; "" where there is none."""
    made = numbers.undercount
    if made is None:
        return ""
    rows = [
        IntervalRow(label(one.method), one.estimate, one.low, one.high, one.is_lower_bound)
        for one in made.estimates
    ]
    return intervals(
        "Estimated total by each method", "Each with its 95 % interval.", rows, made.documented
    )


def _table(name: str, unit: str, table: Measured) -> _Table:
    """The rows that are shown: of periods the latest, of all else the largest."""
    if name == unit:
        shown = sorted(table.figures, key=lambda f: f.cell)[-MOST_ROWS:]
    else:
        shown = sorted(table.figures, key=lambda f: (-f.incidents, f.cell))[:MOST_ROWS]
    more = len(table.figures) - len(shown)
    figure = _svg(table_figure(TABLE_NAMES.get(name, name), shown, more))
    return _Table(tuple(shown), more, figure, [f.cell[0][1] for f in shown] in ([], [UNKNOWN]))


def table_figure(name: str, shown: Sequence[Figure], more: int) -> str:
    """The rows of a table as bars, the part from one origin striped; "" without a row."""
    if not shown:
        return ""
    rows = [Row(one.cell[0][1], one.incidents, one.single_origin) for one in shown]
    some = f" ({len(shown)} of {len(shown) + more})" if more else ""
    said = "; ".join(f"{row.label}: {row.count}" for row in rows)
    return lying_bars(f"Documented incidents by {name}{some}", f"{said}.", rows)


def _left_out(numbers: CaseNumbers) -> tuple[tuple[str, int], ...]:
    return numbers.tables[0][1].left_out if numbers.tables else ()


def _changes(numbers: CaseNumbers) -> list[str]:
    """The change of the last periods against those before, in sentences."""
    over, found = numbers.trend, []
    for change, which in (
        (over.change, "All outlets"),
        (over.change_constant_mix, "At constant mix"),
    ):
        if change is not None:
            found.append(f"{which}: {_ratio(change, over.window, over.unit)}")
    return found


def _ratio(change: Ratio, window: int, unit: str) -> str:
    compared = (
        f"{change.later} incidents in the last {window} {unit}s against {change.earlier} in the "
        f"{window} before"
    )
    if change.ratio is None:
        return f"{compared}."
    high = "no upper end" if change.high is None else f"{change.high:.2f}"
    held = change.low <= 1 and (change.high is None or change.high >= 1)
    verdict = " Chance alone could do this." if held else ""
    return (
        f"{compared}, {change.ratio:.2f} times as many (95 % interval {change.low:.2f} to {high}, "
        f"if incidents come one by one).{verdict}"
    )


def _mix_changes(numbers: CaseNumbers) -> list[str]:
    """The three periods in which the mix of outlets changed most."""
    told = [one for one in numbers.coverage.mix if one.change]
    ranked = sorted(told, key=lambda one: (-(one.change or 0), one.period))
    return [f"{one.period} ({one.change:.2f})" for one in ranked[:3]]


def _methods(numbers: CaseNumbers) -> list[str]:
    named = ["documented-1", numbers.trend.method, numbers.coverage.method]
    if numbers.nowcasts:
        named.append(numbers.nowcasts.method)
    if numbers.alerts:
        named.append(f"{numbers.alerts.version} ({numbers.alerts.method})")
    if numbers.undercount:
        named.append("undercount-1")
    return named


def _why(numbers: CaseNumbers, method: str) -> str:
    return next((one.why for one in numbers.without if one.method == method), "nothing to count")


def _number(value: int | None) -> str:
    return "not said" if value is None else f"{value:,}"


def span(people: Interval) -> str:
    """An interval in words: "12", "12 to 30", "12 or more"."""
    if people.high is None:
        return f"{people.low:,} or more"
    return f"{people.low:,}" if people.low == people.high else f"{people.low:,} to {people.high:,}"


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "none"


def _amount(one: QuotedEstimate) -> str:
    ends = [f"{end:,.0f}" if end >= 1 or end == 0 else f"{end:g}" for end in
            dict.fromkeys(e for e in (one.low, one.high) if e is not None)]  # fmt: skip
    unit = "%" if one.unit == "percent" else one.unit or ""
    return f"{' to '.join(ends) or 'not said'} {unit}".strip()
