"""estimate: what overlapping lists say about the number that none of them holds."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model.errors import BadTable
from .common import (
    cli_command,
    example,
    json_option,
    passphrase,
    passphrase_option,
    print_json,
    print_table,
    table_rows,
    working,
)

if TYPE_CHECKING:
    from ..model.measure import Overlaps, SizeEstimate, Undercount


@cli_command(
    "estimate",
    epilog=example(
        "bearwitness estimate lists.csv\n"
        "bearwitness estimate lists.csv --method latent-class --draws 20000 --seed 7 --json\n"
        "bearwitness estimate cases/border-2024 --groups outlets.csv"
    ),
)
@click.argument("lists", type=click.Path(path_type=Path))
@click.option(
    "--method",
    type=click.Choice(["all", "chao", "loglinear", "dga", "latent-class", "sparse"]),
    default="all",
    show_default=True,
    help="One method, or all that apply.",
)
@click.option("--count-column", help="The column that holds how many units have a pattern.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="For the methods that draw; the same seed gives the same figures.",
)
@click.option(
    "--draws",
    type=click.IntRange(1_000, 1_000_000),
    default=10_000,
    show_default=True,
    help="Draws of the latent-class posterior.",
)
@click.option(
    "--groups",
    type=click.Path(path_type=Path),
    help="For a case: a CSV with columns outlet and list.",
)
@click.option("--with-unreviewed", is_flag=True, help="For a case: also what nobody has reviewed.")
@passphrase_option
@json_option
def estimate_command(
    lists: Path,
    method: str,
    count_column: str | None,
    seed: int,
    draws: int,
    groups: Path | None,
    with_unreviewed: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Undercount: how many are on none of the lists, from how the lists overlap.

    LISTS is a CSV with a column of 0 and 1 for each list, and either a column that holds how many
    units have that pattern (named count, n or freq, or given) or one row for each unit. Leave out
    names and identifiers: a table that has more columns is refused.

    LISTS can be a case: its incidents are the units, and groups of independent sources the lists.
    Without --groups the outlets with most incidents are a list each, and the rest is one.

    It shows all methods that apply, what each assumes and what is doubtful, and refuses a figure
    when the overlaps cannot carry one. Documented is never the total.
    """
    from ..measure.undercount.summary import METHODS, Sampling, undercount

    if lists.is_dir():
        overlaps = _overlaps_of_case(lists, groups, with_unreviewed, passphrase_file)
    else:
        overlaps = read_overlaps(lists, count_column)
    wanted = list(METHODS) if method == "all" else [method]
    made = undercount(overlaps, wanted, Sampling(seed=seed, draws=draws))
    if as_json:
        print_json(_as_json(made))
    else:
        _say(made)


def read_overlaps(path: Path, count_column: str | None) -> "Overlaps":
    """The table in a CSV file (comma, semicolon or tab); raises BadTable."""
    from ..measure.undercount.histories import overlaps_of

    header, *rows = table_rows(path, "begin with a line of list names")
    return overlaps_of(header, rows, count_column)


def _overlaps_of_case(
    case: Path, groups: Path | None, with_unreviewed: bool, words: Path | None
) -> "Overlaps":
    from ..measuring import overlaps_in
    from ..pipeline import open_case

    lists = read_groups(groups) if groups else None
    with open_case(case, passphrase(case, words)) as opened, working("counting overlaps"):
        return overlaps_in(opened, lists, with_unreviewed=with_unreviewed)


def read_groups(path: Path) -> dict[str, str]:
    """Which list each outlet is on, from a CSV with columns outlet and list; raises BadTable."""
    header, *rows = table_rows(path, "begin with a line: outlet,list")
    names = [name.strip().casefold() for name in header]
    if not {"outlet", "list"} <= set(names):
        raise BadTable("the table of groups has other columns", "name them outlet and list")
    outlet, group = names.index("outlet"), names.index("list")
    whole = [row for row in rows if len(row) > max(outlet, group)]
    return {row[outlet].strip(): row[group].strip() for row in whole if row[group].strip()}


def _as_json(made: "Undercount") -> Mapping[str, object]:
    """The summary with diagnostics by name and the words of every assumption it names."""
    import msgspec

    from ..measure.undercount.wording import label, sentence

    told: dict[str, object] = msgspec.to_builtins(made)
    estimates = []
    for one in made.estimates:
        plain = msgspec.to_builtins(one)
        estimates.append(
            {**plain, "label": label(one.method), "diagnostics": dict(one.diagnostics)}
        )
    named = dict.fromkeys(code for one in made.estimates for code in one.assumes)
    words = {code: sentence(code) for code in named}
    return {**told, "estimates": estimates, "assumptions": words}


def _say(made: "Undercount") -> None:
    from ..measure.undercount.wording import label

    click.echo(
        f"{made.documented:,} documented on {len(made.lists)} lists ({', '.join(made.lists)}); "
        f"{made.on_two_or_more:,} of them on two or more.\n"
    )
    rows = [
        [
            label(one.method),
            f"{'at least ' if one.is_lower_bound else ''}{one.estimate:,.0f}",
            f"{one.low:,.0f} to {one.high:,.0f}",
            one.model,
        ]
        for one in made.estimates
    ]
    print_table(["method", "estimated total", "95 % interval", "model"], rows)
    for one in made.without:
        click.echo(f"no figure by {one.method}: {one.why}")
    _say_assumptions(made.estimates)
    for doubt in made.doubts:
        click.echo(f"doubt: {doubt}")
    click.echo(f"\n{made.reading}")


def _say_assumptions(estimates: "tuple[SizeEstimate, ...]") -> None:
    from ..measure.undercount.wording import assumed

    click.echo("\nWhat they assume (* doubtful here):")
    for who, words, is_doubtful in assumed(estimates):
        click.echo(f" {'*' if is_doubtful else ' '} {words} ({who})")
    for one in estimates:
        if one.method == "latent-class":
            said = dict(one.diagnostics)
            click.echo(
                f"Sampler: {said['draws']:.0f} draws worth {said['effective draws']:.0f} "
                f"independent ones, R-hat {said['R-hat']:.3f}."
            )
    click.echo("")
