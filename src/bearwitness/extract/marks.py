"""What can be seen of an act's telling: how, where in the report, of whom, beside which words.

Each mark is a short readable string ("pat=suspect", "title has killing"); matter.py weighs them.

The rules it keeps:
- Names are compared inside one report ("the name the report says most") and are never kept.
- No mark is a word of the report: words are looked up in the lists of vocabulary/matter.yml.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from ..reference.vocabulary import load_yaml, word_sets
from .titles import title_acts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from ..model.report import Header
    from .acts import Mention
    from .drafts import Draft
    from .placing import Setting

LEAD = 4  # sentences
OPENING = 600  # code points in which a report usually says what it is about
NEAR = 12  # tokens either side of an act
BEHIND = 15  # tokens after an act in which its grounds stand
LONG_AGO = 400  # days before publication
STATE = {"police", "security forces", "army", "paramilitary", "prison", "prosecution or court",
         "government", "border guard"}  # fmt: skip
_WORD = re.compile(r"[a-z'’]+")


@cache
def words() -> dict[str, frozenset[str]]:
    """The word lists of matter.yml."""
    return word_sets(load_yaml("matter")["words"])


@cache
def kind_of() -> dict[str, str]:
    """Act → the kind of violation it tells, for the acts that are weighed."""
    kinds: dict[str, list[str]] = load_yaml("matter")["kinds"]
    return {act: kind for kind, acts in kinds.items() for act in acts}


def step(value: float, cuts: Sequence[float]) -> int:
    """The number of the first cut that `value` does not exceed; the count of cuts beyond all."""
    return next((k for k, cut in enumerate(cuts) if value <= cut), len(cuts))


@dataclass(frozen=True, slots=True)
class Report:
    """What all acts of one report share: its title, lead, names and other acts."""

    title: frozenset[str]
    titled: frozenset[str]  # acts that the title can say
    lead: frozenset[str]
    names: frozenset[str]  # said most, lower case; compared and dropped
    shared: frozenset[str]  # marks that every act of the report has
    kinds: Counter[str]
    by: dict[str, set[str]]  # kind of violation → who is said to do it: "state", "others"
    opens_with: str | None  # the kind told in the opening
    tokens: int


def report_of(doc: Doc, header: Header, drafts: Sequence[Draft]) -> Report:
    """The report around `drafts`, which are all of the acts that are weighed."""
    lists, title = words(), frozenset(_WORD.findall((header.title or "").lower()))
    lead = frozenset(t.lower_ for s in islice(doc.sents, LEAD) for t in s)
    names = Counter(t.lower_ for t in doc if t.ent_type_ == "PERSON" and t.is_alpha)
    by: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        by[kind_of()[draft.act]] |= {"state" if a.kind in STATE else "others" for a in draft.agents}
    first = min(drafts, key=lambda d: d.mentions[0].token.i)
    opens = first.mentions[0].first < OPENING
    often = names.most_common(1)[0][1] if names else 0
    shared = {f"len={step(len(doc), (250, 500, 1000, 2000))}"}
    for name, cuts in (("rights", (0.2, 0.6, 1.2, 2.5)), ("crime", (0.1, 0.4, 1, 2))):
        said = sum(t.lower_ in lists[name] for t in doc)
        shared.add(f"doc{name}={step(100 * said / len(doc), cuts)}")
        shared |= {f"{where} {name}" for where, said in (("title", title), ("lead", lead))
                   if said & lists[name]}  # fmt: skip
    for name in ("defender", "suspect"):
        shared |= {f"{where} {name}" for where, said in (("title", title), ("lead", lead))
                   if said & lists[name]}  # fmt: skip
    if often >= 2:
        shared.add("named often")
    return Report(
        title,
        title_acts(header.title or ""),
        lead,
        frozenset(name for name, times in names.most_common(4) if times >= 2),
        frozenset(shared),
        Counter(kind_of()[d.act] for d in drafts),
        dict(by),
        kind_of()[first.act] if opens else None,
        len(doc),
    )


def marks(draft: Draft, report: Report, setting: Setting, header: Header) -> frozenset[str]:
    """Everything that can be seen of one draft's telling."""
    found = set(report.shared)
    for mention in draft.mentions:
        found.update(_of_mention(mention, report, setting))
    first = min(setting.sentence_of(m.token.i) for m in draft.mentions)
    found |= {
        f"act={draft.act}",
        f"said={step(len(draft.mentions), (1, 2, 4))}",
        f"first={step(first, (0, 2, 5, 10, 20))}",
    }
    found.update(_of_title(draft, report))
    found.update(_of_others(draft, report))
    found.update(_of_time(draft, header))
    found.update(_of_group(draft))
    return frozenset(found)


def _of_title(draft: Draft, report: Report) -> Iterator[str]:
    kind = kind_of()[draft.act]
    titled = {kind_of()[act] for act in report.titled if act in kind_of()}
    if draft.act in report.titled:
        yield "title act"
    if kind in titled:
        yield "title type"
    else:
        yield "title other type" if titled else "title no type"
    yield from (f"title has {other}" for other in titled - {kind})


