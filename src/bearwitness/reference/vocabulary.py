"""Vocabularies from the YAML files beside the code, checked as they are loaded."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..model.vocabulary import Code, Vocabulary

_KNOWN = {"code", "label", "definition", "family", "cues", "source", "crosswalk"}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(name: str) -> Any:
    """The content of vocabulary/`name`.yml."""
    text = (files("bearwitness") / "vocabulary" / f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_Loader)  # noqa: S506  a safe loader, the C one where there is one


def word_sets(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Each list of a table as a set of words, by its name; what is no list is left out."""
    return {name: frozenset(map(str, words)) for name, words in table.items()
            if isinstance(words, list)}  # fmt: skip


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of that name ("acts", "perpetrators", "sources", "norms" …)."""
    entries = load_yaml(name)["codes"]
    codes = {entry["code"]: _code(entry) for entry in entries}
    if len(codes) != len(entries):
        raise ValueError(f"vocabulary/{name}.yml has a code twice")
    return Vocabulary(name, codes)


def _code(entry: dict[str, Any]) -> Code:
    return Code(
        code=str(entry["code"]),
        label=str(entry.get("label", entry["code"])),
        definition=str(entry.get("definition", "")),
        family=entry.get("family"),
        cues={k: tuple(v) for k, v in entry.get("cues", {}).items()},
        source=str(entry.get("source", "")),
        crosswalk={k: tuple(map(str, v)) for k, v in entry.get("crosswalk", {}).items()},
        extra={key: value for key, value in entry.items() if key not in _KNOWN},
    )
