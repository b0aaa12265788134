"""Every page of the desk in a browser: no barrier, nothing sideways or from elsewhere, light."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bearwitness.model.restricted import Restricted
from bearwitness.model.team import Member
from bearwitness.pipeline import decide
from bearwitness.settings import Settings
from bearwitness.store.case import Case
from desk_served import NARROW, SCREENS, WIDE, Served, Watched
from made_case import AT, TEAM, WEAK, made_case

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
LOOK = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(
  (found) => found.nodes.map((node) => `${found.id}: ${node.target} ${node.failureSummary}`))"""
FIRST_PAINT = 200_000  # bytes
TWO = ("reject", "violation", "delete")
FIELDS = ("act", "kind", "modality", "when", "where", "affected", "alleged_perpetrators",
          "attribution", "detail")  # fmt: skip


class Filled:
    """A desk where something was done of every kind, and the addresses of its pages."""

    def __init__(self, folder: Path, password: str) -> None:
        self.case = made_case(folder / "case", 14, password, accepted=False)
        claims = [claim.id for claim in self.case.claims()]
        settings = Settings(two_people=TWO)
        rows = [
            *({"action": "accept", "claim": one} for one in claims[3:]),
            {"action": "same", "claim": claims[0], "other": claims[1], "reason": "one night"},
            {"action": "correct", "claim": claims[0], "field": "when", "value": "2023-01-12"},
            {"action": "reject", "claim": claims[2], "reason": "it is another Tumen"},
            {"action": "grade", "claim": claims[0], "field": "reliability", "value": "B"},
        ]
        dao = next(one for one in self.case.members() if one.name == "Dao")
        assert decide(self.case, rows, "Dao", settings, dao)[1] == []
        self.served = Served(self.case, settings)
        view = self.served.desk.view()
        report = view.claim(claims[0]).report_id
        incident = view.incident_of[claims[0]]
        claim = f"/claim/{claims[0]}"
        self.pages = {
            "queue": "/", "queue-empty": "/?why=none+such", "reports": "/reports",
            "arrivals": "/add",
            "report": f"/report/{report}", "report-add": f"/report/{report}/add",
            "report-waits": f"/report/{view.claim(claims[2]).report_id}",
            "original": f"/report/{report}/original",
            **{f"correct-{one}": f"{claim}/correct?field={one}" for one in FIELDS},
            "incidents": "/incidents", "conflicts": "/incidents?only=conflict",
            "incident": f"/incident/{incident}",
            "incident-alone": f"/incident/{view.incident_of[claims[5]]}",
            "pair": f"/pair?a={claims[0]}&b={claims[1]}", "map": "/map",
            "map-2023": "/map?since=2023-01-01",
            "search": "/search", "measures": "/measures", "measures-all": "/measures?all=yes",
            "release": "/release", "release-left-out": "/release?show=left+out",
            "release-one": f"/release/{view.incident_of[claims[5]]}", "second": "/second",
            "custody": "/custody", "custody-kind": "/custody?kind=decision",
            "delete": f"/custody/delete?report={report}", "team": "/team", "you": "/you",
            "look": "/look", "none": "/report/report-none", "no-such": "/custody/delete?report=x",
        }  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, password: str) -> Iterator[Filled]:
    made = Filled(tmp_path_factory.mktemp("filled"), password)
    yield made
    made.served.stop()
    made.case.close()


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, password: str) -> Iterator[Served]:
    """A case in which there is nothing yet but its team."""
    with Case.create(
        tmp_path_factory.mktemp("bare") / "case", Restricted("invented"), AT, WEAK
    ) as case:
        for name, role in TEAM.items():
            case.save_member(Member(name, role, AT), password, AT, "Ana")
        served = Served(case)
        yield served
        served.stop()


@pytest.fixture(scope="module")
def window(chromium, filled: Filled) -> Iterator[Watched]:
    """One signed-in window for all pages of the filled desk."""
    context = chromium.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
    watched = Watched(context.new_page(), filled.served.address)
    watched.sign_in()
    yield watched
    context.close()


