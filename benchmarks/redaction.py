"""Recall by kind and precision by category of what is found, on a file of masked texts.

python benchmarks/redaction.py CASES.jsonl.gz [--first N | --from N]

Each row has `text` and `entities` with start_offset, end_offset, entity_type, entity_id and
identifier_type (DIRECT, QUASI or NO_MASK), the form of the Text Anonymization Benchmark. A mention
counts when every letter of it is covered; precision is in words. Prints one line of JSON, with the
time finding took as a share of the time parsing took.
"""

import argparse
import collections
import gzip
import json
import re
import time

from bearwitness.protect.exposure import find_exposures
from bearwitness.reference.parse import parse_many

WORD = re.compile(r"\w+")


def letters(text: str, start: int, end: int) -> set[int]:
    return {i for i in range(start, end) if text[i].isalnum()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("cases")
    options.add_argument("--first", type=int)
    options.add_argument("--from", type=int, default=0, dest="start")
    chosen = options.parse_args()
    with gzip.open(chosen.cases, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][chosen.start : chosen.first]
    started = time.process_time()
    docs = list(parse_many(row["text"] for row in rows))
    parsing = time.process_time() - started
    started = time.process_time()
    found = [find_exposures(doc) for doc in docs]
    finding = time.process_time() - started
    total, hit = collections.Counter(), collections.Counter()
    for row, exposures in zip(rows, found, strict=True):
        text, gold = row["text"], set()
        covered = {i for e in exposures for i in range(e.start, e.end)}
        for mention in row["entities"]:
            if mention["identifier_type"] == "NO_MASK":
                continue
            wanted = letters(text, mention["start_offset"], mention["end_offset"])
            gold |= wanted
            for kind in ("all", mention["entity_type"], mention["identifier_type"]):
                total["recall", kind] += 1
                hit["recall", kind] += wanted <= covered
        for e in exposures:
            for word in WORD.finditer(text, e.start, e.end):
                for kind in ("all", e.category):
                    total["precision", kind] += 1
                    hit["precision", kind] += word.start() in gold
    out: dict[str, object] = {
        measure: {k: round(hit[m, k] / n, 3) for (m, k), n in sorted(total.items()) if m == measure}
        for measure in ("recall", "precision")
    }
    words = sum(len(row["text"].split()) for row in rows)
    out |= {
        "words": words,
        "words_per_s": round(words / finding),
        "share_of_parse": round(finding / parsing, 3),
    }
    print(json.dumps(out))


if __name__ == "__main__":
    main()
