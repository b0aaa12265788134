"""Ways of finding who said what, compared on annotated texts.

    python benchmarks/attributions.py GOLD.jsonl.gz [--first N]

GOLD has one JSON object a line: `text`, and `ann`, a mapping of name to brat standoff text with
roles Source, Cue and Content (the layout of PolNeAR). Prints one line for each way: F1 of source,
cue and content tokens and of whole attributions (content overlaps by half or more, sources
overlap), and microseconds a word, beside what the parser takes.
"""

import argparse
import collections
import gzip
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bearwitness.extract.attributions import RULES, Rule, find_attributions
from bearwitness.extract.saying.draft import Draft
from bearwitness.extract.saying.headlines import headline_drafts
from bearwitness.extract.saying.phrases import according_drafts, adjective_drafts, noun_drafts
from bearwitness.extract.saying.quotes import quotes
from bearwitness.extract.saying.spans import Page
from bearwitness.extract.saying.verbs import verb_drafts
from bearwitness.reference.parse import parse_many

Stretch = tuple[int, int]
Event = dict[str, list[Stretch]]  # role → stretches
ROLES = ("Source", "Cue", "Content")


def gold_events(row: dict[str, Any]) -> list[Event]:
    """The annotated attributions of one document."""
    out = []
    for ann in row["ann"].values():
        spans: dict[str, list[Stretch]] = {}
        for line in ann.splitlines():
            if line.startswith("T") and line.count("\t") >= 1:
                key, body, *_ = line.split("\t")
                where = body.partition(" ")[2]
                spans[key] = [(int(a), int(b)) for a, b in (p.split() for p in where.split(";"))]
            elif line.startswith("E") and "\t" in line:
                event: Event = collections.defaultdict(list)
                for part in line.split("\t")[1].split():
                    role, _, key = part.partition(":")
                    event[role.rstrip("0123456789")] += spans.get(key, [])
                out.append(event)
    return out


def covered(spans: Iterable[Stretch]) -> set[int]:
    """The code points inside any of the stretches."""
    return {i for a, b in spans for i in range(a, b)}


_SAYERS = "said|says|say|told|added|wrote|asked|noted|announced|claimed|explained|warned|reported"
_AFTER = re.compile(rf"\s*(?P<v>{_SAYERS})\s+(?P<s>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)")
_BEFORE = re.compile(
    rf"\s*(?P<s>(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*|he|she|they)) (?P<v>{_SAYERS})"
)
_REPORTED = re.compile(
    rf"(?P<s>(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*|[Hh]e|[Ss]he|[Tt]hey)) (?P<v>{_SAYERS})"
    r" (?P<c>(?:that )?[^.“\"\n]{15,})"
)


def quote_first(text: str) -> list[Event]:
    """No parse: each quotation goes to the nearest listed verb and name; "X said …" to the stop."""
    out: list[Event] = []
    found = quotes(text)
    for q in found:
        m = _AFTER.match(text, q.end) or _BEFORE.match(text, q.end)
        if m:
            event = {"Source": [m.span("s")], "Cue": [m.span("v")], "Content": [(q.start, q.end)]}
            out.append(event)
        elif out and q.end - q.start > 25:
            out[-1]["Content"].append((q.start, q.end))
    inside = covered((q.start, q.end) for q in found)
    for m in _REPORTED.finditer(text):
        if m.start() not in inside:
            out.append({"Source": [m.span("s")], "Cue": [m.span("v")], "Content": [m.span("c")]})
    return out


def sayings(page: Page) -> Iterator[Draft]:
    """Verbs with a clause or a quotation only."""
    return (d for d in verb_drafts(page) if d.rule == "that")


WAYS: dict[str, tuple[Rule, ...]] = {
    "parse: verbs with a clause or quotation": (sayings,),
    "+ according to": (sayings, according_drafts),
    "+ stances (object, infinitive, preposition, passive)": (verb_drafts, according_drafts),
    "+ nouns": (verb_drafts, according_drafts, noun_drafts),
    "+ adjectives": (verb_drafts, according_drafts, noun_drafts, adjective_drafts),
    "+ headlines": (
        verb_drafts, according_drafts, noun_drafts, adjective_drafts, headline_drafts,
    ),
    "all rules": RULES,
}  # fmt: skip


def by_rules(rules: tuple[Rule, ...]) -> Callable[[Any], list[Event]]:
    """A way that reads a parsed document with these rules."""

    def read(doc: Any) -> list[Event]:
        return [
            {
                "Source": [(a.source.start, a.source.end)] if a.source else [],
                "Cue": [(a.cue.start, a.cue.end)] if a.cue else [],
                "Content": [(s.start, s.end) for s in a.content],
            }
            for a in find_attributions(doc, rules)
        ]

    return read


def tally(n: collections.Counter[Any], text: str, theirs: list[Event], ours: list[Event]) -> None:
    """Add one document to the counts."""
    starts = [m.start() for m in re.finditer(r"\w+", text)]
    for role in ROLES:
        g, p = (covered(s for e in side for s in e.get(role, [])) for side in (theirs, ours))
        n[role, "g"] += sum(i in g for i in starts)
        n[role, "p"] += sum(i in p for i in starts)
        n[role, "tp"] += sum(i in g and i in p for i in starts)
    used: set[int] = set()
    sets = [(covered(a["Content"]), covered(a["Source"])) for a in ours]
    for e in theirs:
        content, source = covered(e.get("Content", [])), covered(e.get("Source", []))
        for i, (c, s) in enumerate(sets):
            half = content and 2 * len(content & c) >= len(content | c)
            if i not in used and half and (source & s or not source):
                used.add(i)
                break
    n["Whole", "tp"] += len(used)
    n["Whole", "g"] += len(theirs)
    n["Whole", "p"] += len(ours)


def line(name: str, n: collections.Counter[Any], seconds: float, words: int) -> str:
    """One row of the table."""
    cells = []
    for role in ("Content", "Source", "Cue", "Whole"):
        both, p, g = n[role, "tp"], n[role, "p"], n[role, "g"]
        cells.append(f"{role.lower()} {2 * both / (p + g):.3f} (p {both / p:.2f} r {both / g:.2f})")
    return f"{name:55} {'  '.join(cells)}  {1e6 * seconds / words:5.1f} us/word"


def main() -> None:
    """Read the gold, run every way, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold")
    parser.add_argument("--first", type=int, default=None, help="only so many documents")
    args = parser.parse_args()
    with gzip.open(args.gold, "rt", encoding="utf-8") as lines:
        rows = [json.loads(row) for row in lines][: args.first]
    start = time.process_time()
    docs = list(parse_many(row["text"] for row in rows))
    words = sum(len(doc) for doc in docs)
    print(f"parse: {1e6 * (time.process_time() - start) / words:.1f} us/word, {words} words")
    golds = [gold_events(row) for row in rows]
    ways: list[tuple[str, Callable[[Any], list[Event]]]] = [
        ("no parse: quotations first, then a list of verbs", lambda doc: quote_first(doc.text)),
        *((name, by_rules(rules)) for name, rules in WAYS.items()),
    ]
    for name, way in ways:
        n: collections.Counter[Any] = collections.Counter()
        seconds = 0.0
        for doc, theirs in zip(docs, golds, strict=True):
            start = time.process_time()
            ours = way(doc)
            seconds += time.process_time() - start
            tally(n, doc.text, theirs, ours)
        print(line(name, n, seconds, words))


if __name__ == "__main__":
    main()