def seen(watched: Watched, path: str, name: str) -> tuple[dict[str, object], int]:
    """What is wrong with a page, wide, narrow and from right to left; bytes of its first paint."""
    page, wrong = watched.page, {}
    weight = weighed(watched, path)
    for look, size in (("wide", WIDE), ("narrow", NARROW), ("rtl", NARROW)):
        if look == "rtl":
            page.evaluate("document.documentElement.dir = 'rtl'")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate(AXE)
        found = page.evaluate(LOOK)
        if watched.overflow() > 0:
            found.append(f"{watched.overflow()} pixels wider than the window")
        if found:
            wrong[look] = found
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"page-{name}-{look}.png", full_page=True)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    if watched.faults:
        wrong["faults"], watched.faults = watched.faults, []
    return wrong, weight


def weighed(watched: Watched, path: str) -> int:
    """Loads a page with nothing kept from before; the bytes that came over the wire."""
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    came: list[int] = []
    session.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
    watched.go(path)
    while "being worked out" in watched.page.inner_text("main"):
        came.clear()
        watched.go(path)
    watched.page.wait_for_load_state("networkidle")
    session.detach()
    assert came
    return int(sum(came))


def test_every_page_has_no_barrier_fits_its_window_asks_nobody_else_and_is_light(
    filled: Filled, window: Watched
):
    wrong, weights = {}, {}
    for name, path in filled.pages.items():
        found, weights[name] = seen(window, path, name)
        if found:
            wrong[name] = found
    (SCREENS / "weights.txt").write_text(
        "".join(f"{weight:8} {name}\n" for name, weight in weights.items())
    )
    assert wrong == {}
    assert {name: weight for name, weight in weights.items() if weight > FIRST_PAINT} == {}


def test_pages_that_say_no_have_no_barrier(filled: Filled, window: Watched):
    """A value that cannot be read, a form upon an old state, words that are found."""
    page, claim = window.page, filled.pages["correct-when"]
    wrong = {}
    window.go(claim)
    page.fill("[name=when_edtf]", "soon")
    page.click("button[value=correct]")
    assert page.locator("[role=alert]").count()
    wrong["unreadable"] = barriers(window)
    window.go(filled.pages["incident-alone"])
    page.eval_on_selector_all("[name=state]", "all => all.forEach(one => one.value = '0-new')")
    page.click("button[value=violation]")
    assert "Nothing was saved" in page.inner_text("main")
    wrong["old"] = barriers(window)
    window.go("/search")
    page.fill("[name=words]", "Tumen")
    page.click("button.primary")
    assert page.locator("#found").count()
    wrong["found"] = barriers(window)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert window.faults == []


def barriers(watched: Watched) -> list[str]:
    """What axe-core finds, wide and narrow."""
    found = []
    for size in (WIDE, NARROW):
        watched.page.set_viewport_size({"width": size[0], "height": size[1]})
        watched.page.evaluate(AXE)
        found += watched.page.evaluate(LOOK)
    return found


def test_a_case_with_nothing_in_it_has_no_barrier(bare: Served, watched):
    one = watched(bare.address)
    one.go("/sign-in")
    wrong = {"sign-in": barriers(one)}
    one.page.fill("[name=name]", "Ana")
    one.page.fill("[name=password]", "not the password")
    one.page.press("[name=password]", "Enter")
    one.page.wait_for_selector("[role=alert]")
    wrong["refused"] = barriers(one)
    one.sign_in("Ana")
    paths = ("/", "/add", "/reports", "/incidents", "/map", "/search", "/measures", "/release",
             "/second", "/custody", "/team", "/you")  # fmt: skip
    for path in paths:
        wrong[path], _ = seen(one, path, f"empty{path.replace('/', '-')}")
    reader = watched(bare.address)
    reader.sign_in("Fay")
    reader.go("/team")
    assert "needs the role" in reader.page.inner_text("main")
    wrong["not-allowed"] = barriers(reader)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_on_paper_stand_what_was_read_and_decided_and_no_controls(filled: Filled, window: Watched):
    page = window.page
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    page.emulate_media(media="print")
    wrong = {}
    for name in ("queue", "report", "incident", "release", "custody", "team"):
        window.go(filled.pages[name])
        controls = page.locator("header, form, button, nav").filter(visible=True).count()
        words = page.locator("main").inner_text().strip()
        page.screenshot(path=SCREENS / f"paper-{name}.png", full_page=True)
        if controls or len(words) < 100:
            wrong[name] = (controls, len(words))
    page.emulate_media(media="screen")
    assert wrong == {}
