"""What is said, as stretches of text: trimmed of joining words, widened to whole quotations."""

from __future__ import annotations

from bisect import bisect_right

from .cues import cues
from .quotes import Quote, paragraphs
from .tree import Tree

Stretch = tuple[int, int]
_LONG = 60  # code points: a shorter quotation inside a clause is a word in quotation marks
_OPEN = "“\"'‘«„「`"


class Page:
    """A parse with its quotations, and the moves between tokens and stretches of text."""

    __slots__ = ("_starts", "paragraphs", "quotes", "tree")

    def __init__(self, tree: Tree, quotes: list[Quote]) -> None:
        self.tree = tree
        self.quotes = quotes
        self._starts = [q.start for q in quotes]
        self.paragraphs = paragraphs(tree.text)

    def quote_at(self, offset: int) -> Quote | None:
        """The quotation that covers the code point."""
        i = bisect_right(self._starts, offset) - 1
        return self.quotes[i] if i >= 0 and offset < self.quotes[i].end else None

    def paragraph(self, offset: int) -> Stretch:
        """The paragraph that the code point stands in."""
        i = bisect_right(self.paragraphs, (offset, len(self.tree.text))) - 1
        return self.paragraphs[max(i, 0)]

    def quotes_between(self, start: int, end: int) -> list[Quote]:
        """The quotations that begin in the stretch."""
        i = bisect_right(self._starts, start - 1)
        out = []
        while i < len(self.quotes) and self.quotes[i].start < end:
            out.append(self.quotes[i])
            i += 1
        return out

    def quotes_in(self, stretch: Stretch) -> bool:
        """Whether a quotation stands in the stretch."""
        return self.quote_at(stretch[0]) is not None or bool(self.quotes_between(*stretch))

    def tokens(self, first: int, last: int) -> Stretch:
        """The stretch of text from token to token, both inclusive."""
        return self.tree.start[first], self.tree.end[last]


def pieces(page: Page, first: int, last: int, holes: list[tuple[int, int]]) -> list[Stretch]:
    """Tokens `first` to `last` less the holes, each piece trimmed; token pairs are inclusive."""
    out, at = [], first
    for a, b in sorted(holes):
        if b < at or a > last:
            continue
        if a > at:
            out.append((at, a - 1))
        at = max(at, b + 1)
    if at <= last:
        out.append((at, last))
    trimmed = (trim(page, a, b) for a, b in out)
    text = page.tree.text
    return [s for s in trimmed if s is not None and any(c.isalnum() for c in text[s[0] : s[1]])]


def trim(page: Page, first: int, last: int) -> Stretch | None:
    """The stretch without joining words and punctuation at its edges; None when nothing is left."""
    tree, joins = page.tree, cues().lists["connectives"]
    while first <= last and (_loose(tree, first) or (tree.low[first] in joins and first < last)):
        if tree.text[tree.start[first]] in _OPEN and page.quote_at(tree.start[first]):
            break
        first += 1
    while last >= first and _loose(tree, last):
        if page.quote_at(tree.start[last]) and page.quote_at(tree.start[first]):
            break
        last -= 1
    if first > last:
        return None
    return _whole_quotes(page, *page.tokens(first, last))


def _loose(tree: Tree, i: int) -> bool:
    return not any(c.isalnum() or c in "$€£%)" for c in tree.low[i])


def _whole_quotes(page: Page, start: int, end: int) -> Stretch:
    """Take in the mark (and stop) that belongs to a quotation whose words end at the edge."""
    text = page.tree.text
    opening, closing = page.quote_at(start), page.quote_at(end - 1)
    if opening and not any(c.isalnum() for c in text[opening.start : start]):
        start = opening.start
    if closing and not any(c.isalnum() for c in text[end : closing.end]):
        end = closing.end
    return start, end


def widen(page: Page, stretch: Stretch, keep_out: Stretch) -> Stretch:
    """The stretch grown to the ends of a long quotation it stands in, if the cue is outside it."""
    start, end = stretch
    for quote in {id(q): q for q in (page.quote_at(start), page.quote_at(end - 1)) if q}.values():
        inside = quote.start < keep_out[1] and keep_out[0] < quote.end
        if not inside and quote.length > _LONG:
            start, end = min(start, quote.start), max(end, quote.end)
    return start, end


def less(stretch: Stretch, hole: Stretch) -> list[Stretch]:
    """The stretch without the hole: none, one or two pieces."""
    start, end = stretch
    if hole[1] <= start or end <= hole[0]:
        return [stretch]
    return [(a, b) for a, b in ((start, hole[0]), (hole[1], end)) if b - a > 1]
