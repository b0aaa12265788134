"""What a token looks like to the tagger (reference/tagger.py): short strings, hashed there.

The word, its shape, what the parser and the rules say of it, what stands around it, how often the
text says it and how usual it is in other texts of the kind, and the same for the entity it belongs
to. A word that a text says again and again and others do not is what the text is about.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .draft import Draft, Entity
from .found import Found
from .surroundings import background
from .wording import country_code, is_country

_MANY = 9
_RAREST_FIRST = ("never", "once", "rare", "uncommon", "common", "usual")
_AROUND = (-3, -2, -1, 1, 2, 3)


def shape(word: str) -> str:
    """Capitals, small letters and digits as A, a and 9; no more than two alike in a row."""
    marked = re.sub(r"\d", "9", re.sub(r"[a-zà-þ]", "a", re.sub(r"[A-ZÀ-Þ]", "A", word)))
    return re.sub(r"(.)\1{2,}", r"\1\1", marked)


@dataclass(frozen=True)
class Views:
    """A draft with its finds, token by token."""

    draft: Draft
    finds: Sequence[Found]

    @cached_property
    def token_at(self) -> list[int]:
        """For every code point the token it is in, or -1."""
        owner = [-1] * (len(self.draft.text) + 1)
        for i, (start, word) in enumerate(zip(self.draft.starts, self.draft.words, strict=True)):
            owner[start : start + len(word)] = [i] * len(word)
        return owner

    def tokens_of(self, start: int, end: int) -> list[int]:
        """The tokens in a stretch of text."""
        return sorted({i for i in self.token_at[start:end] if i >= 0})

    @cached_property
    def rules(self) -> list[str]:
        """What the rules say of each token: category and reason, or nothing."""
        said = ["r=0"] * len(self.draft.words)
        for find in self.finds:
            for i in self.tokens_of(find.start, find.end):
                said[i] = f"r={find.category}|{find.why}"
        return said

    @cached_property
    def entities(self) -> list[Entity | None]:
        """The parser's entity that each token belongs to."""
        owner: list[Entity | None] = [None] * len(self.draft.words)
        for entity in self.draft.entities:
            owner[entity.first : entity.last] = [entity] * (entity.last - entity.first)
        return owner

    @cached_property
    def about(self) -> frozenset[str]:
        """The countries the text is about."""
        return background(self.draft)

    @cached_property
    def times_named(self) -> Counter[str]:
        """How often the text names each entity."""
        return Counter(e.words.lower() for e in self.draft.entities)

    @cached_property
    def lemmas(self) -> list[str]:
        return [token.lemma_.lower() for token in self.draft.doc]


def token_features(views: Views, band: Callable[[str], str]) -> Iterator[list[str]]:
    """The features of each token, in order; `band` says how usual a word is (`Spoken.band`)."""
    usual = _usual(views, band)
    of_entity = {e: _of_entity(views, e) for e in _shown(views)}
    around = [_neighbour(views, i) for i in range(len(views.draft.words))]
    said, seen = Counter(views.draft.lower), Counter[str]()
    for i, token in enumerate(views.draft.doc):
        low, rule = views.draft.lower[i], views.rules[i]
        seen[low] += 1
        entity = views.entities[i]
        label = entity.label if entity else "O"
        head = views.lemmas[token.head.i]
        yield [
            f"w={low}", f"l={views.lemmas[i]}", f"sh={shape(token.text)}", f"p={token.pos_}",
            f"t={token.tag_}", f"d={token.dep_}", f"e={label}", rule, f"{rule}|e={label}",
            f"{rule}|w={low}", f"e|w={label}{low}", f"n={min(_MANY, said[low])}",
            f"pos={10 * i // len(around)}", f"first={seen[low] == 1}",
            f"{rule}n{min(6, said[low])}", f"suf={low[-3:]}", f"h={head}", f"h|r={head}{rule}",
            f"d|h={token.dep_}{head}",
            *_context(views, around, i), *usual[i],
            *(_in_entity(i, entity, of_entity[entity]) if entity else ()),
        ]  # fmt: skip


