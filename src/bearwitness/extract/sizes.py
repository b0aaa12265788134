"""How many people one noun phrase says.

The rules it keeps:
- A number right beside counts them too: "the second group, eighteen women", "workers, nine in all".
- A family or a group without a number is two or more.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ..reference.parse import once_a_word, text_of
from .ages import OLDEST
from .counts import Bounds, bounded, number, number_of
from .people import is_people, sex_of, words
from .pronouns import HE_OR_SHE, ME, THEY, US
from .shares import is_share, part_of, whole_of
from .spoken_of import COLLECTIVE, WHOLE, is_aside

if TYPE_CHECKING:
    from spacy.tokens import Token

PAIRS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3, "twins": 2, "triplets": 3}
SINGLE = ME | {*HE_OR_SHE, "himself", "herself", "someone", "somebody", "one"}
MANY = THEY | US | {"those", "these", "others", "all", "many", "some", "most", "each",
                    "everyone", "everybody"}  # fmt: skip
ONE_MORE = {"another", "either"}
ANAPHORA = SINGLE | MANY | {"who", "whom", "that", "which", "you", "it"}


@once_a_word
def bounds_of(token: Token) -> Bounds:
    """How many people one noun phrase says."""
    if token.lower_ in PAIRS:
        return Bounds(PAIRS[token.lower_], PAIRS[token.lower_], is_exact=True)
    if (part := _share(token) or _all_but(token) or _reached(token)) is not None:
        return part
    if token.lower_ == "family" and (size := _family_of(token)):
        return Bounds(size, size, is_exact=True)
    if token.lower_ in ONE_MORE or is_one_compared(token):
        return Bounds(1, 1, is_exact=True)
    if token.lower_ == "other" and any(c.lower_ in {"the", "an"} for c in token.lefts):
        return Bounds(1, 1, is_exact=True)
    if token.lower_ == "one" and any(c.is_digit or "," in c.text for c in token.lefts):
        return Bounds(1, 1, is_exact=True)  # "for another 50,000 one of the two could leave"
    if any(c.lower_ in {"each", "every"} for c in token.lefts):
        return Bounds(2, None, is_stated=False)
    found = number_of(token)
    if (found is None or not found.is_exact) and (told := _counted_beside(token)) is not None:
        return told
    if found is not None:
        times = 2 if token.lower_ in {"families", "couples"} else 1
        is_open = found.high is None or token.lower_ in words().loads | {"families"}
        high = None if is_open or found.high is None else found.high * times
        return Bounds(found.low * times, high, found.is_exact and times == 1)
    if token.lower_ == "family":
        return Bounds(2, None, is_stated=True)
    if _is_plural(token):
        return Bounds(2, None, is_stated=False)
    alone = token.lower_ in words().one_of_several or token.lower_ == "old"
    single = token.lower_ in SINGLE or token.pos_ in {"NOUN", "PROPN"} or alone
    single = single or any(c.lower_ in {"a", "an"} for c in token.lefts)
    named = token.pos_ == "PROPN" or any(c.dep_ == "det" for c in token.lefts)
    return Bounds(1, 1 if single else None, is_exact=single, is_stated=named)


def _counted_beside(token: Token) -> Bounds | None:
    """The number that the next words give those told of without one; None if they give none."""
    if not (_is_plural(token) or token.lower_ in COLLECTIVE | WHOLE):
        return None
    for again in (c for c in token.rights if c.dep_ == "appos" and is_people(c)):
        if is_aside(again) or (first := number_of(again)) is None or not first.is_exact:
            continue
        others = [number_of(t) for t in again.conjuncts if is_people(t)]
        for other in others:
            first = first.plus(other or Bounds(1, 1, is_exact=True))
        return first if first.low > 1 else None
    return _in_all(token) or _by_ages(token) or _of_them(token) or _who_say_so(token)


def is_one_compared(token: Token) -> bool:
    """Whether a word is for one of some by how they compare: "the older of the two monks"."""
    return token.tag_ in {"JJR", "JJS"} and any(c.lower_ == "of" for c in token.rights)


def _of_them(token: Token) -> Bounds | None:
    """The number of "they were driven, forty of them, to the gate"."""
    said = _OF_THEM.match(text_of(token.doc), token.idx + len(token))
    value = number(said["number"]) if said and token.lower_ in THEY | US else None
    return Bounds(int(value), int(value), is_exact=True) if value and value > 1 else None


_OF_THEM = re.compile(r"[^,.;!?]{0,60}, (?P<number>[\w-]+) of (?:them|us),")


def _who_say_so(token: Token) -> Bounds | None:
    """As many as say it of themselves: "31 said that they were beaten", "and 12 that they were".

    Only those no noun is told of: "31 of the women said" are told of by that noun.
    """
    doc, start = token.doc, token.sent.start
    if token.lower_ not in THEY:
        return None
    that = next((i for i in range(token.i - 1, start, -1) if doc[i].lower_ == "that"), start)
    told = that - 1 if doc[max(start, that - 1)].lemma_ in _SAYING else that
    value = number(doc[told - 1].text) if told > start else None
    is_said = any(t.lemma_ in _SAYING for t in doc[start:that])
    numeral = doc[max(start, told - 1)]
    is_other = numeral.ent_type_ in {"DATE", "TIME", "PERCENT"} or numeral.dep_ == "nummod"
    if not (value and value > 1 and value == int(value) and is_said) or is_other:
        return None
    return Bounds(int(value), int(value), is_exact=True)


_SAYING = {"say", "tell", "report", "state", "allege", "complain", "testify", "claim"}


def _by_ages(token: Token) -> Bounds | None:
    """As many as ages are listed: "their daughters, six and nine years old"."""
    said = _AGES_LISTED.match(text_of(token.doc), token.idx + len(token))
    ages = [number(word) for word in re.findall(r"[\w-]+", said["ages"])] if said else []
    known = [years for years in ages if years and years <= OLDEST]
    if len(known) < 2 or number_of(token) is not None or token.tag_ != "NNS":
        return None
    return Bounds(len(known), len(known), is_exact=True)


_AGES_LISTED = re.compile(
    r",? (?:aged |ages )?(?P<ages>[\w-]+(?:, [\w-]+)*,? and [\w-]+)(?= years old|[,.;)])"
)


_IN_ALL = re.compile(
    r"[^.;!?]{0,60}?[,:(–—-] ?(?P<about>about |some |around |nearly |at least |more than )?"
    r"(?P<number>[\w-]+) (?:people |persons )?(?:in number|in all|in total|altogether|all told)\b"
)


def _in_all(token: Token) -> Bounds | None:
    """The number of "workers, nine in number", "only the men: seven in all"."""
    if number_of(token) is not None:
        return None
    said = _IN_ALL.match(text_of(token.doc), token.idx + len(token))
    value = number(said["number"]) if said else None
    return bounded(int(value), said["about"] or "") if said and value and value >= 1 else None


def parts_of(token: Token) -> list[Token]:
    """The nouns of a list that says who all of a number are: "nine persons, seven women and …"."""
    whole = number_of(token)
    if whole is None or not whole.is_exact or whole.low < 2:
        return []
    found: list[Token] = []
    total = 0
    for other in token.doc[token.i + 1 : min(token.i + LISTED, token.sent.end)]:
        if other.pos_ in {"VERB", "AUX"}:
            break
        value = _number_beside(other) if other.tag_ in {"NN", "NNS"} else None
        if value and is_people(other):
            if not found and not _is_apart(token, other):
                return []
            found.append(other)
            total += value
    own = sex_of(token.lower_)
    is_theirs = all(own is None or sex_of(part.lower_) in {None, own} for part in found)
    return found if total == whole.low and is_theirs else []


def _is_apart(whole: Token, part: Token) -> bool:
    """Whether a comma, dash, bracket or colon stands before the first part, and no "and"."""
    between = {t.lower_ for t in whole.doc[whole.i + 1 : part.i]}
    return bool(between & {",", "-", "–", "—", "--", "(", ":"}) and "and" not in between


LISTED = 30  # tokens in which a list of parts stands


def _number_beside(noun: Token) -> int | None:
    """The number right before a noun, else right behind it: "7 women", "men 12"."""
    doc, i = noun.doc, noun.i
    for beside in (i - 1, i + 1):
        value = number(doc[beside].text) if beside < len(doc) else None
        if value and doc[beside].text[0].isalnum() and doc[beside].lower_ not in {"a", "an"}:
            return int(value)
    return 1 if doc[i - 1].lower_ in {"a", "an"} else None


def _share(token: Token) -> Bounds | None:
    """The part that "half of the 40 workers" names; None if it names none."""
    shared = one_in(token) if token.pos_ == "NUM" else None
    if shared is not None:
        whole = number_of(shared[1])
        if whole is None or whole.high is None:
            return None
        people = max(1, round(whole.high * shared[0]))
        return Bounds(people, people)
    if not (token.dep_ == "pobj" and token.head.lower_ == "of" and is_share(token.head.head)):
        return None
    whole = number_of(token)
    if whole is None or whole.high is None:
        return Bounds(2, None)
    part = part_of(token.head.head, whole.high)
    return Bounds(*part) if part else None


def _all_but(token: Token) -> Bounds | None:
    """Forty-one of "all but three of the 44 men"."""
    said = _ALL_BUT.search(text_of(token.doc), token.sent.start_char, token.idx)
    left, whole = (number(said[n]) for n in ("left", "whole")) if said else (None, None)
    if not left or not whole or left >= whole:
        return None
    return Bounds(int(whole - left), int(whole - left), is_exact=True)


_ALL_BUT = re.compile(r"\b[Aa]ll but (?P<left>[\w-]+) of (?:the|these|those) (?P<whole>[\w,-]+) $")


def _reached(token: Token) -> Bounds | None:
    """The number told of behind: "the number of those deported reached 18,420"."""
    noun = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    if noun.lemma_ not in _NUMBERS or number_of(token) is not None:
        return None
    text, start = text_of(token.doc), token.idx + len(token)
    pause = _PAUSE.search(text, start, token.sent.end_char)
    for said in _REACHED.finditer(text, start, pause.start() if pause else token.sent.end_char):
        value = number(said["number"])
        if value and value > 1 and value == int(value):
            return bounded(int(value), said["about"] or "")
    return None


_NUMBERS = {"number", "total", "tally", "count"}
_PAUSE = re.compile(r"[.,;:!?](?!\d)")
_REACHED = re.compile(
    r" (?:reached|reaches|reach|(?:rose|climbed|grew|came|up|fell|dropped) to|at|was|is|passed"
    r"|exceeded) (?P<about>(?:about|some|around|nearly|at least|more than|over) )?"
    r"(?P<number>\d(?:[\d,.]*\d)?(?: (?:thousand|million))?|[a-z-]+)"
)


def one_in(token: Token) -> tuple[Fraction, Token] | None:
    """The share and the noun of "one in ten of the 200 prisoners"."""
    inner = next((g for c in token.rights if c.lower_ == "in" for g in c.children), None)
    first, second = number(token.text), number(inner.text) if inner is not None else None
    if inner is None or not first or not second or first >= second:
        return None
    people = whole_of(inner)
    return (Fraction(int(first), int(second)), people) if people is not None else None


def _family_of(token: Token) -> int | None:
    """Five in "a family of five"."""
    inner = whole_of(token)
    size = number(inner.text) if inner is not None and inner.pos_ == "NUM" else None
    return int(size) if size and size >= 2 else None


def _is_plural(token: Token) -> bool:
    if token.lower_ in words().one_of_several and token.dep_ in {"nsubj", "nsubjpass"}:
        return any(c.lower_ in {"were", "are", "have"} for c in token.head.lefts)
    if token.lower_ in MANY or token.lower_ in words().plural:
        return True
    known = words().nouns
    is_listed = token.lower_ in known and token.lower_.endswith("s") and token.lower_[:-1] in known
    return (token.tag_ in {"NNS", "NNPS"} or is_listed) and token.ent_type_ != "PERSON"
