# ruff: noqa: E501  a rule's pattern is read in one line
"""Rules for what is said from somewhere: last week, four days later, that month, on Friday."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from ...model.dates import TimeType
from . import lexicon as words
from .dated import THIRD, point, third_of
from .frame import Found, Frame, moved
from .grammar import Rule, rule
from .moment import Moment

_BACK = ("last", "past", "this past", "previous", "preceding", "prior")
_ON = (
    "next",
    "coming",
    "upcoming",
    "following",
    "this coming",
    "subsequent",
    "ensuing",
)
_TOLD = (
    "that",
    "same",
    "that same",
    "previous",
    "preceding",
    "prior",
    "following",
    "subsequent",
    "ensuing",
)


_TOLD_OF_DAY = re.compile(r"^(?:,|[.;,] [Ii]t was) an? $")


def weekday_near(number: int, way: str, at: int, f: Frame) -> tuple[Moment | None, str]:
    """The day of that weekday: after "last" and "next", else by the tense, else the nearest past.

    The publication's own weekday is the publication day.
    """
    told = f.last_day
    is_of_told = told and told.days and told.days[0].isoweekday() == number
    if is_of_told and _TOLD_OF_DAY.search(f.text[f.last_day_end : at]):
        return told, "previous"  # "on 29 October. It was a Tuesday"
    base = f.now if not f.narrative else f.running_day
    days = base.days if base is not None and base.grain == "day" else None
    if base is None or days is None:
        return None, "previous"
    anchor, today = f.anchor_of(base), days[0].isoweekday()
    first = _first_of_two(at, f)
    if first is not None and first.days is not None:
        return moved(first, (number - first.days[0].isoweekday()) % 7, "day"), anchor
    back = (today - number) % 7
    ahead = (number - today) % 7
    said = words.squeezed(way)
    if said.startswith("the ") and (told := f.running_day) and told.days and told.grain == "day":
        apart = (number - told.days[0].isoweekday()) % 7
        steps = apart or 7 if said in ("the following", "the next") else apart - 7
        return moved(told, steps, "day"), f.anchor_of(told)
    if said in _BACK:
        week = 7 if said == "last" and back == 1 and not f.narrative else 0  # else "yesterday"
        return moved(base, -(back or 7) - week, "day"), anchor
    if said in ("next", "coming", "this coming"):
        return moved(base, ahead or 7, "day"), anchor
    until = _UNTIL.search(f.text[max(0, at - 20) : at]) and f.tense(at) != "past"
    tense = f.tense(at)
    if (
        until
        or f.narrative
        or tense == "future"
        or (tense == "present" and f.follows_its_verb(at))
        or (said == "this" and tense != "past")
    ):
        return moved(base, ahead, "day"), anchor
    if back > ahead and base is f.entry and f.is_over(moved(base, ahead, "day")):
        return moved(base, ahead, "day"), anchor  # an entry that tells what came a day later
    return moved(base, -back, "day"), anchor


_TWO_DAYS = words.pattern(r"<WEEKDAY>(?: to | through | thru | until | till |<HY>)$")


def _first_of_two(at: int, f: Frame) -> Moment | None:
    """The day that "Monday through | Friday" begins on."""
    if f.last_day is None or f.last_end < at - 10:
        return None
    return f.last_day if _TWO_DAYS.search(f.text[max(0, at - 24) : at]) else None


_UNTIL = re.compile(
    r"\b(?:until|till|by|as soon as|as early as|ahead of)\s(?:the\s)?$", re.IGNORECASE
)
_ON_DAY = re.compile(r"\b(?:on|by|until|till|since|,)\s$", re.IGNORECASE)


def weekday_date(m: re.Match[str], f: Frame) -> Found | None:
    """A weekday, perhaps "late Friday"; "Fridays" and "every Friday" are sets."""
    number = words.weekday(m["weekday"])
    if words.squeezed(m["way"] or "") == "that" and f.tag(m.start("way")) == "IN":
        return None
    short = not words.squeezed(m["weekday"]).endswith("day")
    if short and not m["way"] and not _ON_DAY.search(f.text[max(0, m.start() - 6) : m.start()]):
        return None
    day, anchor = weekday_near(number, m["way"] or "", m.start("weekday"), f)
    if day is None:
        return Found(m.start(), m.end(), TimeType.DATE, f"XXXX-WXX-{number}", None, anchor)
    return point(m, day, anchor)


def relative_period(m: re.Match[str], f: Frame) -> Found | None:
    """ "last week", "the following year", "earlier this month", "the end of next year"."""
    way, said = words.squeezed(m["way"]), words.squeezed(m["period"])
    told = way in _TOLD or (way == "next" and re.search(r"\bthe next\b", m[0], re.IGNORECASE))
    base = f.running if told else f.now
    step = -1 if way in _BACK else 1 if way in _ON else 0
    grain = words.unit(said) if said in words.UNITS else "season"
    if grain == "fortnight":  # two weeks that no calendar has: how long, and no date
        return Found(m.start(), m.end(), TimeType.DURATION, "P2W")
    if grain in ("day", "week", "weekend"):
        base = f.running_day if told or f.narrative else f.now
        if way in ("same", "that same") and grain == "day" and not f.narrative:
            base = f.named_day or base
    moment = _season(base, said, step) if grain == "season" else moved(base, step, grain)
    if moment.year is None and grain == "day" and base is None:
        return Found(m.start(), m.end(), TimeType.DATE, "XXXX-XX-XX", None, "previous")
    return point(m, replace(moment, third=third_of(m)), f.anchor_of(base))


def _season(base: Moment | None, said: str, step: int) -> Moment:
    """A season relative to `base`: the nearest one on the side that was said."""
    part = words.SEASON_WORDS[said]
    if base is None or base.year is None:
        return Moment("season", part=part)
    if base.month is None:
        return Moment("season", base.year + step, part=part)
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}[part]
    year = base.year
    if step < 0 and month + 1 >= base.month:
        year -= 1
    if step > 0 and month <= base.month:
        year += 1
    return Moment("season", year, part=part)


def relative_month(m: re.Match[str], f: Frame) -> Found | None:
    """ "last March", "this June", "the following April"."""
    way, month = words.squeezed(m["way"]), words.month(m["month"])
    base = f.running if way in _TOLD else f.now
    if base is None or base.year is None:
        return point(m, Moment("month", None, month, third=third_of(m)), "previous")
    year, reached = base.year, base.month or (1 if way in _ON else 12)
    if way in _BACK and month >= reached:
        year -= 1
    if way in _ON and month <= reached:
        year += 1
    return point(m, Moment("month", year, month, third=third_of(m)), f.anchor_of(base))


def said_period(m: re.Match[str], f: Frame) -> Found | None:
    """ "the end of the year", "the month": the one the text is in."""
    base, grain = f.running if f.narrative else f.now, words.unit(m["period"])
    over = grain == "weekend" and not f.narrative and not _is_coming_weekend(m, base, f)
    weekday = base.days[0].isoweekday() if over and base and base.days else 6
    back = -1 if weekday < 6 else 0
    moment = replace(moved(base, back, grain), third=third_of(m))
    if grain == "quarter" and not f.narrative and (told := f.quarter_told(m.start())):
        moment = replace(told, third=third_of(m))
    return point(m, moment, f.anchor_of(base))


_FOR_IT = re.compile(
    r"\b(?:for|until|till|through|by|before|into|ahead of|this)\s+$", re.IGNORECASE
)
_OVER_IT = re.compile(r"\b(?:over|during|at|on|since|of|after)\s+$", re.IGNORECASE)


def _is_coming_weekend(m: re.Match[str], today: Moment | None, f: Frame) -> bool:
    """Whether "the weekend" lies ahead: by the tense, and late in the week by what goes before."""
    tense = f.tense(m.start())
    if tense == "future":
        return True
    day = today.days[0].isoweekday() if today is not None and today.days else 1
    before = f.text[max(0, m.start() - 12) : m.start()]
    if day in (3, 4, 5) and _FOR_IT.search(before):
        return True
    return day in (4, 5) and not _OVER_IT.search(before)


def counted_shift(m: re.Match[str], f: Frame) -> Found | None:
    """ "two years ago", "four days later": the base moved, at the grain of the unit."""
    found = _counted_shift(m, f)
    if found is not None and m[0][:5].lower() == "over " and f.tag(m.start()) == "RP":
        return replace(found, start=found.start + 5)  # "who took over | 12 months ago"
    return found


def _counted_shift(m: re.Match[str], f: Frame) -> Found | None:
    way, unit = words.squeezed(m["way"]), words.unit(m["unit"])
    back = way in ("ago", "earlier", "before", "previously", "beforehand", "prior")
    base = f.now if way in ("ago", "from now", "hence") else f.running
    if base is f.running and unit in ("day", "night"):
        base = f.running_day
    if "num" not in m.groupdict():
        return Found(m.start(), m.end(), TimeType.DATE, "PAST_REF" if back else "FUTURE_REF")
    count = words.number(m["num"] or "a")
    if count is None or count > 5000:
        return None
    if unit in ("second", "minute", "hour"):
        return _hours(m, base, f)
    unit, count = ("week", count * 2) if unit == "fortnight" else (unit, count)
    unit = {"night": "day"}.get(unit, unit)
    if way == "ago" and f.in_quotes(m.start()) and f.narrative:
        return Found(m.start(), m.end(), TimeType.DATE, "PAST_REF")
    steps = int(count) * (-1 if back else 1)
    if base is not None and base.grain == "month" and unit in ("day", "week") and not f.narrative:
        return point(m, replace(base, third=None), f.anchor_of(base))
    if (
        unit == "year"
        and count == 1
        and way in ("earlier", "ago")
        and (beside := _a_year_beside(m, steps, f))
    ):
        return beside
    return point(m, moved(base, steps, unit), f.anchor_of(base))


def _a_year_beside(m: re.Match[str], steps: int, f: Frame) -> Found | None:
    """ "3.4 percent a year earlier", of a quarter or month named in the same sentence."""
    near = f.near_period(m.start())
    if near is None:
        return None
    return point(m, moved(near, steps * 4, "quarter") if near.grain == "quarter" else
                 replace(near, year=(near.year or 0) + steps), "previous")  # fmt: skip


def year_ago_quarter(m: re.Match[str], f: Frame) -> Found | None:
    """ "the year-earlier quarter": the one named last, or the publication's, a year before."""
    unit, base = words.squeezed(m["unit"]), f.near_period(m.start()) or f.now
    if base is None or base.year is None:
        return None
    if m["ord"] and unit in ("quarter", "half"):
        part = words.ordinal(m["ord"])
        return point(m, Moment(unit, base.year - 1, part=part), f.anchor_of(base))
    grain = base.grain if unit == "period" else unit
    if grain in ("day", "year"):
        return point(m, moved(base, -1, "year"), f.anchor_of(base))
    if grain == "week":
        return point(m, moved(base.at("week"), -52, "week"), f.anchor_of(base))
    known = base.at(grain)
    return point(m, replace(known, year=(known.year or 1) - 1), f.anchor_of(base))


