"""Every other place in a text where the words of a direct exposure stand again.

In another case, with a possessive, hyphened or broken over a line, a number with other gaps.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from ..model.claim import Exposure
from ..reference.vocabulary import load_yaml
from .found import DIRECT, HAN, PART

_BROKEN = re.compile(r"(?=(?<![^\W_])([^\W_]+)[-‐‑\xad]\s*([^\W_]+))")
_NUMBER = re.compile(r"\d(?:[\s().–‑-]{0,3}\d){6,}")
_GAP = re.compile(r"[\s\-‐‑–.'’·_]{0,3}")
_HYPHENED = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_LONG = 5  # digits; shorter numbers are years, ages and the like


@cache
def _common() -> frozenset[str]:
    """Words that a name, account or address may hold and that give nobody away by themselves."""
    names, bodies = load_yaml("names"), load_yaml("institutions")
    lists = [names["titles"], names["particles"], names["not_names"], names["around_numbers"]]
    return frozenset(
        str(w).casefold() for words in [*lists, bodies["general_words"]] for w in words
    )


def telling_words(exact: str) -> set[str]:
    """The words of a direct exposure that must not remain: no titles, particles, single letters."""
    glued = ("".join(PART.findall(word)) for word in _HYPHENED.findall(exact))
    return {
        part.casefold()
        for part in (*PART.findall(exact), *glued)
        if part.casefold() not in _common()
        and not (len(part) < 2 and part.isascii())
        and not (part.isdecimal() and len(part) < _LONG)
    }


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(map(str, load_yaml("names")["ordinary"]))


def masks(word: str) -> str | None:
    """The form in which a word of the text is looked for among telling words.

    None for an ordinary word in lower case: "they hope" says nothing of a woman called Hope.
    """
    return None if word in _ordinary() else word.casefold()


def telling_numbers(exact: str) -> set[str]:
    """The digits of numbers of seven digits or more, without their gaps."""
    return {digits for digits, _ in numbers_in(exact)}


def numbers_in(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Numbers of seven digits or more without their gaps, and where they stand."""
    for match in _NUMBER.finditer(text):
        yield re.sub(r"\D", "", match.group()), match.span()


def completed(text: str, given: Sequence[Exposure]) -> list[Exposure]:
    """The exposures and every other place where a telling word or number of a direct one stands.

    A quasi exposure whose safer wording would repeat such a word is worded "[withheld]".
    """
    direct = [e for e in given if e.level == DIRECT]
    words = {w: e for e in reversed(direct) for w in telling_words(e.exact)}
    numbers = {n: e for e in reversed(direct) for n in telling_numbers(e.exact)}
    taken = bytearray(len(text))
    for e in given:
        taken[e.start : e.end] = b"\1" * (e.end - e.start)
    again = [
        (a, b, e) for a, b, e in _again(text, words, numbers) if not any(taken[a:b])
    ]  # fmt: skip
    return sorted(
        [*(_reworded(e, words) for e in given), *_joined(text, sorted(again, key=lambda x: x[:2]))],
        key=lambda e: e.start,
    )


def _again(
    text: str, words: Mapping[str, Exposure], numbers: Mapping[str, Exposure]
) -> Iterator[tuple[int, int, Exposure]]:
    if words:
        for match in PART.finditer(text):
            form = masks(match.group())
            if form is not None and form in words:
                yield match.start(), match.end(), words[form]
        for match in _BROKEN.finditer(text):
            whole = (match.group(1) + match.group(2)).casefold()
            if whole in words:
                yield match.start(1), match.end(2), words[whole]
    for word in filter(HAN.match, words):  # no blanks part it from the words beside it
        for match in re.finditer(re.escape(word), text):
            yield *match.span(), words[word]
    for digits, (start, end) in numbers_in(text) if numbers else ():
        if digits in numbers:
            yield start, end, numbers[digits]


def _joined(text: str, again: Iterable[tuple[int, int, Exposure]]) -> list[Exposure]:
    """Exposures for the repeated words; neighbours of one category become one."""
    found: list[Exposure] = []
    for start, end, e in again:
        last = found[-1] if found else None
        if last and start < last.end:
            continue
        if last and last.category == e.category and _GAP.fullmatch(text, last.end, start):
            found[-1] = replace(last, end=end, exact=text[last.start : end])
        else:
            found.append(
                Exposure(start, end, text[start:end], e.category, DIRECT, e.instead, e.why)
            )
    return found


def _reworded(exposure: Exposure, words: Mapping[str, Exposure]) -> Exposure:
    repeats = any(masks(p) in words for p in PART.findall(exposure.instead))
    return (
        replace(exposure, instead="[withheld]")
        if repeats and exposure.category != "name"
        else exposure
    )
