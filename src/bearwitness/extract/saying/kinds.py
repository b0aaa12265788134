"""What kind of source a phrase names, and how it is connected to what happened.

Rules, in order: the head noun in the table (vocabulary/sources.yml); a title beside a name
("Officer X"); the relative clause ("a woman who saw it"); the named entity. An office holder
without a name or a definite office ("a police officer") is an anonymous source with an official
connection.
"""

from __future__ import annotations

import re

from ...model.places import PlacePrecision
from ...model.source import Connection, SourceKind
from ...reference.gazetteer import gazetteer
from .lived import has_children, lived_it, lost_kin, saw_it, told_those_in_charge
from .source_table import source_table
from .tree import Tree

_SOME = frozenset({"some", "several", "many", "few", "other", "certain"})
SHORTEST, LONGEST = 3, 6  # letters of an organisation's initials
_NAMES = frozenset({"NNP", "NNPS"})


def kind_of(tree: Tree, head: int) -> tuple[SourceKind, Connection]:
    """Kind and connection of the source whose phrase has this head token."""
    if _is_own_page(tree, head):
        return SourceKind.OUTLET, Connection.MEDIA
    if tree.lemmas[head] in _OF_NEWS and any(tree.low[k] == "news" for k in tree.kids[head]):
        return SourceKind.OUTLET, Connection.MEDIA
    if tree.lemmas[head] in _OWN_WORDS and (whose := _writer(tree, head)) is not None:
        return whose
    if lost_kin(tree, head):
        return SourceKind.RELATIVE, Connection.RELATIVE
    for word in _telling_tokens(tree, head):
        kind = _in_table(tree, word)
        if kind is SourceKind.RELATIVE and has_children(tree, word):
            continue
        if kind is SourceKind.ORGANISATION and tree.tags[word] == "NN" and _has_age(tree, word):
            continue  # "a lawyer of 38", who speaks for no body
        if kind is SourceKind.PARTICIPANT and _is_seeing(tree, head):
            return SourceKind.EYEWITNESS, Connection.WITNESS
        if kind is not None and kind is not SourceKind.ANONYMOUS:
            return _placed(tree, head, word, kind)
    if tree.lemmas[head] in _TOGETHER and any(tree.low[k] == "fellow" for k in tree.kids[head]):
        return SourceKind.PARTICIPANT, Connection.VICTIM  # "fellow travellers"
    if any(lived_it(tree, k) for k in (head, *_of_which(tree, head))):
        return SourceKind.PARTICIPANT, Connection.VICTIM
    if tree.lemmas[head] in _ANYONE and _is_aboard(tree, head):
        return SourceKind.PARTICIPANT, Connection.VICTIM
    if any(tree.low[k] in _NEXT and k > head for k in tree.kids[head]):
        return SourceKind.NEIGHBOUR, Connection.ACQUAINTANCE
    if saw_it(tree, head):
        return SourceKind.EYEWITNESS, Connection.WITNESS
    if told_those_in_charge(tree, head):
        return SourceKind.PARTICIPANT, Connection.VICTIM
    return _by_name(tree, head)


def _is_seeing(tree: Tree, head: int) -> bool:
    """Whether somebody saw what is told: "a fellow detainee saw a guard strike him"."""
    return tree.deps[head] == "nsubj" and tree.lemmas[tree.heads[head]] in {
        "see",
        "watch",
        "witness",
    }


_TOGETHER = frozenset(
    "traveller traveler passenger detainee prisoner inmate migrant refugee deportee".split()
)


