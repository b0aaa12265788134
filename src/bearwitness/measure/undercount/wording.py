"""The words and thresholds of this package, from vocabulary/undercount.yml."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from ...model.measure import SizeEstimate
from ...reference.vocabulary import load_yaml

_FILE: Mapping[str, Any] = load_yaml("undercount")
THRESHOLDS: Mapping[str, float] = MappingProxyType(_FILE["thresholds"])
METHODS: tuple[str, ...] = tuple(_FILE["methods"])


def label(method: str) -> str:
    """The method's name for a reader."""
    return str(_FILE["methods"][method]["label"])


def assumes(method: str) -> tuple[str, ...]:
    """Codes of what the method assumes."""
    return tuple(_FILE["methods"][method]["assumes"])


def always_doubtful(method: str) -> tuple[str, ...]:
    """Codes of the assumptions that seldom hold, whatever the data."""
    return tuple(_FILE["methods"][method]["doubtful"])


def assumed(estimates: Iterable[SizeEstimate]) -> list[tuple[str, str, bool]]:
    """Every assumption in words: whose it is, what it says, and whether it is doubtful here."""
    made, found = list(estimates), []
    for code in dict.fromkeys(code for one in made for code in one.assumes):
        makers = [one for one in made if code in one.assumes]
        who = "all" if len(makers) == len(made) else ", ".join(label(m.method) for m in makers)
        found.append((who, sentence(code), any(code in one.doubtful for one in makers)))
    return found


def sentence(assumption: str) -> str:
    """An assumption in words."""
    return str(_FILE["assumptions"][assumption])
