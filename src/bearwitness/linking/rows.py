"""One report as a row of whole numbers: what comparing it with many others looks at.

A row says what a gist says and nothing more. Names of things (words, towns, acts) are in it as
codes of 62 bits; only ids (of claims, of towns in the gazetteer) and the gist's stamp are text.
`columns.py` reads many rows at once without making an object of any. The layout is a header of
counts, one for each section, and the sections one after another, in units of eight bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from ..model.places import PlacePrecision
from .compare import FINE, SITE_OR_TOWN, events_place
from .intervals import length_days

if TYPE_CHECKING:
    from ..model.claim import Claim
    from .gist import Gist
    from .reports import About, Span

MARK = 0x62770001  # changes with the layout
NONE = -1
MANY = 2**31 - 1
NEWS = 45  # days; how long before its report an undated event may lie
LONGEST = 430  # days; of a longer interval only the last month is looked at
HAS_ABOUT, HAS_DENIALS = 1, 2
CLAIM = (  # the numbers of one claim; the first are codes
    "act", "country", "admin1", "town", "sex", "age", "nationality", "perpetrator",
    "earliest", "latest", "fine", "first", "last", "published", "least", "most",
)  # fmt: skip
CODED = 8
SECTIONS = (  # each with how many numbers one thing of it has
    ("plain", 2), ("signs", 8), ("words", 1), ("towns", 1), ("provinces", 1), ("streets", 1),
    ("title_towns", 1), ("ages", 1), ("sexes", 1), ("numbers", 1), ("killed", 1), ("wounded", 1),
    ("days", 2), ("main_days", 2), ("told", 2), ("hours", 1), ("dated", 3),
    ("claims", len(CLAIM)), ("said", 2),
)  # fmt: skip
SMALL = ("shingles", "text")  # sections of four bytes and of one byte, each filled up to eight
HEADER = 2 * ((len(SECTIONS) + len(SMALL) + 2) // 2)  # numbers of four bytes
_BITS = (1 << 62) - 1


@lru_cache(maxsize=100_000)
def code(*parts: object) -> int:
    """The code of a thing by its parts; NONE for nothing."""
    if parts == (None,):
        return NONE
    told = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big") & _BITS


def row_of(one: Gist) -> bytes:
    """The row of a gist."""
    held = _of_report(one.about) if one.about else {}
    held["plain"] = [
        _day(one.about.published if one.about else None),
        HAS_ABOUT * bool(one.about) + HAS_DENIALS * bool(one.denials),
    ]
    held["dated"] = _dated(one)
    published = one.header.published if one.header else None
    held["claims"] = [n for claim in one.claims for n in of_claim(claim, published)]
    held["said"] = [
        number
        for n, claim in enumerate(one.claims)
        for words in sorted({e.exact for e in claim.evidence if e.field == "act"})
        for number in (n, code(words))
    ]
    main = (one.about.main if one.about else None) or ""
    towns = sorted(one.about.towns, key=code) if one.about else ()
    told = (one.stamp, main, *(claim.id for claim in one.claims), *towns)
    text = "".join(f"{name}\n" for name in told)
    return _packed(held, one.shingles, text.encode("utf-8", "surrogatepass"))


def _packed(held: dict[str, list[int]], shingles: Sequence[int], text: bytes) -> bytes:
    parts = [held.get(name, ()) for name, _ in SECTIONS]
    counts = [len(part) // width for part, (_, width) in zip(parts, SECTIONS, strict=True)]
    header = [MARK, *counts, len(shingles), len(text)]
    header += [0] * (HEADER - len(header))
    numbers = list(chain.from_iterable(parts))
    whole = struct.pack(f"<{HEADER}I{len(numbers)}q{len(shingles)}I", *header, *numbers, *shingles)
    whole = whole.ljust(-(-len(whole) // 8) * 8, b"\0") + text
    return whole.ljust(-(-len(whole) // 8) * 8, b"\0")


def _of_report(one: About) -> dict[str, list[int]]:
    """The sections that say what a report is about."""
    signs = bytes.fromhex(one.title_signs)
    return {
        "signs": list(struct.unpack(f"<{len(signs) // 8}q", signs)),
        "words": _codes(one.words),
        "towns": _codes(one.towns),
        "provinces": sorted(code(*place) for place in one.provinces),
        "streets": _codes(one.streets),
        "title_towns": _codes(one.title_towns),
        "ages": _codes(one.ages),
        "sexes": _codes(one.sexes),
        "numbers": _people((most, died, least) for died, least, most in one.numbers),
        "killed": _people((most, least) for least, most in one.killed),
        "wounded": _people((most, least) for least, most in one.wounded),
        "days": _ends(one.days),
        "main_days": _ends(one.main_days),
        "told": _ends(one.told),
        "hours": sorted(one.hours),
    }


def _codes(names: Iterable[str]) -> list[int]:
    return sorted(map(code, names))


def _people(numbers: Iterable[tuple[int, ...]]) -> list[int]:
    """Codes of rows that end with the least number: odd where that is more than one."""
    return sorted(code(*number) & ~1 | (number[-1] > 1) for number in numbers)


def _ends(spans: Iterable[Span]) -> list[int]:
    return [day.toordinal() for span in spans for day in span]


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0


def _dated(one: Gist) -> list[int]:
    """The act and days of the main claim, where it says both of its days."""
    main = one.about.main if one.about else None
    claim = next((claim for claim in one.claims if claim.id == main), None)
    when = claim.when if claim else None
    if claim is None or when is None or when.earliest is None or when.latest is None:
        return []
    return [code(claim.act), when.earliest.toordinal(), when.latest.toordinal()]


def of_claim(claim: Claim, published: date | None) -> Iterator[int]:
    """The numbers of one claim, in the order of `CLAIM`."""
    place, group = events_place(claim), claim.affected
    is_town = place is not None and place.precision in SITE_OR_TOWN
    country = place.country if place else None
    admin1 = place.admin1 if place and place.precision is not PlacePrecision.COUNTRY else None
    kinds = sorted({str(p.kind) for p in claim.alleged_perpetrators} - {"unknown"})
    yield code(claim.act)
    yield code(country)
    yield code(country, admin1) if admin1 else NONE
    yield code((place.gazetteer_id or place.name) if place and is_town else None)
    for told in (group.sex, group.age, group.nationality) if group else (None, None, None):
        yield code(told or None)
    yield code(*kinds) if kinds else NONE
    yield from _days(claim, published)
    yield NONE if group is None else min(group.min, MANY)
    yield NONE if group is None else MANY if group.max is None else min(group.max, MANY)


def _days(claim: Claim, published: date | None) -> tuple[int, int, int, int, int, int]:
    """First and last day said, whether they are near, first and last possible, publication."""
    out = published.toordinal() if published else NONE
    when = claim.when
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    if when is None or first is None or last is None:
        return NONE, NONE, 0, out - NEWS if published else NONE, out, out
    fine = (length_days(when) or FINE + 1) <= FINE
    start = last.toordinal() - 30 if (last - first).days > LONGEST else first.toordinal()
    return first.toordinal(), last.toordinal(), int(fine), start, last.toordinal(), out
