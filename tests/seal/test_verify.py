"""Still the same bytes? A change of any kind is found, and nothing else is."""

import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.claim import Claim, ClaimKind
from bearwitness.model.errors import WrongUse
from bearwitness.model.report import TextVersion
from bearwitness.model.span import evidence
from bearwitness.seal.digest import receipt
from bearwitness.seal.verify import (
    evidence_findings,
    folder_findings,
    listed_digests,
    original_findings,
    text_findings,
)

AT = "2024-05-31T09:30:00Z"


@given(data=st.binary())
def test_the_bytes_received_pass(data: bytes) -> None:
    assert list(original_findings(receipt(data, "text/plain", AT), data)) == []


@given(data=st.binary(min_size=1), place=st.integers(0), flip=st.integers(1, 255))
def test_any_flipped_byte_fails(data: bytes, place: int, flip: int) -> None:
    changed = bytearray(data)
    changed[place % len(data)] ^= flip
    (finding,) = original_findings(receipt(data, "text/plain", AT), bytes(changed))
    assert finding.problem == "its bytes are not the ones received"


@given(data=st.binary(), more=st.binary(min_size=1))
def test_bytes_added_or_lost_fail_by_their_number(data: bytes, more: bytes) -> None:
    for kept, now in ((data, data + more), (data + more, data)):
        (finding,) = original_findings(receipt(kept, "text/plain", AT), now)
        assert f"has {len(now)} bytes" in finding.problem


@given(words=st.text())
def test_a_text_version_matches_its_own_digest_and_no_other(words: str) -> None:
    text = TextVersion.of(words)
    assert list(text_findings("report-1", text)) == []
    changed = dataclasses.replace(text, content=text.content + " ")
    assert len(list(text_findings("report-1", changed))) == 1


def test_evidence_in_another_text_is_found_and_its_words_are_not_repeated() -> None:
    text = TextVersion.of("They were taken at the bus station.")
    proof = (evidence("act", text.content, 10, 15),)
    claim = Claim("claim-1", "report-1", ClaimKind.EVENT, "arrest", evidence=proof)
    assert list(evidence_findings([claim], text)) == []
    (finding,) = evidence_findings([claim], TextVersion.of("Nothing of the kind was said here."))
    assert finding.subject == "claim-1"
    assert "taken" not in str(finding)


def test_changed_missing_and_added_files_are_three_different_findings() -> None:
    found = {"same": "a", "changed": "b", "added": "c"}
    listed = {"same": "a", "changed": "x", "missing": "d"}
    problems = {f.where: f.problem for f in folder_findings("out", listed, found)}
    assert problems == {
        "added": "is not in the manifest", "changed": "was changed", "missing": "is missing",
    }  # fmt: skip


def test_a_manifest_is_read_as_sha256sum_writes_it() -> None:
    value = hashlib.sha256(b"x").hexdigest()
    assert listed_digests(f"{value}  data/a file.csv\n") == {"data/a file.csv": value}


@pytest.mark.parametrize("line", ["", "abc  x", "z" * 64 + "  x", "a" * 64, "a" * 64 + "  "])
def test_a_line_that_is_no_digest_and_path_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(WrongUse, match="line 2"):
        listed_digests("a" * 64 + "  x\n" + line + "\n")
