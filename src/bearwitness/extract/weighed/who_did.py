"""Who may have done an act: the choices for one draft, with what speaks for each.

The rules it keeps:
- Those whom the rules gave are one of the choices, so that the weights say how sure they are, and
  are kept (choose.py). Two doers at once are given only as the rules gave them here or at the act
  beside this one.
- One kind is one choice, however often it is spoken of; all that speaks for it counts.
- An act that frees people has no doer, and what was paid keeps those of the rules.
- Who pursues others for an act, or looks into it, never did it; nor does anybody else where the
  words say "two men" did.
- No choice unless the rules gave them: a kind that the act was done to, whoever only tells of it,
  and those of another section or under another head.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ...reference.vocabulary import load_yaml
from ..accused import ANYBODY, CRIMES, is_cleared, is_for_others, is_others_doing
from ..coming_upon import is_told_back
from ..doers import is_meant_elsewhere, is_payment
from ..private_doers import is_of, is_of_the_dying, is_plain_kind, is_ruled_out
from ..subjects import is_passive
from ..taken_up import is_whom_it_was_done_to
from .acting import BACK
from .choices import Choice
from .of_doers import of_actor, of_lent_doers, of_nobody_told, of_ruled_doers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ..drafts import Draft
    from ..perpetrators import Institution
    from .acting import Acting, Actor
    from .around import Around, Features

    Doers = tuple[Institution, ...]

FREE = {"release", "escape", "rescue"}


@cache
def weights() -> dict[str, float]:
    """The weight of every feature of those who may have done an act."""
    table: dict[str, float] = load_yaml("weighed")["doers"]
    return table


def doers_for(draft: Draft, around: Around) -> Iterator[Choice[Doers]]:
    """Nobody, those of the rules, and others spoken of near the act; the same ones once."""
    acting = around.acting
    affected = {a.who.kind for a in acting.actors if _is_affected(draft, a)} if acting else set()
    before = around.before.get(id(draft))
    is_open = _is_open(draft) and not (before and _is_their_own(draft, before))
    near = _near(draft, acting, around) if acting and is_open else []
    near = [one for one in near if one.who.kind not in affected]
    yield Choice((), of_nobody_told(draft, around, near))
    found: dict[frozenset[str], Choice[Doers]] = {}
    if draft.agents:
        _add(found, draft.agents, of_ruled_doers(draft), around)
    for other in (around.before.get(id(draft)), around.after.get(id(draft))):
        if other is not None and is_open and _lends(draft, other, affected):
            _add(found, other.agents, of_lent_doers(draft, other, around), around)
    if acting is not None:
        for one in near:
            _add(found, (one.who,), of_actor(draft, one, acting, around), around)
    yield from found.values()


def _is_their_own(draft: Draft, before: Draft) -> bool:
    """Whether the one acts whom the act before was done to: "arrested after he had beaten her"."""
    agents = [t for m in draft.mentions for t in m.arguments.agents]
    return draft.act in CRIMES and any(is_whom_it_was_done_to(t, before) for t in agents)


def _is_open(draft: Draft) -> bool:
    """Whether others than those of the rules may have done it."""
    if draft.act in FREE or is_payment(draft):
        return False
    if any(is_cleared(m.token) or is_others_doing(m.token) for m in draft.mentions):
        return False
    if draft.act not in CRIMES:
        return True
    if any(is_for_others(m.token) or is_told_back(m.token) for m in draft.mentions):
        return False
    return not any(_is_newly_told(t) for m in draft.mentions for t in m.arguments.agents)


def _is_newly_told(doer: Token) -> bool:
    """Whether a word tells of new people who are of no body: "two men had robbed him"."""
    if doer.lemma_.lower() not in ANYBODY or is_meant_elsewhere(doer):
        return False
    if any(c.dep_ == "relcl" for c in doer.rights):
        return True  # "the men who raped her"
    return not any(c.lower_ in {"the", "these", "those"} or c.dep_ == "amod" for c in doer.lefts)


def _lends(draft: Draft, other: Draft, affected: set[str]) -> bool:
    """Whether those who did an act beside it may have done this one."""
    if not other.agents or other.section != draft.section:
        return False
    doc = other.mentions[0].token.doc
    if any(is_plain_kind(a, doc[a.end - 1]) for a in other.agents):
        return False
    return not affected & {a.kind for a in other.agents}


def _near(draft: Draft, acting: Acting, around: Around) -> list[Actor]:
    """Those near one of the draft's mentions who are not barred from it, the nearest first."""
    seen: dict[int, tuple[tuple[int, int], Actor]] = {}
    for mention in draft.mentions:
        here, at = around.sentence_of(mention), mention.token.i
        for one in acting.near(here):
            if draft.act in CRIMES and here - one.sentence > BACK:
                continue  # the lead's body did not do what an unnamed hand did far below
            away = (abs(here - one.sentence), abs(at - one.token.i))
            if one.token.i not in seen or away < seen[one.token.i][0]:
                seen[one.token.i] = (away, one)
    near = (one for _, one in sorted(seen.values(), key=lambda pair: pair[0]))
    head = around.setting.head_of(draft.sentence)
    return [
        one
        for one in near
        if around.setting.head_of(one.sentence) == head and not _is_barred(draft, one, around)
    ]


