"""Who did not do an act though the rules name them: whom it was done to, and bystanders.

A relative who is named as the one who did it is exposed and wronged at once, so nothing is
inferred here. The rules it keeps:
- A relative, or people of whom no more is told, did it where they are the subject of the act's
  verb and somebody else suffers it, or stand behind its "by" or its "'s".
- Nobody did it to somebody by being hurt, or by what befell their own body.
- Of a threat they are the ones who say it, never those it is about.
- A body one of whose people suffered an act did not do it by that.
- A word that says what people do to others (a kidnapper, a mob) is left to the other rules.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..reference.vocabulary import load_yaml
from .accused import CRIMES
from .subjects import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from .acts import Mention
    from .drafts import Draft
    from .perpetrators import Institution

PRIVATE = {"family member", "private person"}


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = load_yaml("perpetrators")["private_doers"]
    return {name: frozenset(words) for name, words in table.items()}


def without_bystanders(draft: Draft) -> tuple[Institution, ...]:
    """Those who did it less the relatives and people who are only told of beside it."""
    doc = draft.mentions[0].token.doc
    agents = [a for a in draft.agents if not _suffers(a, draft) and not is_ruled_out(doc, a)]
    kept = [a for a in agents if not _is_plain(a, draft) or _did_it(a, draft)]
    if any(a.kind not in PRIVATE for a in kept):  # "the mother of four, policemen took the doors"
        kept = [a for a in kept if a.kind != "family member"]
    return tuple(kept)


def _suffers(who: Institution, draft: Draft) -> bool:
    """Whether it was done to them: "a former army lieutenant was shot"."""
    doc = draft.mentions[0].token.doc
    word = doc[who.end - 1]
    if is_of_the_dying(word, draft):
        return True
    return any(
        is_of(word, p) and p.head.i == m.token.i
        for m in draft.mentions
        for p in m.arguments.patients
        if p.dep_ == "nsubjpass"
    )


def is_of_the_dying(word: Token, draft: Draft) -> bool:
    """Whether a word is for whoever dies or vanishes: "an officer of the border police died"."""
    dying = (m for m in draft.mentions if m.token.lemma_ in _DYING)
    return any(is_of(word, t) for m in dying for t in m.arguments.agents)


_DYING = {"die", "collapse", "perish", "bleed", "disappear", "vanish"}


def is_of(word: Token, noun: Token) -> bool:
    """Whether a word is a noun or told with it: "the army" in "an officer of the army"."""
    while word.i != noun.i:
        inside = word.dep_ in {"compound", "amod", "poss", "nmod"}
        of = word.dep_ == "prep" and word.lower_ in {"of", "from", "in", "with"}
        if not (inside or of or (word.dep_ == "pobj" and word.head.dep_ == "prep")):
            return False
        word = word.head
    return True


def is_ruled_out(doc: Doc, who: Institution) -> bool:
    """ "Not the army but the militia": those it is said not to have been."""
    at = min(doc[i].left_edge.i for i in range(who.start, who.end))
    if at and doc[at].lower_ != "not":
        at -= 1
    return doc[at].lower_ == "not" and doc[at + 1].lower_ not in _ONLY


_ONLY = {"only", "just", "merely"}


def is_plain_kind(who: Institution, word: Token) -> bool:
    """Whether a word is for a relative or for people of whom nothing else is told."""
    if who.kind == "family member" or (who.kind in PRIVATE and word.ent_type_ == "PERSON"):
        return True
    return who.kind == "private person" and word.lemma_.lower() in _lists()["anybody"]


def _is_plain(who: Institution, draft: Draft) -> bool:
    if who.kind == "prosecution or court" and draft.act in CRIMES:
        return True  # "was shot in front of the court"
    return is_plain_kind(who, draft.mentions[0].token.doc[who.end - 1])


def _did_it(who: Institution, draft: Draft) -> bool:
    return any(
        _is_own_doer(draft.act, mention, mention.token.doc[i])
        for mention in draft.mentions
        for i in range(who.start, who.end)
    )


def _is_own_doer(act: str, mention: Mention, word: Token) -> bool:
    """Whether a word stands for those who did it, in the clause of the act's own verb."""
    verb = mention.token
    if any(word.i == p.i for p in mention.arguments.patients):
        return False
    lead = _first_of_pair(word)
    if lead.dep_ == "pobj" and lead.head.lower_ in {"by", "from"}:
        return lead.head.head.i == verb.i and act != "extortion or bribe"
    if lead.dep_ == "poss":
        return lead.head.i == verb.i
    if verb.pos_ != "VERB" or is_passive(verb) or _is_bare_participle(verb):
        return False
    if act in {"threat", "warning"} and verb.lemma_ not in _lists()["threatening"]:
        return False
    return _is_subject(lead, verb) and _is_done_to_others(act, verb)


def _first_of_pair(word: Token) -> Token:
    """What stands for them in the clause: "husband" of "her husband and his brother", "a group of".

    Also the one who is called so: "the driver, a neighbour".
    """
    while True:
        if word.dep_ in {"conj", "appos"} and word.head.pos_ in {"NOUN", "PROPN"}:
            word = word.head
        elif word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head.pos_ in _PARTS:
            word = word.head.head
        else:
            return word


_PARTS = {"NOUN", "NUM", "PRON", "DET"}


def _is_subject(word: Token, verb: Token) -> bool:
    """Whether a word is the subject of a verb, of one it is put beside, or behind it as "who"."""
    while True:
        if any(c.i == word.i and c.dep_ == "nsubj" for c in verb.children):
            return True
        if verb.dep_ == "relcl":
            return verb.head.i == word.i
        if verb.dep_ not in {"conj", "xcomp", "pcomp", "advcl"} or verb.head.pos_ == "NOUN":
            return False
        if any(c.dep_ == "nsubj" for c in verb.children):
            return False
        verb = verb.head if verb.head.pos_ in {"VERB", "AUX"} else verb.head.head
        if verb.head.i == verb.i and verb.pos_ not in {"VERB", "AUX"}:
            return False


def _is_bare_participle(verb: Token) -> bool:
    """ "Taken" without "have" or "was": a note's passive."""
    return verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in verb.lefts)


def _is_done_to_others(act: str, verb: Token) -> bool:
    """Whether it has an object that is not the subject's own body, nor a time."""
    objects = [c for c in verb.rights if c.dep_ in _OBJECTS and c.ent_type_ not in _TIMES]
    if act in _AT_OTHERS:  # "fired at them"
        objects += [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in _AT]
    if not objects:
        return False
    own = [c for c in objects if c.dep_ == "dobj" and _is_their_own(c)]
    return not (own and act in {"wounding", "killing", "ill-treatment", "torture"})


_OBJECTS = {"dobj", "dative", "ccomp", "xcomp"}
_TIMES = {"DATE", "TIME"}
_AT = {"at", "on", "upon", "against", "into"}
_AT_OTHERS = {"threat", "warning", "use of force", "killing", "wounding", "sexual violence",
              "abduction", "ill-treatment"}  # fmt: skip


def _is_their_own(thing: Token) -> bool:
    """ "Himself", "his own forearm", "his ankle"."""
    if thing.lower_.endswith(("self", "selves")):
        return True
    is_body = thing.lemma_.lower() in _lists()["body"]
    owners = {c.lower_ for c in thing.lefts}
    return bool(owners & {"his", "her", "their", "my"}) and (is_body or "own" in owners)
