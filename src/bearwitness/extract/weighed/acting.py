"""Who of a text can have done what it tells: every word for a body or people who act, in order.

The rules it keeps:
- A kind of institution, with its country where the text gives one beside it; never a name.
- A place where people are kept is those who keep it; who only bears a name is nobody here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from ...reference.vocabulary import load_yaml, vocabulary
from ..described import who_is
from ..perpetrators import (
    COUNTING,
    PLACES,
    STAFF,
    Institution,
    body_kinds,
    is_against,
    is_site,
)
from ..spoken_of import is_speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Token

    from ..told import Telling

BACK, ON = 3, 1  # sentences before and after an act in which those who did it are weighed
_PRIVATE = {"private person", "unknown"}


class Actor:
    """A word for those who may have acted: its token, its sentence, whether it is a place."""

    __slots__ = ("is_place", "sentence", "speaks", "token", "who")

    def __init__(self, token: Token, who: Institution, sentence: int) -> None:
        self.token, self.who, self.sentence = token, who, sentence
        self.is_place = token.lower_ in PLACES or is_site(token)
        self.speaks = is_speaking(token)


class Acting:
    """The actors of one text in order, and how often each kind is spoken of."""

    def __init__(self, telling: Telling) -> None:
        self.actors = list(_actors(telling.doc, telling.demonym, telling.sentence_of))
        self.often = Counter(a.who.kind for a in self.actors)
        self.countries: dict[str, set[str]] = defaultdict(set)
        for one in self.actors:
            if one.who.country:
                self.countries[one.who.kind].add(one.who.country)
        self.most = max(self.often.values(), default=1)
        self._at = [a.token.i for a in self.actors]
        self._sentences = [a.sentence for a in self.actors]

    def near(self, here: int) -> list[Actor]:
        """The actors of a sentence, of those near it, and of the first one."""
        first = bisect_left(self._sentences, here - BACK)
        last = bisect_right(self._sentences, here + ON)
        lead = bisect_right(self._sentences, 0)
        return self.actors[: min(lead, first)] + self.actors[first:last]

    def before(self, i: int) -> list[str]:
        """The kinds told of before a token, the last first, each once."""
        kinds = (a.who.kind for a in reversed(self.actors[: bisect_left(self._at, i)]))
        return list(dict.fromkeys(kinds))


@cache
def _words() -> frozenset[str]:
    """The last words of all names for those who may act, and words that may stand for a body."""
    table = load_yaml("perpetrators")
    names = [n for code in vocabulary("perpetrators") for n in code.cues.get("nouns", ())]
    for code in vocabulary("perpetrators"):
        names += [*code.extra.get("names", {})]  # type: ignore[misc]
    spoken, bodies = table["spoken_of"], table["bodies"]
    names += [*spoken["units"], *spoken["people"], *spoken["sites"], *spoken["ranks"]]
    names += [w for row in spoken["by_text"] for w in row["words"]]
    names += [*bodies["heads"], *bodies["again"]]
    for part in ("own", "named", "numbered"):
        names += [w for words in bodies[part].values() for w in words]
    return frozenset({n.split()[-1] for n in names} | STAFF | COUNTING | PLACES)


def _actors(
    doc: Doc, demonym: Callable[[str], str | None], sentence_of: Callable[[int], int]
) -> Iterator[Actor]:
    """Every word for those who may act, each stretch of the text once."""
    seen: set[tuple[int, int]] = set()
    words = _words()
    for token in doc:
        is_state = token.ent_type_ == "GPE" and token.dep_ == "nsubj"
        if not (is_state or token.lower_ in words) or token.pos_ not in _NAMING:
            continue
        who = _who(token, demonym)
        if who is not None and (who.start, who.end) not in seen:
            seen.add((who.start, who.end))
            yield Actor(token, who, sentence_of(token.i))


_LANDS = {"state", "country", "nation", "republic", "kingdom"}
_WITHIN = {"in", "across", "throughout", "within", "around", "from", "into", "of", "inside"}
_NAMING = {"NOUN", "PROPN", "ADJ", "NUM", "PRON"}


def _who(token: Token, demonym: Callable[[str], str | None]) -> Institution | None:
    if token.dep_ == "compound" and token.head.i == token.i + 1 and token.head.lower_ in _words():
        return None  # "police" of "police officers"
    if token.lower_ in _LANDS and token.dep_ == "pobj" and token.head.lower_ in _WITHIN:
        return None  # "persons arrested in the state"
    who = who_is(token, demonym)
    if who is None and is_site(token):
        return Institution("prison", None, token.i, token.i + 1)
    if who is not None and is_against(token.doc, who.start):
        return None
    if who is None or who.kind not in body_kinds() | _PRIVATE or token.ent_type_ == "PERSON":
        return None
    return who
