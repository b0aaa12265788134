"""One way to write a value as JSON, so that the same value always has the same digest.

Keys sorted, no spaces, ASCII with escapes; no floating-point numbers where a digest depends on it.
"""

import json
from collections.abc import Mapping
from typing import Any


def canonical(value: Mapping[str, Any]) -> bytes:
    """`value` as canonical JSON, without a line end; bytes within it become hexadecimal digits."""
    words = json.dumps(value, sort_keys=True, separators=(",", ":"), default=_plain)
    return words.encode("ascii")


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no canonical form")
