"""What an authority answers, by the form of its words: that it is not so, or that it was right.

An authority, or whoever is blamed (an owner, a company), that says of what was done that it was
not done, or by nobody, denies it: "that no boat was stopped", "he is on no list". What it only
leaves open ("nobody has been identified"), or says of what is to come, is no answer, nor is what
one guard says to one prisoner. Words are in vocabulary/answers.yml under `by form`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from ...model.claim import ResponseKind
from ...model.source import Attribution, Connection, Saying, SourceKind
from ...model.span import Span as Stretch
from ...reference.parse import text_of
from ...reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_WORD = re.compile(r"[\w.'’-]+")
_PHRASE = re.compile(r"\s+(?:of|for|in|at|from|on|to|who|which|that|near|by)\s|[,(]")
_LONGEST = 300  # code points of what was said in which an answer is looked for
_NOBODY = frozenset({"nobody", "none", "nothing", "no-one", "neither"})
_TO_COME = frozenset({"will", "would", "shall", "should", "must", "may", "might", "'ll", "can",
                      "could", "’ll"})  # fmt: skip
_HEARERS = frozenset({"him", "her", "them", "me", "us", "you"})
_ANSWERING = frozenset({Saying.SAYS, Saying.FEELS, Saying.ORDERS})
_UNASKED = frozenset({SourceKind.OUTLET, SourceKind.EYEWITNESS, SourceKind.PARTICIPANT,
                      SourceKind.RELATIVE, SourceKind.NEIGHBOUR})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Forms:
    """The lists and patterns of `by form`."""

    accused: frozenset[str]
    outsiders: frozenset[str]
    ranks: frozenset[str]
    pleaders: frozenset[str]
    sides: frozenset[str]
    authorities: frozenset[str]
    names: frozenset[str]
    open_verbs: frozenset[str]
    open_nouns: frozenset[str]
    denied_states: frozenset[str]
    refusing: frozenset[str]
    refused: frozenset[str]
    callers: frozenset[str]
    justifiers: frozenset[str]
    blamers: frozenset[str]
    sorry: frozenset[str]
    causes: re.Pattern[str]
    untrue: re.Pattern[str]
    right: re.Pattern[str]
    owned: re.Pattern[str]
    unwilled: re.Pattern[str]
    papers: frozenset[str]
    contesters: frozenset[str]
    tellings: frozenset[str]
    accepting: frozenset[str]
    short: re.Pattern[str]


@cache
def _forms() -> _Forms:
    table = load_yaml("answers")
    form = table["by form"]
    names = (n for code in load_yaml("perpetrators")["codes"] for n in code.get("names", {}))

    def words(name: str) -> frozenset[str]:
        return frozenset(form[name].split())

    def any_of(name: str) -> re.Pattern[str]:
        return re.compile("|".join(form[name]))

    return _Forms(
        accused=words("accused"),
        outsiders=words("outsiders"),
        ranks=words("ranks"),
        pleaders=words("pleaders"),
        sides=words("sides"),
        authorities=frozenset(table["authorities"]),
        names=frozenset(names),
        open_verbs=words("open verbs"),
        open_nouns=words("open nouns"),
        denied_states=words("denied states"),
        refusing=words("refusing"),
        refused=words("refused"),
        callers=words("callers"),
        justifiers=words("justifiers"),
        blamers=words("blamers"),
        sorry=words("sorry"),
        causes=any_of("causes"),
        untrue=any_of("untrue"),
        right=any_of("right"),
        owned=any_of("owned"),
        unwilled=any_of("unwilled"),
        papers=words("papers"),
        contesters=words("contesters"),
        tellings=words("tellings"),
        accepting=words("accepting"),
        short=any_of("short"),
    )


def answer_by_form(doc: Doc, said: Attribution) -> ResponseKind | None:
    """The answer that an authority or an accused gives, where no word of answering tells it.

    `said` is known to be theirs: see `may_answer`.
    """
    if said.cue is None or said.saying not in _ANSWERING:
        return None
    cue = doc.char_span(said.cue.start, said.cue.end, alignment_mode="expand")
    if cue is None:
        return None
    lemmas = {t.lemma_.lower() for t in cue}
    if any(t.dep_ == "neg" or t.lower_ in {"never", "n't"} for t in cue):
        return ResponseKind.DENIAL if lemmas & (_forms().accepting | {"guilty"}) else None
    spans = [s for c in said.content if (s := _span(doc, c.start, c.end)) is not None]
    if not spans or _is_spoken_to_one(cue, said) or any(t.lemma_ in _ASKING for t in cue):
        return None
    if any(s[-1].text == "?" or s.text.rstrip("”\"' ").endswith("?") for s in spans):
        return None
    return _by_verb(lemmas, spans) or _by_words(spans)


_FLOOR = re.compile(r":|(?:written |oral )?(?:reply|answer|response)", re.I)


def by_sentence(doc: Doc, said: Attribution) -> list[Attribution]:
    """The saying, one for each sentence of what somebody says behind their name and a colon."""
    text = text_of(doc)
    if said.cue is None or not _FLOOR.fullmatch(text[said.cue.start : said.cue.end]):
        return [said]
    out = []
    for whole in said.content:
        span = doc.char_span(whole.start, whole.end, alignment_mode="contract")
        if span is None or not len(span):
            return [said]
        sentences = (t.sent for t in span if t.is_sent_start or t.i == span.start)
        parts = ((max(s.start_char, whole.start), min(s.end_char, whole.end)) for s in sentences)
        out += [replace(said, content=(Stretch(a, b),)) for a, b in parts if a < b]
    return out


def _span(doc: Doc, start: int, end: int) -> Span | None:
    span = doc.char_span(start, min(end, start + _LONGEST), alignment_mode="expand")
    return span if span is not None and len(span) else None


def source_words(text: str, attributions: Iterable[Attribution]) -> dict[int, str]:
    """By `id`, the words for each source; of a pronoun those for the same source before."""
    first: dict[int | None, str] = {}
    words: dict[int, str] = {}
    for said in attributions:
        if said.source is None or said.link is None:
            continue
        own = text[said.source.start : said.source.end]
        if own.lower() in _PRONOUNS and said.link.register is not None:
            own = first.get(said.link.register, own)
        else:
            first.setdefault(said.link.register, own)
        words[id(said)] = own
    return words


_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which"})
_ASKING = frozenset({"ask", "wonder", "inquire", "query"})


def may_answer(said: Attribution, words_of: str) -> bool:
    """Whether a source is an authority or whoever is blamed; no single guard, no onlooker.

    `words_of` are the words for the source, of a pronoun those it stands for.
    """
    if said.source is None or said.link is None or said.link.kind in _UNASKED:
        return False
    known, whole = _forms(), words_of.lower()
    words = set(_WORD.findall(whole.replace("’s", " ").replace("'s", " ")))
    if (words & known.outsiders and not _is_for_refugees(words)) or (
        words & known.pleaders and not words & known.sides
    ):
        return False
    heads = set(_WORD.findall(_PHRASE.split(whole.strip())[0])[-1:])
    if said.link.kind is SourceKind.DOCUMENT and not heads & known.papers:
        return False
    if heads & known.ranks and not words & _BODIES:
        return False
    is_known = said.link.connection is Connection.OFFICIAL or bool(words & known.authorities)
    is_named = any(" " in name and name in whole for name in known.names)
    return is_known or is_named or bool(heads & (known.accused | known.names))


def _is_for_refugees(words: set[str]) -> bool:
    """Whether it is a state's office for refugees: "the Commissioner for Refugees"."""
    others = words & (_forms().outsiders - {"refugee", "refugees"})
    return not others and bool(words & _OFFICES) and "high" not in words


