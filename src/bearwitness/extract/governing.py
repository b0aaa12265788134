"""What a word above an act makes of it: "plans to", "denied that", "the report … is false".

The rules it keeps:
- A table's name comes back ("planned", "denied"), "asserted", or "go on" to the next word above.
- A clause that is called untrue, or a report that is taken back, denies; a report alone does not.
- An infinitive of purpose is an aim, in the passive a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.claim import Modality
from .arguments import SUBJECTING
from .modality_cues import cues
from .verb_forms import is_none, own_form

if TYPE_CHECKING:
    from spacy.tokens import Token

LIGHT = {"make", "take", "occur", "happen", "carry", "begin", "be", "follow", "conduct", "have",
         "do", "launch", "continue", "start", "stop", "report", "see", "increase"}  # fmt: skip
REPORTED = {"think", "believe", "know", "confirm", "say", "report", "mean", "verify", "clear"}

CARRIERS = {
    "suggestion",
    "assertion",
    "notion",
    "insinuation",
    "idea",
    "story",
    "version",
    "speculation",
    "report",
    "claim",
    "allegation",
    "accusation",
    "news",
    "rumour",
    "rumor",
    "charge",
}


def governed(current: Token, head: Token, dep: str) -> str:
    """What `head` makes of `current` below it: a table's name, "asserted" or "go on"."""
    known = cues()
    if dep in CLAUSES and is_belied(head):
        return "denied"
    if dep == "compound":
        return _of_compound(head)
    if dep == "acl" and head.lower_ == "order" and head.dep_ == "pobj":
        return "planned"  # "in order that they be deported"
    if dep == "prep" and current.lower_ in known.without:
        return "denied"
    if dep in {"pobj", "pcomp"}:
        return "denied" if head.lower_ in known.without else "go on"
    if dep == "prep":
        return _above_a_preposition(current, head)
    if dep == "nsubjpass" and head.lemma_ in _MEANT:
        denies = own_form(head) is Modality.DENIED  # "the removal was not ordered"
        return "denied" if denies else known.verbs.get(head.lemma_, "planned")
    if dep == "nsubjpass" and head.lemma_ == "announce" and not _is_known(current):
        return "planned"  # "a second convoy is announced", no "the arrest was announced"
    if dep == "nsubj" or dep == "nsubjpass":
        if head.lemma_ in _OUTCOME and not _is_known(current):
            return _of_outcome(head)
        return "go on" if head.lemma_ in LIGHT else "asserted"
    if dep == "conj":
        return "go on"
    if dep in {"dobj", "xcomp", "ccomp", "acomp", "oprd", "acl", "attr", "csubj"}:
        return _complement(current, head, dep)
    if dep == "advcl":
        return _adverbial(current)
    return "asserted"


def _above_a_preposition(current: Token, head: Token) -> str:
    """What a word makes of an act behind its preposition: "the risk of", "could lead to"."""
    known = cues()
    if current.lower_ == "for" and head.ent_type_ == "MONEY":
        return "wanted"  # "money for her release"
    if current.lower_ == "against" and head.lemma_ in {"appeal", "complaint", "protest"}:
        return "asserted"
    if head.lemma_ == "case" and is_counted_case(head):
        return "asserted"
    if head.dep_ == "dobj" and head.lemma_ in _WAYS and head.head.lemma_ in _OPENING:
        return "conditional"  # "opens the door to", "paved the way for"
    if head.pos_ == "NOUN":
        return known.nouns.get(head.lemma_, "asserted" if head.lower_ != "risk" else "feared")
    if current.lower_ == "to" and head.lemma_ in SUBJECTING:
        return "go on"  # "could be subjected to torture"
    if current.lower_ in {"in", "into", "under", "behind"} and head.lemma_ in _PUTTING:
        return "go on"  # "may be put under house arrest"
    if current.lower_ == "to" and head.lower_ in known.open_to:
        return "conditional"
    if _is_never_reached(current, head):
        return "denied"
    if head.lemma_ in _OUTCOME:
        return _of_outcome(head)
    table = known.verbs.get(head.lemma_)
    return table if table and current.lower_ in {"for", "of", "from", "about"} else "asserted"


