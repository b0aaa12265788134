"""Exact sums, measures and sizes of a group, which a file or a neighbour would recognise."""

import re
from collections.abc import Iterator

from .draft import Draft
from .found import Found

_CURRENCY = (
    r"(?:EUR|USD|GBP|TRL|TRY|YTL|PLN|DEM|ATS|SEK|NOK|DKK|CHF|FRF|ITL|ESP|RUB|RUR|UAH|HUF|CZK|RON|"
    r"BGN|CYP|KRW|KPW|CNY|RMB|"
    r"THB|MMK|JPY|LAK|VND|KHR|[€$£¥₩฿]|US\$)"
)
_UNIT = (
    r"(?:(?:[A-Z][a-z]+ |Swiss |new |New )*(?:[Ee]uros?|[Dd]ollars?|[Pp]ounds?(?: sterling)?|"
    r"[Ll]iras?|[Zz]lotys?|[Mm]arks?|[Ss]chillings?|"
    r"[Kk]ron(?:or|er|a|e)|[Ff]rancs?|[Rr]oubles?|[Rr]ubles?|[Yy]uan|[Ww]on|[Bb]aht|[Kk]yat|"
    r"[Yy]en|[Kk]ip|[Dd]ong|[Rr]iel|[Hh]ryvnias?|[Ff]orints?|[Ll]ei|[Ll]eva))"
)
_NUMBER = r"\d[\d.,  ]*(?:(?:thousand|million|billion) ?)?"
MONEY = re.compile(
    rf"(?:(?:approximately|approx\.|about|some) )?(?:{_CURRENCY} ?\d[\d.,]*\d?(?: (?:thousand|"
    rf"million|billion))?|{_NUMBER}(?:{_CURRENCY}\b|{_UNIT}\b)"
    rf"|\b(?:[a-z]+[ -])?(?:hundred|thousand|million) {_UNIT})(?: ?\((?:{_CURRENCY})\)?)?"
)
_MEASURE = re.compile(
    r"\b\d[\d.,]* ?(?:m²|km²|km/h|km|kilometres?|kilometers?|metres?|meters?|hectares?|acres?|kg|"
    r"kilos?|grams?|tonnes?|litres?|%|per cent|percent)(?!\w)"
)


_COMPANY = re.compile(
    r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty(?:-\w+)?|\d{1,3}) others?\b(?: (?:persons?|people|suspects?|defendants?|accused|men|"
    r"women|families|prisoners?|detainees?|refugees?|defectors?|plaintiffs?|claimants?))?"
)


_PART_OF_TEXT = re.compile(r"(?i)(?:section|chapter|part|annex|figure|table|page|[a-z]\.) ")
_NUMBERED = re.compile(r"(?i)\d|hundred|thousand|million|dozen|\b(?:two|three|four|five|six|ten)\b")


def sums(draft: Draft, audience: str) -> Iterator[Found]:
    """Exact sums, amounts and counts, which a file or a neighbour would recognise."""
    if audience != "public":
        return
    spans = [m.span() for p in (MONEY, _MEASURE) for m in p.finditer(draft.text)]
    spans += [
        (e.start, e.end)
        for e in draft.labelled(["MONEY", "QUANTITY"])
        if not _PART_OF_TEXT.match(e.words) and _NUMBERED.search(e.words)
    ]
    spans += [m.span() for m in _COMPANY.finditer(draft.text)]
    for start, end in spans:
        yield Found(start, end, "distinctive fact", "[an amount]", "an exact amount")
