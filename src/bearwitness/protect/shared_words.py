"""A redacted text checked against every restricted string of its case.

The rules judge one text at a time. A case knows more: whom and what its other reports expose. Any
of those words that still stands is masked too, as "[withheld]", and the result searched again.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..model.claim import Exposure
from ..model.errors import GateClosed
from ..model.redaction import Redaction
from .found import in_word
from .moments import DATE, coarser_date
from .repeated import telling_words
from .wording import coarser_place, is_country, is_country_word, place

SHORTEST = 3  # characters; shorter strings say too little to look for
_WHY = "another report of the case exposes someone by it"
_BLANK = re.compile(r"\s+")
_TELLS = re.compile(r"[A-Z\d]|[^\x00-\x7f]")  # a capital, a digit or a letter of another script


def shared(
    text: str, restricted: Iterable[str], given: Iterable[Exposure], audience: str = "public"
) -> list[Exposure]:
    """Exposures for restricted strings of the case that stand in `text` outside the given ones.

    Words are compared without regard to case and to what blanks or line ends part them. What an
    `audience` may see as it is (partners: months, years, provinces) is not looked for.
    """
    taken = bytearray(len(text))
    for one in given:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    found = []
    for start, end in sorted(_standing(text, restricted, audience), key=lambda s: (s[0], -s[1])):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            words = text[start:end]
            found.append(
                Exposure(start, end, words, "distinctive fact", "quasi", "[withheld]", _WHY)
            )
    return found


def check_shared(made: Redaction, restricted: Iterable[str], audience: str = "public") -> None:
    """Raises GateClosed when a restricted string of the case still stands in a redacted text.

    What the redaction itself put there (a label, a wording) is no such string.
    """
    left, at = [], 0
    for change in made.replacements:
        left.append(made.text[at : change.new_start])
        at = change.new_end
    left.append(made.text[at:])
    remaining = sum(1 for _ in _standing("\0".join(left), restricted, audience))
    if remaining:
        raise GateClosed(
            f"{remaining} restricted strings of the case are still in the redacted text",
            "mark them as exposures and redact again",
        )


def _standing(text: str, restricted: Iterable[str], audience: str) -> Iterator[tuple[int, int]]:
    wanted = frozenset(one for one in restricted if is_telling(one, audience))
    if wanted:
        low = text.lower() if len(text.lower()) == len(text) else text
        for match in _pattern(wanted).finditer(low):
            if not in_word(low[match.end() : match.end() + 1] or " "):
                yield match.span()


@cache
def is_telling(words: str, audience: str = "public") -> bool:
    """Whether a restricted string is looked for.

    Not a country or a people, which reports name in every line, nor words too short, nor words in
    small letters without a digit: those the rules find by themselves wherever they stand.
    """
    plain = words.strip()
    if len(plain) < SHORTEST or (plain.islower() and plain.isalpha()):
        return False
    if is_country(plain) or is_country_word(plain) or _may_see(plain, audience):
        return False
    return bool(telling_words(plain)) or any(c.isdigit() for c in plain)


def _may_see(words: str, audience: str) -> bool:
    """Whether the audience may see a date or a place as it is."""
    if DATE.fullmatch(words):
        return coarser_date(words, audience) is None
    return place(words) is not None and coarser_place(words, audience) is None


@cache
def _pattern(wanted: frozenset[str]) -> re.Pattern[str]:
    plain = {_BLANK.sub(" ", w.strip().lower()) for w in wanted}
    longest_first = sorted(plain, key=lambda w: (-len(w), w))
    either = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})")
