"""Days counted from other days. Every sentence is invented."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.extract.when import find_times
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

FRIDAY = date(2013, 3, 22)


@pytest.mark.parametrize(
    ("text", "exact", "edtf"),
    [
        (
            "The trial began on 10 May 2012. On the eve, his house was searched.",
            "On the eve",
            "2012-05-09",
        ),
        (
            "Nine were held on Monday 4 March. The man they had freed the day before was a cook.",
            "the day before",
            "2013-03-03",
        ),
        (
            "He was heard in February. The office said on Wednesday that he was ill. "
            "He died the same day.",
            "the same day",
            "2013-03-20",
        ),
        (
            'They came on Tuesday. "I left on Monday," he said.\n\nOn the same day nine were held.',
            "the same day",
            "2013-03-19",
        ),
        ("The tailor was cut last Thursday by a gang.", "last Thursday", "2013-03-14"),
    ],
)
def test_a_day_is_counted_from_the_one_told(text: str, exact: str, edtf: str) -> None:
    days = {t.exact: t.edtf for t in find_times(parse(text), FRIDAY)}
    assert days[exact] == edtf


def when(text: str, act: str) -> list[str | None]:
    found = extract(parse(text), Header(id="report-invented", published=FRIDAY)).claims
    return [c.when.edtf if c.when else None for c in found if c.act == act]


def test_an_act_is_days_before_the_one_it_is_counted_from() -> None:
    text = "They were deported on 14 March, five days after soldiers arrested them at the port."
    assert when(text, "arrest") == ["2013-03-09"]


def test_two_days_of_one_month_are_one_stretch() -> None:
    text = "Forty men were deported in two groups on March 12 and 13 after a hearing."
    assert when(text, "forced return") == ["2013-03-12/2013-03-13"]
