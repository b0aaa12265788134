"""What to look at next, and why.

Machine output waits until a person decides. First what could change a published figure: conflicts,
then what the reader was least sure of, then the main claim of each report, then the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from ..model.claim import Claim
from ..model.incident import Incident
from ..model.judgement import Decision
from .decide import Standing, standings
from .ordered import Key, Ordered

Filter = tuple[str, str]  # "why" or "act", and which
UNSURE_BELOW = 0.25  # chance that nothing in a claim needs correcting


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits for a person: its place in the order and the reason for it."""

    claim: Claim
    rank: int
    why: str


def waiting(
    claims: Iterable[Claim],
    decisions: Iterable[Decision],
    incidents: Iterable[Incident] = (),
    primaries: frozenset[str] = frozenset(),
) -> tuple[Waiting, ...]:
    """Claims nobody decided on, the most pressing first; ties in order of report and text."""
    known = standings(decisions)
    home = {claim: one for one in incidents for claim in one.claim_ids}
    found = (
        waiting_item(claim, known.get(claim.id), home.get(claim.id), claim.id in primaries)
        for claim in claims
    )
    return tuple(
        sorted((item for item in found if item), key=lambda item: (*_key(item), item.claim.id))
    )


def waiting_item(
    claim: Claim, standing: Standing | None, incident: Incident | None, is_main: bool
) -> Waiting | None:
    """How a claim waits: by what was decided on it and the incident it is in; None if decided."""
    if standing is not None and (standing.is_reviewed or standing.is_rejected):
        return None
    if incident is not None and any(claim.id == older for older, _ in incident.superseded):
        return Waiting(claim, 0, "a later report of its outlet supersedes it")
    if incident is not None and incident.conflicts:
        return Waiting(claim, 0, "its incident has conflicting values")
    if claim.confidence < UNSURE_BELOW:
        return Waiting(claim, 1, "the reader was unsure of it")
    if is_main:
        return Waiting(claim, 2, "it is what its report is mainly about")
    return Waiting(claim, 3, "it is new")


def _key(item: Waiting) -> Key:
    start = item.claim.evidence[0].start if item.claim.evidence else 0
    return (item.rank, item.claim.report_id, start)


class Queue(Sequence[Waiting]):
    """What waits, in order, with its counts; one that changed a little is made from the last."""

    def __init__(self, items: Iterable[Waiting]) -> None:
        self._items = {item.claim.id: item for item in items}
        self._order = Ordered({name: _key(item) for name, item in self._items.items()})
        self._narrow = {
            told: Ordered(dict(keys)) for told, keys in _by_filter(self._items.values()).items()
        }
        self.counts = Counter((item.why, item.claim.act or "") for item in self._items.values())
        self.in_report = Counter(item.claim.report_id for item in self._items.values())

    def changed(self, items: Mapping[str, Waiting | None]) -> Queue:
        """The queue with other items for some claims, and without those of None."""
        items = {name: item for name, item in items.items() if self._items.get(name) != item}
        if not items:
            return self
        made = object.__new__(Queue)
        made._items, made.counts = self._items.copy(), self.counts.copy()
        made.in_report = self.in_report.copy()
        for name, item in items.items():
            made._count(made._items.pop(name, None), -1)
            made._count(item, 1)
            if item is not None:
                made._items[name] = item
        keys = {name: _key(item) if item else None for name, item in items.items()}
        made._order = self._order.changed(keys)
        made._narrow = self._narrow | self._narrowed(items)
        return made

    def _narrowed(self, items: Mapping[str, Waiting | None]) -> dict[Filter, Ordered]:
        """What each filter shows that some of the items, as they were or are, fit."""
        before = [old for name in items if (old := self._items.get(name)) is not None]
        after = _by_filter(item for item in items.values() if item is not None)
        gone = {told: dict.fromkeys(keys) for told, keys in _by_filter(before).items()}
        return {
            told: self._narrow.get(told, Ordered({})).changed(
                gone.get(told, {}) | after.get(told, {})
            )
            for told in gone.keys() | after.keys()
        }

    def _count(self, item: Waiting | None, step: int) -> None:
        if item is not None:
            self.counts[item.why, item.claim.act or ""] += step
            self.in_report[item.claim.report_id] += step

    def reasons(self) -> list[tuple[str, int]]:
        """How many wait for each reason, most first."""
        found: Counter[str] = Counter()
        for (why, _), count in self.counts.items():
            found[why] += count
        return sorted((+found).items(), key=lambda one: (-one[1], one[0]))

    def acts(self) -> list[tuple[str, int]]:
        """How many wait of each act, in the order of the alphabet; "" for claims without one."""
        found: Counter[str] = Counter()
        for (_, act), count in self.counts.items():
            found[act] += count
        return sorted((+found).items())

    def fitting(self, why: str = "", act: str = "") -> int:
        """How many wait for a reason and are of an act; any where "" is given."""
        return sum(n for told, n in self.counts.items() if _fits(told, why, act))

    def some(self, start: int, count: int, why: str = "", act: str = "") -> list[Waiting]:
        """`count` of those that fit, from number `start` on."""
        if not why and not act:
            return self[start : start + count]
        narrow = self._narrow.get(("act", act) if act else ("why", why), Ordered({}))
        if not why or not act:
            return [self._items[name] for name in narrow[start : start + count]]
        fit = (name for name in narrow if self._items[name].why == why)
        return [self._items[name] for name in islice(fit, start, start + count)]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Waiting]:
        return map(self._items.__getitem__, self._order)

    @overload
    def __getitem__(self, at: int) -> Waiting: ...
    @overload
    def __getitem__(self, at: slice) -> list[Waiting]: ...
    def __getitem__(self, at: int | slice) -> Waiting | list[Waiting]:
        if isinstance(at, slice):
            return [self._items[name] for name in self._order[at]]
        return self._items[self._order[at]]


def _by_filter(items: Iterable[Waiting]) -> dict[Filter, dict[str, Key]]:
    """The keys of items by what one filter would show them."""
    found: dict[Filter, dict[str, Key]] = {}
    for item in items:
        for told in (("why", item.why), ("act", item.claim.act or "")):
            found.setdefault(told, {})[item.claim.id] = _key(item)
    return found


def _fits(told: tuple[str, str], why: str, act: str) -> bool:
    return (not why or told[0] == why) and (not act or told[1] == act)
