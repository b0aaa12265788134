"""Parts and wholes of the people a report tells of: "two of them", "the rest", "all", "he and she".

The rules it keeps:
- "Two of the men" are a new group with what holds for all of the men; "all of them" are the men.
- "The rest" are the whole told of less the part told of last.
- Several joined by "and", or taken along "with", are after the last of them one group too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .arguments import conjuncts
from .counts import number, number_of
from .groups import Group, group_of, joined
from .people import sex_of
from .pronouns import ANY_HE_OR_SHE, ANY_THEY, ANY_US
from .shares import whole_of
from .spoken_of import cues, is_aside, is_definite, is_of_these, is_speaking, word_of
from .told_people import People, last_two, left_of, some_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from ..model.claim import AffectedGroup
    from .told import Telling

FAR = 40  # sentences back in which "the women" are looked for
_SUBJECTS = {"nsubj", "nsubjpass"}


def all_joined(telling: Telling, token: Token) -> None:
    """After the last of several joined by "and": all of them as one group."""
    if token.dep_ != "conj" or any(c.dep_ == "conj" for c in token.rights) or is_aside(token):
        return
    first = token
    while first.dep_ == "conj":
        first = first.head
    parts = [telling.of.get(t.i) for t in conjuncts(first)]
    known = [p for p in parts if p is not None]
    if len(known) < 2 or len(known) < len(parts) or any(p.is_doer for p in known):
        return
    if is_speaking(first) and first.i not in telling.affected:
        return
    said = group_of(conjuncts(first), telling.demonym)
    anew = said is not None and not any(t.lower_ in ANY_HE_OR_SHE for t in conjuncts(first))
    group = said.group if said and anew else joined([p.group for p in known])
    if whole := _told_before(telling, conjuncts(first), group):
        whole.learn(group)
        for part in known:
            part.whole = part.whole or whole
    _as_one(telling, known, group, first)


def _told_before(telling: Telling, parts: Sequence[Token], group: AffectedGroup) -> People | None:
    """The one group as many as all of several, each counted: "the three women and two men"."""
    if not (is_definite(parts[0]) and group.exact and all(number_of(t) for t in parts)):
        return None
    sentence = telling.sentence_of(parts[0].i)
    as_many = [k for k in telling.met if k.is_as_many(group) and telling.fits(k, group, sentence)]
    return as_many[0] if len(as_many) == 1 else None


def joined_along(telling: Telling, token: Token) -> None:
    """After those with whom it was done to somebody: all of them as one group.

    "He was stopped with 17 other Eritreans": eighteen, and he is an Eritrean.
    """
    along = token
    while along.dep_ == "conj":
        along = along.head
    if along.dep_ != "pobj" or along.head.lower_ != "with" or token.i not in telling.affected:
        return
    if any(c.dep_ == "conj" for c in token.rights):
        return
    first = _done_to_with(telling, along)
    one = telling.of.get(first.i) if first is not None else None
    others = [telling.of[t.i] for t in conjuncts(along) if t.i in telling.of]
    if first is None or one is None or not others or one in others:
        return
    if any(c.lower_ == "other" for c in along.lefts):
        one.learn(replace(one.group, nationality=others[0].group.nationality))
    _as_one(telling, [one, *others], joined([k.group for k in (one, *others)]), first)


def _done_to_with(telling: Telling, along: Token) -> Token | None:
    """Him of "he was stopped with 17 others"."""
    verb = next((t for t in along.ancestors if t.pos_ == "VERB"), None)
    firsts = [t for t in verb.children if t.dep_ in _DONE_TO] if verb is not None else []
    return next((t for t in firsts if t.i in telling.of and t.i in telling.affected), None)


_DONE_TO = {"nsubjpass", "dobj"}


def _as_one(telling: Telling, known: list[People], group: AffectedGroup, first: Token) -> None:
    """Take down several as one group, the last told of."""
    start, end = known[0].start, known[-1].end
    if start < first.sent.start_char or end <= start:
        end = known[0].end  # some of them were told of before
    both = People(group, start, end, known[0].sentence, known[0].section, first.i,
                  {"family", "group", "couple"}, members=tuple(known))  # fmt: skip
    both.is_affected = first.i in telling.affected
    both.is_subject, both.is_speaker = first.dep_ in _SUBJECTS, is_speaking(first)
    telling.met.append(both)


def whole_meant(telling: Telling, token: Token) -> People | None:
    """Those of whom a word takes some: "two of the men", "one of them", "eleven of us"."""
    inner = whole_of(token)
    if inner is None or not (token.pos_ == "NUM" or token.lower_ in cues()["some"]):
        return None
    if inner.lower_ in ANY_US and token.dep_ not in _SUBJECTS | {"dobj", "ROOT"}:
        _count_us(telling, inner, token)
        return None
    if inner.lower_ not in ANY_THEY | ANY_US and not is_definite(inner):
        return None
    if inner.i not in telling.of:
        telling.meet(inner, learns=False)
    whole = telling.of.get(inner.i)
    if whole is None or whole.group.exact or inner.lower_ in ANY_US:
        return whole
    return _large_enough(telling, token, inner) or whole


def _large_enough(telling: Telling, token: Token, inner: Token) -> People | None:
    """Those counted of whom "31 of the people" can be some, where "people" may be anybody."""
    value = number(token.text)
    if not value or not (inner.lower_ in ANY_THEY or word_of(inner) in cues()["anybody"]):
        return None
    section = telling.section_of(telling.sentence_of(token.i))
    near = (k for k in reversed(telling.met) if k.section == section and not k.is_doer)
    sex = sex_of(inner.lower_)
    return next((k for k in near if k.group.exact and k.group.min > value
                 and k.is_affected and sex in {None, k.group.sex, "mixed"}), None)  # fmt: skip


def _count_us(telling: Telling, us: Token, token: Token) -> None:
    """ "There were eleven of us": that many are "we"."""
    value = number(token.text)
    if value and value >= 2:
        teller = telling.teller_at(us, is_many=True)
        if teller.group.max is None:
            teller.group = replace(teller.group, min=int(value), max=int(value), exact=True)


def part_of(telling: Telling, token: Token, said: Group, whole: People) -> People:
    """A new group of some of a whole, with what holds for all of it."""
    if token.lower_ in {"each", "all", "both", "none", "neither"}:
        return whole
    part = telling.new(token, replace(said, group=some_of(said.group, whole.group)))
    inner = whole_of(token)
    if inner is not None:
        part.nouns.add(word_of(inner))
    part.whole = whole
    whole.parts.append(part)
    part.is_doer = whole.is_doer
    return part


def rest_of(telling: Telling, token: Token, said: Group) -> People | None:
    """ "The others", "the rest": a whole told of less the part of it told of last."""
    sentence = telling.sentence_of(token.i)
    known = next((k for k in reversed(telling.met) if k.whole and not k.is_doer), None)
    whole = known.whole if known and known.whole else _nearest_many(telling, sentence)
    if whole is None or whole.section != telling.section_of(sentence):
        return None
    part = part_of(telling, token, said, whole)
    if known and known.whole is whole and not said.group.exact:
        left = left_of(whole.group, known.group)
        if left > 0:
            part.group = replace(part.group, min=left, max=left, exact=True)
    return part


def part_of_nearest(telling: Telling, token: Token, said: Group) -> People | None:
    """Some of the group of several told of last."""
    least = said.group.min if said.group.exact else 0
    whole = _nearest_many(telling, telling.sentence_of(token.i), least, of_last=is_of_these(token))
    return part_of(telling, token, said, whole) if whole is not None else None


def _nearest_many(
    telling: Telling, sentence: int, least: int = 0, *, of_last: bool = False
) -> People | None:
    """The group of several told of last, those first to whom something was done.

    None of fewer than `least`; `of_last`: the last told of, whatever was done.
    """
    section = telling.section_of(sentence)
    near = [
        k
        for k in reversed(telling.met)
        if sentence - k.sentence <= FAR and k.section == section and not k.is_doer
        and k.group.max != 1 and not k.is_speaker and not k.is_aside
        and (k.group.max is None or k.group.max >= least)
    ]  # fmt: skip
    if of_last:
        return next(iter(near), None)
    return next((k for k in near if k.is_affected), next(iter(near), None))


def all_of(telling: Telling, token: Token, said: Group) -> People | None:
    """The people that "all of them", "both" or "everyone" means."""
    meant = telling.meant_by_noun(token, said) if token.pos_ == "NOUN" else None
    meant = meant or telling.best(token, said, needs_many=True)
    if meant is None and token.lower_ == "both":
        return last_two(telling.met, token, telling.sentence_of(token.i))
    return meant


def some_called(telling: Telling, token: Token, said: Group) -> People | None:
    """ "The women" after "eleven nationals": some of them, who share what all are."""
    if word_of(token) not in cues()["anybody"] or said.group.sex is None:
        return None
    return part_of_nearest(telling, token, said)


def in_order(telling: Telling, token: Token, said: Group, order: str) -> People | None:
    """Who "the second man" is: one so called before, or one of a group told of."""
    sentence = telling.sentence_of(token.i)
    for known in reversed(telling.met):
        if order in known.nouns and telling.fits(known, said.group, sentence):
            return known
    part = part_of_nearest(telling, token, said)
    if part is not None:
        part.nouns.add(order)
    return part
