"""Who the subject of a verb is, as the parse has it, and whether it is the one acted upon.

The rules it keeps:
- A verb without a subject of its own takes the one of the verb it is joined to.
- Where the parser hung the subject elsewhere (on a preposition, a date, an auxiliary), it is found
  there.
- "Most of them" is no subject beside those of whom it is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reference.parse import once_a_word
from .people import is_people
from .perpetrators import FORCES, kind_at

if TYPE_CHECKING:
    from spacy.tokens import Token

OF_THEM = {"all", "most", "many", "some", "several", "half", "both", "each", "majority", "few"}
GIVING = {"give", "deny", "award", "grant", "offer", "refuse", "show", "tell", "hand", "pay",
          "send"}  # fmt: skip
FINITE = {"VBD", "VBZ", "VBP"}
TELLING = {"say", "tell", "report", "write", "add"}
_SHARING = {"conj", "xcomp", "advcl", "prep", "ccomp", "pcomp", "aux", "acomp", "oprd"}
STEPS = 5  # how far up a subject is looked for
_ALIKE = {"let", "put", "set", "shut", "cut", "hit", "hurt"}  # participle and base form are one
_BOUNDING = {"upwards", "upward", "excess", "close", "north", "minimum", "maximum", "average"}
_ADDRESSED = {"speaker", "chair", "chairman", "chairperson", "president", "excellency", "minister",
              "colleagues", "sir", "madam"}  # fmt: skip
_ORDERING = {"order", "command", "direct", "instruct", "decree", "rule", "want", "cause"}
_TIMES = {"DATE", "TIME"}


def children(token: Token, *deps: str) -> list[Token]:
    """The tokens that hang on another in one of these ways, in text order."""
    return [child for child in token.children if child.dep_ in deps]


@once_a_word
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
    if verb.dep_ == "ccomp" and any(_is_force(c) for c in children(verb, "nsubj")):
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


def subject_of(verb: Token) -> tuple[list[Token], bool]:
    """The subject of `verb`, its own or shared, and whether it is a passive verb's."""
    if before := _subject_before(verb):
        return before, True
    current = verb
    for _ in range(STEPS):
        own = _hanging(current) or without_asides(children(current, "nsubj", "nsubjpass"))
        own = own or _behind_a_date(current)
        if own:
            return own, own[0].dep_ == "nsubjpass" or is_passive(current)
        if current.dep_ in {"acl", "relcl"} and current.tag_ != "VB":
            return [current.head], current.tag_ in {"VBN", "VBD"} and is_passive(current)
        if current.dep_ in {"xcomp", "oprd"} and children(current.head, "dobj"):
            return children(current.head, "dobj"), False
        if current.dep_ == "pcomp":
            current = current.head  # the preposition
            if pursued := pursued_for(current):
                return pursued, False
        if current.dep_ == "ccomp" and current.tag_ in FINITE and current.head.lemma_ in TELLING:
            break  # in "police held ten, the driver said" the driver held nobody
        if current.dep_ in _SHARING:
            current = current.head
            continue
        break
    return [], False


def pursued_for(prep: Token) -> list[Token]:
    """Those held, charged or tried for what stands behind `prep`: they, and no police, did it.

    "Police arrested three men for killing her", "was convicted of raping two girls", "were held
    on charges of smuggling"; none where nobody is pursued for it.
    """
    verb = prep.head
    if verb.lemma_ in OFFENCES and verb.dep_ == "pobj":
        verb = verb.head.head
    if verb.pos_ == "NOUN" and verb.dep_ == "dobj" and verb.head.lemma_ in PURSUING:
        return [verb] if prep.lower_ in _TIES else []  # "convicted two officers of torturing"
    if prep.lower_ not in _TIES or verb.lemma_ not in PURSUING:
        return []
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN":
        return [verb.head]
    if is_passive(verb):
        return own_subject(verb) or subject_of(verb)[0]
    return children(verb, "dobj")


_TIES = {"for", "of", "with", "over", "in"}
OFFENCES = {"charge", "count", "offence", "offense", "accusation", "suspicion", "crime",
            "allegation"}  # fmt: skip
PURSUING = {"arrest", "charge", "accuse", "convict", "indict", "try", "sentence", "jail", "detain",
            "suspect", "blame", "implicate", "hold", "prosecute", "imprison", "want", "book",
            "remand", "acquit", "clear"}  # fmt: skip


def own_subject(verb: Token) -> list[Token]:
    """A passive verb's subject, also one that the parser hung on its auxiliary.

    "A man wanted for fraud was held", where the parser takes "wanted" for the main verb: the man.
    """
    if any(c.dep_ == "mark" and c.lower_ == "for" for c in verb.lefts):
        wanted = verb.head if verb.head.lower_ in {"wanted", "sought"} else None
        if wanted is not None and any(is_people(n) for n in children(wanted, "nsubj")):
            return children(wanted, "nsubj")
    helpers = children(verb, "auxpass", "aux")
    below = [n for h in helpers for n in children(h, "nsubjpass", "nsubj")]
    if whole := _hanging(verb):
        return whole
    found = children(verb, "nsubjpass", "nsubj") or below
    others = [s for s in found if not _is_addressed(s)]
    return [_meant(s) for s in others or found]


