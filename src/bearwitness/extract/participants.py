"""Sources who are among those it was done to, or of their family: "one of the men", "he", "Ana".

The rules it keeps:
- "One of the men", "the two", "four of them" are participants where the text told before of the
  group they are of, as people something was done to.
- Somebody unnamed and unplaced who says what was done to "me" or "us", or to a "her", "him" or
  "them" that agrees with them in sex and number, tells of themselves; where the word for them has
  no sex, only when nobody else was told of to whom it can have been done. "A source" never does.
- "They said that they were beaten" after "eight men were held" is said by the men, unless somebody
  else spoke in between.
- Who says "we walked all night", "they hit us" was there.
- Of whom only an age, a nationality, one given name or a number is told was there (private.py).
- Whoever is a relative, a neighbour, an official or an outlet stays what they are.
- Who tells of "her son" or "his father" is a relative.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.source import Connection, SourceKind, SourceLink
from .people import sex_of, words
from .private import GENERIC, are_counted_before, is_generic, is_group, is_private
from .pronouns import HE_OR_SHE, ME_OR_US, THEY
from .there import ALOOF, goes_on, in_it, was_there
from .victims import kin_words, whole_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from ..model.source import Attribution
    from .drafts import Draft

_NEAR = 60  # tokens before a speaker in which somebody else may be meant by "he"
_SPOKEN_OF = {"they", "he", "she"}
_SEVERAL = {"they", "both", "others", "some", "all", "several"}
_PART_OF_THEM = {"all", "some", "several", "most", "others", "both", "everyone", "everybody", "one"}
_DEFINITE = {"the", "these", "those"}


def with_participants(
    doc: Doc, attributions: Sequence[Attribution], drafts: Sequence[Draft]
) -> tuple[Attribution, ...]:
    """The attributions with those sources marked as participants; see the rules above."""
    heads = {id(a): _head_of(doc, a) for a in attributions}
    attributions = _resumed(attributions, heads, drafts)
    never = {a.link.register for a in attributions if a.link and _is_aloof(heads.get(id(a)))}
    known = {
        a.link.register
        for a in attributions
        if a.link is not None
        and _is_open(a.link)
        and a.link.register not in never
        and _tells_of_itself(doc, a, drafts)
    }
    kin = {
        a.link.register
        for a in attributions
        if a.link is not None
        and _is_open(a.link)
        and a.link.register not in never | known
        and _tells_of_kin(doc, a, drafts)
    }
    said = tuple(_with_kind(a, known, kin) for a in attributions)
    return tuple(_of_their_own(doc, a, drafts) for a in said)


def _of_their_own(doc: Doc, said: Attribution, drafts: Sequence[Draft]) -> Attribution:
    """A nameless teller of a record as a relative, a relative as one it was done to, where so."""
    link = said.link
    if link is None:
        return said
    patients = list(_done_to(said, drafts))
    if link.kind is SourceKind.PARTICIPANT and said.source is None:
        kin = any(_owner(p) and p.lemma_.lower() in kin_words() for p in patients)
        if kin and not any(p.lower_ in ME_OR_US | THEY | set(HE_OR_SHE) for p in patients):
            relative = SourceKind.RELATIVE, Connection.RELATIVE
            return replace(said, link=replace(link, kind=relative[0], connection=relative[1]))
    elif link.kind is SourceKind.RELATIVE and (head := _head_of(doc, said)) is not None:
        mine = any(c.lower_ in ME_OR_US and c.tag_ == "PRP$" for c in head.lefts)
        sex = sex_of(head.lower_)
        own = not _is_of_somebody(head) and any(_is_it(head, p, alone=True) for p in patients)
        if own or (mine and sex and any(HE_OR_SHE.get(p.lower_) == sex for p in patients)):
            victim = SourceKind.PARTICIPANT, Connection.VICTIM
            return replace(said, link=replace(link, kind=victim[0], connection=victim[1]))
    return said


def _is_of_somebody(kin: Token) -> bool:
    """Whether a relative is somebody's, told of as such: "the mother", not "two brothers"."""
    counted = {c for c in kin.rights if any(t.pos_ == "NUM" for t in c.children)}
    marks = {c.lower_ for c in kin.children if c.dep_ in {"det", "poss", "prep"}} - {
        c.lower_
        for c in counted  # "a mother of three" is nobody's in particular
    }
    return bool(marks & {"the", "of", "another"}) or any(c.dep_ == "poss" for c in kin.lefts) or (
        kin.pos_ == "PROPN" or kin.lemma_.lower() == "relative"
    )  # fmt: skip


