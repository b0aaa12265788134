"""Whether who speaks was there: by what they say of "us", and by the sentence behind theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reference.parse import text_of
from .people import sex_of, words
from .pronouns import HE_OR_SHE
from .victims import SPEAKS, TELLING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from ..model.source import Attribution
    from .drafts import Draft

ALOOF = {"source", "insider", "contact", "informant", "official", "expert", "information",
         "rumour", "rumor", "account", "allegation", "word", "news"}  # fmt: skip
_FLEEING = {"walk", "run", "flee", "cross", "hide", "swim", "sleep", "crawl", "climb", "drift"}
_FORCING = {"make", "let", "force", "order"}
_MARKS = '“"„«'


def in_it(doc: Doc, said: Attribution, head: Token, drafts: Sequence[Draft]) -> bool:
    """Whether a man or woman who tells of an act has something done to him or her besides."""
    mentions = [m for d in drafts for m in d.mentions]
    for content in said.content:
        if not any(content.start <= m.first and m.last <= content.end for m in mentions):
            continue
        span = doc.char_span(content.start, content.end, alignment_mode="expand")
        for token in span or ():
            same = HE_OR_SHE.get(token.lower_) == sex_of(head.lower_)
            if same and token.dep_ in _UNDERGOING and token.tag_ == "PRP":
                return True
    return False


_UNDERGOING = {"nsubjpass", "dobj", "dative", "pobj"}


def goes_on(head: Token, said: Attribution, drafts: Sequence[Draft]) -> bool:
    """Whether "he says" or "a cook says" stands before a sentence in which it happens to "him"."""
    lower = head.lower_
    if said.cue is None or head.tag_ not in {"PRP", "NN", "NNP"} or head.lemma_.lower() in ALOOF:
        return False
    for patient in (p for d in drafts for m in d.mentions for p in m.arguments.patients):
        sentence = patient.sent
        follows = sentence.start == head.sent.end and "\n" not in head.sent.text
        if not follows or patient.lower_ not in {"he", "she"}:
            continue
        if patient.lower_ == lower and patient.dep_ == "nsubjpass":
            return True
        sex = sex_of(head.lower_)
        fits = sex in {None, HE_OR_SHE[patient.lower_]} and patient.i == sentence.start
        is_main = head.head.dep_ in {"ROOT", "ccomp", "parataxis"}
        if fits and is_main and head.tag_ != "PRP" and _is_last_person(head, patient):
            return True
    return False


def _is_last_person(head: Token, patient: Token) -> bool:
    """Whether nobody else is told of between a speaker and "he", nor right before the speaker."""
    between = head.doc[head.i + 1 : patient.i]
    return not any(t.tag_ == "NN" and t.lemma_.lower() in words().nouns for t in between) and (
        not any(t.ent_type_ == "PERSON" for t in between)
    )


def was_there(doc: Doc, said: Attribution) -> bool:
    """Whether quoted words tell what the speakers did on the way or what was done to them."""
    text = text_of(doc)
    for content in said.content:
        words = text[content.start : content.end]
        if not words[:1] or words[0] not in _MARKS or not SPEAKS.search(words):
            continue
        span = doc.char_span(content.start, content.end, alignment_mode="expand")
        for token in span or ():
            verb = token.head
            if token.lower_ == "we" and token.dep_ == "nsubj" and verb.lemma_ in _FLEEING:
                return verb.tag_ == "VBD"
            if token.lower_ in {"me", "us"} and token.dep_ == "dobj" and verb.tag_ == "VBD":
                ordered = any(c.dep_ == "xcomp" for c in verb.rights)  # "told us to go back"
                return verb.lemma_ not in TELLING or ordered
            if token.lower_ == "us" and token.dep_ == "nsubj" and verb.head.lemma_ in _FORCING:
                return True
    return False
