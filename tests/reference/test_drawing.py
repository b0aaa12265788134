from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.reference.drawing import Bar, IntervalRow, Row, bars, grid, intervals, lying_bars
from bearwitness.reference.drawing.svg import steps

HOSTILE = '<script>alert("x")</script> \u202e & \x00 ]]>'
SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314  our own drawing


def test_a_figure_has_words_for_those_who_cannot_see_it():
    root = parsed(bars("By month", "Three months.", [Bar("2024-01", 3)]))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "By month"
    assert root.findtext(f"{SVG}desc") == "Three months."


@pytest.mark.parametrize(
    "drawn",
    [
        bars(HOSTILE, HOSTILE, [Bar(HOSTILE, 2, 1, 4.0, 2, 9, True)], HOSTILE),
        intervals(HOSTILE, HOSTILE, [IntervalRow(HOSTILE, 5, 2, 9)], 3),
        grid(HOSTILE, HOSTILE, [HOSTILE], [HOSTILE], [[3]], HOSTILE),
        lying_bars(HOSTILE, HOSTILE, [Row(HOSTILE, 3, 1)], HOSTILE),
    ],
)
def test_hostile_words_stay_words_and_no_figure_holds_a_script_or_a_style(drawn):
    root = parsed(drawn)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "title", "desc", "rect", "line", "text", "defs", "pattern"}
    assert not any("style" in e.attrib or any(k.startswith("on") for k in e.attrib)
                   for e in root.iter())  # fmt: skip


@given(st.lists(st.builds(Bar, st.just("2024-01"), st.integers(0, 10**6)), max_size=60))
def test_no_bar_leaves_the_figure(rows):
    root = parsed(bars("t", "d", rows))
    height = float(root.get("viewBox").split()[3])
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("y", 0)) >= -0.1
        assert float(rect.get("y", 0)) + float(rect.get("height")) <= height + 0.1


@given(st.floats(0.01, 1e9))
def test_an_axis_reaches_the_largest_value_in_few_round_steps(largest):
    ticks = steps(largest)
    assert ticks[-1] >= largest * (1 - 1e-9)
    assert 2 <= len(ticks) <= 7


def test_the_same_numbers_give_the_same_bytes():
    rows = [IntervalRow("chao", 50, 40, 70, True), IntervalRow("dga", 60, 45, 90)]
    assert intervals("t", "d", rows, 30) == intervals("t", "d", rows, 30)


def test_lying_bars_say_their_numbers_and_the_striped_part_never_leaves_the_bar():
    rows = [Row("arrest", 1200, 300), Row("raid", 4, 9), Row("return", 0, 0)]
    root = parsed(lying_bars("By act", "Three acts.", rows))
    said = [text.text for text in root.iter(f"{SVG}text")]
    assert {"arrest", "1,200", "raid", "4", "from one origin only"} <= set(said)
    width = float(root.get("viewBox").split()[2])
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x", 0)) + float(rect.get("width")) <= width + 0.1
    plain = parsed(lying_bars("By act", "One act.", [Row("arrest", 3)]))
    assert "from one origin only" not in [text.text for text in plain.iter(f"{SVG}text")]


def test_a_grid_says_what_a_hatched_cell_means():
    drawn = grid("t", "d", ["a"], ["2024"], [[0]], "small or zero")
    assert "small or zero" in [text.text for text in parsed(drawn).iter(f"{SVG}text")]
