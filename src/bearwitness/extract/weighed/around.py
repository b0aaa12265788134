"""One text laid out for weighing: its times and places in order, and the acts between them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ...model.places import PlaceMention
from ...reference.parse import once_a_word, text_of
from ...reference.vocabulary import vocabulary
from ..saying.quotes import quotes
from .acting import Acting
from .known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from ..acts import Mention
    from ..drafts import Draft
    from ..placing import Setting

Features = dict[str, float]
BACK, ON = 4, 1  # times or places of other sentences that are weighed: before the act and after it
MOST = 3  # places named most that are weighed wherever they stand
What = TypeVar("What")


class Named(NamedTuple, Generic[What]):
    """A time or place of a text with its last token and the number of its sentence."""

    token: Token
    what: What
    sentence: int


class Around:
    """The times and places of a text in order, its drafts in order, and what is quoted."""

    def __init__(self, drafts: Sequence[Draft], setting: Setting) -> None:
        self.setting, self.drafts = setting, drafts
        text = text_of(setting.doc)
        self.times = _in_order(setting.times)
        self.places = _in_order(setting.places)
        self.main_places = _named_most(self.places)
        self._quotes = quotes(text)
        self._starts = [quote.start for quote in self._quotes]
        ordered = sorted(drafts, key=lambda d: d.mentions[0].first)
        self.before = {id(d): b for b, d in pairwise(ordered)}
        self.after = {id(d): a for d, a in pairwise(ordered)}
        telling = next((d.telling for d in drafts if d.telling), None)
        self.known = Known(telling) if telling else None
        self.acting = Acting(telling) if telling else None
        self.by_kind: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            for kind in {a.kind for a in draft.agents}:
                self.by_kind[kind].append(draft)
        self.owners: dict[str | None, list[Draft]] = defaultdict(list)
        for draft in drafts:
            if draft.time:
                self.owners[draft.time.time.edtf].append(draft)

    def quote_of(self, token: Token) -> int:
        """The number of the quotation that a token stands in; -1 outside."""
        n = bisect_right(self._starts, token.idx) - 1
        return n if n >= 0 and token.idx < self._quotes[n].end else -1

    def sentence_of(self, mention: Mention) -> int:
        """The number of a mention's sentence."""
        return self.setting.sentence_of(mention.token.i)

    def told_nearest(self, draft: Draft, one: Named[What]) -> Mention:
        """The mention of a draft that stands nearest to a time or place."""
        return min(
            draft.mentions,
            key=lambda m: (
                abs(self.sentence_of(m) - one.sentence),
                abs(m.token.i - one.token.i),
            ),
        )

    def near(
        self, draft: Draft, named: Sequence[Named[What]], is_far_kept: Callable[[What], bool]
    ) -> list[Named[What]]:
        """Those worth weighing: of the draft's sentences and near ones, some wherever they are."""
        kept: set[int] = set()
        starts = [one.sentence for one in named]
        for here in {self.sentence_of(m) for m in draft.mentions}:
            first, last = _bounds(starts, here)
            kept |= {*range(max(0, first - BACK), min(len(named), last + ON))}
        kept |= {n for n, one in enumerate(named) if one.sentence == 0 or is_far_kept(one.what)}
        return [named[n] for n in sorted(kept)]


def _bounds(starts: Sequence[int], here: int) -> tuple[int, int]:
    return bisect_right(starts, here - 1), bisect_right(starts, here)


def _in_order(by_sentence: dict[int, list[tuple[Token, What]]]) -> list[Named[What]]:
    """Every time or place of a text, in text order."""
    found = [Named(t, what, n) for n, said in by_sentence.items() for t, what in said]
    return sorted(found, key=lambda one: one.token.i)


def _named_most(places: Sequence[Named[PlaceMention]]) -> frozenset[int]:
    """Where the places that a text names most, twice or more, are named first."""
    often = Counter(one.what.gazetteer_id or one.what.name for one in places)
    names = [name for name, count in often.most_common(MOST) if count > 1]
    firsts = {one.what.gazetteer_id or one.what.name: one.what.start for one in reversed(places)}
    return frozenset(firsts[name] for name in names)


@once_a_word
def tense(token: Token) -> str:
    """The tense of the verb that a word belongs to, in the plainest terms."""
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    for name, words in _HELPERS.items():
        if helpers & words:
            return name
    return _TENSES.get(verb.tag_, "bare")


_HELPERS = {
    "pluperfect": {"had", "'d"},
    "perfect": {"has", "have", "'ve"},
    "modal": {"will", "would", "may", "might", "could", "can", "should", "to"},
    "past": {"was", "were", "did", "got"},
    "present": {"is", "are", "am"},
}
_TENSES = {"VBD": "past", "VBP": "present", "VBZ": "present"}


@cache
def family(act: str) -> str:
    """The family of acts that an act is of."""
    return vocabulary("acts")[act].family or "none"


def is_alike(draft: Draft, other: Draft) -> bool:
    """Whether two drafts tell of people in the same words or numbers."""
    return bool(draft.group and other.group and draft.group.group == other.group.group)


def has_place(draft: Draft | None, place: PlaceMention) -> bool:
    """Whether a draft has a place already, by whichever mention."""
    return draft is not None and any(is_same_place(p.place, place) for p in draft.places)


def is_same_place(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two mentions mean one place."""
    return (one.gazetteer_id, one.name) == (other.gazetteer_id, other.name)
