"""Claims are added, conflicts settled, incidents merged and split at the desk, and all undone."""

import re

import pytest

from bearwitness.model.judgement import Action
from bearwitness.pipeline import human_claims, measure_case
from web_browser import Browser


@pytest.fixture
def browser(made):
    return Browser(made(reports=4, accepted=False)).sign_in("Ana")


def claim_of(browser, number: int = 0) -> str:
    return f"claim-{number:016x}"


def report_of(browser, number: int = 0) -> str:
    return browser.desk.view().claim(claim_of(browser, number)).report_id


def state(browser, claim: str) -> str:
    return browser.desk.view().state_of(claim)


def field_of(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)


def undo(browser, about: str, action: Action | None = None, **more: str):
    told = [d for d in browser.desk.view().by_subject[about] if d.action == (action or d.action)]
    return browser.post("/undo", about=about, decision=told[-1].id, **more)


def add(browser, **more: str):
    told = {"span_act_words": "Police arrested two women", "act": "raid", "kind": "event",
            "modality": "asserted", "action": "add"} | more  # fmt: skip
    return browser.post(f"/report/{report_of(browser)}/claims", **told)


def added_claim(browser):
    machine = browser.desk.view().machine.values()
    return next(claim for claim in machine if claim.method == "by hand")


def test_a_claim_is_added_from_quoted_words_and_is_seen_by_linking_and_reviewed(browser):
    answer = add(browser, when_edtf="2023-01-10", affected_min="2", affected_max="2")
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"]).text
    assert "Added by <bdi>Ana</bdi>" in page
    assert "Added.</span>" in page
    claim = added_claim(browser)
    view = browser.desk.view()
    assert claim.id in view.incident_of
    assert view.standings[claim.id].is_reviewed
    assert claim.id not in {item.claim.id for item in view.waiting}
    assert browser.desk.case.verify() == ()
    counted = measure_case(browser.desk.case, ("act",))
    assert [(f.cell, f.incidents) for f in counted.figures] == [((("act", "raid"),), 1)]


def test_words_chosen_by_offsets_fill_the_form_and_their_own_field(browser):
    report = report_of(browser)
    page = browser.get(f"/report/{report}/add?start=7&end=15&part=card").text
    assert ">arrested</textarea>" in page
    add(browser, span_act_words="arrested", span_act_start="7", span_act_end="15",
        span_where_words="Tumen", where_new="geonames:2034340", where_new_role="at")  # fmt: skip
    told = {e.field: e.exact for e in added_claim(browser).evidence}
    assert told == {"act": "arrested", "where": "Tumen"}


@pytest.mark.parametrize(
    "wrong",
    [{"span_act_words": "nobody said so"}, {"act": ""}, {"when_edtf": "soon"},
     {"where_name": "A mill", "where_country": "QQ"}],
)  # fmt: skip
def test_a_claim_that_cannot_be_made_comes_back_with_what_was_typed(browser, wrong):
    head = browser.desk.case.head()
    answer = add(browser, reason="typed before", **wrong)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "typed before" in answer.text
    assert browser.desk.case.head() == head


def test_an_added_claim_is_undone_and_done_again(browser):
    add(browser)
    claim = added_claim(browser).id
    undo(browser, claim)
    assert claim not in browser.desk.view().machine
    assert claim not in {one.id for one in human_claims(browser.desk.case)[0]}
    undo(browser, claim)
    assert claim in browser.desk.view().machine


def test_deleting_the_report_deletes_the_added_claim_and_what_was_said_of_it(browser):
    add(browser)
    claim = added_claim(browser).id
    browser.post(f"/claim/{claim}", action="reject", state=state(browser, claim), reason="no")
    case, report = browser.desk.case, report_of(browser)
    case.delete_report(report, "Ana", "source-safety", "2024-07-01T10:00:00Z")
    assert not any(claim in d.subject for d in case.decisions())
    assert case.verify() == ()


