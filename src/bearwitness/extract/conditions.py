"""Whether the conditions of a verb cue hold at a word: its objects, particles, neighbours, agents.

The rules it keeps:
- All conditions of a cue must hold; the small language is explained in docs/vocabulary.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.places import PlacePrecision
from ..reference.gazetteer import gazetteer
from .cues import index
from .people import is_people, is_surely_people
from .perpetrators import FORCES, kind_at

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..reference.gazetteer import Entry
    from .arguments import Arguments
    from .cues import VerbCue
    from .perpetrators import Institution

NEAR = 5  # tokens within which a cue's words must follow it
PRONOUNS = {"they", "we", "he", "she", "it", "i", "you", "who", "that", "which"}


def fits(token: Token, cue: VerbCue, given: Arguments) -> bool:
    """Whether every condition of `cue` but the agent's holds at `token`."""
    objects = given.patients
    if given.is_passive:  # "was denied a doctor"
        objects = (*objects, *(c for c in token.children if c.dep_ in {"dobj", "oprd"}))
    if cue.is_passive and not (given.is_passive or (not objects and _leaves_out(token, given))):
        return False
    if cue.no_object and objects:
        return False
    if cue.objects and not any(_is_one_of(o, cue.objects) for o in objects):
        return False
    if cue.barred_objects and any(_singulars(o) & cue.barred_objects for o in objects):
        return False
    is_told = not cue.needs_person or bool(cue.objects) or _has_people(cue, given)
    if not is_told and not _leaves_out(token, given):
        return False
    is_named = not cue.needs_named_people or any(is_surely_people(t) for t in given.patients)
    if not is_named and not _leaves_out(token, given):
        return False
    if cue.behind and not people_behind(token, cue.behind):
        return False
    if cue.particles and not all(_has_particle(token, p) for p in cue.particles):
        return False
    if not all(_is_beside(token, words) for words in cue.beside):
        return False
    if cue.not_beside and _is_beside(token, cue.not_beside):
        return False
    if cue.is_negated and negation_of(token, given) is None:
        return False
    if not _subjects_fit(cue, given) or (cue.is_anothers and _is_own_thing(token, cue, given)):
        return False
    if any(governs(token, preps, nouns) for preps, nouns in cue.not_governs):
        return False
    if not all(governs(token, preps, nouns, is_deep=True) for preps, nouns in cue.governs):
        return False
    return cue.near is None or is_near(token, cue.near)


def _subjects_fit(cue: VerbCue, given: Arguments) -> bool:
    said = {word for token in given.subjects for word in _singulars(token)}
    if cue.subjects and not said & cue.subjects:
        return False
    return not said & cue.barred_subjects


def _is_one_of(thing: Token, nouns: frozenset[str]) -> bool:
    """Whether an object is one of some nouns, or of a kind in capitals among them."""
    if thing.lower_ in nouns or thing.lemma_ in nouns or _quantity(thing) & nouns:
        return True
    return any(is_such(thing) for kind, is_such in _KINDS.items() if kind in nouns)


def negation_of(token: Token, given: Arguments) -> Token | None:
    """What negates the verb or empties its object: "never", the "no" of "gave her no medicine"."""
    things = (*given.patients, *(c for c in token.children if c.dep_ in {"dobj", "attr"}))
    found = (c for c in token.children if c.dep_ == "neg" or c.lower_ in _NEVER)
    empty = (c for thing in things for c in thing.lefts if c.lower_ == "no")
    nobody = (t for t in given.subjects if t.lower_ in _NOBODY or _is_no_one(t))
    return next(iter((*found, *empty, *nobody)), None)


def _is_no_one(noun: Token) -> bool:
    return any(c.lower_ == "no" and c.i == noun.i - 1 for c in noun.lefts)


_NEVER = {"never", "nothing"}
_NOBODY = {"nobody", "none"}


