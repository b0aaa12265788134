"""The weights of vocabulary/matter_weights.yml: what marks a report's own matter.

    python training/matter_weights.py TRAIN.json > src/bearwitness/vocabulary/matter_weights.yml

TRAIN.json is the training part of HRDsAttack (dataminr-ai/HRDsAttack, MIT licence), where people
listed the kinds of violation that each article reports. No text goes into the table: a mark is a
class of telling ("pat=suspect"), and only marks of at least six articles are kept.

The model is a logistic regression over the marks of each claim (extract/marks.py), with weights
shared by all kinds and weights of one kind, ridge 30. The annotators judged articles, so a kind's
log-odds are the log-sum-exp of its claims', and every claim learns from the article's label.
Prints the table on standard output; on standard error, by sixfold cross-validation over the
articles, the F1 of the kinds as read before and after the floor.
"""

import json
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from bearwitness.extract.claims import act_drafts
from bearwitness.extract.marks import kind_of, marks, report_of
from bearwitness.extract.matter import is_plain, is_weighed, weights
from bearwitness.extract.when import find_times
from bearwitness.model.report import Header
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse_many
from bearwitness.reference.vocabulary import load_yaml

sys.path.append(str(Path(__file__).resolve().parent.parent / "benchmarks"))

from articles import article_text

RIDGE, FEWEST, FOLDS, START_RIDGE = 30.0, 6, 6, 0.05
GOLD = {
    "arbitrary detention": "detention",
    "killing": "killing",
    "torture": "torture",
    "kidnapping": "abduction",
    "enforced disappearance": "disappearance",
}
Numbers = npt.NDArray[np.float64]
Article = dict[str, list[tuple[str, frozenset[str]]]]  # kind → (act, marks) of each claim


