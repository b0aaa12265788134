"""Harm done with weapons, however a report puts it: who died, who was hurt, and what is no act."""

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Claim, ClaimKind, Modality
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def events(text: str) -> list[Claim]:
    found = extract(parse(text), Header(id="report-invented")).claims
    return [c for c in found if c.kind is ClaimKind.EVENT]


def asserted(text: str) -> set[str | None]:
    return {c.act for c in events(text) if c.modality is Modality.ASSERTED}


@pytest.mark.parametrize(
    "text",
    [
        "Two men are dead after a shooting in Velm.",
        "A boy who was hit by a stray bullet in Velm has died.",
        "Guards fired their guns at the crowd. A woman was pronounced dead at the clinic.",
        "The family died of shotgun wounds, the coroner said.",
        "A miner was fatally shot on Sunday.",
        "Investigators spoke of the shooting death of a weaver.",
        "The fatal stabbing of a student was reported from Velm.",
        "A soldier shot at the car, fatally wounding the driver.",
    ],
)
def test_a_death_by_a_weapon_is_a_killing_however_it_is_put(text: str) -> None:
    assert "killing" in asserted(text)


@pytest.mark.parametrize(
    "text",
    [
        "A 15-year-old was shot in the leg.",
        "Somebody stabbed the 15-year-old in the arm.",
        "A teenage boy was found shot behind the market.",
        "Four people were injured during a shootout in Velm.",
        "A nurse was struck by shrapnel.",
        "Gunmen attacked the bus. A boy was hit in the leg.",
        "The miner suffered a gun shot wound to the hand.",
        "Guards found four shooting victims in the yard.",
        "Two people were treated after a Saturday night shooting on the square.",
    ],
)
def test_a_hurt_by_a_weapon_is_a_wounding_however_it_is_put(text: str) -> None:
    assert "wounding" in asserted(text)
    assert "killing" not in asserted(text)


@pytest.mark.parametrize(
    "text",
    [
        "A farmer died in Velm on Sunday.",
        "Two men are dead after a flood in Velm.",
        "The retired officer, who never fired his gun, died of cancer.",
        "Two men were injured in a crash; a rifle lay in the car.",
        "The guard heard a shot. A woman died when her bus overturned.",
    ],
)
def test_a_death_or_hurt_that_no_weapon_did_is_no_act(text: str) -> None:
    assert not asserted(text) & {"killing", "wounding"}


def test_a_shooting_that_was_not_fatal_is_no_killing() -> None:
    assert asserted("Police reported a non-fatal shooting of a baker in Velm.") == {"wounding"}


def test_nobody_hurt_is_denied() -> None:
    claim = next(c for c in events("Shots were fired, but no one was injured.") if c.affected)
    assert (claim.act, claim.modality) == ("wounding", Modality.DENIED)


def test_an_age_stands_for_one_person_with_its_band() -> None:
    (claim,) = events("A 15-year-old was shot in the leg.")
    assert claim.affected is not None
    assert (claim.affected.min, claim.affected.max) == (1, 1)
    assert claim.affected.age == events("A 15-year-old boy was shot.")[0].affected.age  # type: ignore[union-attr]


def test_those_found_beaten_are_those_affected() -> None:
    claims = events("Three weavers were found beaten and tortured in the cell.")
    assert {c.act for c in claims} >= {"ill-treatment", "torture"}
    assert {c.affected.min for c in claims if c.affected} == {3}
