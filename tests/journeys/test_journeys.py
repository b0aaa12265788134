"""What a person types and what the program answers, through the real command line and store."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bearwitness.cli import main
from bearwitness.publish.bundle import MANIFEST, manifest

PASSPHRASE = "an invented passphrase"
REPORT = """Title: Two held in Yanji
Outlet: Harbour Post
Published: 2024-03-08
Language: en

Police in Yanji, Jilin province, arrested two women from North Korea on 5 March 2024, a neighbour \
told the Harbour Post. A spokesman for the police denied the arrest.

This report is invented for testing.
"""


@pytest.fixture
def bw(monkeypatch, capsys):
    """Runs one command; gives its exit code, what it printed and what it complained of."""
    monkeypatch.setenv("BEARWITNESS_PASSPHRASE", PASSPHRASE)

    def run(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(word) for word in words])
        said = capsys.readouterr()
        return int(stop.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def case(bw, tmp_path):
    """A case with one report in it."""
    report = tmp_path / "two held.txt"
    report.write_text(REPORT, encoding="utf-8")
    assert bw("init", tmp_path / "case")[0] == 0
    assert bw("add", tmp_path / "case", report)[0] == 0
    return tmp_path / "case"


def test_help_names_every_command_and_each_has_an_example(bw):
    code, out, _ = bw("--help")
    assert code == 0
    for command in out.split("order of the flow:")[1].split():
        if bw(command, "--help")[0] == 0:
            assert "Example:" in bw(command, "--help")[1]


def test_help_answers_without_loading_anything_heavy():
    heavy = "spacy", "numpy", "sqlalchemy", "trafilatura", "pyarrow", "onnxruntime", "yaml"
    code = (
        "import sys; from bearwitness.cli.main import bearwitness;"
        "bearwitness.main(['--help'], standalone_mode=False);"
        f"sys.exit(any(name in sys.modules for name in {heavy}))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_wrong_use_ends_with_two(bw, tmp_path):
    assert bw("nonsense")[0] == 2
    assert bw("add", tmp_path / "case")[0] == 2
    code, _, err = bw("add", tmp_path / "no-case", tmp_path)
    assert code == 2
    assert "hint:" in err


def test_a_second_case_does_not_go_where_one_stands(bw, case):
    code, _, err = bw("init", case)
    assert code == 2
    assert "error:" in err


def test_a_wrong_passphrase_is_refused_and_says_so(bw, case, monkeypatch):
    monkeypatch.setenv("BEARWITNESS_PASSPHRASE", "another one")
    code, _, err = bw("review", case)
    assert code == 1
    assert "passphrase" in err
    assert "another one" not in err


def test_a_passphrase_is_changed_from_files_and_the_earlier_one_opens_nothing(bw, case, tmp_path):
    file = tmp_path / "next.txt"
    file.write_text("other invented words\n", encoding="utf-8")
    assert bw("passphrase", case)[0] == 2  # the variable holds the one in use, never the next
    code, out, _ = bw("passphrase", case, "--new-passphrase-file", file, "--json")
    assert code == 0
    assert json.loads(out)["changed"]
    assert bw("review", case)[0] == 1
    assert bw("review", case, "--passphrase-file", file)[0] == 0
    assert bw("verify", case, "--passphrase-file", file)[0] == 0


def test_no_passphrase_at_all_is_wrong_use(bw, case, monkeypatch):
    monkeypatch.delenv("BEARWITNESS_PASSPHRASE")
    assert bw("review", case)[0] == 2


def test_a_passphrase_can_come_from_a_file(bw, case, monkeypatch, tmp_path):
    monkeypatch.delenv("BEARWITNESS_PASSPHRASE")
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    assert bw("review", case, "--passphrase-file", file)[0] == 0


def test_adding_the_same_file_again_adds_nothing_and_says_so(bw, case, tmp_path):
    code, out, _ = bw("add", case, tmp_path / "two held.txt", "--json")
    told = json.loads(out)
    assert code == 0
    assert [row["outcome"] for row in told["files"]] == ["already there"]


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(bw, case, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(REPORT.replace("two women", "three men"), encoding="utf-8")
    before = bw("review", case, "--json")[1]
    code, out, _ = bw("add", case, other, "--dry-run", "--json")
    assert (code, json.loads(out)["files"][0]["outcome"]) == (0, "added")
    assert bw("review", case, "--json")[1] == before
    assert bw("verify", case)[0] == 0


def test_one_bad_file_is_refused_with_its_reason_and_the_others_go_on(bw, case, tmp_path):
    empty, good = tmp_path / "empty.txt", tmp_path / "good.txt"
    empty.write_bytes(b"")
    good.write_text(REPORT.replace("5 March", "6 March"), encoding="utf-8")
    code, out, _ = bw("add", case, empty, tmp_path / "gone.txt", good, "--json")
    rows = json.loads(out)["files"]
    assert code == 1
    assert [row["outcome"] for row in rows] == ["refused", "refused", "added"]
    assert all(row["note"] and row["hint"] for row in rows[:2])
    assert bw("verify", case)[0] == 0


def test_a_name_that_is_not_utf_8_and_a_path_with_spaces_are_taken(bw, case, tmp_path):
    folder = tmp_path / "a folder with spaces"
    folder.mkdir()
    path = os.fsencode(folder) + b"/caf\xe9.txt"
    with open(path, "wb") as file:
        file.write(REPORT.replace("Yanji", "Tumen").encode())
    code, out, _ = bw("add", case, folder, "--json")
    assert (code, json.loads(out)["files"][0]["outcome"]) == (0, "added")
    assert bw("verify", case)[0] == 0


def test_emoji_and_right_to_left_words_before_a_claim_do_not_move_its_evidence(bw, tmp_path):
    report = tmp_path / "emoji.txt"
    words = "🚨👩‍👧 שלום مرحبا\n\nPolice in Yanji arrested two women on 5 March 2024.\n"
    report.write_text(words, encoding="utf-8")
    code, out, _ = bw("read", report, "--json")
    claims = json.loads(out)["claims"]
    assert code == 0
    assert claims
    for claim in claims:
        for one in claim["evidence"]:
            assert words[one["start"] : one["end"]].startswith(one["exact"])


def test_reviewing_measuring_releasing_and_verifying(bw, case, tmp_path):
    waiting = json.loads(bw("review", case, "--json")[1])["waiting"]
    assert waiting
    table = tmp_path / "decisions.csv"
    template = bw("review", case, "--template")[1]
    head, *rows = template.splitlines()
    action = head.split(",").index("action")
    filled = [head]
    for row in rows:
        cells = row.split(",")
        cells[action] = "accept"
        filled.append(",".join(cells))
    table.write_text("\n".join(filled), encoding="utf-8")
    code, out, _ = bw("review", case, "--decisions", table, "--by", "R. Viewer", "--json")
    assert (code, len(json.loads(out)["taken"])) == (0, len(waiting))
    assert json.loads(bw("review", case, "--json")[1])["waiting"] == []
    measured = json.loads(bw("measure", case, "--json")[1])
    assert measured["incidents"] >= 1
    code, out, err = bw("release", case, tmp_path / "release")
    assert code in (0, 1)
    if code == 0:
        assert bw("verify", tmp_path / "release")[0] == 0
    else:
        assert "hint:" in err
        assert not (tmp_path / "release").exists()
    assert bw("verify", case)[0] == 0


def test_nothing_reviewed_means_no_release(bw, case, tmp_path):
    code, _, err = bw("release", case, tmp_path / "release")
    assert code == 1
    assert "review" in err
    assert not (tmp_path / "release").exists()


def test_a_decision_needs_a_name(bw, case):
    claim = json.loads(bw("review", case, "--json")[1])["waiting"][0]["claim"]
    assert bw("review", case, "--accept", claim)[0] == 1
    assert bw("review", case, "--accept", claim, "--by", "R. Viewer", "--reason", "read it")[0] == 0


def test_deleting_a_report_leaves_a_tombstone_and_it_is_not_taken_back_by_accident(
    bw, case, tmp_path
):
    report = json.loads(bw("review", case, "--json")[1])["waiting"][0]["report"]
    asked = ("delete", case, report, "--by", "R. Viewer", "--reason", "source-safety", "--yes")
    assert bw(*asked)[0] == 0
    assert json.loads(bw("review", case, "--json")[1])["waiting"] == []
    code, out, _ = bw("add", case, tmp_path / "two held.txt", "--json")
    assert (code, json.loads(out)["files"][0]["outcome"]) == (1, "refused")
    assert bw("add", case, tmp_path / "two held.txt", "--again")[0] == 0
    assert bw("verify", case)[0] == 0


def test_a_changed_original_is_reported_by_verify(bw, case):
    sealed = next(path for path in (case / "sealed").rglob("*") if path.is_file())
    data = bytearray(sealed.read_bytes())
    data[len(data) // 2] ^= 1
    sealed.chmod(0o600)
    sealed.write_bytes(data)
    code, out, _ = bw("verify", case)
    assert code == 1
    assert "sealed" in out


def test_verify_of_something_that_is_not_ours_is_wrong_use(bw, tmp_path):
    assert bw("verify", tmp_path)[0] == 2


def test_redacting_removes_what_expose_names_directly(bw, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text("Park Ji-yeon can be reached at 010-1234-5678, her aunt said.\n")
    code, out, _ = bw("redact", draft)
    assert code == 0
    assert "Ji-yeon" not in out
    assert "1234" not in out
    assert bw("expose", draft)[0] == 0


def test_settings_nobody_knows_are_refused(bw, case, tmp_path):
    (case / "settings.yml").write_text("kk: 7\n", encoding="utf-8")
    code, _, err = bw("add", case, tmp_path / "two held.txt")
    assert code == 2
    assert "kk" in err


def test_ctrl_c_half_way_leaves_the_case_whole(case, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1, 29):
        words = REPORT.replace("5 March", f"{number} February").replace("two", str(number))
        (folder / f"{number}.txt").write_text(words * 8, encoding="utf-8")
    environment = {**os.environ, "BEARWITNESS_PASSPHRASE": PASSPHRASE}
    command = [sys.executable, "-c", "from bearwitness.cli import main; main()"]
    adding = subprocess.Popen(
        [*command, "add", str(case), str(folder)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(4)
    adding.send_signal(signal.SIGINT)
    _, err = adding.communicate(timeout=60)
    done = subprocess.run(
        [*command, "verify", str(case)], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in err
    again = subprocess.run(
        [*command, "add", str(case), str(folder), "--json"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert again.returncode == 0, again.stderr
    assert {row["outcome"] for row in json.loads(again.stdout)["files"]} <= {
        "added",
        "already there",
    }


def test_the_manifest_of_a_release_is_one_that_sha256sum_checks(tmp_path):
    checker = ["sha256sum", "-c"] if shutil.which("sha256sum") else ["shasum", "-a", "256", "-c"]
    files = {"a.csv": b"one\n", "b.json": b"{}\n"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / MANIFEST).write_bytes(manifest(files))
    done = subprocess.run([*checker, MANIFEST], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0
    Path(tmp_path / "a.csv").write_bytes(b"two\n")
    assert subprocess.run([*checker, MANIFEST], cwd=tmp_path, capture_output=True).returncode
