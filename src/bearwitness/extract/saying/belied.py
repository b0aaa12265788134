"""What a clause set off at the end of a sentence denies of it: "…, which the government denies".

The clause begins with "which", behind a comma or dash; its only verb is one of denying, with
nothing behind "which" but who denies it. What is denied is the sentence before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.source import Saying
from .draft import Draft
from .drafting import finish
from .spans import Page, pieces
from .tree import Tree

_OPENS = frozenset({",", "—", "–", "-", ";"})
_FORMS = {"deny", "denies", "denied", "dispute", "disputes", "disputed"}
_FINITE = ("VB", "MD")
_SHORTEST = 3  # tokens of what is denied
_LONGEST = 16  # tokens from "which" to the verb


def belied_drafts(page: Page) -> Iterator[Draft]:
    """One draft for each such clause."""
    tree = page.tree
    for i, word in enumerate(tree.low):
        which = _which(page, i) if word in _FORMS else None
        head = None if which is None else _who(tree, which, i)
        if which is None or head is None:
            continue
        content = pieces(page, tree.first[i], which - 2, [])
        draft = finish(page, i, (i, i), content, Saying.SAYS, head)
        if draft is not None:
            draft.source, draft.rule = page.tokens(which + 1, _last_of_source(tree, i)), "which"
            yield draft


def _which(page: Page, i: int) -> int | None:
    """The "which" that opens a clause, behind a comma, of which the verb is the only one."""
    tree = page.tree
    for k in range(i - 1, max(tree.first[i] + _SHORTEST, i - _LONGEST) - 1, -1):
        if tree.low[k] == "which":
            return k if tree.low[k - 1] in _OPENS else None
        if tree.tags[k].startswith(_FINITE) and tree.deps[k] not in {"aux", "amod"}:
            return None
    return None


def _who(tree: Tree, which: int, i: int) -> int | None:
    """The head of the phrase between "which" and its verb: the parser at times misses the verb."""
    found = tree.kid(i, "nsubj")
    if found is not None and which < found < i:
        return found
    nouns = [k for k in range(which + 1, i) if tree.tags[k].startswith("NN")]
    return next((k for k in nouns if k + 1 not in nouns), None)


def _last_of_source(tree: Tree, i: int) -> int:
    """The last token before the verb and its auxiliaries and adverbs."""
    at = i - 1
    while tree.tags[at] in {"RB", "MD", "VBZ", "VBP", "VBD"}:
        at -= 1
    return at
