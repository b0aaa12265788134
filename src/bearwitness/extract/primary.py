"""The claim a report is mainly about.

The rules it keeps:
- Events said to have happened, or denied, before what is planned, feared or usual.
- Acts named in the title, said in the lead, said often, and told with a place, a day and a number
  go first; the grave acts go before the procedure around them.
- A wounding is the main claim where no graver act is told: a shooting that killed is a killing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.claim import Claim, ClaimKind, Modality
from ..model.report import Header
from ..reference.vocabulary import vocabulary
from .cues import index

OPENING = 300  # code points in which a first sentence usually ends
LEAD = 1500  # code points in which a lead usually ends
_WORD = re.compile(r"[a-z'’]+")
GRAVE = {"killing", "disappearance", "return", "ill-treatment"}
LAST = {"wounding"}
HAPPENED = {Modality.ASSERTED, Modality.DENIED}
ASIDE = {"proceedings", "surveillance and threat", "freedom and safety", "property"}


def primary(claims: Sequence[Claim], header: Header) -> str | None:
    """The id of the claim the report is mainly about; None when it makes none."""
    told = [c for c in claims if c.kind in {ClaimKind.EVENT, ClaimKind.PATTERN} and c.act]
    happened = [c for c in told if c.kind is ClaimKind.EVENT and c.modality in HAPPENED] or told
    acts = [c for c in happened if c.act not in LAST] or happened
    if not acts:
        return None
    titled = title_acts(header.title or "")
    return max(acts, key=lambda c: (score(c, titled), -c.evidence[0].start)).id


def title_acts(title: str) -> frozenset[str]:
    """The acts that the words of a title can say."""
    known = index()
    words = _WORD.findall(title.lower())
    verbs = {cue.act for word in words for cue in known.verbs.get(word, ()) if not cue.governs}
    return frozenset(verbs | {cue.act for word in words for cue in known.nouns.get(word, ())})


def score(claim: Claim, titled: frozenset[str]) -> float:
    """How much speaks for a claim being the report's main one."""
    said = claim.evidence_for("act")
    start = said[0].start if said else claim.evidence[0].start
    total = 3.0 * (claim.act in titled)
    total += (
        2.0 * max(0.0, 1.0 - start / LEAD)
        + 1.5 * max(0.0, 1.0 - start / OPENING)
        + 0.4 * min(len(said), 6)
    )
    total += 0.5 * bool(claim.when) + 0.5 * bool(claim.where) + 0.5 * bool(claim.affected)
    total += 1.5 * (claim.kind is ClaimKind.EVENT) + 1.5 * (claim.modality is Modality.ASSERTED)
    family = vocabulary("acts")[claim.act].family if claim.act else None
    return total - 1.0 * (family in ASIDE) + 0.3 * (family in GRAVE)
