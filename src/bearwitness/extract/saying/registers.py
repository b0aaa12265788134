"""Which mentions in one report are the same source: "a source", "the source", "he".

Rules: a name takes the register of the earlier mention with the same last name; "the second source"
and "another source" have their own; "the X" takes the latest X; "a X" begins one; "he", "she" and
"who" take the latest person, "it" the latest body or document, "they" the latest of any kind. The
numbers mean nothing outside the report.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model.source import Connection, SourceKind, SourceLink
from ..people import sex_of
from ..people import words as people_words
from ..pronouns import HE_OR_SHE, THEY
from .draft import Draft
from .kinds import kind_of
from .members import of_those_told
from .source_table import source_table
from .tree import Tree

_THINGS = frozenset({SourceKind.ORGANISATION, SourceKind.DOCUMENT, SourceKind.OUTLET})
RECENT = 3  # persons among whom "she" looks for a woman
_UNKNOWN = (SourceKind.ANONYMOUS, Connection.UNKNOWN)
_MEMBERS = frozenset(
    {"one", "two", "both", "first", "second", "third", "other", "others", "another", "latter",
     "former", "three", "all"}
)  # fmt: skip
_SUBJECTS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD"})
_ASKING = frozenset(
    {"ask", "write", "approach", "contact", "invite", "request", "phone", "telephone", "call",
     "email", "question", "send", "put", "turn", "speak"}
)  # fmt: skip
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


@dataclass(slots=True, eq=False)
class _Known:
    number: int
    kind: SourceKind
    connection: Connection
    noun: str
    ordinal: str
    owner: str
    many: bool
    sex: str | None = None
    last: int = -1  # the token of the latest mention
    names: frozenset[str] = frozenset()  # the words of the name, where there is one


@dataclass(slots=True)
class Registers:
    """The sources met so far in one report."""

    tree: Tree
    count: int = 0
    by_noun: dict[str, list[_Known]] = field(default_factory=dict)  # the latest last
    by_head: dict[int, _Known] = field(default_factory=dict)
    person: _Known | None = None  # the latest of each sort
    thing: _Known | None = None
    group: _Known | None = None
    lately: list[_Known] = field(default_factory=list)  # the latest persons, the last one last

    def link(self, draft: Draft) -> SourceLink:
        """The link of the chain that the draft's source makes."""
        text = self.tree.text
        cue = text[draft.cue[0] : draft.cue[1]]
        if draft.head is None or draft.source is None:
            kind, connection = draft.kind or (SourceKind.ANONYMOUS, Connection.UNKNOWN)
            return SourceLink(kind, "", cue, connection)
        known = self._of(draft.head)
        if draft.kind and (known.kind, known.connection) == _UNKNOWN:
            known.kind, known.connection = draft.kind
        words = text[draft.source[0] : draft.source[1]]
        above = self._relative(draft.head)
        if above is not None:
            words = self._without_clause(above, draft.head)
        return SourceLink(known.kind, words, cue, known.connection, known.number)

    def _without_clause(self, noun: int, pronoun: int) -> str:
        """The words of the noun that "who" stands for, up to the clause that says so."""
        tree = self.tree
        last = max(noun, min(pronoun, tree.right[noun] + 1) - 1)
        while last > noun and not tree.low[last][0].isalnum():
            last -= 1
        return tree.text[tree.start[tree.left[noun]] : tree.end[last]]

    def _of(self, head: int) -> _Known:
        if head not in self.by_head:
            head_of_clause = self._relative(head)
            found = self._spoken_of(head) if head_of_clause is None else self._of(head_of_clause)
            self.by_head[head] = found or self._named(head)
            self.by_head[head].last = max(head, self.by_head[head].last)
            self._latest(self.by_head[head])
        return self.by_head[head]

    def _latest(self, known: _Known) -> None:
        alike = self.by_noun.setdefault(known.noun, [])
        if not alike or alike[-1] is not known:
            if known in alike:
                alike.remove(known)
            alike.append(known)
        is_body = known.kind is _BODY
        for k in self.tree.kids[known.last] if known.last >= 0 else ():
            if self.tree.deps[k] == "appos" and self.tree.tags[k] == "NN":
                self.by_noun.setdefault(self.tree.lemmas[k], []).append(known)
            if self.tree.deps[k] == "compound" and self.tree.lemmas[k] in _GROUPS and is_body:
                self.by_noun.setdefault(self.tree.lemmas[k], []).append(known)
        is_thing = known.kind in _THINGS
        if is_thing:
            self.thing = known
        named = known.last >= 0 and self.tree.doc[known.last].ent_type_ == "PERSON"
        named = named and (not is_thing or self._speaks_for_it(known.last))
        if (named or not is_thing) and not known.many:  # also one who speaks for a body
            self.person = known
            self.lately = [*self.lately[1 - RECENT :], known]
        if known.many or known.kind in _THINGS:
            self.group = known

    def _speaks_for_it(self, name: int) -> bool:
        """Whether a name with a body's kind is a person's: "lawyer Ana Roe", "Ana Roe of …"."""
        return any(self.tree.deps[k] in {"compound", "appos", "prep"} and (
            self.tree.deps[k] == "prep" or self.tree.lemmas[k] in source_table().heads
        ) for k in self.tree.kids[name])  # fmt: skip

    def _relative(self, head: int) -> int | None:
        """The noun that "who" or "which" stands for."""
        tree = self.tree
        if tree.low[head] not in {"who", "which", "that", "whom"}:
            return None
        verb = tree.heads[head]
        while tree.deps[verb] in {"conj", "xcomp", "ccomp"} and tree.is_verb(tree.heads[verb]):
            verb = tree.heads[verb]
        above = tree.heads[verb]
        return above if tree.deps[verb] == "relcl" and above != head else None

    def _spoken_of(self, head: int) -> _Known | None:
        """Whom a pronoun is for; the one the sentence before is about, where nobody spoke since."""
        known = self._pronoun(head)
        subject = self._subject_before(head)
        if subject is None and known is not None and self._is_far(known, head):
            return None
        if subject is None or (known is not None and known.last >= self.tree.first[subject]):
            return known
        sex = HE_OR_SHE.get(self.tree.low[head])
        unsexed = sex_of(self.tree.low[subject]) is None
        unsexed = unsexed and self.tree.tags[subject] != "NNP"
        if known is not None and sex is not None and known.sex == sex and unsexed:
            return known  # "a guard told the wife …. She fears …"
        return self.by_head.get(subject) or self._named(subject)

    def _is_far(self, known: _Known, head: int) -> bool:
        """Whether the last mention stands in another paragraph, and this is not its first sentence.

        Then the words between tell of somebody else.
        """
        tree = self.tree
        if known.last < 0 or tree.same_paragraph(known.last, head):
            return False
        first = tree.first[head]
        begun = first > 0 and tree.same_paragraph(first - 1, head) and tree.low[first - 1].strip()
        return tree.low[head] in {"he", "she", "they"} and bool(begun)

    def _subject_before(self, head: int) -> int | None:
        """The subject of the sentence before, in the same paragraph, if the pronoun fits it."""
        tree, low = self.tree, self.tree.low[head]
        first = tree.first[head]
        if low not in {"he", "she", "they", "it", "his", "her", "their"} or first == 0:
            return None
        root = first - 1
        while tree.heads[root] != root:
            root = tree.heads[root]
        if (
            tree.first[root] != tree.first[first - 1]
            or "\n" in tree.text[tree.start[root] : tree.start[first]]
        ):
            return None
        asked = self._asked(root)
        if asked is not None and self._fits(low, asked):
            return asked
        subject = tree.kid(root, "nsubj", "nsubjpass")
        if subject is not None and tree.low[subject] == low in HE_OR_SHE:
            return self._subject_before(subject)  # "she … She … She says"
        if subject is None or tree.tags[subject] not in _SUBJECTS:
            return None
        return subject if self._fits(low, subject) else None

    def _asked(self, verb: int) -> int | None:
        """Whom "we" or "I" asked or wrote to: "We asked the mayor for an interview. He …"."""
        tree = self.tree
        who = tree.kid(verb, "nsubj")
        if who is None or tree.low[who] not in {"we", "i"} or tree.lemmas[verb] not in _ASKING:
            return None
        to = [tree.kid(k, "pobj") for k in tree.kids[verb] if tree.low[k] in {"to", "with"}]
        found = (tree.kid(verb, "dobj", "dative"), *to)
        return next(
            (k for k in found if k is not None and _speaks(kind_of(tree, k)[0])
             and tree.tags[k] in _SUBJECTS), None
        )  # fmt: skip

    def _fits(self, pronoun: str, subject: int) -> bool:
        tree = self.tree
        word, kind = tree.low[subject], kind_of(tree, subject)[0]
        many = tree.tags[subject] in {"NNS", "NNPS"} or (
            tree.tags[subject] == "CD" and word not in {"one", "1"}
        )
        pronoun = _OWNED.get(pronoun, pronoun)
        if pronoun == "it":
            return kind in _THINGS and not many and kind is not SourceKind.DOCUMENT
        entity = tree.doc[subject].ent_type_
        person = word in people_words().nouns or tree.lemmas[subject] in people_words().nouns
        person = person or entity == "PERSON" or tree.tags[subject] == "CD" or _speaks(kind)
        if pronoun == "they":
            return person and (many or kind is SourceKind.ORGANISATION)
        sex = sex_of(word)
        return person and not many and kind not in _THINGS and sex in {None, HE_OR_SHE[pronoun]}

    def _pronoun(self, head: int) -> _Known | None:
        low, lists = self.tree.low[head], source_table().lists
        if low in lists["pronouns_person"]:
            return self._person_of(HE_OR_SHE.get(low))
        if low in lists["pronouns_thing"]:
            return self.thing
        if low in THEY or low == "both":
            return self.group
        return None

    def _person_of(self, sex: str | None) -> _Known | None:
        """The latest person; for "he" and "she" rather one the noun of which has that sex."""
        latest = self.person
        if sex is None or latest is None or latest.sex == sex:
            return latest
        apt = [k for k in self.lately if k.sex == sex]
        if apt:
            return apt[-1]
        return None if latest.sex else latest

    def _named(self, head: int) -> _Known:
        tree = self.tree
        kind, connection = kind_of(tree, head)
        noun = tree.lemmas[head]
        ordinal, owner = self._marks(head)
        if (kind, connection) == (SourceKind.ANONYMOUS, Connection.UNKNOWN):
            kind, connection = self._as_member(head, kind, connection)
        kind, connection = of_those_told(tree, head) or (kind, connection)
        if tree.lemmas[head] in _SPEAKERS and self._is_of_group(head):
            kind, connection = SourceKind.ORGANISATION, Connection.ORGANISATION
        known = self._same(head, noun, ordinal, owner) or self._by_name(head) or self._whose(head)
        if known is None:
            many = tree.tags[head] in {"NNS", "NNPS"}
            self.count += 1
            sex = sex_of(tree.low[head])
            known = _Known(self.count, kind, connection, noun, ordinal, owner, many, sex)
        elif (known.kind, known.connection) == (SourceKind.ANONYMOUS, Connection.UNKNOWN):
            named_before = tree.tags[head] == "NNP" and kind is SourceKind.ORGANISATION
            if not named_before:  # else the parser takes a person's name for a body's
                known.kind, known.connection = kind, connection  # told only at a later mention
        known.names |= _name_of(tree, head)
        return known

    def _by_name(self, head: int) -> _Known | None:
        """The one told of by a longer name: "Rosdi" after "director Rosdi Hamid"; or by an office.

        A name in the first sentence after "its director said" is that director's.
        """
        if self.tree.tags[head] != "NNP":
            return None
        names = _name_of(self.tree, head) or frozenset({self.tree.low[head]})
        every = [k for alike in self.by_noun.values() for k in alike]
        longer = [k for k in every if names < k.names]
        if longer:
            return max(longer, key=lambda k: k.last)
        office = self.person
        if office is None or office.names or office.kind not in _OFFICES or office.many:
            return None
        if not _name_of(self.tree, head):
            return None
        return office if self._is_next(office.last, head) else None

    def _whose(self, head: int) -> _Known | None:
        """Whose "her account" is, and the body whose "the statement" it is: who spoke last."""
        tree = self.tree
        owner = tree.kid(head, "poss")
        if tree.lemmas[head] in _ACCOUNTS and owner is not None and tree.tags[owner] == "PRP$":
            return self._spoken_of(owner) if tree.low[owner] in _OWNED else None
        the = tree.left[head] == head - 1 and tree.low[head - 1] == "the"
        if tree.lemmas[head] not in _STATEMENTS or not the or tree.right[head] != head:
            return None
        body = self.thing
        near = body is not None and body.last >= 0 and tree.same_paragraph(body.last, head)
        return body if body is not None and near and body.kind is _BODY else None

    def _is_next(self, before: int, head: int) -> bool:
        """Whether a word stands in the sentence right behind that of another."""
        tree = self.tree
        if before < 0 or tree.first[head] <= before:
            return False
        last = tree.last[before]
        while last + 1 < len(tree) and not tree.low[last + 1].strip():
            last += 1
        return tree.first[head] <= last + 1

    def _as_member(
        self, head: int, kind: SourceKind, connection: Connection
    ) -> tuple[SourceKind, Connection]:
        """ "One", "the first", "both": what the group is that was told of last."""
        group, tree = self.group, self.tree
        if group is None or not group.many or tree.low[head] not in _MEMBERS:
            return kind, connection
        if any(tree.low[k] == "of" for k in tree.kids[head]):
            return kind, connection
        return group.kind, group.connection

    def _is_of_group(self, head: int) -> bool:
        """Whether "its spokeswoman" speaks for a group that holds no office."""
        tree, owner, body = self.tree, self.tree.kid(head, "poss"), self.thing
        if owner is None or tree.low[owner] not in {"its", "their"}:
            return False
        if body is not None and body.last >= 0 and tree.same_paragraph(body.last, head):
            return (body.kind, body.connection) == (_BODY, Connection.ORGANISATION)
        near = (k for k in range(head - 1, max(-1, head - _NEAR), -1) if tree.tags[k] in _SUBJECTS)
        kinds = (kind_of(tree, k) for k in near)
        found = next((k for k in kinds if k[0] is _BODY), None)
        return found == (_BODY, Connection.ORGANISATION)

    def _marks(self, head: int) -> tuple[str, str]:
        tree, ordinals = self.tree, source_table().lists["ordinals"]
        ordinal = next((tree.low[k] for k in tree.kids[head] if tree.low[k] in ordinals), "")
        owner = tree.kid(head, "poss")
        return ordinal, "" if owner is None else tree.low[owner]

    def _same(self, head: int, noun: str, ordinal: str, owner: str) -> _Known | None:
        tree = self.tree
        alike = self.by_noun.get(noun, [])[::-1]
        if tree.tags[head] in {"NNP", "NNPS"}:
            return alike[0] if alike else None
        definite = owner != "" or any(tree.low[k] in _DEFINITE for k in tree.kids[head])
        if not definite or ordinal == "another":
            return None
        if ordinal == "first" and not any(k.ordinal == "first" for k in alike):
            return alike[-1] if alike else None
        fitting = [
            k
            for k in alike
            if owner in ("", k.owner) and (not ordinal or k.ordinal in _same_ordinal(ordinal))
        ]
        return fitting[0] if fitting else None


