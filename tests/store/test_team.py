"""The team: who may sign in, kept in the case and vouched for like everything else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bearwitness.model.errors import UnknownSubject
from bearwitness.model.team import Member, Role, role_named
from bearwitness.store.case import Case

AT = "2024-06-01T10:00:00Z"
BINA = Member("Bina", Role.CODER, AT)


def test_a_member_is_kept_with_role_and_hash_and_stays_after_leaving(case: Case) -> None:
    case.save_member(BINA, "hash-1", AT, "Ana")
    case.save_member(replace(BINA, is_active=False), "hash-2", AT, "Ana")
    assert case.members() == (replace(BINA, is_active=False),)
    assert case.member_password("Bina") == (replace(BINA, is_active=False), "hash-2")
    assert case.verify() == ()


def test_a_name_nobody_has_is_unknown(case: Case) -> None:
    with pytest.raises(UnknownSubject):
        case.member_password("Nobody")


def test_a_role_may_do_what_those_below_it_may() -> None:
    assert Role.READER < Role.CODER < Role.REVIEWER < Role.PUBLISHER
    assert [role_named(role.label) for role in Role] == list(Role)
    with pytest.raises(ValueError, match="no role"):
        role_named("owner")


def test_the_ledger_names_who_changed_the_team_and_holds_no_hash(
    filled: Callable[[], Case], world: Any
) -> None:
    with filled() as case:
        lines = (case.path / "ledger.jsonl").read_text()
    assert '"kind":"member"' in lines
    assert "argon2" not in lines
