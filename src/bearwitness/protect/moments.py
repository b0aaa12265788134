"""Ages, dates, hours and spans of time, each with a coarser truth to say instead.

For the public a day or a month becomes its quarter and a year its decade; for partners months and
years stay and only what is finer is coarsened, to the month.
"""

import re
from collections.abc import Iterator

from .draft import Draft
from .found import Found
from .identifiers import is_law_reference

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:early|mid|late|the beginning of|the end of|the middle of)[ -]"
DATE = re.compile(
    r"\b(?<=on )the \d{1,2}(?:st|nd|rd|th)\b"
    r"(?! (?:century|floor|grade|party|congress|street|birthday|time|section|day))|"
    rf"\b(?:{_WEEKDAY},? )?(?:the )?(?:{_DAY}(?: ?[-–] ?{_DAY}|(?: and|,| or|"
    rf" to) {_DAY})*(?: of)? {_MONTH}(?:,? {_YEAR})?"
    rf"|{_MONTH} {_DAY}\b(?:,? {_YEAR})?|(?:{_PART})?{_MONTH}(?:,? (?:of )?{_YEAR})|{_PART}{_MONTH}"
    rf"|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d{{2}}\b"
    rf"|{_YEAR}[/–-](?:{_YEAR}|\d\d)\b|(?:{_PART})?{_YEAR}s?)\b|\b{_WEEKDAY}\b|"
    rf"(?<=[a-z,] ){_MONTH}(?=[ ,.;)]|$)"
    r"|\d{4}년(?: ?\d{1,2}월)?(?: ?\d{1,2}일)?|"
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}월 ?\d{1,2}일|"
    r"\d{1,2}月\d{1,2}日"
)
CLOCK = re.compile(
    r"(?i)\b\d{1,2}(?:[:.]\d\d) ?(?:[ap]\.?m\.?|hours|hrs|h\b|o['’]clock)|"
    r"\b\d{1,2} ?(?:[ap]\.?m\.?\b|o['’]clock)|\b(?:[01]?\d|2[0-3]):[0-5]\d\b"
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_N = rf"(?:\d{{1,3}}|(?:{_TENS})(?:[- ](?:{_ONES}))?|{_TEENS}|{_ONES})"
_BEFORE_OLD = re.compile(rf"(?i)(?<![\w-]){_N}[- ‑]?$")
_OLD = re.compile(r"(?i)[- ‑](?:years?|months?|weeks?)[- ‑](?:olds?\b|of[- ]age)")
AGE = re.compile(
    rf"(?i)\b(?:aged?|turned|turning)(?: of)?(?: (?:only|about|around|just))? (?P<b>{_N})\b"
    r"(?! (?:day|week|month))(?:[ -]years?)?"
    r"|(?:(?<=who is )|(?<=who was ))(?P<d>[1-9]\d)(?=[,.;]| when\b| and\b)"
    r"|(?<=, )(?P<c>[1-9]\d)(?=, (?:who|was|had|is|has|and|from|of|a|an)\b|,? told\b)"
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
          "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
          "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
          "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
          "eighty": 80, "ninety": 90}  # fmt: skip
_DECADES = ("", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_VAGUE = re.compile(
    r"(?i)^(?:the )?(?:same|following|next|previous|present|current|past|recent(?:ly)?|latter|"
    r"other|first|last)?[ -]*"
    r"(?:today|now|daily|annual(?:ly)?|monthly|weekly|yearly|hourly|nightly|currently|recently|"
    r"the day|day|days|dates?|week|weeks|month|months|year|years|years? later|morning|evening|"
    r"night|afternoon|tomorrow|yesterday|tonight|overnight|decades?|centur(?:y|ies)|hours?|"
    r"minutes?|seconds?|time|day-to-day|day’s|years ago|quarter|weekend|midnight|noon|the time|"
    r"modern)$"
)
_LAW_AFTER = re.compile(
    r" (?:(?:[A-Z][\w-]+ ){0,3})(?:Act|Code|Law|Convention|Protocol|Constitution|Regulations?|"
    r"Treaty|Rules|Directive|Charter|Decree)\b"
)
_TIME_WORD = re.compile(
    rf"(?i)second|minute|hour|day|week|month|year|decade|centur|morning|evening|night|afternoon|"
    rf"noon|spring|summer|autumn|winter|season|{_MONTH}|{_YEAR}|\d[:.]\d\d"
)


def number(words: str) -> int | None:
    """A number from digits or English words up to 99; None when it is neither."""
    if words.isdigit():
        return int(words)
    parts = [_WORDS.get(p) for p in re.split(r"[- ]", words.lower())]
    known = [p for p in parts if p is not None]
    return sum(known) if known and len(known) == len(parts) else None


def decade_of_life(age: int, attributive: bool, pronoun: str = "their") -> str:
    """An age as a band that still reads: "in her thirties", or before a noun "thirty-something"."""
    if age < 13:
        return "young" if attributive else "a child"
    if age < 20:
        return "teenage" if attributive else f"in {pronoun} teens"
    if age > 99:
        return "very old"
    stem = _DECADES[age // 10]
    return f"{stem}y-something" if attributive else f"in {pronoun} {stem}ies"


_ELSEWHERE = re.compile(
    r"(?<![\d.,])(?P<n>[1-9]\d?) ?"
    r"(?:세(?![계상기대력])|살(?![인해상아던리])|岁|歲|歳|лет\b|года?\b)|"
    r"(?<=[가-힣\u4e00-\u9fff]\()(?P<b>[1-9]\d?)(?=\))|"
    r"(?<=[가-힣\u4e00-\u9fff] \()(?P<s>[1-9]\d?)(?=\))|"
    r"(?<=[\u4e00-\u9fff]（)(?P<w>[1-9]\d?)(?=）)|"
    r"(?P<c>[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:岁|歲)|"
    r"(?P<k>열|스물|스무|서른|마흔|쉰|예순|일흔|여든)(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉)? ?살"
)
_CHINESE = "一二三四五六七八九"
_KOREAN = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60,
           "일흔": 70, "여든": 80}  # fmt: skip


def _chinese_number(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    return (10 * (_CHINESE.find(tens) + 1 or 1) if ten else 0) + _CHINESE.find(ones or "〇") + 1


def _ages_elsewhere(text: str) -> Iterator[Found]:
    """Ages in Korean, Chinese, Japanese or Russian."""
    for match in _ELSEWHERE.finditer(text):
        found = {name: said for name, said in match.groupdict().items() if said}
        kind, said = next(iter(found.items()))
        age = {"c": _chinese_number, "k": _KOREAN.__getitem__}.get(kind, int)(said)
        yield _aged(match.start(), match.end(), decade_of_life(age, False))


def ages(text: str) -> Iterator[Found]:
    """Ages, as bands of ten years."""
    if not text.isascii():
        yield from _ages_elsewhere(text)
    for match in AGE.finditer(text):
        age = number(match.group("b") or match.group("c") or match.group("d")) or 0
        band = decade_of_life(age, False, pronoun(text, match.start()))
        yield _aged(match.start(), match.end(), band)
    for match in _OLD.finditer(text):
        before = _BEFORE_OLD.search(text, max(0, match.start() - 16), match.start())
        if before is None:
            continue
        words = match.group().lower()
        if "year" not in words:
            band = "very young"
        else:
            age = number(before.group().strip(" -‑")) or 0
            attributive = "age" not in words
            band = decade_of_life(age, attributive, pronoun(text, match.start()))
        yield _aged(before.start(), match.end(), band)


def _aged(start: int, end: int, band: str) -> Found:
    return Found(start, end, "age or date", band, "an age")


def pronoun(text: str, at: int) -> str:
    """ "her" or "his" when the words around `at` allow only one of them, else "their"."""
    near = text[max(0, at - 120) : at + 120].lower()
    she = bool(re.search(r"\b(?:she|her|woman|girl|mrs|ms|mother|daughter|wife)\b", near))
    he = bool(re.search(r"\b(?:he|his|him|man|boy|mr|father|son|husband)\b", near))
    return "their" if she == he else ("her" if she else "his")


def _quarter(month: int) -> str:
    return ("the first quarter", "the second quarter", "the third quarter", "the fourth quarter")[
        (month - 1) // 3
    ]


def _month_of(words: str) -> int | None:
    named = re.search(_MONTH, words)
    if named:
        return next(i for i, m in enumerate(MONTHS, 1) if m[:3] == named.group()[:3])
    numbered = re.match(r"\d{4}[-/.년年] ?(\d{1,2})", words)
    return int(numbered.group(1)) if numbered and 1 <= int(numbered.group(1)) <= 12 else None


def coarser_date(words: str, audience: str) -> str | None:
    """A truthful coarser date, or None when it is coarse enough for the audience.

    Weekdays, hours and what cannot be read become words without a date.
    """
    year = re.search(_YEAR, words)
    month = _month_of(words)
    several = len(set(re.findall(_MONTH, words))) > 1 or len(set(re.findall(_YEAR, words))) > 1
    rest = re.sub(rf"{_YEAR}|{_MONTH}", "", words)
    fine = bool(re.search(r"\d", rest)) or bool(re.search(_WEEKDAY, words))
    partial = bool(re.search(r"(?i)early|mid|late|end|beginning|middle", rest))
    if several:
        return "over some time"
    if audience == "public":
        if month:
            return f"{_quarter(month)} of {year.group() if year else 'the year'}"
        return f"the {year.group()[:3]}0s" if year and not fine else "at that time"
    if month:
        named = f"{MONTHS[month - 1]} {year.group()}" if year else MONTHS[month - 1]
        return named if fine or partial else None
    if year and not fine:
        return year.group() if partial else None
    return "at that time"


def dates(draft: Draft, audience: str) -> Iterator[Found]:
    """Dates and hours by their shape, and what else the parser takes for a date or an hour."""
    text = draft.flat
    for match in DATE.finditer(text):
        if _LAW_AFTER.match(text, match.end()) or is_law_reference(text, match.start()):
            continue
        coarse = coarser_date(match.group(), audience)
        if coarse is not None:
            yield Found(match.start(), match.end(), "age or date", coarse, "an exact date")
    for match in CLOCK.finditer(text):
        yield Found(match.start(), match.end(), "age or date", "at some hour", "an exact hour")
    for entity in draft.labelled(["DATE", "TIME"]):
        if (
            _VAGUE.match(entity.words)
            or DATE.fullmatch(entity.words)
            or not _TIME_WORD.search(entity.words)
        ):
            continue
        coarse = _duration(entity.words, audience)
        if coarse is not None:
            yield Found(entity.start, entity.end, "age or date", coarse, "a stretch of time")


def _duration(words: str, audience: str) -> str | None:
    if re.search(_MONTH, words) or re.search(_YEAR, words):
        return coarser_date(words, audience)
    if audience != "public":
        return None
    return "some time"
