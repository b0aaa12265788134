"""How the field puts custody, return, refusal and court: other words for the same acts."""

import pytest

from bearwitness.extract import extract
from bearwitness.extract.conditions import completed
from bearwitness.extract.cues import index, verb_forms
from bearwitness.model.claim import Claim, Modality
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def claims(text: str, act: str | None = None) -> list[Claim]:
    found = extract(parse(text), Header(id="report-invented")).claims
    return [c for c in found if act is None or c.act == act]


@pytest.mark.parametrize(
    ("act", "text"),
    [
        ("arrest", "The security police came for her husband before dawn."),
        ("arrest", "Agents plucked the two women from a train at the station."),
        ("arrest", "My uncle was taken in the night by soldiers."),
        (
            "arrest",
            "Nine escapees fell into the hands of Chinese police near the river.",
        ),
        ("arrest", "Three North Koreans were intercepted by Thai navy on the river."),
        ("detention", "We were crammed into a cell made for ten."),
        ("detention", "The six were brought to the county detention house."),
        ("detention", "They kept us in a warehouse for nine days. The guards had guns."),
        ("detention", "Now locked up at the district post."),
        ("incommunicado detention", "The lawyer was not allowed to see him in prison."),
        ("interrogation", "Intelligence agents grilled him about his sister."),
        ("raid", "Officers kicked in the door of the shelter."),
        ("forced return", "Two women were put across the border at night."),
        ("forced return", "He was put on a flight to Kabul in handcuffs."),
        ("forced return", "The migrants were loaded onto lorries and driven to the frontier."),
        ("forced return", "The coast guard dragged the boat back to Libyan waters."),
        ("forced return", "Border guards shoved the men back across the river."),
        ("deportation order", "She was given a week to leave the country."),
        ("denial of return", "The government barred the writer from coming home."),
        ("refusal of asylum", "Her claim for asylum was thrown out."),
        ("disappearance", "My brother never came back from the police station."),
        ("disappearance", "Nobody has heard from him since his arrest."),
        ("abduction", "Unknown men forced him into a car in front of his office."),
        ("release", "He came out of prison in May."),
        ("rescue", "A fishing boat pulled nine people from the sea."),
        ("trial", "The four went before a military court."),
        ("sentence", "She was handed a fifteen-year term and got nine years in a labour camp."),
        ("sentence", "Two smugglers were jailed for eight years."),
    ],
)
def test_other_words_say_the_same_act(act: str, text: str) -> None:
    assert claims(text, act), [c.act for c in claims(text)]


@pytest.mark.parametrize(
    "text",
    [
        "She sent back the letter unopened.",
        "The committee held a meeting on Friday.",
        "The police officer took the boy to hospital after the crash.",
        "He put the children on a bus to school.",
        "He got two years of experience at the factory.",
        "The couple were locked in a dispute with their landlord.",
        "The writer was turned down by three publishers.",
        "We were kept waiting for two hours at the clinic.",
        "Her brother has not come back from his holiday.",
        "The ship was towed back to port for repairs.",
        "The students were taken to the stadium for the match.",
        "She spent two weeks in a summer camp.",
        "The villagers were moved to a relief camp after the flood.",
        "Doctors were sent to Haiti to help after the quake.",
        "The grandmother kept the twins for three days.",
        "The army took the hill at dawn.",
    ],
)
def test_harmless_uses_of_the_same_words_give_no_claim(text: str) -> None:
    assert claims(text) == []


def test_taken_in_and_kept_are_two_claims() -> None:
    text = "The imam was detained on 9 February and held in a removal centre for 97 days."
    assert len(claims(text, "detention")) == 2
    assert len(claims("The imam was detained. Police held him for a week.", "detention")) == 2


def test_others_with_a_time_of_their_own_are_another_occurrence() -> None:
    text = "Police deported two women on 3 May. In December a group of thirty was deported too."
    assert len(claims(text, "forced return")) == 2


def test_what_completes_a_verb_is_shown_with_it() -> None:
    found = claims("The women are now in the hands of the army.", "detention")
    assert [e.exact for e in found[0].evidence_for("act")] == ["are now in the hands"]
    doc = parse("They were arrested.")
    assert all(completed(doc[2], cue) is None for cue in index().verbs["arrested"])


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("The agency said that it would deport the two women on Friday.", Modality.PLANNED),
        ("The men were taken to the airport to be deported.", Modality.PLANNED),
        ("The agency recorded 13 confirmed cases of deportation.", Modality.ASSERTED),
        ("The deportation of the family was ordered.", Modality.PLANNED),
        ("The police battalion made no arrests.", Modality.DENIED),
    ],
)
def test_how_the_field_puts_what_is_to_come(text: str, how: Modality) -> None:
    assert how in {c.modality for c in claims(text)}


def test_a_demand_for_release_and_a_penalty_under_a_condition_give_no_claim() -> None:
    assert claims("She could be jailed if convicted.", "sentence") == []
    assert claims("They wrote asking that he be released.", "release") == []


def test_forms_of_verbs_double_where_english_does() -> None:
    known = {word: verb_forms(word, {})[2] for word in ("bar", "expel", "quiz", "stop", "shoot")}
    assert known == {
        "bar": "barred", "expel": "expelled", "quiz": "quizzed", "stop": "stopped",
        "shoot": "shooted",
    }  # fmt: skip
