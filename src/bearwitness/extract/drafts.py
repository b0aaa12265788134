"""Claims in the making: mentions of acts with all that belongs to them, merged when they are one.

The rules it keeps:
- Two mentions of one act in one report are one claim when nothing they give is at odds: numbers,
  days, places, perpetrators, names. Names are compared here, inside one report, and never kept.
- In short texts weights may still tell them apart (apart.py).
- "Another trial" is another one; people newly told of in another section of a report are others.
- Every mention's words stay as evidence of the act.
- A mention's own value goes before an inherited one; an earlier one before a later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model.claim import ClaimKind, Direction, Modality
from ..model.dates import Precision
from ..model.places import PlacePrecision
from .apart import are_apart
from .groups import Group
from .places_of_acts import FINENESS, Placed
from .placing import Timed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from ..model.places import PlaceMention
    from .acts import Mention
    from .perpetrators import Institution
    from .told import Telling


@dataclass(slots=True)
class Draft:
    """What the report says about one act, before it is a claim."""

    mentions: list[Mention]
    kind: ClaimKind
    modality: Modality
    sentence: int
    section: int = 0
    group: Group | None = None
    group_is_own: bool = True
    ruled: tuple[Group | None, bool] | None = None  # these two before weighing gave others
    time: Timed | None = None
    places: tuple[Placed, ...] = ()
    agents: tuple[Institution, ...] = ()
    direction: Direction | None = None
    direction_words: tuple[int, int] | None = None
    names: frozenset[str] = field(default=frozenset(), repr=False)
    odds: dict[str, float] = field(default_factory=dict)  # of fields chosen by weight
    telling: Telling | None = field(default=None, repr=False, compare=False)  # of the whole text

    @property
    def ruled_group(self) -> tuple[Group | None, bool]:
        """The group that the rules gave, and whether it is the act's own."""
        return self.ruled or (self.group, self.group_is_own)

    @property
    def act(self) -> str:
        return self.mentions[0].act


def names_in(mention: Mention) -> frozenset[str]:
    """The names among the affected, lower case: used to keep two people's arrests apart."""
    return frozenset(p.lower_ for p in mention.arguments.patients if p.ent_type_ == "PERSON")


