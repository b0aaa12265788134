"""A dependency parse as plain lists: what the rules look at, read out of spaCy once a document."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from ...reference.parse import text_of
from .quotes import paragraphs

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEMMAS = {"hopes": "hope", "hoped": "hope", "hoping": "hope", "retweeted": "retweet"}
_ANSWERS = frozenset(
    "deny reject add insist refuse acknowledge confirm call express urge warn accuse "
    "decline".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


class Tree:
    """Tokens by position: words, lemmas, tags, heads, children and the edges of each subtree.

    `start` and `end` are code points into the text, end exclusive; `left` and `right` are the first
    and last token under each token, both inclusive.
    """

    __slots__ = (
        "_where", "deps", "doc", "end", "first", "heads", "kids", "last", "left", "lemmas", "low",
        "right", "start", "tags", "text",
    )  # fmt: skip

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        tokens = list(doc)
        words = [t.text for t in tokens]
        self.low = [w.lower() for w in words]
        self.start = [t.idx for t in tokens]
        self.end = [s + len(w) for s, w in zip(self.start, words, strict=True)]
        self.lemmas = [
            _LEMMAS.get(low) or t.lemma_.lower() for t, low in zip(tokens, self.low, strict=True)
        ]
        self.tags = [t.tag_ for t in tokens]
        self.deps = [t.dep_ for t in tokens]
        self.heads = [t.head.i for t in tokens]
        self._cut()
        self._mend()
        self._grow()
        self._sentences()

    def _cut(self) -> None:
        """Take apart what the parser joined over a paragraph's end."""
        starts = [a for a, _ in paragraphs(self.text)]
        where = [bisect_right(starts, s) for s in self.start]
        for i, head in enumerate(self.heads):
            if where[i] != where[head]:
                self.heads[i], self.deps[i] = i, "ROOT"
        self._where = where

    def _mend(self) -> None:
        """Give "X said he would go and criticised Y" its second verb back.

        The parser hangs a past-tense verb without subject on the reported clause; when that clause
        is not in the past tense itself, the verb continues what X does.
        """
        bare = {
            h for h, d in zip(self.heads, self.deps, strict=True) if d in {"nsubj", "nsubjpass"}
        }
        modal = {h for h, t in zip(self.heads, self.tags, strict=True) if t in {"MD", "VBZ", "VBP"}}
        perfect = {
            h
            for h, d, low in zip(self.heads, self.deps, self.low, strict=True)
            if d == "aux" and low == "had"
        }
        for i, (head, dep) in enumerate(zip(self.heads, self.deps, strict=True)):
            if dep != "conj" or self.tags[i] != "VBD" or i in bare or self.deps[head] != "ccomp":
                continue
            above = self.heads[head]
            if head in perfect and self.tags[above] == "VBD" and above < head:
                if self.lemmas[i] in _ANSWERS:
                    self.heads[i] = above
                continue
            present = self.tags[head] in {"VBZ", "VBP"} or head in modal
            if self.tags[above] == "VBD" and above < head and present:
                self.heads[i] = above

    def _grow(self) -> None:
        n = len(self.heads)
        self.kids: list[list[int]] = [[] for _ in range(n)]
        self.left, self.right = list(range(n)), list(range(n))
        for i, head in enumerate(self.heads):
            if head != i:
                self.kids[head].append(i)
        for root in (i for i in range(n) if self.heads[i] == i):
            order = [root]
            for i in order:
                order.extend(self.kids[i])
            for i in reversed(order):
                head = self.heads[i]
                self.left[head] = min(self.left[head], self.left[i])
                self.right[head] = max(self.right[head], self.right[i])

    def _sentences(self) -> None:
        n = len(self.heads)
        self.first, self.last = [0] * n, [0] * n
        for sent in self.doc.sents:
            start = sent.start
            for i in range(sent.start, sent.end):
                if self._where[i] != self._where[start]:
                    start = i
                self.first[i] = start
            end = sent.end - 1
            for i in range(sent.end - 1, sent.start - 1, -1):
                if self._where[i] != self._where[end]:
                    end = i
                self.last[i] = end

    def __len__(self) -> int:
        return len(self.heads)

    def same_paragraph(self, i: int, j: int) -> bool:
        """Whether two tokens stand in one paragraph."""
        return self._where[i] == self._where[j]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of these relations."""
        return next((k for k in self.kids[i] if self.deps[k] in deps), None)

    def subject(self, i: int) -> int | None:
        """The verb's own subject (a lone dummy "there" or "it" counts)."""
        found = [k for k in self.kids[i] if self.deps[k] in _SUBJECTS]
        before = [k for k in found if k < i]
        return before[-1] if before else found[0] if found else None

    def under(self, i: int, top: int) -> bool:
        """Whether `i` is `top` or stands below it."""
        while i != top:
            head = self.heads[i]
            if head == i:
                return False
            i = head
        return True

    def is_verb(self, i: int) -> bool:
        """Whether the token is tagged as a verb form."""
        return self.tags[i].startswith("VB")

    def token_at(self, offset: int) -> int | None:
        """The token that covers the code point, if any (bisection)."""
        low, high = 0, len(self.start) - 1
        while low <= high:
            middle = (low + high) // 2
            if self.start[middle] > offset:
                high = middle - 1
            elif self.end[middle] <= offset:
                low = middle + 1
            else:
                return middle
        return None
