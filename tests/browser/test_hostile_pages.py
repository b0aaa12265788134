"""Two hundred hostile strings in a real browser, at a real desk: none runs, none reaches a log."""

from pathlib import Path

import pytest

from bearwitness.pipeline import link_claims
from bearwitness.settings import Settings
from desk_served import SCREENS, Command, Watched, run
from hostile_strings import HOSTILE, LINE, SCRIPT, add_hostile, as_stored
from made_case import PASSPHRASE, made_case

pytestmark = pytest.mark.browser
NAMES = ("<img src=x onerror=window.broken=1>.txt", "=cmd|'x'!A0.txt", "-rf.txt", "\x1b[31mred.txt",
         "\u202egnp.txt", "$(reboot).txt", "a\nb.txt", "{{ 7 * 7 }}.txt", "'; DROP TABLE x; --.txt",
         "%00.txt")  # fmt: skip
BROKEN = "() => 'broken' in window || document.title === '' || !document.querySelector('main h1')"


def hostile_case(folder: Path, password: str) -> tuple[Path, Path, str]:
    """A case that holds every string each for itself, and one report that holds them all."""
    case = made_case(folder / "case", 2, password, exposing=False, accepted=False)
    for number, words in enumerate(HOSTILE):
        add_hostile(case, 100 + number, words)
    everything = "\n".join(words for words in HOSTILE if words != LINE)
    claim = add_hostile(case, 999, everything)
    link_claims(case, Settings())
    case.close()
    secret = folder / "secret"
    secret.write_text(PASSPHRASE.words + "\n")
    return folder / "case", secret, claim.report_id


def test_no_string_runs_changes_a_page_or_reaches_the_terminal(tmp_path, password, watched):
    case, secret, report = hostile_case(tmp_path, password)
    files = tmp_path / "files"
    files.mkdir()
    for name in NAMES:
        told = f"Title: {name!r}\n\nPolice arrested a man in Tumen, {name} said. Invented.\n"
        (files / name).write_text(told, encoding="utf-8")
    said = run("add", case, *sorted(files.iterdir()), "--passphrase-file", secret)
    assert not any(c in said for c in "\x1b\u202e\x00")
    desk = Command(case, secret)
    one = watched(desk.address)
    look_everywhere(one, report)
    write_everywhere(one, report)
    assert desk.stop() == f"The desk is at {desk.address} (stop it with Ctrl-C)\n"


def look_everywhere(one: Watched, report: str) -> None:
    """Every page that shows words of reports."""
    one.sign_in()
    for path in (f"/report/{report}", f"/report/{report}/add", f"/report/{report}/original", "/",
                 "/reports", "/incidents", "/map", "/search", "/measures?all=yes", "/release",
                 "/custody", f"/custody/delete?report={report}", "/team"):  # fmt: skip
        one.go(path)
        while "being worked out" in one.page.inner_text("main"):
            one.go(path)
        for _ in range(9):
            assert not one.page.evaluate(BROKEN), path
            assert one.overflow() <= 0, path
            if not one.page.locator("a[rel=next]").count():
                break
            with one.page.expect_navigation(wait_until="load"):
                one.page.locator("a[rel=next]").first.click()
    one.go(f"/report/{report}")
    top = {"x": 0, "y": 0, "width": 1280, "height": 3_000}
    one.page.screenshot(path=SCREENS / "hostile.png", clip=top, full_page=True)


def write_everywhere(one: Watched, report: str) -> None:
    """What a person types: a reason, words to look for, a place, a name, a title."""
    page = one.page
    for words in (
        f"<script>{SCRIPT}</script>",
        f'"><svg onload={SCRIPT}>',
        "{{ 7*7 }}",
        "\x1b[31m",
    ):
        words = as_stored(words)
        one.go(f"/report/{report}")
        page.fill("article.card form.decide [name=reason]", words)
        page.click("article.card button[value=accept]")
        page.wait_for_selector("article.card[data-status=accepted]")
        with page.expect_navigation(wait_until="load"):
            page.click("#done button")
        one.go("/search")
        page.fill("[name=words]", words)
        page.click("button.primary")
        page.wait_for_selector("#found, [role=alert]")
        assert not page.evaluate(BROKEN)
        one.go("/release?title=%3Cscript%3Ewindow.broken%3D1%3C/script%3E")
        assert not page.evaluate(BROKEN)
    one.page.context.clear_cookies()
    one.go("/sign-in")
    page.fill("[name=name]", f"<script>{SCRIPT}</script>")
    page.fill("[name=password]", "wrong")
    page.press("[name=password]", "Enter")
    page.wait_for_selector("[role=alert]")
    assert not page.evaluate(BROKEN)
