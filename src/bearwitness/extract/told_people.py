"""A group of people that a report tells of, while it is read: what is known of it, and of parts.

The rules it keeps:
- What is held is coarse: number, sex, age band, nationality, status. Names are compared while the
  report is read and forgotten with it.
- What is told later fills in what was not told before, and replaces nothing.
- Some of a group share what all of it are, but for a sex or an age that only some have.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from .ages import age_said, years_said
from .counts import is_number, number
from .groups import joined
from .people import is_surely_people, words
from .spoken_of import cues, is_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from ..model.claim import AffectedGroup

PAIR = 2


@dataclass(slots=True, eq=False)
class People:
    """A group told of in one report, while it is read: coarse attributes, and where it was told."""

    group: AffectedGroup
    start: int  # code points of the words that told of it first
    end: int
    sentence: int  # where it was last spoken of
    section: int
    token: int
    nouns: set[str]
    names: set[str] = field(default_factory=set, repr=False)
    is_affected: bool = False  # something was done to them
    is_speaker: bool = False  # they were last spoken of as those who said something
    is_subject: bool = False  # they were last spoken of as a sentence's subject
    is_object: bool = False
    is_teller: bool = False  # "I" or "we"
    is_pronoun: bool = False  # the last word for them was "they", "him": the text is about them
    is_aside: bool = False  # some among others: "six children among them"
    is_doer: bool = False  # an institution, which pronouns for the affected do not mean
    whole: People | None = None  # those of whom these are some
    members: tuple[People, ...] = ()
    parts: list[People] = field(default_factory=list)  # some of them, told of on their own
    years: int | None = None  # the age that somebody who tells the text says that they have now

    @property
    def is_part(self) -> bool:
        """Whether they are several of a group told of, whom "they" means less than all."""
        return self.whole is not None and self.group.max != 1

    def learn(self, other: AffectedGroup) -> None:
        """Take over what only another telling of the same people says."""
        self.group = filled(self.group, other)

    def likeliness(self, sentence: int) -> float:
        """How much speaks for a noun in a sentence meaning them; only its order counts."""
        distance = min(sentence - self.sentence, 10)
        part = 1.0 * self.is_part
        return 3.0 * self.is_affected - 2.0 * self.is_speaker - 0.7 * distance - part

    def is_as_many(self, other: AffectedGroup) -> bool:
        """Whether both are counted, and as many: "the nine suspects" after "nine men"."""
        have = self.group
        return have.exact and other.exact and have.min == other.min > 1

    def complete(self) -> None:
        """Take over what was told only later of those whom they are of, or who are of them."""
        if self.group.sex is None and {"female", "male"} <= {p.group.sex for p in self.parts}:
            self.group = replace(self.group, sex="mixed")
        if self.whole is not None:
            of_all = replace(self.whole.group, sex=None, age=None)
            self.group = some_of(self.group, of_all)
        if len(self.members) > 1:
            told = joined([one.group for one in self.members])
            self.group = replace(
                self.group,
                sex=self.group.sex or told.sex,
                age=self.group.age or told.age,
                nationality=self.group.nationality or told.nationality,
            )

    def may_be(self, other: AffectedGroup) -> bool:
        """Whether sex, age, nationality and number of the two are not at odds."""
        have = self.group
        for one, told in ((other.sex, have.sex), (other.age, have.age),
                          (other.nationality, have.nationality)):  # fmt: skip
            if one and told and one != told:
                return False
        sexes = {part.group.sex for part in self.members}
        if other.sex and have.sex is None and len(sexes) > 1 and sexes - {other.sex, None}:
            return False  # "the men" among a woman and others
        if other.age == "0-17" and have.age is None and self.nouns & _adults():
            return False
        if other.exact and have.exact and (other.min, other.max) != (have.min, have.max):
            return False
        if other.max is not None and have.min > other.max:
            return False
        return have.max is None or other.min <= have.max


@cache
def _adults() -> frozenset[str]:
    """Nouns for grown women and men; no "daughter", who may be any age."""
    return (words().female | words().male) - words().child - words().pronouns - _OFFSPRING


_OFFSPRING = {"daughter", "son", "niece", "nephew", "brother", "sister", "granddaughter",
              "grandson", "stepson", "stepdaughter", "cousin"}  # fmt: skip


def filled(group: AffectedGroup, other: AffectedGroup) -> AffectedGroup:
    """The group with what only the other says."""
    is_open = group.max is None and group.min <= 2 <= other.min
    return replace(
        group,
        min=other.min if is_open else group.min,
        max=other.max if is_open else group.max,
        exact=other.exact if is_open else group.exact,
        sex=group.sex or other.sex,
        age=group.age or other.age,
        nationality=group.nationality or other.nationality,
        status=group.status or other.status,
    )


def some_of(group: AffectedGroup, whole: AffectedGroup) -> AffectedGroup:
    """Some of a whole, with what holds for all of it."""
    return replace(
        group,
        sex=group.sex or (whole.sex if whole.sex != "mixed" else None),
        age=group.age or whole.age,
        nationality=group.nationality or whole.nationality,
        status=group.status or tuple(s for s in whole.status if s != "minor"),
    )


def left_of(whole: AffectedGroup, taken: AffectedGroup) -> int:
    """How many of a whole are left when some are taken; 0 where the numbers do not tell."""
    if not (whole.exact and taken.exact and whole.max and taken.max):
        return 0
    return max(0, whole.max - taken.max)


def last_two(met: Sequence[People], token: Token, sentence: int) -> People | None:
    """The two persons told of last, where no group of two was: "… where they held both"."""
    found: list[People] = []
    for known in reversed(met):
        if sentence - known.sentence > 1 or len(found) == PAIR:
            break
        if known.group.max == 1 and not known.is_doer:
            found.append(known)
    if len(found) < PAIR:
        return None
    first = found[-1]
    group = joined([k.group for k in reversed(found)])
    return People(group, first.start, first.end, sentence, first.section, token.i, {"two"},
                  members=tuple(found))  # fmt: skip


def said_to_be(token: Token, known: People) -> Iterator[Token]:
    """Learn how old or how many a sentence says that they are; the nouns that it calls them.

    "He was 17", "we were nineteen"; "minors" of "seventeen were minors".
    """
    for verb in _being(token):
        yield from _said_by(verb, token, known)


def _being(token: Token) -> Iterator[Token]:
    """The verbs that say what they are: "be" with the word for its subject, or with "who"."""
    is_subject = token.dep_ == "nsubj" and token.head.lemma_ == "be"
    between = token.doc[token.i + 1 : token.head.i] if is_subject else ()
    is_of_some = any(t.lower_ == "whom" for t in between)  # "the children, the eldest of whom is"
    if is_subject and token.head.dep_ != "advcl" and not is_of_some:
        yield token.head
    for clause in (c for c in token.rights if c.dep_ == "relcl" and c.lemma_ == "be"):
        if any(c.lower_ == "who" and c.dep_ == "nsubj" for c in clause.lefts):
            yield clause


def _said_by(verb: Token, token: Token, known: People) -> Iterator[Token]:
    """What one verb says of them; see said_to_be."""
    is_then = verb.tag_ == "VBD" and any(t.lower_ == "when" for t in verb.subtree)
    is_one = known.group.max == 1 and (not known.is_teller or is_then)  # "I was 19 when they came"
    if is_one and (age := age_said(verb)) is not None:
        known.learn(replace(known.group, age=age))
    if known.is_teller and verb.tag_ in {"VBP", "VBZ"}:
        known.years = known.years or years_said(verb)
    # "I am Nicaraguan", "they were all Syrian"
    yield from (c for c in verb.rights if c.dep_ == "acomp" and c.ent_type_ == "NORP")
    for noun in (c for c in verb.rights if c.dep_ == "attr"):
        is_alone = is_number(noun) and not list(noun.lefts) and not noun.conjuncts
        counted = number(noun.text) if is_alone else None  # not the ages of "they are 34 and 41"
        if token.lower_ in {"we", "they"} and counted and known.group.max is None:
            low = int(counted)
            known.learn(replace(known.group, min=low, max=low, exact=True))
        elif is_surely_people(noun) and is_same(token, noun) and _says_what(token, noun, known):
            yield noun


def _says_what(token: Token, noun: Token, known: People) -> bool:
    """Whether a noun says what they are; of "I", only what nation they are of."""
    if known.is_teller and token.lower_ == "i":
        return noun.ent_type_ == "NORP" and noun.head.tag_ == "VBP"
    return noun.pos_ == "NOUN"


def status_said(token: Token) -> str | None:
    """The status that a clause tells of its subject: "he applied for asylum", "recognised as"."""
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    verbs = (token.head, *(c for c in token.head.rights if c.dep_ == "conj"))
    for verb in (v for v in verbs if v.tag_ in {"VBD", "VBN", "VBZ", "VBP"}):
        if any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.lefts):
            continue
        below = [o for c in verb.rights for o in (c, *c.children) if o.dep_ in {"dobj", "pobj"}]
        lemma, known = verb.lemma_.lower(), cues()
        if lemma in known["seeking"] and any(o.lower_ in known["sought"] for o in below):
            return "asylum seeker"
        is_as = lemma in known["recognising"] and any(o.lower_.startswith("refugee") for o in below)
        status = [o for o in below if o.lower_ == "status" and lemma in known["given"]]
        if is_as or any(c.lower_ == "refugee" for o in status for c in o.lefts):
            return "refugee"
    return None
