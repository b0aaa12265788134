"""A whole day at the desk in a real browser: from signing in to a release that verifies.

The desk is the command, in a process of its own. Each step leaves a picture in out/desk-screens/.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk_case import journey_case
from desk_served import NARROW, SCREENS, WIDE, Command, Watched, run
from web_browser import PASSWORD

pytestmark = pytest.mark.browser
FURTHEST = 400  # presses of Tab from one thing to another on a page
SELECT = """([from, to]) => {
  const text = document.getElementById("text"), walk = document.createTreeWalker(text, 4);
  const range = document.createRange(); let passed = 0, node;
  while ((node = walk.nextNode())) {
    for (const [at, end] of [[from, "setStart"], [to, "setEnd"]])
      if (at >= passed && at <= passed + node.length) range[end](node, at - passed);
    passed += node.length;
  }
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, password: str) -> tuple[Path, Path]:
    return journey_case(tmp_path_factory.mktemp("journey"), password)


@pytest.fixture
def command(made: tuple[Path, Path], tmp_path: Path) -> Iterator[Command]:
    """The desk on a copy of the case; it writes its address to the terminal and nothing else."""
    shutil.copytree(made[0], tmp_path / "case")
    started = Command(tmp_path / "case", made[1])
    yield started
    said = started.stop()
    assert said == f"The desk is at {started.address} (stop it with Ctrl-C)\n"


class Officer:
    """Somebody at the desk who has only a keyboard."""

    def __init__(self, watched: Watched, name: str) -> None:
        self.watched, self.page, self.name, self.step = watched, watched.page, name, 0
        self.keys = self.page.keyboard

    def picture(self, of: str) -> None:
        """Keeps what is seen now; nothing may be wider than the window."""
        self.step += 1
        SCREENS.mkdir(parents=True, exist_ok=True)
        shot = SCREENS / f"{self.name}-{self.step:02}-{of}.png"
        self.page.screenshot(path=shot, full_page=True)
        assert self.watched.overflow() <= 0, of

    def tab_to(self, selector: str, backwards: bool = False) -> None:
        """Presses Tab until the thing is in focus."""
        for _ in range(FURTHEST):
            self.keys.press("Shift+Tab" if backwards else "Tab")
            if self.page.evaluate(
                "what => document.activeElement?.matches(what) ?? false", selector
            ):
                return
        raise AssertionError(f"no way by keyboard to {selector}")

    def follow(self, selector: str, key: str = "Enter") -> None:
        """Goes to a link or button by Tab and presses it; waits for the page behind it."""
        self.tab_to(selector)
        with self.page.expect_navigation(wait_until="load"):
            self.keys.press(key)

    def write(self, selector: str, words: str) -> None:
        """Goes to a field and fills it anew."""
        self.tab_to(selector)
        self.keys.press("Control+A")
        self.keys.insert_text(words)

    def menu(self, page: str) -> None:
        """To a page of the navigation."""
        self.page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
        self.page.evaluate("document.body.focus()")
        self.tab_to(f"nav a[href='{page}']")
        with self.page.expect_navigation(wait_until="load"):
            self.keys.press("Enter")

    def card(self, number: int = 0):
        """One claim of the report on the page."""
        return self.page.locator("article.card").nth(number)

    def is_now(self, status: str, number: int = 0) -> None:
        """Waits until a claim's card says so."""
        self.page.wait_for_function(
            "([n, s]) => document.querySelectorAll('article.card')[n]?.dataset.status === s",
            arg=[number, status],
        )


def sign_in(officer: Officer) -> None:
    officer.watched.go("/")
    officer.picture("sign-in")
    officer.write("[name=name]", "Ana")
    officer.write("[name=password]", PASSWORD)
    with officer.page.expect_navigation(wait_until="load"):
        officer.keys.press("Enter")
    assert officer.watched.path() == "/"
    officer.picture("queue")


def read_from_right_to_left(officer: Officer) -> None:
    """The preference of the page "You"."""
    officer.tab_to(".who a")
    with officer.page.expect_navigation(wait_until="load"):
        officer.keys.press("Enter")
    officer.tab_to("[name=direction]")
    officer.keys.press("ArrowDown")
    officer.tab_to("form[action='/look'] button")
    with officer.page.expect_navigation(wait_until="load"):
        officer.keys.press("Enter")
    assert officer.page.get_attribute("html", "dir") == "rtl"
    officer.picture("you")


