"""Numbers of people as reports have them: floating, of those who say so, behind an apposition."""

import pytest

from bearwitness.api import read_text

RANGE = tuple[int, int | None]


def counts(text: str, act: str) -> list[RANGE]:
    """The number of those affected by each claim of an act, in text order."""
    claims = [c for c in read_text(text, published="2024-05-20").claims if c.act == act]
    claims.sort(key=lambda c: c.evidence_for("act")[0].start)
    return [(c.affected.min, c.affected.max) for c in claims if c.affected]


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("KISUMU - Sixteen Burundian refugees who sold wood were deported on Tuesday.",
         "forced return", (16, 16)),
        ("On 3 May they were driven, forty of them, to the border gate and deported.",
         "forced return", (40, 40)),
        ("Three, all deserters who had run from the army, were beaten by guards.",
         "ill-treatment", (3, 3)),
        ("Guards arrested the older of the two monks.", "arrest", (1, 1)),
        ("Some three million will be deported by March, the minister said.",
         "forced return", (2_400_000, 3_600_000)),
        ("Lawyers put the number deported since May at 2,650.", "forced return", (2650, 2650)),
        ("The number of those expelled from the province rose to more than 900.",
         "forced return", (901, None)),
        ("All but three of the 44 Afghans were deported to Kabul.", "forced return", (41, 41)),
        ("Inmates drink rain, and in April three died of heat in the jail.",
         "death in custody", (3, 3)),
        ("A busload of migrants was driven to the desert and expelled.",
         "forced return", (2, None)),
        ("Two boatloads of Rohingya were pushed back at sea by the navy.",
         "forced return", (2, None)),
        ("A number of Afghans were deported at dawn.", "forced return", (2, None)),
        ("On 1 August guards beat him and his four companions.", "ill-treatment", (5, 5)),
        ("The skipper, a Malay man aged 37, and two local men were arrested.", "arrest", (3, 3)),
        ("Iris scans were taken of Korean wives in two villages.", "biometric collection",
         (2, None)),
    ],
)  # fmt: skip
def test_a_number_is_found_wherever_it_stands(text: str, act: str, expected: RANGE) -> None:
    assert counts(text, act) == [expected]


def test_as_many_were_beaten_as_say_it_of_themselves() -> None:
    text = (
        "In interviews 146 said that agents had entered their homes at night without a warrant, "
        "and 31 that they were beaten in the trucks."
    )
    assert counts(text, "raid") == [(146, 146)]
    assert counts(text, "ill-treatment") == [(31, 31)]


def test_a_number_that_only_names_a_zone_counts_nobody_who_says_so() -> None:
    text = "People of zone 7 say that soldiers beat them."
    assert counts(text, "ill-treatment") == [(2, None)]


def test_a_load_of_things_is_nobody() -> None:
    claims = read_text("Police seized a lorryload of rice near the border.").claims
    assert all(c.affected is None for c in claims)


def test_a_thing_in_small_letters_is_nobody() -> None:
    claims = read_text("The farm was stormed and the lorry was seized by police.").claims
    assert all(c.affected is None for c in claims)


def test_who_is_joined_behind_a_bracket_counts_and_one_of_two_callings_is_one() -> None:
    assert counts("The driver H.K. (41) and his helper were detained.", "detention") == [(2, 2)]
    text = "The nurse and former prisoner Martha Coles, 52, was arrested at the border."
    assert counts(text, "arrest") == [(1, 1)]


@pytest.mark.parametrize(
    ("text", "age", "status"),
    [
        ("The nurse and former prisoner Martha Coles, 52, was arrested.", "50-59", ("prisoner",)),
        ("A baker from Sfax, Ali Gul, 44, was arrested by police.", "40-49", ()),
        ("Police arrested a tailor from Conakry aged twenty-six.", "18-29", ()),
        ("A Kurd who had lived as a refugee in Iraq was arrested.", None, ("refugee",)),
    ],
)
def test_ages_and_statuses_told_farther_on(
    text: str, age: str | None, status: tuple[str, ...]
) -> None:
    group = next(c.affected for c in read_text(text).claims if c.act == "arrest")
    assert group is not None
    assert (group.age, group.status) == (age, status)


def test_who_worked_as_a_guard_was_not_made_to_work() -> None:
    claims = read_text("A man who worked as a guard was arrested.").claims
    assert [c.act for c in claims] == ["arrest"]
