"""Claims that are not about one act: estimates, norms and responses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.claim import AffectedGroup, Claim, ClaimKind, Detail, ResponseKind
from ..model.dates import TimeExpression, TimeType
from ..model.ids import content_id
from ..model.places import PlaceMention
from ..model.report import Header
from ..model.source import Attribution, SourceKind, SourceLink
from ..model.span import Span
from ..reference.parse import text_of
from .attributions import chain_for, responses
from .claims import METHOD, in_order, source_spans
from .confidence import of_statement, whole
from .estimates import Estimated, find_estimates
from .groups import group_of
from .norms import NATIONAL, find_norms
from .placing import Setting

if TYPE_CHECKING:
    from spacy.tokens import Doc

Demonym = Callable[[str], str | None]
AUTHORS = {SourceKind.ORGANISATION, SourceKind.DOCUMENT}


def norm_claims(doc: Doc, header: Header, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """One claim for each norm and article cited, with every place where it is."""
    spans: dict[tuple[str, str | None, str], list[tuple[int, int]]] = {}
    text = text_of(doc)
    for cited in find_norms(text):  # national laws share a code and are told apart by their words
        words_of = text[cited.start : cited.end].lower() if cited.code == NATIONAL else ""
        key = (cited.code, cited.article, words_of)
        spans.setdefault(key, []).append((cited.start, cited.end))
    claims = []
    for (code, article, _), found in spans.items():
        start, end = found[0]
        chain = chain_for(attributions, start, end, header)
        sure = of_statement("norm", chain)
        words = {("detail", a, b) for a, b in found}
        claims.append(
            Claim(
                id=content_id("claim", header.id, ClaimKind.NORM, code, start, end),
                report_id=header.id,
                kind=ClaimKind.NORM,
                act=None,
                attribution=chain,
                evidence=in_order(text, words | source_spans(attributions, chain, start, end)),
                detail=Detail(norm=code, article=article),
                confidence=whole(sure),
                method=METHOD,
                confidences=sure,
            )
        )
    return tuple(claims)


def response_claims(
    doc: Doc, header: Header, attributions: Sequence[Attribution]
) -> tuple[Claim, ...]:
    """One claim for each denial, no-comment and acknowledgement.

    In one sentence there is one of a kind, and nobody declines twice in a report. What somebody who
    was there or is near "could not say" is no answer.
    """
    claims: list[Claim] = []
    last: dict[ResponseKind, int] = {}
    text = text_of(doc)
    for said, kind in responses(doc, attributions):
        cue = said.cue or said.source
        if cue is None or (kind is ResponseKind.NO_COMMENT and _is_witness(said)):
            continue
        sentence = _sentence_at(doc, cue.start)
        spans = _answer_spans(said, cue)
        alike = [c for c in claims if _answers(c) is kind]
        again = [c for c in alike if last.get(kind) == sentence or _by_the_same(c, said)]
        if again:  # "called it a secret and put down the receiver"
            before = again[-1]
            known = {(e.field, e.start, e.end) for e in before.evidence}
            merged = replace(before, evidence=in_order(text, known | spans))
            claims[claims.index(before)] = merged
            continue
        last[kind] = sentence
        chain = (said.link,) if said.link else ()
        outlet = chain_for((), cue.start, cue.end, header)
        sure = of_statement("response", (*chain, *outlet))
        claims.append(
            Claim(
                id=content_id("claim", header.id, ClaimKind.RESPONSE, kind, cue.start, cue.end),
                report_id=header.id,
                kind=ClaimKind.RESPONSE,
                act=None,
                attribution=(*chain, *outlet),
                evidence=in_order(text, spans),
                detail=Detail(response=kind),
                confidence=whole(sure),
                method=METHOD,
                confidences=sure,
            )
        )
    return tuple(claims)


_WITNESSES = {SourceKind.EYEWITNESS, SourceKind.PARTICIPANT, SourceKind.RELATIVE,
              SourceKind.NEIGHBOUR}  # fmt: skip


def _is_witness(said: Attribution) -> bool:
    return said.link is not None and said.link.kind in _WITNESSES


def _answers(claim: Claim) -> ResponseKind | None:
    return claim.detail.response if claim.detail else None


def _by_the_same(claim: Claim, said: Attribution) -> bool:
    """Whether the same source, of whom nothing more is learnt, declined before."""
    if _answers(claim) is not ResponseKind.NO_COMMENT or said.link is None:
        return False
    first, link = claim.attribution[0], said.link
    is_one = first.register is not None and first.register == link.register
    return is_one or bool(link.words and first.words.lower() == link.words.lower())


def _answer_spans(said: Attribution, cue: Span) -> set[tuple[str, int, int]]:
    """The words of an answer: its cue and content, and who gives it."""
    spans = {("detail", cue.start, cue.end)}
    if said.link:
        where = said.source or cue
        spans.add(("attribution", where.start, where.end))
    return spans | {("detail", s.start, s.end) for s in said.content}


def _sentence_at(doc: Doc, start: int) -> int:
    """Where the sentence begins that holds a code point."""
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    return int(span.sent.start) if span is not None and len(span) else start


def estimate_claims(
    doc: Doc,
    header: Header,
    times: Sequence[TimeExpression],
    places: Sequence[PlaceMention],
    attributions: Sequence[Attribution],
    demonym: Demonym,
) -> tuple[Claim, ...]:
    """One claim for each number of people or share that somebody puts forward."""
    del places
    setting = Setting(doc, times, (), {})
    return tuple(
        _estimate(e, doc, header, setting, times, attributions, demonym)
        for e in find_estimates(doc)
    )


def _estimate(
    found: Estimated,
    doc: Doc,
    header: Header,
    setting: Setting,
    times: Sequence[TimeExpression],
    attributions: Sequence[Attribution],
    demonym: Demonym,
) -> Claim:
    sentence = found.token.sent
    first, last = sentence.start_char, sentence.end_char
    chain = chain_for(attributions, found.start, found.end, header)
    time = next(
        (t for t in times if first <= t.start < last and t.when and t.type is TimeType.DATE), None
    )
    author = _author(chain, doc)
    spans = {("detail", found.start, found.end), ("detail", *found.cue)}
    spans |= source_spans(attributions, chain, found.start, found.end)
    if time:
        spans.add(("when", time.start, time.end))
    group = (
        group_of([setting.token_at(found.start).head], demonym) if found.unit == "people" else None
    )
    affected = None
    if found.unit == "people":
        low = max(1, int(found.low))
        high = None if found.high is None else int(found.high)
        known = group.group if group else AffectedGroup()
        affected = AffectedGroup(
            low, high, False, known.sex, known.age, known.nationality, known.status
        )
        spans.add(("affected", found.start, found.end))
    sure = of_statement("estimate", chain, when=bool(time), affected=bool(affected))
    return Claim(
        id=content_id("claim", header.id, ClaimKind.ESTIMATE, found.unit, found.start, found.end),
        report_id=header.id,
        kind=ClaimKind.ESTIMATE,
        act=None,
        when=time.when if time else None,
        affected=affected,
        attribution=chain,
        evidence=in_order(text_of(doc), spans),
        detail=Detail(
            author=author,
            year=found.year,
            unit=found.unit,
            low=found.low,
            high=found.high,
        ),
        confidence=whole(sure),
        method=METHOD,
        confidences=sure,
    )


def _author(links: Sequence[SourceLink], doc: Doc) -> str | None:
    """The organisation or document that puts the number forward; never a person's name."""
    persons = [ent.text for ent in doc.ents if ent.label_ == "PERSON"]
    words = (link.words for link in links if link.kind in AUTHORS and link.words)
    return next((w for w in words if not any(name in w for name in persons)), None)
