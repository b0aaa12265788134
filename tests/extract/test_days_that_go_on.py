"""Days without a year after one told with its year, in a report that comes much later."""

from datetime import date

import pytest

from bearwitness.extract.when import find_times
from bearwitness.reference.parse import parse


def days(text: str, published: date) -> dict[str, str | None]:
    return {t.exact: t.edtf for t in find_times(parse(text), published)}


def test_a_day_goes_on_from_the_one_told_with_its_year() -> None:
    text = (
        "On 3 May 2022 officers entered a settlement.\n\nHe was held for weeks.\n\nOn 10 May they "
        "took his fingerprints. On 23 July he was flown to Haiti."
    )
    told = days(text, date(2024, 2, 22))
    assert (told["10 May"], told["23 July"]) == ("2022-05-10", "2022-07-23")


def test_january_goes_on_from_november_in_the_next_year() -> None:
    text = "He was arrested on 12 November 2019 in Van. On 3 January he was deported."
    assert days(text, date(2023, 5, 20))["3 January"] == "2020-01-03"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On 3 May 2022 the law was passed. On 10 May police arrested two men.", "10 May"),
        ("On 3 May 2022 the law was passed. On 10 February police arrested two men.",
         "10 February"),
    ],
)  # fmt: skip
def test_a_day_just_past_or_long_after_is_of_the_report(text: str, words: str) -> None:
    told = days(text, date(2023, 5, 20))[words]
    assert told is not None
    assert told.startswith("2023")


def test_when_somebody_was_born_begins_no_story() -> None:
    text = (
        "I speak for nine families. I have three points. We ask for help. Her daughter, born in "
        "Bursa in 2021, has no papers. On 15 September police took her off a tram."
    )
    assert days(text, date(2025, 11, 13))["15 September"] == "2025-09-15"
