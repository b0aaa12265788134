"""Identity, card and account numbers by their checksums; shapes that stand for nobody are left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.protect.identifiers import (
    chinese_id_holds,
    iban_holds,
    identifiers,
    korean_rrn_holds,
    luhn_holds,
)

digits = st.text("0123456789", min_size=12, max_size=12)


def _what(text):
    return {(text[f.start : f.end], f.category) for f in identifiers(text)}


@given(digits)
def test_exactly_one_last_digit_makes_a_card_number_hold(stem):
    assert sum(luhn_holds(stem + d) for d in "0123456789") == 1


@given(digits)
def test_exactly_one_last_digit_makes_a_korean_number_hold(stem):
    assert sum(korean_rrn_holds(stem + d) for d in "0123456789") == 1


@given(st.text("0123456789", min_size=3, max_size=3))
def test_exactly_one_last_character_makes_a_chinese_number_hold(serial):
    assert sum(chinese_id_holds("22240319870412" + serial + c) for c in "0123456789X") == 1


def test_a_chinese_number_with_an_impossible_birthday_does_not_hold():
    assert not any(chinese_id_holds("22240319871342" + "001" + c) for c in "0123456789X")


def test_an_iban_holds_until_a_digit_changes():
    assert iban_holds("GB82 WEST 1234 5698 7654 32")
    assert not iban_holds("GB82 WEST 1234 5698 7654 33")


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("010-2345-6789", "contact"),
        ("+82 10 2345 6789", "contact"),
        ("+86 138 1234 5678", "contact"),
        ("01023456789", "contact"),
        ("13812345678", "contact"),
        ("someone@example.org", "contact"),
        ("https://example.org/u/someone", "contact"),
        ("t.me/someone_there", "contact"),
        ("@some_one", "contact"),
        ("14 Willow Road", "contact"),
        ("870412-2345678", "identifier"),
        ("GB82 WEST 1234 5698 7654 32", "identifier"),
        ("4539 1488 0343 6467", "identifier"),
        ("41.7923, 126.2845", "identifier"),
        ("41°47'32\"N 126°17'04\"E", "identifier"),
        ("辽A12345", "identifier"),
        ("M12345678", "identifier"),
        ("34481/97", "identifier"),
        ("0x52908400098527886E0F7030069857D2E4169EE7", "identifier"),
    ],
)
def test_what_reaches_or_stands_for_one_person_is_found_whole(words, category):
    found = _what(f"They wrote down {words} there.")
    assert any(category == c and words in w for w, c in found), found


@pytest.mark.parametrize(
    "words", ["Article 14", "Law no. 3953", "Rule 49 § 2", "Articles 3 and 8", "Protocol No. 1"]
)
def test_references_to_laws_stand_for_nobody(words):
    assert not _what(f"This follows {words} of the treaty.")
