"""How well acts, modality, counts and perpetrators are read, on invented sentences with a floor."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Claim, ClaimKind
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse_many

GOLD = Path(__file__).with_name("acts_gold.jsonl")


@pytest.fixture(scope="module")
def read() -> list[tuple[dict[str, Any], tuple[Claim, ...]]]:
    """Every gold line with the claims read from its text."""
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    docs = parse_many(line["text"] for line in lines)
    return [
        (line, extract(doc, Header(id=f"report-{i}")).claims)
        for i, (line, doc) in enumerate(zip(lines, docs, strict=True))
    ]


def key(claim: Claim) -> tuple[str, str, str]:
    return str(claim.act), str(claim.kind), str(claim.modality)


def about_acts(claims: tuple[Claim, ...]) -> list[Claim]:
    return [c for c in claims if c.kind in {ClaimKind.EVENT, ClaimKind.PATTERN}]


def wanted_key(want: dict[str, Any]) -> tuple[str, str, str]:
    return want["act"], want["kind"], want["modality"]


def test_acts_kinds_and_modalities_are_read_well(read) -> None:
    counts: Counter[str] = Counter()
    for line, claims in read:
        want = Counter(map(wanted_key, line["claims"]))
        have = Counter(map(key, about_acts(claims)))
        counts["hit"] += (want & have).total()
        counts["want"] += want.total()
        counts["have"] += min(have.total(), have.total()) - extra_of(line, have)
    recall, precision = counts["hit"] / counts["want"], counts["hit"] / counts["have"]
    assert recall >= 0.97, f"recall {recall:.3f}"
    assert precision >= 0.97, f"precision {precision:.3f}"


def extra_of(line: dict[str, Any], have: Counter[tuple[str, str, str]]) -> int:
    """Claims of acts that the gold line does not judge: it lists one act of the sentence."""
    judged = {want["act"] for want in line["claims"]}
    return sum(n for k, n in have.items() if judged and k[0] not in judged)


def test_sentences_that_say_no_act_give_no_claim(read) -> None:
    empty = [(line["text"], claims) for line, claims in read if not line["claims"]]
    wrong = [text for text, claims in empty if about_acts(claims)]
    assert len(empty) >= 14
    assert len(wrong) <= 1, wrong


def test_counts_of_people_are_read_well(read) -> None:
    pairs = [(w, c) for w, c in matched(read) if w["min"] is not None]
    right = [
        c.affected is not None and (c.affected.min, c.affected.max) == (w["min"], w["max"])
        for w, c in pairs
    ]
    assert len(pairs) >= 55
    assert sum(right) / len(right) >= 0.96


def test_alleged_perpetrators_are_read_well(read) -> None:
    """Three of 71 wrong: "investigators" count as police since doers are weighed (0029)."""
    right = []
    for want, claim in matched(read):
        kinds = {
            f"{p.kind}/{p.country}" if p.country else p.kind for p in claim.alleged_perpetrators
        }
        right.append(kinds == ({want["by"]} if want["by"] else set()))
    assert sum(right) / len(right) >= 0.95


def matched(read) -> list[tuple[dict[str, Any], Claim]]:
    """Each expected claim with the one read for it, where there is one."""
    return [
        (want, claim)
        for line, claims in read
        for want in line["claims"]
        if (claim := next((c for c in claims if key(c) == wanted_key(want)), None))
    ]
