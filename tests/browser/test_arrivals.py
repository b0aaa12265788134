"""Files are given to the real desk in a real browser, with scripts and without."""

import shutil
from pathlib import Path

import pytest

from desk_case import journey_case
from desk_served import NARROW, PATIENCE_S, SCREENS, Command

pytestmark = pytest.mark.browser
WORDS = (
    "Title: Two held at Tumen\nOutlet: Ridge Weekly\nPublished: 2024-04-02\nLanguage: en\n\n"
    "Police in Tumen, Jilin province, arrested {} women from North Korea on 1 April 2024.\n\n"
    "This report is invented for testing.\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, password: str) -> tuple[Path, Path]:
    return journey_case(tmp_path_factory.mktemp("arrivals"), password)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_files_are_added_while_the_desk_runs_and_open_from_their_rows(
    made: tuple[Path, Path], watched, tmp_path: Path, scripts: bool
):
    shutil.copytree(made[0], tmp_path / "case")
    files = [tmp_path / f"held {count}.txt" for count in ("two", "nine")]
    for file in files:
        file.write_text(WORDS.format(file.stem.split()[1]), encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    started = Command(tmp_path / "case", made[1])
    one = watched(started.address, NARROW, scripts=scripts)
    one.sign_in("Ana")
    one.go("/reports")
    one.page.click("text=Add reports")
    one.page.set_input_files("[name=files]", [*files, tmp_path / "broken.pdf"])
    one.page.fill("[name=outlet]", "The Invented Monitor")
    one.page.click("button.primary")
    one.page.locator("td", has_text="refused").wait_for(timeout=1000 * PATIENCE_S)
    assert one.page.locator("td strong").all_inner_texts() == ["added", "added", "refused"]
    assert one.overflow() <= 0
    SCREENS.mkdir(parents=True, exist_ok=True)
    one.page.screenshot(path=SCREENS / f"arrivals-{scripts}.png", full_page=True)
    one.page.click("text=held nine.txt")
    assert "arrested nine women" in one.page.inner_text("main")
    assert "The Invented Monitor" in one.page.inner_text("main")
    started.stop()
