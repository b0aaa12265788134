"""Who is taken up by "they", "it", "the men", "his unit" or "one of them", of those told of before.

The rules it keeps:
- "They" are those whose place the sentence begins with ("at the security bureau they …"), else the
  institution that did the last thing, or came in the sentences right before.
- "The men" are those whom the same noun named before, where it named any.
- "It" is an institution told of as one: "the army … it".
- Nobody is taken from another section of a report.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.vocabulary import load_yaml
from .arguments import conjuncts
from .bodies import is_head_of_body
from .described import who_is
from .people import is_people
from .perpetrators import FORCES, STAFF, Institution, institution, is_site, kind_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from .drafts import Draft

    Demonym = Callable[[str], str | None]

DOERS = 2  # sentences back in which those who did it are looked for
BACK = 120  # tokens back in which the same noun is looked for
THEY = {"they", "he", "she", "who", "it"}
_KNOWN = {"the", "these", "those", "his", "her", "their", "its", "other", "my", "such"}
_OWNED = {"his", "her", "their", "its"}  # "his men" may be of one told of before
_SOME = {"one", "some", "several", "most", "many", "both", "another", "others"}
_SAYING_WHICH = {"relcl", "acl", "appos"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_ACTING = {"nsubj", "pobj", "conj", "nsubjpass"}
_AT = {"at", "in", "inside"}


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("perpetrators")["spoken_of"]
    return table


def is_taken_up(noun: Token) -> bool:
    """Whether a noun stands for somebody told of before: "the men", "his unit", "one of them"."""
    before = {c.lower_ for c in noun.lefts}
    if noun.lower_ in _table()["taken_up"] and before & _KNOWN:
        return not any(c.dep_ in _SAYING_WHICH for c in noun.rights)
    if noun.pos_ != "NUM" and noun.lower_ not in _SOME:
        return False
    if noun.lower_ in {"one", "another", "others"} and not list(noun.children):
        return noun.dep_ == "nsubj"
    whole = (o for c in noun.rights if c.lower_ == "of" for o in c.children if o.dep_ == "pobj")
    return any(o.lower_ == "them" or is_taken_up(o) for o in whole)


def who_was_told_of(
    before: Sequence[Draft], draft: Draft, agents: Sequence[Token], demonym: Demonym
) -> Iterator[tuple[Institution, ...]]:
    """The institutions that may be meant, the nearest sentence first."""
    token = draft.mentions[0].token
    if agents[0].pos_ == "NOUN" and (same := _told_by_that_noun(agents[0], demonym)) is not None:
        yield same
        return
    many = _are_many(agents[0])
    if many and (here := _of_the_place(token, demonym)) is not None:
        yield (here,)
    start = token.sent.start
    for _ in range(DOERS + 1):
        inside = [d for d in before if d.mentions[0].token.sent.start == start]
        for other in reversed(inside):
            if not other.agents or other.section != draft.section or other is draft:
                continue
            if not is_whom_it_was_done_to(agents[0], other):
                yield other.agents
        yield from _came(token.doc, start, agents[0], many, demonym)
        if start == 0:
            return
        start = token.doc[start - 1].sent.start


def is_whom_it_was_done_to(pronoun: Token, other: Draft) -> bool:
    """Whether "he" is the one whom others acted on: "he was arrested after he had beaten her"."""
    forms = next((f for f in _ONE_PERSON if pronoun.lower_ in f), None)
    if forms is None:
        return False
    return any(p.lower_ in forms for m in other.mentions for p in m.arguments.patients)


_ONE_PERSON = ({"he", "him"}, {"she", "her"})


def _told_by_that_noun(noun: Token, demonym: Demonym) -> tuple[Institution, ...] | None:
    """Those whom the same noun named before: "masked men … the men"; None where it named nobody."""
    if any(c.lower_ in _OWNED for c in noun.lefts):
        return None
    for other in reversed(noun.doc[max(0, noun.i - BACK) : noun.left_edge.i]):
        if other.lemma_ == noun.lemma_ and other.dep_ in _ACTING:
            found = who_is(other, demonym) or kind_at(other.doc, other.i)
            if found is not None:
                return (found,) if found.kind != "private person" else ()
    return None


def _are_many(agent: Token) -> bool | None:
    """Whether those who did it are several: "they", "the men"; None where that is left open."""
    if agent.lower_ == "who" or agent.pos_ == "NUM" or agent.lower_ in _SOME:
        return True if agent.lower_ != "who" else None
    if agent.lower_ in THEY:
        return agent.lower_ == "they"
    return agent.tag_ in {"NNS", "NNPS"} or any(c.lower_ in _OWNED for c in agent.lefts) or None


def _of_the_place(verb: Token, demonym: Demonym) -> Institution | None:
    """Those of the place a sentence begins with: "at the police station they beat him"."""
    while verb.dep_ in {"conj", "xcomp"}:
        verb = verb.head
    for prep in verb.lefts:
        if prep.dep_ != "prep" or prep.lower_ not in _AT:
            continue
        words = [t for t in prep.subtree if t.pos_ in {"NOUN", "PROPN"}]
        for noun in words:
            found = kind_at(noun.doc, noun.i)
            if found is not None:
                return institution(noun, demonym) or found
        site = next((t for t in words if is_site(t)), None)
        if site is not None:
            return Institution("prison", None, site.i, site.i + 1)
    return None


def _came(
    doc: Doc, start: int, pronoun: Token, many: bool | None, demonym: Demonym
) -> Iterator[tuple[Institution, ...]]:
    """The institutions that are subjects of the sentence which begins at `start`."""
    for token in doc[start].sent:
        if token.i >= pronoun.i:
            return
        if token.dep_ not in _SUBJECTS or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        joined = conjuncts(token)
        if many and not (len(joined) > 1 or _can_be_many(token)):
            continue
        if many is False and (len(joined) > 1 or token.tag_ in {"NNS", "NNPS"}):
            continue
        if pronoun.lower_ in {"he", "she"} and not is_people(token) and token.lower_ not in STAFF:
            continue  # "the court heard that he …"
        who = (who_is(t, demonym) for t in joined)
        found = tuple(f for f in who if f and f.kind not in {"private person", "family member"})
        if pronoun.lower_ in _table()["taken_up_by_force"]:
            found = tuple(f for f in found if f.kind in FORCES | {"prison"})
        if found:
            yield found


def _can_be_many(noun: Token) -> bool:
    """Whether "they" can take up a noun: "soldiers", "a patrol", "the Taliban"."""
    many = noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in _table()["many"]
    return many or is_head_of_body(noun.lower_) or noun.pos_ == "PROPN"
