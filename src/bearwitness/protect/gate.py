"""The one door: nothing is published around it.

The rules: what nobody reviewed does not pass; every record that passes is one of at least k alike
on everything an outsider could know; a sensitive value stands only in a group where it differs;
every figure can be counted from the records; no difference from an earlier release is about fewer
than k records; no restricted word stands in any value; noisy counts spend no more than a budget
that the case keeps over all its releases. Every check has a verdict and the most
cautious wins. REVIEW needs a named person's approval, FAIL can not be approved.

Words of reports, quotes, images and free text do not pass at all in this version.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from ..model.claim import Claim, ClaimKind, Modality
from ..model.errors import GateClosed, NotReviewed
from ..model.incident import Incident
from ..model.judgement import Decision
from ..model.measure import Figure
from ..model.release import Cleared, Guarantee, PublicRecord
from .columns import Column, column
from .differencing import held_back
from .disclosure import distinct_per_group
from .fates import Fate, Outcome, Weighed, kept_or_not
from .gate_checks import (
    SENSITIVE,
    Reviewed,
    approvals,
    differencing_check,
    diversity,
    diversity_check,
    figures_check,
    group_check,
    reviewed_check,
    reviewed_incidents,
    words_check,
)
from .hierarchies import ANY, hierarchies, wishes
from .noisy import Noise, budget_check, noisy_counts
from .recoding import Recoding, best_recoding, greatest_loss, priced_as_released
from .records import (
    Centre,
    Prepared,
    country_names,
    prepared,
    public_record,
    record_id,
    released_values,
)
from .records_counts import released_dimensions, released_figures


class Limits(Protocol):
    """The settings that the gate keeps to."""

    @property
    def k(self) -> int: ...
    @property
    def l_diversity(self) -> int: ...
    @property
    def max_suppressed(self) -> float: ...
    @property
    def small_cell(self) -> int: ...


def gate(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    decisions: Iterable[Decision],
    figures: Iterable[Figure],
    settings: Limits,
    *,
    release_id: str,
    key: bytes,
    centre: Centre,
    earlier: Sequence[Cleared] = (),
    restricted: frozenset[str] = frozenset(),
    title: str = "",
    strict: bool = False,
    noise: Noise | None = None,
) -> Cleared:
    """What may be published of `incidents`; the order of the input changes nothing.

    `figures` say by what is counted; the numbers are counted anew from the released records.
    `centre(place, level, country)` gives the middle of a released place ("Town, Division",
    "Division" or a country's name) as (latitude, longitude), or None. `restricted` holds the words
    that must not stand in any released value, nor in the `title` under which it is published.
    `noise` asks for noisy counts of all that passes, also of records left out.

    Raises NotReviewed when no incident was reviewed (with `strict`, when any was not), and
    GateClosed, naming the checks, when one fails or one that needs a person has no approval.
    """
    weighed = weigh(
        incidents, claims, decisions, figures, settings, release_id=release_id, key=key,
        centre=centre, earlier=earlier, restricted=restricted, title=title, strict=strict,
        noise=noise,
    )  # fmt: skip
    return passed(weighed, noise)


def passed(weighed: Weighed, noise: Noise | None = None) -> Cleared:
    """What was weighed, let through; raises GateClosed, naming the checks that keep it.

    Noise is drawn here and nowhere else, since drawing spends.
    """
    _refuse_closed(weighed)
    return replace(
        weighed.draft,
        approvals=tuple(sorted(weighed.approved.values())),
        noisy=noisy_counts(weighed.passing, noise) if noise else (),
    )


def weigh(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    decisions: Iterable[Decision],
    figures: Iterable[Figure],
    settings: Limits,
    *,
    release_id: str,
    key: bytes,
    centre: Centre,
    earlier: Sequence[Cleared] = (),
    restricted: frozenset[str] = frozenset(),
    title: str = "",
    strict: bool = False,
    noise: Noise | None = None,
) -> Weighed:
    """What the gate would do with the same input, and why; nothing is let through by it.

    Raises as `gate` does where there is nothing to weigh, or no generalisation will do.
    """
    everything = tuple(incidents)
    judged, counted = tuple(decisions), tuple(figures)
    found = reviewed_incidents(everything, judged)
    if not found.incidents or (strict and found.waiting):
        raise NotReviewed(
            f"{found.waiting} incidents have claims that nobody accepted or corrected",
            "run `bearwitness review` and decide on them",
        )
    passing = _asserted(found.incidents, claims)
    k = max(settings.k, settings.small_cell)
    rows = _rows(passing, key, release_id)
    columns = _columns(rows)
    recoding = _recoding(columns, rows, k, settings.max_suppressed, earlier)
    records = _records(passing, rows, recoding, key, release_id, centre, settings.l_diversity)
    draft = Cleared(
        records,
        released_figures(records, released_dimensions(counted), k),
        _guarantee(columns, recoding, records, k),
        checks=(),
        epsilon=noise.epsilon if noise else 0.0,
    )
    checks = (
        reviewed_check(found, k),
        group_check(records, k),
        diversity_check(records, settings.l_diversity),
        figures_check(draft, counted, k),
        differencing_check(draft, earlier, k),
        words_check(records, restricted, title),
        *([budget_check(noise, earlier)] if noise else []),
    )
    names = {record_id(key, release_id, row.incident_id): row.incident_id for row in rows}
    by_incident = {names[record.id]: record for record in records}
    fates = (*kept_or_not(rows, recoding, by_incident, k), *_never_came(everything, found, passing))
    approved = approvals(checks, judged, release_id)
    draft = replace(draft, checks=checks)
    return Weighed(release_id, draft, fates, approved, passing, k, settings.l_diversity)


def _never_came(
    everything: Iterable[Incident], found: Reviewed, passing: Iterable[Incident]
) -> Iterator[Fate]:
    """The fates of incidents that are not released because of what people have (not) decided."""
    reviewed, said = {one.id for one in found.incidents}, {one.id for one in passing}
    for one in sorted(everything, key=lambda one: one.id):
        if one.id not in reviewed:
            why = "a claim of it was neither accepted nor corrected"
            yield Fate(one.id, Outcome.NOT_REVIEWED, why)
        elif one.id not in said:
            yield Fate(one.id, Outcome.NOT_SAID, "it is only feared, planned, expected or denied")


def _asserted(incidents: Iterable[Incident], claims: Iterable[Claim]) -> tuple[Incident, ...]:
    """The incidents that at least one claim says happened."""
    said = {c.id for c in claims if c.kind is ClaimKind.EVENT and c.modality is Modality.ASSERTED}
    passing = tuple(i for i in incidents if said.intersection(i.claim_ids))
    if not passing:
        raise GateClosed(
            "no reviewed incident is said to have happened",
            "what is only feared, planned or denied is not released",
        )
    return passing


def _rows(incidents: Iterable[Incident], key: bytes, release_id: str) -> tuple[Prepared, ...]:
    """One row an incident, in an order that the key draws afresh for every release."""
    rows = (prepared(incident) for incident in incidents)
    return tuple(sorted(rows, key=lambda row: record_id(key, release_id, row.incident_id)))


def _columns(rows: Sequence[Prepared]) -> tuple[Column, ...]:
    columns = []
    for i, tree in enumerate(hierarchies()):
        values = [row.values[i] for row in rows]
        paths = {value: tree.path(value)[1:] for value in values}
        columns.append(column(tree.field, values, paths, tree.weight))
    return tuple(columns)


def _recoding(
    columns: Sequence[Column],
    rows: Sequence[Prepared],
    k: int,
    max_suppressed: float,
    earlier: Sequence[Cleared],
) -> Recoding:
    price = priced_as_released(columns)
    judge = held_back(rows, earlier, k, price) if earlier else price
    for coarsest in wishes():
        try:
            return best_recoding(columns, k, max_suppressed, judge, coarsest)
        except GateClosed:
            continue
    raise GateClosed(
        f"no generalisation keeps {k} records alike"
        + (" and lets none stand out beside the earlier releases" if earlier else ""),
        "review more incidents, or wait for more reports",
    )


def _records(
    incidents: Sequence[Incident],
    rows: Sequence[Prepared],
    recoding: Recoding,
    key: bytes,
    release_id: str,
    centre: Centre,
    l_wanted: int,
) -> tuple[PublicRecord, ...]:
    """The kept rows as records, sorted by what they show; sensitive values only where they vary."""
    names = country_names(incidents)
    records = [
        public_record(
            row, recoding.levels, record_id(key, release_id, row.incident_id), names, centre
        )
        for row, kept in zip(rows, recoding.kept, strict=True)
        if kept
    ]
    for field in SENSITIVE:
        records = _diverse(records, field, l_wanted)
    return tuple(sorted(records, key=lambda record: (released_values(record), record.id)))


def _diverse(records: Sequence[PublicRecord], field: str, wanted: int) -> list[PublicRecord]:
    """The records, with `field` as "*" in every group where it has fewer values than wanted."""
    groups = [released_values(record) for record in records]
    seen = distinct_per_group(groups, (getattr(record, field) for record in records))
    return [
        record if len(seen[group]) >= wanted else _hidden(record, field)
        for record, group in zip(records, groups, strict=True)
    ]


def _hidden(record: PublicRecord, field: str) -> PublicRecord:
    changes: dict[str, str] = {field: ANY}
    return replace(record, **changes)  # type: ignore[arg-type]


def _guarantee(
    columns: Sequence[Column], recoding: Recoding, records: Sequence[PublicRecord], k: int
) -> Guarantee:
    groups: dict[tuple[str, ...], int] = {}
    for record in records:
        groups[released_values(record)] = groups.get(released_values(record), 0) + 1
    most = greatest_loss(columns)
    shown = {field: min(diversity(records, field), default=0) for field in SENSITIVE}
    return Guarantee(
        k=k,
        smallest_group=min(groups.values(), default=0),
        records_in=int(recoding.kept.size),
        records_out=len(records),
        suppressed=recoding.suppressed,
        levels=tuple(
            (tree.field, tree.levels[level])
            for tree, level in zip(hierarchies(), recoding.levels, strict=True)
        ),
        l_diverse=tuple((field, least) for field, least in shown.items() if least),
        loss=round((recoding.price - recoding.suppressed) / most, 4) if most else 0.0,
    )


def _refuse_closed(weighed: Weighed) -> None:
    if weighed.failed:
        raise GateClosed(
            "; ".join(f"check '{c.name}' failed: {c.why}" for c in weighed.failed),
            "a failed check can not be approved; correct what it names",
        )
    if weighed.waiting:
        raise GateClosed(
            "; ".join(f"check '{c.name}' needs a person: {c.why}" for c in weighed.waiting),
            "look at what it names, then `bearwitness release CASE OUT --approve CHECK --by NAME`",
        )
