"""anonymise: any table to k-anonymity with the least loss, and a report of what it cost."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model.errors import BadTable, WrongUse
from .common import (
    cli_command,
    example,
    json_option,
    print_json,
    print_table,
    table_rows,
    working,
    write_new,
)

if TYPE_CHECKING:
    from ..protect.anonymise import Asked, Coded, Reached, Tree


@cli_command(
    "anonymise",
    epilog=example(
        "bearwitness anonymise people.csv --hierarchy age=age --hierarchy town=towns.csv \\\n"
        "    --sensitive offence --drop name --k 5 --l 2 --t 0.3 --suppress 4% --out safe.csv\n"
        "bearwitness anonymise arrests.csv --count incidents --k 5 --out safe.csv"
    ),
)
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--k",
    type=click.IntRange(min=2),
    default=5,
    show_default=True,
    help="Every row is one of at least K alike; of counts, the smallest shown.",
)
@click.option(
    "--l",
    "values",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Different values of each sensitive column in every group.",
)
@click.option(
    "--t",
    type=click.FloatRange(0, 1),
    default=None,
    help="How far a group's sensitive values may stand from the whole, 0 to 1.",
)
@click.option(
    "--suppress",
    default="0%",
    show_default=True,
    metavar="SHARE",
    help="How many rows may be left out, as in 4% or 0.04.",
)
@click.option(
    "--hierarchy",
    multiple=True,
    metavar="COLUMN=FILE|NAME",
    help="A column outsiders could know, and how it is generalised: a CSV with a line a value "
    "(value, coarser, coarser …) and no heading, or one of age, date, place, people, act, drop.",
)
@click.option("--sensitive", multiple=True, metavar="COLUMN", help="A column nobody should learn.")
@click.option("--as-is", multiple=True, metavar="COLUMN", help="A column that stays as it is.")
@click.option("--drop", multiple=True, metavar="COLUMN", help="A column that goes, as names do.")
@click.option(
    "--charge-suppressed", is_flag=True, help="Count a row left out as lost whole, not as free."
)
@click.option(
    "--count",
    "count_column",
    metavar="COLUMN",
    help="TABLE is counted already: this column holds the counts, the others name the cells.",
)
@click.option(
    "--keep-zeros",
    is_flag=True,
    help="Of counts: show zeros even where they tell that all of a line is in one cell.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write; without it, a report."
)
@json_option
def anonymise_command(
    table: Path,
    k: int,
    values: int,
    t: float | None,
    suppress: str,
    hierarchy: tuple[str, ...],
    sensitive: tuple[str, ...],
    as_is: tuple[str, ...],
    drop: tuple[str, ...],
    charge_suppressed: bool,
    count_column: str | None,
    keep_zeros: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Any table, coarsened with the least loss until every row is one of K alike.

    Every column must be given a role: one outsiders could know (--hierarchy), sensitive, as it is,
    or dropped. One level a column is chosen for the whole table, the best of all combinations.
    Loss is non-uniform entropy, as ARX counts it. Rows come out sorted by what they show.

    With --count the table is one of counts: small cells are hidden, with as few others as keep
    totals from giving them away.
    """
    from ..protect.anonymise import Asked, anonymised

    if count_column is not None:
        from .counted import anonymise_counts

        anonymise_counts(table, count_column, k, keep_zeros, out, as_json)
        return
    trees = _trees(hierarchy)
    asked = Asked(trees, sensitive, as_is, k, values, t, _share(suppress), charge_suppressed)
    with working("reading"):
        columns = read_columns(table, _used(asked), drop)
    with working("looking for the best levels"):
        made = anonymised(columns, asked)
    if out is not None:
        write_columns(out, made.columns)
    if as_json:
        print_json(
            {"out": str(out) if out else None, "asked": _plain(asked), **_told(made.reached)}
        )
    else:
        _say(made.reached, out)


def _used(asked: "Asked") -> tuple[str, ...]:
    return (*asked.hierarchies, *asked.sensitive, *asked.as_is)


