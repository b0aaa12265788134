"""Those who say "I" and "we": in a quotation or behind a label its speaker, else the text's teller.

The rules it keeps:
- Who speaks a quotation that no verb of saying stands beside is who the attributions give.
- Behind each label ("HAWA: …") somebody else speaks, the same behind every one like it.
- Of the teller's sex only what their own words tell is taken.
- "We" are two or more until the text counts them.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from ..model.claim import AffectedGroup
from ..model.source import SourceKind
from ..reference.parse import text_of
from .saying.quotes import Quote, quotes
from .spoken_of import sex_of_teller
from .told_people import People

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc, Token

    from ..model.source import Attribution
    from ..model.span import Span


TOLD = 3  # times that "I" is said, for a text to be told by somebody


class Tellers:
    """The tellers of one text, each the same person or people wherever they speak."""

    def __init__(
        self,
        doc: Doc,
        sentence_of: Callable[[int], int],
        section_of: Callable[[int], int],
        said: Iterable[Attribution] = (),
    ) -> None:
        self._doc, self._sentence_of, self._section_of = doc, sentence_of, section_of
        self._said = [
            (c, a.source) for a in said if a.source and _is_of_people(a) for c in a.content
        ]
        self._spoken = quotes(text_of(doc))
        self._starts = [quote.start for quote in self._spoken]
        self._tellers: dict[tuple[int | str | None, bool], People] = {}
        mine = (t for t in doc if t.lower_ in {"i", "me"} and self.quote_at(t) is None)
        self.is_told_by_one = sum(1 for _ in islice(mine, TOLD)) == TOLD

    def quote_at(self, token: Token) -> Quote | None:
        """The quotation that holds a token."""
        n = bisect_right(self._starts, token.idx) - 1
        return self._spoken[n] if n >= 0 and token.idx < self._spoken[n].end else None

    def source_at(self, token: Token) -> Span | None:
        """The words for who says what holds a token, by the attributions."""
        over = [(c, s) for c, s in self._said if c.start <= token.idx < c.end]
        return min(over, key=lambda o: o[0].end - o[0].start)[1] if over else None

    def label_at(self, token: Token) -> Span | None:
        """The label before the line that holds a token: "HAWA: When I asked, she …"."""
        said, text = self.source_at(token), text_of(self._doc)
        is_first = said is not None and (said.start == 0 or text[said.start - 1] == "\n")
        return said if said and is_first and text[said.end : said.end + 1] == ":" else None

    def known(self, token: Token, is_many: bool) -> People | None:
        """Who is already known to say "I", or "we" for `is_many`, where a token stands."""
        return self._tellers.get(self._key(token, is_many))

    def take(self, token: Token, is_many: bool, speaker: People | None) -> People:
        """Take down who says it there: the speaker of the quotation, or somebody new."""
        found = speaker or self._new(token, is_many)
        self._tellers[self._key(token, is_many)] = found
        return found

    def _key(self, token: Token, is_many: bool) -> tuple[int | str | None, bool]:
        if quote := self.quote_at(token):
            return (quote.start, is_many)
        label = self.label_at(token)
        return (text_of(self._doc)[label.start : label.end] if label else None, is_many)

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


def _is_of_people(said: Attribution) -> bool:
    return said.link is not None and said.link.kind is not SourceKind.DOCUMENT


def is_label(token: Token) -> bool:
    """Whether a word alone names who speaks the line that it begins: "NARRATOR: Hawa is 26."."""
    ends_line = token.i == 0 or token.nbor(-1).is_space or token.nbor(-1).text.endswith("\n")
    return (
        ends_line and token.is_upper and token.i + 1 < len(token.doc) and token.nbor().text == ":"
    )
