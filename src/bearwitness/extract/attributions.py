"""Who says what in a text, and through whom it reached the outlet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.claim import ResponseKind
from ..model.source import Attribution, Saying, SourceKind
from ..model.span import Span
from ..reference.parse import text_of
from .saying.answers import response_of
from .saying.asides import aside_drafts
from .saying.bare import bare_drafts
from .saying.belied import belied_drafts
from .saying.chains import chain_for
from .saying.denying import answer_by_form, by_sentence, may_answer, source_words
from .saying.documents import document_drafts
from .saying.draft import Draft
from .saying.elided import give_the_elided
from .saying.entries import entry_floors
from .saying.floor import floor_drafts
from .saying.headlines import headline_drafts
from .saying.kinds import is_source_like
from .saying.notes import note_drafts
from .saying.openings import opening_floors
from .saying.phrases import (
    according_drafts,
    account_drafts,
    adjective_drafts,
    adverb_drafts,
    answer_drafts,
    noun_drafts,
    view_drafts,
)
from .saying.pointing import pointing_floors
from .saying.quotes import quotes
from .saying.quoting import claim_quotes
from .saying.records import record_floors
from .saying.registers import Registers
from .saying.relays import relay_drafts
from .saying.silence import silence_drafts
from .saying.spans import Page, widen
from .saying.speech import speech_drafts
from .saying.standing import standing_drafts
from .saying.tree import Tree
from .saying.turns import turn_drafts
from .saying.verbs import verb_drafts

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["chain_for", "find_attributions", "responses"]


_SOURCELESS = frozenset(
    {"passive", "adverb", "agent", "noun that", "silence", "elided"}
)  # nobody need be named
_LINKS = frozenset({"that", "according", "relay"})
_NEITHER = 4  # tokens before the cue in which "neither … nor" is looked for
_TOLD = frozenset({"say", "tell", "inform", "accord", "hear"})
_SPEAKING = frozenset({"i", "you", "we", "it", "that", "this", "which"})

Rule = Callable[[Page], Iterable[Draft]]
RULES: tuple[Rule, ...] = (
    verb_drafts,
    according_drafts,
    account_drafts,
    adverb_drafts,
    noun_drafts,
    adjective_drafts,
    view_drafts,
    answer_drafts,
    silence_drafts,
    belied_drafts,
    document_drafts,
    headline_drafts,
    note_drafts,
    standing_drafts,
)


def find_attributions(doc: Doc, rules: Sequence[Rule] = RULES) -> tuple[Attribution, ...]:
    """Every act of saying in the text, in the order of their cues.

    `source` is None when nobody is named ("reportedly", "is said to"); the link then has no words.
    `content` is empty only where no answer was given ("did not reply"). `rules` is for comparing.
    """
    page = Page(Tree(doc), quotes(text_of(doc)))
    found = _once([d for rule in rules for d in rule(page)])
    if rules is RULES:
        found += aside_drafts(page, found)
        found += speech_drafts(page, found)
        found += turn_drafts(page, found)
    drafts = [d for d in found if page.quote_at(d.cue[0]) is None]
    for d in drafts:
        d.content = [widen(page, s, d.cue) for s in d.content]
    records = record_floors(page) if rules is RULES else []
    give_the_elided(page, drafts, records)
    drafts += relay_drafts(page, drafts)
    drafts = [d for d in claim_quotes(page, drafts) if d.head is not None or d.rule in _SOURCELESS]
    drafts = outermost(drafts) + [d for d in found if _told_in_quote(page, d)]
    if rules is RULES:
        floors = [*records, *entry_floors(page)]
        floors += [*opening_floors(page, drafts), *pointing_floors(page)]
        drafts += floor_drafts(page, floors, drafts)
        drafts += list(bare_drafts(page, drafts))
    drafts.sort(key=lambda d: d.cue)
    registers = Registers(page.tree)
    return _inherited(page, [_attribution(d, registers) for d in drafts])


def _inherited(page: Page, found: list[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, "allegedly" after "the experts describe …" given to the experts.

    Only in the paragraph, only from a body, a document or an office that told something.
    """
    out: list[Attribution] = []
    teller: Attribution | None = None
    for said in found:
        if said.cue is None or said.link is None or said.saying is not Saying.SAYS:
            out.append(said)
            continue
        if said.source is not None:
            vouches = said.link.kind in _VOUCHING and not _ANSWERS.search(said.link.cue)
            teller = said if vouches else None
        elif _OTHERS.search(said.link.cue):
            pass  # "reportedly": others report it
        elif teller is not None and teller.link is not None and teller.cue is not None:
            near = page.paragraph(teller.cue.start) == page.paragraph(said.cue.start)
            if near and said.content:
                said = replace(said, link=replace(teller.link, cue=said.link.cue))
        out.append(said)
    return tuple(out)


