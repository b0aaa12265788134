"""Decisions from a table a person filled in, and the table to fill in.

CSV or JSON lines. A row names a claim by its id, or by the report's file name with the act and, if
several claims fit, words quoted from where it stands; a row that fits no claim, or more than one,
is refused and the others go on. `COLUMNS` lists the columns; those of `SHOWN` are for reading, but
in a row that adds a claim they are what it says.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from ..model.claim import Claim
from ..model.errors import BadTable, BearwitnessError, UnknownSubject
from ..model.ids import content_id
from ..model.incident import Incident
from ..model.judgement import PAIR_ACTIONS, Action, Decision
from ..model.report import TextVersion
from .adding import added_id, added_value
from .decide import field_value
from .shorthand import checked, value_of

COLUMNS = (
    "claim", "other", "report", "act", "kind", "quote", "action", "field", "value", "by", "reason",
    "at",
)  # fmt: skip
SHOWN = ("modality", "when", "where", "people", "confidence", "why")
SETTLED = ("when", "where", "affected")  # the fields whose values can be in conflict
_ADDED = {"kind": "kind", "act": "act", "modality": "modality", "when": "when", "where": "where",
          "people": "affected"}  # fmt: skip


def _no_text(report: str) -> TextVersion:
    raise UnknownSubject(f"no text of {report} at hand", "add claims in the case that holds it")


@dataclass(frozen=True)
class Known:
    """What a row may refer to.

    Claims, incidents, the reports' file names by id, a report's newest text, earlier decisions. A
    large case looks single ones up instead (`pipeline.CaseKnown`).
    """

    claims: Sequence[Claim]
    incidents: Sequence[Incident] = ()
    names: Mapping[str, str] = dataclass_field(default_factory=dict)
    text_of: Callable[[str], TextVersion] = _no_text
    decisions: Sequence[Decision] = ()

    def claim_ids(self, name: str) -> list[str]:
        """The claim that a name means: its own, or the first of the incident of that name."""
        if name.startswith("incident-"):
            return [one.claim_ids[0] for one in self.incidents if one.id == name]
        return [claim.id for claim in self.claims if claim.id == name]

    def decision(self, name: str) -> Decision | None:
        """An earlier decision by its id."""
        return next((one for one in self.decisions if one.id == name), None)

    def reports_called(self, words: str) -> list[str]:
        """The reports whose id or file name this is."""
        return [report for report, name in self.names.items() if words in (report, name)]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a decisions file that could not be taken, and why."""

    row: int  # counted from 1, without the heading
    problem: str
    hint: str


def rows_of(words: str) -> list[dict[str, Any]]:
    """The rows of a CSV or JSON-lines text; raises BadTable."""
    if words.lstrip().startswith("{"):
        return [_json_row(line) for line in words.splitlines() if line.strip()]
    reader = csv.DictReader(io.StringIO(words.removeprefix("\ufeff")))
    unknown = set(reader.fieldnames or ()) - set(COLUMNS) - set(SHOWN)
    if "action" not in (reader.fieldnames or ()) or unknown:
        wrong = f"unknown column '{min(unknown)}'" if unknown else "no column 'action'"
        raise BadTable(f"not a decisions table: {wrong}", f"the columns are: {', '.join(COLUMNS)}")
    return [dict(row) for row in reader]


def _json_row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadTable(
            f"a line is not JSON: {error.msg}", "write one decision a line as an object"
        ) from None
    if not isinstance(row, dict):
        raise BadTable("a line is not a JSON object", "write one decision a line as an object")
    return row


def decisions_of(
    rows: Iterable[Mapping[str, Any]],
    known: Known,
    by: str,
    at: str,
    marked: Callable[[Decision], Decision] = lambda one: one,
) -> tuple[list[Decision], list[RefusedRow]]:
    """Decisions from rows, and the rows refused; a row without an action is left as waiting.

    `marked` gives each decision with what else is to stand on it, or refuses it.
    """
    taken, refused = [], []
    for number, row in enumerate(rows, start=1):
        if not _cell(row, "action"):
            continue
        try:
            taken.append(marked(decision_of(row, known, by, at)))
        except BearwitnessError as error:
            refused.append(RefusedRow(number, error.problem, error.hint))
    return taken, refused


def decision_of(row: Mapping[str, Any], known: Known, by: str, at: str) -> Decision:
    """One row's decision; raises BadTable or UnknownSubject."""
    action = _action(_cell(row, "action"))
    subject: tuple[str, ...]
    field, value = _cell(row, "field") or None, row.get("value")
    if action == Action.ADD:
        subject, value = _added(row, known)
        field = None
    else:
        subject = _subject(row, action, known)
        value = _value(action, field, value)
    person = _cell(row, "by") or by
    if not person:
        raise BadTable("a decision without a name", "give --by NAME or fill in the column 'by'")
    return decision(
        subject, action, person, _cell(row, "at") or at, _cell(row, "reason"), field, value
    )


def _value(action: Action, field: str | None, value: Any) -> Any:
    if action == Action.CORRECT:
        value = checked(field or "", value_of(field or "", value))
        field_value(field or "", value)
    elif action == Action.GRADE:
        value = _grade(field, value)
    elif action == Action.SETTLE and field not in SETTLED:
        raise BadTable("a settled conflict needs its field", f"one of: {', '.join(SETTLED)}")
    return value


