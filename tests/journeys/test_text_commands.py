"""expose and redact through the command line: the risk, the page, one case's pseudonyms."""

import json
import re

import pytest

from bearwitness.cli import main

DRAFT = "Wrenna Oddlace was held in Helong on 5 March 2024. They met at the Blue Heron.\n"
REPORT = "Title: Held\nLanguage: en\n\nPolice held Tam Quill at the Blue Heron Inn in Helong.\n"


@pytest.fixture
def bw(monkeypatch, capsys):
    """Runs one command; gives its exit code, what it printed and what it complained of."""
    monkeypatch.setenv("BEARWITNESS_PASSPHRASE", "an invented passphrase")

    def run(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(word) for word in words])
        said = capsys.readouterr()
        return int(stop.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_the_risk_is_printed_with_its_assumptions_and_stands_in_the_json(bw, draft):
    code, out, _ = bw("expose", draft, "--risk")
    assert code == 0
    assert "Risk: one person could fit" in out
    assert "The change that helps most: 'Wrenna Oddlace'" in out
    assert "the people of Helong" in out
    told = json.loads(bw("expose", draft, "--risk", "--json")[1])
    assert told["risk"]["low"] == told["risk"]["high"] == 1
    assert told["exposures"]


def test_the_page_is_written_once_and_the_text_still_printed(bw, draft, tmp_path):
    page = tmp_path / "seen.html"
    code, out, _ = bw("redact", draft, "--html", page)
    assert code == 0
    assert "Oddlace" not in out
    assert "Oddlace" in page.read_text(encoding="utf-8")
    assert bw("redact", draft, "--html", page)[0] == 2


def test_within_a_release_of_a_case_pseudonyms_hold_and_across_releases_they_do_not(
    bw, draft, tmp_path
):
    report, case = tmp_path / "held.txt", tmp_path / "case"
    report.write_text(REPORT, encoding="utf-8")
    assert bw("init", case)[0] == 0
    assert bw("add", case, report)[0] == 0

    def label(release):
        code, out, _ = bw("redact", draft, "--case", case, "--release", release)
        assert code == 0
        found = re.search(r"Person [A-Z]{4}", out)
        assert found is not None
        return found.group()

    assert label("2024-06") == label("2024-06") != label("2024-09")


def test_a_release_without_a_case_and_a_picture_with_one_are_wrong_use(bw, draft, tmp_path):
    assert bw("redact", draft, "--release", "2024-06")[0] == 2
    picture = tmp_path / "small.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    assert bw("redact", picture, "--html", tmp_path / "p.html")[0] == 2
