"""What is documented is what there is."""

import importlib.util
import re
from pathlib import Path

import click
import pytest

from bearwitness.cli.main import COMMANDS, bearwitness
from bearwitness.reference.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent


def _write_docs():
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "tools" / "write_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DOCS = _write_docs().DOCS


@pytest.mark.parametrize("page", DOCS)
def test_a_page_made_from_the_code_is_up_to_date(page):
    held = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert held == DOCS[page](), "run `make docs` and read the diff"


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_says_what_it_does_and_shows_an_example(name):
    command = bearwitness.get_command(click.Context(bearwitness), name)
    assert command.help
    assert f"bearwitness {name}" in command.epilog
    assert any(parameter.name == "as_json" for parameter in command.params)


def test_every_act_is_in_the_page_on_the_vocabulary():
    words = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    assert [code.code for code in vocabulary("acts") if f"`{code.code}`" not in words] == []


def test_every_decision_says_what_was_chosen_and_what_would_change_it():
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [page.name[:4] for page in pages[:5]] == ["0001", "0002", "0003", "0004", "0005"]
    for page in pages:
        words = page.read_text(encoding="utf-8").lower()
        assert "choice" in words, page.name
        assert "revisit" in words, page.name


def test_no_page_points_to_a_file_that_is_not_there():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
