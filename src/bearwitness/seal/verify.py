"""Still the same bytes? Pure checks: what to check comes in, findings come out.

1. An original is checked against its receipt: size first, then digest.
2. A text is checked against its digest, every piece of evidence against the text it points into.
3. A folder of files is checked against a list of digests in the format of `sha256sum`: a changed
   file, a missing file and a file that the list does not know are three different findings.
"""

from collections.abc import Iterable, Iterator, Mapping

from ..model.claim import Claim
from ..model.errors import SpanUnresolved, WrongUse
from ..model.report import Receipt, TextVersion, report_id
from ..model.verify import Finding
from .digest import digest


def original_findings(receipt: Receipt, data: bytes) -> Iterator[Finding]:
    """What is wrong with `data` as the original of `receipt`; nothing when it is the same bytes."""
    where = f"sealed/{receipt.sha256}"
    if len(data) != receipt.size:
        problem = f"has {len(data)} bytes; {receipt.size} were received"
        yield Finding(report_id(receipt.sha256), where, problem)
    elif digest(data) != receipt.sha256:
        yield Finding(report_id(receipt.sha256), where, "its bytes are not the ones received")


def text_findings(report: str, text: TextVersion) -> Iterator[Finding]:
    """What is wrong with a text version of `report`: its words no longer give its digest."""
    if digest(text.content.encode("utf-8", "surrogatepass")) != text.digest:
        yield Finding(report, f"text {text.digest}", "its words are not the ones read")


def evidence_findings(claims: Iterable[Claim], text: TextVersion) -> Iterator[Finding]:
    """Every piece of evidence that is not where its claim says, in claim order."""
    for claim in claims:
        for evidence in claim.evidence:
            try:
                evidence.resolve(text.content)
            except SpanUnresolved as broken:
                yield Finding(claim.id, f"evidence for {evidence.field}", broken.problem)


def listed_digests(words: str) -> dict[str, str]:
    """Path to digest, from a list that `sha256sum` wrote or would check.

    Raises WrongUse, with the line's number, for a line of another shape.
    """
    listed: dict[str, str] = {}
    for number, line in enumerate(words.splitlines(), 1):
        value, _, path = line.partition("  ")
        if len(value) != 64 or not path or set(value) - set("0123456789abcdef"):
            raise WrongUse(f"line {number} of the manifest is not a digest and a path")
        listed[path] = value
    return listed


def folder_findings(
    name: str, listed: Mapping[str, str], found: Mapping[str, str]
) -> Iterator[Finding]:
    """How the digests `found` in a folder differ from those `listed`, sorted by path.

    The list itself cannot hold its own digest: leave it out of `found`.
    """
    for path in sorted({*listed, *found}):
        if path not in found:
            yield Finding(name, path, "is missing")
        elif path not in listed:
            yield Finding(name, path, "is not in the manifest")
        elif listed[path] != found[path]:
            yield Finding(name, path, "was changed")
