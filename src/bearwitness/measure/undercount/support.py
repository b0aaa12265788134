"""When overlaps can carry a figure, and what in a table gives reason to doubt one."""

from itertools import combinations

import numpy as np

from ...model.errors import TooFewOverlaps
from ...model.measure import NoEstimate, Overlaps, SizeEstimate
from .histories import on_all
from .latent_class import is_settled
from .wording import THRESHOLDS, label

_HINT = "report the documented counts, or use lists that share more units"


def check_support(overlaps: Overlaps) -> None:
    """Raises TooFewOverlaps when no method could give a figure worth having.

    That is: fewer units on two lists or more than the threshold, or lists that fall into parts
    which share nobody, so that no part says anything about the others.
    """
    shared = on_two_or_more(overlaps)
    least = int(THRESHOLDS["shared_at_least"])
    if shared < least:
        raise TooFewOverlaps(
            f"{shared} of {overlaps.documented} units are on two lists or more; "
            f"an estimate needs {least}",
            _HINT,
        )
    parts = connected(overlaps)
    if len(parts) > 1:
        named = "; ".join(" and ".join(part) for part in parts)
        raise TooFewOverlaps(f"the lists fall into parts that share nobody: {named}", _HINT)


def on_two_or_more(overlaps: Overlaps) -> int:
    """Units on at least two lists."""
    return sum(units for p, units in enumerate(overlaps.counts) if p.bit_count() > 1)


def connected(overlaps: Overlaps) -> list[tuple[str, ...]]:
    """The lists in groups: within one, each is reached from each by lists that share units."""
    parts = [1 << j for j in range(len(overlaps.lists))]
    for pattern, units in enumerate(overlaps.counts):
        if units:
            touched = [part for part in parts if part & pattern]
            parts = [part for part in parts if not part & pattern]
            parts.append(sum(touched))
    names = enumerate(overlaps.lists)
    held = list(names)
    return sorted(tuple(name for j, name in held if part >> j & 1) for part in parts)


def is_carried(estimate: SizeEstimate) -> NoEstimate | None:
    """None when the interval says something; else why the figure is withheld."""
    low = max(estimate.low - estimate.documented, 1.0)
    high = estimate.high - estimate.documented
    most = THRESHOLDS["hidden_span_at_most"]
    if np.isfinite(high) and high <= most * low:
        return None
    if np.isfinite(high) and estimate.high <= 1.5 * estimate.documented:
        return None  # few are missing, and the figure says so
    return NoEstimate(
        estimate.method,
        f"the ends of its interval for those on no list lie more than {most:.0f} times apart",
    )


def doubts_about(overlaps: Overlaps) -> tuple[str, ...]:
    """What a reader should know of the table before any figure."""
    found = [f"{name} holds nobody and is left out" for name in overlaps.left_out]
    if len(overlaps.lists) == 2:
        found.append("with two lists nothing shows whether they depend on each other")
    counts = np.array(overlaps.counts, dtype=np.int64)
    for a, b in combinations(range(len(overlaps.lists)), 2):
        both = on_all(counts, (1 << a) | (1 << b))
        first, second = overlaps.lists[a], overlaps.lists[b]
        if not both:
            found.append(f"{first} and {second} share nobody")
            continue
        for inner, outer, place in ((first, second, a), (second, first, b)):
            if both == on_all(counts, 1 << place):
                found.append(f"all of {inner} is on {outer}: is one copied from the other?")
    return tuple(found)


def doubts_between(estimates: tuple[SizeEstimate, ...]) -> tuple[str, ...]:
    """What the figures, side by side, give reason to doubt."""
    found = []
    points = [one.estimate for one in estimates if not one.is_lower_bound]
    if points and max(points) > THRESHOLDS["methods_span"] * min(points):
        found.append(
            f"the methods disagree: their figures run from {min(points):,.0f} to "
            f"{max(points):,.0f}; quote the range, not one of them"
        )
    if any(o.estimate > THRESHOLDS["times_documented"] * o.documented for o in estimates):
        found.append("figures many times what is documented rest on the few units that lists share")
    for one in estimates:
        if one.method == "latent-class" and not is_settled(one):
            found.append(
                f"{label(one.method)}: the sampler's groups do not agree yet; give more --draws"
            )
    return tuple(found)