def _usual(views: Views, band: Callable[[str], str]) -> list[list[str]]:
    """How usual each token is, alone and with its neighbours, its head and its entity."""
    lemmas, tags = views.lemmas, views.draft.tags
    said, bands = Counter(lemmas), [band(lemma) for lemma in lemmas]
    last, found = len(lemmas) - 1, []
    for i, token in enumerate(views.draft.doc):
        own, tag, entity = bands[i], tags[i], views.entities[i]
        label, often = entity.label if entity else "O", min(6, said[lemmas[i]])
        features = [
            f"u={own}", f"u|p={own}{tag}", f"u|n={own}{often}", f"u|n|p={own}{often}{tag}",
            f"u|r={own}{views.rules[i].partition('|')[0]}", f"u|e={own}{label}",
            f"uh={bands[token.head.i]}{tag}",
        ]  # fmt: skip
        if i:
            features.append(f"u-1={bands[i - 1]}{own}{tag}")
        if i < last:
            features.append(f"u1={bands[i + 1]}{own}{tag}")
        if entity:
            rarest = min(bands[entity.first : entity.last], key=_RAREST_FIRST.index)
            features.append(f"Eu={rarest}{label}")
        found.append(features)
    return found


def _shown(views: Views) -> Iterable[Entity]:
    return {e for e in views.entities if e is not None}


def _neighbour(views: Views, i: int) -> tuple[str, ...]:
    entity = views.entities[i]
    rule = views.rules[i].partition("|")[0][2:]
    return (
        f"w{{0}}={views.draft.lower[i]}", f"p{{0}}={views.draft.tags[i]}",
        f"e{{0}}={entity.label if entity else 'O'}", f"r{{0}}={rule}",
        f"sh{{0}}={shape(views.draft.words[i])}",
    )  # fmt: skip


def _context(views: Views, around: Sequence[tuple[str, ...]], i: int) -> Iterator[str]:
    low, last = views.draft.lower, len(around) - 1
    for step in _AROUND:
        if 0 <= i + step <= last:
            yield from (f.replace("{0}", str(step), 1) for f in around[i + step])
            if abs(step) < 3:
                yield f"wr{step}={low[i + step]}|{views.rules[i]}"
            if abs(step) == 1:
                yield f"ww{step}={low[i + step]}|{low[i]}"
    if i > 1:
        yield f"bg={low[i - 2]}_{low[i - 1]}"
    if i < last - 1:
        yield f"ag={low[i + 1]}_{low[i + 2]}"


def _of_entity(views: Views, entity: Entity) -> list[str]:
    """The features that all tokens of an entity share."""
    low, label = views.draft.lower, entity.label
    words = low[entity.first : entity.last]
    often = min(_MANY, views.times_named[entity.words.lower()])
    features = [
        f"E={' '.join(words)}", f"El={min(len(words), 6)}", f"En={often}", f"En|e={label}{often}",
        f"Ew0={words[0]}", f"EwL={words[-1]}",
    ]  # fmt: skip
    if label in ("GPE", "LOC", "NORP", "LANGUAGE"):
        code = country_code(entity.words)
        known = "about" if code in views.about else "other" if code else "none"
        features += [f"Ec={known}", f"Ec|e={label}{known}{is_country(entity.words)}"]
    if entity.first:
        features += [f"Eb={low[entity.first - 1]}", f"Eb|e={low[entity.first - 1]}{label}"]
    if entity.first > 1:
        features.append(f"Ebb={low[entity.first - 2]}_{low[entity.first - 1]}")
    if entity.last < len(low):
        features += [f"Ea={low[entity.last]}", f"Ea|e={low[entity.last]}{label}"]
    return features


def _in_entity(i: int, entity: Entity, shared: Sequence[str]) -> Iterator[str]:
    yield from shared
    at, length = min(i - entity.first, 5), min(entity.last - entity.first, 6)
    yield f"Ep={at}"
    yield f"El|p={length}{at}{entity.label}"