def decision(
    subject: tuple[str, ...],
    action: Action,
    by: str,
    at: str,
    reason: str = "",
    field: str | None = None,
    value: Any = None,
) -> Decision:
    """A decision, named by its content: the same one taken twice is one."""
    told = json.dumps(value, sort_keys=True, default=str)
    name = content_id("decision", *subject, action.value, by, at, reason, field, told)
    return Decision(name, subject, action, by, at, reason, field, None if value == "" else value)


def _cell(row: Mapping[str, Any], column: str) -> str:
    return str(row.get(column) or "").strip()


def _action(words: str) -> Action:
    try:
        return Action(words.lower().replace("_", " "))
    except ValueError:
        raise BadTable(
            f"'{words}' is not a decision", f"the decisions are: {', '.join(Action)}"
        ) from None


def _grade(field: str | None, value: Any) -> str | int:
    words = str(value or "").strip().upper()
    if field == "reliability" and words in set("ABCDEF"):
        return words
    if field == "credibility" and words in set("123456"):
        return int(words)
    raise BadTable(
        "a grade needs field 'reliability' with A to F, or 'credibility' with 1 to 6",
        "reliability is of the source, credibility of the information",
    )


def _subject(row: Mapping[str, Any], action: Action, known: Known) -> tuple[str, ...]:
    if action == Action.APPROVE:
        return ("release", _cell(row, "field"))
    if action == Action.WITHDRAW and _cell(row, "value").startswith("decision-"):
        return _taken_back(_cell(row, "value"), known).subject
    first = _claim(row, known)
    is_pair = action == Action.WITHDRAW and bool(_cell(row, "other"))
    if action not in PAIR_ACTIONS and not is_pair:
        return (first,)
    other = _cell(row, "other")
    if other.startswith("incident-") or not known.claim_ids(other):
        raise UnknownSubject(
            f"no claim '{other}' to set beside {first}", "fill in the column 'other'"
        )
    return (first, other) if first < other else (other, first)


def _taken_back(name: str, known: Known) -> Decision:
    found = known.decision(name)
    if found is None:
        raise UnknownSubject(f"no decision '{name}' in this case", "the history lists them")
    return found


def _added(row: Mapping[str, Any], known: Known) -> tuple[tuple[str, str], dict[str, Any]]:
    """The new claim with its report, and what it says."""
    named = _cell(row, "report")
    held = known.reports_called(named)
    if len(held) != 1:
        raise UnknownSubject(
            f"{'no report fits' if not held else f'{len(held)} reports fit'} the row",
            "name the report by its id or its file name",
        )
    told: dict[str, Any] = {to: row[name] for name, to in _ADDED.items() if _cell(row, name)}
    more = row.get("value")
    more = value_of("", more) if isinstance(more, str) else more
    if more is not None and not isinstance(more, Mapping):
        raise BadTable("the value is not a claim's fields", 'write {"attribution": [...], ...}')
    told |= more or {}
    if quote := _cell(row, "quote"):
        told["spans"] = {"act": quote, **told.get("spans", {})}
    value = added_value(told, known.text_of(held[0]))
    return (added_id(held[0], value), held[0]), value


def _claim(row: Mapping[str, Any], known: Known) -> str:
    named = _cell(row, "claim")
    if named:
        held = known.claim_ids(named)
    else:
        held = [claim.id for claim in known.claims if _fits(claim, row, known)]
    if len(held) != 1:
        raise UnknownSubject(
            f"{'no claim fits' if not held else f'{len(held)} claims fit'} the row",
            "name the claim by its id; `bearwitness review CASE` lists them",
        )
    return held[0]


def _fits(claim: Claim, row: Mapping[str, Any], known: Known) -> bool:
    report = _cell(row, "report")
    if not report or report not in (claim.report_id, known.names.get(claim.report_id)):
        return False
    alike = all(
        not _cell(row, column) or _cell(row, column) == str(getattr(claim, column))
        for column in ("act", "kind")
    )
    return alike and _is_quoted(_cell(row, "quote"), claim)


def _is_quoted(quote: str, claim: Claim) -> bool:
    """Whether the words stand where one piece of the claim's evidence stands."""
    return not quote or any(
        quote in " ".join((one.prefix + one.exact + one.suffix).split()) for one in claim.evidence
    )


def template(items: Iterable[tuple[Claim, str]]) -> str:
    """A CSV to fill in: a row a claim with what it says in codes, the decision left empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, *SHOWN], lineterminator="\n", restval="")
    writer.writeheader()
    for claim, why in items:
        writer.writerow(
            {
                "claim": claim.id,
                "report": claim.report_id,
                "act": claim.act or "",
                "kind": claim.kind,
                "why": why,
                **shown(claim),
            }
        )
    return out.getvalue()


def shown(claim: Claim) -> dict[str, str]:
    """A claim's fields in short, without any words of the report."""
    people = claim.affected
    return {
        "modality": claim.modality.value,
        "when": claim.when.edtf if claim.when else "",
        "where": "; ".join(f"{place.name} ({place.role})" for place in claim.where),
        "people": "" if people is None else _span_of(people.min, people.max),
        "confidence": f"{claim.confidence:.2f}",
    }


def _span_of(low: int, high: int | None) -> str:
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low} to {high}"
