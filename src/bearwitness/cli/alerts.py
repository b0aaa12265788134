"""alerts: which weeks or months of a series stand out, and what that does and does not show."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .common import cli_command, example, json_option, print_json, print_table, table_rows

if TYPE_CHECKING:
    from ..model.warning import Alerts, Series


@cli_command(
    "alerts",
    epilog=example(
        "bearwitness alerts weekly.csv\n"
        "bearwitness alerts monthly.csv --period year,month --count incidents --rate 0.02 --json"
    ),
)
@click.argument("series", type=click.Path(path_type=Path))
@click.option(
    "--method",
    type=click.Choice(
        ["auto", "changepoint", "cusum", "farrington", "farrington-flexible",
         "ears-c1", "ears-c2", "ears-c3"]
    ),
    default="auto",
    show_default=True,
    help="One method; auto goes by how much history there is.",
)  # fmt: skip
@click.option(
    "--rate",
    type=click.Choice(["0.005", "0.01", "0.02"]),
    default="0.01",
    show_default=True,
    help="False-alarm rate: the share of ordinary periods with an alarm.",
)
@click.option("--count", "count_column", help="The column of the counts, if its name does not say.")
@click.option(
    "--period",
    "period_column",
    help="The column of the periods, or two as in year,week, if their names do not say.",
)
@click.option(
    "--unit",
    type=click.Choice(["week", "month"]),
    help="What a period is, where it is only numbered.",
)
@json_option
def alerts_command(
    series: Path,
    method: str,
    rate: str,
    count_column: str | None,
    period_column: str | None,
    unit: str | None,
    as_json: bool,
) -> None:
    """Early warning: which weeks or months hold more than the series' own past lets expect.

    SERIES is a CSV with one row a week or month and a column of counts. Periods are ISO weeks
    (2021-W05), months (2021-02), dates, numbers, or a year beside a week or month; without such a
    column the rows are taken in order, as weeks. Every period needs a row, with 0 where nothing
    was documented.

    An alarm is about what was documented, not about what happened.
    """
    from ..measure.warning.combine import alerts

    table = read_table(series, count_column, period_column, unit)
    found = alerts(table, method, float(rate))
    if as_json:
        print_json(_as_json(found))
    else:
        _say(found)


def read_table(
    path: Path, count_column: str | None, period_column: str | None, unit: str | None
) -> "Series":
    """The series in a CSV file (comma, semicolon or tab); raises BadTable."""
    from ..measure.warning.series import read_series

    header, *rows = table_rows(path, "give a heading, then one row a week or month")
    return read_series(
        header, rows, count_column=count_column, period_column=period_column, unit=unit
    )


def _as_json(found: "Alerts") -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(found), "alarms": found.alarms}


def _say(found: "Alerts") -> None:
    judged = [one for one in found.periods if one.alarm is not None]
    alarms = [one for one in judged if one.alarm]
    print_table(
        [found.unit, "documented", "expected", "no alarm up to"],
        [
            [one.period, one.observed,
             "" if one.expected is None else f"{one.expected:.1f}", one.upper]
            for one in alarms
        ],
    )  # fmt: skip
    click.echo(
        f"\n{len(alarms)} alarms in {len(judged)} {found.unit}s from {found.judged_from} on."
    )
    click.echo(f"Method: {found.why}.")
    for doubt in found.doubts:
        click.echo(f"Doubt: {doubt}.")
    click.echo(found.reading)
