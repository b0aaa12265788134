"""Drafts from tokens: the words of a cue, and the pieces put together."""

from __future__ import annotations

from ...model.source import Saying
from .draft import Draft
from .sources import phrase
from .spans import Page, Stretch, less
from .tree import Tree

_BESIDE = frozenset({"aux", "auxpass", "neg", "advmod"})


def cue_tokens(tree: Tree, i: int) -> tuple[int, int]:
    """First and last token of the cue: the verb with its auxiliaries, negation, particle."""
    first = last = i
    beside = {k for k in tree.kids[i] if tree.deps[k] in _BESIDE and tree.left[k] == tree.right[k]}
    while first - 1 in beside or (
        first - 1 >= 0 and tree.tags[first - 1] == "TO" and first - 1 in tree.kids[i]
    ):
        first -= 1
    if i + 1 < len(tree) and tree.deps[i + 1] == "prt" and tree.heads[i + 1] == i:
        last = i + 1
    return first, last


def finish(
    page: Page,
    at: int,
    cue: tuple[int, int],
    content: list[Stretch],
    saying: Saying,
    head: int | None,
) -> Draft | None:
    """A draft from tokens; None when nothing is left of the content."""
    if not content:
        return None
    source = None
    if head is not None:
        first, last = phrase(page.tree, head)
        if first <= at <= last:
            first, last = (first, at - 1) if head < at else (at + 1, last)
            last = max(last, head)
        source = page.tokens(first, last)
        content = [p for s in content for p in less(s, source)]
    start, end = page.paragraph(page.tree.start[at])
    content = [(max(a, start), min(b, end)) for a, b in content if a < end and b > start]
    if not content:
        return None
    return Draft(at, page.tokens(min(cue), max(cue)), content, saying, head, source)
