"""A redacted text checked against every restricted string of its case.

The rules judge one text at a time. A case knows more: whom and what its other reports expose. Any
of those words that still stands is masked too, as "[withheld]", and the result searched again.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..model.claim import Exposure
from ..model.errors import GateClosed
from .found import in_word
from .repeated import telling_words
from .wording import is_country, is_country_word, is_wording

SHORTEST = 3  # characters; shorter strings say too little to look for
_WHY = "another report of the case exposes someone by it"
_BLANK = re.compile(r"\s+")
_TELLS = re.compile(r"[A-Z\d]|[^\x00-\x7f]")  # a capital, a digit or a letter of another script


def shared(text: str, restricted: Iterable[str], given: Iterable[Exposure]) -> list[Exposure]:
    """Exposures for restricted strings of the case that stand in `text` outside the given ones.

    Words are compared without regard to case and to what blanks or line ends part them.
    """
    taken = bytearray(len(text))
    for one in given:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    found = []
    for start, end in sorted(_standing(text, restricted), key=lambda s: (s[0], -s[1])):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            words = text[start:end]
            found.append(
                Exposure(start, end, words, "distinctive fact", "quasi", "[withheld]", _WHY)
            )
    return found


def check_shared(text: str, restricted: Iterable[str]) -> None:
    """Raises GateClosed when a restricted string of the case still stands in a redacted text."""
    left = sum(1 for a, b in _standing(text, restricted) if not _is_ours(text, a, b))
    if left:
        raise GateClosed(
            f"{left} restricted strings of the case are still in the redacted text",
            "mark them as exposures and redact again",
        )


def _is_ours(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands in brackets or a label that redaction wrote."""
    opened, closed = text.rfind("[", 0, start + 1), text.find("]", end - 1)
    if opened < 0 or closed < 0 or "]" in text[opened:start] or "[" in text[end:closed]:
        return False
    return is_wording(text[opened + 1 : closed])


def _standing(text: str, restricted: Iterable[str]) -> Iterator[tuple[int, int]]:
    wanted = frozenset(one for one in restricted if is_telling(one))
    if wanted:
        low = text.lower() if len(text.lower()) == len(text) else text
        for match in _pattern(wanted).finditer(low):
            if not in_word(low[match.end() : match.end() + 1] or " "):
                yield match.span()


@cache
def is_telling(words: str) -> bool:
    """Whether a restricted string is looked for.

    Not a country or a people, which reports name in every line, nor words too short, nor words in
    small letters without a digit: those the rules find by themselves wherever they stand.
    """
    plain = words.strip()
    if len(plain) < SHORTEST or (plain.islower() and plain.isalpha()):
        return False
    if is_country(plain) or is_country_word(plain):
        return False
    return bool(telling_words(plain)) or any(c.isdigit() for c in plain)


@cache
def _pattern(wanted: frozenset[str]) -> re.Pattern[str]:
    plain = {_BLANK.sub(" ", w.strip().lower()) for w in wanted}
    longest_first = sorted(plain, key=lambda w: (-len(w), w))
    either = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})")
