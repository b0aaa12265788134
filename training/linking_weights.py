"""The two tables that linking reports uses, from labelled data: print them, round them by hand.

    python training/linking_weights.py words TEXTS.jsonl > shares.yml
    python training/linking_weights.py fit READINGS.jsonl LABELS.jsonl

`words`: one {"text"} a line; prints the share of texts that hold each ordinary word, where it
is at least one in twenty. The classes in `vocabulary/ordinary.yml` came from 300 news articles of
HRDsAttack (MIT licence). `fit`: one reading a line as `bearwitness read --json` prints it, and one
{"report", "incident"} a line; prints for every level of every feature its fitted log-odds, how many
pairs have it and how many of those are of one incident. The table of `score_v4.py` is set by hand,
in halves, rising with what a level says, after looking at such a print; no fitted model is shipped.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bearwitness.linking.alike import alike
from bearwitness.linking.neighbours import neighbours
from bearwitness.linking.reports import About, about, rarity
from bearwitness.linking.resemblance import FEATURES, MISSING
from bearwitness.linking.score_v4 import REPORTS
from bearwitness.model.reading import Reading

SHRINK = 2.0  # ridge on every weight, so that a level seen rarely stays near nothing


def rows(path: str) -> Iterator[Any]:
    with Path(path).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def words(path: str) -> None:
    """The share of texts with each ordinary word."""
    from bearwitness.extract.words import content_words
    from bearwitness.reference.parse import parse_many

    texts = [row["text"] for row in rows(path)]
    holders = Counter(word for doc in parse_many(texts) for word in content_words(doc, ()))
    for word, count in sorted(holders.items()):
        if count >= len(texts) / 20:
            print(f"  {word}: {count / len(texts):.2f}")


def fit(readings: str, labels: str) -> None:
    """Log-odds of each level, by logistic regression on candidate pairs."""
    incident = {row["report"]: row["incident"] for row in rows(labels)}
    held = [about(Reading.from_dict(row)) for row in rows(readings)]
    rare = rarity(held)
    pairs = sorted({*neighbours(held, rare), *alike(held, rare)}, key=_ids)
    found = [levels(a, b, rare) for a, b in pairs]
    same = np.array([incident[a.report_id] == incident[b.report_id] for a, b in pairs], float)
    keys = sorted({key for row in found for key in row})
    place = {key: i for i, key in enumerate(keys)}
    table = np.zeros((len(found), len(keys) + 1))
    table[:, -1] = 1
    for i, row in enumerate(found):
        table[i, [place[key] for key in row]] = 1
    weights = logistic(table, same)
    for key, i in place.items():
        has = table[:, i] == 1
        print(f"{weights[i]:+5.1f} {int(has.sum()):7} {int(same[has].sum()):6}  {key[0]}: {key[1]}")
    print(f"{weights[-1]:+5.1f} before looking at anything")


def _ids(pair: tuple[About, About]) -> tuple[str, str]:
    return pair[0].report_id, pair[1].report_id


def levels(a: About, b: About, rare: Any) -> list[tuple[str, str]]:
    """The features that say something of a pair, with their levels."""
    said = ((name, FEATURES[name](a, b, rare)) for name in REPORTS)
    return [(name, level) for name, level in said if level != MISSING]


def logistic(table: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Weights of least logistic loss with a ridge; the last column is the intercept."""
    ridge = np.r_[np.full(table.shape[1] - 1, SHRINK), 0.0]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ w
        gradient = table.T @ (1 / (1 + np.exp(-odds)) - same) + ridge * w
        return float((np.logaddexp(0, odds) - same * odds).sum() + ridge @ w**2 / 2), gradient

    best: np.ndarray = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    return best


if __name__ == "__main__":
    {"words": words, "fit": fit}[sys.argv[1]](*sys.argv[2:])
