"""What the case shows in numbers: counts, trend, coverage, estimates, each with its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...measuring import numbers_of, values_of
from ..asked import Asked
from ..pages import page

if TYPE_CHECKING:
    from starlette.responses import Response

UNITS = ("month", "week")


def show(asked: Asked) -> Response:
    """The numbers as they stand now; `unit` is month or week, `all` counts the unreviewed too."""
    unit = asked.query.get("unit", "month")
    everything = asked.query.get("all") == "yes"
    desk = asked.desk
    with desk.turn:
        numbers = numbers_of(desk.case, unit, with_unreviewed=everything)
        values = values_of(desk.case, numbers, "Measures")
    return page("measures", asked.session, units=UNITS, everything=everything, **values)