def _is_barred(draft: Draft, one: Actor, around: Around) -> bool:
    """Whether they only tell of it, stand in another section, or are anybody's relative."""
    if is_plain_kind(one.who, one.token) or is_ruled_out(one.token.doc, one.who):
        return True
    if _is_beside(one.token) or _helps(one.token) or _is_of_affected(draft, one.token):
        return True
    if _is_told(one.token):
        return True
    if around.setting.section_of(one.sentence) != draft.section:
        return True
    if _comes_later(one.token):
        return True
    agents = {t.i for m in draft.mentions for t in m.arguments.agents}
    return one.speaks and one.token.i not in agents


def _is_beside(doer: Token) -> bool:
    """Whether a body only tells where something is: "a vigil outside the police headquarters"."""
    while doer.dep_ in {"compound", "amod", "poss"}:
        doer = doer.head
    if doer.dep_ != "pobj":
        return False
    of_front = doer.head.lower_ == "of" and doer.head.head.lower_ == "front"
    return doer.head.lower_ in _BESIDE or of_front


_BESIDE = {"outside", "near", "opposite", "behind", "beside", "past", "alongside"}


def _helps(doer: Token) -> bool:
    """Whether they are told of as those who help, protest or plead."""
    verb = doer.head
    return doer.dep_ == "nsubj" and not is_passive(verb) and verb.lemma_ in _HELPING


_HELPING = {"offer", "help", "assist", "treat", "rescue", "save", "protect", "shelter", "bury",
            "protest", "plead", "intervene", "mediate", "condemn", "appeal", "visit", "comfort",
            "apologise", "apologize"}  # fmt: skip


def _is_told(doer: Token) -> bool:
    """Whether they are those it is told to, or asked of: "asked the police why", "reported to"."""
    while doer.dep_ in {"compound", "amod"} and doer.head.i > doer.i:
        doer = doer.head
    above = doer.head
    if doer.dep_ in {"dobj", "dative"}:
        return above.lemma_ in _ASKING
    to = doer.dep_ == "pobj" and above.lower_ in {"to", "with", "at", "before"}
    return to and above.head.lemma_ in _TELLING


_ASKING = {"ask", "tell", "inform", "notify", "alert", "urge", "beg", "petition", "call", "phone"}
_TELLING = {"report", "complain", "appeal", "write", "speak", "tell", "testify", "file", "lodge",
            "confess", "say", "describe", "turn", "plead"}  # fmt: skip


def _is_of_affected(draft: Draft, doer: Token) -> bool:
    """Whether a body is that of whom it was done to: "an officer of the border police died"."""
    if is_of_the_dying(doer, draft):
        return True
    return any(is_of(doer, p) for m in draft.mentions for p in m.arguments.patients)


def _comes_later(doer: Token) -> bool:
    """Whether they only came when it was done: "before police arrived"."""
    verb = doer.head
    marks = {c.lower_ for c in verb.lefts if c.dep_ in {"mark", "advmod"}}
    came = verb.lemma_ in {"arrive", "come", "appear", "intervene"}
    return doer.dep_ == "nsubj" and came and bool(marks & {"before", "until", "till"})


def _is_affected(draft: Draft, one: Actor) -> bool:
    """Whether a word stands for those an act was done to."""
    if any(one.token.i == t.i for m in draft.mentions for t in m.arguments.patients):
        return True
    return draft.group is not None and draft.group.start <= one.token.idx < draft.group.end


def _add(
    found: dict[frozenset[str], Choice[Doers]], doers: Doers, features: Features, around: Around
) -> None:
    """Take down those who may have done it, or what else speaks for them.

    A kind is one choice, with or without its country, where the text tells of one country's only.
    """
    key = frozenset(_called(d, around) for d in doers)
    have = found.setdefault(key, Choice(doers, {})).found
    for name, value in features.items():
        have[name] = max(have.get(name, 0.0), value)


def _called(doer: Institution, around: Around) -> str:
    many = around.acting is not None and len(around.acting.countries[doer.kind]) > 1
    return f"{doer.kind} {doer.country}" if many else doer.kind
