"""Quotations that no verb in their own sentence claims: carried over, introduced, or cut off."""

from __future__ import annotations

from ...model.source import Saying, SourceKind
from .cues import cues
from .draft import Draft
from .kinds import kind_of
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
        if not (continued or is_speech(page, quote)):
            continue
        new = _beside(page, quote, used)
        if new is not None:
            new.rule = "quote"
            made.append(new)
            used.add(new.at)
            last = new
        elif last is not None and _carries(page, last, quote, previous):
            last.content.append((quote.start, quote.end))
        elif (before := _of_sentence_before(page, quote, drafts)) is not None:
            before.content.append((quote.start, quote.end))
            last = before
        previous = quote
    return [*drafts, *made]


def is_speech(page: Page, quote: Quote) -> bool:
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


def _of_sentence_before(page: Page, quote: Quote, drafts: list[Draft]) -> Draft | None:
    """Who speaks in the sentence right before a quotation that stands by itself.

    "One of the men told us he had shown a card. "The agent put it in his pocket.""
    """
    tree = page.tree
    at = next((i for i in range(len(tree)) if tree.start[i] >= quote.start), None)
    if at is None or not at or not stands_alone(page, quote):
        return None
    before = at - 1
    if not tree.same_paragraph(before, at) or page.quote_at(tree.start[before]):
        return None
    first, end = tree.start[tree.first[before]], tree.end[before]
    inside = [d for d in drafts if first <= d.cue[0] < end and d.saying is Saying.SAYS]
    inside = [d for d in inside if not any(_holds(o, d) for o in inside)]
    if len(inside) != 1 or inside[0].head is None or not inside[0].content:
        return None
    return inside[0] if inside[0].rule in _PLAIN and _is_persons(page, inside[0]) else None


def _holds(outer: Draft, inner: Draft) -> bool:
    return outer is not inner and any(a <= inner.cue[0] < b for a, b in outer.content)


def stands_alone(page: Page, quote: Quote) -> bool:
    """Whether a quotation ends a sentence and the next one, or the paragraph's end, follows."""
    text = page.tree.text
    inner = text[quote.start : quote.end].rstrip("”\"»’' ")
    after = text[quote.end : quote.end + 2]
    return inner.endswith((".", "!", "?", "…")) and (not after.strip() or after[0] in " \n")


def _is_persons(page: Page, d: Draft) -> bool:
    return d.head is not None and kind_of(page.tree, d.head)[0] not in _PAPERS


_PAPERS = frozenset({SourceKind.DOCUMENT, SourceKind.OUTLET})
_PLAIN = frozenset({"that", "according", "object", "aside"})


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