_ANSWERS = re.compile(r"den(?:y|ied|ies)|refut|reject|dismiss|disput|declin|rebut", re.I)
_OTHERS = re.compile(r"report|rumou?r|learn", re.I)
_VOUCHING = frozenset({SourceKind.ORGANISATION, SourceKind.DOCUMENT, SourceKind.NAMED_OFFICIAL})


def responses(
    doc: Doc, attributions: Iterable[Attribution]
) -> tuple[tuple[Attribution, ResponseKind], ...]:
    """The denials, no-comments and acknowledgements among the attributions, in their order."""

    def lemmas(a: Attribution) -> frozenset[str]:
        span = None if a.cue is None else doc.char_span(a.cue.start, a.cue.end)
        if span is None:
            return frozenset()
        before = doc[max(0, span.start - _NEITHER) : span.start]
        pair = {t.lower_ for t in before} & {"neither", "nor"}
        return frozenset(t.lemma_.lower() for t in span) | pair

    text, out = text_of(doc), []
    attributions = list(attributions)
    named = source_words(text, attributions)
    for said in attributions:
        answers = may_answer(said, named.get(id(said), ""))
        for a in by_sentence(doc, said):
            kind = response_of(text, lemmas(a), a)
            kind = kind or (answer_by_form(doc, a) if answers else None)
            if kind is not None:
                out.append((a, kind))
    return tuple(out)


def _once(drafts: list[Draft]) -> list[Draft]:
    """The drafts less the answers not given that another rule read from the same word."""
    silent = [d.cue for d in drafts if d.rule == "silence"]
    drafts = [
        d
        for d in drafts
        if d.rule == "silence" or not any(d.cue[0] < b and a < d.cue[1] for a, b in silent)
    ]
    read = {d.at for d in drafts if d.rule != "answer"}
    stands = {d.at for d in drafts if d.rule == "standing"}
    return [
        d
        for d in drafts
        if (d.rule != "answer" or d.at not in read)
        and (d.rule in {"standing", "silence"} or d.at not in stands)
    ]


def _told_in_quote(page: Page, d: Draft) -> bool:
    """Whether someone quoted says who told it: a link of the chain, unless it is "I" or "you"."""
    if d.rule not in _LINKS or d.saying is not Saying.SAYS or d.head is None:
        return False
    tree = page.tree
    told = tree.lemmas[d.at] in _TOLD and is_source_like(tree, d.head)
    return told and page.quote_at(d.cue[0]) is not None and tree.low[d.head] not in _SPEAKING


def _attribution(d: Draft, registers: Registers) -> Attribution:
    source = None if d.source is None else Span(*d.source)
    spans = tuple(Span(a, b) for a, b in merged(d.content))
    return Attribution(source, Span(*d.cue), spans, registers.link(d), d.saying)


def outermost(drafts: list[Draft]) -> list[Draft]:
    """The drafts that stand in nobody else's content, and the sayings that do.

    What someone is said to want or to feel is part of what is said; what someone is said to have
    said is a link of the chain. That nobody answered, or what is denied of a whole sentence, is
    told by the report itself.
    """
    out, reach = [], 0  # how far the contents that began before a cue go on
    spans = sorted((a, b, d.at) for d in drafts for a, b in d.content)
    at, ends = 0, dict[int, int]()
    for d in sorted(drafts, key=lambda d: d.cue):
        while at < len(spans) and spans[at][0] <= d.cue[0]:
            ends[spans[at][2]] = max(spans[at][1], ends.get(spans[at][2], 0))
            reach, at = max(reach, spans[at][1]), at + 1
        if reach > d.cue[0]:
            ends = {k: e for k, e in ends.items() if e > d.cue[0]}
        nested = reach > d.cue[0] and any(k != d.at for k in ends)
        if not nested or d.rule in _APART or (d.rule in _LINKS and d.saying is Saying.SAYS):
            out.append(d)
    return out


_APART = frozenset({"silence", "which"})


def merged(content: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that touch made one and empty ones left out."""
    out: list[tuple[int, int]] = []
    for a, b in sorted(stretch for stretch in content if stretch[0] < stretch[1]):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out
