"""Two dates that are the ends of one stretch: both carry the whole interval.

"Between March and May 2020", "from 3 to 7 June", "1939-45": each expression keeps its own TIMEX3
value and span; EDTF, days and precision are those of the stretch.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...model.dates import Precision, TimeExpression, TimeType

_HYPHEN = re.compile(r"\s?[-‐‑–—]\s?")
_TO = re.compile(r"\s(?:to|until|till|through)\s(?:the\s)?")
_AND = re.compile(r"\s(?:and|to|until|till|through)\s(?:the\s)?")
_FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)


def with_ranges(text: str, times: list[TimeExpression]) -> list[TimeExpression]:
    """`times` with the ends of ranges given the whole interval."""
    out = list(times)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        if _is_range(text, first, second):
            out[i], out[i + 1] = _joined(first, second)
    return out


def _is_range(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    if first.type is not TimeType.DATE or second.type is not TimeType.DATE:
        return False
    if not (first.earliest and second.latest and second.earliest and first.latest):
        return False
    if not (first.earliest <= second.earliest and first.latest <= second.latest):
        return False
    gap, before = (
        text[first.end : second.start],
        text[max(0, first.start - 16) : first.start],
    )
    if _HYPHEN.fullmatch(gap) or _TO.fullmatch(gap):
        return True
    return bool(_AND.fullmatch(gap) and (_BETWEEN.search(before) or _FROM.search(before)))


def _joined(first: TimeExpression, second: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    def plain(edtf: str | None) -> str | None:
        return edtf if edtf and re.fullmatch(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?", edtf) else None

    left = plain(first.edtf) or str(first.earliest)
    right = plain(second.edtf) or str(second.latest)
    both = {
        "edtf": f"{left}/{right}",
        "earliest": first.earliest,
        "latest": second.latest,
        "precision": Precision.INTERVAL,
    }
    return replace(first, **both), replace(second, **both)  # type: ignore[arg-type]
