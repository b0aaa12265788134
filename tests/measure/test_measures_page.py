from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from bearwitness.measure.case_numbers import case_numbers
from bearwitness.measure.report import report_page
from bearwitness.model.claim import ClaimKind, Detail
from bearwitness.model.report import Header
from factories import a_claim
from invented_cases import an_incident, claims_of, some_facts

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes += [name for name, _ in attrs]


def numbers(count: int = 60, outlet: str = "Harbour Post"):
    told = some_facts(count)
    incidents = [an_incident(n, about) for n, about in enumerate(told)]
    claims = claims_of(incidents)
    headers = {
        f"report-{n}": Header(
            f"report-{n}", outlet=outlet if n % 2 else "Valley News",
            published=about.day + timedelta(days=3 * (n % 20)),
        )
        for n, about in enumerate(told)
    }  # fmt: skip
    quoted = a_claim(
        "c-q", "report-1", act=None, kind=ClaimKind.ESTIMATE, where=(),
        detail=Detail(author=outlet, year=2020, unit="people", low=10_000.0, high=50_000.0),
    )  # fmt: skip
    return case_numbers(incidents, [*claims, quoted], headers, {})


def test_the_page_has_every_part_with_its_table_and_says_that_it_is_not_for_publication():
    page = report_page(numbers(), "An invented case", "0.1.0", "2024-05-01")
    parts = ("What is documented", "How sure", "What changed", "What is missing")
    for part in (*parts, "Estimates that reports quote", "How to read it", "Not for publication"):
        assert part in page
    assert "<svg" in page
    assert "10,000 to 50,000 people" in page


def test_a_case_with_nothing_in_it_gives_a_page_that_says_so():
    page = report_page(case_numbers([], [], {}, {}), "An empty case", "0.1.0")
    assert "Not said" in page
    assert "No estimate" in page
    assert "<svg" not in page


def test_names_from_reports_never_become_markup():
    tags = Tags()
    tags.feed(report_page(numbers(outlet=HOSTILE), HOSTILE, "0.1.0"))
    assert not {"script", "img", "iframe", "link"} & set(tags.seen)
    assert not [name for name in tags.attributes if name.startswith("on")]


def test_the_page_loads_nothing_from_anywhere():
    page = report_page(numbers(), "An invented case", "0.1.0")
    assert "default-src 'none'" in page
    assert "src=" not in page
    assert "href=" not in page
    assert page.replace("http://www.w3.org/2000/svg", "").count("http") == 1  # http-equiv


@pytest.mark.parametrize("unit", ["week", "month"])
def test_the_tables_add_up_to_the_incidents(unit):
    told = some_facts(30)
    incidents = [an_incident(n, about) for n, about in enumerate(told)]
    headers = {f"report-{n}": Header(f"report-{n}", outlet="A", published=date(2024, 7, 31))
               for n in range(30)}  # fmt: skip
    found = case_numbers(incidents, claims_of(incidents), headers, {}, unit)
    assert {sum(f.incidents for f in table.figures) for _, table in found.tables} == {30}
    assert found.incidents == 30
    assert replace(found, unit=unit) == found
