"""Accuracy on invented sentences, with floors that only go down with a reason.

Each line of places_gold.jsonl has the text, the places in it (words, name, country, precision) and
words that are no places. The sentences are judged one by one: no other text helps.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bearwitness.extract.where import find_places
from bearwitness.model.places import PlaceMention
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse_many

FOUND = 0.95  # of the places, found at all
RIGHT = 0.95  # of those found, the right place at the right precision
CLEAN = 0.95  # of what is found, a place

Judged = list[tuple[dict[str, Any], tuple[PlaceMention, ...]]]


@pytest.fixture(scope="module")
def judged(repository: Path) -> Judged:
    path = repository / "tests" / "quality" / "places_gold.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    docs = parse_many(line["text"] for line in lines)
    return [(line, find_places(doc, gazetteer())) for line, doc in zip(lines, docs, strict=True)]


def pairs(judged: Judged) -> Iterator[tuple[list[str], PlaceMention | None]]:
    """Each gold place with the mention that covers its first letter."""
    for line, mentions in judged:
        for gold in line["places"]:
            at = line["text"].index(gold[0])
            yield gold, next((m for m in mentions if m.start <= at < m.end), None)


def test_places_are_found(judged: Judged) -> None:
    missed = [gold for gold, mention in pairs(judged) if mention is None]
    assert 1 - len(missed) / len(list(pairs(judged))) >= FOUND, missed


def test_found_places_are_the_right_ones(judged: Judged) -> None:
    both = [(gold, m) for gold, m in pairs(judged) if m is not None]
    wrong = [
        (gold, m.name, m.country, m.precision.value)
        for gold, m in both
        if (m.name, m.country, m.precision.value) != tuple(gold[1:])
    ]
    assert 1 - len(wrong) / len(both) >= RIGHT, wrong


def test_what_is_found_is_a_place(judged: Judged) -> None:
    found = sum(len(mentions) for _, mentions in judged)
    false = [
        m.exact
        for line, mentions in judged
        for m in mentions
        if not any(m.start <= line["text"].index(gold[0]) < m.end for gold in line["places"])
    ]
    assert 1 - len(false) / found >= CLEAN, false


def test_no_surname_street_or_month_is_a_place(judged: Judged) -> None:
    taken = [
        word
        for line, mentions in judged
        for word in line["none"]
        if any(m.exact == word for m in mentions)
    ]
    assert len(taken) <= 2, taken
