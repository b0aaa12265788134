"""By whom, where the doer's own noun tells no kind or stands in another clause or sentence."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def doers(text: str, act: str) -> set[tuple[str, str | None]]:
    """Kind and country of those who did the last claim of an act."""
    header = Header(id="report-invented", published=date(2023, 5, 4))
    found = [c for c in extract(parse(text), header).claims if c.act == act]
    assert found
    return {(p.kind, p.country) for p in found[-1].alleged_perpetrators}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Men in army uniforms beat the miller.", "army"),
        ("Boys who belong to the village militia beat the miller.", "paramilitary"),
        ("Two riders, whom people call gendarmes, beat the miller.", "police"),
        ("Colonel Orvan's men beat the miller.", "army"),
        ("The gang's lookouts beat the miller.", "armed group"),
        ("The traffickers' guards beat the miller.", "smuggler or trafficker"),
        ("Men of the Third Company beat the miller.", "army"),
        ("A lieutenant of the gendarmerie beat the miller.", "police"),
        ("A head of the village council beat the miller.", "government"),
        ("The major beat the miller.", "army"),
        ("Police came with a clerk. The sergeant beat the miller.", "police"),
        ("The police were joined by soldiers, whose men beat the miller.", "army"),
    ],
)
def test_who_did_it_is_told_by_rank_dress_owner_or_what_they_are_called(
    text: str, kind: str
) -> None:
    assert {k for k, _ in doers(text, "ill-treatment")} == {kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Policemen chased the group. One of them beat a boy.", "police"),
        ("Soldiers came at dusk. The men beat a boy.", "army"),
        ("Masked men came. A coast guard saw it. The men beat a boy.", "unknown"),
        ("The constable asked for money, and his men beat a boy.", "police"),
        ("Militiamen entered the yard. A boy was beaten.", "paramilitary"),
        ("It was the rebels, not the army, who shelled it, she said; a boy was beaten.",
         "armed group"),
        ("Soldiers and policemen surrounded the yard, and a boy was beaten.", "army police"),
        ("A boy was beaten. It was the police who did it.", "police"),
        ("A boy was beaten. They attribute it to the border guard.", "border guard"),
        ("A boy was beaten. The attackers were from the army.", "army"),
        ("A boy was made to kneel and was beaten in turns by prison officers.", "prison"),
        ("A joint patrol of police and soldiers beat a boy.", "army police"),
        ("A boy was beaten by his teacher.", "private person"),
    ],
)  # fmt: skip
def test_who_did_it_is_told_in_another_clause_or_sentence(text: str, kind: str) -> None:
    assert " ".join(sorted(k for k, _ in doers(text, "ill-treatment"))) == kind


def test_a_clause_goes_on_past_the_one_inside_it() -> None:
    text = "Police seized the house of a woman whose brother lives abroad, and questioned her."
    assert doers(text, "interrogation") == {("police", None)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A diplomat of the Democratic People's Republic of Korea questioned them.", "KP"),
        ("U.S. officials questioned them.", "US"),
        ("Three Tajik men were stopped. Two men from the consulate questioned the Tajiks.", "TJ"),
    ],
)
def test_the_country_of_an_institution_is_its_own_words_or_its_peoples(
    text: str, told: str
) -> None:
    assert {c for _, c in doers(text, "interrogation")} == {told}


def test_a_state_that_acts_is_a_government() -> None:
    assert doers("Tajikistan has deported nine Afghan refugees.", "forced return") == {
        ("government", "TJ")
    }


def test_who_is_paid_extorts_and_not_who_pays() -> None:
    assert doers("She gave the police officer 300 dollars as a bribe.", "extortion or bribe") <= {
        ("police", None)
    }
    assert doers("The drivers paid the soldiers a bribe.", "extortion or bribe") <= {("army", None)}


def test_the_blame_that_is_denied_or_asked_for_tells_nobody() -> None:
    assert not doers("A boy was beaten. It was not the police who did it.", "ill-treatment")
    assert not doers("A boy was beaten. Was it the police who did it?", "ill-treatment")


@pytest.mark.parametrize(
    ("text", "act", "kind"),
    [
        ("In the district court, meanwhile, nine farm hands were fined 90 pounds each.",
         "sentence", "prosecution or court"),
        ("At the second checkpoint the Tavian guards took the phones of the women.",
         "confiscation", "border guard"),
        ("The driver sold the girls in Kara.", "trafficking", "smuggler or trafficker"),
        ("A guardsman beat the miller.", "ill-treatment", "paramilitary"),
        ("Paramilitary fighters beat the miller.", "ill-treatment", "paramilitary"),
        ("The two were beaten by immigration enforcement.", "ill-treatment", "border guard"),
        ("The police broke a human smuggling ring. The gang had tortured nine men.", "torture",
         "smuggler or trafficker"),
    ],
)  # fmt: skip
def test_who_did_it_is_told_by_the_court_the_checkpoint_or_the_trade(
    text: str, act: str, kind: str
) -> None:
    assert {k for k, _ in doers(text, act)} == {kind}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Three suspects were charged with theft in Marl.", "charge"),
        ("A driver of 45 passed away in the detention centre.", "death in custody"),
    ],
)
def test_no_private_person_charges_or_keeps_people(text: str, act: str) -> None:
    assert doers(text, act) == set()


@pytest.mark.parametrize(
    ("text", "act", "kind"),
    [
        ("Thirty of them were put before the district judge.", "trial", "prosecution or court"),
        ("He is to appear before a judge on Friday.", "trial", "prosecution or court"),
        ("A baker was shot in the leg by a Coast Guard crew.", "wounding", "border guard"),
        ("The baker was threatened by a mara in Choloma.", "threat", "armed group"),
        ("The Federal Office rejected his application for asylum.", "refusal of asylum",
         "government"),
        ("Armed groups hold the road. On 19 March such a group led six men away.", "arrest",
         "armed group"),
    ],
)  # fmt: skip
def test_courts_before_which_people_come_crews_and_such_groups_did_it(
    text: str, act: str, kind: str
) -> None:
    assert {k for k, _ in doers(text, act)} == {kind}
