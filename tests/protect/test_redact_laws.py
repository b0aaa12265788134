"""What redact promises: nothing direct survives, labels hold under one key and only there."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bearwitness.model.claim import Exposure
from bearwitness.model.errors import GateClosed, WrongUse
from bearwitness.protect import operators
from bearwitness.protect.exposure import find_exposures
from bearwitness.protect.operators import label_for, redact
from bearwitness.protect.repeated import telling_words
from bearwitness.reference.parse import parse

KEY, OTHER = b"k" * 16, b"o" * 32
STORY = (
    "Ri Chun-ae, a 34-year-old nurse from Hoeryong, was held on 21 July 2021. The younger Ri's\n"
    "phone was 010-2345-6789. RI had called Chun-\nae's aunt from 01023456789. Her cousin's\n"
    "landlord saw a scar above her left eye. A broker hid her in a barn near Tumen."
)


def _exposure(text, words, category="name", level="direct", instead="[a name]"):
    start = text.index(words)
    return Exposure(start, start + len(words), words, category, level, instead)


def test_a_story_is_made_safe_and_still_reads():
    safe = redact(STORY, find_exposures(parse(STORY)), KEY).text
    for secret in (
        "Ri",
        "Chun",
        "34",
        "Hoeryong",
        "21 July",
        "6789",
        "landlord",
        "scar",
        "Tumen",
        "barn",
    ):
        assert not re.search(rf"(?i)\b{re.escape(secret)}\b", safe), secret
    assert "was held" in safe
    assert "[the third quarter of 2021]" in safe


def test_redacting_twice_changes_nothing_more():
    once = redact(STORY, find_exposures(parse(STORY)), KEY).text
    assert redact(once, find_exposures(parse(once)), KEY).text == once


def test_parts_possessives_cases_and_broken_lines_get_the_same_label():
    text = "Oh Min-ji spoke. MIN-JI’S door, the elder Oh, Min-\nji and min ji."
    safe = redact(text, [_exposure(text, "Oh Min-ji")], KEY).text
    label = label_for("Oh Min-ji", KEY)
    assert safe.count(label) == 5
    assert not re.search(r"(?i)\b(?:oh|min|ji)\b", safe)


def test_a_name_broken_inside_a_word_is_masked():
    text = "Quillfeather left. They asked for Quill-\nfeather again."
    safe = redact(text, [_exposure(text, "Quillfeather")], KEY).text
    assert "feather" not in safe


def test_a_number_with_other_gaps_is_masked():
    text = "Call 010-2345-6789. Again: 010 2345 6789, 01023456789."
    safe = redact(
        text, [_exposure(text, "010-2345-6789", "contact", instead="[a phone number]")], KEY
    ).text
    assert safe.count("[a phone number]") == 3
    assert not re.search(r"\d", safe)


def test_an_ordinary_word_in_lower_case_is_not_a_name():
    text = "Hope Quillfeather is free. They hope so. HOPE is free."
    safe = redact(text, [_exposure(text, "Hope Quillfeather")], KEY).text
    assert "They hope so." in safe
    assert "HOPE" not in safe


names = st.text("abcdefghijk", min_size=3, max_size=8).map(str.title)


@given(names, st.binary(min_size=16, max_size=32))
def test_one_key_gives_one_label_whatever_the_case_order_and_title(name, key):
    assert label_for(name, key) == label_for(name.upper(), key) == label_for(f"Mr {name}", key)
    assert label_for(f"{name} Zzyx", key) == label_for(f"Zzyx {name}", key)


@given(st.lists(names, min_size=8, max_size=8, unique=True))
def test_labels_under_another_key_tell_nothing(people):
    assert [label_for(p, KEY) for p in people] != [label_for(p, OTHER) for p in people]


@settings(max_examples=100, deadline=None)
@given(
    name=names,
    pieces=st.lists(
        st.sampled_from(["was here. ", "and ", "{n} ", "{u}’s ", "x-{n} ", "\n{l}, ", "({n}) "]),
        max_size=12,
    ),
)
def test_no_direct_identifier_survives(name, pieces):
    assume(telling_words(name))  # not "High": a word of courts and unions too
    filled = "".join(pieces).format(n=name, u=name.upper(), l=name.lower())
    text = f"{name} {filled}"
    found = redact(text, [_exposure(text, name)], KEY)
    assert name.casefold() not in re.findall(r"[^\W_]+", found.text.casefold())
    for r in found.replacements:
        assert found.text[r.new_start : r.new_end] == r.instead


@given(st.text(max_size=60))
def test_without_exposures_the_text_stays(text):
    assert redact(text, (), KEY).text == text


def test_the_map_gives_back_what_was_not_changed():
    result = redact(STORY, find_exposures(parse(STORY)), KEY)
    at = new = 0
    for r in result.replacements:
        assert STORY[at : r.start] == result.text[new : r.new_start]
        at, new = r.end, r.new_end
    assert STORY[at:] == result.text[new:]


def test_a_wording_that_would_repeat_a_name_is_withheld():
    text = "Tumen left Tumen county."
    county = Exposure(11, 23, "Tumen county", "residence", "quasi", "near Tumen")
    assert "Tumen" not in redact(text, [_exposure(text, "Tumen"), county], KEY).text


def test_the_gate_closes_when_a_direct_word_would_remain(monkeypatch):
    text = "Quillfeather met Quillfeather."
    monkeypatch.setattr(operators, "completed", lambda _text, given: list(given))
    with pytest.raises(GateClosed):
        redact(text, [_exposure(text, "Quillfeather")], KEY)


def test_exposures_of_another_text_are_refused():
    with pytest.raises(WrongUse):
        redact("Nothing here.", [Exposure(0, 4, "Some", "name", "direct", "[a name]")], KEY)


def test_a_short_key_is_refused():
    with pytest.raises(WrongUse):
        redact("Nothing.", (), b"short")


def test_bracketed_names_are_not_taken_for_our_own_wording():
    text = "They said [Kim Yong-hui] and [a place in Hoeryong] were named."
    safe = redact(text, find_exposures(parse(text)), KEY).text
    assert "Yong" not in safe
    assert "Hoeryong" not in safe


def test_one_wording_does_not_stand_twice_in_a_row():
    text = "said a colleague of hers by phone from Yanji."
    given = [
        _exposure(text, words, "source position", "quasi", "someone who knows")
        for words in ("a colleague of hers", "by phone from Yanji")
    ]
    assert redact(text, given, KEY).text == "said [someone who knows]."


def test_one_name_with_and_without_hyphen_in_either_order_has_one_label():
    spellings = ("Kim Yong-hui", "KIM Yong Hui", "Kim Yonghui", "Yong-hui Kim", "Ms Kim Yong-hui’s")
    assert len({label_for(name, KEY) for name in spellings}) == 1
    assert label_for("Kim Yong-hui", KEY) != label_for("Kim Hui-yong", KEY)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Kim Yong-hui", "Gim Yeonghui", "Kim Young Hee", "Kim Yŏng-hŭi", "김영희", "김 영희"),
        ("Ri Chun-ae", "Lee Choon Ae", "Yi Ch'un-ae", "리춘애", "이춘애"),
        ("Choe Un-hui", "Ch'oe Ŭn-hŭi", "Choi Eun-hee", "최은희"),
    ],
)
def test_the_spellings_of_one_korean_name_have_one_label(spellings):
    assert len({label_for(name, KEY) for name in spellings}) == 1


def test_names_that_sound_apart_and_chinese_ones_keep_labels_of_their_own():
    apart = ("Kim Yong-hui", "Kim Yong-chol", "Pak Yong-hui", "Zhang Wei", "Zhang Bei", "Wu Wei")
    assert len({label_for(name, KEY) for name in apart}) == len(apart)


def test_another_spelling_of_a_part_has_the_full_names_label():
    text = "They held Kim Yong-hui. Mrs. Gim was seen; Yeong-hui’s aunt hid."
    safe = redact(text, find_exposures(parse(text)), KEY).text
    assert safe.count(label_for("Kim Yong-hui", KEY)) == 3
    assert "hui" not in safe


def test_the_same_name_in_another_report_and_spelling_has_the_same_label():
    reports = ("They held Kim Yong-hui in May.", "Gim Yeong-hui was freed.", "김영희 was freed.")
    label = label_for("Kim Yong-hui", KEY)
    for text in reports:
        assert label in redact(text, find_exposures(parse(text)), KEY).text


@pytest.mark.parametrize(
    "again",
    [
        "the younger Kim",
        "Kim, the cook,",
        "KIM’s sister",
        "Yong-\nhui",
        "Yonghui",
        "Yong Hui",
        "Ms. Kim",
        "(Kim)",
        "the Kim family",
        "neighbour Kim Yong-hui",
        "anti-Kim",
        "“Kim”",
        "kim yong-hui",
    ],
)
def test_no_second_mention_slips_through_and_each_has_the_full_names_label(again):
    text = f"They held Kim Yong-hui. They say that {again} was seen."
    safe = redact(text, find_exposures(parse(text)), KEY).text
    assert not re.search(r"(?i)\b(?:kim|yong|hui|yonghui)\b", safe)
    assert safe.count(label_for("Kim Yong-hui", KEY)) >= 2


def test_a_name_beside_a_stroke_is_masked():
    text = "They held Kim Yong-hui. They say that the Kim/Pak couple was seen."
    assert "Kim" not in redact(text, find_exposures(parse(text)), KEY).text