def open_report(officer: Officer, outlet: str) -> None:
    """From the list of reports, by keyboard."""
    officer.menu("/reports")
    place = officer.page.locator("tr", has_text=outlet).locator("a").first.get_attribute("href")
    officer.follow(f"a[href='{place}']")


def review_a_report(officer: Officer) -> None:
    """Accepts, takes back, corrects, rejects and adds, by keys alone."""
    page, keys = officer.page, officer.keys
    open_report(officer, "Harbour Post")
    officer.picture("report")
    keys.press("j")
    keys.press("a")
    officer.is_now("accepted")
    officer.picture("accepted")
    keys.press("z")
    officer.is_now("waits")
    keys.press("a")
    officer.is_now("accepted")
    keys.press("u")
    officer.is_now("waits")
    correct_the_number(officer)
    keys.press("j")
    page.wait_for_function("document.activeElement.matches('article.card:nth-of-type(2)')")
    keys.press("r")
    officer.is_now("rejected", 1)
    officer.picture("rejected")
    add_from_words(officer, "nobody had seen the women since")
    keys.press("Escape")


def correct_the_number(officer: Officer) -> None:
    """Four, not three; the machine's three stays beside it."""
    page, keys = officer.page, officer.keys
    number = 1 + page.locator("article.card").first.locator("a.edit").evaluate_all(
        "links => links.findIndex(link => link.href.includes('field=affected'))"
    )
    keys.press(str(number))
    page.wait_for_selector(".editor [name=affected_min]")
    page.wait_for_function("document.activeElement.closest('.editor')")
    officer.picture("correcting")
    page.keyboard.press("Control+A")
    keys.insert_text("4")
    keys.press("Tab")
    keys.press("Control+A")
    keys.insert_text("4")
    keys.press("Enter")
    officer.is_now("corrected")
    assert "machine: " in officer.card().inner_text()
    officer.picture("corrected")


def add_from_words(officer: Officer, words: str) -> None:
    """A claim upon words of the report, selected as browsing with a caret selects them."""
    page, keys = officer.page, officer.keys
    before = page.locator("article.card").count()
    keys.press("t")
    start = page.locator("#text").text_content().index(words)
    page.evaluate(SELECT, [start, start + len(words)])
    page.wait_for_selector("text=New claim from the words selected")
    keys.press("c")
    page.wait_for_selector("#adding [name=act]")
    assert page.input_value("#adding [name=span_act_words]") == words
    officer.tab_to("[name=act]", backwards=page.evaluate(IS_PASSED))
    keys.type("Disapp")
    officer.picture("adding")
    officer.tab_to("button[value=add]")
    keys.press("Enter")
    page.wait_for_function("n => document.querySelectorAll('article.card').length > n", arg=before)
    page.wait_for_load_state("load")
    officer.picture("added")


IS_PASSED = """() => Boolean(2 & document.activeElement.compareDocumentPosition(
  document.querySelector("#adding [name=act]")))"""
LATER = """() => {
  const cards = [...document.querySelectorAll("article.card")];
  const here = cards.indexOf(document.activeElement.closest("article.card"));
  return cards.some((card, n) => n > here && card.dataset.status === "waits");
}"""


def accept_the_rest(officer: Officer) -> None:
    """Through every other claim that waits, with `a` and `n`, report after report."""
    page, keys = officer.page, officer.keys
    officer.menu("/")
    for _ in range(FURTHEST):
        if officer.watched.path() == "/":
            if "Nothing waits here" in page.inner_text("main"):
                break
            officer.follow("table.list a")
        if page.locator("article.card[data-status=waits]:focus").count():
            here = page.evaluate("document.activeElement.id")
            keys.press("a")
            page.wait_for_selector(f"#{here}[data-status=accepted]:focus")
        elif page.evaluate(LATER):
            keys.press("n")
        else:
            with page.expect_navigation(wait_until="load"):
                keys.press("n")
    assert "Nothing waits here" in page.inner_text("main")
    officer.picture("queue-done")


