"""Reports first: which of them are mainly about one occurrence, and what that does to claims."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.linking import link, why
from bearwitness.linking.neighbours import neighbours
from bearwitness.linking.reports import about, rarity
from bearwitness.linking.score_v4 import REPORTS, report_reasons
from bearwitness.model.places import PlaceMention
from bearwitness.model.reading import Reading
from bearwitness.reference.gazetteer import gazetteer
from factories import a_claim, a_day, a_decision, a_header, people

RAID = ("cannery", "dawn", "ferry", "lorry", "shutter")
FIRE = ("bakery", "lantern", "petrol", "roof", "siren")


def mention(name: str) -> PlaceMention:
    """A mention of a town that the gazetteer holds."""
    town = gazetteer().lookup(name)[0]
    return PlaceMention(
        0, 1, name, town.name, town.admin1, town.country, town.country_name, gazetteer_id=town.id
    )


def a_reading(n: int, act="arrest", words=RAID, town="Yanji", published="2024-03-06", **more):
    """A reading whose one claim is its main claim."""
    claim = a_claim(f"claim-{n}", f"report-{n}", act=act, where=(), **more)
    header = a_header(f"report-{n}", f"Outlet {n}", published)
    return Reading(header, claim.id, (claim,), places=(mention(town),), words=words)


def groups(readings, decisions=()):
    claims = [claim for reading in readings for claim in reading.claims]
    headers = {reading.report.id: reading.report for reading in readings}
    found = link(claims, decisions, headers=headers, readings=readings)
    return {one.claim_ids for one in found}


def test_two_reports_of_one_raid_are_one_incident_though_each_names_another_act():
    two = [a_reading(1), a_reading(2, act="interrogation", published="2024-03-07")]
    assert groups(two) == {("claim-1", "claim-2")}


def test_killings_of_one_day_in_other_towns_stay_apart():
    elsewhere = a_reading(2, act="killing", words=FIRE, town="Dandong", affected=people(3))
    assert len(groups([a_reading(1), elsewhere])) == 2


def test_a_reading_without_a_main_claim_is_joined_to_none():
    second = replace(a_reading(2, act="killing"), primary=None)
    assert len(groups([a_reading(1), second])) == 2


def test_people_who_say_not_the_same_keep_two_reports_apart():
    two = [a_reading(1), a_reading(2)]
    apart = a_decision("not same", "claim-1", "claim-2")
    undone = a_decision("withdraw", "claim-1", "claim-2", at="2024-04-02T10:00:00Z")
    assert len(groups(two)) == 1
    assert len(groups(two, [apart])) == 2
    assert groups(two, [apart, undone]) == groups(two)


def test_unsure_takes_away_what_the_reports_say_together():
    two = [a_reading(1), a_reading(2, act="interrogation")]
    assert len(groups(two, [a_decision("unsure", "claim-1", "claim-2")])) == 2


def test_missing_words_towns_and_days_weigh_nothing():
    silent = Reading(a_header("report-1"), "claim-1", (a_claim(when=None),))
    one = about(silent)
    rare = rarity([one])
    found = {reason.feature: reason.weight for reason in report_reasons(one, one, rare)}
    assert found["towns"] == found["words"] == found["days"] == found["streets"] == 0


def test_every_level_that_a_feature_can_give_has_a_weight():
    readings = [a_reading(1), a_reading(2, words=FIRE), a_reading(3, town="Dandong")]
    held = [about(reading) for reading in readings]
    for a in held:
        for b in held:
            for reason in report_reasons(a, b, rarity(held)):
                assert reason.level == "missing" or reason.level in REPORTS[reason.feature]


def test_why_shows_the_reports_features_for_two_main_claims_of_one_story():
    two = [a_reading(1), a_reading(2)]
    headers = {reading.report.id: reading.report for reading in two}
    found = why(two[0].claims[0], two[1].claims[0], headers, {}, two)
    assert found.method == "score-4"
    assert {"towns", "words", "publication"} <= {reason.feature for reason in found.reasons}
    assert found.probability > 0.5


ROWS = st.lists(
    st.tuples(
        st.integers(1, 20),
        st.sampled_from(["Yanji", "Dandong", "Hunchun"]),
        st.sampled_from([RAID, FIRE, ()]),
        st.sampled_from(["arrest", "killing", "raid"]),
    ),
    max_size=8,
)


def readings_of(rows, first=1):
    return [
        a_reading(
            n, act, words, town, f"2024-03-{day + 1:02}",
            when=a_day(f"2024-03-{day:02}"), affected=people(day),
        )
        for n, (day, town, words, act) in enumerate(rows, first)
    ]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(rows=ROWS, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(rows, shuffle):
    readings = readings_of(rows)
    mixed = readings[:]
    shuffle.shuffle(mixed)
    assert groups(mixed) == groups(readings)


@settings(max_examples=30, deadline=None)
@given(rows=ROWS)
def test_reports_of_another_country_and_year_change_no_earlier_incident(rows):
    readings = readings_of(rows)
    elsewhere = [
        a_reading(n, "killing", ("turnip", "windmill"), "Oslo", f"2019-01-0{n - 90}",
                  when=a_day("2019-01-01"))
        for n in (91, 92, 93)
    ]  # fmt: skip
    after = {group for group in groups([*readings, *elsewhere]) if "claim-91" not in group}
    assert after == groups(readings)


def test_pairs_of_reports_are_each_proposed_once():
    held = [about(a_reading(n)) for n in range(1, 6)]
    found = [(a.report_id, b.report_id) for a, b in neighbours(held, rarity(held))]
    assert len(found) == len(set(found)) == 10
    assert all(a < b for a, b in found)


def test_the_days_of_a_report_are_those_of_its_gravest_act():
    reading = a_reading(1, act="killing", when=a_day("2024-03-01"))
    trial = a_claim("claim-9", "report-1", act="trial", when=a_day("2024-06-01"))
    both = replace(reading, claims=(*reading.claims, trial))
    assert about(both).days == ((date(2024, 3, 1), date(2024, 3, 1)),)
