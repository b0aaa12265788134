"""search: reports that hold words, in any script, or a claim that fits."""

import sys
from datetime import datetime
from pathlib import Path

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

DAY = click.DateTime(["%Y-%m-%d"])


@cli_command(
    "search",
    epilog=example(
        "bearwitness search cases/border-2024 체포 --place Jilin --since 2024-01-01\n"
        "bearwitness search cases/border-2024 - < words.txt"
    ),
)
@case_argument
@click.argument("words", nargs=-1)
@click.option("--act", help="A code of the vocabulary.")
@click.option("--place", help="A place, or what holds it: Tumen; Jilin, CN; China.")
@click.option("--since", type=DAY, help="A claim's days end on this day or later.")
@click.option("--until", type=DAY, help="A claim's days begin on this day or earlier.")
@click.option("--source", help="A kind of source: neighbour, document …")
@click.option("--status", help="waits, accepted, corrected or rejected.")
@click.option("--kind", help="event, pattern, estimate, norm or response.")
@click.option("--outlet", help="The outlet, as the report names it.")
@click.option("--from", "start", type=click.IntRange(0), default=0, help="Skip so many reports.")
@passphrase_option
@json_option
def search_command(
    case: Path,
    words: tuple[str, ...],
    act: str | None,
    place: str | None,
    since: datetime | None,
    until: datetime | None,
    source: str | None,
    status: str | None,
    kind: str | None,
    outlet: str | None,
    start: int,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Reports that hold all words, in any script, and a claim that fits all filters.

    What is typed stays in the shell's history: give - to read the words from standard input.
    """
    from ..model.search import Wanted
    from ..pipeline import open_case
    from ..review.facets import keys_for
    from ..searching import entered, looked_for

    said = sys.stdin.read() if words == ("-",) else " ".join(words)
    wanted = Wanted(
        words=said, act=act, places=keys_for(place) if place else None,
        since=since.date() if since else None, until=until.date() if until else None,
        source=source, status=status, kind=kind, outlet=outlet,
    )  # fmt: skip
    with open_case(case, passphrase(case, passphrase_file)) as opened, working("looking"):
        entered(opened)
        answer, shown = looked_for(opened, wanted, start)
    if as_json:
        reports = [
            {
                "report": one.header.id,
                "title": one.header.title,
                "outlet": one.header.outlet,
                "published": one.header.published,
                "claims": one.claim_ids,
                "excerpts": ["".join(p.text for p in pieces) for pieces in one.excerpts],
            }
            for one in shown
        ]
        print_json({"total": answer.total, "from": start, "reports": reports})
        return
    click.echo(f"{answer.total} report{'' if answer.total == 1 else 's'}")
    for one in shown:
        header = one.header
        parts = (header.title, header.outlet, str(header.published or ""))
        click.echo(f"\n{header.id}  {', '.join(part for part in parts if part)}")
        for pieces in one.excerpts:
            line = "".join(click.style(p.text, bold=True) if p.is_hit else p.text for p in pieces)
            click.echo("  " + " ".join(line.split()))
        for name in one.claim_ids:
            click.echo(f"  {name}")
