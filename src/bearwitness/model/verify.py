"""What a verification found: the thing, where it is kept, and what about it no longer holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was recorded; none at all means everything still holds.

    `is_broken` is False for what could not be looked at (a release folder that was moved away),
    so that nobody takes it for checked.
    """

    subject: str  # an id, a release's name or a file
    where: str  # "sealed/…", "ledger.jsonl line 12", "case.db, claims"
    problem: str
    is_broken: bool = True