def _in_table(tree: Tree, word: int) -> SourceKind | None:
    """The kind a word tells, ranks written short ("Lt.") and forces of guards included."""
    heads, low = source_table().heads, tree.low[word]
    if low in {"guard", "coastguard"} and word and tree.low[word - 1] in _GUARDED:
        return SourceKind.ORGANISATION
    if tree.lemmas[word] in {"owner", "keeper"} and word and tree.low[word - 1] in _KEPT:
        return SourceKind.NEIGHBOUR
    if low == "workers" and word and tree.low[word - 1] in _HELPING:
        return SourceKind.ORGANISATION
    if tree.lemmas[word] == "room" and word and tree.low[word - 1] in {"emergency", "response"}:
        return SourceKind.ORGANISATION
    if tree.lemmas[word] == "worker" and word and tree.low[word - 1] in _SENT_FOR:
        return SourceKind.PARTICIPANT
    if low == "speaker" and tree.kid(word, "compound", "prep") is None:
        return None  # whoever speaks, and of no parliament
    short = f"{low}." if word + 1 < len(tree) and tree.low[word + 1] == "." else low
    return heads.get(low) or heads.get(tree.lemmas[word]) or heads.get(short)


_KEPT = frozenset("lodge hotel guesthouse hostel inn shop store stall teashop café cafe".split())
_SENT_FOR = frozenset({"migrant", "domestic", "guest", "seasonal", "foreign", "undocumented"})
_HELPING = frozenset({"rights", "aid", "relief", "charity", "humanitarian", "rescue"})
_GUARDED = frozenset({"coast", "national", "border", "civil", "revolutionary"})


def _is_aboard(tree: Tree, head: int) -> bool:
    """Whether people are told of by where they are kept or carried: "people on the boat"."""
    held = source_table().lists["holding_places"]
    where = (tree.kid(k, "pobj") for k in tree.kids[head] if tree.low[k] in _WITHIN and k > head)
    return any(noun is not None and tree.lemmas[noun] in held for noun in where)


_ANYONE = frozenset({"people", "person", "those", "man", "woman", "boy", "girl", "family"})
_WITHIN = frozenset({"on", "in", "inside", "aboard"})


def _writer(tree: Tree, head: int) -> tuple[SourceKind, Connection] | None:
    """The kind of the person whose words a letter or a message holds: "a letter of a prisoner"."""
    owners = [tree.kid(head, "poss")]
    owners += [tree.kid(k, "pobj") for k in tree.kids[head] if tree.low[k] in {"of", "from", "by"}]
    given = [k for k in tree.kids[head] if tree.deps[k] == "acl" and tree.tags[k] == "VBN"]
    owners += [tree.kid(j, "pobj") for k in given for j in tree.kids[k] if tree.deps[j] == "agent"]
    for owner in owners:
        if owner is not None and tree.tags[owner] != "PRP$" and owner != head:
            kind = kind_of(tree, owner)
            nameless = kind[0] is SourceKind.ANONYMOUS and tree.tags[owner] == "CD"
            if kind[0] in _PRIVATE or nameless or tree.low[owner] in _ONES:
                return kind
    return None


_ONES = frozenset({"one", "man", "woman", "boy", "girl"})
_OWN_WORDS = frozenset(
    "letter diary message note testimony affidavit sms text email voicemail account story "
    "complaint statement declaration deposition version".split()
)
_PRIVATE = frozenset(
    {SourceKind.EYEWITNESS, SourceKind.PARTICIPANT, SourceKind.RELATIVE, SourceKind.NEIGHBOUR}
)


def _is_own_page(tree: Tree, head: int) -> bool:
    """ "A report on this page", "an article in this newspaper": what the outlet published."""
    if tree.lemmas[head] not in {"report", "article", "story", "account", "dispatch", "correction"}:
        return False
    where = [tree.kid(k, "pobj") for k in tree.kids[head] if tree.deps[k] == "prep"]
    return any(
        k is not None
        and tree.lemmas[k] in _PAGES
        and any(tree.low[d] in {"this", "these", "our"} for d in tree.kids[k])
        for k in where
    )


_NEXT = frozenset(
    {"opposite", "nearby", "next-door", "upstairs", "downstairs"}
)  # "the baker opposite"
_PAGES = frozenset("page column newspaper paper site website outlet agency radio station".split())


