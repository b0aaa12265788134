"""What goes into a case comes out again; who may open it; what it refuses."""

import errno
import json
import multiprocessing
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bearwitness.model.errors import (
    CaseBusy,
    CaseDamaged,
    CaseExists,
    CaseNotFound,
    CaseTooNew,
    SealBroken,
    SpanUnresolved,
    UnknownSubject,
    WrongPassphrase,
    WrongUse,
)
from bearwitness.model.report import TextVersion
from bearwitness.model.restricted import Restricted
from bearwitness.store import tables as t
from bearwitness.store.case import Case
from bearwitness.store.opened import STRONG


def test_everything_saved_is_there_after_opening_again(tmp_path: Path, world: Any) -> None:
    path = tmp_path / "case"
    with world.create(path) as case:
        report = world.add(case)
        case.decide([world.decision()])
        case.save_incidents([world.incident()])
    with world.open(path) as case:
        assert case.original(report) == world.words.encode()
        assert case.report(report) == world.report()
        assert list(case.reports()) == [world.report()]
        assert case.headers() == (world.report().header,)
        assert list(case.readings()) == [world.reading()]
        assert case.claims() == world.reading().claims
        assert case.exposures(report) == world.reading().exposures
        assert case.decisions() == (world.decision(),)
        assert case.incidents() == (world.incident(),)
        assert case.restricted_words() == {"A neighbo"}
        assert case.verify() == ()


def test_the_same_bytes_again_are_not_new_and_add_no_line(case: Case, world: Any) -> None:
    first, is_new = case.seal(b"x", "a.txt", "text/plain", world.at)
    before = case.head()
    again, is_new_again = case.seal(b"x", "b.txt", "text/html", "2025-01-01T00:00:00Z")
    assert (is_new, is_new_again) == (True, False)
    assert again == first
    assert case.head() == before


def test_saving_the_same_again_adds_no_line(case: Case, world: Any) -> None:
    world.add(case)
    case.decide([world.decision()])
    case.save_incidents([world.incident()], world.at)
    before = case.head()
    world.add(case)
    assert case.decide([world.decision(), world.decision()]) == 0
    case.save_incidents([world.incident()], world.at)
    case.save_reading(world.reading(), world.report().text.digest, "2025-01-01T00:00:00Z")
    assert case.head() == before


def test_a_new_reading_replaces_the_machine_layer_of_that_report_alone(
    case: Case, world: Any
) -> None:
    other = "Elsewhere one man was arrested by the river."
    world.add(case)
    world.add(case, other)
    case.decide([world.decision()])
    case.save_reading(world.reading(act="raid"), world.report().text.digest, world.at)
    assert [claim.act for claim in case.claims()] == ["raid", "arrest"]
    assert case.decisions() == (world.decision(),)


def test_an_older_text_stays_so_that_its_spans_resolve(case: Case, world: Any) -> None:
    report = world.add(case)
    newer = TextVersion.of("Read again, better.")
    case.save_text(report, newer, world.at)
    assert case.text(report) == newer
    assert case.text(report, world.report().text.digest).content == world.words
    assert case.verify() == ()


def test_evidence_that_is_not_where_it_says_is_refused(case: Case, world: Any) -> None:
    report = world.add(case)
    case.save_text(report, TextVersion.of("Something else."), world.at)
    with pytest.raises(SpanUnresolved):
        case.save_reading(world.reading(), TextVersion.of("Something else.").digest, world.at)
    assert list(case.readings()) == [world.reading()]


def test_a_name_that_is_not_unicode_is_kept(case: Case, world: Any) -> None:
    name = os.fsdecode(b"r\xe9port \xff.txt")
    case.seal(world.words.encode(), name, "text/plain", world.at)
    case.save_report(world.report())
    assert case.report(world.id_of()).name == name


def test_another_decision_under_a_known_id_is_refused(case: Case, world: Any) -> None:
    case.decide([world.decision()])
    with pytest.raises(WrongUse, match="decision-1 is another decision"):
        case.decide([world.decision(subject="claim-9")])


def test_a_secret_is_the_same_every_time_and_another_in_every_case(
    case: Case, tmp_path: Path, world: Any
) -> None:
    assert case.secret("pseudonyms") == case.secret("pseudonyms")
    assert case.secret("pseudonyms") != case.secret("release-ids")
    with world.create(tmp_path / "other") as other:
        assert case.secret("pseudonyms") != other.secret("pseudonyms")


@pytest.mark.parametrize(
    "ask", ["original", "report", "text", "reading"], ids=lambda name: f"{name} of nothing"
)
def test_an_id_that_the_case_does_not_hold_is_refused_by_name(case: Case, ask: str) -> None:
    with pytest.raises(UnknownSubject, match="report-0000"):
        getattr(case, ask)("report-0000")


def test_a_report_that_was_never_sealed_cannot_be_saved(case: Case, world: Any) -> None:
    with pytest.raises(UnknownSubject):
        case.save_report(world.report())


