"""Acts that the text, or whoever told of them, takes back: "That was wrong: nobody was beaten."

The rules it keeps:
- What is said to be untrue in the next sentence, or by the next clause, was not: "It turned out to
  be false", "but later took this back". So was what a report is withdrawn of: "We withdraw our
  report that …".
- Where the words behind say what was so instead ("That was wrong: it was six"), a detail is put
  right and the act stays. "We regret the error" alone takes no act back.
- That another denies it takes nothing back: two sources are two claims.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..reference.parse import once_a_word, text_of
from ..reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

_NEGATED = re.compile(
    r"(?<!must )(?<!should )(?<!cannot )\b(?:not|never|no|nobody|none|nothing|neither)\b|n['’]t\b",
    re.I,
)
_OTHERS = re.compile(r"\b(?:said|says?|told|tells|according|insist\w*|stated|adds?|added)\b", re.I)
_UNSURE = re.compile(
    r"\b(?:not|n['’]t|never) (?:been |be )?(?:confirm|verif|corroborat|bear out)", re.I
)
_TOLD = re.compile(
    r"\b(?:sa(?:id|ys?)|told|wrote|write|reported|reports?|rumou?rs?|rumou?red|stor(?:y|ies)|item"
    r"|claim(?:s|ed)?|alleged|posted|carried|published|believed|message|heard)\b",
    re.I,
)


@once_a_word
def is_taken_back(act: Token) -> bool:
    """Whether the words around an act take it back."""
    before, behind = _around(act)
    if _forms()["withdrawn"].search(before) or _forms()["later"].search(behind):
        return True
    told, after = act.sent.text, _next_sentence(act)
    if not _TOLD.search(told):
        return False
    is_others = _OTHERS.search(after) and not _UNSURE.search(told)
    return _is_untrue(behind) or (not is_others and (_is_untrue(after) or _is_denied_anew(after)))


def _around(act: Token) -> tuple[str, str]:
    """The words of an act's sentence before it, and those behind it."""
    text, sentence = text_of(act.doc), act.sent
    return text[sentence.start_char : act.idx], text[act.idx + len(act) : sentence.end_char]


def _next_sentence(act: Token) -> str:
    """The sentence behind an act's, of its paragraph; "" where it is the last."""
    text, end = text_of(act.doc), act.sent.end_char
    if end >= len(text) or "\n\n" in text[act.sent.end_char - 2 : end + 2]:
        return ""
    rest = next((t for t in act.doc[act.sent.end :] if not t.is_space), None)
    return rest.sent.text if rest is not None else ""


def _is_untrue(words: str) -> bool:
    """Whether words say of what was told that it is untrue, and of no detail what is so instead."""
    said = _forms()["untrue"].search(words) or _forms()["never"].search(words)
    if said is None:
        return False
    instead = words[said.end() :].strip(' \n.,;:—–-"”')
    return not instead or bool(_NEGATED.search(instead))


def _is_denied_anew(words: str) -> bool:
    """Whether those who told it were wrong, and say what was not: "We were wrong; no soldier"."""
    said = _forms()["ours"].search(words)
    return said is not None and bool(_NEGATED.search(words[said.end() :]))


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """The words of vocabulary/modality.yml as patterns."""
    table: dict[str, list[str]] = load_yaml("modality")["taken_back"]
    one = {name: _any(words) for name, words in table.items()}
    being = r"(?:is|was|were|proved|proves|turned out|has turned out|turns out)(?: to be| all)?"
    return {
        "untrue": re.compile(
            rf"(?:^|[,;:—–-] ?(?:but )?|{_KNOWN} that )(?:{one['what']}) {being} {one['untrue']}\b",
            re.I,
        ),
        "never": re.compile(rf"\b(?:it|this|that|nothing of the kind) {one['never']}\b", re.I),
        "ours": re.compile(rf"\b{one['ours']}\b", re.I),
        "withdrawn": re.compile(
            rf"\b{one['back']} (?:\w+ ){{0,3}}{one['told']}(?: of [^,.;]{{1,25}})? that\b", re.I
        ),
        "later": re.compile(rf"\b{one['later']}\b", re.I),
    }


_KNOWN = r"\b(?:know|known|emerged|learned|learnt|found|clear)(?: now| since)?"


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
