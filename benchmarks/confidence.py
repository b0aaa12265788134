"""How well the machine knows how sure to be: calibration of every field of a claim.

    .venv/bin/python benchmarks/confidence.py DATA_FOLDER [--write docs/confidence.md]

DATA_FOLDER holds `hrdsattack/` (train.json, dev.json), `indiapolice/` and `polnear/`; the sample
reports come from this repository. Prints a line of JSON for each field and part, or writes the
page.

Three kinds of figure. "Cross-fitted": the points were made anew five times, each time without the
documents they were then scored on (a digest of the document's name says which fifth). "Kept aside":
the table as shipped, on HRDsAttack's dev.json and the field reports kept aside, which nothing was
fitted on. "Checked": the table as shipped on sets that no point comes from. The error is the
expected calibration error: the mean distance between confidence and the share right over bins of
equal width and of equal size, weighted by rows. Beside it, what chance alone would make of it were
every confidence perfect, from 200 draws with a fixed seed. `--ways` compares: the first hand-made
sum as it stood, the same sum made monotone (isotonic regression), and the logistic by reasons.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import md5
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
from calibration import BINS, bins, error

sys.path.append(str(Path(__file__).resolve().parent.parent / "training"))

from confidence_labels import (
    Labelled,
    field_reports,
    hrdsattack,
    indiapolice,
    polnear,
    samples,
)
from confidence_points import TUNED_ON, fit

from bearwitness import read_texts
from bearwitness.reference.vocabulary import load_yaml

FOLDS = 5
DRAWS = 200
SEED = 20210824
POLNEAR_TEXTS = 500  # of train.jsonl.gz
FIELDS = ("act", "when", "where", "affected", "alleged_perpetrators", "attribution", "detail",
          "claim")  # fmt: skip
ASIDE = "dev"  # how the names of HRDsAttack's documents kept aside begin
FIELD_ASIDE = "field reports kept aside"
LEARNED = frozenset({"HRDsAttack", "field reports"})  # what points are fitted on

RIGHT = {
    "act": "IndiaPoliceEvents: a sentence with the claim's act words has the label for arrest, "
    "killing or force by police (arrests, and other acts laid to police, only). Samples: the "
    "reviewer left the act as it was.",
    "when": "HRDsAttack: the claim's interval holds the annotators' date or lies inside it. "
    "Samples: left as it was, or now what the reviewer put.",
    "where": "HRDsAttack: a place of the claim lies in the annotators' country, and where both "
    "name a town it is the same. Samples: as for when.",
    "affected": "HRDsAttack: one person where a single victim of no other sex is listed, several "
    "where several are. The number itself is judged in the samples alone.",
    "alleged_perpetrators": "HRDsAttack: a state's, or not a state's, as annotated; which kind "
    "of state body is judged in the samples alone.",
    "attribution": "PolNeAR: the innermost source's words overlap the source of a marked "
    "attribution that holds the act; or nobody is named by us and no marked source says it. The "
    "rest of the chain is not judged. Samples: the reviewer left it as it was.",
    "detail": "Samples alone: the reviewer left it as it was.",
    "claim": "Every field that could be judged is right (HRDsAttack: three or more). Confidence is "
    "the product of all filled fields, judged or not, to the power `together`.",
}


def gathered(folder: Path) -> list[Labelled]:
    """All labelled fields, of every set."""
    attacks = folder / "hrdsattack"
    return [
        *samples(read_texts),
        *hrdsattack(attacks / "train.json", read_texts),
        *hrdsattack(attacks / "dev.json", read_texts),
        *field_reports("looked at", without=TUNED_ON),
        *(replace(row, source=FIELD_ASIDE) for row in field_reports("kept aside")),
        *indiapolice(folder / "indiapolice", read_texts),
        *polnear(folder / "polnear" / "dev.jsonl.gz", read_texts),
        *polnear(folder / "polnear" / "train.jsonl.gz", read_texts, POLNEAR_TEXTS),
    ]


def by_chance(sure: Sequence[float]) -> float:
    """The mean error of labels drawn with just these chances."""
    draws, p = np.random.default_rng(SEED), np.array(sure)
    return float(
        np.mean([error(sure, [bool(x) for x in draws.random(len(p)) < p]) for _ in range(DRAWS)])
    )


def kept(points: float) -> float:
    """The logistic, within the floor and ceiling of the table."""
    table = load_yaml("confidence")
    return float(min(table["high"], max(table["low"], 1 / (1 + exp(-points)))))


def fold(row: Labelled) -> int:
    return int(md5(row.document.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


Way = Callable[[list[Labelled]], Callable[[Labelled], float]]


def by_reasons(rows: list[Labelled]) -> Callable[[Labelled], float]:
    """The logistic by named reasons."""
    start, points = fit(rows)
    return lambda row: kept(start + sum(points.get(reason, 0.0) for reason in row.reasons))


def as_summed(rows: list[Labelled]) -> Callable[[Labelled], float]:
    """The first formula as it was."""
    del rows
    return lambda row: row.summed


def isotonic(rows: list[Labelled]) -> Callable[[Labelled], float]:
    """The first formula's sum, made monotone by pooling neighbours that violate it."""
    blocks: list[list[float]] = []  # lowest sum, right, rows
    for row in sorted(rows, key=lambda r: r.summed):
        blocks.append([row.summed, float(row.right), 1.0])
        while len(blocks) > 1 and _is_out_of_order(blocks[-2], blocks[-1]):
            _, right, size = blocks.pop()
            blocks[-1][1:] = [blocks[-1][1] + right, blocks[-1][2] + size]
    floors = [block[0] for block in blocks]

    def sure(row: Labelled) -> float:
        at = max(0, int(np.searchsorted(floors, row.summed, side="right")) - 1)
        return min(0.97, max(0.02, blocks[at][1] / blocks[at][2]))

    return sure


