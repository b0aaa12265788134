"""Who an act was done to and by whom, as the parse has it: tokens, not yet groups or institutions.

The rules it keeps:
- The affected are the object of an active verb, the subject of a passive one, the noun before a
  reduced relative ("women arrested in …"), the of-phrase or possessor of a noun.
- The agents are the subject of an active verb, the by-phrase, the possessor or compound of a noun.
- Who suffers, faces or receives what a noun says is affected: "two women received threats".
- The subject of a verb is looked for as subjects.py says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .people import is_people, words
from .perpetrators import kind_at
from .subjects import (
    GIVING,
    OF_THEM,
    children,
    is_passive,
    own_subject,
    subject_of,
    who_had_it_done,
    without_asides,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVES = {"who", "whom", "which", "that"}
CARRIERS = {"prolong", "extend", "uphold", "renew", "approve", "ratify", "make", "carry", "conduct",
            "launch", "perform", "commit", "effect", "begin", "order", "step", "continue", "sign",
            "issue", "impose", "serve", "pass", "pronounce", "bring", "press", "level", "deliver",
            "mount", "stage", "resume", "administer", "inflict", "practise", "practice", "apply",
            "execute", "undertake", "organise", "organize", "decree", "command",
            "lead"}  # fmt: skip
ORDERING = {"issue", "impose", "sign", "order", "give"}
SUBJECTING = {"subject", "expose"}
STAYING = {"be", "sit", "remain", "languish", "stay", "live", "spend", "lie"}
OFFENCES = {"charge", "count", "offence", "offense", "accusation", "suspicion", "crime"}
RISKS = {"risk", "danger", "threat"}
SERIES = {"series", "number", "wave", "spate", "string", "round", "campaign", "dozen", "hundred"}
SUFFERING = {"receive", "suffer", "face", "undergo", "endure", "experience", "get", "risk", "fear"}
TOLD_OF_ONESELF = {"disclose", "survive", "recount", "relive"}  # "nine women disclosed violence"
JOINED = 3  # tokens between verbs that share an object: "photographed and questioned them"


@dataclass(frozen=True, slots=True)
class Arguments:
    """Tokens on either side of an act; `patients` and `agents` hold every conjunct."""

    patients: tuple[Token, ...] = ()
    agents: tuple[Token, ...] = ()
    subjects: tuple[Token, ...] = ()
    is_passive: bool = False


def conjuncts(token: Token) -> tuple[Token, ...]:
    """`token` and what is joined to it by "and", in text order."""
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj" and not _says_of_all(child):
            found.extend(conjuncts(child))
    return tuple(found)


def _says_of_all(token: Token) -> bool:
    """Whether a noun only says what "all of them" are: "sixteen, all of them mothers"."""
    return any(c.dep_ == "nsubj" and c.lower_ in OF_THEM for c in token.lefts)


def resolved(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ in RELATIVES:
        verb = token.head
        while verb.dep_ in {"conj", "xcomp", "ccomp", "aux", "auxpass"} and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ == "relcl":
            return _whole(_who(token, verb.head), verb)
        return _right_before(token, verb) or token
    if token.lower_ == "whose":
        clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
        return clause.head if clause is not None else token
    return token


def _right_before(relative: Token, verb: Token) -> Token | None:
    """The people right before a "who" whose clause the parser hung elsewhere."""
    before = relative.nbor(-1) if relative.i > relative.sent.start else None
    if before is None or relative.lower_ != "who" or verb.i < relative.i:
        return None
    if before.pos_ not in {"NOUN", "PROPN"} or not is_people(before):
        return None
    if any(c.lower_ in {"were", "are", "have"} for c in verb.lefts):
        while before.dep_ == "conj" and before.head.i < before.i:
            before = before.head
    return before


def _who(relative: Token, noun: Token) -> Token:
    """The people behind a "who" that the parser gave to the thing before it.

    "A colleague from the same school, who was arrested": the colleague.
    """
    above = noun.head.head
    is_age = noun.pos_ == "NUM" and noun.head.lower_ == "of" and above.tag_ in {"NN", "NNP"}
    if relative.lower_ not in {"who", "whom"} or (is_people(noun) and not is_age):
        return noun
    return above if noun.dep_ == "pobj" and is_people(above) else noun


def _whole(noun: Token, verb: Token) -> Token:
    """Those told of, where the noun is one among them: "five, including a girl, who were"."""
    inside = noun.dep_ == "pobj" and noun.head.lower_ in {"including", "among"}
    above = noun.head.head
    if noun.dep_ == "appos" and _is_among(noun) and noun.head.i < noun.i:
        return noun.head  # "a group of 14, among them six minors, who were returned"
    if noun.dep_ in {"advcl", "dep", "npadvmod"} and _is_among(noun):
        told = (t for t in reversed(noun.doc[noun.sent.start : noun.i - 2]) if t.tag_ == "NNS")
        return next((t for t in told if is_people(t)), noun)
    many = any(c.lower_ in {"were", "are", "have"} for c in verb.children)
    singular = noun.tag_ in {"NN", "NNP"} and above.tag_ == "NNS"
    return above if inside and many and singular else noun


def _is_among(noun: Token) -> bool:
    """Whether "among them" or "of whom" stands before a noun."""
    before = [t.lower_ for t in noun.doc[max(0, noun.i - 4) : noun.i]]
    return bool({"them", "whom"} & {*before} and {"among", "of"} & {*before})


def _expanded(tokens: list[Token]) -> tuple[Token, ...]:
    return tuple(c for t in tokens for c in conjuncts(resolved(t)))


def _by_phrase(token: Token) -> list[Token]:
    found = []
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += children(child, "pobj")
    return found


def _by_below(verb: Token) -> list[Token]:
    """An institution behind "by" that hangs on a noun: "jailed for ten days by a court"."""
    nouns = [o for c in children(verb, "prep") for o in children(c, "pobj")]
    nouns += children(verb, "dobj", "oprd", "npadvmod")
    found = (o for n in nouns for c in n.rights if c.lower_ == "by" for o in children(c, "pobj"))
    return [o for o in found if kind_at(o.doc, o.i) is not None]


def _shared_agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive verb, or of the one joined to it.

    "Beaten and tortured by guards", "caught by guards and handed over".
    """
    own = _by_phrase(verb) or _by_below(verb)
    if not own and verb.dep_ == "conj" and not children(verb, "nsubj", "nsubjpass"):
        own = _by_phrase(verb.head) if is_passive(verb.head) else []
    after = next((c for c in verb.rights if c.dep_ == "conj"), None)
    if own or after is None or children(after, "nsubj", "nsubjpass") or not is_passive(after):
        return own
    return _shared_agents(after)