def _telling_tokens(tree: Tree, head: int) -> list[int]:
    """The head, then what stands in apposition or before the name, nearest first."""
    beside = [k for k in tree.kids[head] if tree.deps[k] in {"appos", "compound", "nmod"}]
    if _is_the_name_of_body(tree, head):
        beside = [k for k in beside if _in_table(tree, k) not in _PRIVATE]
    if tree.low[head] == "general" and head and tree.low[head - 1] in _GENERAL:
        return [head - 1]
    if tree.tags[head] not in _NAMES:
        inner = _of_which(tree, head)
        return [head, *(k for k in beside if tree.deps[k] == "appos"), *inner]
    above = source_table().heads.get(tree.lemmas[tree.heads[head]])
    if tree.deps[head] == "appos" and tree.heads[head] < head and above in _PRIVATE:
        beside.append(tree.heads[head])  # "one survivor, Amina"
    inner = [j for k in beside for j in tree.kids[k] if tree.deps[j] == "compound"]
    return [head, *reversed(beside), *inner, *_office_before(tree, head)]


def _is_the_name_of_body(tree: Tree, head: int) -> bool:
    """Whether a name has an article and says whom a body is for: "the Penang Refugee Kitchen"."""
    behind_the = any(tree.low[k] == "the" for k in tree.kids[head] if k < head)
    return behind_the and tree.tags[head] in _NAMES and tree.doc[head].ent_type_ != "PERSON"


def _office_before(tree: Tree, head: int) -> list[int]:
    """The office that a name between commas is of: "the commander of the unit, Ana Roe, said"."""
    at = tree.left[head] - 1
    if tree.doc[head].ent_type_ != "PERSON" or at < 1 or tree.low[at] != ",":
        return []
    noun = at - 1
    while tree.deps[noun] in {"pobj", "prep"} and tree.heads[noun] < noun:
        noun = tree.heads[noun]
    office = source_table().heads.get(tree.lemmas[noun])
    named = office is SourceKind.NAMED_OFFICIAL and _is_definite(tree, noun)
    return [noun] if named and tree.first[noun] == tree.first[head] else []


_GENERAL = frozenset({"consulate", "directorate", "secretariat", "prosecution", "procuracy"})


def _of_which(tree: Tree, head: int) -> list[int]:
    """The noun that a part is of: "villagers" in "one of the villagers"."""
    if tree.tags[head] != "CD" and tree.low[head] not in _PARTS:
        return []
    of = next((k for k in tree.kids[head] if tree.low[k] == "of" and k > head), None)
    noun = None if of is None else tree.kid(of, "pobj")
    return [] if noun is None else [noun]


_OF_NEWS = frozenset({"agency", "site", "portal", "service", "channel", "desk", "organisation"})
_PARTS = frozenset({"one", "some", "several", "many", "most", "both", "all", "others", "another"})


def _placed(tree: Tree, head: int, word: int, kind: SourceKind) -> tuple[SourceKind, Connection]:
    table = source_table()
    connection = table.connections[kind]
    many = tree.tags[word] in {"NNS", "NNPS"}
    if tree.lemmas[word] == "attorney" and any(
        tree.low[k] in _PROSECUTING for k in range(tree.left[word], word)
    ):
        return SourceKind.NAMED_OFFICIAL, Connection.OFFICIAL  # "the state's attorney"
    counted = any(tree.deps[k] == "nummod" or tree.low[k] in _SOME for k in tree.kids[word])
    if kind is SourceKind.NAMED_OFFICIAL and many and not counted:
        return SourceKind.ORGANISATION, connection
    if kind is SourceKind.NAMED_OFFICIAL:
        if _is_unnamed(tree, head):
            return SourceKind.ANONYMOUS, connection
        if tree.lemmas[word] in _SPEAKERS and _speaks_for(tree, word):
            return kind, connection
        known = _has_name(tree, head) or _is_definite(tree, word) or _is_label(tree, word)
        return (kind if known else SourceKind.ANONYMOUS), connection
    if kind is SourceKind.ORGANISATION:
        if many and counted and tree.low[word] in table.people:
            kind = SourceKind.ANONYMOUS
        official = {tree.low[word], tree.lemmas[word]} & table.officials
        return kind, Connection.OFFICIAL if official else connection
    return kind, connection


def _is_unnamed(tree: Tree, head: int) -> bool:
    """ "The clerk, who asked not to be named": whoever it is, the report keeps it back."""
    words = tree.text[tree.start[tree.left[head]] : tree.end[tree.right[head]]]
    return re.search(r"\bnot to be (?:named|identified)|\banonymity\b", words) is not None