def merged(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts with those that tell of one occurrence made one, in text order."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((k for k in reversed(kept) if is_same(k, draft)), None)
        if same is None:
            kept.append(draft)
        else:
            absorb(same, draft)
    return kept


def is_same(a: Draft, b: Draft) -> bool:
    """Whether two drafts of one report are one occurrence, the earlier first."""
    return can_be_one(a, b) and not are_apart(a, b)


def can_be_one(a: Draft, b: Draft) -> bool:
    """Whether nothing that two drafts of one report give is at odds."""
    if (a.act, a.kind, a.modality, a.direction) != (b.act, b.kind, b.modality, b.direction):
        return False
    if a.names and b.names and not a.names & b.names:
        return False
    if _is_another(b.mentions[0]) or _told_apart(a, b) or (a.section != b.section and _is_new(b)):
        return False
    if _is_newly_told(a, b) or _is_other_phase(a, b):
        return False
    kinds = ({x.kind for x in a.agents}, {x.kind for x in b.agents})
    if all(kinds) and not kinds[0] & kinds[1]:
        return False
    return _counts_agree(a, b) and _times_agree(a, b) and _places_agree(a, b)


def _is_another(mention: Mention) -> bool:
    """Whether the words themselves say it is one more: "in another trial", "a second raid"."""
    said = (mention.token, *mention.arguments.patients)
    return any(child.lower_ in _MORE for token in said for child in token.lefts)


_MORE = {"another", "separate", "further"}
_KNOWN = {"the", "this", "that", "these", "those", "both"}


def _is_new(draft: Draft) -> bool:
    """Whether the people are told of for the first time: no name, no pronoun, no "the"."""
    if draft.group is None or draft.group.is_anaphor or draft.names:
        return False
    patients = draft.mentions[0].arguments.patients
    known = (c for token in patients for c in token.lefts)
    return not any(c.lower_ in _KNOWN or c.tag_ == "PRP$" for c in known)


def _is_newly_told(a: Draft, b: Draft) -> bool:
    """Whether a later sentence begins anew: others, with a time of their own.

    "In December a group of thirty was returned too."
    """
    if a.sentence == b.sentence or not (b.group_is_own and _is_new(b)):
        return False
    if b.time is None or not b.time.is_own:
        return False
    return a.time is None or not a.time.is_own or a.time.time.edtf != b.time.time.edtf


def _is_other_phase(a: Draft, b: Draft) -> bool:
    """Whether one tells how people were taken in and the other how they were kept."""
    if a.act != "detention":
        return False
    first, second = ({_is_seizing(m.token) for m in d.mentions} for d in (a, b))
    return not first & second


def _is_seizing(token: Token) -> bool:
    """Whether "detain" says the taking in: with no "for nine days", "since" or "still"."""
    if token.lemma_ != "detain":
        return False
    if any(c.lower_ in {"being", "still", "currently", "remain"} for c in token.children):
        return False
    return not any(_is_span(c) for c in token.children if c.dep_ in {"prep", "mark"})


def _is_span(prep: Token) -> bool:
    """Whether it says how long: "for nine days", "since May"."""
    dated = any(o.ent_type_ == "DATE" for o in prep.children)
    return prep.lower_ == "since" or (prep.lower_ == "for" and dated)


def _told_apart(a: Draft, b: Draft) -> bool:
    """Whether one sentence says it of two: "one woman was held, while the driver was held"."""
    own = [d for d in (a, b) if d.group and d.group_is_own and not d.group.is_anaphor]
    if len(own) < 2 or a.sentence != b.sentence:
        return False
    first, second = ({t.lemma_ for t in d.mentions[-1].arguments.patients} for d in (a, b))
    return bool(first and second) and not first & second


def _counts_agree(a: Draft, b: Draft) -> bool:
    if a.group is None or b.group is None or not (a.group_is_own and b.group_is_own):
        return True
    if a.group.is_anaphor or b.group.is_anaphor:
        return True
    x, y = a.group.group, b.group.group
    if x.max and y.max and max(x.max, y.max) > APART * min(x.max, y.max):
        return False
    if x.sex and y.sex and x.sex != y.sex:
        return False
    if x.nationality and y.nationality and x.nationality != y.nationality:
        return False
    return (x.max is None or y.min <= x.max) and (y.max is None or x.min <= y.max)


def _times_agree(a: Draft, b: Draft) -> bool:
    if a.time is None or b.time is None or not (a.time.is_own and b.time.is_own):
        return True
    x, y = a.time.time, b.time.time
    if x.earliest and x.latest and y.earliest and y.latest:
        return x.earliest <= y.latest and y.earliest <= x.latest
    return x.edtf == y.edtf


def _places_agree(a: Draft, b: Draft) -> bool:
    """Whether of every role that both give, some place of one can be one of the other."""
    for role in {p.role for p in a.places} & {p.role for p in b.places}:
        ours = [p.place for p in a.places if p.role is role and p.is_own]
        theirs = [p.place for p in b.places if p.role is role and p.is_own]
        if ours and theirs and not any(_can_be_one(x, y) for x in ours for y in theirs):
            return False
    return True


def _can_be_one(x: PlaceMention, y: PlaceMention) -> bool:
    if x.country and y.country and x.country != y.country:
        return False
    if x.precision is y.precision:
        return x.gazetteer_id == y.gazetteer_id
    return not {x.precision, y.precision} <= _POINTS or _is_near(x, y)


def _is_near(x: PlaceMention, y: PlaceMention) -> bool:
    """Whether a site can be in a town, by where they are; unknown where either has no place."""
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return True
    return abs(x.lat - y.lat) < NEAR_DEGREES and abs(x.lon - y.lon) < NEAR_DEGREES


_POINTS = {PlacePrecision.SITE, PlacePrecision.TOWN}
NEAR_DEGREES = 0.4  # some forty kilometres
APART = 20  # numbers that many times apart are of two occurrences


def absorb(kept: Draft, other: Draft) -> None:
    """Put what `other` gives into `kept`, where `kept` has nothing better."""
    kept.mentions += other.mentions
    if other.group and (kept.group is None or _is_better(other, kept)):
        kept.group, kept.group_is_own = other.group, other.group_is_own
    if other.time and (kept.time is None or _is_closer(other.time, kept.time)):
        kept.time = other.time
    own = [p for p in other.places if p.is_own]
    if own and not any(p.is_own for p in kept.places):
        kept.places = tuple(own)
    elif not kept.places:
        kept.places = other.places
    else:
        kept.places = _finer(kept.places, own)
    known = {(x.kind, x.country) for x in kept.agents}
    kept.agents += tuple(x for x in other.agents if (x.kind, x.country) not in known)
    kept.names |= other.names


def _is_closer(other: Timed, kept: Timed) -> bool:
    """Whether a time says more: an own one, or an own day inside what is kept."""
    if other.is_own != kept.is_own:
        return other.is_own
    finer = other.time.precision is Precision.DAY and kept.time.precision is not Precision.DAY
    return other.is_own and finer


def _finer(places: tuple[Placed, ...], others: Iterable[Placed]) -> tuple[Placed, ...]:
    """Places with new roles added, and a coarser one replaced by a finer in its country."""
    found = list(places)
    for other in others:
        same = [p for p in found if p.role is other.role]
        if not same:
            found.append(other)
        elif len(same) == 1 and _is_finer(other, same[0]):
            found[found.index(same[0])] = other
    return tuple(found)


def _is_finer(other: Placed, have: Placed) -> bool:
    return have.place.country == other.place.country and (
        FINENESS.index(other.place.precision) < FINENESS.index(have.place.precision)
    )


def _is_better(other: Draft, kept: Draft) -> bool:
    """Whether the other's group says more: a noun not a pronoun, a number not none."""
    if kept.group is None or other.group is None:
        return kept.group is None
    if kept.group.is_anaphor and not other.group.is_anaphor:
        return True
    if not kept.group_is_own and other.group_is_own and not other.group.is_anaphor:
        return True
    return not kept.group.group.exact and other.group.group.exact and other.group_is_own


def with_roles_in_order(places: Iterable[Placed]) -> tuple[Placed, ...]:
    """Places in text order, each place once a role."""
    unique = {(p.place.gazetteer_id or p.place.name, p.role): p for p in places}
    return tuple(sorted(unique.values(), key=lambda p: p.place.start))
