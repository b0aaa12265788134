"""Who undergoes an act whose own words hang on nobody: "stood on my ankles", "got nine months".

The rules it keeps, the first that finds somebody:
- The people in a vehicle that it was done to: "they stopped a bus with eleven Kurds".
- Whose body or thing it was: "electric wires to my thighs"; nothing of the subject's own.
- Of words behind a preposition, those the verb above was done to: "hit with an electric baton".
- The subject, where it was made to do it or the verb is of those that befall somebody: "had to give
  2,000", "two million will have to leave"; and of headlines: "Eleven detained".
- Institutions undergo nothing here, nor those who did it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..reference.vocabulary import load_yaml, word_sets
from .arguments import conjuncts, resolved
from .people import is_people
from .perpetrators import kind_at
from .pronouns import ANY_HE_OR_SHE, ANY_ME, ANY_THEY, ANY_US
from .subjects import children, is_passive, own_subject, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from .acts import Mention

_PRIVATE = {"private person", "family member"}


@cache
def _words() -> dict[str, frozenset[str]]:
    return word_sets(load_yaml("people")["undergoing"])


def undergoing(mention: Mention) -> tuple[Token, ...]:
    """Those to whom an act was done whose arguments give no people; see the rules above."""
    if any(is_people(p) for p in mention.arguments.patients):
        return ()
    for rule in (_aboard, _whose, _of_the_verb_above, _as_subject):
        doers = {i for a in mention.agents for i in range(a.start, a.end)}
        found = [t for t in rule(mention) if t.i not in doers and not _is_institution(t)]
        if found:
            return tuple(n for t in found for n in conjuncts(t))
    return ()


def is_of_visitors(mention: Mention) -> bool:
    """Whether an act that keeps people from all others is said of those others: "no lawyer"."""
    told = mention.arguments.patients
    if mention.act != "incommunicado detention" or not told:
        return False
    return all(t.lemma_.lower() in _words()["visitors"] for t in told)


def visited(mention: Mention) -> tuple[Token, ...]:
    """Those whom visitors were kept from: "nobody has been allowed to see them"."""
    below = [t for t in mention.token.subtree if t.i > mention.token.i and t.tag_ == "PRP"]
    return tuple(t for t in below if t.dep_ in {"dobj", "pobj"})[-1:]


def _is_institution(token: Token) -> bool:
    known = kind_at(token.doc, token.i)
    return known is not None and known.kind not in _PRIVATE


def _aboard(mention: Mention) -> list[Token]:
    """The people in a vehicle: "a boat with 44 persons", "a bus carrying thirty workers"."""
    verb = mention.token
    preps = (o for c in children(verb, "prep") for o in children(c, "pobj"))
    things = (*mention.arguments.patients, *children(verb, "dobj", "nsubjpass", "nsubj"), *preps)
    return [o for t in things if t.lemma_.lower() in _words()["vehicles"] for o in _held_by(t)]


def _held_by(thing: Token) -> Iterator[Token]:
    for child in thing.rights:
        if child.dep_ == "prep" and child.lower_ in {"with", "of", "full"}:
            yield from (o for o in children(child, "pobj") if is_people(o))
        elif child.lemma_ in {"carry", "hold", "transport", "bring"}:
            yield from (o for o in children(child, "dobj") if is_people(o))


def _whose(mention: Mention) -> list[Token]:
    """Whose body or thing it was, in the verb's own clause; nobody who is its subject."""
    verb = mention.token
    if mention.is_noun or verb.pos_ not in {"VERB", "AUX"}:
        return []
    subject = next((s.lower_ for s in subject_of(verb)[0]), "")
    below = [o for c in children(verb, "prep", "prt", "advmod") for o in children(c, "pobj")]
    below += [o for b in below for c in children(b, "prep") for o in children(c, "pobj")]
    things = (*below, *children(verb, "dobj", "nsubjpass", "nsubj", "oprd"))
    owners = [c for t in things if not is_people(t) for c in children(t, "poss")]
    return [o for o in owners if is_people(o) and not _is_its_own(o, subject)][:1]


def _is_its_own(owner: Token, subject: str) -> bool:
    """Whether an owner may be the subject itself: "he … his", "the soldiers … their"."""
    lower = owner.lower_
    if lower in ANY_ME or lower in ANY_US:
        return subject in ANY_ME or subject in ANY_US
    if lower in ANY_THEY:
        return True
    return lower in ANY_HE_OR_SHE and ANY_HE_OR_SHE.get(subject) == ANY_HE_OR_SHE[lower]


def _of_the_verb_above(mention: Mention) -> list[Token]:
    """Of "with an electric baton", "to the station for questioning": whom the verb was done to."""
    token = mention.token
    if not mention.is_noun:
        return []
    while token.dep_ in {"pobj", "prep", "conj", "compound", "amod"} and token.head.i != token.i:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            break
    if token.pos_ != "VERB":
        return []
    found = own_subject(token) if is_passive(token) else children(token, "dobj")
    return _people(found)


def _as_subject(mention: Mention) -> list[Token]:
    """The subject, where it was made to do it or the verb is of those that befall somebody."""
    verb = mention.token
    if mention.is_noun or verb.pos_ not in {"VERB", "AUX"}:
        return []
    subjects = _people(mention.arguments.subjects or subject_of(verb)[0])
    known = _words()
    if _is_made_to(verb):
        return subjects
    if mention.act in known["not_of_the_subject"]:
        return subjects if _is_headline(mention) else []
    return subjects if verb.lemma_ in known["verbs"] or _is_headline(mention) else []


def _is_made_to(verb: Token) -> bool:
    """Whether it is what somebody "had to", "was told to" or "was made to" do."""
    above = verb.head
    if verb.dep_ not in {"xcomp", "ccomp"} or verb.tag_ != "VB":
        return False
    return above.lemma_ in _words()["making"] or (above.lemma_ == "have" and _has_to(verb))


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)


def _is_headline(mention: Mention) -> bool:
    """Whether a participle stands for a passive: "Eleven detained, ten freed"."""
    verb = mention.token
    if mention.act not in _words()["of_headlines"] or verb.tag_ not in {"VBD", "VBN"}:
        return False
    return not children(verb, "dobj", "aux", "ccomp", "xcomp", "dative") and verb.dep_ != "conj"


def _people(tokens: Iterable[Token]) -> list[Token]:
    found = [resolved(t) for t in tokens]
    return [t for t in found if is_people(t) and t.lower_ not in {"nobody", "none", "it", "you"}]
