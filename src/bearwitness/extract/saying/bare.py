"""Quotations that nobody is said to speak, told by whom the sentence before is about.

"The mason had worked there for six years. “They closed the whole quarter.”" The rules it keeps:
- Only a quotation that stands by itself, behind a sentence of its paragraph, and is nobody's yet.
- One person speaks: the subject, or "him" or "her" where an institution is the subject.
- What is told behind it in quotation marks, in the same paragraph, is told by the same person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from ...model.source import SourceKind
from .draft import Draft
from .kinds import kind_of
from .openings import can_tell
from .quotes import Quote
from .quoting import is_speech, stands_alone
from .sources import phrase
from .spans import Page
from .tree import Tree


def bare_drafts(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Who speaks the quotations that no draft holds or stands in."""
    taken = [s for d in drafts for s in (*d.content, d.cue)]
    last: Draft | None = None
    for quote in page.quotes:
        if any(a < quote.end and b > quote.start for a, b in taken):
            last = None
            continue
        if not is_speech(page, quote) or not stands_alone(page, quote):
            continue
        if last is not None and "\n" not in page.tree.text[last.content[-1][1] : quote.start]:
            last.content.append((quote.start, quote.end))
        elif (new := _of_whom_before(page, quote)) is not None:
            last = new
            yield new


def _of_whom_before(page: Page, quote: Quote) -> Draft | None:
    tree = page.tree
    at = next((i for i in range(len(tree)) if tree.start[i] >= quote.start), None)
    if not at:
        return None
    before = at - 1
    if not tree.same_paragraph(before, at) or page.quote_at(tree.start[before]):
        return None
    verb = tree.doc[before].sent.root.i
    who = next((k for k in (tree.subject(verb), tree.kid(verb, "dobj")) if _is_one(tree, k)), None)
    if who is None:
        return None
    source = page.tokens(*phrase(tree, who))
    return Draft(who, source, [(quote.start, quote.end)], head=who, source=source, rule="bare")


def _is_one(tree: Tree, who: int | None) -> TypeGuard[int]:
    """Whether a word is for one person who speaks for no body."""
    if who is None or tree.tags[who] not in {"NN", "NNP", "PRP"}:
        return False
    if tree.tags[who] == "NNP":
        whole = tree.text[tree.start[tree.left[who]] : tree.end[tree.right[who]]]
        return re.search(r", \d\d\b", whole) is not None  # "Amina, 26, is in the church"
    if tree.tags[who] == "PRP":
        alone = tree.left[who] == tree.right[who]
        return alone and tree.low[who] in {"he", "she", "him", "her"}
    return can_tell(tree, who) and kind_of(tree, who)[0] not in _BODIES


_BODIES = frozenset(
    {SourceKind.ORGANISATION, SourceKind.NAMED_OFFICIAL, SourceKind.DOCUMENT, SourceKind.OUTLET}
)
