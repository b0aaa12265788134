"""Places, peoples and bodies that tie someone down: homes, towns, schools, employers, local courts.

A country by itself says little and is left, unless it is someone's own ("born in", "a national
of"). A body that acts in public (a ministry, a supreme court) is left; a body with a local or
proper name is found. Wordings come from the gazetteer: a town becomes its province.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ..reference.vocabulary import load_yaml
from .draft import Draft
from .found import Found, is_sentence
from .wording import coarser_place, country_code, is_country, is_country_word, is_town

_PERSONAL = re.compile(
    r"(?i)\b(?:born|lives?|lived|living|resid\w+|settled|resettled|stay(?:s|ed|ing)|moved|"
    r"home ?town|home|native|originally|origin|left|leave|leaving|emigrat\w+|travel\w*|fled|"
    r"arriv\w+|settl\w+|(?:links|ties) (?:to|with)|speaks?|spoke|comes?|came|hails?|grew up|raised|"
    r"flat|house|village|villager|town|detained|imprisoned|held|citizen|national|nationality|"
    r"ethnic)\b[^.;\n]{0,60}$"
)
_AGAINST = re.compile(r"(?i)\bagainst (?:the )?(?:\w+ (?:\w+ )?of )?$")
_VIA = re.compile(
    r"(?i)\b(?:via|through|across|by way of|transit(?:ed|ing)|passing|passed through) (?:the )?$"
)
_NATIONAL = re.compile(
    r"(?i)^[ -](?:national|citizen|nationality|citizenship|man|woman|girl|boy|origin|descent|"
    r"refugee|defector|couple|family|student|passport|and \w+ national)s?\b"
)


OFTEN = 5  # times a country is named from which the ones beside it must be named nearly as often


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
        rf"(?:\b{name} |\b\d+(?:st|nd|rd|th) )(?:(?:{name}|of|for|and|the|de|des|du|von|und|"
        rf"für) )*?(?:{heads})\b"
        rf"(?:(?: of| for| and| de| des)(?: the)?(?: {name})+)*"
    )


# a named court or tribunal holds the file of the case, whatever the rest of its name
_HOLDS_FILES = re.compile(
    r"(?i)\b(?:labour|administrative|criminal|insurance|pensions?|civil|district|regional|city|"
    r"assize|security|social|appeals?|cassation|"
    r"juvenile|commercial|family|military|crown|magistrates|martial|employment|land|tax|"
    r"first instance)\b.*\b(?:courts?|tribunals?|boards?|authority)\b"
    r"|\bcourts? of (?:cassation|appeal|first instance|general jurisdiction)|chamber of the"
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
    if len(parts) > 1 and _HOLDS_FILES.search(plain):
        return False
    return all(
        p.casefold() in general or is_country_word(p) for p in parts if p and not p[0].isdigit()
    )


def glossed(text: str, end: int) -> int:
    """The end of a name with the original in brackets after it: "Labour Court (Arbeitsgericht)"."""
    gloss = re.match(r" ?\((?=[“\"]?[^\W\d_a-z])[^()]{2,90}\)", text[end : end + 100])
    return end + gloss.end() if gloss else end


def background(draft: Draft) -> frozenset[str]:
    """The countries a text is about: the one named most, and those named nearly as often.

    They say little of anyone in it. Measured on court cases: annotators masked 26 % of them, and
    63 % of the other countries.
    """
    named = Counter(
        code
        for e in draft.labelled(["GPE", "LOC", "NORP", "LANGUAGE"])
        if (code := country_code(e.words))
    )
    most = max(named.values(), default=0)
    enough = most / 2 if most < OFTEN else most * 4 / 5
    return frozenset(code for code, times in named.items() if times >= enough)


def places(draft: Draft, audience: str) -> Iterator[Found]:
    """Places finer than a country, and countries that are someone's own or that few are named."""
    text, about = draft.text, background(draft)
    for entity in draft.labelled(["GPE", "LOC", "FAC", "PERSON"]):
        if entity.label == "PERSON" and not is_town(entity.words):
            continue
        if is_public_body(entity.words) or is_heading(text, entity.start, entity.end):
            continue
        if is_sentence(entity.words):
            continue
        if _VIA.search(text[: entity.start][-40:]):
            yield Found(
                entity.start, entity.end, "route", "[a place on the way]", "tells how someone moved"
            )
            continue
        if not is_country(entity.words):
            coarse = coarser_place(entity.words, audience, about)
            if coarse is not None:
                yield Found(
                    entity.start, entity.end, "residence", coarse, "a place finer than a province"
                )
        elif (
            audience == "public"
            and not _AGAINST.search(text[: entity.start][-60:])
            and (
                country_code(entity.words) not in about
                or _PERSONAL.search(text[: entity.start][-80:])
            )
        ):
            yield Found(entity.start, entity.end, "residence", "[a country]", "someone's country")


def peoples(draft: Draft, audience: str) -> Iterator[Found]:
    """Nationalities and ethnic or religious groups, where they describe a person or a thing.

    Those of the countries the text is about are left where they only name a person ("a … woman"),
    and any are left before a public body ("Thai police").
    """
    about = background(draft)
    for entity in draft.labelled(["NORP", "LANGUAGE"]):
        rest = draft.text[entity.end : entity.end + 40]
        person, code = _NATIONAL.match(rest), country_code(entity.words)
        if code is None:
            yield Found(
                entity.start, entity.end, "residence", "[a people]", "a people someone belongs to"
            )
            continue
        after = re.match(r"[ -](\w+)", rest)
        if audience != "public" or (after and is_public_body(after.group(1))):
            continue
        stated = person is not None and re.search("national|citizen", person.group()) is not None
        if code not in about or stated or (not person and after):
            end = entity.end + (person.end() if person else 0)
            yield Found(entity.start, end, "residence", "[a nationality]", "a nationality")


_ACRONYM = re.compile(r"\b[A-Z]{2,}[-‑/][A-Z]+\b(?![-‑]\d)")


def bodies(draft: Draft) -> Iterator[Found]:
    """Employers, schools, local courts and other bodies with a name of their own."""
    text, spans = draft.text, []
    for entity in draft.labelled(["ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"]):
        if not any(c.isupper() for c in entity.words) or is_heading(text, entity.start, entity.end):
            continue
        if entity.label == "ORG" and not is_country(entity.words):
            spans.append((entity.start, entity.end))
        elif entity.label in ("PRODUCT", "WORK_OF_ART", "EVENT") and not is_public_body(
            entity.words
        ):
            yield Found(entity.start, entity.end, "distinctive fact", "[a work or event]",
                        "a work or event with a name")  # fmt: skip
    spans += [m.span() for p in (_headed(), _ACRONYM) for m in p.finditer(text)]
    for start, end in spans:
        if not is_public_body(text[start:end]):
            yield Found(start, glossed(text, end), "workplace", "[an organisation]",
                        "a body with a name of its own")  # fmt: skip


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether the stretch is all of a line in capitals."""
    words = text[start:end]
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    return words.isupper() and line.isupper()