def settle_a_conflict(officer: Officer) -> None:
    page, keys = officer.page, officer.keys
    officer.menu("/incidents")
    officer.picture("incidents")
    officer.follow("a[href='/incidents?only=conflict']")
    officer.follow("table.list a")
    officer.picture("conflict")
    officer.tab_to("fieldset input[name=claim]")
    keys.press("Space")
    officer.tab_to("button[value=settle]")
    with page.expect_navigation(wait_until="load"):
        keys.press("Enter")
    assert "settled by a person" in page.inner_text("main")
    officer.picture("settled")


def merge_and_undo(officer: Officer) -> None:
    page = officer.page
    heading = page.locator("p.note").first.inner_text()
    officer.follow("button[aria-label^='Merge with']")
    assert page.locator("p.note").first.inner_text() != heading
    officer.picture("merged")
    officer.follow("#done button")
    told = page.locator("p.note").first.inner_text()
    assert told.split("·")[1] == heading.split("·")[1]
    officer.picture("merge-undone")


def look_around(officer: Officer) -> None:
    """Search in Korean, the map, the measures."""
    officer.menu("/search")
    officer.write("[name=words]", "체포")
    with officer.page.expect_navigation(wait_until="load"):
        officer.keys.press("Enter")
    assert "1 report" in officer.page.inner_text("#found")
    officer.picture("search")
    officer.menu("/map")
    officer.picture("map")
    officer.menu("/measures")
    until(officer, "h2")
    officer.picture("measures")


def until(officer: Officer, selector: str) -> None:
    """Waits while a page is being worked out; it loads itself again."""
    officer.page.wait_for_selector(f"main {selector}", state="attached")


def approve_and_release(officer: Officer) -> None:
    page = officer.page
    officer.menu("/release")
    until(officer, "#verdict")
    officer.picture("release")
    waits = page.locator("li.check.review")
    names = [waits.nth(n).get_attribute("data-check") for n in range(waits.count())]
    assert names
    for name in names:
        officer.write(f"[data-check='{name}'] [name=reason]", "looked at every record")
        officer.follow(f"[data-check='{name}'] button[value=approve]")
        until(officer, "#verdict")
    officer.picture("approved")
    officer.follow("form[action='/release/make'] button")
    assert "Released" in page.inner_text("h1")
    officer.picture("released")


def verify(officer: Officer) -> None:
    page = officer.page
    out = page.inner_text("#out")
    officer.menu("/custody")
    officer.follow("form[action='/custody/verify'] button")
    assert "Everything matches its seals and the ledger" in page.inner_text("main")
    officer.picture("verified")
    assert "how-to-read.md" in {path.name for path in Path(out).iterdir()}
    run("verify", out)


def end(officer: Officer) -> None:
    officer.menu("/")
    officer.follow("form.who button")
    assert officer.watched.path() == "/sign-in"


@pytest.mark.parametrize(("name", "size"), [("1280", WIDE), ("390", NARROW)])
def test_a_day_at_the_desk_by_keyboard_alone(
    name: str, size: tuple[int, int], command: Command, watched: Callable[..., Watched]
):
    officer = Officer(watched(command.address, size), name)
    sign_in(officer)
    review_a_report(officer)
    accept_the_rest(officer)
    settle_a_conflict(officer)
    merge_and_undo(officer)
    look_around(officer)
    approve_and_release(officer)
    verify(officer)
    end(officer)


def test_a_day_at_the_desk_from_right_to_left(command: Command, watched: Callable[..., Watched]):
    officer = Officer(watched(command.address), "rtl")
    sign_in(officer)
    read_from_right_to_left(officer)
    open_report(officer, "صحيفة النهر")
    officer.picture("arabic-report")
    add_from_words(officer, "اعتقلت الشرطة امرأتين في مدينة هونتشون")
    assert "Added by" in officer.card().inner_text()
    review_a_report(officer)
    accept_the_rest(officer)
    settle_a_conflict(officer)
    merge_and_undo(officer)
    look_around(officer)
    approve_and_release(officer)
    verify(officer)
    end(officer)


def press(page, selector: str) -> None:
    """Presses a button or link; the page behind it is loaded when this returns."""
    with page.expect_navigation(wait_until="load"):
        page.locator(selector).first.click()


