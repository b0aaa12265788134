"""Those who say "I" and "we": in a quotation its speaker, else the teller of the text.

The rules it keeps:
- Of the teller's sex only what their own words tell is taken.
- "We" are two or more until the text counts them.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from ..model.claim import AffectedGroup
from ..reference.parse import text_of
from .saying.quotes import Quote, quotes
from .spoken_of import sex_of_teller
from .told_people import People

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token


TOLD = 3  # times that "I" is said, for a text to be told by somebody


class Tellers:
    """The tellers of one text, each the same person or people wherever they speak."""

    def __init__(
        self, doc: Doc, sentence_of: Callable[[int], int], section_of: Callable[[int], int]
    ) -> None:
        self._doc, self._sentence_of, self._section_of = doc, sentence_of, section_of
        self._spoken = quotes(text_of(doc))
        self._starts = [quote.start for quote in self._spoken]
        self._tellers: dict[tuple[int | None, bool], People] = {}
        mine = (t for t in doc if t.lower_ in {"i", "me"} and self.quote_at(t) is None)
        self.is_told_by_one = sum(1 for _ in islice(mine, TOLD)) == TOLD

    def quote_at(self, token: Token) -> Quote | None:
        """The quotation that holds a token."""
        n = bisect_right(self._starts, token.idx) - 1
        return self._spoken[n] if n >= 0 and token.idx < self._spoken[n].end else None

    def known(self, token: Token, is_many: bool) -> People | None:
        """Who is already known to say "I", or "we" for `is_many`, where a token stands."""
        return self._tellers.get(self._key(token, is_many))

    def take(self, token: Token, is_many: bool, speaker: People | None) -> People:
        """Take down who says it there: the speaker of the quotation, or somebody new."""
        found = speaker or self._new(token, is_many)
        self._tellers[self._key(token, is_many)] = found
        return found

    def _key(self, token: Token, is_many: bool) -> tuple[int | None, bool]:
        quote = self.quote_at(token)
        return (quote.start if quote else None, is_many)

    def _new(self, token: Token, is_many: bool) -> People:
        """The teller with the sex that their own words tell: "my husband", "as his wife"."""
        text, quote = text_of(self._doc), self.quote_at(token)
        if quote is not None:
            text = text[quote.start : quote.end]
        sex = sex_of_teller(text)
        low, high = (2, None) if is_many else (1, 1)
        group = AffectedGroup(min=low, max=high, exact=not is_many, sex=None if is_many else sex)
        end = token.idx + len(token)
        sentence = self._sentence_of(token.i)
        return People(
            group, token.idx, end, sentence, self._section_of(sentence), token.i, {token.lower_},
            is_teller=True,
        )  # fmt: skip
