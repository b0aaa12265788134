"""What find_exposures calls things, one category at a time, on invented sentences."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.model.errors import WrongUse
from bearwitness.protect.exposure import find_exposures
from bearwitness.protect.found import DIRECT, Found, settled
from bearwitness.protect.moments import coarser_date, decade_of_life, number
from bearwitness.reference.parse import parse
from bearwitness.reference.vocabulary import vocabulary

CASES = [
    ("name", DIRECT, "Officers came for Pak Sun-hui before dawn.", "Pak Sun-hui"),
    ("name", DIRECT, "The driver was Zhang Wei, people said.", "Zhang Wei"),
    ("name", DIRECT, "Daw Khin Mar Aye hid the papers.", "Daw Khin Mar Aye"),
    ("name", DIRECT, "They released Abu Hassan al-Tamimi later.", "Abu Hassan al-Tamimi"),
    ("name", DIRECT, "The woman, Kim Y., was not heard of again.", "Kim Y."),
    ("name", DIRECT, "In her letter R.K. wrote about the cold.", "R.K."),
    ("name", DIRECT, "The woman (박선희) was led away.", "박선희"),
    ("name", DIRECT, "The man (张伟) was led away.", "张伟"),
    ("name", DIRECT, "The woman (สมหญิง) was led away.", "สมหญิง"),
    ("contact", DIRECT, "Her number was 010-2345-6789.", "010-2345-6789"),
    ("contact", DIRECT, "He used the WeChat ID: river_song77 then.", "river_song77"),
    ("identifier", DIRECT, "Her number is 870412-2345678.", "870412-2345678"),
    ("residence", "quasi", "She was born in Hoeryong and never went back.", "Hoeryong"),
    ("workplace", "quasi", "He had been a truck driver for years.", "truck driver"),
    ("workplace", "quasi", "She worked at a karaoke bar near the station.", "karaoke bar"),
    ("workplace", "quasi", "It was Harim District Hospital.", "Harim District Hospital"),
    ("kinship", "quasi", "Her two daughters were left behind.", "Her two daughters"),
    ("route", "quasi", "They crossed the Tumen River in winter.", "crossed the Tumen River"),
    ("helper", "quasi", "A broker took the money.", "A broker"),
    ("helper", "quasi", "She stayed with a retired farmer.", "stayed with a retired farmer"),
    ("age or date", "quasi", "The 34-year-old woman was questioned.", "34-year-old"),
    ("age or date", "quasi", "The raid was on 21 July 2021.", "21 July 2021"),
    ("age or date", "quasi", "It happened in late July.", "late July"),
    ("appearance", "quasi", "There is a scar above her left eye.", "a scar above her left eye"),
    ("distinctive fact", "quasi", "She suffers from tuberculosis.", "tuberculosis"),
    ("source position", "quasi", "Her cousin's landlord saw the car.", "Her cousin's landlord"),
    ("source position", "quasi", "She is a former colleague of his.", "former colleague of his"),
    ("source position", "quasi", "A man said so by phone from Yanji.", "by phone from Yanji"),
]  # fmt: skip


@pytest.mark.parametrize(("category", "level", "text", "words"), CASES)
def test_each_category_of_the_threat_model_is_found(category, level, text, words):
    assert any(
        e.category == category and e.level == level and words in e.exact
        for e in find_exposures(parse(text))
    )


def test_every_category_is_tested_and_every_find_is_a_code():
    codes = set(vocabulary("exposures").codes)
    assert {case[0] for case in CASES} == codes


@pytest.mark.parametrize(
    ("text", "words", "instead"),
    [
        ("She was born in Hoeryong.", "Hoeryong", "North Hamgyong"),
        ("The raid was on 21 July 2021.", "21 July 2021", "the third quarter of 2021"),
        ("It happened in late July.", "late July", "the third quarter of the year"),
        ("The woman, who was aged 34, cried.", "aged 34", "in her thirties"),
        ("Her number was 010-2345-6789.", "010-2345-6789", "[a phone number]"),
        ("He asked about her uncle.", "her uncle", "her relative"),
    ],
)
def test_the_safer_wording_is_true_and_says_less(text, words, instead):
    found = {e.exact: e.instead for e in find_exposures(parse(text))}
    assert instead in found[words]


def test_partners_may_see_months_and_provinces_but_no_days_or_towns():
    doc = parse("In July 2021 she left Hoeryong in North Hamgyong; the raid was on 21 August 2021.")
    found = {e.exact: e.instead for e in find_exposures(doc, "partners")}
    assert "July 2021" not in found
    assert "North Hamgyong" not in found
    assert found["21 August 2021"] == "August 2021"
    assert "Hoeryong" in found


def test_an_unknown_audience_is_refused():
    with pytest.raises(WrongUse):
        find_exposures(parse("Nothing."), "everyone")


@pytest.mark.parametrize(
    "text",
    [
        "The police detained two people.",
        "The Ministry of State Security denied it.",
        "Under Article 3 of the Convention this is forbidden.",
        "The Government did not reply.",
    ],
)
def test_public_bodies_and_laws_are_no_exposure(text):
    assert find_exposures(parse(text)) == ()


def test_a_part_of_a_known_name_is_found_again_in_any_case():
    found = [
        e.exact
        for e in find_exposures(parse("Mr Robert Quillfeather left. QUILLFEATHER was followed."))
    ]
    assert "QUILLFEATHER" in found


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "🙂 Kim Yong-hui 🙂 fled.",
        "‏أحمد الكريمي‏ was held in Raqqa.",
        "김영희는 2021년 7월 21일에 체포되었다.",
        "张伟先生于2021年7月21日被捕。",
        "İzmir\u00a0İĞDIR 1. 2. 3.",
        "[[[Kim]]] (((K.))) @@@ +++ 0000000000",
        "K\u0000im\u0007 Jong",
    ],
)
@pytest.mark.parametrize("audience", ["public", "partners"])
def test_odd_texts_give_spans_in_order_that_quote_the_text(text, audience):
    found = find_exposures(parse(text), audience)
    assert all(text[e.start : e.end] == e.exact and e.exact.strip() for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("김영희는 2021년 7월에 체포되었다.", "김영희"),
        ("张伟先生于7月被捕。", "张伟"),
        ("The name was ရဲမြင့်အောင် there.", "ရဲမြင့်အောင်"),
        ("Fatima bint Khalid left.", "Fatima bint Khalid"),
        ("Saw Htoo Eh ran a clinic.", "Saw Htoo Eh"),
        ("🙂 Kim Yong-hui fled.", "Kim Yong-hui"),
    ],
)
def test_names_are_found_in_texts_of_their_own_script_and_beside_emoji(text, name):
    assert any(name in e.exact and e.level == "direct" for e in find_exposures(parse(text)))


def test_a_country_the_text_is_about_is_left_and_one_on_the_way_is_not():
    text = "A woman fled North Korea. She went via Laos. North Korea and North Korea again."
    found = {e.exact: e.category for e in find_exposures(parse(text))}
    assert found.get("Laos") == "route"
    assert len([e for e in find_exposures(parse(text)) if e.exact == "North Korea"]) <= 1


@settings(max_examples=60, deadline=None)
@given(
    text=st.text("ab Kim-.'é한\n9", max_size=40),
    spans=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["direct", "quasi"])),
        max_size=8,
    ),
)
def test_settled_spans_never_overlap_and_never_cut_a_word(text, spans):
    finds = [Found(min(a, b), max(a, b), "name", "[a name]", "", level) for a, b, level in spans]
    kept = settled(text, finds)
    assert all(x.end <= y.start for x, y in pairwise(kept))
    words = [m.span() for m in re.finditer(r"[^\W_]+", text)]
    for e in kept:
        assert text[e.start : e.end] == e.exact
        assert not any(a < e.start < b or a < e.end < b for a, b in words)


@settings(max_examples=60, deadline=None)
@given(
    text=st.text("ab Kim-.'é한\n9", max_size=40),
    spans=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["direct", "quasi"])),
        max_size=8,
    ),
)
def test_no_letter_of_a_find_is_lost_in_settling_but_small_words(text, spans):
    finds = [Found(min(a, b), max(a, b), "name", "[a name]", "", level) for a, b, level in spans]
    covered = {i for e in settled(text, finds) for i in range(e.start, e.end)}
    for f in finds:
        for m in re.finditer(r"[^\W_]+", text):
            inside = f.start <= m.start() and m.end() <= f.end
            assert not inside or m.group().lower() in {"a", "s"} or m.start() in covered


@given(st.integers(13, 99), st.booleans())
def test_an_age_band_never_repeats_the_age(age, attributive):
    assert not re.search(r"\d", decade_of_life(age, attributive))


@given(
    st.integers(1, 28),
    st.integers(1, 12),
    st.integers(1950, 2030),
    st.sampled_from(["public", "partners"]),
)
def test_a_day_is_never_kept(day, month, year, audience):
    coarse = coarser_date(f"{year}-{month:02}-{day:02}", audience)
    assert coarse is not None
    assert not re.search(rf"\b0?{day}\b", coarse)


def test_numbers_are_read_from_words():
    assert [number(w) for w in ("34", "thirty-four", "nineteen", "dozens")] == [34, 34, 19, None]
