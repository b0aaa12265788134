"""What find_exposures must keep finding, and keep leaving alone, on invented sentences.

A string counts as found when an exposure covers every letter of it: a direct one for `direct`, any
for `quasi`. A `keep` string counts when no exposure touches it. Floors go down only with a reason.
"""

import json
from pathlib import Path

import pytest

from bearwitness.protect.exposure import find_exposures
from bearwitness.reference.parse import parse_many

GOLD = Path(__file__).with_name("exposure_gold.jsonl")
FLOORS = {"direct": 1.0, "quasi": 0.97, "keep": 0.97}


@pytest.fixture(scope="module", params=[False, True], ids=["rules", "rules and taggers"])
def judged(request):
    """For each kind the strings and whether each is as it should be."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    found = {kind: [] for kind in FLOORS}
    for row, doc in zip(rows, parse_many(row["text"] for row in rows), strict=True):
        exposures = find_exposures(doc, learned=request.param)
        covered = {i for e in exposures for i in range(e.start, e.end)}
        direct = {i for e in exposures if e.level == "direct" for i in range(e.start, e.end)}
        for kind in FLOORS:
            for words in row[kind]:
                at = row["text"].index(words)
                letters = {i for i in range(at, at + len(words)) if row["text"][i].isalnum()}
                right = {
                    "direct": letters <= direct,
                    "quasi": letters <= covered,
                    "keep": not letters & covered,
                }
                found[kind].append((words, right[kind]))
    return found


@pytest.mark.parametrize("kind", FLOORS)
def test_the_share_found_or_left_alone_stays_above_its_floor(judged, kind):
    wrong = [words for words, right in judged[kind] if not right]
    share = 1 - len(wrong) / len(judged[kind])
    assert share >= FLOORS[kind], f"{share:.3f}: {wrong}"


def test_the_gold_has_sixty_sentences_and_each_kind_often(judged):
    assert len(GOLD.read_text(encoding="utf-8").splitlines()) == 60
    assert min(map(len, judged.values())) >= 30
