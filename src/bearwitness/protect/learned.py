"""What the tagger adds to the rules' finds, and what it may take back.

1. Words of one entity or one find are decided together, by the mean of their log-odds, and most of
   what counts is what the same words have on average wherever the text says them: who masks a
   name once masks it everywhere. So does who masks what a text is about, in ordinary words.
2. In judgments and pleadings, which the tagger was trained on (vocabulary/pleadings.yml tells them
   by their words), what people mask is added from a low threshold. Of the rules' finds it may take
   back only bodies, stretches of time and unexplained capitals: what a rule finds of a person, a
   relative, a trade, a place, a route or a helper always stays.
3. In any other text nothing is taken back, and only what is likely is added; no country, no people
   and no count, which such texts hold in every line and which the rules judge.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from math import exp, log
from statistics import fmean

from ..reference.encoder import masked_at
from ..reference.tagger import masked_likely, tagger
from ..reference.vocabulary import load_yaml
from .draft import Draft, Entity
from .features import Views, token_features
from .found import DIRECT, Found
from .moments import coarser_date
from .wording import coarser_place, country_code, is_country

ENCODER = 0.6  # of the log-odds; the rest is the linear tagger's
EVERYWHERE = 0.7  # of a stretch's log-odds; the rest is of the place where it stands
MASKED_FROM = 0.043  # in pleadings: chosen in three folds, decisions/0014-exposure.md
LIKELY = 0.5  # elsewhere
_WHY = "people masked the like of it in court cases"
_REVOCABLE = frozenset(
    {"a body with a name of its own", "a stretch of time", "a proper name",
     "a work or event with a name"}
)  # fmt: skip
_CONTENT = ("NOUN", "PROPN", "ADJ")
_COUNTS = ("CARDINAL", "QUANTITY", "MONEY", "PERCENT", "ORDINAL")
_WORD = re.compile(r"[a-z]+")


@cache
def _pleadings() -> tuple[frozenset[str], float, int]:
    table = load_yaml("pleadings")
    return frozenset(table["words"]), float(table["share"]), int(table["at_least"])


def is_pleading(text: str) -> bool:
    """Whether a text speaks as judgments and pleadings do: by the share of their words."""
    wanted, share, at_least = _pleadings()
    words = _WORD.findall(text.lower())
    return len(words) >= at_least and sum(w in wanted for w in words) >= share * len(words)


def joined(draft: Draft, finds: Sequence[Found], audience: str) -> list[Found]:
    """The settled finds of the rules, joined with what the tagger says."""
    if not finds and not is_pleading(draft.text):
        return []
    views = Views(draft, finds)
    linear, read = masked_likely(token_features(views, tagger().spoken.band)), masked_at(draft.text)
    words = zip(draft.starts, draft.words, strict=True)
    both = mixed(linear, [float(read[a : a + len(w)].max()) for a, w in words])
    return with_learned(views, evened(views, both), audience)


def mixed(linear: Sequence[float], read: Sequence[float]) -> list[float]:
    """The two taggers' likelihoods as one: the weighted mean of their log-odds."""
    return [
        _share((1 - ENCODER) * _odds(a) + ENCODER * _odds(b))
        for a, b in zip(linear, read, strict=True)
    ]


def _odds(share: float) -> float:
    within = min(max(share, 1e-4), 1 - 1e-4)
    return log(within / (1 - within))


