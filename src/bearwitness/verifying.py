"""Does everything still match? For a case with its passphrase, for a release folder without."""

from pathlib import Path

from .model.errors import CaseNotFound, WrongUse
from .model.restricted import Restricted
from .model.verify import Finding

MANIFEST = "manifest-sha256.txt"


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
    from .publish.bundle import check_files

    names = sorted(str(p.relative_to(path)) for p in path.rglob("*") if p.is_file())

    def read(name: str) -> bytes:
        file = path / name
        if not file.resolve().is_relative_to(path.resolve()):
            raise WrongUse("the manifest names a file outside the folder", "do not trust it")
        return file.read_bytes()

    return tuple(Finding(path.name, str(path), problem) for problem in check_files(read, names))
