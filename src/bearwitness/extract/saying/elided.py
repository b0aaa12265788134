"""Notes that leave out who says it: "23:40 - says the door is locked", "States that he was struck."

The rules it keeps:
- Only a finite verb of saying with a clause, with nothing but a date or a number before it.
- It is the one whose record it is, else the person the sentence before is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...model.source import Saying
from .draft import Draft
from .floor import VICTIM, Floor, words
from .spans import Page

_FINITE = frozenset({"VBZ", "VBD", "VBP"})
_LABEL = re.compile(r"\b(?P<who>[A-Z][a-z]+)(?:\b| \d)")


def give_the_elided(page: Page, drafts: Iterable[Draft], floors: Sequence[Floor]) -> None:
    """Give such sayings, which have nobody, to the one whose record or note it is."""
    tree = page.tree
    for d in drafts:
        if d.head is not None or d.rule != "that" or d.saying is not Saying.SAYS:
            continue
        if tree.tags[d.at] not in _FINITE or not _opens(page, d.at):
            continue
        held = [f for f in floors if f.start <= tree.start[d.at] < f.end]
        before = _subject_before(page, d.at)
        if held and held[-1].head is not None:
            d.head, d.source = held[-1].head, held[-1].source
        elif before is not None:
            d.head, d.source = before, page.tokens(before, before)
        elif not held and not _is_of_somebody(page, tree.start[d.at]):
            continue
        d.kind, d.rule = VICTIM, "elided"


def _opens(page: Page, i: int) -> bool:
    """Whether nothing but dates, numbers and marks stands before the verb in its sentence."""
    tree = page.tree
    before = range(tree.first[i], i)
    return tree.subject(i) is None or all(
        tree.doc[k].ent_type_ in {"DATE", "TIME", "CARDINAL"} or not tree.low[k][0].isalpha()
        for k in before
    )


def _subject_before(page: Page, i: int) -> int | None:
    """The person the sentence before in the paragraph is about."""
    tree, first = page.tree, page.tree.first[i]
    if first == 0 or not tree.same_paragraph(first - 1, first):
        return None
    verb = next((k for k in range(tree.first[first - 1], first) if tree.heads[k] == k), None)
    who = None if verb is None else tree.kid(verb, "nsubj", "nsubjpass")
    return who if who is not None and tree.doc[who].ent_type_ == "PERSON" else None


def _is_of_somebody(page: Page, offset: int) -> bool:
    """Whether a caller, a patient or another teller is named before: "Caller: F, 33"."""
    text = page.tree.text
    return any(m["who"].lower() in words("tellers") for m in _LABEL.finditer(text, 0, offset))
