"""The codebook, written from the model: every field of a release, its type, meaning and values."""

from dataclasses import dataclass, fields
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

from ..model.measure import Figure, Interval
from ..model.release import PublicRecord
from ..reference.vocabulary import load_yaml
from .table import csv_bytes

TABLES: dict[str, type] = {"records": PublicRecord, "numbers": Figure}
FILES = {"records": "incidents.csv", "numbers": "numbers.csv"}
_WORDS = {str: "text", int: "integer", float: "number", Interval: "two integers"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One field as the codebook explains it."""

    table: str
    field: str
    type: str
    meaning: str
    values: str


@cache
def entries() -> tuple[Entry, ...]:
    """An entry for every field, in the model's order; KeyError when one lacks its words."""
    words = load_yaml("codebook")
    return tuple(
        Entry(
            table,
            field.name,
            _type_words(get_type_hints(noun)[field.name]),
            words[table][field.name]["meaning"],
            words[table][field.name]["values"],
        )
        for table, noun in TABLES.items()
        for field in fields(noun)
    )


def _type_words(hint: Any) -> str:
    if isinstance(hint, UnionType):
        inner = [_WORDS[part] for part in get_args(hint) if part is not type(None)]
        return f"{' or '.join(inner)}, may be empty"
    return _WORDS.get(hint, "text")


def codebook_csv() -> bytes:
    """The codebook as a table."""
    head = ("file", "field", "type", "meaning", "values")
    rows = [(FILES[e.table], e.field, e.type, e.meaning, e.values) for e in entries()]
    return csv_bytes(head, rows)


def codebook_markdown() -> str:
    """The codebook as a page."""
    lines = [
        "# Codebook",
        "",
        "Every field of a release. `unknown` means that no report says;",
        "`*` means that the release does not say, or that the accounts contradict each other.",
    ]
    for table in TABLES:
        lines += [
            "",
            f"## {FILES[table]}",
            "",
            "| field | type | meaning | values |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {e.field} | {e.type} | {e.meaning} | {_cell(e.values)} |"
            for e in entries()
            if e.table == table
        ]
    lines += [
        "",
        "`incidents.parquet` has the fields of `incidents.csv`. `map.geojson` has them as the",
        "properties of one feature a record. `numbers.json` has those of `numbers.csv`.",
    ]
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("*", "\\*")
