"""Recall by kind and precision by category of what is found, on a file of masked texts.

python benchmarks/redaction.py CASES.jsonl.gz [--first N | --from N] [--rules]

Each row has `text` and `entities` with start_offset, end_offset, entity_type, entity_id and
identifier_type (DIRECT, QUASI or NO_MASK), the form of the Text Anonymization Benchmark. A mention
counts when every letter of its words is covered, small words like "of" left out; an entity when all
its mentions do; precision is in words. Prints one line of JSON, with the time finding took as a
share of the time parsing took. --rules leaves the taggers out.
"""

import argparse
import collections
import gzip
import json
import re
import time
from typing import Any

from bearwitness.protect.exposure import find_exposures
from bearwitness.reference.parse import parse_many

WORD = re.compile(r"\w+(?:[.'’/-]\w+)*")
SMALL = frozenset(
    "mr mrs ms no nr about of in at on by for to from with the a an and or this that".split()
)

Spans = set[tuple[int, int]]


def words(text: str, start: int = 0, end: int | None = None) -> Spans:
    """Where the words that count stand."""
    found = WORD.finditer(text, start, len(text) if end is None else end)
    return {m.span() for m in found if m.group().lower() not in SMALL}


def judged(row: dict[str, Any], exposures: Any, n: collections.Counter[tuple[str, str]]) -> None:
    """Adds one text's mentions, entities and words to the counts."""
    text, gold = row["text"], set()
    covered = {i for e in exposures for i in range(e.start, e.end)}
    masked = {w for w in words(text) if all(i in covered for i in range(*w) if text[i].isalnum())}
    entities: dict[str, list[tuple[str, bool]]] = collections.defaultdict(list)
    for mention in row["entities"]:
        if mention["identifier_type"] == "NO_MASK":
            continue
        wanted = words(text, mention["start_offset"], mention["end_offset"])
        gold |= wanted
        is_found = all(
            i in covered for w in wanted for i in range(*w) if text[i].isalnum()
        )  # fmt: skip
        entities[mention["entity_id"]].append((mention["identifier_type"], is_found))
        for kind in ("all", mention["entity_type"]):
            n["mentions", kind] += 1
            n["mentions found", kind] += is_found
    for mentions in entities.values():
        kind = "direct" if any(k == "DIRECT" for k, _ in mentions) else "quasi"
        n["entities", kind] += 1
        n["entities found", kind] += all(is_found for _, is_found in mentions)
    n["masked", "all"] += len(masked)
    n["masked right", "all"] += len(masked & gold)
    for e in exposures:
        of_it = words(text, e.start, e.end)
        n["masked", e.category] += len(of_it)
        n["masked right", e.category] += len(of_it & gold)


def shares(n: collections.Counter[tuple[str, str]], right: str, of: str) -> dict[str, float]:
    kinds = sorted({kind for what, kind in n if what == of})
    return {kind: round(n[right, kind] / max(1, n[of, kind]), 4) for kind in kinds}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("cases")
    options.add_argument("--first", type=int)
    options.add_argument("--from", type=int, default=0, dest="start")
    options.add_argument("--rules", action="store_true")
    chosen = options.parse_args()
    with gzip.open(chosen.cases, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][chosen.start : chosen.first]
    started = time.process_time()
    docs = list(parse_many(row["text"] for row in rows))
    parsing = time.process_time() - started
    find_exposures(docs[0], learned=not chosen.rules)  # what is loaded once is not timed
    started = time.process_time()
    found = [find_exposures(doc, learned=not chosen.rules) for doc in docs]
    finding = time.process_time() - started
    n: collections.Counter[tuple[str, str]] = collections.Counter()
    for row, exposures in zip(rows, found, strict=True):
        judged(row, exposures, n)
    said = sum(len(row["text"].split()) for row in rows)
    print(
        json.dumps(
            {
                "mention_recall": shares(n, "mentions found", "mentions"),
                "entity_recall": shares(n, "entities found", "entities"),
                "precision": shares(n, "masked right", "masked"),
                "words": said,
                "words_per_s": round(said / finding),
                "share_of_parse": round(finding / parsing, 3),
            }
        )
    )


if __name__ == "__main__":
    main()
