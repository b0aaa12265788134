"""What one text gives: claims, times, places, attributions and exposures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from .claim import Claim, Exposure
from .dates import TimeExpression
from .places import PlaceMention
from .report import Header
from .source import Attribution


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the program suggests about one text; a person decides.

    Offsets point into the text exactly as it was passed, in Unicode code points. Serialised by
    `to_dict` in the shape of `docs/schema/reading.json`.
    """

    report: Header
    primary: str | None = None  # the id of the claim the report is mainly about
    claims: tuple[Claim, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    words: tuple[str, ...] = ()  # ordinary words, sorted: no names, nothing that describes a person
    streets: tuple[str, ...] = ()  # where acts are said to have been; never where somebody lives
    title_towns: tuple[str, ...] = ()  # gazetteer ids of the towns that the title names
    title_signs: str = ""  # hexadecimal, of what the title says without names (reference/gists)

    def to_dict(self) -> dict[str, Any]:
        """Plain dictionaries, lists, strings and numbers; dates as ISO 8601 text."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain

    @staticmethod
    def from_dict(plain: Mapping[str, Any]) -> "Reading":
        """The reading that `to_dict` gave; raises msgspec.ValidationError on another shape."""
        return msgspec.convert(plain, Reading)


def as_date(words: str | date | None) -> date | None:
    """A publication date from ISO 8601 text, a date or nothing; None when it cannot be read."""
    if words is None or isinstance(words, date):
        return words
    try:
        return date.fromisoformat(words.strip()[:10])
    except ValueError:
        return None
