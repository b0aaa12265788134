"""Rules for what the calendar names: days, months, years, seasons, quarters, decades, centuries."""

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
    r"|beginning of|start of|end of)(?: |<HY>)(?:the )?)?"
)
OF_YEAR = r"(?:,? of|,| in|) "
RELATIVE_YEAR = r"(?P<which>that|the same|that same|this|last|next|the following|the previous) year"
_NOT_YEAR_BEFORE = re.compile(
    r"(?:\b(?:room|resolution|route|flight|bus|highway|number|no\.?|nos\.?|page|p\.|pp\.|article|act"
    r"|section|unit|channel|model|boeing|airbus|windows|code|case|law|order|decree|chapter|line|post"
    r"|postcode|zip|tel\.?|phone|ext\.?|some|about|than|over|nearly|least|most|almost|approximately"
    r"|roughly|exactly|only|another|around|least|up to|grid|regulation|directive|paragraph|hotel|gate)"
    r"|[#$£€+(]|\d[ -])[ \t]*$",
    re.IGNORECASE,
)
_NOT_YEAR_AFTER = re.compile(
    r"\s*(?:%|percent|per cent|hours|hrs|people|men|women|troops|soldiers|metres|meters|km|kilomet"
    r"|miles|feet|tons|tonnes|pounds|dollars|euros|yuan|won|kg|mm|cm|m\b|ft\b|GMT|UTC|points|votes"
    r"|members|years|days|degrees|acres|hectares|[-‐–—]?\d{3,}[-‐–—]\d|(?:[-‐–—]\w+)?[-‐–—](?:foot|metre|meter"
    r"|mile|strong|man|ton|year|seat|page))",
    re.IGNORECASE,
)


def third_of(m: re.Match[str]) -> str | None:
    """early, mid or late from the group `third`."""
    said = m.groupdict().get("third")
    if not said:
        return None
    said = words.squeezed(said)
    if said.startswith(("early", "earlier", "the beg", "beg", "the start", "start", "the early")):
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
    before = None
    for before in _MONTH_BEFORE.finditer(f.text, max(0, m.start() - 24), m.start()):
        continue
    if before is None or f.text[before.end() : m.start()].strip() not in ("-", "–", "—"):
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
    if said == "march" and not _BEFORE_MONTH.search(f.text[: m.start()][-9:]):
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
    r"(?:^|[(.,;:\n]|\b(?:in|by|until|till|since|of|to|from|during|and|for|or|through|between|before|after))\s*$",
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


def year_date(m: re.Match[str], f: Frame) -> Found | None:
    """A year alone, kept apart from quantities, rooms, resolutions and the like."""
    year = year_of(m)
    if year is None or not _is_year(m, f, year):
        return None
    return point(m, Moment("year", year, third=third_of(m)))


def _is_year(m: re.Match[str], f: Frame, year: int) -> bool:
    if m.groupdict().get("bc") or m.groupdict().get("sure") or third_of(m):
        return True
    text = f.text
    before, after = text[max(0, m.start() - 16) : m.start()], text[m.end() : m.end() + 20]
    if _NOT_YEAR_AFTER.match(after):
        return False
    if _NOT_YEAR_BEFORE.search(before) and not re.search(r"\(\s*$|(?<!\d)(?:1\d|20)\d\d-$", before):
        return False
    if not 1000 <= year <= 2100 or (year < 1500 and not _after_preposition(before)):
        return False
    token = f.token(m.start("year"))
    if token is None or token.i + 1 >= len(f.doc):
        return True
    head = f.doc[token.i + 1]
    return not (head.tag_ == "NNS" and head.is_lower and head.pos_ == "NOUN" and not _after_preposition(before)
                and head.lower_ not in ("elections", "riots", "protests", "talks", "games", "attacks",
                                        "floods", "sanctions", "figures", "results", "polls"))  # fmt: skip


def _after_preposition(before: str) -> bool:
    said = before.rstrip().rsplit(None, 1)[-1:] or [""]
    return said[0].lower() in ("in", "since", "by", "until", "till", "from", "during", "of", "before",
                               "after", "year", "through", "to", "between")  # fmt: skip


def bare_bc_year(m: re.Match[str], f: Frame) -> Found | None:
    """ "in 480" in a text about years before Christ."""
    if not f.is_before_christ or not _after_preposition(f.text[max(0, m.start() - 16) : m.start()]):
        return None
    token = f.token(m.start())
    following = f.doc[token.i + 1] if token is not None and token.i + 1 < len(f.doc) else None
    if following is not None and following.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    return point(m, Moment("year", -int(m["year"])))


def short_year(m: re.Match[str], f: Frame) -> Found | None:
    """The end of "1939-45", or '89."""
    first = m.groupdict().get("from")
    base = int(first) if first else (f.running.year if f.running and f.running.year else None)
    if base is None:
        return None
    year = base // 100 * 100 + int(m["yy"])
    if first and year <= base:
        return None
    if not first and f.published and not f.narrative:
        year = year if year <= base + 10 else year - 100
    return point(m, Moment("year", year))