def latest_quarter(m: re.Match[str], f: Frame) -> Found | None:
    """ "the latest quarter", "the latest month": the last one over on the publication day."""
    unit = words.unit(m["unit"])
    return point(m, moved(f.now, -1, unit), f.anchor_of(f.now)) if f.now else None


def century_part(m: re.Match[str], f: Frame) -> Found | None:
    """ "a quarter-century ago": 25 years from the base."""
    base = f.now if words.squeezed(m["way"]) == "ago" else f.running
    years = 25 if m["num"].lower().startswith("quarter") else 50
    steps = years if words.squeezed(m["way"]) == "later" else -years
    return point(m, moved(base, steps, "year"), f.anchor_of(base))


def half_shift(m: re.Match[str], f: Frame) -> Found | None:
    """ "a year and a half ago", "two and a half years earlier"."""
    unit, count = words.unit(m["unit"] or m["units"]), words.number(m["num"])
    way = words.squeezed(m["way"])
    base = f.now if way == "ago" else f.running
    if count is None:
        return None
    steps = 1 if way == "later" else -1
    if unit == "year":
        return point(m, moved(base, steps * int(count * 12 + 6), "month"), f.anchor_of(base))
    years = {"decade": 10, "century": 100}.get(unit)
    if years is None:
        return None
    return point(m, moved(base, steps * int((count + 0.5) * years), "year"), f.anchor_of(base))


