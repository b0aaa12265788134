"""The claim a report is mainly about."""

from datetime import date

from bearwitness.extract import extract
from bearwitness.extract.main.choose import weights
from bearwitness.extract.titles import title_acts
from bearwitness.model.claim import Claim, Modality
from bearwitness.model.places import PlacePrecision
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse
from bearwitness.reference.vocabulary import vocabulary

TEXT = (
    "Police arrested a union leader in Lagos on 4 May 2021. He was held overnight. "
    "Years ago a reporter was abducted in another town."
)


def primary_act(title: str | None) -> str | None:
    reading = extract(parse(TEXT), Header(id="report-invented", title=title))
    return next((c.act for c in reading.claims if c.id == reading.primary), None)


def test_the_lead_says_what_a_report_is_about() -> None:
    assert primary_act(None) == "arrest"


def test_a_title_decides_between_acts_told_alike() -> None:
    text = "Two teachers were arrested in Lagos. A reporter was abducted in Lagos."
    found = []
    for title in ("Teachers arrested", "Reporter abducted"):
        reading = extract(parse(text), Header(id="report-invented", title=title))
        found.append(next(c.act for c in reading.claims if c.id == reading.primary))
    assert found == ["arrest", "abduction"]


def test_a_report_without_acts_has_no_main_claim() -> None:
    assert extract(parse("The weather was fine."), Header(id="report-invented")).primary is None


def test_the_acts_of_a_title_come_from_the_cues() -> None:
    assert "arrest" in title_acts("Two Arrested After March")
    assert title_acts("A Quiet Day") == frozenset()


FEARED = (
    "Two nurses could be deported from Lagos to Chad any day now, their lawyer fears. "
    "The police of Lagos arrested them in their ward last week. They had led a strike."
)


def test_what_is_feared_may_be_the_main_claim_and_is_given_no_time_from_elsewhere() -> None:
    claim = main_claim(
        FEARED, title="Two nurses at risk of deportation", published=date(2021, 5, 6)
    )
    assert (claim.act, str(claim.modality)) in {
        ("forced return", "feared"),
        ("forced return", "conditional"),
    }
    assert claim.when is None or claim.when.latest != date(2021, 5, 2)


def test_a_shooting_that_killed_is_a_killing_and_one_that_did_not_a_wounding() -> None:
    killed = extract(parse("A man shot and killed a teacher in Lagos."), Header(id="report-a"))
    hurt = extract(parse("Two people were shot in a market in Lagos."), Header(id="report-b"))
    main = [next(c.act for c in r.claims if c.id == r.primary) for r in (killed, hurt)]
    assert main == ["killing", "wounding"]


def main_claim(text: str, **header: object) -> Claim:
    reading = extract(parse(text), Header(id="report-invented", **header))
    return next(c for c in reading.claims if c.id == reading.primary)


APART = (
    "Police arrested three teachers who had asked for their wages. Their union called it a scandal."
    "\n\nThe school is the largest of the district. It was built by the state. It has nine rooms."
    "\n\nOn 4 May 2021 the teachers had stopped work in the yard. Lawyers were let in."
)


def test_a_main_claim_without_a_time_is_given_the_time_that_the_text_states_once() -> None:
    claim = main_claim(APART, published=date(2021, 5, 6))
    assert claim.when is not None
    assert claim.when.edtf == "2021-05-04"
    assert [e.exact for e in claim.evidence_for("when")] == ["4 May 2021"]


def test_a_time_from_elsewhere_is_said_to_be_so_in_the_confidence_of_the_field() -> None:
    claim = main_claim(APART, published=date(2021, 5, 6))
    reasons = next(c.reasons for c in claim.confidences if c.field == "when")
    assert {"given", "clear_choice", "fair_choice", "close_choice"} & set(reasons)
    assert "own" not in reasons


def test_what_a_long_report_states_elsewhere_is_given_and_said_to_be() -> None:
    filler = "\n\nThe market of the town was closed and the road was wet. " * 60
    claim = main_claim(APART + filler, published=date(2021, 5, 6))
    reasons = next(c.reasons for c in claim.confidences if c.field == "when")
    assert "given" in reasons


