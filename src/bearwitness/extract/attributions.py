"""Who says what in a text, and through whom it reached the outlet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.claim import ResponseKind
from ..model.source import Attribution
from ..model.span import Span
from .saying.answers import responses_in
from .saying.chains import chain_for
from .saying.draft import Draft
from .saying.phrases import according_drafts, adjective_drafts, adverb_drafts, noun_drafts
from .saying.quotes import quotes
from .saying.quoting import claim_quotes
from .saying.registers import Registers
from .saying.spans import Page, widen
from .saying.tree import Tree
from .saying.verbs import verb_drafts

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["chain_for", "find_attributions", "responses"]


def find_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """Every act of saying in the text, in the order of their cues.

    `source` is None when nobody is named ("reportedly", "is said to"); the link then has no words.
    """
    page = Page(Tree(doc), quotes(doc.text))
    drafts = [
        *verb_drafts(page), *according_drafts(page), *adverb_drafts(page), *noun_drafts(page),
        *adjective_drafts(page),
    ]  # fmt: skip
    drafts = [d for d in drafts if not _inside_quote(page, d)]
    for d in drafts:
        d.content = [widen(page, s, d.cue) for s in d.content]
    drafts = claim_quotes(page, drafts)
    drafts.sort(key=lambda d: d.cue)
    registers = Registers(page.tree)
    return tuple(_attribution(d, registers) for d in drafts)


def responses(
    doc: Doc, attributions: Iterable[Attribution]
) -> tuple[tuple[Attribution, ResponseKind], ...]:
    """The denials, no-comments and acknowledgements among the attributions, in their order."""

    def lemmas(a: Attribution) -> frozenset[str]:
        span = None if a.cue is None else doc.char_span(a.cue.start, a.cue.end)
        return frozenset() if span is None else frozenset(t.lemma_.lower() for t in span)

    return responses_in(doc.text, ((a, lemmas(a)) for a in attributions))


def _inside_quote(page: Page, d: Draft) -> bool:
    q = page.quote_at(d.cue[0])
    return q is not None and q.length > 60


def _attribution(d: Draft, registers: Registers) -> Attribution:
    source = None if d.source is None else Span(*d.source)
    spans = tuple(Span(a, b) for a, b in merged(d.content))
    return Attribution(source, Span(*d.cue), spans, registers.link(d), d.saying)


def merged(content: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that touch made one."""
    out: list[tuple[int, int]] = []
    for a, b in sorted(content):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out
