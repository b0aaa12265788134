"""Threats that a report tells without the word: what somebody with power said would come.

The rules it keeps:
- A verb of saying, somebody with power who says it or nobody named, something that would follow,
  and a condition: "told them that their daughters would lose their posts unless …".
- It is said to those it is to frighten, or of their relatives: what police tell the press is none.
- What is threatened is part of the threat and no act of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..model.source import SourceKind
from ..reference.vocabulary import load_yaml, word_sets
from .arguments import Arguments, of_verb
from .people import is_people
from .perpetrators import Institution, institution
from .saying.source_table import source_table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..model.source import Attribution

LONGEST = 45  # tokens of what is said
Demonym = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Cues:
    """The tables of threats.yml as sets; `strong` and `knowing` are phrases."""

    telling: frozenset[str]
    conditions: frozenset[str]
    strong: frozenset[str]
    knowing: frozenset[str]
    future: frozenset[str]
    harm: frozenset[str]
    deadly: frozenset[str]
    feared: frozenset[str]
    kin: frozenset[str]
    speakers: frozenset[str]
    powers: frozenset[str]


@cache
def cues() -> Cues:
    """The cues of threats.yml, loaded once a process."""
    return Cues(**word_sets(load_yaml("threats")))


@dataclass(frozen=True, slots=True)
class Threat:
    """A verb of saying with what it threatens, from token `start` to `end` (exclusive)."""

    token: Token
    start: int
    end: int
    arguments: Arguments
    agents: tuple[Institution, ...]


def threat_at(token: Token, demonym: Demonym) -> Threat | None:
    """The threat that the verb `token` tells, if it tells one."""
    known = cues()
    if token.lemma_ not in known.telling or token.pos_ not in {"VERB", "AUX"}:
        return None
    given = of_verb(token)
    content = _content(token)
    if not content or not (_frightens(content, given) or _is_shouted(token, content)):
        return None
    agents = tuple(a for t in given.agents if (a := institution(t, demonym)))
    if not _has_power(given, agents) or (agents and token.lemma_ == "warn"):
        return None  # what an institution warns of is a warning
    heard = tuple(t for t in given.patients if is_people(t))
    is_feared = any(a.kind in known.feared for a in agents)
    is_plain = not agents and _is_strong(content)
    if not (heard or is_feared or is_plain or token.lemma_ in _LOUD or _is_close(content)):
        return None
    said_to = Arguments(heard, given.agents, given.subjects, given.is_passive)
    where = [t.i for t in content]
    return Threat(token, min(*where, token.i), max(*where, token.i) + 1, said_to, agents)


_LOUD = {"shout", "yell"}


def _content(verb: Token) -> list[Token]:
    """What is said: the clauses below the verb, less who says it and to whom."""
    clauses = [c for c in verb.children if c.dep_ in {"ccomp", "advcl", "xcomp", "parataxis"}]
    below = [t for c in clauses for t in c.subtree]
    if verb.dep_ in {"ccomp", "parataxis"} and verb.head.i != verb.i and _is_inserted(verb):
        inside = {t.i for t in verb.subtree}
        below += [t for t in verb.head.subtree if t.i not in inside]
    content = sorted((t for t in below if not t.is_space), key=lambda t: t.i)
    return content if len(content) <= LONGEST else []


def _is_inserted(verb: Token) -> bool:
    """Whether "he said" stands inside what is said: "if she went on, he said, her mother …"."""
    first = verb.left_edge
    before = first.nbor(-1) if first.i > verb.sent.start else first
    return bool({first.lower_, before.lower_} & {",", "”", '"'})


def _frightens(content: list[Token], given: Arguments) -> bool:
    """Whether what is said would come, on a condition, and would be bad for them or theirs."""
    known = cues()
    words = {t.lower_ for t in content}
    coming = [t.head for t in content if t.lower_ in known.future and t.dep_ == "aux"]
    if _has_phrase(content, known.knowing):
        return True
    if _is_strong(content):
        return bool(coming)
    if not words & known.conditions:
        to_face = any(t.dep_ in {"dobj", "dative"} for t in given.patients)
        return to_face and any(_says(v, known.deadly) for v in coming)
    if not coming:  # "if you complain, your son stays here"
        return "if" in words and "you" in words and _is_of_kin(content)
    own = {t.lower_ for t in given.agents} & {"i", "he", "she", "they", "we"}
    for verb in coming:
        done_to = any(c.dep_ == "nsubjpass" for c in verb.children)
        selves = own if done_to else own | {"i", "we"}  # "I will be charged" is done to me
        is_own = bool(_subject_words(verb) & selves)
        if is_own and done_to:
            continue  # "she told us that she would be arrested": what she fears
        if _says(verb, known.deadly if is_own else known.harm):
            return True
        if not is_own and _is_of_kin(list(verb.subtree)):
            return True
    return False


def _says(verb: Token, lemmas: frozenset[str]) -> bool:
    """Whether a verb that is to come, its complement or its place is one of `lemmas`."""
    near = [verb, *(c for c in verb.children if c.dep_ in {"xcomp", "conj"})]
    behind = [g for c in verb.children if c.dep_ == "prep" for g in c.children]
    return bool({t.lemma_ for t in (*near, *behind)} & lemmas)


def _is_of_kin(content: list[Token]) -> bool:
    """Whether relatives of the one who is told come to it: "your son", "her mother"."""
    return any(
        t.lower_ in cues().kin and any(c.dep_ in {"poss", "det"} for c in t.children)
        for t in content
    )


def _is_strong(content: list[Token]) -> bool:
    """Whether the words are a threat's whoever says them: "next time", "what would become of"."""
    return _has_phrase(content, cues().strong)


