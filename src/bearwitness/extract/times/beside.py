# ruff: noqa: E501  a rule's pattern is read in one line
"""Rules for what is told beside another time: the Friday before, Monday of last week, a week from
Tuesday, the same quarter last year, the week ended Oct. 14, Friday the 13th.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ...model.dates import TimeType
from . import lexicon as words
from .dated import is_day, point
from .deictic import BEFORE_END, weekday_near
from .frame import Found, Frame, moved
from .grammar import Rule, rule
from .moment import Moment

_MONTHS_AROUND = 6  # how far from the publication "Friday the 13th" is looked for


def unit_beside(m: re.Match[str], f: Frame) -> Found | None:
    """ "the year before", "the week after": beside the time the text is on."""
    unit, way = words.unit(m["unit"]), m["way"].lower()
    base = f.running_day if unit == "week" else f.running
    return point(m, moved(base, -1 if way == "before" else 1, unit), f.anchor_of(base))


def eve(m: re.Match[str], f: Frame) -> Found | None:
    """ "on the eve": the day before the day the text is on."""
    base = f.last_day if f.last is not None else None
    return point(m, moved(base, -1, "day"), f.anchor_of(base)) if base is not None else None


def weekday_beside(m: re.Match[str], f: Frame) -> Found | None:
    """ "the Friday before": the nearest one on that side of the day the text is on."""
    base, number = f.running_day, words.weekday(m["weekday"])
    if base is None or base.days is None or base.grain != "day":
        return None
    apart = (base.days[0].isoweekday() - number) % 7 or 7
    steps = -apart if m["way"].lower() == "before" else (7 - apart) or 7
    return point(m, moved(base, steps, "day"), f.anchor_of(base))


def weekday_of_week(m: re.Match[str], f: Frame) -> Found | None:
    """ "Monday of last week", "Friday next week"."""
    base = f.now.at("day") if f.now is not None and f.now.grain == "day" else None
    if base is None or base.days is None:
        return None
    week = {"last": -7, "next": 7}.get(m["which"].lower(), 0)
    steps = week + words.weekday(m["weekday"]) - base.days[0].isoweekday()
    return point(m, moved(base, steps, "day"), f.anchor_of(f.now))


def counted_from_weekday(m: re.Match[str], f: Frame) -> Found | None:
    """ "a week from Tuesday", "two weeks ago Friday": that many weeks from the weekday."""
    count = words.number(m["num"])
    ago = m["way"].lower().startswith("ago")
    number = words.weekday(m["weekday"])
    if f.published is None or f.published.days is None or f.narrative or count is None:
        return None
    if ago:
        day, anchor = weekday_near(number, "", m.start("weekday"), f)
        today = f.published.days[0]
        if day is not None and day.days is not None and day.days[0] > today:
            day = moved(day, -7, "day")
    else:
        ahead = (number - f.published.days[0].isoweekday()) % 7
        day, anchor = moved(f.published, ahead, "day"), "publication"
    return point(m, moved(day, int(count) * (-7 if ago else 7), "day"), anchor)


def same_period(m: re.Match[str], f: Frame) -> Found | None:
    """ "the same quarter last year", "the same period of 1988"."""
    unit = words.squeezed(m["unit"])
    base = f.near_period(m.start())
    if base is None:
        base = f.quarter_told(m.start()) if unit == "quarter" else f.now
    if base is None or base.year is None:
        return None
    said = m.groupdict().get("year")
    year = int(said) if said else base.year - 1
    grain = base.grain if unit in ("period", "time") else unit
    if grain in ("day", "year", "week"):
        return point(m, Moment("year", year), f.anchor_of(base))
    known = replace(base if grain == base.grain else base.at(grain), third=None, clock="")
    return point(m, replace(known, year=year), "absolute" if said else f.anchor_of(base))


def ended(m: re.Match[str], f: Frame) -> Found | None:
    """ "the quarter ended Sept. 30", "the week to Oct. 14": the one that holds the last day."""
    unit, month = words.unit(m["unit"]), words.month(m["month"])
    day = int(re.sub(r"\D", "", m["day"])) if m["day"] else None
    said = int(m["year"]) if m["year"] else None
    year = said if said else f.year(month, day, m.start("month"))[0]
    if year is None or not is_day(year, month, day):
        return None
    if unit == "week":
        if day is None:
            return None
        moment = Moment.of_week(date(year, month, day))
    elif unit == "year":
        moment = Moment("year", year)
    else:
        moment = Moment("month", year, month).at(unit)
    return point(m, moment, "previous")


def months_quarter(m: re.Match[str], f: Frame) -> Found | None:
    """ "the July-September quarter", "the January to June period"."""
    first, last = words.month(m["from"]), words.month(m["month"])
    size = (last - first) % 12 + 1
    grain = {3: "quarter", 6: "half"}.get(size)
    if grain is None or last % size:
        return None
    year, anchor = (
        (int(m["year"]), "absolute") if m["year"] else f.year(last, None, m.start("month"))
    )
    return point(m, Moment(grain, year, part=last // size), anchor)


def month_beside(m: re.Match[str], f: Frame) -> Found | None:
    """ "next Feb. 15", "last May 3"."""
    base, month = f.now, words.month(m["month"])
    day = int(re.sub(r"\D", "", m["day"]))
    if base is None or base.year is None or base.month is None:
        return None
    here, there = (base.month, base.day or 1), (month, day)
    year = base.year
    if m["way"].lower() == "next":
        year += there <= here
    else:
        year -= there >= here
    if not is_day(year, month, day):
        return None
    return point(m, Moment("day", year, month, day), f.anchor_of(base))


def weekday_the_day(m: re.Match[str], f: Frame) -> Found | None:
    """ "Friday the 13th": the nearest such day, behind unless the tense says ahead."""
    number, day = words.weekday(m["weekday"]), int(re.sub(r"\D", "", m["day"]))
    base = f.now
    if base is None or base.year is None or base.month is None or base.days is None:
        return None
    step = 1 if f.tense(m.start()) == "future" else -1
    for apart in range(_MONTHS_AROUND + 1):
        months = base.year * 12 + base.month - 1 + apart * step
        year, month = months // 12, months % 12 + 1
        if not is_day(year, month, day):
            continue
        found = date(year, month, day)
        if found.isoweekday() == number and (found - base.days[0]).days * step >= 0:
            return point(m, Moment.of_day(found), f.anchor_of(base))
    return None


def indefinite_part(m: re.Match[str], f: Frame) -> Found | None:
    """ "one night": some night that the text does not name, if it has told of no time yet."""
    if f.narrative or (f.last is not None and not f.last_is_said):
        return None
    part = words.DAYPARTS[words.squeezed(m["part"])]
    return Found(m.start(), m.end(), TimeType.TIME, f"XXXX-XX-XX{part}")


def before_last(m: re.Match[str], f: Frame) -> Found | None:
    """ "the week before last", "the year after next": two steps from the publication."""
    unit = words.unit(m["unit"])
    steps = -2 if m["way"].lower().startswith("before") else 2
    if unit == "night":
        day = moved(f.now, steps, "day")
        return point(m, replace(day, clock="TNI"), f.anchor_of(f.now))
    return point(m, moved(f.now, steps, unit), f.anchor_of(f.now))


def weekdays_ago(m: re.Match[str], f: Frame) -> Found | None:
    """ "two Fridays ago"."""
    count, number = words.number(m["num"]), words.WEEKDAYS[words.squeezed(m["weekday"])[:-1]]
    base = f.now
    if base is None or base.days is None or base.grain != "day" or count is None:
        return None
    back = (base.days[0].isoweekday() - number) % 7 or 7
    return point(m, moved(base, -back - 7 * (int(count) - 1), "day"), f.anchor_of(base))


def weekday_of_month(m: re.Match[str], f: Frame) -> Found | None:
    """ "the first Monday in May": that day; "the first Monday of each month": a set."""
    number, which = words.weekday(m["weekday"]), words.ordinal(m["ord"])
    if m["each"]:
        return Found(m.start(), m.end(), TimeType.SET, "P1M")
    month = words.month(m["month"])
    year, anchor = (
        (int(m["year"]), "absolute") if m["year"] else f.year(month, None, m.start("month"))
    )
    if year is None:
        return None
    days = [date(year, month, d) for d in range(1, 32) if is_day(year, month, d)]
    such = [day for day in days if day.isoweekday() == number]
    if which is not None and which > len(such):
        return None
    return point(m, Moment.of_day(such[-1 if which is None else which - 1]), anchor)


def years_ago_today(m: re.Match[str], f: Frame) -> Found | None:
    """ "20 years ago today", "ten years ago this month"."""
    count, base = words.number(m["num"]), f.now
    if base is None or base.year is None or count is None or base.grain != "day":
        return None
    then = moved(base, -int(count), "year").year
    if m["grain"] == "week" or then is None:
        return None
    if m["grain"] == "month":
        return point(m, Moment("month", then, base.month), f.anchor_of(base))
    return point(m, Moment("day", then, base.month, base.day), f.anchor_of(base)) if is_day(
        then, base.month, base.day) else None  # fmt: skip


_DAY = r"(?:(?:,)? (?P<day><DAY>))?(?:,? (?P<year><YEAR>))?"

RULES: tuple[Rule, ...] = (
    rule("unit-beside", "unit", r"the (?P<unit>year|month|week|quarter) (?P<way>before|after)" + BEFORE_END, unit_beside),
    rule("eve", "eve", r"on the eve(?=[.,;]| (?:the|a|police|two)\b)", eve),
    rule("weekday-beside", "weekday", r"the (?P<weekday><WEEKDAY>) (?P<way>before|after)" + BEFORE_END, weekday_beside),
    rule("weekday-of-week", "weekday", r"(?P<weekday><WEEKDAY>)(?: of)? (?P<which>last|this|next) week", weekday_of_week),
    rule("counted-from-weekday", "weekday", r"(?P<num>an?|<NUM>) (?:weeks?) (?P<way>from|ago(?: on| last)?|after next) (?P<weekday><WEEKDAY>)", counted_from_weekday),
    rule("same-period", "unit digits", r"the same (?P<unit>quarter|half|period|month|week|time)(?: (?:of|in))? (?:last year|a year (?:ago|earlier|before)|the (?:previous|prior|preceding) year|(?P<year><YEAR>))", same_period),
    rule("ended", "unit", r"(?:the|its|a|their) (?:fiscal )?(?P<unit>quarter|week|month|half|year)(?= (?:that )?(?:ended|ending|ends|to|through)(?: on)? (?P<month><MONTH>)" + _DAY + ")", ended),
    rule("months-quarter", "month", r"(?:the )?(?P<from><MONTH>)(?: ?<HY> ?| to | through |<HY>to<HY>|<HY>through<HY>)(?P<month><MONTH>) (?:quarter|period|half)(?:(?: of)? (?P<year><YEAR>))?", months_quarter),
    rule("month-beside", "month", r"(?P<way>next|last) (?P<month><MONTH>) (?P<day><DAY>)", month_beside),
    rule("weekday-the-day", "weekday", r"(?P<weekday><WEEKDAY>),? the (?P<day>\d{1,2}(?:st|nd|rd|th))(?! of\b)", weekday_the_day),
    rule("years-ago-today", "unit day", r"(?:exactly )?(?P<num>an?|<NUM>) years? ago (?:today|this (?P<grain>month|week))", years_ago_today),
    rule("before-last", "unit daypart", r"the (?P<unit>night|week|weekend|month|year) (?P<way>before last|after next)", before_last),
    rule("weekdays-ago", "weekday", r"(?P<num><NUM>) (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)days) ago", weekdays_ago),
    rule("weekday-of-month", "weekday", r"(?:the )?(?P<ord>first|second|third|fourth|fifth|last) (?P<weekday><WEEKDAY>) (?:of|in) (?:(?P<each>(?:each|every|the) month)|(?P<month><MONTH>)(?:,? (?P<year><YEAR>))?)", weekday_of_month),
    rule("indefinite-part", "daypart", r"one (?:cold |dark |recent )?(?P<part>morning|afternoon|evening|night)", indefinite_part),
)  # fmt: skip