_OFFICES = frozenset(
    "commissioner commission department directorate ministry secretariat service affairs".split()
)
_BODIES = frozenset({"coast", "border", "national", "chief", "commander", "spokesman", "head"})


def _is_spoken_to_one(cue: Span, said: Attribution) -> bool:
    """Whether it is said to the one it is about: "the police told her that …".

    What a body, or one in office, tells "us" it tells those who report.
    """
    is_of_body = said.link is not None and said.link.kind is SourceKind.ORGANISATION
    is_office = said.link is not None and said.link.kind is SourceKind.NAMED_OFFICIAL
    hearers = _HEARERS - {"us"} if is_of_body or is_office else _HEARERS
    return any(
        c.lower_ in hearers and c.dep_ in {"dobj", "dative"} for t in cue for c in t.children
    )


def _by_verb(lemmas: set[str], spans: list[Span]) -> ResponseKind | None:
    """What verbs of judging make of what follows: "branded it false", "defended the raid"."""
    known, content = _forms(), " ".join(s.text for s in spans).lower()
    if lemmas & known.blamers:
        return ResponseKind.DENIAL if known.causes.search(content) else None
    if lemmas & known.refusing:
        things = {t.lemma_.lower() for s in spans for t in (s.root, *s.root.children)}
        return None if things & known.refused else ResponseKind.DENIAL
    if lemmas & known.contesters:
        things = {t.lemma_.lower() for s in spans for t in (s.root, *s.root.children)}
        return ResponseKind.DENIAL if things & known.tellings else None
    if lemmas & _GIVEN_BACK:
        return ResponseKind.DENIAL
    if lemmas & known.callers:
        if known.untrue.search(content) or _EXCUSED.search(content):
            return ResponseKind.DENIAL
        if known.right.search(content):
            return ResponseKind.ACKNOWLEDGEMENT
    if (
        lemmas & _SORROW
        or lemmas & known.justifiers
        or (lemmas & known.sorry and content[:4] != "that")
    ):
        return ResponseKind.ACKNOWLEDGEMENT
    return None


