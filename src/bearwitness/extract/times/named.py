# ruff: noqa: E501  a rule's pattern is read in one line
"""Rules for holidays by name and for words that point at past, present and future."""

from __future__ import annotations

import re
from dataclasses import replace

from ...model.dates import TimeType
from . import lexicon as words
from .dated import point
from .frame import Found, Frame
from .grammar import Rule, rule
from .holidays import HOLIDAYS, fixed_day, holiday
from .moment import Moment


def holiday_date(m: re.Match[str], f: Frame) -> Found | None:
    """A named holiday, its year written or taken from the frame by tense and nearness."""
    name = words.squeezed(m["name"])
    if not m["name"][0].isupper():
        return None
    said = m["year"]
    year = int(said) if said else _year(name, m.start(), f)
    if m["way"] and not said and f.now is not None and (beside := _beside(name, m["way"], f.now)):
        year = beside
    if year is None:
        fixed = fixed_day(name)
        if fixed:
            return point(m, Moment("day", None, *fixed), "previous")
        return Found(m.start(), m.end(), TimeType.DATE, "XXXX-XX-XX", None, "previous")
    days = holiday(name, year)
    if days is None:
        return point(m, Moment("year", year)) if said else None
    first, last = days
    anchor = "absolute" if said else f.anchor_of(f.now)
    return point(m, replace(Moment.of_day(first), length=(last - first).days + 1), anchor)


def _beside(name: str, way: str, today: Moment) -> int | None:
    """The year of "last Christmas" or "next Easter"."""
    if today.year is None or today.days is None or way.lower() == "this":
        return None
    days, here = holiday(name, today.year), today.days[0]
    if days is None:
        return None
    if way.lower() == "last":
        return today.year if days[1] < here else today.year - 1
    return today.year if days[0] > here else today.year + 1


def _year(name: str, at: int, f: Frame) -> int | None:
    base = f.now
    if base is None or base.year is None:
        return None
    days = holiday(name, base.year)
    if days is None or f.narrative:
        return base.year
    month, day = days[0].month, days[0].day
    return f.year(month, day, at)[0]


_AS = re.compile(r"\bas\s$", re.IGNORECASE)  # "as recently as March"


def reference(m: re.Match[str], f: Frame) -> Found | None:
    """ "now", "recently", "former", "the future"; "current" as a noun or "the past year" are not."""
    said = words.squeezed(m["ref"])
    if said == "recently" and _AS.search(f.text[max(0, m.start() - 4) : m.start()]):
        return None
    if said in ("current", "future", "present") and not _is_time_word(m, f, said):
        return None
    if said in ("former", "formerly") and not f.narrative:
        return None  # news in TimeML leaves them unmarked, histories in TIMEX2 do not
    if (
        said == "former"
        and re.search(r"\bthe\s+$", f.text[max(0, m.start() - 6) : m.start()])
        and f.tag(m.start()) != "JJ"
    ):
        return None
    return Found(m.start(), m.end(), TimeType.DATE, words.REFS[said])


def _is_time_word(m: re.Match[str], f: Frame, said: str) -> bool:
    tag = f.tag(m.start("ref"))
    if said == "current":
        return tag.startswith("JJ")
    if said == "present":
        return tag == "JJ" and f.text[m.end() : m.end() + 1] == " " and f.text[m.end() + 1 : m.end() + 3] not in (
            "at", "in", "on")  # fmt: skip
    return True


def to_date(m: re.Match[str], f: Frame) -> Found | None:
    """ "to date": until now."""
    if not f.tag(m.start()).startswith("NN"):
        return None
    return Found(m.start(), m.end(), TimeType.DATE, "PRESENT_REF")


def at_present(m: re.Match[str], _: Frame) -> Found:
    """ "at the moment", "at present"."""
    return Found(m.start(), m.end(), TimeType.DATE, "PRESENT_REF")


RULES: tuple[Rule, ...] = (
    rule("holiday", "holiday", r"(?:(?P<way>last|this|next) )?(?P<name>" + words.any_of(HOLIDAYS) + r")(?:,? (?:of |in )?(?P<year><YEAR>))?", holiday_date),
    rule("may-day", "month", r"(?P<way>)(?P<name>May Day)(?:,? (?:of |in )?(?P<year><YEAR>))?", holiday_date),
    rule("to-date", "ref", r"(?<=\bto\s)(?<!\bup\sto\s)(?P<ref>date)(?! (?:with|back|from|him|her|them|each|other|a|an|the|women|men|girls|boys)\b)", to_date),
    rule("at-present", "ref unit", r"(?<=\bat\s)(?:the (?:present )?moment|present|the present time)(?! (?:of|when|that)\b)", at_present),
    rule("reference", "ref unit", r"(?P<ref>" + words.any_of(words.REFS) + r")(?!<HY>day)", reference),
)  # fmt: skip
