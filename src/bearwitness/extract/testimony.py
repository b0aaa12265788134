"""How far the words of those reach who tell what was done to themselves.

"A tailor said he was held in Tuzla. Twice he was beaten." The second sentence has no word of
saying, but nobody else tells it. The rules it keeps:
- Only what was done to the speaker, as a pronoun that agrees with them, is carried on.
- Only within the paragraph, and only until somebody else speaks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.source import Saying, SourceKind
from ..model.span import Span
from ..reference.parse import text_of
from .people import sex_of
from .saying.quotes import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from ..model.source import Attribution
    from .drafts import Draft

_SEXES = {"he": "male", "him": "male", "she": "female", "her": "female"}
_MANY = {"they", "them"}


def with_testimonies(
    doc: Doc, attributions: Sequence[Attribution], drafts: Sequence[Draft]
) -> tuple[Attribution, ...]:
    """The attributions, those of participants with the sentences that go on telling of them."""
    text = text_of(doc)
    free = sorted(
        (
            (m.first, m.last, p)
            for d in drafts
            for m in d.mentions
            for p in m.arguments.patients
            if p.lower_ in _SEXES or p.lower_ in _MANY
        ),
        key=lambda f: f[:2],
    )
    speaking = [a for a in attributions if a.cue and a.saying is Saying.SAYS]
    out = {id(a): a for a in attributions}
    for n, said in enumerate(speaking):
        if not free or said.link is None or said.link.kind is not SourceKind.PARTICIPANT:
            continue
        end = min(_paragraph_end(text, said), _next_speaker(doc, speaking[n:]))
        more = [
            Span(p.sent.start_char, min(p.sent.end_char, end))
            for first, last, p in free
            if _end_of(said) <= p.sent.start_char < end
            and last <= end
            and _agrees(doc, said, p)
            and not _is_told(speaking, first, last)
        ]
        if more:
            out[id(said)] = replace(said, content=(*said.content, *sorted(set(more), key=_start)))
    return tuple(out[id(a)] for a in attributions)


def _start(span: Span) -> int:
    return span.start


def _end_of(said: Attribution) -> int:
    return max([s.end for s in said.content] + ([said.cue.end] if said.cue else []))


def _paragraph_end(text: str, said: Attribution) -> int:
    at = said.cue.start if said.cue else 0
    return next((b for a, b in paragraphs(text) if a <= at < b), len(text))


def _next_speaker(doc: Doc, speaking: Sequence[Attribution]) -> int:
    """The start of the sentence in which somebody else speaks."""
    mine = speaking[0].link.register if speaking[0].link else None
    for other in speaking[1:]:
        if other.cue and (other.link is None or other.link.register != mine):
            span = doc.char_span(other.cue.start, other.cue.end, alignment_mode="expand")
            return span.sent.start_char if span is not None else other.cue.start
    return len(text_of(doc))


def _is_told(speaking: Sequence[Attribution], first: int, last: int) -> bool:
    return any(s.start <= first and last <= s.end for a in speaking for s in a.content)


def _agrees(doc: Doc, said: Attribution, patient: Token) -> bool:
    """Whether a pronoun can be for the speaker."""
    span = doc.char_span(said.source.start, said.source.end) if said.source else None
    if span is None:
        return False
    head = span.root
    many = head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"they", "both", "we"}
    many = many or (head.pos_ == "NUM" and head.lower_ != "one")
    if patient.lower_ in _MANY:
        return many
    return not many and sex_of(head.lower_) in {None, _SEXES[patient.lower_]}
