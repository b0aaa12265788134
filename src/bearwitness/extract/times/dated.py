# ruff: noqa: E501  a rule's pattern is read in one line
"""Rules for days and months by name and number, their year written, borrowed or inferred."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ...model.dates import TimeType
from . import lexicon as words
from .frame import Found, Frame, moved
from .grammar import Rule, rule
from .moment import EITHER, Moment

THIRD = (
    r"(?:(?P<third>the beginning of|the start of|the early part of|the middle of|the end of"
    r"|the latter part of|the close of|early(?: in)?|mid|middle of|late(?:r)?(?: in)?|earlier in"
    r"|beginning of|start of|end of|the (?:first|early|opening) days of|the (?:last|final|closing) days of)(?: |<HY>)(?:the )?)?"
)
OF_YEAR = r"(?:,? of|,| in|) "
RELATIVE_YEAR = r"(?P<which>that|the same|that same|this|last|next|the following|the previous) year"


def third_of(m: re.Match[str]) -> str | None:
    """early, mid or late from the group `third`."""
    said = m.groupdict().get("third")
    if not said:
        return None
    said = words.squeezed(said)
    if said.startswith(
        (
            "early",
            "earlier",
            "the beg",
            "beg",
            "the start",
            "start",
            "the early",
            "the first",
            "the opening",
        )
    ):
        return "early"
    return "mid" if "mid" in said else "late"


def year_of(m: re.Match[str], name: str = "year") -> int | None:
    """The year in a group, negative where the group `bc` is there too."""
    said = m.groupdict().get(name)
    if not said:
        return None
    return -int(said) if m.groupdict().get("bc") else int(said)


def point(m: re.Match[str], moment: Moment, anchor: str = "absolute") -> Found:
    """The expression a match covers, as a point of the calendar."""
    kind = TimeType.TIME if moment.clock else TimeType.DATE
    return Found(m.start(), m.end(), kind, moment.timex, moment, anchor)


def relative_year(m: re.Match[str], f: Frame) -> tuple[int | None, str]:
    """The year that "that year", "last year" … stand for."""
    which = words.squeezed(m["which"])
    base = f.running if which.startswith(("that", "the")) else f.now
    step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    return moved(base, step, "year").year, f.anchor_of(base)


def is_day(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether there is such a day; a leap year is assumed where the year is unknown."""
    try:
        date(year if year and year > 0 else 2000, month or 1, day or 1)
    except ValueError:
        return False
    return True


def full_date(m: re.Match[str], f: Frame) -> Found | None:
    """Day, month and, written, borrowed from the neighbour or from the frame, the year."""
    month, day = words.month(m["month"]), int(re.sub(r"\D", "", m["day"]))
    groups = m.groupdict()
    anchor = "absolute"
    year = year_of(m)
    if year is None and groups.get("which"):
        year, anchor = relative_year(m, f)
    elif year is None:
        year, anchor = f.year(month, day, m.start())
    if not is_day(year, month, day):
        return None
    return point(m, Moment("day", year, month, day), anchor)


_MONTH_BEFORE = words.pattern(r"(?P<month><MONTH>) <DAY>(?= ?<HY>)")


def day_after_hyphen(m: re.Match[str], f: Frame) -> Found | None:
    """The second day of "July 12-14, 2005"."""
    found = [*_MONTH_BEFORE.finditer(f.text, max(0, m.start() - 24), m.start())]
    before = found[-1] if found else None
    if before is None or f.text[before.end() : m.start()].strip() not in (
        "-",
        "–",
        "—",
    ):
        return None
    month, day, year, anchor = (
        words.month(before["month"]),
        int(re.sub(r"\D", "", m["day"])),
        year_of(m),
        "absolute",
    )
    if year is None:
        year, anchor = f.year(month, day, m.start())
    return point(m, Moment("day", year, month, day), anchor) if is_day(year, month, day) else None


def month_date(m: re.Match[str], f: Frame) -> Found | None:
    """A month, perhaps its beginning, middle or end."""
    if not _is_month_name(m, f):
        return None
    month = words.month(m["month"])
    year, anchor = year_of(m), "absolute"
    if year is None and m.groupdict().get("which"):
        year, anchor = relative_year(m, f)
    elif year is None:
        year, anchor = f.year(month, None, m.start("month"))
    return point(m, Moment("month", year, month, third=third_of(m)), anchor)


