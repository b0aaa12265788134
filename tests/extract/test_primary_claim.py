"""The claim a report is mainly about."""

from bearwitness.extract import extract
from bearwitness.extract.primary import title_acts
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

TEXT = (
    "Police arrested a union leader in Lagos on 4 May 2021. He was held overnight. "
    "Years ago a reporter was abducted in another town."
)


def primary_act(title: str | None) -> str | None:
    reading = extract(parse(TEXT), Header(id="report-invented", title=title))
    return next((c.act for c in reading.claims if c.id == reading.primary), None)


def test_the_lead_says_what_a_report_is_about() -> None:
    assert primary_act(None) == "arrest"


def test_a_title_outweighs_the_lead() -> None:
    assert primary_act("The reporter who was abducted") == "abduction"


def test_a_report_without_acts_has_no_main_claim() -> None:
    assert extract(parse("The weather was fine."), Header(id="report-invented")).primary is None


def test_the_acts_of_a_title_come_from_the_cues() -> None:
    assert "arrest" in title_acts("Two Arrested After March")
    assert title_acts("A Quiet Day") == frozenset()


def test_what_happened_goes_before_what_is_planned_though_the_title_says_the_plan() -> None:
    text = (
        "The court will try the union leader in May. Police arrested him in Lagos on 4 April 2021."
    )
    reading = extract(parse(text), Header(id="report-invented", title="Union leader to be tried"))
    assert next(c.act for c in reading.claims if c.id == reading.primary) == "arrest"


def test_a_shooting_that_killed_is_a_killing_and_one_that_did_not_a_wounding() -> None:
    killed = extract(parse("A man shot and killed a teacher in Lagos."), Header(id="report-a"))
    hurt = extract(parse("Two people were shot in a market in Lagos."), Header(id="report-b"))
    main = [next(c.act for c in r.claims if c.id == r.primary) for r in (killed, hurt)]
    assert main == ["killing", "wounding"]
