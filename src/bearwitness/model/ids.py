"""Names computed from content, equal on every machine."""

import json
from hashlib import sha256


def content_id(kind: str, *parts: str | int | None) -> str:
    """A name for `parts`: kind, hyphen, 16 hex digits.

    Parts are encoded as JSON, so ("ab", "c") and ("a", "bc") stay apart.
    """
    digest = sha256(json.dumps([kind, *parts]).encode("ascii"))
    return f"{kind}-{digest.hexdigest()[:16]}"
