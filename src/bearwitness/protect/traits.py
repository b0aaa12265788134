"""What describes a person: relatives, trade and post, looks, illness, route, helpers, position.

The words are data: vocabulary/kinship.yml, occupations.yml and traits.yml.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..reference.vocabulary import load_yaml
from .draft import Draft
from .found import Found

_APOS = "['’]s"
GROUPS = ("source position", "route", "helper", "appearance", "illness", "distinctive", "moment")
_CATEGORY = {
    "illness": "distinctive fact",
    "distinctive": "distinctive fact",
    "moment": "age or date",
}
_WHY = {
    "illness": "a health condition",
    "appearance": "can be recognised on sight",
    "helper": "tells who helped",
    "route": "tells how or where someone moved or hid",
    "distinctive": "few people share it",
    "source position": "narrows down who spoke",
    "moment": "those who were there can date it",
}


def _either(words: Iterable[str]) -> str:
    ordered = sorted({str(w) for w in words}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", " ").replace(r"\-", "[-‑ ]") for w in ordered)


@cache
def _patterns() -> tuple[tuple[str, str, tuple[str, ...], re.Pattern[str]], ...]:
    """Group, wording, the strings one of which must be in the text, and the pattern."""
    table: dict[str, Any] = load_yaml("traits")
    return tuple(
        (
            group,
            entry.get("instead", table[group]["instead"]),
            tuple(entry["needs"].split()),
            _described_by(entry["is"]),
        )
        for group in GROUPS
        for entry in table[group]["patterns"]
    )


def _described_by(pattern: str) -> re.Pattern[str]:
    """Compiled for text in lower case, which is twice as fast, or for any case if it has [A-Z]."""
    if "[A-Z]" in pattern:
        return re.compile(rf"\b(?:{pattern.replace('[A-Z]', '(?-i:[A-Z])')})", re.IGNORECASE)
    return re.compile(rf"\b(?:{pattern})")


def _first_words(*lists: Iterable[str]) -> frozenset[str]:
    """The tokens that phrases of these lists begin with."""
    return frozenset(re.split(r"[ \-‑’']", str(w).lower())[0] for words in lists for w in words)


@dataclass(frozen=True, slots=True)
class _Kin:
    relative: re.Pattern[str]
    relative_first: frozenset[str]
    position: re.Pattern[str]
    position_first: frozenset[str]
    many: frozenset[str]


@cache
def _kin() -> _Kin:
    k: dict[str, Any] = load_yaml("kinship")
    one, owner, role = _either(k["one"]), _either(k["owners"]), _either(k["roles"])
    any_of = _either([*k["one"], *k["many"], *k["child_words"]])
    relative = (
        rf"(?:(?P<owner>{owner}) )?(?:(?:{_either(k['qualifiers'])})[ -](?:of )?)*(?:{any_of})\b"
        rf"(?: of (?:{_either(k['how_many'])}|\d)\b)?"
    )
    position = (
        rf"(?:(?:{owner}|(?:the )?[\w-]+{_APOS}) )(?:[\w-]+ )?(?:{one}){_APOS} (?:[\w-]+ )?"
        rf"(?:{role}|{one})\b|(?:{owner}) (?:(?:former|old|close|best|one-time) )*(?:{role})\b"
    )
    return _Kin(
        relative=re.compile(relative, re.IGNORECASE),
        relative_first=_first_words(
            k["owners"], k["qualifiers"], k["one"], k["many"], k["child_words"]
        ),
        position=re.compile(position, re.IGNORECASE),
        position_first=_first_words(k["owners"], ["the"]),
        many=frozenset(map(str, [*k["many"], "children", "babies", "kids"])),
    )


def relatives(draft: Draft) -> Iterator[Found]:
    """Relatives with their owner ("her two daughters"), and chains ("her cousin's landlord")."""
    kin = _kin()
    for match in draft.at_words(kin.position, kin.position_first):
        yield Found(*match.span(), "source position", "a person with knowledge of the matter",
                    _WHY["source position"])  # fmt: skip
    for match in draft.at_words(kin.relative, kin.relative_first):
        owner = match.group("owner")
        if not owner and re.search(r"(?i)child|bab|kid|infant|orphan", match.group()):
            continue
        plural = match.group().split()[-1].lower() in kin.many
        who = "relatives" if plural else "relative" if owner else "a relative"
        yield Found(*match.span(), "kinship", f"{owner} {who}" if owner else who,
                    "relatives are sought and pressed")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Work:
    trade: re.Pattern[str]
    trade_first: frozenset[str]
    post: re.Pattern[str]
    place: re.Pattern[str]
    place_first: frozenset[str]
    head: re.Pattern[str]  # "head", "chairman": a post when a workplace follows
    head_first: frozenset[str]
    of_place: re.Pattern[str]  # " of the flax mill"
    of_office: re.Pattern[str]  # the same, or " in the ministry's transport department"


# who acts in a case beside a name says what they do there, not who they are
_IN_COURT = frozenset(
    (
        "lawyer lawyers advocate advocates agent agents solicitor solicitors barrister "
        "counsel judge judges applicant applicants president registrar representative "
        "national nationals citizen citizens court ambassador director head adviser advisor "
        "man woman person people member members date case"
    ).split()
)
_SERVE = frozenset({"work", "serve", "employ", "train", "hire"})
_BE = frozenset({"is", "was", "are", "were", "as", "became", "being", "been"})
_BEFORE = (
    "former retired ex trained qualified senior junior local private freelance university "
    "school army military"
).split()
_EMPLOYED = re.compile(
    r"(?i)\b(?:work(?:s|ed|ing)?|employed|job|serv(?:es|ed|ing)|stud(?:ies|ied|ying)|taught|"
    r"teaches|"
    r"teaching|trained|enrolled) (?:as (?=(?:a|an|the) )|(?:\w+ ){0,2}(?:at|in|for|with) "
    r"(?=(?:a|an|the|her|his|their) ))(?P<what>(?:a|an|the|her|his|their) (?:[\w-]+ ){0,3}"
    r"(?:farm|restaurant|factory|mine|market|shop|store|office|hotel|guesthouse|bar|karaoke \w+|"
    r"salon|"
    r"hospital|clinic|school|university|college|company|firm|plant|mill|bakery|bank|ministry|"
    r"department|"
    r"bureau|unit|camp|site|kitchen|garage|workshop|warehouse|port|logging \w+|sauna|maid|cook|"
    r"waitress|"
    r"waiter|nanny|guard|driver|cleaner|carer|trader|interpreter|farmhand|seamstress))\b"
)


def _at_one_of(*places: str) -> re.Pattern[str]:
    """How a post goes on with its workplace, in lower case."""
    return re.compile(
        r" (?:of|in|at|for|with|on|under) "
        rf"(?:(?:the|a|an|her|his|their|our|my|\w+{_APOS}) )(?:[\w’'-]+ ){{0,3}}?"
        rf"(?:{_either(places)})\b"
    )


@cache
def _work() -> _Work:
    o: dict[str, Any] = load_yaml("occupations")
    trade, rank = _either(o["occupations"]), _either(o["ranks"])
    return _Work(
        trade=re.compile(
            rf"(?:(?:{'|'.join(_BEFORE)})[ -])*(?:(?:{trade})|(?<=[aA] )(?:{rank})|"
            rf"(?<=former |etired )(?:{rank})|"
            rf"(?:{rank})(?= in\b| of\b| [A-Z]))\b", re.IGNORECASE),
        trade_first=_first_words(o["occupations"], o["ranks"], _BEFORE),
        post=re.compile(
            rf"(?:{'|'.join(_BE)}) (?:a|an|the) "
            rf"(?P<what>(?:[\w‑-]+ )?(?:{_either(o['posts'])}))\b"),
        place=re.compile(rf"(?:{_either(o['workplaces'])})\b"),
        place_first=_first_words(o["workplaces"]),
        head=re.compile(
            rf"(?:(?:{'|'.join([*_BEFORE, *o['deputies']])})[ -])*(?:{_either(o['heads'])})\b",
            re.IGNORECASE),
        head_first=_first_words(o["heads"], _BEFORE, o["deputies"]),
        of_place=_at_one_of(*o["workplaces"], *o["units"]),
        of_office=_at_one_of(*o["workplaces"], *o["units"], *o["offices"]),
    )  # fmt: skip


def _with_modifiers(draft: Draft, start: int) -> int:
    """Where the words begin that specify what stands at `start`: "ballet" of "ballet dancer"."""
    token = bisect_right(draft.starts, start) - 1
    while (
        token > 0
        and draft.tags[token - 1] in ("NOUN", "ADJ")
        and draft.words[token - 1] not in ("old", "other", "same", "own")
        and draft.doc[token - 1].dep_ in ("compound", "amod")
    ):
        token -= 1
        if token > 1 and draft.words[token - 1] == "-":
            token -= 2  # "well-known composer"
    return draft.starts[token]


def _with_place(draft: Draft, end: int, at_place: re.Pattern[str]) -> int:
    """Where a post ends with the workplace it is at: "head of the primary school"."""
    place = at_place.match(draft.flat_lower, end)
    return place.end() if place else end


_GENERAL = frozenset(
    "case time country state court government law year profession origin age man woman "
    "applicant victim trial hearing town city village family children child parents period term "
    "years months people persons doctors patients students".split()
)


def _with_all(draft: Draft, end: int) -> int:
    """Where a trade ends with whatever it is said to be of: "umpire for the volleyball league"."""
    listed = _with_place(draft, end, _work().of_office)
    trade = draft.doc[bisect_right(draft.starts, end - 1) - 1]
    for prep in trade.rights:
        if listed > end or prep.dep_ != "prep" or prep.lower_ not in ("of", "for", "at", "in"):
            break
        of = next((c for c in prep.children if c.dep_ == "pobj"), None)
        if of is None or of.pos_ != "NOUN" or of.ent_type_ or of.lower_ in _GENERAL:
            break
        return draft.end_of(of.i)
    return listed


def _called(draft: Draft) -> Iterator[Found]:
    """What stands beside a name or after "worked as", whatever it is: "a vegetable seller"."""
    for i, token in enumerate(draft.doc):
        if draft.tags[i] != "NOUN" or draft.lower[i] in _IN_COURT:
            continue
        beside = token.dep_ == "appos" and draft.doc[token.head.i].ent_type_ == "PERSON"
        served = (
            token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.lemma_ in _SERVE
        )
        if beside or served:
            start = _with_modifiers(draft, token.idx)
            yield Found(start, token.idx + len(token), "workplace", "[an occupation]",
                        "tells what someone does")  # fmt: skip


def trades(draft: Draft) -> Iterator[Found]:
    """What people do for a living, and where: "ballet dancer", "at a karaoke bar", "fishing farm".

    A kind of workplace counts when another noun or an adjective specifies it.
    """
    work = _work()
    for match in draft.at_words(work.trade, work.trade_first):
        start = _with_modifiers(draft, match.start())
        end = _with_all(draft, match.end())
        yield Found(start, end, "workplace", "[an occupation]", "tells what someone does")
    for match in draft.at_words(work.head, work.head_first):
        end = _with_place(draft, match.end(), work.of_place)
        if end > match.end():
            start = _with_modifiers(draft, match.start())
            yield Found(start, end, "workplace", "[an occupation]", "tells what post someone held")
    spans = [m.span("what") for m in _EMPLOYED.finditer(draft.flat)]
    spans += [m.span("what") for m in draft.at_words(work.post, _BE)]
    for match in draft.at_words(work.place, work.place_first):
        start = _with_modifiers(draft, match.start())
        if start < match.start():
            spans.append((start, match.end()))
    yield from _called(draft)
    for start, end in spans:
        yield Found(
            start, end, "workplace", "[a workplace]", "tells where someone works or studies"
        )


def described(draft: Draft) -> Iterator[Found]:
    """Looks, illness, route, helpers, facts that few share, and how the source knows."""
    lower = draft.flat_lower
    for group, instead, needs, pattern in _patterns():
        if any(need in lower for need in needs):
            text = draft.flat if pattern.flags & re.IGNORECASE else lower
            for match in pattern.finditer(text):
                yield Found(*match.span(), _CATEGORY.get(group, group), instead, _WHY[group])


def traits(draft: Draft) -> Iterator[Found]:
    """Everything in the draft that describes a person."""
    yield from relatives(draft)
    yield from trades(draft)
    yield from described(draft)
