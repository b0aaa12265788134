"""Sayings set off from what is said that the parse did not join to it: ", they testified, …".

"Soldiers took the phones, a man of 24 said in a voice message." "At the hotel, they testified,
their papers were taken." A verb that can close or open a quotation, its subject right before it, a
comma before the subject, and behind the verb nothing but when, where and how: the rest of the
sentence is what is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model.source import Saying
from .cues import cues
from .draft import Draft
from .drafting import cue_tokens, finish
from .spans import Page, pieces
from .tree import Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SAID = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_PLAIN = frozenset({"say", "tell", "report", "write"})  # that the tagger takes for participles
_BETWEEN = frozenset({"*", "also", "later", "then", "has", "have", "had", "both"})
_OPENS = frozenset({",", "—", "–"})
_CLOSES = frozenset({",", ".", "—", "–", ";"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT"})
_LONGEST = 14  # tokens of a source
_AFTER = 14  # tokens of when, where and how
_LINKING = frozenset({"that", "if", "whether", "and", "but", "which", "who", "when"})


def aside_drafts(page: Page, drafts: Iterable[Draft]) -> list[Draft]:
    """One draft for each such saying that none of `drafts` has read."""
    read = {d.at for d in drafts}
    return [d for d in _asides(page) if d.at not in read]


def _asides(page: Page) -> Iterator[Draft]:
    tree = page.tree
    sayers = cues().lists["sayers"] | cues().lists["asides"]
    for i, lemma in enumerate(tree.lemmas):
        if lemma not in sayers or tree.tags[i] not in _SAID or page.quote_at(tree.start[i]):
            continue
        if tree.tags[i] == "VBN" and lemma not in _PLAIN:
            continue
        source, after = source_before(tree, i), _after(tree, i)
        if source is None or after is None:
            continue
        first, head = source
        left, right = tree.first[i], tree.last[i]
        if after >= right and not _is_clause(tree, left, first):
            continue
        content = pieces(page, left, first - 1, [])
        if after < right:
            content += pieces(page, after + 1, right, [])
        draft = finish(page, i, cue_tokens(tree, i), content, Saying.SAYS, head)
        if draft is not None:
            draft.source = page.tokens(first, last_before(tree, i))
            draft.rule = "that"
            yield draft


def source_before(tree: Tree, i: int) -> tuple[int, int] | None:
    """The first token of the source right before the verb, behind a comma, and its head."""
    last = last_before(tree, i)
    first = last
    while first > tree.first[i] and tree.low[first - 1] not in _OPENS:
        first -= 1
    if first == tree.first[i] or last - first >= _LONGEST or last < first:
        return None
    inside = range(first, last + 1)
    if tree.tags[first] not in _STARTS or any(tree.tags[k] in _FINITE for k in inside):
        return None
    nouns = [k for k in inside if tree.tags[k] in _NOUNS]
    tops = [k for k in nouns if not first <= tree.heads[k] <= last or tree.heads[k] == k]
    plain = [k for k in nouns if tree.tags[k] != "DT"]
    head = tops[0] if tops else plain[0] if plain else None
    return None if head is None else (first, head)


_STARTS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "CD", "DT", "JJ", "RB"})


def last_before(tree: Tree, i: int) -> int:
    """The last token before the verb, its auxiliaries and adverbs."""
    at = i - 1
    while at > tree.first[i] and tree.low[at] in _BETWEEN:
        at -= 1
    return at


def _after(tree: Tree, i: int) -> int | None:
    """The comma or stop that closes the aside; None where a clause or an object follows."""
    for k in range(i + 1, min(i + _AFTER, tree.last[i]) + 1):
        if tree.low[k] in _CLOSES:
            return k
        if tree.tags[k] in _FINITE or tree.low[k] in _LINKING or tree.low[k] == ":":
            return None
        if tree.deps[k] == "dobj" and tree.heads[k] == i and tree.lemmas[i] != "tell":
            return None
    return tree.last[i] if tree.last[i] - i < _AFTER else None


def _is_clause(tree: Tree, first: int, last: int) -> bool:
    """Whether a finite verb stands from `first` up to `last`."""
    return any(tree.tags[k] in _FINITE or tree.tags[k] == "VBN" for k in range(first, last))
