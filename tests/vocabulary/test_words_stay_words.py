"""Words of the tables stay words: YAML takes a bare on, off, yes or no for a truth value."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import bearwitness.vocabulary

TABLES = sorted(Path(bearwitness.vocabulary.__path__[0]).glob("*.yml"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_no_list_of_words_holds_a_truth_value(table: Path) -> None:
    assert not list(_taken_for_truth(yaml.safe_load(table.read_text(encoding="utf-8"))))


def _taken_for_truth(part: Any) -> list[Any]:
    if isinstance(part, dict):
        names = [name for name in part if isinstance(name, bool)]
        return names + [one for value in part.values() for one in _taken_for_truth(value)]
    if isinstance(part, list):
        flags = [one for one in part if isinstance(one, bool)]
        return flags + [one for value in part for one in _taken_for_truth(value)]
    return []
