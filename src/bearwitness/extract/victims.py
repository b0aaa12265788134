"""Sources who are among those it was done to: a testimony in the first person, "one of the men".

The rules it keeps:
- A report told by "I" in which things are done to "me" or "us" is a participant's, all of it that
  nobody else is said to tell.
- "One of the men", "the two", "four of them" are participants where the text told before of the
  group they are of, as people something was done to.
- Somebody unnamed and unplaced who says what was done to "me" or "us", or to a "her", "him" or
  "them" that agrees with them in sex and number, tells of themselves.
- Whoever is a relative, a neighbour, an official or an outlet stays what they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from ..model.source import Connection, SourceKind, SourceLink
from ..reference.parse import text_of
from ..reference.vocabulary import vocabulary
from .counts import number
from .people import sex_of
from .saying.quotes import quotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from ..model.source import Attribution
    from .drafts import Draft

TOLD = 3  # sentences that speak of "me" or "us", for a text to be a testimony
SHARE = 5  # and one sentence in so many
_ME = {"me", "us", "my", "our", "i", "we"}
_FIRST = {"i", "we"}
_SPEAKS = re.compile(r"\b(?:I|me|us|[Ww]e|[Mm]y|[Oo]ur)\b")
_PRONOUNS = {"her": "female", "she": "female", "him": "male", "he": "male", "his": "male"}
_THEM = {"them", "they", "their"}
_DEFINITE = {"the", "these", "those"}
_GENERIC = {"man", "woman", "person", "people", "couple", "pair", "family", "boy", "girl", "child",
            "detainee", "prisoner", "victim", "survivor", "captive", "other", "group"}  # fmt: skip


def narrator(doc: Doc, drafts: Sequence[Draft]) -> Token | None:
    """The first "I" or "we" of a text told by one it was done to; None for any other text."""
    patients = {t.lower_ for d in drafts for m in d.mentions for t in m.arguments.patients}
    return teller(doc) if patients & _ME else None


def teller(doc: Doc) -> Token | None:
    """The first "I" or "we" of a text told in the first person; None for any other text."""
    if sum(1 for _ in islice(_SPEAKS.finditer(text_of(doc)), TOLD)) < TOLD:
        return None
    spoken = quotes(text_of(doc))
    mine = [t for t in doc if t.lower_ in _ME and not any(q.start <= t.idx < q.end for q in spoken)]
    said = [t for t in mine if t.lower_ in _FIRST and t.dep_.startswith("nsubj")]
    enough = max(TOLD, sum(1 for _ in doc.sents) // SHARE)
    return said[0] if said and len({t.sent.start for t in mine}) >= enough else None


def narrated(chain: Sequence[SourceLink], teller: Token | None) -> tuple[SourceLink, ...]:
    """The chain with whoever tells the text before the outlet, where the text is a testimony."""
    if teller is None:
        return tuple(chain)
    link = SourceLink(SourceKind.PARTICIPANT, teller.text, "", Connection.VICTIM)
    others = [c for c in chain[:-1] if c.words.lower() not in _FIRST]
    return (*others, link, chain[-1])


def with_participants(
    doc: Doc, attributions: Sequence[Attribution], drafts: Sequence[Draft]
) -> tuple[Attribution, ...]:
    """The attributions with those sources marked as participants; see the rules above."""
    known = {
        a.link.register
        for a in attributions
        if a.link is not None and _is_open(a.link) and _tells_of_itself(doc, a, drafts)
    }
    return tuple(
        replace(a, link=_as_participant(a.link)) if a.link and a.link.register in known else a
        for a in attributions
    )


def _is_open(link: SourceLink) -> bool:
    """Whether nothing else is known of a source."""
    unplaced = (SourceKind.ANONYMOUS, Connection.UNKNOWN)
    return link.register is not None and (link.kind, link.connection) == unplaced


def _as_participant(link: SourceLink) -> SourceLink:
    if not _is_open(link):
        return link
    return replace(link, kind=SourceKind.PARTICIPANT, connection=Connection.VICTIM)


def _tells_of_itself(doc: Doc, said: Attribution, drafts: Sequence[Draft]) -> bool:
    span = doc.char_span(said.source.start, said.source.end) if said.source else None
    if span is None:
        return False
    head = span.root
    if any(_can_be(head, d) for d in drafts if d.mentions[0].first < span.start_char):
        return True
    return any(_is_it(head, token) for token in _done_to(said, drafts))


def _can_be(head: Token, draft: Draft) -> bool:
    """Whether "one of the men" or "the men" is of a group that something was done to."""
    group = draft.group
    noun = _of_which(head)
    if group is None or noun is None:
        return False
    sex = sex_of(noun.lower_)
    if sex and group.group.sex not in {None, "mixed", sex}:
        return False
    return group.group.max != 1 or (noun is head and noun.tag_ in {"NN", "CD"})


def _of_which(head: Token) -> Token | None:
    """The noun for a group told of: "men" in "one of the men" and "the men"; None for others."""
    counts = head.pos_ == "NUM" or head.lower_ in {"one", "some", "several", "many", "most"}
    for child in head.rights:
        if counts and child.lower_ == "of":
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is None or not (inner.lower_ in _THEM or _is_definite(inner)):
                return None
            return inner if inner.lower_ in _THEM or _is_generic(inner) else None
    if not _is_definite(head) or any(c.dep_ in {"relcl", "acl", "poss"} for c in head.children):
        return None
    return head if _is_generic(head) else None


def _is_generic(noun: Token) -> bool:
    """Whether a noun can be for anybody, or for people of the kinds that flee."""
    lemma = noun.lemma_.lower()
    return lemma in _GENERIC or lemma in _statuses() or number(noun.text) is not None


@cache
def _statuses() -> frozenset[str]:
    codes = vocabulary("statuses")
    return frozenset(word for code in codes for word in code.cues["words"])


def _is_definite(token: Token) -> bool:
    return any(c.lower_ in _DEFINITE for c in token.lefts)


def _done_to(said: Attribution, drafts: Sequence[Draft]) -> Iterator[Token]:
    """The pronouns for those to whom something was done, in what a source says."""
    for mention in (m for d in drafts for m in d.mentions):
        if any(s.start <= mention.first and mention.last <= s.end for s in said.content):
            yield from mention.arguments.patients


def _is_it(head: Token, patient: Token) -> bool:
    """Whether a pronoun can be the speaker."""
    lower = patient.lower_
    if lower in {"me", "us", "my", "our"}:
        return True
    if lower in _THEM:
        return head.tag_ == "NNS" and head.lemma_.lower() in _GENERIC
    return lower in {"her", "him"} and sex_of(head.lower_) == _PRONOUNS[lower]
