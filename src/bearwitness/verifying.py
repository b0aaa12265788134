"""Does everything still match? For a case with its passphrase, for a release folder without."""

from pathlib import Path

from .model.errors import CaseNotFound, WrongUse
from .model.restricted import Restricted
from .model.verify import Finding
from .publish.bundle import MANIFEST
from .seal.verify import folder_findings, listed_digests


def is_release(path: Path) -> bool:
    """Whether a release folder is at `path`; raises CaseNotFound when nothing of ours is there."""
    if (path / MANIFEST).is_file():
        return True
    if not (path / "case.json").is_file():
        raise CaseNotFound(f"there is neither a case nor a release at {path}", "check the path")
    return False


def verify_case(path: Path, passphrase: Restricted) -> tuple[Finding, ...]:
    """What in the case no longer matches its seal, the ledger or its digest."""
    from .pipeline import open_case

    with open_case(path, passphrase) as case:
        return tuple(case.verify())


def verify_release(path: Path) -> tuple[Finding, ...]:
    """What in a release folder differs from its manifest: changed, missing or added files."""
    from .store.releases import folder_digests

    try:
        listed = listed_digests((path / MANIFEST).read_text(encoding="utf-8"))
    except (WrongUse, UnicodeDecodeError):
        return (Finding(path.name, MANIFEST, "cannot be read as a manifest"),)
    found = {name: value for name, value in folder_digests(path).items() if name != MANIFEST}
    return tuple(folder_findings(path.name, listed, found))
