"""The words that say an act, read from vocabulary/acts.yml and indexed once.

The rules it keeps:
- A verb cue is a lemma and conditions on what stands around it (docs/vocabulary.md).
- The index goes from the lower-case form of a word to the cues it may begin, so that a text is
  searched only at words that can matter.
- Nothing about one country or one outlet stands here: it is data.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from typing import Any

from ..reference.vocabulary import load_yaml, vocabulary, word_sets

_FLAGS = {"person": "needs_person", "persons": "needs_named_people", "subj": "affects_subject",
          "passive": "is_passive", "negated": "is_negated", "theirs": "is_anothers"}  # fmt: skip
DOUBLED = {"abet", "acquit", "admit", "commit", "compel", "deter", "eavesdrop", "expel", "incur",
           "refer", "remit", "surveil", "transfer", "wiretap"}  # fmt: skip
_SHORT = re.compile("(?:[^aeiou]*|[^aeiou]*qu)[aeiou][^aeiouwxy]")  # "stop", "quiz": doubled too


@dataclass(frozen=True, slots=True)
class VerbCue:
    """One way a verb says an act, with all its conditions."""

    act: str
    lemma: str
    particles: tuple[str, ...] = ()
    needs_person: bool = False
    needs_named_people: bool = False  # a name alone does not do: "the summit was held"
    affects_subject: bool = False
    is_passive: bool = False
    is_negated: bool = False  # "gave her no medicine": what was not done is the act
    is_anothers: bool = False  # the thing is not the doer's own: "took their telephones"
    subjects: frozenset[str] = frozenset()  # the subject must be one of these
    barred_subjects: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()  # the object must be one of these
    no_object: bool = False
    barred_objects: frozenset[str] = frozenset()
    governs: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()  # prepositions, their nouns
    not_governs: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    beside: tuple[frozenset[str], ...] = ()  # one word of each of these stands close by
    not_beside: frozenset[str] = frozenset()
    near: str | None = None  # a list of words, one of which stands in this sentence or the last
    behind: frozenset[str] = frozenset()  # the affected stand behind one of these: "came for her"
    agents: frozenset[str] = frozenset()  # kinds of perpetrator
    default: str | None = None  # the kind of perpetrator when none is named
    by_category: bool = False  # the verb alone says nothing: what it does to what does

    @property
    def weight(self) -> int:
        """How exact the cue is: more conditions, more exact."""
        parts = (self.particles, self.objects, self.governs, self.beside, self.near, self.agents,
                 self.subjects, self.is_negated, self.behind)  # fmt: skip
        return sum(map(bool, parts)) + self.needs_person


@dataclass(frozen=True, slots=True)
class NounCue:
    """A noun that says an act, and the neighbours that make it say something else."""

    act: str
    not_before: frozenset[str]
    not_after: frozenset[str]
    governs: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()  # as for verbs
    near: str | None = None
    by_category: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """All cues by the lower-case word they begin with; phrases by their first word."""

    verbs: Mapping[str, tuple[VerbCue, ...]]
    nouns: Mapping[str, tuple[NounCue, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, str | None], ...]]  # words, act, near
    causes: frozenset[str] = frozenset()  # what kills and is nobody, as a subject
    mishaps: frozenset[str] = frozenset()  # the same as a word of the sentence
    links: re.Pattern[str] | None = None  # what begins a list of other reports
    near: Mapping[str, frozenset[str]] = field(default_factory=dict)  # lists of words, by name
    judging: frozenset[str] = frozenset()  # lemmas under which a killing is judged or mourned
    somebody: frozenset[str] = frozenset()  # nouns for a doer whose kind nothing tells
    money: frozenset[str] = frozenset()  # currencies and other words for a sum
    vehicles: frozenset[str] = frozenset()  # what kills by chance as the subject of "when … hit"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.replace("_", " ").split("|"))


def verb_cue(act: str, words: str) -> VerbCue:
    """The cue that a line of acts.yml describes."""
    lemma, *rest = words.split()
    fields: dict[str, Any] = {"act": act, "lemma": lemma}
    governs, barred, particles, beside = [], [], [], []
    kinds = " ".join(rest)
    if "by=" in kinds:  # kinds of perpetrator have spaces in them
        before, _, after = kinds.partition("by=")
        names, tail = _kinds(after)
        fields["agents"] = names
        rest = [*before.split(), *tail.split()]
    for word in rest:
        if word.startswith(">"):
            governs.append(_governed(word[1:]))
        elif word.startswith("!>"):
            barred.append(_governed(word[2:]))
        elif word == "obj=-":
            fields["no_object"] = True
        elif word.startswith("obj="):
            fields["objects"] = _words(word[4:])
        elif word.startswith("obj!"):
            fields["barred_objects"] = _words(word[4:])
        elif word.startswith("subj="):
            fields["subjects"] = _words(word[5:])
        elif word.startswith("subj!"):
            fields["barred_subjects"] = _words(word[5:])
        elif word.startswith("!~"):
            fields["not_beside"] = _words(word[2:])
        elif word.startswith("near="):
            fields["near"] = word[5:]
        elif word.startswith("whom="):
            fields["behind"] = _words(word[5:])
        elif word.startswith("default="):
            fields["default"] = word[8:].replace("_", " ")
        elif word.startswith("~"):
            beside.append(_words(word[1:]))
        elif word in _FLAGS:
            fields[_FLAGS[word]] = True
        else:
            particles.append(word)
    return VerbCue(
        **fields, governs=tuple(governs), not_governs=tuple(barred), particles=tuple(particles),
        beside=tuple(beside),
    )  # fmt: skip


def _spelt_out(words: str, lists: Mapping[str, list[str]]) -> str:
    """A line of acts.yml with each "@name" replaced by the words of that list."""
    return _LIST.sub(lambda name: "|".join(lists[name[1]]), words)


_LIST = re.compile(r"@([a-z]+)")
_Phrase = tuple[tuple[str, ...], str, str | None]


def _lines(
    own: Mapping[str, Any], told: Mapping[str, Any], kind: str
) -> Iterator[tuple[str, bool]]:
    """The lines of one kind of cue, and whether each tells its act by categories."""
    yield from ((line, False) for line in own.get(kind, ()))
    yield from ((line, True) for line in told.get(kind, ()))


def _verb_cues(act: str, line: str, by_category: bool) -> Iterator[VerbCue]:
    """The cues of a line, one for each choice of verb and particle, its conditions read once."""
    first, *rest = line.split()
    second = rest[:1] if rest and not (_CONDITION.search(rest[0]) or rest[0] in _FLAGS) else []
    whole = verb_cue(act, " ".join((first, *rest[len(second) :])))
    for lemma, *particle in product(*(word.split("|") for word in (first, *second))):
        particles = (*particle, *whole.particles)
        yield replace(whole, lemma=lemma, particles=particles, by_category=by_category)


def _each(line: str, first: int) -> Iterator[str]:
    """A line once for each choice of its `first` words: "walk|drive person" is two lines.

    A word that holds a condition ("obj=a|b") is no choice.
    """
    words = line.split()
    open_to = [
        word.split("|") if n < first and not _CONDITION.search(word) else [word]
        for n, word in enumerate(words)
    ]
    return (" ".join(chosen) for chosen in product(*open_to))


_CONDITION = re.compile("[=!~>]")


def _governed(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """Prepositions and the nouns they may have, from "into|in:custody|detention"."""
    preps, _, nouns = words.partition(":")
    return _words(preps), _words(nouns)


def _kinds(text: str) -> tuple[frozenset[str], str]:
    """The kinds of perpetrator that `text` begins with, and what stands after them."""
    for cut in range(len(text), 0, -1):
        names = text[:cut].rstrip().split("|")
        if all(name in vocabulary("perpetrators") for name in names):
            return frozenset(names), text[cut:]
    raise ValueError(f"acts.yml: no kind of perpetrator in '{text}'")


def verb_forms(lemma: str, irregular: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The lower-case forms of an English verb."""
    if lemma in irregular:
        return tuple(irregular[lemma])
    if lemma.endswith("e"):
        return (lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing")
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return (lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    is_doubled = lemma in DOUBLED or _SHORT.fullmatch(lemma)
    stem = lemma + lemma[-1] if is_doubled else lemma
    plural = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    return (lemma, plural, stem + "ed", stem + "ing")


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural, lower case."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return (noun, noun[:-1] + "ies")
    return (noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s"))


@cache
def index() -> Index:
    """Every cue of vocabulary/acts.yml, read once a process."""
    table = load_yaml("acts")
    irregular = table["irregular"]
    verbs: dict[str, list[VerbCue]] = {}
    nouns: dict[str, list[NounCue]] = {}
    phrases: dict[str, list[_Phrase]] = {}
    for code in vocabulary("acts"):
        told = table["categories"].get(code.code, {})
        for words, by_category in _lines(code.cues, told, "verbs"):
            for cue in _verb_cues(code.code, _spelt_out(words, table["lists"]), by_category):
                for form in verb_forms(cue.lemma, irregular):
                    _add(form, cue, verbs, phrases)
        before, after = (frozenset(code.cues.get(k, ())) for k in ("not_before", "not_after"))
        for words, by_category in _lines(code.cues, told, "nouns"):
            for line in _each(_spelt_out(words, table["lists"]), 1):
                noun, *rest = line.split()
                governs = tuple(_governed(word[1:]) for word in rest if word.startswith(">"))
                close = next((word[5:] for word in rest if word.startswith("near=")), None)
                named = NounCue(code.code, before, after, governs, close, by_category)
                for form in noun_forms(noun):
                    _add(form, named, nouns, phrases)
        for phrase, _ in _lines(code.cues, told, "phrases"):
            words, _, close = _spelt_out(phrase, table["lists"]).partition(" near=")
            for line in _each(words, len(words.split())):
                parts = pieces(line)
                phrases.setdefault(parts[0], []).append((parts, code.code, close or None))
    causes, mishaps = (frozenset(table["nobodys"][name]) for name in ("causes", "mishaps"))
    links = _links(table["links"])
    near = word_sets(table["near"])
    return Index(
        _frozen(verbs), _frozen(nouns), _frozen(phrases), causes, mishaps, links, near,
        frozenset(table["judging"]),
        frozenset(table["lists"]["somebody"]),
        frozenset(table["lists"]["money"]),
        frozenset(table["nobodys"]["vehicles"]),
    )  # fmt: skip


@cache
def plain_words() -> frozenset[str]:
    """The word forms that can say an act by themselves, not only by what stands beside them."""
    known = index()
    verbs = {w for w, said in known.verbs.items() if not all(cue.by_category for cue in said)}
    nouns = {w for w, said in known.nouns.items() if not all(cue.by_category for cue in said)}
    return frozenset(verbs | nouns)


def _links(marks: list[str]) -> re.Pattern[str]:
    """What begins a list of other reports; a single word ("Read:") only at the start of a line.

    A colon follows, or, behind two words, an arrow or the space that keeps a heading from its list
    (also as it looks when its bytes were read in another encoding).
    """
    one = "|".join(re.escape(mark) for mark in marks if " " not in mark)
    more = "|".join(re.escape(mark) for mark in marks if " " in mark)
    return re.compile(rf"^[ \t]*(?:{one})\s*:|\b(?:{more})(?:\s*[:»>]|Â|\u00a0)", re.I | re.M)


def _add(
    form: str,
    cue: VerbCue | NounCue,
    words: dict[str, list[Any]],
    phrases: dict[str, list[_Phrase]],
) -> None:
    """Put a form under its word; a hyphened form, which the parser cuts, under its first part."""
    if "-" in form:
        parts = pieces(form)
        phrases.setdefault(parts[0], []).append((parts, cue.act, None))
    else:
        words.setdefault(form, []).append(cue)


def pieces(phrase: str) -> tuple[str, ...]:
    """`phrase` cut as the parser cuts words: hyphens and 's stand alone."""
    return tuple(phrase.lower().replace("-", " - ").replace("'s", " 's").split())


def _frozen(table: Mapping[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(values) for key, values in table.items()}
