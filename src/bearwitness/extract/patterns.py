"""Whether a statement is about one occurrence or about what usually happens, and which way it goes.

The rules it keeps:
- A cue of vocabulary/patterns.yml must govern the act: an adverb on its verb or the verb above it,
  or a phrase in its own clause's sentence within reach.
- "Used to be let go" is a pattern of the past, with its own time.
- A plain present tense without a number, outside a headline, is what usually happens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..model.claim import Direction
from ..reference.vocabulary import load_yaml
from .people import is_people

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .acts import Mention

REACH = 12  # tokens between a phrase and the act it speaks of


@dataclass(frozen=True, slots=True)
class PatternCues:
    """Adverbs and phrases with the direction they give; phrases by their first word."""

    adverbs: dict[str, Direction]
    phrases: dict[str, list[tuple[tuple[str, ...], Direction]]]
    past: frozenset[str]


@cache
def cues() -> PatternCues:
    """The cues of patterns.yml, loaded once a process."""
    table = load_yaml("patterns")
    adverbs: dict[str, Direction] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Direction]]] = {}
    for direction in (Direction.USUAL, Direction.MORE, Direction.FEWER):
        part = table[direction.value]
        adverbs.update(dict.fromkeys(part["adverbs"], direction))
        for phrase in part["phrases"]:
            words = tuple(phrase.split())
            phrases.setdefault(words[0], []).append((words, direction))
    return PatternCues(adverbs, phrases, frozenset(table["usual"]["past"]))


def direction(mention: Mention) -> tuple[Direction, int, int] | None:
    """The direction of a pattern and the code points of its cue; None for one occurrence."""
    return (
        _adverb(mention.token)
        or _phrase(mention.token)
        or _of_people(mention)
        or _formerly(mention)
        or _continuing(mention)
        or _habit(mention)
    )


def _at(token: Token, way: Direction) -> tuple[Direction, int, int]:
    return way, token.idx, token.idx + len(token)


def _chain(token: Token) -> list[Token]:
    """The act's word and the verbs that carry it, up to its clause."""
    found = [token]
    while token.dep_ in {"xcomp", "conj", "nsubjpass", "nsubj", "dobj", "auxpass"}:
        if token.head.i == token.i or len(found) > 3:
            break
        token = token.head
        found.append(token)
    return found


def _adverb(token: Token) -> tuple[Direction, int, int] | None:
    known = cues().adverbs
    for word in _chain(token):
        for child in word.children:
            if child.dep_ == "advmod" and child.lower_ in known:
                return _at(child, known[child.lower_])
        if word.lower_ == "used" and any(c.dep_ == "xcomp" for c in word.children):
            return _at(word, Direction.USUAL)
    return None


def _phrase(token: Token) -> tuple[Direction, int, int] | None:
    known = cues().phrases
    doc, sentence = token.doc, token.sent
    start, end = max(sentence.start, token.i - REACH), min(sentence.end, token.i + REACH)
    lowers = [doc[i].lower_ for i in range(start, end)]
    for k, lower in enumerate(lowers):
        for words, way in known.get(lower, ()):
            if tuple(lowers[k : k + len(words)]) == words and _same_clause(doc[start + k], token):
                last = doc[start + k + len(words) - 1]
                return way, doc[start + k].idx, last.idx + len(last)
    return None


def _of_people(mention: Mention) -> tuple[Direction, int, int] | None:
    """A cue before the people themselves, however far: "More and more of those who … are held"."""
    known = cues().phrases
    for person in mention.arguments.patients:
        doc, start = person.doc, person.left_edge.i
        for words, way in known.get(doc[start].lower_, ()):
            end = start + len(words)
            if tuple(t.lower_ for t in doc[start:end]) == words and end <= person.i + 1:
                return way, doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    return None


def _formerly(mention: Mention) -> tuple[Direction, int, int] | None:
    """ "Earlier, people were let go": what was usual, where nobody counts and no day is named."""
    first = mention.token.sent[0]
    if first.lower_ not in cues().past or not _many_uncounted(mention):
        return None
    after = first.nbor(1) if first.i + 1 < len(first.doc) else first
    dated = after.dep_ == "prep" or any(t.ent_type_ == "DATE" for t in first.subtree)
    return None if dated else _at(first, Direction.USUAL)


def _continuing(mention: Mention) -> tuple[Direction, int, int] | None:
    """ "Continued to return asylum seekers", where nobody counts and no day is named."""
    token = mention.token
    goes_on = token.dep_ == "xcomp" and token.head.lemma_ in {"continue", "keep"}
    counted = any(t.ent_type_ in {"CARDINAL", "TIME"} for t in token.subtree)
    return (
        _at(token.head, Direction.USUAL)
        if goes_on and not counted and (_many_uncounted(mention))
        else None
    )


def _many_uncounted(mention: Mention) -> bool:
    people = [t for t in mention.arguments.patients if is_people(t)]
    plural = any(t.tag_ in {"NNS", "NNPS"} or t.lower_ in {"those", "they"} for t in people)
    return plural and not any(c.dep_ == "nummod" for t in people for c in t.children)


def _same_clause(cue: Token, token: Token) -> bool:
    """Whether no verb of another clause stands between the cue and the act."""
    low, high = sorted((cue.i, token.i))
    return not any(t.dep_ in {"ccomp", "advcl", "relcl"} for t in token.doc[low + 1 : high])


def _habit(mention: Mention) -> tuple[Direction, int, int] | None:
    """A plain present tense with people in the plural and no number: a habit."""
    token = mention.token
    if mention.is_noun or token.sent.start == 0:
        return None
    finite = [c for c in token.children if c.dep_ in {"aux", "auxpass"}]
    if len(finite) == 1 and finite[0].lower_ in {"are", "is", "get"} and token.tag_ == "VBN":
        verb = finite[0]
    elif not finite and token.tag_ in {"VBP"} and mention.arguments.subjects:
        verb = token
    else:
        return None
    if (
        not _many_uncounted(mention)
        or token.lower_ == "held"
        or any(t.lower_ in _NOW for t in token.sent)
    ):
        return None
    return _at(verb, Direction.USUAL)


_NOW = {
    "now",
    "present",
    "moment",
    "currently",
    "today",
    "still",
    "presently",
    "yesterday",
    "tomorrow",
}
