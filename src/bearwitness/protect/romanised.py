"""One Korean name in its spellings: "Kim Yong-hui", "Gim Yeonghui", "KIM Young Hee", "김영희".

The rules: only names with a surname of vocabulary/romanisations.yml; spellings that people use for
one name come out alike, and so do some names that only sound nearly alike, which share a label.
Hangul is written in the Revised Romanisation first. Nothing is said of who bears a name.
"""

import re
import unicodedata
from functools import cache

from ..reference.vocabulary import load_yaml

_HANGUL = re.compile("[가-힣]+")
_FIRST = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_MIDDLE = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_LAST = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()


@cache
def _surnames() -> dict[str, str]:
    rows: dict[str, list[str]] = load_yaml("romanisations")["surnames"]
    return {
        str(spelling).casefold(): letter
        for letter, spellings in rows.items()
        for spelling in (letter, *spellings)
    }


def surname(word: str) -> str | None:
    """The surname in Hangul that a word is one of the spellings of; None when it is of none."""
    return _surnames().get(word.casefold())


def written(hangul: str) -> str:
    """Hangul in the Revised Romanisation, syllable by syllable, without sound changes."""
    letters = []
    for syllable in hangul:
        first, rest = divmod(ord(syllable) - ord("가"), 588)
        middle, last = divmod(rest, 28)
        letters += [_FIRST[first], _MIDDLE[middle], _LAST[last]]
    return "".join(letters).replace("-", "")


@cache
def sounded(given: str) -> str:
    """What the spellings of one given name share, in small letters."""
    latin = _HANGUL.sub(lambda m: written(m.group()), given.casefold())
    plain = "".join(c for c in unicodedata.normalize("NFKD", latin) if c.isalpha())
    for spelling, instead in load_yaml("romanisations")["given"]:
        plain = plain.replace(spelling, instead)
    return re.sub(r"(.)\1", r"\1", re.sub(r"(?<=[aeiou])h(?![aeiou])", "", plain))


def one_name(words: list[str]) -> tuple[str, str] | None:
    """Surname and given name of a name in one spelling for all; None when it is no Korean one.

    `words` are the name's words without titles; a name in Hangul may be one word.
    """
    if len(words) == 1 and _HANGUL.fullmatch(words[0]) and len(words[0]) in (3, 4):
        words = [words[0][0], words[0][1:]]
    for at in (0, len(words) - 1) if len(words) > 1 else ():
        family = surname(words[at])
        if family is not None:
            return family, sounded("".join(words[:at] + words[at + 1 :]))
    return None
