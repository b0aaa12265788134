"""A full disk is said so, whichever layer met it, and the case stays whole."""

import errno
import os
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bearwitness.model.errors import StorageFull
from bearwitness.store.case import Case


def _is_whole(case: Case, world: Any) -> None:
    """Nothing is broken, and there is room again: work goes on."""
    assert case.verify() == ()
    case.seal(b"after", "x", "text/plain", world.at)
    assert case.verify() == ()


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """Makes a system call fail for want of room, from its n-th use on."""

    def fill(name: str, uses: int) -> None:
        real, used = getattr(os, name), [0]

        def refusing(*args: Any, **more: Any) -> Any:
            used[0] += 1
            if used[0] > uses:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **more)

        monkeypatch.setattr(os, name, refusing)

    return fill


def test_no_room_for_a_sealed_file_adds_nothing(
    case: Case, world: Any, full: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    full("pwrite", 0)
    with pytest.raises(StorageFull, match="no room"):
        world.add(case)
    monkeypatch.undo()
    assert not case.has(world.id_of())
    _is_whole(case, world)


def test_no_room_while_files_are_settled_adds_nothing(
    case: Case, world: Any, full: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    full("fsync", 0)
    with pytest.raises(StorageFull):
        case.seal(b"x", "x", "text/plain", world.at)
    monkeypatch.undo()
    assert case.report_ids() == ()
    _is_whole(case, world)


def test_no_room_for_a_ledger_line_is_made_good_by_the_next_write(
    case: Case, world: Any, full: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    full("pwrite", 1)
    with pytest.raises(StorageFull):
        case.seal(b"x", "x", "text/plain", world.at)
    monkeypatch.undo()
    _, is_new = case.seal(b"x", "x", "text/plain", world.at)
    assert not is_new
    _is_whole(case, world)


def test_no_room_in_the_database_adds_nothing(case: Case, world: Any) -> None:
    with case._engine.begin() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageFull):
        world.add(case, "One was arrested. " + "And so it goes. " * 2000)
    with case._engine.begin() as db:
        db.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert case.report_ids() == ()
    _is_whole(case, world)


def test_no_room_at_the_commit_itself_leaves_no_sealed_file_behind(case: Case, world: Any) -> None:
    def refusing(_: Any) -> None:
        event.remove(case._engine, "commit", refusing)
        raise OSError(errno.ENOSPC, "No space left on device")

    event.listen(case._engine, "commit", refusing)
    with pytest.raises(StorageFull):
        case.seal(b"x", "x", "text/plain", world.at)
    assert list((case.path / "sealed").iterdir()) == []
    _is_whole(case, world)


def test_no_room_for_a_release_leaves_no_folder_and_no_record(
    case: Case, world: Any, full: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = case.path.parent / "out"
    full("pwrite", 1)
    with pytest.raises(StorageFull):
        case.save_release("2024-05", {"a": b"1", "b": b"2"}, out, world.at)
    monkeypatch.undo()
    assert [path.name for path in out.parent.iterdir()] == ["case"]
    assert case.releases() == ()
    _is_whole(case, world)


def test_the_systems_own_refusal_is_told_the_same_way(tmp_path: Path, world: Any) -> None:
    path = tmp_path / "case"
    with world.create(path) as case:
        case.seal(b"before", "x", "text/plain", world.at)
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            with world.open(path) as case:
                case.seal(os.urandom(300_000), "big", "text/plain", world.at)
        except StorageFull:
            os._exit(3)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    with world.open(path) as case:
        _is_whole(case, world)
