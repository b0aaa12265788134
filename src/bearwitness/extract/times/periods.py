# ruff: noqa: E501  a rule's pattern is read in one line
"""Rules for longer stretches: years, seasons, quarters and halves, decades, centuries."""

from __future__ import annotations

import re

from . import lexicon as words
from .dated import (
    OF_YEAR,
    RELATIVE_YEAR,
    THIRD,
    YEAR,
    point,
    relative_year,
    third_of,
    year_of,
)
from .frame import Found, Frame
from .grammar import Rule, rule
from .moment import SEASONS, Moment

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


def year_date(m: re.Match[str], f: Frame) -> Found | None:
    """A year alone, kept apart from quantities, rooms, resolutions and the like."""
    year = year_of(m)
    if year is None or not _is_year(m, f, year) or _is_of_an_event(m, f):
        return None
    return point(m, Moment("year", year, third=third_of(m)))


def _is_of_an_event(m: re.Match[str], f: Frame) -> bool:
    """Whether "the start of the 2016 season" has the season's start and not the year's."""
    if not re.search(r"\bof the 1?\d+$", m[0]):
        return False
    token = f.token(m.start("year"))
    return token is not None and token.head.i > token.i


def _is_year(m: re.Match[str], f: Frame, year: int) -> bool:
    if m.groupdict().get("bc") or m.groupdict().get("sure") or third_of(m):
        return True
    text = f.text
    before, after = (
        text[max(0, m.start() - 16) : m.start()],
        text[m.end() : m.end() + 20],
    )
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
        if base is not None and year is not None and _lies_behind(part, base, m.start(), f):
            year -= 1
    return point(m, Moment("season", year, part=part, third=third_of(m)), anchor)


def _lies_behind(part: str, today: Moment, at: int, f: Frame) -> bool:
    """Whether a season not yet begun on the publication day is last year's, by the tense."""
    begins = SEASONS[part][0]
    return not f.narrative and (today.month or 12) < begins and f.tense(at) == "past"


def _is_season(m: re.Match[str], f: Frame, said: str) -> bool:
    if not f.tag(m.start("season")).startswith("N"):
        return False
    after = f.text[m.end() : m.end() + 4]
    if said in ("spring", "fall") and after.startswith(" of "):
        return False
    if m["season"][0].isupper() and after[1:2].isupper() and not f.narrative:
        return False
    token = f.token(m.start("season"))
    named = token is not None and token.dep_ == "compound" and token.head.i > token.i
    if named and said in ("fall", "spring") and m["season"][0].islower():
        return True  # "a spring offensive"
    if said == "fall" or (said == "spring" and m["season"] == m[0]):
        before = f.text[max(0, m.start() - 12) : m.start()]
        return bool(_SEASON_BEFORE.search(before))
    return True


_SEASON_BEFORE = re.compile(
    r"\b(?:in|this|last|next|that|every|same|during|by|until|since|throughout|over)\s+$",
    re.IGNORECASE,
)


def quarter_date(m: re.Match[str], f: Frame) -> Found | None:
    """A quarter or half, of a written year or of the frame's."""
    groups = m.groupdict()
    grain = "half" if groups.get("half") else "quarter"
    said = groups.get("q") or groups.get("ord") or groups.get("half") or ""
    if (
        grain == "quarter"
        and words.squeezed(said) == "last"
        and not (m["year"] if "year" in groups else "which" in groups)
    ):
        return None  # "lost money last quarter": the one before, and not the fourth
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
        ahead = f.text[max(0, m.start() - 4) : m.start()].lower() == "for "
        now = base.at("quarter") if base and base.days else None
        if (
            grain == "quarter"
            and now is not None
            and year
            and (
                part > int(now.part or 4)
                if (tense := f.tense(m.start())) == "past"
                else part > int(now.part or 4) + 1 and tense != "future"
            )
            and not ahead
        ):
            year -= 1
    return point(m, Moment(grain, year, part=part, third=third_of(m)), anchor)


