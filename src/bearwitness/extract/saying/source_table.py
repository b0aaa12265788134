"""Kinds of source by their words: vocabulary/sources.yml, read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from ...model.source import Connection, SourceKind
from ...reference.vocabulary import load_yaml


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Head nouns to kinds, the names and endings of outlets, and the closed lists."""

    heads: dict[str, SourceKind]
    connections: dict[SourceKind, Connection]
    outlets: frozenset[str]
    endings: frozenset[str]
    officials: frozenset[str]
    people: frozenset[str]
    lists: dict[str, frozenset[str]]


@cache
def source_table() -> SourceTable:
    """The table of kinds of source, read once a process."""
    raw: dict[str, Any] = load_yaml("sources")
    rows = {SourceKind(row["code"]): row for row in raw["codes"]}
    return SourceTable(
        heads={word: kind for kind, row in rows.items() for word in row["heads"].split()},
        connections={kind: Connection(row["connection"]) for kind, row in rows.items()},
        outlets=frozenset(rows[SourceKind.OUTLET]["names"].split()),
        endings=frozenset(rows[SourceKind.OUTLET]["endings"].split()),
        people=frozenset(rows[SourceKind.ORGANISATION]["people"].split()),
        officials=frozenset(rows[SourceKind.ORGANISATION]["officials"].split()),
        lists={name: frozenset(words.split()) for name, words in raw["lists"].items()},
    )