def _is_label(tree: Tree, word: int) -> bool:
    """Whether an office stands alone before a colon: "Spokesperson: …", "HEAD OF MISSION: …"."""
    alone = tree.left[word] == word and word == tree.first[word]
    end = next((k for k in range(word + 1, min(word + 5, len(tree))) if tree.low[k] == ":"), None)
    return alone and end is not None and (end == word + 1 or tree.low[word + 1] in {"of", "for"})


_PROSECUTING = frozenset({"state", "district", "prosecuting", "government", "county", "crown"})
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})


def _speaks_for(tree: Tree, word: int) -> bool:
    """Whether a spokesperson's office is said: "a ministry spokesman", "a spokesman for X"."""
    return any(tree.deps[k] == "compound" or tree.low[k] in {"for", "of"} for k in tree.kids[word])


def _has_name(tree: Tree, head: int) -> bool:
    if tree.tags[head] == "NNP" and tree.low[head] not in source_table().heads:
        return True
    return any(
        tree.doc[i].ent_type_ == "PERSON" for i in range(tree.left[head], tree.right[head] + 1)
    )


def _is_definite(tree: Tree, word: int) -> bool:
    """ "the minister", "its spokesman": one office, so one can find out who; not "officials"."""
    if tree.tags[word] not in {"NN", "NNP"}:
        return False
    return any(tree.low[k] == "the" or tree.deps[k] == "poss" for k in tree.kids[word])


def _by_name(tree: Tree, head: int) -> tuple[SourceKind, Connection]:
    table, entity = source_table(), tree.doc[head].ent_type_
    low = tree.low[head]
    if low in table.lists["outlet_itself"] or low in table.outlets:
        return SourceKind.OUTLET, Connection.MEDIA
    if tree.tags[head] in _NAMES and low in table.endings and entity != "PERSON":
        return SourceKind.OUTLET, Connection.MEDIA
    word = tree.doc[head].text
    is_letters = word.isupper() and SHORTEST <= len(word) <= LONGEST and entity != "PERSON"
    if (body := _body_of(tree, head)) is not None:
        return body
    if tree.tags[head] in _NAMES and (_has_which(tree, head) or _has_cause(tree, head)):
        return SourceKind.ORGANISATION, Connection.ORGANISATION
    if _is_somebody(tree, head):
        return SourceKind.ANONYMOUS, Connection.UNKNOWN
    if entity in {"ORG", "NORP"} or (is_letters and tree.tags[head] in _NAMES):
        return SourceKind.ORGANISATION, Connection.ORGANISATION
    if entity in {"GPE", "LOC", "FAC"} or (
        tree.tags[head] == "NNP" and tree.left[head] == head and _is_capital(word, entity)
    ):
        return SourceKind.ORGANISATION, Connection.OFFICIAL
    if low in table.lists["pronouns_thing"]:
        return SourceKind.ORGANISATION, Connection.ORGANISATION
    if (
        tree.tags[head] == "NNP"
        and not entity
        and any(tree.low[k] == "the" for k in tree.kids[head])
    ):
        return SourceKind.ORGANISATION, Connection.ORGANISATION  # names of persons have no article
    return SourceKind.ANONYMOUS, Connection.UNKNOWN


def _has_cause(tree: Tree, head: int) -> bool:
    """Whether a name says what a body works for: "Human Rights Watch", "Doctors for Refugees"."""
    words = [k for k in range(tree.left[head], tree.right[head] + 1) if tree.tags[k] in _NAMES]
    near = [k for k in words if abs(k - head) <= _LONG]
    return len(near) > 1 and any(tree.low[k] in _CAUSES for k in near)


_LONG = 3  # tokens of a name on each side of its head
_CAUSES = frozenset(
    "rights refugees migrants justice relief aid children borders frontières frontieres watch "
    "freedom exile exiles solidarity democracy peace witness monitor observatory".split()
)


