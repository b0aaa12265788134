"""Claims that people add: each is made from the decision that adds it, and from nothing else."""

from collections.abc import Mapping

import msgspec

from .claim import Claim
from .errors import BadTable
from .judgement import Decision

BY_HAND = "by hand"  # the method of a claim that a person added
TEXT = "text"  # beside the claim's own fields: the digest of the text that its words stand in


def claim_added(decision: Decision) -> Claim:
    """The claim that a decision adds; raises BadTable on another shape.

    Its maker vouches for it whole: its confidence is 1, and no field has one of its own.
    """
    claim, report = decision.subject
    told = decision.value if isinstance(decision.value, Mapping) else {}
    whole = {name: value for name, value in told.items() if name != TEXT}
    whole |= {"id": claim, "report_id": report, "method": BY_HAND, "confidence": 1.0}
    try:
        return msgspec.convert(whole, Claim)
    except msgspec.ValidationError as error:
        raise BadTable(
            f"the added claim has the wrong shape: {error}",
            "docs/schema/reading.json shows the shape of a claim",
        ) from None
