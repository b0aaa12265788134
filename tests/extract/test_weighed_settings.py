"""Times, places and people of acts, chosen by weights among what the text names."""

from bearwitness import read_texts
from bearwitness.extract.weighed.choices import Choice
from bearwitness.extract.weighed.choose import chosen, weights


def claim_of(text: str, act: str):
    (reading,) = read_texts([{"text": text, "published": "2024-05-20"}])
    return next(c for c in reading.claims if c.act == act)


def test_the_choice_that_weighs_most_is_taken_with_its_share() -> None:
    choices = [Choice("a", {"x": 1.0}), Choice("b", {"x": 0.5, "unknown": 9.0})]
    what, share = chosen(choices, {"x": 2.0})
    assert what == "a"
    assert 0.7 < share < 0.75


def test_features_of_no_weight_count_nothing() -> None:
    assert chosen([Choice("a", {}), Choice("b", {"unknown": 1.0})], {})[0] == "a"


def test_every_table_weighs_what_the_rules_found_and_none() -> None:
    for table in weights():
        assert table["ruled"] > 0
        assert table["none: ruled"] > 0


def test_an_acts_own_day_and_town_are_kept() -> None:
    text = "Police arrested two Afghan women in Van on 3 May 2024. Their cousin lives in Ankara."
    claim = claim_of(text, "arrest")
    assert claim.when is not None
    assert claim.when.edtf == "2024-05-03"
    assert [p.name for p in claim.where] == ["Van"]


def test_a_home_is_never_given_by_weight() -> None:
    text = "A man from Kunduz, whose parents live in Herat, was beaten by guards."
    claim = claim_of(text, "ill-treatment")
    assert not {"Kunduz", "Herat"} & {p.name for p in claim.where}


def test_what_may_come_is_given_no_time_of_another_sentence() -> None:
    text = "They were arrested on 3 May 2024. They fear that they will be deported to Kabul."
    assert claim_of(text, "forced return").when is None


def test_an_act_that_names_nobody_is_given_whom_the_text_is_about() -> None:
    text = (
        "A 24-year-old Uzbek bricklayer was arrested in Samara on 3 May 2024. He was kept at the "
        "airport for a week. Officers confiscated the telephone."
    )
    claim = claim_of(text, "confiscation")
    assert claim.affected is not None
    assert (claim.affected.max, claim.affected.sex) == (1, "male")


def test_those_who_did_an_act_are_never_given_as_those_it_was_done_to() -> None:
    text = "Three guards were on duty. They beat him. The guards tortured him with a cable."
    claim = claim_of(text, "torture")
    assert claim.affected is not None
    assert claim.affected.max == 1


def test_nobody_is_taken_from_another_section_of_a_report() -> None:
    text = (
        "Thailand\n\nNine Lao monks were arrested in Udon Thani on 2 March.\n\n"
        "Malaysia\n\nA raid was carried out in Klang on 4 March."
    )
    claim = claim_of(text, "raid")
    assert claim.affected is None or claim.affected.min != 9


def test_how_clear_the_choice_was_is_a_reason_of_its_confidence() -> None:
    claim = claim_of("Police arrested two Afghan women in Van on 3 May 2024.", "arrest")
    (sure,) = [c for c in claim.confidences if c.field == "affected"]
    assert {"clear_choice", "fair_choice", "close_choice"} & set(sure.reasons)


def test_a_month_over_an_entry_is_no_man_whose_whereabouts_the_town_says() -> None:
    text = (
        "Calls received: 40.\n\nMon 6 May, Bidor [2409]. A tailor, 30, was beaten by guards.\n\n"
        "Tue 14 May, Klang [2420]. Police arrested a poet over a banner."
    )
    (reading,) = read_texts([{"text": text, "published": "2024-05-20"}])
    arrest = next(c for c in reading.claims if c.act == "arrest")
    assert [p.name for p in arrest.where] == ["Klang"]