def _share(words: str) -> float:
    """A share from "4%" or "0.04"; raises WrongUse."""
    try:
        share = float(words.removesuffix("%")) / (100 if words.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share < 1:
        raise WrongUse("--suppress is a share of the rows", "as in 4% or 0.04")
    return share


def _trees(given: Sequence[str]) -> dict[str, "Tree"]:
    """Each column's hierarchy, from a file or ready-made; raises WrongUse and BadTable."""
    from ..protect.ready_trees import ready_names, ready_tree

    trees: dict[str, Tree] = {}
    for words in given:
        column, separated, source = words.partition("=")
        if not (column and separated and source):
            raise WrongUse("a hierarchy is COLUMN=FILE or COLUMN=NAME", "as in age=ages.csv")
        if column in trees:
            raise WrongUse(f"column '{column}' has two hierarchies", "give one")
        if source in ready_names():
            trees[column] = ready_tree(source, column)
        else:
            trees[column] = _file_tree(Path(source))
    return trees


def _file_tree(path: Path) -> "Tree":
    rows = [row for row in table_rows(path, "give a line for each value") if row]
    if len({row[0] for row in rows}) < len(rows):
        raise BadTable(f"{path.name} has a line for one value twice", "leave one of them")
    held: Mapping[str, Sequence[str]] = {row[0]: row[1:] for row in rows}
    return lambda _values: held


def read_columns(path: Path, used: Sequence[str], drop: Sequence[str]) -> list["Coded"]:
    """The columns of a CSV in UTF-8 (comma, semicolon or tab), coded; raises BadTable, WrongUse."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv

    from ..protect.anonymise import Coded

    names, delimiter = _heading(path)
    if stray := sorted(set(drop) - set(names)):
        raise WrongUse(f"there is no column '{stray[0]}'", f"the columns are: {', '.join(names)}")
    if twice := sorted(set(drop) & set(used)):
        raise WrongUse(f"column '{twice[0]}' is dropped and used", "give it one role")
    words = pa.dictionary(pa.int32(), pa.string())
    try:
        read = pyarrow.csv.read_csv(
            path,
            parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, words), strings_can_be_null=False
            ),
        )
    except (pa.ArrowInvalid, OSError):  # its message would show the row
        raise BadTable(
            "the table cannot be read as a CSV", "save it as CSV in UTF-8, every row of one length"
        ) from None
    columns = []
    for name in names:
        if name not in drop:
            whole = read.column(name).unify_dictionaries().combine_chunks()
            base = np.asarray(whole.indices, dtype=np.int32)
            columns.append(Coded(name, tuple(whole.dictionary.to_pylist()), base))
    return columns


def _heading(path: Path) -> tuple[list[str], str]:
    """The names of the columns, and what separates them; raises BadTable."""
    from csv import reader

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline()
    except (OSError, UnicodeDecodeError):
        raise BadTable("the table cannot be read", "give the path of a CSV in UTF-8") from None
    delimiter = max(",;\t", key=line.count)
    names = next(reader([line], delimiter=delimiter), [])
    if not any(names):
        raise BadTable("the table is empty", "give a heading and the rows below it")
    if len(set(names)) < len(names):
        raise BadTable("two columns have one name", "give each its own")
    return names, delimiter


def write_columns(out: Path, columns: Sequence["Coded"]) -> None:
    """The table as CSV at `out`, its cells safe to open in a spreadsheet; raises WrongUse."""
    import pyarrow as pa
    import pyarrow.csv

    from ..publish.table import guarded

    arrays = [
        pa.DictionaryArray.from_arrays(
            pa.array(column.base), pa.array([str(guarded(v)) for v in column.distinct], pa.string())
        ).cast(pa.string())
        for column in columns
    ]
    heading = [str(guarded(column.name)) for column in columns]
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(pa.table(arrays, names=heading), sink)
    write_new(out, sink.getvalue().to_pybytes())


def _plain(asked: "Asked") -> dict[str, object]:
    return {"k": asked.k, "l": asked.values, "t": asked.t, "suppress": asked.max_suppressed}


def _told(reached: "Reached") -> dict[str, object]:
    return {
        "rows_in": reached.rows_in,
        "rows_out": reached.rows_out,
        "suppressed": reached.suppressed,
        "groups": reached.groups,
        "k": reached.smallest_group,
        "l": dict(reached.values),
        "t": dict(reached.distance),
        "levels": [{"column": c, "level": at, "of": of} for c, at, of in reached.levels],
        "loss_bits": reached.loss_bits,
        "loss_share": reached.loss_share,
    }


def _say(reached: "Reached", out: Path | None) -> None:
    print_table(["column", "level", "of"], reached.levels)
    click.echo(
        f"\n{reached.rows_out} of {reached.rows_in} rows in {reached.groups} groups, "
        f"{reached.suppressed} left out; the smallest group has {reached.smallest_group}."
    )
    for (name, least), (_, far) in zip(reached.values, reached.distance, strict=True):
        click.echo(f"{name}: at least {least} values in a group; at most {far:.3f} from the whole.")
    click.echo(f"Loss: {reached.loss_bits:.4f} bits, {reached.loss_share:.1%} of all there is.")
    click.echo(
        "These figures are for you: how many were left out can itself say something. What is "
        "promised is about this table alone, not beside others made of the same rows."
    )
    click.echo("nothing was written; give --out" if out is None else f"wrote {out}")
