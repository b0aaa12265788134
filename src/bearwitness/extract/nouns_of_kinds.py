"""Kinds of nouns that a cue asks for by a word in capitals: a place, a country, people, money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.places import PlacePrecision
from ..reference.gazetteer import gazetteer
from .cues import index
from .people import is_people
from .perpetrators import FORCES, kind_at

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..reference.gazetteer import Entry


def _is_place(noun: Token) -> bool:
    """Whether a name is a place's, also where the parser takes a small town for something else."""
    if noun.ent_type_ in {"GPE", "LOC"}:
        return True
    return noun.pos_ == "PROPN" and noun.ent_type_ != "DATE" and bool(_known(noun))


def _known(noun: Token) -> tuple[Entry, ...]:
    start = min([c.i for c in noun.lefts if c.dep_ == "compound"], default=noun.i)
    return gazetteer().lookup(noun.doc[start : noun.i + 1].text)


def _is_country(noun: Token) -> bool:
    """Whether a noun is a country: by name, or as where somebody comes from."""
    if noun.lower_ in {"country", "homeland"}:
        return True
    if noun.ent_type_ != "GPE":
        return False
    found = _known(noun)[:1]
    return bool(found) and found[0].precision is PlacePrecision.COUNTRY


def _is_office(noun: Token) -> bool:
    found = kind_at(noun.doc, noun.i)
    return found is not None and found.kind in {*FORCES, *_OFFICES}


_OFFICES = {"government", "prosecution or court", "prison", "border guard", "armed group"}


SPANS = {"hour", "day", "night", "week", "month", "year"}


def _is_span(noun: Token) -> bool:
    """Whether a noun is a length of time: "nine days", "weeks", "a night"."""
    return noun.lemma_ in SPANS or (noun.lower_ == "half" and noun.ent_type_ in {"DATE", "TIME"})


def _is_money(noun: Token) -> bool:
    """Whether a noun is a sum: by the parser, a currency, or "the equivalent of" one."""
    return noun.ent_type_ == "MONEY" or noun.lower_ in index().money


KINDS = {"PLACE": _is_place, "COUNTRY": _is_country, "PEOPLE": is_people, "OFFICE": _is_office,
          "SPAN": _is_span, "MONEY": _is_money}  # fmt: skip
