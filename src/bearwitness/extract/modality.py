"""How a report puts an act: asserted, denied, feared, planned, conditional, or not at all.

The rules it keeps:
- The words that govern the act decide: its own auxiliaries and negation first, then each verb or
  noun above it, until a clause of its own begins.
- A negated act is never asserted. A demand, an aim, an attempt or a question says nothing about
  what happened: `modality` is None and no claim is made.
- Cues are in vocabulary/modality.yml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.claim import Modality
from .arguments import SUBJECTING, Arguments
from .modality_cues import cues
from .subjects import FINITE

if TYPE_CHECKING:
    from spacy.tokens import Token

STEPS = 7  # governors looked at above an act
LIGHT = {"make", "take", "occur", "happen", "carry", "begin", "be", "follow", "conduct", "have",
         "do", "launch", "continue", "start", "stop", "report", "see", "increase"}  # fmt: skip
REPORTED = {"think", "believe", "know", "confirm", "say", "report", "mean", "verify", "clear"}


def modality(
    token: Token, arguments: Arguments, words: tuple[int, int] | None = None
) -> Modality | None:
    """How the act at `token` is put; None when the words make no statement about it.

    A negation inside the act's own `words` (first token, end) is part of it: "no registration",
    "without medical care".
    """
    if _is_question(token) or _is_of_law(token) or _is_stray_infinitive(token):
        return None
    lacking = cues().negators | cues().no | cues().nobody | cues().without
    if words and any(t.lower_ in lacking for t in token.doc[slice(*words)]):
        above = _climb(token)  # "may have no nationality"
        return above if above in _OPEN | {Modality.FEARED} else Modality.ASSERTED
    things = (c for c in token.children if c.dep_ == "dobj")  # "made no arrests"
    if any(_is_none(t) for t in (*arguments.patients, *arguments.subjects, *things, token)):
        return Modality.DENIED
    put = next((known for c in token.lefts if (known := _as_adjective(c))), None)
    if put:
        return _named(put)
    verdict, is_verb = _climb(token), token.pos_ == "VERB"
    if verdict is Modality.ASSERTED and is_verb and cues().verbs.get(token.lemma_) == "feared":
        return Modality.FEARED  # "faces six years", where the act is read off the verb itself
    return verdict


def _as_adjective(child: Token) -> str | None:
    """What an adjective right before a noun of action makes of it: "the failed abduction"."""
    return cues().adjectives.get(child.lower_) if child.dep_ in {"amod", "advmod"} else None


def _is_stray_infinitive(token: Token) -> bool:
    """Whether an aim was parsed as an adjective: "orders were passed to detain members of …"."""
    before = token.doc[max(0, token.i - 1) : token.i]
    return token.tag_ == "VB" and token.dep_ == "amod" and before.text.lower() == "to"


def _is_question(token: Token) -> bool:
    """Whether an act is asked about; what a relative clause tells of somebody is taken as given."""
    return _asks(token) and not _is_given(token)


def _is_given(token: Token) -> bool:
    """Whether it stands in "he, whose extradition a court approved", "a statement by which …"."""
    clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None)
    return clause is not None and clause.head.lower_ not in _ANYBODY


_ANYBODY = {"anyone", "anybody", "someone", "somebody", "any", "those", "people", "anything"}


def _asks(token: Token) -> bool:
    return token.sent[-1].lower_ == "?" or (len(token.sent) > 1 and token.sent[-2].lower_ == "?")


def _is_of_law(token: Token) -> bool:
    """Whether a convention or article is what speaks: it says what must be, not what was."""
    under = [c for c in token.sent.root.lefts if c.lower_ == "under"]
    if any(o.lemma_.lower() in cues().laws | {"article"} for c in under for o in c.children):
        return True
    subject = next((c for c in token.sent.root.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.i == token.i:
        return False
    if subject.lemma_.lower() in cues().laws:
        return True
    return subject.lemma_.lower() == "article" and any(c.like_num for c in subject.rights)


# quotation marks that stay on a word where a page's bytes were read in another encoding
_QUOTES = "â€œ™˜\x91\x92\x93\x94“”‘’"


def _is_none(token: Token) -> bool:
    """Whether a noun phrase is empty: "no arrests", "nobody", "none of them", "no one"."""
    known = cues()
    if token.lower_.strip(_QUOTES) in known.nobody:
        return True
    if token.lower_ == "one" and token.i and token.nbor(-1).lower_ == "no":
        return True
    before = token.doc[max(0, token.left_edge.i - 1) : token.i]
    if {t.lower_ for t in before} >= {"not", "single"}:
        return True  # "not a single person"
    return any(c.dep_ in {"det", "neg"} and c.lower_ in known.no for c in token.lefts)


def _own(token: Token) -> Modality | None:
    """What the auxiliaries, negation and marks of one verb make of it; None for "should"."""
    known = cues()
    found: Modality | None = Modality.ASSERTED
    if _is_contrary_to_fact(token):
        return None if any(c.dep_ == "neg" for c in token.children) else Modality.DENIED
    if any(c.dep_ == "aux" and known.auxiliaries.get(c.lower_, found) is None for c in token.lefts):
        return None  # "they must not be returned" denies nothing
    if _is_shunned(token):
        return Modality.DENIED
    for child in token.children:
        lower = child.lower_
        if child.dep_ == "neg" or (lower in known.negators and child.dep_ in {"advmod", "preconj"}):
            return Modality.DENIED
        if child.dep_ == "aux" and lower in known.auxiliaries:
            found = Modality.ASSERTED if _is_reached(token, lower) else known.auxiliaries[lower]
        elif child.dep_ == "mark" and lower in known.marks:
            found = Modality.CONDITIONAL
        elif lower == "once" and token.tag_ == "VBN" and not _has_subject(token):
            found = Modality.CONDITIONAL  # "what they faced once returned"
    return found


def _is_reached(verb: Token, aux: str) -> bool:
    """Whether it was done in the end: "held him down until he could be handcuffed"."""
    return aux == "could" and any(c.lower_ in {"until", "till"} for c in verb.lefts)


def _is_shunned(verb: Token) -> bool:
    """Whether something else was done, or is wished, "rather than be arrested"."""
    than = next((c for c in verb.lefts if c.lower_ == "than"), None)
    than = verb.head if than is None and verb.head.lower_ == "than" else than
    if than is None or verb.tag_ not in {"VB", "VBN", "VBG"}:
        return False
    return any(t.lower_ in {"rather", "sooner"} for t in verb.doc[than.sent.start : than.i])


def _is_contrary_to_fact(verb: Token) -> bool:
    """Whether it is said of what was not: "had they been held, …", "had police arrested them"."""
    had = next((c for c in verb.lefts if c.dep_ == "aux" and c.lower_ == "had"), None)
    who = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return had is not None and who is not None and had.i < who.i


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children)


def _climb(token: Token) -> Modality | None:
    """Walk up from the act; the first governor that says something decides.

    Fear goes before "will" and "may": "relatives fear that he will be tortured" is feared.
    """
    current, is_joined = token, False
    for _ in range(STEPS):
        if is_joined:
            if any(c.dep_ == "mark" and c.lower_ in cues().marks for c in current.lefts):
                return Modality.CONDITIONAL
        elif current.pos_ in {"VERB", "AUX"} or current.tag_ == "VBN":
            own = _own(current)
            if own is Modality.CONDITIONAL and _is_announced(current):
                own = Modality.PLANNED
            if own is not Modality.ASSERTED:
                return Modality.FEARED if own in _OPEN and _is_feared(current) else own
        head, dep = current.head, current.dep_
        if dep == "nsubj" and _is_judged(current, head):
            return Modality.ASSERTED
        if dep == "nsubj" and (put := _put_by(head)) is not None:
            return _named(put)
        if head.lemma_ in _CARRIERS and dep in _CLAUSES and _is_belied(head):
            return Modality.DENIED
        if dep == "oprd" and current.tag_ in FINITE and _has_subject(current):
            break  # a clause of its own that the parser hung below "considered"
        if head.i == current.i or dep in {"amod", "relcl", "appos", "compound"}:
            break
        if dep == "acl" and current.tag_ != "VB" and head.lemma_ not in _CARRIERS:
            break
        verdict = _governed(current, head, dep)
        if verdict != "go on":
            return _named(verdict)
        is_joined = dep == "conj" and current.tag_ in FINITE and _has_own_subject(current)
        current = _infinitive_above(current) if dep == "conj" else head
    return Modality.ASSERTED


def _is_announced(verb: Token) -> bool:
    """Whether somebody told what they would do, "police said he would go back"; no "if"."""
    told = verb.head
    if verb.dep_ != "ccomp" or told.lemma_ not in _ANNOUNCING or told.tag_ not in {"VBD", "VBN"}:
        return False
    below = [c for c in verb.children if c.dep_ in {"advcl", "mark"}]
    marks = {m.lower_ for c in below for m in (c, *c.lefts)}
    would = any(c.dep_ == "aux" and c.lower_ == "would" for c in verb.lefts)
    had = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.lefts)
    return would and not had and not marks & (cues().marks | {"had", "were"})


_ANNOUNCING = {"say", "tell", "announce", "declare", "state", "inform", "promise", "decide", "vow",
               "report", "add", "confirm", "warn"}  # fmt: skip


def _has_own_subject(verb: Token) -> bool:
    """Whether a joined clause is whole: "may" and "not" of the first do not reach it."""
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.lefts)


def _infinitive_above(verb: Token) -> Token:
    """The verb that `verb` is joined to; of a bare form the infinitive that it goes on from.

    In "asked to stop them from leaving and detain them" the parser joins it to "leaving".
    """
    is_bare = verb.tag_ == "VB" and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children)
    if not is_bare or verb.head.tag_ != "VBG":
        return verb.head
    return next((a for a in verb.ancestors if a.tag_ == "VB"), verb.head)


def _put_by(verb: Token) -> str | None:
    """What an adjective said of an act makes of it: "the arrest is possible"."""
    said = (c.lower_ for c in verb.children if c.dep_ == "acomp" and verb.lemma_ == "be")
    return next((cues().adjectives[word] for word in said if word in cues().adjectives), None)


def _is_judged(noun: Token, verb: Token) -> bool:
    """Whether an act is only judged, and so happened: "whether the killing was lawful".

    Not where the judgement is that it happened, may happen or is to come ("the arrest is likely").
    """
    known = cues()
    if verb.lemma_ != "be" or not any(c.lower_ in _DEFINITE for c in noun.lefts):
        return False
    if any(c.dep_ == "aux" and c.lower_ not in _OF_DOUBT for c in verb.children):
        return False
    said = {c.lower_ for c in verb.children if c.dep_ == "acomp"}
    to_come = known.verbs.keys() | known.adjectives.keys() | _TO_COME
    return bool(said) and not said & (known.true_words | known.false_words | to_come)


_DEFINITE = {"the", "this", "that", "his", "her", "their", "its", "my", "our"}
_OF_DOUBT = {"may", "might", "has", "have", "had"}
_TO_COME = {"imminent", "probable", "necessary", "avoidable", "preventable", "punishable",
            "real", "genuine", "certain", "confirmed"}  # fmt: skip
_OPEN = {Modality.PLANNED, Modality.CONDITIONAL}


def _is_feared(verb: Token) -> bool:
    """Whether the clause of `verb` is what somebody fears."""
    table = cues().nouns if verb.head.pos_ == "NOUN" else cues().verbs
    return verb.dep_ in {"ccomp", "acl"} and table.get(verb.head.lemma_) == "feared"


_CARRIERS = {"report", "claim", "allegation", "accusation", "news", "rumour", "rumor", "charge"}
_NAMED = {"denied": Modality.DENIED, "feared": Modality.FEARED, "planned": Modality.PLANNED,
          "conditional": Modality.CONDITIONAL, "asserted": Modality.ASSERTED}  # fmt: skip


def _named(verdict: str) -> Modality | None:
    return _NAMED.get(verdict)


def _governed(current: Token, head: Token, dep: str) -> str:
    """What `head` makes of `current` below it: a table's name, "asserted" or "go on"."""
    known = cues()
    if dep in _CLAUSES and _is_belied(head):
        return "denied"
    if dep == "prep" and current.lower_ in known.without:
        return "denied"
    if dep in {"pobj", "pcomp"}:
        return "denied" if head.lower_ in known.without else "go on"
    if dep == "prep":
        if current.lower_ == "for" and head.ent_type_ == "MONEY":
            return "wanted"  # "money for her release"
        if current.lower_ == "against" and head.lemma_ in {"appeal", "complaint", "protest"}:
            return "asserted"
        if head.lemma_ == "case" and is_counted_case(head):
            return "asserted"
        if head.pos_ == "NOUN":
            return known.nouns.get(head.lemma_, "asserted" if head.lower_ != "risk" else "feared")
        if current.lower_ == "to" and head.lemma_ in SUBJECTING:
            return "go on"  # "could be subjected to torture"
        if current.lower_ in {"in", "into", "under", "behind"} and head.lemma_ in _PUTTING:
            return "go on"  # "may be put under house arrest"
        table = known.verbs.get(head.lemma_)
        return table if table and current.lower_ in {"for", "of", "from", "about"} else "asserted"
    if dep == "nsubjpass" and head.lemma_ in _MEANT:
        denies = _own(head) is Modality.DENIED  # "the removal was not ordered"
        return "denied" if denies else known.verbs.get(head.lemma_, "planned")
    if dep == "nsubj" or dep == "nsubjpass":
        return "go on" if head.lemma_ in LIGHT else "asserted"
    if dep == "conj":
        return "go on"
    if dep in {"dobj", "xcomp", "ccomp", "acomp", "oprd", "acl", "attr", "csubj"}:
        return _complement(current, head, dep)
    if dep == "advcl":
        return _adverbial(current)
    return "asserted"


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
}
_LOOKED_INTO = {"confirmed", "documented", "recorded", "verified", "known", "reported"}
_PUTTING = {"put", "place", "take", "keep", "hold", "send", "bring", "remain", "detain", "lodge",
            "be", "throw", "arrest"}  # fmt: skip
