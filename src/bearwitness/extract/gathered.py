"""The words of a phrase that head people: who is counted in a group, and who they are said to be.

The rules it keeps:
- "Dozens of women" are women; "a couple with three children" are five.
- A list of single people is all of them: "a boy, a woman and two men".
- Who is told again in the next words is counted once: "everyone in the house, eight people".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reference.parse import once_a_word
from .arguments import conjuncts
from .counts import number, number_of
from .people import is_people, sex_of, words
from .phrases import CONTAINERS
from .shares import is_share, whole_of
from .sizes import ONE_MORE, PAIRS, is_one_compared, one_in, parts_of
from .spoken_of import WHOLE, is_definite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token


def people_of(patients: Iterable[Token]) -> list[Token]:
    """The heads that are people, each once; "dozens of women" gives "women"."""
    found: dict[int, Token] = {}
    for token in patients:
        if is_said_again(token):
            continue
        inner = [g for c in token.rights if c.lower_ == "of" for g in c.children
                 if g.dep_ == "pobj" and is_people(g)]  # fmt: skip
        counts_others = token.lower_ in CONTAINERS or is_share(token) or token.pos_ == "NUM"
        if inner and counts_others and token.lower_ not in {"one"} and token.pos_ != "NUM":
            token = inner[0]
        one_of = inner and (token.lower_ in ONE_MORE or is_one_compared(token))
        if is_people(token) or one_of:
            found.setdefault(token.i, token)
            found.update((t.i, t) for t in (*_with_him(token), *_behind_a_closed(token)))
            found.update((t.i, t) for t in _second_subject(token))
            found.update((t.i, t) for t in _listed_beside(token))
            found.update((t.i, t) for t in _relatives_listed(token))
            found.update((t.i, t) for t in _children_with(token))
    return _once(sorted(found.values(), key=lambda t: t.i))


def _with_him(token: Token) -> list[Token]:
    """Whom "him and his four companions" names first, where the parser took two objects for one."""
    first = token.left_edge.i
    before = token.doc[max(0, first - 2) : first]
    is_joined = len(before) > 1 and before[1].lower_ == "and"
    is_theirs = is_joined and token.doc[first].lower_ == _ITS_OWN.get(before[0].lower_)
    return [before[0]] if is_theirs else []


_ITS_OWN = {"him": "his", "her": "her", "me": "my"}


def _second_subject(token: Token) -> list[Token]:
    """Who is joined behind a bracket: "the driver H.K. (41) and his helper were held"."""
    others = (c for c in token.head.lefts if c.dep_ == token.dep_ and c.i > token.i)
    return [
        other
        for other in others
        if token.dep_ in _SUBJECTS
        and is_people(other)
        and [t.lower_ for t in token.doc[other.left_edge.i - 2 : other.left_edge.i]] == [")", "and"]
    ]


def _behind_a_closed(token: Token) -> list[Token]:
    """Others behind who somebody is: "the skipper, a man of 37, and two local men were held"."""
    said = [c for c in token.rights if c.dep_ == "appos" and is_people(c)]
    joined = [c for again in said for c in again.rights if c.dep_ == "conj" and is_people(c)]
    found = []
    for other in joined:
        first = other.left_edge.i
        closed = [t.lower_ for t in token.doc[first - 2 : first]] == [",", "and"]
        has_own = any(c.dep_ in {"det", "nummod", "poss"} for c in other.lefts)
        if closed and has_own:
            found.append(other)
    return found


def is_said_again(token: Token) -> bool:
    """Whether a word joined by "and" says what else somebody is: "a journalist and refugee".

    So does "some" behind a number of people, with no "and" between: "40 persons, some …".
    """
    if token.dep_ == "conj" and token.ent_type_ == "PERSON" and _is_name_of_one(token):
        return True
    if token.dep_ == "conj" and token.tag_ == "NN" and is_people(token):
        first, kin = token.head, words().female | words().male | words().child
        is_one = first.tag_ == "NN" and any(c.lower_ in {"a", "an"} for c in first.lefts)
        bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in token.lefts)
        if is_one and bare and first.lower_ not in kin and token.lower_ not in kin:
            return not _is_of_many(first.head)
    return token.lower_ in _SOME and token.i > 0 and token.nbor(-1).text in {",", *_DASHES}


def _is_name_of_one(name: Token) -> bool:
    """Whether a name tells who one person of two callings is: "the nurse and ex-prisoner M. C."."""
    first, callings = name.head, [c for c in name.lefts if c.tag_ == "NN" and is_people(c)]
    is_one = first.tag_ == "NN" and any(c.lower_ in {"the", "a", "an"} for c in first.lefts)
    bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in name.lefts)
    return bool(callings) and is_one and bare and not _is_of_many(first.head)


def _is_of_many(verb: Token) -> bool:
    return any(c.lower_ in _OF_MANY for c in verb.lefts)


_OF_MANY = {"were", "are", "have"}
_SOME = {"some", "many", "most", "all"}


def _once(people: list[Token]) -> list[Token]:
    """People less those told again at once: "everyone here, eight people,"."""
    parts = {part.i for part in parts_of(people[0])} if len(people) > 1 else set()
    if parts:
        return [p for p in people if p.i not in parts]
    if len(people) < 2 or not _is_closed(people[-1]):
        return people
    first, second = people[:2]
    low, high = first.i, second.left_edge.i
    is_told_again = second.i > high and second.doc[high - 1].text in {",", *_DASHES}
    between = {t.lower_ for t in first.doc[low:high]}
    is_whole = first.lower_ in WHOLE or (first.tag_ == "NNS" and is_definite(first))
    counted = number_of(first), number_of(second)
    again = is_told_again and is_whole and not between & {"and", "or"}
    return people[1:] if again and counted[0] is None and counted[1] is not None else people


def _is_closed(last: Token) -> bool:
    """Whether a comma or dash ends the phrase of somebody told of."""
    end = last.right_edge.i + 1
    return end < len(last.doc) and last.doc[end].text in {",", *_DASHES}


def _listed_beside(token: Token, is_list: bool = False) -> list[Token]:
    """Others in a list that the parser takes for the same: "a boy of 12, a woman and a man"."""
    found: list[Token] = []
    for other in (c for c in token.rights if c.dep_ == "appos" and is_people(c)):
        together = [t for t in conjuncts(other) if is_people(t)]
        sexes = {sex_of(t.lower_) for t in (token, *together)}
        if is_list or (sex_of(token.lower_) and {"female", "male"} <= sexes):
            found += together
            found += _listed_beside(other, is_list=True)
    return found


def behind_dateline(people: list[Token]) -> list[Token]:
    """Those behind a dateline that the parser joined to them: "LOMÉ (AP) - Two women were …"."""
    dash = dateline_end(people[0]) if people else None
    if dash is None:
        return people
    behind = [p for p in people if p.i > dash]
    return behind or _first_behind(people[0].doc, dash) or people


@once_a_word
def dateline_end(token: Token) -> int | None:
    """The dash that ends the dateline of a sentence, where a token stands before it."""
    start = token.sent.start
    for other in token.doc[start : min(token.sent.end, start + DATELINE)]:
        if other.text in _DASHES and start < other.i:
            is_apart = other.doc[other.i - 1].whitespace_ and other.whitespace_
            return other.i if is_apart and token.i < other.i and _is_dateline(other) else None
    return None


def _is_dateline(dash: Token) -> bool:
    """Whether only names, dates and brackets stand before a dash, capitals or a text's first."""
    before = [t for t in dash.sent if t.i < dash.i and t.is_alpha]
    names = all(t.is_title or t.is_upper or t.lower_ in {"and", "de", "of"} for t in before)
    is_head = dash.sent.start == 0 or any(t.is_upper and len(t) > 1 for t in before)
    return bool(before) and names and is_head


