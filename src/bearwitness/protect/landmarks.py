"""Places without a name, told by what stands near: "below the mill", "the clinic on the hill".

The words are data: vocabulary/landmarks.yml. A prison by a river or a road to the border is no such
place: who reads of it learns nothing of anyone.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..reference.vocabulary import load_yaml
from .draft import Draft
from .found import Found

_WHERE = "[at or near a place not given here]"
_DETERMINERS = frozenset("the a an her his their our my its that this some two three".split())
_CLOSE = re.compile(r"(?:two|three|a few|a stone's) ")  # "two doors down", no place itself
_EMPLOYED = re.compile(
    r"\b(?:work\w*|employ\w+|job|taught|teach\w*|study|studied)(?: \w+)? (?:at|in) $"
)
_DET = (
    r"(?:(?:the|a|an|her|his|their|our|my|its|that|this|some|two|three) )"
    r"(?:[\w-]+['’]s? )?"
    r"(?:(?!(?:of|in|on|at|to|from|with|by|for|and|or|the|a|an|that|who|which|is|was|were|had)\b)"
    r"[\w‑-]+ ){0,3}?"
)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(str(w)) for w in sorted(map(str, words), key=lambda w: (-len(w), w)))


@cache
def _patterns() -> tuple[re.Pattern[str], frozenset[str]]:
    """The pattern of a place told by its surroundings, and the words that it may begin with."""
    table = load_yaml("landmarks")
    close, loose = _either(table["close"]), _either(table["loose"])
    mark, lie, small = (_either(table[k]) for k in ("marks", "lie", "small"))
    thing = rf"{_DET}(?:{mark}|{lie})s?\b"
    further = rf"(?: (?:{close}|{loose}|of|in) {thing})*"
    count = r"(?:(?:a few|two|three|four|five|six|seven|eight|nine|ten|\d+) )?"
    by_close = rf"{count}(?:{close}) {_DET}(?:{mark})s?\b{further}"
    by_lie = (
        rf"at the (?:foot|edge|bend|mouth|top|bottom|head|end|corner) (?:of|in) {thing}{further}"
    )
    small_place = rf"(?:(?:by|near|outside|behind|beside|close to) )?{_DET}(?:{small})s? "
    joined = rf"{small_place}(?:(?:{close}|{loose}) {thing}{further})"
    either = rf"(?:{joined}|{by_lie}|{by_close})"
    numbers = "few four five six seven eight nine ten".split()
    firsts = {str(w).split()[0] for w in [*table["close"], "by", "near", "outside", "close"]}
    return re.compile(either), frozenset({*_DETERMINERS, *numbers, *firsts})


def landmarks(draft: Draft) -> Iterator[Found]:
    """Places told by what stands near them."""
    pattern, firsts = _patterns()
    lower, end = draft.flat_lower, 0
    for word, start in zip(draft.lower, draft.starts, strict=True):
        if word in firsts and start >= end and (match := pattern.match(lower, start)):
            end = match.end()
            named = word in _DETERMINERS and not _CLOSE.match(match.group())
            instead = "[a place]" if named else _WHERE
            if _EMPLOYED.search(lower[max(0, start - 40) : start]):
                yield Found(start, end, "workplace", "[a workplace]", "tells where someone works")
                continue
            yield Found(start, end, "residence", instead, "a place told by what stands near it")
