"""The redaction tagger: check it on cases kept aside, or train it and write the packaged weights.

    python training/redaction_tagger.py check PROBABILITIES.json|- CASES.jsonl.gz...
    python training/redaction_tagger.py fit OUT.bin CASES.jsonl.gz...

Each row of a file has `text`, `metadata` with data_id and `entities` with start_offset, end_offset
and identifier_type, the form of the Text Anonymization Benchmark (MIT licence). A token counts as
masked when a mention that is not NO_MASK touches it. `check` prints how `expose` does at several
thresholds on cases that nothing was trained on, going round three folds by the digest of the case's
id: a mention is found when all its words but the small ones are covered. With - it leaves the
encoder out; with what `redaction_encoder.py check` wrote it joins the two on the cases in there.
"""

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

from bearwitness.protect.draft import Draft
from bearwitness.protect.exposure import rule_finds
from bearwitness.protect.features import Views, token_features
from bearwitness.protect.found import settled_finds
from bearwitness.protect.learned import MASKED_FROM, evened, mixed, with_learned
from bearwitness.reference.parse import parse_many
from bearwitness.reference.tagger import BUCKETS, Spoken, Tagger, bucket, packed

RIDGE = 3.3  # on every weight; .1 to 10 differ by less than .003 of recall at one precision
FOLDS = 3
SMALL = frozenset(
    "mr mrs ms no nr about of in at on by for to from with the a an and or this".split()
)
WORD = re.compile(r"\w+(?:[.'’/-]\w+)*")
SMALLEST = 2e-3  # weights below this are not kept


class Case:
    """One case, its views, and which of its tokens people masked."""

    def __init__(self, row: dict[str, Any], doc: Any) -> None:
        self.id, self.text = str(row["metadata"]["data_id"]), str(row["text"])
        self.mentions = [m for m in row["entities"] if m["identifier_type"] != "NO_MASK"]
        draft = Draft(doc)
        self.views = Views(draft, settled_finds(draft.text, rule_finds(draft, "public")))
        masked = bytearray(len(self.text))
        for m in self.mentions:
            size = m["end_offset"] - m["start_offset"]
            masked[m["start_offset"] : m["end_offset"]] = b"\1" * size
        words = zip(draft.starts, draft.words, strict=True)
        self.y = np.array([any(masked[a : a + len(w)]) for a, w in words], float)

    def rows(self, spoken: Spoken, own: int) -> Any:
        """The tokens as rows of a matrix; `own` is 1 when this case is one of those in `spoken`."""
        features = token_features(self.views, partial(spoken.band, own=own))
        tokens = [[bucket(f) for f in token] for token in features]
        ends = np.cumsum([0, *map(len, tokens)])
        return csr_matrix(
            (np.ones(ends[-1]), np.concatenate(tokens), ends), shape=(len(tokens), BUCKETS)
        )

    @property
    def fold(self) -> int:
        return int(sha256(self.id.encode()).hexdigest(), 16) % FOLDS


def cases(paths: list[str]) -> list[Case]:
    rows = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    return [Case(r, d) for r, d in zip(rows, parse_many(r["text"] for r in rows), strict=True)]


def spoken_in(chosen: list[Case]) -> Spoken:
    """In how many of the cases each word is said."""
    in_cases = np.zeros(BUCKETS, np.int64)
    for case in chosen:
        in_cases[sorted({bucket(lemma) for lemma in case.views.lemmas})] += 1
    return Spoken(len(chosen), in_cases)


def fitted(chosen: list[Case]) -> Tagger:
    """A ridge logistic regression, by L-BFGS; how usual a word is, each case learns from others."""
    spoken = spoken_in(chosen)
    x = vstack([c.rows(spoken, own=1) for c in chosen]).tocsr()
    y = np.concatenate([c.y for c in chosen])
    used = np.unique(x.indices)
    x = x[:, used]
    sign = 2 * y - 1

    def loss(w: Any) -> tuple[float, Any]:
        margin = sign * (x @ w[1:] + w[0])
        wrong = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        gradient = np.concatenate([[wrong.sum()], x.T @ wrong + RIDGE * w[1:]])
        return float(np.logaddexp(0, -margin).sum() + RIDGE / 2 * w[1:] @ w[1:]), gradient

    w = minimize(loss, np.zeros(len(used) + 1), jac=True, method="L-BFGS-B",
                 options={"maxiter": 150}).x  # fmt: skip
    dense = np.zeros(BUCKETS)
    dense[used] = np.where(abs(w[1:]) < SMALLEST, 0, w[1:])
    return Tagger(dense, float(w[0]), spoken)


