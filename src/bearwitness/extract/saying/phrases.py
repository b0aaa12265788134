"""Cues that are no verbs: "according to", "reportedly", "the claim that", "eager to", "X: …"."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.source import Saying
from .cues import cues
from .draft import Draft
from .kinds import is_source_like
from .sources import phrase, source_of
from .spans import Page, pieces
from .tree import Tree
from .verbs import finish


def according_drafts(page: Page) -> Iterator[Draft]:
    """ "According to X, …" and "…, according to X": the rest of the clause is the content."""
    tree = page.tree
    for i, word in enumerate(tree.low):
        if word == "according" and i + 2 < len(tree) and tree.low[i + 1] == "to":
            draft = _according(page, i)
            if draft is not None:
                draft.rule = "according"
                yield draft


def _according(page: Page, i: int) -> Draft | None:
    tree = page.tree
    head = tree.kid(i + 1, "pobj") if tree.heads[i + 1] == i else tree.kid(i, "pobj")
    if head is None:
        return None
    first, last = phrase(tree, head)
    clause = _sentence_of(tree, _clause_of(tree, i)) if _set_off(tree, i) else _clause_of(tree, i)
    left, right = (
        (tree.left[clause], tree.right[clause]) if clause != i else (tree.first[i], tree.last[i])
    )
    content = pieces(page, left, right, [(min(i, first), max(last, i + 1))])
    return finish(page, i, (i, i + 1), content, Saying.SAYS, head)


def account_drafts(page: Page) -> Iterator[Draft]:
    """ "By the account of X, …", "in the words of X, …": the rest of the clause is X's."""
    tree = page.tree
    for i, word in enumerate(tree.low):
        paper = tree.kid(i, "pobj") if word in {"by", "in", "on"} and _set_off(tree, i) else None
        if paper is None or tree.lemmas[paper] not in _ACCOUNTS:
            continue
        of = next((k for k in tree.kids[paper] if tree.low[k] == "of"), None)
        head = tree.kid(paper, "poss") if of is None else tree.kid(of, "pobj")
        clause = _sentence_of(tree, _clause_of(tree, i))
        if head is None or tree.tags[head] == "PRP$" or not is_source_like(tree, head):
            continue
        hole = (tree.left[i], tree.right[i])
        content = pieces(page, tree.left[clause], tree.right[clause], [hole])
        draft = finish(page, i, (i, i), content, Saying.SAYS, head)
        if draft is not None:
            draft.rule = "according"
            yield draft


_ACCOUNTS = frozenset(
    {"account", "word", "telling", "version", "testimony", "count", "reckoning", "tally"}
)


def _clause_of(tree: Tree, i: int) -> int:
    """The verb of the clause that a phrase belongs to, climbing over nouns and prepositions."""
    at = i
    while tree.heads[at] != at:
        at = tree.heads[at]
        if tree.is_verb(at) and tree.subject(at) is not None:
            break
    while tree.deps[at] in {"conj"} and tree.is_verb(tree.heads[at]) and tree.subject(at) is None:
        at = tree.heads[at]
    return at


def _set_off(tree: Tree, i: int) -> bool:
    """Whether a comma or the sentence's start stands before it, so that all before it is meant."""
    return i == tree.first[i] or tree.low[i - 1] in {",", "—", "–", "”", '"'}


def _sentence_of(tree: Tree, at: int) -> int:
    """The main verb above, not climbing out of what another cue reports."""
    while tree.heads[at] != at and tree.deps[at] in {"conj", "advcl", "ccomp", "parataxis", "dep"}:
        above = tree.heads[at]
        if tree.deps[at] == "ccomp" and tree.lemmas[above] in cues().verbs and above < at:
            break
        at = above
    return at


def adverb_drafts(page: Page) -> Iterator[Draft]:
    """ "reportedly": the clause it stands in, from nobody named."""
    tree, adverbs = page.tree, cues().adverbs
    for i, word in enumerate(tree.low):
        if word in adverbs:
            head = _clause_of(tree, i)
            content = pieces(page, tree.left[head], tree.right[head], [(i, i)])
            draft = finish(page, i, (i, i), content, Saying.SAYS, None)
            if draft is not None:
                draft.rule = "adverb"
                yield draft


