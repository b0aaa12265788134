"""What the gate would do before anything is written; approving, holding and making a release."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from ...model.errors import UnknownSubject
from ...model.judgement import Action
from ...model.release import Verdict
from ...protect.fates import Outcome
from ...protect.hierarchies import SEPARATOR, hierarchies
from ...two_people import answer
from ..asked import Asked
from ..kept import being_worked_out
from ..pages import page
from ..previews import Preview, mark_of, preview, title_of
from .queue import some_of

if TYPE_CHECKING:
    from ...model.claim import Exposure
    from ...model.judgement import Decision
    from ...protect.fates import Fate
    from ..view import View

SHOWN = (Outcome.RELEASED, Outcome.LEFT_OUT, Outcome.NOT_SAID, Outcome.NOT_REVIEWED)
CHANGED = "changed"
FOLDER = "releases"  # inside the case


def show(asked: Asked) -> Response:
    """The preview: verdicts, what is promised, records before and after, changes, the forms."""
    return _show(asked)


def _show(asked: Asked, problem: str = "", status: int = 200) -> Response:
    title = title_of((asked.form if asked.form else asked.query).get("title", ""))
    found = preview(asked.desk, title)
    if found.value is None:
        return being_worked_out(asked.session, "Release", "/release")
    seen = found.value
    which = asked.query.get("show", "")
    if which not in (CHANGED, *SHOWN):
        which = Outcome.RELEASED.value
    everything: list[Any] = (
        list(seen.changes) if which == CHANGED else seen.by_outcome.get(which, [])
    )
    rows = some_of(everything, asked)
    counts = [(one.value, len(seen.by_outcome.get(one.value, ()))) for one in SHOWN]
    shown = rows["rows"] if which == CHANGED else _rows(asked, rows["rows"])
    return page(
        "release", asked.session, status, preview=seen, is_current=found.is_current, title=title,
        which=which, outcomes=counts, fields=[tree.field for tree in hierarchies()],
        in_words=in_words, Verdict=Verdict, problem=problem, **rows | {"rows": shown},
        approvals=_approvals(asked, seen), requests=_requests(asked, seen),
        last=_last_release(asked), folder=_proposed(asked), again=_titled(title),
        now_at=asked.desk.case.head()[0],
        needs_two=Action.RELEASE in asked.desk.settings.two_people,
    )  # fmt: skip


def _titled(title: str) -> str:
    """The part of an address that says under which title."""
    return str(QueryParams({"title": title}))


def _rows(asked: Asked, fates: list[Fate]) -> list[tuple[Fate, Counter[str]]]:
    """Each fate of the page with how many exposures of each kind its reports hold."""
    view = asked.desk.view()
    reports = {fate.incident_id: _reports(view, fate) for fate in fates}
    every = {name for names in reports.values() for name in names}
    found: dict[str, Counter[str]] = {}
    for report, kind, count in asked.desk.case.exposure_kinds(every):
        found.setdefault(report, Counter())[kind] += count
    rows = []
    for fate in fates:
        total: Counter[str] = Counter()
        for name in reports[fate.incident_id]:
            total.update(found.get(name, {}))
        rows.append((fate, total))
    return rows


def _reports(view: View, fate: Fate) -> tuple[str, ...]:
    """The reports behind an incident, if the case still holds it."""
    incident = view.incidents.get(fate.incident_id)
    return incident.report_ids if incident else ()


def _exposures(asked: Asked, fate: Fate) -> dict[str, tuple[Exposure, ...]]:
    """What would expose someone in each report behind an incident."""
    return {name: asked.desk.case.exposures(name) for name in _reports(asked.desk.view(), fate)}


def _approvals(asked: Asked, seen: Preview) -> dict[str, list[Decision]]:
    """What people said of each check of this release, oldest first."""
    found: dict[str, list[Decision]] = {}
    for one in asked.desk.view().every_by_subject.get(seen.release.id, ()):
        if len(one.subject) == 2 and one.action in (Action.APPROVE, Action.WITHDRAW):
            found.setdefault(one.subject[1], []).append(one)
    return found


def _requests(asked: Asked, seen: Preview) -> list[Decision]:
    """The requests to make this release that wait for a second person."""
    about = asked.desk.second.about(seen.release.id)
    return [one for one in about if one.action is Action.RELEASE]


def _last_release(asked: Asked) -> dict[str, Any] | None:
    releases = asked.desk.case.releases(with_records=False)
    if not releases:
        return None
    last = releases[-1]
    return {"name": last.name, "at": last.at, "out": str(last.out), "files": last.files}


def _proposed(asked: Asked) -> str:
    """A folder's name that is free."""
    day = datetime.now(UTC).date().isoformat()
    held = Path(asked.desk.case.path) / FOLDER
    free = (name for n in range(1, 1000) if not (held / (name := _numbered(day, n))).exists())
    return next(free, day)


