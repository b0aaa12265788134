"""Who an act was done to and by whom, as the parse has it: tokens, not yet groups or institutions.

The rules it keeps:
- The affected are the object of an active verb, the subject of a passive one, the noun before a
  reduced relative ("women arrested in …"), the of-phrase or possessor of a noun.
- The agents are the subject of an active verb, the by-phrase, the possessor or compound of a noun.
- Who suffers, faces or receives what a noun says is affected: "two women received threats".
- A verb without a subject of its own takes the one of the verb it is joined to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .people import is_people
from .perpetrators import FORCES, kind_at

if TYPE_CHECKING:
    from spacy.tokens import Token

OF_THEM = {"all", "most", "many", "some", "several", "half", "both", "each", "majority", "few"}
RELATIVES = {"who", "whom", "which", "that"}
CARRIERS = {"prolong", "extend", "uphold", "renew", "approve", "ratify", "make", "carry", "conduct",
            "launch", "perform", "commit", "effect", "begin", "order", "step",
            "continue"}  # fmt: skip
ORDERING = {"issue", "impose", "sign", "order", "give"}
SUBJECTING = {"subject", "expose"}
GIVING = {"give", "deny", "award", "grant", "offer", "refuse", "show", "tell", "hand", "pay",
          "send"}  # fmt: skip
STAYING = {"be", "sit", "remain", "languish", "stay", "live", "spend", "lie"}
OFFENCES = {"charge", "count", "offence", "offense", "accusation", "suspicion", "crime"}
RISKS = {"risk", "danger", "threat"}
SERIES = {"series", "number", "wave", "spate", "string", "round", "campaign", "dozen", "hundred"}
SUFFERING = {"receive", "suffer", "face", "undergo", "endure", "experience", "get", "risk", "fear"}
JOINED = 3  # tokens between verbs that share an object: "photographed and questioned them"
FINITE = {"VBD", "VBZ", "VBP"}
TELLING = {"say", "tell", "report", "write", "add"}
_SHARING = {"conj", "xcomp", "advcl", "prep", "ccomp", "pcomp", "aux", "acomp", "oprd"}
STEPS = 5  # how far up a subject is looked for
_ALIKE = {"let", "put", "set", "shut", "cut", "hit", "hurt"}  # participle and base form are one


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
    if token.lower_ == "whose":
        clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
        return clause.head if clause is not None else token
    return token


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
    many = any(c.lower_ in {"were", "are", "have"} for c in verb.children)
    singular = noun.tag_ in {"NN", "NNP"} and above.tag_ == "NNS"
    return above if inside and many and singular else noun


def _is_among(noun: Token) -> bool:
    """Whether "among them" or "of whom" stands before a noun."""
    before = [t.lower_ for t in noun.doc[max(0, noun.i - 4) : noun.i]]
    return bool({"them", "whom"} & {*before} and {"among", "of"} & {*before})


def _children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def _expanded(tokens: list[Token]) -> tuple[Token, ...]:
    return tuple(c for t in tokens for c in conjuncts(resolved(t)))


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject is the one acted upon."""
    if verb.tag_ in {"VB", "VBP"} and verb.lemma_ in _ALIKE and verb.dep_ == "conj":
        own = {"nsubj", "aux", "dobj"} & {child.dep_ for child in verb.children}
        return not own and is_passive(verb.head)  # "was taken away and let out after a year"
    if verb.tag_ not in {"VBN", "VBD", "JJ", "VBG"}:
        return False
    deps = {child.dep_ for child in verb.children}
    if "auxpass" in deps or "nsubjpass" in deps:
        return True
    if verb.tag_ == "VBG":
        return False
    if verb.dep_ in {"acl", "ccomp"} and "dobj" in deps and verb.lemma_ not in GIVING:
        return False  # "agents of the service arrested nine men", which has no other verb
    if verb.dep_ == "ccomp" and any(_is_force(c) for c in _children(verb, "nsubj")):
        return False  # "police resorted to firing, he said", whose verb was taken for a participle
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod", "oprd", "acomp", "ccomp", "xcomp"}:
        return "aux" not in deps
    if verb.dep_ == "acl" and not deps & {"nsubj", "aux", "dobj", "ccomp", "xcomp"}:
        return True  # "a worker beaten at a checkpoint", whose form was taken for a finite one
    has_own = bool(deps & {"nsubj", "aux", "dobj"})
    if verb.dep_ == "conj" and not has_own and verb.tag_ in {"VBN", "VBD"}:
        return is_passive(verb.head)
    if verb.tag_ == "VBN" and verb.dep_ in {"advcl", "dep", "ROOT", "pcomp"}:
        return "aux" not in deps and "dobj" not in deps
    return False