def _has_phrase(content: list[Token], phrases: frozenset[str]) -> bool:
    text = " ".join(t.lower_ for t in content)
    return any(phrase in text for phrase in phrases)


def _is_shouted(verb: Token, content: list[Token]) -> bool:
    """Whether deadly harm is shouted: "the guards shouted that they would shoot"."""
    coming = (t.head for t in content if t.lower_ in cues().future and t.dep_ == "aux")
    return verb.lemma_ in _LOUD and any(_says(v, cues().deadly) for v in coming)


def _subject_words(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}}


def _has_power(given: Arguments, agents: tuple[Institution, ...]) -> bool:
    """Whether those who say it are of a kind that can do it, or nobody is named."""
    if agents:
        return any(a.kind in cues().powers for a in agents)
    doers = given.agents or (() if given.is_passive else given.subjects)
    return all(t.lower_ in cues().speakers for t in doers)


def _is_close(content: list[Token]) -> bool:
    """Whether it is said of relatives or to whoever tells it: "your son stays", "I will be"."""
    words = {t.lower_ for t in content}
    return _is_of_kin(content) or bool(words & {"you", "your", "i", "me", "us"})


def is_to_their_face(doc: Doc, said: Attribution) -> bool:
    """Whether somebody says it to a person told of, not to a reporter, a body or the public.

    Only then is whoever says it no source of ours: "an officer told him that …".
    """
    if said.cue is None:
        return False
    verb = next((t for t in doc if t.idx == said.cue.start), None)
    if verb is None or verb.lemma_ not in _TO_SOMEBODY:
        return False
    hearers = [c for c in verb.children if c.dep_ in {"dobj", "dative", "nsubjpass"}]
    return any(
        is_people(h)
        and h.pos_ != "PROPN"
        and h.lower_ not in _OURS
        and source_table().heads.get(h.lemma_.lower()) not in _PUBLIC
        for h in hearers
    )


_TO_SOMEBODY = {"tell", "warn", "promise", "threaten"}
_PUBLIC = {SourceKind.OUTLET, SourceKind.ORGANISATION, SourceKind.NAMED_OFFICIAL}
_OURS = {"us", "me", "we", "i"}
