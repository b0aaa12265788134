"""What the case shows in numbers: counts, trend, coverage, estimates, each with its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...measuring import numbers_from, values_of
from ...model.errors import WrongUse
from ..asked import Asked
from ..kept import AGAIN_S, being_worked_out
from ..pages import page, part

if TYPE_CHECKING:
    from markupsafe import Markup
    from starlette.responses import Response

    from ..desk import Desk, View

UNITS = ("month", "week")


def show(asked: Asked) -> Response:
    """The numbers as they stand now; `unit` is month or week, `all` counts the unreviewed too."""
    unit = asked.query.get("unit", "month")
    if unit not in UNITS:
        raise WrongUse(f"no such unit: {unit}", f"the units are: {', '.join(UNITS)}")
    everything = asked.query.get("all") == "yes"
    desk, view = asked.desk, asked.desk.view()
    name = ("measures", unit, everything)
    answer = desk.kept.ask(name, view.head, lambda: _body(desk, view, unit, everything))
    if answer.value is None:
        return being_worked_out(asked.session, "Measures", "/measures")
    shown = page(
        "measures", asked.session, units=UNITS, unit=unit, everything=everything,
        older=None if answer.is_current else answer.head, body=answer.value,
    )  # fmt: skip
    if not answer.is_current:
        shown.headers["refresh"] = str(AGAIN_S)
    return shown


def _body(desk: Desk, view: View, unit: str, everything: bool) -> Markup:
    """What the page tells, written out: the same for everybody who asks."""
    numbers = numbers_from(
        desk.case, view.incidents.values(), tuple(view.claims.values()), view.headers, unit,
        with_unreviewed=everything,
    )  # fmt: skip
    as_of = max((decision.at for decision in view.decisions), default="")[:10]
    return part("measures_body", **values_of(numbers, "Measures", as_of))
