"""Where a text says an act, who it was done to and by whom: the mentions claims are made of.

The rules it keeps:
- Only words of the index (cues.py) are looked at; all conditions of a cue must hold.
- Of several cues at one word, each act counts once and the most exact cue speaks for it.
- A phrase beats the words inside it when it says another act; "shot dead" is use of force by an
  institution and a killing by anybody, so two acts may share words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..reference.parse import lowers_of, text_of
from . import arguments as argument
from .accused import accused_of
from .arguments import Arguments
from .behind_events import as_doer, of_event
from .by_whom import (
    agents_of,
    cause_of,
    caused_by,
    happening,
    is_only_a_name,
    named_before,
    named_inside,
)
from .conditions import completed, fits, is_by, is_near, negation_of, people_behind
from .cues import Index, NounCue, VerbCue, index
from .neighbours import Neighbours, Prepositions
from .passing import elsewhere, is_caused, is_crash, is_on_a_thing, is_score, is_taken
from .people import is_people
from .perpetrators import PLACES, Institution
from .threats import cues as threat_cues
from .threats import threat_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Demonym = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an act is said; `start` and `end` are token indices, end exclusive."""

    act: str
    token: Token
    start: int
    end: int
    arguments: Arguments
    agents: tuple[Institution, ...]
    weight: int
    is_noun: bool = False
    whole_end: int | None = None  # where the words end that the verb says the act with
    likely: float | None = None  # of an act that no cue names: how likely any act is told here

    @property
    def first(self) -> int:
        """The first code point of the words."""
        return int(self.token.doc[self.start].idx)

    @property
    def last(self) -> int:
        """The code point after the words."""
        token = self.token.doc[self.end - 1]
        return int(token.idx + len(token))

    @property
    def whole_last(self) -> int:
        """The code point after all words that say the act: "are now in the hands"."""
        token = self.token.doc[(self.whole_end or self.end) - 1]
        return max(self.last, int(token.idx + len(token)))


def find_acts(doc: Doc, demonym: Demonym) -> tuple[Mention, ...]:
    """Every mention of an act, in text order."""
    known = index()
    lowers = lowers_of(doc)
    links = elsewhere(text_of(doc))
    phrases: list[Mention] = []
    words: list[Mention] = []
    for i, lower in enumerate(lowers):
        if links and any(start <= doc[i].idx < end for start, end in links):
            continue
        if lower in known.phrases:
            phrases += _phrases_at(doc, lowers, i, known, demonym)
        if lower in known.verbs and not _is_half_a_word(doc[i]):
            words += _verbs_at(doc[i], known.verbs[lower], demonym)
        if lower in known.nouns:
            words += _nouns_at(doc[i], known.nouns[lower], demonym)
    threats = _threats_in(doc, demonym)
    inside = {i for m in threats for i in range(m.start + 1, m.end)}
    return _chosen(
        [m for m in phrases if m.start not in inside],
        [*threats, *(m for m in words if m.token.i not in inside and not _is_in(m, threats))],
    )


def _is_half_a_word(token: Token) -> bool:
    """Whether a word is the first half of one that names a thing: "pick" in "pick-up trucks"."""
    following = token.doc[token.i + 1 : token.i + 2].text
    return following == "-" and not token.whitespace_ and token.dep_ in {"amod", "compound"}


def _threats_in(doc: Doc, demonym: Demonym) -> list[Mention]:
    """The threats that are told without the word; what is threatened is part of their words."""
    telling = threat_cues().telling
    found = [f for t in doc if t.lemma_ in telling and (f := threat_at(t, demonym))]
    told = {f.token.i for f in found}
    return [
        Mention("threat", f.token, f.start, f.end, f.arguments, f.agents, 1)
        for f in found
        if not any(f.start <= i < f.end for i in told - {f.token.i})  # the one within counts
    ]


def _is_in(mention: Mention, threats: list[Mention]) -> bool:
    return any(mention.token.i == t.token.i for t in threats)


