"""What little is told of private persons: an age, a nationality, one given name, a number.

Whoever is described so in reports of the field, and tells of an act, was there; "the group" of
people counted before is those people, no body of its own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..model.source import SourceKind
from ..reference.parse import text_of
from ..reference.vocabulary import vocabulary
from .counts import number

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..model.source import SourceLink

GENERIC = {"man", "woman", "person", "people", "couple", "pair", "family", "boy", "girl", "child",
            "detainee", "prisoner", "victim", "survivor", "captive", "other", "group"}  # fmt: skip


def is_generic(noun: Token) -> bool:
    """Whether a noun can be for anybody, or for people of the kinds that flee."""
    lemma = noun.lemma_.lower()
    return lemma in GENERIC or lemma in _statuses() or number(noun.text) is not None


@cache
def _statuses() -> frozenset[str]:
    codes = vocabulary("statuses")
    return frozenset(w for code in codes if code.code not in _CALLINGS for w in code.cues["words"])


_CALLINGS = {"religious", "lawyer", "journalist", "rights defender", "trade unionist"}


def is_group(link: SourceLink) -> bool:
    """Whether all that is said of a source is that it is "the group"."""
    return link.kind is SourceKind.ORGANISATION and link.words.lower() in _GROUPS


_GROUPS = {
    "the group",
    "this group",
    "the whole group",
    "the family group",
    "the convoy",
    "the boat",
}


_PEOPLE_COUNTED = re.compile(
    r"\b(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty) "
    r"(?:\w+ )?(?:people|persons|men|women|migrants|refugees|youths|children|prisoners|detainees)"
    r"|\bgroup of (?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|about|some)",
    re.IGNORECASE,
)


def are_counted_before(doc: Doc, offset: int) -> bool:
    """Whether people are counted before "the group" speaks, and no body is told of as a group."""
    return _PEOPLE_COUNTED.search(text_of(doc), 0, offset) is not None


def is_private(head: Token, words: str) -> bool:
    """Whether all that is told of somebody is an age, a nationality, one given name or a number."""
    if head.lower_ == "old" and _AGE.search(words):
        return True  # "a 17-year-old who came back"
    if re.fullmatch(r"(?:No\.? ?|case )?[A-Z]?[\d/-]+[A-Z]?", words):
        return True
    if (
        head.ent_type_ == "PERSON"
        and words.istitle()
        and len(words) > _INITIALS
        and words.isalpha()
    ):
        return True
    alone = all(c.dep_ in {"nummod", "det", "punct"} for c in head.children)
    if head.lower_ in _SEVERAL and head.dep_ == "nsubj" and alone:
        return True  # "nine women said …"
    if head.pos_ == "PROPN" and _AGE.search(words) and words.partition(",")[0].isalpha():
        return True  # "Issiaka, a 26-year-old bricklayer"
    own = [c for c in head.children if c.dep_ in {"amod", "compound", "nummod", "nmod"}]
    if any(c.dep_ in {"poss", "relcl"} for c in head.children) and not _AGE.search(words):
        return False
    bare = is_generic(head) or head.ent_type_ == "NORP" or _AGE.fullmatch(head.text)
    told = _AGE.search(words) or any(c.ent_type_ == "NORP" for c in [head, *own])
    return bool(bare and told) and not any(
        c.pos_ == "NOUN" and not _AGE.search(c.text) for c in own
    )


_SEVERAL = {"women", "men", "girls", "boys"}
_INITIALS = 2  # letters: "K." and "Mr" are no given names
_AGE = re.compile(
    r"\b(?:\d{1,2}-year-olds?|of \d{1,2}\b|aged \d{1,2}|, \d{1,2}\b|year-olds?)", re.I
)
