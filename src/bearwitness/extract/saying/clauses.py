"""How far a clause reaches that somebody says: lists of what was done, cut up by the parser.

"They say they hid, were found by soldiers, locked up and brought back": every clause of the list is
theirs, though the parser hangs the later ones on the verb of saying or above it.
"""

from __future__ import annotations

from .cues import cues
from .tree import Tree

_PAST = frozenset({"VBD", "VBN"})


def with_rest(tree: Tree, i: int, last: int) -> int:
    """The last token of what verb `i` reports, of which a first clause ends at token `last`."""
    end = last
    for k in tree.kids[i]:
        if k > end and _joins(tree, k, end) and (tree.deps[k] == "ccomp" or _is_listed(tree, i, k)):
            end = tree.right[k]
    above = tree.heads[i]
    if tree.deps[i] == "ccomp" and above > end and _is_own_clause(tree, above, end):
        return tree.right[above]
    return end


def _joins(tree: Tree, k: int, end: int) -> bool:
    """Whether nothing but a comma, "and" or auxiliaries stand between a clause and the last one."""
    return tree.left[k] - end <= _GAP and any(
        tree.low[n] in {",", "and"} for n in range(end, min(k, end + _GAP + 1))
    )


_GAP = 2  # tokens


def _is_listed(tree: Tree, i: int, k: int) -> bool:
    """Whether a verb joined to the one of saying goes on in its list: "that they hid, were found".

    It has no subject and says nothing, and is passive where the verb of saying is not, or stands
    behind a comma alone.
    """
    if tree.deps[k] != "conj" or not tree.is_verb(k) or tree.lemmas[k] in cues().verbs:
        return False
    if tree.kid(k, "nsubj") is not None or tree.tags[k] not in _PAST:
        return False
    passive = tree.kid(k, "auxpass") is not None and tree.kid(i, "auxpass") is None
    return passive or not any(tree.deps[c] == "cc" and c < k for c in tree.kids[i])


def _is_own_clause(tree: Tree, above: int, end: int) -> bool:
    """Whether a main verb behind what is said has its subject there, right behind a comma."""
    who = tree.kid(above, "nsubj", "nsubjpass")
    return (
        who is not None
        and tree.left[who] == end + 2
        and tree.low[end + 1] == ","
        and tree.lemmas[above] not in cues().verbs
    )


def with_more(tree: Tree, last: int) -> int:
    """On to the end of ", that …, and that …", which the parser often hangs elsewhere."""
    for k in range(last + 1, tree.last[last]):
        joined = tree.low[k - 1] in {",", "and", "but", "or"}
        if tree.low[k] == "that" and tree.deps[k] == "mark" and joined:
            last = max(last, tree.right[tree.heads[k]])
    return last


def to_colon(tree: Tree, i: int, last: int) -> int:
    """On to the sentence's end where a colon or a semicolon follows: what is said goes on."""
    if last + 1 < len(tree) and tree.low[last + 1] == ":":
        return tree.last[last]
    oral = last + 1 < len(tree) and tree.lemmas[i] in {
        "say",
        "tell",
        "report",
        "testify",
        "recount",
    }
    if oral and tree.low[last + 1] == ";" and not _is_told_on(tree, last + 2):
        return tree.last[last]
    return last


def _is_told_on(tree: Tree, first: int) -> bool:
    """Whether behind a semicolon somebody says something else, or the report goes on: "but …".

    What is said goes on with its own people: "he was shot", "two soldiers sat on him".
    """
    if first >= len(tree) or tree.tags[first] not in {"PRP", "PRP$", "DT", "CD"}:
        return True
    if tree.low[first] in {"no", "it", "this", "that", "all"}:
        return True
    rest = range(first, tree.last[first] + 1)
    return any(tree.is_verb(k) and tree.lemmas[k] in cues().lists["sayers"] for k in rest) or any(
        tree.low[k] == "according" for k in rest
    )


def is_act_of_court(tree: Tree, i: int, head: int | None) -> bool:
    """Whether a court does by its words what it speaks of: "ruled that he may be sent back".

    What it found to have happened ("ruled that he was tortured") it tells.
    """
    if head is None or not {tree.low[head], tree.lemmas[head]} & _COURTS:
        return False
    if tree.lemmas[i] in {"confirm", "uphold", "reject", "dismiss"}:
        return tree.kid(i, "dobj") is not None
    clause = tree.kid(i, "ccomp")
    if tree.lemmas[i] not in {"rule", "decide", "order", "decree", "find"} or clause is None:
        return False
    return any(tree.tags[k] == "MD" or (tree.low[k] == "be" and tree.tags[k] == "VB")
               for k in tree.kids[clause])  # fmt: skip


_COURTS = frozenset({"court", "tribunal", "judge", "bench", "magistrate", "chamber"})