def _chosen(phrases: list[Mention], words: list[Mention]) -> tuple[Mention, ...]:
    """Phrases, and the words that say an act no phrase around them says.

    A phrase that completes a word of the same act is a part of it: "is in custody".
    """
    kept = [p for p in phrases if not any(_completes(p, word) for word in words)]
    for mention in words:
        around = [p for p in phrases if p.start <= mention.token.i < p.end]
        if any(p.act == mention.act or p.is_noun for p in around):
            kept = [_with_agents(k, mention) if k in around else k for k in kept]
            continue
        kept.append(mention)
    return tuple(sorted(kept, key=lambda m: (m.start, m.end, m.act)))


def _completes(phrase: Mention, word: Mention) -> bool:
    return word.act == phrase.act and word.token.i < phrase.start < (word.whole_end or word.end)


def _with_agents(phrase: Mention, word: Mention) -> Mention:
    """A phrase with the agents that a word inside it has by its cue: "stabbed to death"."""
    same = phrase.act == word.act and not phrase.agents
    return replace(phrase, agents=word.agents) if same else phrase


def _phrases_at(
    doc: Doc, lowers: list[str], i: int, known: Index, demonym: Demonym
) -> list[Mention]:
    """Phrase cues that begin at token `i`; of one act the longest."""
    found: dict[str, Mention] = {}
    for parts, act, near in known.phrases[lowers[i]]:
        if tuple(lowers[i : i + len(parts)]) != parts:
            continue
        token = doc[i : i + len(parts)].root
        if near and not is_near(token, near):
            continue
        is_verb = token.pos_ in {"VERB", "AUX"}
        if not is_verb and _is_modifier(doc, i + len(parts)):
            continue
        if i > 1 and lowers[i - 2 : i] == ["non", "-"]:  # "non-fatal shooting"
            continue
        given = argument.of(token)
        if is_verb and act in _OF_SUBJECT and not given.patients:  # "three men went missing"
            given = replace(given, patients=given.subjects, agents=())
        agents = named_inside(doc, i, i + len(parts)) or agents_of(given, demonym)
        if not is_verb and not agents and act in _PURSUED:
            agents = accused_of(token, demonym)
        mention = Mention(act, token, i, i + len(parts), given, agents, len(parts), not is_verb)
        if act not in found or found[act].weight < mention.weight:
            found[act] = mention
    return list(found.values())


_OF_SUBJECT = {"disappearance"}
_NOT_AFTER_PHRASE = {"case", "cases", "law", "charge", "lawyer", "expert", "survivor", "survivors"}


def _is_modifier(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].lower_ in _NOT_AFTER_PHRASE


def _verbs_at(token: Token, cues: tuple[VerbCue, ...], demonym: Demonym) -> list[Mention]:
    """The acts that the verb form `token` says."""
    if _is_other_word(token):
        return []
    if token.ent_type_ in {"ORG", "PERSON"} and token.is_title:
        return []
    given = argument.of_verb(token)
    around = Neighbours(token, given)
    best: dict[str, Mention] = {}
    agents: tuple[Institution, ...] | None = None
    for cue in cues:
        if cue.lemma == "beat" and is_score(token):
            continue
        if not fits(around, cue) or (cue.act in _HARMS and _is_nobodys(token, given)):
            continue
        if agents is None:
            agents = agents_of(given, demonym)
        own = _affected_by(cue, token, given)
        who = () if cue.affects_subject and not given.is_passive else agents
        if cue.act in _BY_NOBODY:
            who = ()
        if cue.act in _HARMS:  # a station is where it was
            who = tuple(a for a in who if token.doc[a.end - 1].lower_ not in PLACES)
        if cue.act in _OF_OFFICE:
            who = tuple(a for a in who if not is_only_a_name(a, token.doc))
        if not is_by(cue, own, who):
            continue
        start, end = _extent(token, cue, given)
        if not who and cue.act in _CAUSED:
            who = cause_of(token, cue, own)
        whole = completed(token, cue)
        mention = Mention(cue.act, token, start, end, own, who, cue.weight, whole_end=whole)
        if cue.act not in best or best[cue.act].weight < cue.weight:
            best[cue.act] = mention
    return _one_each(list(best.values()))


