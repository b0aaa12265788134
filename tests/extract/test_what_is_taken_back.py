"""What a text or its teller takes back in the words behind is denied; a detail put right is not."""

import pytest

from bearwitness.api import read_text
from bearwitness.model.claim import Modality


def put(text: str) -> list[Modality]:
    """How the first act of a text is put."""
    claims = [
        c for c in read_text(text, published="2024-05-20", outlet="Marsh Post").claims if c.act
    ]
    return [c.modality for c in claims][:1]


@pytest.mark.parametrize(
    "text",
    [
        "A report of the arrest of a baker in Osh could not be confirmed. "
        "A priest told us it did not happen.\n\nOutlook.",
        "CORRECTION: Our item of 9 April said that two women were beaten by soldiers. "
        "That was wrong: nobody was beaten.",
        "Last week we reported that a Chechen man was deported from Poland. "
        "We now know that this is not true.",
        "On Monday we wrote that police had arrested five Syrians. "
        "We were wrong; nobody was arrested.",
        "A rumour said that ten people had been arrested at the bridge. It turned out to be false.",
        "We withdraw our report of 3 May that guards tortured two prisoners at Ordu.",
        "Marsh Post apologises for reporting that the monk was arrested.",
        "He first told the court that guards had tortured him, but later took this back.",
        "It was said that the family had been deported, but that was not true.",
    ],
)
def test_what_is_taken_back_is_denied(text: str) -> None:
    assert put(text) == [Modality.DENIED]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday we wrote that police had arrested five Syrians. That was wrong: it was six.",
        "On Monday we wrote that police had arrested five men. We regret the error: it was six.",
        "The lawyer said that guards beat her client. The prison said that this is not true.",
        "The lawyer said that guards beat him. The prison told us it did not happen.",
        "The lawyer said guards beat him. It is false, the prison says, and nobody was touched.",
        "Neighbours said that soldiers beat two men. The report is not wrong.",
        "Guards beat him. That was wrong.",
        "The minister said that police beat 30 people. This is wrong and must not happen again.",
    ],
)
def test_a_detail_put_right_and_anothers_denial_take_nothing_back(text: str) -> None:
    assert put(text) == [Modality.ASSERTED]