def _before_participle(verb: Token) -> list[Token]:
    """An object that the parser takes for a subject: "rounded up ten men headed for the coast"."""
    for clause in (c for c in verb.rights if c.dep_ == "ccomp" and c.tag_ in {"VBD", "VBN"}):
        subjects = children(clause, "nsubj", "nsubjpass")
        first = subjects[0].left_edge.i if subjects else verb.i
        follows = first - verb.i == 1 or (first - verb.i == 2 and verb.nbor(1).dep_ == "prt")
        if follows and subjects[0].i == clause.i - 1 and not children(clause, "aux", "auxpass"):
            return subjects
    return []


def _moved_behind(verb: Token) -> list[Token]:
    """A long object behind a duration: "detained for 15 days three men who had …"."""
    times = (o for c in children(verb, "prep") if c.lower_ == "for" for o in children(c, "pobj"))
    return [t for o in times if o.ent_type_ == "DATE" for t in children(o, "appos")]


def _before_clause(noun: Token) -> list[Token]:
    """Those before a participle: all of a list of peoples, or who "among those held" are.

    "28 Colombians and 3 Ecuadorians flown out"; "among those held were two nurses": the nurses.
    """
    if noun.lower_ == "those" and noun.dep_ == "pobj" and noun.head.lower_ == "among":
        verb = noun.head.head
        told = [t for t in children(verb, "attr", "nsubj") if t.i > noun.i and is_people(t)]
        return told or [noun]
    first = noun
    while _is_counted_people(first):
        first = first.head
    return [first]


def _is_counted_people(noun: Token) -> bool:
    """Whether a counted people is joined to another: "and 3 Ecuadorians"."""
    pair = (noun, noun.head)
    return noun.dep_ == "conj" and all(t.tag_ == "NNPS" and children(t, "nummod") for t in pair)


