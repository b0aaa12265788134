"""The words of a source: the subject of the cue, found over the gaps the grammar leaves."""

from __future__ import annotations

from .cues import cues
from .tree import Tree

_SAME_SUBJECT = frozenset({"conj", "xcomp", "advcl", "dep"})
_DUMMY = frozenset({"it", "there", "that", "this", "what", "which"})
_BEFORE_INVERSION = frozenset({",", "”", '"', "''", "’", "?", "!", "—"})
_STARTS_NAME = frozenset({"NNP", "NNPS", "NN", "NNS", "DT", "PRP$", "JJ", "CD", "VBN"})
_NAMES = frozenset({"NNP", "NNPS"})
_NOMINAL = frozenset({"NNP", "NNPS", "NN", "NNS", "CD", "PRP"})


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
    if subject is None and (shared := _of_clause_before(tree, verb)) is not None:
        return shared
    if subject is None or subject > verb:
        inverted = _inverted(tree, verb) if tree.lemmas[verb] in cues().lists["sayers"] else None
        if inverted is not None:
            return inverted
    if subject is not None:
        return None if tree.deps[subject] == "expl" else subject
    if depth > 4:
        return None
    borrowed = _borrowed(tree, verb, depth)
    if borrowed is None:
        borrowed = _just_before(tree, verb)
    return _fronted(tree, verb) if borrowed is None else borrowed


def _of_clause_before(tree: Tree, verb: int) -> int | None:
    """ "He has a split lip, says an officer hit him": the subject of the clause before."""
    clauses = [k for k in tree.kids[verb] if tree.deps[k] == "ccomp"]
    before = [k for k in clauses if k < verb]
    if not before or not any(k > verb and tree.subject(k) is not None for k in clauses):
        return None
    shared = tree.subject(before[-1])
    return shared if shared is not None and tree.tags[shared] in {"PRP", *_NAMES, "NN"} else None


def _fronted(tree: Tree, verb: int) -> int | None:
    """The noun that opens the sentence of a finite verb to which the parser gave no subject."""
    first = tree.first[verb]
    found = [
        k for k in tree.kids[verb] if k < verb and tree.deps[k] in {"advcl", "npadvmod", "dep"}
    ]
    noun = next((k for k in found if tree.tags[k] in _NOMINAL and tree.left[k] == first), None)
    if noun is None or tree.tags[verb] not in {"VBZ", "VBD", "VBP"}:
        return None
    return None if is_time(tree, noun) else noun


def is_time(tree: Tree, head: int) -> bool:
    """Whether a noun is a day or an hour: "04 May, 23:40 - says …"."""
    return tree.doc[head].ent_type_ in {"DATE", "TIME"}


def agent(tree: Tree, verb: int) -> int | None:
    """Whoever stands after "by" in a passive."""
    by = tree.kid(verb, "agent")
    return None if by is None else tree.kid(by, "pobj")


def _inverted(tree: Tree, verb: int) -> int | None:
    """The name after the verb in "…,” said the neighbour, “…", whatever it was attached to."""
    if verb == 0 or verb + 1 >= len(tree) or tree.low[verb - 1] not in _BEFORE_INVERSION:
        return None
    if (
        tree.tags[verb] not in {"VBD", "VBZ", "VBP", "VBN"}
        or tree.tags[verb + 1] not in _STARTS_NAME
    ):
        return None
    at = verb + 1
    while (
        tree.left[tree.heads[at]] == verb + 1
        and tree.tags[tree.heads[at]] in _NOMINAL
        and tree.heads[at] != at
    ):
        at = tree.heads[at]
    return at if tree.tags[at] in _NOMINAL else None


