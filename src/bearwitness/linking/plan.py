"""Which claims are one incident, from gists and decisions alone; and what each incident hangs on.

1. Reports are grouped into stories (stories.py), then claims into incidents (cluster.py): by the
   gists and the decisions alone, whatever the order in which they came.
2. `Planned.context` is a digest of everything else that the incident's record depends on. An
   incident whose id and context are as before is as before: it need not be made again.

So adding reports to a case gives what linking from scratch gives, and changes only what it must.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import Any

import msgspec
import numpy as np

from ..model.claim import Claim
from ..model.errors import UnknownSubject
from ..model.ids import content_id
from ..model.judgement import PAIR_ACTIONS, Action, Decision, holding
from ..reference.vocabulary import vocabulary
from .block import candidates
from .cluster import FLOOR, Pair, among, clustered
from .columns import Bag, Columns
from .compare import Side
from .copies import first_copies
from .gist import Gist
from .many import Bags, Ints, collector_at_rest
from .meeting import sorted_pairs
from .rows import CLAIM, HAS_DENIALS, NONE, row_of
from .score_v4 import METHOD
from .scored import claim_chances
from .spots import Spots, spots_of
from .stories import Grouped, grouped
from .told import Told


@dataclass(frozen=True, slots=True)
class Planned:
    """One incident to be: its id, its claims, and a digest of what else its record hangs on."""

    id: str
    claim_ids: tuple[str, ...]
    report_ids: tuple[str, ...]
    context: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All incidents to be, sorted by id, and which reports are copies of which."""

    incidents: tuple[Planned, ...]
    copies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of each report: rows to compare by, and gists to open a few by report id."""

    rows: Mapping[str, bytes]
    gists: Callable[[Sequence[str]], Mapping[str, Gist]]

    def opened(self, held: Columns, positions: Sequence[int]) -> dict[int, Gist]:
        """Some of the gists, by position; raises UnknownSubject where one is not as it was."""
        gists = self.gists([held.names[n] for n in positions])
        found = {n: gists.get(held.names[n]) for n in positions}
        if any(one is None or one.stamp != held.stamps[n] for n, one in found.items()):
            raise UnknownSubject("a report has changed since linking began", "link again")
        return {n: one for n, one in found.items() if one is not None}

    @staticmethod
    def of(gists: Iterable[Gist]) -> Kept:
        """Gists that are at hand."""
        held = {one.report_id: one for one in gists}
        rows = {name: row_of(one) for name, one in held.items()}
        return Kept(rows, lambda names: {name: held[name] for name in names})


def planned(
    gists: Iterable[Gist],
    decisions: Iterable[Decision],
    reviewed: frozenset[str],
    threshold: float,
) -> Plan:
    """The incidents that follow from what is known of each report and what people decided."""
    return planned_from(Kept.of(gists), decisions, reviewed, threshold)


@collector_at_rest()
def planned_from(
    kept: Kept, decisions: Iterable[Decision], reviewed: frozenset[str], threshold: float
) -> Plan:
    """As `planned`, from what is kept."""
    held, decisions = Columns.of(kept.rows), list(decisions)
    same, apart, unsure = pair_decisions(decisions)
    copy = first_copies(held.bag("shingles"))
    places = np.flatnonzero([bool(main) for main in held.mains])
    some = held.taken(places)

    told = grouped(Told(some, partial(kept.opened, some), reviewed), apart, unsure, threshold)
    story = np.full(len(held), NONE, np.int64)
    story[places] = told.story
    claims = _Claims(held, copy, kept)
    groups = _grouped(claims, story, told, (same, apart, unsure), threshold)
    copies = {name: held.names[n] for name, n in zip(held.names, copy.tolist(), strict=True)}
    return Plan(_with_contexts(groups, claims, copies, decisions, reviewed), copies)


class _Claims(Sequence[Side]):
    """All claims in the order of their ids; one is opened when it is asked for."""

    def __init__(self, held: Columns, copy: Ints, kept: Kept) -> None:
        self.held, self.copy, self.kept = held, copy, kept
        ids = held.claims
        self.order = sorted(range(len(ids)), key=ids.__getitem__)
        self.names = [ids[n] for n in self.order]
        self.report: Ints = held.bag("claims").owners[np.array(self.order, np.int64)]
        self._opened: dict[int, Gist] = {}

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, n: Any) -> Any:
        report = int(self.report[n])
        if report not in self._opened:
            self._opened |= self.kept.opened(self.held, [report])
        one = self._opened[report]
        claim = next(claim for claim in one.claims if claim.id == self.names[n])
        return side_of(one, claim, {one.report_id: self.held.names[self.copy[report]]})

    def spots(self, story: Ints) -> Spots:
        """The claims as columns; stories are by report."""
        order = np.array(self.order, np.int64)
        rows = self.held.bag("claims")
        none = np.zeros(len(order) + 1, np.int64)
        return spots_of(
            rows.values.reshape(-1, len(CLAIM))[order],
            report=self.report, copy=self.copy[self.report], story=story[self.report],
            bags=Bags(np.zeros(0, np.int32), none), said=self._said(order, rows),
        )  # fmt: skip

    def _said(self, order: Ints, rows: Bag) -> Bags:
        """The words for the act of each claim."""
        said = self.held.bag("said")
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        values = said.values.reshape(-1, 2)
        owners = place[rows.starts[said.owners] + values[:, 0]]
        codes = np.searchsorted(np.unique(values[:, 1]), values[:, 1])
        owners, codes = sorted_pairs(owners, codes)
        counts = np.bincount(owners, minlength=len(order))
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        return Bags(codes.astype(np.int32), starts)


def side_of(one: Gist, claim: Claim, copies: Mapping[str, str]) -> Side:
    """A claim of a report with what comparing it needs."""
    return Side(
        claim,
        vocabulary("acts")[claim.act].family if claim.act else None,
        one.header.published if one.header else None,
        copies.get(one.report_id, one.report_id),
        one.header.outlet.casefold() if one.header and one.header.outlet else None,
    )


def pair_decisions(
    decisions: Iterable[Decision],
) -> tuple[frozenset[Pair], frozenset[Pair], frozenset[Pair]]:
    """Pairs that people hold to be the same, not the same and unsure; the newest holds."""
    newest: dict[Pair, Action] = {}
    for decision in sorted(holding(decisions), key=lambda d: (d.at, d.id)):
        if len(decision.subject) == 2:
            first, second = sorted(decision.subject)
            newest[first, second] = decision.action
    chosen = {
        action: frozenset(p for p, a in newest.items() if a == action) for action in PAIR_ACTIONS
    }
    return chosen[Action.SAME], chosen[Action.NOT_SAME], chosen[Action.UNSURE]


def _grouped(
    claims: _Claims,
    story: Ints,
    told: Grouped,
    decided: tuple[frozenset[Pair], frozenset[Pair], frozenset[Pair]],
    threshold: float,
) -> list[tuple[int, ...]]:
    """The claims' positions in groups; mains of one story are one by what their reports say."""
    count = len(claims)
    held = claims.spots(story)
    spot = {name: n for n, name in enumerate(claims.names)}
    first, second = candidates(held)
    chance = claim_chances(claims, held, first, second)
    likely = np.flatnonzero(chance >= FLOOR)
    first, second, chance = first[likely], second[likely], chance[likely]
    place = np.array([spot.get(main, NONE) for main in told.mains], np.int64)
    mains = place[told.pairs[0]], place[told.pairs[1]]  # in the order of their ids, as claims are
    is_held = np.minimum(*mains) >= 0
    mains = mains[0][is_held], mains[1][is_held]
    first, second = np.r_[mains[0], first], np.r_[mains[1], second]
    chance = np.r_[np.ones(len(mains[0])), chance]  # what reports say goes before what claims say
    same, apart, unsure = (_positions(pairs, spot) for pairs in decided)
    _, kept = np.unique(first * count + second, return_index=True)
    kept = kept[~among(first[kept], second[kept], unsure, count)]
    return clustered(count, first[kept], second[kept], chance[kept], threshold, same, apart)


