"""Personal names, in any script, in full, in part or as initials.

1. What follows a title ("Mr", "Daw", "Abu") up to the last capitalised word.
2. What the parser takes for a person, unless it is a public body or a word of the calendar.
3. A Korean or Chinese surname beside a given name in either order; "Kim Y."; bare initials.
4. Names in another script: Hangul, Hanzi, Thai, Burmese, Arabic and others.
5. Every other place where a part of a name found by 1 to 4 stands again, in any case.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ..reference.vocabulary import load_yaml
from .draft import Draft
from .found import DIRECT, Found, is_sentence
from .scripts import other_scripts
from .surroundings import is_heading, is_public_body
from .wording import is_country, is_country_word, is_town, place

_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[^\W\d_]{1,2}\.")
_WORD = re.compile(r"[^\W\d_](?:[\w’'‑-]*\w)?")
_BARE_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-ZÀ-Þ]\.[ -]?){1,3}[A-ZÀ-Þ]\.(?=$|\W)|"
    r"(?<![\w.§] )(?<![\w.])[A-Z]\.(?=[,;:’”\"']|\s[a-z(])|"
    r"(?:(?<=identified as )|(?<=named as )|(?<=known as )|(?<=referred to as )|"
    r"(?<=surnamed )|(?<=initial ))[A-Z](?=[\s,.;:’']|$)"
)
_NOT_INITIALS = frozenset(
    "U.S. U.K. U.N. E.U. D.C. A.M. P.M. U.S.A. S.A. N.Y. L.A. "
    "U.S.S.R. N.K. S.K. P.R.C. E.G. I.E. N.B.".split()
)
_HYPHENED = re.compile(r"[A-Z][a-z]{1,5}[-‑][A-Za-z][a-z]{1,5}$")
_BEFORE_NAMES = frozenset({"ADV", "SCONJ", "CCONJ", "DET", "PRON"})
_WHY = "a personal name"


@dataclass(frozen=True, slots=True)
class Tradition:
    """The word lists of vocabulary/names.yml, as sets."""

    titles: frozenset[str]
    strong: frozenset[str]  # honorifics that are ordinary words too: a capitalised word must follow
    particles: frozenset[str]
    surnames: frozenset[str]
    not_names: frozenset[str]
    arabic: frozenset[str]


@cache
def tradition() -> Tradition:
    """The lists of vocabulary/names.yml."""
    lists: dict[str, Any] = load_yaml("names")

    def words(*keys: str) -> frozenset[str]:
        return frozenset(str(w) for key in keys for w in lists[key])

    return Tradition(
        titles=words("titles"),
        strong=words("burmese_titles", "thai_titles"),
        particles=words("particles"),
        surnames=words("korean", "chinese"),
        not_names=words("not_names"),
        arabic=words("arabic_heads"),
    )


def _capital(word: str) -> bool:
    return word[:1].isupper() and not (len(word) > 1 and word in tradition().not_names)


def _end_of_name(draft: Draft, token: int) -> int:
    """The token after the last one of a name that begins at `token`."""
    words, lists, last = draft.words, tradition(), token
    while token < len(words) and token - last < 3:
        word = words[token]
        if _capital(word) or _INITIAL.fullmatch(word):
            last = token = token + 1
        elif word in lists.particles or word in "-‑.’'":
            token += 1
        else:
            break
    return last


def after_titles(draft: Draft) -> Iterator[Found]:
    """Names after a title, the title included."""
    lists = tradition()
    for i, word in enumerate(draft.words):
        plain = word.rstrip(".")
        if plain in lists.titles or plain in lists.arabic or plain in lists.strong:
            first = i + 1
            while first < len(draft.words) and draft.words[first] in (".", " "):
                first += 1
            if first < len(draft.words) and _capital(draft.words[first]):
                if plain in lists.strong and draft.words[first] in lists.titles:
                    continue
                end = _end_of_name(draft, first)
                is_verb = plain in ("U", "Ma", "Mai", "Saw", "Por", "Pi") and end - first < 2
                if is_verb and i in draft.sentence_starts:
                    continue
                yield Found(draft.starts[i], draft.end_of(end - 1), "name", "[a name]",
                            _WHY, DIRECT)  # fmt: skip


def by_parser(draft: Draft) -> Iterator[Found]:
    """What the parser takes for a person."""
    lists = tradition()
    for entity in draft.labelled(["PERSON"]):
        parts = _WORD.findall(entity.words)
        if not any(p[0].isupper() and p not in lists.not_names for p in parts):
            continue
        if any(c.isdigit() for c in entity.words) or is_public_body(entity.words):
            continue
        if is_sentence(entity.words):
            continue
        if is_town(entity.words) and entity.words not in lists.surnames:
            continue  # surroundings.py finds it as a place
        first = entity.first
        while first < entity.last - 1 and draft.tags[first] in _BEFORE_NAMES:
            first += 1  # "Later Min-ji": the parser takes the sentence's first word along
        yield Found(draft.starts[first], entity.end, "name", "[a name]", _WHY, DIRECT)


def _given(word: str) -> bool:
    return bool(_HYPHENED.match(word)) or (
        word[:1].isupper()
        and word[1:].islower()
        and len(word) <= 9
        and word not in tradition().not_names
    )


def east_asian(draft: Draft) -> Iterator[Found]:
    """A Korean or Chinese surname with its given name, in either order, or with an initial."""
    lists, words = tradition(), draft.words
    for i, word in enumerate(words):
        if _HYPHENED.match(word.replace("‑", "-")) and draft.tags[i] == "PROPN":
            first = i - 1 if i and words[i - 1] in lists.surnames else i
            last = i + 1 if i + 1 < len(words) and words[i + 1] in lists.surnames else i
            if first < i or last > i:
                yield Found(
                    draft.starts[first], draft.end_of(last), "name", "[a name]", _WHY, DIRECT
                )
        if word not in lists.surnames:
            continue
        last = i
        while (
            last + 1 < len(words)
            and last - i < 4
            and (
                words[last + 1] in "-‑"
                or (words[last] in "-‑" and words[last + 1].isalpha())
                or (words[last + 1][:1].isupper() and _given(words[last + 1]))
            )
        ):
            last += 1
        if last == i and i + 1 < len(words) and _INITIAL.fullmatch(words[i + 1]):
            last = i + 1
        if last == i and i + 2 < len(words) and words[i + 1][:1].isupper() and words[i + 2] == ".":
            last = i + 1 if len(words[i + 1]) <= 2 else i
        alone = (
            last == i
            and len(word) > 2
            and draft.tags[i] == "PROPN"
            and i not in draft.sentence_starts
        )
        if (last > i and word not in lists.not_names) or (alone and word not in lists.not_names):
            yield Found(draft.starts[i], draft.end_of(last), "name", "[a name]", _WHY, DIRECT)


@cache
def _hyphened_full() -> re.Pattern[str]:
    surnames = "|".join(sorted(tradition().surnames))
    given = r"[A-Z][a-z01]+[-‑] ?[A-Za-z][a-z01]*"
    longest = max(map(len, tradition().surnames))
    return re.compile(
        rf"\b(?=[^\W\d_]{{2,{longest}}}(?:, | )?[A-Z])(?:"  # few words: the surnames are many
        rf"(?i:{surnames}), [A-Z][a-z]+(?:[ -][A-Z]?[a-z]+)?\b(?= ?[\d(,;]|$)|"
        rf"(?i:{surnames}) ?{given}\b|(?:{surnames}) [A-Z][a-z]+ [a-z]{{2,5}}(?=\())|"
        r"\b(?:O|U|I|No) [A-Z][a-z]{1,5}[- ][A-Z]?[a-z]{1,5}(?=,| \(\d)|\b[A-Z](?:-[a-z]){2,}\b"
    )


_NAME = r"[A-ZÀ-Þ][\w’'-]+"
_LINKED = re.compile(
    rf"\b(?:{_NAME} )+(?:bint|bin|binti|ibn|ben|ould|mint|bte?\.?|b\.|[swdc]/o) (?:{_NAME} ?)+|"
    rf"\b{_NAME} [A-Z][a-z]?/{_NAME}|\b[A-Z]{{2,}}/[A-Z]{{3,}}(?= (?:MR|MRS|MS|MISS|MSTR)\b)|"
    rf"\b{_NAME},? (?:son|daughter|wife|widow|brother|sister|father|mother) of (?:{_NAME} ?)+|"
    rf"\b{_NAME}(?: (?:de|del|da|dos|las?|los|al|el|van|von|y))+ {_NAME}(?: [A-Z]\.)+"
)


def linked(text: str) -> Iterator[Found]:
    """Two names joined by "daughter of", "son of": "Fatima bint Khalid", "Yusuf s/o Nur Islam"."""
    for match in _LINKED.finditer(text):
        yield Found(match.start(), match.end(), "name", "[a name]", _WHY, DIRECT)


def hyphened(text: str) -> Iterator[Found]:
    """A surname and a hyphened given name, also where the tokenizer splits the surname ("Im")."""
    for match in _hyphened_full().finditer(text):
        yield Found(match.start(), match.end(), "name", "[a name]", _WHY, DIRECT)


def initials(text: str) -> Iterator[Found]:
    """Initials that stand for a person."""
    for match in _BARE_INITIALS.finditer(text):
        if match.group().replace(" ", "").upper() not in _NOT_INITIALS:
            yield Found(match.start(), match.end(), "name", "[a name]", "initials", DIRECT)


@cache
def _told() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words said to be a name, and Korean names typed in small letters."""
    lists: dict[str, Any] = load_yaml("names")
    not_said = "|".join(lists["not_said"])
    said = (
        r"(?i:\b(?:my|her|his|their) (?:real |full |first |given |family |christian )?name(?:s)? "
        rf"(?:is|was|are) )(?!(?:{not_said})\b)(?P<name>[^\W\d_][\w‑-]+(?: [A-Z][\w‑-]+)*)|"
        r"(?i:\b(?:a\.?k\.?a\.?|alias|nicknamed|goes by|went by|"
        r"signs as|signs herself|signs himself|signed as|nom de guerre|call(?:s|ed)? (?:him|her)|"
        r"known (?:only |locally |to \w+ |in the \w+ |by \w+ )?as))"
        r"(?: (?:the name|the nickname|of))* (?:[“\"'‘](?P<quoted>[^“”\"'’\n]{2,40})[”\"'’]|"
        r"(?P<plain>(?:[A-Z][\w‑-]+ ?){1,3}))"
    )
    syllable = (
        r"(?:ch|[bcdghjkmnprst])?[hyw]?(?:yeo|yo|ya|yu|ye|eo|eu|ae|oe|ui|oo|ou|u|a|e|i|o)"
        r"(?:ng|[nmklprhtb])?"
    )
    typed = rf"\b(?:{'|'.join(lists['typed_small'])})\b(?: ?[-‑]? ?\b{syllable}\b){{0,2}}"
    return re.compile(said), re.compile(typed)