def _is_out_of_order(one: list[float], following: list[float]) -> bool:
    return one[0] == following[0] or one[1] / one[2] >= following[1] / following[2]


WAYS: dict[str, Way] = {
    "first sum": as_summed,
    "isotonic of it": isotonic,
    "logistic by reasons": by_reasons,
}


def crossed(rows: list[Labelled], way: Way) -> list[float]:
    """Each row's confidence by points that were made without its document."""
    known = {n: way([row for row in rows if fold(row) != n]) for n in range(FOLDS)}
    return [known[fold(row)](row) for row in rows]


def parts(rows: Iterable[Labelled], field: str) -> list[tuple[str, list[Labelled], list[float]]]:
    """The parts a field is scored on: a name, its rows, and how sure the machine was of each."""
    mine = [row for row in rows if row.field == field]
    is_fitted = load_yaml("confidence")["fields"].get(field, {}).get("how") == "fitted"
    by_name: dict[str, list[Labelled]] = {}
    for row in mine:
        by_name.setdefault(_part_of(row, is_fitted=is_fitted), []).append(row)
    found = [
        (
            name,
            held,
            crossed(held, by_reasons) if name == CROSSED else [r.probability for r in held],
        )
        for name, held in sorted(by_name.items(), key=lambda part: part[0] != CROSSED)
    ]
    if len(found) > 1:
        everything = [row for _, held, _ in found for row in held]
        found.append(("all of these", everything, [p for *_, sure in found for p in sure]))
    return found


CROSSED = "cross-fitted"


def _part_of(row: Labelled, *, is_fitted: bool) -> str:
    if _is_aside(row):
        return f"kept aside, {row.source.removesuffix(' kept aside')}"
    return CROSSED if is_fitted and row.source in LEARNED else f"checked, {row.source}"


def _is_aside(row: Labelled) -> bool:
    is_dev = row.source == "HRDsAttack" and row.document.startswith(ASIDE)
    return is_dev or row.source == FIELD_ASIDE


def line(field: str, part: str, rows: Sequence[Labelled], sure: Sequence[float]) -> dict[str, Any]:
    """The figures of one field on one part."""
    right = [row.right for row in rows]
    return {
        "field": field,
        "part": part,
        "n": len(rows),
        "right": round(float(np.mean(right)), 3),
        "mean confidence": round(float(np.mean(sure)), 3),
        "ECE": round(error(sure, right), 3),
        "ECE, equal bins": round(error(sure, right, by_size=True), 3),
        "by chance": round(by_chance(sure), 3),
        "Brier": round(float(np.mean((np.array(sure) - np.array(right, float)) ** 2)), 3),
    }


