"""What a clause tells of a source: held there, got away, saw it, travelled with them."""

from __future__ import annotations

from ...model.source import SourceKind
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


def lost_kin(tree: Tree, head: int) -> bool:
    """Whether a clause tells what was done to a source's kin: "a deacon whose son was deported"."""
    heads = source_table().heads
    return any(
        tree.low[j] == "whose" and heads.get(tree.lemmas[tree.heads[j]]) is SourceKind.RELATIVE
        for k in _clauses(tree, head)
        for j in range(tree.left[k], k)
    )


def has_children(tree: Tree, kin: int) -> bool:
    """Whether a word for kin only says that somebody has children: "a mother of four"."""
    parents = {"mother", "father", "parent", "widow", "widower"}
    if tree.lemmas[kin] not in parents or tree.kid(kin, "poss") is not None:
        return False
    behind = (k for k in tree.kids[kin] if tree.low[k] in {"of", "with"} and k > kin)
    of = [tree.kid(k, "pobj") for k in behind]
    return any(k is not None and (_is_number(tree, k) or _is_counted(tree, k)) for k in of)


def _is_number(tree: Tree, word: int) -> bool:
    return tree.tags[word] == "CD" and tree.low[word] not in {"one", "1"}


def _is_counted(tree: Tree, noun: int) -> bool:
    children = tree.lemmas[noun] in {"child", "kid", "son", "daughter", "girl", "boy"}
    return children and any(tree.tags[k] == "CD" for k in tree.kids[noun])


def told_those_in_charge(tree: Tree, head: int) -> bool:
    """Whether some of whom nothing is said told those who hold them: "several told officers"."""
    alone = tree.tags[head] == "CD" or tree.low[head] in _SOME
    verb = tree.heads[head]
    if not alone or tree.lemmas[verb] != "tell" or tree.deps[head] != "nsubj":
        return False
    if any(tree.low[k] == "of" for k in tree.kids[head]):
        return False
    heard = tree.kid(verb, "dobj", "dative")
    return heard is not None and tree.lemmas[heard] in _IN_CHARGE


_SOME = frozenset({"several", "some", "many", "others", "most", "both"})
_IN_CHARGE = frozenset(
    "officer police investigator interviewer interpreter guard soldier magistrate judge "
    "caseworker".split()
)
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
        if any(tree.lemmas[v] in _SEEING or _is_present(tree, v) for v in verbs):
            return True
        if any(tree.lemmas[v] in _STANDING and tree.low[v] != "based" for v in verbs):
            return True
        if any(tree.lemmas[v] in _AT_HAND and _has_them(tree, v) for v in verbs):
            return True
        if any(tree.lemmas[v] in _WITH_THEM and _with_them(tree, v) for v in verbs):
            return True
    if _says_so(tree, head):
        return True
    return any(
        tree.low[k] == "on" and (duty := tree.kid(k, "pobj")) is not None
        and tree.lemmas[duty] in _ON_DUTY
        for k in tree.kids[head]
    )  # fmt: skip


def _says_so(tree: Tree, head: int) -> bool:
    """ "A driver said that he saw soldiers fire", "she said she had watched them beat him"."""
    verb = tree.heads[head]
    if tree.deps[head] != "nsubj" or not tree.is_verb(verb):
        return False
    told = (k for k in tree.kids[verb] if tree.deps[k] == "ccomp" and tree.lemmas[k] in _SEEING)
    subjects = ((k, tree.kid(k, "nsubj")) for k in told)
    return any(
        who is not None and tree.low[who] in _SELF and any(
            tree.deps[j] in {"ccomp", "dobj"} for j in tree.kids[k]
        )
        for k, who in subjects
    )  # fmt: skip


_SELF = frozenset({"i", "he", "she", "they", "we"})


def _is_present(tree: Tree, verb: int) -> bool:
    """ "A pastor who was present", "a clerk who was there"."""
    return tree.lemmas[verb] == "be" and any(
        tree.low[k] in {"present", "there"} for k in tree.kids[verb]
    )


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