def _hours(m: re.Match[str], base: Moment | None, f: Frame) -> Found:
    day = base if base is not None and base.grain == "day" else Moment("day")
    if f.last_clock is not None and not day.clock and f.last_clock.days == day.days:
        day = f.last_clock  # "at 10 p.m. on Monday and … 25 minutes later"
    return point(m, _after_clock(m, day) or replace(day, clock="TXX"), f.anchor_of(base))


def _after_clock(m: re.Match[str], told: Moment) -> Moment | None:
    """ "25 minutes later" than the clock time told last."""
    clock = re.fullmatch(r"T(\d\d):(\d\d)", told.clock)
    count, unit = words.number(m["num"] or "a"), words.unit(m["unit"])
    if clock is None or told.days is None or count is None or unit == "second":
        return None
    hour = int(clock[1]) % 24
    then = datetime.combine(told.days[0], time(hour, int(clock[2])))
    step = timedelta(minutes=count * (60 if unit == "hour" else 1))
    then += -step if words.squeezed(m["way"]) in ("earlier", "before", "previously") else step
    return replace(Moment.of_day(then.date()), clock=f"T{then:%H:%M}")


def day_beside(m: re.Match[str], f: Frame) -> Found | None:
    """ "the day before", "the day after": beside the day the text is on."""
    base = f.running_day
    step = -1 if m["way"].lower() in ("before", "prior") else 1
    return point(m, moved(base, step, "day"), f.anchor_of(base))