def test_searching_for_a_place_decides_nothing_and_keeps_what_was_typed(browser):
    claim, head = claim_of(browser), browser.desk.case.head()
    page = browser.post(f"/claim/{claim}", action="search", field="where", where_q="图们",
                        where_0="made-tumen", reason="typed before", state="new").text  # fmt: skip
    assert "Tumen, Jilin, China (town)" in page
    assert "typed before" in page
    assert browser.desk.case.head() == head
    in_card = browser.post(f"/claim/{claim}", action="search", field="where", where_q="图们",
                           part="card")  # fmt: skip
    assert in_card.headers["hx-retarget"] == f"#edit-{claim}"
    part = browser.post("/places", where_q="투먼").text
    assert "geonames:2034340" in part
    assert "<html" not in part


def test_a_field_is_corrected_by_its_control_and_the_machines_value_stays_beside(browser):
    claim = claim_of(browser)
    page = browser.get(f"/claim/{claim}/correct?field=affected").text
    assert "The machine read <strong><bdi>2, female, KP" in page
    browser.post(f"/claim/{claim}", action="correct", field="affected", state="new",
                 affected_min="3", affected_max="", affected_nationality="North Korea",
                 affected_status_refugee="yes")  # fmt: skip
    now = browser.desk.view().claims[claim].affected
    assert (now.min, now.max, now.nationality, now.status) == (3, None, "KP", ("refugee",))
    shown = browser.get(f"/report/{report_of(browser)}").text
    assert "3 or more, KP, refugee" in shown
    assert "machine: <bdi>2, female, KP" in shown


def test_deciding_as_a_part_gives_the_card_and_the_undo_button_alone(browser):
    claim = claim_of(browser)
    part = browser.post(f"/claim/{claim}", action="accept", state="new", part="card").text
    assert "<html" not in part
    assert 'data-status="accepted"' in part
    assert 'id="done"' in part
    last = browser.desk.view().decided_on(claim)[-1].id
    back = browser.post("/undo", about=claim, decision=last, part="card").text
    assert 'data-status="waits"' in back
    clash = browser.post(f"/claim/{claim}", action="reject", state="new", part="card")
    assert clash.status_code == 409
    assert "Nothing of yours was saved" in clash.text


def test_undoing_one_decision_leaves_the_one_before_it(browser):
    claim = claim_of(browser)
    browser.post(f"/claim/{claim}", action="accept", state="new")
    browser.post(f"/claim/{claim}", action="reject", state=state(browser, claim))
    answer = undo(browser, claim)
    assert browser.desk.view().standings[claim].is_reviewed
    assert "Taken back: rejected" in browser.get(answer.headers["location"]).text
    again = undo(browser, claim, Action.REJECT)
    assert again.status_code == 400
    assert "taken back already" in again.text


def incident_page(browser, claim: str) -> tuple[str, str]:
    home = f"/incident/{browser.desk.view().incident_of[claim]}"
    return home, browser.get(home).text


def test_a_claim_leads_to_the_incident_it_is_in_now(browser):
    claim = claim_of(browser)
    assert (
        browser.get(f"/claim/{claim}/incident").headers["location"]
        == incident_page(browser, claim)[0]
    )
    browser.post(f"/claim/{claim}", action="reject", state="new")
    assert browser.get(f"/claim/{claim}/incident").status_code == 404


def told_on_incident(browser, of: str, **fields: str):
    home, page = incident_page(browser, of)
    return browser.post(home, state=field_of(page, "state"), **fields)


def test_incidents_are_merged_and_split_and_both_are_undone_whole(browser):
    a, b, c = (claim_of(browser, n) for n in range(3))
    home = browser.desk.view().incident_of
    assert home[a] != home[b]
    for other in (b, c):
        answer = told_on_incident(browser, a, action="merge",
                                  other=browser.desk.view().incident_of[other])  # fmt: skip
        assert answer.status_code == 303
    page = browser.get(answer.headers["location"]).text
    assert "One incident" in page
    assert len({browser.desk.view().incident_of[one] for one in (a, b, c)}) == 1
    told_on_incident(browser, a, action="split", claim=a, reason="another night")
    assert browser.desk.view().incident_of[a] != browser.desk.view().incident_of[b]
    assert browser.desk.view().incident_of[b] == browser.desk.view().incident_of[c]
    undo(browser, a, together="yes", back="incident")
    assert len({browser.desk.view().incident_of[one] for one in (a, b, c)}) == 1


