"""Two beatings that nothing sets at odds are two claims; one told twice is one."""

import pytest

from bearwitness import read_text


def acts_in(text: str) -> list[str | None]:
    return [claim.act for claim in read_text(text, published="2024-03-04").claims]


def test_another_beating_of_somebody_else_in_another_paragraph_is_a_claim_of_its_own() -> None:
    text = (
        "Guards beat the men with pipes at the gate.\n\n"
        "Later, in the cell, a guard slapped an old woman who had asked for water."
    )
    assert acts_in(text) == ["ill-treatment", "ill-treatment"]


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers beat him at the checkpoint. The beating went on for an hour.",
        "Officers arrested four men in Musan on Monday. A trader saw the arrest of the four.",
    ],
)
def test_an_act_told_again_by_its_noun_stays_one_claim(text: str) -> None:
    assert len(acts_in(text)) == 1


def test_long_texts_keep_together_whatever_may_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Guards beat the men with pipes at the gate.\n\n"
        "Later, in the cell, a guard slapped an old woman who had asked for water."
    )
    filler = "\n\n" + "The road to the market was wet and the stalls were closed. " * 50
    assert len(acts_in(text + filler)) < len(acts_in(text))
