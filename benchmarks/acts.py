"""Sentences that say police arrested, killed or used force: three ways of finding them.

Usage: python benchmarks/acts.py FOLDER   (docs.jsonl.gz and sents.jsonl.gz of IndiaPoliceEvents)

The ways: the forms of the verb cues alone; all cues without their conditions; the rules. Two thirds
of the articles (by a digest of their number) were looked at when the rules were written, the other
third was not; each is scored by itself. Prints one line of JSON for each way and part, with
precision, recall and F1 for each label, and for the rules the words read a second.
"""

import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import Any

from bearwitness.extract import extract
from bearwitness.extract.cues import index
from bearwitness.model.claim import Claim, ClaimKind, Modality
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse_many

LABELS = {
    "ARREST": {"arrest", "detention", "round-up"},
    "KILL": {"killing", "death in custody"},
    "FORCE": {"ill-treatment", "torture", "use of force", "raid"},
}
POLICE = {"police", "security forces", "paramilitary", "army", "unknown"}


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_unseen(number: int) -> bool:
    """Whether an article is of the third that no rule was written from."""
    return int(md5(str(number).encode(), usedforsecurity=False).hexdigest(), 16) % 3 == 2


def by_claims(claims: tuple[Claim, ...], acts: set[str]) -> list[int]:
    """Where the claims of these acts by police, or by nobody named, have their words."""
    return [
        e.start
        for c in claims
        if c.act in acts
        and c.kind in {ClaimKind.EVENT, ClaimKind.PATTERN}
        and c.modality is not Modality.DENIED
        and (not c.alleged_perpetrators or {p.kind for p in c.alleged_perpetrators} & POLICE)
        for e in c.evidence_for("act")
    ]


def by_words(doc: Any, acts: set[str], with_nouns: bool) -> list[int]:
    """Where a form of a cue of these acts stands, whatever is around it."""
    known = index()
    found = []
    for token in doc:
        cues = [*known.verbs.get(token.lower_, ())]
        cues = [c for c in cues if with_nouns or c.weight == 0]
        nouns = known.nouns.get(token.lower_, ()) if with_nouns else ()
        if any(c.act in acts for c in (*cues, *nouns)):
            found.append(token.idx)
    return found


def texts(folder: Path) -> Iterator[tuple[bool, str, list[tuple[int, int, set[str]]]]]:
    """Whether the article is unseen, its text, and its sentences with their labels."""
    sentences = defaultdict(list)
    for row in rows(folder / "sents.jsonl.gz"):
        sentences[str(row["doc_id"])].append(row)
    for row in rows(folder / "docs.jsonl.gz"):
        text, bounds = "", []
        for said in sentences[str(row["doc_id"])]:
            words = said["sent_text"]
            bounds.append((len(text), len(text) + len(words), set(said["sent_labels"])))
            text += words + " "
        yield is_unseen(int(row["doc_id"])), text, bounds


def f1(hits: int, ours: int, gold: int) -> dict[str, float]:
    precision, recall = hits / ours if ours else 0.0, hits / gold if gold else 0.0
    both = precision + recall
    score = 2 * precision * recall / both if both else 0.0
    return {"p": round(precision, 3), "r": round(recall, 3), "f1": round(score, 3)}


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(f"usage: python {sys.argv[0]} FOLDER")
    data = list(texts(Path(sys.argv[1])))
    counts: Counter[tuple[str, bool, str, str]] = Counter()
    words, seconds = 0, 0.0
    for (unseen, _, bounds), doc in zip(data, parse_many(t for _, t, _ in data), strict=True):
        start = time.process_time()
        claims = extract(doc, Header(id="report-benchmark")).claims
        seconds, words = seconds + time.process_time() - start, words + len(doc)
        for label, acts in LABELS.items():
            ways = {
                "verb forms": by_words(doc, acts, with_nouns=False),
                "all cues, no conditions": by_words(doc, acts, with_nouns=True),
                "rules": by_claims(claims, acts),
            }
            for way, hits in ways.items():
                for low, high, labels in bounds:
                    ours, gold = any(low <= h < high for h in hits), label in labels
                    counts[way, unseen, label, "ours"] += ours
                    counts[way, unseen, label, "gold"] += gold
                    counts[way, unseen, label, "hits"] += ours and gold
    for way in ("verb forms", "all cues, no conditions", "rules"):
        for unseen in (False, True):
            line: dict[str, Any] = {"way": way, "part": "unseen" if unseen else "seen"}
            for label in LABELS:
                cell = [counts[way, unseen, label, k] for k in ("hits", "ours", "gold")]
                line[label] = f1(*cell)
            print(json.dumps(line))
    print(json.dumps({"words": words, "extract words/s": round(words / seconds)}))


if __name__ == "__main__":
    main()