def check(encoded: str, paths: list[str]) -> None:
    """How the joined finds do on cases that were not trained on."""
    everything = cases(paths)
    spoken = {} if encoded == "-" else json.loads(Path(encoded).read_text())
    likely: dict[str, list[float]] = {}
    for k in range(FOLDS):
        made = fitted([c for c in everything if c.fold != k])
        for c in everything:
            if c.fold == k:
                sums = c.rows(made.spoken, own=0) @ made.weights + made.bias
                likely[c.id] = [float(p) for p in 1 / (1 + np.exp(-sums))]
    if spoken:
        everything = [c for c in everything if c.id in spoken]
        for c in everything:
            likely[c.id] = mixed(likely[c.id], by_token(c, spoken[c.id]))
    told_by_rules = (outcome(c, [0.0] * len(c.y), 1.0, kept=True) for c in everything)
    print("rules", told(told_by_rules))
    for threshold in (0.02, 0.03, 0.035, 0.04, MASKED_FROM, 0.045, 0.05, 0.08, 0.3):
        counts = (outcome(c, evened(c.views, likely[c.id]), threshold) for c in everything)
        print(f"{threshold:.3f} {told(counts)}", flush=True)


def words_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the words that count stand."""
    found = WORD.finditer(text, start, len(text) if end is None else end)
    return [m.span() for m in found if m.group().lower() not in SMALL]


def by_token(case: Case, pieces: list[tuple[int, int, float]]) -> list[float]:
    """For each token the likelihood of its likeliest piece."""
    at = np.zeros(len(case.text))
    for start, end, share in pieces:
        at[start:end] = share
    words = zip(case.views.draft.starts, case.views.draft.words, strict=True)
    return [float(at[a : a + len(w)].max()) for a, w in words]


def outcome(case: Case, likely: list[float], threshold: float, kept: bool = False) -> Counter[str]:
    """Mentions, entities by kind and masked words, and how many of each were found, or right.

    `kept` leaves the rules' finds as they are. An entity is found when all its mentions are.
    """
    text = case.text
    finds = case.views.finds if kept else with_learned(case.views, likely, "public", threshold)
    covered = {i for f in finds for i in range(f.start, f.end)}

    def masked(word: tuple[int, int]) -> bool:
        return all(i in covered for i in range(*word) if text[i].isalnum())

    gold: set[tuple[int, int]] = set()
    of_entity: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for m in case.mentions:
        words = words_of(text, m["start_offset"], m["end_offset"])
        gold.update(words)
        of_entity[m["entity_id"]].append((m["identifier_type"], all(map(masked, words))))
    predicted = {word for word in words_of(text) if masked(word)}
    n = Counter(words=len(predicted), words_right=len(predicted & gold))
    for mentions in of_entity.values():
        kind = "direct" if any(said == "DIRECT" for said, _ in mentions) else "quasi"
        n[kind] += 1
        n[f"{kind}_found"] += all(is_found for _, is_found in mentions)
        n["mentions"] += len(mentions)
        n["mentions_found"] += sum(is_found for _, is_found in mentions)
    return n


def told(counts: Iterable[Counter[str]]) -> str:
    """Shares of mentions and entities found, and of masked words that people masked."""
    n: Counter[str] = sum(counts, Counter())
    return (
        f"mention recall {n['mentions_found'] / n['mentions']:.4f} "
        f"token precision {n['words_right'] / n['words']:.4f} "
        f"direct {n['direct_found'] / n['direct']:.4f} quasi {n['quasi_found'] / n['quasi']:.4f}"
    )


def main() -> None:
    if sys.argv[1] == "check":
        check(sys.argv[2], sys.argv[3:])
    else:
        Path(sys.argv[2]).write_bytes(packed(fitted(cases(sys.argv[3:]))))


if __name__ == "__main__":
    main()