def _whose_body(verb: Token, things: list[Token]) -> list[Token]:
    """Those who "had two fingers broken": no doers, whatever the verb."""
    if verb.dep_ != "ccomp" or verb.head.lemma_ not in {"have", "get"}:
        return []
    if not things or any(is_people(t) or t.pos_ == "PROPN" for t in things):
        return []
    return [s for s in subject_of(verb.head)[0] if is_people(s)]


def of_verb(verb: Token) -> Arguments:
    """The arguments of a verb form, with those it was done to together with others."""
    given = _of_verb(verb)
    beside = _taken_along(verb, given.patients) if given.patients else ()
    return replace(given, patients=(*given.patients, *beside)) if beside else given


def _taken_along(verb: Token, patients: tuple[Token, ...]) -> tuple[Token, ...]:
    """Those with whom it was done to somebody: "arrested with his wife", "with two other men"."""
    if not any(is_people(p) for p in patients):
        return ()
    holders = [verb, *children(verb, "advmod", "prep", "dobj", "nsubjpass")]
    withs = [c for h in holders for c in h.rights if c.lower_ == "with" and c.dep_ == "prep"]
    firsts = [o for c in withs for o in children(c, "pobj") if _is_companion(o)]
    found = (n for first in firsts for n in conjuncts(first) if is_people(n))
    return tuple(n for n in found if n not in patients)


def _is_companion(noun: Token) -> bool:
    """Whether somebody's own people or others are meant: "his wife", "11 others", "her baby"."""
    if not is_people(noun):
        return False
    known = kind_at(noun.doc, noun.i)
    if known is not None and known.kind not in {"private person", "family member"}:
        return False
    before = {c.lower_ for c in noun.lefts}
    owned = any(c.tag_ == "PRP$" for c in noun.lefts)
    counted = noun.tag_ == "NN" or any(c.dep_ == "nummod" for c in noun.lefts)
    beside = {noun.head.head.lower_, noun.head.nbor(-1).lower_}
    joined = bool(beside & {"together", "along"})
    if noun.tag_ == "NN" and noun.lower_ in words().child and noun.head.head.pos_ == "VERB":
        return True  # "with the infant"
    return owned or (counted and (joined or noun.lower_ == "others" or "other" in before))


def _of_verb(verb: Token) -> Arguments:
    """The arguments of a verb form itself."""
    agents = _by_phrase(verb)
    if verb.dep_ == "amod":
        return Arguments(_expanded([verb.head]), _expanded(agents), (), True)
    if is_passive(verb):
        agents = _shared_agents(verb) or who_had_it_done(verb)
        if verb.dep_ == "acl" and not children(verb, "nsubjpass"):
            is_aim = verb.head.lower_ == "order" and verb.head.dep_ == "pobj"
            patients = subject_of(verb.head.head.head)[0] if is_aim else _before_clause(verb.head)
        else:
            patients = own_subject(verb) or subject_of(verb)[0]
        patients = without_asides(patients)
        if whose := _whose_body(verb, patients):
            return Arguments(_expanded(whose), _expanded(_by_phrase(verb)), (), True)
        if len(patients) > 1:  # "of ten who set out, eight were caught"
            patients = [p for p in patients if all(c.lower_ != "of" for c in p.lefts)] or patients
        return Arguments(_expanded(patients), _expanded(agents), _expanded(patients), True)
    subjects, shared_passive = subject_of(verb)
    patients = [c for c in children(verb, "dobj", "dative") if c.pos_ != "ADP"]
    if not patients and verb.dep_ == "relcl" and verb.head not in [resolved(s) for s in subjects]:
        patients = [verb.head]  # "the women police arrested"
    if not patients and verb.lemma_ in {"let", "make", "catch"}:  # "let her go", "made them kneel"
        patients = [n for c in children(verb, "ccomp") for n in children(c, "nsubj")]
    if not patients:
        patients = _before_participle(verb)
    if not patients and not children(verb, "prep", "prt", "ccomp", "xcomp"):
        after = [c for c in verb.rights if c.dep_ == "conj" and c.i - verb.i <= JOINED]
        shares = after and (verb.dep_ == "conj" or not children(after[0], "nsubj", "nsubjpass"))
        patients = children(after[0], "dobj") if shares else []
    patients = patients or _moved_behind(verb)
    if shared_passive and not children(verb, "nsubj"):
        if verb.dep_ == "xcomp" and patients and verb.tag_ == "VB":  # "is expected to try him"
            agents = [*agents, *subjects]
        elif verb.dep_ == "conj" and patients and verb.lemma_ not in GIVING - {"tell", "show"}:
            agents = [*agents, *subjects]  # "a diplomat was let in and questioned them"
        return Arguments(_expanded(patients), _expanded(agents), _expanded(subjects), False)
    if verb.dep_ == "pcomp":
        agents = []  # "was convicted of beating two girls by a court"
    both = _expanded(subjects)
    return Arguments(_expanded(patients), (*both, *_expanded(agents)), both, False)


