"""The two-person rule: a decision by one waits until another confirms it.

The rules: a decision taken while the case's rule names its action is marked, and the mark stays,
whatever the rule becomes; a marked decision counts from the moment somebody else confirms it, and
never by its author's own word; refused, taken back or decided anew by its author, it counts for
nothing; undoing needs one person only. The order is that in which the case took the decisions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..model.errors import NotAllowed, UnknownSubject, WrongUse
from ..model.judgement import ANSWERS, PAIR_ACTIONS, Action, Decision
from ..model.team import Member, Role

# What each decision needs of the one who takes it, and of the one who confirms it.
NEEDS: Mapping[Action, Role] = {
    Action.ACCEPT: Role.CODER,
    Action.CORRECT: Role.CODER,
    Action.REJECT: Role.CODER,
    Action.ADD: Role.CODER,
    Action.SETTLE: Role.REVIEWER,
    Action.SAME: Role.REVIEWER,
    Action.NOT_SAME: Role.REVIEWER,
    Action.UNSURE: Role.REVIEWER,
    Action.VIOLATION: Role.REVIEWER,
    Action.GRADE: Role.REVIEWER,
    Action.APPROVE: Role.PUBLISHER,
    Action.RELEASE: Role.PUBLISHER,
    Action.DELETE: Role.PUBLISHER,
}


_BY_OTHER_MEANS = frozenset({Action.RELEASE, Action.DELETE})


class Outcome(StrEnum):
    """What became of a decision that needs a second person."""

    WAITS = "waits for a second person"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that needs a second person, what became of it, and by which later decision."""

    decision: Decision
    outcome: Outcome = Outcome.WAITS
    closed_by: Decision | None = None

    @property
    def waits(self) -> bool:
        return self.outcome is Outcome.WAITS


