"""A source that is one of those a report has told of: "one of them", "the father" of a family.

The rules it keeps:
- "One of them" is one of the people told of last, unless these are a body's or hold an office.
- "The father" after "a family" is one of that family, to whom what is told was done too.
"""

from __future__ import annotations

from ...model.source import Connection, SourceKind
from ..people import words as people_words
from .kinds import kind_of
from .source_table import source_table
from .tree import Tree

Kind = tuple[SourceKind, Connection]
_VICTIM: Kind = (SourceKind.PARTICIPANT, Connection.VICTIM)
_FAR = 60  # tokens back to those that "them" is for
_FAMILY_FAR = 150  # tokens back to the family whose father it is
_PART = frozenset({"one", "two", "three", "some", "several", "another", "others", "most", "many"})
_PARENTS = frozenset({"father", "mother", "parents", "grandmother", "grandfather"})
_FAMILIES = frozenset({"family", "couple", "household"})
_NOT_AFFECTED = {SourceKind.ORGANISATION, SourceKind.NAMED_OFFICIAL, SourceKind.OUTLET}


def of_those_told(tree: Tree, head: int) -> Kind | None:
    """A participant's kind, where the phrase makes the source one of those told of; else None."""
    if tree.low[head] in _PART and _of_them(tree, head) and _are_affected(tree, head):
        return _VICTIM
    return _VICTIM if _is_of_family(tree, head) else None


def _of_them(tree: Tree, head: int) -> bool:
    of = next((k for k in tree.kids[head] if tree.low[k] == "of" and k > head), None)
    whole = None if of is None else tree.kid(of, "pobj")
    return whole is not None and tree.low[whole] == "them"


def _are_affected(tree: Tree, head: int) -> bool:
    """Whether the people told of last hold no office: "53 Afghans", not "three policemen"."""
    known = people_words().nouns
    for k in range(head - 1, max(-1, head - _FAR), -1):
        if tree.tags[k] not in {"NNS", "NNPS"}:
            continue
        kind = kind_of(tree, k)[0]
        if kind in _NOT_AFFECTED or source_table().heads.get(tree.lemmas[k]) in _NOT_AFFECTED:
            return False
        if kind is SourceKind.PARTICIPANT or {tree.low[k], tree.lemmas[k]} & known:
            return True
        if tree.doc[k].ent_type_ == "NORP":
            return True
    return False


def _is_of_family(tree: Tree, head: int) -> bool:
    """Whether it is "the father" and the report told of "a family" before."""
    if tree.low[head] not in _PARENTS or head < 1 or tree.low[head - 1] != "the":
        return False
    if tree.kid(head, "prep", "appos") is not None:
        return False
    for k in range(head - 1, max(-1, head - _FAMILY_FAR), -1):
        if tree.lemmas[k] in _FAMILIES:
            first = tree.low[tree.left[k]]
            return first in {"a", "an", "one", "another"} or tree.tags[tree.left[k]] == "CD"
    return False
