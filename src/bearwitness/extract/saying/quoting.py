"""Quotations that no verb in their own sentence claims: carried over, introduced, or cut off."""

from __future__ import annotations

from ...model.source import Saying
from .cues import cues
from .draft import Draft
from .quotes import Quote
from .sources import source_of
from .spans import Page
from .verbs import cue_tokens, finish

_REACH = 400  # code points between two quotations of one speaker in one paragraph
_MARK = 2  # code points: the longest quotation mark
_LONG = 25  # code points: shorter quotations are words in quotation marks


def claim_quotes(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts with every free quotation given to a speaker, and new ones where a cue stood near.

    In order: a cue next to it in the same paragraph without a content of its own; the speaker of
    the quotation just before ("…," she said. "…"); the paragraph before, when it ended with a
    colon or its quotation goes on.
    """
    contents = sorted((s, n) for n, d in enumerate(drafts) for s in d.content)
    used = {d.at for d in drafts}
    made: list[Draft] = []
    last: Draft | None = None
    previous: Quote | None = None
    at = reach = 0
    for quote in page.quotes:
        while at < len(contents) and contents[at][0][0] <= quote.start + _MARK:
            stretch, n = contents[at]
            last = drafts[n] if page.quotes_in(stretch) else last
            reach, at = max(reach, stretch[1]), at + 1
        continued = previous is not None and previous.goes_on
        if quote.end - _MARK <= reach:
            previous = quote
            continue
        if not (continued or _is_speech(page, quote)):
            continue
        new = _beside(page, quote, used)
        if new is not None:
            new.rule = "quote"
            made.append(new)
            used.add(new.at)
            last = new
        elif last is not None and _carries(page, last, quote, previous):
            last.content.append((quote.start, quote.end))
        previous = quote
    return [*drafts, *made]


def _is_speech(page: Page, quote: Quote) -> bool:
    """Whether the quotation is more than a word or two in quotation marks."""
    if quote.length >= _LONG:
        return True
    tree = page.tree
    at = tree.token_at(quote.start)
    while at is not None and at < len(tree) and tree.start[at] < quote.end:
        if tree.tags[at] in {"VBD", "VBZ", "VBP", "MD"}:
            return True
        at += 1
    return False


def _beside(page: Page, quote: Quote, used: set[int]) -> Draft | None:
    """A verb of saying right after the quotation or right before it, not yet used."""
    tree = page.tree
    sayers = cues().lists["sayers"]
    end = _token_after(page, quote.end)
    near = list(range(end, min(end + 12, len(tree)))) if end is not None else []
    for i in near:
        if "\n" in page.tree.text[quote.end : tree.start[i]] or tree.low[i] in {".", ";"}:
            break
        if page.quote_at(tree.start[i]):
            break
        if tree.lemmas[i] in sayers and tree.is_verb(i) and i not in used:
            return _quoted(page, i, quote)
    return _introduced(page, quote, used)


def _quoted(page: Page, i: int, quote: Quote) -> Draft | None:
    cue = page.tree.start[i], page.tree.end[i]
    draft = finish(page, i, cue_tokens(page.tree, i), [cue], Saying.SAYS, source_of(page.tree, i))
    if draft is not None:
        draft.content = [(quote.start, quote.end)]
    return draft


def _introduced(page: Page, quote: Quote, used: set[int]) -> Draft | None:
    """ "She said: “…”", also when the quotation opens a paragraph of its own."""
    tree = page.tree
    at = quote.start - 1
    while at > 0 and tree.text[at].isspace():
        at -= 1
    if at < 0 or tree.text[at] not in ":,":
        return None
    end = tree.token_at(at)
    if end is None:
        return None
    for i in range(end, max(end - 30, tree.first[end] - 1), -1):
        if (
            tree.is_verb(i)
            and tree.lemmas[i] in cues().verbs
            and i not in used
            and not page.quote_at(tree.start[i])
        ):
            return _quoted(page, i, quote)
    return None


def _token_after(page: Page, offset: int) -> int | None:
    for step in range(3):
        at = page.tree.token_at(offset + step)
        if at is not None:
            return at
    return None


def _carries(page: Page, last: Draft, quote: Quote, previous: Quote | None) -> bool:
    """Whether the speaker so far is also heard in this quotation."""
    text = page.tree.text
    begin = max(last.cue[1], *(e for _, e in last.content))
    between = text[begin : quote.start]
    if previous is not None and previous.goes_on and not text[previous.end : quote.start].strip():
        return True
    if "\n" in between:
        return between.strip(" \n.,") == ""
    return len(between) < _REACH
