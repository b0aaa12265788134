"""A redacted text is checked against every restricted string of its case."""

import pytest

from bearwitness import redact
from bearwitness.model.claim import Exposure
from bearwitness.model.errors import GateClosed
from bearwitness.model.redaction import Redaction
from bearwitness.protect.operators import key_for, label_for
from bearwitness.protect.shared_words import check_shared, is_telling, shared


def test_what_another_report_exposes_is_masked_here_too():
    made = redact("They met at the blue heron again.", restricted={"Blue Heron"})
    assert "heron" not in made.text
    assert "[withheld]" in made.text


def test_case_and_line_ends_do_not_hide_it():
    found = shared("The BLUE\nheron closed.", {"Blue Heron"}, ())
    assert [f.exact for f in found] == ["BLUE\nheron"]


def test_what_is_masked_already_is_not_masked_twice():
    given = Exposure(4, 14, "Blue Heron", "workplace", "quasi", "[an organisation]")
    assert shared("The Blue Heron closed.", {"Blue Heron", "Heron"}, [given]) == []


def test_a_longer_word_that_begins_alike_is_another_word():
    assert shared("The Heronsgate closed.", {"Heron"}, ()) == []


@pytest.mark.parametrize("words", ["China", "Thai", "her uncle", "nurse", "Li", " "])
def test_countries_small_words_and_the_shortest_are_not_looked_for(words):
    assert not is_telling(words)


@pytest.mark.parametrize("words", ["Blue Heron", "박선희", "21 July 2021", "Tumen", "room 12"])
def test_names_numbers_and_other_scripts_are(words):
    assert is_telling(words)


def test_the_gate_closes_on_a_restricted_string_that_is_left():
    with pytest.raises(GateClosed) as closed:
        check_shared(Redaction("They met at the Blue Heron."), {"Blue Heron"})
    assert "Heron" not in str(closed.value)


def test_what_the_redaction_itself_wrote_is_no_leak():
    text = "They were held in Helong on 21 July 2021."
    made = redact(text, audience="partners", restricted={"July 2021", "Jilin", "Helong"})
    assert "[July 2021]" in made.text
    assert "Helong" not in made.text


def test_partners_may_see_months_and_provinces_of_other_reports_but_no_towns_or_days():
    assert not is_telling("July 2021", "partners")
    assert not is_telling("Jilin", "partners")
    assert is_telling("21 July 2021", "partners")
    assert is_telling("Helong", "partners")
    assert is_telling("July 2021")


def test_one_release_keeps_its_pseudonyms_and_another_shares_none():
    secret = b"s" * 32
    people = ["Wrenna Oddlace", "Tam Quill", "Ost Varrow", "Ede Lunt"]
    first, again, other = (key_for(secret, name) for name in ("1", "1", "2"))
    assert first == again != other
    assert [label_for(p, first) for p in people] != [label_for(p, other) for p in people]
    assert not {label_for(p, first) for p in people} & {label_for(p, other) for p in people}