def _one_each(found: list[Mention]) -> list[Mention]:
    """Of two acts at one word that mean one harm the one for which more conditions hold."""
    for pair in _ONE_HARM:
        alike = sorted((m for m in found if m.act in pair), key=lambda m: (m.weight, m.act))
        found = [m for m in found if m.act not in pair or m is alike[-1]]
    return found


_ONE_HARM = (
    {"arrest", "abduction"},
    {"arrest", "detention"},
    {"arrest", "forced return"},
    {"detention", "sentence"},
    {"detention", "incommunicado detention"},
    {"killing", "death in custody"},
    {"torture", "ill-treatment"},
    {"confiscation", "extortion or bribe"},
)


def _is_nobodys(token: Token, given: Arguments) -> bool:
    """Whether people came to harm by no one's hand: a virus, a flood, a crash in the sentence."""
    mishaps, causes = index().mishaps, index().causes
    if given.agents:
        return any(t.lemma_.lower() in causes for t in given.agents)
    return is_crash(token) or any(t.lower_ in mishaps for t in token.sent)


_HARMS = {"killing", "wounding"}
_PURSUED = {"killing", "wounding", "abduction", "torture", "ill-treatment", "sexual violence",
            "death in custody", "disappearance", "trafficking"}  # fmt: skip
_BY_NOBODY = {"rescue", "escape"}  # acts that free people have no perpetrator
_OF_OFFICE = {"arrest", "round-up", "charge", "sentence"}  # who does these holds an office
_CAUSED = {"killing", "use of force", "ill-treatment"}


def _is_other_word(token: Token) -> bool:
    """Whether the form is a noun or adjective here ("a raid", "an arresting view")."""
    if token.dep_ in {"aux", "auxpass"}:  # "has threatened to sit"
        return True
    if token.tag_ in {"JJ", "RB"} and not token.lower_.endswith(("ed", "en")):
        return True
    if token.pos_ not in {"NOUN", "PROPN"} or token.tag_ in {"VBN", "VBD", "VBG"}:
        return False
    heads_clause = token.dep_ in {"ROOT", "ccomp", "conj", "advcl"}
    return not (heads_clause and token.lower_.endswith("ed"))


def _affected_by(cue: VerbCue, token: Token, given: Arguments) -> Arguments:
    """The arguments as this cue reads them: a subject that is affected, a target after "at".

    Where things are the object, the people are those it is taken from, or whose it is.
    """
    if cue.affects_subject and not given.is_passive:
        people = _whom_nobody_knows(token, given) or given.subjects
        return replace(given, patients=people, agents=())
    if cue.behind:
        return replace(given, patients=people_behind(token, cue.behind))
    if not cue.objects or (cue.needs_person and _has(given, cue.objects)):
        return given
    people = tuple(p for p in given.patients if is_people(p) and p.lower_ not in cue.objects)
    if given.is_passive and people:
        return given
    targets = _pobj(token, _TARGETS) or owners(token)
    left = given.patients if given.is_passive else ()
    return replace(given, patients=targets or people or left)


def _whom_nobody_knows(token: Token, given: Arguments) -> tuple[Token, ...]:
    """Her of whom "nobody knows where she is"; nobody where somebody is the subject."""
    if not given.subjects or any(t.lower_ not in _NOBODY for t in given.subjects):
        return ()
    clauses = (c for c in token.rights if c.dep_ in {"ccomp", "xcomp"})
    below = (t for c in clauses for t in c.lefts if t.dep_ in {"nsubj", "nsubjpass"})
    return tuple(t for t in (*given.patients, *below) if is_people(t))


