"""How often the chain of sources of an act is right in short passages of the field, pinned.

The passages were written before the program read them; every third was kept aside and never looked
at while rules were mended. Floors are a little under what is read; before: .536 and .551 right.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
FLOORS = {
    ("looked at", "right"): 0.83,
    ("looked at", "told"): 0.77,
    ("looked at", "own"): 0.96,
    ("kept aside", "right"): 0.61,
    ("kept aside", "told"): 0.47,
    ("kept aside", "own"): 0.96,
}


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, float]]:
    """The figures of both parts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import sources_field

        yield {
            part: sources_field.score(sources_field.judge(sources_field.passages(part)))
            for part in sources_field.PARTS
        }
    sys.modules.pop("sources_field", None)


@pytest.mark.parametrize(("part", "name"), sorted(FLOORS))
def test_sources_of_the_field_are_read_at_least_this_well(
    figures: dict[str, dict[str, float]], part: str, name: str
) -> None:
    assert figures[part][name] >= FLOORS[part, name], figures[part]


def test_own_voice_is_less_sure_where_it_is_wrong(figures: dict[str, dict[str, float]]) -> None:
    for part in figures.values():
        assert part["sure when wrong"] < part["sure when right"] - 0.02


def test_every_marked_act_stands_in_its_passage_and_a_quarter_is_own_voice() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import sources_field

        rows = sources_field.passages()
    sys.modules.pop("sources_field", None)
    forms = Counter(row["form"] for row in rows)
    assert len(rows) == 169
    assert forms["own"] == 40
    assert all(act["words"] in row["text"] for row in rows for act in row["acts"])
