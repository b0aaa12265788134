"""Denials, no-comments and acknowledgements among the attributions.

An answer is told by the cue ("denied", "declined to comment") or, where an authority speaks, by
what it says: that there is nobody, that they wished it, that it was done by law. The patterns are
in vocabulary/answers.yml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ...model.claim import ResponseKind
from ...model.source import Attribution, Connection, Saying, SourceKind
from ...reference.vocabulary import load_yaml
from .chains import is_negated
from .cues import cues

_WORD = re.compile(r"\w+")
_NEAR = 4  # words
_REPLY = 6  # words in which a reply says that it is none
_LONGEST = 300  # code points of what was said in which an answer is looked for
_BEARS_OUT = frozenset({SourceKind.DOCUMENT, SourceKind.OUTLET, SourceKind.EYEWITNESS})


def response_of(text: str, lemmas: frozenset[str], a: Attribution) -> ResponseKind | None:
    """The kind of answer that one attribution is, if it is one.

    What a narrator ("I", "we") says is no answer, nor is what a document bears out. "Denied bail"
    refuses a thing; "rejected" denies only a charge.
    """
    lists = cues().lists
    cue = "" if a.cue is None else text[a.cue.start : a.cue.end].lower()
    content = " ".join(text[s.start : s.end] for s in a.content).lower()
    said = _WORD.findall(content)
    if a.source is not None and text[a.source.start : a.source.end].lower() in {"i", "we", "you"}:
        return None
    negated = is_negated(cue)
    if not a.content or (not said and _is_silence(cue, lemmas)):
        return None if _is_private(text, a) else ResponseKind.NO_COMMENT  # no answer was given
    if _no_comment(cue, said, lemmas, negated):
        return ResponseKind.NO_COMMENT
    if not negated and not _is_refused(a, cue, said) and _denial(said, lemmas):
        return ResponseKind.DENIAL
    owned = a.source is not None and a.link is not None and a.link.kind not in _BEARS_OUT
    is_mere = not negated and bool(set(said[:_NEAR]) & _patterns().mere)
    if lemmas & lists["acknowledgements"] and not negated and owned and not is_mere:
        return None if _only_bears_out(text, a, lemmas) else ResponseKind.ACKNOWLEDGEMENT
    if lemmas & _patterns().owning and said[:1] == ["that"] and not negated and owned:
        return ResponseKind.ACKNOWLEDGEMENT
    if negated and said[:1] and said[0] in _OPEN_QUESTIONS and lemmas & _TELLING:
        return ResponseKind.NO_COMMENT if _is_official(text, a) else None  # "have not said where"
    return None if negated else _by_what_is_said(text, a, content[:_LONGEST], lemmas)


_OPEN_QUESTIONS = frozenset({"where", "whether", "why", "how", "what", "who", "when", "which"})
_TELLING = frozenset({"say", "explain", "disclose", "reveal", "specify", "clarify", "tell"})


def _is_private(text: str, a: Attribution) -> bool:
    """Whether nobody was silent who is asked to answer: a relative, a telephone."""
    if a.source is None or a.link is None:
        return False
    words = _WORD.findall(text[a.source.start : a.source.end].lower())
    is_anybody = a.link.kind is SourceKind.ANONYMOUS and words[0] in {"he", "she", "they"}
    return (
        a.link.kind in _PRIVATE or is_anybody or (len(words) < _SHORT and words[-1] in _TELEPHONES)
    )


_PRIVATE = frozenset({SourceKind.RELATIVE, SourceKind.PARTICIPANT, SourceKind.NEIGHBOUR})
_SHORT = 4  # words of a phrase for a telephone, and not for a man at it
_TELEPHONES = frozenset({"number", "phone", "telephone", "line", "mobile"})


def _only_bears_out(text: str, a: Attribution, lemmas: frozenset[str]) -> bool:
    """Whether one who did nothing confirms it: "a nurse confirmed", "the court upheld"."""
    if a.source is None or not lemmas & {"confirm", "verify", "accept"}:
        return False
    words = set(_WORD.findall(text[a.source.start : a.source.end].lower()))
    return bool(words & _LOOKING_ON) or (
        not _is_official(text, a) and a.link is not None and a.link.kind in _BYSTANDERS
    )


_LOOKING_ON = frozenset(
    "court courts judge judges tribunal jury magistrate nurse doctor surgeon hospital clinic "
    "witness lawyer neighbour teacher un unhcr iom".split()
)
_BYSTANDERS = _PRIVATE | {SourceKind.ANONYMOUS}


def _is_refused(a: Attribution, cue: str, said: list[str]) -> bool:
    """Whether something is denied to somebody: "was denied bail", "he has been denied a lawyer"."""
    if a.cue is None or not _PASSIVE.search(cue):
        return False
    if a.source is not None:
        return a.source.start < a.cue.start
    is_charge = bool(set(said) & cues().lists["charges"])
    return not is_charge or cue.split()[0] in {"was", "were", "been", "being"}


_PASSIVE = re.compile(r"\b(?:was|were|been|being|are|is|be|re|s|m)\b.*ed$")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The tables of answers.yml: patterns in their order with the answer that each gives."""

    authorities: frozenset[str]
    anybody: tuple[re.Pattern[str], ...]
    official: tuple[tuple[re.Pattern[str], ResponseKind], ...]
    mere: frozenset[str]
    owning: frozenset[str]