_NOBODY = {"nobody", "none", "no-one", "one"}
_TARGETS = {"at", "on", "upon", "into", "against", "from", "of", "to", "for"}


def _has(given: Arguments, nouns: frozenset[str]) -> bool:
    """Whether people named by one of `nouns` are affected: "bought a girl"."""
    return any(is_people(p) and {p.lower_, p.lemma_} & nouns for p in given.patients)


def owners(token: Token) -> tuple[Token, ...]:
    """The people whose thing it is: "the woman's" in "took the woman's fingerprints"."""
    things = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}]
    return tuple(c for t in things for c in t.children if c.dep_ == "poss" and is_people(c))


def _pobj(token: Token, preps: set[str]) -> tuple[Token, ...]:
    found = []
    objects = [j for c in token.children if c.dep_ == "dobj" for j in argument.conjuncts(c)]
    for prep in (c for holder in (token, *objects) for c in holder.children):
        if prep.dep_ in {"prep", "dative"} and prep.lower_ in preps:
            found += [c for c in prep.children if c.dep_ == "pobj" and is_people(c)]
    return tuple(found)


def _extent(token: Token, cue: VerbCue, given: Arguments) -> tuple[int, int]:
    """The words of the act: the verb, its particle right behind, and a negation that belongs."""
    start, end = token.i, token.i + 1
    while end < len(token.doc) and token.doc[end].lower_ in cue.particles:
        end += 1
    no = negation_of(token, given) if cue.is_negated else None
    return (start, end) if no is None else (min(start, no.i), max(end, no.i + 1))


def _nouns_at(token: Token, cues: tuple[NounCue, ...], demonym: Demonym) -> list[Mention]:
    """The acts that the noun `token` says."""
    is_dated = _is_dated_noun(token)
    if token.pos_ not in {"NOUN", "PROPN"} and not is_dated:
        return []
    if token.ent_type_ in {"ORG", "PERSON", "WORK_OF_ART"}:
        return []
    doc = token.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    given = argument.of_noun(token)
    holder = happening(token)
    below = (Prepositions(token), Prepositions(holder))
    found = []
    for cue in cues:
        if after in cue.not_before or before in cue.not_after:
            continue
        if cue.act == "death in custody" and is_caused(token):
            continue
        if cue.governs and not any(b.governs(*g) for g in cue.governs for b in below):
            cause = caused_by(token)
            if cause is None or not any(
                t.lower_ in g[1] for g in cue.governs for t in cause.subtree
            ):
                continue
        if cue.near and not is_near(token, cue.near):
            continue
        if cue.act == "ill-treatment" and (is_on_a_thing(token) or is_taken(token)):
            continue
        people = replace(given, patients=tuple(t for t in given.patients if is_people(t)))
        agents = agents_of(given, demonym) or named_before(token, demonym)
        if not agents and people.patients and cue.act in _PURSUED:
            agents = accused_of(token, demonym)
        if not agents and cue.governs:
            cause = caused_by(token)
            event = of_event(token) or of_event(holder) or (as_doer(cause) if cause else None)
            agents = (event,) if event else ()
        if token.head.lemma_ in _ORDERING:  # who orders it is no private person, whoever it is
            agents = tuple(a for a in agents if a.kind != "private person")
        weight = 2 if is_dated else int(bool(people.patients))
        found.append(
            Mention(cue.act, token, token.i, token.i + 1, people, agents, weight, is_noun=True)
        )
    return _one_each(found)


def _is_dated_noun(token: Token) -> bool:
    """Whether a form in -ing is a noun behind its time: "after a Saturday night shooting"."""
    before = token.nbor(-1) if token.i > token.sent.start else token
    if token.tag_ != "VBG" or before.ent_type_ not in {"DATE", "TIME"}:
        return False
    return before.left_edge.dep_ == "det" and not any(c.dep_ == "dobj" for c in token.children)


_ORDERING = {"order", "authorise", "authorize", "approve"}