def test_a_time_after_the_report_is_never_given() -> None:
    claim = main_claim(APART, published=date(2021, 5, 3))
    assert claim.when is None or claim.when.earliest is None


def test_a_time_of_saying_is_never_given() -> None:
    text = "Police arrested three teachers. A minister said on 4 May 2021 that he knew nothing."
    assert main_claim(text, published=date(2021, 5, 6)).when is None


def test_a_town_named_twice_is_given_to_a_main_claim_that_has_only_the_country() -> None:
    text = (
        "Police in Nigeria arrested three teachers. In Kaduna the schools are shut. "
        "The union of Kaduna has called for calm."
    )
    claim = main_claim(text)
    assert [(p.name, p.country_name) for p in claim.where] == [("Kaduna", "Nigeria")]
    assert {e.exact for e in claim.evidence_for("where")} == {"Nigeria", "Kaduna"}


def test_a_home_is_never_given_however_often_the_text_names_it() -> None:
    text = (
        "Police in Nigeria arrested three teachers. They live in Kaduna. "
        "One of them was born in Kaduna, and two fled from Kaduna."
    )
    assert "Kaduna" not in {p.name for p in main_claim(text).where}


def test_a_town_of_another_country_is_not_given() -> None:
    text = (
        "Police in Nigeria arrested three teachers. In London the union met. London is cold. "
        "Nigeria said nothing, and Nigeria is where they are held."
    )
    assert "London" not in {p.name for p in main_claim(text).where}


def test_every_weight_is_of_a_feature_that_can_be() -> None:
    codes = vocabulary("acts").codes
    families = {code.family for code in codes.values()}
    known = {"act": set(codes), "family": families, "t_beside": families,
             "modality": {str(modality) for modality in Modality}}  # fmt: skip
    times, claims = weights()
    assert all(name.startswith(("t_", "tie_")) for name in times)
    for name in (*times, *claims):
        kind, _, of = name.partition(" ")
        assert not of or of in known[kind]


def test_evidence_stays_in_text_order_and_fits_the_text() -> None:
    claim = main_claim(APART, published=date(2021, 5, 6))
    assert list(claim.evidence) == sorted(claim.evidence, key=lambda e: e.start)
    assert all(APART[e.start : e.end] == e.exact for e in claim.evidence)


MOSTLY = (
    "Kenyan officials were silent. Nurses in Kenya had asked for pay since spring. Their strike "
    "was called by letter.\n\nTwo of them were arrested, colleagues say, and Kenya owes an answer."
)


def test_a_main_claim_without_a_place_is_given_the_country_spoken_of_most() -> None:
    claim = main_claim(MOSTLY, title="Two nurses arrested")
    assert [place.country for place in claim.where] == ["KE"]


def test_no_country_is_given_where_several_are_spoken_of_alike() -> None:
    claim = main_claim(
        "Two nurses were arrested, a colleague says. Their union had written to officials. "
        "Chad, Niger, Mali and Benin were asked for comment.",
        title="Two nurses arrested",
    )
    assert claim.where == ()


def test_words_for_a_country_s_people_or_towns_may_give_it_where_none_names_it() -> None:
    claim = main_claim(
        "Two nurses were arrested, a colleague says. Kenyan unions protested. "
        "Kenyan officials gave no comment.",
        title="Two nurses arrested",
    )
    assert [(p.name, p.precision) for p in claim.where] == [("Kenya", PlacePrecision.COUNTRY)]
    assert {e.exact for e in claim.evidence_for("where")} <= {"Kenyan"}
    claim = main_claim(
        "Two nurses were arrested, a colleague says. The union of Nakuru asked for calm.",
        title="Two nurses arrested",
    )
    assert [(p.name, p.admin1, p.precision) for p in claim.where] == [
        ("Kenya", None, PlacePrecision.COUNTRY)
    ]


def test_a_short_text_gives_no_country_for_being_that_of_those_it_was_done_to() -> None:
    text = "Two Eritrean women were taken away on Friday night by plainclothes police."
    assert main_claim(text).where == ()
