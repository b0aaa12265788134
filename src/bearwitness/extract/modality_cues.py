"""The words that govern an act and what they make of it: vocabulary/modality.yml as sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..model.claim import Modality
from ..reference.vocabulary import load_yaml


@dataclass(frozen=True, slots=True)
class Cues:
    """The tables of modality.yml as sets."""

    negators: frozenset[str]
    no: frozenset[str]
    nobody: frozenset[str]
    verbs: dict[str, str]  # lemma → name of the table it is in
    nouns: dict[str, str]
    auxiliaries: dict[str, Modality | None]
    marks: frozenset[str]
    without: frozenset[str]
    laws: frozenset[str]
    acts_of_law: frozenset[str]
    laying_down: frozenset[str]
    false_words: frozenset[str]
    true_words: frozenset[str]
    halted: frozenset[str]
    supporting: frozenset[str]
    taking_back: frozenset[str]
    deciding: frozenset[str]
    asking: frozenset[str]
    showing: frozenset[str]
    reaching: frozenset[str]
    open_to: frozenset[str]
    excluding: frozenset[str]
    bearing_out: frozenset[str]
    lacking: frozenset[str]
    adjectives: dict[str, str]  # before a noun of action → name of the table


@cache
def cues() -> Cues:
    """The cues, loaded once a process."""
    table = load_yaml("modality")
    verbs, nouns = {}, {}
    for name in ("wanted", "planned", "feared", "denied"):
        verbs.update(dict.fromkeys(table[name].get("verbs", ()), name))
        nouns.update(dict.fromkeys(table[name].get("nouns", ()), name))
        verbs.update(dict.fromkeys(table[name].get("adjectives", ()), name))
    auxiliaries: dict[str, Modality | None] = {}
    for name, made in (
        ("conditional", Modality.CONDITIONAL),
        ("planned", Modality.PLANNED),
        ("wanted", None),
    ):
        auxiliaries.update(dict.fromkeys(table[name]["auxiliaries"], made))
    return Cues(
        negators=frozenset(table["negators"]),
        no=frozenset(table["no_determiners"]),
        nobody=frozenset(table["no_subjects"]),
        verbs=verbs,
        nouns=nouns,
        auxiliaries=auxiliaries,
        marks=frozenset(table["conditional"]["marks"]),
        without=frozenset(table["denied"]["preps"]),
        laws=frozenset(table["laws"]),
        acts_of_law=frozenset(table["acts_of_law"]),
        laying_down=frozenset(table["laying_down"]),
        false_words=frozenset(table["false_words"]),
        true_words=frozenset(table["true_words"]),
        halted=frozenset(table["halted"]),
        supporting=frozenset(table["supporting"]),
        taking_back=frozenset(table["taking_back"]),
        deciding=frozenset(table["deciding"]),
        excluding=frozenset(table["excluding"]),
        bearing_out=frozenset(table["bearing_out"]),
        showing=frozenset(table["showing"]),
        reaching=frozenset(table["reaching"]),
        open_to=frozenset(table["open_to"]),
        asking=frozenset(table["asking"]),
        lacking=frozenset(table["lacking"]),
        adjectives={word: name for name, said in table["of_nouns"].items() for word in said},
    )
