"""Deleting a report leaves a tombstone, and not one byte of its words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bearwitness.model.errors import Tombstoned, UnknownSubject, WrongUse
from bearwitness.model.report import TextVersion
from bearwitness.model.tombstone import DeletionReason, Tombstone
from bearwitness.store.case import Case

TRACES = ("Haneul", "Byeolnim", "byeolnim-testimony", "Zinnia", "Yline", "Quexley", "Outlet Eins")


def _everywhere(path: Path, world: Any) -> bytes:
    files = b"".join(f.read_bytes() for f in path.rglob("*") if f.is_file())
    names = "\n".join(map(str, path.rglob("*"))).encode()
    return (files + names + world.pages(path)).lower()


def _spellings(words: str) -> list[bytes]:
    low = words.lower()
    return [low.encode(), low.encode("utf-16-le"), low.encode().hex().encode()]


def _fill(case: Case, world: Any) -> str:
    report: str = world.add(case)
    case.save_text(report, TextVersion.of("Byeolnim, again; Quexley."), world.at)
    case.decide([world.decision(), world.decision("decision-2", "incident-1")])
    case.decide([world.decision("decision-3", report)])
    case.save_incidents([world.incident()], world.at)
    return report


def test_not_one_byte_of_a_deleted_report_is_left_in_the_folder(tmp_path: Path, world: Any) -> None:
    path = tmp_path / "case"
    with world.create(path) as case:
        report = _fill(case, world)
        digest = case.report(report).receipt.sha256
    before = _everywhere(path, world)
    assert all(any(s in before for s in _spellings(trace)) for trace in TRACES)
    with world.open(path) as case:
        case.delete_report(report, "Ana", DeletionReason.SOURCE_SAFETY, world.at)
        assert not (path / "sealed" / digest).exists()
        open_still = _everywhere(path, world)
    assert TextVersion.of("Byeolnim, again; Quexley.").digest.encode() not in open_still
    for folder in (open_still, _everywhere(path, world)):
        for trace in TRACES:
            assert not any(s in folder for s in _spellings(trace)), trace


def test_the_key_of_a_deleted_original_is_gone(tmp_path: Path, world: Any) -> None:
    path = tmp_path / "case"
    with world.create(path) as case:
        report = world.add(case)
        with case._engine.begin() as db:
            key = db.exec_driver_sql("SELECT key FROM originals").scalar()
    assert key in world.pages(path)
    with world.open(path) as case:
        case.delete_report(report, "Ana", DeletionReason.MISTAKE, world.at)
    assert key not in world.pages(path)


def test_everything_derived_from_it_goes_and_the_rest_stays(case: Case, world: Any) -> None:
    report = _fill(case, world)
    other = world.add(case, "Elsewhere one man was arrested by the river.")
    kept = world.decision("decision-4", "claim-elsewhere")
    case.decide([kept])
    stones = case.delete_report(report, "Ana", DeletionReason.SOURCE_SAFETY, world.at)
    assert stones == (Tombstone(report, "Ana", world.at, DeletionReason.SOURCE_SAFETY),)
    assert case.report_ids() == (other,)
    assert [claim.report_id for claim in case.claims()] == [other]
    assert case.decisions() == (kept,)
    assert case.incidents() == ()
    assert case.verify() == ()
    with pytest.raises(UnknownSubject):
        case.original(report)


def test_decisions_on_claims_of_an_earlier_reading_go_too(case: Case, world: Any) -> None:
    report = world.add(case)
    case.decide([world.decision()])
    case.save_reading(world.reading(act="raid"), world.report().text.digest, world.at)
    case.delete_report(report, "Ana", DeletionReason.MISTAKE, world.at)
    assert case.decisions() == ()
    assert case.verify() == ()


def test_the_ledger_says_who_when_and_one_word_why(case: Case, world: Any) -> None:
    report = world.add(case)
    case.delete_report(report, "Ana", DeletionReason.CONSENT_WITHDRAWN, world.at)
    last = (case.path / "ledger.jsonl").read_text().splitlines()[-1]
    for part in ('"kind":"tombstone"', report, '"by":"Ana"', world.at, "consent-withdrawn"):
        assert part in last


def test_a_deleted_report_comes_back_only_on_purpose(case: Case, world: Any) -> None:
    report = world.add(case)
    case.delete_report(report, "Ana", DeletionReason.SOURCE_SAFETY, world.at)
    data = world.words.encode()
    with pytest.raises(Tombstoned, match=f"{report} was deleted on 2024-05-31 by Ana"):
        case.seal(data, "x", "text/plain", world.at)
    _, is_new = case.seal(data, "x", "text/plain", world.at, again=True)
    assert is_new
    assert case.verify() == ()
    case.delete_report(report, "Bo", DeletionReason.LAW, world.at)
    with pytest.raises(Tombstoned, match="by Bo"):
        case.seal(data, "x", "text/plain", world.at)
    assert case.verify() == ()


@pytest.fixture
def letters(case: Case, world: Any) -> tuple[Case, Callable[[str, str | None], str]]:
    """A case, and a way to add letters inside letters."""
    return case, lambda words, parent: world.add(case, f"{words} was arrested", parent)


def test_what_came_only_inside_a_letter_goes_with_it(letters: Any, world: Any) -> None:
    case, add = letters
    letter = add("letter", None)
    inner = add("inner", letter)
    innermost = add("innermost", inner)
    stones = case.delete_report(letter, "Ana", DeletionReason.MISTAKE, world.at)
    assert {stone.report_id for stone in stones} == {letter, inner, innermost}
    assert case.report_ids() == ()
    assert case.verify() == ()


def test_what_also_came_another_way_stays(letters: Any, world: Any) -> None:
    case, add = letters
    letter, other = add("letter", None), add("other letter", None)
    shared, alone = add("shared", letter), add("alone", None)
    add("shared", other)
    add("alone", letter)
    case.delete_report(letter, "Ana", DeletionReason.MISTAKE, world.at)
    assert set(case.report_ids()) == {other, shared, alone}
    assert case.verify() == ()


def test_an_attachment_cannot_go_while_its_letter_stays(letters: Any, world: Any) -> None:
    case, add = letters
    letter = add("letter", None)
    inner = add("inner", letter)
    with pytest.raises(WrongUse, match=f"{inner} came inside {letter}"):
        case.delete_report(inner, "Ana", DeletionReason.MISTAKE, world.at)
    assert set(case.report_ids()) == {letter, inner}


def test_a_reason_in_free_words_is_refused(case: Case, world: Any) -> None:
    report = world.add(case)
    with pytest.raises(WrongUse, match="reason"):
        case.delete_report(report, "Ana", "she asked me to", world.at)  # type: ignore[arg-type]
    assert case.has(report)


def test_a_deletion_does_not_join_a_batch(case: Case, world: Any) -> None:
    report = world.add(case)
    with case.transaction(), pytest.raises(WrongUse, match="batch"):
        case.delete_report(report, "Ana", DeletionReason.MISTAKE, world.at)
    assert case.has(report)
