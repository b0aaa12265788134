"""Documents that say something without a verb of saying.

"In a 2018 report, X counted 40 deaths"; "the killing is described in a report by X"; "as recorded
in her file, …"; "per a police statement, …". The document is the source, and is named whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.source import Saying
from .cues import cues
from .draft import Draft
from .kinds import is_source_like
from .spans import Page, pieces
from .tree import Tree
from .verbs import cue_tokens, finish


def document_drafts(page: Page) -> Iterator[Draft]:
    """One draft for each document that a clause stands in."""
    tree = page.tree
    for i, word in enumerate(tree.low):
        draft = None
        if word == "in":
            draft = _recorded(page, i) or _fronted(page, i)
        elif word == "per":
            draft = _per(page, i)
        if draft is not None:
            draft.rule = "according"
            yield draft


def _document(tree: Tree, prep: int) -> int | None:
    """The document that a preposition holds."""
    head = tree.kid(prep, "pobj")
    return head if head is not None and tree.lemmas[head] in cues().lists["papers"] else None


def _recorded(page: Page, i: int) -> Draft | None:
    """ "Two deaths are recorded in a file"; "as documented in a report, …"."""
    tree = page.tree
    verb, head = tree.heads[i], _document(tree, i)
    if head is None or tree.lemmas[verb] not in cues().lists["documenting"]:
        return None
    if tree.tags[verb] != "VBN":
        return None
    patient = tree.kid(verb, "nsubjpass")
    if patient is not None:
        content = pieces(page, tree.left[patient], tree.right[patient], [])
        return finish(page, verb, cue_tokens(tree, verb), content, Saying.SAYS, head)
    as_ = tree.kid(verb, "mark", "advmod")
    if as_ is None or tree.low[as_] != "as" or tree.heads[verb] == verb:
        return None
    above = tree.heads[verb]
    hole = (tree.left[verb], tree.right[verb])
    content = pieces(page, tree.left[above], tree.right[above], [hole])
    return finish(page, verb, (as_, verb), content, Saying.SAYS, head)


def _fronted(page: Page, i: int) -> Draft | None:
    """ "In a 2018 report, X counted 40 deaths": when no cue of its own opens what X says."""
    tree = page.tree
    head, verb = _document(tree, i), tree.heads[i]
    if head is None or i != tree.first[i] or not tree.is_verb(verb):
        return None
    after = tree.right[i] + 1
    if after + 1 >= len(tree) or tree.low[after] != "," or _opens(tree, verb):
        return None
    if tree.lemmas[verb] == "be" or not tree.low[after + 1][0].isalnum():
        return None  # "in a statement, she was calm"; "in his book, “Rivers,” …"
    if not any(
        tree.deps[k] in {"det", "poss", "nummod", "amod", "compound"} for k in tree.kids[head]
    ):
        return None
    content = pieces(page, after + 1, tree.right[verb], [])
    return finish(page, i, (i, i), content, Saying.SAYS, head)


def _opens(tree: Tree, verb: int) -> bool:
    """Whether the verb, or one joined to it, is itself a cue."""
    table = cues()
    verbs = [verb, *(k for k in tree.kids[verb] if tree.deps[k] == "conj")]
    return any(
        bool(set(table.verbs.get(tree.lemmas[v], ())) - _FIGURED)
        or tree.lemmas[v] in table.passives
        for v in verbs
    )


_FIGURED = frozenset({"as", "at", "aside"})  # frames that only a number or "as she put it" fills


def _per(page: Page, i: int) -> Draft | None:
    """ "Per a police statement, …"; "per day" has no source."""
    tree = page.tree
    head, verb = tree.kid(i, "pobj"), tree.heads[i]
    if head is None or not is_source_like(tree, head) or not tree.is_verb(verb):
        return None
    set_off = i == tree.first[i] or tree.low[i - 1] == ","
    if not set_off:
        return None
    hole = (tree.left[i], tree.right[i])
    content = pieces(page, tree.left[verb], tree.right[verb], [hole])
    return finish(page, i, (i, i), content, Saying.SAYS, head)
