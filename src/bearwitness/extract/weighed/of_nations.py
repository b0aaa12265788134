"""What speaks for and against a group being of a nation that the text tells of others.

vocabulary/nations_weighed.yml holds the weight of each; one that it does not list weighs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.claim import ClaimKind
from ...model.places import PlaceRole
from ..people import is_surely_people
from ..perpetrators import institution
from ..pronouns import ANY_HE_OR_SHE, ANY_THEY
from ..spoken_of import cues, is_definite, name_words, word_of
from .around import Features

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ...model.claim import AffectedGroup
    from ..drafts import Draft
    from ..told_people import People
    from .nations import Bearer, Nations

FAR = 8  # sentences
_NOBODYS = {"private person", "family member"}


def of_no_nation(draft: Draft, own: People | None, nations: Nations) -> Features:
    """What speaks for no nation: who they are, and how they are spoken of."""
    words = nations.words_of(draft)
    return {
        "none: ruled": 1.0,
        "none: lent": not draft.group_is_own,
        "none: a pattern": draft.kind is ClaimKind.PATTERN,
        "none: a teller": own is not None and own.is_teller,
        "none: told first here": _is_newly_told(draft, own, nations),
        "none: did an act": any(t.i in nations.doers for t in _all_words(own, words, nations)),
        **{f"none: {name}": value for name, value in _spoken_of(_head(draft, words)).items()},
    }


def is_of_others(draft: Draft, nations: Nations) -> bool:
    """Whether a group's own words say that they are of the place, or serve an institution."""
    return any(_is_of_place(t) or _is_of_body(t) for t in nations.words_of(draft))


def _is_of_place(token: Token) -> bool:
    """Whether it is "a driver", "a local woman"."""
    return any(word_of(t) in cues()["of_the_place"] for t in (token, *token.lefts))


def _is_of_body(token: Token) -> bool:
    """Whether a word names somebody who serves an institution: "sergeants", "the mayor"."""
    if not is_surely_people(token):
        return False
    found = institution(token, _nowhere)
    return found is not None and found.kind not in _NOBODYS


def _nowhere(_: str) -> None:
    """No word is of a nation: asked is only of what kind somebody is."""


def _all_words(own: People | None, words: list[Token], nations: Nations) -> list[Token]:
    """Every word of the text that stands for a group."""
    if own is None or nations.known is None:
        return words
    return [*words, *nations.known.words[id(own)]]


def _is_newly_told(draft: Draft, own: People | None, nations: Nations) -> bool:
    """Whether the act's own sentence is the first to tell of the group."""
    if own is None or nations.known is None:
        return False
    first, act = nations.known.words[id(own)][0], draft.mentions[0].token
    return nations.setting.sentence_of(first.i) == nations.setting.sentence_of(act.i)


def _head(draft: Draft, words: list[Token]) -> Token | None:
    """The word that the act has for those it was done to, else that of the group."""
    patients = draft.mentions[0].arguments.patients
    if patients and draft.group_is_own:
        return patients[0]
    return next((t for t in words if t.head not in words), None)


def _spoken_of(head: Token | None) -> Features:
    """How a word speaks of people."""
    if head is None:
        return {}
    lower = head.lower_
    return {
        "he or she": lower in ANY_HE_OR_SHE,
        "they": lower in ANY_THEY,
        "a number": head.pos_ == "NUM",
        "a name": head.ent_type_ == "PERSON",
        "the noun": is_definite(head),
        "somebody's": any(c.dep_ == "poss" for c in head.lefts),
        "people": word_of(head) in cues()["anybody"],
    }


def of_nation(draft: Draft, own: People | None, nation: str, nations: Nations) -> Features:
    """What speaks for a nation: who has it, where it is named, and what the acts say of it."""
    often = nations.often
    found: Features = {
        "of no people told of": nation not in often,
        "only one told": {*often} == {nation},
        "told most": nation in often and often[nation] == max(often.values()),
        "share of those told": often[nation] / (often.total() or 1),
        "told last": nations.last_before(draft) == nation,
        "only one named": nations.named == [nation],
        "in title": nation in nations.in_title,
        "only one in title": nations.in_title == {nation},
        "not in title, another": bool(nations.in_title) and nation not in nations.in_title,
        **_of_places(draft, nation, nations),
        **_of_acts(draft, nation, nations),
    }
    for bearer in nations.bearers:
        if bearer.nation == nation:
            for name, seen in _of_bearer(draft, own, bearer, nations).items():
                found[name] = max(found.get(name, 0.0), seen)
    return found


def _of_places(draft: Draft, nation: str, nations: Nations) -> Features:
    """Whether the act or others took place in that country, led there, or were done by it."""
    every = [(p.place.country, p.role) for d in nations.drafts for p in d.places]
    here = {p.place.country for p in draft.places if p.role is not PlaceRole.TO}
    return {
        "returned there": any(
            p.place.country == nation and p.role is PlaceRole.TO for p in draft.places
        ),
        "some returned there": (nation, PlaceRole.TO) in every,
        "where the act was": here == {nation},
        "where no act was": all(country != nation for country, _ in every),
        "of the doers": any(a.country == nation for a in draft.agents),
    }


def _of_acts(draft: Draft, nation: str, nations: Nations) -> Features:
    """What the groups of other acts have."""
    others = [d.group.group.nationality for d in nations.drafts if d is not draft and d.group]
    told = [one for one in others if one]
    n = nations.drafts.index(draft)
    before = nations.drafts[n - 1].group if n else None
    is_before = before is not None and before.group.nationality == nation
    return {
        "of another act": nation in told,
        "of all acts": {*told} == {nation},
        "share of acts": told.count(nation) / (len(others) or 1),
        "of the act before": is_before,
    }


def _of_bearer(draft: Draft, own: People | None, bearer: Bearer, nations: Nations) -> Features:
    """How those who are of the nation stand to the group, and where they are told of."""
    if draft.group is None:
        return {}
    ours, one, sentence_of = draft.group.group, bearer.people, nations.setting.sentence_of
    gaps = [sentence_of(draft.mentions[0].token.i) - sentence_of(w.i) for w in bearer.words]
    near = min((gap for gap in gaps if gap >= 0), default=FAR + 1)
    agrees = _agree(ours, one.group)
    fits = agrees and not one.is_doer
    is_fewer = (ours.max or ours.min) < (one.group.max or one.group.min)
    head = _head(draft, nations.words_of(draft))
    return {
        "their whole": own is not None and own.whole is one,
        "a member": own is not None and (own in one.members or one in own.members),
        "the same name": head is not None and bool(name_words(head) & one.names),
        "more than they": (ours.max or ours.min) > (one.group.max or one.group.min),
        "at odds": not agrees,
        "affected, agrees": one.is_affected and agrees,
        "serve a body": one.is_doer,
        "far back": near > FAR,
        "fits: here": fits and near == 0,
        "fits: one back": fits and near == 1,
        "fits: fewer than they": fits and is_fewer,
        "fits: in the lead": fits and any(sentence_of(w.i) == 0 for w in bearer.words),
    }


def _agree(ours: AffectedGroup, theirs: AffectedGroup) -> bool:
    """Whether sex and age may be those of the same people, or of some of them."""
    if ours.age and theirs.age and ours.age != theirs.age:
        return False
    return not (ours.sex and theirs.sex not in {None, "mixed", ours.sex})
