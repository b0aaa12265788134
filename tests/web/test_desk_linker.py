"""The desk's linker begins again when a report changes under it, and makes anew what is damaged."""

from threading import RLock

import pytest
from sqlalchemy import update

from bearwitness.model.errors import UnknownSubject
from bearwitness.settings import Settings
from bearwitness.store import tables as t
from bearwitness.web import linker as at_the_desk
from bearwitness.web.linker import Linker
from made_case import add_arrest, made_case


@pytest.fixture
def case(tmp_path):
    with made_case(tmp_path / "case", 4) as opened:
        yield opened


def linked(case):
    linker = Linker(case, Settings(), RLock(), is_due=True)
    linker._link()
    return linker


def test_a_plan_given_up_because_a_report_changed_is_made_again(case, monkeypatch):
    plan_of, tries = at_the_desk.plan_of, []

    def interrupted(asked, settings):
        tries.append(len(asked.rows))
        if len(tries) == 1:
            with case.transaction():  # somebody decides meanwhile
                case.note_linking_due()
            raise UnknownSubject("a report has changed", "link again")
        return plan_of(asked, settings)

    monkeypatch.setattr(at_the_desk, "plan_of", interrupted)
    add_arrest(case, 80)
    case.note_linking_due()
    linker = linked(case)
    assert tries == [5, 5]
    assert not linker.is_due
    assert case.incident_count() == 5


def test_what_is_kept_of_a_report_and_damaged_is_made_anew_beside_the_requests(case):
    with case._engine.begin() as db:
        db.execute(update(t.gists).values(body=b"\x00torn"))
    add_arrest(case, 80)
    case.note_linking_due()
    assert not linked(case).is_due
    assert case.incident_count() == 5
    assert case.verify() == ()