def _owner(noun: Token) -> str:
    """The pronoun that owns a noun: "her" in "her nephew"."""
    return next((c.lower_ for c in noun.lefts if c.tag_ == "PRP$"), "")


def _with_kind(said: Attribution, known: set[int | None], kin: set[int | None]) -> Attribution:
    if said.link is None or not _is_open(said.link):
        return said
    if said.link.register in known:
        kind, connection = SourceKind.PARTICIPANT, Connection.VICTIM
    elif said.link.register in kin:
        kind, connection = SourceKind.RELATIVE, Connection.RELATIVE
    else:
        return said
    return replace(said, link=replace(said.link, kind=kind, connection=connection))


def _tells_of_kin(doc: Doc, said: Attribution, drafts: Sequence[Draft]) -> bool:
    """Whether a source tells what was done to their own son, wife, mother."""
    span = doc.char_span(said.source.start, said.source.end) if said.source else None
    if span is None:
        return False
    head = _noun_of(span.root)
    alone = not _others_before(head)
    return any(_is_kin(head, token, alone) for token in _done_to(said, drafts))


def _head_of(doc: Doc, said: Attribution) -> Token | None:
    span = doc.char_span(said.source.start, said.source.end) if said.source else None
    return None if span is None else _noun_of(span.root)


def _noun_of(head: Token) -> Token:
    """The noun that "who" stands for; any other word itself."""
    if head.lower_ in {"who", "that", "which"} and head.head.dep_ == "relcl":
        return head.head.head
    return head


def _is_aloof(head: Token | None) -> bool:
    """Whether a source is called one, so that "he" in what it says is somebody else."""
    return head is not None and head.lemma_.lower() in ALOOF


def _resumed(
    attributions: Sequence[Attribution],
    heads: dict[int, Token | None],
    drafts: Sequence[Draft],
) -> tuple[Attribution, ...]:
    """The attributions with a "they", "he" or "she" for whom something was done to just before."""
    patients = sorted(
        {p for d in drafts for m in d.mentions for p in m.arguments.patients if _is_noun(p)},
        key=lambda p: p.i,
    )
    out, named = [], dict[int | None, int]()
    for a in attributions:
        head = heads.get(id(a))
        if a.link is None or head is None or head.lower_ not in _SPOKEN_OF:
            if a.link is not None and head is not None:
                named[a.link.register] = head.i
            out.append(a)
            continue
        since = named.get(a.link.register, -1)
        one = next((p for p in reversed(patients) if p.i < head.i), None)
        if one is not None and one.i > since and _can_speak(head, one, a, drafts):
            victim = replace(
                a.link, kind=SourceKind.PARTICIPANT, connection=Connection.VICTIM, register=None
            )
            a = replace(a, link=victim)
        out.append(a)
    return tuple(out)


def _is_noun(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "NUM"}


