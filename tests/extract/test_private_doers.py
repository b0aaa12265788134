"""Relatives and private people did an act only by its own words."""

import pytest

from bearwitness.extract import extract
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def kinds(text: str) -> set[str]:
    found = extract(parse(text), Header(id="report-invented")).claims
    assert found
    return {p.kind for c in found for p in c.alleged_perpetrators}


@pytest.mark.parametrize(
    "text",
    [
        "A baby was killed in his mother's arms off the coast of Marl on Sunday.",
        "The Coast Guard fired at a boat. A girl of four died in the arms of her mother.",
        "They held us in a stable for nine days until my uncle sent two thousand euros.",
        "He was freed on Saturday after an aunt in Oslo paid 60,000 birr.",
        "The security bureau told his sister not to hire a lawyer or she would be arrested.",
        "An embassy man told him that his brother at home would go to prison.",
        "The mother herself was hit in the shoulder by a bullet.",
        "Her cousin rang from Adi Quala prison, where he is held with two others.",
        "A Yemeni of 37 was found dead in the marsh by a farmer.",
        "A man was found dead by police in a ditch near Marl.",
        "The boy was among 74 people who were arrested near Lake Nasser.",
        "A policeman threatened one of the wives that her husband would lose his land.",
        "The officer came for her mother, who had to answer questions for six hours.",
        "A neighbour, eight months pregnant, could not climb up and was pulled by the hair.",
    ],
)
def test_who_is_only_told_of_beside_an_act_did_not_do_it(text: str) -> None:
    assert not kinds(text) & {"family member", "private person"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Her husband beat her with a cable for asking for her papers.", "family member"),
        ("The girl was sold to a trader by her uncle.", "family member"),
        ("Her father and his brothers locked her in a room for a month.", "family member"),
        ("A neighbour stabbed the refugee in the market of Marl.", "private person"),
        ("He was stabbed by a cellmate on Sunday.", "private person"),
        ("A group of residents beat two men with poles.", "private person"),
        ("A mob set him alight in Marl.", "private person"),
    ],
)
def test_who_did_it_by_the_acts_own_words_is_named(text: str, kind: str) -> None:
    assert kind in kinds(text)
