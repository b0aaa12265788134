"""The weights by which the main claim of a report and its time are chosen: vocabulary/primary.yml.

    python training/primary_weights.py HRDSATTACK_TRAIN.json > primary.yml

From two sets: articles of HRDsAttack (dataminr-ai/HRDsAttack, MIT licence) with the country, city,
year, month and day that people gave each; and the invented reports of tests/quality/field_reports
that may be looked at, with the claim that a careful officer would take for the main one.

First the times: for every claim of an article, the weights make the expected count of right
fields largest under a softmax over the times it may have. A year given from elsewhere that is wrong
costs a fifth of a right one. Then the claims, each with the time so chosen, in the same way over
the claims of a report; the main claim of a field report counts four fields, its time and place half
of one.
Both with a ridge. docs/decisions/0019-primary.md is the model card. It takes some minutes.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from bearwitness.extract import claims_of
from bearwitness.extract.main import features
from bearwitness.extract.main.choose import Pair, main_place, pairs, worth
from bearwitness.extract.main.fill import filled
from bearwitness.extract.main.story import Story
from bearwitness.extract.main.titled import title_of
from bearwitness.model.dates import When
from bearwitness.model.reading import as_date
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse_many

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import field_reports  # the figures of benchmarks/ judge here too
from articles import article_text

Numbers = npt.NDArray[np.float64]
RIDGE = 0.15  # per article
STEPS = 400
RATE = 0.05
WRONG = 0.2  # what a wrong year from elsewhere costs
SMALL = 0.03  # weights nearer to nothing than this are left out
MAIN = 4.0  # fields that the main claim of a field report counts
DETAIL = 0.5  # and its time, and its place, where they are right
MONTHS = (
    "january february march april may june july august september october november december"
).split()
HEAD = """# How much each feature speaks for a claim and a time being what a report is mainly about.
# Written by training/primary_weights.py; extract/main/features.py and titled.py say what each is,
# and docs/decisions/0019-primary.md how it was made and how well it does. `t_` is of the time,
# `tie_` of the time with the claim, the others of the claim. For each claim the time with the
# largest sum of `times` is taken, then the claim with the largest sum of `claims`.
source: HRDsAttack (dataminr-ai/HRDsAttack, MIT licence), {count} articles of its train part, and
  {field} invented reports of tests/quality/field_reports
# Set by hand, and added to `claims`: what a title says was done counts, and of two claims told
# alike a wounding is the lesser one.
by_hand: {{act_titled: 0.5, act wounding: -0.6}}"""


@dataclass(frozen=True, slots=True)
class Example:
    """A claim of a report with a time: its features, and what is gained when it is chosen."""

    claim: str
    of_time: features.Features
    of_claim: features.Features
    gain: float


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


def examples(
    docs: Iterator[Doc], headers: list[Header], gain_of: Callable[[int, Pair, Story], float]
) -> list[list[Example]]:
    """For every report, each of its claims with each time it may have."""
    found = []
    for n, (doc, header) in enumerate(zip(docs, headers, strict=True)):
        claims, times, places, _ = claims_of(doc, header)
        story, title = Story(doc, header, claims, times, places), title_of(header)
        found.append(
            [
                Example(
                    pair.claim.id,
                    features.of_time_for(pair.time, pair.claim, story)
                    | (
                        features.of_time(pair.time, story, title)
                        if pair.time in story.times
                        else {}
                    ),
                    features.of_claim(pair.claim, story, title),
                    gain_of(n, pair, story),
                )
                for claim in story.told
                for pair in pairs(claim, story)
            ]
        )
    return found


def of_articles(rows: list[dict[str, Any]]) -> list[list[Example]]:
    """The examples of articles with what people gave of each."""
    texts = [article_text(row["sample"]) for row in rows]
    headers = [
        Header("report", s["Input.title"], published=as_date(s["Input.publish_date"]))
        for s in (row["sample"] for row in rows)
    ]
    gold = [gold_of(row["merged_sample"]) for row in rows]
    return examples(parse_many(texts), headers, lambda n, pair, story: gain(pair, story, gold[n]))


def of_field_reports(rows: list[dict[str, Any]]) -> list[list[Example]]:
    """The examples of the invented reports, with what an officer would write of each."""
    headers = [
        Header("report", r["title"], outlet=r["outlet"], published=as_date(str(r["published"])))
        for r in rows
    ]

    def gain_of(n: int, pair: Pair, story: Story) -> float:
        found: Any = SimpleNamespace(claims=story.told, report=headers[n])
        judged, _ = field_reports.judge(rows[n], found)
        mine = next((j.expected for j in judged if j.claim is pair.claim), None)
        if mine is None or "main" not in mine:
            return 0.0
        claim = filled(pair, main_place(pair.claim, story), story)
        right = field_reports.rights(mine, claim, rows[n]["outlet"])
        return MAIN + DETAIL * (right.get("when", False) + right.get("where", True))

    return examples(parse_many([row["text"] for row in rows]), headers, gain_of)


def by_claim(report: list[Example]) -> Iterator[list[Example]]:
    """The examples of one report, claim by claim."""
    for _, told in groupby(report, key=lambda example: example.claim):
        yield list(told)


def fitted(found: list[tuple[list[features.Features], Numbers]]) -> dict[str, float]:
    """The weights of largest expected gain, by Adam from nothing."""
    names = sorted({name for choices, _ in found for f in choices for name in f})
    table = np.array([[float(f.get(n, 0)) for n in names] for choices, _ in found for f in choices])
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


def times_of(reports: list[list[Example]]) -> dict[str, float]:
    """The weights of the times, from claims whose times differ in what they gain."""
    choices = [told for report in reports for told in by_claim(report)]
    differing = [told for told in choices if len({example.gain for example in told}) > 1]
    return fitted(
        [([e.of_time for e in told], np.array([e.gain for e in told])) for told in differing]
    )


def claims_weights(reports: list[list[Example]], times: dict[str, float]) -> dict[str, float]:
    """The weights of the claims, each with the time that `times` chooses."""
    chosen = [
        [max(told, key=lambda e: worth(e.of_time, times)) for told in by_claim(report)]
        for report in reports
    ]
    return fitted(
        [
            ([e.of_claim | e.of_time for e in told], np.array([e.gain for e in told]))
            for told in chosen
            if told
        ]
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("train", type=Path)
    arguments.add_argument("--first", type=int, default=300, help="articles to learn from")
    given = arguments.parse_args()
    rows = json.loads(given.train.read_text(encoding="utf-8"))[: given.first]
    told = field_reports.reports("looked at")
    articles = of_articles(rows)
    times = times_of(articles)
    claims = claims_weights([*articles, *of_field_reports(told)], times)
    print(HEAD.format(count=len(rows), field=len(told)))
    for name, table in (("times", times), ("claims", claims)):
        print(f"{name}:")
        for feature, weight in sorted(table.items()):
            if abs(weight) >= SMALL:
                print(f"  {feature}: {weight:.2f}")


if __name__ == "__main__":
    main()
