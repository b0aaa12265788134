"""By whom an act was done, as its own words say: institutions named beside them, and causes.

The rules it keeps:
- The agents of the parse come first, then an institution inside or before the words of the act.
- Where nobody is named, who stands behind the event that a harm came of did it ("killed in
  shelling").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .arguments import conjuncts
from .behind_events import as_doer, as_victim, of_event
from .described import who_is
from .governing import LIGHT
from .perpetrators import Institution, body_kinds, institution, kind_at
from .subjects import FINITE

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from .arguments import Arguments
    from .cues import VerbCue

Demonym = Callable[[str], str | None]
BY_WITHIN = 22  # tokens behind an act in which "by" tells who did it
_HURT = {"injure", "wound", "hurt"}  # in "two were killed and ten hurt in firing" both have a cause
_CAUSING = {"result", "lead", "cause", "end"}


def agents_of(given: Arguments, demonym: Demonym) -> tuple[Institution, ...]:
    """The institutions and people among the agents of the parse."""
    found = (who_is(t, demonym) for agent in given.agents for t in (agent, *_more_of(agent)))
    return tuple(f for f in found if f)


def _more_of(unit: Token) -> tuple[Token, ...]:
    """The second of two bodies that a unit is of: "a joint patrol of police and soldiers"."""
    of = (c for c in unit.rights if c.dep_ == "prep" and c.lower_ == "of")
    whole = next((o for c in of for o in c.children if o.dep_ == "pobj"), None)
    if whole is None or kind_at(whole.doc, whole.i) is None:
        return ()
    return tuple(t for t in conjuncts(whole)[1:] if kind_at(t.doc, t.i) is not None)


def told_by(act: Token, demonym: Demonym) -> tuple[Institution, ...]:
    """The institutions behind a "by" after the act, whatever the parser hangs it on.

    "Made to kneel by border guards", "cases of extortion by the police, two by soldiers".
    """
    found: list[Institution] = []
    for token in act.doc[act.i + 1 : min(act.sent.end, act.i + BY_WITHIN)]:
        if token.tag_ in FINITE | {"VBN", "VBG", "MD"} or (token.text == ";" and found):
            break
        if token.lower_ == "by":
            nouns = (n for c in token.children if c.dep_ == "pobj" for n in conjuncts(c))
            found += [f for n in nouns if (f := who_is(n, demonym)) and f.kind in body_kinds()]
    return tuple(found)


def named_inside(doc: Doc, start: int, end: int) -> tuple[Institution, ...]:
    """An institution named in the phrase itself: "police firing"."""
    own = (i for i in range(start, end) if not any(c.dep_ == "poss" for c in doc[i].lefts))
    inside = (kind_at(doc, i) for i in own)  # "his wife" says whose, not by whom
    return tuple(f for f in inside if f and start <= f.start and f.end <= end)[:1]


def is_only_a_name(agent: Institution, doc: Doc) -> bool:
    """Whether somebody is named and nothing tells what they are: "Invented arrested ten men"."""
    return agent.kind == "private person" and kind_at(doc, agent.start) is None


def cause_of(token: Token, cue: VerbCue, own: Arguments) -> tuple[Institution, ...]:
    """Who stands behind a harm with no agent: the event it came of, or the cue's own default."""
    event = next((e for t in own.agents if (e := as_doer(t))), None) or of_event(token)
    joined = (t for c in token.rights if c.dep_ == "conj" for t in (c, *c.rights))
    hurt = (t for t in joined if t.lemma_ in _HURT)
    event = event or next((e for c in hurt if (e := of_event(c))), None)
    event = event or next((e for t in own.patients if (e := as_victim(t))), None)
    if event is None and cue.default:
        event = Institution(cue.default, None, token.i, token.i + 1)
    return (event,) if event else ()


def happening(noun: Token) -> Token:
    """The verb that says it came about: "ten of these deaths have taken place"; else the noun."""
    whole = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    is_subject = whole.dep_ in {"nsubj", "nsubjpass"}
    return whole.head if is_subject and whole.head.lemma_ in {*LIGHT, "cause"} else noun


def caused_by(noun: Token) -> Token | None:
    """The event that led to what the noun says: "firing" in "firing resulted in two deaths"."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in {"pobj", "dobj"} or verb.lemma_ not in _CAUSING:
        return None
    return next((c for c in verb.lefts if c.dep_ == "nsubj"), None)


def named_before(token: Token, demonym: Demonym) -> tuple[Institution, ...]:
    """An institution as compound or possessor: "police torture", "the army's killings"."""
    sides = [c for c in token.children if c.dep_ in {"compound", "poss", "nmod"}]
    found = (institution(c, demonym) for c in sides)
    return tuple(f for f in found if f and f.kind != "private person")
