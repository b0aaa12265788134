"""Debian's Chromium, once for each module of tests, and pages that are watched."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import sync_playwright

from bearwitness.web.sessions import password_hash
from desk_served import WIDE, Watched
from web_browser import PASSWORD


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """The browser; `make test-browser` says how to get it where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "there is no chromium on this machine's path"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium) -> Iterator[Callable[..., Watched]]:
    """Makes pages in windows of their own; nothing may have gone wrong on any of them."""
    made = []

    def make(
        address: str, size: tuple[int, int] = WIDE, scripts: bool = True, look: str = ""
    ) -> Watched:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts
        )
        if look:
            context.add_cookies([{"name": "look", "value": look, "url": address}])
        made.append((context, Watched(context.new_page(), address)))
        return made[-1][1]

    yield make
    faults = [fault for _, one in made for fault in one.faults]
    for context, _ in made:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def password() -> str:
    return password_hash(PASSWORD)
