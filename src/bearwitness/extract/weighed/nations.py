"""The nationality of a group whose own words tell none, chosen among those the text tells of.

The rules it keeps:
- What is told of a group is never replaced. Whoever serves an institution, and locals, drivers and
  smugglers, get no nation.
- Whoever is from a town of another country than that of the act is of that country.
- A nation comes from people told of, or from the title or a nationality word anywhere.
- In long texts, news and yearly reports, nothing is filled in: nothing was learned there.

"Eleven were taken to a detention facility", in a report whose people are all Ethiopians, tells of
eleven Ethiopians. docs/decisions/0029-weighed-times-and-places.md sets
the weights of vocabulary/nations_weighed.yml beside rules; training/nations.py writes them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ...reference.parse import text_of
from ...reference.vocabulary import load_yaml
from ..layout import is_long
from .choices import Choice
from .choose import chosen
from .known import Known
from .of_nations import is_of_others, of_nation, of_no_nation
from .origins import origin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Token

    from ...model.places import PlaceMention
    from ..drafts import Draft
    from ..placing import Setting
    from ..told_people import People

    Demonym = Callable[[str], str | None]


class Bearer(NamedTuple):
    """People told of whose nation is told, with the words that stand for them."""

    people: People
    words: list[Token]
    nation: str


class Nations:
    """The people of one text whose nation is told, and the nations that it names."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        setting: Setting,
        title: str | None,
        places: Sequence[PlaceMention],
        demonym: Demonym,
    ) -> None:
        self.drafts = sorted(drafts, key=lambda d: d.mentions[0].first)
        self.setting = setting
        self.telling = next((d.telling for d in drafts if d.telling), None)
        self.known = Known(self.telling) if self.telling else None
        self.places = [p for p in places if p.country and not p.demonym]
        self.named = list(dict.fromkeys(p.country for p in places if p.demonym and p.country))
        self.in_title = nations_in(title or "", demonym)
        self.bearers = list(self._bearers())
        self.often = Counter[str]()
        for bearer in self.bearers:
            self.often[bearer.nation] += len(bearer.words)
        self.doers = {i for d in drafts for a in d.agents for i in range(a.start, a.end)}

    def _bearers(self) -> Iterator[Bearer]:
        known = self.known
        if known is None:
            return
        for key, one in known.people.items():
            if one.group.nationality:
                yield Bearer(one, known.words[key], one.group.nationality)

    def told(self) -> list[str]:
        """Every nation that the text tells of, each once."""
        return list(dict.fromkeys([*self.often, *sorted(self.in_title), *self.named]))

    def people_of(self, draft: Draft) -> People | None:
        """The people told of who are a draft's group; None where it is none of them."""
        group = draft.group
        if group is None or self.known is None or self.telling is None:
            return None
        for one in self.known.people.values():
            if (one.start, one.end) == (group.start, group.end):
                return one
        words = reversed(self.words_of(draft))
        return next((p for t in words if (p := self.telling.of.get(t.i))), None)

    def words_of(self, draft: Draft) -> list[Token]:
        """The words that a draft's group was taken from."""
        if draft.group is None:
            return []
        start, end = draft.group.start, draft.group.end
        span = self.setting.doc.char_span(start, end, alignment_mode="expand")
        return [t for t in span or () if t.is_alpha or t.is_digit]

    def last_before(self, draft: Draft) -> str | None:
        """The nation told of last before an act, of those that serve no body."""
        act = draft.mentions[0].token.i
        before = (
            (w.i, b.nation) for b in self.bearers for w in b.words
            if w.i < act and not b.people.is_doer
        )  # fmt: skip
        return max(before, default=(0, None))[1]


def nations_in(title: str, demonym: Demonym) -> set[str]:
    """The nations whose words a title has."""
    words = re.findall(r"[\w'’-]+", title)
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    return {code for w in (*pairs, *words) if w[:1].isupper() and (code := demonym(w))}


@cache
def weights() -> dict[str, float]:
    """The weight of every feature."""
    table: dict[str, float] = load_yaml("nations_weighed")["nations"]
    return table


def nations_for(draft: Draft, nations: Nations) -> list[Choice[str | None]]:
    """No nation, and each that the text tells of; none at all where a nation is told."""
    group = draft.group
    own = nations.people_of(draft)
    if group is None or group.group.nationality or (own is not None and own.is_doer):
        return []
    if is_of_others(draft, nations):
        return []
    if origin := origin_of(draft, own, nations):
        return [Choice(origin, {})]
    if not nations.told():
        return []
    choices: list[Choice[str | None]] = [Choice(None, of_no_nation(draft, own, nations))]
    choices += (Choice(n, of_nation(draft, own, n, nations)) for n in nations.told())
    return choices


def fill_nations(
    drafts: Sequence[Draft],
    setting: Setting,
    title: str | None,
    places: Sequence[PlaceMention],
    demonym: Demonym,
) -> None:
    """Give the groups of a short text the nation that weighs most, where none is told of them.

    All are chosen before any is given, so that each is seen beside what was told of the others.
    """
    if is_long(text_of(setting.doc)):
        return
    nations = Nations(drafts, setting, title, places, demonym)
    found = [nations_for(draft, nations) for draft in drafts]
    for draft, choices in zip(drafts, found, strict=True):
        nation = chosen(choices, weights())[0] if choices else None
        if nation and draft.group:
            told = replace(draft.group.group, nationality=nation)
            draft.group = replace(draft.group, group=told)