def _of_outcome(verb: Token) -> str:
    """What a verb of outcome makes of what comes of it: "could lead to", "would have ended in"."""
    said = {c.lower_ for c in verb.lefts if c.dep_ == "aux"}
    return "denied" if said >= {"would", "have"} else "go on"


def _is_known(noun: Token) -> bool:
    """Whether a noun is one spoken of, "the raid", and no "a raid"."""
    return any(c.dep_ in {"det", "poss"} and c.lower_ not in _SOME for c in noun.lefts)


_OUTCOME = {"result", "lead", "end", "culminate"}
_WAYS = {"door", "way", "path", "road"}
_OPENING = {"open", "pave", "clear"}
_SOME = {"a", "an", "any", "such"}


def _is_never_reached(prep: Token, verb: Token) -> bool:
    """Whether it was not got to: "did not succeed in arresting him", no "came after his arrest"."""
    is_doing = prep.lower_ in {"in", "as", "to", "of"} and any(
        c.dep_ == "pcomp" for c in prep.children
    )
    return is_doing and verb.lemma_ in cues().reaching and own_form(verb) is Modality.DENIED


def _of_compound(head: Token) -> str:
    """What a noun makes of an act named before it: "deportation plans", "execution fears"."""
    put = cues().nouns.get(head.lemma_, "asserted")
    if head.lemma_ in cues().asking:
        return "planned"
    return put if put in {"planned", "feared"} and head.lemma_ != "order" else "asserted"


def is_counted_case(noun: Token) -> bool:
    """Whether cases are counted or looked into: "13 confirmed cases of deportation"."""
    said = {c.lower_ for c in noun.lefts}
    return any(c.dep_ == "nummod" for c in noun.lefts) or bool(said & _LOOKED_INTO)


# what may be said of an act that is still to come: "charges are being prepared"
_MEANT = {
    "stay",
    "suspend",
    "postpone",
    "defer",
    "cancel",
    "halt",
    "block",
    "plan",
    "order",
    "schedule",
    "prepare",
    "threaten",
    "demand",
    "urge",
    "seek",
    "propose",
    "set",
    "fix",
    "expect",
    "await",
    "foresee",
    "envisage",
    "fear",
}
_LOOKED_INTO = {"confirmed", "documented", "recorded", "verified", "known", "reported"}
_PUTTING = {"put", "place", "take", "keep", "hold", "send", "bring", "remain", "detain", "lodge",
            "be", "throw", "arrest"}  # fmt: skip
CLAUSES = {"ccomp", "acl", "csubj", "advcl", "relcl"}


def is_belied(head: Token) -> bool:
    """Whether the clause below `head` is called untrue: "it is false that …"."""
    if head.pos_ in {"ADJ", "NOUN", "PROPN"}:
        if head.lower_ in cues().false_words:
            return True
        noun, head = head, head.head
        if noun.lemma_ in CARRIERS and _is_taken_back(noun, head):
            return True
        is_subject = noun.dep_ in {"nsubj", "nsubjpass"}
        if is_subject and noun.lemma_ in CARRIERS and _is_found_false(head):
            return True
    if head.lemma_ not in {"be", "prove", "remain"}:
        return False
    said = {c.lower_ for c in head.children if c.dep_ in {"acomp", "attr", "oprd"}}
    denies = own_form(head) is Modality.DENIED
    return bool(said & (cues().true_words if denies else cues().false_words))


def _is_found_false(verb: Token) -> bool:
    """Whether what is said is found untrue: "were investigated and found to be baseless"."""
    verbs = (verb, *(c for c in verb.rights if c.dep_ == "conj"))
    found = (v for v in verbs if v.lemma_ in cues().showing and own_form(v) is Modality.ASSERTED)
    return any(t.lower_ in cues().false_words for v in found for t in v.subtree if t.i > v.i)


def _is_taken_back(noun: Token, verb: Token) -> bool:
    """Whether a report is withdrawn, or not borne out."""
    if verb.lemma_ in cues().taking_back:
        return noun.dep_ in {"dobj", "nsubjpass"}
    unborne = verb.lemma_ in cues().supporting and noun.dep_ == "nsubjpass"
    return unborne and own_form(verb) is Modality.DENIED


