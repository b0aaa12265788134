"""Acts from verbs, nouns and phrases; senses that are no acts; who did it and to whom."""

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Claim, ClaimKind, Modality
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def claims(text: str) -> list[Claim]:
    found = extract(parse(text), Header(id="report-invented")).claims
    return [c for c in found if c.kind in {ClaimKind.EVENT, ClaimKind.PATTERN}]


def the(text: str, act: str) -> Claim:
    found = [c for c in claims(text) if c.act == act]
    assert len(found) == 1, [c.act for c in claims(text)]
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested three women.",
        "Three women were arrested by police.",
        "Three women arrested by police have been named.",
        "By arresting three women, police broke their word.",
        "Police moved in and arrested three women.",
        "The arrest of three women by police was reported.",
        "Police took three women into custody.",
    ],
)
def test_an_arrest_is_read_however_it_is_put(text: str) -> None:
    claim = the(text, "arrest")
    assert claim.modality is Modality.ASSERTED
    assert claim.affected is not None
    assert (claim.affected.min, claim.affected.max, claim.affected.sex) == (3, 3, "female")
    assert [p.kind for p in claim.alleged_perpetrators] == ["police"]


@pytest.mark.parametrize(
    "text",
    [
        "The bank charges a fee.",
        "The phone is fully charged.",
        "The court read the long sentence aloud.",
        "The summit was held in May.",
        "Elections would have to be held.",
        "The vaccine trial went well.",
        "He died of a cardiac arrest.",
        "They killed time in the station.",
        "The minister was held responsible for the delay.",
        "Two passengers were killed in an accident.",
        "The band released an album.",
        "The club returned the players to the bench.",
    ],
)
def test_other_senses_of_a_cue_give_no_claim(text: str) -> None:
    assert [c.act for c in claims(text)] == []


def test_a_demonym_gives_the_country_of_an_institution() -> None:
    claim = the("Chinese police detained a pastor.", "detention")
    assert [(p.kind, p.country) for p in claim.alleged_perpetrators] == [("police", "CN")]


def test_a_public_security_bureau_is_police() -> None:
    claim = the("The public security bureau detained a pastor.", "detention")
    assert [p.kind for p in claim.alleged_perpetrators] == ["police"]


def test_an_unnamed_perpetrator_is_left_empty() -> None:
    assert the("A pastor was detained.", "detention").alleged_perpetrators == ()


def test_a_killing_in_police_firing_is_laid_to_the_police() -> None:
    claim = the("Two men were killed in police firing.", "killing")
    assert [p.kind for p in claim.alleged_perpetrators] == ["police"]


def test_a_killing_in_riots_is_not_laid_to_an_institution() -> None:
    claim = the("Two men were killed in the riots.", "killing")
    assert [p.kind for p in claim.alleged_perpetrators] == ["private person"]


def test_acts_of_one_sentence_share_those_affected() -> None:
    text = "Two women were arrested and deported."
    assert the(text, "arrest").affected == the(text, "forced return").affected


def test_a_pronoun_takes_the_group_before_it() -> None:
    text = "Two women were arrested. They were tortured."
    affected = the(text, "torture").affected
    assert affected is not None
    assert (affected.min, affected.sex) == (2, "female")


def test_repeated_mentions_of_one_event_are_one_claim_with_all_their_words() -> None:
    text = "Police arrested four students on Monday. The arrests followed a march."
    assert len(the(text, "arrest").evidence_for("act")) == 2


def test_two_arrests_of_different_people_stay_apart() -> None:
    text = "Two women were arrested in Shenyang. Five men were arrested in Yanji."
    assert len([c for c in claims(text) if c.act == "arrest"]) == 2


def test_an_assault_on_a_thing_ill_treats_nobody() -> None:
    assert claims("The remarks were a great assault on parliament.") == []
    assert the("The assault on the women was reported.", "ill-treatment").affected is not None


def test_an_object_that_the_parser_takes_for_a_subject_is_who_was_seized() -> None:
    claim = the("The police have rounded up 40 activists headed for the coast.", "round-up")
    assert claim.affected is not None
    assert claim.affected.min == 40


def test_injuries_in_firing_are_a_use_of_force() -> None:
    assert the("Ten men sustained injuries in the police firing.", "use of force").affected


def test_a_plea_is_part_of_a_trial_and_its_day_no_killings() -> None:
    text = "A man is held over the killing of a baker. He pleaded not guilty on 5 May 2031."
    assert the(text, "trial").when is not None
    assert the(text, "killing").when is None
