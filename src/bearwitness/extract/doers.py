"""Who did it where a report does not say so anew: "they", "it", "the officers", "he who came".

The rules it keeps:
- "They" are those whose place the sentence begins with ("at the security bureau they …"), else the
  institution that did the last thing, or came in the sentences right before.
- "It" is an institution told of as one: "the army … it".
- Bare "officers", "agents" or "guards" are those of the body told of right before.
- An act that frees people has no perpetrator.
- Nobody is taken from another section of a report.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.vocabulary import load_yaml
from .arguments import conjuncts
from .bodies import is_head_of_body
from .by_whom import told_by
from .coming_upon import before, beside
from .described import who_is
from .people import is_people
from .perpetrators import (
    FAR_BACK,
    FORCES,
    PLACES,
    STAFF,
    Institution,
    institution,
    is_site,
    kind_at,
)
from .subjects import is_passive
from .told_after import told_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from .drafts import Draft

    Demonym = Callable[[str], str | None]

DOERS = 2  # sentences back in which those who did it are looked for
BODIES = 3  # the same for the body that "officers" are of
_THEY = {"they", "he", "she", "who", "it"}
_FREEING = {"release", "escape", "rescue"}
_NO_RELATIVES_ACT = {"family separation", "disappearance", "sentence", "incommunicado detention",
                     "deportation order", "refusal of asylum", "charge", "trial",
                     "denial of return", "forced return", "arrest", "round-up"}  # fmt: skip
_PAYING = {"pay", "raise", "borrow", "sell", "collect", "scrape"}
_FELT = {"killing", "wounding", "use of force", "ill-treatment", "torture", "arrest", "round-up",
         "abduction", "forced return", "confiscation", "raid", "family separation", "detention",
         "sexual violence", "biometric collection"}  # fmt: skip
_ASKED = {"interrogation", "surveillance", "threat", "disappearance", "trafficking"}
_CELLS = {"post", "posts", "lock-up", "lockup", "cells", "base", "depot", "bureau", "department"}
_WITH_STATIONS = {"police", "border guard", "security forces", "army", "paramilitary"}
_TOLD_LATER = {"forced return", "detention"}  # often others did it than came upon them
_KNOWN = {"the", "these", "those", "his", "her", "their", "its", "other", "my"}
_OWNED = {"his", "her", "their", "its"}  # "his men" may be of one told of before
_SOME = {"one", "some", "several", "most", "many", "both", "another", "others"}
_SAYING_WHICH = {"relcl", "acl", "appos"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_AT = {"at", "in", "inside"}


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("perpetrators")["spoken_of"]
    return table


def resume_doers(drafts: Sequence[Draft], demonym: Demonym) -> None:
    """Say of each draft who did it, where the words themselves leave it open."""
    for n, draft in enumerate(drafts):
        if draft.act in _FREEING or _is_payment(draft):
            draft.agents = ()
            continue
        if draft.act in _NO_RELATIVES_ACT:
            draft.agents = tuple(a for a in draft.agents if a.kind != "family member")
        draft.agents = tuple(_known_before(a, draft, demonym) for a in draft.agents)
        agents = draft.mentions[0].arguments.agents
        people = tuple(t for t in agents if t.lower_ in _THEY or is_people(t) or is_taken_up(t))
        if not draft.agents and not people and not _is_doing(draft):
            draft.agents = told_by(draft.mentions[0].token, demonym)
        if not draft.agents and not people and draft.act in _FELT:
            draft.agents = _beside(draft, demonym)
        if not draft.agents and draft.act == "detention":
            draft.agents = _of_the_station(draft, demonym)
        is_open = all(t.lower_ in _THEY or is_taken_up(t) for t in people)
        if not draft.agents and people and is_open:
            draft.agents = next(_doers(drafts[:n], draft, people, demonym), ())
        if not draft.agents and is_open and draft.act in _FELT | _ASKED:
            found = told_after(draft.mentions[0].token, demonym)
            draft.agents = (found,) if found is not None else ()


def _is_doing(draft: Draft) -> bool:
    """Whether an act is told with a verb in the active, which has its doer as subject."""
    token = draft.mentions[0].token
    return token.pos_ == "VERB" and not is_passive(token) and token.tag_ != "VBG"


def is_taken_up(noun: Token) -> bool:
    """Whether a noun stands for somebody told of before: "the men", "his unit", "one of them"."""
    before = {c.lower_ for c in noun.lefts}
    if noun.lower_ in _table()["taken_up"] and before & _KNOWN:
        return not any(c.dep_ in _SAYING_WHICH for c in noun.rights)
    if noun.pos_ != "NUM" and noun.lower_ not in _SOME:
        return False
    if noun.lower_ in {"one", "another", "others"} and not list(noun.children):
        return noun.dep_ == "nsubj"
    whole = (o for c in noun.rights if c.lower_ == "of" for o in c.children if o.dep_ == "pobj")
    return any(o.lower_ == "them" or is_taken_up(o) for o in whole)


def _beside(draft: Draft, demonym: Demonym) -> tuple[Institution, ...]:
    """Who acts in the clause or the sentence beside an act told in the passive."""
    token = draft.mentions[0].token
    found = beside(token, demonym)
    if not found and draft.act not in _TOLD_LATER:
        found = before(token, demonym)
    return found


def _of_the_station(draft: Draft, demonym: Demonym) -> tuple[Institution, ...]:
    """Those whose station people are held in: "two nights in the police station"."""
    verb = draft.mentions[0].token
    things = [verb, *(c for c in verb.children if c.dep_ in {"dobj", "npadvmod"})]
    preps = (c for t in things for c in t.rights if c.dep_ == "prep" and c.lower_ in _AT)
    for noun in (o for p in preps for o in p.children if o.dep_ == "pobj"):
        found = kind_at(noun.doc, noun.i)
        if found is not None and found.kind in _WITH_STATIONS and noun.lower_ in PLACES | _CELLS:
            return (institution(noun, demonym) or found,)
    return ()


def _is_payment(draft: Draft) -> bool:
    """Whether those named are who paid what was extorted."""
    return draft.act == "extortion or bribe" and draft.mentions[0].token.lemma_ in _PAYING


def _known_before(found: Institution, draft: Draft, demonym: Demonym) -> Institution:
    """The institution by the longer name that its last word was part of before, or its body."""
    doc = draft.mentions[0].token.doc
    noun = doc[found.end - 1]
    bare = found.end - found.start == 1 and found.country is None
    if not bare or any(c.dep_ in {"compound", "amod", "poss"} for c in noun.lefts):
        return found
    if (country := _country_before(noun, demonym)) is not None:
        return replace(found, country=country)
    if noun.lower_ in STAFF:
        for i in range(noun.i - 1, -1, -1):
            if doc[i].lower_ == noun.lower_:
                other = institution(doc[i], demonym)
                if other is not None and (other.country or other.end - other.start > 1):
                    return replace(found, kind=other.kind, country=other.country)
    body = _body_before(noun, demonym)
    return replace(found, kind=body.kind, country=body.country) if body is not None else found


def _country_before(noun: Token, demonym: Demonym) -> str | None:
    """The country of "the diplomats" by the same word told before; None where two were told."""
    if not any(c.lower_ in {"the", "these", "those", "both"} for c in noun.lefts):
        return None
    doc, found = noun.doc, set[str]()
    for i in range(noun.i - 1, max(-1, noun.i - FAR_BACK), -1):
        if doc[i].lemma_ == noun.lemma_:
            other = institution(doc[i], demonym)
            if other is not None and other.country:
                found.add(other.country)
    return found.pop() if len(found) == 1 else None


def _body_before(noun: Token, demonym: Demonym) -> Institution | None:
    """The body told of right before that "officers" or "guards" can be of."""
    kinds = _table()["staff"].get(noun.lower_)
    if kinds is None:
        return None
    doc, start = noun.doc, noun.sent.start
    for _ in range(BODIES):
        start = doc[start - 1].sent.start if start else 0
    for i in range(noun.i - 1, start - 1, -1):
        if "\n\n\n" in doc[i].text:
            return None
        if "prison" in kinds and is_site(doc[i]):
            return Institution("prison", None, i, i + 1)
        known = kind_at(doc, i) if doc[i].pos_ in {"NOUN", "PROPN", "ADJ"} else None
        if known is None or doc[i].lower_ in _table()["staff"] or known.kind not in kinds:
            continue
        return institution(doc[known.end - 1], demonym) or known
    return None


def _doers(
    before: Sequence[Draft], draft: Draft, agents: Sequence[Token], demonym: Demonym
) -> Iterator[tuple[Institution, ...]]:
    """The institutions that may be meant, the nearest sentence first."""
    token = draft.mentions[0].token
    many = _are_many(agents[0])
    if many and (here := _of_the_place(token, demonym)) is not None:
        yield (here,)
    start = token.sent.start
    for _ in range(DOERS + 1):
        inside = [d for d in before if d.mentions[0].token.sent.start == start]
        for other in reversed(inside):
            if other.agents and other.section == draft.section and other is not draft:
                yield other.agents
        yield from _came(token.doc, start, agents[0], many, demonym)
        if start == 0:
            return
        start = token.doc[start - 1].sent.start


def _are_many(agent: Token) -> bool | None:
    """Whether those who did it are several: "they", "the men"; None where that is left open."""
    if agent.lower_ == "who" or agent.pos_ == "NUM" or agent.lower_ in _SOME:
        return True if agent.lower_ != "who" else None
    if agent.lower_ in _THEY:
        return agent.lower_ == "they"
    return agent.tag_ in {"NNS", "NNPS"} or any(c.lower_ in _OWNED for c in agent.lefts) or None


def _of_the_place(verb: Token, demonym: Demonym) -> Institution | None:
    """Those of the place a sentence begins with: "at the police station they beat him"."""
    while verb.dep_ in {"conj", "xcomp"}:
        verb = verb.head
    for prep in verb.lefts:
        if prep.dep_ != "prep" or prep.lower_ not in _AT:
            continue
        words = [t for t in prep.subtree if t.pos_ in {"NOUN", "PROPN"}]
        for noun in words:
            found = kind_at(noun.doc, noun.i)
            if found is not None:
                return institution(noun, demonym) or found
        site = next((t for t in words if is_site(t)), None)
        if site is not None:
            return Institution("prison", None, site.i, site.i + 1)
    return None


def _came(
    doc: Doc, start: int, pronoun: Token, many: bool | None, demonym: Demonym
) -> Iterator[tuple[Institution, ...]]:
    """The institutions that are subjects of the sentence which begins at `start`."""
    for token in doc[start].sent:
        if token.i >= pronoun.i:
            return
        if token.dep_ not in _SUBJECTS or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        joined = conjuncts(token)
        if many and not (len(joined) > 1 or _can_be_many(token)):
            continue
        if many is False and (len(joined) > 1 or token.tag_ in {"NNS", "NNPS"}):
            continue
        who = (who_is(t, demonym) for t in joined)
        found = tuple(f for f in who if f and f.kind not in {"private person", "family member"})
        if pronoun.lower_ in _table()["taken_up_by_force"]:
            found = tuple(f for f in found if f.kind in FORCES | {"prison"})
        if found:
            yield found


def _can_be_many(noun: Token) -> bool:
    """Whether "they" can take up a noun: "soldiers", "a patrol", "the Taliban"."""
    many = noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in _table()["many"]
    return many or is_head_of_body(noun.lower_) or noun.pos_ == "PROPN"
