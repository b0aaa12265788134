from datetime import date

from bearwitness.measure.quoted import quoted_estimates
from bearwitness.model.claim import ClaimKind, Detail
from bearwitness.model.report import Header
from bearwitness.model.source import SourceKind, SourceLink
from factories import a_claim

HEADERS = {
    "r1": Header("r1", outlet="Harbour Post", published=date(2024, 3, 1)),
    "r2": Header("r2", outlet="Valley News", published=date(2024, 2, 1)),
    "r3": Header("r3", outlet="Hill Times", published=date(2024, 4, 1)),
}


def an_estimate(name, report, author="the Border Watch", low=None, high=40_000.0, chain=()):
    detail = Detail(author=author, year=2022, unit="people", low=low, high=high)
    links = tuple(SourceLink(SourceKind.OUTLET, words, "said") for words in chain)
    return a_claim(
        name, report, act=None, kind=ClaimKind.ESTIMATE, detail=detail, attribution=links, where=()
    )


def test_one_figure_by_one_author_is_one_entry_however_many_reports_carry_it():
    found = quoted_estimates(
        [an_estimate("c1", "r1"), an_estimate("c2", "r2", "Border Watch"), a_claim("c9", "r3")],
        HEADERS,
    )
    assert len(found) == 1
    assert found[0].outlets == ("Valley News", "Harbour Post")
    assert found[0].first_published == "2024-02-01"


def test_another_figure_or_author_is_another_entry():
    found = quoted_estimates(
        [an_estimate("c1", "r1"), an_estimate("c2", "r2", high=50_000.0),
         an_estimate("c3", "r3", author="Hill University")],
        HEADERS,
    )  # fmt: skip
    assert len(found) == 3


def test_who_has_it_from_whom_is_said_where_a_report_names_the_outlet():
    found = quoted_estimates(
        [
            an_estimate("c1", "r1", chain=["the Valley News", "Harbour Post"]),
            an_estimate("c2", "r2"),
        ],
        HEADERS,
    )
    assert found[0].passed_on == (("Harbour Post", "Valley News"),)


def test_the_order_of_claims_changes_nothing():
    held = [an_estimate(f"c{n}", f"r{n}") for n in (1, 2, 3)]
    assert quoted_estimates(held, HEADERS) == quoted_estimates(held[::-1], HEADERS)
