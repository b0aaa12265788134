"""Whether the conditions of a verb cue hold at a word: its objects, particles, neighbours, agents.

The rules it keeps:
- All conditions of a cue must hold; the small language is explained in docs/vocabulary.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cues import index
from .neighbours import is_one_of, objects_of
from .nouns_of_kinds import KINDS
from .people import is_people, is_surely_people

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .arguments import Arguments
    from .cues import VerbCue
    from .neighbours import Neighbours
    from .perpetrators import Institution

PRONOUNS = {"they", "we", "he", "she", "it", "i", "you", "who", "that", "which"}


def fits(around: Neighbours, cue: VerbCue) -> bool:
    """Whether every condition of `cue` but the agent's holds at a verb; the dearest come last."""
    token, given, objects = around.token, around.given, around.objects
    if cue.is_passive and not (given.is_passive or (not objects and around.leaves_out)):
        return False
    if cue.no_object and objects:
        return False
    if cue.objects and not around.has_object(cue.objects):
        return False
    if not all(around.is_beside(words) for words in cue.beside):
        return False
    if cue.particles and not all(around.has_particle(p) for p in cue.particles):
        return False
    if not all(around.governs(preps, nouns, is_deep=True) for preps, nouns in cue.governs):
        return False
    if cue.barred_objects and any(_singulars(o) & cue.barred_objects for o in objects):
        return False
    if not (_people_are_told(cue, given) or around.leaves_out):
        return False
    if cue.behind and not people_behind(token, cue.behind):
        return False
    if cue.not_beside and around.is_beside(cue.not_beside):
        return False
    if cue.is_negated and negation_of(token, given) is None:
        return False
    if not _subjects_fit(cue, given) or (cue.is_anothers and _is_own_thing(token, cue, given)):
        return False
    if any(around.governs(preps, nouns) for preps, nouns in cue.not_governs):
        return False
    return cue.near is None or is_near(token, cue.near)


def _people_are_told(cue: VerbCue, given: Arguments) -> bool:
    """Whether people stand where the cue wants them, sure ones where it wants these."""
    if cue.needs_person and not cue.objects and not _has_people(cue, given):
        return False
    return not cue.needs_named_people or any(is_surely_people(t) for t in given.patients)


def _subjects_fit(cue: VerbCue, given: Arguments) -> bool:
    said = {word for token in given.subjects for word in _singulars(token)}
    if cue.subjects and not said & cue.subjects:
        return False
    return not said & cue.barred_subjects


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
    things = [o for o in given.patients if _singulars(o) & cue.objects or is_one_of(o, cue.objects)]
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


def people_behind(token: Token, preps: frozenset[str]) -> tuple[Token, ...]:
    """The people behind a preposition of a verb: "her father" in "soldiers came for her father"."""
    found = [o for c in token.children if c.lower_ in preps for o in objects_of(c)]
    return tuple(o for o in found if is_people(o))


def _has_people(cue: VerbCue, given: Arguments) -> bool:
    side = given.subjects if cue.affects_subject else given.patients
    return any(is_people(t) or (given.is_passive and _is_bare_name(t)) for t in side)


def _is_bare_name(token: Token) -> bool:
    """Whether a noun stands as names do, with nothing before it (a name the tagger missed)."""
    return token.pos_ == "NOUN" and not list(token.lefts) and not token.lower_.endswith("s")


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


def completed(token: Token, cue: VerbCue) -> int | None:
    """Where the words end that say the act with a verb that says little: "put … in a cell"."""
    if token.lemma_ not in _LITTLE or not (cue.governs or cue.objects):
        return None
    asked = cue.objects.union(*(nouns for _, nouns in cue.governs))
    kinds = [is_such for kind, is_such in KINDS.items() if kind in asked]
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


def is_by(cue: VerbCue, given: Arguments, agents: tuple[Institution, ...]) -> bool:
    """Whether the agent is of a kind the cue wants; "unknown" also allows none or a pronoun."""
    if not cue.agents:
        return True
    if any(a.kind in cue.agents for a in agents):
        return True
    if agents or "unknown" not in cue.agents:
        return False
    return all(t.lower_ in PRONOUNS or t.lower_ in index().somebody for t in given.agents)