def _is_force(token: Token) -> bool:
    """Whether a noun is an institution that uses force."""
    found = kind_at(token.doc, token.i)
    return found is not None and found.kind in FORCES


def _by_phrase(token: Token) -> list[Token]:
    found = []
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += _children(child, "pobj")
    return found


def _by_below(verb: Token) -> list[Token]:
    """An institution behind "by" that hangs on a noun: "jailed for ten days by a court"."""
    nouns = [o for c in _children(verb, "prep") for o in _children(c, "pobj")]
    nouns += _children(verb, "dobj", "oprd", "npadvmod")
    found = (o for n in nouns for c in n.rights if c.lower_ == "by" for o in _children(c, "pobj"))
    return [o for o in found if kind_at(o.doc, o.i) is not None]


def _shared_agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive verb, or of the one joined to it.

    "Beaten and tortured by guards", "caught by guards and handed over".
    """
    own = _by_phrase(verb) or _by_below(verb)
    if not own and verb.dep_ == "conj" and not _children(verb, "nsubj", "nsubjpass"):
        own = _by_phrase(verb.head) if is_passive(verb.head) else []
    after = next((c for c in verb.rights if c.dep_ == "conj"), None)
    if own or after is None or _children(after, "nsubj", "nsubjpass") or not is_passive(after):
        return own
    return _shared_agents(after)


def _subject_before(verb: Token) -> list[Token]:
    """A passive verb's subject that the parser gave to a preposition: "after a boy was shot"."""
    helpers = _children(verb, "aux", "auxpass")
    if verb.dep_ not in {"ROOT", "ccomp", "advcl"} or not _children(verb, "auxpass"):
        return []
    if helpers[0].tag_ not in FINITE or _children(verb, "nsubj", "nsubjpass"):
        return []
    before = helpers[0].nbor(-1) if helpers[0].i > helpers[0].sent.start else None
    return [before] if before is not None and before.dep_ == "pobj" else []


def _behind_a_date(verb: Token) -> list[Token]:
    """An active verb's subject that the parser joined to a date: "on Monday soldiers fired"."""
    if verb.tag_ not in FINITE or _children(verb, "nsubj", "nsubjpass", "auxpass"):
        return []
    near = verb.nbor(-1) if verb.i > verb.sent.start else verb
    while near.dep_ in {"pobj", "compound"} and (
        near.dep_ == "compound" or near.head.lower_ == "of"
    ):
        near = near.head if near.dep_ == "compound" else near.head.head
    preps = [c for c in verb.lefts if c.dep_ == "prep"]
    found = [near] if near.dep_ == "pobj" else [o for c in preps for o in _children(c, "pobj")]
    return [noun for noun in found if noun.i < verb.i and _is_dated(noun)]


