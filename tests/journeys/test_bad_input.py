"""A folder of bad files: each gets a clear line, the good ones go in, and the case stays whole."""

import json
import os

import pytest

from bearwitness.adding import load
from bearwitness.cli import main
from bearwitness.model.errors import FileRefused, StorageFull
from bearwitness.settings import Settings
from bearwitness.store.case import Case

GOOD = "Police in Yanji arrested two women on 5 March 2024. This report is invented for testing.\n"


@pytest.fixture
def bw(monkeypatch, capsys):
    monkeypatch.setenv("BEARWITNESS_PASSPHRASE", "an invented passphrase")

    def run(*words: object) -> tuple[int, dict, str]:
        with pytest.raises(SystemExit) as stop:
            main([*map(str, words), "--json"])
        said = capsys.readouterr()
        told = json.loads(said.out) if said.out else {}
        return int(stop.value.code or 0), told, said.err

    return run


@pytest.fixture
def inbox(tmp_path, zip_bomb, encrypted_pdf, make_pdf):
    """One folder with every kind of bad file, and two good ones."""
    folder = tmp_path / "in box"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    with open(folder / "huge.txt", "wb") as file:
        file.truncate(200_000_000)
    (folder / "bomb.docx").write_bytes(zip_bomb)
    (folder / "no text.pdf").write_bytes(make_pdf([]))
    (folder / "locked.pdf").write_bytes(encrypted_pdf)
    script = "<script>" + "var a = 1;" * 500 + "</script>"
    (folder / "script.html").write_text(f"<!doctype html><html><body>{script}</body></html>")
    mixed = "Ärzte sagten, sie wüssten nichts.\n".encode() + "경찰은 두 명을 체포했다.\n".encode(
        "euc-kr"
    )
    (folder / "mixed.txt").write_bytes(mixed)
    (folder / "unknown.bin").write_bytes(bytes(range(256)) * 8)
    os.symlink(folder / "vanished.txt", folder / "a link to nothing.txt")
    (folder / "good.txt").write_text(GOOD)
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "wb") as file:
        file.write(GOOD.replace("Yanji", "Tumen").encode())
    return folder


def test_every_bad_file_is_refused_with_its_reason_and_the_good_ones_go_in(bw, inbox, tmp_path):
    case = tmp_path / "case"
    assert bw("init", case)[0] == 0
    code, told, err = bw("add", case, inbox, inbox / "a link to nothing.txt")
    rows = {row["name"].rsplit("/")[-1]: row for row in told["files"]}
    refused = {name for name, row in rows.items() if row["outcome"] == "refused"}
    assert code == 1
    assert "Traceback" not in err
    assert {name for name, row in rows.items() if row["outcome"] == "added"} == {
        "good.txt",
        "caf\ufffd.txt",
    }
    assert refused >= {
        "empty.txt",
        "huge.txt",
        "bomb.docx",
        "no text.pdf",
        "locked.pdf",
        "script.html",
        "mixed.txt",
        "unknown.bin",
        "a link to nothing.txt",
    }
    for name in refused:
        assert rows[name]["note"], name
        assert rows[name]["hint"], name
        assert "체포" not in rows[name]["note"]
    assert bw("verify", case)[1]["holds"]
    sealed = [path for path in (case / "sealed").iterdir() if path.is_file()]
    assert len(sealed) == 2


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "growing.txt"
    path.write_text(GOOD)
    real = type(path).read_bytes
    monkeypatch.setattr(type(path), "read_bytes", lambda self: real(self) + b"more")
    with pytest.raises(FileRefused, match="changed"):
        load(path, Settings())


def test_a_file_that_vanishes_before_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "going.txt"
    path.write_text(GOOD)

    def gone(_self):
        raise FileNotFoundError

    monkeypatch.setattr(type(path), "read_bytes", gone)
    with pytest.raises(FileRefused, match="no such file"):
        load(path, Settings())


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileRefused, match="regular file"):
        load(tmp_path / "pipe", Settings())


def test_a_full_disk_is_said_and_the_case_stays_whole(bw, tmp_path, monkeypatch):
    case, report = tmp_path / "case", tmp_path / "good.txt"
    report.write_text(GOOD)
    assert bw("init", case)[0] == 0

    def full(*_words, **_more):
        raise StorageFull("the disk has no room left", "make room")

    with monkeypatch.context() as patch:
        patch.setattr(Case, "save_reading", full)
        code, _, err = bw("add", case, report)
    assert code == 1
    assert "no room" in err
    assert bw("verify", case)[1]["holds"]
    assert bw("add", case, report)[1]["files"][0]["outcome"] == "added"
