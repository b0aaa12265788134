"""review and why: people decide, from the terminal or from a file of decisions."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..model.errors import UnknownSubject, WrongUse
from .common import (
    case_argument,
    cli_command,
    example,
    json_option,
    passphrase,
    passphrase_option,
    print_json,
    print_table,
    working,
)
from .person import password_option, signed

if TYPE_CHECKING:
    from ..model.claim import Claim
    from ..model.team import Member
    from ..review.queue import Waiting

_MOST_LISTED = 40

EXAMPLE = """bearwitness review cases/border-2024
bearwitness review cases/border-2024 --show claim-0f3a…
bearwitness review cases/border-2024 --accept claim-0f3a… --by "A. Officer" --reason checked
bearwitness review cases/border-2024 --correct claim-0f3a… when 2024-03 --by "A. Officer"
bearwitness review cases/border-2024 --template > decisions.csv
bearwitness review cases/border-2024 --decisions decisions.csv --by "A. Officer"
bearwitness review cases/border-2024 --confirm decision-55b0… --by "B. Officer\""""


@cli_command("review", epilog=example(EXAMPLE))
@case_argument
@click.option("--accept", multiple=True, metavar="CLAIM", help="Accept a claim as it is.")
@click.option("--reject", multiple=True, metavar="CLAIM", help="Reject a claim.")
@click.option(
    "--correct", nargs=3, multiple=True, metavar="CLAIM FIELD VALUE",
    help="Correct one field: act, when, where, affected, modality …",
)  # fmt: skip
@click.option("--same", nargs=2, multiple=True, metavar="CLAIM CLAIM", help="One incident.")
@click.option("--not-same", nargs=2, multiple=True, metavar="CLAIM CLAIM", help="Two incidents.")
@click.option("--unsure", nargs=2, multiple=True, metavar="CLAIM CLAIM", help="Cannot tell.")
@click.option(
    "--grade", nargs=3, multiple=True, metavar="INCIDENT WHAT GRADE",
    help="reliability A to F, or credibility 1 to 6.",
)  # fmt: skip
@click.option(
    "--violation", nargs=2, multiple=True, metavar="INCIDENT NORM",
    help='That it violates a norm, as in "CAT 3".',
)  # fmt: skip
@click.option(
    "--withdraw", multiple=True, metavar="CLAIM|DECISION",
    help="Take back all that was decided on a claim, or one decision.",
)  # fmt: skip
@click.option(
    "--decisions", type=click.Path(path_type=Path), help="A CSV or JSON-lines file; - for input."
)
@click.option(
    "--confirm", multiple=True, metavar="DECISION",
    help="As the second person: another's decision that waits shall count.",
)  # fmt: skip
@click.option(
    "--refuse", multiple=True, metavar="DECISION",
    help="As the second person: it shall not; your own you take back.",
)  # fmt: skip
@click.option("--by", default="", help="Who decides; kept with every decision.")
@click.option("--reason", default="", help="Why; kept with every decision.")
@click.option("--show", metavar="CLAIM", help="One claim with the words it rests on.")
@click.option("--template", is_flag=True, help="Print a CSV of what waits, to fill in.")
@click.option("--all", "show_all", is_flag=True, help="List everything that waits.")
@password_option
@passphrase_option
@json_option
def review_command(
    case: Path,
    by: str,
    reason: str,
    decisions: Path | None,
    show: str | None,
    template: bool,
    show_all: bool,
    confirm: tuple[str, ...],
    refuse: tuple[str, ...],
    password_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    **typed: tuple[Any, ...],
) -> int:
    """What waits for a person; accept, correct or reject it, with a name and a reason.

    Every decision is kept; the newest holds. Nothing that nobody reviewed is published. Where the
    case's settings say that two people must agree, a decision waits until another confirms it.
    """
    from ..pipeline import open_case

    rows = _typed_rows(typed, reason) + (_rows_in(decisions) if decisions else [])
    with open_case(case, passphrase(case, passphrase_file)) as opened:
        if show is not None:
            return _show(opened, show, as_json)
        if confirm or refuse:
            return _answer(opened, case, confirm, refuse, signed(opened, by, password_file), reason)
        if rows:
            return _decide(opened, case, rows, by, password_file, as_json)
        return _list(opened, template, show_all, as_json)


