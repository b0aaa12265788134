"""The stages joined: what the pipeline itself adds to them."""

import pytest

from bearwitness.pipeline import _after

NOON = "2024-06-01T12:00:00Z"


@pytest.mark.parametrize(
    ("newest", "moment", "dated"),
    [
        ("", NOON, NOON),
        ("2024-06-01T11:59:59Z", NOON, NOON),
        (NOON, NOON, "2024-06-01T12:00:01Z"),
        ("2024-06-01T12:00:05Z", NOON, "2024-06-01T12:00:06Z"),
        ("2024-06-01T23:59:59Z", "2024-06-01T23:59:59Z", "2024-06-02T00:00:00Z"),
        ("2031-01-01T00:00:00Z", NOON, NOON),
    ],
)
def test_of_two_decisions_within_a_second_the_one_taken_last_is_the_newest(newest, moment, dated):
    assert _after(newest, moment) == dated