def test_a_split_pair_can_be_merged_again(browser):
    a, b = claim_of(browser, 0), claim_of(browser, 1)
    told_on_incident(browser, a, action="merge", other=browser.desk.view().incident_of[b])
    told_on_incident(browser, b, action="split", claim=b)
    told_on_incident(browser, a, action="merge", other=browser.desk.view().incident_of[b])
    assert browser.desk.view().incident_of[a] == browser.desk.view().incident_of[b]


def test_a_conflict_is_settled_both_values_stay_and_it_is_undone(browser):
    a, b = claim_of(browser, 0), claim_of(browser, 1)
    told_on_incident(browser, a, action="merge", other=browser.desk.view().incident_of[b])
    one = browser.desk.view().incident(browser.desk.view().incident_of[a])
    assert one.conflicts == ("when",)
    told_on_incident(browser, a, action="settle", field="when", claim=b, reason="the police log")
    home, page = incident_page(browser, a)
    settled = browser.desk.view().incident(home.removeprefix("/incident/"))
    assert (settled.conflicts, settled.settled) == ((), (("when", b),))
    assert len(settled.whens) == 2
    assert "settled by a person" in page
    undo(browser, b, Action.SETTLE, back="incident")
    assert browser.desk.view().incident(settled.id).conflicts == ("when",)


@pytest.mark.parametrize(
    "wrong",
    [{"action": "merge", "other": "incident-none"}, {"action": "split", "claim": "claim-none"},
     {"action": "settle", "field": "when", "claim": "claim-none"}, {"action": "nothing"},
     {"action": "violation", "norm": "CAT", "article": "99"}, {"action": "violation", "value": "x"},
     {"action": "grade", "field": "reliability", "value": "Z"}],
)  # fmt: skip
def test_what_makes_no_sense_on_an_incident_is_refused(browser, wrong):
    head = browser.desk.case.head()
    assert told_on_incident(browser, claim_of(browser), **wrong).status_code == 400
    assert browser.desk.case.head() == head


def test_two_who_decide_on_one_incident_see_each_other(browser):
    claim = claim_of(browser)
    home, page = incident_page(browser, claim)
    old = field_of(page, "state")
    browser.post(home, state=old, action="grade", field="reliability", value="B")
    answer = browser.post(home, state=old, action="grade", field="reliability", value="C")
    assert answer.status_code == 409


def test_a_coder_undoes_what_a_coder_may_and_not_a_reviewers_word(browser):
    claim = claim_of(browser)
    told_on_incident(browser, claim, action="grade", field="reliability", value="B")
    coder = Browser(browser.desk).sign_in("Dao")
    assert undo(coder, claim).status_code == 403
    coder.post(f"/claim/{claim}", action="accept", state=state(browser, claim))
    assert undo(coder, claim).status_code == 303


def test_next_goes_through_the_queue_from_report_to_report(browser):
    seen, at = set(), report_of(browser)
    for _ in range(4):
        seen.add(at)
        at = browser.get(f"/next?after={at}").headers["location"].split("/")[2].split("#")[0]
    assert len(seen) == 4


def test_a_reader_sees_everything_and_is_offered_nothing_to_decide(browser):
    reader = Browser(browser.desk).sign_in("Fay")
    claim = claim_of(browser)
    for path in (f"/report/{report_of(browser)}", incident_page(browser, claim)[0]):
        page = reader.get(path).text
        assert 'name="action"' not in page
        assert "/undo" not in page


def test_where_two_must_agree_a_correction_waits_says_so_and_can_be_taken_back(made):
    browser = Browser(made("correct", reports=1, accepted=False)).sign_in("Ana")
    claim = claim_of(browser)
    answer = browser.post(f"/claim/{claim}", action="correct", field="act", act="raid", state="new")
    page = browser.get(answer.headers["location"]).text
    assert "Corrected act, once a second person confirms it" in page
    assert "waits for a second person" in page
    assert browser.desk.view().claims[claim].act == "arrest"
    told = browser.desk.view().every_by_subject[claim][-1]
    browser.post("/undo", about=claim, decision=told.id)
    assert "Take back the last decision" not in browser.get(f"/report/{report_of(browser)}").text