def _can_speak(head: Token, patient: Token, said: Attribution, drafts: Sequence[Draft]) -> bool:
    """Whether a pronoun that speaks can be for somebody something was done to just before."""
    between = head.doc[patient.i : head.i]
    if "\n" in between.text or sum(1 for t in between if t.is_sent_start) > 1:
        return False
    lower = head.lower_
    many = patient.tag_ in {"NNS", "NNPS", "CD"} or any(c.dep_ == "nummod" for c in patient.lefts)
    if (lower == "they") != many or (lower != "they" and _other_sex(patient, HE_OR_SHE[lower])):
        return False
    done_to = {t.lower_ for t in _done_to(said, drafts)}
    sex = HE_OR_SHE.get(lower)
    same = {word for word in HE_OR_SHE if HE_OR_SHE[word] == sex} if sex else THEY
    return bool(done_to & (same | ME_OR_US)) or (patient.dep_ == "nsubjpass" and bool(done_to))


def _other_sex(noun: Token, sex: str) -> bool:
    return sex_of(noun.lower_) not in {None, sex}


def _is_open(link: SourceLink) -> bool:
    """Whether nothing else is known of a source, or only that its one name looks like a body's."""
    if link.register is None:
        return False
    if (link.kind, link.connection) == (SourceKind.ANONYMOUS, Connection.UNKNOWN):
        return True
    return _is_one_name(link) or is_group(link)


def _is_one_name(link: SourceLink) -> bool:
    body = (link.kind, link.connection) == (SourceKind.ORGANISATION, Connection.ORGANISATION)
    return body and link.words.istitle() and " " not in link.words


def _tells_of_itself(doc: Doc, said: Attribution, drafts: Sequence[Draft]) -> bool:
    span = doc.char_span(said.source.start, said.source.end) if said.source else None
    if span is None:
        return False
    head = _noun_of(span.root)
    if said.link is not None and is_group(said.link):
        return are_counted_before(doc, span.start_char)
    if said.link is not None and _is_one_name(said.link):
        return was_there(doc, said)
    if is_private(head, span.text) and _tells_of_act(said, drafts):
        return True
    before = [d for d in drafts if d.mentions[0].first < span.start_char]
    if any(_can_be(head, d) for d in before):
        return True
    many = head.tag_ in {"NNS", "NNPS"}
    alone = not any(d.group is not None and (d.group.group.max == 1) != many for d in before)
    alone = alone and (many or not _others_before(head))
    if any(_is_it(head, token, alone) for token in _done_to(said, drafts)):
        return True
    if said.content and sex_of(head.lower_) and in_it(doc, said, head, drafts):
        return True
    return was_there(doc, said) or goes_on(head, said, drafts)


def _tells_of_act(said: Attribution, drafts: Sequence[Draft]) -> bool:
    """Whether an act stands in what a source says."""
    return any(
        s.start <= m.first and m.last <= s.end
        for d in drafts
        for m in d.mentions
        for s in said.content
    )


def _can_be(head: Token, draft: Draft) -> bool:
    """Whether "one of the men" or "the men" is of a group that something was done to."""
    if _is_same(head, draft):
        return True
    group = draft.group
    noun = _of_which(head)
    if group is None or noun is None:
        return False
    sex = sex_of(noun.lower_)
    if sex and group.group.sex not in {None, "mixed", sex}:
        return False
    return group.group.max != 1 or (noun is head and noun.tag_ in {"NN", "CD"})


def _is_same(head: Token, draft: Draft) -> bool:
    """Whether "the engineer" is one told of as "an engineer" to whom something was done."""
    if head.pos_ != "NOUN" or not _is_definite(head):
        return False
    lemma = head.lemma_.lower()
    return any(
        p.pos_ == "NOUN" and p.lemma_.lower().endswith(lemma) and (p.tag_ == head.tag_)
        for m in draft.mentions
        for p in m.arguments.patients
    )


def _of_which(head: Token) -> Token | None:
    """The noun for a group told of: "men" in "one of the men" and "the men"; None for others."""
    counts = head.pos_ == "NUM" or head.lower_ in {"one", "some", "several", "many", "most"}
    for child in head.rights:
        if counts and child.lower_ == "of":
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is None or not (inner.lower_ in THEY or _is_definite(inner)):
                return None
            return inner if inner.lower_ in THEY or is_generic(inner) else None
    if not _is_definite(head) or any(c.dep_ in {"relcl", "acl", "poss"} for c in head.children):
        return None
    return head if is_generic(head) else None


