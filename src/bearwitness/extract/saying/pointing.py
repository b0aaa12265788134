"""Sentences that say who told or saw what stands before them.

"We know this from the driver, who watched from the tea stall." "A cleaner saw this and spoke of it
to a pastor." The sentence before is theirs, where nobody else tells it.
"""

from __future__ import annotations

from collections.abc import Iterator

from .floor import NOUNS, WITNESS, Floor, words
from .openings import can_tell
from .sources import phrase
from .spans import Page
from .tree import Tree

_THIS = frozenset({"this", "it", "that", "all"})
_HAVING = frozenset({"know", "have", "hear", "learn", "get"})


def pointing_floors(page: Page) -> Iterator[Floor]:
    """One floor over the sentence before each sentence that names its source."""
    tree = page.tree
    for i, lemma in enumerate(tree.lemmas):
        if not tree.is_verb(i) or page.quote_at(tree.start[i]) or tree.kid(i, "neg") is not None:
            continue
        seen = lemma in words("seeing")
        who = _who_saw(tree, i) if seen else None
        who = _from_whom(tree, i) if who is None and lemma in _HAVING else who
        who = who or _according_to(tree, i)
        first = tree.first[i]
        if who is None or not first or not tree.same_paragraph(first - 1, first):
            continue
        start = tree.start[tree.first[first - 1]]
        source = page.tokens(*phrase(tree, who))
        kind = WITNESS if seen and tree.lemmas[i] != "hear" else None
        yield Floor(page.tokens(i, i), source, who, start, tree.end[first - 1], kind)


def _who_saw(tree: Tree, i: int) -> int | None:
    """Who "saw this", in a main clause."""
    thing, who = tree.kid(i, "dobj"), tree.subject(i)
    if thing is None or tree.low[thing] not in {"this", "it"} or tree.tags[i] != "VBD":
        return None
    is_main = tree.deps[i] == "ROOT" and tree.kid(i, "ccomp") is None
    return who if is_main and who is not None and tree.tags[who] in NOUNS else None


def _according_to(tree: Tree, i: int) -> int | None:
    """Whose word it is in "that is according to X"."""
    if i - tree.first[i] != 2 or tree.low[i] != "according":  # behind "that is"
        return None
    if tree.low[i - 2] not in {"this", "that"} or tree.lemmas[i - 1] != "be":
        return None
    to = next((k for k in tree.kids[i] if tree.low[k] == "to"), None)
    return None if to is None else tree.kid(to, "pobj")


def _from_whom(tree: Tree, i: int) -> int | None:
    """From whom "we know this", "I learned it", behind "from"."""
    thing = tree.kid(i, "dobj")
    if thing is None or tree.low[thing] not in _THIS or tree.deps[i] != "ROOT":
        return None
    for k in tree.kids[i]:
        head = tree.kid(k, "pobj") if tree.low[k] == "from" and k > i else None
        if head is not None and tree.tags[head] in NOUNS and can_tell(tree, head):
            return head
    return None
