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
from ..reference.parse import lowers_of
from .arguments import Arguments
from .governing import CARRIERS, CLAUSES, LIGHT, governed, is_belied
from .modality_cues import cues
from .subjects import FINITE
from .verb_forms import has_subject, is_none, own_form

if TYPE_CHECKING:
    from spacy.tokens import Token

STEPS = 7  # governors looked at above an act


def modality(
    token: Token, arguments: Arguments, words: tuple[int, int] | None = None, act: str | None = None
) -> Modality | None:
    """How the act at `token` is put; None when the words make no statement about it.

    A negation inside the act's own `words` (first token, end) is part of it: "no registration",
    "without medical care". So is one of a verb that says the opposite of what the `act` is.
    """
    put = Modality.ASSERTED if _is_outcome(token) else _put(token, arguments, words)
    if put in _OPEN and _is_own_fear(token, arguments):
        return Modality.FEARED
    if put is Modality.PLANNED and act == "release" and _is_by_court(token.head):
        return Modality.ASSERTED
    if put is Modality.DENIED and act in _KEPT and token.lemma_ in _LETTING:
        return Modality.ASSERTED  # "were not allowed to go out again"
    if put is None and act in _KEPT | _LACKS and _is_not_let(token):
        return Modality.ASSERTED  # "were not allowed to see a lawyer"
    if put is Modality.DENIED and act in _LACKS and token.lemma_ not in cues().lacking:
        return Modality.ASSERTED  # "were not taken to any hospital", "declined to consider it"
    if act == "forced return" and put is Modality.ASSERTED and _is_fought(token):
        return Modality.PLANNED
    if put is Modality.PLANNED and (act in _ORDERED or _is_told_to(token, arguments)):
        return Modality.ASSERTED if token.head.lemma_ in _COMMANDING else put
    return put


def _is_not_let(verb: Token) -> bool:
    """Whether they were not let do it: "were not allowed to go out"."""
    is_below = verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in {"allow", "permit", "let"}
    return is_below and own_form(verb.head) is Modality.DENIED


def _is_fought(noun: Token) -> bool:
    """Whether somebody still goes to law against a return: "a petition against his extradition"."""
    against = noun.head if noun.dep_ == "pobj" else None
    return against is not None and against.lower_ == "against" and against.head.lemma_ in _FIGHTING


_FIGHTING = {"petition", "appeal", "plea", "challenge", "suit", "lawsuit", "objection", "campaign"}


def _is_outcome(token: Token) -> bool:
    """Whether an infinitive tells what then came: "walked free, only to be driven away"."""
    to = next((c for c in token.lefts if c.tag_ == "TO"), None)
    return to is not None and to.i > 0 and to.nbor(-1).lower_ == "only" and token.dep_ == "advcl"


def _is_own_fear(token: Token, arguments: Arguments) -> bool:
    """Whether who tells it says what will be done to themselves: "they will hang me".

    What others said they would do is no fear: it is for the claim of the threat.
    """
    if not any(p.lower_ in {"me", "us", "i", "we"} for p in arguments.patients):
        return False
    if any(p.lower_ in {"i", "we"} for p in arguments.agents):
        return False
    above = next((a for a in token.ancestors if a.lemma_ in _ANNOUNCING | {"threaten"}), None)
    who = None if above is None else next((c for c in above.lefts if c.dep_ == "nsubj"), None)
    return who is None or who.lower_ in {"i", "we"}


def _is_by_court(verb: Token) -> bool:
    """Whether it is a court that orders it: "acquitted him and ordered him to be set free"."""
    ruling = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    who = (c for v in ruling for c in v.lefts if c.dep_ == "nsubj")
    return verb.lemma_ == "order" and any(w.lower_ in {"court", "judge", "tribunal"} for w in who)


_LACKS = {"disappearance", "denial of medical care", "refusal of asylum", "incommunicado detention",
          "denial of return", "statelessness of a child"}  # fmt: skip