def test_a_batch_is_kept_together_or_not_at_all(case: Case, world: Any) -> None:
    before = case.head()
    with suppress(RuntimeError), case.transaction():
        world.add(case)
        raise RuntimeError
    assert case.head() == before
    assert not case.has(world.id_of())
    assert case.verify() == ()
    with case.transaction():
        world.add(case)
        assert case.original(world.id_of()) == world.words.encode()
    assert case.verify() == ()


def test_a_failure_caught_inside_a_batch_leaves_the_rest_of_it(case: Case, world: Any) -> None:
    with case.transaction():
        world.add(case)
        with suppress(RuntimeError), case.transaction():
            case.seal(b"never mind", "x", "text/plain", world.at)
            raise RuntimeError
    assert case.report_ids() == (world.id_of(),)
    assert case.verify() == ()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200), place=st.integers(0), flip=st.integers(1, 255))
def test_sealing_then_verifying_passes_and_any_flipped_byte_fails(
    case: Case, data: bytes, place: int, flip: int
) -> None:
    receipt, _ = case.seal(data, "a name", "text/plain", "2024-05-31T09:30:00Z")
    (report,) = [row for row in [_id(receipt.sha256)] if case.has(row)]
    assert case.original(report) == data
    assert case.verify() == ()
    path = case.path / "sealed" / receipt.sha256
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[place % len(whole)] ^= flip
    path.write_bytes(changed)
    with pytest.raises(SealBroken, match=report):
        case.original(report)
    (finding,) = case.verify()
    assert (finding.subject, finding.where) == (report, f"sealed/{receipt.sha256}")
    path.write_bytes(whole)


def _id(digest: str) -> str:
    from bearwitness.model.report import report_id

    return report_id(digest)


def test_only_the_owner_can_read_the_files_of_a_case(filled: Any) -> None:
    with filled() as case:
        released = case.path / "releases" / "2024-05"
        for path in [case.path, *case.path.rglob("*")]:
            if released in (path, *path.parents):
                continue
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), path


def test_nothing_in_the_folder_shows_words_or_file_names(filled: Any, world: Any) -> None:
    with filled() as case:
        path = case.path
        inside = b"".join(f.read_bytes() for f in path.rglob("*") if f.is_file())
    for words in ("Haneul", "Byeolnim", "byeolnim", "Zinnia", "Yline", "Outlet", "mill"):
        assert words.encode() not in inside
        assert words.encode() in world.pages(path) or words == "byeolnim"


def test_a_place_that_is_taken_is_refused_and_left_alone(tmp_path: Path, world: Any) -> None:
    (tmp_path / "x").write_text("mine")
    for path in (tmp_path, tmp_path / "x"):
        with pytest.raises(CaseExists):
            world.create(path)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_an_empty_folder_can_become_a_case(tmp_path: Path, world: Any) -> None:
    (tmp_path / "case").mkdir()
    world.create(tmp_path / "case").close()


def test_where_there_is_no_case_says_so(tmp_path: Path, world: Any) -> None:
    for path in (tmp_path, tmp_path / "missing", Path(__file__)):
        with pytest.raises(CaseNotFound):
            world.open(path)


def test_a_wrong_passphrase_does_not_open(case: Case) -> None:
    path = case.path
    case.close()
    with pytest.raises(WrongPassphrase) as refused:
        Case.open(path, Restricted("three invented word"))
    assert "invented" not in str(refused.value)


def test_a_passphrase_opens_however_its_accents_were_typed(tmp_path: Path, world: Any) -> None:
    path = tmp_path / "case"
    Case.create(path, Restricted("caf\u00e9"), world.at, argon=world.cheap).close()
    Case.open(path, Restricted("cafe\u0301")).close()


def test_a_changed_passphrase_opens_the_same_case_and_the_earlier_one_does_not(
    case: Case, world: Any
) -> None:
    path, new = case.path, Restricted("four other invented words")
    case.close()
    before = (path / "ledger.jsonl").read_bytes()
    Case.change_passphrase(path, world.passphrase, new, argon=world.cheap)
    with pytest.raises(WrongPassphrase):
        world.open(path)
    with Case.open(path, new) as again:
        assert not [finding for finding in again.verify() if finding.is_broken]
    assert (path / "ledger.jsonl").read_bytes() == before


def test_a_passphrase_is_changed_by_who_knows_it_and_while_nobody_has_the_case_open(
    case: Case, world: Any
) -> None:
    path, new = case.path, Restricted("four other invented words")
    envelope = (path / "case.json").read_bytes()
    with pytest.raises(CaseBusy):
        Case.change_passphrase(path, world.passphrase, new, argon=world.cheap)
    case.close()
    with pytest.raises(WrongPassphrase):
        Case.change_passphrase(path, new, world.passphrase, argon=world.cheap)
    assert (path / "case.json").read_bytes() == envelope
    world.open(path).close()


