"""What is left of a report that was deleted: that it was, by whom, when, and one word why."""

from dataclasses import dataclass
from enum import StrEnum


class DeletionReason(StrEnum):
    """Why a report was deleted: a code, since free words could say what had to go."""

    SOURCE_SAFETY = "source-safety"  # someone in it, or who gave it, is in danger through it
    CONSENT_WITHDRAWN = "consent-withdrawn"
    MISTAKE = "mistake"  # it should never have been added
    LAW = "law"  # a duty to erase it


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A deleted report: its id, who deleted it, when (UTC, ISO 8601), and the reason's code."""

    report_id: str
    by: str
    at: str
    reason: DeletionReason
