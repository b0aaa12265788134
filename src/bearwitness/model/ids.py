"""Names computed from content, equal on every machine."""

import json
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted


def content_id(kind: str, *parts: str | int | None) -> str:
    """A name for `parts`: kind, hyphen, 16 hex digits.

    Parts are encoded as JSON, so ("ab", "c") and ("a", "bc") stay apart.
    """
    told = (quoted(one) if isinstance(one, str) else json.dumps(one) for one in (kind, *parts))
    digest = sha256(f"[{', '.join(told)}]".encode("ascii"))
    return f"{kind}-{digest.hexdigest()[:16]}"