def _positions(pairs: Iterable[Pair], spot: Mapping[str, int]) -> list[tuple[int, int]]:
    return sorted((spot[a], spot[b]) for a, b in pairs if a in spot and b in spot)


def _with_contexts(
    groups: Sequence[tuple[int, ...]],
    claims: _Claims,
    copies: Mapping[str, str],
    decisions: Sequence[Decision],
    reviewed: frozenset[str],
) -> tuple[Planned, ...]:
    """The groups as incidents to be, sorted by id."""
    reports, ids, report = claims.held.names, claims.names, claims.report.tolist()
    tellers = [sorted({report[n] for n in group}) for group in groups]
    about_report = _about_reports(claims.held, copies, tellers)
    about_claim = _about_claims(decisions, reviewed)
    untouched, begin = _encoded(([], False)), _encoded(METHOD)
    found = []
    for group, told in zip(groups, tellers, strict=True):
        names = tuple([ids[n] for n in group])
        whole = b"[%b,[%b],[%b]]" % (
            begin,
            b",".join([about_report[n] for n in told]),
            b",".join([about_claim.get(name, untouched) for name in names]),
        )
        digest = sha256(whole).hexdigest()[:16]
        tellers_of = tuple([reports[n] for n in told])
        found.append(Planned(content_id("incident", *names), names, tellers_of, digest))
    return tuple(sorted(found, key=lambda one: one.id))


def _about_reports(
    held: Columns, copies: Mapping[str, str], tellers: Sequence[Sequence[int]]
) -> list[bytes]:
    """What an incident's record hangs on of each report."""
    told = np.bincount(list(chain.from_iterable(tellers)), minlength=len(held))
    denies = (held.bag("plain").values[:, 1] & HAS_DENIALS > 0) & (told == 1)
    return list(map(_encoded, zip(held.stamps, copies.values(), denies.tolist(), strict=True)))


def _about_claims(decisions: Iterable[Decision], reviewed: frozenset[str]) -> dict[str, bytes]:
    """What an incident's record hangs on of each claim that people decided on."""
    decided: dict[str, list[str]] = {name: [] for name in reviewed}
    for decision in decisions:
        for subject in decision.subject:
            decided.setdefault(subject, []).append(decision.id)
    return {name: _encoded((sorted(on), name in reviewed)) for name, on in decided.items()}


_encoded = msgspec.json.Encoder().encode
