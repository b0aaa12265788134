"""init, add, measure, verify, delete: what is done to a case as a whole."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..model.tombstone import DeletionReason
from .common import (
    case_argument,
    cli_command,
    example,
    for_terminal,
    json_option,
    new_passphrase,
    next_passphrase,
    passphrase,
    passphrase_option,
    print_json,
    print_table,
    with_progress,
    working,
)
from .person import password_option, signed

if TYPE_CHECKING:
    from ..adding import Row
    from ..model.measure import Measured
    from ..model.overtime import CaseNumbers


@cli_command(
    "init",
    epilog=example("bearwitness init cases/border-2024"),
    short_help="Make a case.",
)
@case_argument
@passphrase_option
@json_option
def init_command(case: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Make a case: a folder that holds reports, encrypted under a passphrase.

    Nobody can open it without the passphrase, not even we. Keep a copy of the passphrase apart
    from the folder.
    """
    from ..pipeline import make_case

    with make_case(case, new_passphrase(case, passphrase_file)):
        pass
    if as_json:
        print_json({"case": str(case), "made": True})
    else:
        click.echo(f"made {case}")
        click.echo(f"next:  bearwitness add {case} FILES...")


@cli_command("add", epilog=example("bearwitness add cases/border-2024 inbox/*.html mail.eml"))
@case_argument
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; keep nothing.")
@click.option("--outlet", help="The outlet of all these files, over what they say themselves.")
@click.option("--published", help="Their publication date, YYYY-MM-DD.")
@click.option("--language", help="Their language, as in `en` or `ko`.")
@click.option("--again", is_flag=True, help="Take also what was deleted from this case before.")
@passphrase_option
@json_option
def add_command(
    case: Path,
    files: tuple[Path, ...],
    dry_run: bool,
    outlet: str | None,
    published: str | None,
    language: str | None,
    again: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Seal, read, extract and link FILES; a folder stands for the files in it.

    A row a file says what became of it: added, already there, or refused and why. Reads plain
    text, Markdown, HTML, e-mail with attachments, Word, PDF with a text layer, and keeps pictures.
    """
    from ..adding import Stated, add_files, files_in, would_add
    from ..pipeline import case_settings, link_claims, now, open_case
    from ..searching import entered

    words = passphrase(case, passphrase_file)
    stated = Stated(outlet, _date(published), language)
    with open_case(case, words) as opened:
        settings, paths = case_settings(case), list(files_in(files))
        if dry_run:
            rows = list(with_progress(would_add(opened, paths, settings), len(paths), "looking"))
        else:
            adding = add_files(opened, paths, settings, now(), stated=stated, again=again)
            rows = list(with_progress(adding, len(paths), "adding"))
            with working("linking"):
                link_claims(opened, settings)
            with working("entering into search"):
                entered(opened)
        incidents = opened.incident_count()
    _say_rows(rows, incidents, dry_run, as_json)
    return int(any(row.outcome in ("refused", "not read") for row in rows))


def _date(words: str | None) -> Any:
    from ..model.errors import WrongUse
    from ..model.reading import as_date

    found = as_date(words)
    if words and found is None:
        raise WrongUse(f"'{words}' is not a date", "write it as 2024-03-05")
    return found


def _say_rows(rows: Sequence["Row"], incidents: int, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json({"dry_run": dry_run, "files": rows, "incidents": incidents})
        return
    for row in rows:
        detail = row.note or (f"{row.claims} claims" if row.outcome == "added" else "")
        name = for_terminal(row.name).replace("\n", "\\n")
        click.echo(f"{row.outcome:13}  {name}" + (f": {detail}" if detail else ""))
        if row.hint:
            click.echo(f"{'':13}  hint: {row.hint}")
    counts = {
        what: sum(r.outcome == what for r in rows)
        for what in dict.fromkeys(r.outcome for r in rows)
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items()) or "no files"
    click.echo(
        f"{'would be: ' if dry_run else ''}{told}" + ("" if dry_run else f"; {incidents} incidents")
    )


@cli_command(
    "measure",
    epilog=example(
        "bearwitness measure cases/border-2024 --by act,month --json\n"
        "bearwitness measure cases/border-2024 --report measures.html --unit week"
    ),
)
@case_argument
@click.option(
    "--by",
    default="act,month,admin1",
    show_default=True,
    help="Dimensions, with commas: act, week, month, year, admin1, country, sex, age, nationality.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write one HTML page with everything: counts, trend, coverage, estimates.",
)
@click.option(
    "--unit",
    type=click.Choice(["week", "month"]),
    default="month",
    show_default=True,
    help="For the page's trend.",
)
@click.option(
    "--groups",
    type=click.Path(path_type=Path),
    help="For the page's estimate: a CSV with columns outlet and list.",
)
@click.option("--with-unreviewed", is_flag=True, help="Count also what nobody has reviewed yet.")
@passphrase_option
@json_option
def measure_command(
    case: Path,
    by: str,
    report: Path | None,
    unit: str,
    groups: Path | None,
    with_unreviewed: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Documented counts of incidents and people. Documented is never the total.

    The page is for the people who work on the case: it has not passed the gate.
    """
    if report is not None:
        made = _report(case, report, unit, groups, with_unreviewed, passphrase_file)
        if as_json:
            print_json(made)
        else:
            click.echo(
                f"wrote {report}: {made.incidents} incidents documented; not to be published"
            )
        return
    from ..pipeline import measure_case, open_case

    dimensions = tuple(part.strip() for part in by.split(",") if part.strip())
    with open_case(case, passphrase(case, passphrase_file)) as opened, working("counting"):
        measured = measure_case(opened, dimensions, with_unreviewed=with_unreviewed)
    if as_json:
        print_json(measured)
    else:
        _say_measured(measured, dimensions)


def _report(
    case: Path, out: Path, unit: str, groups: Path | None, with_unreviewed: bool, words: Path | None
) -> "CaseNumbers":
    from ..measuring import numbers_of, page_of
    from ..pipeline import open_case
    from .common import write_new
    from .estimate import read_groups

    lists = read_groups(groups) if groups else None
    with open_case(case, passphrase(case, words)) as opened, working("measuring"):
        numbers = numbers_of(opened, unit, lists, with_unreviewed=with_unreviewed)
        made = page_of(opened, numbers, f"Case {case.resolve().name}")
        write_new(out, made.encode("utf-8", "replace"))
    return numbers


def _say_measured(measured: "Measured", dimensions: Sequence[str]) -> None:
    rows = []
    for figure in measured.figures:
        people = figure.people
        span = (
            f"{people.low}"
            if people.low == people.high
            else f"{people.low} to {people.high or 'unknown'}"
        )
        cell = dict(figure.cell)
        rows.append([*(cell[d] for d in dimensions), figure.incidents, span, figure.single_origin])
    print_table([*dimensions, "incidents", "people", "single origin"], rows)
    click.echo(f"\n{measured.incidents} incidents documented.")
    for reason, count in measured.left_out:
        click.echo(f"left out: {count} ({reason})")
    click.echo(measured.reading)


@cli_command(
    "passphrase",
    epilog=example("bearwitness passphrase cases/border-2024"),
    short_help="Another passphrase for a case.",
)
@case_argument
@click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path),
    help="Read the new passphrase from a file's first line, in place of being asked for it.",
)
@passphrase_option
@json_option
def passphrase_command(
    case: Path, new_passphrase_file: Path | None, passphrase_file: Path | None, as_json: bool
) -> None:
    """Put another passphrase in the place of the one that opens a case.

    For when somebody leaves the team, or a passphrase was seen. The case itself is not encrypted
    anew: who kept an older copy of `case.json` can still open it, and any copy of this case, with
    the earlier passphrase. Against that person, make a new case and add the reports again.
    """
    from ..pipeline import change_passphrase

    change_passphrase(case, passphrase(case, passphrase_file), next_passphrase(new_passphrase_file))
    if as_json:
        print_json({"case": str(case), "changed": True})
    else:
        click.echo(f"{case} opens with the new passphrase only; replace old copies of the case")


