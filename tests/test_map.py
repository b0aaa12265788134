"""The order of the stages is the same wherever people meet it."""

from pathlib import Path

from bearwitness.cli.main import COMMANDS
from bearwitness.pipeline import STAGES

NAMES = [stage.name for stage in STAGES]


def test_each_stage_has_a_page_numbered_in_the_order_of_the_flow(repository: Path):
    pages = sorted(page.stem for page in (repository / "docs" / "stages").glob("*.md"))
    assert pages == [f"{number}-{name}" for number, name in enumerate(NAMES, start=1)]


def test_each_stage_has_its_folder_of_code(repository: Path):
    for stage in STAGES:
        assert (repository / "src" / "bearwitness" / stage.folder / "__init__.py").is_file()


def test_what_a_stage_takes_an_earlier_one_gives():
    given = {"bytes", "incidents and decisions", "incidents and numbers"}
    for stage in STAGES:
        assert stage.takes in given
        given.add(stage.gives)


def test_the_commands_come_in_the_order_of_the_stages_they_run():
    shown = [name for name, _, _ in COMMANDS]
    running = list(dict.fromkeys(stage.command for stage in STAGES))
    assert [name for name in shown if name in running] == running


def test_the_readme_draws_the_stages_in_order(repository: Path):
    words = (repository / "README.md").read_text(encoding="utf-8")
    flow = words[words.index("## The flow") :]
    places = [flow.index(f"{name} ") for name in NAMES]
    assert places == sorted(places)