def told(text: str) -> Iterator[Found]:
    """What is said to be someone's name, and names in small letters: "kim yong chol"."""
    said, typed = _told()
    for match in said.finditer(text):
        yield Found(*match.span(match.lastgroup or 0), "name", "[a name]", _WHY, DIRECT)
    for match in typed.finditer(text):
        yield Found(*match.span(), "name", "[a name]", _WHY, DIRECT)


@cache
def _familiar() -> re.Pattern[str]:
    surnames = "|".join(sorted(tradition().surnames - tradition().not_names))
    return re.compile(rf"\b(?:Old|Lao|Xiao|Ah) (?:{surnames})\b")


def familiar(text: str) -> Iterator[Found]:
    """A Chinese surname as people call each other: "Old Zhang", "Xiao Li"."""
    for match in _familiar().finditer(text):
        yield Found(*match.span(), "name", "[a name]", _WHY, DIRECT)


_SAYING = frozenset(
    "say report tell announce publish confirm state estimate warn note call".split()
)
_GIVEN_OR_FAMILY = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,}")


def unlike_bodies(draft: Draft) -> Iterator[Found]:
    """Two or three names that the parser takes for a body, where they do what people do."""
    for entity in draft.labelled(["ORG", "PRODUCT", "WORK_OF_ART", "FAC", "GPE"]):
        words = draft.words[entity.first : entity.last]
        last = draft.doc[entity.last - 1]
        if not 2 <= len(words) <= 3 or not all(map(_GIVEN_OR_FAMILY.fullmatch, words)):
            continue
        if last.dep_ not in _ACTING or last.head.lemma_ in _SAYING or place(entity.words):
            continue
        if not any(is_public_body(word) or word in tradition().not_names for word in words):
            yield Found(entity.start, entity.end, "name", "[a name]", _WHY, DIRECT)


