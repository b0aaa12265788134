"""What a rule found, before it becomes an Attribution: offsets and token positions."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model.source import Connection, Saying, SourceKind
from .spans import Stretch


@dataclass(slots=True)
class Draft:
    """Cue, content and source as stretches of text; `at` and `head` are the tokens behind them."""

    at: int  # the cue's main token
    cue: Stretch
    content: list[Stretch]
    saying: Saying = Saying.SAYS
    head: int | None = None  # the source's head token
    source: Stretch | None = None
    rule: str = ""
    kind: tuple[SourceKind, Connection] | None = None  # where the words of the source tell none
    key: tuple[int, int] = field(default=(0, 0), compare=False)