_KEPT = {"detention", "arrest", "family separation"}
_LETTING = {"allow", "permit", "let", "go", "leave"}
_ORDERED = {"sentence", "deportation order"}  # what is so by being ordered
_COMMANDING = {"order", "command", "instruct", "direct", "tell"}


def _is_told_to(token: Token, arguments: Arguments) -> bool:
    """Whether those affected were ordered to do it themselves: "ordered them to jump"."""
    if token.dep_ not in {"xcomp", "ccomp"} or token.tag_ != "VB":
        return False
    told = {c.i for c in token.head.children if c.dep_ in {"dobj", "nsubjpass"}}
    told |= {c.i for c in token.children if c.dep_ == "nsubj"}
    return any(p.i in told for p in (*arguments.patients, *arguments.subjects))


def _put(token: Token, arguments: Arguments, words: tuple[int, int] | None) -> Modality | None:
    if _is_question(token) or _is_of_law(token) or _is_stray_infinitive(token):
        return None
    lacking = cues().negators | cues().no | cues().nobody | cues().without
    if words and any(t.lower_ in lacking for t in token.doc[slice(*words)]):
        above = _climb(token)  # "may have no nationality"
        return above if above in _OPEN | {Modality.FEARED} else Modality.ASSERTED
    things = (c for c in token.children if c.dep_ == "dobj")  # "made no arrests"
    said = (*arguments.patients, *arguments.subjects, *things, token)
    if any(is_none(t) and not _is_beside_some(t) for t in said):
        return Modality.DENIED
    put = next((known for c in token.lefts if (known := _as_adjective(c))), None)
    if put:
        return _named(put)
    if token.pos_ == "NOUN" and _is_set_for(token):
        return Modality.PLANNED
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
    return "?" in lowers_of(token.doc)[max(token.sent.start, token.sent.end - 2) : token.sent.end]


