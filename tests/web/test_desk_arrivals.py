"""Files given at the desk: in memory only until sealed, a row each, others go on meanwhile."""

import tempfile
import time
from threading import Event

import pytest

from bearwitness.web import adder, guard
from bearwitness.web.asked import _InMemory
from bearwitness.web.views.arrivals import MOST_FILES
from web_browser import Browser

FOUND = (
    b"Title: Two held at Tumen\nOutlet: Ridge Weekly\nPublished: 2024-04-02\nLanguage: en\n\n"
    b"Police in Tumen, Jilin province, arrested two women from North Korea on 1 April 2024.\n\n"
    b"This report is invented for testing.\n"
)


@pytest.fixture
def publisher(browser):
    return browser.sign_in()


def waited(desk):
    """The newest upload, once everything has been added."""
    until = time.monotonic() + 120
    while desk.adder.is_busy and time.monotonic() < until:
        time.sleep(0.05)
    assert not desk.adder.is_busy
    return desk.adder.uploads[0]


def give(browser: Browser, *files: tuple[str, bytes], **fields: str):
    sent = [("files", (name, data, "application/octet-stream")) for name, data in files]
    return browser.client.post("/add", data={"csrf": browser.session.csrf, **fields}, files=sent)


def test_a_file_given_at_the_desk_is_sealed_read_and_linked_and_its_row_says_so(desk, publisher):
    before = set(desk.case.report_ids())
    assert give(publisher, ("held.txt", FOUND), outlet="The Invented Monitor").status_code == 303
    (row,) = waited(desk).rows
    assert (row.outcome, row.name) == ("added", "held.txt")
    assert set(desk.case.report_ids()) - before == {row.report_id}
    assert desk.case.original(row.report_id) == FOUND
    assert desk.case.report(row.report_id).header.outlet == "The Invented Monitor"
    shown = publisher.get("/add").text
    assert f'href="/report/{row.report_id}"' in shown
    assert "Two held at Tumen" in publisher.get(f"/report/{row.report_id}").text
    claims = [claim.id for claim in desk.case.claims_of(row.report_id)]
    assert claims
    assert all(claim in desk.view().incident_of for claim in claims)
    assert not [finding for finding in desk.case.verify() if finding.is_broken]


def test_one_that_is_there_already_and_one_that_cannot_be_read_do_not_stop_the_others(
    desk, publisher
):
    other = FOUND.replace(b"two women", b"nine women")
    files = (("a.txt", FOUND), ("b.txt", FOUND), ("c.pdf", b"%PDF-1.7 broken"), ("d.txt", other))
    give(publisher, *files)
    assert [row.outcome for row in waited(desk).rows] == [
        "added", "already there", "refused", "added",
    ]  # fmt: skip
    assert "hint" in publisher.get("/add").text


def test_nothing_of_a_file_is_written_outside_the_case(desk, publisher, monkeypatch):
    made = []
    roll = tempfile.SpooledTemporaryFile.rollover
    monkeypatch.setattr(
        tempfile.SpooledTemporaryFile, "rollover", lambda file: (made.append(file), roll(file))
    )
    give(publisher, ("long.pdf", b"%PDF-1.7 broken " * 200_000))
    assert [row.outcome for row in waited(desk).rows] == ["refused"]
    assert made == []
    assert _InMemory.spool_max_size > guard.MOST_UPLOAD


def test_pages_answer_while_a_file_is_being_read(desk, publisher, monkeypatch):
    at_work, go_on = Event(), Event()
    read = desk.adder.__class__._some

    def slow(self, upload, sandbox, pool):
        plain = sandbox.read

        def reading(data, name):
            at_work.set()
            assert go_on.wait(60)
            return plain(data, name)

        monkeypatch.setattr(sandbox, "read", reading)
        read(self, upload, sandbox, pool)

    monkeypatch.setattr(desk.adder.__class__, "_some", slow)
    give(publisher, ("held.txt", FOUND))
    assert at_work.wait(60)
    assert publisher.get("/").status_code == 200
    shown = publisher.get("/add")
    assert "0 of 1 read" in shown.text
    assert shown.headers["refresh"]
    go_on.set()
    assert waited(desk).rows[0].outcome == "added"
    assert "refresh" not in publisher.get("/add").headers


def test_who_may_only_look_adds_nothing(desk):
    reader = Browser(desk).sign_in("Reader")
    before = desk.case.report_ids()
    assert reader.get("/add").status_code == 403
    assert give(reader, ("held.txt", FOUND)).status_code == 403
    assert "Add reports" not in reader.get("/reports").text
    assert desk.case.report_ids() == before
    assert not desk.adder.uploads


def test_a_form_without_token_files_or_a_real_date_adds_nothing(desk, publisher):
    sent = [("files", ("held.txt", FOUND, "text/plain"))]
    assert publisher.client.post("/add", data={"csrf": "x"}, files=sent).status_code == 403
    assert give(publisher).status_code == 400
    assert give(publisher, ("held.txt", FOUND), published="soon").status_code == 400
    too_many = [(f"{n}.txt", b"x") for n in range(MOST_FILES + 1)]
    assert give(publisher, *too_many).status_code == 400
    assert not desk.adder.uploads


def test_a_body_is_bounded_by_what_the_address_is_for(desk, publisher, monkeypatch):
    monkeypatch.setattr(guard, "MOST_UPLOAD", 3_000_000)
    large = ("large.txt", b"x" * 3_100_000)
    assert give(publisher, large).text == "the form is too large"
    token = {"csrf": publisher.session.csrf}
    files = [("files", ("some.txt", b"x" * 2_100_000, "text/plain"))]
    assert publisher.client.post("/search", data=token, files=files).status_code == 400


@pytest.mark.parametrize("name", ["../../etc/passwd", "<script>1</script>.txt", "\u202etxt.exe"])
def test_a_hostile_name_is_a_name_and_no_more(desk, publisher, name):
    give(publisher, (name, FOUND))
    (row,) = waited(desk).rows
    assert row.outcome == "added"
    assert "<script>1" not in publisher.get("/add").text
    assert publisher.get(f"/report/{row.report_id}").status_code == 200


def test_a_stop_in_the_middle_says_what_was_not_added(desk, publisher, monkeypatch):
    stop = desk.adder.__class__._link

    def stopping(self):
        stop(self)
        self.stopped.set()

    monkeypatch.setattr(desk.adder.__class__, "_link", stopping)
    monkeypatch.setattr(adder, "TOGETHER", 1)
    give(publisher, ("held.txt", FOUND), ("more.txt", FOUND + b"More."))
    upload = waited(desk)
    assert [row.outcome for row in upload.rows] == ["added"]
    assert upload.problem == "adding stopped before the end"
    assert "have no row" in publisher.get("/add").text
