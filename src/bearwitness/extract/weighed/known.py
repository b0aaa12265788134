"""The people told of in one text, with every word that stands for them."""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from ..told import Telling
    from ..told_people import People

BACK, ON = 3, 1  # sentences before and after an act whose people are weighed


class Known:
    """People told of in one text, with every word that stands for them, in text order."""

    def __init__(self, telling: Telling) -> None:
        self.words: dict[int, list[Token]] = {}
        self.people: dict[int, People] = {}
        for i in sorted(telling.of):
            one = telling.of[i]
            self.people[id(one)] = one
            self.words.setdefault(id(one), []).append(telling.doc[i])
        for one in telling.met:
            if one.members and id(one) not in self.people:
                self.people[id(one)] = one
                self.words[id(one)] = [telling.doc[one.token]]
        said = [(word.i, key) for key, words in self.words.items() for word in words]
        self.order = sorted(said, key=itemgetter(0))  # at one word as told, never by the number
        self.most = max((len(words) for words in self.words.values()), default=1)

    def before(self, i: int) -> list[int]:
        """Those told of before a token, the last first, each once."""
        seen = (key for _, key in reversed(self.order[: bisect_left(self.order, (i, 0))]))
        return list(dict.fromkeys(seen))

    def near(self, here: int, sentence_of: Callable[[int], int]) -> list[People]:
        """Those told of in a sentence or near it, and in the first sentence of the text."""
        found: dict[int, People] = {}
        for i, key in self.order:
            n = sentence_of(i)
            if n == 0 or here - BACK <= n <= here + ON:
                found[key] = self.people[key]
        return list(found.values())
