"""Days and hours that a text names, and days that people confirmed: what two reports share."""

from dataclasses import replace
from datetime import date

import pytest

from bearwitness.linking import link, why
from bearwitness.linking.reports import about, as_confirmed, rarity
from bearwitness.linking.resemblance import confirmed, hours, minutes_apart, told
from bearwitness.model.claim import Exposure
from bearwitness.model.dates import TimeExpression, TimeType, When
from bearwitness.model.reading import Reading
from factories import a_claim, a_day, a_header

NONE = rarity([])


def a_report(n, published, *days, at=(), clock=()):
    """A report that names days, months ("2024-03"), times of day ("22:15") and has exposures."""
    times = [TimeExpression(9 * i, 9 * i + 5, "", *_when(day)) for i, day in enumerate(days)]
    times += [
        TimeExpression(0, 5, "", TimeType.TIME, f"{published}T{time}", published,
                       date.fromisoformat(published), date.fromisoformat(published), anchor=anchor)
        for time, anchor in clock
    ]  # fmt: skip
    claim = a_claim(f"claim-{n}", f"report-{n}", when=None)
    return about(
        Reading(a_header(f"report-{n}", None, published), claim.id, (claim,), tuple(times),
                exposures=at)
    )  # fmt: skip


def _when(day):
    first = date.fromisoformat(f"{day}-01" if len(day) == 7 else day)
    last = first.replace(day=28) if len(day) == 7 else first
    return TimeType.DATE, day, day, first, last


def test_two_reports_that_both_name_one_day_long_past_say_so():
    early = a_report(1, "2024-03-06", "2024-03-05")
    late = a_report(2, "2024-09-01", "2024-03-05", "2024-08-31")
    assert told(early, late, NONE) == told(late, early, NONE) == "one day long before"


def test_a_later_report_that_tells_the_day_or_the_month_of_the_news_looks_back_at_it():
    early = a_report(1, "2024-03-06")
    for named in ("2024-03-05", "2024-03"):
        late = a_report(2, "2024-09-01", named)
        assert told(early, late, NONE) == "the later tells when the earlier came out"


def test_a_later_report_that_looks_back_elsewhere_or_nowhere_says_so():
    early = a_report(1, "2024-03-06", "2024-03-05")
    assert told(early, a_report(2, "2024-09-01", "2024-01-09"), NONE).endswith(
        "other days long before"
    )
    assert told(early, a_report(2, "2024-09-01", "2024-08-31"), NONE).endswith("none long before")


def test_reports_of_one_week_are_asked_only_for_a_day_in_common():
    one, same, other = (a_report(n, "2024-03-06", day) for n, day in
                        enumerate(["2024-03-05", "2024-03-05", "2024-03-04"]))  # fmt: skip
    assert told(one, same, NONE) == "one day"
    assert told(one, other, NONE) == "no day in common"
    assert told(one, a_report(3, "2024-03-06"), NONE) == "missing"


def test_a_day_within_words_that_tell_of_a_person_or_years_back_is_not_looked_at():
    home = Exposure(0, 20, "", "residence", "quasi", "a town")
    assert a_report(1, "2024-03-06", "2024-01-05", at=(home,)).told == ()
    assert a_report(1, "2024-03-06", "1990-01-05").told == ()


def test_times_of_day_are_compared_over_midnight_and_a_pages_stamp_is_left_out():
    late = a_report(1, "2024-03-06", clock=[("23:55", "previous"), ("09:00", "absolute")])
    early = a_report(2, "2024-03-06", clock=[("00:05", "previous")])
    assert late.hours == {23 * 60 + 55}
    assert hours(late, early, NONE) == "within a quarter of an hour"
    assert hours(late, a_report(3, "2024-03-06"), NONE) == "missing"
    assert minutes_apart(10, 10) == 0


def days(first, last=None):
    return When(first, date.fromisoformat(first), date.fromisoformat(last or first))


def with_confirmed(n, when, act="arrest"):
    claim = a_claim(f"claim-{n}", f"report-{n}", act=act, when=when)
    reading = Reading(a_header(f"report-{n}"), claim.id, (claim,))
    return as_confirmed(about(reading), {claim.id: claim})


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        (days("2024-03-05"), days("2024-03-05"), "meet"),
        (days("2024-03-05"), days("2024-03-09"), "a week apart at most"),
        (days("2024-03-05"), days("2024-04-09"), "over a week apart, one act"),
        (days("2024-03-05"), days("2024-03-01", "2024-03-31"), "missing"),
        (days("2024-03-05"), days("2024-04-01", "2024-04-30"), "over a week apart, one act"),
    ],
)
def test_confirmed_days_are_compared_as_far_as_they_are_known(first, second, level):
    assert confirmed(with_confirmed(1, first), with_confirmed(2, second), NONE) == level


def test_an_arrest_and_a_later_trial_are_held_apart_less():
    arrest, trial = days("2024-03-05"), days("2024-06-05")
    found = confirmed(with_confirmed(1, arrest), with_confirmed(2, trial, "trial"), NONE)
    assert found == "over a week apart, other acts"


def two_of_one_story(second_day):
    """Two readings alike in all but the day of the arrest."""
    found = []
    for n, day in enumerate(["2024-03-05", second_day], 1):
        claim = a_claim(f"claim-{n}", f"report-{n}", when=a_day(day))
        header = a_header(f"report-{n}", f"Outlet {n}", "2024-05-06")
        words = ("cannery", "dawn", "ferry", "lorry", "shutter")
        found.append(Reading(header, claim.id, (claim,), words=words, streets=("limekiln",)))
    return found


def incidents(readings, reviewed=frozenset()):
    claims = [claim for reading in readings for claim in reading.claims]
    headers = {reading.report.id: reading.report for reading in readings}
    return len(link(claims, headers=headers, readings=readings, reviewed=reviewed))


def test_days_that_a_person_confirmed_hold_apart_what_the_machines_own_do_not():
    far = two_of_one_story("2024-04-20")
    assert incidents(far) == 1
    assert incidents(far, frozenset({"claim-1"})) == 1
    assert incidents(far, frozenset({"claim-1", "claim-2"})) == 2
    near = two_of_one_story("2024-03-05")
    assert incidents(near, frozenset({"claim-1", "claim-2"})) == 1


def test_why_shows_what_people_confirmed():
    one, other = two_of_one_story("2024-03-05")
    headers = {reading.report.id: reading.report for reading in (one, other)}
    a, b = one.claims[0], other.claims[0]
    plain = why(a, b, headers, {}, (one, other))
    both = why(a, b, headers, {}, (one, other), reviewed=frozenset({a.id, b.id}))
    weights = {reason.feature: reason.weight for reason in both.reasons}
    assert weights["confirmed"] > 0
    assert both.probability > plain.probability
    assert replace(plain, reasons=()).method == "score-4"