def repeated(draft: Draft, names: list[Found]) -> Iterator[Found]:
    """Where a part of a known name stands again, in any case: "Kim", "KIM'S", "the younger Kim"."""
    lists = tradition()
    known = {
        part.casefold()
        for name in names
        for part in _WORD.findall(draft.text[name.start : name.end])
        if len(part) > 1 and (len(part) > 2 or part in lists.surnames)
        and not is_public_body(part) and not is_country_word(part)
        and part not in lists.titles and part not in lists.particles and part not in lists.not_names
    }  # fmt: skip
    for word, start in zip(draft.words, draft.starts, strict=True):
        plain = word.removesuffix("’s").removesuffix("'s")
        if plain[:1].isupper() and plain.casefold() in known:
            yield Found(start, start + len(plain), "name", "[a name]", "part of a name", DIRECT)


_PREPOSITIONS = frozenset({"in", "from", "near", "at", "to"})
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "poss", "dative", "agent"})


def _is_specified(draft: Draft, token: int) -> bool:
    """Whether a word has its own article, adjective or complement, as names seldom have."""
    return any(
        child.dep_ in ("det", "amod", "compound", "prep", "nummod")
        for child in draft.doc[token].children
    )


def _unread_run(draft: Draft, first: int, last: int) -> Iterator[Found]:
    start, end = draft.starts[first], draft.end_of(last - 1)
    whole = draft.text[start:end]
    if is_public_body(whole) or is_heading(draft.text, start, end) or is_country(whole):
        return
    if all(word.lower() in draft.said_small for word in draft.words[first:last]):
        return  # the text uses all of its words as ordinary ones
    acts = draft.doc[first].dep_ in _ACTING and not _is_specified(draft, first)
    if last - first > 1 or (acts and not (whole.isupper() and len(whole) <= 5)):
        yield _continued(draft, Found(start, end, "name", "[a name]", "a proper name", DIRECT))
    elif first and draft.words[first - 1] in _PREPOSITIONS and not is_country_word(whole):
        yield Found(start, end, "residence", "[a place]", "a place by its look")