def _typed_rows(typed: dict[str, tuple[Any, ...]], reason: str) -> list[dict[str, object]]:
    """Rows of a decisions table from the options typed."""
    shapes = {
        "accept": ("claim",), "reject": ("claim",), "withdraw": ("claim",),
        "correct": ("claim", "field", "value"), "grade": ("claim", "field", "value"),
        "violation": ("claim", "value"), "same": ("claim", "other"),
        "not_same": ("claim", "other"), "unsure": ("claim", "other"),
    }  # fmt: skip
    rows: list[dict[str, object]] = []
    for option, columns in shapes.items():
        for given in typed[option]:
            cells = (given,) if isinstance(given, str) else given
            row = dict(zip(columns, cells, strict=True))
            if option == "withdraw" and given.startswith("decision-"):
                row = {"value": given}
            rows.append({"action": option.replace("_", " "), "reason": reason, **row})
    return rows


def _rows_in(path: Path) -> list[dict[str, object]]:
    from ..review.table import rows_of

    if str(path) == "-":
        return rows_of(sys.stdin.read())
    try:
        return rows_of(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise WrongUse("the decisions file cannot be read", "save it as CSV in UTF-8") from None


def _decide(
    opened: Any,
    case: Path,
    rows: list[dict[str, object]],
    by: str,
    password_file: Path | None,
    as_json: bool,
) -> int:
    from ..pipeline import case_settings, decide
    from ..review.second import rule_of

    settings = case_settings(case)
    ruled = {str(action) for action in rule_of(settings.two_people)}
    needs_two = any(str(row.get("action", "")).replace("_", " ").lower() in ruled for row in rows)
    member = signed(opened, by, password_file) if needs_two else None
    with working("deciding and linking anew"):
        taken, refused = decide(opened, rows, by, settings, member)
    waits = [one for one in taken if one.needs_second]
    if as_json:
        print_json({"taken": taken, "refused": refused})
    else:
        for row in refused:
            click.echo(f"row {row.row} refused: {row.problem}\n    hint: {row.hint}")
        click.echo(
            f"{len(taken)} decisions taken, {len(refused)} refused; "
            f"{len(opened.incidents())} incidents now"
        )
        if waits:
            click.echo(f"{len(waits)} of them wait for a second person: --confirm DECISION")
    return int(bool(refused))


def _answer(
    opened: Any,
    case: Path,
    confirm: tuple[str, ...],
    refuse: tuple[str, ...],
    member: "Member",
    reason: str,
) -> int:
    from ..model.judgement import Action
    from ..pipeline import case_settings
    from ..two_people import answer

    for names, action in ((confirm, Action.CONFIRM), (refuse, Action.REFUSE)):
        for name in names:
            answer(opened, name, action, member, reason, case_settings(case))
            click.echo(f"{name}: {'confirmed' if action is Action.CONFIRM else 'refused'}")
    return 0


def _list(opened: Any, template: bool, show_all: bool, as_json: bool) -> int:
    from ..pipeline import waiting_claims
    from ..review.table import template as template_of

    items = waiting_claims(opened)
    if template:
        click.echo(template_of((item.claim, item.why) for item in items), nl=False)
    elif as_json:
        print_json({"waiting": [_brief(item) for item in items]})
    else:
        _say_waiting(items if show_all else items[:_MOST_LISTED], len(items))
        _say_second(opened)
    return 0


def _say_second(opened: Any) -> None:
    from ..review.second import waiting_for_second

    waits = waiting_for_second(opened.every_decision())
    if not waits:
        return
    click.echo("")
    columns = ("decision", "action", "about", "by", "at")
    print_table(columns, [(d.id, d.action.value, d.subject[-1], d.by, d.at) for d in waits])
    click.echo(f"\n{len(waits)} decisions wait for a second person: --confirm or --refuse DECISION")


def _brief(item: "Waiting") -> dict[str, Any]:
    from ..review.table import shown

    claim = item.claim
    return {
        "claim": claim.id,
        "report": claim.report_id,
        "kind": claim.kind,
        "act": claim.act,
        **shown(claim),
        "why": item.why,
    }


def _say_waiting(items: "Sequence[Waiting]", total: int) -> None:
    columns = ("claim", "kind", "act", "when", "where", "people", "why")
    briefs = [_brief(item) for item in items]
    print_table(columns, [[brief[column] or "" for column in columns] for brief in briefs])
    more = f" ({total - len(items)} more: --all)" if total > len(items) else ""
    click.echo(f"\n{total} claims wait{more}")
    if total:
        click.echo("--show CLAIM shows the words; --accept, --correct, --reject decide")


def _show(opened: Any, claim_id: str, as_json: bool) -> int:
    claim = _held(opened, claim_id)
    text = opened.text(claim.report_id).content
    if as_json:
        print_json(claim)
        return 0
    _say_claim(claim, text)
    return 0


def _held(opened: Any, claim_id: str) -> "Claim":
    from ..review.decide import added

    for claim in (*opened.claims(), *added(opened.decisions())):
        if claim.id == claim_id:
            return claim  # type: ignore[no-any-return]
    raise UnknownSubject(
        f"no claim '{claim_id}' in this case", "`bearwitness review CASE` lists them"
    )


def _say_claim(claim: "Claim", text: str) -> None:
    from ..review.table import shown

    click.echo(f"{claim.id} in {claim.report_id}: {claim.kind}, {claim.act or 'no act'}")
    for name, value in shown(claim).items():
        click.echo(f"  {name:12} {value}")
    for link in claim.attribution:
        click.echo(f"  {'says':12} {link.kind}: {link.words!r} ({link.cue})")
    for one in claim.evidence:
        one.resolve(text)
        around = f"…{one.prefix}[{one.exact}]{one.suffix}…".replace("\n", " ")
        click.echo(f"  {one.field:12} {around}")


@cli_command("why", epilog=example("bearwitness why cases/border-2024 claim-0f3a… claim-77b1…"))
@case_argument
@click.argument("first")
@click.argument("second")
@passphrase_option
@json_option
def why_command(
    case: Path, first: str, second: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Why two claims are, or are not, taken for one incident: each feature and its weight."""
    from ..linking import why
    from ..pipeline import human_claims, open_case, reviewed_claims

    with open_case(case, passphrase(case, passphrase_file)) as opened:
        held, decisions = human_claims(opened)
        claims = {claim.id: claim for claim in held}
        for name in (first, second):
            if name not in claims:
                _held(opened, name)
                raise UnknownSubject(f"{name} was rejected", "withdraw the rejection first")
        headers = {report.id: report.header for report in opened.reports()}
        texts = {report.id: report.text.content for report in opened.reports()}
        found = why(
            claims[first],
            claims[second],
            headers,
            texts,
            opened.readings(),
            reviewed=reviewed_claims(decisions),
        )
    chance = found.probability
    if as_json:
        print_json(
            {
                "method": found.method,
                "prior": found.prior,
                "reasons": found.reasons,
                "probability": chance,
                "notes": found.notes,
            }
        )
        return
    for reason in found.reasons:
        click.echo(f"{reason.weight:+5.1f}  {reason.sentence}")
    click.echo(f"{found.prior:+5.1f}  before looking at anything ({found.method})")
    click.echo(f"probability that they are one incident: {chance:.2f}")
    for note in found.notes:
        click.echo(note)
