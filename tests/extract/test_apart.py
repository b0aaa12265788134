"""Two beatings that nothing sets at odds are two claims; one told twice is one."""

import pytest

from bearwitness import read_text


def acts_in(text: str) -> list[str | None]:
    return [claim.act for claim in read_text(text, published="2024-03-04").claims]


KICKED = "Police beat the refugees at the river. A nurse said she had been kicked as well."


def test_another_beating_of_somebody_else_is_a_claim_of_its_own() -> None:
    assert acts_in(KICKED) == ["ill-treatment", "ill-treatment"]


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers beat him at the checkpoint. The beating went on for an hour.",
        "Officers arrested four men in Musan on Monday. A trader saw the arrest of the four.",
    ],
)
def test_an_act_told_again_by_its_noun_stays_one_claim(text: str) -> None:
    assert len(acts_in(text)) == 1


def test_in_long_texts_whatever_may_be_one_is_one() -> None:
    filler = "\n\n" + "The road to the market was wet and the stalls were closed. " * 50
    assert acts_in(KICKED + filler) == ["ill-treatment"]
