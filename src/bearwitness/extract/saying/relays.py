"""Word of mouth: "told her brother, who told us", "heard from a guard", "citing two officials".

Each gives the one who spoke first as a source of the same words; the one who passed them on gets
a wider content, so that the chain puts the first speaker closest to the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model.source import Saying
from .asides import last_before, source_before
from .cues import cues
from .draft import Draft
from .kinds import is_source_like
from .sources import phrase, source_of
from .spans import Page, Stretch, less
from .tree import Tree
from .verbs import cue_tokens, finish


def relay_drafts(page: Page, drafts: Iterable[Draft]) -> list[Draft]:
    """The first speakers behind the drafts, and the passers-on around them."""
    by_verb = {d.at: d for d in drafts}
    found = [
        *_heard_from(page, by_verb), *_cited(page, by_verb), *_passed_on(page, by_verb),
        *_had_it_from(page, drafts),
    ]  # fmt: skip
    for draft in found:
        draft.rule = "relay"
    return found


def _heard_from(page: Page, by_verb: dict[int, Draft]) -> Iterator[Draft]:
    """ "He had heard from a guard that …": the guard, with the hearer's content."""
    tree = page.tree
    for at, draft in by_verb.items():
        if tree.lemmas[at] not in cues().lists["hearing"]:
            continue
        for k in tree.kids[at]:
            head = tree.kid(k, "pobj") if tree.low[k] == "from" else None
            if head is not None:
                new = _with_content(page, draft, (at, k), head)
                yield from (d for d in [new] if d)


def _cited(page: Page, by_verb: dict[int, Draft]) -> Iterator[Draft]:
    """ "The paper reported, citing two officials, that …": the officials."""
    tree = page.tree
    for i, word in enumerate(tree.low):
        if word not in {"citing", "quoting"} or not tree.is_verb(i):
            continue
        head, above = tree.kid(i, "dobj"), _above(tree, by_verb, i)
        if above is None:  # "her mother, quoting a freed man, said …"
            above = next(
                (
                    d
                    for at, d in by_verb.items()
                    if d.head == tree.heads[i] < i < at and d.rule == "that"
                ),
                None,
            )
        if above is None and i in by_verb and by_verb[i].rule == "that":
            above = by_verb[i]  # the clause hung on "citing", where the verb of saying wanted it
            above.cue = page.tokens(*cue_tokens(tree, tree.heads[i]))
            _with_speaker(page, above, tree.heads[i])
        if head is not None and above is not None and is_source_like(tree, head):
            new = _with_content(page, above, (i, i), head)
            yield from (d for d in [new] if d)


def _above(tree: Tree, by_verb: dict[int, Draft], i: int) -> Draft | None:
    """The nearest saying that the participle stands under, over the clause that is said."""
    at = i
    while tree.heads[at] != at:
        at = tree.heads[at]
        if at in by_verb:
            return by_verb[at]
        if not tree.is_verb(at):
            return None
    return None


def _with_speaker(page: Page, draft: Draft, verb: int) -> None:
    """Give a draft without one the speaker that stands right before its verb of saying."""
    found = source_before(page.tree, verb) if draft.head is None else None
    if found is not None:
        first, draft.head = found
        draft.source = page.tokens(first, last_before(page.tree, verb))
        draft.content = [s for c in draft.content for s in less(c, draft.source)]


def _had_it_from(page: Page, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """ "her sister, who had it from a neighbour": the neighbour, with the sister's content."""
    tree = page.tree
    for draft in drafts:
        relay = None if draft.head is None else tree.kid(draft.head, "relcl")
        if relay is None or tree.lemmas[relay] not in _RECEIVING:
            continue
        for k in tree.kids[relay]:
            head = tree.kid(k, "pobj") if tree.low[k] == "from" else None
            if head is not None:
                new = _with_content(page, draft, (relay, k), head)
                yield from (d for d in [new] if d)


_RECEIVING = frozenset({"have", "hear", "get", "learn", "receive"})


def _with_content(page: Page, of: Draft, cue: tuple[int, int], head: int) -> Draft | None:
    """A draft for another source of the same words."""
    first, last = page.tokens(*phrase(page.tree, head))
    if any(first <= a < last for a, _ in of.content):  # the clause hung on the one who said it
        source = page.tokens(page.tree.left[head], head)
        return Draft(cue[0], page.tokens(*cue), list(of.content), Saying.SAYS, head, source)
    draft = finish(page, cue[0], cue, list(of.content), Saying.SAYS, head)
    if draft is not None:
        draft.content = list(of.content)
    return draft


def _passed_on(page: Page, by_verb: dict[int, Draft]) -> Iterator[Draft]:
    """ "X told Y, who told us that …" and "X told Y, who told us, that …"."""
    tree = page.tree
    for i, lemma in enumerate(tree.lemmas):
        if lemma not in cues().lists["telling"] or not tree.is_verb(i):
            continue
        hearer = tree.kid(i, "dobj", "dative")
        teller = source_of(tree, i)
        relay = None if hearer is None else tree.kid(hearer, "relcl")
        if hearer is None or teller is None or relay is None:
            continue
        if tree.lemmas[relay] in cues().lists["telling"] | cues().lists["sayers"]:
            yield from _both(page, by_verb, (i, teller), (relay, hearer))


def _both(
    page: Page, by_verb: dict[int, Draft], first: tuple[int, int], second: tuple[int, int]
) -> Iterator[Draft]:
    (verb, teller), (relay, hearer) = first, second
    told, passed = by_verb.get(verb), by_verb.get(relay)
    if told is None and passed is not None:
        draft = finish(
            page, verb, cue_tokens(page.tree, verb), list(passed.content), Saying.SAYS, teller
        )
        if draft is not None:
            draft.content, draft.source = list(passed.content), _clipped(page, teller, verb)
            passed.content = [_hull(draft)]
            yield draft
    elif told is not None and passed is None:
        draft = finish(
            page, relay, cue_tokens(page.tree, relay), list(told.content), Saying.SAYS, hearer
        )
        if draft is not None:
            draft.content, draft.source = [_hull(told)], _clipped(page, hearer, relay)
            yield draft


def _clipped(page: Page, head: int, verb: int) -> Stretch:
    """The source's words without the clause that the verb stands in."""
    tree = page.tree
    first, last = phrase(tree, head)
    if head < verb <= last:
        last = max(head, tree.left[verb] - 1)
        while last > head and not tree.low[last][0].isalnum():
            last -= 1
    return page.tokens(first, last)


def _hull(draft: Draft) -> Stretch:
    spans = [draft.cue, *draft.content, *([draft.source] if draft.source else [])]
    return min(a for a, _ in spans), max(b for _, b in spans)