def test_a_passphrase_is_not_changed_where_there_is_no_case(tmp_path: Path, world: Any) -> None:
    with pytest.raises(CaseNotFound):
        Case.change_passphrase(tmp_path, world.passphrase, world.passphrase, argon=world.cheap)
    assert not list(tmp_path.iterdir())


def test_a_case_of_a_newer_format_is_refused(case: Case, world: Any) -> None:
    path = case.path
    case.close()
    plain = json.loads((path / "case.json").read_text())
    (path / "case.json").write_text(json.dumps({**plain, "format": 2}))
    with pytest.raises(CaseTooNew, match="format 2"):
        world.open(path)


def test_tables_of_a_newer_program_are_refused(case: Case, world: Any) -> None:
    with case._engine.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    case.close()
    with pytest.raises(CaseTooNew, match="9999"):
        world.open(case.path)


def test_a_changed_public_key_does_not_open(case: Case, world: Any) -> None:
    case.close()
    plain = json.loads((case.path / "case.json").read_text())
    plain["ledger_key"]["public"] = "00" * 32
    (case.path / "case.json").write_text(json.dumps(plain))
    with pytest.raises(WrongPassphrase):
        world.open(case.path)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"format": "x"}'])
def test_an_unreadable_case_file_says_restore(case: Case, world: Any, content: bytes) -> None:
    case.close()
    (case.path / "case.json").write_bytes(content)
    with pytest.raises(CaseDamaged, match=r"case\.json"):
        world.open(case.path)


def test_parameters_that_would_take_all_memory_are_refused(case: Case, world: Any) -> None:
    case.close()
    plain = json.loads((case.path / "case.json").read_text())
    plain["passphrase"]["memory_kib"] = 1 << 40
    (case.path / "case.json").write_text(json.dumps(plain))
    with pytest.raises(CaseDamaged):
        world.open(case.path)


def test_a_missing_database_is_never_replaced_by_an_empty_one(case: Case, world: Any) -> None:
    case.close()
    (case.path / "case.db").unlink()
    with pytest.raises(CaseDamaged, match=r"case\.db"):
        world.open(case.path)
    assert not (case.path / "case.db").exists()


def _tries(path: Path, world: Any, answers: Any) -> None:
    try:
        world.open(path).close()
        answers.put("opened")
    except CaseBusy:
        answers.put("busy")


def test_two_processes_cannot_have_one_case_open(case: Case, world: Any) -> None:
    fork = multiprocessing.get_context("fork")
    answers = fork.Queue()

    def ask() -> str:
        other = fork.Process(target=_tries, args=(case.path, world, answers))
        other.start()
        answer: str = answers.get(timeout=20)
        other.join()
        return answer

    assert ask() == "busy"
    with pytest.raises(CaseBusy):
        world.open(case.path)
    case.close()
    assert ask() == "opened"


def test_a_time_that_is_not_utc_is_refused(case: Case, tmp_path: Path, world: Any) -> None:
    with pytest.raises(WrongUse):
        case.seal(b"x", "x", "text/plain", "yesterday")
    with pytest.raises(WrongUse):
        Case.create(tmp_path / "new", world.passphrase, "now", argon=world.cheap)
    assert not (tmp_path / "new").exists()


def test_a_closed_case_can_be_closed_again_and_nothing_else(case: Case) -> None:
    case.close()
    case.close()
    for use in (case.head, case.verify, case.decisions):
        with pytest.raises(WrongUse, match="closed"):
            use()


def test_a_batch_waits_for_the_disk_once_a_file_and_once_for_all_else(
    case: Case, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []
    real = os.fsync

    def counting(handle: int) -> None:
        waits.append(handle)
        real(handle)

    monkeypatch.setattr(os, "fsync", counting)
    with case.transaction():
        for n in range(20):
            world.add(case, f"Number {n} was arrested.")
    assert len(waits) == 20 + 2  # the sealed files, their folder, the ledger


def test_an_error_of_the_database_does_not_repeat_words(case: Case, world: Any) -> None:
    world.add(case)
    with case._engine.begin() as db:
        row = db.execute(select(t.texts)).one()._asdict()
        with pytest.raises(IntegrityError) as refused:
            db.execute(insert(t.texts).values(row))
    assert "Haneul" not in str(refused.value)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_a_folder_that_may_not_be_written_to_is_named_so(
    case: Case, world: Any, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    case.close()

    def refusing(*args: Any, **more: Any) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", refusing)
    with pytest.raises(WrongUse, match="cannot be written"):
        world.open(case.path)


def test_a_case_may_go_into_folders_that_are_not_there_yet(tmp_path: Path, world: Any) -> None:
    world.create(tmp_path / "cases" / "2024" / "border").close()
    assert [path.name for path in (tmp_path / "cases" / "2024").iterdir()] == ["border"]


def test_a_guess_at_the_passphrase_costs_what_rfc_9106_asks_for() -> None:
    assert STRONG.memory_kib >= 64 * 1024
    assert STRONG.passes >= 3
