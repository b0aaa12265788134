"""A claim that a person adds, from what they chose or typed and the words it rests on.

The rules: every filled field rests on words of the report, its own or those of the claim; words are
found in the text as it stands, and words that stand there more than once must be told apart.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from ..model.added import TEXT
from ..model.claim import ClaimKind, Modality
from ..model.errors import BadTable
from ..model.ids import content_id
from ..model.report import TextVersion
from ..model.span import Evidence, Span, evidence
from .decide import CORRECTABLE, field_value
from .shorthand import checked, value_of

MAIN = "act"  # the field that the claim's own words are evidence of
_MOST_WORDS = 5_000  # code points of one quote


def added_value(told: Mapping[str, Any], text: TextVersion) -> dict[str, Any]:
    """The value of a decision to add a claim; raises BadTable or UnknownCode.

    `told` has fields of a claim, each in short form or in the shape of reading.json, and `spans`:
    for "act", the words the whole claim rests on, and for any other field its own, each as the
    words themselves, or as start, end (code points, end exclusive) and, if wanted, the words.
    """
    filled = _filled(told)
    spans = dict(told.get("spans") or {})
    if MAIN not in spans:
        raise BadTable("a claim needs the words it rests on", "quote them as they stand")
    main = span_of(spans.pop(MAIN), text.content)
    own = {name: span_of(words, text.content) for name, words in spans.items()}
    names = [MAIN if filled.get("act") else "detail", *filled, *own]
    where = {name: own.get(name, main) for name in names if name in _TOLD_BY_WORDS}
    found = {evidence(name, text.content, at.start, at.end) for name, at in where.items()}
    return {**filled, "evidence": [_plain(one) for one in sorted(found, key=_in_text_order)],
            TEXT: text.digest}  # fmt: skip


_TOLD_BY_WORDS = frozenset(CORRECTABLE) - {"kind", "modality"}


def _filled(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something, in the shape of reading.json, their codes checked."""
    found: dict[str, Any] = {"kind": ClaimKind.EVENT.value, "modality": Modality.ASSERTED.value}
    for name in CORRECTABLE:
        if told.get(name) in (None, "", [], ()):
            continue
        value = checked(name, value_of(name, told[name]))
        field_value(name, value)
        found[name] = value
    if "act" not in found:
        if found["kind"] in (ClaimKind.EVENT, ClaimKind.PATTERN):
            raise BadTable("the claim says no act", "choose one of vocabulary/acts.yml")
        found["act"] = None
    return found


def span_of(told: Any, text: str) -> Span:
    """Where words stand: by their offsets, checked, or by the words where they stand once.

    Raises BadTable for words that are not there, or there more than once.
    """
    given = told if isinstance(told, Mapping) else {"words": told}
    words, start, end = str(given.get("words") or ""), given.get("start"), given.get("end")
    if isinstance(start, int) and isinstance(end, int):
        is_there = 0 <= start < end <= len(text)
        if is_there and (not words or _same(text[start:end], words)):
            return Span(start, end)
    return _only(words, text, start if isinstance(start, int) else None)


def _only(words: str, text: str, near: int | None) -> Span:
    """The one place where the words stand; with `near`, the one that begins there or next to it."""
    parts = words[:_MOST_WORDS].split()
    if not parts:
        raise BadTable("no words were chosen", "quote the words the claim rests on")
    places = [m.span() for m in re.finditer(r"\s+".join(map(re.escape, parts)), text)]
    if near is not None and places:
        places = [min(places, key=lambda place: abs(place[0] - near))]
    if len(places) != 1:
        raise BadTable(
            "the report does not hold these words" if not places
            else f"these words stand {len(places)} times in the report",
            "quote them as they stand, and enough of them to tell the place",
        )  # fmt: skip
    return Span(*places[0])


def _same(here: str, words: str) -> bool:
    return here.split() == words.split()


def _in_text_order(one: Evidence) -> tuple[int, int, str]:
    return one.start, one.end, one.field


def _plain(one: Evidence) -> dict[str, Any]:
    names = ("field", "start", "end", "exact", "prefix", "suffix")
    return {name: getattr(one, name) for name in names}


def added_id(report: str, value: Mapping[str, Any]) -> str:
    """The name of an added claim, by what it says: the same one added twice is one."""
    return content_id("claim", report, "by hand", json.dumps(value, sort_keys=True, default=str))