def season_date(m: re.Match[str], f: Frame) -> Found | None:
    """A season, its year written or taken from the frame."""
    said = words.squeezed(m["season"])
    part = words.SEASON_WORDS[said]
    year, anchor = year_of(m), "absolute"
    if year is None and m.groupdict().get("which"):
        year, anchor = relative_year(m, f)
    elif year is None:
        if not _is_season(m, f, said):
            return None
        base = f.now
        year, anchor = (base.year if base else None), f.anchor_of(base)
    return point(m, Moment("season", year, part=part, third=third_of(m)), anchor)


def _is_season(m: re.Match[str], f: Frame, said: str) -> bool:
    if not f.tag(m.start("season")).startswith("N"):
        return False
    after = f.text[m.end() : m.end() + 4]
    if said in ("fall", "spring") and m["season"] == m[0]:
        return bool(
            re.search(r"(?:in|this|last|next|that|every|same)\s+$", f.text[: m.start()][-8:])
        )
    if said == "fall":
        return not after.startswith(" of") and bool(
            re.search(r"\b(?:in|during|by|until|since)\s+$", f.text[: m.start()][-8:])
        )
    return True


def quarter_date(m: re.Match[str], f: Frame) -> Found | None:
    """A quarter or half, of a written year or of the frame's."""
    groups = m.groupdict()
    grain = "half" if groups.get("half") else "quarter"
    said = groups.get("q") or groups.get("ord") or groups.get("half") or ""
    part = {"latter": 2, "last": 4, "final": 4, "opening": 1}.get(
        words.squeezed(said)
    ) or words.ordinal(said)
    if part is None or part > (2 if grain == "half" else 4):
        return None
    year, anchor = year_of(m), "absolute"
    if year is None and groups.get("which"):
        year, anchor = relative_year(m, f)
    elif year is None:
        base = f.now
        year, anchor = (base.year if base else None), f.anchor_of(base)
        now = base.at("quarter") if base and base.days else None
        if (
            grain == "quarter"
            and now is not None
            and year
            and part > int(now.part or 4)
            and f.tense(m.start()) == "past"
        ):
            year -= 1
    return point(m, Moment(grain, year, part=part), anchor)


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


def half_month(m: re.Match[str], f: Frame) -> Found | None:
    """ "the first half of June": the month in TIMEX3."""
    found = month_date(m, f)
    return found


def decade_date(m: re.Match[str], f: Frame) -> Found | None:
    """A decade in figures or words; "the nineties" in the frame's or the last century."""
    said = m.groupdict().get("full")
    if said:
        year = int(said) if not m.groupdict().get("bc") else -int(said)
    else:
        tens = int(m["tens"]) if m["tens"] else words.DECADES[words.squeezed(m["word"])]
        base = f.running
        if base is None or base.year is None:
            year = 1900 + tens
        else:
            year = base.year // 100 * 100 + tens
            year -= 100 if year > base.year else 0
    return point(m, Moment("decade", year, third=third_of(m)))


def century_date(m: re.Match[str], _: Frame) -> Found | None:
    """The nineteenth century is 1800 to 1899, as TIMEX3 has it ("18")."""
    which = words.ordinal(m["ord"])
    if which is None or not 1 <= which <= 30:
        return None
    year = -(which - 1) * 100 if m["bc"] else (which - 1) * 100
    return point(m, Moment("century", year or 1, third=third_of(m))) if year else None


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
    if base is None or not is_day(base.year, base.month, day):
        return None
    return point(m, Moment("day", base.year, base.month, day), f.anchor_of(base))


def fiscal_year(m: re.Match[str], _: Frame) -> Found | None:
    """Fiscal 2019: the year it is named after; whose fiscal year it is, the text does not say."""
    year = int(m["year"])
    return point(m, Moment("year", year + (2000 if year < 100 else 0)))


_DAY_FIRST = r"(?:the )?(?P<day><DAY>)(?: day)?(?: of)? (?:early )?(?P<month><MONTH>)"
_MONTH_FIRST = r"(?P<month><MONTH>) (?:the )?(?P<day><DAY>)"
_YEAR = r"(?P<year><YEAR>|\d{1,4}(?= ?<BC>))(?: (?P<bc><BC>))?"
_WEEKDAY = r"(?:<WEEKDAY>,? (?:the )?)?"
_TO = r"(?: ?<HY> ?| and | to | or | through | until |, )"

