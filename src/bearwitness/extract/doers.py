"""Who did it where a report does not say so anew: "they", "the officers", or nobody at all.

The rules it keeps:
- Who is taken up by "they" or "the men" is for taken_up.py, who comes upon people for
  coming_upon.py, what the next sentence tells for told_after.py.
- Bare "officers", "agents" or "guards" are those of the body told of right before.
- Who suffers an act or pays what is extorted did not do it; who is paid did.
- An embassy with no country is of those it deals with.
- An act that frees people has no perpetrator; who takes people aboard or out of others' hands, and
  the court that frees them, is told, as that may be the start of custody or return.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.vocabulary import load_yaml
from .accused import (
    ANYBODY,
    CRIMES,
    has_found,
    is_above,
    is_cleared,
    is_for_others,
    is_others_doing,
)
from .bodies import is_head_of_body
from .by_whom import told_by
from .coming_upon import before, beside, of_the_main_clause
from .described import who_is
from .people import is_people, is_surely_people
from .perpetrators import (
    COUNTING,
    FAR_BACK,
    PLACES,
    STAFF,
    Institution,
    body_kinds,
    institution,
    is_site,
    kind_at,
)
from .private_doers import without_bystanders
from .subjects import is_passive
from .taken_up import THEY, is_taken_up, who_was_told_of
from .told_after import told_after

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from .drafts import Draft

    Demonym = Callable[[str], str | None]

BODIES = 3  # the same for the body that "officers" are of
_FREEING = {"release", "escape", "rescue"}
_NO_RELATIVES_ACT = {"family separation", "disappearance", "sentence", "incommunicado detention",
                     "deportation order", "refusal of asylum", "charge", "trial",
                     "denial of return", "forced return", "arrest", "round-up",
                     "interrogation", "surveillance", "death in custody"}  # fmt: skip
_FOR_NATIONALS = {"embassy", "consulate", "consul", "diplomat", "ambassador", "attaché"}
_PAYING = {
    "wire",
    "send",
    "transfer",
    "remit",
    "give",
    "hand",
    "pay",
    "raise",
    "borrow",
    "sell",
    "collect",
    "scrape",
}
_FELT = {"killing", "wounding", "use of force", "ill-treatment", "torture", "arrest", "round-up",
         "abduction", "forced return", "confiscation", "raid", "family separation", "detention",
         "sexual violence", "biometric collection"}  # fmt: skip
_BY_ANYBODY = {"killing", "wounding", "ill-treatment", "sexual violence", "trafficking",
               "forced marriage", "detention", "abduction", "threat"}  # fmt: skip
_ASKED = {"interrogation", "surveillance", "threat", "disappearance", "trafficking"}
_CELLS = {"post", "posts", "lock-up", "lockup", "cells", "base", "depot", "bureau", "department"}
_WITH_STATIONS = {"police", "border guard", "security forces", "army", "paramilitary"}
_TOLD_LATER = {"forced return", "detention"}  # often others did it than came upon them
_AT = {"at", "in", "inside"}


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("perpetrators")["spoken_of"]
    return table


def resume_doers(drafts: Sequence[Draft], demonym: Demonym) -> None:
    """Say of each draft who did it, where the words themselves leave it open."""
    for n, draft in enumerate(drafts):
        if draft.act in _FREEING:
            draft.agents = _who_frees(draft, demonym)
            continue
        if is_payment(draft):
            draft.agents = _paid(draft, demonym)
            continue
        act = draft.mentions[0].token
        if is_cleared(act):
            draft.agents = ()
            continue
        if draft.act in CRIMES and (is_for_others(act) or is_others_doing(act)):
            named = draft.agents
            draft.agents = tuple(a for a in named if not _is_for_it(a, act))
            continue
        if draft.act in _NO_RELATIVES_ACT:
            draft.agents = tuple(a for a in draft.agents if a.kind != "family member")
        if draft.act in _OF_BODIES:
            draft.agents = tuple(a for a in draft.agents if a.kind != "private person")
        if not draft.agents or _is_beside_the_point(draft):
            draft.agents = _from_around(draft, drafts[:n], demonym) or draft.agents
        draft.agents = tuple(_known_before(a, draft, demonym) for a in draft.agents)
        draft.agents = tuple(_of_nationals(a, draft) for a in draft.agents)
        if draft.act == "trafficking":
            draft.agents = tuple(_as_seller(a) for a in draft.agents)
        if draft.act == "trial" and not draft.agents:
            draft.agents = _court_before_it(draft, demonym)
        if draft.act == "sentence" and not draft.agents:
            draft.agents = _court_beside(draft, demonym)
        draft.agents = without_bystanders(draft)


def _is_for_it(found: Institution, act: Token) -> bool:
    """Whether those named pursue or found somebody, whom others did it to."""
    word = act.doc[found.end - 1]
    return is_above(word, act) or (has_found(act) and act.is_ancestor(word))


def _who_frees(draft: Draft, demonym: Demonym) -> tuple[Institution, ...]:
    """The body that rescues people, or the court that frees them, told in the active."""
    verb = draft.mentions[0].token
    kinds = _FREE_OTHERS.get(draft.act)
    if kinds is None or verb.pos_ != "VERB" or is_passive(verb):
        return ()
    who = (who_is(t, demonym) for t in verb.lefts if t.dep_ == "nsubj" and t.pos_ in _NOUNS)
    return tuple(f for f in who if f is not None and f.kind in kinds)


_NOUNS = {"NOUN", "PROPN"}
_FREE_OTHERS = {
    "rescue": {"police", "border guard", "army", "security forces"},
    "release": {"prosecution or court"},
}
_OF_BODIES = {"charge", "trial", "sentence", "deportation order", "refusal of asylum",
              "death in custody", "forced return", "denial of return"}  # fmt: skip


def _as_seller(found: Institution) -> Institution:
    """A private person who sells people as what that makes them."""
    is_private = found.kind == "private person"
    return replace(found, kind="smuggler or trafficker") if is_private else found


def _court_beside(draft: Draft, demonym: Demonym) -> tuple[Institution, ...]:
    """The court that a sentence was passed in: "in the magistrate's court, 14 were fined"."""
    token = draft.mentions[0].token
    sentence = token.sent
    if token.dep_ == "relcl":
        return ()  # told of another time
    before = token.doc[sentence.start - 1].sent.start if sentence.start else 0
    near = token.doc[before : token.i] if is_passive(token) else token.doc[sentence.start : token.i]
    for noun in reversed(near):
        if "\n\n" in noun.text:
            return ()
        found = kind_at(noun.doc, noun.i)
        if found is not None and found.kind == "prosecution or court" and noun.pos_ in _NOUNS:
            return (institution(noun, demonym) or found,) if noun.lower_ in _COURTS else ()
    return ()


def _court_before_it(draft: Draft, demonym: Demonym) -> tuple[Institution, ...]:
    """The court that people are brought to: "put before the district judge", "in court"."""
    verb = draft.mentions[0].token
    preps = (c for c in verb.subtree if c.dep_ == "prep" and c.lower_ in {"before", "in", "at"})
    for noun in (o for p in preps if p.i > verb.i for o in p.children if o.dep_ == "pobj"):
        found = kind_at(noun.doc, noun.i)
        if found is not None and found.kind == "prosecution or court" and noun.lower_ in _COURTS:
            return (institution(noun, demonym) or found,)
    return ()


_COURTS = {"court", "judge", "tribunal", "magistrate"}


def _from_around(
    draft: Draft, before_it: Sequence[Draft], demonym: Demonym
) -> tuple[Institution, ...]:
    """Who did it by the words around: the main clause, a by-phrase, the clauses beside, "they"."""
    token = draft.mentions[0].token
    agents = draft.mentions[0].arguments.agents
    people = tuple(t for t in agents if t.lower_ in THEY or is_people(t) or is_taken_up(t))
    found = of_the_main_clause(token, people, demonym)
    if not found and not people and token.dep_ == "relcl":
        found = _behind_who(token, demonym)
    if not found and not people and not _is_doing(draft):
        found = told_by(token, demonym)
    if not found and not people and draft.act in _FELT:
        found = _beside(draft, demonym)
    if not found and draft.act == "detention":
        found = _of_the_station(draft, demonym)
    is_open = all(is_meant_elsewhere(t) for t in people)
    is_suffered = any(t in draft.mentions[0].arguments.patients for t in people)
    if not found and people and is_open and not is_suffered:
        found = next(who_was_told_of(before_it, draft, people, demonym), ())
    if not found and is_open and draft.act in _FELT | _ASKED:
        after = told_after(token, demonym)
        found = (after,) if after is not None else ()
    return found or _somebody(draft)


def is_meant_elsewhere(doer: Token) -> bool:
    """Whether a word for who did it stands for somebody told of before: "they", "the men"."""
    if doer.lower_ == "who" and doer.head.dep_ == "relcl":
        return doer.head.head.lemma_.lower() not in ANYBODY  # "the men who beat him"
    return doer.lower_ in THEY or is_taken_up(doer)


def _behind_who(verb: Token, demonym: Demonym) -> tuple[Institution, ...]:
    """Those of whom "who" speaks, where the parser gave it to a thing behind them."""
    if not any(c.lower_ == "who" and c.dep_ == "nsubj" for c in verb.lefts):
        return ()
    noun = verb.head
    while noun.dep_ in {"pobj", "pcomp", "prep", "dobj"} and noun.head.i < noun.i:
        noun = noun.head
        found = who_is(noun, demonym) if noun.pos_ in {"NOUN", "PROPN"} else None
        if found is not None and found.kind in body_kinds():
            return (found,)
    return ()


def _somebody(draft: Draft) -> tuple[Institution, ...]:
    """A private person who did it, told by a noun in the singular: "her trainer", "a man"."""
    who = draft.mentions[0].arguments.agents
    if len(who) != 1 or draft.act not in _BY_ANYBODY or who[0].tag_ != "NN":
        return ()
    noun = who[0]
    if not is_surely_people(noun) or noun.lower_ in {*THEY, *COUNTING, *_table()["units"]}:
        return ()
    if is_taken_up(noun) or any(c.lower_ in {"the", "this", "that"} for c in noun.lefts):
        return ()
    return (Institution("private person", None, noun.i, noun.i + 1),)


def _is_beside_the_point(draft: Draft) -> bool:
    """Whether only a relative or nobody in particular was read as who did it."""
    return all(a.kind in {"family member", "private person"} for a in draft.agents) and any(
        t.dep_ == "nsubj" and t.head.dep_ == "relcl" for t in draft.mentions[0].arguments.agents
    )


def _is_doing(draft: Draft) -> bool:
    """Whether an act is told with a verb in the active, which has its doer as subject."""
    token = draft.mentions[0].token
    return token.pos_ == "VERB" and not is_passive(token) and token.tag_ != "VBG"


def _beside(draft: Draft, demonym: Demonym) -> tuple[Institution, ...]:
    """Who acts in the clause or the sentence beside an act told in the passive."""
    token = draft.mentions[0].token
    found = beside(token, demonym, is_harm=draft.act in CRIMES)
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


def is_payment(draft: Draft) -> bool:
    """Whether those named are who paid what was extorted."""
    lemma = draft.mentions[0].token.lemma_
    if lemma == "collect" and any(a.kind in body_kinds() for a in draft.agents):
        return False  # "officials collect 1,000 riyals from each"
    return draft.act == "extortion or bribe" and lemma in _PAYING


def _paid(draft: Draft, demonym: Demonym) -> tuple[Institution, ...]:
    """The institution that is paid: "paid the beat officer", "gave 200 pesos to a soldier"."""
    verb = draft.mentions[0].token
    nouns = [c for c in verb.children if c.dep_ in {"dobj", "dative"}]
    preps = [c for c in verb.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to"]
    nouns += [o for p in preps for o in p.children if o.dep_ == "pobj"]
    who = (who_is(noun, demonym) for noun in nouns)
    return tuple(f for f in who if f is not None and f.kind in body_kinds())


def _of_nationals(found: Institution, draft: Draft) -> Institution:
    """An embassy or consul with no country as of the country whose people it deals with."""
    noun = draft.mentions[0].token.doc[found.end - 1]
    nation = draft.group.group.nationality if draft.group else None
    if found.country or nation is None or noun.lemma_.lower() not in _FOR_NATIONALS:
        return found
    return replace(found, country=nation)


def _known_before(found: Institution, draft: Draft, demonym: Demonym) -> Institution:
    """The institution by the longer name that its last word was part of before, or its body."""
    doc = draft.mentions[0].token.doc
    noun = doc[found.end - 1]
    bare = found.end - found.start == 1 and found.country is None
    own = [c for c in noun.lefts if c.dep_ in {"compound", "amod", "poss"}]
    if not bare or any(c.lower_ not in {"federal", "plain"} for c in own):
        return found
    if (country := _country_before(noun, demonym)) is not None:
        return replace(found, country=country)
    if noun.lower_ in STAFF:
        for i in range(noun.i - 1, -1, -1):
            if doc[i].lower_ == noun.lower_:
                other = institution(doc[i], demonym)
                if other is not None and (other.country or other.end - other.start > 1):
                    return replace(found, kind=other.kind, country=other.country)
    body = _body_before(noun, demonym) or _only_body(noun)
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


def _only_body(noun: Token) -> Institution | None:
    """The one kind of body of a whole text that "agents" can be of, where it names no other."""
    kinds = _table()["staff"].get(noun.lower_)
    if kinds is None or noun.lower_ not in {"agents", "agent"}:
        return None
    named = (kind_at(noun.doc, t.i) for t in noun.doc if t.pos_ == "PROPN")
    found = {b.kind: b for b in named if b is not None and b.kind in kinds and b.end - b.start > 1}
    return replace(next(iter(found.values())), country=None) if len(found) == 1 else None


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
        if is_head_of_body(doc[i].lower_) and kind_at(doc, i) is None:
            again = institution(doc[i], demonym)
            if again is not None and again.kind in kinds:
                return again
        known = kind_at(doc, i) if doc[i].pos_ in {"NOUN", "PROPN", "ADJ"} else None
        if known is None or doc[i].lower_ in _table()["staff"] or known.kind not in kinds:
            continue
        return institution(doc[known.end - 1], demonym) or known
    return None
