"""Whether two mentions that nothing sets at odds tell of two occurrences all the same, by weights.

"They were beaten at the gate. … In the cell a guard beat her" are two beatings, though no number,
day, place or doer contradicts. What speaks for one or two is how they are told beside each other.
vocabulary/apart.yml holds the weights, which training/apart.py writes; asked in short texts only.
docs/decisions/0013-acts.md sets them beside merging whatever may be one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.parse import text_of
from ..reference.vocabulary import load_yaml
from .layout import is_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from .drafts import Draft


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("apart")
    return table


def are_apart(kept: Draft, draft: Draft) -> bool:
    """Whether the weights say that `draft` tells of another occurrence than `kept`."""
    if is_long(text_of(draft.mentions[0].token.doc)):
        return False
    weights: dict[str, float] = _table()["weights"]
    least = float(_table()["least"])
    return sum(weights.get(sign, 0.0) for sign in signs(kept, draft)) > least


def signs(kept: Draft, draft: Draft) -> Iterator[str]:
    """What holds of two drafts that may be one occurrence, the earlier first, by name."""
    yield "any"
    yield f"act {draft.act}"
    yield from _between(kept, draft)
    yield from _words(kept, draft)
    yield from _people(kept, draft)
    for what, first, second in (
        ("time", _own_time(kept), _own_time(draft)),
        ("place", _own_places(kept), _own_places(draft)),
        ("doer", {a.kind for a in kept.agents}, {a.kind for a in draft.agents}),
    ):
        if first and second:
            yield f"{what} {'same' if first == second else 'other'}"
        elif first or second:
            yield f"{what} {'first' if first else 'second'} only"


def _between(kept: Draft, draft: Draft) -> Iterator[str]:
    """How far apart they stand, and how the second hangs on the first in one sentence."""
    near, new = kept.mentions[-1].token, draft.mentions[0].token
    back = draft.sentence - kept.sentence
    yield f"back {back if back < 2 else '2-3' if back < 4 else '4+'}"
    if kept.sentence == 0:
        yield "first told in the lead"
    if "\n" in text_of(new.doc)[near.idx : new.idx]:
        yield "other paragraph"
    if len(kept.mentions) > 1:
        yield "told twice already"
    if near.sent.start == new.sent.start:
        yield _in_one_sentence(near, new)


def _in_one_sentence(near: Token, new: Token) -> str:
    if new.head.i == near.i and new.dep_ == "conj":
        return "joined"
    is_below = new.is_ancestor(near) or near.is_ancestor(new)
    return "one under the other" if is_below else "side by side"


def _words(kept: Draft, draft: Draft) -> Iterator[str]:
    """With which words they are told."""
    new = draft.mentions[0].token
    told = ["noun" if d.mentions[-1].is_noun else "verb" for d in (kept, draft)]
    is_same = new.lemma_ in {m.token.lemma_ for m in kept.mentions}
    yield f"{'same' if is_same else 'other'} word, {told[0]} and {told[1]}"
    if draft.mentions[0].likely or kept.mentions[0].likely:
        yield "only likely"
    if {c.lower_ for c in new.children} & _AGAIN:
        yield "again"
    if draft.mentions[0].is_noun:
        yield "noun told of before" if _is_known(new) else "bare noun"


def _is_known(noun: Token) -> bool:
    """Whether a noun takes up what was told: "the group", "his arrest"."""
    return any(c.lower_ in _KNOWN or c.tag_ == "PRP$" for c in noun.lefts)


_KNOWN = {"the", "this", "that", "these", "those"}
_AGAIN = {"again", "also", "then", "later", "too", "twice", "once", "afterwards"}


def _people(kept: Draft, draft: Draft) -> Iterator[str]:
    """To whom they were done."""
    if kept.group is None or draft.group is None:
        yield f"people {'first' if kept.group else 'second' if draft.group else 'nowhere'} only"
        return
    own = ["own" if d.group_is_own else "lent" for d in (kept, draft)]
    yield f"people {own[0]} and {own[1]}"
    if draft.group.is_anaphor:
        yield "people by a pronoun"
    elif any(_is_known(t) for t in draft.mentions[0].arguments.patients):
        yield f"people told of before, number {'one' if draft.group.group.max == 1 else 'many'}"
    first, second = kept.group.group, draft.group.group
    if (first.min, first.max) == (second.min, second.max):
        yield f"number same, {'one' if first.max == 1 else 'many' if first.max else 'open'}"
    else:
        yield f"number other, {'one and many' if 1 in {first.max, second.max} else 'many'}"
    heads = [{t.lemma_ for m in d.mentions for t in m.arguments.patients} for d in (kept, draft)]
    if all(heads):
        yield "nouns shared" if heads[0] & heads[1] else "nouns other"


def _own_time(draft: Draft) -> str | None:
    return draft.time.time.edtf if draft.time and draft.time.is_own else None


def _own_places(draft: Draft) -> set[str]:
    return {p.place.name for p in draft.places if p.is_own}
