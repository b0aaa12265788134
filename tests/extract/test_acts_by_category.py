"""Acts told by what was taken, paid or refused, where people were kept, and across what they went.

Each sentence is invented. The context says only that the report is of people in somebody's power.
"""

from functools import cache

import pytest

from bearwitness.extract.acts import find_acts
from bearwitness.extract.cues import index, plain_words
from bearwitness.extract.modality import modality
from bearwitness.extract.titles import title_acts
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse

STOPPED = (
    "The asylum seekers had been stopped near the border; the guards would not let them go.\n\n"
)


@cache
def acts(text: str, context: str = STOPPED) -> frozenset[str]:
    """The acts whose words stand in `text`, behind a context, and that are not only asked for."""
    found = find_acts(parse(context + text), gazetteer().demonym)
    told = (m for m in found if m.first >= len(context))
    return frozenset(
        m.act for m in told if modality(m.token, m.arguments, (m.start, m.end)) is not None
    )


TOLD = {
    "confiscation": [
        "The corporal pocketed her bracelet.",
        "A soldier flung her notebook into the stove, and her shoes into the river.",
        "Phones kept at the counter.",
    ],
    "extortion or bribe": [
        "His cousin received a message asking for 7,000 euros.",
        "The patrol charges each passenger 300 kyat.",
        "My uncle sold two camels to pay the kidnappers.",
    ],
    "forced return": [
        "Masked men hurried us over the fence in threes.",
        "Eleven were trucked to the frontier and dropped beyond the last gate.",
        "Returned across the river at night, 9 May.",
        "The cutter towed our dinghy back into their waters.",
        "The handover took place at dawn.",
    ],
    "detention": [
        "Nine nights in a cage.",
        "She sits in a hangar with forty others.",
        "He shared a cell with his uncle.",
        "27 May - moved to the removal centre in Tarlon.",
        "The depot holds 90 people.",
    ],
    "arrest": [
        "Men in leather jackets led him off the tram.",
        "Among those caught were two nurses.",
        "The gendarmes found eight of them in the reeds.",
    ],
    "ill-treatment": [
        "The sergeant had the two of them beaten.",
        "No water until the evening for the prisoners.",
        "They let the dogs loose on us.",
    ],
    "torture": [
        "They clipped wires to his ears.",
        "He was hung by the ankles from a beam.",
    ],
    "denial of medical care": [
        "No doctor came to the cell.",
        "The clinic asked her for a deposit she does not have and sent her away sick.",
        "His fracture was never treated.",
    ],
    "refusal of asylum": [
        "Nobody asked them why they had fled.",
        "The migration office declined to register her claim for asylum.",
    ],
    "disappearance": [
        "Nobody would say where the six are.",
        "There is no name in the register.",
        "The prison has no such person.",
    ],
    "threat": [
        "A bullet was left under her door.",
        "We know where your sister lives, the caller said.",
    ],
    "escape": [
        "Two climbed out through the roof of the compound.",
        "She walked off the site at night.",
    ],
    "release": ["Out on bail since Tuesday."],
    "family separation": ["Her daughter stayed behind with a neighbour."],
    "statelessness of a child": [
        "The twins were registered by neither country.",
        "The baby has no birth certificate.",
    ],
    "forced labour": ["Wages: none since May.", "The militia used them as porters."],
    "incommunicado detention": [
        "No visits, no letters in the prison.",
        "Her lawyer was turned away.",
    ],
    "interrogation": ["Two weeks of questioning."],
    "raid": ["Soldiers kicked in doors along the lane."],
    "trial": ["The five stood before a judge on Monday."],
    "biometric collection": ["They pressed our thumbs on a glass."],
    "use of force": ["The guards fired over our heads."],
}  # fmt: skip
CASES = [(act, text) for act, texts in TOLD.items() for text in texts]


@pytest.mark.parametrize(("act", "text"), CASES)
def test_an_act_is_told_by_the_kind_of_thing_and_place_whatever_the_verb(
    act: str, text: str
) -> None:
    assert act in acts(text)


HARMLESS = [
    "The hikers walked over the bridge to the village for lunch.",
    "The bank collected her signature on Monday.",
    "She spent two weeks in a summer camp.",
    "A waiter took our plates away.",
    "The lorry carried apples across the river.",
    "He paid 40 euros for a pair of shoes.",
    "The shop was closed for a day.",
    "The family drove to the lake and swam.",
    "My brother sold his car to a neighbour.",
    "Students asked questions about the moon.",
    "The team stood in the rain and sang.",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_the_same_verbs_of_ordinary_life_tell_no_act(text: str) -> None:
    assert not acts(text, "It was a quiet week in the valley.\n\n")


def test_an_act_in_a_relative_clause_of_a_question_is_taken_as_given() -> None:
    asked = "Does the minister know of the four boys whom guards beat with cables in May?"
    assert "ill-treatment" in acts(asked)
    assert "ill-treatment" not in acts("Did guards beat the four boys with cables?")


def test_a_line_with_choices_is_one_cue_for_each() -> None:
    moved = {cue.lemma for form in ("drove", "walked") for cue in index().verbs[form]}
    assert {"drive", "walk"} <= moved


def test_a_title_is_not_read_by_what_only_a_category_says() -> None:
    assert title_acts("A Quiet Day") == frozenset()
    assert "day" not in plain_words()
    assert "arrested" in plain_words()
