"""No asserted event out of a denial, a demand, a plan, a fear or a question: 672 sentences.

Every sentence is put together from an invented act and an invented frame, so that each act stands
in each frame. The law is strict for negation; for the other frames a few may slip through.
"""

from collections import defaultdict

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import ClaimKind, Modality
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse_many

# passive participle, base form of the active verb with its object, noun
ACTS = [
    ("arrested", "arrest the two women", "arrest"),
    ("detained", "detain the two women", "detention"),
    ("jailed", "jail the two women", "imprisonment"),
    ("interrogated", "interrogate the two women", "interrogation"),
    ("tortured", "torture the two women", "torture"),
    ("beaten", "beat the two women", "beating"),
    ("killed", "kill the two women", "killing"),
    ("deported", "deport the two women", "deportation"),
    ("abducted", "abduct the two women", "abduction"),
    ("raped", "rape the two women", "rape"),
    ("prosecuted", "prosecute the two women", "prosecution"),
    ("expelled from the country", "expel the two women from the country", "expulsion"),
    ("shot dead", "shoot the two women dead", "murder"),
    ("sentenced to a year in prison", "sentence the two women to a year in prison", "conviction"),
]
DENIED = [
    "The two women were not {done}.",
    "The two women were never {done}.",
    "Neither of the two women was {done}.",
    "None of the women were {done}.",
    "Nobody was {done} at the market.",
    "No one was {done} in the town.",
    "No women were {done} that day.",
    "The two women weren't {done}, a neighbour said.",
    "The two women have not been {done}.",
    "The police did not {do}.",
    "The police didn't {do}.",
    "The soldiers never {do_s}.",
    "The officers refused to {do}.",
    "The officers declined to {do}.",
    "The police denied the {noun} of the two women.",
    "The ministry denied that the two women had been {done}.",
    "The women escaped {noun}.",
    "The crowd left without any {noun}.",
    "There was no {noun} in the village.",
    "The two women avoided being {done}.",
    "The two women were neither {done} nor threatened.",
    "The lawyer prevented the {noun} of the two women.",
    "It is not true that the two women were {done}.",
    "The claim that the two women were {done} is false.",
]
OPEN = [
    "Police plan to {do}.",
    "The two women will be {done} on Friday.",
    "The two women are to be {done} next week.",
    "The two women fear that they will be {done}.",
    "Relatives fear the {noun} of the two women.",
    "The two women could be {done} at any time.",
    "The two women may be {done}.",
    "If the two women return, they will be {done}.",
    "Unless they pay, the two women would be {done}.",
    "The officer threatened to {do}.",
    "The mayor demanded the {noun} of the two women.",
    "The mayor called for the {noun} of the two women.",
    "The police should {do}.",
    "The police must not {do}.",
    "The police tried to {do}.",
    "Were the two women {done}?",
    "Did the police {do}?",
    "The two women face {noun}.",
    "The attempted {noun} of the two women was reported.",
    "The court considered whether the two women should be {done}.",
    "The two women risk being {done}.",
    "The two women went into hiding to avoid {noun}.",
    "They were warned that they might be {done}.",
    "The planned {noun} of the two women was put off.",
]
IRREGULAR = {"beat", "shoot"}


def third_person(do: str) -> str:
    verb, _, rest = do.partition(" ")
    past = verb if verb in IRREGULAR else verb + ("d" if verb.endswith("e") else "ed")
    return f"{past} {rest}"


def sentences(frames: list[str]) -> list[tuple[str, str]]:
    return [
        (frame, frame.format(done=done, do=do, do_s=third_person(do), noun=noun))
        for frame in frames
        for done, do, noun in ACTS
    ]


@pytest.fixture(scope="module")
def asserted() -> dict[str, list[str]]:
    """Frame → its sentences from which an asserted event was read."""
    made = [*sentences(DENIED), *sentences(OPEN)]
    found: dict[str, list[str]] = defaultdict(list)
    for (frame, text), doc in zip(made, parse_many(t for _, t in made), strict=True):
        claims = extract(doc, Header(id="report-invented")).claims
        events = [c for c in claims if c.kind is ClaimKind.EVENT and c.act != "threat"]
        if any(c.modality is Modality.ASSERTED for c in events):  # a threat was made, whatever of
            found[frame].append(text)
    return found


def test_a_negated_act_is_never_an_asserted_event(asserted: dict[str, list[str]]) -> None:
    wrong = [text for frame in DENIED for text in asserted.get(frame, ())]
    assert wrong == []


def test_what_is_planned_feared_demanded_or_asked_is_hardly_ever_one(
    asserted: dict[str, list[str]],
) -> None:
    wrong = [text for frame in OPEN for text in asserted.get(frame, ())]
    assert len(wrong) <= 3, wrong
