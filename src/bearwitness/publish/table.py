"""Tables as bytes: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table with CRLF line ends; None is an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8")


def guarded(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it.

    Source: OWASP, CSV injection.
    """
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def json_bytes(value: Any) -> bytes:
    """JSON, indented and in the order given, with a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