def noun_drafts(page: Page) -> Iterator[Draft]:
    """ "the claim that …", "her plan to …", "criticism of …"; the source owns the noun."""
    tree, nouns = page.tree, cues().nouns
    for i, tag in enumerate(tree.tags):
        frames = nouns.get(tree.lemmas[i]) if tag in {"NN", "NNS"} else None
        if not frames:
            continue
        for k in tree.kids[i]:
            frame = _noun_frame(tree, k)
            if frame == "that" and _is_said_in(tree, i):
                continue
            if k > i and frame in frames:
                first = k + 1 if tree.deps[k] == "prep" else tree.left[k]
                content = pieces(page, first, tree.right[k], [])
                draft = finish(page, i, (i, i), content, frames[frame], _owner(tree, i))
                if draft is not None:
                    draft.rule = "noun " + frame
                    yield draft
                break


def _is_said_in(tree: Tree, i: int) -> bool:
    """Whether somebody says it in the paper: "the group said in a report that …"."""
    prep = tree.heads[i]
    verb = tree.heads[prep]
    said = tree.is_verb(verb) and tree.lemmas[verb] in cues().lists["sayers"]
    return (
        tree.deps[i] == "pobj"
        and tree.low[prep] == "in"
        and said
        and source_of(tree, verb) is not None
    )


def _noun_frame(tree: Tree, k: int) -> str:
    if tree.deps[k] == "prep":
        return "to:" if tree.low[k] == "to" else tree.low[k]
    if tree.deps[k] in {"acl", "ccomp", "relcl"}:
        first = tree.left[k]
        if tree.low[first] in {"that", "whether"} and _is_whole(tree, k, first):
            return "that"
        if tree.low[first] == "to":
            return "to"
    return ""


def _is_whole(tree: Tree, verb: int, that: int) -> bool:
    """Whether "that" only opens the clause: its verb has a subject and an object besides."""
    if tree.deps[that] == "mark":
        return True
    own = [d for j, d in ((j, tree.deps[j]) for j in tree.kids[verb]) if j != that]
    return "nsubj" in own and tree.deps[that] == "dobj" and "dobj" in own


def _owner(tree: Tree, i: int) -> int | None:
    """ "her plan", "the minister's claim", "a claim by", "made the claim"."""
    owner = tree.kid(i, "poss")
    if owner is not None:
        return owner
    for k in tree.kids[i]:
        if tree.deps[k] == "prep" and tree.low[k] in {"by", "from", "among"}:
            return tree.kid(k, "pobj")
    verb = tree.heads[i]
    if tree.deps[i] in {"dobj", "attr"} and tree.lemmas[verb] in _LIGHT:
        return source_of(tree, verb)
    return _worried(tree, i) if tree.lemmas[i] in _RECEIVED else None


def _worried(tree: Tree, i: int) -> int | None:
    """Whoever has it: "received reports that …", "are alarmed at information that …"."""
    verb = tree.heads[i]
    if tree.deps[i] == "dobj" and tree.lemmas[verb] in _RECEIVING:
        return source_of(tree, verb)
    if tree.deps[i] != "pobj":
        return None
    feeling = tree.heads[verb]
    if tree.low[feeling] not in _WORRIED:
        return None
    if tree.is_verb(feeling) and tree.kid(feeling, "nsubjpass", "nsubj") is not None:
        return tree.kid(feeling, "nsubjpass", "nsubj")
    return source_of(tree, tree.heads[feeling]) if tree.is_verb(tree.heads[feeling]) else None


_RECEIVED = frozenset({"information", "report", "allegation", "account", "testimony"})
_RECEIVING = frozenset({"receive", "have", "obtain", "hear", "get", "gather"})
_WORRIED = frozenset(
    "alarmed concerned disturbed dismayed shocked appalled worried troubled distressed".split()
)
_LIGHT = frozenset(
    "make have issue express give offer repeat take share hold voice raise "
    "carry run publish broadcast air".split()
)


def adjective_drafts(page: Page) -> Iterator[Draft]:
    """ "are eager to …", "was critical of …": the source is what the adjective is said of."""
    tree, adjectives = page.tree, cues().adjectives
    for i, tag in enumerate(tree.tags):
        frames = adjectives.get(tree.low[i]) if tag in {"JJ", "VBN", "VBD"} else None
        if not frames:
            continue
        for k in tree.kids[i]:
            if k < i:
                continue
            frame = _adjective_frame(tree, k)
            if frame in frames:
                draft = _adjective(page, i, k, frames[frame])
                if draft is not None:
                    draft.rule = "adjective " + frame
                    yield draft
                break


def _adjective_frame(tree: Tree, k: int) -> str:
    dep = tree.deps[k]
    if dep == "prep":
        return "to:" if tree.low[k] == "to" else tree.low[k]
    return {"ccomp": "that", "xcomp": "to"}.get(dep, "")


