"""How many people could fit a text: what counts, what helps most, that wider truths fit more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.claim import Exposure
from bearwitness.model.risk import Factor
from bearwitness.protect.exposure import find_exposures
from bearwitness.protect.risk import fitting, people, risk
from bearwitness.reference.parse import parse
from bearwitness.reference.vocabulary import load_yaml


def _risk(text):
    return risk(text, find_exposures(parse(text)))


def test_a_place_alone_leaves_its_people_and_a_province_leaves_more():
    reckoned = _risk("People were questioned in Helong.")
    assert 10_000 < reckoned.low < reckoned.high < 1_000_000
    assert reckoned.best is not None
    assert reckoned.best.exact == "Helong"
    assert reckoned.best.low > reckoned.high


def test_every_further_fact_narrows_it_down():
    few = _risk("A 34-year-old nurse in Helong said she was held.")
    more = _risk("A nurse in Helong said she was held.")
    assert few.high < more.high
    assert {f.code for f in few.factors} == {"place", "age", "trade", "sex"}


def test_the_best_change_is_better_than_no_change_and_all_changes_are_better_still():
    reckoned = _risk("A 34-year-old nurse in Helong said she was held.")
    assert reckoned.best is not None
    assert reckoned.high < reckoned.best.high <= reckoned.after_all[1]


def test_a_name_leaves_one_person_and_taking_it_out_is_the_change():
    reckoned = _risk("Pak Sun-hui was held in Helong.")
    assert (reckoned.low, reckoned.high, reckoned.direct) == (1, 1, 1)
    assert reckoned.best is not None
    assert reckoned.best.exact == "Pak Sun-hui"
    assert reckoned.best.high > 1000


def test_a_text_without_a_place_could_be_about_the_world_and_says_so():
    reckoned = risk("Someone was questioned.", ())
    assert reckoned.low > 1_000_000_000
    assert any("whole world" in a for a in reckoned.assumptions)
    assert reckoned.best is None


def test_of_two_ages_the_figure_takes_one_and_every_assumption_has_a_source():
    text = "A 34-year-old and a 35-year-old were held in Helong."
    reckoned = _risk(text)
    assert [f.code for f in reckoned.factors].count("age") == 1
    assert all(f.source for f in reckoned.factors)
    assert len(reckoned.assumptions) >= len(reckoned.factors) + 3


def test_a_helper_is_said_to_be_left_out():
    assert _risk("A broker hid her in Helong.").uncounted == ("helper",)


def test_printing_a_risk_shows_no_words_of_the_text():
    assert "Helong" not in repr(_risk("A nurse was held in Helong.").factors[1])


@pytest.mark.parametrize("entry", load_yaml("shares")["factors"], ids=lambda e: e["code"])
def test_every_entry_of_the_table_is_an_interval_and_its_safer_wording_is_wider(entry):
    assert 0 < entry["low"] < entry["high"]
    assert entry["unit"] in ("share", "people")
    after = entry.get("after", entry)
    assert after["high"] >= entry["high"]
    assert after["low"] >= entry["low"]


factors = st.builds(
    lambda code, unit, low, width: Factor(
        code, code, "", unit, low if unit == "share" else low * 1e6,
        min(1.0, low * width) if unit == "share" else low * width * 1e6, "made up",
    ),
    st.text("abc", min_size=1), st.sampled_from(["share", "people"]),
    st.floats(1e-4, 1), st.floats(1, 10),
)  # fmt: skip


@given(st.lists(factors, max_size=5), factors)
def test_the_figure_is_an_interval_and_one_more_fact_never_lets_more_people_fit(told, one_more):
    low, high = fitting(told)
    assert 0 < low <= high
    assert people((low, high))[0] >= 1
    narrower = fitting([*told, one_more])
    assert narrower[0] <= low * 1.000001
    assert narrower[1] <= high * 1.000001


def test_an_exposure_that_narrows_nobody_down_leaves_the_figure_alone():
    sum_paid = Exposure(0, 3, "500", "distinctive fact", "quasi", "[an amount]", "an exact amount")
    assert risk("500 was paid.", [sum_paid]).low <= risk("500 was paid.", ()).low