_EXCUSED = re.compile(
    r"\b(?:settling of (?:\w+ )?(?:accounts|scores)|feuds?|private matters?|misunderstandings?|"
    r"(?:family|domestic) (?:matters?|quarrels?|affairs?))\b"
)
_SORROW = frozenset({"regret", "apology", "condolence", "sorrow"})
_GIVEN_BACK = frozenset({"denial", "rebuttal", "refutation"})


def _by_words(spans: list[Span]) -> ResponseKind | None:
    """What is said not to be so, to be untrue, or to have been a mistake."""
    known = _forms()
    for span in spans:
        for verb in _mains(span):
            if verb.lemma_.lower() in known.refusing and _is_own(verb):
                return ResponseKind.DENIAL
            if _is_not_so(verb):
                return ResponseKind.DENIAL
        content = span.text.lower()
        if known.short.search(content) or _is_none(span.root):
            return ResponseKind.DENIAL
        if known.unwilled.search(content):
            return ResponseKind.DENIAL
        if known.owned.search(content):
            return ResponseKind.ACKNOWLEDGEMENT
    return None


def _mains(span: Span) -> Iterator[Token]:
    """The verbs of the main clauses of what is said."""
    mains: set[int] = set()
    for token in span:
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"aux", "auxpass"}:
            continue
        outside = token.head.i == token.i or not span.start <= token.head.i < span.end
        if outside or (token.dep_ in {"conj", "ccomp", "parataxis"} and token.head.i in mains):
            mains.add(token.i)
            yield token


def _is_own(verb: Token) -> bool:
    """Whether it is the speaker who rejects: "I reject that word"."""
    return any(c.dep_ == "nsubj" and c.lower_ in {"i", "we", "it"} for c in verb.lefts)


def _is_not_so(verb: Token) -> bool:
    """Whether a clause says that something was not done, is not there, or by nobody."""
    known = _forms()
    if verb.lemma_.lower() in known.open_verbs:
        return False
    if any(c.dep_ == "aux" and c.lower_ in _TO_COME for c in verb.lefts):
        return False
    if any(c.lower_ in {"if", "whether", "unless", "until"} for c in verb.lefts):
        return False
    if any(_is_none(t) for t in _beside(verb)):
        return True
    if not any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children):
        return False
    if verb.lemma_ != "be":
        return True
    states = [c for c in verb.rights if c.dep_ in {"acomp", "attr"}]
    return all(c.lemma_.lower() in known.denied_states for c in states)


def _beside(verb: Token) -> Iterator[Token]:
    """The subject and objects of a verb, also behind a preposition ("on no list")."""
    passive = [c for aux in verb.lefts if aux.dep_ == "auxpass" for c in aux.children]
    for child in (*verb.children, *passive):
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            yield child
            yield from (c for c in child.children if c.dep_ == "poss")
        elif child.dep_ == "prep" and child.i > verb.i:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _is_none(token: Token) -> bool:
    """Whether a phrase is empty: "no boat", "nobody", "none of its men", "not a single one"."""
    if token.lemma_.lower() in _forms().open_nouns:
        return False
    if token.lower_ in _NOBODY:
        return True
    before = token.doc[max(0, token.left_edge.i - 1) : token.left_edge.i + 2]
    words = [t.lower_ for t in before]
    if "not" in words and {"one", "a", "single"} & set(words):
        return True
    return any(c.lower_ in {"no", "neither"} for c in token.lefts if c.dep_ in {"det", "neg"})
