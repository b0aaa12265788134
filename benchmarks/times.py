"""Scores and speed of the time finder on a TIMEX3 file, beside the bare parser on the same texts.

python benchmarks/times.py PATH [PART]

The file has one JSON object a line: "text", "dct" (YYYY-MM-DD) and "timexes" with "start", "end",
"type" and "value"; or, as in tests/quality, "published" and "times" with "timex" for the value.
With PART only the lines of that "part" are read, such as "kept aside". Strict is the exact span,
relaxed any overlap one to one, value F1 is relaxed F1 times the share of right values, as in
TempEval-3 (UzZaman et al. 2013).
"""

import gzip
import json
import sys
from collections.abc import Iterable
from datetime import date
from time import process_time
from typing import Any

from bearwitness.extract.when import find_times
from bearwitness.model.dates import TimeExpression
from bearwitness.reference.parse import parse_many


def overlap(found: TimeExpression, gold: dict[str, Any]) -> int:
    """Shared code points; not positive when there are none."""
    return int(min(found.end, gold["end"]) - max(found.start, gold["start"]))


def scores(
    rows: Iterable[dict[str, Any]], read: list[tuple[TimeExpression, ...]]
) -> dict[str, float]:
    """Strict, relaxed, value and type F1."""
    hits = dict.fromkeys(("strict", "relaxed", "value", "type"), 0)
    total = 0
    for row, times in zip(rows, read, strict=True):
        left = list(times)
        total += len(times) + len(row["timexes"])
        for gold in row["timexes"]:
            hits["strict"] += any((t.start, t.end) == (gold["start"], gold["end"]) for t in times)
            best = max(left, key=lambda t: overlap(t, gold), default=None)
            if best is None or overlap(best, gold) <= 0:
                continue
            left.remove(best)
            hits["relaxed"] += 1
            hits["value"] += best.timex == gold["value"]
            hits["type"] += best.type == gold["type"]
    return {name: round(2 * n / max(1, total), 4) for name, n in hits.items()}


def texts_of(path: str, part: str | None = None) -> list[dict[str, Any]]:
    """The annotated texts of a file, all of them or those of one part."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        if "times" in row:
            row["dct"] = row["published"]
            row["timexes"] = [{**time, "value": time["timex"]} for time in row["times"]]
    return [row for row in rows if part is None or row["part"] == part]


def main(path: str, part: str | None = None) -> None:
    """Print one line of JSON."""
    rows = texts_of(path, part)
    words = sum(len(row["text"].split()) for row in rows)
    begun = process_time()
    docs = list(parse_many(row["text"] for row in rows))
    parsed = process_time()
    read = [
        find_times(doc, date.fromisoformat(row["dct"])) for doc, row in zip(docs, rows, strict=True)
    ]
    done = process_time()
    print(
        json.dumps(
            {
                **scores(rows, read),
                "parse_words_per_s": round(words / (parsed - begun)),
                "times_words_per_s": round(words / (done - parsed)),
                "share_of_parse": round((done - parsed) / (parsed - begun), 3),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:3])
