"""desk: the review pages, on this machine alone."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model.errors import WrongUse
from ..model.team import Member, Role, role_named
from .common import (
    case_argument,
    cli_command,
    example,
    json_option,
    passphrase,
    passphrase_option,
    print_json,
)

if TYPE_CHECKING:
    from ..store.case import Case


@cli_command(
    "desk",
    epilog=example(
        "bearwitness desk cases/border-2024\n"
        'bearwitness desk cases/border-2024 --add "A. Officer" --role reviewer'
    ),
)
@case_argument
@click.option(
    "--port", type=click.IntRange(1024, 65535), default=8765, show_default=True,
    help="Where the pages are: http://127.0.0.1:PORT.",
)  # fmt: skip
@click.option("--add", metavar="NAME", help="Add somebody to the team, or give a new password.")
@click.option(
    "--role", type=click.Choice([role.label for role in Role]), default="coder",
    show_default=True, help="What the one added may do.",
)  # fmt: skip
@click.option("--leave", metavar="NAME", help="Somebody has left the team: no more signing in.")
@click.option(
    "--password-file", type=click.Path(path_type=Path),
    help="Read the new password from a file's first line.",
)  # fmt: skip
@passphrase_option
@json_option
def desk_command(
    case: Path,
    port: int,
    add: str | None,
    role: str,
    leave: str | None,
    password_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """The review pages on 127.0.0.1, for one person or a few in turn.

    The passphrase opens the case; each person then signs in with a name and a password. The first
    one is added when the desk is first opened, as a publisher.
    """
    from ..pipeline import open_case

    with open_case(case, passphrase(case, passphrase_file)) as opened:
        if leave is not None:
            _say(
                _left(opened, leave),
                f"{leave} can no longer sign in; every decision stays",
                as_json,
            )
        elif add is not None:
            made = _added(opened, add, role_named(role), password_file)
            _say(made, f"{made.name} works on this case as {role}", as_json)
        else:
            if not any(m.is_active and m.role is Role.PUBLISHER for m in opened.members()):
                _add_first(opened, password_file)
            address = f"http://127.0.0.1:{port}"
            _say({"address": address}, f"The desk is at {address} (stop it with Ctrl-C)", as_json)
            _serve(opened, case, port)


def _say(told: object, words: str, as_json: bool) -> None:
    if as_json:
        print_json(told)
    else:
        click.echo(words)


def _added(case: "Case", name: str, role: Role, file: Path | None) -> Member:
    from ..pipeline import now
    from ..web.sessions import password_hash

    name = " ".join(name.split())
    if not name:
        raise WrongUse("a member of the team needs a name", "it stands beside every decision")
    if any(m.name != name and m.name.casefold() == name.casefold() for m in case.members()):
        raise WrongUse("somebody of nearly that name is on the team", "choose one told apart")
    words = _password(file, name)
    at = now()
    since = next((m.since for m in case.members() if m.name == name), at)
    made = Member(name, role, since)
    case.save_member(made, password_hash(words), at, name)
    return made


def _add_first(case: "Case", file: Path | None) -> None:
    if not sys.stdin.isatty():
        raise WrongUse(
            "nobody who may publish works on this case yet",
            'add the first: bearwitness desk CASE --add "A. Officer" --role publisher',
        )
    click.echo("Nobody works on this case yet. You are the first, and may do everything.", err=True)
    name = click.prompt("Your name, as it is to stand beside decisions", err=True)
    _added(case, name, Role.PUBLISHER, file)


def _left(case: "Case", name: str) -> Member:
    from ..pipeline import now

    member, kept = case.member_password(name)
    gone = Member(member.name, member.role, member.since, False)
    case.save_member(gone, kept, now(), name)
    return gone


def _password(file: Path | None, name: str) -> str:
    from ..web.sessions import LEAST_PASSWORD

    if file is not None:
        try:
            words = file.read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError):
            raise WrongUse("the password file cannot be read", "check its path") from None
    elif sys.stdin.isatty():
        return _asked_for(f"A password for {name} ({LEAST_PASSWORD} characters or more)")
    else:
        raise WrongUse("no password was given", "give --password-file")
    if len(words) < LEAST_PASSWORD:
        raise WrongUse("the password is too short", f"use {LEAST_PASSWORD} characters or more")
    return words


def _asked_for(question: str) -> str:
    """A new password from the terminal, asked for until it is long enough."""
    from ..web.sessions import LEAST_PASSWORD

    while True:
        words = str(click.prompt(question, hide_input=True, confirmation_prompt=True, err=True))
        if len(words) >= LEAST_PASSWORD:
            return words
        click.echo("that is too short; several words are easiest to keep", err=True)


def _serve(case: "Case", path: Path, port: int) -> None:
    from time import monotonic

    import uvicorn

    from ..pipeline import case_settings
    from ..two_people import carry_out
    from ..web.app import make_app
    from ..web.desk import Desk

    settings = case_settings(path)
    carry_out(case, settings)  # what two agreed on before a stop
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
    desk = Desk(case, settings, monotonic)
    desk.begin()
    app = make_app(desk, hosts)
    uvicorn.run(
        app, host="127.0.0.1", port=port, log_level="critical", access_log=False,
        server_header=False, date_header=False, timeout_graceful_shutdown=5,
    )  # fmt: skip
    desk.end()
