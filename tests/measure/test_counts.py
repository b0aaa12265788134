from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.measure.counts import DIMENSIONS, documented, people
from bearwitness.model.claim import AffectedGroup, ClaimKind, Modality
from bearwitness.model.covering import covering_people, main_act
from bearwitness.model.dates import When
from bearwitness.model.errors import WrongUse
from bearwitness.model.incident import Said
from bearwitness.model.measure import Interval
from invented_cases import Facts, a_day_when, a_town, an_incident, claims_of, facts

some_incidents = st.lists(facts(), max_size=25).map(
    lambda told: [an_incident(n, about) for n, about in enumerate(told)]
)
dimensions = st.lists(st.sampled_from(sorted(DIMENSIONS)), unique=True, max_size=3)


def said(*values):
    return tuple(Said(v, ("claim-1",), ("origin-1",)) for v in values)


def counted(incidents, *names):
    return documented(incidents, claims_of(incidents), names)


@given(incidents=some_incidents, names=dimensions, chance=st.randoms())
def test_the_order_of_incidents_and_claims_changes_nothing(incidents, names, chance):
    claims = claims_of(incidents)
    wanted = documented(incidents, claims, names)
    chance.shuffle(incidents)
    chance.shuffle(claims)
    assert documented(incidents, claims, names) == wanted


@given(incidents=some_incidents, names=dimensions)
def test_every_table_adds_up_to_the_incidents_counted(incidents, names):
    measured = counted(incidents, *names)
    assert sum(figure.incidents for figure in measured.figures) == measured.incidents
    assert measured.incidents == len(incidents)
    assert all(figure.incidents > 0 for figure in measured.figures)


@given(incidents=some_incidents)
def test_splitting_a_year_into_months_adds_up(incidents):
    years, months = counted(incidents, "year"), counted(incidents, "month")
    for year in years.figures:
        parts = [m for m in months.figures if m.cell[0][1].startswith(year.cell[0][1])]
        assert sum(m.incidents for m in parts) == year.incidents
        assert sum(m.people.low for m in parts) == year.people.low


@given(incidents=some_incidents, cut=st.integers(0, 25), names=dimensions)
def test_counting_two_halves_adds_up_to_counting_the_whole(incidents, cut, names):
    whole = {f.cell: f.incidents for f in counted(incidents, *names).figures}
    halves: dict = {}
    for half in (incidents[:cut], incidents[cut:]):
        for figure in counted(half, *names).figures:
            halves[figure.cell] = halves.get(figure.cell, 0) + figure.incidents
    assert halves == whole


groups = st.builds(
    lambda low, more: AffectedGroup(low, None if more is None else low + more, more == 0),
    st.integers(1, 200),
    st.none() | st.integers(0, 100),
)


@given(found=st.lists(groups, min_size=1, max_size=5))
def test_an_interval_never_excludes_a_number_that_is_documented(found):
    incident = an_incident(1, groups=said(*found), conflicts=("affected",))
    interval = people([incident])
    for group in found:
        if group.exact or group.max is not None or group.min > 1:
            assert interval.low <= group.min
            assert interval.high is None or (group.max is not None and group.max <= interval.high)


def test_an_incident_that_gives_no_number_leaves_the_count_of_people_open():
    incident = an_incident(1, groups=())
    assert people([incident, an_incident(2, Facts(people=3))]) == Interval(3, None)
    assert covering_people(an_incident(1, groups=said(AffectedGroup()))) is None


def test_dates_in_conflict_count_where_they_agree():
    both = said(a_day_when(date(2024, 3, 5)), a_day_when(date(2024, 5, 5)))
    incident = an_incident(1, whens=both, conflicts=("when",))
    assert counted([incident], "year").figures[0].cell == (("year", "2024"),)
    assert counted([incident], "month").figures[0].cell == (("month", "conflict"),)


def test_a_date_known_only_by_its_year_has_no_month():
    year = said(When("2024", date(2024, 1, 1), date(2024, 12, 31)))
    assert counted([an_incident(1, whens=year)], "month").figures[0].cell == (("month", "unknown"),)
    assert counted([an_incident(1, whens=())], "year").figures[0].cell == (("year", "unknown"),)


def test_two_towns_of_one_province_count_in_the_province():
    incident = an_incident(1, wheres=said(a_town(0), a_town(1)), conflicts=("where",))
    assert counted([incident], "admin1").figures[0].cell == (("admin1", "Jilin, CN"),)


def test_two_provinces_are_a_conflict_in_one_country():
    incident = an_incident(1, wheres=said(a_town(0), a_town(2)), conflicts=("where",))
    assert counted([incident], "admin1").figures[0].cell == (("admin1", "conflict"),)
    assert counted([incident], "country").figures[0].cell == (("country", "CN"),)


def test_an_incident_without_a_place_is_unknown():
    assert counted([an_incident(1, wheres=())], "country").figures[0].cell[0][1] == "unknown"


def test_what_is_feared_denied_or_no_occurrence_is_left_out_with_its_reason():
    incidents = [an_incident(n) for n in range(4)]
    claims = claims_of(incidents[:1])
    claims += claims_of(incidents[1:2], Modality.FEARED)
    claims += claims_of(incidents[2:3], Modality.DENIED)
    claims += [replace(c, kind=ClaimKind.PATTERN) for c in claims_of(incidents[3:])]
    measured = documented(incidents, claims)
    assert measured.incidents == 1
    assert dict(measured.left_out) == {
        "claims denied: not said to have happened": 1,
        "claims feared: not said to have happened": 1,
        "claims of kind pattern: not one occurrence": 1,
        "incidents that no claim asserts": 3,
    }


def test_an_incident_somebody_denies_still_counts_when_somebody_asserts_it():
    incident = an_incident(1, denied_by=("claim-9",))
    assert counted([incident], "act").incidents == 1


def test_the_share_on_a_single_origin_is_counted_and_said():
    measured = counted([an_incident(1, Facts(origins=1)), an_incident(2, Facts(origins=3))], "act")
    assert measured.figures[0].single_origin == 1
    assert "50 % of the incidents rest on a single independent origin" in measured.reading
    assert "total" not in measured.reading


def test_an_incident_counts_under_the_act_most_origins_give():
    acts = (Said("raid", ("a",), ("o1",)), Said("arrest", ("b", "c"), ("o1", "o2")))
    assert main_act(an_incident(1, acts=acts)) == "arrest"


def test_a_dimension_nobody_knows_is_refused():
    with pytest.raises(WrongUse, match="weekday"):
        documented([], [], ("weekday",))


def test_nothing_documented_gives_no_figure():
    measured = documented([], [])
    assert (measured.figures, measured.incidents, measured.left_out) == ((), 0, ())