def _complement(current: Token, head: Token, dep: str) -> str:
    """What a verb or noun makes of its object or complement."""
    known = cues()
    table = known.verbs.get(head.lemma_) if head.pos_ != "NOUN" else known.nouns.get(head.lemma_)
    if head.lemma_ in known.excluding and dep in {"ccomp", "csubj"} and _is_out(head):
        return "conditional" if own_form(head) is not Modality.ASSERTED else "denied"
    if head.pos_ == "NOUN" and head.lower_ in known.bearing_out and _is_lacking(head):
        return "denied"
    if table == "denied" and own_form(head) is Modality.DENIED:
        return "asserted"  # "did not deny", "could not escape"
    if head.lemma_ in known.halted and dep == "dobj":
        return "planned"
    if head.lemma_ in known.deciding and head.pos_ != "NOUN" and _is_not_done(head):
        return "denied"  # "did not order", "declined to order"
    if dep == "ccomp" and table in {"wanted", "planned"} and head.lemma_ in _TELLS:
        be = any(c.dep_ == "auxpass" and c.lower_ == "be" for c in current.lefts)
        helped = any(c.dep_ == "aux" for c in current.lefts)
        table = table if be and not helped else None  # "asking that he be set free"
    if dep == "dobj" and table in {"wanted"} and head.lemma_ in {"help", "report", "see", "try"}:
        table = None
    if dep == "xcomp" and head.lower_ in known.open_to:
        return "conditional"
    if table:
        return table
    if dep == "xcomp" and head.lemma_ == "announce" and current.tag_ == "VB":
        return "planned"
    if dep == "ccomp":
        if _nobody_says(head):
            return "denied"
        if head.lemma_ in REPORTED and _is_left_open(current, head):
            return "conditional"
        return "go on" if head.pos_ == "NOUN" else "asserted"
    if dep == "xcomp" and head.lemma_ == "be" and any(c.lower_ == "to" for c in current.lefts):
        return "planned"
    if dep == "acl" and head.pos_ in {"NOUN", "PROPN"} and head.lemma_ not in CARRIERS:
        return "wanted" if current.tag_ == "VB" else "asserted"
    return "go on"


def _is_out(verb: Token) -> bool:
    """Whether it is "exclude" or "rule out", not "a court ruled that"."""
    return verb.lemma_ != "rule" or any(c.lower_ == "out" for c in verb.rights)


def _is_lacking(noun: Token) -> bool:
    """Whether there is "no evidence", or none was found."""
    none = any(c.lower_ in cues().no for c in noun.lefts)
    found = noun.dep_ in {"dobj", "nsubjpass"} and own_form(noun.head) is Modality.DENIED
    return none or found


def _nobody_says(verb: Token) -> bool:
    """Whether nothing shows it or nobody says it: "nothing suggests that …"."""
    said = verb.lemma_ in cues().showing
    return said and any(is_none(c) for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"})


def _is_left_open(clause: Token, verb: Token) -> bool:
    """Whether a verb of knowing or saying leaves its clause open: "did not confirm that".

    Who may know, or does not know, a thing that is so is no doubt of it; who "would only say"
    something says it.
    """
    put = own_form(verb)
    marks = {c.lower_ for c in clause.lefts if c.dep_ == "mark"}
    if verb.lemma_ in {"say", "report", "know"} and not marks & cues().marks:
        wishes = put is Modality.CONDITIONAL and verb.lemma_ != "know"
        return put is Modality.DENIED and verb.lemma_ != "know" and not wishes
    return put is not Modality.ASSERTED


def _is_not_done(verb: Token) -> bool:
    refused = verb.dep_ == "xcomp" and verb.head.lemma_ in {"refuse", "decline"}
    return refused or own_form(verb) is Modality.DENIED


_TELLS = {"promise", "warn", "insist", "suggest", "hope", "expect", "decide", "call", "mean",
          "threaten", "agree", "ask"} - {"threaten", "hope", "expect"}  # fmt: skip


def _adverbial(current: Token) -> str:
    """An infinitive of purpose is an aim, in the passive a plan; "before" and "after" assert."""
    marks = {c.lower_ for c in current.lefts if c.dep_ in {"aux", "mark"}}
    be = any(c.dep_ == "auxpass" and c.lower_ == "be" for c in current.lefts)
    if be and not marks & cues().auxiliaries.keys():
        return "planned"  # "taken there to be deported", "in order that they be deported"
    if "to" in marks and current.tag_ == "VB":
        return "wanted"
    return "asserted"
