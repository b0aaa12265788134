"""How often the chain of sources of an act is right, in short invented passages of the field.

`python benchmarks/sources_field.py [--show]`

tests/quality/sources_field.jsonl was written by hand before the program read it, one passage a
line: `form` is the way a source is brought in ("own" where the report speaks in its own voice
although somebody speaks nearby), and each of `acts` has `words`, which the act words of a claim
must meet, and `source`, the chains an officer would write, each from the one closest to the event
outward, joined by ">", without the outlet itself; "" is the report's own voice.

Every third passage, from the first on, is kept aside: only its figures are looked at, never what
was read in it. `--show` prints what is wrong in the others. Only acts that were read count for
`right`; `read` is their share. "sure" is the mean confidence of the field where it counts.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bearwitness import read_texts
from bearwitness.model.claim import Claim

PASSAGES = Path(__file__).resolve().parent.parent / "tests" / "quality" / "sources_field.jsonl"
PARTS = ("looked at", "kept aside")
OWN_VOICE = "own"
_FRAME = {"published": "2024-06-20", "outlet": "The Example Monitor", "title": ""}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """One marked act, the chain read for it, None where no claim was read, and how sure."""

    passage: Row
    act: Row
    chain: str | None
    words: str = ""
    sure: float = 0.0

    @property
    def is_right(self) -> bool:
        return self.chain in self.act["source"]

    @property
    def is_missing(self) -> bool:
        """Whether the report's own voice was read although a source is told."""
        return self.chain == "" and not self.is_right


def passages(part: str | None = None) -> list[Row]:
    """The passages of one part, or all."""
    rows = [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]
    return [row for n, row in enumerate(rows) if part in {None, PARTS[n % 3 == 0]}]


def judge(rows: Sequence[Row]) -> Iterator[Judged]:
    """What the program reads for every marked act."""
    readings = read_texts([_FRAME | {"text": row["text"]} for row in rows])
    for row, reading in zip(rows, readings, strict=True):
        for act in row["acts"]:
            here = [_held(row, act, c) for c in reading.claims if _meets(row["text"], act, c)]
            yield min(here, key=lambda one: not one.is_right, default=Judged(row, act, None))


def _meets(text: str, act: Row, claim: Claim) -> bool:
    start = text.index(act["words"])
    end = start + len(act["words"])
    return any(e.start < end and start < e.end for e in claim.evidence_for("act"))


def _held(row: Row, act: Row, claim: Claim) -> Judged:
    chain = claim.attribution[:-1]
    sure = next(c.probability for c in claim.confidences if c.field == "attribution")
    words = " > ".join(link.words or "nobody named" for link in chain)
    return Judged(row, act, " > ".join(link.kind for link in chain), words, sure)


def score(judged: Iterable[Judged]) -> Row:
    """The figures of some acts: all, those somebody tells, those in the report's own voice."""
    every = list(judged)
    read = [one for one in every if one.chain is not None]
    told = [one for one in read if "" not in one.act["source"]]
    own = [one for one in read if one.passage["form"] == OWN_VOICE]
    return {
        "acts": len(every),
        "read": _share(len(read), len(every)),
        "right": _share(sum(one.is_right for one in read), len(read)),
        "told": _share(sum(one.is_right for one in told), len(told)),
        "missing": sum(one.is_missing for one in told),
        "own": _share(sum(one.is_right for one in own), len(own)),
        "sure": _share(sum(one.sure for one in read), len(read)),
        "sure when right": _mean_sure(read, True),
        "sure when wrong": _mean_sure(read, False),
    }


def _mean_sure(read: Sequence[Judged], right: bool) -> float | None:
    held = [one.sure for one in read if one.is_right == right]
    return _share(sum(held), len(held))


def _share(part: float, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="what is wrong where it may be seen")
    asked = parser.parse_args()
    for part in PARTS:
        judged = list(judge(passages(part)))
        if asked.show and part == PARTS[0]:
            show(judged)
        print(json.dumps({"part": part} | score(judged)))


def show(judged: Iterable[Judged]) -> None:
    """Each act whose chain is not right, or that was not read."""
    wrong = [one for one in judged if not one.is_right]
    for one in wrong:
        wanted = " | ".join(one.act["source"])
        read = "not read" if one.chain is None else f"{one.chain} ({one.words})"
        print(f"[{one.passage['form']}] {one.passage['text']}")
        print(f"    {one.act['words']}: wanted {wanted}, read {read}")
    print(Counter(one.passage["form"] for one in wrong))


if __name__ == "__main__":
    main()
