"""Who is at the terminal: a member of the team, by name and password, where a rule asks for one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..model.errors import UnknownSubject, WrongPassphrase, WrongUse

if TYPE_CHECKING:
    from ..model.team import Member
    from ..store.case import Case


def password_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--password-file: one's own password, where what is done needs two people."""
    return click.option(
        "--password-file",
        type=click.Path(path_type=Path),
        help="Your own password's file, where two people must agree (or it is asked for).",
    )(command)


def signed(case: Case, name: str, file: Path | None) -> Member:
    """The member of that name, once their password fits.

    Raises WrongUse where there is no name or no password to be had, WrongPassphrase when name and
    password do not fit.
    """
    from ..web.sessions import is_password

    if not name:
        raise WrongUse("two people must agree on this, so it needs your name", "give --by NAME")
    words = own_password(file, name)
    try:
        member, kept = case.member_password(name)
    except UnknownSubject:
        is_password(words, None)
        member, kept = None, None
    if member is None or not is_password(words, kept) or not member.is_active:
        raise WrongPassphrase(
            "that name and password do not fit", "it is the password of the desk's sign-in"
        )
    return member


def own_password(file: Path | None, name: str) -> str:
    """A member's password from a file or a prompt; raises WrongUse without either."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError):
            raise WrongUse("the password file cannot be read", "check its path") from None
    if sys.stdin.isatty():
        return str(click.prompt(f"Password of {name}", hide_input=True, err=True))
    raise WrongUse(
        "two people must agree on this, so it needs a member's password", "give --password-file"
    )
