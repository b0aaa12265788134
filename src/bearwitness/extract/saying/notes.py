"""A note of who told an entry, behind it: "Police took nine people. Source: a porter."

"(Statement of her mother, annex 6)", "Confirmed by two drivers." and "(Marl Courier, 10 June)" are
such notes too, as is the footnote that a "[14]" behind a sentence points to. The source is what
stands there up to the stop; the content is the rest of the entry before it, or for what stands in
brackets the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.source import Saying, SourceKind
from .draft import Draft
from .floor import Kind, words
from .kinds import kind_of
from .source_table import source_table
from .spans import Page, Stretch

_NOTE = re.compile(
    r"(?:^|[.!?)”\"]\s+|[(\[])"
    r"(?P<cue>(?:[Ss]ources?|Reported by|Told by|Witness(?:es)?|Information|Info)):\s+"
    r"(?P<who>[^.\n()\[\]]+)", re.M
)  # fmt: skip
_BY = re.compile(
    r"[.!?)”\"]\s+(?P<cue>(?P<verb>[A-Z][a-z]+)(?: to us)? by)\s+(?P<who>[^.\n()\[\]:]+)\."
)
_BRACKETS = re.compile(r"[(\[](?P<who>[A-Za-z][^()\[\]\n]{4,140})[)\]]")
_MARK = re.compile(r"(?<=[.,;\w”\"])\s?\[(?P<number>\d{1,3})\]")
_FOOT = r"(?:^|(?<=[.\]] ))\[{0}\][ \t]+(?P<who>[A-Z][^\n]{{6,200}}?)(?:\.(?=\s|\Z)|(?=\n)|\Z)"
_INNER = re.compile(r"\b(?:of|by|from|with)\s+(?=(?P<who>[^,.;()]{2,70}))")
_CLOSING = frozenset({"", ".", ";", "!", "?", "\n"})
_PAPERS = frozenset({SourceKind.DOCUMENT, SourceKind.OUTLET})
_NOUNS = {"NN", "NNS", "NNP", "NNPS"}


def note_drafts(page: Page) -> Iterator[Draft]:
    """One draft for each note that has an entry before it."""
    tree = page.tree
    for m in [*_NOTE.finditer(tree.text), *_by_somebody(tree.text)]:
        start, _ = page.paragraph(m.start("cue"))
        if not tree.text[start : m.start("cue")].strip():
            start = _block(page, m.start("cue"))
        entry = tree.text[start : m.start("cue")]
        cue = next((i for i, at in enumerate(tree.start) if at == m.start("cue")), None)
        source = (m.start("who"), m.start("who") + len(m["who"].rstrip()))
        head = _head(page, source)
        if cue is None or head is None or not entry.strip():
            continue
        content = (start, start + len(entry.rstrip(" ([\n")))
        after = _fields_after(tree.text, start, m)
        yield Draft(cue, m.span("cue"), [content, *after], Saying.SAYS, head, source, "according")
    yield from _bracketed(page)
    yield from _footnoted(page)


def _block(page: Page, offset: int) -> int:
    """Where the lines begin that a line of its own notes the source of; that line if none do."""
    text = page.tree.text
    begin = text.rfind("\n\n", 0, offset)
    begin = 0 if begin < 0 else begin + 2
    return begin if text[begin:offset].strip() else offset


def _fields_after(text: str, start: int, m: re.Match[str]) -> list[Stretch]:
    """In a form with a field a line, the fields behind the source: "Summary: …"."""
    end = text.find("\n\n", m.end())
    end = len(text) if end < 0 else end
    lines = text[start:end].split("\n")
    if sum(1 for line in lines if _FIELD.match(line)) < _LEAST:
        return []
    rest = text[m.end("who") : end]
    begin = m.end("who") + len(rest) - len(rest.lstrip(" .\n"))
    return [(begin, end)] if begin < end else []


_FIELD = re.compile(r"[A-Z][\w /]{1,30}: ")
_LEAST = 3  # lines of a form


def _by_somebody(text: str) -> Iterator[re.Match[str]]:
    """ "Confirmed by two drivers." as a sentence of its own."""
    return (m for m in _BY.finditer(text) if m["verb"].lower() in words("notes"))


def _bracketed(page: Page) -> Iterator[Draft]:
    """ "(interviews with four detainees, Tunis, April 2022)" behind a sentence."""
    for m in _BRACKETS.finditer(page.tree.text):
        who = m.span("who")
        after = page.tree.text[m.end() : m.end() + 1]
        content = _sentence_before(page, m.start()) if after in _CLOSING else None
        if content is not None and page.quote_at(who[0]) is None:
            yield from _noted(page, who, content)


def _footnoted(page: Page) -> Iterator[Draft]:
    """The footnote "[14] Report of …" that a "[14]" points to."""
    text = page.tree.text
    for m in _MARK.finditer(text):
        foot = re.compile(_FOOT.format(m["number"]), re.M).search(text, m.end())
        content = _sentence_before(page, m.start())
        if foot is not None and content is not None:
            yield from _noted(page, foot.span("who"), content)


def _noted(page: Page, who: Stretch, content: Stretch) -> Iterator[Draft]:
    """The draft of a note whose words name a paper, an outlet, or whom it holds the words of."""
    found = _teller(page, who)
    if found is not None:
        source, head, kind = found
        cue = page.tokens(head, head)
        yield Draft(head, cue, [content], Saying.SAYS, head, source, "according", kind)


def _teller(page: Page, who: Stretch) -> tuple[Stretch, int, Kind | None] | None:
    tree = page.tree
    head = _head(page, (who[0], _comma(tree.text, who)))
    if head is None:
        return None
    if tree.lemmas[head] in words("records") | {"interview"}:
        for inner in _INNER.finditer(tree.text, *who):
            source = inner.span("who")
            teller = _head(page, source)
            if teller is not None and _tells(page, teller):
                return source, teller, None
    kind = kind_of(tree, head)
    return (who, head, None) if kind[0] in _PAPERS else None


def _comma(text: str, who: Stretch) -> int:
    at = text.find(",", *who)
    return who[1] if at < 0 else at


def _tells(page: Page, head: int) -> bool:
    tree = page.tree
    known = {tree.low[head], tree.lemmas[head]}
    return bool(known & (source_table().heads.keys() | words("tellers")))


def _sentence_before(page: Page, offset: int) -> Stretch | None:
    """The sentence that a bracket or a mark closes, or the one before a bracket that is its own."""
    tree = page.tree
    at = next((i for i in range(len(tree) - 1, -1, -1) if tree.end[i] <= offset), None)
    if at is None or "\n" in tree.text[tree.end[at] : offset]:
        return None
    start = max(tree.start[tree.first[at]], page.paragraph(offset)[0])
    end = len(tree.text[:offset].rstrip())
    return (start, end) if start < end else None


def _head(page: Page, who: Stretch) -> int | None:
    """The noun that the words hang on: the one whose own head stands outside them."""
    tree = page.tree
    inside = [i for i, at in enumerate(tree.start) if who[0] <= at < who[1]]
    tops = [i for i in inside if tree.heads[i] not in inside or tree.heads[i] == i]
    nouns = [i for i in tops if tree.tags[i] in _NOUNS] or [
        i for i in inside if tree.tags[i] in _NOUNS
    ]
    return nouns[0] if nouns else None