_CLAUSES = {"ccomp", "acl", "csubj", "advcl", "relcl"}


def _is_belied(head: Token) -> bool:
    """Whether the clause below `head` is called untrue: "it is false that …"."""
    if head.pos_ in {"ADJ", "NOUN", "PROPN"}:
        if head.lower_ in cues().false_words:
            return True
        noun, head = head, head.head
        if noun.lemma_ in _CARRIERS and _is_taken_back(noun, head):
            return True
    if head.lemma_ not in {"be", "prove", "remain"}:
        return False
    said = {c.lower_ for c in head.children if c.dep_ in {"acomp", "attr", "oprd"}}
    denies = _own(head) is Modality.DENIED
    return bool(said & (cues().true_words if denies else cues().false_words))


def _is_taken_back(noun: Token, verb: Token) -> bool:
    """Whether a report is withdrawn, or not borne out."""
    if verb.lemma_ in cues().taking_back:
        return noun.dep_ in {"dobj", "nsubjpass"}
    unborne = verb.lemma_ in cues().supporting and noun.dep_ == "nsubjpass"
    return unborne and _own(verb) is Modality.DENIED


def _complement(current: Token, head: Token, dep: str) -> str:
    """What a verb or noun makes of its object or complement."""
    known = cues()
    table = known.verbs.get(head.lemma_) if head.pos_ != "NOUN" else known.nouns.get(head.lemma_)
    if table == "denied" and _own(head) is Modality.DENIED:
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
    if table:
        return table
    if dep == "ccomp":
        if head.lemma_ in REPORTED and _own(head) is not Modality.ASSERTED:
            return "conditional"
        return "go on" if head.pos_ == "NOUN" else "asserted"
    if dep == "xcomp" and head.lemma_ == "be" and any(c.lower_ == "to" for c in current.lefts):
        return "planned"
    if dep == "acl" and head.pos_ in {"NOUN", "PROPN"} and head.lemma_ not in _CARRIERS:
        return "wanted" if current.tag_ == "VB" else "asserted"
    return "go on"


def _is_not_done(verb: Token) -> bool:
    refused = verb.dep_ == "xcomp" and verb.head.lemma_ in {"refuse", "decline"}
    return refused or _own(verb) is Modality.DENIED


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
