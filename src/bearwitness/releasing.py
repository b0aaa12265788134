"""Stages 7 and 8 for a case: what people reviewed goes through the gate and becomes a folder.

The same case gives the same bytes: a release is named by what goes into it, and dated by the newest
decision it rests on, not by the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .measure.counts import documented
from .model.errors import WrongUse
from .model.ids import content_id
from .model.judgement import Action
from .model.release import About, Cleared
from .pipeline import human_claims, now
from .protect.gate import gate
from .protect.noisy import Draw, Noise, drawn_before, no_draw, opendp_draw
from .publish import release_files
from .reference.gazetteer import gazetteer
from .review.table import decision
from .settings import Settings

if TYPE_CHECKING:
    from .store.case import Case

DIMENSIONS = ("act", "month", "admin1")
_NEVER = "1970-01-01T00:00:00Z"


class Release:
    """A release in the making: looked at, approved where the gate asks for it, and made."""

    def __init__(
        self, case: Case, settings: Settings, title: str | None = None, epsilon: float = 0.0
    ) -> None:
        self._case, self._settings, self._epsilon = case, settings, epsilon
        self._title = title or "Documented incidents"
        self._claims, self._decisions = human_claims(case)
        self._incidents = case.incidents()
        self._measured = documented(
            [one for one in self._incidents if one.is_reviewed], self._claims, DIMENSIONS
        )

    @property
    def id(self) -> str:
        """The release's name, from what goes into it: decisions, incidents, settings, version."""
        reviewed = sorted(one.id for one in self._incidents if one.is_reviewed)
        judged = sorted(d.id for d in self._decisions if d.action != Action.APPROVE)
        made_by = [__version__, self._title, repr(astuple(self._settings))]
        if self._epsilon:
            made_by.append(repr(self._epsilon))
        return content_id("release", *made_by, *reviewed, *judged)

    @property
    def as_of(self) -> str:
        """The newest decision the release rests on, UTC, ISO 8601."""
        return max((d.at for d in self._decisions if d.action != Action.APPROVE), default=_NEVER)

    def approve(self, checks: Iterable[str], by: str, reason: str) -> None:
        """A named person clears checks that said REVIEW, for this release only."""
        wanted = list(checks)
        if wanted and not by:
            raise WrongUse("an approval without a name", "give --by NAME")
        made = [decision((self.id, check), Action.APPROVE, by, now(), reason) for check in wanted]
        if made:
            self._case.decide(made)
            self._decisions = (*self._decisions, *made)

    def look(self) -> Cleared:
        """What the gate lets through, without noisy counts: looking at these would spend.

        Raises NotReviewed or GateClosed.
        """
        return self._through(no_draw)

    def _through(self, draw: Draw) -> Cleared:
        kept = self._case.releases()
        again = next((one.cleared for one in kept if one.name == self.id and one.cleared), None)
        if again is not None and again.noisy:
            draw = drawn_before(again.noisy)
        return gate(
            self._incidents,
            self._claims,
            self._decisions,
            self._measured.figures,
            self._settings,
            release_id=self.id,
            key=self._case.secret("releases"),
            centre=centre,
            earlier=[one.cleared for one in kept if one.cleared and one.name != self.id],
            restricted=self._case.restricted_words(),
            title=self._title,
            noise=self._noise(draw),
        )

    def _noise(self, draw: Draw) -> Noise | None:
        if not self._epsilon:
            return None
        return Noise(self._epsilon, self._settings.privacy_budget, draw)

    def make(self, out: Path) -> Cleared:
        """The release folder at `out`, and what it holds; raises as `look`, and WrongUse."""
        cleared = self._through(opendp_draw)
        methods = tuple(
            sorted({c.method for c in self._claims} | {i.method for i in self._incidents})
        )
        about = About(self._title, self.id, self.as_of, __version__, methods)
        files = release_files(cleared, self._measured, about)
        self._case.save_release(self.id, files, out, now(), cleared)
        return cleared


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