def _is_own_thing(token: Token, cue: VerbCue, given: Arguments) -> bool:
    """Whether the thing may be the doer's own: "she took her telephone", "he took the money"."""
    if given.is_passive:
        return False
    things = [
        o for o in given.patients if _singulars(o) & cue.objects or _is_one_of(o, cue.objects)
    ]
    others = [o for o in given.patients if o not in things and is_people(o)]
    owners = [c for thing in things for c in thing.children if c.dep_ == "poss"]
    holders = [t for t in (token, *things) if any(c.lower_ == "from" for c in t.children)]
    if others or holders:
        return False
    doers = {t.lower_ for t in given.agents}
    return not owners or any(doers & _OWN.get(owner.lower_, set()) for owner in owners)


_OWN = {"her": {"she"}, "his": {"he"}, "my": {"i"}, "our": {"we"}, "their": {"they", "who"},
        "your": {"you"}}  # fmt: skip


def _singulars(token: Token) -> set[str]:
    """A noun's lemma, and its singular where the tagger took a plural for a name ("cows")."""
    return {token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s")}


def _quantity(token: Token) -> set[str]:
    """The nouns in "rounds of ammunition", "tear gas shells": head, compounds and of-phrase."""
    near = {c.lower_ for c in token.children if c.dep_ in {"compound", "amod"} or c.tag_ == "$"}
    return near | {g.lower_ for c in token.children if c.lower_ == "of" for g in c.children}


def _leaves_out(token: Token, given: Arguments) -> bool:
    """Whether a note leaves out who it was done to: "Caught on Friday; held for a week."."""
    return _is_clipped(token) and all(t.i > token.i for t in given.patients)


def _is_clipped(token: Token) -> bool:
    """Whether a past form or participle begins a sentence or an entry of a log."""
    if token.tag_ not in {"VBN", "VBD"} or (token.dep_ == "amod" and token.head.i == token.i + 1):
        return False
    first = next((t for t in token.sent if t.is_alpha and t.lower_ not in _LEADING), token)
    if first.i == token.i:
        return True
    before = token.nbor(-1)
    while before.i > token.sent.start and before.lower_ in _LEADING:
        before = before.nbor(-1)
    own = (c for c in token.children if c.dep_.startswith("nsubj") and c.i > before.i)
    return before.lower_ in _CUTS and not any(own)


_CUTS = {";", ":", "-", "–", "—", "•", "·", "/", "|", "→"}  # what begins an entry of a log


_LEADING = {"now", "then", "later", "again", "first", "finally", "reportedly", "both", "all", "and"}


def people_behind(token: Token, preps: frozenset[str]) -> tuple[Token, ...]:
    """The people behind a preposition of a verb: "her father" in "soldiers came for her father"."""
    found = [o for c in token.children if c.lower_ in preps for o in _objects_of(c)]
    return tuple(o for o in found if is_people(o))


def _has_people(cue: VerbCue, given: Arguments) -> bool:
    side = given.subjects if cue.affects_subject else given.patients
    return any(is_people(t) or (given.is_passive and _is_bare_name(t)) for t in side)


def _is_bare_name(token: Token) -> bool:
    """Whether a noun stands as names do, with nothing before it (a name the tagger missed)."""
    return token.pos_ == "NOUN" and not list(token.lefts) and not token.lower_.endswith("s")


_PARTICLES = {"prt", "advmod", "prep", "xcomp", "ccomp", "acomp"}


def _has_particle(token: Token, particle: str) -> bool:
    if any(c.lower_ == particle and c.dep_ in _PARTICLES and (c.i > token.i or c.dep_ != "prep")
           for c in token.children):  # fmt: skip
        return True
    following = token.doc[token.i + 1 : token.i + 2]
    if len(following) and following[0].lower_ == particle:
        return True
    return any(_ends_in_particle(c, particle) for c in token.rights if c.dep_ == "dobj")


def _ends_in_particle(thing: Token, particle: str) -> bool:
    """Whether "back across" ends a long object: "forced people who had fled back across"."""
    after = [t for t in thing.subtree if t.lower_ == particle and t.i > thing.i]
    return any(t.i + 1 < len(t.doc) and t.nbor(1).lower_ in _ACROSS for t in after)


_ACROSS = {"across", "over", "into", "to"}


def _is_beside(token: Token, words: frozenset[str]) -> bool:
    near = token.doc[token.i + 1 : min(token.sent.end, token.i + 1 + NEAR)]
    return any(t.lower_ in words for t in near) or any(c.lower_ in words for c in token.children)


def is_near(token: Token, name: str) -> bool:
    """Whether a word of a list stands near.

    Of what a report is about, custody or returns: within `AROUND` tokens. Of the others: in this
    sentence or the one before; of weapons only where the sentence tells of no mishap.
    """
    known, sentence, doc = index(), token.sent, token.doc
    if name in _ABOUT:
        around = doc[max(0, token.i - AROUND) : token.i + AROUND]
        return any(t.lower_ in known.near[name] for t in around)
    mishaps = (known.mishaps | known.causes) - _WEAPONS_TOO
    if name == "weapon" and any(t.lower_ in mishaps for t in sentence):
        return False
    before = doc[sentence.start - 1].sent.start if sentence.start else 0
    return any(t.lower_ in known.near[name] for t in doc[before : sentence.end])


_ABOUT = {"custody", "returning", "protection", "judged", "sea"}
AROUND = 150  # tokens before and behind, in which a report says what it is about
_WEAPONS_TOO = {"war", "drug"}  # causes in which people are harmed with weapons


def _torn_off(noun: Token) -> set[str]:
    """The second word of "police firing" where the parser made it a verb of another noun."""
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    return {after.lower_} if after.tag_ == "VBG" and after.dep_ == "acl" else set()


_MOTION = {"into", "across", "over", "onto", "through"}
_SPANS = {"hour", "day", "night", "week", "month", "year"}
_HOLDING = {"dobj", "prep", "acomp", "advmod", "npadvmod"}


def governs(
    token: Token, preps: frozenset[str], nouns: frozenset[str], *, is_deep: bool = False
) -> bool:
    """Whether a preposition of `preps` below `token` has an object in `nouns`, or any for "*".

    Words in capitals stand for kinds of object: see `_KINDS`. Deep: also below the object of
    another preposition ("driven in buses to the border").
    """
    stack = [c for c in token.children if c.dep_ in {"prep", "prt", "advmod", "agent", "dative"}]
    for child in token.children:
        if child.dep_ in _HOLDING and child.lower_ != "prior":  # "taken home prior to jail"
            below = [g for g in child.children if g.dep_ == "prep"]
            stack += below
            if is_deep and child.dep_ == "prep":  # "flown by way of Karvel to Sahrin"
                stack += [t for t in child.subtree if t.dep_ == "prep" and _is_of(t, child)]
            if is_deep and child.dep_ == "dobj":  # "led two men who work there into the hills"
                stack += [t for t in child.subtree if t.lower_ in _MOTION and t.i > child.i]
        elif child.dep_ == "attr" and child.lemma_ in _SPANS:  # "was five months in the depot"
            stack += [g for g in child.children if g.dep_ == "prep"]
    return any(_has_object(prep, nouns) for prep in stack if prep.lower_ in preps)


def completed(token: Token, cue: VerbCue) -> int | None:
    """Where the words end that say the act with a verb that says little: "put … in a cell"."""
    if token.lemma_ not in _LITTLE or not (cue.governs or cue.objects):
        return None
    asked = cue.objects.union(*(nouns for _, nouns in cue.governs))
    kinds = [is_such for kind, is_such in _KINDS.items() if kind in asked]
    for word in token.doc[token.i + 1 : min(token.sent.end, token.i + 1 + FAR)]:
        if word.lower_ in asked or word.lemma_ in asked:
            return int(word.i + 1)
        if word.dep_ in {"pobj", "dobj"} and any(is_such(word) for is_such in kinds):
            return int(word.i + 1)
    return None


FAR = 12  # tokens behind a verb within which what completes it is shown with it
_LITTLE = {"be", "bring", "come", "get", "give", "go", "hand", "hold", "keep", "leave", "move",
           "put", "receive", "refer", "send", "serve", "sit", "spend", "take",
           "transfer"}  # fmt: skip


def _is_of(inner: Token, outer: Token) -> bool:
    """Whether only nouns and prepositions stand between two prepositions."""
    above = inner.head
    while above.i != outer.i and above.dep_ in {"pobj", "prep", "conj"}:
        above = above.head
    return above.i == outer.i


def _has_object(prep: Token, nouns: frozenset[str]) -> bool:
    """Whether an object of a preposition, or a word below it, is one of `nouns`."""
    if "*" in nouns:
        return True
    for noun in prep.subtree:
        if noun.lower_ in nouns or noun.lemma_ in nouns:
            return True
        if noun.dep_ == "pobj" and _torn_off(noun) & nouns:
            return True
    asked = [is_such for kind, is_such in _KINDS.items() if kind in nouns]
    return any(is_such(o) for is_such in asked for o in _objects_of(prep))


def _objects_of(prep: Token) -> list[Token]:
    """What stands behind a preposition, or behind two: "out of the country", "in the hands of"."""
    found = [c for c in prep.children if c.dep_ == "pobj"]
    below = [c for c in (prep, *found) for c in c.children if c.dep_ == "prep"]
    found += [o for c in below if c.head.i == prep.i or c.lower_ == "of" for o in c.children]
    found = [o for o in found if o.dep_ == "pobj"]
    return [*found, *(c for o in found for c in o.children if c.dep_ == "conj")]


def _is_place(noun: Token) -> bool:
    """Whether a name is a place's, also where the parser takes a small town for something else."""
    if noun.ent_type_ in {"GPE", "LOC"}:
        return True
    return noun.pos_ == "PROPN" and noun.ent_type_ != "DATE" and bool(_known(noun))


def _known(noun: Token) -> tuple[Entry, ...]:
    start = min([c.i for c in noun.lefts if c.dep_ == "compound"], default=noun.i)
    return gazetteer().lookup(noun.doc[start : noun.i + 1].text)


def _is_country(noun: Token) -> bool:
    """Whether a noun is a country: by name, or as where somebody comes from."""
    if noun.lower_ in {"country", "homeland"}:
        return True
    if noun.ent_type_ != "GPE":
        return False
    found = _known(noun)[:1]
    return bool(found) and found[0].precision is PlacePrecision.COUNTRY


def _is_office(noun: Token) -> bool:
    found = kind_at(noun.doc, noun.i)
    return found is not None and found.kind in {*FORCES, *_OFFICES}


_OFFICES = {"government", "prosecution or court", "prison", "border guard", "armed group"}


def _is_span(noun: Token) -> bool:
    """Whether a noun is a length of time: "nine days", "weeks", "a night"."""
    return noun.lemma_ in _SPANS or (noun.lower_ == "half" and noun.ent_type_ in {"DATE", "TIME"})


def _is_money(noun: Token) -> bool:
    """Whether a noun is a sum: by the parser, a currency, or "the equivalent of" one."""
    return noun.ent_type_ == "MONEY" or noun.lower_ in index().money


_KINDS = {"PLACE": _is_place, "COUNTRY": _is_country, "PEOPLE": is_people, "OFFICE": _is_office,
          "SPAN": _is_span, "MONEY": _is_money}  # fmt: skip


def is_by(cue: VerbCue, given: Arguments, agents: tuple[Institution, ...]) -> bool:
    """Whether the agent is of a kind the cue wants; "unknown" also allows none or a pronoun."""
    if not cue.agents:
        return True
    if any(a.kind in cue.agents for a in agents):
        return True
    if agents or "unknown" not in cue.agents:
        return False
    return all(t.lower_ in PRONOUNS or t.lower_ in index().somebody for t in given.agents)
