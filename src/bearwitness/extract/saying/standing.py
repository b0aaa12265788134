"""Answers given without a word of saying: "has no record of her", "apologised", "issued a denial".

Each draft's cue is the verb, its content what is not there, denied or owned; who gives the answer
must be a body or an office.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ...model.source import Connection, Saying, SourceKind
from ...reference.vocabulary import load_yaml
from .cues import cues
from .draft import Draft
from .drafting import cue_tokens, finish
from .kinds import kind_of
from .sources import source_of
from .spans import Page
from .tree import Tree


@cache
def _lists() -> dict[str, frozenset[str]]:
    form = load_yaml("answers")["without saying"]
    return {name: frozenset(words.split()) for name, words in form.items()}


def standing_drafts(page: Page) -> Iterator[Draft]:
    """One draft for each such answer."""
    tree, lists = page.tree, _lists()
    for i, lemma in enumerate(tree.lemmas):
        if lemma not in lists["verbs"] or not tree.is_verb(i) or page.quote_at(tree.start[i]):
            continue
        found = (
            _nothing_there(tree, i)
            or _given(tree, i)
            or _sorry(tree, i)
            or _not_accepted(tree, i)
            or _pleads(tree, i)
        )
        head = None if found is None else source_of(tree, i)
        if found is None or head is None or not _may_answer(tree, head):
            continue
        first, last, content = found
        draft = finish(page, i, (first, last), [page.tokens(*content)], Saying.SAYS, head)
        if draft is not None:
            draft.rule = "standing"
            yield draft


Found = tuple[int, int, tuple[int, int]]  # first and last token of the cue, those of the content


def _may_answer(tree: Tree, head: int) -> bool:
    kind, connection = kind_of(tree, head)
    if tree.low[head] in {"i", "we", "you", "who", "which", "that"}:
        return False
    owner = tree.kid(head, "poss")
    if kind is SourceKind.DOCUMENT and owner is not None:
        kind, connection = kind_of(tree, owner)
    return kind is SourceKind.ORGANISATION or connection is Connection.OFFICIAL


def _nothing_there(tree: Tree, i: int) -> Found | None:
    """ "Has no record of her", "knows of no arrest", "lists no such prisoner"."""
    lists = _lists()
    if tree.lemmas[i] not in lists["holding"]:
        return None
    of = [tree.kid(k, "pobj") for k in tree.kids[i] if tree.low[k] in {"of", "about"}]
    for thing in (tree.kid(i, "dobj"), *of):
        if thing is None or tree.lemmas[thing] not in lists["records"]:
            continue
        if any(tree.low[k] == "no" for k in tree.kids[thing]):
            first, last = cue_tokens(tree, i)
            return first, last, (tree.left[thing], tree.right[thing])
    return None


def _given(tree: Tree, i: int) -> Found | None:
    """ "Issued a denial", "expressed regret"; the noun is part of the cue."""
    thing = tree.kid(i, "dobj")
    if thing is None or tree.lemmas[i] not in _lists()["giving"]:
        return None
    if tree.lemmas[thing] not in _lists()["given"] or any(
        tree.low[k] == "no" for k in tree.kids[thing]
    ):
        return None
    return cue_tokens(tree, i)[0], thing, (tree.left[thing], tree.right[thing])


def _sorry(tree: Tree, i: int) -> Found | None:
    """ "Apologised to the family", of which no verb with "for" is read."""
    if tree.lemmas[i] not in {"apologise", "apologize"} or tree.kid(i, "neg") is not None:
        return None
    if any(tree.low[k] == "for" for k in tree.kids[i]) and "apologise" in cues().verbs:
        return None
    return i, i, (i, i)


def _not_accepted(tree: Tree, i: int) -> Found | None:
    """ "Does not accept the findings", "challenged the figures"."""
    lists, thing = _lists(), tree.kid(i, "dobj")
    if thing is None or tree.lemmas[thing] not in lists["tellings"]:
        return None
    refused = tree.lemmas[i] in lists["accepting"] and tree.kid(i, "neg") is not None
    if not refused and tree.lemmas[i] not in lists["contesting"]:
        return None
    first, last = cue_tokens(tree, i)
    return first, last, (tree.left[thing], tree.right[thing])


def _pleads(tree: Tree, i: int) -> Found | None:
    """ "Pleaded not guilty", "maintain their innocence"."""
    if tree.lemmas[i] == "plead":
        guilty = next((k for k in range(i + 1, tree.last[i] + 1) if tree.low[k] == "guilty"), None)
        if guilty is None or tree.low[guilty - 1] != "not":
            return None
        return i, guilty, (guilty - 1, guilty)
    thing = tree.kid(i, "dobj")
    if tree.lemmas[i] not in {"maintain", "protest"} or thing is None:
        return None
    return (i, thing, (tree.left[thing], thing)) if tree.low[thing] == "innocence" else None
