"""anonymise --count: a table of counts with its totals, small cells hidden so that they stay so."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model.errors import BadTable
from .common import print_json, table_rows, working, write_new

if TYPE_CHECKING:
    from ..protect.counted import CountTable
    from ..protect.suppression import Suppressed

ALL = "(all)"  # in the place of a value, where a row is a total
HIDDEN = "x"


def anonymise_counts(
    path: Path, count_column: str, k: int, keep_zeros: bool, out: Path | None, as_json: bool
) -> None:
    """Reads the table, hides what must be hidden, writes and says what it came to."""
    from ..protect.counted import count_table, demands
    from ..protect.suppression import suppressed

    names, cells = read_counts(path, count_column)
    table = count_table(cells)
    with working("looking for the fewest cells to hide"):
        made = suppressed(table, demands(table, k, keep_zeros))
    if out is not None:
        _write(out, [*names, count_column], table, made)
    told = {
        "out": str(out) if out else None,
        "cells": len(table.cells),
        "hidden_for_themselves": len(made.primary),
        "hidden_for_them": len(made.secondary),
        "is_optimal": made.is_optimal,
    }
    if as_json:
        print_json(told)
        return
    proved = "no choice hides fewer" if made.is_optimal else "fewer might do; time ran out"
    click.echo(
        f"{len(table.cells)} cells and totals; {len(made.primary)} hidden as they are small, "
        f"{len(made.secondary)} more so that neither totals nor zeros give anything away "
        f"({proved})."
    )
    click.echo("nothing was written; give --out" if out is None else f"wrote {out}")


def read_counts(path: Path, count_column: str) -> tuple[list[str], dict[tuple[str, ...], int]]:
    """The names of the cells' columns, and each cell's count; raises BadTable."""
    heading, *rows = table_rows(path, "give a heading and a row for each cell")
    if count_column not in heading:
        raise BadTable(f"there is no column '{count_column}'", "name the column of the counts")
    at = heading.index(count_column)
    names = [name for i, name in enumerate(heading) if i != at]
    if not names:
        raise BadTable("there are no columns beside the counts", "give those that name the cells")
    cells: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=2):
        if len(row) != len(heading) or not row[at].strip().isdecimal():
            raise BadTable(f"line {number} has no count, or not every column", "correct it")
        cell = tuple(value for i, value in enumerate(row) if i != at)
        if cell in cells:
            raise BadTable(f"line {number} is of a cell that stood before", "add them up first")
        cells[cell] = int(row[at])
    return names, cells


def _write(out: Path, heading: list[str], table: "CountTable", made: "Suppressed") -> None:
    from ..publish.table import csv_bytes

    rows = [
        [*(value or ALL for value in cell), HIDDEN if i in made.hidden else count]
        for i, (cell, count) in enumerate(zip(table.cells, table.counts, strict=True))
    ]
    write_new(out, csv_bytes(heading, rows))