def within_day(m: re.Match[str], f: Frame) -> Found | None:
    """ "later in the day": the day the text is on."""
    base = f.running_day
    day = base.at("day") if base is not None and base.grain == "day" else Moment("day")
    return point(m, replace(day, clock="", third=None), f.anchor_of(base))


def other_day(m: re.Match[str], _: Frame) -> Found | None:
    """ "the other day": lately."""
    return Found(m.start(), m.end(), TimeType.DATE, "PAST_REF")


def that_time(m: re.Match[str], f: Frame) -> Found | None:
    """ "at that time": the past in news, the date reached in a narrative."""
    which = words.squeezed(m["which"])
    if not f.narrative or f.last is None:
        value = "PRESENT_REF" if which == "this" else "PAST_REF"
        return Found(m.start(), m.end(), TimeType.DATE, value) if which != "the same" else None
    if which == "the same":
        return point(m, f.last, "previous")
    return Found(m.start(), m.end(), TimeType.DATE, "PRESENT_REF")


_WAY = (r"(?P<way>last|this past|this coming|previous|preceding|prior|next|coming|upcoming|following"
        r"|subsequent|ensuing|this|that same|same|that|current)")  # fmt: skip
_HEDGED = r"(?:(?:<HEDGE>|as long as|only|just) )?"
_SOON = r"(?P<way>ago|earlier|later|before|previously|beforehand|afterwards?|after|from now|hence|prior|thereafter)"
BEFORE_END = r"(?=\W*(?:$|[.,;:!?)\n”\"—–]|(?:and|but|or|when|while|as|with|at|near|by|from|to|for)\b))(?! (?:the|a|an|his|her|its|their|he|she|it|they|that|this|being|[a-z]+ing|in|on)\b)(?!['’\w])"

