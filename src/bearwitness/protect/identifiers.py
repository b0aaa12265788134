"""Numbers and addresses that stand for one person or thing, with their checksums.

A number whose checksum holds is named for what it is; one that only looks like it is still found,
because a mistyped number leads to the same person. References to laws ("Article 14", "Law no. 25")
stand for nobody and are left.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..reference.vocabulary import load_yaml
from .found import DIRECT, Found


def luhn_holds(digits: str) -> bool:
    """Whether payment-card digits have a right check digit (ISO/IEC 7812-1, annex B)."""
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if i % 2 else 1)
        total += value - 9 if value > 9 else value
    return len(digits) > 1 and total % 10 == 0


def iban_holds(words: str) -> bool:
    """Whether an IBAN's check digits are right (ISO 13616: the rest by 97 is 1)."""
    plain = re.sub(r"\s", "", words).upper()
    moved = plain[4:] + plain[:4]
    return moved.isalnum() and int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def korean_rrn_holds(digits: str) -> bool:
    """Whether 13 digits are a Korean resident registration number with a right check digit.

    Numbers given out since October 2020 carry random digits and fail; they are found by shape.
    """
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=False))
    return len(digits) == 13 and (11 - total % 11) % 10 == int(digits[12])


def chinese_id_holds(words: str) -> bool:
    """Whether 18 characters are a Chinese resident identity number (GB 11643-1999, mod 11-2)."""
    if not re.fullmatch(r"\d{17}[\dXx]", words):
        return False
    total = sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(words[:17]))
    return "10X98765432"[total % 11] == words[17].upper() and _is_day(words[6:14])


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _digits(words: str) -> str:
    return re.sub(r"\D", "", words)


def _phone_holds(words: str) -> bool:
    return 8 <= len(_digits(words)) <= 15 and not re.fullmatch(r"[\d .]+", words.strip())


def _long_enough(words: str) -> bool:
    """Whether a number after its word is more than a year or a count."""
    digits, letters = len(_digits(words)), sum(c.isalnum() for c in words)
    return (digits >= 4 or (digits >= 2 and letters >= 6)) and not _ENDS_IN_YEAR.search(words)


_ENDS_IN_YEAR = re.compile(r"^\D*(?:19|20)\d\d$")
HOLDS: dict[str, Callable[[str], bool]] = {
    "korean registration number": lambda words: korean_rrn_holds(_digits(words)),
    "chinese identity number": chinese_id_holds,
    "iban": iban_holds,
    "card": lambda words: luhn_holds(_digits(words)),
    "telephone": _phone_holds,
    "long enough": _long_enough,
    "account": lambda words: 10 <= len(_digits(words)) <= 16,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of vocabulary/identifiers.yml."""

    pattern: re.Pattern[str]
    category: str
    instead: str
    why: str
    level: str
    holds: Callable[[str], bool] | None
    is_asian: bool  # tried only in a text with such letters


_ASIAN = re.compile("[\u0e00-\u0e7f\u3040-\ud7ff]")  # Thai, Kana, Hanzi, Hangul


@cache
def rules() -> tuple[Rule, ...]:
    """The shapes, in the order of their file."""
    return tuple(
        Rule(
            pattern=re.compile(entry["is"]),
            category=entry["category"],
            instead=entry["instead"],
            why=entry["why"],
            level=entry.get("level", DIRECT),
            holds=HOLDS[entry["holds"]] if "holds" in entry else None,
            is_asian=entry.get("letters") == "asian",
        )
        for entry in load_yaml("identifiers")["rules"]
    )


_LAW = re.compile(
    r"(?i)(?:articles?|art\.|rules?|sections?|§§?|protocols?(?: no\.)?|paragraphs?|para\.|"
    r"laws?|acts?|regulations?|directives?|decrees?(?:-law)?|resolutions?)"
    r"(?: (?:nos?\.?|\d[\d.]*,?|and|to|§))* $"
)


def is_law_reference(text: str, start: int) -> bool:
    """Whether what begins at `start` continues "Article …", "Law no. …" and the like."""
    return _LAW.search(text[max(0, start - 40) : start]) is not None


def identifiers(text: str) -> Iterator[Found]:
    """Every number, address and account in `text` that stands for one person or thing."""
    has_asian = _ASIAN.search(text) is not None
    for rule in rules():
        if rule.is_asian and not has_asian:
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span("n" if "n" in rule.pattern.groupindex else 0)
            holds = rule.holds is None or rule.holds(text[start:end])
            if holds and not is_law_reference(text, match.start()):
                yield Found(start, end, rule.category, rule.instead, rule.why, rule.level)