def _just_before(tree: Tree, verb: int) -> int | None:
    """The name that ends right before a finite verb which the parser gave no subject."""
    at = verb - 1
    while at > tree.first[verb] and tree.low[at] in {
        ",",
        "also",
        "later",
        "then",
        "has",
        "had",
        "have",
    }:
        at -= 1
    if (
        tree.tags[verb] not in {"VBD", "VBZ", "VBP"}
        or tree.lemmas[verb] not in cues().lists["sayers"]
        or at < 0
    ):
        return None
    while (
        tree.tags[at] in _NOMINAL | {"IN", "JJ"}
        and tree.right[tree.heads[at]] < verb
        and tree.heads[at] != at
    ):
        if tree.tags[tree.heads[at]] not in _NOMINAL | {"IN"} or (
            tree.tags[at] in _NAMES and tree.tags[tree.heads[at]] not in _NAMES
        ):
            break
        at = tree.heads[at]
    at = _whole(tree, at)
    return at if tree.tags[at] in _NOMINAL and tree.heads[at] != verb else None


def _whole(tree: Tree, at: int) -> int:
    """The noun that a place belongs to: "lawyer" for the "Seoul" of "a lawyer in Seoul"."""
    while tree.deps[at] in {"pobj", "appos"} and tree.heads[at] != at:
        above = tree.heads[at]
        above = tree.heads[above] if tree.deps[at] == "pobj" else above
        described = tree.deps[at] == "appos" and tree.tags[at] not in _NAMES
        if described or tree.tags[above] not in _NOMINAL:
            break
        at = above
    return at


def _borrowed(tree: Tree, verb: int, depth: int) -> int | None:
    head, dep = tree.heads[verb], tree.deps[verb]
    if head == verb:
        return None
    if dep == "acl" and tree.lemmas[verb] in _DONE_TO and tree.tags[verb] == "VBN":
        return None  # "others accused of crimes" accuse nobody
    if dep in {"acl", "relcl"} and not tree.is_verb(head):
        return head
    if dep == "pcomp":
        above = tree.heads[head]
        if tree.low[head] == "as" and tree.lemmas[above] in {"quote", "cite"}:
            return tree.kid(above, "dobj", "nsubjpass") or source_of(tree, above, depth + 1)
        return source_of(tree, above, depth + 1) if tree.is_verb(above) else None
    if dep == "xcomp" and tree.low[head] == "able":
        return source_of(tree, tree.heads[head], depth + 1)
    if dep == "xcomp":
        controller = tree.kid(head, "dobj")
        if controller is not None and tree.lemmas[head] not in {"promise"}:
            return controller
    if dep == "conj" and (whom := tree.kid(head, "nsubjpass")) is not None:
        return whom  # "the embassy was informed and would make no comment"
    if dep in _SAME_SUBJECT and (tree.is_verb(head) or tree.deps[head] == "ROOT"):
        return source_of(tree, head, depth + 1)
    return None


_DONE_TO = frozenset({"accuse", "charge", "suspect", "blame", "quote", "cite", "tell", "inform"})


def is_dummy(tree: Tree, head: int | None) -> bool:
    """Whether the source is a word that stands for no one ("it", "there")."""
    return head is not None and tree.low[head] in _DUMMY


def _own_start(tree: Tree, head: int) -> int:
    """The first token of the noun's own words, right before it."""
    at = head
    while at > 0 and tree.heads[at - 1] == head and tree.deps[at - 1] in _OWN:
        at -= 1
    return at


_OWN = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod"})


def phrase(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of the source's whole phrase, appositions and clauses included."""
    first, last = tree.left[head], tree.right[head]
    while first < head and (
        tree.tags[first] in {",", ":", "``", "''", "CC"} or tree.deps[first] in {"punct", "cc"}
    ):
        first += 1
    if first < head and tree.low[first] == "so":  # "so one of the men told us"
        first += 1
    if first < head and tree.tags[first] == "IN":  # a clause that the parser put under the noun
        first = _own_start(tree, head)
    if first < head and first > 0 and tree.low[first].isdigit() and tree.low[first - 1] == "in":
        first += 1  # "In 2021 media reported"
    while last > head and (
        tree.low[last].isspace() or tree.tags[last] in {"CC", ":", "``", "''", ".", "-LRB-"}
    ):
        last -= 1
    return first, last