RULES: tuple[Rule, ...] = (
    rule("relative-period", "unit season", r"(?:(?:earlier|later|sometime|late|early) (?:in )?)?(?:the )?" + THIRD
         + _WAY + r" (?:(?:fiscal|financial|calendar|school|academic)(?: |<HY>))?(?P<period>day|weekend|week|fortnight|month|quarter|year|<SEASON>)", relative_period),
    rule("relative-month", "month", THIRD + r"(?:the )?" + _WAY + r" (?P<month><MONTH>)", relative_month),
    rule("said-period", "unit", THIRD + r"the (?:(?:current )?fiscal )?(?P<period>week|weekend|month|quarter|year|decade)(?! of\b)(?!<HY>)", said_period),
    rule("weekday", "weekday", r"(?:(?:late|early|earlier|later)(?: on)? )?(?:(?P<way>last|this past|past|next|this coming|coming|this|that|the following|the next|the previous|the preceding) )?"
         r"(?P<weekday><WEEKDAY>)", weekday_date),
    rule("counted-shift", "unit daypart", _HEDGED + r"(?P<num>an?|another|<NUM>)(?: |<HY>)(?:more )?(?P<unit><UNIT>) " + _SOON + r"(?<!before)(?<!after)(?<!prior)", counted_shift),
    rule("counted-before", "unit daypart", _HEDGED + r"(?P<num>an?|<NUM>) (?P<unit><UNIT>) (?P<way>before|after|prior)" + BEFORE_END, counted_shift),
    rule("vague-shift", "unit", _HEDGED + r"(?:only )?(?:just )?(?P<vague><VAGUE>) (?:short )?(?P<unit><SPAN>|hours|minutes|seconds) " + _SOON + r"(?<!before)(?<!after)(?<!prior)", counted_shift),
    rule("quarter-century-ago", "unit", _HEDGED + r"a (?P<num>quarter(?: |<HY>)(?:of a )?|half(?: |<HY>)(?:a )?)(?P<unit>century) (?P<way>ago|earlier|later)", century_part),
    rule("and-a-half-shift", "unit", _HEDGED + r"(?P<num>an?|<NUM>) (?:(?P<unit>year|century|decade|month)|and a half (?P<units>years|centuries|decades|months))(?(unit) and a half) (?P<way>ago|earlier|later)", half_shift),
    rule("bare-shift", "unit", r"(?P<unit>days|weeks|months|years|decades|centuries|hours|minutes) (?P<way>ago|earlier|later)", counted_shift),
    rule("year-ago", "unit", r"(?P<num>)(?P<unit>year|month|week)<HY>(?P<way>ago|earlier)", counted_shift),
    rule("year-ago-quarter", "unit", r"(?:the |its )?(?:year<HY>(?:earlier|ago)|prior<HY>year)(?: |<HY>)(?:fiscal )?(?:(?P<ord>first|second|third|fourth)(?: |<HY>))?(?P<unit>quarter|half|period|month|week)", year_ago_quarter),
    rule("latest-quarter", "unit", r"(?:the |its )?(?:latest|most recent|just<HY>ended) (?:fiscal )?(?P<unit>quarter|month|week)", latest_quarter),
    rule("day-beside", "unit daypart", r"the (?:very )?(?:day|night|evening|morning|afternoon) (?P<way>before|after)(?:" + BEFORE_END + r"|(?= (?:was|were|had|has|have)\b))", day_beside),
    rule("same-time", "ref", r"(?<=\bat\s)(?P<which>that|this|the same|the) time(?! (?:of|when|that|being|to|for|as)\b)", that_time),
    rule("within-day", "unit", r"(?:earlier|later|late|early)(?: on)? (?:in|that) (?:the )?day", within_day),
    rule("other-day", "unit", r"the other (?:day|night|week)", other_day),
)  # fmt: skip