def _share(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def evened(views: Views, likely: Sequence[float]) -> list[float]:
    """Each token's likelihood as that of its entity or find, here and wherever the text says it.

    A token in an entity and in a find has the higher of the two; a word of content in neither
    stands for itself, in all its forms.
    """
    stretches = [s for s in _stretches(views) if any(_counts(views, i) for i in s[1])]
    inside = {i for _, tokens in stretches for i in tokens}
    stretches += [s for s in _single(views) if s[1][0] not in inside]
    odds = [fmean(_odds(likely[i]) for i in tokens if _counts(views, i)) for _, tokens in stretches]
    said: dict[str, list[float]] = {}
    for (words, _), here in zip(stretches, odds, strict=True):
        said.setdefault(words, []).append(here)
    shared: dict[int, float] = {}
    for (words, tokens), here in zip(stretches, odds, strict=True):
        share = _share((1 - EVERYWHERE) * here + EVERYWHERE * fmean(said[words]))
        shared |= {i: max(share, shared.get(i, 0.0)) for i in tokens}
    return [shared.get(i, share) for i, share in enumerate(likely)]


def _stretches(views: Views) -> Iterator[tuple[str, Sequence[int]]]:
    """The parser's entities and the rules' finds: their words, and their tokens."""
    draft = views.draft
    spans: list[tuple[int, int, Sequence[int]]] = [
        (e.start, e.end, range(e.first, e.last)) for e in draft.entities
    ]
    spans += [(f.start, f.end, views.tokens_of(f.start, f.end)) for f in views.finds]
    for start, end, tokens in spans:
        yield draft.text[start:end].lower().removeprefix("the "), tokens


def _single(views: Views) -> Iterator[tuple[str, Sequence[int]]]:
    """Words of content, each by its lemma."""
    for i, (lemma, tag) in enumerate(zip(views.lemmas, views.draft.tags, strict=True)):
        if tag in _CONTENT and lemma.isalpha() and len(lemma) > 2:
            yield f"in all its forms: {lemma}", (i,)


def _counts(views: Views, token: int) -> bool:
    return views.draft.words[token][0].isalnum()


def with_learned(
    views: Views, likely: Sequence[float], audience: str, threshold: float = MASKED_FROM
) -> list[Found]:
    """The finds less those taken back, and what is as likely as `threshold` in a pleading."""
    pleading = is_pleading(views.draft.text)
    kept = [
        f for f in views.finds if not (pleading and _is_taken_back(views, f, likely, threshold))
    ]
    taken = {i for f in kept for i in views.tokens_of(f.start, f.end)}
    wanted = [
        p >= (threshold if pleading else LIKELY) and i not in taken for i, p in enumerate(likely)
    ]
    return [*kept, *_added(views, wanted, audience, pleading)]


def _is_taken_back(views: Views, find: Found, likely: Sequence[float], threshold: float) -> bool:
    if find.why not in _REVOCABLE or (find.level == DIRECT and find.why != "a proper name"):
        return False
    return all(likely[i] < threshold for i in views.tokens_of(find.start, find.end))


def _added(views: Views, wanted: Sequence[bool], audience: str, pleading: bool) -> Iterator[Found]:
    draft = views.draft
    keys = ((i, views.entities[i]) for i, is_wanted in enumerate(wanted) if is_wanted)
    # neighbours of one entity, or of none, become one find
    for (entity, _), run in groupby(enumerate(keys), lambda item: (item[1][1], _run(item))):
        tokens = [token for _, (token, _) in run]
        start, end = draft.starts[tokens[0]], draft.end_of(tokens[-1])
        words = draft.text[start:end]
        if not any(c.isalnum() for c in words):
            continue
        if not pleading and _is_everyday(words, entity):
            continue
        said = _said(words, entity, audience, views.about)
        if said is not None:
            yield Found(start, end, *said, _WHY)


def _is_everyday(words: str, entity: Entity | None) -> bool:
    """Whether news says the like in every line: a country, a people, how many there were."""
    counted = entity is not None and entity.label in _COUNTS
    return counted or is_country(words) or country_code(words) is not None


def _run(item: tuple[int, tuple[int, Entity | None]]) -> int:
    """The same number for tokens that stand side by side."""
    return item[1][0] - item[0]


def _said(
    words: str, entity: Entity | None, audience: str, about: frozenset[str]
) -> tuple[str, str] | None:
    """Category and wording by what the parser takes it for; None when the audience may see it."""
    label = entity.label if entity else ""
    if label == "PERSON":
        return "name", "[a name]"
    if label in ("NORP", "LANGUAGE"):
        return ("residence", "[a people]") if audience == "public" else None
    if label in ("GPE", "LOC", "FAC"):
        if is_country(words):
            return ("residence", "[a country]") if audience == "public" else None
        wording = coarser_place(words, audience, about)
        return ("residence", wording) if wording else None
    if label in ("DATE", "TIME"):
        coarse = coarser_date(words, audience) if re.search(r"\d", words) else "some time"
        return ("age or date", coarse) if coarse and (coarse, audience) != _SEEN else None
    if label in _COUNTS:
        return "distinctive fact", "[a number]"
    return ("workplace", "[an organisation]") if label == "ORG" else (
        "distinctive fact", "[a detail]")  # fmt: skip


_SEEN = ("some time", "partners")  # lengths of time, which partners may see