def articles(path: Path) -> tuple[list[Article], list[set[str]]]:
    """The marks of each article's claims by kind, and the kinds that people gave it."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    texts = [article_text(row["sample"]) for row in rows]
    read, demonym = [], gazetteer().demonym
    for i, (row, doc) in enumerate(zip(rows, parse_many(texts), strict=True)):
        published = date.fromisoformat(row["sample"]["Input.publish_date"][:10])
        header = Header(f"report-{i}", title=row["sample"]["Input.title"], published=published)
        drafts, setting = act_drafts(doc, header, find_times(doc, published), (), demonym)
        weighed = [d for d in drafts if is_weighed(d)]
        found: Article = defaultdict(list)
        if weighed:
            report = report_of(doc, header, weighed)
            for d in weighed:
                found[kind_of()[d.act]].append((d.act, marks(d, report, setting, header)))
        read.append(dict(found))
    gold = [{GOLD[v] for v in r["merged_sample"]["violation_types"] if v in GOLD} for r in rows]
    return read, gold


class Model:
    """Weights of (kind or "", mark), and a start for each kind."""

    def __init__(self, read: list[Article], gold: list[set[str]]) -> None:
        in_articles: Counter[tuple[str, str]] = Counter()
        for article in read:
            in_articles.update({k for kind in article for k in self._all(kind, article[kind])})
        kept = sorted(k for k, n in in_articles.items() if n >= FEWEST)
        self.place = {key: i for i, key in enumerate(kept)}
        self.kinds = sorted(set(kind_of().values()))
        bags = [(kind, a[kind], kind in g) for a, g in zip(read, gold, strict=True) for kind in a]
        self.values = self._fit(bags)

    @staticmethod
    def _all(kind: str, claims: list[tuple[str, frozenset[str]]]) -> set[tuple[str, str]]:
        seen = {m for _, found in claims for m in found}
        return {("", m) for m in seen} | {(kind, m) for m in seen}

    def _columns(self, kind: str, seen: frozenset[str]) -> list[int]:
        keys = [("", m) for m in sorted(seen)] + [(kind, m) for m in sorted(seen)]
        found = [self.place[k] for k in keys if k in self.place]
        return [*found, len(self.place) + self.kinds.index(kind)]

    def _fit(self, bags: list[tuple[str, Any, bool]]) -> Numbers:
        columns, ends, bag_of = [], [0], []
        for n, (kind, claims, _) in enumerate(bags):
            for _, seen in claims:
                columns += self._columns(kind, seen)
                ends.append(len(columns))
                bag_of.append(n)
        size = len(self.place) + len(self.kinds)
        table = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(bag_of), size))
        bag, gold = np.array(bag_of), np.array([is_so for *_, is_so in bags], float)
        ridge = np.full(size, RIDGE)
        ridge[len(self.place) :] = START_RIDGE

        def loss(w: Numbers) -> tuple[float, Numbers]:
            z = table @ w
            top = np.full(len(bags), -np.inf)
            np.maximum.at(top, bag, z)
            share = np.exp(z - top[bag])
            total = np.bincount(bag, share, len(bags))
            whole = top + np.log(total)
            error = (expit(whole) - gold)[bag] * share / total[bag]
            value = np.logaddexp(0, -(2 * gold - 1) * whole).sum() + (ridge * w * w).sum() / 2
            return float(value), table.T @ error + ridge * w

        start = np.zeros(size)
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
        return np.asarray(found.x, np.float64)

    def best(self, kind: str, claims: list[tuple[str, frozenset[str]]]) -> float:
        return max(float(self.values[self._columns(kind, seen)].sum()) for _, seen in claims)

    def printed(self) -> str:
        """The table as YAML; weights that round to nothing are left out."""
        rounded = {key: round(float(self.values[i]), 2) for key, i in self.place.items()}
        lines = [
            "# Written by training/matter_weights.py; what the marks mean is in extract/marks.py.",
            "source: fitted on HRDsAttack, 300 articles of its training part (dataminr-ai, MIT)",
            "start:",
        ]
        for n, kind in enumerate(self.kinds):
            lines.append(f"  {kind}: {self.values[len(self.place) + n]:.2f}")
        for title, kinds in (("shared", [""]), ("own", self.kinds)):
            lines.append(f"{title}:")
            for kind in kinds:
                lines += [f"  {kind}:"] if kind else []
                indent = "    " if kind else "  "
                lines += [f'{indent}"{m}": {w}' for (k, m), w in rounded.items() if k == kind and w]
        return "\n".join(lines)


def f1(pairs: list[tuple[set[str], set[str]]]) -> list[float]:
    """Precision, recall and F1 of the kinds pooled over articles."""
    hits = sum(len(ours & gold) for ours, gold in pairs)
    precision = hits / max(1, sum(len(ours) for ours, _ in pairs))
    recall = hits / max(1, sum(len(gold) for _, gold in pairs))
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return [round(x, 3) for x in (precision, recall, both)]


def told(article: Article, model: Model, floor: float) -> set[str]:
    """The kinds that stay: above the floor, or with a plain arrest among them."""
    return {
        kind
        for kind, claims in article.items()
        if kind not in weights().dropped
        or model.best(kind, claims) > floor
        or any(is_plain(act, seen) for act, seen in claims)
    }


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(f"usage: python {sys.argv[0]} TRAIN.json")
    read, gold = articles(Path(sys.argv[1]))
    floor = float(load_yaml("matter")["floor"])
    after: list[tuple[set[str], set[str]]] = []
    order = np.random.default_rng(0).permutation(len(read))
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS].tolist())
        rest = [i for i in range(len(read)) if i not in held]
        model = Model([read[i] for i in rest], [gold[i] for i in rest])
        after += [(told(read[i], model, floor), gold[i]) for i in held]
    before = f1([(set(a), g) for a, g in zip(read, gold, strict=True)])
    print({"before": before, "after": f1(after)}, file=sys.stderr)
    print(Model(read, gold).printed())


if __name__ == "__main__":
    main()