RULES: tuple[Rule, ...] = (
    rule("iso", "digits", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T\x20](?P<clock>\d\d:\d\d)(?::\d\d)?)?",
         iso_date, True),
    rule("slashed", "digits", r"(?P<a>\d\d?)(?P<sep>[/.])(?P<b>\d\d?)(?P=sep)(?P<y>\d{4}|\d\d)",
         slashed, True),
    rule("dmy", "month", _WEEKDAY + _DAY_FIRST + r"(?:,? (?:in )?|,)" + _YEAR, full_date, True),
    rule("mdy", "month", _WEEKDAY + _MONTH_FIRST + r"(?:,? (?:of )?|,)" + _YEAR, full_date, True),
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
    rule("my", "month", THIRD + r"(?:the month of )?(?P<month><MONTH>)(?:,? of|,|) " + _YEAR, month_date, True),
    rule("m-to-my", "month", THIRD + r"(?P<month><MONTH>)(?=" + _TO + r"(?:(?:early|mid|late)(?: |<HY>))?<MONTH>,? (?P<year><YEAR>))",
         month_date),
    rule("m-that-year", "month", THIRD + r"(?P<month><MONTH>)" + OF_YEAR + RELATIVE_YEAR, month_date),
    rule("half-month", "month", r"the (?:first|second|latter) half of (?P<month><MONTH>)(?:,? (?P<year><YEAR>))?",
         half_month),
    rule("m", "month", THIRD + r"(?:the month of )?(?P<month><MONTH>)", month_date),
    rule("season-year", "season", r"(?:the )?" + THIRD + r"(?:the )?(?P<season><SEASON>)(?:,? of|,|) (?:the year )?" + _YEAR,
         season_date, True),
    rule("season-that-year", "season", r"(?:the )?" + THIRD + r"(?P<season><SEASON>)" + OF_YEAR + RELATIVE_YEAR,
         season_date),
    rule("season", "season", r"(?:the )?" + THIRD + r"(?:the )?(?P<season><SEASON>)", season_date),
    rule("quarter-year", "unit", r"(?:the )?(?P<ord>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))(?: |<HY>)"
         r"(?:fiscal |calendar )?quarter(?:(?: of| in)?(?: fiscal)? (?P<year><YEAR>))?", quarter_date),
    rule("quarter-that-year", "unit", r"(?:the )?(?P<ord>first|second|third|fourth|last|final)(?: |<HY>)quarter of "
         + RELATIVE_YEAR, quarter_date),
    rule("q", "digits", r"Q(?P<q>[1-4])(?:(?: of)?,? (?P<year><YEAR>))?", quarter_date),
    rule("half-year", "digits unit", r"(?:the )?(?P<half>first|second|latter) half(?: of| in)? (?:the year )?(?P<year><YEAR>)",
         quarter_date, True),
    rule("half-that-year", "unit", r"(?:the )?(?P<half>first|second|latter) half of (?:" + RELATIVE_YEAR + "|the year)",
         quarter_date),
    rule("fiscal", "digits unit", r"(?:the )?(?:fiscal(?: year)?|financial year|FY) ?(?P<year><YEAR>|\d\d)", fiscal_year, True),
    rule("decade", "digits", r"(?:the )?" + THIRD + r"(?:the )?(?P<full>\d{2,3}0)['’]?s(?: (?P<bc><BC>))?", decade_date),
    rule("short-decade", "digits decade", r"(?:the )?" + THIRD
         + r"(?:(?<=the\s)|(?<=early\s)|(?<=late\s)|(?<=mid.)|(?=['’]))(?:['’]?(?P<tens>[1-9]0)['’]?s|(?P<word><DECADEWORD>))", decade_date),
    rule("century", "unit", r"(?:the )?" + THIRD + r"(?:the )?(?P<ord><ORD>)(?: |<HY>)centur(?:y|ies)(?: (?P<bc><BC>))?",
         century_date),
    rule("bc-year", "digits", r"(?P<year>\d{1,4})(?: |<HY>)?(?P<bc><BC>)", year_date, True),
    rule("to-bc-year", "digits", r"(?P<year>\d{1,4})(?= ?(?:<HY>|to|or|and|until) ?\d{1,4} ?(?P<bc><BC>))", year_date, True),
    rule("bare-bc-year", "digits", r"(?P<year>[1-9]\d\d)", bare_bc_year),
    rule("ad-year", "digits", r"(?:(?P<sure>AD|A\.D\.) )(?P<year>\d{1,4})", year_date, True),
    rule("the-year", "digits", THIRD + r"(?:the years? )(?P<sure>)(?P<year><YEAR>)", year_date, True),
    rule("year", "digits", THIRD + r"(?P<year><YEAR>)", year_date, True),
    rule("in-month", "month unit", r"(?:the )?(?P<ord>first|second|third|fourth|fifth|last|final) (?P<unit>week|weekend|day) (?:of|in) (?P<month><MONTH>)(?:,? (?P<year><YEAR>))?",
         in_month),
    rule("short-year", "hyphen", r"(?<=\d\d\d\d<HY>)(?P<yy>\d\d)", lambda m, f: _range_end(m, f)),
    rule("apostrophe-year", "digits", r"['’](?P<yy>\d\d)", short_year),
    rule("bare-day", "digits", r"the (?P<day><DAY>)(?<=[a-z])", bare_day),
)  # fmt: skip


def _range_end(m: re.Match[str], f: Frame) -> Found | None:
    base = int(f.text[m.start() - 5 : m.start() - 1])
    year = base // 100 * 100 + int(m["yy"])
    return point(m, Moment("year", year)) if year > base and 1000 <= base <= 2100 else None