def _is_definite(token: Token) -> bool:
    return any(c.lower_ in _DEFINITE for c in token.lefts)


def _done_to(said: Attribution, drafts: Sequence[Draft]) -> Iterator[Token]:
    """The pronouns for those to whom something was done, in what a source says."""
    for mention in (m for d in drafts for m in d.mentions):
        if any(s.start <= mention.first and mention.last <= s.end for s in said.content):
            for patient in mention.arguments.patients:
                yield patient
                yield from whole_of(patient)
                yield from _whose_body(patient)


def _whose_body(patient: Token) -> Iterator[Token]:
    """Whose arm, fingers or money it was: the pronoun that owns what is no person."""
    for token in patient.subtree:
        if token.tag_ == "PRP$" and token.head.lemma_.lower() not in kin_words() | words().nouns:
            yield token


def _is_it(head: Token, patient: Token, alone: bool) -> bool:
    """Whether a pronoun can be the speaker; `alone` when nobody else can be meant by it."""
    lower = patient.lower_
    if lower in ME_OR_US or _is_their_group(patient):
        return True
    if _is_of_them(head):
        return False
    if patient.lower_ in _PART_OF_THEM or (patient.tag_ == "CD" and not list(patient.rights)):
        return head.tag_ == "NNS"
    if lower == "their" and head.pos_ == "NUM" and head.lower_ != "one":
        return True  # "eleven said that officers tore up their cards"
    if lower in THEY:
        many = head.tag_ == "NNS" and (alone or head.lemma_.lower() in GENERIC)
        return many or head.lower_ in _SEVERAL or (head.pos_ == "NUM" and head.lower_ != "one")
    if lower not in HE_OR_SHE or head.tag_ in {"NNS", "NNPS"}:
        return False
    sex = sex_of(head.lower_)
    if sex is not None:
        return sex == HE_OR_SHE[lower]
    return alone and head.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}


def _is_their_group(owner: Token) -> bool:
    """Whether it is the group that one who tells was with: "opened fire on their group"."""
    return owner.lower_ == "their" and owner.head.lemma_.lower() in _GROUPS


_GROUPS = {"group", "party", "convoy", "boat", "dinghy", "pirogue", "caravan"}


def _others_before(head: Token) -> bool:
    """Whether one other person was named or told of before in the paragraph."""
    first = head.left_edge.i
    for token in reversed(head.doc[max(0, first - _NEAR) : first]):
        if "\n" in token.text:
            return False
        if token.tag_ == "NN" and token.lemma_.lower() in words().nouns:
            return True
        if token.ent_type_ == "PERSON" and token.lower_ != head.lower_:
            return True
    return False


def _is_of_them(head: Token) -> bool:
    """Whether a source is "his employer", "a nurse who treated him": beside those it tells of."""
    if any(c.tag_ == "PRP$" or c.lower_ == "fellow" for c in head.lefts):
        return True
    clauses = (c for c in head.rights if c.dep_ in {"relcl", "acl"})
    return any(t.lower_ in _OTHERS and t.dep_ == "dobj" for c in clauses for t in c.children)


_OTHERS = {"him", "her", "them"}


def _is_kin(head: Token, patient: Token, alone: bool) -> bool:
    """Whether something was done to "her son", and "her" can be the speaker."""
    if patient.lemma_.lower() not in kin_words() or _is_of_them(head):
        return False
    owner = next((c.lower_ for c in patient.lefts if c.tag_ == "PRP$"), "")
    if owner in ME_OR_US:
        return True
    if owner == "their":
        return head.tag_ == "NNS" and alone
    sex = sex_of(head.lower_)
    return owner in HE_OR_SHE and (alone if sex is None else sex == HE_OR_SHE[owner])
