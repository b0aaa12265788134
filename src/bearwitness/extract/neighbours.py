"""What stands around a word, each part looked at once, however many cues ask for it.

Verbs of every day ("take", "put") begin hundreds of cues, and each asks for objects, particles or
what a preposition governs.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .nouns_of_kinds import KINDS, SPANS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .arguments import Arguments

NEAR = 5  # tokens within which a cue's words must follow it


class Prepositions:
    """The prepositions below a word, and what stands behind each."""

    def __init__(self, token: Token) -> None:
        self.token = token
        self._words: dict[int, set[str]] = {}
        self._are: dict[tuple[int, str], bool] = {}

    def governs(
        self, preps: frozenset[str], nouns: frozenset[str], *, is_deep: bool = False
    ) -> bool:
        """Whether a preposition of `preps` has an object in `nouns`, or any for "*".

        Words in capitals stand for kinds of object. Deep: also below the object of another
        preposition ("driven in buses to the border").
        """
        below = self._all if is_deep else self._close
        return any(self._has_object(prep, nouns) for lower, prep in below if lower in preps)

    @cached_property
    def _close(self) -> list[tuple[str, Token]]:
        found = []
        for child in self.token.children:
            if child.dep_ in _BELOW:
                found.append(child)
            if (child.dep_ in _HOLDING and child.lower_ != "prior") or (  # "home prior to jail"
                child.dep_ == "attr" and child.lemma_ in SPANS  # "was five months in the depot"
            ):
                found += [g for g in child.children if g.dep_ == "prep"]
        return [(prep.lower_, prep) for prep in found]

    @cached_property
    def _all(self) -> list[tuple[str, Token]]:
        found: list[Token] = []
        for child in self.token.children:
            if (
                child.dep_ == "prep" and child.lower_ != "prior"
            ):  # "flown by way of Karvel to Sahrin"
                found += [t for t in child.subtree if t.dep_ == "prep" and _is_of(t, child)]
            if child.dep_ == "dobj":  # "led two men who work there into the hills"
                found += [t for t in child.subtree if t.lower_ in _MOTION and t.i > child.i]
        return [*self._close, *((prep.lower_, prep) for prep in found)]

    def _has_object(self, prep: Token, nouns: frozenset[str]) -> bool:
        """Whether an object of a preposition, or a word below it, is one of `nouns`."""
        if "*" in nouns or not nouns.isdisjoint(self._said(prep)):
            return True
        return any(self._is(prep, kind) for kind in KINDS if kind in nouns)

    def _said(self, prep: Token) -> set[str]:
        if prep.i not in self._words:
            below = list(prep.subtree)
            words = {word for t in below for word in (t.lower_, t.lemma_)}
            self._words[prep.i] = words.union(*(_torn_off(t) for t in below if t.dep_ == "pobj"))
        return self._words[prep.i]

    def _is(self, prep: Token, kind: str) -> bool:
        if (prep.i, kind) not in self._are:
            self._are[prep.i, kind] = any(KINDS[kind](o) for o in objects_of(prep))
        return self._are[prep.i, kind]


_BELOW = {"prep", "prt", "advmod", "agent", "dative"}
_MOTION = {"into", "across", "over", "onto", "through"}
_HOLDING = {"dobj", "prep", "acomp", "advmod", "npadvmod"}


def _is_of(inner: Token, outer: Token) -> bool:
    """Whether only nouns and prepositions stand between two prepositions."""
    above = inner.head
    while above.i != outer.i and above.dep_ in {"pobj", "prep", "conj"}:
        above = above.head
    return above.i == outer.i


def objects_of(prep: Token) -> list[Token]:
    """What stands behind a preposition, or behind two: "out of the country", "in the hands of"."""
    found = [c for c in prep.children if c.dep_ == "pobj"]
    below = [c for c in (prep, *found) for c in c.children if c.dep_ == "prep"]
    found += [o for c in below if c.head.i == prep.i or c.lower_ == "of" for o in c.children]
    found = [o for o in found if o.dep_ == "pobj"]
    return [*found, *(c for o in found for c in o.children if c.dep_ == "conj")]


def _torn_off(noun: Token) -> set[str]:
    """The second word of "police firing" where the parser made it a verb of another noun."""
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    return {after.lower_} if after.tag_ == "VBG" and after.dep_ == "acl" else set()


class Neighbours(Prepositions):
    """What stands around a verb with these arguments."""

    def __init__(self, token: Token, given: Arguments) -> None:
        super().__init__(token)
        self.given = given
        self._particles: dict[str, bool] = {}

    @cached_property
    def objects(self) -> tuple[Token, ...]:
        """The objects, also of a passive: "was denied a doctor"."""
        given = self.given
        if not given.is_passive:
            return given.patients
        kept = (c for c in self.token.children if c.dep_ in {"dobj", "oprd"})
        return (*given.patients, *kept)

    @cached_property
    def _named(self) -> list[set[str]]:
        return [names_of(thing) for thing in self.objects]

    def has_object(self, nouns: frozenset[str]) -> bool:
        """Whether an object is one of some nouns, or of a kind in capitals among them."""
        if any(not nouns.isdisjoint(names) for names in self._named):
            return True
        return any(KINDS[kind](o) for kind in KINDS if kind in nouns for o in self.objects)

    @cached_property
    def leaves_out(self) -> bool:
        """Whether a note leaves out who it was done to: "Caught on Friday; held for a week."."""
        return _is_clipped(self.token) and all(t.i > self.token.i for t in self.given.patients)

    @cached_property
    def _beside(self) -> set[str]:
        token = self.token
        near = token.doc[token.i + 1 : min(token.sent.end, token.i + 1 + NEAR)]
        return {t.lower_ for t in near} | {c.lower_ for c in token.children}

    def is_beside(self, words: frozenset[str]) -> bool:
        """Whether one of some words follows close by, or hangs on the verb."""
        return not words.isdisjoint(self._beside)

    def has_particle(self, particle: str) -> bool:
        """Whether the verb has a particle: "off" in "led them off", "drove off with"."""
        if particle not in self._particles:
            self._particles[particle] = _has_particle(self.token, particle)
        return self._particles[particle]


def names_of(thing: Token) -> set[str]:
    """What an object may be called: its word, and the nouns of its quantity or compound."""
    return {thing.lower_, thing.lemma_} | _quantity(thing)


def is_one_of(thing: Token, nouns: frozenset[str]) -> bool:
    """Whether an object is one of some nouns, or of a kind in capitals among them."""
    if not nouns.isdisjoint(names_of(thing)):
        return True
    return any(KINDS[kind](thing) for kind in KINDS if kind in nouns)


def _quantity(token: Token) -> set[str]:
    """The nouns in "rounds of ammunition", "tear gas shells": head, compounds and of-phrase."""
    near = {c.lower_ for c in token.children if c.dep_ in {"compound", "amod"} or c.tag_ == "$"}
    return near | {g.lower_ for c in token.children if c.lower_ == "of" for g in c.children}


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
