"""The words of time expressions and the pieces of patterns made from them.

Words come from vocabulary/times.yml. `PIECES` are what rule patterns may name in angle brackets:
`<MONTH>`, `<NUM>`, `<UNIT>` …; a space in a rule pattern is any space within one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...reference.vocabulary import load_yaml

_DATA = load_yaml("times")


def _inverse(name: str) -> dict[str, object]:
    return {word: value for value, words in _DATA[name].items() for word in words}


MONTHS: dict[str, int] = {w: int(str(v)) for w, v in _inverse("months").items()}
WEEKDAYS: dict[str, int] = {w: int(str(v)) for w, v in _inverse("weekdays").items()}
SEASON_WORDS: dict[str, str] = {w: str(v) for w, v in _inverse("seasons").items()}
DAYPARTS: dict[str, str] = {w: str(v) for w, v in _inverse("dayparts").items()}
CLOCK_WORDS: dict[str, str] = {w: str(v) for w, v in _inverse("clock_words").items()}
SETS: dict[str, str] = {w: str(v) for w, v in _inverse("adverb_sets").items()}
THIRDS: dict[str, str] = {w: str(v) for w, v in _inverse("thirds").items()}
OPERATORS: dict[str, str] = {w: str(v) for w, v in _inverse("operators").items()}
NUMBERS: dict[str, int] = _DATA["numbers"]
ORDINALS: dict[str, int] = _DATA["ordinals"]
DECADES: dict[str, int] = _DATA["decade_words"]
UNITS: dict[str, str] = {w: unit for unit, entry in _DATA["units"].items() for w in entry["words"]}
UNIT_CODES: dict[str, str] = {unit: entry["code"] for unit, entry in _DATA["units"].items()}
VAGUE: list[str] = _DATA["vague"]
REFS: dict[str, str] = {
    word: f"{kind.upper()}_REF" for kind in ("present", "past", "future") for word in _DATA[kind]
}

SPACE = r"(?:[\x20\t\u00a0]+|[\x20\t]*\n[\x20\t]*(?!\n))"  # a line end, no empty line


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first, spaces inside them free."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", SPACE) for word in ordered) + ")"


_LONG_MONTHS = [w for w in MONTHS if len(w) > 3 and w not in ("march", "sept")]
_SHORT_MONTHS = [w for w in MONTHS if len(w) <= 4 and w not in ("may", "june", "july")]
_CAPITALS = [w.capitalize() for w in _SHORT_MONTHS] + [w.upper() for w in _SHORT_MONTHS]
_LONG_DAYS = [w for w in WEEKDAYS if w.endswith("day")]
_SHORT_DAYS = [w.capitalize() for w in WEEKDAYS if not w.endswith("day")]
_ONES = any_of(w for w, n in NUMBERS.items() if n < 10)
_TENS = any_of(w for w, n in NUMBERS.items() if 20 <= n < 100)
_TEENS = any_of(w for w, n in NUMBERS.items() if 10 <= n < 20)
_HYPHENS = r"[-‐‑–—]"

PIECES: dict[str, str] = {
    # Capital or not: full names; the short and the ambiguous ones (may, march, sun) need a capital.
    "MONTH": rf"(?:{any_of(_LONG_MONTHS)}|(?-i:MAY|May|MARCH|March)"
    rf"|(?-i:{any_of(_CAPITALS)})\b\.?)",
    "WEEKDAY": rf"(?:{any_of(_LONG_DAYS)}"
    rf"|(?-i:{any_of(_SHORT_DAYS)})\b\.?)",
    "SEASON": any_of(SEASON_WORDS),
    "DAYPART": any_of(DAYPARTS),
    "HOURWORD": any_of(CLOCK_WORDS),
    "UNIT": any_of(UNITS),
    "SPAN": r"(?:(?:day|weekend|week|fortnight|month|quarter|year|decade)s?|centur(?:y|ies))",
    "YEAR": r"(?<![\d.,$£€#/])(?:1\d|20)\d\d(?![\d%]|[.,/]\d)",
    "DAY": r"(?<![\d.,:$])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)",
    "NUM": rf"(?:(?:{_TEENS}|{_ONES})-and-a-half"
    rf"|{_TENS}(?:(?:{SPACE}|{_HYPHENS})(?:and{SPACE})?{_ONES})?|{_TEENS}|{_ONES}"
    rf"|(?:an?|one){SPACE}(?:hundred|dozen)|\d{{1,3}}(?:[ -]?[½¼¾]|[ -]\d/\d)"
    rf"|\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?:\.\d{{1,2}})?)",
    "VAGUE": any_of(VAGUE),
    "ORD": rf"(?:{any_of(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))",
    "HY": _HYPHENS,
    "HEDGE": any_of(_DATA["hedges"]),
    "DECADEWORD": any_of(DECADES),
    "BC": r"(?:BCE?|B\.C\.E\.|B\.C\.?)",
    "THIRD": any_of(THIRDS),
}
_PLACE = re.compile(r"<([A-Z]+)>")


def pattern(source: str) -> re.Pattern[str]:
    """The compiled rule pattern: pieces filled in, spaces free, words whole, case ignored."""
    filled = source.replace(" ", SPACE)
    filled = _PLACE.sub(lambda m: PIECES[m[1]], filled)
    return re.compile(rf"(?<![\w$£€])(?:{filled})(?!\w)", re.IGNORECASE)


def squeezed(words: str) -> str:
    """Words in lower case, one space between them, no full stop at the end."""
    return " ".join(words.lower().replace("’", "'").split()).rstrip(".")


_BROKEN = re.compile(r"(?P<whole>[\w]+)[ -]*(?P<part>[½¼¾]|\b[1-9]/[2-9]|-and-a-half)")


def _part(said: str) -> float:
    """ "1/2" and "½" are 0.5."""
    if "/" in said:
        return int(said[0]) / int(said[2])
    return {"¼": 0.25, "¾": 0.75}.get(said, 0.5)


def number(words: str) -> float | None:
    """The value of a number in figures or words; None when it is not one."""
    plain = squeezed(words).replace(",", "")
    if broken := _BROKEN.fullmatch(plain):
        whole = number(broken["whole"])
        return None if whole is None else whole + _part(broken["part"])
    if plain in ("a", "an", "another", "a single"):
        return 1
    try:
        return float(plain)
    except ValueError:
        pass
    if "dozen" in plain:
        return 12
    parts = [p for p in re.split(r"[\s‐‑–—-]+", plain) if p not in ("a", "an", "and")]
    known = [NUMBERS[p] for p in parts if p in NUMBERS]
    if len(known) != len(parts) or not known:
        return None
    return 100 if 100 in known else sum(known)


def ordinal(words: str) -> int | None:
    """The value of an ordinal: "third" and "3rd" are 3."""
    plain = squeezed(words)
    digits = re.match(r"\d+", plain)
    return int(digits[0]) if digits else ORDINALS.get(plain)


def month(words: str) -> int:
    """1 to 12."""
    return MONTHS[squeezed(words)]


def weekday(words: str) -> int:
    """1 Monday to 7 Sunday."""
    return WEEKDAYS[squeezed(words)]


def unit(words: str) -> str:
    """The unit's name: "yrs" is "year"."""
    return UNITS[squeezed(words)]