def _is_dated(noun: Token) -> bool:
    """Whether a date stands in a noun's phrase as if it were part of it."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in _TIMES:
        return False
    before = [c for c in noun.lefts if c.dep_ in {"compound", "nummod", "nmod"}]
    return any(c.ent_type_ in _TIMES and (c.is_title or c.is_digit) for c in before)


_TIMES = {"DATE", "TIME"}


def subject_of(verb: Token) -> tuple[list[Token], bool]:
    """The subject of `verb`, its own or shared, and whether it is a passive verb's."""
    if before := _subject_before(verb):
        return before, True
    current = verb
    for _ in range(STEPS):
        own = _hanging(current) or _without_asides(_children(current, "nsubj", "nsubjpass"))
        own = own or _behind_a_date(current)
        if own:
            return own, own[0].dep_ == "nsubjpass" or is_passive(current)
        if current.dep_ in {"acl", "relcl"} and current.tag_ != "VB":
            return [current.head], current.tag_ in {"VBN", "VBD"} and is_passive(current)
        if current.dep_ in {"xcomp", "oprd"} and _children(current.head, "dobj"):
            return _children(current.head, "dobj"), False
        if current.dep_ == "pcomp":
            current = current.head  # the preposition
        if current.dep_ == "ccomp" and current.tag_ in FINITE and current.head.lemma_ in TELLING:
            break  # in "police held ten, the driver said" the driver held nobody
        if current.dep_ in _SHARING:
            current = current.head
            continue
        break
    return [], False


def _before_participle(verb: Token) -> list[Token]:
    """An object that the parser takes for a subject: "rounded up ten men headed for the coast"."""
    for clause in (c for c in verb.rights if c.dep_ == "ccomp" and c.tag_ in {"VBD", "VBN"}):
        subjects = _children(clause, "nsubj", "nsubjpass")
        first = subjects[0].left_edge.i if subjects else verb.i
        follows = first - verb.i == 1 or (first - verb.i == 2 and verb.nbor(1).dep_ == "prt")
        if follows and subjects[0].i == clause.i - 1 and not _children(clause, "aux", "auxpass"):
            return subjects
    return []


def _moved_behind(verb: Token) -> list[Token]:
    """A long object behind a duration: "detained for 15 days three men who had …"."""
    times = (o for c in _children(verb, "prep") if c.lower_ == "for" for o in _children(c, "pobj"))
    return [t for o in times if o.ent_type_ == "DATE" for t in _children(o, "appos")]


def _who_had_it_done(verb: Token) -> list[Token]:
    """Those who "had them driven out"."""
    if verb.tag_ == "VBN" and verb.dep_ == "ccomp" and verb.head.lemma_ in {"have", "get"}:
        return subject_of(verb.head)[0]
    return []


def _own_subject(verb: Token) -> list[Token]:
    """A passive verb's subject, also one that the parser hung on its auxiliary.

    "A man wanted for fraud was held", where the parser takes "wanted" for the main verb: the man.
    """
    if any(c.dep_ == "mark" and c.lower_ == "for" for c in verb.lefts):
        wanted = verb.head if verb.head.lower_ in {"wanted", "sought"} else None
        if wanted is not None and any(is_people(n) for n in _children(wanted, "nsubj")):
            return _children(wanted, "nsubj")
    helpers = _children(verb, "auxpass", "aux")
    below = [n for h in helpers for n in _children(h, "nsubjpass", "nsubj")]
    if whole := _hanging(verb):
        return whole
    return _children(verb, "nsubjpass", "nsubj") or below


def _without_asides(people: list[Token]) -> list[Token]:
    """Subjects without "most of them" beside those of whom it is said."""
    if len(people) < 2:
        return people
    whole = [p for p in people if not (p.lower_ in OF_THEM and _is_of_them(p))]
    return whole or people


def _hanging(verb: Token) -> list[Token]:
    """Those before "most of them", whom the parser leaves hanging: "80 men, most of them …"."""
    subjects = _children(verb, "nsubjpass", "nsubj")
    if subjects and subjects[0].lower_ in OF_THEM and _is_of_them(subjects[0]):
        return [c for c in _children(verb, "dep") if c.i < subjects[0].i and is_people(c)]
    return []


def _is_of_them(token: Token) -> bool:
    """Whether "of them", "of whom" follows."""
    after = (g for c in token.rights if c.lower_ == "of" for g in c.children)
    return any(g.lower_ in {"them", "whom", "which", "these"} for g in after)