def _adjective(page: Page, i: int, k: int, saying: Saying) -> Draft | None:
    tree, verb = page.tree, page.tree.heads[i]
    if tree.deps[i] not in {"acomp", "ROOT"} or tree.lemmas[verb] not in {
        "be",
        "’",
        "feel",
        "seem",
        "sound",
        "remain",
    }:
        return None
    first = k + 1 if tree.deps[k] == "prep" else tree.left[k]
    cue = (verb, k if tree.deps[k] == "prep" and k == i + 1 else i)
    return finish(
        page, i, cue, pieces(page, first, tree.right[k], []), saying, source_of(tree, verb)
    )


def view_drafts(page: Page) -> Iterator[Draft]:
    """ "in her view", "in the minister's words": the clause is the content."""
    tree, views = page.tree, cues().lists["views"]
    for i, lemma in enumerate(tree.lemmas):
        if lemma not in views or tree.low[tree.heads[i]] not in {"in", "by"}:
            continue
        owner, prep = tree.kid(i, "poss"), tree.heads[i]
        if owner is None or tree.kid(i, "relcl") is not None:
            continue
        top = _clause_of(tree, prep)
        if tree.tags[owner] == "PRP$" and _says_so(tree, top):
            continue  # "in his last word B. said that …" is B.'s
        content = pieces(page, tree.left[top], tree.right[top], [(prep, tree.right[i])])
        draft = finish(page, i, (i, i), content, Saying.SAYS, owner)
        if draft is not None:
            draft.rule = "according"
            yield draft


def _says_so(tree: Tree, verb: int) -> bool:
    """Whether somebody says something with the verb."""
    return tree.lemmas[verb] in cues().lists["sayers"] and source_of(tree, verb) is not None


def answer_drafts(page: Page) -> Iterator[Draft]:
    """ "could not be reached", "did not reply", "had no comment": an answer that was not given."""
    tree, answers = page.tree, cues().lists["answers"]
    for i, lemma in enumerate(tree.lemmas):
        found = _no_answer(tree, i) if lemma in answers | _COMMENTS else None
        if found is not None:
            head, first, last = found
            content = pieces(page, first, last, []) if last >= first else []
            at = page.tokens(i, i)
            draft = finish(
                page,
                i,
                (first if content and first < i else i, i),
                content or [at],
                Saying.SAYS,
                head,
            )
            if draft is not None:
                draft.cue = page.tokens(*_negated_verb(tree, i))
                draft.content = content
                draft.rule = "answer"
                yield draft


_COMMENTS = frozenset({"comment", "available"})


def _no_answer(tree: Tree, i: int) -> tuple[int, int, int] | None:
    """Who gave no answer, and the tokens of what was asked (last before first: none)."""
    negated = tree.kid(i, "neg") is not None
    if tree.lemmas[i] == "comment" and tree.tags[i] == "NN":
        verb = tree.heads[i]
        none = any(tree.low[k] == "no" for k in tree.kids[i])
        head = (
            source_of(tree, verb)
            if none and tree.lemmas[verb] in {"have", "make", "offer", "say", "give"}
            else None
        )
        return None if head is None else (head, tree.left[i], tree.right[i])
    if tree.lemmas[i] == "available":
        verb = tree.heads[i]
        head = (
            source_of(tree, verb)
            if tree.kid(verb, "neg") is not None and tree.lemmas[verb] == "be"
            else None
        )
        asked = [k for k in tree.kids[i] if tree.low[k] == "for"]
        return (head, asked[0], tree.right[asked[0]]) if head is not None and asked else None
    if not negated or not tree.is_verb(i):
        return None
    rest = [k for k in tree.kids[i] if k > i and tree.deps[k] in {"prep", "dobj"}]
    head = tree.kid(i, "nsubjpass") if tree.lemmas[i] == "reach" else source_of(tree, i)
    if head is None or (tree.lemmas[i] in {"reach", "return"} and not rest):
        return None
    return (head, rest[0], tree.right[rest[-1]]) if rest else (head, i + 1, i)


def _negated_verb(tree: Tree, i: int) -> tuple[int, int]:
    """The cue's tokens with its auxiliaries and negation."""
    verb = i if tree.is_verb(i) else tree.heads[i]
    beside = [k for k in tree.kids[verb] if tree.deps[k] in {"aux", "auxpass", "neg"} and k < verb]
    return min([verb, *beside]), max(verb, i) if tree.low[i] == "available" else verb