def _first_behind(doc: Doc, dash: int) -> list[Token]:
    """The first people of the story itself, where the parser took its town for them."""
    for token in doc[dash + 1 : dash + 1 + NEAR_DASH]:
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "nmod"}:
            continue
        if is_people(token) and number(token.text) is None:
            return [t for t in conjuncts(token) if is_people(t)]
    return []


NEAR_DASH = 8  # tokens behind a dateline in which a story's first people stand
DATELINE = 20  # tokens that a dateline may have
_DASHES = {"-", "–", "—", "--"}


def _relatives_listed(token: Token) -> list[Token]:
    """Relatives after a name that the parser takes for it: "Oll, her husband and their child"."""
    for child in token.rights:
        owned = child.dep_ == "appos" and any(c.tag_ == "PRP$" for c in child.lefts)
        joined = child.conjuncts or any(c.dep_ == "conj" and c.i > child.i for c in token.rights)
        if owned and joined and is_people(child):
            return [child, *(c for c in child.conjuncts if is_people(c))]
    return []


def _children_with(token: Token) -> list[Token]:
    """The children that somebody has with them: "a couple with three small children"."""
    if token.lower_ in {"family", "families", "group", "groups"}:
        return []
    withs = (c for c in token.rights if c.lower_ == "with" and c.dep_ == "prep")
    found = [o for c in withs for o in c.children if o.dep_ == "pobj" and o.lower_ in words().child]
    return [o for o in found if is_people(o) and not _is_each(o, token)]


def _is_each(child: Token, owner: Token) -> bool:
    """Whether several have each their own with them, uncounted: "three women with infants"."""
    return owner.tag_ == "NNS" and child.tag_ == "NNS" and number_of(child) is None


def is_counted_before(token: Token, first: Token) -> bool:
    """Whether a number before the first noun holds for this one too: "160 men and boys"."""
    own = any(c.dep_ not in {"compound", "cc"} for c in token.lefts)
    is_people_name = token.ent_type_ == "NORP" and not list(token.lefts)
    bare = (token.tag_ == "NNS" or is_people_name) and not own and token.lower_ not in PAIRS
    numbered = any(c.dep_ == "nummod" for c in first.lefts)
    above = token.head
    while above.dep_ == "conj" and above.i > first.i and not _is_counted(above):
        above = above.head
    is_plural = first.tag_ == "NNS" or first.ent_type_ in {"NORP", "PERSON"}
    return bare and numbered and is_plural and token.dep_ == "conj" and above.i == first.i


def _is_counted(token: Token) -> bool:
    return any(c.dep_ == "nummod" for c in token.lefts)


def described(token: Token) -> Token:
    """The noun that says who they are: "men" in "two of the men"."""
    some = PAIRS.keys() | ONE_MORE | words().one_of_several | {"one", "each", "none"}
    counted = token.pos_ == "NUM" or token.lower_ in some or is_one_compared(token)
    inner = (whole_of(token) or _of_whom(token)) if counted else None
    shared = one_in(token) if token.pos_ == "NUM" else None
    inner = shared[1] if shared else inner
    return inner if inner is not None and is_people(inner) else token


def _of_whom(token: Token) -> Token | None:
    """The noun of "of the seven monks, only one was held"."""
    before = (c for c in token.head.lefts if c.lower_ == "of" and token.dep_ in _SUBJECTS)
    return next((o for c in before for o in c.children if o.dep_ == "pobj"), None)


_SUBJECTS = {"nsubj", "nsubjpass"}
