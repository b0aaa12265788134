"""Whom a report says is arrested, charged or tried for an act that it names as a noun.

The rules it keeps:
- Only an institution or a role is given ("two policemen were charged with the killing of …", "the
  accused in the murder"); an ordinary person who is arrested is no perpetrator by that.
- Who is acquitted or cleared of an act is not its perpetrator.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .arguments import conjuncts, of_verb
from .perpetrators import Institution, institution

if TYPE_CHECKING:
    from spacy.tokens import Token

Demonym = Callable[[str], str | None]
_TIES = {"in", "for", "of", "with"}
_LINKS = {"connection", "relation", "role", "part", "case", "involvement"}
_PURSUED = {"arrest", "charge", "accuse", "convict", "indict", "try", "sentence", "jail", "detain",
            "suspect", "blame", "implicate", "hold", "prosecute", "imprison", "want"}  # fmt: skip
_STEPS = 4


def accused_of(noun: Token, demonym: Demonym) -> tuple[Institution, ...]:
    """The institutions and roles that are pursued for the act `noun` says; () for none."""
    holder = _holder(noun)
    if holder is None:
        return ()
    if holder.pos_ in {"NOUN", "PROPN"} or _is_the_accused(holder):
        people: tuple[Token, ...] = (holder,)
    elif holder.lemma_ in _PURSUED:
        people = of_verb(holder).patients
    else:
        return ()
    found = (institution(one, demonym) for person in people for one in conjuncts(person))
    return tuple({(f.kind, f.country): f for f in found if f and f.kind in _DOERS}.values())


def _is_the_accused(holder: Token) -> bool:
    """Whether "accused" is a noun here, whatever the parser says: "the main accused in …"."""
    return holder.lower_ == "accused" and any(c.dep_ in {"det", "nummod"} for c in holder.lefts)


_DOERS = {"police", "security forces", "army", "paramilitary", "border guard", "prison",
          "armed group", "private person", "smuggler or trafficker", "employer"}  # fmt: skip


def _holder(noun: Token) -> Token | None:
    """What "in the murder", "in connection with the murder" or "for his role in it" hangs on."""
    current = noun
    for _ in range(_STEPS):
        prep = current.head
        if current.dep_ != "pobj" or prep.lower_ not in _TIES or prep.dep_ != "prep":
            return None
        if prep.head.lemma_ not in _LINKS:
            return prep.head
        current = prep.head
    return None
