"""What a report is mainly about: its country, city, year, month and day, on a file of HRDsAttack.

    python benchmarks/violations.py HRDSATTACK.json [FROM] [TO]

Prints, of the articles FROM to TO where people gave the field, the share that the main claim has
right: as written, and with a country under any of its names ("USA", "People's Republic of China";
England, Scotland and Wales as the United Kingdom). Then how many main claims have a time or place
of their own, one given to them, or none; and for how many articles the text names the right one.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from articles import article_text

from bearwitness import read_texts
from bearwitness.model.claim import Claim
from bearwitness.model.reading import Reading
from bearwitness.reference.gazetteer import gazetteer

FIELDS = ("country", "country by any name", "city", "year", "month", "day")
MONTHS = (
    "january february march april may june july august september october november december"
).split()


def plain(value: Any) -> str | None:
    words = str(value).strip().lower()
    return None if words in {"none", "nan", "", "unknown"} else re.sub(r"\.0$", "", words)


def given(row: dict[str, Any]) -> dict[str, str | None]:
    """What people gave, as text; a country by its code too."""
    found = {key: plain(row.get(key)) for key in ("country", "city", "year", "month")}
    month = found["month"]
    found["month"] = str(MONTHS.index(month) + 1) if month in MONTHS else number(month)
    found["day"] = number(plain(row.get("date")))
    found["country by any name"] = code_of(found["country"]) if found["country"] else None
    return found


def number(words: str | None) -> str | None:
    """The number that people wrote, without a nought before it; None for other words."""
    return str(int(words)) if words and words.isdigit() else None


def code_of(name: str) -> str:
    """The country's code; the words themselves where no country bears them."""
    places = gazetteer().lookup(name)
    return next(
        (p.country for p in places if p.country and p.precision in {"country", "region"}), name
    )


def have(claim: Claim | None) -> dict[str, set[str | None]]:
    """What a claim says of each field."""
    where = claim.where if claim else ()
    when = claim.when if claim else None
    first, last = (when.earliest, when.latest) if when else (None, None)
    same: dict[str, set[str | None]] = {"year": set(), "month": set(), "day": set()}
    if first and last and first.year == last.year:
        same["year"] = {str(first.year)}
        if first.month == last.month:
            same["month"] = {str(first.month)}
            same["day"] = {str(first.day)} if first.day == last.day else set()
    return same | {
        "country": {plain(p.country_name) for p in where},
        "country by any name": {p.country for p in where},
        "city": {plain(p.name) for p in where},
    }


def named(reading: Reading) -> dict[str, set[str | None]]:
    """What any time or place of the text says of each field."""
    found = have(None)
    for time in reading.times:
        a, b = time.earliest, time.latest
        if time.when and a and b and a.year == b.year:
            found["year"].add(str(a.year))
            if a.month == b.month:
                found["month"].add(str(a.month))
                found["day"] |= {str(a.day)} if a.day == b.day else set()
    for place in reading.places:
        found["country"].add(plain(place.country_name))
        found["country by any name"].add(place.country)
        found["city"] |= {plain(place.name), plain(place.exact)}
    return found


def main_claims(rows: list[dict[str, Any]]) -> Iterator[tuple[Reading, Claim | None]]:
    records = [
        {
            "text": article_text(s),
            "title": s["Input.title"],
            "published": s["Input.publish_date"][:10],
        }
        for s in (row["sample"] for row in rows)
    ]
    for reading in read_texts(records):
        yield reading, next((c for c in reading.claims if c.id == reading.primary), None)


def way(claim: Claim | None, field: str) -> str:
    """How a claim came by its time or place."""
    if claim is None or not getattr(claim, field):
        return "none"
    reasons = next((c.reasons for c in claim.confidences if c.field == field), ())
    return next((name for name in ("own", "given") if name in reasons), "from a sentence near")


def main() -> None:
    rows = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    first, last = (int(sys.argv[k]) if len(sys.argv) > k else None for k in (2, 3))
    rows = rows[first:last]
    count: Counter[tuple[str, str]] = Counter()
    for row, (reading, claim) in zip(rows, main_claims(rows), strict=True):
        want, ours, text = given(row["merged_sample"]), have(claim), named(reading)
        for field in FIELDS:
            if want[field] is not None:
                count[field, "given"] += 1
                count[field, "right"] += want[field] in ours[field]
                count[field, "in the text"] += want[field] in text[field]
        for field in ("when", "where"):
            count[field, way(claim, field)] += 1
    print(f"{'':20} {'given':>6} {'right':>6} {'share':>6} {'in the text':>12}")
    for field in FIELDS:
        n, right = count[field, "given"], count[field, "right"]
        print(
            f"{field:20} {n:6} {right:6} {right / max(1, n):6.3f} {count[field, 'in the text']:12}"
        )
    for field in ("when", "where"):
        ways = ", ".join(f"{name} {n}" for (f, name), n in sorted(count.items()) if f == field)
        print(f"{field}: {ways}")


if __name__ == "__main__":
    main()
