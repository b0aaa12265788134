"""The made-up claims for our own linking: from the table to columns, without an object a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.optimize import minimize

from bearwitness.linking.block import candidates
from bearwitness.linking.cluster import FLOOR, labelled
from bearwitness.linking.compare import FEATURES, FINE, Side
from bearwitness.linking.many import Bags, asked_once, probabilities, shared_sums
from bearwitness.linking.scored import READ_FROM
from bearwitness.linking.spots import MANY, NONE, Spots
from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim, ClaimKind
from bearwitness.model.dates import When
from bearwitness.model.places import Place, PlacePrecision, PlaceRole

NEWS = 45  # days
OF_PEOPLE = ("sex", "age", "nationality")
CODED = ("act", "family", "country", "admin1", "town", *OF_PEOPLE, "perpetrator")


def codes(column: pa.ChunkedArray) -> np.ndarray:
    coded = column.combine_chunks().dictionary_encode()
    return coded.indices.fill_null(NONE).to_numpy(zero_copy_only=False).astype(np.int32)


def day_numbers(column: pa.ChunkedArray) -> np.ndarray:
    days = column.cast(pa.int32()).fill_null(NONE)
    return days.to_numpy().astype(np.int32)


def spots_of(table: pa.Table) -> Spots:
    """What blocking looks at, as `linking.block.spots` makes it of claims."""
    n = table.num_rows
    words = table["words"].combine_chunks()
    bags = Bags(words.values.to_numpy(), words.offsets.to_numpy().astype(np.int64))
    first, last = day_numbers(table["earliest"]), day_numbers(table["latest"])
    published, dated = day_numbers(table["published"]), first >= 0
    itself = np.arange(n, dtype=np.int32)
    coded = {name: codes(table[name]) for name in CODED}
    least = table["least"].fill_null(NONE).to_numpy().astype(np.int32)
    most = table["most"].fill_null(NONE).to_numpy().astype(np.int32)
    some = (least < 0) & (np.max([coded[name] for name in OF_PEOPLE], axis=0) >= 0)
    return Spots(
        report=itself, copy=itself, story=np.full(n, NONE, np.int32), **coded,
        earliest=first, latest=last, fine=dated & (last - first < FINE),
        first=np.where(dated, first, published - NEWS), last=np.where(dated, last, published),
        published=published, least=np.where(some, 1, least), most=np.where(some, MANY, most),
        bags=bags,
    )  # fmt: skip


WORTHS = (0.0, 0.01, 3.0, 5.0, 7.0, 9.0, 11.0, 14.0)  # of shared words, in nats: cuts of levels
LEARNT_FROM = 2_000  # labelled pairs


class Ours:
    """Claims of a table as linking sees them."""

    def __init__(self, table: pa.Table) -> None:
        self.spots, self.table, self.count = spots_of(table), table, table.num_rows
        counts = np.bincount(self.spots.bags.words, minlength=1)
        worth = np.log(self.count / np.maximum(1, counts))
        self.worth = np.where(worth >= 1.0, np.round(worth * 1024) / 1024, 0.0)

    def weights(
        self, name: str, table: np.ndarray, first: np.ndarray, second: np.ndarray
    ) -> np.ndarray:
        """The weight of a feature's level for each pair, by the product's own functions."""
        if name == "words":
            shared = shared_sums(self.spots.bags, self.worth, first, second)
            return table[np.searchsorted(WORTHS, shared, side="right") - 1]
        compare, names = FEATURES[name], LEVELS[name]

        def ask(n: int) -> float:
            return float(table[names.index(compare(self.side(first[n]), self.side(second[n])))])

        return asked_once(READ_FROM[name](self.spots, first, second), ask)

    def side(self, row: int) -> Side:
        """One row as a claim."""
        (one,) = self.table.slice(row, 1).drop_columns(["id", "words"]).to_pylist()
        return _claim(**one)


LEVELS = {
    "act": ("same act", "same family", "other family"),
    "when": (
        "missing", "same days", "one fits in the other", "may meet", "days apart", "weeks apart",
        "far apart",
    ),
    "where": (
        "missing", "same town", "same province", "same country", "other town", "other province",
        "other country",
    ),
    "people": ("missing", "same number", "compatible", "conflict"),
    "group": ("missing", "agrees", "differs"),
    "perpetrator": ("missing", "shared", "different"),
    "publication": ("missing", "within 3 days", "within a month", "later"),
    "words": tuple(map(str, WORTHS)),
}  # fmt: skip


def _claim(
    act=None, family=None, earliest=None, latest=None, country=None, admin1=None, town=None,
    least=None, most=None, sex=None, age=None, nationality=None, perpetrator=None, published=None,
) -> Side:  # type: ignore[no-untyped-def]  # fmt: skip
    precision = (
        PlacePrecision.TOWN if town else PlacePrecision.ADMIN1 if admin1 else PlacePrecision.COUNTRY
    )
    place = Place(PlaceRole.AT, town or admin1 or country or "", admin1, country, None, precision)
    group = AffectedGroup(
        least or 1, most, least == most, None if sex is None else str(sex),
        None if age is None else str(age), None if nationality is None else str(nationality),
    )  # fmt: skip
    has_group = any(value is not None for value in (least, sex, age, nationality))
    claim = Claim(
        "", "", ClaimKind.EVENT, act,
        when=When("", earliest, latest) if earliest else None,
        where=(place,) if country else (),
        affected=group if has_group else None,
        alleged_perpetrators=() if perpetrator is None else (AllegedPerpetrator(str(perpetrator)),),
    )  # fmt: skip
    return Side(claim, family, published, "")


@dataclass(frozen=True)
class Learnt:
    """Log-odds of each level of each feature, the prior, and the number of claims it holds for."""

    weights: dict[str, np.ndarray]
    prior: float
    count: int


def learnt(ours: Ours, incident: np.ndarray, seed: int) -> Learnt:
    """Weights from `LEARNT_FROM` labelled candidate pairs, by logistic regression with a ridge."""
    first, second = candidates(ours.spots)
    some = np.random.default_rng(seed).choice(
        len(first), min(LEARNT_FROM, len(first)), replace=False
    )
    first, second = first[some], second[some]
    columns, places = [], {}
    for name in LEVELS:
        kinds = len(LEVELS[name])
        level = ours.weights(name, np.arange(kinds), first, second).astype(int)
        places[name] = sum(column.shape[1] for column in columns)
        hot = np.zeros((len(first), kinds))
        hot[np.arange(len(first)), level] = 1
        hot[:, [n for n, word in enumerate(LEVELS[name]) if word == "missing"]] = 0
        columns.append(hot)
    table = np.hstack([*columns, np.ones((len(first), 1))])
    weights = _logistic(table, (incident[first] == incident[second]).astype(float))
    return Learnt(
        {name: weights[at : at + len(LEVELS[name])] for name, at in places.items()},
        float(weights[-1]), ours.count,
    )  # fmt: skip


def _logistic(table: np.ndarray, same: np.ndarray, ridge: float = 0.5) -> np.ndarray:
    held = np.r_[np.full(table.shape[1] - 1, ridge), 0.0]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ w
        value = np.logaddexp(0, odds).sum() - same @ odds + 0.5 * (held * w * w).sum()
        return float(value), table.T @ (1 / (1 + np.exp(-odds)) - same) + held * w

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


def chances(
    ours: Ours, said: Learnt, first: np.ndarray, second: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs that are not all but impossible, and the probability of each.

    Ten times the claims bring ten times the chance meetings and no more true ones: the prior falls
    with the number of claims.
    """
    prior = said.prior - np.log(ours.count / said.count)
    least = np.log(FLOOR / (1 - FLOOR)) - max(0.0, *said.weights["words"])
    kept = []
    for start in range(0, len(first), 2_000_000):
        a, b = first[start : start + 2_000_000], second[start : start + 2_000_000]
        odds = np.full(len(a), prior)
        for name in LEVELS:  # words last: they take longest, and most pairs are out by then
            if name == "words":
                hopeful = odds >= least
                a, b, odds = a[hopeful], b[hopeful], odds[hopeful]
            odds += ours.weights(name, said.weights[name], a, b)
        likely = odds >= np.log(FLOOR / (1 - FLOOR))
        kept.append((a[likely], b[likely], probabilities(np.round(odds[likely], 3))))
    found = [np.concatenate(column) for column in zip(*kept, strict=True)]
    return found[0], found[1], found[2]


def grouped(ours: Ours, said: Learnt, thresholds: Iterable[float]) -> Iterator[np.ndarray]:
    """A cluster number for each row of the table, for each threshold."""
    first, second = candidates(ours.spots)
    first, second, chance = chances(ours, said, first, second)
    for threshold in thresholds:
        yield labelled(ours.count, first, second, chance, threshold)
