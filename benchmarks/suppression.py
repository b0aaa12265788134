"""Secondary suppression on invented tables of counts: cells hidden, whether proved least, seconds.

Usage: python benchmarks/suppression.py [--tauargus]

Rows and columns of each table are of uneven size, as real ones are; the seed is fixed. With
`--tauargus` the same tables go to tau-Argus too (`pip install pytauargus==0.6.0`, not among our
dependencies; it leaves log files in the working folder, so run it in an empty one), under its
frequency rule with 99 % protection, at its own price (a cell costs its count, zeros stay), and its
choice is attacked by our program.
"""

import argparse
import tempfile
import time

import numpy as np

from bearwitness.protect.counted import CountTable, Demand, count_table, demands
from bearwitness.protect.suppression import broken, suppressed

SIZES = ((8, 10, 1), (12, 15, 1), (12, 12, 2), (16, 20, 1), (20, 20, 4), (24, 30, 1))
K = 5


def invented(rows: int, columns: int, seed: int) -> dict[tuple[str, ...], int]:
    """Counts of a table."""
    chance = np.random.default_rng(seed)
    sizes = chance.normal(2.5, 1.2, (rows, 1)) + chance.normal(0, 0.6, (1, columns))
    counts = chance.poisson(np.exp(sizes))
    return {
        (f"r{i:02}", f"c{j:02}"): int(counts[i, j]) for i in range(rows) for j in range(columns)
    }


def ours(table: CountTable) -> str:
    """How our own demands fare."""
    wanted = demands(table, K)
    start = time.perf_counter()
    made = suppressed(table, wanted)
    seconds = time.perf_counter() - start
    safe = not list(broken(table, sorted(made.hidden), wanted))
    return (
        f"{len(made.primary)} small, {len(made.secondary)} more hidden, "
        f"least: {made.is_optimal}, withstands the attack: {safe}, {seconds:.1f} s"
    )


def beside_tauargus(cells: dict[tuple[str, ...], int], table: CountTable) -> str:
    """The price of both choices under the same demands."""
    from pytauargus import protect

    wanted = [Demand((i,), 0.01 * n, 1.99 * n) for i, n in enumerate(table.counts) if 0 < n < K]
    made = suppressed(table, wanted, [n or 1e6 for n in table.counts])
    rows = [cell for cell, count in cells.items() for _ in range(count)]
    micro = {"R": [r for r, _ in rows], "C": [c for _, c in rows], "N": [1.0] * len(rows)}
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        found = protect(
            micro, ["R", "C"], response="N", safety_rules=f"FREQ({K},99)", suppress="OPT(1)",
            workdir=folder,
        ).tables[0]  # fmt: skip
        seconds = time.perf_counter() - start
    shown, place = found.dataframe(), {cell: i for i, cell in enumerate(table.cells)}
    hidden = [
        place["" if r == "Total" else r, "" if c == "Total" else c]
        for r, c, value in zip(shown["R"], shown["C"], found.safe(), strict=True)
        if value == "x"
    ]
    theirs = sum(table.counts[i] for i in set(hidden) - made.primary)
    own = sum(table.counts[i] for i in made.secondary)
    lost = len(list(broken(table, sorted(hidden), wanted)))
    return f"price: ours {own}, tau-Argus {theirs} in {seconds:.1f} s, broken by our attack {lost}"


def main() -> None:
    """Prints a line a table, or two."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tauargus", action="store_true")
    given = parser.parse_args()
    for rows, columns, seed in SIZES:
        cells = invented(rows, columns, seed)
        table = count_table(cells)
        print(f"{rows} x {columns}, {len(table.cells)} cells with totals: {ours(table)}")
        if given.tauargus:
            print(f"    {beside_tauargus(cells, table)}")


if __name__ == "__main__":
    main()
