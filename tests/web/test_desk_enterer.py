"""Many reports are entered into search beside the requests; nobody who searches waits for them."""

import pytest

from bearwitness.model.search import Wanted
from bearwitness.web import enterer


@pytest.fixture
def crowded(made, monkeypatch):
    """A desk on eight reports, none in search, where two at most are entered at once."""
    monkeypatch.setattr(enterer, "AT_ONCE", 2)
    monkeypatch.setattr(enterer, "A_TURN", 3)
    return made(reports=8, accepted=False)


def found(desk):
    return desk.case.search(Wanted()).total


def test_a_few_reports_are_entered_by_the_search_that_asks(made):
    desk = made(reports=4, accepted=False)
    assert desk.enterer.look() == 0
    assert found(desk) == 4


def test_many_are_entered_in_turns_and_their_number_is_told_until_then(crowded):
    with crowded.turn:  # whoever holds the case goes on before any is entered
        assert crowded.enterer.look() == 8
        assert found(crowded) == 0
    crowded.enterer._thread.join(30)
    assert found(crowded) == 8
    assert crowded.enterer.look() == 0


def test_a_desk_that_begins_enters_them_before_anybody_asks(crowded):
    crowded.begin()
    crowded.enterer._thread.join(30)
    assert found(crowded) == 8


def test_entering_ends_with_the_desk(crowded):
    with crowded.turn:
        crowded.enterer.look()
        crowded.end()
    crowded.enterer._thread.join(30)
    assert not crowded.enterer._thread.is_alive()
    assert found(crowded) == 0
