"""Speed of reading against bare spaCy, and memory over many articles.

    .venv/bin/python benchmarks/reading.py speed [PATH ...] [--articles 60] [--rounds 5]
    .venv/bin/python benchmarks/reading.py stages [PATH ...] [--articles 60]
    .venv/bin/python benchmarks/reading.py memory [PATH ...] [--articles 10000] [--words 200]

PATH is a folder of .txt and .md files, or a .json, .jsonl or .jsonl.gz file whose records hold a
"text" (or an "Input.article_interface", as HRDsAttack ships it). Without one, the sample reports
of this repository are read. When the articles run out they are told again, with one word in eight
of those that begin with a capital replaced by an invented one: new words never stop coming.

`speed`: `read_texts` with everything on and bare spaCy (the same model, all its components, the
same texts in the same order) take turns on ONE core, both with their model loaded; prints the
words a second of each round and the median of their ratios.
`stages`: how the time of reading is shared out, in one process.
`memory`: resident memory at each 1,000 articles, of the largest process and of all together (each
the highest since the last line), sampled after every article; growth is the last line against
that of article 2,000.
"""

import argparse
import gzip
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any

from articles import article_text

os.environ.setdefault("OMP_NUM_THREADS", "1")

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "reports"
CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")
SYLLABLES = "ba do fi gu ha je ki lo mu na pe ri so ta ve wu xi yo za chu shi tre bol dar".split()
SEED = 20210824
EVERY = 1_000  # articles between two lines
BASE = 2_000  # the article from which growth is counted


def articles(paths: list[Path]) -> list[str]:
    """The texts of every file named, in order."""
    found = [text for path in paths or [SAMPLES] for text in texts_of(path)]
    return found or sys.exit("no texts there")


def texts_of(path: Path) -> Iterator[str]:
    if path.is_dir():
        for file in sorted(p for p in path.iterdir() if p.suffix in {".txt", ".md"}):
            yield file.read_text(encoding="utf-8")
        return
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        records = json.load(file) if path.suffix == ".json" else map(json.loads, file)
        for record in records:
            yield record["text"] if "text" in record else article_text(record["sample"])


def endless(texts: list[str]) -> Iterator[str]:
    """The texts, and then the texts again with invented words, for ever."""
    yield from texts
    for turn in count(1):
        chance = Random(SEED + turn)
        for text in texts:
            yield CAPITALISED.sub(partial(_perhaps_invented, chance), text)


def _perhaps_invented(chance: Random, match: re.Match[str]) -> str:
    if chance.random() > 1 / 8:
        return match.group()
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def cut(text: str, words: int | None) -> str:
    """The first `words` words, with their spacing."""
    if words is None:
        return text
    ends = [match.end() for match in islice(re.finditer(r"\S+", text), words)]
    return text[: ends[-1]] if ends else text


def told(text: str) -> dict[str, Any]:
    """The record to read: a text of its own, its first words for a title."""
    return {"text": text, "title": cut(text, 10), "published": "2021-08-24"}