def unread(draft: Draft, taken: list[Found]) -> Iterator[Found]:
    """Capitalised words that nothing else explains: two or more in a row are taken for a name."""
    covered = bytearray(len(draft.text) + 1)
    for found in taken:
        covered[found.start : found.end] = b"\1" * (found.end - found.start)
    for entity in draft.labelled(["GPE", "LOC", "NORP"]):  # judged as places and peoples
        if place(entity.words) is not None or is_country_word(entity.words):
            covered[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    words, i = draft.words, 0
    while i < len(words):
        first = i
        while (
            i < len(words)
            and draft.tags[i] == "PROPN"
            and _capital(words[i])
            and not covered[draft.starts[i]]
        ):
            i += 1
        if i > first:
            yield from _unread_run(draft, first, i)
        i = max(i, first + 1)


def _continued(draft: Draft, name: Found) -> Found:
    """The name with the capitalised words before it that belong to it, which the parser cut off."""
    token = bisect_left(draft.starts, name.start)
    while token > 0 and name.start < len(draft.text):
        before = draft.words[token - 1]
        proper = draft.tags[token - 1] == "PROPN" or not before.isascii()
        if not (proper and _capital(before) and before.isalpha()) or before in tradition().titles:
            break
        if is_public_body(before) or is_country_word(before) or is_town(before):
            break
        token -= 1
    if token == len(draft.starts):
        return name
    return replace(name, start=min(name.start, draft.starts[token]))


_REST = re.compile(r"[-‐‑\xad][ \t]*\n\s*[^\W\d_]+|[‐‑-] (?=[a-z]{2,5}\b)[a-z]+")
_AFTER_HYPHEN = frozenset(
    "and or the a an to of in at by his her who was is who with as born".split()
)


def unbroken(text: str, name: Found) -> Found:
    """The name with the rest of a word that a line's end or a blank parts after its hyphen."""
    end = name.end - (text[name.end - 1] in "-‐‑\xad")
    rest = _REST.match(text, end)
    if rest is None or re.split(r"[\W_]+", rest.group())[-1] in _AFTER_HYPHEN:
        return name
    return replace(name, end=rest.end())


def personal_names(draft: Draft) -> list[Found]:
    """Every personal name in the draft; the same stretch may be found more than once."""
    names = [
        *after_titles(draft),
        *(_continued(draft, name) for name in by_parser(draft)),
        *east_asian(draft),
        *hyphened(draft.flat),
        *linked(draft.flat),
        *told(draft.flat),
        *unlike_bodies(draft),
        *familiar(draft.flat),
        *other_scripts(draft.text),
    ]
    names = [unbroken(draft.text, name) for name in names]
    return [*names, *repeated(draft, names), *initials(draft.text)]
