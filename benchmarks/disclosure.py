"""Our optimum against ARX's, on a table with one hierarchy file per column.

Usage: python benchmarks/disclosure.py FOLDER [--stem adult]

FOLDER holds STEM.csv and STEM_hierarchy_COLUMN.csv, separated by semicolons, as ARX writes them.
Prints, for k = 5 and 100 with 4 % and no suppression: loss in bits, levels, seconds by
the clock and of one core.
"""

import argparse
import csv
import time
from pathlib import Path

from bearwitness.protect.columns import Column, column
from bearwitness.protect.recoding import best_recoding, priced_as_arx


def read_columns(folder: Path, stem: str) -> list[Column]:
    """Every column of the table, coded at every level."""
    with (folder / f"{stem}.csv").open(encoding="utf-8") as file:
        header, *rows = list(csv.reader(file, delimiter=";"))
    columns = []
    for i, name in enumerate(header):
        with (folder / f"{stem}_hierarchy_{name}.csv").open(encoding="utf-8") as file:
            hierarchy = {row[0]: row[1:] for row in csv.reader(file, delimiter=";") if row}
        columns.append(column(name, [row[i] for row in rows], hierarchy))
    return columns


def main() -> None:
    """Prints a line for each of the four settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stem", default="adult")
    given = parser.parse_args()
    columns = read_columns(given.folder, given.stem)
    for k, share in ((5, 0.04), (100, 0.04), (5, 0.0), (100, 0.0)):
        start, busy = time.perf_counter(), time.process_time()
        best = best_recoding(columns, k, share, priced_as_arx(columns))
        seconds, cpu = time.perf_counter() - start, time.process_time() - busy
        levels = ",".join(map(str, best.levels))
        print(
            f"k={k} suppressed<={share:.0%}: {best.price:.4f} at {levels} "
            f"in {seconds:.2f} s ({cpu:.2f} s of one core)"
        )


if __name__ == "__main__":
    main()
