"""Whom a report says is arrested, charged or tried for an act that it names as a noun.

The rules it keeps:
- Only an institution or a role is given ("two policemen were charged with the killing of …", "the
  accused in the murder"); an ordinary person who is arrested is no perpetrator by that.
- Who is acquitted or cleared of an act is not its perpetrator.
- Those who arrest, charge or try people for an act, and those who find the dead, did not do it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .arguments import conjuncts, of_verb
from .people import is_people
from .perpetrators import Institution, institution
from .subjects import PURSUING, is_passive, pursued_for

if TYPE_CHECKING:
    from spacy.tokens import Token

Demonym = Callable[[str], str | None]
_TIES = {"in", "for", "of", "with"}
_LINKS = {"connection", "relation", "role", "part", "case", "involvement"}
_PURSUED = PURSUING - {"acquit", "clear"}
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


# what people are pursued for, and who then did it whoever they are
CRIMES = {"killing", "wounding", "abduction", "torture", "ill-treatment", "sexual violence",
          "trafficking", "disappearance", "use of force", "extortion or bribe",
          "confiscation", "threat"}  # fmt: skip
ANYBODY = {"man", "woman", "boy", "girl", "youth", "person", "people", "stranger", "neighbour",
           "neighbor", "villager"}  # fmt: skip


def is_for_others(act: Token) -> bool:
    """Whether those near an act only pursue others for it, or found whom it was done to.

    "Police arrested three men for killing her", "charged with the murder", "was found murdered".
    """
    if act.dep_ == "pcomp" and pursued_for(act.head):
        return True
    if has_found(act) or _is_asked_who(act):
        return True
    if act.tag_ == "VBN" and act.head.lemma_ in {"find", "discover"}:
        return act.dep_ in {"oprd", "xcomp", "acomp", "ccomp", "advcl"}
    if act.pos_ not in {"NOUN", "PROPN"}:
        return _is_of_one_found(act)
    if _is_looked_into(act):
        return True
    holder = _holder(act)
    return holder is not None and (holder.lemma_ in PURSUING or _is_the_accused(holder))


def has_found(act: Token) -> bool:
    """Whether an act's verb only says that somebody came upon it: "was found dead by a farmer"."""
    return act.pos_ == "VERB" and act.lemma_ in _CAME_UPON


def is_cleared(act: Token) -> bool:
    """Whether somebody is cleared of it: "acquitted two officers of torturing a detainee"."""
    holder = act.head.head if act.dep_ == "pcomp" else _holder(act)
    if holder is not None and holder.dep_ in {"dobj", "nsubjpass"}:
        holder = holder.head
    if holder is not None and holder.lemma_ in _CLEARING:
        return True
    above = next((a for a in act.ancestors if a.lemma_ in _CLEARING), None)
    return above is not None and act.left_edge.i < above.i and is_passive(above)


_CLEARING = {"acquit", "clear", "exonerate", "absolve"}


def _is_asked_who(act: Token) -> bool:
    """Whether it is asked or looked into who did it: "the army is investigating who shot them"."""
    return act.dep_ == "ccomp" and any(c.lower_ == "who" and c.dep_ == "nsubj" for c in act.lefts)


def is_others_doing(act: Token) -> bool:
    """Whether a verb's doer is in its own clause though somebody acts above it.

    "Police arrested herders said to have raped them", "the army told the guards to stop flogging".
    """
    above = act.head
    if act.dep_ == "xcomp" and above.lemma_ in _SAID and above.tag_ in {"VBN", "VBD"}:
        alone = not any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for c in above.lefts)
        if above.dep_ in {"acl", "relcl"} or alone:
            return True
    ends = above.lemma_ in {"stop", "cease", "refrain", "quit", "end"}
    return ends and act.dep_ in {"xcomp", "pcomp"} and above.head.lemma_ in _TELLING


_SAID = {"say", "allege", "believe", "suspect", "think", "know", "report", "claim"}
_TELLING = {"order", "tell", "ask", "urge", "call", "demand", "force", "beg", "press", "warn"}


def is_above(doer: Token, act: Token) -> bool:
    """Whether a word is the subject of a clause above the act: "police opened an inquiry into"."""
    if doer.dep_ not in {"nsubj", "conj"} or doer.i > act.i:
        return False
    return doer.head.i != act.i and any(doer.head.i == a.i for a in act.ancestors)


def _is_of_one_found(verb: Token) -> bool:
    """Whether somebody found whom it was done to: "found the body of a man who had been shot"."""
    if verb.dep_ not in {"relcl", "acl"} or not is_people(verb.head):
        return False
    noun = verb.head
    while noun.dep_ == "pobj" and noun.head.lower_ in {"of", "from", "with"}:
        noun = noun.head.head
    return noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_ in _FINDING


_CAME_UPON = {"find", "discover", "recover", "unearth", "exhume"}
_FINDING = {"find", "discover", "recover", "bury", "pull", "identify", "rescue", "free", "save",
            "treat"}  # fmt: skip


def _is_looked_into(noun: Token) -> bool:
    """Whether an act is looked into or condemned: "opened an inquiry into the torture of …"."""
    if noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_ in _LOOKING:
        return True
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in {"into", "of", "about", "against"}:
        return False
    things = [c for c in prep.head.children if c.dep_ == "dobj" and c.i < prep.i]
    return any(t.lemma_ in _LOOKING | _INQUIRIES for t in (prep.head, *things))


_LOOKING = {"investigate", "probe", "examine", "condemn", "deplore", "denounce", "document",
            "record", "register", "inquire", "enquire", "protest", "look", "criticise",
            "criticize"}  # fmt: skip
_INQUIRIES = {"inquiry", "enquiry", "investigation", "probe", "complaint", "evidence"}


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
