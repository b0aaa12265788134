"""Affected groups: how many people, and coarse attributes; names are counted and dropped.

The rules it keeps:
- Conjuncts add up: "two women and a child" is three. "One of two women" is one.
- An exact age becomes a band; under eighteen is one band; two bands in one group give none.
- A nationality comes from a demonym in the noun phrase, a status from vocabulary/statuses.yml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from ..model.claim import AffectedGroup
from ..model.places import PlacePrecision
from ..reference.gazetteer import gazetteer
from ..reference.vocabulary import vocabulary
from .ages import common_age
from .arguments import conjuncts
from .counts import Bounds, number, number_of
from .people import is_people, words
from .pronouns import HE_OR_SHE, ME, THEY, US
from .shares import is_share, part_of, whole_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .acts import Mention

Demonym = Callable[[str], str | None]
PAIRS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3, "twins": 2, "triplets": 3}
SINGLE = ME | {*HE_OR_SHE, "himself", "herself", "someone", "somebody", "one"}
MANY = THEY | US | {"those", "these", "others", "all", "many", "some", "most", "each",
                    "everyone", "everybody"}  # fmt: skip
ANAPHORA = SINGLE | MANY | {"who", "whom", "that", "which", "you", "it"}


@dataclass(frozen=True, slots=True)
class Group:
    """An affected group and the code points of the words that describe it."""

    group: AffectedGroup
    start: int
    end: int
    is_anaphor: bool  # a pronoun only: it may stand for a group named before


def group_of(patients: Iterable[Token], demonym: Demonym) -> Group | None:
    """The people among `patients` as one group; None when there are none."""
    people = _behind_dateline(_people(patients))
    if not people:
        return None
    total = _bounds(people[0])
    for token in people[1:]:
        if not _is_counted_before(token, people[0]):
            total = total.plus(_bounds(token))
    phrases = [_phrase(t) for t in people]
    start, end = min(p[0].idx for p in phrases), max(p[-1].idx + len(p[-1]) for p in phrases)
    inner = [t for p in people if _described(p) is not p for t in _pruned(_described(p))]
    tokens = [t for phrase in phrases for t in phrase] + inner
    only_words = all(t.lower_ in ANAPHORA for t in people) and not total.is_stated
    group = AffectedGroup(
        min=total.low,
        max=total.high,
        exact=total.is_exact,
        sex=_sex(tokens, [_described(t) for t in people]),
        age=common_age(phrases, people, [_described(t) for t in people]),
        nationality=_nationality(tokens, demonym) or _of_a_country(people),
        status=_statuses(" ".join(t.lower_ for t in tokens)),
    )
    return Group(group, start, end, only_words)


def joined(groups: Sequence[AffectedGroup]) -> AffectedGroup:
    """Several groups as one: the numbers added up, and of the rest what holds for all."""
    sexes, ages = {g.sex for g in groups}, {g.age for g in groups}
    nations = {g.nationality for g in groups if g.nationality}
    tops = [g.max for g in groups]
    if {"female", "male"} <= sexes or "mixed" in sexes:
        sexes = {"mixed"}
    return AffectedGroup(
        min=sum(g.min for g in groups),
        max=None if None in tops else sum(top for top in tops if top is not None),
        exact=all(g.exact for g in groups),
        sex=sexes.pop() if len(sexes) == 1 else None,
        age=ages.pop() if len(ages) == 1 else None,
        nationality=nations.pop() if len(nations) == 1 else None,
        status=tuple(dict.fromkeys(s for g in groups for s in g.status)),
    )


def group_counted(mention: Mention) -> Group | None:
    """The people that a number of acts tells of: "40 arrests" are some 40 people."""
    deaths = (t for t in mention.arguments.patients if t.lemma_ == "death")
    noun = mention.token if mention.is_noun else next(deaths, None)
    if noun is None or mention.act not in COUNTED:
        return None
    found = number_of(noun)
    if found is None or not found.is_stated or found.low < MANY_ACTS:
        return None
    words_of = [t for c in noun.lefts if c.dep_ in {"nummod", "amod"} for t in _pruned(c)]
    start = min((t.idx for t in words_of), default=noun.idx)
    end = noun.idx + len(noun)
    return Group(AffectedGroup(min=found.low, max=found.high, exact=False), start, end, False)


COUNTED = {"arrest", "killing", "abduction", "disappearance", "forced return", "death in custody"}
MANY_ACTS = 2


def _people(patients: Iterable[Token]) -> list[Token]:
    """The heads that are people, each once; "dozens of women" gives "women"."""
    found: dict[int, Token] = {}
    for token in patients:
        inner = [g for c in token.rights if c.lower_ == "of" for g in c.children
                 if g.dep_ == "pobj" and is_people(g)]  # fmt: skip
        counts_others = token.lower_ in _CONTAINERS or is_share(token) or token.pos_ == "NUM"
        if inner and counts_others and token.lower_ not in {"one"} and token.pos_ != "NUM":
            token = inner[0]
        if is_people(token):
            found.setdefault(token.i, token)
            found.update((t.i, t) for t in _relatives_listed(token))
            found.update((t.i, t) for t in _children_with(token))
    return list(found.values())


def _behind_dateline(people: list[Token]) -> list[Token]:
    """Those behind a dateline that the parser joined to them: "LOMÉ (AP) - Two women were …"."""
    if len(people) < 2:
        return people
    sentence = people[0].sent
    for token in sentence[:DATELINE]:
        if token.text in _DASHES and any(
            t.is_upper and t.is_alpha for t in sentence[: token.i - sentence.start]
        ):
            return [p for p in people if p.i > token.i] or people
    return people


DATELINE = 20  # tokens that a dateline may have
_DASHES = {"-", "–", "—", "--"}


def _relatives_listed(token: Token) -> list[Token]:
    """Relatives after a name that the parser takes for it: "Oll, her husband and their child"."""
    for child in token.rights:
        owned = child.dep_ == "appos" and any(c.tag_ == "PRP$" for c in child.lefts)
        if owned and child.conjuncts and is_people(child):
            return [child, *(c for c in child.conjuncts if is_people(c))]
    return []


def _children_with(token: Token) -> list[Token]:
    """The children that somebody has with them: "a couple with three small children"."""
    if token.lower_ in {"family", "families", "group", "groups"}:
        return []
    withs = (c for c in token.rights if c.lower_ == "with" and c.dep_ == "prep")
    found = (o for c in withs for o in c.children if o.dep_ == "pobj")
    return [o for o in found if o.lower_ in words().child and is_people(o)]


def _is_counted_before(token: Token, first: Token) -> bool:
    """Whether a number before the first noun holds for this one too: "160 men and boys"."""
    bare = token.tag_ == "NNS" and not list(token.lefts) and token.lower_ not in PAIRS
    numbered = any(c.dep_ == "nummod" for c in first.lefts) and first.tag_ == "NNS"
    return bare and numbered and token.dep_ == "conj" and token.head.i == first.i


def _described(token: Token) -> Token:
    """The noun that says who they are: "men" in "two of the men"."""
    counted = token.pos_ == "NUM" or token.lower_ in PAIRS or token.lower_ == "one"
    inner = whole_of(token) if counted else None
    shared = _one_in(token) if token.pos_ == "NUM" else None
    inner = shared[1] if shared else inner
    return inner if inner is not None and is_people(inner) else token


_CONTAINERS = {"dozens", "scores", "hundreds", "thousands", "number", "couple", "group", "groups",
               "handful", "majority", "half", "millions", "tens", "total", "bodies", "most",
               "some", "many", "several", "all", "lot", "list", "few"}  # fmt: skip


def _bounds(token: Token) -> Bounds:
    """How many people one noun phrase says."""
    if token.lower_ in PAIRS:
        return Bounds(PAIRS[token.lower_], PAIRS[token.lower_], is_exact=True)
    if (part := _share(token)) is not None:
        return part
    if token.lower_ == "family" and (size := _family_of(token)):
        return Bounds(size, size, is_exact=True)
    if token.lower_ == "other" and any(c.lower_ in {"the", "an"} for c in token.lefts):
        return Bounds(1, 1, is_exact=True)
    found = number_of(token)
    if found is not None:
        times = 2 if token.lower_ in {"families", "couples"} else 1
        high = None if found.high is None or token.lower_ == "families" else found.high * times
        return Bounds(found.low * times, high, found.is_exact and times == 1)
    if token.lower_ == "family":
        return Bounds(2, None, is_stated=True)
    if _is_plural(token):
        return Bounds(2, None, is_stated=False)
    alone = token.lower_ in words().one_of_several or token.lower_ == "old"
    single = token.lower_ in SINGLE or token.pos_ in {"NOUN", "PROPN"} or alone
    named = token.pos_ == "PROPN" or any(c.dep_ == "det" for c in token.lefts)
    return Bounds(1, 1 if single else None, is_exact=single, is_stated=named)


def _share(token: Token) -> Bounds | None:
    """The part that "half of the 40 workers" names; None if it names none."""
    shared = _one_in(token) if token.pos_ == "NUM" else None
    if shared is not None:
        whole = number_of(shared[1])
        if whole is None or whole.high is None:
            return None
        people = max(1, round(whole.high * shared[0]))
        return Bounds(people, people)
    if not (token.dep_ == "pobj" and token.head.lower_ == "of" and is_share(token.head.head)):
        return None
    whole = number_of(token)
    if whole is None or whole.high is None:
        return Bounds(2, None)
    part = part_of(token.head.head, whole.high)
    return Bounds(*part) if part else None


def _one_in(token: Token) -> tuple[Fraction, Token] | None:
    """The share and the noun of "one in ten of the 200 prisoners"."""
    inner = next((g for c in token.rights if c.lower_ == "in" for g in c.children), None)
    first, second = number(token.text), number(inner.text) if inner is not None else None
    if inner is None or not first or not second or first >= second:
        return None
    people = whole_of(inner)
    return (Fraction(int(first), int(second)), people) if people is not None else None


def _family_of(token: Token) -> int | None:
    """Five in "a family of five"."""
    inner = whole_of(token)
    size = number(inner.text) if inner is not None and inner.pos_ == "NUM" else None
    return int(size) if size and size >= 2 else None


def _is_plural(token: Token) -> bool:
    if token.lower_ in words().one_of_several and token.dep_ in {"nsubj", "nsubjpass"}:
        return any(c.lower_ in {"were", "are", "have"} for c in token.head.lefts)
    if token.lower_ in MANY or token.lower_ in words().plural:
        return True
    return token.tag_ in {"NNS", "NNPS"} and token.ent_type_ != "PERSON"


def _phrase(token: Token) -> list[Token]:
    """The noun phrase without conjuncts, clauses, origins and places: what evidence may quote."""
    kept = _pruned(token)
    if (
        token.dep_ == "pobj"
        and token.head.lower_ == "of"
        and (token.head.head.lower_ in _CONTAINERS or is_share(token.head.head))
    ):
        holder = token.head.head
        kept += [t for c in holder.lefts for t in _pruned(c)] + [holder, token.head]
    ordered = sorted(set(kept), key=lambda t: t.i)
    while len(ordered) > 1 and not _is_word(ordered[-1]):
        ordered.pop()
    while len(ordered) > 1 and not _is_word(ordered[0]):
        ordered.pop(0)
    return ordered


def _is_word(token: Token) -> bool:
    """Whether a token has a letter or digit: no bracket, no picture, no line end."""
    return any(c.isalnum() for c in token.text)


def _pruned(token: Token) -> list[Token]:
    """`token` and what is below it, leaving out branches that say more than who they are."""
    kept = [token]
    for child in token.children:
        if _belongs(child):
            kept += _pruned(child)
    return kept


def _belongs(child: Token) -> bool:
    """Whether a branch counts or describes people: numbers, ages, "of", "in their forties"."""
    if child.dep_ in {"conj", "cc", "relcl", "acl", "punct", "advcl", "npadvmod"}:
        return _is_age(child)
    if child.dep_ == "prep":
        people = any(g.tag_ == "PRP$" for o in child.children for g in o.children)
        return child.lower_ in {"of", "without", "aged"} or (child.lower_ == "in" and people)
    if child.dep_ == "appos":
        among = child.doc[child.head.i : child.i]
        some = any(t.lower_ in {"among", "including", "mostly", "most"} for t in among)
        says_who = is_people(child) or (child.head.ent_type_ == "PERSON" and child.tag_ == "NN")
        return _is_age(child) or (says_who and not some and not _is_fewer(child))
    return True


def _is_fewer(appositive: Token) -> bool:
    """Whether it names some of them: "nine persons, namely seven women and two men"."""
    own = [c.lower_ for c in appositive.lefts if c.dep_ == "nummod"]
    held = [c.lower_ for c in appositive.head.lefts if c.dep_ == "nummod"]
    return bool(own) and bool(held) and own != held


def _is_age(token: Token) -> bool:
    return token.like_num or token.lower_ in {"aged", "old", "year", "years"}


def _sex(tokens: list[Token], people: list[Token]) -> str | None:
    known = words()
    sexes = set()
    for token in people:
        if token.lower_ in known.female:
            sexes.add("female")
        elif token.lower_ in known.male:
            sexes.add("male")
    for token in people:
        if token.lower_ not in known.female | known.male and (owner := _owner_sex(token)):
            sexes.add(owner)
    for token in tokens:
        if token.lower_ in {"female", "women", "woman", "girl", "girls", "mother"}:
            sexes.add("female")
        elif token.lower_ in {"male", "man", "boy", "boys"}:
            sexes.add("male")
    if len(sexes) == 2:
        return "mixed"
    others = any(
        t.lower_ == "other" and t.head.lower_ in known.female | known.male for t in tokens
    )  # "X and two other women"
    everyone = others or all(t.lower_ in known.female | known.male or _owner_sex(t) for t in people)
    return sexes.pop() if sexes and (everyone or len(people) == 1) else None


def _owner_sex(token: Token) -> str | None:
    """The sex that a relative joined to somebody tells of them: "a teacher and his nephew"."""
    if token.tag_ not in {"NN", "NNP"} or token.lower_ in ANAPHORA:
        return None
    kin = next((c for c in token.rights if c.dep_ == "conj"), None)
    owners = (c for c in kin.lefts if c.tag_ == "PRP$") if kin is not None else ()
    return next((HE_OR_SHE[c.lower_] for c in owners if c.lower_ in HE_OR_SHE), None)


def _nationality(tokens: list[Token], demonym: Demonym) -> str | None:
    found = set()
    for i, token in enumerate(tokens):
        two = demonym(f"{tokens[i - 1].text} {token.text}") if i else None
        code = two or (demonym(token.text) if token.text[:1].isupper() else None)
        is_ethnic = token.i > 0 and token.nbor(-1).lower_ == "ethnic"
        if is_ethnic or any(c.lower_ == "ethnic" for c in token.lefts):
            code = None  # "ethnic Kazakhs" may be of any country
        if two:
            found.discard(demonym(tokens[i - 1].text))
        if code and not (i + 1 < len(tokens) and demonym(f"{token.text} {tokens[i + 1].text}")):
            found.add(code)
            found.update(d for c in token.rights if c.dep_ == "conj" and (d := demonym(c.text)))
    return found.pop() if len(found) == 1 else None


def _of_a_country(people: list[Token]) -> str | None:
    """The country of "eleven nationals of Ethiopia", "two women from Myanmar"; None for several."""
    found = {code for token in people for code in _countries_after(_described(token))}
    return found.pop() if len(found) == 1 else None


def _countries_after(token: Token) -> Iterable[str]:
    for prep in token.rights:
        if prep.lower_ == "from" or (prep.lower_ == "of" and token.lemma_ in NATIONALS):
            for noun in (g for c in prep.children if c.dep_ == "pobj" for g in conjuncts(c)):
                if noun.ent_type_ not in {"GPE", "LOC", "NORP", "ORG"}:
                    continue
                named = gazetteer().lookup(_name_around(noun))[:1]
                if named and named[0].country and named[0].precision is PlacePrecision.COUNTRY:
                    yield named[0].country


def _name_around(noun: Token) -> str:
    """The whole name that a noun is in: "Democratic People's Republic of Korea"."""
    doc, start, end = noun.doc, noun.i, noun.i + 1
    while start and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    start += doc[start].lower_ == "the"
    return str(doc[start:end].text)


NATIONALS = {"national", "citizen", "subject", "native"}


@cache
def _status_words() -> tuple[tuple[str, str], ...]:
    return tuple(
        (f" {word.replace('-', ' - ')} ", code.code)
        for code in vocabulary("statuses")
        for word in code.cues["words"]
    )


def _statuses(lower: str) -> tuple[str, ...]:
    """Status codes in the order of the vocabulary."""
    padded = f" {lower} "
    return tuple(dict.fromkeys(code for word, code in _status_words() if word in padded))
