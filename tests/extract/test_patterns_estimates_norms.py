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
