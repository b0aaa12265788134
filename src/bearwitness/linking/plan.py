"""Which claims are one incident, from gists and decisions alone; and what each incident hangs on.

1. Reports are grouped into stories (stories.py), then claims into incidents (cluster.py): by the
   gists and the decisions alone, whatever the order in which they came.
2. `Planned.context` is a digest of everything else that the incident's record depends on. An
   incident whose id and context are as before is as before: it need not be made again.

So adding reports to a case gives what linking from scratch gives, and changes only what it must.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import msgspec
import numpy as np

from ..model.claim import Claim
from ..model.ids import content_id
from ..model.judgement import PAIR_ACTIONS, Action, Decision, holding
from ..reference.vocabulary import vocabulary
from .block import candidates
from .cluster import Pair, among, clustered
from .compare import Side
from .copies import groups_of
from .gist import Gist
from .many import collector_at_rest
from .reports import as_confirmed
from .score_v4 import METHOD
from .scored import claim_chances
from .spots import spots
from .stories import Stories, stories_of


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


@collector_at_rest()
def planned(
    gists: Iterable[Gist],
    decisions: Iterable[Decision],
    reviewed: frozenset[str],
    threshold: float,
) -> Plan:
    """The incidents that follow from what is known of each report and what people decided."""
    held = {one.report_id: one for one in sorted(gists, key=lambda one: one.report_id)}
    decisions = list(decisions)
    copies = groups_of({name: one.shingles for name, one in held.items()})
    sides = sorted(
        (side_of(one, claim, copies) for one in held.values() for claim in one.claims),
        key=lambda side: side.claim.id,
    )
    same, apart, unsure = pair_decisions(decisions)
    mains = {c.id: c for one in held.values() for c in one.claims if c.id in reviewed}
    reports = [as_confirmed(one.about, mains) for one in held.values() if one.about]
    told = stories_of(reports, apart, unsure, threshold)
    groups = _grouped(sides, told, (same, apart, unsure), threshold)
    return Plan(_with_contexts(groups, held, copies, decisions, reviewed), copies)


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
    sides: Sequence[Side],
    told: Stories,
    decided: tuple[frozenset[Pair], frozenset[Pair], frozenset[Pair]],
    threshold: float,
) -> list[tuple[str, ...]]:
    """The claims' ids in groups; the main claims of one story are one by what their reports say."""
    names = [side.claim.id for side in sides]
    spot = {name: n for n, name in enumerate(names)}
    held = spots(sides, told.story)
    first, second = candidates(held)
    chance = claim_chances(sides, held, first, second)
    mains = [(spot[a], spot[b], score) for (a, b), score in told.main_pairs.items()
             if a in spot and b in spot]  # fmt: skip
    table = np.array(mains, float).reshape(-1, 3)  # what reports say goes before what claims say
    first, second = (
        np.concatenate([table[:, n].astype(np.int64), ends])
        for n, ends in enumerate((first, second))
    )
    chance = np.concatenate([table[:, 2], chance])
    same, apart, unsure = (_positions(pairs, spot) for pairs in decided)
    _, kept = np.unique(first * len(names) + second, return_index=True)
    kept = kept[~among(first[kept], second[kept], unsure, len(names))]
    groups = clustered(len(names), first[kept], second[kept], chance[kept], threshold, same, apart)
    return [tuple(names[n] for n in group) for group in groups]


def _positions(pairs: Iterable[Pair], spot: Mapping[str, int]) -> list[tuple[int, int]]:
    return sorted((spot[a], spot[b]) for a, b in pairs if a in spot and b in spot)


def _with_contexts(
    groups: Sequence[tuple[str, ...]],
    held: Mapping[str, Gist],
    copies: Mapping[str, str],
    decisions: Sequence[Decision],
    reviewed: frozenset[str],
) -> tuple[Planned, ...]:
    """The groups as incidents to be, sorted by id."""
    report_of = {claim.id: one.report_id for one in held.values() for claim in one.claims}
    decided: defaultdict[str, list[str]] = defaultdict(list)
    for decision in decisions:
        for subject in decision.subject:
            decided[subject].append(decision.id)
    tellers = [tuple(sorted({report_of[claim] for claim in group})) for group in groups]
    told = Counter(report for reports in tellers for report in reports)
    found = []
    for group, reports in zip(groups, tellers, strict=True):
        about_reports = [
            (held[name].stamp, copies[name], bool(held[name].denials) and told[name] == 1)
            for name in reports
        ]
        about_claims = [(sorted(decided.get(claim, ())), claim in reviewed) for claim in group]
        whole = msgspec.json.encode([METHOD, about_reports, about_claims])
        digest = sha256(whole).hexdigest()[:16]
        found.append(Planned(content_id("incident", *group), group, reports, digest))
    return tuple(sorted(found, key=lambda one: one.id))
