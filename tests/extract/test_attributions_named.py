"""Chains, documents, the outlet's own reports, silence and denials, sentence by sentence."""

import pytest

from bearwitness.extract.attributions import chain_for, find_attributions, responses
from bearwitness.model.claim import ResponseKind
from bearwitness.model.report import Header
from bearwitness.model.source import SourceKind
from bearwitness.reference.parse import parse

HEADER = Header(id="report-invented", outlet="The Marl Courier")


def chain(text: str, act: str) -> list[str]:
    """The words of the chain for the act, less the outlet that closes it."""
    start = text.index(act)
    links = chain_for(find_attributions(parse(text)), start, start + len(act), HEADER)
    return [link.words for link in links[:-1]]


def answers(text: str) -> list[ResponseKind]:
    doc = parse(text)
    return [kind for _, kind in responses(doc, find_attributions(doc))]


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        (
            "A cellmate told her brother, who told us that guards had beaten the women.",
            "beaten",
            ["A cellmate", "her brother"],
        ),
        (
            "According to her sister, who had it from a neighbour, the family was deported.",
            "deported",
            ["a neighbour", "her sister, who had it from a neighbour"],
        ),
        (
            "Her mother, quoting a released inmate, said that guards killed him.",
            "killed",
            ["a released inmate", "Her mother, quoting a released inmate,"],
        ),
        ("Our reporter was told by a guard that two women were shot.", "shot", ["a guard"]),
        (
            "A driver said he had been told by a soldier that two men were shot.",
            "shot",
            ["a soldier", "A driver"],
        ),
    ],
)
def test_a_chain_begins_with_the_one_who_knew(text: str, act: str, expected: list[str]) -> None:
    assert chain(text, act) == expected


@pytest.mark.parametrize(
    ("text", "act", "source"),
    [
        (
            "In a report published in 2018, the ministry gave 40 arrests.",
            "arrests",
            "a report published in 2018",
        ),
        (
            "The killing of two miners is described in a 2018 report by the Marl Monitor.",
            "killing",
            "a 2018 report by the Marl Monitor",
        ),
        (
            "As documented in a 2018 report by the Marl Monitor, guards beat the women.",
            "beat",
            "a 2018 report by the Marl Monitor",
        ),
        ("Two arrests are recorded in the court's files.", "arrests", "the court's files"),
        ("Per a police statement, three men were arrested.", "arrested", "a police statement"),
        (
            "In a 2018 report, the Marl Monitor listed 40 deaths in the camp.",
            "deaths",
            "the Marl Monitor",
        ),
    ],
)
def test_a_document_is_a_source_without_a_verb_of_saying(text: str, act: str, source: str) -> None:
    assert chain(text, act) == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Forty people a day were arrested, 300 per week.",
        "In a town near the border, guards beat the women.",
        "He was recorded in a studio.",
    ],
)
def test_a_rate_a_place_and_a_studio_are_no_documents(text: str) -> None:
    assert find_attributions(parse(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Marl Courier reported in May that two women had been arrested.",
        "As the Marl Courier reported in May, two women were arrested.",
        "The Courier has previously reported that two women were arrested.",
        "As we reported last week, two women were arrested.",
        "This newspaper revealed in May that two women had been arrested.",
        "Earlier reporting by this newspaper found that guards had arrested two women.",
    ],
)
def test_what_the_outlet_reported_before_is_this_outlet(text: str) -> None:
    start = text.index("arrested")
    links = chain_for(find_attributions(parse(text)), start, start + 8, HEADER)
    assert [(link.kind, link.words) for link in links[:-1]] == [(SourceKind.OUTLET, "this outlet")]


@pytest.mark.parametrize(
    "text",
    [
        "The woman is said to have been beaten by guards.",
        "Two miners are reported to have been beaten.",
        "She was reported beaten in the yard.",
        "It is said that two women were beaten at the river.",
        "Two women were reportedly beaten.",
    ],
)
def test_a_passive_report_is_somebody_unnamed(text: str) -> None:
    start = text.index("beaten")
    links = chain_for(find_attributions(parse(text)), start, start + 6, HEADER)
    assert [link.kind for link in links] == [SourceKind.ANONYMOUS, SourceKind.OUTLET]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Monitor: Guards killed two miners", "Monitor"),
        ("Guards killed two miners: monitor", "monitor"),
        ("Guards killed two miners, monitor says", "monitor"),
        ("Guards killed two miners - report", "report"),
    ],
)
def test_a_headline_names_its_speaker(text: str, speaker: str) -> None:
    assert chain(text, "killed") == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Calls to the ministry went unanswered.",
        "Requests for comment went unanswered.",
        "Emails to the embassy were not returned.",
        "The ministry gave no answer.",
        "The embassy has yet to respond.",
        "There was no immediate comment from the ministry.",
        "The ministry had no immediate comment.",
        "The ministry ignored repeated requests for comment.",
        "The ministry remained silent on the killing.",
        "The ministry would neither confirm nor deny the arrests.",
    ],
)
def test_silence_is_no_comment(text: str) -> None:
    assert answers(text) == [ResponseKind.NO_COMMENT]


@pytest.mark.parametrize(
    "text",
    [
        "“This is untrue,” the ministry said.",
        "The warden said it never happened.",
        "The police insisted that no one had been beaten.",
        "The army called the allegations baseless.",
        "The army maintained that no civilians were killed.",
        "He denied any wrongdoing.",
    ],
)
def test_what_is_said_not_to_be_so_is_a_denial(text: str) -> None:
    assert answers(text) == [ResponseKind.DENIAL]


@pytest.mark.parametrize("text", ["She was denied bail.", "He said he had no regrets."])
def test_a_refusal_and_a_feeling_are_no_answer(text: str) -> None:
    assert answers(text) == []
