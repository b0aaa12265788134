"""How acts are put in the field's ways: lacks, orders to people, requests, what is ruled out."""

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Modality
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def put(text: str, act: str) -> Modality:
    """How the last claim of an act is put."""
    found = [c for c in extract(parse(text), Header(id="report-invented")).claims if c.act == act]
    assert found
    return found[-1].modality


@pytest.mark.parametrize(
    ("text", "act", "how"),
    [
        ("The office declined to consider his asylum application.", "refusal of asylum",
         Modality.ASSERTED),
        ("The wounded men were not taken to any hospital.", "denial of medical care",
         Modality.ASSERTED),
        ("The ministry denied that the men were refused medical care.", "denial of medical care",
         Modality.DENIED),
        ("The judge ordered that the man be sentenced to two years.", "sentence",
         Modality.ASSERTED),
        ("Not one person was arrested.", "arrest", Modality.DENIED),
        ("They arrested two guards and no officer.", "arrest", Modality.ASSERTED),
        ("I was arrested, I do not know why.", "arrest", Modality.ASSERTED),
        ("His mother may have known that police arrested him.", "arrest", Modality.ASSERTED),
        ("She would only say that she was arrested.", "arrest", Modality.ASSERTED),
        ("Nobody could confirm that he was arrested.", "arrest", Modality.CONDITIONAL),
        ("Nothing suggests that he was arrested.", "arrest", Modality.DENIED),
        ("They found no evidence that soldiers arrested him.", "arrest", Modality.DENIED),
        ("It cannot be excluded that the girl was raped.", "sexual violence",
         Modality.CONDITIONAL),
        ("The police did not succeed in arresting him.", "arrest", Modality.DENIED),
        ("He did not come home after his arrest by police.", "arrest", Modality.ASSERTED),
        ("The minister rejected the suggestion that police arrested the men.", "arrest",
         Modality.DENIED),
        ("They were taken to the camp in order to be deported.", "forced return",
         Modality.PLANNED),
        ("The men were supposed to be deported on Friday.", "forced return", Modality.PLANNED),
        ("The deportation of the men was to be carried out on Friday.", "forced return",
         Modality.PLANNED),
        ("Whoever shelters a refugee is liable to arrest.", "arrest", Modality.CONDITIONAL),
    ],
)  # fmt: skip
def test_an_act_is_put_as_the_words_around_it_say(text: str, act: str, how: Modality) -> None:
    assert put(text, act) is how


@pytest.mark.parametrize(
    ("text", "act", "how"),
    [
        ("They'd been arrested at a mill the week before.", "arrest", Modality.ASSERTED),
        ("They'd be arrested if they went home.", "arrest", Modality.CONDITIONAL),
        ("We did not go back and in May my brother was arrested.", "arrest", Modality.ASSERTED),
        ("He was not beaten or arrested.", "arrest", Modality.DENIED),
        ("They left the jail at noon, only to be arrested again by officers.", "arrest",
         Modality.ASSERTED),
        ("They left at night only because they feared to be arrested.", "arrest",
         Modality.FEARED),
        ("If I go back they will kill me.", "killing", Modality.FEARED),
        ("If the camp is closed, many will be deported.", "forced return",
         Modality.CONDITIONAL),
        ("The deportation of nine Afghans is set for Friday.", "forced return",
         Modality.PLANNED),
        ("More arrests are expected.", "arrest", Modality.PLANNED),
        ("She is among those to be deported on Monday.", "forced return", Modality.PLANNED),
        ("She was the first to be deported on Monday.", "forced return", Modality.ASSERTED),
        ("The ministry has announced to deport nine men.", "forced return", Modality.PLANNED),
        ("Her lawyer filed a petition against her extradition.", "forced return",
         Modality.PLANNED),
        ("The driver was charged with smuggling; the trial is set for June.", "charge",
         Modality.ASSERTED),
        ("Their trial, due in March, will be closed.", "trial", Modality.PLANNED),
        ("The court acquitted the second man and ordered him to be set free.", "release",
         Modality.ASSERTED),
        ("The ministry ordered him to be set free.", "release", Modality.PLANNED),
    ],
)  # fmt: skip
def test_what_came_is_told_from_what_is_dreaded(text: str, act: str, how: Modality) -> None:
    assert put(text, act) is how
