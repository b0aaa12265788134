from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator
from bearwitness.model.dates import When
from bearwitness.model.incident import Said
from bearwitness.model.measure import Interval
from bearwitness.model.places import PlacePrecision, PlaceRole
from bearwitness.protect.hierarchies import (
    SEPARATOR,
    band_range,
    covering_band,
    covering_path,
    covering_period,
    hierarchies,
)
from bearwitness.protect.records import prepared, public_record, record_id, released_values
from invented_cases import Facts, a_centre, a_day_when, a_town, an_incident, facts

TREES = {tree.field: tree for tree in hierarchies()}
FIELDS = list(TREES)


def value(incident, field):
    return prepared(incident).values[FIELDS.index(field)]


def said(*values):
    return tuple(Said(v, ("claim-1",), ("origin-1",)) for v in values)


def record(incident, **levels):
    chosen = [levels.get(field, 0) for field in FIELDS]
    return public_record(prepared(incident), chosen, "record-1", {"CN": "China"}, a_centre)


def test_every_field_that_groups_records_has_a_reader_and_a_path_to_nothing():
    assert set(FIELDS) == {
        "act", "period", "place", "people", "sex", "age", "nationality", "status", "perpetrator",
    }  # fmt: skip
    for tree in hierarchies():
        assert tree.path("unknown")[-1] == tree.path("*")[-1] == "*"
        assert len(tree.path("unknown")) == len(tree.levels)


@given(about=facts())
def test_a_value_climbs_one_level_at_a_time_and_from_any_level_the_same(about):
    one = prepared(an_incident(1, about))
    for tree, base in zip(hierarchies(), one.values, strict=True):
        path = tree.path(base)
        assert len(path) == len(tree.levels)
        assert path[0] == base
        for level, step in enumerate(path):
            assert tree.path(step)[level:] == path[level:]


@given(about=facts(), data=st.data())
def test_a_released_record_climbs_further_as_the_incident_itself_would(about, data):
    incident = an_incident(1, about)
    levels = {f: data.draw(st.integers(0, len(TREES[f].levels) - 1)) for f in FIELDS}
    seen = released_values(record(incident, **levels))
    for field, got, base in zip(FIELDS, seen, prepared(incident).values, strict=True):
        tree, level = TREES[field], levels[field]
        assert tree.path(got)[level:] == tree.path(base)[level:]


def test_a_release_is_never_finer_than_a_month():
    assert value(an_incident(1, Facts(day=date(2024, 3, 5))), "period") == "2024-03"


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (date(2024, 3, 1), date(2024, 3, 31), "2024-03"),
        (date(2024, 1, 31), date(2024, 3, 1), "2024-33"),
        (date(2024, 3, 31), date(2024, 4, 1), "2024"),
        (date(2023, 12, 31), date(2024, 1, 1), "*"),
    ],
)
def test_a_period_is_the_finest_that_holds_both_days(first, last, wanted):
    assert covering_period((first, last)) == wanted


def test_dates_in_conflict_are_covered_and_dates_that_agree_narrow_each_other():
    year = When("2024", date(2024, 1, 1), date(2024, 12, 31))
    agreed = an_incident(1, whens=said(a_day_when(date(2024, 3, 5)), year))
    assert value(agreed, "period") == "2024-03"
    other = said(a_day_when(date(2024, 3, 5)), a_day_when(date(2024, 2, 5)))
    assert value(an_incident(1, whens=other, conflicts=("when",)), "period") == "2024-33"


def test_places_in_conflict_are_covered_by_the_division_they_share():
    both = said(a_town(0), a_town(1))
    assert value(an_incident(1, wheres=both, conflicts=("where",)), "place") == (
        f"CN{SEPARATOR}Jilin"
    )
    apart = said(a_town(0), a_town(3))
    assert value(an_incident(1, wheres=apart, conflicts=("where",)), "place") == "*"


def test_a_town_and_its_own_province_are_the_town_unless_they_are_in_conflict():
    province = replace(a_town(0), name="Jilin", precision=PlacePrecision.ADMIN1)
    nested = said(province, a_town(0))
    assert value(an_incident(1, wheres=nested), "place").endswith("Tumen")
    assert value(an_incident(1, wheres=nested, conflicts=("where",)), "place").endswith("Jilin")


def test_where_people_were_sent_is_not_where_it_happened():
    places = said(a_town(3, PlaceRole.TO), a_town(0, PlaceRole.AT))
    assert value(an_incident(1, wheres=places), "place").startswith("CN")


def test_a_site_and_a_name_without_a_gazetteer_id_are_never_released():
    site = replace(a_town(0), name="House 12", precision=PlacePrecision.SITE)
    stray = replace(a_town(0), name="the cousin's village", gazetteer_id=None)
    for place in (site, stray):
        assert value(an_incident(1, wheres=said(place)), "place") == f"CN{SEPARATOR}Jilin"


def test_words_that_are_no_code_never_become_a_value():
    group = AffectedGroup(1, 1, True, sex="Ms Invented", age="about 34, tall", nationality="Kim",
                          status=("the baker's niece",))  # fmt: skip
    incident = an_incident(
        1,
        acts=said("he said it was awful"),
        groups=said(group),
        perpetrators=said(AllegedPerpetrator("Officer Invented")),
    )
    got = dict(zip(FIELDS, prepared(incident).values, strict=True))
    assert {got[f] for f in ("act", "sex", "age", "nationality", "status", "perpetrator")} == {
        "unknown"
    }


@given(low=st.integers(1, 500), more=st.none() | st.integers(0, 500))
def test_a_band_of_people_holds_every_number_in_the_range(low, more):
    people = Interval(low, None if more is None else low + more)
    band = band_range(covering_band(people))
    assert band.low <= people.low
    assert band.high is None or (people.high is not None and people.high <= band.high)


def test_values_that_differ_are_not_chosen_between():
    groups = said(AffectedGroup(1, 1, True, sex="male"), AffectedGroup(1, 1, True, sex="female"))
    assert value(an_incident(1, groups=groups), "sex") == "*"


def test_a_place_known_only_by_its_country_says_so_where_towns_are_released():
    country = replace(a_town(0), name="China", admin1=None, precision=PlacePrecision.COUNTRY)
    got = record(an_incident(1, wheres=said(country)))
    assert (got.place, got.place_level, got.country) == ("China", "country", "CN")


def test_the_words_of_a_town_name_its_division():
    got = record(an_incident(1))
    assert (got.place, got.place_level) == ("Tumen, Jilin", "town")


def test_a_place_that_is_not_released_has_no_country_and_no_point():
    got = record(an_incident(1), place=3)
    assert (got.place, got.country, got.lat) == ("*", "*", None)


@given(path=st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(SEPARATOR.join))
def test_a_path_covers_itself(path):
    assert covering_path([path, path]) == path


def test_a_record_id_is_another_in_every_release_and_under_every_key():
    ids = {record_id(k, r, "incident-1") for k in (b"one", b"two") for r in ("2024-1", "2024-2")}
    assert len(ids) == 4


@pytest.mark.parametrize(
    ("band", "wide"),
    [("0-17", "0-17"), ("12", "0-17"), ("18-29", "18+"), ("60+", "18+"), ("34", "18+"),
     ("15-20", "*"), ("16+", "*"), ("unknown", "unknown")],
)  # fmt: skip
def test_an_age_becomes_that_of_a_child_or_an_adult(band, wide):
    assert TREES["age"].path(band) == (band, wide, "*")
