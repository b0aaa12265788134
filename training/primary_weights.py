"""The weights by which the main claim of a report and its time are chosen: vocabulary/primary.yml.

    python training/primary_weights.py HRDSATTACK_TRAIN.json --first 200 > primary.yml

From articles of HRDsAttack (dataminr-ai/HRDsAttack, MIT licence) with the country, city, year,
month and day that people gave each. For every pair of a claim and a time of an article, what is
right is counted; the weights make the expected count largest under a softmax over the pairs of each
article, with a ridge. A year given from elsewhere that is wrong costs a fifth of a right one.
docs/decisions/0019-primary.md is the model card. It takes some minutes.
"""

import argparse
import html
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bearwitness.extract import claims_of
from bearwitness.extract.main import features
from bearwitness.extract.main.choose import Pair, pairs
from bearwitness.extract.main.story import Story
from bearwitness.extract.titles import title_acts
from bearwitness.model.dates import When
from bearwitness.model.reading import as_date
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse_many

Numbers = npt.NDArray[np.float64]
RIDGE = 0.15  # per article
STEPS = 400
RATE = 0.05
WRONG = 0.2  # what a wrong year from elsewhere costs
SMALL = 0.03  # weights nearer to nothing than this are left out
MONTHS = (
    "january february march april may june july august september october november december"
).split()
HEAD = """# How much each feature speaks for a claim and a time being what a report is mainly about.
# Written by training/primary_weights.py; extract/main/features.py says what each feature is, and
# docs/decisions/0019-primary.md how it was made and how well it does. `t_` is of the time, `tie_`
# of the time with the claim, the others of the claim. The pair with the largest sum is taken.
source: HRDsAttack (dataminr-ai/HRDsAttack, MIT licence), first {count} articles of its train part
# Set by hand: what a report's title says it did counts, though the labels do not ask for it.
by_hand: {{act_titled: 0.3}}
weights:"""


def plain(value: Any) -> str | None:
    words = str(value).strip().lower()
    return None if words in {"none", "nan", "", "unknown"} else re.sub(r"\.0$", "", words)


def gold_of(row: dict[str, Any]) -> dict[str, str | int | None]:
    """What people gave: country and city in small letters; year, month and day as numbers."""
    given = {key: plain(row.get(key)) for key in ("country", "city", "year", "month", "date")}
    month, day, year = given["month"], given["date"], given["year"]
    number = MONTHS.index(month) + 1 if month in MONTHS else month
    return {
        "country": given["country"],
        "city": given["city"],
        "year": int(year) if year and year.isdigit() else None,
        "month": int(str(number)) if str(number).isdigit() else None,
        "day": int(day) if day and day.isdigit() else None,
    }


def dated(when: When | None) -> dict[str, int | None]:
    """The year, month and day that an interval does not leave open."""
    if when is None or when.earliest is None or when.latest is None:
        return dict.fromkeys(("year", "month", "day"))
    a, b = when.earliest, when.latest
    return {
        "year": a.year if a.year == b.year else None,
        "month": a.month if (a.year, a.month) == (b.year, b.month) else None,
        "day": a.day if a == b else None,
    }


def gain(pair: Pair, story: Story, gold: dict[str, str | int | None]) -> float:
    """How many fields are right if this pair is chosen, less what a wrong given year costs."""
    have = dated(pair.time.when if pair.time else None)
    right = sum(gold[key] is not None and gold[key] == value for key, value in have.items())
    where = pair.claim.where
    right += gold["country"] in {plain(p.country_name) for p in where} - {None}
    right += gold["city"] in {plain(p.name) for p in where} - {None}
    is_given = pair.time is not None and pair.time is not story.own.get(pair.claim.id)
    is_wrong = is_given and gold["year"] is not None and gold["year"] != have["year"]
    return right - WRONG * is_wrong


def examples(rows: list[dict[str, Any]]) -> list[tuple[list[features.Features], Numbers]]:
    """For every article, the features and the gain of each of its pairs."""
    texts = [
        html.unescape(
            re.sub(r"<[^>]+>", "", r["sample"]["Input.article_interface"].replace("</p>", "\n\n"))
        )
        for r in rows
    ]
    found = []
    for row, doc in zip(rows, parse_many(texts), strict=True):
        sample = row["sample"]
        header = Header(
            "report", sample["Input.title"], published=as_date(sample["Input.publish_date"])
        )
        claims, times, places, _ = claims_of(doc, header)
        story = Story(doc, header, claims, times, places)
        gold, titled = gold_of(row["merged_sample"]), title_acts(header.title or "")
        both = list(pairs(story))
        if both:
            gains = np.array([gain(pair, story, gold) for pair in both])
            found.append(([of_pair(pair, story, titled) for pair in both], gains))
    return found


def of_pair(pair: Pair, story: Story, titled: frozenset[str]) -> features.Features:
    """The features of a claim with a time."""
    time = features.of_time(pair.time, story, titled) if pair.time in story.times else {}
    tie = features.of_time_for(pair.time, pair.claim, story)
    return features.of_claim(pair.claim, story, titled) | time | tie


def fitted(found: list[tuple[list[features.Features], Numbers]]) -> dict[str, float]:
    """The weights of largest expected gain, by Adam from nothing."""
    names = sorted({name for pairs_, _ in found for f in pairs_ for name in f})
    table = np.array([[float(f.get(n, 0.0)) for n in names] for pairs_, _ in found for f in pairs_])
    gains = np.concatenate([g for _, g in found])
    sizes = [len(g) for _, g in found]
    starts = np.cumsum([0, *sizes])[:-1]
    weights, first, second = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = table @ weights
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        shares = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
        mean = np.repeat(np.add.reduceat(shares * gains, starts), sizes)
        slope = table.T @ (shares * (gains - mean)) - RIDGE * len(sizes) * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = RATE / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        weights += rate * first
    return dict(zip(names, weights.tolist(), strict=True))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("train", type=Path)
    arguments.add_argument("--first", type=int, default=200)
    given = arguments.parse_args()
    rows = json.loads(given.train.read_text(encoding="utf-8"))[: given.first]
    weights = fitted(examples(rows))
    print(HEAD.format(count=len(rows)))
    for name, weight in sorted(weights.items()):
        if abs(weight) >= SMALL:
            print(f"  {name}: {weight:.2f}")


if __name__ == "__main__":
    main()
