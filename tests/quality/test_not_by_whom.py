"""Whoever pursues, finds, treats or only tells of an act is never named as having done it.

`not_by_whom.jsonl` holds an invented passage a line with an `act` (codes, any of them) and whom the
program `may` name for it. Nobody else may be named, ever: a wrong doer is a libel. The first 75
were read while the rules were made; of the 48 behind them 8 named somebody wrongly before and 4 at
first look, of the last 40 none. In `LEAST` passages the act must be read at all, so that the test
cannot pass on silence.

`not_by_whom_blind.jsonl` holds 300 passages by a hand that had seen neither rules nor output:
`never` are the kinds that would be a libel, `by` the answers that are right; in 70 of them the body
near by did do it. By a digest of the text a third is kept aside: of it only figures were looked at.
"""

import hashlib
import json
from collections import Counter
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


BLIND = [
    json.loads(line)
    for line in Path(__file__).with_name("not_by_whom_blind.jsonl").read_text("utf-8").splitlines()
]
MOST = {"looked at": 0.09, "kept aside": 0.08}  # of the passages whose act is read
DID_IT = {"looked at": 0.6, "kept aside": 0.74}  # of those in which the body near by did it


def of_the_words(row: dict[str, Any]) -> list[Claim]:
    start = row["text"].index(row["words"])
    end = start + len(row["words"])
    return [
        c for c in told(row) if any(e.start < end and start < e.end for e in c.evidence_for("act"))
    ]


@pytest.fixture(scope="module")
def counted() -> Counter[tuple[str, str]]:
    out = Counter[tuple[str, str]]()
    for row in BLIND:
        digest = int(hashlib.sha256(row["text"].encode()).hexdigest(), 16)
        part = "looked at" if digest % 3 else "kept aside"
        if not (claims := of_the_words(row)):
            continue
        named = {p.kind for c in claims for p in c.alleged_perpetrators}
        right = any(set(answer) == named for answer in row["by"])
        out[part, "read"] += 1
        out[part, "named wrongly"] += bool(named & set(row["never"]))
        out[part, "did it"] += not row["never"]
        out[part, "did it, and is named"] += not row["never"] and right
    return out


@pytest.mark.parametrize("part", sorted(MOST))
def test_few_are_named_wrongly_in_passages_by_a_blind_hand(
    counted: Counter[tuple[str, str]], part: str
) -> None:
    assert counted[part, "named wrongly"] <= MOST[part] * counted[part, "read"]


@pytest.mark.parametrize("part", sorted(DID_IT))
def test_those_who_did_it_are_still_named(counted: Counter[tuple[str, str]], part: str) -> None:
    assert counted[part, "did it, and is named"] >= DID_IT[part] * counted[part, "did it"]
