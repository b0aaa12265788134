"""Small counts and the variety of groups: what every check of a release counts with."""

from collections.abc import Iterable, Mapping


def small_cells(counts: Mapping[str, int], threshold: int) -> list[str]:
    """Cells with 1 to `threshold` - 1, sorted.

    Source: Hundepool et al. 2012, Statistical Disclosure Control, threshold rule.
    """
    return sorted(cell for cell, n in counts.items() if 0 < n < threshold)


def said_carefully(count: int, threshold: int) -> str:
    """A count as it may be published, in steps of the threshold: "fewer than 5", "5 to 9" …

    Exact counts of what was left out would tell, from release to release, that one more came.
    """
    low = count // threshold * threshold
    return f"{low} to {low + threshold - 1}" if low else f"fewer than {threshold}"


def distinct_per_group(
    groups: Iterable[object], values: Iterable[str]
) -> dict[object, frozenset[str]]:
    """The distinct values of a field in each group."""
    seen: dict[object, set[str]] = {}
    for group, value in zip(groups, values, strict=True):
        seen.setdefault(group, set()).add(value)
    return {group: frozenset(found) for group, found in seen.items()}
