"""The sex of a group of which only some are said to be women or men.

The rules it keeps:
- Of several whose noun tells no sex, some are women or some are men: they are mixed ("212
  foreigners, among them 38 women"); where all of them are, they are women or men.
- The part is told behind the group in its sentence, with nobody else between, or opens the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reference.parse import once_a_word
from .counts import is_number, number_of
from .people import is_people, sex_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LISTED = 30  # tokens that may tell who they are
_OF_THESE = {"among them", "among whom", "of them", "of whom", "amongst them"}
_COUNTING = {"among them", "they were", "they are"}


@once_a_word
def sex_of_parts(whole: Token) -> str | None:
    """The sex that what is said of some of a group tells of all of it; None where nothing is."""
    if whole.tag_ not in {"NNS", "NNPS"} and number_of(whole) is None:
        return None
    if whole.pos_ not in {"NOUN", "PROPN", "ADJ"} or sex_of(whole.lower_) is not None:
        return None
    total = number_of(whole)
    if total is not None and total.high == 1:
        return None
    doc = whole.doc
    for start in (_in_sentence(whole), _in_next(whole)):
        if start is not None and (parts := _parts(doc, start)):
            return _sex(parts, total.low if total is not None and total.is_exact else None)
    return None


def _in_sentence(whole: Token) -> int | None:
    """The token behind "among them" or "including", where nobody else was told of between."""
    doc = whole.doc
    for i in range(whole.i + 1, min(whole.i + LISTED, whole.sent.end - 1)):
        if doc[i].lower_ == "including" or doc[i : i + 2].text.lower() in _OF_THESE:
            return i
        if doc[i].pos_ in {"NOUN", "PROPN"} and is_people(doc[i]) and _is_several(doc[i]):
            return None
    return None


def _in_next(whole: Token) -> int | None:
    """The first token of a next sentence that counts who they are: "They were 52 men and …"."""
    doc, start = whole.doc, whole.sent.end
    while start < len(doc) and doc[start].is_space:
        start += 1
    if any(is_people(t) and _is_several(t) for t in doc[whole.i + 1 : whole.sent.end]):
        return None
    opening = doc[start : start + 2].text.lower()
    is_some = start + 1 < len(doc) and is_number(doc[start]) and doc[start + 1].lemma_ == "be"
    return start if opening in _COUNTING or is_some else None  # "Two are monks, the third …"


def _is_several(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"}


def _parts(doc: Doc, start: int) -> list[Token]:
    """Women and men who are told of from a token on, up to what was done."""
    found: list[Token] = []
    end = min(start + LISTED, doc[start].sent.end)
    for token in doc[start:end]:
        is_done = token.pos_ == "VERB" and token.tag_ in {"VBD", "VBP", "VBZ", "VB"}
        if token.i > start + 1 and (is_done or (token.dep_ in {"aux", "auxpass"} and found)):
            break
        if token.tag_ in {"NN", "NNS"} and is_people(token) and sex_of(token.lower_):
            found.append(token)
    return found


def _sex(parts: list[Token], total: int | None) -> str | None:
    """ "mixed" for both, or where those of one sex are fewer than all."""
    sexes = {sex_of(part.lower_) for part in parts}
    if len(sexes) > 1:
        return "mixed"
    counted = [number_of(part) for part in parts]
    if total is not None and sum(c.low for c in counted if c is not None) >= total:
        return sexes.pop()
    return "mixed"
