"""Receipts: what is taken down when bytes arrive."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.errors import WrongUse
from bearwitness.seal.digest import digest, receipt

AT = "2024-05-31T09:30:00Z"


@given(data=st.binary())
def test_a_receipt_says_digest_size_type_and_moment(data: bytes) -> None:
    taken = receipt(data, "text/plain", AT)
    assert taken.sha256 == hashlib.sha256(data).hexdigest() == digest(data)
    assert (taken.size, taken.media_type, taken.received) == (len(data), "text/plain", AT)


@pytest.mark.parametrize("at", ["", "today", "2024-05-31", "2024-05-31T09:30:00+09:00"])
def test_a_moment_that_is_not_utc_is_refused(at: str) -> None:
    with pytest.raises(WrongUse, match="UTC"):
        receipt(b"", "text/plain", at)


@pytest.mark.parametrize("media_type", ["", "text", "text/", "text/plain; charset=x", "Text/Plain"])
def test_something_else_than_a_media_type_is_refused(media_type: str) -> None:
    with pytest.raises(WrongUse, match="media type"):
        receipt(b"", media_type, AT)
