"""Killings by no one's hand, by a crowd, by the police; allusions; headlines of other reports."""

import pytest

from bearwitness.extract import extract
from bearwitness.extract.passing import elsewhere
from bearwitness.model.claim import Claim
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def killings(text: str) -> list[Claim]:
    found = extract(parse(text), Header(id="report-invented")).claims
    return [c for c in found if c.act == "killing"]


@pytest.mark.parametrize(
    "text",
    [
        "The outbreak killed 300 people.",
        "The virus has killed three women.",
        "Two people were killed when a taxi carrying them overturned.",
        "The pesticide killed the insects.",
        "One man was stabbed near the Karvel police station.",
        "The leader called it a retaliation to the Nairobi massacre.",
        "The Nairobi killings were a disgrace, the bishop said.",
        "Cows were slaughtered in the town.",
        "The book is about the aborted murder of a minister.",
    ],
)
def test_what_nobody_did_or_nothing_is_said_of_is_no_killing(text: str) -> None:
    assert killings(text) == []


def test_a_stabbing_that_killed_is_a_killing() -> None:
    assert len(killings("A man was stabbed to death in the market.")) == 1


def test_deaths_in_police_firing_are_laid_to_the_police() -> None:
    (claim,) = killings("The mayor said 12 deaths due to police firing had been reported.")
    assert [p.kind for p in claim.alleged_perpetrators] == ["police"]


def test_a_police_station_as_a_place_killed_nobody() -> None:
    (claim,) = killings("A driver was killed in the Karvel police station area.")
    assert [p.kind for p in claim.alleged_perpetrators] != ["police"]


FAR = " ".join(["The council met and spoke of roads."] * 14)


def test_in_a_text_about_riots_an_unnamed_killing_far_off_is_a_crowds() -> None:
    text = (
        f"A mob set shops on fire. Rioters went from street to street. {FAR} Two men were killed."
    )
    (claim,) = killings(text)
    assert [p.kind for p in claim.alleged_perpetrators] == ["private person"]


def test_where_police_fired_too_a_killing_far_off_stays_nobodys() -> None:
    text = f"Police shot two rioters dead. A mob set shops on fire. {FAR} A tailor was killed."
    last = killings(text)[-1]
    assert last.alleged_perpetrators == ()


def test_a_killing_in_firing_is_not_laid_to_a_crowd() -> None:
    (claim,) = killings("A mob set shops on fire. Two men were killed in the firing.")
    assert "private person" not in [p.kind for p in claim.alleged_perpetrators]


def test_headlines_of_other_reports_are_not_read() -> None:
    text = "The council met on Monday. Related stories: Nine killed in Karvel, mayor resigns"
    assert killings(text) == []
    assert elsewhere(text) == ((27, len(text)),)
    assert elsewhere("The council met.\nRead: Nine killed in Karvel\nHe left.") == ((17, 44),)
    assert elsewhere("The council met: nobody spoke. The banner read: police killed him.") == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Two policemen were arrested in connection with the killing of a trader.", ["police"]),
        ("A soldier was charged with the murder of two students.", ["army"]),
        ("The suspects in the fatal shooting of a baker were named.", ["private person"]),
        ("A nurse was arrested for the murder of her neighbour.", []),
        ("Two policemen were acquitted of the killing of a student.", []),
    ],
)
def test_who_is_pursued_for_a_killing_is_alleged_to_have_done_it(
    text: str, kinds: list[str]
) -> None:
    (claim,) = killings(text)
    assert [p.kind for p in claim.alleged_perpetrators] == kinds


def test_a_subject_that_the_parser_gives_to_a_preposition_is_who_suffered() -> None:
    text = "Police are investigating after a 15-year-old was stabbed to death in Velm."
    (claim,) = killings(text)
    assert claim.affected is not None
    assert (claim.affected.min, claim.affected.max, claim.affected.age) == (1, 1, "0-17")


def test_a_list_of_other_reports_may_follow_without_a_colon() -> None:
    text = "Rain fell. Related stories\u00a0Soldiers kill two in Velm"
    assert killings(text) == []


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Police arrested three men on Sunday for killing a refugee.", "killing"),
        ("A man was convicted of raping two migrants by the district court.", "sexual violence"),
        ("The two men are held by police for allegedly killing a driver.", "killing"),
        ("Two suspects accused of abducting a teacher were arrested by soldiers.", "abduction"),
        ("The court heard that he had murdered his wife in March.", "killing"),
        ("Police are looking for the men who raped a migrant girl.", "sexual violence"),
        ("Police opened an inquiry into the torture of a detainee.", "torture"),
        ("Police investigate the disappearance of a student.", "disappearance"),
        ("He told police that two men had beaten him.", "ill-treatment"),
        ("Soldiers rescued a woman who had been raped.", "sexual violence"),
        ("A baker was found murdered in Marl. Police recovered his body.", "killing"),
    ],
)
def test_who_pursues_finds_or_looks_into_an_act_did_not_do_it(text: str, act: str) -> None:
    found = extract(parse(text), Header(id="report-invented")).claims
    kinds = {p.kind for c in found if c.act == act for p in c.alleged_perpetrators}
    assert any(c.act == act for c in found)
    assert kinds <= {"private person", "unknown"}


def test_policemen_who_are_charged_with_it_did_it() -> None:
    (claim,) = killings("Two policemen were charged with the killing of a vendor.")
    assert [p.kind for p in claim.alleged_perpetrators] == ["police"]
