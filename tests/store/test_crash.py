"""Killed at every step it takes on the disk, a case loses nothing acknowledged, doubles nothing."""

import json
import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bearwitness.model.errors import CaseNotFound, Tombstoned
from bearwitness.model.tombstone import DeletionReason
from bearwitness.store.case import Case

DISK = ("open", "fsync", "replace", "pwrite", "ftruncate", "mkdir", "rmdir", "unlink")
KILLED = 77
SHARES = 4  # every fourth step in one test, so that they can run side by side
GOES = "This one was arrested, and then it had to go."


def _in_child(work: Callable[[], None]) -> int:
    """The exit status of `work` in a forked process, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _die_at(step: int) -> None:
    """From now on this process ends at its `step`-th act on the disk, a write half done."""
    taken = 0

    def count(name: str, real: Callable[..., Any], *args: Any, **more: Any) -> Any:
        nonlocal taken
        taken += 1
        if taken != step:
            return real(*args, **more)
        if name == "pwrite":
            handle, data, offset = args
            real(handle, bytes(data)[: len(data) // 2], offset)
        os._exit(KILLED)

    for name in DISK:
        setattr(os, name, _counted(count, name, getattr(os, name)))
    event.listen(Engine, "commit", lambda _: count("commit", lambda: None))


def _counted(count: Callable[..., Any], name: str, real: Callable[..., Any]) -> Any:
    return lambda *args, **more: count(name, real, *args, **more)


class Acts:
    """One of each thing a case does; `acknowledged` is written the moment it returned."""

    def __init__(self, folder: Path, world: Any) -> None:
        self.path, self.notes = folder / "case", folder / "acknowledged"
        self.out, self.world = folder / "out", world

    def run(self) -> None:
        world = self.world
        with world.open(self.path) as case:
            for act in (self.seal, self.read, self.decide, self.link, self.release, self.delete):
                act(case)
                with self.notes.open("a") as notes:
                    notes.write(f"{act.__name__}\n")

    def seal(self, case: Case) -> None:
        case.seal(b"sealed alone", "alone.txt", "text/plain", self.world.at)

    def read(self, case: Case) -> None:
        with case.transaction():
            self.world.add(case)
            with suppress(Tombstoned):
                self.world.add(case, GOES)

    def decide(self, case: Case) -> None:
        case.decide([self.world.decision()])

    def link(self, case: Case) -> None:
        case.save_incidents([self.world.incident()], self.world.at)

    def release(self, case: Case) -> None:
        if not self.out.exists():
            case.save_release(
                "2024-05", {"a.csv": b"1\n", "b.csv": b"2\n"}, self.out, self.world.at
            )

    def delete(self, case: Case) -> None:
        report = self.world.id_of(GOES)
        if case.has(report):
            case.delete_report(report, "Ana", DeletionReason.MISTAKE, self.world.at)

    def check(self) -> None:
        """What was acknowledged is there, and everything holds."""
        done = self.notes.read_text().split() if self.notes.exists() else []
        world = self.world
        with world.open(self.path) as case:
            assert [f for f in case.verify() if f.is_broken] == []
            assert "seal" not in done or b"sealed alone" in _originals(case)
            assert "read" not in done or world.reading() in list(case.readings())
            assert "decide" not in done or case.decisions() == (world.decision(),)
            assert "link" not in done or case.incidents() == (world.incident(),)
            assert "release" not in done or [r.name for r in case.releases()] == ["2024-05"]
            assert "release" not in done or len(list(self.out.iterdir())) == 2
            assert "delete" not in done or not case.has(world.id_of(GOES))

    def check_nothing_doubled(self) -> None:
        """After the same acts once more, all is there once: rows, files and ledger lines."""
        lines = (self.path / "ledger.jsonl").read_text().splitlines()
        entries = [json.loads(line) for line in lines]
        kinds = Counter(entry["kind"] for entry in entries)
        assert [entry["n"] for entry in entries] == list(range(1, len(lines) + 1))
        assert kinds == {
            "case": 1, "original": 3, "report": 2, "text": 2, "reading": 2, "decision": 1,
            "incidents": 1, "release": 1, "tombstone": 1,
        }  # fmt: skip
        assert len(list((self.path / "sealed").iterdir())) == 2
        assert sorted(p.name for p in self.path.parent.iterdir()) == ["acknowledged", "case", "out"]


def _originals(case: Case) -> Iterator[bytes]:
    from bearwitness.model.report import report_id

    for path in (case.path / "sealed").iterdir():
        yield case.original(report_id(path.name))


@pytest.mark.parametrize("first", range(1, SHARES + 1))
def test_a_kill_at_any_step_loses_nothing_acknowledged_and_doubles_nothing(
    tmp_path: Path, world: Any, first: int
) -> None:
    with world.create(tmp_path / "empty"):
        pass
    step, status = first - SHARES, KILLED
    while status == KILLED:
        step += SHARES
        folder = tmp_path / "tried"
        folder.mkdir()
        shutil.copytree(tmp_path / "empty", folder / "case")
        acts = Acts(folder, world)
        status = _in_child(lambda acts=acts, step=step: (_die_at(step), acts.run()))  # type: ignore[misc]
        assert status in (0, KILLED), f"step {step}"
        acts.check()
        acts.run()
        acts.check()
        acts.check_nothing_doubled()
        shutil.rmtree(folder)
    assert step > 50


def test_a_kill_while_a_case_is_made_leaves_a_whole_case_or_none(
    tmp_path: Path, world: Any
) -> None:
    killed, step = 0, 0
    while killed == step:
        step += 1
        folder = tmp_path / str(step)
        folder.mkdir()
        path = folder / "case"

        def make(path: Path = path, step: int = step) -> None:
            _die_at(step)
            world.create(path).close()

        killed += _in_child(make) == KILLED
        try:
            with world.open(path) as case:
                assert case.verify() == ()
        except CaseNotFound:
            world.create(path).close()
        with world.open(path) as case:
            assert case.verify() == ()
    assert killed > 10, killed


@pytest.mark.parametrize("after_s", [0.05, 0.1, 0.2, 0.35])
def test_a_kill_from_outside_at_any_moment_loses_nothing_acknowledged(
    tmp_path: Path, world: Any, after_s: float
) -> None:
    path, notes = tmp_path / "case", tmp_path / "acknowledged"
    world.create(path).close()
    notes.touch()

    def work() -> None:
        with world.open(path) as case, notes.open("a", buffering=1) as done:
            for n in range(100_000):
                words = f"Number {n} was arrested."
                with case.transaction():
                    world.add(case, words)
                done.write(f"{words}\n")

    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    while not notes.stat().st_size:
        time.sleep(0.01)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with world.open(path) as case:
        assert case.verify() == ()
        held = {report.text.content for report in case.reports()}
        done = notes.read_text().splitlines()
        assert set(done) <= held
        assert len(held) - len(done) in (0, 1)


def test_a_torn_last_line_is_completed_on_opening(tmp_path: Path, world: Any) -> None:
    path = tmp_path / "case"
    with world.create(path) as case:
        world.add(case)
    whole = (path / "ledger.jsonl").read_bytes()
    start = whole.rstrip(b"\n").rindex(b"\n") + 1
    for end, filling in ((start, b""), (start + 40, b""), (start + 40, b"\0" * 700)):
        (path / "ledger.jsonl").write_bytes(whole[:end] + filling)
        with world.open(path) as case:
            assert case.verify() == ()
        assert (path / "ledger.jsonl").read_bytes() == whole
