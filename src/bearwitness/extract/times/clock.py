# ruff: noqa: E501  a rule's pattern is read in one line
"""Rules for parts of a day: clock times, mornings and nights, today and tonight."""

from __future__ import annotations

import re
from dataclasses import replace

from ...model.dates import TimeType
from . import lexicon as words
from .dated import is_day, point
from .deictic import weekday_near
from .frame import Found, Frame, moved
from .grammar import Rule, rule
from .moment import Moment

# A day that a clock time or a part of the day may be told with; read by `day_said`.
_DAYS = (
    r"(?:(?P<deictic>today|yesterday|tomorrow)"
    r"|(?:(?P<way>last|next|this|this past) )?(?P<weekday><WEEKDAY>)(?:,? (?:the )?(?P<wday><DAY>)(?: of)? (?P<wmonth><MONTH>)|,? (?P<wmonth2><MONTH>) (?P<wday2><DAY>))?(?:,? (?P<wyear><YEAR>))?"
    r"|(?:the )?(?P<day><DAY>)(?: of)? (?P<month><MONTH>)(?:,? (?P<year><YEAR>))?"
    r"|(?P<month2><MONTH>) (?P<day2><DAY>)(?:,? (?P<year2><YEAR>))?)"
)
_CLOCK = (
    r"(?:(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>[0-5]\d))?(?::[0-5]\d)? ?(?P<ap>[ap]\.m\.?|[ap]m\b)"
    r"|(?P<h24>[01]?\d|2[0-4]):(?P<min24>[0-5]\d)(?::[0-5]\d)?(?: ?h(?:ou)?rs)?"
    r"|(?P<mil>(?:[01]\d|2[0-3])[0-5]\d)(?= ?(?:hours|hrs|GMT|UTC)\b)(?: hours| hrs)?"
    r"|(?P<oclock><NUM>) o['’]clock(?:(?: in the| at) (?P<half>morning|afternoon|evening|night))?"
    r"|(?P<word><HOURWORD>))"
    r"(?: (?:local time|GMT|UTC|EST|EDT|CST|CDT|MST|PST|PDT|BST|CET|KST|JST|ET|PT)(?!\w))?"
)
_SMALL_HOURS = 4  # "three o'clock at night" is after midnight
_ABOUT = r"(?:(?:about|around|nearly|almost|approximately|shortly before|shortly after|just before|just after) )?"
_PART = r"(?:(?:late|early)(?: in| on)? )?(?:the )?(?:early |late )?(?P<part><DAYPART>)(?: hours)?"


def _of_day(hour: int, groups: dict[str, str | None]) -> int:
    """The hour of 24, by the part of the day told with it: "8:30 Tuesday night" is 20."""
    half = groups.get("half") or groups.get("night") or ""
    later = half in ("afternoon", "evening") or (half == "night" and hour > _SMALL_HOURS)
    return hour + 12 if later and hour < 12 else hour


def _clock(m: re.Match[str]) -> str | None:
    """ "T14:30" of a match of _CLOCK."""
    groups = m.groupdict()
    if groups["word"]:
        return words.CLOCK_WORDS[words.squeezed(groups["word"])]
    if groups["mil"]:
        return f"T{groups['mil'][:2]}:{groups['mil'][2:]}"
    if groups["h24"]:
        return f"T{_of_day(int(groups['h24']), groups):02d}:{groups['min24']}"
    if groups["oclock"]:
        hour = int(words.number(groups["oclock"]) or 0)
        hour = _of_day(hour, groups)
        return f"T{hour:02d}:00" if hour <= 24 else None
    hour = int(groups["h"])
    if not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if groups["ap"][0].lower() == "p" else 0)
    return f"T{hour:02d}:{groups['min'] or '00'}"


_THIS_YEAR = re.compile(r",? (?:of )?this year\b")


def day_said(m: re.Match[str], f: Frame) -> tuple[Moment | None, str] | None:
    """The day named by the groups of _DAYS; None when there is none, or no such day."""
    g = m.groupdict()
    if g["deictic"]:
        return deictic_day(g["deictic"], m.start(), f)
    month = g["month"] or g["month2"] or g["wmonth"] or g["wmonth2"]
    if month:
        number = int(re.sub(r"\D", "", g["day"] or g["day2"] or g["wday"] or g["wday2"]))
        year = g["year"] or g["year2"] or g["wyear"]
        said, anchor = (
            (int(year), "absolute") if year else f.year(words.month(month), number, m.start())
        )
        if not year and f.now is not None and _THIS_YEAR.match(f.text, m.end()):
            said, anchor = f.now.year, f.anchor_of(f.now)
        if not is_day(said, words.month(month), number):
            return None
        return Moment("day", said, words.month(month), number), anchor
    if g["weekday"]:
        return weekday_near(words.weekday(g["weekday"]), g["way"] or "", m.start("weekday"), f)
    return None


