"""Speakers set off by a colon or a dash: "Poll: race is tight", "Two held at border: report"."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.source import Saying
from .draft import Draft
from .kinds import is_source_like
from .programmes import is_turn
from .spans import Page, trim
from .verbs import finish

_NAME_TAGS = frozenset("NNP NNPS NN NNS DT JJ POS CD PRP$ HYPH IN -LRB- -RRB-".split())
_SPEAKER = 9  # tokens at most before the colon
_AFTER = 4  # tokens at most after the last colon or dash of a headline


def headline_drafts(page: Page) -> Iterator[Draft]:
    """One draft for each paragraph that begins with a speaker or, in a headline, ends with one."""
    tree = page.tree
    starts = dict(page.paragraphs)
    i = 0
    while i < len(tree):
        end = starts.get(tree.start[i])
        if end is None:
            i += 1
            continue
        last = i
        while last + 1 < len(tree) and tree.start[last + 1] < end:
            last += 1
        draft = _leading(page, i, last) or _trailing(page, i, last)
        if draft is not None:
            draft.rule = "headline"
            yield draft
        i = last + 1


def _leading(page: Page, first: int, last: int) -> Draft | None:
    """ "Speaker: what is said"; quoted, or in a headline, or by one who can speak."""
    tree = page.tree
    colon = next((k for k in range(first, min(first + _SPEAKER, last)) if tree.low[k] == ":"), None)
    if colon is None or colon == first:
        return None
    if not all(tree.tags[k] in _NAME_TAGS for k in range(first, colon)):
        return None
    head = _head(page, first, colon - 1)
    if head is not None and is_turn(tree.text, tree.start[first]):
        return None
    quoted = page.quote_at(tree.start[colon + 1]) is not None
    if not quoted and _is_a_topic(page, first, colon, last):
        return None
    if head is None or not (quoted or is_source_like(tree, head)):
        return None
    content = trim(page, colon + 1, last)
    return finish(page, colon, (colon, colon), [content] if content else [], Saying.SAYS, head)


def _is_a_topic(page: Page, first: int, colon: int, last: int) -> bool:
    """Whether a bare plural says whom it is about: "Girls: since the school closed, brokers …"."""
    tree = page.tree
    if colon != first + 1 or tree.low[first] not in _ANY_PEOPLE:
        return False
    return not any(tree.low[k] in {"i", "we", "us", "our", "my", "me"} for k in range(colon, last))


_ANY_PEOPLE = frozenset("women men girls boys children families minors mothers people".split())


def _trailing(page: Page, first: int, last: int) -> Draft | None:
    """A headline's last words after a colon or a dash."""
    tree = page.tree
    if tree.low[last] in {".", "!", "?", "”", '"'} or last - first > 25:
        return None
    for k in range(last - 1, max(first + 2, last - _AFTER - 1), -1):
        if tree.low[k] in {":", "–", "—", "-"}:
            head = _head(page, k + 1, last)
            content = trim(page, first, k - 1)
            if head is None or content is None or not is_source_like(tree, head):
                return None
            return finish(page, k, (k, k), [content], Saying.SAYS, head)
    return None


def _head(page: Page, first: int, last: int) -> int | None:
    """The last noun of the stretch before any preposition or bracket."""
    tree = page.tree
    head = None
    for k in range(first, last + 1):
        if tree.tags[k] in {"IN", "-LRB-"}:
            break
        if tree.tags[k].startswith("NN"):
            head = k
    return head
