"""Where two people must agree: answering what waits, and what is done once both have.

A deletion is asked for by one and done when another confirms it; should the program stop between
the confirmation and the deed, `carry_out` does it when the case is next opened for work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model.errors import UnknownSubject, WrongUse
from .model.judgement import Action
from .model.tombstone import DeletionReason
from .pipeline import follow_up, link_claims, next_moment, now
from .review.second import answerable, marked_act, proposals, rule_of
from .review.table import decision

if TYPE_CHECKING:
    from .model.judgement import Decision
    from .model.team import Member
    from .settings import Settings
    from .store.case import Case


def answer(
    case: Case, name: str, action: Action, member: Member, reason: str, settings: Settings,
    *, is_left: bool = False,
) -> Decision:  # fmt: skip
    """Confirms or refuses the waiting decision `name`, links anew and does what was confirmed.

    Linking what it may change elsewhere can be left for later (`pipeline.follow_up`).

    Raises UnknownSubject when it does not wait, and NotAllowed when this member may not.
    """
    held = answerable(name, action, proposals(case.every_decision()), member)
    made = decision((held.id, *held.subject), action, member.name, next_moment(case), reason)
    with case.transaction():
        case.keep_rule(rule_of(settings.two_people), member.name, made.at)
        case.decide([made])
        if action is Action.CONFIRM:
            follow_up(case, [made], settings, is_left)
    if action is Action.CONFIRM and held.action is Action.DELETE:
        carry_out(case, settings)
    return made


def delete_report(
    case: Case,
    report: str,
    by: str,
    reason: DeletionReason,
    settings: Settings,
    member: Member | None = None,
) -> Decision | None:
    """Deletes a report and links anew; where two people must agree, gives the request that waits.

    Raises UnknownSubject, WrongUse and NotAllowed before anything is written.
    """
    case.must_be_deletable(report)
    rule = rule_of(settings.two_people)
    if Action.DELETE not in rule:
        case.delete_report(report, by, reason, now())
        link_claims(case, settings)
        return None
    at = next_moment(case)
    made = decision((report,), Action.DELETE, by, at, value=DeletionReason(reason).value)
    request = marked_act(made, member)
    with case.transaction():
        case.keep_rule(rule, by, at)
        case.decide([request])
    return request


def carry_out(case: Case, settings: Settings) -> int:
    """Deletes what two people have agreed to delete and is still there; gives how many reports."""
    known = proposals(case.every_decision())
    agreed = [one for one in case.decisions() if one.action is Action.DELETE and one.needs_second]
    done = 0
    for one in agreed:
        closed_by = known[one.id].closed_by
        try:
            case.delete_report(
                one.subject[0], one.by, DeletionReason(one.value), now(),
                second=closed_by.by if closed_by else "",
            )  # fmt: skip
        except (UnknownSubject, WrongUse):
            continue  # gone with another one, or come again inside a mail since
        done += 1
    if done:
        link_claims(case, settings)
    return done
