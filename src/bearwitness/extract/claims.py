"""Acts, times, places, groups and sources put together into claims, each with its evidence.

The rules it keeps:
- Every filled field has evidence, and all evidence is in text order.
- A claim's id comes from the report, its kind, its act and where its words stand.
- Nothing asserted comes from a negation, a demand or a question (modality.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.claim import Claim, ClaimKind, Detail, Modality
from ..model.dates import TimeExpression
from ..model.ids import content_id
from ..model.places import PlaceMention
from ..model.report import Header
from ..model.source import Attribution, SourceKind, SourceLink
from ..model.span import Evidence, evidence
from ..reference.parse import text_of
from .acts import Mention, find_acts
from .attributions import chain_for
from .confidence import Surroundings, of_draft, surroundings, whole
from .crowds import name_the_crowd
from .doers import resume_doers
from .drafts import Draft, merged, names_in, with_roles_in_order
from .governing import LIGHT, is_counted_case
from .groups import group_counted, group_listed, group_of
from .likely import with_likely
from .matter import of_the_matter
from .modality import modality
from .passing import is_allusion, is_opinion, is_own_plan, is_penalty
from .patterns import direction
from .perpetrators import perpetrators
from .places_of_acts import Told, as_written
from .places_told import names_of_places, without_places
from .placing import Setting
from .reaching import reaching, until_report
from .resuming import resume_groups
from .taken_back import is_taken_back
from .threats import is_to_their_face
from .told import Telling
from .undergone import is_of_visitors, undergoing, visited
from .victims import narrated, narrator

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Demonym = Callable[[str], str | None]
METHOD, LIKELY = "rules-1", "likely-2"
MARKS = {"det", "nummod", "poss"}
GENERAL = {"force"}  # heads of phrases that name a kind of act: "through the use of force"
FIGURES = {"figure", "number", "toll", "total", "tally"}  # "the number of arrests crossed 3,000"
QUANTIFIERS = {"several", "many", "more", "further", "numerous", "multiple", "mass"}


def act_claims(
    drafts: Sequence[Draft],
    setting: Setting,
    header: Header,
    times: Sequence[TimeExpression],
    places: Sequence[PlaceMention],
    attributions: Sequence[Attribution],
) -> tuple[Claim, ...]:
    """The events and patterns that `drafts` tell of, in the order of their first words."""
    told = of_the_matter(drafts, setting, header)
    around = surroundings(len(told), times, places)
    teller = narrator(setting.doc, drafts, header.outlet)
    return tuple(_claim(d, header, attributions, around, teller) for d in told)


def act_drafts(
    doc: Doc,
    header: Header,
    times: Sequence[TimeExpression],
    places: Sequence[PlaceMention],
    demonym: Demonym,
    said: Sequence[Attribution] = (),
) -> tuple[list[Draft], Setting]:
    """What a text says of acts, mentions of one occurrence put together; and what is around it.

    Times and places are those the rules give; `weighed.choose.weigh` sets them beside others.
    """
    drafts, setting = single_drafts(doc, header, times, places, demonym, said)
    return merged(drafts), setting


def single_drafts(
    doc: Doc,
    header: Header,
    times: Sequence[TimeExpression],
    places: Sequence[PlaceMention],
    demonym: Demonym,
    said: Sequence[Attribution] = (),
) -> tuple[list[Draft], Setting]:
    """What each mention of an act says, and what is around it."""
    mentions = with_likely(doc, find_acts(doc, demonym), demonym)
    acts = {m.token.i: Told(m.act, _how(m)) for m in mentions}
    dated = tuple(reaching(times, text_of(doc), header.published))
    speakers = [
        (a.source.start, a.source.end)
        for a in said
        if a.source and a.link and a.link.kind is not SourceKind.DOCUMENT
    ]
    setting = Setting(doc, dated, places, acts, header.published, speakers)
    named = names_of_places(doc, places)
    told = [without_places(m, named) for m in mentions]
    drafts = [d for m in told if (d := _draft(m, setting, demonym))]
    _give_undergoing(drafts, demonym)
    if drafts:
        affected = {t.i for d in drafts for t in d.mentions[0].arguments.patients}
        telling = Telling(
            doc, demonym, affected, setting.sentence_of, setting.section_of, named, said
        )
        resume_groups(drafts, telling)
        resume_doers(drafts, demonym)
    name_the_crowd(drafts, setting)
    return drafts, setting


def _give_undergoing(drafts: Sequence[Draft], demonym: Demonym) -> None:
    """Those who undergo an act that its own words do to nobody."""
    for draft in drafts:
        mention = draft.mentions[0]
        if of_visitors := is_of_visitors(mention):
            draft.group = None
        found = visited(mention) if of_visitors else ()
        found = found or (undergoing(mention) if draft.group is None else ())
        if found or of_visitors:
            given = replace(mention.arguments, patients=found)
            draft.mentions[0] = replace(mention, arguments=given)
            draft.group = group_of(found, demonym)


def _draft(mention: Mention, setting: Setting, demonym: Demonym) -> Draft | None:
    """What one mention says; None when it makes no statement."""
    how = _how(mention)
    way = direction(mention)
    if how is None or setting.layout.is_heading(mention.first) or is_penalty(mention):
        return None
    if is_opinion(mention) or is_own_plan(mention, how):
        return None
    if way is None and (_is_bare(mention) or is_allusion(mention)):
        return None
    time = setting.time_of(mention, how)
    is_past = time is not None and time.is_own and setting.is_long_ago(time.time)
    is_background = mention.token.dep_ == "relcl" and is_past
    return Draft(
        mentions=[mention],
        kind=ClaimKind.PATTERN if way else ClaimKind.EVENT,
        modality=how,
        sentence=setting.sentence_of(mention.token.i),
        section=setting.section_of(setting.sentence_of(mention.token.i)),
        group=group_of(mention.arguments.patients, demonym)
        or group_counted(mention)
        or group_listed(mention, demonym),
        time=time if time and (time.is_own or not way) else None,
        places=setting.places_of(mention, how, is_background, way is not None),
        agents=mention.agents,
        direction=way[0] if way else None,
        direction_words=(way[1], way[2]) if way else None,
        names=names_in(mention),
    )


def _how(mention: Mention) -> Modality | None:
    words = (mention.start, mention.end)
    put = modality(mention.token, mention.arguments, words, mention.act)
    if put is Modality.ASSERTED and is_taken_back(mention.token):
        return Modality.DENIED
    is_told = mention.likely is not None and mention.act in _UTTERED
    return Modality.ASSERTED if is_told and put in _TO_COME else put


_UTTERED = {"threat", "warning", "extortion or bribe"}  # what they speak of is to come
_TO_COME = {Modality.PLANNED, Modality.CONDITIONAL, Modality.FEARED}


def _is_bare(mention: Mention) -> bool:
    """Whether a noun names a kind of act and no occurrence: "torture is a crime"."""
    inside = range(mention.start, mention.end)
    affected = any(t.i not in inside for t in mention.arguments.patients)
    if not mention.is_noun or mention.agents or affected:
        return False
    token = mention.token
    if mention.weight > 1 and token.doc[mention.end - 1].lower_ not in GENERAL:
        return False
    if token.dep_ == "pobj" and token.head.head.lower_ in FIGURES:
        return not any(t.like_num for t in token.sent)
    if token.dep_ == "pobj" and token.head.head.lemma_ == "case":
        return not is_counted_case(token.head.head)
    if mention.act == "raid" and any(c.lower_ == "on" for c in token.rights):
        return False
    if mention.weight > 1:
        aimed = any(t.lower_ in {"against", "on"} for t in token.subtree)
        return not aimed and all(c.lower_ == "the" for c in token.lefts)
    marked = any(c.dep_ in MARKS or c.lower_ in QUANTIFIERS for c in token.lefts)
    carried = token.dep_ in {"nsubjpass", "nsubj", "dobj"} and token.head.lemma_ in LIGHT
    return not marked and not carried


def _claim(
    draft: Draft,
    header: Header,
    attributions: Sequence[Attribution],
    around: Surroundings,
    teller: Token | None,
) -> Claim:
    first = draft.mentions[0]
    time = draft.time and until_report(draft.time.time, draft.act, header.published)
    chain = narrated(
        chain_for(_of_others(draft, attributions), first.first, first.last, header), teller
    )
    places = with_roles_in_order(draft.places)
    words = _evidence(draft, attributions, chain, teller)
    sure = of_draft(draft, chain, attributions, around)
    return Claim(
        id=content_id("claim", header.id, draft.kind, draft.act, first.first, first.last),
        report_id=header.id,
        kind=draft.kind,
        act=draft.act,
        modality=draft.modality,
        when=time.when if time else None,
        where=tuple(as_written(p.place, p.role) for p in places),
        affected=draft.group.group if draft.group else None,
        alleged_perpetrators=perpetrators(draft.agents),
        attribution=chain,
        evidence=words,
        detail=Detail(direction=draft.direction) if draft.direction else None,
        confidence=whole(sure),
        method=METHOD if first.likely is None else LIKELY,
        confidences=sure,
    )


def _of_others(draft: Draft, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
    """The attributions, for a threat less those of its doers where somebody else tells of them.

    "She signed because the officer told her that her son would go," her lawyer said. What is said
    to those it is to befall is told by them, not by whoever said it to them.
    """
    act = draft.mentions[0]
    if draft.act not in {"threat", "warning"}:
        return attributions
    holding = [
        a
        for a in attributions
        if any(s.start <= act.first and act.last <= s.end for s in a.content)
    ]
    to_their_face = [a for a in holding if is_to_their_face(act.token.doc, a)]
    if to_their_face:
        return [a for a in attributions if a not in to_their_face]
    doc = act.token.doc
    starts = {doc[n].idx for a in draft.agents for n in range(a.start, a.end)}
    own = [
        a for a in holding if a.source and any(a.source.start <= n < a.source.end for n in starts)
    ]
    return attributions if len(own) == len(holding) else [a for a in attributions if a not in own]


def _evidence(
    draft: Draft,
    attributions: Iterable[Attribution],
    chain: Sequence[SourceLink],
    teller: Token | None,
) -> tuple[Evidence, ...]:
    """The words behind every field of one draft, in text order, each once."""
    doc = draft.mentions[0].token.doc
    spans = {("act", m.first, m.whole_last) for m in draft.mentions}
    if draft.time:
        spans.add(("when", draft.time.time.start, draft.time.time.end))
    spans |= {("where", p.place.start, p.place.end) for p in draft.places}
    if draft.group:
        spans.add(("affected", draft.group.start, draft.group.end))
    for agent in draft.agents:
        last = doc[agent.end - 1]
        spans.add(("alleged_perpetrators", doc[agent.start].idx, last.idx + len(last)))
    if draft.direction_words:
        spans.add(("detail", *draft.direction_words))
    if draft.modality is not Modality.ASSERTED:
        spans.add(("modality", draft.mentions[0].first, draft.mentions[0].last))
    first = draft.mentions[0]
    spans |= source_spans(attributions, chain, first.first, first.last)
    if teller is not None:
        spans.add(("attribution", teller.idx, teller.idx + len(teller)))
    return in_order(text_of(doc), spans)


def source_spans(
    attributions: Iterable[Attribution], chain: Sequence[SourceLink], start: int, end: int
) -> set[tuple[str, int, int]]:
    """The source's and cue's words of the attributions that hold a claim's words."""
    inner = [link for link in chain if link.kind is not SourceKind.OUTLET or link.cue]
    found: set[tuple[str, int, int]] = set()
    for said in attributions:
        if said.link not in inner:
            continue
        if any(s.start <= start and end <= s.end for s in said.content):
            found |= {("attribution", s.start, s.end) for s in (said.source, said.cue) if s}
    return found


def in_order(text: str, spans: Iterable[tuple[str, int, int]]) -> tuple[Evidence, ...]:
    """Evidence of `text` at the given fields and code points, in text order."""
    ordered = sorted(set(spans), key=lambda s: (s[1], s[2], s[0]))
    return tuple(evidence(name, text, start, end) for name, start, end in ordered)
