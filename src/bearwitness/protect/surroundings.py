"""Places, peoples and bodies that tie someone down: homes, towns, schools, employers, local courts.

A country by itself says little and is left, unless it is someone's own ("born in", "a national
of"). A body that acts in public (a ministry, a supreme court) is left; a body with a local or
proper name is found. Wordings come from the gazetteer: a town becomes its province.
"""

import re
from collections.abc import Iterator
from functools import cache

from ..reference.vocabulary import load_yaml
from .draft import Draft
from .found import Found
from .wording import coarser_place, is_country, is_country_word

_PERSONAL = re.compile(
    r"(?i)\b(?:born|lives?|lived|living|resid\w+|settled|resettled|stay(?:s|ed|ing)|moved|home ?town|home|native|originally|origin|comes?|came|hails?|grew up|raised|"
    r"flat|house|village|villager|town|detained|imprisoned|held|citizen|national|nationality|ethnic)\b[^.;\n]{0,60}$"
)
_NATIONAL = re.compile(r"(?i)^[ -](?:national|citizen|nationality|citizenship|man|woman|girl|boy|origin|descent|refugee|defector|couple|family|student|passport|and \w+ national)s?\b")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load_yaml("institutions")
    return (
        frozenset(w.casefold() for w in table["general_words"]),
        frozenset(table["general_names"]),
        frozenset(table["public_endings"]),
    )


@cache
def _headed() -> re.Pattern[str]:
    heads = "|".join(sorted(load_yaml("institutions")["local_heads"], key=len, reverse=True))
    name = r"[^\W\d_a-z][\w’'./‑-]*"
    return re.compile(
        rf"(?:\b{name} |\b\d+(?:st|nd|rd|th) )(?:(?:{name}|of|for|and|the|de|des|du|von|und|für) )*?(?:{heads})\b"
        rf"(?:(?: of| for| and| de| des)(?: the)?(?: {name})+)*"
    )


@cache
def is_public_body(words: str) -> bool:
    """Whether a body acts in public: no word of its name is local or proper."""
    general, names, endings = _lists()
    plain = re.sub(r"\s*\(.*", "", words, flags=re.DOTALL).strip(" “”\"'’‘.,")
    plain = plain.removesuffix("’s").removesuffix("'s").removeprefix("the ").removeprefix("The ")
    parts = re.split(r"[\s,]+", plain)
    if plain in names or not parts[-1] or parts[-1] in endings:
        return True
    return all(p.casefold() in general or is_country_word(p) for p in parts if p and not p[0].isdigit())


def glossed(text: str, end: int) -> int:
    """The end of a name with the original in brackets after it: "Labour Court (Arbeitsgericht)"."""
    gloss = re.match(r" ?\((?=[“\"]?[^\W\d_a-z])[^()]{2,90}\)", text[end : end + 100])
    return end + gloss.end() if gloss else end


def places(draft: Draft, audience: str) -> Iterator[Found]:
    """Places finer than a country, and countries that are someone's own."""
    for entity in draft.labelled(["GPE", "LOC", "FAC"]):
        before = draft.text[max(0, entity.start - 80) : entity.start]
        if is_public_body(entity.words) or _is_heading(draft.text, entity.start, entity.end):
            continue
        if is_country(entity.words):
            if audience != "public" or not _PERSONAL.search(before):
                continue
            yield Found(entity.start, entity.end, "residence", "[a country]", "someone's country")
            continue
        coarse = coarser_place(entity.words, audience)
        if coarse is not None:
            yield Found(entity.start, entity.end, "residence", coarse, "a place finer than a province")


def peoples(draft: Draft) -> Iterator[Found]:
    """Nationalities and ethnic or religious groups, where they describe a person."""
    for entity in draft.labelled(["NORP", "LANGUAGE"]):
        after = draft.text[entity.end : entity.end + 30]
        if _NATIONAL.match(after) or not is_country_word(entity.words):
            yield Found(entity.start, entity.end, "residence", "[a nationality]", "a people someone belongs to")


def bodies(draft: Draft) -> Iterator[Found]:
    """Employers, schools, local courts and other bodies with a name of their own."""
    text, spans = draft.text, []
    for entity in draft.labelled(["ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"]):
        if not any(c.isupper() for c in entity.words) or _is_heading(text, entity.start, entity.end):
            continue
        if entity.label == "ORG" and not is_country(entity.words):
            spans.append((entity.start, entity.end))
        elif entity.label in ("PRODUCT", "WORK_OF_ART", "EVENT") and not is_public_body(entity.words):
            yield Found(entity.start, entity.end, "distinctive fact", "[a work or event]",
                        "a work or event with a name")  # fmt: skip
    spans += [m.span() for m in _headed().finditer(text)]
    for start, end in spans:
        if not is_public_body(text[start:end]):
            yield Found(start, glossed(text, end), "workplace", "[an organisation]",
                        "a body with a name of its own")  # fmt: skip


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether the stretch is all of a line in capitals."""
    words = text[start:end]
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    return words.isupper() and line.isupper()


_CURRENCY = (
    r"(?:EUR|USD|GBP|TRL|TRY|YTL|PLN|DEM|ATS|SEK|NOK|DKK|CHF|FRF|ITL|ESP|RUB|RUR|UAH|HUF|CZK|RON|BGN|CYP|KRW|KPW|CNY|RMB|"
    r"THB|MMK|JPY|LAK|VND|KHR|[€$£¥₩฿]|US\$)"
)
_UNIT = (
    r"(?:(?:[A-Z][a-z]+ |Swiss |new |New )*(?:[Ee]uros?|[Dd]ollars?|[Pp]ounds?(?: sterling)?|[Ll]iras?|[Zz]lotys?|[Mm]arks?|[Ss]chillings?|"
    r"[Kk]ron(?:or|er|a|e)|[Ff]rancs?|[Rr]oubles?|[Rr]ubles?|[Yy]uan|[Ww]on|[Bb]aht|[Kk]yat|[Yy]en|[Kk]ip|[Dd]ong|[Rr]iel|[Hh]ryvnias?|[Ff]orints?|[Ll]ei|[Ll]eva))"
)
_NUMBER = r"\d[\d.,  ]*(?:(?:thousand|million|billion) ?)?"
MONEY = re.compile(
    rf"(?:(?:approximately|approx\.|about|some) )?(?:{_CURRENCY} ?\d[\d.,]*\d?(?: (?:thousand|million|billion))?|{_NUMBER}(?:{_CURRENCY}\b|{_UNIT}\b)"
    rf"|\b(?:[a-z]+[ -])?(?:hundred|thousand|million) {_UNIT})(?: ?\((?:{_CURRENCY})\)?)?"
)
_MEASURE = re.compile(r"\b\d[\d.,]* ?(?:m²|km²|km/h|km|kilometres?|kilometers?|metres?|meters?|hectares?|acres?|kg|kilos?|grams?|tonnes?|litres?|%|per cent|percent)(?!\w)")


def sums(draft: Draft, audience: str) -> Iterator[Found]:
    """Exact sums, amounts and counts, which a file or a neighbour would recognise."""
    if audience != "public":
        return
    spans = [m.span() for p in (MONEY, _MEASURE) for m in p.finditer(draft.text)]
    spans += [(e.start, e.end) for e in draft.labelled(["MONEY", "QUANTITY"])]
    for start, end in spans:
        yield Found(start, end, "distinctive fact", "[an amount]", "an exact amount")
