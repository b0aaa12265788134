# ruff: noqa: E501  a rule's pattern is read in one line
"""Rules for lengths and repetitions: durations, ages, sets. None of them fills a claim's `when`."""

from __future__ import annotations

import re

from ...model.dates import TimeType
from . import lexicon as words
from .frame import Found, Frame
from .grammar import Rule, rule

_YEARS = {"DE": 10, "CE": 100}


def duration_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: P2Y, PT3H, PXM; a fortnight is P2W."""
    code = words.UNIT_CODES[unit]
    if unit == "fortnight":
        count = None if count is None else count * 2
    if count is not None and count % 1 and code in _YEARS:  # half a century is fifty years
        count, code = count * _YEARS[code], "Y"
    said = "X" if count is None else f"{count:g}"
    return f"PT{said}{code[2:]}" if code.startswith("T-") else f"P{said}{code}"


def _found(m: re.Match[str], value: str, kind: TimeType = TimeType.DURATION) -> Found:
    return Found(m.start(), m.end(), kind, value)


def counted(m: re.Match[str], f: Frame) -> Found | None:
    """ "two years", "the last 10 days", "a three-day", "nearly four weeks"."""
    groups = m.groupdict()
    unit = words.unit(m["unit"])
    count = words.number(m["num"])
    if count is None or (
        unit == "second" and words.squeezed(m["unit"]) == "second" and not _is_length(m, f)
    ):
        return None
    if unit == "quarter" and f.text[m.end() : m.end() + 4].strip().startswith("of"):
        return None
    if groups.get("half") or groups.get("and"):
        count += 0.5
    kind = TimeType.SET if _is_rate(m, f) else TimeType.DURATION
    start = m.start("num") if _is_preposition(m, f) else m.start()
    return Found(start, m.end(), kind, duration_value(count, unit))


_A_SECOND = re.compile(
    r"(?:\b(?:times|fractions? of|tenths? of|thousandths? of))\s+$", re.IGNORECASE
)


def _is_length(m: re.Match[str], f: Frame) -> bool:
    """Whether "a second" is how long and no ordinal: "less than a second", "a 30-second spot"."""
    if m[0][-7] in "-‐‑":
        return True
    following = f.token(m.end() + 1)
    if following is not None and following.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        return False
    said = (m.groupdict().get("hedge") or "").lower()
    return "than" in said or bool(_A_SECOND.search(f.text[max(0, m.start() - 16) : m.start()]))


_AMOUNT_BEFORE = re.compile(
    r"(?:^|\b(?:for|after|in|of|by|within|from|to|than|lasts?|lasted|took|takes?|spent|spend|is|was|been|be"
    r"|and|or|years?|just|waited|served|with|[a-z]+ing)|[,;(])\s*$",
    re.IGNORECASE,
)


def _is_preposition(m: re.Match[str], f: Frame) -> bool:
    """Whether "over" is no hedge: "killed 800 people over | four decades"."""
    said = m.groupdict().get("hedge")
    if not said or said.lower() not in ("over", "under") or m.start() != m.start("hedge"):
        return False
    before = f.text[max(0, m.start() - 16) : m.start()]
    return not before.strip() or not _AMOUNT_BEFORE.search(before)


def _is_rate(m: re.Match[str], f: Frame) -> bool:
    """Whether "a year" is said of a rate: "$2 a year", "twice a week"."""
    if m["num"].lower() not in ("a", "an") or m.start() != m.start("num"):
        return False
    before = f.text[max(0, m.start() - 48) : m.start()].rstrip()
    if re.search(
        r"(?:\d|million|billion|once|twice|times|percent|cents|dollars|euros|hours?|days?|minutes)$",
        before,
    ):
        return True
    return bool(_SO_MANY.search(before)) and not _SHIFTED.match(f.text, m.end())


_SO_MANY = re.compile(  # "130 flights", "12,000 barrels of oil", "two or three calls"
    r"(?:\b\d[\d,.]*|\b(?:"
    + words.any_of(words.NUMBERS)
    + r"|hundreds|thousands|dozens|million|billion))"
    r"(?:[\s-]+(?!(?:after|for|in|on|at|over|within|to|by|and|since)\b)[a-z-]+){0,2}\s[a-z]+s(?:\sof\s[a-z]+)?$",
    re.IGNORECASE,
)
_SHIFTED = re.compile(r"\s+(?:after|before|later|earlier|ago|from|prior|of|in|into|hence)\b")


def told_count(m: re.Match[str], f: Frame) -> Found | None:
    """ "the last two years"; "will last two years" has a verb there."""
    return None if f.tag(m.start()).startswith("VB") else counted(m, f)


_SIZES = ("year", "month", "day", "hour", "minute", "second")  # ISO 8601 adds weeks to nothing


def added(m: re.Match[str], _: Frame) -> Found | None:
    """ "two years and three months", "27 minutes 14 seconds": P2Y3M, PT27M14S."""
    parts = [(words.number(m[f"num{i}"]), words.unit(m[f"unit{i}"])) for i in (1, 2)]
    if m["num3"]:
        parts.append((words.number(m["num3"]), words.unit(m["unit3"])))
    ranks = [_SIZES.index(unit) for _, unit in parts]
    if any(count is None for count, _ in parts) or ranks != sorted(set(ranks)):
        return None
    whole = "".join(duration_value(n, u)[1:] for n, u in parts if not _of_the_clock(u))
    clock = "".join(duration_value(n, u)[2:] for n, u in parts if _of_the_clock(u))
    return _found(m, f"P{whole}" + (f"T{clock}" if clock else ""))


def _of_the_clock(unit: str) -> bool:
    return words.UNIT_CODES[unit].startswith("T-")


def half_unit(m: re.Match[str], _: Frame) -> Found | None:
    """ "half an hour" is 30 minutes, "half a year" six months."""
    unit = words.unit(m["unit"])
    value = {"hour": "PT30M", "day": "PT12H", "month": "P15D", "year": "P6M"}.get(unit)
    return _found(m, value or duration_value(0.5, unit))


def vague(m: re.Match[str], f: Frame) -> Found | None:
    """ "several years", "a few days", "the coming weeks"; "twice in as many weeks" is not."""
    if re.search(r"\bas\s+$", f.text[max(0, m.start() - 4) : m.start()], re.IGNORECASE):
        return None
    return _found(m, duration_value(None, words.unit(m["unit"])))


def bare(m: re.Match[str], f: Frame) -> Found | None:
    """ "for years", "months of talks"."""
    before = f.text[max(0, m.start() - 12) : m.start()].rstrip().rsplit(None, 1)[-1:]
    if before and re.search(r"[\d'’-]$", before[0]):
        return None
    return _found(m, duration_value(None, words.unit(m["unit"])))


def past_or_future(m: re.Match[str], _: Frame) -> Found | None:
    """ "in recent years", "these days", "the coming months"."""
    which = words.squeezed(m["which"])
    value = {"recent": "PAST_REF", "these": "PRESENT_REF"}.get(which.split()[-1], "FUTURE_REF")
    return _found(m, value, TimeType.DATE)


def span_without_number(m: re.Match[str], _: Frame) -> Found | None:
    """ "the past decade", "the next century": a length, not a date."""
    return _found(m, duration_value(1, words.unit(m["unit"])))


def span_after_preposition(m: re.Match[str], _: Frame) -> Found | None:
    """ "over the next year": a length where "the next year" alone is a date."""
    value = duration_value(1, words.unit(m["unit"]))
    return Found(m.start("the"), m.end(), TimeType.DURATION, value)


def age(m: re.Match[str], f: Frame) -> Found | None:
    """ "27-year-old", "aged 14", "22 years of age"."""
    groups = m.groupdict()
    count = words.number(m["num"])
    if count is None or (not groups.get("unit") and not 0 < count < 120):
        return None
    said = f.text[m.end() : m.end() + 6]
    if not groups.get("unit") and re.match(r"\s?[-–%]|\s(?:to|and)\s", said):
        return None
    return _found(
        m,
        duration_value(count, words.unit(groups["unit"]) if groups.get("unit") else "year"),
    )


def repeated(m: re.Match[str], _: Frame) -> Found | None:
    """ "every two weeks", "each year", "per day"."""
    groups = m.groupdict()
    count = words.number(groups["num"]) if groups.get("num") else 1
    if groups.get("other"):
        count = 2
    return _found(m, duration_value(count, words.unit(m["unit"])), TimeType.SET)


def repeated_day(m: re.Match[str], _: Frame) -> Found | None:
    """ "every Sunday", "on Fridays"."""
    said = words.squeezed(m["weekday"])
    number = words.WEEKDAYS.get(said, 0) or words.WEEKDAYS[said.rstrip("s")]
    return _found(m, f"XXXX-WXX-{number}", TimeType.SET)


def repeated_season(m: re.Match[str], _: Frame) -> Found | None:
    """ "every winter"."""
    return _found(m, f"XXXX-{words.SEASON_WORDS[words.squeezed(m['season'])]}", TimeType.SET)


def repeated_month(m: re.Match[str], _: Frame) -> Found | None:
    """ "every April"."""
    return _found(m, f"XXXX-{words.month(m['month']):02d}", TimeType.SET)


def whole(m: re.Match[str], _: Frame) -> Found | None:
    """ "all day", "the whole week": how long."""
    return _found(m, duration_value(1, words.unit(m["unit"])))


def repeated_part(m: re.Match[str], _: Frame) -> Found | None:
    """ "every morning"."""
    return _found(m, f"XXXX-XX-XX{words.DAYPARTS[words.squeezed(m['part'])]}", TimeType.SET)


def adverb(m: re.Match[str], f: Frame) -> Found | None:
    """ "daily", "annual"; part of a name ("the Daily …") is not one."""
    if m[0][0].isupper() and not _starts_sentence(m.start(), f):
        return None
    return _found(m, words.SETS[words.squeezed(m["adverb"])], TimeType.SET)


def _starts_sentence(at: int, f: Frame) -> bool:
    token = f.token(at)
    return token is not None and token.is_sent_start is True and token.tag_ != "NNP"


_HEDGED = r"(?:(?:(?P<hedge><HEDGE>)) )?"
_ADJ = (r"(?:(?:more|full|consecutive|straight|whole|long|short|short|additional|extra|further|successive|entire|solid"
        r"|or so|other|calendar|business|working|fiscal|hard|bloody|brutal|difficult) )?")  # fmt: skip
_WAYS = r"(?:(?:the|his|her|its|their|our|this) )?(?:(?:past|last|next|first|coming|previous|following|final|preceding|initial|remaining|subsequent|intervening|ensuing|other) )"
_AND = r"(?:,? and |, | )"
_UNIT_HY = r"(?P<unit>second|minute|hour|day|night|week|month|year|decade|century)"

RULES: tuple[Rule, ...] = (
    rule("age-old", "unit", r"(?P<num><NUM>)(?:<HY>| )" + r"(?P<unit>year|month|week|day)s?(?:<HY>| )olds?", age),
    rule("of-age", "unit", r"(?P<num><NUM>) (?P<unit>years) of age", age),
    rule("aged", "age", r"(?:aged|age|age of|ages|the age of) (?P<num><NUM>)", age),
    rule("added", "unit", r"(?:<HEDGE> )?" + _AND.join(rf"(?P<num{i}><NUM>) (?P<unit{i}>(?:year|month|day|hour|minute|second)s?)" for i in (1, 2)) + r"(?:" + _AND
         + r"(?P<num3><NUM>) (?P<unit3>(?:month|day|hour|minute|second)s?))?(?! (?:old|of age|ago|later|earlier)\b)", added),
    rule("such-period", "unit", r"(?:an?|the|that|this|any|each|one)(?: same)? (?P<num><NUM>)(?:<HY>| )" + _UNIT_HY + r" (?:period|span|stretch|interval)", counted),
    rule("hyphened", "unit", r"(?P<num><NUM>|a|one)<HY>" + _UNIT_HY + r"(?:<HY>long| long)?", counted),
    rule("unit-long", "unit", r"(?P<unit>hour|day|week|month|year|decade|century|centurie)s?(?:<HY>(?:long|old)|long)", lambda m, _: _found(m, _long(m))),
    rule("counted", "unit daypart", r"(?!(?:the|his|her) <NUM> years? old\b)(?:(?:the|these|those|his|her|its|their|another|an additional) )?" + _HEDGED + r"(?P<num><NUM>|a single|another)(?:(?:<HY>| )plus|\+)? (?P<and>and a half )?"
         + _ADJ + r"(?P<unit><UNIT>)(?: and a (?P<half>half))?(?! olds?\b)", counted),
    rule("joined", "unit digits", _HEDGED + r"(?<![:.])(?P<num>\d{1,3}(?:\.\d)?)(?P<unit>hrs?|mins?|secs?|yrs?|wks?|mths?)", counted),
    rule("first-of-two", "unit", _HEDGED + r"(?P<num><NUM>)(?=(?: to | or | ?<HY> ?)<NUM> " + _ADJ + r"(?P<unit><UNIT>))", counted),
    rule("and-half", "unit", _HEDGED + r"(?P<num><NUM>)(?P<half>) and (?:a )?half (?P<unit><UNIT>)", lambda m, _: _half(m)),
    rule("article", "unit", _HEDGED + r"(?P<num>an?|another|a single|a full|one) " + _ADJ + r"(?P<unit>second|minute|hour|day|week|weekend|fortnight|month|year|decade|century)(?!<HY>)(?: and a (?P<half>half))?", counted),
    rule("half-an-hour", "unit", r"(?:<HEDGE> )?half (?:an?|of an?) (?P<unit>hour|day|month|year|decade|century)", half_unit),
    rule("quarter-century", "unit", _HEDGED + r"(?:an? |the last |the past )?quarter(?: of a |<HY>| )century", lambda m, _: _found(m, "P25Y")),
    rule("half-hour", "unit", r"half<HY>(?P<unit>hour|day|year|century)", half_unit),
    rule("times-a-week", "unit", r"(?:once|twice|(?:<NUM>|several|many) times) (?:an?|each|every|per) (?P<unit>second|minute|hour|day|week|month|year|decade)", repeated),
    rule("ways-counted", "unit daypart", _WAYS + _HEDGED + r"(?P<num><NUM>)(?:(?:<HY>| )plus|\+)? " + _ADJ + r"(?P<unit><UNIT>)", told_count),
    rule("recent-years", "unit", r"(?P<which>(?:(?:the )?(?:more |most )?recent|these)) (?:few )?(?:days|weeks|months|years|decades)", past_or_future),
    rule("ways-range", "unit", _WAYS + r"(?P<num><NUM>)(?: to | or | ?<HY> ?)<NUM> " + _ADJ + r"(?P<unit><UNIT>)", vague),
    rule("ways-vague", "unit", _WAYS + r"(?P<vague>few|several|couple of|many|) ?(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)", vague),
    rule("past-decade", "unit", r"(?:the )(?:past|last|next|coming) (?P<unit>decade|century)", span_without_number),
    rule("past-year", "unit", r"the past (?P<unit>hour|day|week|weekend|month|quarter|year)", span_without_number),
    rule("for-the-next-year", "unit", r"(?:for|over|during|within|throughout) (?P<the>the (?:last|next|coming)) (?P<unit>hour|day|week|month|year)(?!['’])",
         span_after_preposition),
    rule("vague", "unit daypart", r"(?:(?:the|these|those|his|her|its|their|only|just) )?(?P<vague><VAGUE>|the|those|his|her|its|their) " + _ADJ
         + r"(?P<unit>seconds|minutes|hours|days|nights|weeks|months|years|decades|centuries)(?!<HY>)", vague),
    rule("all-day", "unit", r"(?:all|(?:the |this )?whole) (?P<unit>day|night|week|weekend|month|year)(?!<HY>)", whole),
    rule("every-season", "season", r"(?:every|each) (?P<season><SEASON>)", repeated_season),
    rule("every-month", "month", r"(?:every|each) (?P<month><MONTH>)", repeated_month),
    rule("bare", "unit", r"(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)", bare),
    rule("every-few", "unit", r"every (?:few|couple of|several) (?P<unit><UNIT>)", lambda m, _: _found(m, duration_value(None, words.unit(m["unit"])), TimeType.SET)),
    rule("every", "unit", r"(?:every|each)(?: single)? (?:(?P<num><NUM>) |(?P<other>other ))?(?:fiscal |calendar |working |school )?(?P<unit><UNIT>)", repeated),
    rule("per", "unit", r"(?:per) (?P<unit>second|minute|hour|day|week|month|quarter|year|decade|century)", repeated),
    rule("every-day", "weekday", r"(?:every|each) (?P<weekday><WEEKDAY>)s?", repeated_day),
    rule("sundays", "weekday", r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)days)", repeated_day),
    rule("every-part", "daypart", r"(?:every|each) (?P<part><DAYPART>)", repeated_part),
    rule("adverb", "set", r"(?P<adverb>" + words.any_of(words.SETS) + ")", adverb),
)  # fmt: skip


def _half(m: re.Match[str]) -> Found | None:
    count = words.number(m["num"])
    return (
        _found(m, duration_value(count + 0.5, words.unit(m["unit"]))) if count is not None else None
    )


def _long(m: re.Match[str]) -> str:
    plural = m[0].lower().startswith(m["unit"].lower() + "s")
    return duration_value(None if plural else 1, words.unit(m["unit"].replace("ie", "y")))