def _numbered(day: str, n: int) -> str:
    return day if n == 1 else f"{day}-{n}"


def record(asked: Asked) -> Response:
    """One incident before and after the gate, with everything its reports would give away."""
    title = title_of(asked.query.get("title", ""))
    found = preview(asked.desk, title)
    if found.value is None:
        return being_worked_out(asked.session, "Release", "/release")
    fate = found.value.fates.get(asked.path["incident"])
    if fate is None:
        raise UnknownSubject("no such incident in this preview", "it may have been linked anew")
    levels = dict(found.value.weighed.draft.guarantee.levels) if found.value.weighed else {}
    fields = [
        (tree.field, in_words(fate.before[i]) if fate.before else "",
         str(getattr(fate.record, tree.field)) if fate.record else "", levels.get(tree.field, ""))
        for i, tree in enumerate(hierarchies())
    ]  # fmt: skip
    return page(
        "release_record", asked.session, fate=fate, fields=fields, title=title,
        exposures=_exposures(asked, fate), headers=asked.desk.view().headers,
        is_current=found.is_current, is_held=fate.incident_id in asked.desk.view().incidents,
        again=_titled(title),
    )  # fmt: skip


def in_words(value: str) -> str:
    """A finest value as people write it: a place's path from the town up."""
    return ", ".join(reversed(value.split(SEPARATOR)))


def check(asked: Asked) -> Response:
    """Approves or holds one check that needs a person, upon the preview that was looked at."""
    form = asked.form
    title = title_of(form.get("title", ""))
    with asked.desk.turn:
        stale = _stale(asked)
        if stale is not None:
            return stale
        found = preview(asked.desk, title)
        if found.value is None or not found.is_current or found.value.weighed is None:
            return _show(asked, "It is being worked out anew; look again and decide.", 409)
        release, name = found.value.release, form.get("check", "")
        reviews = {c.name for c in found.value.weighed.draft.checks if c.verdict is Verdict.REVIEW}
        if name not in reviews or form.get("action") not in ("approve", "hold"):
            return _show(asked, "No such check waits for a person.", 400)
        if not form.get("reason", "").strip():
            return _show(asked, "Say why: the reason stands beside your name.", 400)
        by, reason = asked.member.name, form["reason"]
        if form["action"] == "approve":
            release.approve([name], by, reason, asked.member)
        else:
            release.hold([name], by, reason)
    return RedirectResponse(f"/release?{_titled(title)}", 303)


def make(asked: Asked) -> Response:
    """Makes the release that was looked at, or asks for it where two people must agree."""
    title, folder = title_of(asked.form.get("title", "")), asked.form.get("folder", "").strip()
    with asked.desk.turn:
        stale = _stale(asked)
        if stale is not None:
            return stale
        found = preview(asked.desk, title)
        if found.value is None or not found.is_current:
            return _show(asked, "It is being worked out anew; look again and decide.", 409)
        problem = _problem_with(folder)
        if problem:
            return _show(asked, problem, 400)
        release = found.value.release
        if release.needs_agreement and not _agreed(asked, found.value):
            return RedirectResponse(f"/release?{_titled(title)}#make", 303)
        out = Path(asked.desk.case.path) / FOLDER / folder
        release.make(out)
        made = asked.desk.case.releases(with_records=False)[-1]
    return page("released", asked.session, made=made, out=str(out), release=release)


def _agreed(asked: Asked, seen: Preview) -> bool:
    """Whether two have now agreed: this one confirms another's request, or else asks."""
    desk, member = asked.desk, asked.member
    waits = _requests(asked, seen)
    others = [one for one in waits if one.by != member.name]
    if others:
        reason = asked.form.get("reason", "")
        answer(desk.case, others[0].id, Action.CONFIRM, member, reason, desk.settings)
        seen.release.take(desk.case.decisions())
        return True
    if not waits:
        seen.release.ask(member, member.name, asked.form.get("reason", ""))
    return False


def _problem_with(folder: str) -> str:
    """What is wrong with a folder's name; empty when nothing is."""
    fits = folder and len(folder) <= 80 and not folder.startswith(".") and folder.isprintable()
    if not fits or any(c in folder for c in '/\\:*?"<>|'):
        return "The folder needs a name of one word, without slashes and not beginning with a dot."
    return ""


def _stale(asked: Asked) -> Response | None:
    """The page that says what came between, when the case has left the line that was looked at."""
    number, digest = asked.desk.case.head()
    seen = asked.form.get("upon", "")
    if seen == mark_of(number, digest):
        return None
    words = seen.split("-")[0]
    since = int(words) if words.isascii() and words.isdigit() and len(words) < 12 else number
    lines = [json.loads(one) for one in asked.desk.case.ledger_lines(min(number - since, 50))]
    return page(
        "release_moved", asked.session, 409, since=since, number=number, lines=lines,
        again=_titled(title_of(asked.form.get("title", ""))),
    )  # fmt: skip