@cache
def _patterns() -> _Patterns:
    table = load_yaml("answers")
    official = [
        (re.compile(pattern), kind)
        for name, kind in (
            ("no comment", ResponseKind.NO_COMMENT),
            ("none", ResponseKind.DENIAL),
            ("willing", ResponseKind.DENIAL),
            ("well", ResponseKind.DENIAL),
            ("lawful", ResponseKind.ACKNOWLEDGEMENT),
        )
        for pattern in table[name]
    ]
    return _Patterns(
        frozenset(table["authorities"]),
        tuple(re.compile(pattern) for pattern in table["untrue"]),
        tuple(official),
        frozenset(table["mere"]),
        frozenset(table["owning"]),
    )


def _by_what_is_said(
    text: str, a: Attribution, content: str, lemmas: frozenset[str]
) -> ResponseKind | None:
    """The answer that stands in the words of an authority, without a word of answering."""
    answers = a.saying in _ANSWERING or bool(lemmas & {"insist", "maintain"})
    if not answers or (a.link is not None and a.link.kind in _BEARS_OUT):
        return None
    is_official, content = _is_official(text, a), content.translate(_NO_MARKS)
    if (is_official or a.source is None) and any(p.search(content) for p in _patterns().anybody):
        return ResponseKind.DENIAL
    if not is_official:
        return None
    return next((kind for p, kind in _patterns().official if p.search(content)), None)


_NO_MARKS = str.maketrans("", "", '"“”„«»')
_ANSWERING = frozenset({Saying.SAYS, Saying.THINKS, Saying.FEELS})


def _is_official(text: str, a: Attribution) -> bool:
    """Whether who speaks is an authority, by the kind of source or its words."""
    if a.source is None or a.link is None:
        return False
    words = set(_WORD.findall(f"{text[a.source.start : a.source.end]} {a.link.words}".lower()))
    return a.link.connection is Connection.OFFICIAL or bool(words & _patterns().authorities)


def _denial(said: list[str], lemmas: frozenset[str]) -> bool:
    lists = cues().lists
    charged = bool(set(said) & lists["charges"])
    if lemmas & lists["denials"]:
        return not set(said[:_NEAR]) & lists["refused_things"]
    if lemmas & lists["rejections"]:
        return charged and not _is_claim_to_protection(said)
    if not lemmas & lists["callers"]:
        return False
    return _calls_false(said) or _says_it_is_not_so(said, lemmas)


