"""Map and time at the desk: uncertainty as area, each filtering the other, with tables behind."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.dates import Precision, When
from bearwitness.model.incident import Incident, Said
from bearwitness.model.places import PlacePrecision, PlaceRole
from bearwitness.reference.boundaries import boundaries
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.web.bins import binned, period_of
from bearwitness.web.columns import NOWHERE, REVIEWED, Ground
from bearwitness.web.kept import Kept
from bearwitness.web.seen import Atlas, radius_km, seen
from factories import a_place

JILIN = gazetteer().admin1("CN", "Jilin")


def said(value):
    return Said(value, ("claim-1",), ("origin-1",))


def gazetteer_place(name, country, role=PlaceRole.AT):
    entry = next(e for e in gazetteer().lookup(name) if e.country == country)
    from bearwitness.model.places import Place

    return Place(role, entry.name, entry.admin1, country, entry.country_name, entry.precision,
                 entry.lat, entry.lon, entry.id)  # fmt: skip


def an_incident(*places, first=None, last=None, **more):
    whens = ()
    if first:
        whens = (said(When(first, date.fromisoformat(first), date.fromisoformat(last or first),
                           Precision.DAY)),)  # fmt: skip
    return Incident("incident-1", ("claim-1",), ("report-1",), (said("arrest"),), whens,
                    tuple(map(said, places)), **more)  # fmt: skip


def test_a_province_is_its_shape_and_a_town_a_circle_never_a_point():
    jilin = a_place("Jilin", "Jilin", precision=PlacePrecision.ADMIN1)
    (province,) = seen(an_incident(jilin)).spots
    assert province.radius_km is None
    assert province.key == JILIN.id
    (town,) = seen(an_incident(gazetteer_place("Tumen", "CN"))).spots
    assert town.radius_km >= 4


def test_of_a_town_and_the_province_that_holds_it_only_the_town_is_drawn():
    jilin = a_place("Jilin", "Jilin", precision=PlacePrecision.ADMIN1)
    one = seen(an_incident(jilin, gazetteer_place("Tumen", "CN")))
    assert [spot.name for spot in one.spots] == ["Tumen"]
    assert {JILIN.id, "CN"} <= one.keys


def test_places_that_exclude_each_other_are_both_drawn_and_marked():
    one = seen(an_incident(gazetteer_place("Tumen", "CN"), gazetteer_place("Yanji", "CN"),
                           conflicts=("where",)))  # fmt: skip
    assert {spot.name for spot in one.spots} == {"Tumen", "Yanji"}
    assert one.is_disputed


def test_a_larger_town_has_a_wider_circle():
    assert radius_km(gazetteer_place("Beijing", "CN")) > radius_km(gazetteer_place("Tumen", "CN"))


def test_what_is_wider_than_a_country_is_counted_and_not_drawn():
    one = seen(an_incident(a_place("Asia", None, None, PlacePrecision.REGION)))
    assert one.spots == ()
    assert one.too_wide == 1


@pytest.fixture(scope="module")
def ground():
    return lambda: Ground(Kept(patience_s=30))


def by_id(*incidents):
    return {one.id: one for one in incidents}


def test_an_incident_without_a_date_is_in_no_period_but_in_all_of_time(ground):
    held = ground().of(by_id(an_incident()))
    assert held.within(None, None).tolist() == [True]
    assert held.within(date(2024, 1, 1).toordinal(), None).tolist() == [False]


def test_incidents_are_looked_at_anew_only_where_they_changed():
    atlas, one = Atlas(), an_incident(first="2024-03-05")
    first = atlas.seen({"incident-1": one})["incident-1"]
    again = atlas.seen({"incident-1": an_incident(first="2024-03-05")})["incident-1"]
    assert again is first
    changed = atlas.seen({"incident-1": an_incident(first="2024-03-06")})["incident-1"]
    assert changed.earliest == date(2024, 3, 6).toordinal()


def test_columns_stay_the_same_where_no_incident_changed(ground):
    one = ground()
    first = one.of(by_id(an_incident(first="2024-03-05")))
    assert one.of(by_id(an_incident(first="2024-03-05"))) is first


MADE = [
    an_incident(*places, first=first, last=last, conflicts=conflicts, is_reviewed=is_reviewed)
    for places in ((), (gazetteer_place("Tumen", "CN"),),
                   (gazetteer_place("Tumen", "CN"), gazetteer_place("Yanji", "CN")))
    for first, last in ((None, None), ("2024-03-05", None), ("2024-01-01", "2024-12-31"))
    for conflicts in ((), ("where",))
    for is_reviewed in (False, True)
]  # fmt: skip


@given(states=st.lists(st.dictionaries(st.integers(0, 5), st.sampled_from(MADE)), max_size=4))
def test_columns_that_follow_say_what_columns_made_anew_say(ground, states):
    following = ground()
    for state in states:
        named = {f"incident-{n}": replace(one, id=f"incident-{n}") for n, one in state.items()}
        assert said_by(following.of(named)) == said_by(ground().of(named))


def said_by(held):
    march = (date(2024, 3, 1).toordinal(), date(2024, 3, 31).toordinal())
    rows = [held.all, held.with_act("arrest"), held.inside("CN"), held.within(*march),
            held.has(REVIEWED), held.has(NOWHERE)]  # fmt: skip
    return [
        (
            sorted(one.id for one in held.picked(some)),
            [one.id for one in held.earliest(some, 2)],
            {spot.key: counts for spot, *counts in held.tallied(some)},
        )
        for some in rows
    ]


def test_periods_count_what_is_surely_and_what_is_perhaps_in_them():
    ten = date(2024, 3, 10).toordinal()
    first, last = ten + np.array([0, 0, 2, -7]), ten + np.array([0, 2, 2, 20])
    axis = period_of(first, last, ten - 1, ten + 2)
    assert axis == (ten - 4, ten + 5)  # the period and a margin of three days
    told = [
        (one.label, one.surely, one.perhaps, one.is_chosen)
        for one in binned(first, last, axis, ten - 1, ten + 2, lambda a, b: f"{a}{b}")
    ]
    assert told[2:8] == [
        ("8.3.", 0, 1, False), ("9.3.", 0, 1, True), ("10.3.", 1, 2, True), ("11.3.", 0, 2, True),
        ("12.3.", 1, 2, True), ("13.3.", 0, 1, False),
    ]  # fmt: skip


def test_the_boundaries_hold_nearly_all_people_of_the_gazetteers_divisions():
    known, places = boundaries(), gazetteer()
    divisions = [e for row in range(len(places))
                 if (e := places.row(row)).precision is PlacePrecision.ADMIN1]  # fmt: skip
    held = [e for e in divisions if e.id in known]
    assert len(held) / len(divisions) > 0.79
    assert sum(e.population for e in held) / sum(e.population for e in divisions) > 0.97


@pytest.fixture
def page(browser):
    browser.sign_in()
    return lambda path="/map": browser.get(path).text


def test_the_page_shows_map_timeline_and_their_tables(page):
    shown = page()
    assert shown.count("<svg") == 2
    assert "Tumen" in shown
    assert "The places as a table" in shown
    assert "The periods as a table" in shown
    assert "no statement of whose it is" in shown
    assert " style=" not in shown


def test_a_place_filters_the_timeline_and_a_period_the_map(page):
    assert "may have been at <strong><bdi>Jilin" in page(f"/map?place={JILIN.id}")
    assert "0 incidents" not in page(f"/map?place={JILIN.id}")
    assert "0 incidents" in page("/map?place=TH")
    assert "0 incidents" not in page("/map?since=2024-03-01&until=2024-03-31")
    empty = page("/map?since=2023-01-01&until=2023-12-31")
    assert "0 incidents" in empty
    assert "0 places" in empty


def test_every_link_of_the_drawings_is_in_the_tables_too(page):
    shown = page()
    drawings = "".join(re.findall(r"<svg.*?</svg>", shown, re.S))
    rest = re.sub(r"<svg.*?</svg>", "", shown, flags=re.S)
    links = set(re.findall(r'href="([^"]+)"', drawings))
    assert links
    assert links <= set(re.findall(r'href="([^"]+)"', rest))


@pytest.mark.parametrize(
    "query",
    [
        "at=179.9,-17&wide=500", "at=-179.9,66&wide=3000", "at=0,80&wide=2000", "at=x&wide=y",
        "at=11,18&wide=99999999", "at=nan,nan&wide=nan", "at=1,1&wide=inf", "since=9999-12-31",
        "since=0001-01-01&until=9999-12-31", "place=%3Cscript%3E", "place=none", "act=%22",
        "until=2024-01-01&since=2025-01-01",
    ],
)  # fmt: skip
def test_any_address_gives_a_page(browser, query):
    browser.sign_in()
    answer = browser.get(f"/map?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert len(answer.content) < 150_000
