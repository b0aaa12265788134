"""Estimates: a number of people or a share that a source puts forward, with its author and year.

The rules it keeps:
- A number of people with a word of estimating near it, or with a verb of staying ("live", "remain",
  "are held"), and no act that happened to exactly those people at one time.
- The author is an organisation, a document or a kind of source, never a person's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .counts import bounded, number
from .people import is_people

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WORDS = {"estimate", "estimates", "estimated", "estimating", "estimation"}
BELIEF = {"believes", "believe", "reckons", "reckon"}
THOUGHT = {"believed", "thought", "reckoned", "assumed", "calculated", *BELIEF}
STAY = {"live", "lives", "living", "reside", "residing", "remain", "remaining", "hide", "hiding",
        "stay", "staying", "languish", "languishing"}  # fmt: skip
PUT = {"put", "place", "set", "estimate"}
_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_PERCENT = {"percent", "%", "per cent"}
_RANGE = {"and", "to", "-", "–", "or"}
LEAST = 50  # fewer people than this who stay somewhere are a group, not a stock
FAR = 20  # the same for "according to the estimate of …, in the last year"
WIDE = 10  # tokens either side in which an estimating word counts


@dataclass(frozen=True, slots=True)
class Estimated:
    """One estimate: bounds, unit, and the code points of the number with its words."""

    low: float
    high: float | None
    unit: str
    token: Token
    start: int
    end: int
    cue: tuple[int, int]
    year: int | None


def find_estimates(doc: Doc) -> tuple[Estimated, ...]:
    """Every estimate in text order, one a number phrase."""
    found: list[Estimated] = []
    for token in doc:
        lower = token.lower_
        said = lower in WORDS or lower in THOUGHT or lower in STAY
        if said or _is_share_of_people(token) or _is_put_at(token):
            estimate = _from_low_to_high(token) or _near(token)
            if estimate and all(estimate.start >= f.end for f in found):
                found.append(estimate)
    return tuple(found)


def _is_share_of_people(token: Token) -> bool:
    """Whether the token is the "percent" of "70 percent of the women"."""
    if token.lower_ not in {"percent", "%", "cent"}:
        return False
    return any(c.lower_ == "of" and any(map(is_people, c.children)) for c in token.rights)


def _from_low_to_high(cue: Token) -> Estimated | None:
    """ "Estimates of the population vary, some as low as 80,000, others as high as 200,000"."""
    sentence = cue.sent
    found = _LOW_TO_HIGH.search(sentence.text) if cue.lower_ in WORDS else None
    about_people = any(t.lower_ == "population" or is_people(t) for t in sentence[: WIDE + 1])
    if found is None or not about_people:
        return None
    low, high = number(found["low"]), number(found["high"])
    if low is None or high is None or low > high:
        return None
    start, end = sentence.start_char + found.start("low"), sentence.start_char + found.end("high")
    numeral = next(t for t in sentence if t.idx >= start)
    years = _YEAR.findall(sentence.text)
    return Estimated(
        low, high, "people", numeral, start, end, (cue.idx, cue.idx + len(cue)),
        int(years[0]) if years else None,
    )  # fmt: skip


_LOW_TO_HIGH = re.compile(
    r"\bas (?:low|few|little) as (?P<low>\d[\d,]*)\b[^.;\d]{1,60}?\bas (?:high|many|much) as "
    r"(?P<high>\d[\d,]*)\b"
)


def _near(cue: Token) -> Estimated | None:
    """The number of people or percent closest to an estimating word in its sentence."""
    sentence = cue.sent
    wide = FAR if cue.lower_ == "estimate" else WIDE
    low, high = max(sentence.start, cue.i - wide), min(sentence.end, cue.i + wide)
    numbers = [t for t in cue.doc[low:high] if t.like_num and not _is_year_or_age(t)]
    for numeral in sorted(numbers, key=lambda t: abs(t.i - cue.i)):
        found = _of_number(numeral, cue)
        if found:
            return found
    return None


def _is_year_or_age(token: Token) -> bool:
    year = bool(_YEAR.fullmatch(token.text)) and token.dep_ != "nummod"
    return year or (
        token.ent_type_ in {"DATE", "TIME", "MONEY"} and token.head.lower_ not in {"people"}
    )


def _of_number(numeral: Token, cue: Token) -> Estimated | None:
    doc = numeral.doc
    first, last = _run(numeral)
    value = number(doc[first : last + 1].text)
    if value is None or not _governs_or_is_governed(numeral, cue):
        return None
    after = doc[last + 1].lower_ if last + 1 < len(doc) else ""
    share = after in _PERCENT or (
        after == "per" and doc[last + 1 : last + 3].text.lower() == "per cent"
    )
    if not share and not _counts_people(numeral, cue):
        return None
    is_belief = cue.lower_ in BELIEF
    if value < 2 or ((cue.lower_ in STAY or is_belief) and (share or value < LEAST)):
        return None
    low, high, begin, end = _range(doc, first, last, value)
    stop = doc[min(end + (1 if share else 0), len(doc) - 1)]
    years = _YEAR.findall(cue.sent.text)
    return Estimated(
        low, high, "percent" if share else "people", numeral, doc[begin].idx,
        stop.idx + len(stop), (cue.idx, cue.idx + len(cue)),
        int(years[0]) if years else None,
    )  # fmt: skip


def _run(numeral: Token) -> tuple[int, int]:
    """First and last token of "40,000", "two hundred thousand"."""
    doc, first, last = numeral.doc, numeral.i, numeral.i
    while (
        first > numeral.sent.start
        and number(doc[first - 1 : last + 1].text) is not None
        and (doc[first - 1].like_num)
    ):
        first -= 1
    while (
        last + 1 < numeral.sent.end
        and doc[last + 1].like_num
        and (number(doc[first : last + 2].text) is not None)
    ):
        last += 1
    return first, last


def _governs_or_is_governed(numeral: Token, cue: Token) -> bool:
    """Whether the two stand in one clause: no finite clause begins between them."""
    low, high = sorted((numeral.i, cue.i))
    return not any(
        t.dep_ in {"advcl", "conj"} and t.pos_ == "VERB" for t in cue.doc[low + 1 : high]
    )


def _is_put_at(token: Token) -> bool:
    """Whether the token is the "number" of "put the number at 800"."""
    if token.lower_ not in {"number", "figure", "total"} or token.head.lemma_ not in PUT:
        return False
    return token.dep_ in {"dobj", "nsubjpass"} and any(c.lower_ == "at" for c in token.head.rights)


def _counts_people(numeral: Token, cue: Token) -> bool:
    head = numeral.head
    if _is_put_at(cue):
        return numeral.dep_ == "pobj" and head.lower_ == "at"
    if cue.lower_ in STAY and head.i == cue.i:
        return True
    if numeral.dep_ == "nummod" or head.dep_ == "nummod":
        noun = head if numeral.dep_ == "nummod" else head.head
        return is_people(noun) and noun.pos_ != "NUM"
    if any(c.lower_ == "of" and any(is_people(g) for g in c.children) for c in numeral.rights):
        return True
    if cue.lower_ in STAY:
        return numeral.dep_ in {"nsubj", "nsubjpass"}
    people = any(is_people(t) and t.pos_ == "NOUN" for t in numeral.sent)
    return people and numeral.dep_ in {"pobj", "nsubj", "nsubjpass", "attr", "oprd", "dobj"}


def _range(doc: Doc, first: int, last: int, value: float) -> tuple[float, float | None, int, int]:
    """Bounds with the words before the number, or with the other end of a range."""
    sentence = doc[first].sent
    if last + 2 < sentence.end and doc[last + 1].lower_ in _RANGE and doc[last + 2].like_num:
        second = _run(doc[last + 2])
        other = number(doc[second[0] : second[1] + 1].text)
        if other and other > value:
            return value, other, first, second[1]
    if first - 2 >= sentence.start and doc[first - 1].lower_ in _RANGE and doc[first - 2].like_num:
        other = number(doc[first - 2].text)
        if other and other < value:
            return other, value, first - 2, last
    start = max(sentence.start, first - 4)
    bounds = bounded(max(1, int(value)), doc[start:first].text)
    about = bounds.low != bounds.high and bounds.low != 1 and bounds.high is not None
    low = 0.0 if bounds.low == 1 and value > 1 else float(bounds.low)
    if about or bounds.is_exact:
        return value, value, first, last
    return low, None if bounds.high is None else float(bounds.high), first, last
