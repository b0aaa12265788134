"""What a clause tells of a source: held there, got away, saw it, travelled with them."""

from __future__ import annotations

from .source_table import source_table
from .tree import Tree

_NAMES = frozenset({"NNP", "NNPS"})
_SEEING = frozenset({"see", "witness", "watch", "hear", "film", "observe"})
_ESCAPING = frozenset({"escape", "survive", "flee"})
_SUFFERED = frozenset(
    "hold detain arrest jail imprison beat torture deport return expel repatriate rape sell "
    "traffic send take hand release free rescue abduct kidnap enslave capture force push let set "
    "catch interrogate flog whip cage lock seize".split()
)


def _clauses(tree: Tree, head: int) -> list[int]:
    """The clauses that tell of a source; "who" after a place is the source too."""
    out = [k for k in tree.kids[head] if tree.deps[k] in {"relcl", "acl"}]
    for k in range(head + 1, tree.right[head] + 1):
        if tree.low[k] == "who" and tree.deps[tree.heads[k]] == "relcl":
            place = tree.heads[tree.heads[k]]
            if place != head and tree.tags[place] in _NAMES:
                out.append(tree.heads[k])
    return out


def lived_it(tree: Tree, head: int) -> bool:
    """Whether a clause tells what was done to the source: "a man who was held there"."""
    for k in _clauses(tree, head):
        lemma, passive = tree.lemmas[k], tree.kid(k, "nsubjpass", "auxpass") is not None
        if lemma in _ESCAPING or (lemma in _SUFFERED and (passive or tree.tags[k] == "VBN")):
            return True
        out = lemma in {"get", "break"} and any(tree.low[j] in _OUT for j in tree.kids[k])
        if out or _was_inside(tree, k):
            return True
    return False


_OUT = frozenset({"out", "away", "free"})  # "two people who got out"


def _was_inside(tree: Tree, verb: int) -> bool:
    """ "Who were in the cell", "who came out of the camp", "who left the prison"."""
    held = source_table().lists["holding_places"]
    if tree.lemmas[verb] not in {"be", "come", "leave", "share", "spend"}:
        return False
    for k in range(verb + 1, tree.right[verb] + 1):
        if tree.lemmas[k] in held:
            return True
    out = any(tree.low[k] == "out" for k in tree.kids[verb])
    return tree.lemmas[verb] == "come" and out


def saw_it(tree: Tree, head: int) -> bool:
    """Whether a clause tells that the source was there: "a man who got off and saw the arrest"."""
    for k in _clauses(tree, head):
        verbs = [k, *(j for j in tree.kids[k] if tree.deps[j] == "conj")]
        if any(tree.lemmas[v] in _SEEING for v in verbs):
            return True
        if any(tree.lemmas[v] in _STANDING and tree.low[v] != "based" for v in verbs):
            return True
        if any(tree.lemmas[v] in _AT_HAND and _has_them(tree, v) for v in verbs):
            return True
        if any(tree.lemmas[v] in _WITH_THEM and _with_them(tree, v) for v in verbs):
            return True
    return any(
        tree.low[k] == "on" and (duty := tree.kid(k, "pobj")) is not None
        and tree.lemmas[duty] in _ON_DUTY
        for k in tree.kids[head]
    )  # fmt: skip


def _has_them(tree: Tree, verb: int) -> bool:
    """Whether it is done to people told of: "who found them", "who washed the bodies"."""
    thing = tree.kid(verb, "dobj")
    return thing is not None and (tree.low[thing] in _THEM or tree.lemmas[thing] in _FOUND)


def _with_them(tree: Tree, verb: int) -> bool:
    """ "Those he travelled with", "a woman who travelled in the second coach"."""
    for k in tree.kids[verb]:
        thing = tree.kid(k, "pobj")
        if tree.low[k] == "with" and (thing is None or tree.low[thing] in _THEM):
            return True
        if tree.low[k] in {"in", "on"} and thing is not None and tree.lemmas[thing] in _VEHICLES:
            return True
    return False


_WITH_THEM = frozenset({"travel", "ride", "walk", "flee", "cross", "hold", "share", "be", "come"})
_VEHICLES = frozenset("bus coach truck lorry boat van train raft convoy car plane dinghy".split())
_AT_HAND = frozenset({"find", "drive", "carry", "pull", "hide", "bury"})
_THEM = frozenset({"them", "him", "her"})
_FOUND = frozenset({"body", "group", "corpse", "wounded", "injured", "victim", "dead"})
_STANDING = frozenset(
    {"wait", "stand", "queue", "sit", "pass", "hide"}
)  # "a driver who was waiting there"
_ON_DUTY = frozenset({"duty", "shift", "guard", "watch"})