def _is_month_name(m: re.Match[str], f: Frame) -> bool:
    """May and March are verbs, April and June are people: look at the word and what follows it."""
    said = m["month"].lower().rstrip(".")
    alone = m["month"] == m[0]
    if not alone:
        return True
    if said in ("may", "march", "mar") and not f.tag(m.start("month")).startswith("N"):
        return False
    if (
        said == "may"
        and f.tag(m.end() + 1) in ("VB", "RB")
        and f.text[m.end() : m.end() + 1] == " "
    ):
        return False
    if said == "march" and not _BEFORE_MONTH.search(f.text[max(0, m.start() - 9) : m.start()]):
        return False
    if len(said) == 3 and said != "may" and f.tag(m.start("month")) not in ("NNP", "NN"):
        return False
    if said in ("april", "june", "may", "august", "jan", "mar"):
        after = f.text[m.end() : m.end() + 2]
        token = f.token(m.start("month"))
        person = token is not None and token.ent_type_ == "PERSON"
        return not (person and after[:1] == " " and after[1:2].isupper())
    return True


_BEFORE_MONTH = re.compile(
    r"(?:^|[(.,;:\n]|\b(?:in|by|until|till|since|of|to|from|during|and|for|or|through|between|before|after|\w+est))\s*$",
    re.IGNORECASE,
)


def iso_date(m: re.Match[str], _: Frame) -> Found | None:
    """An ISO 8601 date."""
    year, month, day = int(m["y"]), int(m["m"]), int(m["d"])
    clock = f"T{m['clock']}" if m["clock"] else ""
    return (
        point(m, Moment("day", year, month, day, clock=clock)) if is_day(year, month, day) else None
    )


def slashed(m: re.Match[str], _: Frame) -> Found | None:
    """12/06/2021: the order that makes a date; where both do, TIMEX3 takes the month first
    and the interval runs from the earlier reading to the later.
    """
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        year += 2000 if year < 70 else 1900
    month, day = (b, a) if m["sep"] == "." or not is_day(year, a, b) else (a, b)
    if not is_day(year, month, day):
        return None
    either = a != b and is_day(year, b, a) and is_day(year, a, b) and m["sep"] != "."
    return point(m, Moment("day", year, month, day, third=EITHER if either else None))


def short_date(m: re.Match[str], f: Frame) -> Found | None:
    """The day and month that head an entry, or in a text that writes its dates so: "15/03."."""
    is_so = re.search(rf"\d[{m['sep']}]\d\d?[{m['sep']}](?:20)?\d\d\b", f.text)
    is_told = is_so and _DATES.search(f.text[max(0, m.start() - 8) : m.start()])
    is_head = f.entries.is_head(m.start()) and m["sep"] == "/"  # "22.10" may be a time of day
    if not (is_head or is_told):
        return None
    day, month = int(m["a"]), int(m["b"])
    if not is_day(None, month, day):
        return None
    year, anchor = f.year(month, day, m.start())
    return point(m, Moment("day", year, month, day), anchor)


_DATES = re.compile(r"(?:\b(?:[Oo]n|[Bb]y|[Ss]ince|[Uu]ntil|[Ff]rom)|[,(]) $")


def spelled_day(m: re.Match[str], f: Frame) -> Found | None:
    """A day of a month told in words: "the fourth of December"."""
    month, day, year = words.month(m["month"]), words.ordinal(m["ord"]), year_of(m)
    anchor = "absolute"
    if year is None:
        year, anchor = f.year(month, day, m.start())
    if day is None or not is_day(year, month, day):
        return None
    return point(m, Moment("day", year, month, day), anchor)


def in_month(m: re.Match[str], f: Frame) -> Found | None:
    """ "the last week of August": the week that holds that seventh of the month, or its last day."""
    found = month_date(m, f)
    if found is None or found.moment is None or found.moment.days is None:
        return found
    first, last = found.moment.days
    which, unit = words.ordinal(m["ord"]), m["unit"].lower()
    if unit == "day":
        day = last if which is None else first + timedelta(which - 1)
        return point(m, Moment.of_day(day), found.anchor or "absolute")
    day = last - timedelta(3) if which is None else first + timedelta(7 * (which - 1) + 3)
    return point(m, Moment.of_week(day, unit), found.anchor or "absolute")


def bare_day(m: re.Match[str], f: Frame) -> Found | None:
    """ "the 20th" or "on the 14th": a day of the month the text has reached."""
    day = int(re.sub(r"\D", "", m["day"]))
    base = f.running
    token = f.token(m.start("day"))
    following = f.doc[token.i + 1] if token is not None and token.i + 1 < len(f.doc) else None
    if following is not None and (
        following.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or following.text in "-–"
    ):
        return None
    if f.is_beside_the_story and f.published is not None:
        base = _last_such_day(f.published, day)
    if base is None or not is_day(base.year, base.month, day):
        return None
    return point(m, Moment("day", base.year, base.month, day), f.anchor_of(base))


def _last_such_day(today: Moment, day: int) -> Moment:
    """The month that has the last such day before or on the publication day."""
    return today if today.day is None or day <= today.day else moved(today, -1, "month")


