"""Which outlets and sources could have seen which places and times, and what changed in the mix.

The rules: an outlet is there in a period when it published any report that makes a claim; it can
see a place when it has reported from it at any time. So a count of nothing where nobody looked is
told apart from a count of nothing where somebody did.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ...model.claim import Claim, ClaimKind
from ...model.overtime import Coverage, OutletSpan, PeriodMix
from ...model.report import Header
from .calendar import checked, label, period_number

NO_OUTLET = "no outlet given"


def coverage(
    claims: Iterable[Claim],
    headers: Mapping[str, Header],
    unit: str = "month",
    level: str = "admin1",
) -> Coverage:
    """Outlets by period and place; `level` is "admin1" or "country". Raises WrongUse for a unit."""
    checked(unit)
    held = list(claims)
    making = {c.report_id for c in held}
    dated = {
        report: period_number(header.published, unit)
        for report, header in headers.items()
        if report in making and header.published
    }
    reports: dict[int, Counter[str]] = defaultdict(Counter)
    for report, number in dated.items():
        reports[number][outlet_of(headers.get(report))] += 1
    numbers = list(range(min(dated.values()), max(dated.values()) + 1)) if dated else []
    places = _places(held, headers, level)
    named = sorted({place for found in places.values() for place in found})
    return Coverage(
        unit=unit,
        periods=tuple(label(n, unit) for n in numbers),
        outlets=_spans(reports, places, unit),
        mix=_mix(reports, numbers, unit),
        places=tuple(named),
        seen=tuple(_seen(place, reports, numbers, places) for place in named),
        sources=_sources(held, dated, numbers),
        undated=len(making) - len(dated),
        reading=READING,
    )


READING = (
    "A place counts as seen in a period by an outlet that has reported from it at any time and "
    "reported anything in that period. Where nobody could look, no count says nothing."
)


def outlet_of(header: Header | None) -> str:
    """The outlet's name, or that none is given."""
    return header.outlet if header and header.outlet else NO_OUTLET


def _places(
    claims: Sequence[Claim], headers: Mapping[str, Header], level: str
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.kind is not ClaimKind.EVENT:
            continue
        for place in claim.where:
            name = place.country if level == "country" else place.admin1
            if name:
                whole = name if level == "country" else f"{name}, {place.country or '?'}"
                found[outlet_of(headers.get(claim.report_id))].add(whole)
    return found


def _spans(
    reports: Mapping[int, Counter[str]], places: Mapping[str, set[str]], unit: str
) -> tuple[OutletSpan, ...]:
    total: Counter[str] = Counter()
    when: dict[str, list[int]] = defaultdict(list)
    for number, mix in reports.items():
        total.update(mix)
        for outlet in mix:
            when[outlet].append(number)
    return tuple(
        OutletSpan(
            outlet,
            count,
            label(min(when[outlet]), unit),
            label(max(when[outlet]), unit),
            tuple(sorted(places.get(outlet, ()))),
        )
        for outlet, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))
    )


def _mix(
    reports: Mapping[int, Counter[str]], numbers: Sequence[int], unit: str
) -> tuple[PeriodMix, ...]:
    found: list[PeriodMix] = []
    before: Counter[str] | None = None
    ever: set[str] = set()
    for number in numbers:
        mix = reports.get(number, Counter())
        gone = set(before or ()) - set(mix)
        found.append(
            PeriodMix(
                label(number, unit),
                sum(mix.values()),
                len(mix),
                tuple(sorted(set(mix) - ever)),
                tuple(sorted(gone)),
                mix_change(before, mix),
            )
        )
        ever |= set(mix)
        before = mix
    return tuple(found)


def mix_change(before: Mapping[str, int] | None, now: Mapping[str, int]) -> float | None:
    """Total variation distance between two mixes of outlets, 0 to 1; None where one is empty."""
    if not before or not now:
        return None
    a, b = sum(before.values()), sum(now.values())
    names = set(before) | set(now)
    return round(sum(abs(before.get(n, 0) / a - now.get(n, 0) / b) for n in names) / 2, 3)


def _seen(
    place: str,
    reports: Mapping[int, Counter[str]],
    numbers: Sequence[int],
    places: Mapping[str, set[str]],
) -> tuple[int, ...]:
    able = {outlet for outlet, seen in places.items() if place in seen}
    return tuple(len(able & set(reports.get(number, ()))) for number in numbers)


def _sources(
    claims: Sequence[Claim], dated: Mapping[str, int], numbers: Sequence[int]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Claims by the kind of their innermost source, a period."""
    told: Counter[tuple[str, int]] = Counter()
    for claim in claims:
        if claim.report_id in dated:
            kind = claim.innermost.kind.value if claim.innermost else "no source given"
            told[kind, dated[claim.report_id]] += 1
    kinds = sorted({kind for kind, _ in told})
    return tuple((kind, tuple(told[kind, n] for n in numbers)) for kind in kinds)
