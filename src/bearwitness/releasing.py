"""Stages 7 and 8 for a case: what people reviewed goes through the gate and becomes a folder.

The same case gives the same bytes: a release is named by what goes into it, and dated by the newest
decision it rests on, not by the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .measure.counts import documented
from .model.errors import NotAllowed, Refusal, WrongUse
from .model.ids import content_id
from .model.judgement import Action
from .model.release import About, Cleared
from .pipeline import human_claims, next_moment, now
from .protect.fates import Change, Weighed, changes
from .protect.gate import passed, weigh
from .protect.noisy import Draw, Noise, drawn_before, no_draw, opendp_draw
from .publish import release_files
from .reference.gazetteer import gazetteer
from .review.second import marked, marked_act, rule_of
from .review.table import decision
from .settings import Settings

if TYPE_CHECKING:
    from .model.claim import Claim
    from .model.incident import Incident
    from .model.judgement import Decision
    from .model.team import Member
    from .store.case import Case
    from .store.releases import KeptRelease

TITLE = "Documented incidents"
DIMENSIONS = ("act", "month", "admin1")
_NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Stand:
    """What a release is made from: claims as people left them, decisions that count, incidents."""

    claims: tuple[Claim, ...]
    decisions: tuple[Decision, ...]
    incidents: tuple[Incident, ...]


def stand_of(case: Case) -> Stand:
    """What the case holds now."""
    claims, decisions = human_claims(case)
    return Stand(claims, decisions, case.incidents())


class Release:
    """A release in the making: looked at, approved where the gate asks for it, and made.

    What was weighed once is made without weighing again, unless there is noise to draw.
    """

    def __init__(
        self, case: Case, settings: Settings, title: str | None = None, epsilon: float = 0.0,
        stand: Stand | None = None,
    ) -> None:  # fmt: skip
        self._case, self._settings, self._epsilon = case, settings, epsilon
        self.title = title or TITLE
        held = stand or stand_of(case)
        self._claims, self._decisions, self._incidents = held.claims, held.decisions, held.incidents
        self._measured = documented(
            [one for one in self._incidents if one.is_reviewed], self._claims, DIMENSIONS
        )
        self._weighed: Weighed | None = None

    @cached_property
    def id(self) -> str:
        """The release's name, from what goes into it: decisions, incidents, settings, version."""
        reviewed = sorted(one.id for one in self._incidents if one.is_reviewed)
        judged = sorted(d.id for d in self._decisions if not is_about_a_release(d))
        made_by = [__version__, self.title, repr(_what_is_released_by(self._settings))]
        if self._epsilon:
            made_by.append(repr(self._epsilon))
        return content_id("release", *made_by, *reviewed, *judged)

    @property
    def as_of(self) -> str:
        """The newest decision the release rests on, UTC, ISO 8601."""
        own = (d.at for d in self._decisions if not is_about_a_release(d))
        return max(own, default=_NEVER)

    def approve(
        self, checks: Iterable[str], by: str, reason: str, member: Member | None = None
    ) -> list[Decision]:
        """A named person clears checks that said REVIEW, for this release only.

        Where approving needs two people, only a `member` can, and it waits for another.
        """
        return self._judge(checks, Action.APPROVE, by, reason, member)

    def hold(self, checks: Iterable[str], by: str, reason: str) -> list[Decision]:
        """A named person holds what was approved, or says so of what never was."""
        return self._judge(checks, Action.WITHDRAW, by, reason, None)

    def _judge(
        self, checks: Iterable[str], action: Action, by: str, reason: str, member: Member | None
    ) -> list[Decision]:
        wanted = list(checks)
        if wanted and not by:
            raise WrongUse("an approval without a name", "give --by NAME")
        rule, at = rule_of(self._settings.two_people), next_moment(self._case)
        made = [
            marked(decision((self.id, check), action, by, at, reason), rule, member)
            for check in wanted
        ]
        if made:
            with self._case.transaction():
                self._case.keep_rule(rule, by, at)
                self._case.decide(made)
            self.take(self._case.decisions())
        return made

    def take(self, decisions: Iterable[Decision]) -> None:
        """Goes on with newer decisions about this release; others would make it another one."""
        self._decisions = tuple(decisions)
        if self._weighed is not None:
            self._weighed = self._weighed.judged_anew(self._decisions)

    def look(self) -> Cleared:
        """What the gate lets through, without noisy counts: looking at these would spend.

        Raises NotReviewed or GateClosed.
        """
        return passed(self.weigh(), self._noise(no_draw))

    def weigh(self) -> Weighed:
        """What the gate would do and why, with nothing let through; raises as `look`."""
        if self._weighed is None:
            self._weighed = weigh(
                self._incidents,
                self._claims,
                self._decisions,
                self._measured.figures,
                self._settings,
                release_id=self.id,
                key=self._case.secret("releases"),
                centre=centre,
                earlier=[one.cleared for one in self._others() if one.cleared],
                restricted=self._case.restricted_words(),
                title=self.title,
                noise=self._noise(no_draw),
            )
        return self._weighed

    def changes(self) -> tuple[str, tuple[Change, ...]]:
        """The last release's name and what this one would change beside it; "" without one."""
        others = [one for one in self._others() if one.cleared]
        if not others or others[-1].cleared is None:
            return "", ()
        last, key = others[-1], self._case.secret("releases")
        return last.name, changes(self.weigh().fates, others[-1].cleared, last.name, key)

    def _others(self) -> list[KeptRelease]:
        return [one for one in self._case.releases() if one.name != self.id]

    def _noise(self, draw: Draw) -> Noise | None:
        if not self._epsilon:
            return None
        return Noise(self._epsilon, self._settings.privacy_budget, draw)

    def _drawn(self) -> Draw:
        again = (one.cleared for one in self._case.releases() if one.name == self.id)
        held = next((one for one in again if one and one.noisy), None)
        return drawn_before(held.noisy) if held else opendp_draw

    @property
    def needs_agreement(self) -> bool:
        """Whether two people must agree that it is made, and have not."""
        if Action.RELEASE not in rule_of(self._settings.two_people):
            return False
        agreed = (
            d.action is Action.RELEASE and d.needs_second and d.subject == (self.id,)
            for d in self._decisions
        )  # fmt: skip
        return not any(agreed)

    def ask(self, member: Member | None, by: str, reason: str = "") -> Decision:
        """One of the two asks for it to be made; raises NotAllowed, and as `look`."""
        self.look()
        at = next_moment(self._case)
        asked = decision((self.id,), Action.RELEASE, by, at, reason, value=self.title)
        request = marked_act(asked, member)
        with self._case.transaction():
            self._case.keep_rule(rule_of(self._settings.two_people), by, at)
            self._case.decide([request])
        return request

    def make(self, out: Path) -> Cleared:
        """The release folder at `out`, and what it holds; raises as `look`, WrongUse, NotAllowed.

        NotAllowed where two people must agree and have not.
        """
        weighed = self.weigh()
        if self._case.linking_due():
            raise Refusal(
                "the case is still being linked after newer decisions", "look again in a moment"
            )
        if self.needs_agreement:
            raise NotAllowed(
                "a release needs two people here, and they have not both agreed to this one",
                "one asks with `bearwitness release CASE OUT --by NAME`, another gives the same",
            )
        cleared = passed(weighed, self._noise(self._drawn()))
        methods = tuple(
            sorted({c.method for c in self._claims} | {i.method for i in self._incidents})
        )
        about = About(self.title, self.id, self.as_of, __version__, methods)
        files = release_files(cleared, self._measured, about)
        self._case.save_release(self.id, files, out, now(), cleared)
        return cleared


def is_about_a_release(one: Decision) -> bool:
    """Whether a decision is about a release itself, so that it is no part of what is released."""
    return one.action in (Action.APPROVE, Action.RELEASE) or one.subject[0].startswith("release")


def _what_is_released_by(settings: Settings) -> tuple[object, ...]:
    """The settings without who must agree: that changes who may release, and not what."""
    held = asdict(settings)
    del held["two_people"]
    return tuple(held.values())


def centre(place: str, level: str, country: str | None) -> tuple[float, float] | None:
    """The middle of a released place in degrees: "Town, Division", "Division" or a country."""
    code = country if country and len(country) == 2 else None
    if level == "country" or place == country:
        found = gazetteer().country(code or place)
    elif level == "admin-1" and code:
        found = gazetteer().admin1(code, place)
    else:
        town, _, division = place.partition(", ")
        fits = [
            entry
            for entry in gazetteer().lookup(town)
            if entry.country == code and (not division or entry.admin1 == division)
        ]
        found = fits[0] if fits else None
    if found is None or found.lat is None or found.lon is None:
        return None
    return found.lat, found.lon
