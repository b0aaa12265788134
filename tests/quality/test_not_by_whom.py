"""Whoever pursues, finds, treats or only tells of an act is never named as having done it.

`not_by_whom.jsonl` holds an invented passage a line with an `act` (codes, any of them) and whom the
program `may` name for it. Nobody else may be named, ever: a wrong doer is a libel. The first 75
were read while the rules were made; of the 48 behind them 8 named somebody wrongly before and 4 at
first look, of the last 40 none. In `LEAST` passages the act must be read at all, so that the test
cannot pass on silence.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Claim
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

PASSAGES = [
    json.loads(line)
    for line in Path(__file__).with_name("not_by_whom.jsonl").read_text("utf-8").splitlines()
]
LEAST = 137


def told(row: dict[str, Any]) -> list[Claim]:
    found = extract(parse(row["text"]), Header(id="report-invented")).claims
    return [c for c in found if c.act in row["act"].split("|")]


@pytest.mark.parametrize("row", PASSAGES, ids=lambda row: row["text"][:50])
def test_nobody_is_named_who_did_not_do_it(row: dict[str, Any]) -> None:
    named = {p.kind for claim in told(row) for p in claim.alleged_perpetrators}
    assert named <= {*row["may"], "unknown"}


def test_the_acts_are_read() -> None:
    assert sum(bool(told(row)) for row in PASSAGES) >= LEAST
