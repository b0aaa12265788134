"""Acts that no cue names: suggested in reports on flight alone, and marked as such."""

import pytest

from bearwitness import read_texts

FLIGHT = "The migrants had crossed the border in March. "


def claims_of(text: str):
    (reading,) = read_texts([{"text": text, "published": "2024-05-02"}])
    return reading.claims


def likely(text: str):
    return [c for c in claims_of(text) if c.method == "likely-2"]


TOLD = (
    "Two soldiers led the four into a van without plates.",
    "The guards poured cold water over the four boys all night.",
    "The officers pushed the whole family onto the raft again and pointed at the far bank.",
    "They took her telephone at the gate and her ring at the barracks.",
)


@pytest.mark.parametrize("text", TOLD)
def test_what_no_cue_names_is_a_claim_in_a_report_on_flight(text: str) -> None:
    assert [c for c in claims_of(FLIGHT + text) if c.act], text


def test_some_of_these_are_suggested_by_likeness_and_say_so() -> None:
    found = [c for text in TOLD for c in likely(FLIGHT + text)]
    assert found
    for claim in found:
        reasons = {r for one in claim.confidences if one.field == "act" for r in one.reasons}
        assert "no_cue" in reasons
        assert claim.confidence < 0.8


def test_other_news_is_not_asked() -> None:
    text = "Soldiers drove off with the engine of their boat. The mayor opened the bridge."
    assert likely(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The library closed at eight and the children went home with new books.",
        "Prices of bread rose again and the harvest was poor this autumn.",
        "Her cousin studied nursing in the capital and works there now.",
    ],
)
def test_ordinary_life_in_a_report_on_flight_suggests_nothing(text: str) -> None:
    assert likely(FLIGHT + text) == []


def test_the_same_text_gives_the_same_suggestions() -> None:
    text = FLIGHT + " ".join(TOLD)
    assert claims_of(text) == claims_of(text)