def of_verb(verb: Token) -> Arguments:
    """The arguments of a verb form."""
    agents = _by_phrase(verb)
    if verb.dep_ == "amod":
        return Arguments(_expanded([verb.head]), _expanded(agents), (), True)
    if is_passive(verb):
        agents = _shared_agents(verb) or _who_had_it_done(verb)
        if verb.dep_ == "acl" and not _children(verb, "nsubjpass"):
            is_aim = verb.head.lower_ == "order" and verb.head.dep_ == "pobj"
            patients = subject_of(verb.head.head.head)[0] if is_aim else [verb.head]
        else:
            patients = _own_subject(verb) or subject_of(verb)[0]
        patients = _without_asides(patients)
        if len(patients) > 1:  # "of ten who set out, eight were caught"
            patients = [p for p in patients if all(c.lower_ != "of" for c in p.lefts)] or patients
        return Arguments(_expanded(patients), _expanded(agents), _expanded(patients), True)
    subjects, shared_passive = subject_of(verb)
    patients = [c for c in _children(verb, "dobj", "dative") if c.pos_ != "ADP"]
    if not patients and verb.dep_ == "relcl" and verb.head not in [resolved(s) for s in subjects]:
        patients = [verb.head]  # "the women police arrested"
    if not patients and verb.lemma_ in {"let", "make"}:  # "let her go", "made them kneel"
        patients = [n for c in _children(verb, "ccomp") for n in _children(c, "nsubj")]
    if not patients:
        patients = _before_participle(verb)
    if not patients and not _children(verb, "prep", "prt", "ccomp", "xcomp"):
        after = [c for c in verb.rights if c.dep_ == "conj" and c.i - verb.i <= JOINED]
        shares = after and (verb.dep_ == "conj" or not _children(after[0], "nsubj", "nsubjpass"))
        patients = _children(after[0], "dobj") if shares else []
    patients = patients or _moved_behind(verb)
    if shared_passive and not _children(verb, "nsubj"):
        if verb.dep_ == "xcomp" and patients and verb.tag_ == "VB":  # "is expected to try him"
            agents = [*agents, *subjects]
        elif verb.dep_ == "conj" and patients and verb.lemma_ not in GIVING - {"tell", "show"}:
            agents = [*agents, *subjects]  # "a diplomat was let in and questioned them"
        return Arguments(_expanded(patients), _expanded(agents), _expanded(subjects), False)
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
            o for c in _children(other, "prep") if c.lower_ == "of" for o in _children(c, "pobj")
        ]
        deeper = [o for n in inner for c in _children(n, "prep") if c.lower_ == "of"
                  for o in _children(c, "pobj")]  # fmt: skip
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
            patients += _children(child, "pobj")
        elif child.dep_ in {"poss", "compound", "nmod"}:
            patients.append(child)
    whole = _series_of(noun)
    verb = whole.head
    if not agents and whole.dep_ == "dobj" and verb.lemma_ in CARRIERS:
        agents = _children(verb, "nsubj") or subject_of(verb)[0]
    for clause in _children(whole, "relcl", "acl"):  # "the order that they issued against a man"
        if clause.lemma_ in ORDERING and not any(is_people(p) for p in patients):
            agents = agents or _children(clause, "nsubj") or _by_phrase(clause)
            against = (c for c in _children(clause, "prep") if c.lower_ == "against")
            patients += [o for c in against for o in _children(c, "pobj")]
    patients = patients or _of_the_joined(noun) or _at_risk(noun) or _who_is_in(noun)
    is_suffered = noun.dep_ == "dobj" and verb.lemma_ in SUFFERING and not is_passive(verb)
    if is_suffered and all(p.dep_ == "compound" for p in patients):
        patients = _children(verb, "nsubj") or subject_of(verb)[0]  # "they received threats"
    return Arguments(_expanded(patients), _expanded(agents), (), False)


def of(token: Token) -> Arguments:
    """The arguments of an act's word, verb or noun."""
    is_verb = token.pos_ in {"VERB", "AUX"} or token.tag_ == "VBN" or token.dep_ == "amod"
    return of_verb(token) if is_verb else of_noun(token)
