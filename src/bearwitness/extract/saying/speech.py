"""Words that go on: speech behind a colon without marks, and sections headed by who tells them.

"He added: Three men were taken. One of them died." "WHAT THE GROUP TELLS US: Caught on Friday …"
"From two contacts, not to be named: a family was taken off the bus." What is told is the rest of
the paragraph, or the paragraph after where the line ends with the colon; and it ends before a
sentence in which somebody else speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...model.source import Saying
from .asides import last_before
from .cues import cues
from .draft import Draft
from .floor import takes_the_floor
from .quotes import Quote
from .sources import source_of
from .spans import Page, Stretch
from .verbs import cue_tokens, finish

_TELLS = r"(?:tells?|told|says?|said|reports?|reported|writes?|wrote|states?|stated)"
_US = r"(?:\s+(?:us|our\s+\w+|the\s+\w+|this\s+\w+))?"
_HEADED = re.compile(
    rf"(?:\A|\n)\W*(?:what\s+)?(?P<who>[^\n.:;]{{2,60}}?)\s+(?P<cue>{_TELLS}){_US}\s*:", re.I
)
_FROM = re.compile(
    r"(?:\A|\n|[.!?]\s+)(?P<cue>From|FROM|As told by|Told by|According to|In the words of)\s+"
    r"(?P<who>[^\n:;.]{3,90}):(?=\s)"
)
_NOBODY = {"we", "i", "it", "you"}
_BEFORE_COLON = 8  # tokens between a verb of saying and its colon
_NAMED = re.compile(r",\s")  # where a remark on the source begins


def speech_drafts(page: Page, drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts for such words that none of `drafts` reads; those before a colon are widened."""
    drafts = list(drafts)
    by_verb = {d.at: d for d in drafts}
    cuts = sorted(
        page.tree.start[page.tree.first[d.at]]
        for d in drafts
        if d.rule != "passive" and takes_the_floor(page, d)
    )
    made: list[Draft] = []
    for i, content in _behind_colons(page, cuts):
        held = by_verb.get(i)
        if held is not None:
            held.content = [*(s for s in held.content if s[1] <= held.cue[0]), content]
            held.saying = Saying.SAYS
            continue
        draft = finish(
            page, i, cue_tokens(page.tree, i), [content], Saying.SAYS, source_of(page.tree, i)
        )
        if draft is not None and draft.head is not None:
            draft.content, draft.rule = [content], "that"
            made.append(draft)
    read = {d.at for d in [*drafts, *made]}
    return [*made, *(d for d in _headed(page, cuts) if d.at not in read)]


def _behind_colons(page: Page, cuts: list[int]) -> Iterator[tuple[int, Stretch]]:
    """Verbs of saying with what follows their colon, where that is no quotation."""
    tree = page.tree
    for k, word in enumerate(tree.low):
        if word != ":" or k + 1 >= len(tree) or page.quote_at(tree.start[k]):
            continue
        after = tree.start[k + 1]
        if "\n" in tree.text[tree.end[k] : after] or _quoted(page, after):
            continue
        for i in range(k - 1, max(k - _BEFORE_COLON, tree.first[k]) - 1, -1):
            if tree.is_verb(i) and tree.lemmas[i] in cues().lists["spoken"]:
                if tree.tags[i] in {"VBD", "VBZ", "VBP"} and last_before(tree, i) >= tree.first[i]:
                    yield i, (after, _end(page, tree.start[i], after, cuts))
                break


def _quoted(page: Page, offset: int) -> Quote | None:
    return page.quote_at(offset)


def _end(page: Page, cue: int, start: int, cuts: list[int]) -> int:
    """The end of the paragraph, or of the words before the next sentence where somebody speaks."""
    tree = page.tree
    stop = page.paragraph(start)[1]
    first = tree.token_at(start)
    sentence = len(tree.text) if first is None else tree.end[tree.last[first]]
    for cut in cuts:
        if cut > cue and sentence <= cut < stop:
            stop = cut
    for quote in page.quotes_between(start, stop):
        stop = min(stop, max(sentence, quote.start)) if quote.start > sentence else stop
    return start + len(tree.text[start:stop].rstrip())


def _is_told_by_another(page: Page, start: int, cuts: list[int]) -> bool:
    """Whether the first sentence has a source of its own."""
    first = page.tree.token_at(start)
    return first is not None and page.tree.start[page.tree.first[first]] in cuts


def _headed(page: Page, cuts: list[int]) -> Iterator[Draft]:
    """Sections and notes that begin with who tells them."""
    tree = page.tree
    for pattern in (_HEADED, _FROM):
        for m in pattern.finditer(tree.text):
            who = _NAMED.split(m["who"])[0].strip()
            if who.lower() in _NOBODY or who.lower().startswith(("we ", "our ")):
                continue
            start = m.end() + len(tree.text[m.end() :]) - len(tree.text[m.end() :].lstrip())
            is_spoken = page.quote_at(start) is not None and pattern is _HEADED
            if start >= len(tree.text) or is_spoken or page.quote_at(m.start("who")):
                continue
            cue = tree.token_at(m.start("cue"))
            span = m.start("who"), m.start("who") + len(who)
            inside = [i for i, at in enumerate(tree.start) if span[0] <= at < span[1]]
            head = next((i for i in reversed(inside) if tree.tags[i].startswith("NN")), None)
            if cue is None or head is None or _is_told_by_another(page, start, cuts):
                continue
            end = _end(page, m.start("cue"), start, cuts)
            yield Draft(cue, m.span("cue"), [(start, end)], Saying.SAYS, head, span, "according")
