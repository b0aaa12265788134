"""release: through the gate, then a folder that may be seen by everyone."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import (
    case_argument,
    cli_command,
    example,
    json_option,
    passphrase,
    passphrase_option,
    print_json,
    working,
)
from .person import password_option, signed

if TYPE_CHECKING:
    from ..model.release import Cleared
    from ..model.team import Member
    from ..releasing import Release
    from ..settings import Settings
    from ..store.case import Case

EXAMPLE = """bearwitness release cases/border-2024 releases/2024-06 --dry-run
bearwitness release cases/border-2024 releases/2024-06
bearwitness release cases/border-2024 releases/2024-06 --approve CHECK --by "A. Editor\""""


@cli_command("release", epilog=example(EXAMPLE))
@case_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what the gate would do; write nothing.")
@click.option("--approve", multiple=True, metavar="CHECK", help="Approve a check that needs it.")
@click.option("--by", default="", help="Who approves, or agrees where two people must.")
@click.option("--reason", default="", help="Why.")
@click.option(
    "--noisy",
    "epsilon",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="EPSILON",
    help="Add counts with noise, spending EPSILON of the case's privacy_budget.",
)
@click.option("--title", default=None, help="The title under which it is published.")
@password_option
@passphrase_option
@json_option
def release_command(
    case: Path,
    out: Path,
    dry_run: bool,
    approve: tuple[str, ...],
    by: str,
    reason: str,
    epsilon: float,
    title: str | None,
    password_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Send the reviewed incidents through the gate and write what passes to the folder OUT.

    Every record is one of at least k alike; what cannot be is left out. The same case gives the
    same bytes. A check that says REVIEW needs a named person's approval; FAIL cannot be approved.
    Where the case's settings say that two people must agree on a release, the first to give this
    command asks for it and the second makes it.
    """
    from ..pipeline import case_settings, open_case
    from ..releasing import Release

    settings = case_settings(case)
    needs_two = {"approve"} & {*settings.two_people} if approve else frozenset[str]()
    with open_case(case, passphrase(case, passphrase_file)) as opened:
        making = Release(opened, settings, title, epsilon)
        asks = making.needs_agreement and not dry_run
        member = signed(opened, by, password_file) if needs_two or asks else None
        for one in making.approve(approve, by, reason, member):
            if one.needs_second:
                click.echo(
                    f"{one.id} waits: `bearwitness review CASE --confirm {one.id}`", err=True
                )
        if asks and member and not _agreed(opened, making, settings, member, reason):
            click.echo("it waits for a second person: another publisher gives the same command")
            return 1
        with working("at the gate"):
            cleared = making.look() if dry_run else making.make(out)
    if as_json:
        print_json(
            {"out": None if dry_run else str(out), "verdict": cleared.verdict.name,
             "guarantee": cleared.guarantee, "checks": _plain(cleared)}
        )  # fmt: skip
    else:
        _say(cleared, None if dry_run else out)
    return 0


def _agreed(
    opened: "Case", making: "Release", settings: "Settings", member: "Member", reason: str
) -> bool:
    """Whether two have now agreed: this one confirms what another asked, or else asks."""
    from ..model.judgement import Action
    from ..review.second import waiting_for_second
    from ..two_people import answer

    waits = waiting_for_second(opened.every_decision())
    asked = [d for d in waits if d.action is Action.RELEASE and d.subject == (making.id,)]
    others = [d for d in asked if d.by != member.name]
    if others:
        answer(opened, others[0].id, Action.CONFIRM, member, reason, settings)
        making.take(opened.decisions())
    elif not asked:
        making.ask(member, member.name, reason)
    return bool(others)


def _plain(cleared: "Cleared") -> list[dict[str, str]]:
    return [
        {"name": check.name, "verdict": check.verdict.name, "why": check.why}
        for check in cleared.checks
    ]


def _say(cleared: "Cleared", out: Path | None) -> None:
    for check in cleared.checks:
        click.echo(f"{check.verdict.name:7} {check.name}: {check.why}")
    promise = cleared.guarantee
    click.echo(
        f"{promise.records_out} of {promise.records_in} incidents pass, "
        f"{promise.suppressed} left out; every record is one of at least {promise.k} alike "
        f"(the smallest group has {promise.smallest_group})"
    )
    click.echo("nothing was written" if out is None else f"wrote {out}; start with how-to-read.md")
