"""Bearwitness: reports of abuse into a record that can be trusted.

The public functions are loaded when first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import expose, link, read_text, read_texts, redact, risk, why
    from .model.reading import Reading
    from .pipeline import open_case

__version__ = "0.1.0"
__all__ = [
    "Reading",
    "expose",
    "link",
    "open_case",
    "read_text",
    "read_texts",
    "redact",
    "risk",
    "why",
]

_HOMES = {"Reading": "model.reading", "open_case": "pipeline"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'bearwitness' has no attribute '{name}'")
    return getattr(import_module(f".{_HOMES.get(name, 'api')}", __name__), name)