@dataclass(slots=True)
class _Walk:
    """The proposals met so far, and which of each subject's are open."""

    found: dict[str, Proposal] = field(default_factory=dict)
    open: defaultdict[tuple[str, ...], list[Decision]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def propose(self, one: Decision) -> None:
        self.found[one.id] = Proposal(one)
        self.open[one.subject].append(one)

    def close(self, held: Decision, outcome: Outcome, by: Decision) -> None:
        self.found[held.id] = Proposal(held, outcome, by)
        self.open[held.subject].remove(held)

    def close_named(self, name: str, by: Decision) -> None:
        held = self.found.get(name)
        if held is not None and held.waits:
            self.close(held.decision, Outcome.TAKEN_BACK, by)

    def take_back(self, by: Decision, fits: Callable[[Decision, Decision], bool]) -> None:
        for held in [one for one in self.open.get(by.subject, ()) if fits(one, by)]:
            self.close(held, Outcome.TAKEN_BACK, by)


def proposals(decisions: Iterable[Decision]) -> dict[str, Proposal]:
    """Every decision that needs a second person, by id, in the order in which they were taken."""
    walk = _Walk()
    for one in decisions:
        if one.action in ANSWERS:
            _answer(walk, one)
        elif one.takes_back:
            walk.close_named(one.takes_back, one)
        elif one.action is Action.WITHDRAW:
            walk.take_back(one, _is_withdrawn)
        elif one.needs_second:
            walk.take_back(one, _is_decided_anew)
            walk.propose(one)
    return walk.found


def _answer(walk: _Walk, answer: Decision) -> None:
    held = walk.found.get(answer.subject[0])
    if held is None or not held.waits:
        return
    is_own = answer.by == held.decision.by
    if answer.action is Action.REFUSE:
        outcome = Outcome.TAKEN_BACK if is_own else Outcome.REFUSED
        walk.close(held.decision, outcome, answer)
    elif not is_own:
        walk.close(held.decision, Outcome.CONFIRMED, answer)


def _is_withdrawn(held: Decision, by: Decision) -> bool:
    return by.field is None or by.field in (held.field, held.action.value)


def _is_decided_anew(held: Decision, by: Decision) -> bool:
    return held.by == by.by and _slot(held) == _slot(by)


def _slot(one: Decision) -> tuple[str, str]:
    """What of its subject a decision settles: two by one person on the same cannot both wait."""
    if one.action in (Action.ACCEPT, Action.REJECT):
        return ("verdict", "")
    if one.action in PAIR_ACTIONS:
        return ("pair", "")
    told = one.value if one.action is Action.VIOLATION else one.field
    return (one.action.value, str(told or ""))


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that count: a confirmed one dated by, and standing at, its confirmation."""
    known = proposals(decisions)
    return tuple(_counting(decisions, known))


def _counting(decisions: Iterable[Decision], known: Mapping[str, Proposal]) -> Iterator[Decision]:
    for one in decisions:
        if one.action in ANSWERS:
            held = known.get(one.subject[0])
            if held and held.outcome is Outcome.CONFIRMED and held.closed_by is one:
                yield replace(held.decision, at=max(one.at, held.decision.at))
        elif not one.needs_second:
            yield one


def waiting_for_second(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that wait for a second person, oldest first."""
    return tuple(one.decision for one in proposals(decisions).values() if one.waits)


def rule_of(words: Iterable[str]) -> tuple[Action, ...]:
    """The actions that a rule names, each once, in the order of `NEEDS`; raises WrongUse."""
    wanted = {word.strip().lower().replace("_", " ") for word in words}
    unknown = sorted(wanted - {action.value for action in NEEDS})
    if unknown:
        raise WrongUse(
            f"two_people names '{unknown[0]}', which no two people can decide",
            f"it can name: {', '.join(NEEDS)}",
        )
    return tuple(action for action in NEEDS if action.value in wanted)


def marked(one: Decision, rule: Iterable[Action], member: Member | None) -> Decision:
    """A decision as it is kept: marked where the rule names its action.

    Raises NotAllowed as `signed_for` does, and WrongUse for what is not decided in a table.
    """
    if one.action in ANSWERS or one.action in _BY_OTHER_MEANS:
        raise WrongUse(
            f"'{one.action}' is not decided by a row", "use --confirm, --refuse, or the command"
        )
    return marked_act(one, member) if one.action in rule else one


def marked_act(one: Decision, member: Member | None) -> Decision:
    """A decision that needs a second person, taken by a member who may; raises NotAllowed."""
    signed_for(one.action, one.by, member)
    return replace(one, needs_second=True)


def signed_for(action: Action, by: str, member: Member | None) -> None:
    """Raises NotAllowed unless `by` is a member who showed who they are and may decide this."""
    if member is None or member.name != by:
        raise NotAllowed(
            f"'{action}' needs two people here, and so a member of the team who signed in",
            "decide at the desk, or give --by NAME and that member's password",
        )
    _role_for(action, member)


def _role_for(action: Action, member: Member) -> None:
    if not member.is_active or member.role < NEEDS.get(action, Role.PUBLISHER):
        needed = NEEDS.get(action, Role.PUBLISHER).label
        raise NotAllowed(
            f"'{action}' needs the role of {needed}", f"{member.name} is {member.role.label}"
        )


def answerable(
    decision: str, action: Action, known: Mapping[str, Proposal], by: Member
) -> Decision:
    """The waiting decision that a member may confirm or refuse.

    Raises UnknownSubject when it does not wait, and NotAllowed for a member's own decision (which
    they may refuse: that takes it back) and for too low a role.
    """
    held = known.get(decision)
    if held is None:
        raise UnknownSubject(
            f"no decision '{decision}' needs a second person", "it may have been deleted since"
        )
    if not held.waits:
        who = held.closed_by.by if held.closed_by else "somebody"
        raise UnknownSubject(
            f"{decision} no longer waits: {held.outcome} by {who}", "look at the page again"
        )
    is_own = held.decision.by == by.name
    if action is Action.CONFIRM and is_own:
        raise NotAllowed(
            "nobody can confirm a decision of their own", "another member of the team must"
        )
    if not is_own:
        _role_for(held.decision.action, by)
    return held.decision
