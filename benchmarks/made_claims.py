"""Made-up claims with known truth, the same for one seed: a table, one claim a row.

Each incident has an act, a day, a town, a number of people, a group, a kind of perpetrator and ten
ordinary words. Each report of it leaves fields out, gives them coarsely or gets them wrong, as
`SLIPS` says, and uses half of the words among fifteen of its own. Towns, words and kinds of act are
drawn unevenly, so that most happens in few places and the same words come everywhere.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

FIRST = 17_532  # 2018-01-01, in days since 1970
DAYS = 365 * 6
TOWNS, PROVINCES, COUNTRIES = 2_000, 80, 6
WORDS, OF_INCIDENT, OF_REPORT = 20_000, 10, 15
MEAN_REPORTS = 2.2
ACTS = {
    "liberty": ("arrest", "detention", "raid", "round-up"),
    "return": ("forced return", "deportation order"),
    "harm": ("torture", "ill-treatment", "denial of medical care"),
    "killing": ("killing", "death in custody"),
    "justice": ("charge", "trial", "sentence"),
    "exploitation": ("trafficking", "forced labour", "forced marriage"),
    "pressure": ("threat", "extortion or bribe", "surveillance"),
    "missing": ("disappearance", "abduction"),
}
SLIPS = {
    "another act of the family": 0.20,
    "another family": 0.03,
    "no date": 0.20,
    "only the month": 0.25,
    "a day or two off": 0.08,
    "no place": 0.15,
    "only the province": 0.20,
    "only the country": 0.05,
    "another town of the province": 0.03,
    "no number": 0.20,
    "a vague number": 0.20,
    "another number": 0.15,
    "no sex": 0.5,
    "no age": 0.6,
    "no nationality": 0.5,
    "no perpetrator": 0.4,
    "another attribute": 0.05,
    "a word of the incident used": 0.5,
}


@dataclass(frozen=True)
class Made:
    """The table (see `SCHEMA` for its columns) and the incident of each row."""

    table: pa.Table
    incident: np.ndarray


def made(count: int, seed: int) -> Made:
    """`count` claims of about `count` / 2.2 incidents."""
    chance = np.random.default_rng(seed)
    incident = _reports_of(count, chance)
    facts = _Facts(incident[-1] + 1, chance)
    order = chance.permutation(count)  # the claims of one incident do not arrive together
    incident = incident[order]
    table = pa.table({"id": np.arange(count), **_claims(facts, incident, chance)})
    return Made(table, incident)


def _reports_of(count: int, chance: np.random.Generator) -> np.ndarray:
    sizes = 1 + np.floor(chance.exponential(1 / np.log(1 + 1 / (MEAN_REPORTS - 1)), count)).astype(
        int
    )
    return np.repeat(np.arange(count), sizes)[:count]


def _uneven(n: int, power: float) -> np.ndarray:
    weights = 1 / np.arange(1, n + 1) ** power
    return weights / weights.sum()


class _Facts:
    """What happened: one entry an incident in every array."""

    def __init__(self, count: int, chance: np.random.Generator) -> None:
        families = list(ACTS)
        self.family = chance.choice(len(families), count, p=_uneven(len(families), 0.7))
        sizes = np.array([len(ACTS[family]) for family in families])
        self.act = (chance.random(count) * sizes[self.family]).astype(int)
        self.day = FIRST + chance.integers(0, DAYS, count)
        self.town = chance.choice(TOWNS, count, p=_uneven(TOWNS, 0.7))
        self.people = 1 + np.floor(chance.exponential(4, count)).astype(int)
        self.sex = chance.choice(3, count, p=(0.5, 0.3, 0.2))
        self.age = chance.choice(6, count, p=_uneven(6, 0.8))
        self.nationality = chance.choice(8, count, p=_uneven(8, 1.0))
        self.perpetrator = chance.choice(6, count, p=_uneven(6, 1.0))
        self.words = _words((count, OF_INCIDENT), chance)


def _words(shape: tuple[int, int], chance: np.random.Generator) -> np.ndarray:
    edges = np.cumsum(_uneven(WORDS, 0.9))
    return np.searchsorted(edges, chance.random(shape)).clip(0, WORDS - 1).astype(np.int32)


def _claims(facts: _Facts, incident: np.ndarray, chance: np.random.Generator) -> dict[str, object]:
    n = len(incident)

    def slips(name: str) -> np.ndarray:
        return chance.random(n) < SLIPS[name]

    published = facts.day[incident] + 1 + np.floor(chance.exponential(6, n)).astype(int)
    return {
        **_acts(facts, incident, slips, chance),
        **_dates(facts.day[incident], slips, chance),
        **_places(facts.town[incident], chance),
        **_numbers(facts.people[incident], slips, chance),
        "sex": _attribute(facts.sex[incident], 3, slips("no sex"), chance),
        "age": _attribute(facts.age[incident], 6, slips("no age"), chance),
        "nationality": _attribute(facts.nationality[incident], 8, slips("no nationality"), chance),
        "perpetrator": _attribute(facts.perpetrator[incident], 6, slips("no perpetrator"), chance),
        "published": _days(published),
        "words": _reported_words(facts.words, incident, chance),
    }


def _acts(facts, incident, slips, chance) -> dict[str, object]:  # type: ignore[no-untyped-def]
    names = [act for acts in ACTS.values() for act in acts]
    of = np.repeat(np.arange(len(ACTS)), [len(acts) for acts in ACTS.values()])
    first = np.searchsorted(of, np.arange(len(ACTS)))
    size = np.bincount(of)
    family = facts.family[incident].copy()
    other = slips("another family")
    family[other] = chance.integers(0, len(ACTS), other.sum())
    drawn = (chance.random(len(family)) * size[family]).astype(int)
    is_other = slips("another act of the family") | other
    act = first[family] + np.where(is_other, drawn, facts.act[incident])
    return {"act": np.array(names)[act], "family": np.array(list(ACTS))[family]}


def _dates(day, slips, chance) -> dict[str, object]:  # type: ignore[no-untyped-def]
    draw = chance.random(len(day))
    day = day + np.where(slips("a day or two off"), chance.choice((-1, 1, 2), len(day)), 0)
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    is_month = (draw >= SLIPS["no date"]) & (draw < SLIPS["no date"] + SLIPS["only the month"])
    first = np.where(is_month, month.astype("datetime64[D]").astype(int), day)
    last = np.where(is_month, (month + 1).astype("datetime64[D]").astype(int) - 1, day)
    none = draw < SLIPS["no date"]
    return {"earliest": _days(first, none), "latest": _days(last, none)}


def _places(town, chance) -> dict[str, object]:  # type: ignore[no-untyped-def]
    province_of = np.random.default_rng(1).integers(0, PROVINCES, TOWNS)
    order = np.argsort(province_of, kind="stable")
    draw = chance.random(len(town))
    wrong = chance.random(len(town)) < SLIPS["another town of the province"]
    starts = np.searchsorted(province_of[order], np.arange(PROVINCES + 1))
    within = province_of[town]
    width = starts[within + 1] - starts[within]
    another = order[starts[within] + (chance.random(len(town)) * width).astype(int)]
    town = np.where(wrong, another, town)
    cuts = np.cumsum([SLIPS["no place"], SLIPS["only the country"], SLIPS["only the province"]])
    level = np.searchsorted(cuts, draw, side="right")  # 0 none, 1 country, 2 province, 3 town
    province = province_of[town]
    return {
        "country": pa.array(np.char.add("C", (province % COUNTRIES).astype(str)), mask=level < 1),
        "admin1": pa.array(np.char.add("P", province.astype(str)), mask=level < 2),
        "town": pa.array(np.char.add("T", town.astype(str)), mask=level < 3),
    }


def _numbers(people, slips, chance) -> dict[str, object]:  # type: ignore[no-untyped-def]
    off = slips("another number")
    low = np.maximum(1, people + np.where(off, chance.choice((-2, -1, 1, 3), len(people)), 0))
    vague = slips("a vague number")
    high = np.where(vague, low * 2 + 3, low)
    low = np.where(vague, np.maximum(1, low - 2), low)
    none = slips("no number")
    return {"least": pa.array(low, mask=none), "most": pa.array(high, mask=none)}


def _attribute(true, kinds, none, chance) -> pa.Array:  # type: ignore[no-untyped-def]
    wrong = chance.random(len(true)) < SLIPS["another attribute"]
    return pa.array(np.where(wrong, chance.integers(0, kinds, len(true)), true), mask=none)


def _reported_words(words, incident, chance) -> pa.Array:  # type: ignore[no-untyped-def]
    n = len(incident)
    used = chance.random((n, OF_INCIDENT)) < SLIPS["a word of the incident used"]
    own = np.where(used, words[incident], -1)
    held = np.sort(np.concatenate([own, _words((n, OF_REPORT), chance)], axis=1), axis=1)
    held[:, 1:][held[:, 1:] == held[:, :-1]] = -1
    keep = held >= 0
    offsets = np.concatenate([[0], np.cumsum(keep.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(held[keep]))


def _days(days, none=None) -> pa.Array:  # type: ignore[no-untyped-def]
    return pa.array(days.astype("datetime64[D]"), mask=none)