def _has_which(tree: Tree, head: int) -> bool:
    """Whether a name is a thing's: "Relief Across, which runs a tent"."""
    clauses = (k for k in tree.kids[head] if tree.deps[k] == "relcl")
    return any(tree.low[tree.left[k]] == "which" for k in clauses)


def _body_of(tree: Tree, head: int) -> tuple[SourceKind, Connection] | None:
    """The body that a named person speaks for: "Lela Orr of the Border Monitor"."""
    if tree.tags[head] not in _NAMES or tree.doc[head].ent_type_ not in {"PERSON", ""}:
        return None
    table = source_table()
    for k in tree.kids[head]:
        if k < head or tree.low[k] not in {"of", "from", "with", "at", "for"}:
            continue
        body = tree.kid(k, "pobj")
        if body is None or tree.tags[body] not in _NAMES:
            continue
        if table.heads.get(tree.low[body]) is SourceKind.ORGANISATION:
            official = tree.low[body] in table.officials
            connection = Connection.OFFICIAL if official else Connection.ORGANISATION
            return SourceKind.ORGANISATION, connection
        if _is_the_body(tree, body):
            return SourceKind.ORGANISATION, Connection.ORGANISATION
    return None


def _is_the_body(tree: Tree, name: int) -> bool:
    """Whether a name of two words or more behind "the" is a body's, and no place's."""
    first = tree.left[name]
    if tree.low[first] != "the" or first >= name - 1:
        return False
    is_open = tree.doc[name].ent_type_ in {"ORG", "LOC", ""}
    return is_open and not gazetteer().lookup(_words(tree, name))


def _words(tree: Tree, head: int) -> str:
    """A name's words from behind its article on."""
    first = tree.left[head] + (tree.low[tree.left[head]] == "the")
    return tree.text[tree.start[first] : tree.end[head]]


def _is_somebody(tree: Tree, head: int) -> bool:
    """Whether a name is a person's, by an age ("Najib, 22") or a people's ("a Uyghur", "Syrians").

    "The Taliban" and "Republicans" are bodies: no demonym of the gazetteer.
    """
    for k in tree.kids[head]:
        if tree.deps[k] in {"appos", "nummod"} and k > head and _is_age(tree.low[k]):
            return True
        if tree.deps[k] == "appos" and _has_age(tree, k):
            return True
    one = any(tree.low[k] in _ONE for k in tree.kids[head])
    if one and tree.tags[head] == "NNP":
        return True
    if tree.doc[head].ent_type_ != "NORP":
        return False
    if one and tree.tags[head] not in _MANY:
        return True
    word = tree.doc[head].text
    return any(gazetteer().demonym(w) for w in (word, word.removesuffix("s")))


_ONE = frozenset({"a", "an", "one", "another"})
_MANY = frozenset({"NNS", "NNPS"})


def _has_age(tree: Tree, noun: int) -> bool:
    """Whether a noun is for somebody of an age: "a 26-year-old bricklayer"."""
    words = tree.text[tree.start[tree.left[noun]] : tree.end[tree.right[noun]]]
    return re.search(r"\b\d{1,2}-year-old|\b(?:aged|of) \d\d?\b(?! \w+s\b)", words) is not None


def _is_age(word: str) -> bool:
    return word.isdigit() and len(word) == 2


def _is_capital(word: str, entity: str) -> bool:
    """Whether a name without an entity is a country's or its capital's: "Athens denies it"."""
    if entity not in {"", "PERSON"} or word in _GIVEN_NAMES:
        return False
    found = gazetteer().lookup(word)[:1]
    return any(e.precision is PlacePrecision.COUNTRY or e.capital for e in found)


_GIVEN_NAMES = frozenset({"Sofia", "Victoria", "Paris", "Chad", "Jordan", "Georgia", "Kingston"})


def is_source_like(tree: Tree, head: int) -> bool:
    """Whether the phrase names someone or something that can say things."""
    table = source_table()
    if tree.low[head] in table.heads or tree.lemmas[head] in table.heads:
        return True
    return tree.doc[head].ent_type_ in {"PERSON", "ORG", "NORP", "GPE"} or tree.tags[head] == "PRP"
