"""What linking looks at of one report: little enough to keep, so that no text is read again.

A gist follows from the report's header, its newest text, its reading and its claims as people left
them, and from nothing else; when one of these changes, so does `stamp`. It holds no name and no
text: claims without their sources and quotes (but the words for the act, to tell copies), ordinary
words, towns and days, and the smallest hashes of the text's runs of words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import msgspec

from ..model.claim import Claim, ClaimKind, ResponseKind
from ..model.reading import Reading
from ..model.report import Header
from .copies import sketch
from .reports import About, about, linkable

SHAPE = "gist-3"  # changes when an older program's gists, or the rows beside them, are of no use
_STAMPED = "gist-2"  # changes when what follows from a gist of the same content is another


@dataclass(frozen=True, slots=True)
class Gist:
    """One report as linking sees it."""

    report_id: str
    stamp: str
    header: Header | None = None  # outlet and day of publication alone
    about: About | None = None
    claims: tuple[Claim, ...] = ()  # those that can be linked, without sources and quotes
    shingles: tuple[int, ...] = ()
    denials: tuple[tuple[str, str | None], ...] = ()  # claim id and act


def gist(
    report_id: str,
    header: Header | None,
    text: str,
    reading: Reading | None,
    claims: Sequence[Claim],
) -> Gist:
    """The gist of a report; `claims` are its claims as people left them, in any order."""
    ordered = sorted(claims, key=lambda claim: claim.id)
    plain = header and Header(header.id, outlet=header.outlet, published=header.published)
    told = about(reading, claims) if reading else None
    made = Gist(
        report_id,
        "",
        plain,
        told,
        tuple(_bare(claim) for claim in ordered if linkable(claim)),
        sketch(text),
        tuple((claim.id, claim.act) for claim in ordered if is_denial(claim)),
    )
    whole = msgspec.json.encode(
        [_STAMPED, ordered, plain, told, made.shingles], order="deterministic"
    )
    return replace(made, stamp=sha256(whole).hexdigest()[:16])


def _bare(claim: Claim) -> Claim:
    said = tuple(replace(one, prefix="", suffix="") for one in claim.evidence if one.field == "act")
    return replace(claim, attribution=(), evidence=said, detail=None)


def is_denial(claim: Claim) -> bool:
    """Whether a claim is somebody's denial."""
    return (
        claim.kind == ClaimKind.RESPONSE
        and claim.detail is not None
        and claim.detail.response == ResponseKind.DENIAL
    )


def to_bytes(one: Gist) -> bytes:
    """A gist to keep."""
    return msgspec.msgpack.encode(one)


_DECODER = msgspec.msgpack.Decoder(Gist)


def from_bytes(kept: bytes) -> Gist:
    """The gist that `to_bytes` gave; raises msgspec.ValidationError on another shape."""
    return _DECODER.decode(kept)


class _Sketch(msgspec.Struct):
    """The one field of a gist that is looked at."""

    shingles: tuple[int, ...] = ()


_SKETCH = msgspec.msgpack.Decoder(_Sketch)


def sketch_in(kept: bytes) -> tuple[int, ...]:
    """The sketch of the text in what `to_bytes` gave, without reading the rest."""
    return _SKETCH.decode(kept).shingles
