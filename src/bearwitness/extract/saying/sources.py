"""The words of a source: the subject of the cue, found over the gaps the grammar leaves."""

from __future__ import annotations

from .tree import Tree

_SAME_SUBJECT = frozenset({"conj", "xcomp", "advcl", "dep"})
_DUMMY = frozenset({"it", "there", "that", "this", "what", "which"})
_CLAUSES = frozenset({"ccomp", "advcl", "parataxis"})


def source_of(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The head token of whoever does the verb; None when nobody is named.

    A verb without a subject takes that of the clause it leans on: a coordinated verb, a participle
    ("…, adding that"), an infinitive; a participle under a noun takes the noun ("a letter saying").
    """
    if tree.deps[verb] in {"auxpass"}:
        return None
    if tree.kid(verb, "nsubjpass", "auxpass") is not None:
        return agent(tree, verb)
    subject = tree.subject(verb)
    if subject is not None:
        return None if tree.deps[subject] == "expl" else subject
    inverted = _inverted(tree, verb)
    if inverted is not None:
        return inverted
    if depth > 4:
        return None
    return _borrowed(tree, verb, depth)


def agent(tree: Tree, verb: int) -> int | None:
    """Whoever stands after "by" in a passive."""
    by = tree.kid(verb, "agent")
    return None if by is None else tree.kid(by, "pobj")


def _inverted(tree: Tree, verb: int) -> int | None:
    """ "…, said the neighbour" read by the parser as an object or attribute."""
    if tree.lemmas[verb] != "say" or tree.deps[verb] in {"advcl", "acl", "conj"}:
        return None
    kid = tree.kid(verb, "dobj", "attr", "npadvmod", "oprd")
    near = kid is not None and tree.left[kid] == verb + 1
    return kid if near and tree.tags[kid or 0] in {"NNP", "PRP", "NN", "NNS", "NNPS"} else None


def _borrowed(tree: Tree, verb: int, depth: int) -> int | None:
    head, dep = tree.heads[verb], tree.deps[verb]
    if head == verb:
        return None
    if dep in {"acl", "relcl"} and not tree.is_verb(head):
        return head
    if dep == "pcomp":
        head = tree.heads[head]
        return source_of(tree, head, depth + 1) if tree.is_verb(head) else None
    if dep == "xcomp":
        controller = tree.kid(head, "dobj")
        if controller is not None and tree.lemmas[head] not in {"promise"}:
            return controller
    if dep in _SAME_SUBJECT and (tree.is_verb(head) or tree.deps[head] == "ROOT"):
        return source_of(tree, head, depth + 1)
    return None


def is_dummy(tree: Tree, head: int | None) -> bool:
    """Whether the source is a word that stands for no one ("it", "there")."""
    return head is not None and tree.low[head] in _DUMMY


def phrase(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of the source's whole phrase, appositions and clauses included."""
    first, last = tree.left[head], tree.right[head]
    while first < head and (
        tree.tags[first] in {",", ":", "``", "''", "CC"} or tree.deps[first] in {"punct", "cc"}
    ):
        first += 1
    while last > head and tree.tags[last] in {":", "``", "''", ".", "-LRB-"}:
        last -= 1
    return first, last
