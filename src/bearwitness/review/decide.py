"""Decisions to claims as people left them. The newest decision holds; none is erased.

A claim that a person adds is made from the decision that adds it, and from nothing else: it is
reviewed by its maker, and is corrected, rejected and taken back like any other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, get_type_hints

import msgspec

from ..model.added import claim_added
from ..model.claim import Claim
from ..model.errors import BadTable
from ..model.judgement import CLAIM_ACTIONS, Action, Decision, holding

CORRECTABLE = (
    "kind", "act", "modality", "when", "where", "affected", "alleged_perpetrators",
    "attribution", "detail",
)  # fmt: skip
_TYPES = get_type_hints(Claim)


@dataclass(frozen=True, slots=True)
class Standing:
    """What people's decisions, all taken together, say of one claim."""

    verdict: Action | None = None  # ACCEPT or REJECT, the newest
    corrections: tuple[tuple[str, Any], ...] = ()  # field and value, the newest of each
    added: Claim | None = None  # the claim itself, where a person added it

    @property
    def is_rejected(self) -> bool:
        return self.verdict == Action.REJECT

    @property
    def is_reviewed(self) -> bool:
        """Whether a person accepted or corrected it; a rejected claim is decided, not reviewed."""
        return not self.is_rejected and (self.verdict == Action.ACCEPT or bool(self.corrections))


def standings(decisions: Iterable[Decision]) -> dict[str, Standing]:
    """For each claim id with decisions, where it stands; the order given does not matter."""
    found: dict[str, Standing] = {}
    for decision in sorted(holding(set_of(decisions)), key=lambda d: (d.at, d.id)):
        is_on_claim = decision.action in CLAIM_ACTIONS and len(decision.subject) == 1
        if is_on_claim or decision.action == Action.ADD:
            claim = decision.subject[0]
            found[claim] = _after(found.get(claim, Standing()), decision)
    return found


def set_of(decisions: Iterable[Decision]) -> Sequence[Decision]:
    """Each decision once, by id."""
    return list({decision.id: decision for decision in decisions}.values())


def _after(standing: Standing, decision: Decision) -> Standing:
    others = tuple((f, v) for f, v in standing.corrections if f != decision.field)
    match decision.action:
        case Action.CORRECT:
            verdict = None if standing.is_rejected else standing.verdict
            told = (*others, (str(decision.field), decision.value))
            return replace(standing, verdict=verdict, corrections=told)
        case Action.ADD:
            return Standing(Action.ACCEPT, (), claim_added(decision))
        case Action.WITHDRAW if decision.field is not None:
            return replace(standing, corrections=others)
        case Action.WITHDRAW:
            return Standing()
        case _:
            return replace(standing, verdict=decision.action)


def decided(claims: Iterable[Claim], decisions: Iterable[Decision]) -> tuple[Claim, ...]:
    """The claims as people left them: rejected ones gone, corrected fields replaced.

    Those that people added come after those given, by id.
    """
    known = standings(decisions)
    given = {claim.id: claim for claim in claims}
    more = (known[name].added for name in sorted(known.keys() - given.keys()))
    return tuple(
        corrected(claim, known[claim.id].corrections) if claim.id in known else claim
        for claim in (*given.values(), *(claim for claim in more if claim))
        if not (claim.id in known and known[claim.id].is_rejected)
    )


def added(decisions: Iterable[Decision]) -> tuple[Claim, ...]:
    """The claims that people added, as each was added, by id; those taken back are gone."""
    known = standings(decisions)
    return tuple(one for name in sorted(known) if (one := known[name].added) is not None)


def reviewed(decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of claims that a person accepted or corrected."""
    return frozenset(claim for claim, s in standings(decisions).items() if s.is_reviewed)


def corrected(claim: Claim, corrections: Iterable[tuple[str, Any]]) -> Claim:
    """The claim with each field replaced by the person's value; raises BadTable."""
    return replace(claim, **{name: field_value(name, value) for name, value in corrections})


def field_value(name: str, value: Any) -> Any:
    """A correction in the shape of reading.json as the claim's own type; raises BadTable."""
    if name not in CORRECTABLE:
        raise BadTable(
            f"'{name}' is not a field that can be corrected",
            f"the fields are: {', '.join(CORRECTABLE)}",
        )
    try:
        return msgspec.convert(value, _TYPES[name])
    except msgspec.ValidationError as error:
        raise BadTable(
            f"the value for '{name}' has the wrong shape: {error}",
            "docs/schema/reading.json shows the shape of every field",
        ) from None


assert set(CORRECTABLE) <= {field.name for field in fields(Claim)}  # noqa: S101  a law of the module
