"""What describes a person: relatives, trade and post, looks, illness, route, helpers, position.

The words are data: vocabulary/kinship.yml, occupations.yml and traits.yml.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from ..reference.vocabulary import load_yaml
from .draft import Draft
from .found import Found

_APOS = "['’]s"
GROUPS = ("source position", "route", "helper", "appearance", "illness", "distinctive")
_CATEGORY = {"illness": "distinctive fact", "distinctive": "distinctive fact"}
_WHY = {
    "illness": "a health condition",
    "appearance": "can be recognised on sight",
    "helper": "tells who helped",
    "route": "tells how or where someone moved or hid",
    "distinctive": "few people share it",
    "source position": "narrows down who spoke",
}


def _either(words: Iterable[str]) -> str:
    ordered = sorted({str(w) for w in words}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", " ").replace(r"\-", "[-‑ ]") for w in ordered)


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    table: dict[str, Any] = load_yaml("traits")
    return tuple(
        (group, table[group]["instead"],
         re.compile("|".join(rf"\b(?:{p.replace('[A-Z]', '(?-i:[A-Z])')})" for p in table[group]["patterns"]), re.IGNORECASE))
        for group in GROUPS
    )  # fmt: skip


@cache
def _kin() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    k: dict[str, Any] = load_yaml("kinship")
    one, many, child = _either(k["one"]), _either(k["many"]), _either(k["child_words"])
    owner, qualifier = _either(k["owners"]), _either(k["qualifiers"])
    relative = re.compile(
        rf"\b(?:(?P<owner>{owner}) )?(?:(?:{qualifier})[ -](?:of )?)*(?:{one}|{many}|{child})\b",
        re.IGNORECASE,
    )
    position = re.compile(
        rf"\b(?:(?:{owner}|(?:the )?[\w-]+{_APOS}) )(?:[\w-]+ )?(?:{one}){_APOS} (?:[\w-]+ )?"
        rf"(?:{_either(k['roles'])}|{one})\b|\b(?:{owner}) (?:(?:former|old|close|best|one-time) )*(?:{_either(k['roles'])})\b",
        re.IGNORECASE,
    )
    return relative, position, frozenset(map(str, [*k["many"], "children", "babies", "kids"]))


def relatives(text: str) -> Iterator[Found]:
    """Relatives with their owner and number ("her two daughters"), and chains ("her cousin's landlord")."""
    relative, position, many = _kin()
    for match in position.finditer(text):
        yield Found(match.start(), match.end(), "source position",
                    "a person with knowledge of the matter", _WHY["source position"])  # fmt: skip
    for match in relative.finditer(text):
        owner = match.group("owner")
        plural = match.group().split()[-1].lower() in many
        if not owner and re.search(r"(?i)child|bab|kid|infant|orphan", match.group()):
            continue
        who = "relatives" if plural else "relative" if owner else "a relative"
        yield Found(match.start(), match.end(), "kinship", f"{owner} {who}" if owner else who,
                    "relatives are sought and pressed")  # fmt: skip


@cache
def _trades() -> re.Pattern[str]:
    o: dict[str, Any] = load_yaml("occupations")
    trades, ranks = _either(o["occupations"]), _either(o["ranks"])
    return re.compile(
        rf"\b(?:(?:former|retired|ex|trained|qualified|senior|junior|local|private|freelance|university|school|army|military)[ -])*"
        rf"(?:(?:{trades})|(?<=[aA] )(?:{ranks})|(?:{ranks})(?= in\b| of\b| [A-Z]))\b",
        re.IGNORECASE,
    )


_EMPLOYED = re.compile(
    r"(?i)\b(?:work(?:s|ed|ing)?|employed|job|serv(?:es|ed|ing)|stud(?:ies|ied|ying)|taught|teaches|teaching|trained|enrolled)"
    r" (?:as (?:a|an|the) |(?:\w+ ){0,2}(?:at|in|for|with) (?=(?:a|an|the|her|his|their) ))(?P<what>(?:(?:a|an|the|her|his|their) )?(?:[\w-]+ ){0,3}(?:farm|restaurant|factory|"
    r"mine|market|shop|store|office|hotel|guesthouse|bar|karaoke \w+|salon|hospital|clinic|school|university|college|company|firm|"
    r"plant|mill|bakery|bank|ministry|department|bureau|unit|camp|site|kitchen|garage|workshop|warehouse|port|logging \w+|sauna|"
    r"maid|cook|waitress|waiter|nanny|guard|driver|cleaner|carer|trader|interpreter|farmhand|seamstress))\b"
)


def _with_modifiers(draft: Draft, start: int) -> int:
    """Where the words begin that specify what stands at `start`: "ballet" of "ballet dancer"."""
    token = bisect_right(draft.starts, start) - 1
    while (
        token > 0
        and draft.tags[token - 1] in ("NOUN", "ADJ")
        and draft.doc[token - 1].dep_ in ("compound", "amod")
        and draft.words[token - 1] not in ("old", "other", "same", "own")
    ):
        token -= 1
    return draft.starts[token]


def trades(draft: Draft) -> Iterator[Found]:
    """What people do for a living, and where they do it."""
    text = draft.flat
    for match in _trades().finditer(text):
        yield Found(
            _with_modifiers(draft, match.start()),
            match.end(),
            "workplace",
            "[an occupation]",
            "tells what someone does",
        )
    for match in _EMPLOYED.finditer(text):
        start, end = match.span("what")
        yield Found(
            start, end, "workplace", "[a workplace]", "tells where someone works or studies"
        )


def described(text: str) -> Iterator[Found]:
    """Looks, illness, route, helpers, facts that few share, and how the source knows."""
    for group, instead, pattern in _patterns():
        for match in pattern.finditer(text):
            yield Found(
                match.start(), match.end(), _CATEGORY.get(group, group), instead, _WHY[group]
            )


def traits(draft: Draft) -> Iterator[Found]:
    """Everything in the draft that describes a person."""
    yield from relatives(draft.flat)
    yield from trades(draft)
    yield from described(draft.flat)