def _of_others(draft: Draft, report: Report) -> Iterator[str]:
    """How the draft's kind stands beside the other kinds that the report tells."""
    kind, told = kind_of()[draft.act], report.kinds
    yield f"ntype={step(told[kind], (1, 2, 4, 8))}"
    yield f"rank={min([k for k, _ in told.most_common()].index(kind), 3)}"
    yield f"share={step(told[kind] / told.total(), (0.2, 0.4, 0.6, 0.8))}"
    if report.opens_with:
        yield "lead type" if report.opens_with == kind else f"lead is {report.opens_with}"
    for other in told:
        doers = report.by.get(other, ())
        if other == kind:
            yield from (f"type by {who}" for who in doers)
        else:
            yield f"doc has {other}"
            yield from (f"others by {who}" for who in doers)


def _of_time(draft: Draft, header: Header) -> Iterator[str]:
    if draft.time is None:
        yield "time none"
        return
    yield "time own" if draft.time.is_own else "time given"
    latest = draft.time.time.latest
    if latest and header.published:
        days = (header.published - latest).days
        yield f"age={step(days, (-1, 14, 60, 366, 1500))}"
        if draft.time.is_own and days > LONG_AGO:
            yield "own long ago"


def _of_group(draft: Draft) -> Iterator[str]:
    """The marks of the group that the rules gave, of which the weights of matter were learned."""
    group, is_own = draft.ruled_group
    if group is None:
        return
    yield "grp own" if is_own else "grp given"
    if group.group.nationality or group.group.status:
        yield "grp known"
    yield "grp exact" if group.group.exact else "grp vague"
    yield f"n={step(group.group.min, (1, 2, 10, 100))}"


def _of_mention(mention: Mention, report: Report, setting: Setting) -> Iterator[str]:
    token = mention.token
    yield f"pos={step(setting.sentence_of(token.i), (0, 2, 5, 10, 20))}"
    yield f"rel={int(4 * token.i / max(1, report.tokens))}"
    yield "noun" if mention.is_noun else "verb"
    yield f"dep={token.dep_}"
    yield f"tense={_tense(token)}"
    yield f"w={min(mention.weight, 3)}"
    yield "passive" if mention.arguments.is_passive else "active"
    yield from (f"pat={kind}" for kind in _patients(mention.arguments.patients, report))
    yield from (f"by={a.kind}" for a in mention.agents)
    if not mention.agents:
        yield "by=none"
    yield from _beside(token, report)


def _tense(token: Token) -> str:
    """The tense of an act's verb by its auxiliaries; "noun" for a noun."""
    if token.pos_ in {"NOUN", "PROPN"}:
        return "noun"
    helpers = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"}}
    for name, forms in (
        ("pastperf", {"had"}),
        ("presperf", {"has", "have"}),
        ("pres", {"is", "are"}),
        ("past", {"was", "were"}),
    ):
        if helpers & forms:
            return name
    return {"VBD": "past", "VBZ": "pres", "VBP": "pres"}.get(token.tag_, token.tag_)


def _patients(patients: Iterable[Token], report: Report) -> set[str]:
    """What the people are to whom it was done, as the words for them say."""
    lists, found = words(), set()
    for token in patients:
        near = [token, *(c for c in token.subtree
                         if c.dep_ in {"compound", "amod", "appos", "nmod"})]  # fmt: skip
        said = {t.lower_ for t in near}
        found |= {name for name in ("defender", "suspect", "people") if said & lists[name]}
        if token.ent_type_ == "PERSON" or token.pos_ == "PROPN":
            found.add("name")
        if token.lower_ in report.names or any(c.lower_ in report.names for c in token.children):
            found.add("topname")
        if token.pos_ == "PROPN" and token.lower_ in report.title:
            found.add("titlename")
        found |= {f"{name} pron" for name in ("one", "many") if token.lower_ in lists[name]}
        if token.tag_ in {"NNS", "NNPS"}:
            found.add("plural")
            if not any(c.dep_ in {"det", "nummod", "poss"} for c in token.children):
                found.add("bare plural")
    return found or {"none"}


def _beside(token: Token, report: Report) -> Iterator[str]:
    """The lists that words of the act's sentence are in, the close ones and those behind it."""
    lists, sentence, doc = words(), token.sent, token.doc
    said = {t.lower_ for t in sentence}
    near = {t.lower_ for t in doc[max(sentence.start, token.i - NEAR) :
                                  min(sentence.end, token.i + NEAR + 1)]}  # fmt: skip
    after = {t.lower_ for t in doc[token.i + 1 : min(sentence.end, token.i + BEHIND + 1)]}
    others = said - {token.lower_}
    for name, where in (
        ("crime", others), ("rights", said), ("alleged", said), ("modal", said),
        ("request", said), ("earlier", said), ("defender", near), ("suspect", near),
        ("generic", near),
    ):  # fmt: skip
        if where & lists[name]:
            yield f"s {name}"
    yield from (f"after {name}" for name in ("crime", "rights") if after & lists[name])
    if any(_is_ground(c, lists["crime"]) for c in token.children):
        yield "grounds crime"
    if any(t.ent_type_ == "PERSON" for t in sentence):
        yield "s person"
    if said & report.names:
        yield "s topname"
    if token.dep_ == "relcl" or any(a.dep_ == "relcl" for a in islice(token.ancestors, 3)):
        yield "in relcl"


def _is_ground(child: Token, crimes: frozenset[str]) -> bool:
    """Whether a phrase of the act gives a crime as its reason: "for the robbery"."""
    is_reason = child.dep_ == "prep" and child.lower_ in {"for", "over", "on", "in"}
    return is_reason and any(t.lower_ in crimes for t in child.subtree)
