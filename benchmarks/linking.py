"""Linking at scale, ours and Splink's, on the same made-up claims with known truth, in one go.

    python benchmarks/linking.py [--claims 10000 100000 1000000] [--seed 7] [--only ours splink]

Each run has a process of its own. Weights (ours: from 2,000 labelled pairs) and the threshold
(both: of a dozen, the one of best F1) come from a tenth as many claims, 10,000 at least, under
another seed; Splink trains itself on the claims it links, by its own expectation maximisation. The
clock runs from the table in memory to a cluster number for each claim. Prints one line of JSON a
run: seconds, processor seconds, peak memory of the process, pairwise precision, recall and F1, and
for ours the candidates a claim and the share of true pairs among them. Needs the dependency group
`benchmark` for Splink; without it says so and runs ours alone.
"""

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import time

import numpy as np
from made_claims import made

THRESHOLDS = {
    "ours": (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8),
    "splink": (0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995),
}
SMALLEST = 10_000
LABELS_SEED = 1_000  # added to the seed for the claims that thresholds and labels come from


def agreement(groups: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Pairwise precision, recall and F1."""
    both = _pairs(groups.astype(np.int64) * (int(truth.max()) + 1) + truth)
    given, true = _pairs(groups), _pairs(truth)
    return {
        "precision": round(both / max(1, given), 4),
        "recall": round(both / max(1, true), 4),
        "f1": round(2 * both / max(1, given + true), 4),
    }


def _pairs(groups: np.ndarray) -> int:
    counts = np.unique(groups, return_counts=True)[1].astype(object)
    return int((counts * (counts - 1) // 2).sum())


def best_threshold(tool: str, count: int, seed: int) -> tuple[float, object]:
    """The threshold of best F1 on other claims, and for ours the weights learnt from them."""
    other = made(max(SMALLEST, count // 10), seed + LABELS_SEED)
    if tool == "splink":
        from linking_splink import Splink

        trained, learning = Splink(other.table, seed), None
        found = map(trained.groups, THRESHOLDS[tool])
    else:
        from linking_ours import Ours, grouped, learnt

        small = made(SMALLEST, seed + LABELS_SEED)
        learning = learnt(Ours(small.table), small.incident, seed)
        found = grouped(Ours(other.table), learning, THRESHOLDS[tool])
    f1 = [agreement(groups, other.incident)["f1"] for groups in found]
    return THRESHOLDS[tool][int(np.argmax(f1))], learning


def linked(tool: str, count: int, seed: int, threshold: float) -> dict[str, object]:
    """One run in this process: clusters, timed and scored."""
    learning: object = None
    if tool == "ours":
        from linking_ours import Ours, grouped, learnt

        small = made(SMALLEST, seed + LABELS_SEED)
        learning = learnt(Ours(small.table), small.incident, seed)
    claims = made(count, seed)
    start, busy = time.perf_counter(), time.process_time()
    if tool == "ours":
        ours = Ours(claims.table)
        (groups,) = grouped(ours, learning, [threshold])
    else:
        from linking_splink import Splink

        groups = Splink(claims.table, seed).groups(threshold)
    took, used = time.perf_counter() - start, time.process_time() - busy
    more = {} if tool == "splink" or count > 100_000 else blocking(ours, claims.incident)
    return {
        "tool": tool, "claims": count, "seconds": round(took, 1), "processor_s": round(used, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "threshold": threshold, **agreement(groups, claims.incident), **more,
    }  # fmt: skip


def blocking(ours: object, truth: np.ndarray) -> dict[str, float]:
    """Candidates a claim, and the share of true pairs among them."""
    from bearwitness.linking.block import candidates

    first, second = candidates(ours.spots)  # type: ignore[attr-defined]
    met = int((truth[first] == truth[second]).sum())
    return {
        "candidates_a_claim": round(2 * len(first) / len(truth), 1),
        "true_pairs_met": round(met / max(1, _pairs(truth)), 4),
    }


def in_child(*arguments: str) -> str:
    """What this program prints in a process of its own."""
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout.strip().splitlines()[-1]


def main() -> None:
    """Runs every tool at every size, each in a child."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", nargs="+", choices=["ours", "splink"], default=["ours", "splink"])
    parser.add_argument("--step", choices=["threshold", "run"], help=argparse.SUPPRESS)
    parser.add_argument("--threshold", type=float, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step == "threshold":
        print(best_threshold(args.only[0], args.claims[0], args.seed)[0])
    elif args.step == "run":
        print(json.dumps(linked(args.only[0], args.claims[0], args.seed, args.threshold)))
    else:
        if "splink" in args.only and importlib.util.find_spec("splink") is None:
            print("Splink is not installed: pip install --group benchmark", file=sys.stderr)
            args.only = [tool for tool in args.only if tool != "splink"]
        for count in args.claims:
            for tool in args.only:
                what = ["--claims", str(count), "--seed", str(args.seed), "--only", tool]
                threshold = in_child("--step", "threshold", *what)
                print(in_child("--step", "run", "--threshold", threshold, *what), flush=True)


if __name__ == "__main__":
    main()