_NEAR = 30  # tokens back to the body that "its spokeswoman" is of
_GROUPS = frozenset({"group", "organisation", "organization", "agency", "charity", "network",
                     "association", "platform", "monitor"})  # fmt: skip
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_ACCOUNTS = frozenset({"account", "version", "telling", "word", "testimony"})
_STATEMENTS = frozenset({"statement", "announcement", "communique", "communiqué"})
_BODY = SourceKind.ORGANISATION
_OFFICES = frozenset({SourceKind.NAMED_OFFICIAL})


def _name_of(tree: Tree, head: int) -> frozenset[str]:
    """The words of a person's name; none for a common noun or a body."""
    if tree.tags[head] != "NNP" or tree.doc[head].ent_type_ not in {"PERSON", ""}:
        return frozenset()
    own = [k for k in tree.kids[head] if tree.deps[k] == "compound" and tree.tags[k] == "NNP"]
    known = source_table().heads
    return frozenset(tree.low[k] for k in (*own, head) if tree.low[k] not in known)


_OWNED = {"his": "he", "her": "she", "their": "they"}  # "by her account"


def _speaks(kind: SourceKind) -> bool:
    """Whether only somebody who can speak is of this kind."""
    return kind not in {SourceKind.ANONYMOUS, SourceKind.DOCUMENT}


def _same_ordinal(ordinal: str) -> frozenset[str]:
    """ "another", "the other" and "the second" may be the same one."""
    second = frozenset({"second", "other", "another", "latter"})
    return second if ordinal in second else frozenset({ordinal})