def nine_eleven(m: re.Match[str], _: Frame) -> Found | None:
    """ "9/11", "the Sept. 11 attacks": the day that has become a name."""
    return Found(
        m.start(),
        m.end(),
        TimeType.DATE,
        "2001-09-11",
        Moment("day", 2001, 9, 11),
        "absolute",
    )


_DAY_FIRST = r"(?:the )?(?P<day><DAY>)(?: day)?(?: of)? (?:early )?(?P<month><MONTH>)"
_MONTH_FIRST = r"(?P<month><MONTH>) (?:the )?(?P<day><DAY>)"
YEAR = r"(?P<year><YEAR>|\d{1,4}(?= ?<BC>))(?: (?P<bc><BC>))?"
_WEEKDAY = r"(?:<WEEKDAY>,? (?:the )?)?"
_TO = r"(?: ?<HY> ?| and | to | or | through | until |, )"

RULES: tuple[Rule, ...] = (
    rule("nine-eleven", "digits", r"9/11", nine_eleven, True),
    rule("eleventh-september", "month", r"Sept(?:ember|\.)? 11(?:th)?(?=,? (?:(?:\w+ )?(?:attack|hijack|terror)|commission|memorial|museum|families|victims))", nine_eleven, True),
    rule("iso", "digits", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T\x20](?P<clock>\d\d:\d\d)(?::\d\d)?)?",
         iso_date, True),
    rule("slashed", "digits", r"(?P<a>\d\d?)(?P<sep>[/.])(?P<b>\d\d?)(?P=sep)(?P<y>\d{4}|\d\d)",
         slashed, True),
    rule("short", "digits", r"(?P<a>\d\d?)(?P<sep>[/.])(?P<b>[01]\d)(?![\d%]|[.,/]\d)", short_date),
    rule("spelled", "month", r"the (?P<ord><ORD>)(?: day)? of (?P<month><MONTH>)(?:,? (?P<year><YEAR>))?", spelled_day),
    rule("dmy", "month", _WEEKDAY + _DAY_FIRST + r"(?:,? (?:in )?|,)" + YEAR, full_date, True),
    rule("mdy", "month", _WEEKDAY + _MONTH_FIRST + r"(?:,? (?:of )?|,)" + YEAR, full_date, True),
    rule("dm-that-year", "month", _DAY_FIRST + OF_YEAR + RELATIVE_YEAR, full_date),
    rule("md-that-year", "month", _MONTH_FIRST + OF_YEAR + RELATIVE_YEAR, full_date),
    rule("d-to-dmy", "month", r"(?:the )?(?P<day><DAY>)(?=" + _TO + r"(?:the )?<DAY>(?: of)? (?P<month><MONTH>)"
         r"(?:,? (?P<year><YEAR>))?)", full_date),
    rule("dm-to-dmy", "month", _DAY_FIRST + r"(?=" + _TO + r"(?:the )?<DAY>(?: of)? <MONTH>,? (?P<year><YEAR>))",
         full_date),
    rule("md-to-mdy", "month", _MONTH_FIRST + r"(?=" + _TO + r"(?:<MONTH> )?<DAY>,? (?P<year><YEAR>))", full_date),
    rule("dm", "month", _WEEKDAY + _DAY_FIRST, full_date),
    rule("md", "month", _WEEKDAY + _MONTH_FIRST, full_date),
    rule("md-to-d", "month digits hyphen", r"(?<=\d<HY>)(?P<day><DAY>)(?:,? (?P<year><YEAR>))?", day_after_hyphen),
    rule("my", "month", THIRD + r"(?:the month of )?(?P<month><MONTH>)(?:,? of|,|) " + YEAR, month_date, True),
    rule("m-to-my", "month", THIRD + r"(?P<month><MONTH>)(?=" + _TO + r"(?:(?:early|mid|late)(?: |<HY>))?<MONTH>,? (?P<year><YEAR>))",
         month_date),
    rule("m-that-year", "month", THIRD + r"(?P<month><MONTH>)" + OF_YEAR + RELATIVE_YEAR, month_date),
    rule("half-month", "month", r"the (?:first|second|latter) half of (?P<month><MONTH>)(?:,? (?P<year><YEAR>))?",
         month_date),
    rule("m", "month", THIRD + r"(?:the month of )?(?P<month><MONTH>)", month_date),
    rule("in-month", "month unit", r"(?:the )?(?P<ord>first|second|third|fourth|fifth|last|final) (?P<unit>week|weekend|day) (?:of|in) (?P<month><MONTH>)(?:,? (?P<year><YEAR>))?",
         in_month),
    rule("bare-day", "digits", r"the (?P<day><DAY>)(?<=[a-z])", bare_day),
)  # fmt: skip
