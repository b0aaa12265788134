"""The error tree: two branches, one for wrong use and one for what was refused.

`WrongUse` ends a command with exit code 2 (the caller changes the command); every `Refusal` ends it
with 1 (the input, the case or the rules said no). Messages name ids, spans and counts; the words of
a report stay in the report.
"""


class BearwitnessError(Exception):
    """Something a person can act on: what happened, and what to do next."""

    exit_code = 1

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.problem, self.hint)


class WrongUse(BearwitnessError):
    """The command or call cannot be carried out as it was given."""

    exit_code = 2


class CaseNotFound(WrongUse):
    """There is no case folder at the path."""


class CaseExists(WrongUse):
    """Something already stands where a new case should go."""


class UnknownCode(WrongUse):
    """A code that no vocabulary has."""


class UnknownSubject(WrongUse):
    """A claim, report or incident id that the case does not hold."""


class BadTable(WrongUse):
    """A table or decisions file that lacks a column or has a value nobody can read."""


class Refusal(BearwitnessError):
    """The input, the case or the rules said no."""


class WrongPassphrase(Refusal):
    """The passphrase does not open the case."""


class CaseTooNew(Refusal):
    """The case was written by a later version of the program."""


class CaseBusy(Refusal):
    """Another process is writing to the case."""


class StorageFull(Refusal):
    """The disk has no room; nothing that was acknowledged is lost."""


class CaseDamaged(Refusal):
    """A file the case cannot be opened without is missing or unreadable: restore it from a copy."""


class SealBroken(Refusal):
    """A sealed original no longer matches the digest taken when it arrived."""


class LedgerBroken(Refusal):
    """The ledger's chain or a signature does not hold."""


class FileRefused(Refusal):
    """A file that cannot become a report; the others go on."""


class Tombstoned(FileRefused):
    """A report that was deleted for someone's safety arrived again; add it only on purpose."""


class ReaderLimit(FileRefused):
    """A reader ran past its time or memory limit."""


class DetectorFailed(Refusal):
    """The face detector stopped, so nobody can say where in a picture faces are."""


class SpanUnresolved(Refusal):
    """A span whose quote is not where it says."""


class NotReviewed(Refusal):
    """The gate was asked to pass what no person has decided on."""


class NotAllowed(Refusal):
    """The member's role, or the rule that two people must agree, does not let them do it."""


class TooFewOverlaps(Refusal):
    """The lists share too little for an estimate of what none of them holds."""


class SeriesTooShort(Refusal):
    """The series has too little history for the method to judge even one period."""


class GateClosed(Refusal):
    """The gate found something that must not be published."""