def month_quarter(m: re.Match[str], f: Frame) -> Found | None:
    """ "the March quarter": the three months that end with it, as reports of companies say."""
    month = words.month(m["month"])
    year, anchor = f.year(month, None, m.start("month"))
    size = {"quarter": 3, "half": 6}[m["unit"].lower()]
    if month % size:
        return None
    return point(m, Moment(m["unit"].lower(), year, part=month // size), anchor)


_OF_BUSINESS = re.compile(
    r"\b(?:profits?|earnings|earned|sales|revenues?|income|loss(?:es)?|forecasts?|growth|output|results|shipments"
    r"|econom\w+|demand|exports|imports|inflation|orders|prices|production|dividend|shares?|quarter|budget|rates)\b",
    re.IGNORECASE,
)
_OF_SPORT = re.compile(
    r"\b(?:goals?|match|game|scored?|scoring|coach|teams?|kick|penalty|touchdowns?|cup|league|win(?:s|ner)?|beat"
    r"|half-?time|substitute|minutes?|striker|midfielder|rebounds?|yards?)\b",
    re.IGNORECASE,
)
_ROUND = 160  # code points on either side that say what a half is half of


def half_date(m: re.Match[str], f: Frame) -> Found | None:
    """ "the first half" of a year in news of business, and not of a match."""
    round_it = f.text[max(0, m.start() - _ROUND) : m.end() + _ROUND]
    if not _OF_BUSINESS.search(round_it) or _OF_SPORT.search(round_it):
        return None
    return quarter_date(m, f)


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


def year_end(m: re.Match[str], f: Frame) -> Found | None:
    """ "by year-end": the last third of the publication's year, or of the one before or after."""
    base, which = f.now, words.squeezed(m["which"])
    if base is None or base.year is None:
        return None
    year = base.year + {"last": -1, "next": 1}.get(which, 0)
    return point(m, Moment("year", year, third="late"), f.anchor_of(base))


def fiscal_year(m: re.Match[str], _: Frame) -> Found | None:
    """Fiscal 2019: the year it is named after; whose fiscal year it is, the text does not say."""
    year = int(m["year"])
    return point(m, Moment("year", year + (2000 if year < 100 else 0)))


def _range_end(m: re.Match[str], f: Frame) -> Found | None:
    base = int(f.text[m.start() - 5 : m.start() - 1])
    year = base // 100 * 100 + int(m["yy"])
    return point(m, Moment("year", year)) if year > base and 1000 <= base <= 2100 else None


RULES: tuple[Rule, ...] = (
    rule("season-year", "season", r"(?:the )?" + THIRD + r"(?:the )?(?P<season><SEASON>)(?:,? of|,|) (?:the year )?" + YEAR,
         season_date, True),
    rule("season-that-year", "season", r"(?:the )?" + THIRD + r"(?P<season><SEASON>)" + OF_YEAR + RELATIVE_YEAR,
         season_date),
    rule("season", "season", r"(?:the )?" + THIRD + r"(?:the )?(?P<season><SEASON>)", season_date),
    rule("quarter-year", "unit", r"(?:the )?" + THIRD + r"(?:the )?(?:fiscal |calendar )?(?P<ord>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))(?: |<HY>)"
         r"(?:fiscal |calendar )?quarter(?:(?: of| in)?(?: fiscal)? (?P<year><YEAR>))?", quarter_date),
    rule("quarter-that-year", "unit", r"(?:the )?(?P<ord>first|second|third|fourth|last|final)(?: |<HY>)quarter of "
         + RELATIVE_YEAR, quarter_date),
    rule("years-quarter", "unit", r"(?P<which>this|last|next|that|the previous) year['’]s (?:fiscal )?(?P<ord>first|second|third|fourth|last|final)(?: |<HY>)quarter", quarter_date),
    rule("that-years-quarter", "digits unit", r"(?:fiscal )?(?P<year><YEAR>)['’]s (?P<ord>first|second|third|fourth|last|final)(?: |<HY>)quarter", quarter_date, True),
    rule("years-half", "unit", r"(?P<which>this|last|next|that|the previous) year['’]s (?P<half>first|second|latter) half", quarter_date),
    rule("year-quarter", "unit digits", r"(?:the )?(?:fiscal )?(?P<year><YEAR>) (?:fiscal )?(?P<ord>first|second|third|fourth)(?: |<HY>)quarter", quarter_date, True),
    rule("year-half", "unit digits", r"(?:the )?(?P<year><YEAR>) (?P<half>first|second)(?: |<HY>)half", quarter_date, True),
    rule("year-end", "unit", r"(?<=\b(?:by|at|to)\s)(?:the )?(?P<which>(?:last |next |this )?)year(?:['’]s)?(?:<HY>| )end(?!<HY>)(?! of\b)", year_end),
    rule("month-quarter", "month", r"(?:the )?(?P<month><MONTH>)(?: |<HY>)(?P<unit>quarter|half)", month_quarter),
    rule("half", "half", r"(?:the )?" + THIRD + r"(?:the )?(?:fiscal )?(?P<half>first|second)(?: |<HY>)half(?! of\b)", half_date),
    rule("q", "digits", THIRD + r"Q(?P<q>[1-4])(?:(?: of)?,? (?P<year><YEAR>))?", quarter_date),
    rule("half-year", "digits unit", r"(?:the )?(?P<half>first|second|latter) half(?: of| in)? (?:the year )?(?P<year><YEAR>)",
         quarter_date, True),
    rule("half-that-year", "unit", r"(?:the )?(?P<half>first|second|latter) half of (?:" + RELATIVE_YEAR + "|the year)",
         quarter_date),
    rule("year-fiscal", "digits unit", r"(?:the )?(?P<year><YEAR>) (?:fiscal|financial|calendar|school|academic|tax|model) year", fiscal_year, True),
    rule("fiscal", "digits unit", r"(?:the )?(?:fiscal(?:(?: |<HY>)year)?|financial year|FY) ?(?P<year><YEAR>|\d\d)", fiscal_year, True),
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
    rule("short-year", "hyphen", r"(?<=\d\d\d\d<HY>)(?P<yy>\d\d)", lambda m, f: _range_end(m, f)),
    rule("apostrophe-year", "digits", r"['’](?P<yy>\d\d)", short_year),
)  # fmt: skip
