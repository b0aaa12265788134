"""Who did an act, chosen by weight where its own words and the rules tell nobody."""

from bearwitness import read_texts
from bearwitness.extract.weighed.choices import Choice
from bearwitness.extract.weighed.choose import chosen
from bearwitness.extract.weighed.who_did import weights


def claims_of(text: str, act: str):
    (reading,) = read_texts([{"text": text, "published": "2024-05-20"}])
    return [c for c in reading.claims if c.act == act]


def kinds(text: str, act: str) -> set[str]:
    return {p.kind for c in claims_of(text, act) for p in c.alleged_perpetrators}


def test_what_is_kept_is_taken_whatever_it_weighs_and_its_share_is_told() -> None:
    choices = [Choice("a", {"x": 2.0}), Choice("b", {"x": 0.0})]
    what, share = chosen(choices, {"x": 1.0}, "b")
    assert what == "b"
    assert 0.1 < share < 0.2


def test_nobody_and_those_of_the_rules_have_weights_of_their_own() -> None:
    assert weights()["none: ruled"] > 0
    assert weights()["ruled"] > 0


def test_those_told_to_act_right_before_did_what_they_are_said_to_have_ordered() -> None:
    text = (
        "Soldiers stopped the boat near Invented Point on 3 May. They drove eleven men on board to "
        "the far bank. At the water they tied everybody's hands and ordered them to jump."
    )
    assert kinds(text, "ill-treatment") == {"army"}


def test_whom_the_rules_give_is_never_replaced() -> None:
    text = (
        "Police were on duty in Van. Soldiers of the garrison beat two Afghan men there on 3 May. "
        "Police and more police came later."
    )
    assert kinds(text, "ill-treatment") == {"army"}


def test_what_frees_people_has_no_doer() -> None:
    text = (
        "Police arrested two women in Van on 3 May 2024. They escaped from custody two days later."
    )
    assert claims_of(text, "escape")
    assert not kinds(text, "escape")


def test_those_an_act_was_done_to_did_not_do_it() -> None:
    text = "The police officers were beaten in Van on 3 May. Their police station was burnt."
    assert claims_of(text, "ill-treatment")
    assert "police" not in kinds(text, "ill-treatment")


def test_who_only_tells_of_an_act_did_not_do_it() -> None:
    text = "Three Afghan men were beaten in Van on 3 May. The prosecutor said that two had died."
    assert "prosecution or court" not in kinds(text, "ill-treatment")


def test_nobody_is_taken_from_another_section() -> None:
    text = (
        "Thailand\n\nSoldiers arrested nine Lao monks in Udon Thani on 2 March.\n\n"
        "Malaysia\n\nThey were beaten in Klang on 4 March."
    )
    assert "army" not in kinds(text, "ill-treatment")


def test_every_doer_has_words_in_the_text() -> None:
    text = (
        "Soldiers stopped the boat on 3 May. They drove eleven men to the far bank. At the water "
        "they tied everybody's hands and ordered them to jump."
    )
    (reading,) = read_texts([{"text": text, "published": "2024-05-20"}])
    told = [c for c in reading.claims if c.alleged_perpetrators]
    assert told
    assert all(c.evidence_for("alleged_perpetrators") for c in told)


def test_how_clear_the_choice_was_is_a_reason_of_its_confidence() -> None:
    (claim,) = claims_of("Police arrested two Afghan women in Van on 3 May 2024.", "arrest")
    (sure,) = [c for c in claim.confidences if c.field == "alleged_perpetrators"]
    assert {"clear_choice", "fair_choice", "close_choice"} & set(sure.reasons)
