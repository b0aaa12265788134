"""Affected groups: how many people, and coarse attributes; names are counted and dropped.

The rules it keeps:
- Conjuncts add up: "two women and a child" is three. "One of two women" is one.
- An exact age becomes a band; under eighteen is one band; two bands in one group give none.
- A nationality comes from a demonym in the noun phrase, a status from vocabulary/statuses.yml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.claim import AffectedGroup
from .ages import common_age
from .counts import number, number_of
from .gathered import behind_dateline, described, is_counted_before, is_said_again, people_of
from .people import is_people
from .phrases import phrase_of, pruned
from .sexes_of_parts import sex_of_parts
from .sizes import ANAPHORA, bounds_of
from .traits_of_groups import country_of, nationality_in, sex_in, statuses_in

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .acts import Mention

Demonym = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Group:
    """An affected group and the code points of the words that describe it."""

    group: AffectedGroup
    start: int
    end: int
    is_anaphor: bool  # a pronoun only: it may stand for a group named before


def group_of(patients: Iterable[Token], demonym: Demonym) -> Group | None:
    """The people among `patients` as one group; None when there are none."""
    people = behind_dateline(people_of(patients))
    if not people:
        return None
    total = bounds_of(people[0])
    for token in people[1:]:
        if not is_counted_before(token, people[0]):
            total = total.plus(bounds_of(token))
    phrases = [phrase_of(t) for t in people]
    start, end = min(p[0].idx for p in phrases), max(p[-1].idx + len(p[-1]) for p in phrases)
    inner = [t for p in people if described(p) is not p for t in pruned(described(p))]
    inner += [t for p in people for c in p.rights if is_said_again(c) for t in pruned(c)]
    tokens = [t for phrase in phrases for t in phrase] + inner
    only_words = all(t.lower_ in ANAPHORA for t in people) and not total.is_stated
    group = AffectedGroup(
        min=total.low,
        max=total.high,
        exact=total.is_exact,
        sex=_sex_of_parts(people) or sex_in(tokens, [described(t) for t in people]),
        age=common_age([_whole(p) for p in phrases], people, [described(t) for t in people]),
        nationality=nationality_in(tokens, demonym) or country_of(people, demonym),
        status=statuses_in(" ".join(t.lower_ for t in [*tokens, *_said_as(people)])),
    )
    return Group(group, start, end, only_words)


def _said_as(people: Sequence[Token]) -> list[Token]:
    """As what people live or are known: "a Kurd who had lived as a refugee in Iraq"."""
    clauses = (c for p in people for c in described(p).rights if c.dep_ in {"relcl", "acl"})
    named = (o for c in clauses for a in c.rights if a.lower_ == "as" for o in a.children)
    return [t for o in named if o.dep_ == "pobj" for t in pruned(o)]


def _whole(phrase: Sequence[Token]) -> Sequence[Token]:
    """A phrase with what else its head is said to be: "the nurse and ex-prisoner M. C., 52,"."""
    again = [c for t in phrase for c in t.rights if is_said_again(c)]
    return [*phrase, *phrase_of(again[0])] if again else phrase


def _sex_of_parts(people: Sequence[Token]) -> str | None:
    return sex_of_parts(described(people[0])) if len(people) == 1 else None


def joined(groups: Sequence[AffectedGroup]) -> AffectedGroup:
    """Several groups as one: the numbers added up, and of the rest what holds for all."""
    sexes, ages = {g.sex for g in groups}, {g.age for g in groups}
    nations = {g.nationality for g in groups}
    tops = [g.max for g in groups]
    if {"female", "male"} <= sexes or "mixed" in sexes:
        sexes = {"mixed"}
    return AffectedGroup(
        min=sum(g.min for g in groups),
        max=None if None in tops else sum(top for top in tops if top is not None),
        exact=all(g.exact for g in groups),
        sex=sexes.pop() if len(sexes) == 1 else None,
        age=ages.pop() if len(ages) == 1 else None,
        nationality=nations.pop() if len(nations) == 1 else None,
        status=tuple(dict.fromkeys(s for g in groups for s in g.status)),
    )


def group_counted(mention: Mention) -> Group | None:
    """The people that a number of acts tells of: "40 arrests" are some 40 people."""
    deaths = (t for t in mention.arguments.patients if t.lemma_ == "death")
    noun = mention.token if mention.is_noun else next(deaths, None)
    if noun is None or mention.act not in COUNTED:
        return None
    found = number_of(noun)
    if found is None or not found.is_stated or found.low < MANY_ACTS:
        return None
    words_of = [t for c in noun.lefts if c.dep_ in {"nummod", "amod"} for t in pruned(c)]
    start = min((t.idx for t in words_of), default=noun.idx)
    end = noun.idx + len(noun)
    return Group(AffectedGroup(min=found.low, max=found.high, exact=False), start, end, False)


COUNTED = {"arrest", "killing", "abduction", "disappearance", "forced return", "death in custody"}
MANY_ACTS = 2


def group_listed(mention: Mention, demonym: Demonym) -> Group | None:
    """Those counted behind a colon, as tables have it: "Arrested: 2 men, 1 woman", "Killed: 12"."""
    doc, end = mention.token.doc, mention.end
    if mention.arguments.patients or end + 1 >= len(doc) or doc[end].text != ":":
        return None
    told = doc[end + 1 : min(mention.token.sent.end, end + LISTED)]
    heads = [t for t in told if t.pos_ == "NOUN" and is_people(t) and number_of(t)]
    if heads:
        return group_of(heads, demonym)
    value = number(told[0].text) if told else None
    is_alone = len(told) == 1 or (len(told) > 1 and not told[1].text[0].isalnum())
    if not (value and value >= 1 and value == int(value) and is_alone and told[0].is_digit):
        return None
    many = AffectedGroup(min=int(value), max=int(value), exact=True)
    return Group(many, told[0].idx, told[0].idx + len(told[0]), is_anaphor=False)


LISTED = 30  # tokens behind a colon that may count people
