import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.model.measure import Figure, Interval
from bearwitness.publish import MANIFEST, release_files
from bearwitness.publish.figures import MOST_ROWS, figure_files
from invented_cases import ABOUT, an_incident, cleared_from, facts, measured_from, some_facts

SVG = "{http://www.w3.org/2000/svg}"
INCIDENTS = [an_incident(n, about) for n, about in enumerate(some_facts(40))]
CLEARED = cleared_from(INCIDENTS)
FILES = release_files(CLEARED, measured_from(INCIDENTS), ABOUT)


def drawn(files=FILES):
    return {name: data for name, data in files.items() if name.startswith("figures/")}


def parsed(data):
    return ElementTree.fromstring(data)  # noqa: S314  our own drawing


def cells_said(data):
    """The cells that a figure's description gives: their values, and the count."""
    told = parsed(data).findtext(f"{SVG}desc").rsplit(". Cells that", 1)[0]
    pairs = (cell.rsplit(": ", 1) for cell in told.split("; "))
    return {words: int(count) for words, count in pairs}


def test_every_table_of_the_numbers_has_its_figure_with_the_same_counts():
    rows = list(csv.DictReader(io.StringIO(FILES["numbers.csv"].decode(), newline="")))
    tables = {}
    for row in rows:
        names = tuple(name for name in ("act", "period", "place") if row[name])
        if names:
            tables.setdefault(f"figures/by-{'-'.join(names)}.svg", []).append(row)
    assert set(tables) == set(drawn())
    for name, held in tables.items():
        said = cells_said(FILES[name])
        assert sorted(said.values()) == sorted(int(row["incidents"]) for row in held)


@settings(max_examples=15, deadline=None)
@given(told=st.lists(facts(), min_size=6, max_size=30))
def test_no_figure_says_a_count_below_the_smallest_allowed(told):
    incidents = [an_incident(n, about) for n, about in enumerate(told)]
    cleared = cleared_from(incidents)
    for data in drawn(release_files(cleared, measured_from(incidents), ABOUT)).values():
        assert min(cells_said(data).values()) >= cleared.guarantee.k


def test_a_figure_shows_only_what_was_cleared():
    fewer = replace(CLEARED, figures=CLEARED.figures[:2])
    files = release_files(fewer, measured_from(INCIDENTS), ABOUT)
    assert set(drawn(files)) == {
        f"figures/by-{'-'.join(name for name, _ in one.cell)}.svg"
        for one in fewer.figures
        if one.cell
    }
    assert drawn(release_files(replace(CLEARED, figures=()), measured_from([]), ABOUT)) == {}


def test_figures_are_in_the_manifest_and_the_package():
    listed = FILES[MANIFEST].decode()
    package = json.loads(FILES["datapackage.json"])["resources"]
    assert drawn()
    for name in drawn():
        assert f"  {name}\n" in listed
        assert name in {one["path"] for one in package}


def test_a_figure_has_no_script_no_style_and_no_address():
    for data in drawn().values():
        names = {element.tag.removeprefix(SVG) for element in parsed(data).iter()}
        assert names <= {"svg", "title", "desc", "rect", "line", "text", "defs", "pattern"}
        assert b"style" not in data
        assert re.findall(rb"https?://[^\"]*", data) == [b"http://www.w3.org/2000/svg"]


def test_a_figure_of_a_long_table_says_how_much_of_it_is_shown():
    figures = [
        Figure((("place", f"Place {n}"),), n + 5, Interval(0, None), None, "released-1")
        for n in range(MOST_ROWS + 9)
    ]
    (data,) = figure_files(figures).values()
    assert f"({MOST_ROWS} of {MOST_ROWS + 9} cells; numbers.csv has all)" in data.decode()
    assert len(cells_said(data)) == MOST_ROWS
    assert min(cells_said(data).values()) == 5 + 9  # the largest are shown


def test_the_order_of_figures_does_not_matter_and_the_same_give_the_same_bytes():
    backwards = figure_files(CLEARED.figures[::-1])
    assert backwards == figure_files(CLEARED.figures) == drawn()
