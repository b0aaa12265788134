"""How likely each filled field of a claim is right, by named reasons that a person can read.

The rules it keeps:
- A field's reasons are looked up in vocabulary/confidence.yml; their points add up to log-odds.
- The machine is never sure: every probability stays between `low` and `high` of the table.
- A claim's own confidence is the chance that nothing in it needs correcting: the product.
The points are fitted by training/confidence_points.py where labels may be used for that, and set
by hand elsewhere; docs/confidence.md has how often each field was right, and what right meant.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import exp, prod
from typing import TYPE_CHECKING, Any

from ..model.claim import FieldConfidence, Modality
from ..model.dates import Precision
from ..model.places import PlacePrecision
from ..model.source import Saying, SourceKind
from ..reference.parse import text_of
from ..reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.claim import Claim
    from ..model.dates import TimeExpression
    from ..model.places import PlaceMention
    from ..model.source import Attribution, SourceLink
    from .drafts import Draft

LEAD = 3  # sentences
BUSY = 8  # claims; a text with more tells of several events
QUIET = 4  # claims; a text with at most so many tells of one or two
FEW, SOME, MANY = 2, 5, 10  # different dates in a text
OFTEN = 3  # mentions of one place
CLEAR, CLOSE = 0.8, 0.5  # shares of a time, place, group or doer among all that were weighed
VERY = 0.85  # likeliness of an act that no cue names
MOST = 0.6  # of the places of a text in one country
OF_TEXT = {"in_lead", "busy_text", "quiet_text", "few_dates", "several_dates", "many_dates"}
_FINE = {PlacePrecision.SITE, PlacePrecision.TOWN}
_WIDE = {PlacePrecision.COUNTRY, PlacePrecision.REGION}
_YEARS = {Precision.YEAR, Precision.DECADE, Precision.CENTURY}
_CLOSE = {SourceKind.EYEWITNESS, SourceKind.PARTICIPANT, SourceKind.RELATIVE, SourceKind.NEIGHBOUR}
_PRONOUNS = {"he", "she", "they", "it", "i", "we", "who"}


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("confidence")
    return table


@cache
def state_kinds() -> frozenset[str]:
    """The kinds of perpetrator that are a state's."""
    return frozenset(_table()["state"])


def judged(field: str, reasons: Iterable[str]) -> FieldConfidence:
    """The field's probability: the logistic of its start and its reasons' points, two decimals."""
    entry, named = _table()["fields"][field], tuple(reasons)
    points = entry["start"] + sum(entry["points"].get(reason, 0.0) for reason in named)
    return FieldConfidence(field, _kept(1 / (1 + exp(-points))), named)


def of_given(claim: Claim, field: str, reasons: Iterable[str]) -> FieldConfidence:
    """How sure the rules are of a value a main claim was given, in a text as its act tells it."""
    act = next((one.reasons for one in claim.confidences if one.field == "act"), ())
    return judged(field, [*reasons, *(reason for reason in act if reason in OF_TEXT)])


def whole(confidences: Iterable[FieldConfidence]) -> float:
    """The chance that no field needs correcting: their product to a power below 1.

    Fields of one claim tend to be wrong together, so the plain product is too modest; but a claim
    is no surer than its least sure field.
    """
    each = [one.probability for one in confidences]
    return _kept(min([prod(each) ** float(_table()["together"]), *each]))


