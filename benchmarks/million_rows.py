"""Seconds and memory for least-loss recoding of a large table, on one core.

Usage: python benchmarks/million_rows.py FOLDER [--stem adult] [--rows 1000000] [--seed 1]
           [--spread 1]

FOLDER is as in benchmarks/disclosure.py. Rows are drawn from the table's own; in each, every value
is drawn anew from its column's with probability `--spread`: at 1 the columns are independent, which
is the hardest case, as almost every row then differs from every other; at 0 rows are copies.
Prints distinct rows, seconds, peak memory of the process in GB, the levels and the loss, for k = 5
with 4 % suppressed.
"""

import argparse
import csv
import resource
import time
from pathlib import Path

import numpy as np

from bearwitness.protect.anonymise import Asked, Coded, anonymised


def drawn(folder: Path, stem: str, rows: int, seed: int, spread: float) -> list[Coded]:
    """Every column of the table drawn to `rows` rows."""
    with (folder / f"{stem}.csv").open(encoding="utf-8") as file:
        header, *held = list(csv.reader(file, delimiter=";"))
    chance = np.random.default_rng(seed)
    whole = chance.integers(0, len(held), rows)
    columns = []
    for i, name in enumerate(header):
        distinct = sorted({row[i] for row in held})
        place = {value: at for at, value in enumerate(distinct)}
        base = np.array([place[row[i]] for row in held], dtype=np.int32)
        alone = chance.random(rows) < spread
        mixed = np.where(alone, base[chance.integers(0, len(held), rows)], base[whole])
        columns.append(Coded(name, tuple(distinct), mixed.astype(np.int32)))
    return columns


def main() -> None:
    """Prints one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stem", default="adult")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spread", type=float, default=1.0)
    given = parser.parse_args()
    table = drawn(given.folder, given.stem, given.rows, given.seed, given.spread)
    trees = {}
    for column in table:
        path = given.folder / f"{given.stem}_hierarchy_{column.name}.csv"
        with path.open(encoding="utf-8") as file:
            held = {row[0]: row[1:] for row in csv.reader(file, delimiter=";") if row}
        trees[column.name] = lambda _values, held=held: held
    start, busy = time.perf_counter(), time.process_time()
    made = anonymised(table, Asked(trees, k=5, max_suppressed=0.04)).reached
    seconds, cpu = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    levels = ",".join(str(level) for _, level, _ in made.levels)
    print(
        f"{given.rows} rows, spread {given.spread}: {seconds:.1f} s ({cpu:.1f} s of one core), "
        f"{peak:.2f} GB, levels {levels}, loss {made.loss_bits:.4f}, {made.suppressed} suppressed"
    )


if __name__ == "__main__":
    main()
