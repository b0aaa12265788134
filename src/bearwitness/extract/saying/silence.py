"""Answers that were not given: "requests went unanswered", "has yet to respond", "gave no answer".

Each rule gives who was silent, the cue, and no content: nothing was said.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.source import Saying
from .cues import cues
from .draft import Draft
from .kinds import is_source_like
from .sources import source_of
from .spans import Page
from .tree import Tree
from .verbs import cue_tokens, finish

Silent = tuple[int | None, int, int]  # who, first and last token of the cue

_GIVING = frozenset({"give", "have", "make", "offer", "provide", "issue", "send"})
_ASKED = frozenset(
    {"request", "call", "email", "e-mail", "message", "letter", "question", "inquiry", "query"}
)


def silence_drafts(page: Page) -> Iterator[Draft]:
    """One draft for each way of saying that nobody answered."""
    tree = page.tree
    for i in range(len(tree)):
        found = (
            _unanswered(tree, i)
            or _no_reply(tree, i)
            or _yet(tree, i)
            or _ignored(tree, i)
            or _hung_up(tree, i)
            or _cannot_comment(tree, i)
            or _out_of_reach(tree, i)
            or _referred(tree, i)
        )
        if found is None:
            continue
        head, first, last = found
        draft = finish(page, i, (first, last), [page.tokens(i, i)], Saying.SAYS, head)
        if draft is not None:
            draft.cue, draft.content, draft.rule = page.tokens(first, last), [], "silence"
            yield draft


def _unanswered(tree: Tree, i: int) -> Silent | None:
    """ "Calls to the ministry went unanswered", "e-mails to X were not returned"."""
    if tree.low[i] == "unanswered":
        verb = _leaving(tree, i)
        if tree.lemmas[verb] == "leave" and tree.kid(verb, "nsubj") is not None:
            return source_of(tree, verb), verb, i  # "has left two e-mails unanswered"
    elif tree.lemmas[i] in {"return", "answer"} and tree.kid(i, "neg") is not None:
        verb = i
    else:
        return None
    asked = tree.kid(verb, "nsubj", "nsubjpass")
    if asked is None or tree.lemmas[asked] not in _ASKED:
        return None
    to = [tree.kid(k, "pobj") for k in tree.kids[asked] if tree.low[k] == "to"]
    first, last = cue_tokens(tree, verb)
    return (to[0] if to else None), first, max(last, i)


def _no_reply(tree: Tree, i: int) -> Silent | None:
    """ "gave no answer", "had no immediate comment", "there was no response from X"."""
    if tree.lemmas[i] not in cues().lists["replies"] or not any(
        tree.low[k] == "no" for k in tree.kids[i]
    ):
        return None
    verb = tree.heads[i]
    if tree.deps[i] == "dobj" and tree.lemmas[verb] in _GIVING:
        return source_of(tree, verb), verb, i
    if tree.kid(verb, "expl") is not None or tree.lemmas[verb] == "be":
        giver = [tree.kid(k, "pobj") for k in tree.kids[i] if tree.low[k] in {"from", "by"}]
        return ((giver[0] if giver else None), verb, i) if giver or _is_reply(tree, i) else None
    return None


def _is_reply(tree: Tree, i: int) -> bool:
    """Whether a noun is an answer to somebody, whoever should have given it."""
    return tree.lemmas[i] in {"reply", "response", "answer"}


def _yet(tree: Tree, i: int) -> Silent | None:
    """ "has yet to respond", "has still not replied"."""
    if tree.low[i] != "yet" or tree.lemmas[tree.heads[i]] not in {"have", "be"}:
        return None
    verb = tree.heads[i]
    answer = tree.kid(verb, "xcomp")
    if answer is None or tree.lemmas[answer] not in cues().lists["answering"]:
        return None
    return source_of(tree, verb), verb, answer


def _ignored(tree: Tree, i: int) -> Silent | None:
    """ "ignored requests for comment", "remained silent"."""
    if tree.lemmas[i] == "ignore" and tree.is_verb(i):
        asked = tree.kid(i, "dobj")
        head = source_of(tree, i)
        if asked is not None and tree.lemmas[asked] in _ASKED and head is not None:
            return head, i, asked
    if tree.low[i] == "silent" and tree.lemmas[tree.heads[i]] in {"remain", "stay", "keep", "fall"}:
        head = source_of(tree, tree.heads[i])
        return (head, tree.heads[i], i) if head is not None and is_source_like(tree, head) else None
    return None


def _leaving(tree: Tree, i: int) -> int:
    """The verb that "unanswered" belongs to, also through the thing that is left so."""
    above = tree.heads[i]
    through = tree.heads[above]
    return through if tree.lemmas[through] == "leave" and not tree.is_verb(above) else above


_TELEPHONES = frozenset({"phone", "telephone", "receiver", "call", "line", "handset"})


def _hung_up(tree: Tree, i: int) -> Silent | None:
    """ "hung up", "put down the receiver", "ended the call"."""
    if not tree.is_verb(i):
        return None
    up = tree.kid(i, "prt")
    if tree.low[i] in {"hung", "hangs", "hang"} and up is not None and tree.low[up] == "up":
        return (source_of(tree, i), i, up) if tree.kid(i, "dobj") is None else None
    thing = tree.kid(i, "dobj")
    if thing is None or tree.lemmas[thing] not in _TELEPHONES:
        return None
    is_down = up is not None and tree.low[up] == "down" and tree.lemmas[i] in {"put", "slam"}
    is_cut = tree.lemmas[i] in {"end", "cut"} and tree.low[thing] != "phone"
    return (source_of(tree, i), i, thing) if is_down or is_cut else None


def _cannot_comment(tree: Tree, i: int) -> Silent | None:
    """ "cannot comment on individual cases", of one who is no "I"."""
    if tree.lemmas[i] not in {"comment", "elaborate"} or not tree.is_verb(i):
        return None
    if tree.deps[i] in {"ccomp", "xcomp"}:
        return None  # "said that it does not comment", which is read by its verb of saying
    head = source_of(tree, i)
    if head is None or tree.low[head] in {"i", "we"} or tree.kid(i, "neg") is None:
        return None
    first, last = cue_tokens(tree, i)
    return head, first, max(last, i)


def _out_of_reach(tree: Tree, i: int) -> Silent | None:
    """ "could not be reached", "did not pick up the telephone", "calls rang out"."""
    if not tree.is_verb(i):
        return None
    lemma, up = tree.lemmas[i], tree.kid(i, "prt")
    if tree.kid(i, "neg") is not None:
        about, thing = tree.kid(i, "nsubjpass"), tree.kid(i, "dobj")
        if lemma in {"reach", "contact"} and about is not None:
            return about, i, i
        is_call = thing is not None and tree.lemmas[thing] in _TELEPHONES
        if lemma == "pick" and up is not None and is_call and thing is not None:
            return source_of(tree, i), i, thing
    asked = tree.kid(i, "nsubj")
    is_lost = lemma == "bounce" or (lemma == "ring" and up is not None and tree.low[up] == "out")
    if is_lost and asked is not None and tree.lemmas[asked] in _ASKED:
        to = [tree.kid(k, "pobj") for k in tree.kids[asked] if tree.low[k] == "to"]
        return (to[0] if to else None), i, up if up is not None else i
    return None


def _referred(tree: Tree, i: int) -> Silent | None:
    """ "referred questions to the government"."""
    thing = tree.kid(i, "dobj")
    if tree.lemmas[i] != "refer" or not tree.is_verb(i) or thing is None:
        return None
    head = source_of(tree, i)
    return (head, i, thing) if head is not None and tree.lemmas[thing] in _ASKED else None
