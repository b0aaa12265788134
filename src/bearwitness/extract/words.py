"""The ordinary words of a report, for telling whether two reports are about one occurrence.

The rules it keeps, so that no person is named, described or recoverable:
- Only words written in lower case that stand in the parser's English dictionary: no name, no
  number, no word of another language.
- Nothing inside an exposure, nor any word that a name of the same report holds ("mark" where a Mark
  is named).
- No word for people, no word that hangs on one ("tall", "retired"), nothing said of looks, clothes,
  home, work or study.
- Each once, in the order of the alphabet: no sentence can be put together from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from ..model.claim import Exposure
from ..reference.parse import dictionary, text_of
from ..reference.vocabulary import load_yaml
from .people import words as people_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_KINDS = {"NOUN", "VERB", "ADJ", "ADV"}
_DESCRIBES = {"amod", "compound", "appos", "nmod", "poss", "acl", "relcl", "nummod"}
_COMPLEMENTS = {"attr", "acomp", "oprd"}
_NAMES = {"name", "contact", "identifier"}


@cache
def _barred() -> tuple[frozenset[str], frozenset[str]]:
    """Words for people of any kind, and verbs whose whole phrase describes one."""
    jobs, kin, own = load_yaml("occupations"), load_yaml("kinship"), load_yaml("ordinary")
    listed = [
        *people_words().nouns, *people_words().pronouns, *jobs["occupations"], *jobs["ranks"],
        *jobs["posts"], *kin["one"], *kin["many"], *kin["child_words"], *kin["roles"],
        *own["about_people"],
    ]  # fmt: skip
    single = (word for entry in listed for word in str(entry).lower().replace("-", " ").split())
    return frozenset(single), frozenset(own["describing_verbs"])


def content_words(doc: Doc, exposures: Iterable[Exposure]) -> tuple[str, ...]:
    """Base forms of the ordinary words of a parsed text, sorted, each once; see the rules above.

    Offsets of `exposures` are code points of `doc.text`.
    """
    exposures = tuple(exposures)
    hidden = bytearray(len(text_of(doc)) + 1)
    for one in exposures:
        hidden[one.start : one.end] = b"\1" * (one.end - one.start)
    named = {part for one in exposures if one.category in _NAMES for part in _parts(one.exact)}
    named |= {token.lower_ for token in doc if token.ent_type_ == "PERSON"}
    described = _described(doc)
    known = dictionary()
    return tuple(
        sorted(
            {
                token.lemma_
                for token in doc
                if _is_ordinary(token, known)
                and not hidden[token.idx]
                and token.i not in described
                and not {token.lower_, token.lemma_} & named
            }
        )
    )


def is_impersonal(token: Token) -> bool:
    """Whether a token is a dictionary word that neither names nor describes anybody."""
    if not token.is_alpha or _is_person(token, _barred()[0]) or _describes(token):
        return False
    return token.lemma_.lower() in dictionary()


def _parts(words: str) -> list[str]:
    return "".join(c if c.isalpha() else " " for c in words.casefold()).split()


def _is_ordinary(token: Token, known: frozenset[str]) -> bool:
    """Whether a token is a lower-case dictionary word that is no word for people."""
    if token.pos_ not in _KINDS or token.is_stop or not (token.is_lower and token.is_alpha):
        return False
    people, _ = _barred()
    return token.lemma_ in known and not {token.lower_, token.lemma_} & people


def _described(doc: Doc) -> set[int]:
    """The tokens that say what somebody is, looks like, wears, or where they live and work."""
    return {part.i for token in doc if _describes(token) for part in token.subtree}


def _describes(token: Token) -> bool:
    """Whether a token and what hangs on it describe somebody."""
    people, verbs = _barred()
    if token.lemma_ in verbs:
        return True
    if token.dep_ in _DESCRIBES:
        return _is_person(token.head, people)
    subjects = (c for c in token.head.children if c.dep_.startswith("nsubj"))
    return token.dep_ in _COMPLEMENTS and any(_is_person(c, people) for c in subjects)


def _is_person(token: Token, people: frozenset[str]) -> bool:
    return token.ent_type_ == "PERSON" or token.lower_ in people or token.lemma_ in people