def _meant(subject: Token) -> Token:
    """The subject where the parser took "of" or somebody addressed for it.

    "Of the 27, eighteen were flown home", "Mr Speaker, a total of 38 persons were held", "upwards
    of 200 were deported".
    """
    if subject.lower_ == "of" and subject.pos_ == "ADP":
        return next(iter(children(subject, "pobj")), subject)
    if subject.lower_ in _BOUNDING:
        inner = (o for c in subject.rights if c.lower_ in {"of", "to"} for o in children(c, "pobj"))
        return next(inner, subject)
    if _is_addressed(subject):
        return next((c for c in subject.rights if c.dep_ == "appos"), subject)
    return subject


def _is_addressed(subject: Token) -> bool:
    """Whether a word is whom the speech is addressed to: "Mr Speaker, …"."""
    is_before_comma = subject.i + 1 < len(subject.doc) and subject.nbor(1).text == ","
    return is_before_comma and subject.lower_ in _ADDRESSED


def who_had_it_done(verb: Token) -> list[Token]:
    """Those who "had them driven out", "ordered him to be expelled", "wanted the man beaten"."""
    if verb.tag_ != "VBN" or verb.dep_ not in {"ccomp", "xcomp", "oprd"}:
        return []
    if verb.head.lemma_ in {"have", "get"} and verb.dep_ == "ccomp":
        return subject_of(verb.head)[0]
    if verb.head.lemma_ in _ORDERING and not is_passive(verb.head):
        return [s for s in subject_of(verb.head)[0] if kind_at(s.doc, s.i) is not None]
    return []


def without_asides(people: list[Token]) -> list[Token]:
    """Subjects without "most of them" beside those of whom it is said."""
    if len(people) < 2:
        return people
    whole = [p for p in people if not (p.lower_ in OF_THEM and _is_of_them(p))]
    return whole or people


def _hanging(verb: Token) -> list[Token]:
    """Those before "most of them", whom the parser leaves hanging: "80 men, most of them …"."""
    subjects = children(verb, "nsubjpass", "nsubj")
    if subjects and subjects[0].lower_ in OF_THEM and _is_of_them(subjects[0]):
        return [c for c in children(verb, "dep") if c.i < subjects[0].i and is_people(c)]
    return []


def _is_of_them(token: Token) -> bool:
    """Whether "of them", "of whom" follows."""
    after = (g for c in token.rights if c.lower_ == "of" for g in c.children)
    return any(g.lower_ in {"them", "whom", "which", "these"} for g in after)


def _subject_before(verb: Token) -> list[Token]:
    """A passive verb's subject that the parser gave to a preposition: "after a boy was shot"."""
    helpers = children(verb, "aux", "auxpass")
    if verb.dep_ not in {"ROOT", "ccomp", "advcl"} or not children(verb, "auxpass"):
        return []
    if helpers[0].tag_ not in FINITE or children(verb, "nsubj", "nsubjpass"):
        return []
    before = helpers[0].nbor(-1) if helpers[0].i > helpers[0].sent.start else None
    return [before] if before is not None and before.dep_ == "pobj" else []


def _behind_a_date(verb: Token) -> list[Token]:
    """An active verb's subject that the parser joined to a date: "on Monday soldiers fired"."""
    if verb.tag_ not in FINITE or children(verb, "nsubj", "nsubjpass", "auxpass"):
        return []
    near = verb.nbor(-1) if verb.i > verb.sent.start else verb
    if near.dep_ == "nummod" and near.is_alpha and near.head.i == near.i - 1:
        return [near] if near.head.ent_type_ in _TIMES else []  # "in April three died"
    while near.dep_ in {"pobj", "compound"} and (
        near.dep_ == "compound" or near.head.lower_ == "of"
    ):
        near = near.head if near.dep_ == "compound" else near.head.head
    preps = [c for c in verb.lefts if c.dep_ == "prep"]
    found = [near] if near.dep_ == "pobj" else [o for c in preps for o in children(c, "pobj")]
    return [noun for noun in found if noun.i < verb.i and _is_dated(noun)]


def _is_dated(noun: Token) -> bool:
    """Whether a date stands in a noun's phrase as if it were part of it."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in _TIMES:
        return False
    before = [c for c in noun.lefts if c.dep_ in {"compound", "nummod", "nmod"}]
    return any(c.ent_type_ in _TIMES and (c.is_title or c.is_digit) for c in before)