def speed(texts: list[str], rounds: int) -> dict[str, Any]:
    """Words a second of reading and of bare spaCy, taking turns on one core."""
    import spacy

    from bearwitness import read_text, read_texts
    from bearwitness.reference.parse import MODEL

    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:1])
    bare = spacy.load(MODEL)
    words = sum(len(bare.make_doc(text)) for text in texts)
    read_text(**told(texts[0]))
    list(bare.pipe(texts[:2]))
    ways: dict[str, Callable[[], Any]] = {
        "read_texts": lambda: sum(1 for _ in read_texts(map(told, texts))),
        "bare spaCy": lambda: sum(1 for _ in bare.pipe(texts)),
    }
    seconds: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for turn in range(rounds):
        for way in sorted(ways, reverse=bool(turn % 2)):
            seconds[way].append(timed(ways[way]))
    ratios = [b[0] / a[0] for a, b in zip(*(seconds[w] for w in ways), strict=True)]
    busy = [b[1] / a[1] for a, b in zip(*(seconds[w] for w in ways), strict=True)]
    return {
        "texts": len(texts),
        "words": words,
        "words a processor second": {
            way: [round(words / used) for _, used in rows] for way, rows in seconds.items()
        },
        "ratio by processor time, median": round(statistics.median(busy), 3),
        "ratio by the clock, median": round(statistics.median(ratios), 3),
        "rounds": [round(ratio, 3) for ratio in busy],
    }


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor in this process and those it has ended."""
    clock, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    used = sum(after[:4]) - sum(before[:4])
    return time.perf_counter() - clock, used


def stages(texts: list[str]) -> dict[str, Any]:
    """The share of processor time of each stage of reading, in one process."""
    from bearwitness.api import header_of
    from bearwitness.extract import claims as claims_stage
    from bearwitness.extract import statements
    from bearwitness.extract.attributions import find_attributions
    from bearwitness.extract.headline import title_gist, title_towns
    from bearwitness.extract.participants import with_participants
    from bearwitness.extract.primary import with_primary
    from bearwitness.extract.streets import act_streets
    from bearwitness.extract.weighed.choose import weigh
    from bearwitness.extract.weighed.nations import fill_nations
    from bearwitness.extract.when import find_times
    from bearwitness.extract.where import event_places, find_places
    from bearwitness.extract.words import content_words
    from bearwitness.protect.exposure import find_exposures
    from bearwitness.reference.gazetteer import gazetteer
    from bearwitness.reference.gists import signs
    from bearwitness.reference.parse import parse_many

    used: dict[str, float] = {}

    def step(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        found = work()
        used[name] = used.get(name, 0.0) + time.process_time() - start
        return found

    known = gazetteer()
    list(parse_many(texts[:2]))
    signs("a title")
    docs = step("parse", lambda: list(parse_many(texts)))
    titles = step("titles", lambda: list(parse_many(cut(text, 10) for text in texts)))
    for doc, title, text in zip(docs, titles, texts, strict=True):
        head = header_of(told(text))
        exposures = step("exposures", partial(find_exposures, doc))
        times = step("times", partial(find_times, doc, head.published))
        places = step("places", partial(find_places, doc, known, head))
        said = step("attributions", partial(find_attributions, doc))
        about = (doc, head, times, event_places(places, doc), said, known.demonym)
        drafts, setting = step("acts", partial(claims_stage.act_drafts, *about[:4], about[5], said))
        step("weighed", partial(weigh, drafts, setting))
        named = (head.title, places, known.demonym)
        step("weighed", partial(fill_nations, drafts, setting, *named))
        said = step("acts", partial(with_participants, doc, said, drafts))
        found = (drafts, setting, head, times, about[3], said)
        claims = step("acts", partial(claims_stage.act_claims, *found))
        claims += step("statements", partial(statements.estimate_claims, *about))
        claims += step("statements", partial(statements.norm_claims, doc, head, said))
        claims += step("statements", partial(statements.response_claims, doc, head, said))
        step("main claim", partial(with_primary, doc, head, claims, times, places))
        words = step("words", partial(content_words, doc, exposures))
        step("words", partial(act_streets, doc, claims))
        step("titles", partial(title_towns, title, head, places))
        gist = step("titles", partial(title_gist, title, words))
        step("titles", partial(signs, gist))
    whole = sum(used.values())
    return {
        "words": sum(map(len, docs)),
        "seconds": {name: round(value, 2) for name, value in used.items()},
        "share": {name: round(value / whole, 3) for name, value in used.items()},
        "parse, of all": round(used["parse"] / whole, 3),
    }


def memory(texts: list[str], total: int, words: int | None) -> Iterator[dict[str, Any]]:
    """A line each 1,000 articles, and one that says how much memory grew."""
    from bearwitness import read_texts

    lines: list[dict[str, Any]] = []
    largest = whole = 0.0
    start = time.perf_counter()
    source = (told(cut(text, words)) for text in islice(endless(texts), total))
    for number, _ in enumerate(read_texts(source), start=1):
        sizes = list(resident(os.getpid()))
        largest, whole = max(largest, *sizes), max(whole, sum(sizes))
        if number % EVERY == 0 or number == total:
            took = round(time.perf_counter() - start)
            lines.append({"article": number, "largest MB": round(largest),
                          "all MB": round(whole), "processes": len(sizes), "s": took})  # fmt: skip
            yield lines[-1]
            largest = whole = 0.0
    base = next((line for line in lines if line["article"] >= BASE), lines[-1])
    yield {
        f"growth from {base['article']} to {total}": {
            what: f"{lines[-1][what] / base[what] - 1:+.1%}" for what in ("largest MB", "all MB")
        },
        f"highest after {base['article']}": {
            what: max(line[what] for line in lines if line["article"] >= base["article"])
            for what in ("largest MB", "all MB")
        },
    }


def resident(process: int) -> Iterator[float]:
    """Resident megabytes of a process and of all below it (Linux)."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        below = [
            int(child)
            for thread in Path(f"/proc/{process}/task").iterdir()
            for child in (thread / "children").read_text().split()
        ]
    except (FileNotFoundError, ProcessLookupError):
        return
    yield pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    for child in below:
        yield from resident(child)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["speed", "stages", "memory"])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--words", type=int, help="only the first so many words of each article")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    texts = articles(asked.paths)
    if asked.what == "memory":
        for line in memory(texts, asked.articles or 10_000, asked.words):
            print(json.dumps(line), flush=True)
        return
    some = [cut(text, asked.words) for text in islice(endless(texts), asked.articles or 60)]
    found = speed(some, asked.rounds) if asked.what == "speed" else stages(some)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