def deictic_day(said: str, at: int, f: Frame) -> tuple[Moment | None, str]:
    """Today, yesterday or tomorrow; open inside a narrative's quotation."""
    if f.today is None or f.narrative:
        base = f.running_day if f.narrative and f.last and not f.in_quotes(at) else None
        if base is None:
            return Moment("day"), "previous"
    else:
        base = f.today
    step = {"yesterday": -1, "tomorrow": 1}.get(said.lower(), 0)
    return moved(base, step, "day"), f.anchor_of(base)


def with_clock(m: re.Match[str], f: Frame) -> Found | None:
    """A clock time, with the day told beside it or the day the text is on."""
    clock = _clock(m)
    if clock is None:
        return None
    told = day_said(m, f) if "weekday" in m.groupdict() else None
    if m.groupdict().get("which") in ("this", "last"):
        told = deictic_day("yesterday" if m["which"] == "last" else "today", m.start(), f)
    if told and told[0] is None and m["weekday"]:
        return _open_weekday(m, clock, told[1])
    day, anchor = told if told else (f.clock_day(m.start()), f.anchor_of(f.clock_day(m.start())))
    return _timed(m, day, clock, anchor)


def early_hours(m: re.Match[str], f: Frame) -> Found | None:
    """ "the early hours of Monday", "the small hours": its morning."""
    told = day_said(m, f)
    if told is None:
        if not m[0].lower().startswith("the "):
            return None
        return _timed(m, f.running_day, "TMO", f.anchor_of(f.running_day))
    if told[0] is None and m["weekday"]:
        return _open_weekday(m, "TMO", told[1])
    return _timed(m, told[0], "TMO", told[1])


def _open_weekday(m: re.Match[str], clock: str, anchor: str) -> Found:
    """The time on a weekday of no known week."""
    value = f"XXXX-WXX-{words.weekday(m['weekday'])}{clock}"
    return Found(m.start(), m.end(), TimeType.TIME, value, None, anchor)


def with_part(m: re.Match[str], f: Frame) -> Found | None:
    """A part of a day told with its day: "Friday morning", "the night of 14 March"."""
    part = words.squeezed(m["part"])
    told = day_said(m, f)
    if told is None:
        return None
    if told[0] is None and m["weekday"]:
        return _open_weekday(m, words.DAYPARTS[part], told[1])
    return _timed(m, told[0], words.DAYPARTS[part], told[1])


def relative_part(m: re.Match[str], f: Frame) -> Found | None:
    """ "this morning", "last night", "that evening", "the next morning"."""
    which, part = words.squeezed(m["which"]), words.DAYPARTS[words.squeezed(m["part"])]
    if which in ("last", "this", "tonight"):
        step = "yesterday" if which == "last" else "today"
        day, anchor = deictic_day(step, m.start(), f)
    else:
        base = f.running_day
        if base is not None and base.grain == "month" and not f.narrative:
            return point(m, replace(base, third=None), f.anchor_of(base))
        step_days = {
            "the next": 1,
            "the following": 1,
            "next": 1,
            "the previous": -1,
        }.get(which, 0)
        day, anchor = moved(base, step_days, "day"), f.anchor_of(base)
    return _timed(m, day, part, anchor)


_COMPOUND = re.compile(
    r"\b(?:election|caucus|primary|opening|wedding|fight|prom|match|date) $", re.I
)


_OFTEN = re.compile(r"\b(?:work(?:s|ed|ing)?|on|most|many|and|or|weekends?,?) $", re.IGNORECASE)


def bare_part(m: re.Match[str], f: Frame) -> Found | None:
    """ "in the morning": of the day the text is on."""
    said = words.squeezed(m["part"])
    named = m["part"][0].isupper() and not m["part"].isupper() and m.start("part") == m.start()
    if named or not f.tag(m.start("part")).startswith("NN"):
        return None
    if m.start() == m.start("part") and _COMPOUND.search(
        f.text[max(0, m.start() - 12) : m.start()]
    ):
        return None
    if said.endswith("s") and _OFTEN.search(f.text[max(0, m.start() - 14) : m.start()]):
        return Found(m.start(), m.end(), TimeType.SET, f"XXXX-XX-XX{words.DAYPARTS[said]}")
    base = f.clock_day(m.start()) if f.entry else f.running_day
    return _timed(m, base, words.DAYPARTS[said], f.anchor_of(base))


def tonight(m: re.Match[str], f: Frame) -> Found | None:
    """Tonight and overnight; what happened overnight did so in the night to the publication."""
    token = f.token(m.start())
    over = m[0].lower().endswith("overnight") and not f.narrative and f.tense(m.start()) == "past"
    over = over and token is not None and token.head.tag_ in ("VBD", "VBN")
    if over and f.last_day is not None and "\n\n" not in f.text[f.last_day_end : m.start()]:
        return _timed(m, f.last_day, "TNI", "previous")  # "seized on 15 January, held overnight"
    day, anchor = deictic_day("yesterday" if over else "today", m.start(), f)
    return _timed(m, day, "TNI", anchor)


