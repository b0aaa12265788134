"""The chain: what holds, what does not, and what a line may say."""

import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.store.case import Case
from bearwitness.store.ledger import START, chain_findings, line_digest, signed_line

SIGNER = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
PUBLIC = SIGNER.public_key().public_bytes_raw()
AT = "2024-05-31T09:30:00Z"


def _chain(subjects: list[str], signer: Ed25519PrivateKey = SIGNER) -> list[str]:
    lines: list[str] = []
    for n, subject in enumerate(subjects, 1):
        prev = line_digest(lines[-1]) if lines else START
        lines.append(signed_line(n, AT, "original", {"subject": subject}, prev, signer))
    return lines


@given(subjects=st.lists(st.text(), max_size=8))
def test_a_chain_as_it_was_written_holds(subjects: list[str]) -> None:
    assert list(chain_findings(_chain(subjects), PUBLIC, "ledger.jsonl")) == []


@given(
    subjects=st.lists(st.text(max_size=5), min_size=1, max_size=5),
    place=st.integers(0),
    flip=st.integers(1, 127),
)
def test_any_changed_character_is_found_on_its_line(
    subjects: list[str], place: int, flip: int
) -> None:
    lines = _chain(subjects)
    which = place % len(lines)
    at = place % len(lines[which])
    changed = chr(ord(lines[which][at]) ^ flip)
    lines[which] = lines[which][:at] + changed + lines[which][at + 1 :]
    first = next(chain_findings(lines, PUBLIC, "ledger.jsonl"))
    assert first.where == f"ledger.jsonl line {which + 1}"


def test_a_chain_signed_by_someone_else_does_not_hold() -> None:
    other = _chain(["a"], Ed25519PrivateKey.generate())
    (finding,) = chain_findings(other, PUBLIC, "ledger.jsonl")
    assert "signature" in finding.problem


def test_a_chain_without_its_first_line_does_not_hold() -> None:
    first, *_ = chain_findings(_chain(["a", "b", "c"])[1:], PUBLIC, "x")
    assert (first.where, first.problem) == ("x line 1", "does not follow the line before it")


def test_anything_else_is_no_entry() -> None:
    for line in ("", "x", "[]", "1", "{}", '{"sig":1}', '{"sig":"00"}', "null"):
        assert list(chain_findings([line], PUBLIC, "x"))


def test_lines_hold_only_what_a_ledger_may_hold(filled: Callable[[], Case], world: Any) -> None:
    allowed = {
        "case": {"ledger_key"},
        "original": {"sha256", "size", "media_type", "received", "parent"},
        "decision": {"by"},
        "release": {"files"},
        "tombstone": {"by", "reason", "struck"},
        "member": {"by"},
    }
    with filled() as case:
        lines = (case.path / "ledger.jsonl").read_text().splitlines()
    for entry in map(json.loads, lines):
        assert set(entry) == {"n", "at", "kind", "data", "prev", "sig"}
        more = allowed.get(entry["kind"], set())
        assert set(entry["data"]) == {"subject", "commitment"} | more


def test_the_head_is_the_last_line(case: Case, world: Any) -> None:
    world.add(case)
    lines = (case.path / "ledger.jsonl").read_text().splitlines()
    assert case.head() == (len(lines), line_digest(lines[-1]))