def _is_of_law(token: Token) -> bool:
    """Whether a convention or article is what speaks: it says what must be, not what was."""
    root = token.sent.root
    under = [c for c in root.lefts if c.lower_ == "under"]
    if any(o.lemma_.lower() in cues().laws | {"article"} for c in under for o in c.children):
        return True
    subject = next((c for c in root.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if _is_laid_down(token):
        return True
    if subject is None or subject.i == token.i:
        return False
    if subject.lemma_.lower() in cues().laws:
        return True
    return subject.lemma_.lower() == "article" and any(c.like_num for c in subject.rights)


def _is_laid_down(token: Token) -> bool:
    """Whether a law or charter says it of all: "a law bars the return", "which prohibits"."""
    known, current = cues(), token
    is_bound = any(c.dep_ == "aux" and c.lower_ in _BINDING for c in token.lefts)
    laying_down = known.laying_down | (_STATING if is_bound else set())
    while current.head.i != current.i:
        if current.dep_ == "conj" and has_subject(current):
            return False
        current = current.head
        if current.pos_ == "VERB" and current.lemma_ in laying_down:
            said = [c for c in current.lefts if c.dep_ == "nsubj"]
            nouns = {(current.head if c.tag_ == "WDT" else c).lemma_.lower() for c in said}
            if nouns & (known.laws | known.acts_of_law):
                return True
    return False


_BINDING = {"shall", "must", "may"}
_STATING = {"say", "state", "provide", "stipulate", "require"}


def _is_beside_some(token: Token) -> bool:
    """Whether a noun phrase is joined to one that is not empty: "two guards and no victim"."""
    return token.dep_ == "conj" and not is_none(token.head)


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
            own = own_form(current)
            if own is Modality.CONDITIONAL and _is_announced(current):
                own = Modality.PLANNED
            if own is not Modality.ASSERTED:
                return Modality.FEARED if own in _OPEN and _is_feared(current) else own
        head, dep = current.head, current.dep_
        if dep in {"ccomp", "parataxis"} and _is_over_a_semicolon(current, head):
            break
        if dep == "nsubj" and _is_judged(current, head):
            return Modality.ASSERTED
        if dep == "nsubj" and (put := _put_by(head)) is not None:
            return _named(put)
        if head.lemma_ in CARRIERS and dep in CLAUSES and is_belied(head):
            return Modality.DENIED
        if dep == "oprd" and current.tag_ in FINITE and has_subject(current):
            break  # a clause of its own that the parser hung below "considered"
        if dep in {"acl", "relcl"} and _is_to_be(current, head):
            return Modality.PLANNED
        if head.i == current.i or dep in {"amod", "relcl", "appos"}:
            break
        if dep == "acl" and current.tag_ != "VB" and not _carries(head):
            break
        if dep in {"nsubj", "nsubjpass"} and _is_to_come(head):
            return Modality.PLANNED
        verdict = governed(current, head, dep)
        if verdict != "go on":
            return _named(verdict)
        is_joined = dep == "conj" and _is_finite(current) and _has_own_subject(current)
        current = _infinitive_above(current) if dep == "conj" else head
    return Modality.ASSERTED


def _is_over_a_semicolon(clause: Token, head: Token) -> bool:
    """Whether the parser hung a clause below one that a semicolon sets apart from it."""
    return any(t.text == ";" for t in clause.doc[min(clause.i, head.i) : max(clause.i, head.i)])


def _is_to_be(verb: Token, noun: Token) -> bool:
    """Whether it is to be done to some: "those to be deported", no "the first to be deported"."""
    lefts = {c.lower_ for c in verb.lefts}
    if verb.tag_ != "VBN" or not lefts >= {"to", "be"}:
        return False
    marks = {c.tag_ for c in noun.lefts} | {noun.tag_}
    said = {c.lower_ for c in noun.lefts} | {noun.lower_}
    return "JJS" not in marks and not said & _OF_A_ROW


_OF_A_ROW = frozenset(
    "first second third fourth fifth sixth seventh last latest only another other".split()
)


def _is_set_for(noun: Token) -> bool:
    """Whether a day is set for an act told by a noun: "trial set for 19 January", "due on"."""
    return any(
        c.i > noun.i and c.lemma_ in _SETTING and any(g.lower_ in _DAYS for g in c.rights)
        for c in noun.children
        if c.dep_ in {"acl", "amod", "relcl"} and not any(g.dep_ == "neg" for g in c.children)
    )


_SETTING = {"set", "schedule", "plan", "fix", "slate", "due", "expect", "announce"}
_DAYS = {"for", "on", "in", "at", "next", "tomorrow"}


def _carries(noun: Token) -> bool:
    """Whether a noun has a clause that says what it is of: "a report that", "no evidence that"."""
    is_aim = noun.lower_ == "order" and noun.dep_ == "pobj"  # "in order to be deported"
    return is_aim or noun.lemma_ in CARRIERS or noun.lower_ in cues().bearing_out


def _is_to_come(verb: Token) -> bool:
    """Whether what is told of an act is to come: "the deportation was to be carried out"."""
    if verb.lemma_ != "be":
        return False
    below = (c for c in verb.children if c.dep_ == "xcomp" and c.tag_ in {"VB", "VBN"})
    return any(
        any(g.lower_ == "to" for g in c.lefts) and c.lemma_ in LIGHT | {"proceed"} for c in below
    )


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


def _is_finite(verb: Token) -> bool:
    """Whether a verb is finite by itself or by what stands before it: "was taken"."""
    return verb.tag_ in FINITE or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in FINITE for c in verb.lefts
    )


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


_NAMED = {"denied": Modality.DENIED, "feared": Modality.FEARED, "planned": Modality.PLANNED,
          "conditional": Modality.CONDITIONAL, "asserted": Modality.ASSERTED}  # fmt: skip


def _named(verdict: str) -> Modality | None:
    return _NAMED.get(verdict)