def decide_without_scripts(page) -> None:
    """Accepts, takes back, corrects a place by search, rejects, adds by quoting."""
    press(page, "article.card button[value=accept]")
    assert page.locator("article.card[data-status=accepted]").count() == 1
    press(page, "#done button")
    assert page.locator("article.card[data-status=accepted]").count() == 0
    press(page, "article.card a.edit[href*='field=where']")
    page.fill("[name=where_q]", "延吉")
    press(page, "button[value=search]")
    page.locator("fieldset.found input").first.check()
    press(page, "button[value=correct]")
    assert page.locator("article.card[data-status=corrected]").count() == 1
    press(page, "article.card[data-status=corrected] form[action='/undo'] button")
    press(page, "article.card button[value=accept]")
    press(page, "article.card[data-status=waits] button[value=reject]")
    press(page, "a[data-add]")
    page.fill("[name=span_act_words]", "nobody had seen the women since")
    page.select_option("[name=act]", "disappearance")
    press(page, "button[value=add]")
    assert "Added by" in page.inner_text("main")


def decide_on_incidents_without_scripts(page) -> None:
    press(page, "nav a[href='/incidents']")
    press(page, "a[href='/incidents?only=conflict']")
    press(page, "table.list a")
    page.locator("fieldset input[name=claim]").first.check()
    press(page, "button[value=settle]")
    assert "settled by a person" in page.inner_text("main")
    press(page, "button[aria-label^='Merge with']")
    press(page, "#done button")
    press(page, "button:text-is('Grade reliability')")
    page.fill("[name=article]", "9")
    press(page, "button[value=violation]")
    assert "UDHR 9" in page.inner_text("main")
    press(page, "ol.pairs a")
    press(page, "button[value='not same']")
    press(page, "#done button")


def release_without_scripts(page) -> str:
    press(page, "nav a[href='/release']")
    page.wait_for_selector("#verdict")
    while page.locator("li.check.review form").count() > page.get_by_text("Approved.").count():
        page.locator("li.check.review [name=reason]").first.fill("looked at every record")
        press(page, "li.check.review button[value=approve]")
        page.wait_for_selector("#verdict")
    press(page, "form[action='/release/make'] button")
    return page.inner_text("#out")


def test_every_action_works_without_scripts(command: Command, watched: Callable[..., Watched]):
    one = watched(command.address, scripts=False)
    page = one.page
    one.sign_in()
    press(page, "nav a[href='/reports']")
    press(page, "tr:has-text('Harbour Post') a")
    decide_without_scripts(page)
    press(page, "[data-next]")
    press(page, "article.card[data-status=waits] button[value=accept]")
    decide_on_incidents_without_scripts(page)
    press(page, "nav a[href='/search']")
    page.fill("[name=words]", "图们")
    press(page, "button.primary")
    press(page, "nav a[href='/map']")
    press(page, "main a:text-is('closer')")
    page.screenshot(path=SCREENS / "no-scripts-map.png", full_page=True)
    out = release_without_scripts(page)
    press(page, "nav a[href='/custody']")
    press(page, "form[action='/custody/verify'] button")
    assert "Everything matches" in page.inner_text("main")
    run("verify", out)
    delete_and_change_the_team_without_scripts(one)


def delete_and_change_the_team_without_scripts(one: Watched) -> None:
    page = one.page
    one.go("/reports")
    press(page, "tr:has-text('강변일보') a")
    report = one.path().removeprefix("/report/")
    press(page, "nav a[href='/custody']")
    page.fill("[name=report]", report)
    press(page, "form[action='/custody/delete'] button")
    page.fill("[name=again]", report)
    page.select_option("[name=reason]", index=1)
    press(page, "button.danger")
    one.go("/custody")
    assert report in page.locator("#tombstones ~ .wide").first.inner_text()
    press(page, "nav a[href='/team']")
    form = page.locator("form[aria-label='Somebody new']")
    form.locator("[name=name]").fill("Gita")
    for name in ("password", "again"):
        form.locator(f"[name={name}]").fill(PASSWORD)
    press(page, "form[aria-label='Somebody new'] button")
    assert "Gita" in page.inner_text("main")
    press(page, ".who button")
    one.sign_in("Gita")