def _series_of(noun: Token) -> Token:
    """The noun that counts acts: "series" in "a series of arrests"; else the noun itself."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in SERIES:
        return noun.head.head
    return noun


def _at_risk(noun: Token) -> list[Token]:
    """Those who face an act: "he was subjected to torture", "she is at risk of deportation"."""
    while noun.dep_ == "conj" and noun.head.i < noun.i:
        noun = noun.head
    above = noun.head.head
    if noun.dep_ != "pobj" or above.i == noun.head.i:
        return []
    if noun.head.lower_ == "to" and above.lemma_ in SUBJECTING:
        return subject_of(above)[0]
    if noun.head.lower_ == "of" and above.lemma_ in RISKS:
        verb = next((t for t in above.ancestors if t.pos_ in {"VERB", "AUX"}), None)
        return subject_of(verb)[0] if verb is not None else []
    return []


def _of_the_joined(noun: Token) -> list[Token]:
    """Those whom a later noun names for both: "the arrest and the deportation of eleven men"."""
    for other in (c for c in noun.rights if c.dep_ == "conj"):
        inner = [
            o for c in children(other, "prep") if c.lower_ == "of" for o in children(c, "pobj")
        ]
        deeper = [o for n in inner for c in children(n, "prep") if c.lower_ == "of"
                  for o in children(c, "pobj")]  # fmt: skip
        found = [o for o in (*inner, *deeper) if is_people(o)]
        if found:
            return found[:1]
    return []


def _who_is_in(noun: Token) -> list[Token]:
    """Who is or sits in what a noun says: "she is in detention", "he sits in a prison"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"in", "under", "into"}:
        return []
    verb = noun.head.head
    if verb.lemma_ not in STAYING:
        return []
    subjects = subject_of(verb)[0]
    return [s for s in subjects if is_people(s) and kind_at(s.doc, s.i) is None]


def of_noun(noun: Token) -> Arguments:
    """The arguments of a noun of action: "the arrest of two women by police"."""
    patients, agents = [], _by_phrase(noun)
    of = {"on", "against", "at"} if noun.lemma_ in OFFENCES else {"of", "on", "against", "at"}
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in of:
            patients += children(child, "pobj")
        elif child.dep_ in {"poss", "compound", "nmod"}:
            patients.append(child)
    whole = _series_of(noun)
    verb = whole.head
    if not agents and whole.dep_ == "dobj" and verb.lemma_ in CARRIERS:
        agents = children(verb, "nsubj") or subject_of(verb)[0]
    for clause in children(whole, "relcl", "acl"):  # "the order that they issued against a man"
        if clause.lemma_ in ORDERING and not any(is_people(p) for p in patients):
            agents = agents or children(clause, "nsubj") or _by_phrase(clause)
            against = (c for c in children(clause, "prep") if c.lower_ == "against")
            patients += [o for c in against for o in children(c, "pobj")]
    patients = patients or _of_the_joined(noun) or _at_risk(noun) or _who_is_in(noun)
    is_suffered = noun.dep_ == "dobj" and verb.lemma_ in SUFFERING and not is_passive(verb)
    is_told = noun.dep_ == "dobj" and verb.lemma_ in TOLD_OF_ONESELF and not is_passive(verb)
    if is_told and not patients:
        told = children(verb, "nsubj") or subject_of(verb)[0]
        patients = [t for t in told if is_people(t) and kind_at(t.doc, t.i) is None]
    if is_suffered and all(p.dep_ == "compound" for p in patients):
        patients = children(verb, "nsubj") or subject_of(verb)[0]  # "they received threats"
    return Arguments(_expanded(patients), _expanded(agents), (), False)


def of(token: Token) -> Arguments:
    """The arguments of an act's word, verb or noun."""
    is_verb = token.pos_ in {"VERB", "AUX"} or token.tag_ == "VBN" or token.dep_ == "amod"
    return of_verb(token) if is_verb else of_noun(token)
