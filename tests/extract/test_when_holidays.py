"""Holidays by name, against days taken from printed calendars."""

from datetime import date

import pytest

from bearwitness.extract.times.holidays import HOLIDAYS, easter, holiday, qingming
from bearwitness.extract.when import find_times
from bearwitness.reference.parse import parse


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("seollal", date(2024, 2, 10)),
        ("seollal", date(1997, 2, 8)),
        ("lunar new year", date(1997, 2, 7)),
        ("chuseok", date(2023, 9, 29)),
        ("mid-autumn festival", date(2020, 10, 1)),
        ("dano", date(2012, 6, 24)),
        ("dragon boat festival", date(2012, 6, 23)),
        ("qingming", date(2022, 4, 5)),
        ("qingming", date(1943, 4, 5)),
        ("double ninth festival", date(2021, 10, 14)),
        ("buddha's birthday", date(2023, 5, 27)),
        ("daeboreum", date(2022, 2, 15)),
        ("army foundation day", date(2017, 4, 25)),
        ("army foundation day", date(2018, 2, 8)),
        ("national foundation day", date(2021, 10, 3)),
        ("day of the sun", date(2012, 4, 15)),
        ("thanksgiving", date(2021, 11, 25)),
        ("memorial day", date(2021, 5, 31)),
        ("good friday", date(2019, 4, 19)),
        ("christmas", date(2019, 12, 25)),
    ],
)
def test_a_holiday_falls_on_its_day(name: str, day: date) -> None:
    assert holiday(name, day.year) == (day, day)


def test_golden_week_lasts_seven_days() -> None:
    assert holiday("golden week", 2019) == (date(2019, 10, 1), date(2019, 10, 7))


def test_a_year_outside_the_tables_gives_no_day() -> None:
    assert holiday("chuseok", 1960) is None
    assert qingming(2150) is None


def test_easter_is_a_sunday_between_22_march_and_25_april() -> None:
    for year in range(1900, 2100):
        day = easter(year)
        assert day.isoweekday() == 7
        assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_a_holiday_in_a_text_takes_its_year_from_the_words_or_the_publication() -> None:
    doc = parse("She fled before Chuseok 2019. He was arrested during Seollal.")
    found = find_times(doc, date(2020, 6, 1))
    assert [t.timex for t in found] == ["2019-09-13", "2020-01-25"]
    assert found[0].operator == "before"


def test_golden_week_in_a_text_is_seven_days() -> None:
    found = find_times(parse("Checks were doubled during Golden Week 2019."), None)[0]
    assert (found.earliest, found.latest) == (date(2019, 10, 1), date(2019, 10, 7))


@pytest.mark.parametrize("name", [n for n, entry in HOLIDAYS.items() if "table" in entry])
def test_a_table_has_a_day_for_every_year_it_says_it_covers(name: str) -> None:
    for year in range(1990, 2041):
        days = holiday(name, year)
        assert days is not None
        assert days[0].year == year


def test_a_movable_holiday_without_any_year_is_listed_and_has_no_day() -> None:
    (found,) = find_times(parse("She came back at Chuseok."), None)
    assert (found.exact, found.edtf, found.when) == ("Chuseok", None, None)
