"""The points of vocabulary/confidence.yml, fitted to people's labels.

    python training/confidence_points.py DATA_FOLDER > new.yml

and put the new table in the old one's place afterwards (the old one is read first).
DATA_FOLDER holds `hrdsattack/train.json` (HRDsAttack, MIT licence); the looked-at part of the field
reports with what an officer would write comes from this repository. Nothing else is fitted on: sets
without a licence only check the fields whose points are set by hand (benchmarks/confidence.py). For
each field marked "fitted" in the table as it stands: a logistic regression of right on the reasons,
with a ridge on every point but the start, rounded to tenths. No chance is in it: the same data give
the same table. The samples and the hands on whose reports the rules were made are left out: what is
read right there is right more often than in a text that nobody has seen.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from confidence_labels import Labelled, field_reports, hrdsattack
from scipy.optimize import minimize

TABLE = Path(__file__).parent.parent / "src" / "bearwitness" / "vocabulary" / "confidence.yml"
RIDGE = 4.0  # on every point: one that few rows speak for stays near nothing
TUNED_ON = frozenset({"first", "east_asia", "south", "west"})  # hands whose reports made the rules
FEWEST = 8  # rows that hold a reason, for it to have a point


def fit(rows: Iterable[Labelled], ridge: float = RIDGE) -> tuple[float, dict[str, float]]:
    """The start and the points that make the labels likeliest, with a ridge on the points."""
    held = list(rows)
    names = sorted({reason for row in held for reason in row.reasons})
    often = [n for n in names if sum(n in row.reasons for row in held) >= FEWEST]
    table = np.array([[1.0, *(name in row.reasons for name in often)] for row in held], float)
    right = np.array([row.right for row in held], float)
    shrink = np.r_[0.0, np.full(len(often), ridge)]

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        odds = table @ w
        gradient = table.T @ (1 / (1 + np.exp(-odds)) - right) + shrink * w
        return float((np.logaddexp(0, odds) - right * odds).sum() + shrink @ w**2 / 2), gradient

    best = minimize(loss, np.zeros(len(shrink)), jac=True, method="L-BFGS-B").x
    points = {name: round(float(w), 1) for name, w in zip(often, best[1:], strict=True)}
    return round(float(best[0]), 1), {name: point for name, point in points.items() if point}


def written(table: dict[str, Any], comment: str) -> str:
    """The table as YAML, a field a paragraph."""
    lines = [comment.rstrip(), *(f"{k}: {_flow(table[k])}" for k in table if k != "fields")]
    lines.append("fields:")
    for name, entry in table["fields"].items():
        lines.append(f"  {name}:")
        lines += [f"    {key}: {_flow(value)}" for key, value in entry.items()]
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    return (
        yaml.safe_dump(value, default_flow_style=True, width=10_000, sort_keys=False)
        .split("\n...")[0]
        .strip()
    )


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(f"usage: python {sys.argv[0]} DATA_FOLDER")
    from bearwitness import read_texts

    words = TABLE.read_text(encoding="utf-8")
    comment = "".join(line for line in words.splitlines(True) if line.startswith("#"))
    rows = [
        *hrdsattack(Path(sys.argv[1]) / "hrdsattack" / "train.json", read_texts),
        *field_reports("looked at", without=TUNED_ON),
    ]
    print(refitted(yaml.safe_load(words), comment, rows), end="")


def refitted(table: dict[str, Any], comment: str, rows: list[Labelled]) -> str:
    """The table with the points of its fitted fields made anew."""
    for name, entry in table["fields"].items():
        if entry["how"] == "fitted":
            mine = [row for row in rows if row.field == name]
            entry["start"], entry["points"] = fit(mine)
            entry["rows"], entry["right"] = len(mine), sum(row.right for row in mine)
    return written(table, comment)


if __name__ == "__main__":
    main()
