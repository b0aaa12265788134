"""Asserted, denied, feared, planned, conditional, and what makes no statement at all."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bearwitness.extract import extract
from bearwitness.model.claim import Claim, Modality
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def acts(text: str) -> list[Claim]:
    return [c for c in extract(parse(text), Header(id="report-invented")).claims if c.act]


CASES = [
    ("The women were not deported.", Modality.DENIED),
    ("No women were deported.", Modality.DENIED),
    ("The ministry denied that women were deported.", Modality.DENIED),
    ("The women escaped being deported.", Modality.DENIED),
    ("The women never were deported.", Modality.DENIED),
    ("The women left without being deported.", Modality.DENIED),
    ("The women fear being deported.", Modality.FEARED),
    ("Relatives fear the women will be deported.", Modality.FEARED),
    ("The women are at risk of being deported.", Modality.FEARED),
    ("The women will be deported.", Modality.PLANNED),
    ("Officials plan to deport the women.", Modality.PLANNED),
    ("Officials threatened to deport the women.", Modality.PLANNED),
    ("The women could be deported.", Modality.CONDITIONAL),
    ("If the women are deported, they suffer.", Modality.CONDITIONAL),
    ("The women were deported.", Modality.ASSERTED),
    ("The court did not order the women to be deported.", Modality.DENIED),
    ("The claim that the women were deported is not borne out.", Modality.DENIED),
    ("We withdraw our report that the women were deported.", Modality.DENIED),
    ("The women would rather die than be deported.", Modality.DENIED),
    ("The judge refused to halt the deportation of the women.", Modality.PLANNED),
    ("Guards held the women down until they could be deported.", Modality.ASSERTED),
    ("Officials managed to deport the women.", Modality.ASSERTED),
    ("The talks may lead to the deportation of the women.", Modality.CONDITIONAL),
    ("The talks would have ended in the deportation of the women.", Modality.DENIED),
    ("The talks did not result in a deportation of the women.", Modality.DENIED),
    ("The talks led to the deportation of the women.", Modality.ASSERTED),
    ("The talks paved the way for the deportation of the women.", Modality.CONDITIONAL),
    ("The women are said to have been deported.", Modality.ASSERTED),
]


@pytest.mark.parametrize(("text", "modality"), CASES)
def test_the_words_that_govern_an_act_give_its_modality(text: str, modality: Modality) -> None:
    assert [c.modality for c in acts(text) if c.act == "forced return"] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Were the women deported?",
        "The mayor demanded the deportation of the women.",
        "The women should be deported.",
        "Police came to arrest the women.",
        "They plotted to kidnap the women.",
        "A law of 2023 bars the return of anyone to a place where they may be tortured.",
        "The country signed the charter, which prohibits mass expulsions.",
        "The Refugee Act says that nobody shall be deported to danger.",
    ],
)
def test_questions_demands_and_aims_make_no_claim(text: str) -> None:
    assert [c.act for c in acts(text)] == []


VERBS = ["arrested", "detained", "deported", "tortured", "interrogated", "abducted"]
GROUPS = ["The women", "Two students", "The refugees", "Several men"]
NEGATIONS = ["were not", "were never", "have not been", "had never been", "weren't"]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(GROUPS), st.sampled_from(NEGATIONS), st.sampled_from(VERBS))
def test_a_negated_act_is_never_asserted(group: str, negation: str, verb: str) -> None:
    assert all(c.modality is Modality.DENIED for c in acts(f"{group} {negation} {verb}."))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("It is not known whether the killing of the baker was lawful.", Modality.ASSERTED),
        ("The arrest of the teacher was not lawful.", Modality.ASSERTED),
        ("The arrest of the teacher may be unlawful.", Modality.ASSERTED),
        ("The arrest of the teacher would be unlawful.", Modality.CONDITIONAL),
        ("The arrest of the teacher is possible.", Modality.CONDITIONAL),
        ("The killing of the baker was not real.", Modality.DENIED),
        ("Had the teacher been arrested, the march would have ended.", Modality.DENIED),
        ("\u00e2\u20ac\u0153nobody was arrested in Velm.", Modality.DENIED),
    ],
)
def test_an_act_that_is_only_judged_happened(text: str, modality: Modality) -> None:
    claims = extract(parse(text), Header(id="report-invented")).claims
    assert [c.modality for c in claims if c.act in {"killing", "arrest"}] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Instructions have been passed to detain or deport members of the group on their way.",
        "The state should be directed to stop the marchers from reaching Velm and detain them.",
    ],
)
def test_aims_that_the_parser_hangs_elsewhere_make_no_claim(text: str) -> None:
    assert extract(parse(text), Header(id="report-invented")).claims == ()


@pytest.mark.parametrize(
    "text", ["The women must not be deported.", "They should not have been detained."]
)
def test_what_must_or_should_not_be_done_is_denied_by_nobody(text):
    assert acts(text) == []
