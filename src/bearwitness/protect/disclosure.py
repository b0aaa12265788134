"""Small counts and the variety of groups: what every check of a release counts with."""

from collections.abc import Iterable, Mapping


def small_cells(counts: Mapping[str, int], threshold: int) -> list[str]:
    """Cells with 1 to `threshold` - 1, sorted.

    Source: Hundepool et al. 2012, Statistical Disclosure Control, threshold rule.
    """
    return sorted(cell for cell, n in counts.items() if 0 < n < threshold)


def said_carefully(count: int, threshold: int) -> str:
    """A count as it may be published: itself, or "fewer than" the threshold."""
    return str(count) if count == 0 or count >= threshold else f"fewer than {threshold}"


def distinct_per_group(
    groups: Iterable[object], values: Iterable[str]
) -> dict[object, frozenset[str]]:
    """The distinct values of a field in each group."""
    seen: dict[object, set[str]] = {}
    for group, value in zip(groups, values, strict=True):
        seen.setdefault(group, set()).add(value)
    return {group: frozenset(found) for group, found in seen.items()}
