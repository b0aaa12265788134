"""How far the words of those reach who tell what was done to themselves.

"A tailor said he was held in Tuzla. Twice he was beaten." The second sentence has no word of
saying, but nobody else tells it. The rules it keeps:
- Only what was done to the speaker, as a pronoun that agrees with them, is carried on.
- Only within the paragraph, and only until somebody else speaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from ..model.source import Saying, SourceKind
from ..model.span import Span
from ..reference.parse import text_of
from .people import sex_of
from .pronouns import HE_OR_SHE, THEY
from .saying.quotes import paragraphs
from .victims import kin_words, whole_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from ..model.source import Attribution
    from .drafts import Draft

_SEXES = {word: sex for word, sex in HE_OR_SHE.items() if word != "his"}  # "his" only owns
_MANY = THEY - {"their"}


def with_testimonies(
    doc: Doc, attributions: Sequence[Attribution], drafts: Sequence[Draft]
) -> tuple[Attribution, ...]:
    """The attributions, those of participants with the sentences that go on telling of them."""
    attributions = _carried_on(doc, attributions)
    speaking = [a for a in attributions if a.cue and a.saying is Saying.SAYS]
    if not any(a.link and a.link.kind is SourceKind.PARTICIPANT for a in speaking):
        return tuple(attributions)
    untold = _untold(speaking, drafts)
    ends = paragraphs(text_of(doc))
    out = {id(a): a for a in attributions}
    for n, said in enumerate(speaking):
        if not untold or said.link is None or said.link.kind is not SourceKind.PARTICIPANT:
            continue
        end = min(_paragraph_end(ends, said), _next_speaker(doc, speaking[n:]))
        more = {
            Span(p.sent.start_char, min(p.sent.end_char, end))
            for last, p in untold
            if _end_of(said) <= p.sent.start_char < end and last <= end and _agrees(doc, said, p)
        }
        if more:
            out[id(said)] = replace(said, content=(*said.content, *sorted(more, key=_start)))
    return tuple(out[id(a)] for a in attributions)


def _carried_on(doc: Doc, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, those of a person with the sentences that take up those they tell of."""
    text, ends = text_of(doc), paragraphs(text_of(doc))
    cues = sorted(a.cue.start for a in attributions if a.cue)
    out = []
    for said in attributions:
        more: list[Span] = []
        if _is_told_by_person(said) and said.cue is not None and said.content:
            last = doc.char_span(_end_of(said) - 1, _end_of(said), alignment_mode="expand")
            end = _paragraph_end(ends, said)
            at = last.sent.end if last is not None and len(last) else len(doc)
            while at < len(doc) and doc[at].idx < end:
                sentence = doc[at].sent
                a, b = bisect_left(cues, sentence.start_char), bisect_left(cues, sentence.end_char)
                if a != b or not _takes_up(sentence):
                    break
                more.append(Span(sentence.start_char, min(len(text.rstrip()), sentence.end_char)))
                at = sentence.end
        out.append(replace(said, content=(*said.content, *more)) if more else said)
    return tuple(out)


def _is_told_by_person(said: Attribution) -> bool:
    return (
        said.link is not None
        and said.source is not None
        and said.saying is Saying.SAYS
        and said.link.kind in _PERSONS
        and bool(said.link.words)
    )


_PERSONS = {SourceKind.ANONYMOUS, SourceKind.EYEWITNESS}


def _takes_up(sentence: TokenSpan) -> bool:
    """Whether a sentence begins with those told of before: "they", "the other seven"."""
    root = sentence.root
    subject = next((t for t in root.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or '"' in sentence.text or "“" in sentence.text:
        return False
    if subject.lower_ == "they":
        return True
    own = {c.lower_ for c in subject.lefts}
    return bool(own & {"the", "both"}) and bool(
        own & {"other", "others", "rest", "remaining", "both"}
    )


def _untold(speaking: Sequence[Attribution], drafts: Sequence[Draft]) -> list[tuple[int, Token]]:
    """The pronouns to whom something was done that nobody is said to tell, and the act's end."""
    told = sorted((s.start, s.end) for a in speaking for s in a.content)
    starts = [a for a, _ in told]
    reach = list(accumulate((b for _, b in told), max))
    out = []
    for mention in (m for d in drafts for m in d.mentions):
        before = bisect_right(starts, mention.first) - 1
        if before >= 0 and reach[before] >= mention.last:
            continue
        for patient in mention.arguments.patients:
            for p in (patient, *whole_of(patient), *_owner_of_kin(patient)):
                if p.lower_ in _SEXES or p.lower_ in _MANY or p is not patient:
                    out.append((mention.last, p))
    return out


def _owner_of_kin(patient: Token) -> Iterator[Token]:
    """The pronoun for whose relatives it was done to: "her" in "her two sons were put on it"."""
    if patient.lemma_.lower() in kin_words():
        yield from (c for c in patient.lefts if c.tag_ == "PRP$" and c.lower_ in {"his", "her"})


def _start(span: Span) -> int:
    return span.start


def _end_of(said: Attribution) -> int:
    return max([s.end for s in said.content] + ([said.cue.end] if said.cue else []))


def _paragraph_end(ends: Sequence[tuple[int, int]], said: Attribution) -> int:
    at = said.cue.start if said.cue else 0
    return next((b for a, b in ends if a <= at < b), at)


def _next_speaker(doc: Doc, speaking: Sequence[Attribution]) -> int:
    """The start of the sentence in which somebody else speaks."""
    mine = speaking[0].link.register if speaking[0].link else None
    for other in speaking[1:]:
        if other.cue and (other.link is None or other.link.register != mine):
            span = doc.char_span(other.cue.start, other.cue.end, alignment_mode="expand")
            if span is not None and len(span) and span.root.dep_ in _BESIDES:
                continue  # "he was hung by the wrists while a man asked who had paid"
            return span.sent.start_char if span is not None and len(span) else other.cue.start
    return len(text_of(doc))


_BESIDES = {"advcl", "relcl", "acl"}


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
    sex = HE_OR_SHE.get(patient.lower_)
    return not many and sex is not None and sex_of(head.lower_) in {None, sex}