@cli_command("verify", epilog=example("bearwitness verify cases/border-2024"))
@click.argument("path", type=click.Path(path_type=Path))
@passphrase_option
@json_option
def verify_command(path: Path, passphrase_file: Path | None, as_json: bool) -> int:
    """Does everything in a case, or in a release folder, still match its seals?

    Says what changed and where, and ends with code 1 if anything did.
    """
    from ..verifying import is_release, verify_case, verify_release

    words = None if is_release(path) else passphrase(path, passphrase_file)
    with working("checking every seal"):
        found = verify_release(path) if words is None else verify_case(path, words)
    broken = sum(finding.is_broken for finding in found)
    if as_json:
        print_json({"path": str(path), "holds": not broken, "findings": found})
    else:
        for finding in found:
            state = "changed" if finding.is_broken else "not looked at"
            click.echo(f"{state}: {finding.subject} ({finding.where}): {finding.problem}")
        click.echo(f"{broken} things do not match" if broken else "everything matches")
    return int(bool(broken))


@cli_command(
    "delete",
    epilog=example(
        "bearwitness delete cases/border-2024 report-7c1e09b2d4f0a311 "
        '--by "A. Officer" --reason source-safety'
    ),
)
@case_argument
@click.argument("report")
@click.option("--by", required=True, help="Who deletes it.")
@click.option(
    "--reason",
    required=True,
    type=click.Choice([reason.value for reason in DeletionReason]),
    help="Why: a code, which stays in the ledger.",
)
@click.option("--yes", is_flag=True, help="Do not ask again.")
@password_option
@passphrase_option
@json_option
def delete_command(
    case: Path,
    report: str,
    by: str,
    reason: str,
    yes: bool,
    password_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Delete a report for someone's safety: its original, its text and all that came from it.

    The ledger keeps that a report was deleted, by whom and when, and nothing else. Earlier
    releases and copies of the case folder are not reached. Where the case's settings say that two
    people must agree, it is asked for, and done when another confirms (`review --confirm`).
    """
    from ..pipeline import case_settings, open_case
    from ..two_people import delete_report

    settings = case_settings(case)
    with open_case(case, passphrase(case, passphrase_file)) as opened:
        opened.report(report)
        if not yes:
            click.confirm(f"Delete {report} for good?", abort=True, err=True)
        member = signed(opened, by, password_file) if "delete" in settings.two_people else None
        waits = delete_report(opened, report, by, DeletionReason(reason), settings, member)
    if as_json:
        print_json({"deleted": None, "waits": waits} if waits else {"deleted": report})
    elif waits:
        click.echo(f"it waits for a second person: bearwitness review CASE --confirm {waits.id}")
    else:
        click.echo(f"deleted {report}; the ledger keeps a tombstone")
