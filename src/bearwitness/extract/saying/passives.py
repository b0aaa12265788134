"""Passives as cues: "was told by a guard that …", "was criticised by X", "is said to have …"."""

from __future__ import annotations

from ...model.source import Saying
from .cues import Frames, cues
from .draft import Draft
from .drafting import cue_tokens, finish
from .kinds import is_source_like
from .sources import agent
from .spans import Page, pieces, trim
from .tree import Tree

WITH_OBJECT = frozenset({"of", "for", "as", "over", "to", "against", "about", "with", "from", "on"})
ASIDE = frozenset({"aside", "at"})  # frames that no passive opens


def told_by(page: Page, i: int) -> Draft | None:
    """ "was told by a guard that …": the guard, of the clause alone."""
    tree = page.tree
    head, clause = agent(tree, i), tree.kid(i, "ccomp")
    if head is not None and clause is None:  # the clause may be hung on the one who told it
        under = tree.kid(head, "acl", "relcl", "ccomp")
        marked = under is not None and tree.kid(under, "mark") is not None
        clause = under if marked else None
    if tree.lemmas[i] not in cues().lists["telling"] or head is None or clause is None:
        return None
    content = pieces(page, tree.left[clause], tree.right[clause], [])
    if content and tree.heads[clause] == head:
        source = page.tokens(tree.left[head], tree.left[clause] - 1)
        cue = page.tokens(*cue_tokens(tree, i))
        return Draft(i, cue, content, Saying.SAYS, head, source, "relay")
    draft = finish(page, i, cue_tokens(tree, i), content, Saying.SAYS, head)
    if draft is not None:
        draft.rule = "relay"
    return draft


def by_agent(page: Page, i: int, frames: Frames) -> Draft | None:
    """ "was criticised by X for Y": the subject and the complement, said by the agent."""
    tree = page.tree
    head = agent(tree, i)
    subject = tree.kid(i, "nsubjpass")
    if subject is None or set(frames) <= ASIDE:
        return None
    if head is None and tree.lemmas[i] in {"quote", "cite"}:
        return None  # "was quoted as saying": the subject says it
    rest = [
        k
        for k in tree.kids[i]
        if k > i
        and (
            tree.deps[k] in {"xcomp", "oprd", "ccomp"}
            or (tree.deps[k] == "prep" and tree.low[k] in WITH_OBJECT)
        )
    ]
    if head is not None and tree.low[subject] == "what":
        return _told_by_whom(page, i, head)
    denied = tree.lemmas[i] in cues().lists["denials"]
    if head is None and not rest and not denied:
        return None
    content = [s for s in [trim(page, tree.left[subject], tree.right[subject])] if s]
    for k in rest:
        content += pieces(page, tree.left[k], tree.right[k], [])
    saying = frames.get("object") or frames.get("that") or frames.get("to") or Saying.SAYS
    draft = finish(page, i, cue_tokens(tree, i), content, saying, head)
    if draft is not None:
        draft.rule = "agent"
    return draft


def _told_by_whom(page: Page, i: int, head: int) -> Draft | None:
    """ "From what was related by a neighbour, …": the clause around it, said by the agent."""
    tree = page.tree
    phrase_top = i
    while tree.heads[phrase_top] != phrase_top and not (
        tree.is_verb(tree.heads[phrase_top]) and tree.subject(tree.heads[phrase_top]) is not None
    ):
        phrase_top = tree.heads[phrase_top]
    clause = tree.heads[phrase_top]
    if clause == phrase_top:
        return None
    hole = (tree.left[phrase_top], tree.right[phrase_top])
    content = pieces(page, tree.left[clause], tree.right[clause], [hole])
    draft = finish(page, i, cue_tokens(tree, i), content, Saying.SAYS, head)
    if draft is not None:
        draft.rule = "according"
    return draft


def _stated_in(tree: Tree, i: int) -> int | None:
    """ "In the statement made by the ministry, it was said …": the ministry, else the statement."""
    for k in tree.kids[i]:
        paper = tree.kid(k, "pobj") if tree.low[k] == "in" else None
        if paper is None or tree.lemmas[paper] not in cues().lists["papers"]:
            continue
        for under in range(paper + 1, tree.right[paper] + 1):
            by = tree.low[under] in {"by", "from", "of"} and tree.under(under, paper)
            owner = tree.kid(under, "pobj") if by else None
            if owner is not None and is_source_like(tree, owner):
                return owner
        return paper
    return None


def passive(page: Page, i: int, lemma: str) -> Draft | None:
    """ "is said to have", "appears to be": subject and infinitive, from nobody named."""
    tree = page.tree
    seems = lemma in {"seem", "appear"}
    subject = tree.kid(i, "nsubjpass") if not seems else tree.kid(i, "nsubj", "expl")
    rest = tree.kid(i, "xcomp", "oprd", "acomp") if seems else tree.kid(i, "xcomp")
    that = tree.kid(i, "ccomp")
    if that is not None and (seems or tree.kid(i, "auxpass") is not None) and tree.left[that] > i:
        return finish(
            page,
            i,
            cue_tokens(tree, i),
            pieces(page, tree.left[that], tree.right[that], []),
            cues().passives[lemma],
            agent(tree, i) or _stated_in(tree, i),
        )
    if rest is None or (subject is None and not seems) or tree.left[rest] < i:
        return None
    content = (
        []
        if subject is None or subject > i
        else pieces(page, tree.left[subject], tree.right[subject], [])
    )
    content += pieces(page, tree.left[rest], tree.right[rest], [])
    return finish(page, i, cue_tokens(tree, i), content, cues().passives[lemma], agent(tree, i))
