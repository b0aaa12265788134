"""What takes long is worked out once for a state of the case and never shown as newer."""

from threading import Event

import pytest

from bearwitness.model.errors import WrongUse
from bearwitness.web.kept import Answer, Kept


def test_an_answer_is_worked_out_once_for_one_ledger_line():
    kept, made = Kept(patience_s=30), []
    work = lambda: made.append("once") or "twelve"  # noqa: E731
    assert kept.ask("count", 7, work) == Answer("twelve", 7, True)
    assert kept.ask("count", 7, work) == Answer("twelve", 7, True)
    assert made == ["once"]


def test_a_page_does_not_wait_longer_than_its_patience_and_finds_the_answer_later():
    kept, go = Kept(patience_s=0.01), Event()
    assert kept.ask("count", 7, lambda: go.wait(30) and "twelve") == Answer(None, 0, False)
    go.set()
    kept.patience_s = 30
    assert kept.ask("count", 7, lambda: "never asked") == Answer("twelve", 7, True)


def test_an_older_answer_says_that_it_is_older_and_the_newest_line_follows():
    kept, go = Kept(patience_s=30), Event()
    kept.ask("count", 7, lambda: "of line 7")
    kept.patience_s = 0.01
    slow = lambda: go.wait(30) and "of line 8"  # noqa: E731
    assert kept.ask("count", 8, slow) == Answer("of line 7", 7, False)
    assert kept.ask("count", 9, slow) == Answer("of line 7", 7, False)
    go.set()
    kept.patience_s = 30
    assert kept.ask("count", 9, lambda: "of line 9").head in (8, 9)
    assert kept.ask("count", 9, lambda: "of line 9") == Answer("of line 9", 9, True)


def test_what_the_work_refuses_is_refused_to_whoever_asks_for_that_line():
    def refuse() -> str:
        raise WrongUse("no such unit", "month or week")

    kept = Kept(patience_s=30)
    for _ in range(2):
        with pytest.raises(WrongUse):
            kept.ask("count", 7, refuse)
    assert kept.ask("count", 8, lambda: "twelve").value == "twelve"
