"""A report text cut where evidence begins and ends, each piece with the fields it tells."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from ..model.claim import Claim

FIELDS = ("act", "when", "where", "affected", "alleged_perpetrators", "attribution", "modality",
          "detail")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; `fields` are those it is evidence of, `claims` whose."""

    text: str
    fields: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


def marked(text: str, claims: Iterable[Claim]) -> list[Segment]:
    """The whole text in order, nothing left out and nothing twice."""
    spans = [
        (one.start, min(one.end, len(text)), one.field, claim.id)
        for claim in claims
        for one in claim.evidence
        if one.start < one.end <= len(text)
    ]
    cuts = sorted({0, len(text), *(s[0] for s in spans), *(s[1] for s in spans)})
    spans.sort()
    found: list[Segment] = []
    live: list[tuple[int, int, str, str]] = []
    waiting = iter(spans)
    following = next(waiting, None)
    for start, end in pairwise(cuts):
        live = [span for span in live if span[1] > start]
        while following is not None and following[0] <= start:
            live.append(following)
            following = next(waiting, None)
        names = {span[2] for span in live}
        fields = tuple(name for name in FIELDS if name in names)
        whose = tuple(dict.fromkeys(span[3] for span in sorted(live, key=lambda s: s[3])))
        found.append(Segment(text[start:end], fields, whose))
    return found


def resolving(claim: Claim, text: str) -> Claim:
    """The claim with that evidence alone whose words stand in this text where it says.

    A claim that a person added on an older text may point into words that have moved since.
    """
    here = tuple(one for one in claim.evidence if text[one.start : one.end] == one.exact)
    return claim if len(here) == len(claim.evidence) else replace(claim, evidence=here)
