"""The words and thresholds of this package, from vocabulary/undercount.yml."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

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


def sentence(assumption: str) -> str:
    """An assumption in words."""
    return str(_FILE["assumptions"][assumption])