def _is_claim_to_protection(said: list[str]) -> bool:
    """Whether what is rejected is somebody's claim to stay: "rejected her asylum claim"."""
    pairs = set(pairwise(said))
    asked = {"claim", "claims"}
    before = any(
        b in asked and a in {"asylum", "protection", "refugee", "refuge"} for a, b in pairs
    )
    return before or bool(pairs & {(c, t) for c in asked for t in ("for", "to")})


def _says_it_is_not_so(said: list[str], lemmas: frozenset[str]) -> bool:
    """ "this is untrue", "it never happened"; and with "insist", "that no one was beaten"."""
    words = said[1:] if said[:1] == ["that"] else said
    if not words:
        return False
    if words[0] in _NOT_ANY and lemmas & {"insist", "maintain"}:
        return True
    near = words[1 : 1 + _NEAR]
    if words[0] not in _POINTING or not near:
        return False
    untrue = near[0] in _IS and bool(set(near) & cues().lists["falsehoods"])
    return untrue or near[:2] == ["never", "happened"] or near[:3] == ["did", "not", "happen"]


_NOT_ANY = frozenset({"no", "nobody", "none", "nothing"})
_POINTING = frozenset({"this", "it", "that", "these", "they", "those", "all"})
_IS = frozenset({"is", "was", "are", "were", "s"})


def _is_silence(cue: str, lemmas: frozenset[str]) -> bool:
    """Whether the cue itself says that no answer came ("went unanswered", "gave no reply")."""
    lists = cues().lists
    if "unanswered" in cue or "silent" in cue or cue.startswith("ignored"):
        return True
    words = set(cue.split())
    none = "no" in words or "yet" in words or is_negated(cue)
    return none and bool(lemmas & (lists["replies"] | lists["answers"] | lists["answering"]))


def _no_comment(cue: str, said: list[str], lemmas: frozenset[str], negated: bool) -> bool:
    lists = cues().lists
    if lemmas & {"neither", "nor"} and lemmas & (lists["denials"] | lists["acknowledgements"]):
        return True
    if _knows_nothing(said[:_REPLY]):
        return True
    if said[:2] == ["no", "comment"] or said[:2] == ["neither", "confirm"]:
        return True
    if lemmas & lists["refusals"] and set(said[:_NEAR]) & lists["answering"]:
        return True
    if negated and _willing(cue) and lemmas & lists["answering"]:
        return True  # "would not say whether", "could not confirm"
    if negated and said[:1] == ["to"] and set(said[1:2]) & lists["answering"]:
        return True  # "did not wish to comment"
    unanswered = negated or "could not" in cue
    return unanswered and bool(lemmas & lists["answers"])


def _willing(cue: str) -> bool:
    """Whether it is told that they would or could not: "would not", "couldn’t"."""
    plain = (word.replace("’", "'").removesuffix("n't") for word in cue.split())
    return any(word in _WILLING for word in plain)


_WILLING = frozenset({"would", "could", "will", "wo", "can", "ca", "cannot"})


def _knows_nothing(said: list[str]) -> bool:
    """Whether the reply itself is none: "it had no information", "we do not comment on cases"."""
    pairs = set(pairwise(said))
    silent = {("no", "information"), ("no", "knowledge"), ("no", "comment"),
              ("not", "comment"), ("know", "nothing"), ("knew", "nothing")}  # fmt: skip
    return (
        bool(said)
        and said[0] in {"that", "it", "they", "we", "i", "he", "she"}
        and bool(pairs & silent)
    )


def _calls_false(said: list[str]) -> bool:
    """Whether a word for a charge stands shortly before a word for what is not so."""
    lists = cues().lists
    charges = [i for i, word in enumerate(said) if word in lists["charges"]]
    return any(
        said[i + 1 : i + 1 + _NEAR] and set(said[i + 1 : i + 1 + _NEAR]) & lists["falsehoods"]
        for i in charges
    )
