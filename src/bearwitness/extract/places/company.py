"""What the words around a name say for its being a place of a country that the text speaks of.

The parser takes small towns of countries far from its news for people's and firms' names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .runs import Spot
    from .words import Words

THRESHOLD = 1.0  # the score of a name that is a place's
CERTAIN = 3.0  # and of one that tells of others
_STRONG = {"in", "at", "near", "through", "via", "outside", "around", "above", "below", "beyond",
           "inside"}  # fmt: skip
_AT_A_PLACE, _LISTED, _MAYBE_TO, _ONLY_ONE = 2.2, 1.8, 1.3, 0.8
_REACH = 4  # words before a name in which a verb of moving may stand: "taken back to Shigatse"
_CLEAR = 5  # letters of a name in another spelling that is hardly another word
_OFFICES = {"mayor", "governor", "outskirts", "north", "south", "east", "west", "city", "port"}
_LEADING = {"to", "from", "on", "off", "behind", "toward", "towards", "into", "past", "reached",
            "passed", "entered", "fled", "crossed", "reaching", "leaving", "entering"}  # fmt: skip


def in_company(s: Spot, w: Words, countries: frozenset[str | None], ends: frozenset[int]) -> float:
    """What it says for a name behind "in" or "to" that it is a place of a country spoken of.

    The same for a name in a list behind a place that is certain ("Lahore, Multan and Quetta");
    `ends` are the last words of those, and of the ones listed on.
    """
    if s.demonym or s.first == 0 or _goes_on(s, w):
        return 0.0
    listed = w.words[s.first - 1] in _BETWEEN and s.first - 2 in ends
    between = _is_between(s, w)
    if w.entity_first[s.first] != s.first and not (listed or between):
        return 0.0
    if not w.is_proper[s.first] and w.lower[s.first] in w.lower_case:
        return 0.0
    if w.lower[s.last] in w.surnames and owns(s, w):
        return 0.0
    strong = between or _is_at_a_place(s, w) or _is_of_a_thing_there(s, w)
    if not (strong or listed or _is_led_to(s, w)) or (
        s.first != s.last and w.entity[s.first] == "ORG"
    ):
        return 0.0
    here = [m for m in s.matches[:4] if m.entry.country in countries]
    if any(m.main or (strong and len(s.key) >= _CLEAR) for m in here):
        return _AT_A_PLACE if strong else _LISTED if listed else _MAYBE_TO
    is_only = len({m.entry.country for m in s.matches}) == 1 and len(s.key) >= _CLEAR
    return _ONLY_ONE if strong and is_only and s.matches[0].main else 0.0


def ends_in_lists(found: Sequence[Spot], w: Words) -> frozenset[int]:
    """The last words of the places that are certain, and of those listed behind one."""
    ends: set[int] = set()
    for s in found:
        listed = s.first > 1 and w.words[s.first - 1] in _BETWEEN and s.first - 2 in ends
        if not s.demonym and (s.score >= CERTAIN or (listed and s.score + _LISTED >= THRESHOLD)):
            ends.add(s.last)
    return frozenset(ends)


_BETWEEN = {",", "and", "or"}


def _goes_on(s: Spot, w: Words) -> bool:
    """Whether a name goes on behind the spot: "in Van Nuys"."""
    follows = w.words[s.last + 1 : s.last + 2]
    return bool(follows) and follows[0][0].isupper() and w.is_proper[s.last + 1]


def _is_at_a_place(s: Spot, w: Words) -> bool:
    """Whether the words before a name say that it is where something is, or is taken to."""
    before = w.lower[max(0, s.first - _REACH) : s.first]
    if before[-1] in _STRONG or before[-3:] == ["as", "far", "as"]:
        return True
    if before[-1] == "of":
        return before[-2:-1] != [] and (
            before[-2] in _OFFICES or before[-2] in cues().sites | cues().called
        )
    return before[-1] in {"to", "into"} and not cues().moved.isdisjoint(before[:-1])


def _is_between(s: Spot, w: Words) -> bool:
    """Whether a name is one of two that something is between: "between Zahle and Bar Elias"."""
    before = w.lower[max(0, s.first - _REACH) : s.first]
    return before[-1] == "between" or (before[-1] == "and" and "between" in before[:-1])


def _is_of_a_thing_there(s: Spot, w: Words) -> bool:
    """Whether what stands behind a name lies somewhere: "off the Toco coast"."""
    things = cues().there
    is_named = w.lower[s.first - 1] in {"the", "a", "at", "in"} and w.lower[s.last] not in things
    return is_named and w.lower[s.last + 1 : s.last + 2] != [] and w.lower[s.last + 1] in things


def _is_led_to(s: Spot, w: Words) -> bool:
    """Whether a name stands behind a word that often leads to a place."""
    word = w.lower[s.first - 1]
    if word == "of":  # a person's, more often than not: "Ali of Marl"
        return w.lower[s.first - 2] in cues().kinds
    return word in _LEADING


def owns(s: Spot, w: Words) -> bool:
    """Whether "'s" stands behind a name: "in Blanchard's case" is nowhere, if that is a surname."""
    return w.lower[s.last + 1 : s.last + 2] in (["'s"], ["’s"])