_LONG_BEFORE = re.compile(
    r"\b(?:until recently|used to|once|(?:years?|decades?|generations?|century|centuries) (?:ago|earlier)"
    r"|(?:in|since|from|during|by) (?:the )?(?:(?:early|late|mid)[ -])?(?:1\d|20)\d\d?\ds?|in the past|century)\b",
    re.IGNORECASE,
)


def _is_these_days(m: re.Match[str], f: Frame) -> bool:
    """Whether "today" is the present against a long past: "Five years ago …; today fewer do"."""
    before = f.text[max(0, m.start() - 160) : m.start()]
    if m.start() != m.start("deictic") or not re.search(
        r"(?:^|[.;:!?,\n“\"]|\bbut|\band)\s*$", before
    ):
        return False
    following = f.token(m.end() + 1)
    while following is not None and following.pos_ not in ("VERB", "AUX"):
        if following.i + 1 >= len(f.doc) or following.text in ".;:!?":
            return False
        following = f.doc[following.i + 1]
    if following is None or following.tag_ not in ("VBP", "VBZ", "MD"):
        return False
    return following.lower_ not in ("will", "'ll", "shall") and bool(_LONG_BEFORE.search(before))


def plain_day(m: re.Match[str], f: Frame) -> Found | None:
    """Today, yesterday, tomorrow. "Today" in a narrative, outside quotations, is the present."""
    said = m["deictic"].lower()
    if said == "today" and (f.narrative or f.published is None) and not f.in_quotes(m.start()):
        return Found(m.start(), m.end(), TimeType.DATE, "PRESENT_REF")
    if said == "today" and not f.narrative and _is_these_days(m, f):
        return Found(m.start(), m.end(), TimeType.DATE, "PRESENT_REF")
    day, anchor = deictic_day(said, m.start(), f)
    beyond = m.groupdict().get("beyond")
    if beyond and day is not None:
        day = moved(day, -1 if beyond.lower() == "before" else 1, "day")
    return point(m, day, anchor) if day is not None else None


def _timed(m: re.Match[str], day: Moment | None, clock: str, anchor: str) -> Found:
    known = day.at("day") if day is not None and day.grain == "day" else (day or Moment("day"))
    moment = replace(known, grain="day", clock=clock, third=None, part=None)
    return point(m, moment, anchor)


RULES: tuple[Rule, ...] = (
    rule("clock-day", "digits daypart", _ABOUT + _CLOCK + r",? " + _DAYS + r"(?: (?P<night>morning|afternoon|evening|night))?", with_clock),
    rule("clock-part", "digits daypart", _ABOUT + _CLOCK + r" (?P<which>this|last|that) (?P<night>morning|afternoon|evening|night)", with_clock),
    rule("hours-of-day", "unit", r"(?:the )?(?:early|small|wee|predawn|pre<HY>dawn|early morning)(?: morning)? hours(?: (?:of|on) " + _DAYS + ")?", early_hours),
    rule("clock-on-day", "digits daypart", _ABOUT + _CLOCK + r"(?= (?:(?:local|[A-Z]\w+) time )?(?:\(\d{4} (?:GMT|UTC)\) )?(?:on )?" + _DAYS + ")", with_clock),
    rule("clock-to-clock-day", "digits daypart", _ABOUT + _CLOCK + r"(?= (?:and|to|until|till|or) [\d:.]{1,5} ?[ap]\.?m\.?,? (?:on )?" + _DAYS + ")", with_clock),
    rule("day-clock", "digits daypart", _DAYS + r"(?:,? | at )" + _CLOCK, with_clock),
    rule("clock", "digits daypart", _ABOUT + _CLOCK, with_clock),
    rule("day-part", "daypart", r"(?:(?:late|early|earlier|later) )?" + _DAYS + r" (?P<part><DAYPART>)", with_part),
    rule("part-of-day", "daypart", _PART + r"(?: of|,| on|) " + _DAYS, with_part),
    rule("relative-part", "daypart", r"(?:(?:late|early|earlier|later) )?(?P<which>this|last|that(?: same)?|the (?:same|next|following|previous)|next) "
         r"(?P<part><DAYPART>)", relative_part),
    rule("tonight", "daypart", r"(?:late )?(?:tonight|overnight)", tonight),
    rule("bare-part", "daypart", r"(?:(?:late|early|mid)(?: in the| |<HY>))?(?:the |one )?(?:early |late |wee )?(?P<part>mornings?|afternoons?|evenings?|nights?|dawn|dusk|nightfall)(?: hours)?",
         bare_part),
    rule("before-yesterday", "day", r"(?:the )?day (?P<beyond>before|after) (?P<deictic>yesterday|tomorrow)", plain_day),
    rule("day", "day", r"(?:(?:late|early|earlier|later) )?(?P<deictic>today|yesterday|tomorrow)", plain_day),
)  # fmt: skip
