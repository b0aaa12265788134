from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from bearwitness.measure.case_numbers import case_numbers
from bearwitness.measure.report import TABLE_NAMES, report_page, table_figure, trend_figure
from bearwitness.model.claim import ClaimKind, Detail
from bearwitness.model.report import Header
from bearwitness.model.source import SourceKind, SourceLink
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


def test_every_table_has_its_figure_with_the_same_counts():
    found = numbers()
    page = report_page(found, "An invented case", "0.1.0")
    for name, table in found.tables:
        values = {figure.cell[0][1] for figure in table.figures}
        said = TABLE_NAMES.get(name, name)
        if values == {"unknown"}:
            assert f"By {said}: no account says" in page
        elif name == found.unit:
            assert trend_figure(found) in page
        else:
            shown = sorted(table.figures, key=lambda f: (-f.incidents, f.cell))
            assert table_figure(said, shown, 0) in page


def test_a_page_shows_whose_figure_each_is_and_who_copies_whom():
    told = some_facts(3)
    headers = {
        f"report-{n}": Header(f"report-{n}", outlet=outlet, published=date(2024, n + 1, 1))
        for n, outlet in enumerate(("Harbour Post", "Valley News", "Hill Times"))
    }
    named = {1: "the Harbour Post", 2: "Valley News"}
    quoted = [
        a_claim(
            f"q-{n}", f"report-{n}", act=None, kind=ClaimKind.ESTIMATE, where=(),
            detail=Detail(author="Border Watch", year=2020, unit="people", low=10_000.0, high=None),
            attribution=tuple(
                SourceLink(SourceKind.OUTLET, words, "said")
                for words in ([named[n]] if n in named else [])
            ),
        )
        for n in range(3)
    ]  # fmt: skip
    incidents = [an_incident(n, about) for n, about in enumerate(told)]
    found = case_numbers(incidents, [*claims_of(incidents), *quoted], headers, {})
    page = report_page(found, "An invented case", "0.1.0")
    assert "Harbour Post → Valley News → Hill Times (first 2024-01-01)" in page
    assert "Hill Times has it from Valley News; Valley News has it from Harbour Post" in page
    assert found.incidents == 3  # the quoted figure is in no count
    assert page.count("10,000") == 1
