"""Claims that are not about one event: patterns, estimates, norms and responses."""

import pytest

from bearwitness.extract import extract
from bearwitness.extract.norms import find_norms
from bearwitness.model.claim import Claim, ClaimKind, Detail, Direction, ResponseKind
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def read(text: str, kind: ClaimKind) -> list[Claim]:
    return [c for c in extract(parse(text), Header(id="report-invented")).claims if c.kind is kind]


def detail(claim: Claim) -> Detail:
    assert claim.detail is not None
    return claim.detail


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("More and more refugees are arrested.", Direction.MORE),
        ("Refugees are increasingly arrested.", Direction.MORE),
        ("Arrests of refugees have become rare.", Direction.FEWER),
        ("Refugees are routinely arrested.", Direction.USUAL),
        ("Refugees used to be arrested.", Direction.USUAL),
        ("The town is quiet. Refugees are arrested there.", Direction.USUAL),
    ],
)
def test_what_usually_happens_is_a_pattern_with_its_direction(
    text: str, direction: Direction
) -> None:
    found = read(text, ClaimKind.PATTERN)
    assert [(c.act, detail(c).direction) for c in found] == [("arrest", direction)]
    assert found[0].evidence_for("detail")


def test_a_past_habit_is_a_pattern_apart_from_the_present_one() -> None:
    text = "More and more women are arrested. In 2015 they used to be released after a night."
    found = {c.act: c for c in read(text, ClaimKind.PATTERN)}
    assert found["release"].when is not None
    assert found["release"].when.edtf == "2015"
    assert found["arrest"].when is None or found["arrest"].when.edtf != "2015"


def test_an_estimate_has_number_author_and_year() -> None:
    text = "Up to 40,000 refugees live there without papers, the Lantern Institute said in 2019."
    (claim,) = read(text, ClaimKind.ESTIMATE)
    assert (detail(claim).high, detail(claim).unit, detail(claim).year) == (40000, "people", 2019)
    assert detail(claim).author == "the Lantern Institute"
    assert claim.affected is not None
    assert claim.affected.max == 40000


def test_a_range_gives_both_ends() -> None:
    (claim,) = read("Between 500 and 800 people are believed to be held there.", ClaimKind.ESTIMATE)
    assert (detail(claim).low, detail(claim).high) == (500, 800)


def test_a_share_is_in_percent() -> None:
    (claim,) = read("About 70 percent of the women are sold, a survey found.", ClaimKind.ESTIMATE)
    assert (detail(claim).low, detail(claim).unit) == (70, "percent")


@pytest.mark.parametrize(
    ("text", "code", "article"),
    [
        ("It breaches Article 33 of the 1951 Refugee Convention.", "1951 Convention", "33"),
        ("It breaches Article 3 of the Convention against Torture.", "CAT", "3"),
        ("The state is party to the CAT.", "CAT", None),
        ("The ICCPR (Article 7) forbids it.", "ICCPR", "7"),
        ("The principle of non-refoulement holds.", "non-refoulement", None),
        ("It joined the Palermo Protocol.", "Palermo protocol", None),
    ],
)
def test_a_norm_is_read_with_its_article(text: str, code: str, article: str | None) -> None:
    assert [(n.code, n.article) for n in find_norms(text)] == [(code, article)]


def test_a_cat_is_not_a_treaty() -> None:
    assert find_norms("The cat sat by the Cat Inn.") == ()


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("The ministry denied that anyone was deported.", ResponseKind.DENIAL),
        ("The embassy declined to comment.", ResponseKind.NO_COMMENT),
    ],
)
def test_an_answer_is_a_response(text: str, response: ResponseKind) -> None:
    assert [detail(c).response for c in read(text, ClaimKind.RESPONSE)] == [response]


def test_a_person_is_never_the_author_of_an_estimate() -> None:
    text = "An estimated 10,000 refugees live there, said Kim Ara, a teacher."
    (claim,) = read(text, ClaimKind.ESTIMATE)
    assert "Kim" not in (detail(claim).author or "")


CITED = [
    "Thailand's Prevention and Suppression of Torture and Enforced Disappearance Act forbids it.",
    "Non-refoulement is part of article 21 of the Constitution of India and of customary law.",
    "Under the Immigration Ordinance anybody may be removed.",
    "Law No. 68 of 2015 forbids employers to keep a passport.",
    "It is contrary to section 29 of the Children's Act read with the Regulations.",
    "Article 3 of the European Convention was breached.",
    "The General Law on Trafficking and the Migration Law oblige every authority.",
    "It is against Federal Decree-Law No. 33 of 2021 to charge you.",
    "The bill breaches articles 4, 5 and 9 of the African Charter.",
    "Under the Kampala Convention states must protect the displaced.",
    "It breaks articles 18 and 19 of the Charter of Fundamental Rights of the European Union.",
    "Section 5(2) of the Aliens Act allows it.",
    "They were held under s 34 of the Immigration and Refugee Protection Act.",
    "Regulation (EU) No 604/2013 names the state that decides.",
    "Directive 2008/115/EC sets the terms.",
    "Decree 47 of the cabinet orders it.",
    "The Cartagena Declaration widens the meaning of refugee.",
    "The two states signed an agreement on the readmission of persons in 1999.",
    "A treaty on mutual legal assistance binds them.",
    "The Constitution guarantees asylum in article 41.",
    "Ministerial Order 112 closed the gate.",
    "The law of 3 May 1994 makes entry a crime.",
    "Sanctions stand in article 12 of the law of 11 July 2003.",
    "The Protocol of 2014 to the Forced Labour Convention binds it.",
    "ILO Convention No. 189 covers domestic workers.",
    "Under UN Security Council resolution 2397 they must go home.",
    "Human Rights Council resolution 49/22 asked for it.",
    "The memorandum of understanding of 1986 names them migrants.",
    "The OAU Convention forbids it.",
    "Chapter VII of the Penal Code punishes it.",
    "The Domestic Workers Act 2019 says so.",
    "Article 14 of the Universal Declaration gives the right.",
    "Principle 12 of the Guiding Principles on Internal Displacement holds.",
    "The Istanbul Protocol tells doctors how.",
    "The Bangkok Rules apply to her.",
]
NOT_CITED = [
    "The Martial Law years were hard.",
    "The Convention Centre was full of people.",
    "He went to the Law Society and the Act Theatre.",
    "The Constitution Avenue camp was cleared.",
    "The charter flight left at noon.",
    "The treaty was never signed.",
    "She read law in Accra and acted in plays.",
    "The Rules were read out by the guard.",
    "They live on Declaration Street.",
    "The agreement on wages fell through.",
    "Father in law and mother in law came.",
    "The Code was lost.",
]


def test_a_law_is_cited_by_its_form_where_no_list_names_it() -> None:
    assert [text for text in CITED if not find_norms(text)] == []
    assert [text for text in NOT_CITED if find_norms(text)] == []


def test_the_convention_is_the_one_named_before() -> None:
    text = (
        "Mindful of the Convention against Torture, it finds article 16 of the Convention broken."
    )
    assert [(n.code, n.article) for n in find_norms(text)] == [("CAT", None), ("CAT", "16")]


def test_a_law_cited_with_its_date_keeps_its_article() -> None:
    (found,) = find_norms("He was fined under article 12 of the law of 11 July 2003.")
    assert (found.code, found.article) == ("national law", "12")