def _kept(probability: float) -> float:
    table = _table()
    return round(min(float(table["high"]), max(float(table["low"]), probability)), 2)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How much a text tells: claims, different dates, and mentions by country and by place."""

    claims: int
    dates: int
    countries: Counter[str]
    places: Counter[str]


def surroundings(
    claims: int, times: Iterable[TimeExpression], places: Iterable[PlaceMention]
) -> Surroundings:
    """What the whole text tells, for the confidence of each of its claims."""
    held = list(places)
    return Surroundings(
        claims,
        len({t.edtf for t in times if t.when}),
        Counter(p.country for p in held if p.country),
        Counter(p.gazetteer_id for p in held if p.gazetteer_id),
    )


def of_draft(
    draft: Draft,
    chain: Sequence[SourceLink],
    attributions: Iterable[Attribution],
    text: Surroundings,
) -> tuple[FieldConfidence, ...]:
    """How sure the rules are of each filled field of an event or pattern of a text."""
    setting = _setting(draft, text)
    found = [judged("act", [*_act(draft), *setting, *_dates(text)])]
    if draft.time:
        found.append(judged("when", [*_when(draft), *setting, *_dates(text)]))
    if draft.places:
        found.append(judged("where", [*_where(draft, text), *setting]))
    if draft.group:
        found.append(judged("affected", [*_affected(draft), *setting]))
    if draft.agents:
        found.append(judged("alleged_perpetrators", [*_perpetrators(draft), *setting]))
    if draft.direction:
        found.append(judged("detail", ["pattern"]))
    source = of_chain(chain)
    if source == ["outlet_alone"]:
        source += _own_voice(draft, list(attributions))
    found.append(judged("attribution", source))
    return tuple(found)


def _own_voice(draft: Draft, attributions: Sequence[Attribution]) -> list[str]:
    """What speaks for and against nobody else telling an act.

    Where somebody tells something earlier in the paragraph their words may go on; where nobody in
    the whole text does, there is nobody whose words it could be.
    """
    first = draft.mentions[0]
    told = [
        a.cue.start for a in attributions
        if a.cue and a.link and a.link.words and a.saying is Saying.SAYS and a.link.kind in _TELLING
    ]  # fmt: skip
    text = text_of(first.token.doc)
    before = [at for at in told if at < first.first and "\n" not in text[at : first.first]]
    return _named(
        beside_a_saying=_is_near_saying(draft, attributions),
        teller_before=bool(before),
        nobody_tells=not told,
    )


_TELLING = _CLOSE | {SourceKind.ANONYMOUS}


def _is_near_saying(draft: Draft, attributions: Iterable[Attribution]) -> bool:
    """Whether somebody is said to say something in the sentence of the act."""
    sentence = draft.mentions[0].token.sent
    said = (a.cue.start for a in attributions if a.cue)
    return any(sentence.start_char <= start < sentence.end_char for start in said)


def of_statement(
    kind: str, chain: Sequence[SourceLink], **given: bool
) -> tuple[FieldConfidence, ...]:
    """How sure the rules are of a norm, a response or an estimate, and of its fields."""
    fields = {"when": ["own"], "affected": ["own", "counted"]}
    found = [judged(field, reasons) for field, reasons in fields.items() if given.get(field)]
    return (judged("detail", [kind]), *found, judged("attribution", of_chain(chain)))


def _named(**reasons: bool) -> list[str]:
    """The names of the reasons that hold."""
    return [name for name, holds in reasons.items() if holds]


def _setting(draft: Draft, text: Surroundings) -> list[str]:
    """What the text around says for or against all fields alike."""
    lead = draft.sentence < LEAD
    return _named(in_lead=lead, busy_text=text.claims > BUSY, quiet_text=text.claims <= QUIET)


def _dates(text: Surroundings) -> list[str]:
    return _named(
        few_dates=text.dates <= FEW,
        several_dates=SOME < text.dates <= MANY,
        many_dates=text.dates > MANY,
    )


def _act(draft: Draft) -> list[str]:
    first = draft.mentions[0]
    return _named(
        bare_noun=first.is_noun and first.weight < 2,
        exact_cue=first.weight > 1,
        said_again=len(draft.mentions) > 1,
        perpetrator=bool(draft.agents),
        nobody_affected=draft.group is None,
        not_asserted=draft.modality is not Modality.ASSERTED,
        no_cue=first.likely is not None,
        no_cue_but_very_likely=(first.likely or 0.0) >= VERY,
    )


def _when(draft: Draft) -> list[str]:
    if draft.time is None:
        return []
    time = draft.time.time
    return _named(
        own=draft.time.is_own,
        day=time.precision is Precision.DAY,
        years=time.precision in _YEARS,
        from_publication=time.anchor == "publication",
        from_another_date=time.anchor == "previous",
        open_ended=time.operator is not None,
        **_choice(draft, "when"),
    )


def _where(draft: Draft, text: Surroundings) -> list[str]:
    precisions = {p.place.precision for p in draft.places}
    told = max(text.countries[p.place.country or ""] for p in draft.places)
    share = told / max(1, text.countries.total())
    often = max(text.places[p.place.gazetteer_id or ""] for p in draft.places)
    return _named(
        own=any(p.is_own for p in draft.places),
        town=bool(precisions & _FINE),
        country_only=precisions <= _WIDE,
        several=len(draft.places) > 1,
        named_often=often >= OFTEN,
        country_of_most=share >= MOST,
        country_of_few=share < 1 - MOST,
        **_choice(draft, "where"),
    )


def _choice(draft: Draft, field: str) -> dict[str, bool]:
    """How clearly what was chosen weighed more than others; nothing where none were weighed."""
    odds = draft.odds.get(field)
    if odds is None:
        return {}
    return {
        "clear_choice": odds >= CLEAR,
        "fair_choice": CLOSE <= odds < CLEAR,
        "close_choice": odds < CLOSE,
    }


def _affected(draft: Draft) -> list[str]:
    if draft.group is None:
        return []
    group = draft.group.group
    return _named(
        own=draft.group_is_own,
        pronoun=draft.group.is_anaphor,
        counted=group.exact and group.min > 1,
        one=group.max == 1,
        described=bool(group.sex or group.age or group.nationality or group.status),
        **_choice(draft, "affected"),
    )


def _perpetrators(draft: Draft) -> list[str]:
    own = draft.mentions[0].token.sent
    return _named(
        own=any(own.start <= a.start < own.end for a in draft.agents),
        of_state=any(a.kind in state_kinds() for a in draft.agents),
        private=any(a.kind == "private person" for a in draft.agents),
        several=len(draft.agents) > 1,
        **_choice(draft, "alleged_perpetrators"),
    )


def of_chain(chain: Sequence[SourceLink]) -> list[str]:
    """The names of what speaks for and against a chain of sources."""
    inner = [link for link in chain if link.kind is not SourceKind.OUTLET or link.cue]
    if not inner:
        return ["outlet_alone"]
    first = inner[0]
    return _named(
        close_to_event=first.kind in _CLOSE,
        unnamed=first.kind is SourceKind.ANONYMOUS,
        pronoun=first.words.lower() in _PRONOUNS,
        without_words=not first.words,
        several_links=len(inner) > 1,
    )