def compared(rows: Iterable[Labelled]) -> Iterable[dict[str, Any]]:
    """Each way on each fitted field: cross-fitted, and on what was kept aside."""
    held = list(rows)
    for field, entry in load_yaml("confidence")["fields"].items():
        if entry["how"] != "fitted":
            continue
        mine = [row for row in held if row.field == field]
        aside = [row for row in mine if _is_aside(row)]
        rest = [row for row in mine if row.source in LEARNED and not _is_aside(row)]
        for name, way in WAYS.items():
            yield {"way": name} | line(field, "cross-fitted", rest, crossed(rest, way))
            known = way(rest)
            yield {"way": name} | line(field, "kept aside", aside, [known(row) for row in aside])


def page(rows: list[Labelled]) -> str:
    """The page of figures, as Markdown."""
    scored = {field: parts(rows, field) for field in FIELDS}
    heads = ["field", "part", "n", "right", "mean confidence", "ECE", "ECE, equal bins",
             "by chance", "Brier"]  # fmt: skip
    lines = [line(f, part, r, s) for f, found in scored.items() for part, r, s in found]
    out = [_HEAD, _table(heads, [[str(row[h]) for h in heads] for row in lines])]
    for field, found in scored.items():
        name, held, sure = found[-1]
        out += [
            f"\n## {field}\n",
            RIGHT[field],
            f"\nReliability, {name}:\n",
            reliability(held, sure),
        ]
    return "\n".join(out) + "\n"


def reliability(rows: Sequence[Labelled], sure: Sequence[float]) -> str:
    """A row for each bin of equal width that holds any."""
    p, y = np.array(sure), np.array([row.right for row in rows], float)
    cells = [
        [f"{int(p[b].mean() * BINS) / BINS:.1f} to {int(p[b].mean() * BINS) / BINS + 0.1:.1f}",
         str(len(b)), f"{p[b].mean():.2f}", f"{y[b].mean():.2f}"]
        for b in bins(sure)
    ]  # fmt: skip
    return _table(["confidence", "n", "mean", "share right"], cells)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


_HEAD = """# How sure the machine is, and how often it was right

Made by `python benchmarks/confidence.py DATA_FOLDER --write docs/confidence.md`. Every filled field
of a claim carries a confidence (`confidences` in a reading), and the claim as a whole has
`confidence`, the chance that nothing in it needs correcting. The points behind them are
`src/bearwitness/vocabulary/confidence.yml`, a table to read and to argue with; a field's `reasons`
name the rows that were added up. No confidence is below .02 or above .97. Why it is done so:
[decision 0020](decisions/0020-confidence.md).

**What the figures say.** ECE is the expected calibration error: how far confidence and the share
that was right lie apart, on average, over ten bins of confidence of equal width, or of equal size.
"By chance" is the error that a perfect machine would show on so few rows by luck alone; an error
near it is no evidence of anything wrong. *Cross-fitted*: every document scored by points made
without it. *Kept aside*: the shipped table on articles nothing was fitted on (HRDsAttack's
dev.json, and 98 invented field reports by twelve hands). *Checked*: the shipped table on sets that
no point comes from, because they state no licence or because the rules were mended on them.

**What they do not say.** HRDsAttack is world news on attacks on rights defenders, and one attack an
article is annotated: only the claim the program takes for the main one is judged, where its act is
of a kind the annotators mark. Field reports are invented, and judged field by field as a careful
officer would write them, by eight hands whose reports the rules were not made on. The sample
reports are short, and the rules were mended on them, so they flatter. A case's own corrections are
the measure to trust.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", type=Path, help="write the page here")
    parser.add_argument("--ways", action="store_true", help="compare the ways of giving confidence")
    asked = parser.parse_args()
    rows = gathered(asked.folder)
    if asked.write:
        asked.write.write_text(page(rows), encoding="utf-8")
        print(f"wrote {asked.write}")
    elif asked.ways:
        for found in compared(rows):
            print(json.dumps(found))
    else:
        for field in FIELDS:
            for part, held, sure in parts(rows, field):
                print(json.dumps(line(field, part, held, sure)))


if __name__ == "__main__":
    main()
