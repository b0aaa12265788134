"""Bytes to a receipt. Nothing is parsed: an original is sealed before anything looks inside it.

The type and the time are given in; two machines that receive the same bytes take the same digest.
"""

import re
from hashlib import sha256

from ..model.errors import WrongUse
from ..model.moments import moment
from ..model.report import Receipt

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*")


def digest(data: bytes) -> str:
    """The SHA-256 of `data`: 64 hex digits, lower case."""
    return sha256(data).hexdigest()


def receipt(data: bytes, media_type: str, at: str) -> Receipt:
    """What is taken down when `data` arrives: digest, size in bytes, type and moment (UTC).

    Raises WrongUse when the type has no slash or the moment is not UTC.
    """
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise WrongUse("that is no media type", "one looks like text/html")
    return Receipt(digest(data), len(data), media_type, moment(at))
