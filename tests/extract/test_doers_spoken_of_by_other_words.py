"""By whom, where a report says it by a unit, a place, a pronoun or a bare word; and by nobody."""

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
    ("text", "act", "kind", "country"),
    [
        ("A coast guard vessel arrested 12 migrants.", "arrest", "border guard", None),
        ("Gendarmerie teams arrested five Syrians.", "arrest", "police", None),
        ("Military personnel deported 14 people.", "forced return", "army", None),
        ("Two men from the consulate beat him.", "ill-treatment", "government", None),
        ("A man from the security agency beat her.", "ill-treatment", "security forces", None),
        ("A diplomat of China questioned the group.", "interrogation", "government", "CN"),
        ("A clerk was let in and beat two men. A diplomat of Iran was let in and questioned them.",
         "interrogation", "government", "IR"),
        ("Officers of the State Committee for National Security arrested a tailor.",
         "arrest", "security forces", None),
        ("In April policemen arrested him in Oujda.", "arrest", "police", None),
        ("On 9 April staff of the Eritrean embassy questioned them.",
         "interrogation", "government", "ER"),
        ("The Croatian police caught two men, and it beat them with batons.",
         "ill-treatment", "police", "HR"),
        ("The coast guard stopped a boat. Officers beat a woman on board.",
         "ill-treatment", "border guard", None),
        ("At the police station they beat him for two days.", "ill-treatment", "police", None),
        ("In the camp they beat us.", "ill-treatment", "prison", None),
        ("On 6 March a district court prolonged his detention.",
         "detention", "prosecution or court", None),
    ],
)  # fmt: skip
def test_who_did_it_is_read_by_whatever_word(
    text: str, act: str, kind: str, country: str | None
) -> None:
    assert doers(text, act) == {(kind, country)}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The police released two women on Monday.", "release"),
        ("A clerk of the town was arrested.", "arrest"),
        ("At year's end 46 people were in immigration detention.", "detention"),
        ("Relatives of soldiers were arrested in May.", "arrest"),
    ],
)
def test_nobody_is_said_to_have_done_it(text: str, act: str) -> None:
    assert doers(text, act) == set()


def test_an_anti_terrorist_squad_is_no_armed_group() -> None:
    kinds = {kind for kind, _ in doers("An anti-terrorist squad arrested a trader.", "arrest")}
    assert "armed group" not in kinds
