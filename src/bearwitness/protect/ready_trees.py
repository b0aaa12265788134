"""Ready-made hierarchies for any table: place, date, age, group size, act.

The rules: how a value is taken up is data (`ready` in vocabulary/hierarchies.yml); every value ends
in "*"; an empty cell stays empty until then; a value that does not fit is refused by its column.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ..model.errors import WrongUse
from ..reference.vocabulary import load_yaml, vocabulary
from .hierarchies import ANY

Path = tuple[str, ...]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def ready_names() -> tuple[str, ...]:
    """The names of the ready-made hierarchies."""
    return tuple(load_yaml("hierarchies")["ready"])


def ready_tree(name: str, column: str) -> Callable[[Sequence[str]], Mapping[str, Path]]:
    """A ready-made hierarchy: from values to their generalisations, fine to coarse.

    What it gives raises WrongUse, naming the column, when values do not fit.
    """
    given: Mapping[str, Any] = load_yaml("hierarchies")["ready"][name]
    rule, depth = _RULES[given["rule"]], _depth(given)

    def tree(values: Sequence[str]) -> dict[str, Path]:
        paths = {value: rule(given, value) if value else ("",) * depth for value in values}
        if unfit := sum(path is None for path in paths.values()):
            raise WrongUse(
                f"{unfit} values of column '{column}' do not fit the hierarchy '{name}'",
                "correct them, or give a hierarchy of your own as a file",
            )
        return {value: (*path, ANY) for value, path in paths.items() if path is not None}

    return tree


def _depth(given: Mapping[str, Any]) -> int:
    """How many generalisations there are before "*"."""
    match given["rule"]:
        case "number":
            return len(given["widths"])
        case "bands":
            return len(given["bands"])
        case "words":
            return int(given["depth"]) - 1
        case "date":
            return 3
        case "family":
            return 1
        case _:
            return 0


def _number(given: Mapping[str, Any], value: str) -> Path | None:
    if not value.isdecimal():
        return None
    number, widths = int(value), given["widths"]
    if any(wide % narrow for narrow, wide in pairwise(widths)):
        raise WrongUse("each width of a number's bands must divide the next", "see hierarchies.yml")
    lows = [(number // width * width, width) for width in widths]
    return tuple(f"{low}-{low + width - 1}" for low, width in lows)


def _date(_given: Mapping[str, Any], value: str) -> Path | None:
    """A year or a month is as coarse as it is, and climbs from there."""
    found = _DATE.fullmatch(value)
    if not found:
        return None
    year, month, _ = found.groups()
    if month is None:
        return value, value, value
    if not 1 <= int(month) <= 12:
        return None
    return f"{year}-{month}", f"{year}-Q{(int(month) + 2) // 3}", year


def _words(given: Mapping[str, Any], value: str) -> Path | None:
    """A place of fewer parts is as coarse as it is, and climbs from there."""
    parts, depth = [part.strip() for part in value.split(",")], int(given["depth"])
    if len(parts) > depth or not all(parts):
        return None
    return tuple(", ".join(parts[-keep:]) for keep in range(depth - 1, 0, -1))


def _bands(given: Mapping[str, Any], value: str) -> Path | None:
    if not value.isdecimal():
        return None
    path = tuple(_band(row, int(value)) for row in given["bands"])
    return None if None in path else tuple(band for band in path if band is not None)


def _band(row: Sequence[Sequence[Any]], number: int) -> str | None:
    fits = (str(name) for name, low, high in row if low <= number and (not high or number <= high))
    return next(fits, None)


def _family(given: Mapping[str, Any], value: str) -> Path | None:
    codes = vocabulary(str(given["vocabulary"]))
    return (codes[value].family or value,) if value in codes else None


def _drop(_given: Mapping[str, Any], _value: str) -> Path | None:
    return ()


_RULES: dict[str, Callable[[Mapping[str, Any], str], Path | None]] = {
    "number": _number,
    "date": _date,
    "words": _words,
    "bands": _bands,
    "family": _family,
    "drop": _drop,
}
