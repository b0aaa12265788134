"""Who "she", "the four" and "the woman" are, and who "they" are that did it: told a little earlier.

The rules it keeps:
- A pronoun stands for the nearest group before it that agrees in sex and number; a definite noun
  ("the women", "the pair", "the five") for the nearest that its noun, sex and number can stand for.
- What is taken is coarse: sex, age band, nationality, status, and a number where none is given.
  Nothing that is said is replaced; no name is read.
- "They" as those who did something are the institution that did the last thing, or came in the
  sentences right before.
- Nothing is taken from another section of a report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model.claim import ClaimKind
from .counts import number
from .groups import Group, group_of
from .people import words
from .perpetrators import STAFF, Institution, institution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from ..model.claim import AffectedGroup
    from .acts import Mention
    from .drafts import Draft

    Demonym = Callable[[str], str | None]

NEARBY = 1  # sentences back in which a group without words is looked for
NEAR_PRONOUN = 3  # the same for "he", "she" and "they"
FAR = 12  # the same for "the women"
DOERS = 2  # sentences back in which those who did it are looked for
_DEFINITE = {"the", "these", "those", "both", "that", "this", "all"}
_ANYBODY = {
    "person", "people", "woman", "man", "girl", "boy", "child", "couple", "pair", "trio", "family",
    "group", "victim", "detainee", "prisoner", "accused", "other", "one", "duo", "suspect",
}  # fmt: skip
_THEY = {"they", "he", "she", "who"}
_TOLD = {"nsubj", "nsubjpass", "dobj", "ROOT", "appos"}


@dataclass(slots=True)
class _Known:
    """A group told of: where it was last spoken of, by which nouns, and in which drafts."""

    sentence: int
    section: int
    group: Group
    nouns: frozenset[str]
    drafts: list[Draft]


def resume_groups(drafts: Sequence[Draft], introduced: Sequence[_Known] = ()) -> None:
    """Give each draft what was told before of the people it speaks of; see the rules above."""
    met: list[_Known] = []
    waiting = sorted(introduced, key=lambda k: k.group.start)
    for draft in drafts:
        first = draft.mentions[0].first
        met += [k for k in waiting if k.group.start < first and not _overlaps(k, draft)]
        waiting = [k for k in waiting if k.group.start >= first]
        known = _resumed(draft, [k for k in met if k.section == draft.section])
        if known is not None:
            met.remove(known)
            known.sentence = draft.sentence
            known.drafts.append(draft)
            met.append(known)
        elif draft.group is not None and _is_met(draft):
            nouns = _nouns(draft.mentions[0])
            met.append(_Known(draft.sentence, draft.section, draft.group, nouns, [draft]))


def _is_met(draft: Draft) -> bool:
    """Whether the people can be spoken of again: not for what is usual, nor "two of the men"."""
    parts = (c for t in draft.mentions[0].arguments.patients for c in t.rights)
    some = any(c.lower_ == "of" and any(_is_definite(g) for g in c.children) for c in parts)
    return draft.kind is not ClaimKind.PATTERN and not some


def _overlaps(known: _Known, draft: Draft) -> bool:
    own = draft.group
    return own is not None and own.start < known.group.end and known.group.start < own.end


def _resumed(draft: Draft, met: Sequence[_Known]) -> _Known | None:
    """The group told of before that the draft speaks of, with which it is filled; None if new."""
    group, mention = draft.group, draft.mentions[0]
    if group is None:
        last = next((k for k in reversed(met) if k.drafts), None)
        if last is None or draft.sentence - last.sentence > NEARBY:
            return None
        if _has_its_own(mention, draft.sentence == last.sentence):
            return None
        draft.group, draft.group_is_own = last.group, False
        return last
    if group.is_anaphor:
        fitting = (k for k in reversed(met) if draft.sentence - k.sentence <= NEAR_PRONOUN)
        found = next((k for k in fitting if _can_stand_for(group, k.group)), None)
        if found is not None:
            _learn(found, group.group.sex)
            draft.group, draft.group_is_own = found.group, False
        return found
    patients = mention.arguments.patients
    if len(patients) != 1 or not _is_definite(patients[0]):
        return None
    fitting = (k for k in reversed(met) if draft.sentence - k.sentence <= FAR)
    found = next((k for k in fitting if _is_meant(patients[0], group, k)), None)
    if found is not None:
        _learn(found, group.group.sex)
        draft.group = replace(group, group=_filled(group.group, found.group.group))
        found.group = draft.group
        found.nouns |= _nouns(mention)
    return found


def _learn(known: _Known, sex: str | None) -> None:
    """Take the sex that "he" or "she" tells for what was said of the same person before."""
    group = known.group.group
    if sex is None or group.sex is not None or group.max != 1:
        return
    known.group = replace(known.group, group=replace(group, sex=sex))
    for draft in known.drafts:
        if draft.group is not None and draft.group.group.sex is None:
            draft.group = replace(draft.group, group=replace(draft.group.group, sex=sex))


def _has_its_own(mention: Mention, is_near: bool) -> bool:
    """Whether an act without a group needs none: it was done to a thing, or is a bare noun."""
    return bool(mention.arguments.patients) or (mention.is_noun and not is_near)


def _can_stand_for(pronoun: Group, group: Group) -> bool:
    """Whether "she" or "they" can be the group: sex and number agree."""
    a, b = pronoun.group, group.group
    if group.is_anaphor and a.sex is None:
        return False
    if a.sex and b.sex and a.sex != b.sex:
        return False
    return not (a.max == 1 and b.min > 1) and not (a.min > 1 and b.max == 1)


def _is_definite(token: Token) -> bool:
    """Whether a noun speaks of somebody told of before: "the women", "the five", "both"."""
    if token.ent_type_ == "PERSON":
        return False
    owned = any(c.dep_ == "poss" for c in token.lefts)
    restricted = any(c.dep_ in {"relcl", "acl"} or c.lower_ == "of" for c in token.rights)
    told = token.lower_ == "both" or any(c.lower_ in _DEFINITE for c in token.lefts)
    return told and not owned and not restricted


def _is_meant(head: Token, group: Group, known: _Known) -> bool:
    """Whether a definite noun can be a group told of: noun, sex, number and the rest agree."""
    a, b = group.group, known.group.group
    if known.group.is_anaphor:
        return False
    for one, other in ((a.sex, b.sex), (a.age, b.age), (a.nationality, b.nationality)):
        if one and other and one != other:
            return False
    if a.exact and (a.min, a.max) != (b.min, b.max):
        return False
    if not a.exact and a.min > 1 and b.max == 1:
        return False
    noun = head.lemma_.lower()
    generic = {noun, head.lower_} & _ANYBODY
    alike = noun in known.nouns or bool(generic) or number(head.text) is not None
    return alike or bool(set(a.status) & set(b.status))


def _filled(group: AffectedGroup, other: AffectedGroup) -> AffectedGroup:
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


def _nouns(mention: Mention) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for t in mention.arguments.patients)


def introduced(
    doc: Doc, demonym: Demonym, sentence_of: Callable[[int], int], section_of: Callable[[int], int]
) -> list[_Known]:
    """The people told of for the first time with an age, a nationality or a status."""
    known = words().nouns
    found = []
    for token in doc:
        if token.dep_ not in _TOLD or token.lower_ not in known or not _is_new(token):
            continue
        group = group_of((token,), demonym)
        told = group and (group.group.age or group.group.nationality or group.group.status)
        if group is None or not told or institution(token, demonym):
            continue
        sentence = sentence_of(token.i)
        noun = frozenset({token.lemma_.lower()})
        found.append(_Known(sentence, section_of(sentence), group, noun, []))
    return found


def _is_new(token: Token) -> bool:
    """Whether "a", a number or nothing at all stands before the noun."""
    before = [c.lower_ for c in token.lefts if c.dep_ in {"det", "poss"}]
    return all(word in {"a", "an", "some", "another"} for word in before)


def resume_doers(drafts: Sequence[Draft], demonym: Demonym) -> None:
    """Say who "they" are in "they beat her": those who did the last thing, or who came.

    "The guards" are the border guards of before, where a text has told of those.
    """
    for n, draft in enumerate(drafts):
        draft.agents = tuple(_known_before(a, draft, demonym) for a in draft.agents)
        agents = draft.mentions[0].arguments.agents
        if draft.agents or not agents or any(t.lower_ not in _THEY for t in agents):
            continue
        draft.agents = next(_doers(drafts[:n], draft, demonym), ())


def _known_before(found: Institution, draft: Draft, demonym: Demonym) -> Institution:
    """The institution by the longer name that its last word was part of before."""
    doc = draft.mentions[0].token.doc
    noun = doc[found.end - 1]
    bare = found.end - found.start == 1 and found.country is None and noun.lower_ in STAFF
    if not bare or any(c.dep_ in {"compound", "amod", "poss"} for c in noun.lefts):
        return found
    for i in range(noun.i - 1, -1, -1):
        if doc[i].lower_ == noun.lower_:
            other = institution(doc[i], demonym)
            if other is not None and (other.country or other.end - other.start > 1):
                return replace(found, kind=other.kind, country=other.country)
    return found


def _doers(
    before: Sequence[Draft], draft: Draft, demonym: Demonym
) -> Iterator[tuple[Institution, ...]]:
    """The institutions that may be meant, the nearest sentence first."""
    token = draft.mentions[0].token
    many = any(t.lower_ == "they" for t in draft.mentions[0].arguments.agents)
    start = token.sent.start
    for _ in range(DOERS + 1):
        inside = [d for d in before if d.mentions[0].token.sent.start == start]
        for other in reversed(inside):
            if other.agents and other.section == draft.section and other is not draft:
                yield other.agents
        if start != token.sent.start:
            yield from _came(token.doc, start, many, demonym)
        if start == 0:
            return
        start = token.doc[start - 1].sent.start


def _came(doc: Doc, start: int, many: bool, demonym: Demonym) -> Iterator[tuple[Institution, ...]]:
    """The institution that is the subject of the sentence which begins at `start`."""
    for child in doc[start].sent.root.children:
        if child.dep_ == "nsubj" and (child.tag_ in {"NNS", "NNPS"}) == many:
            found = institution(child, demonym)
            if found is not None and found.kind != "private person":
                yield (found,)
