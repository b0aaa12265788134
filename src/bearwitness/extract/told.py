"""The people a report tells of, and which of its words stand for which of them.

The rules it keeps:
- Every pronoun, definite noun, name and "one of them" is laid to a group told of before where
  sex, number, age band and nationality allow; every other noun for people begins a new group.
- What is gathered of a group is coarse: number, sex, age band, nationality, status. Names are
  compared while the report is read and forgotten with it; nothing is compared across reports.
- Nobody is taken from another section of a report.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.claim import AffectedGroup
from ..reference.parse import text_of
from .ages import years_beside, years_said
from .counts import is_number, number
from .groups import Group, group_of
from .parts_told import (
    FAR,
    all_joined,
    all_of,
    in_order,
    joined_along,
    part_of,
    part_of_nearest,
    rest_of,
    some_called,
    whole_meant,
)
from .people import is_initials, is_people
from .perpetrators import institution
from .pronouns import ANY_HE_OR_SHE, ANY_ME, ANY_THEY, ANY_US
from .spoken_of import (
    COLLECTIVE,
    WHOLE,
    cues,
    ends,
    is_all_of,
    is_aside,
    is_definite,
    is_mention,
    is_order,
    is_rest,
    is_same,
    is_some_people,
    is_speaking,
    name_words,
    said_by,
    sentence_before,
    word_of,
)
from .tellers import Tellers, is_label
from .told_people import People, said_to_be, status_said

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from spacy.tokens import Doc, Token

    from ..model.source import Attribution

    Demonym = Callable[[str], str | None]

NEAR_PRONOUN = 3  # sentences back in which "he", "she" and "they" are looked for
HELD = 60  # groups that are compared
_SUBJECTS = {"nsubj", "nsubjpass"}
_NAMED_AS = _SUBJECTS | {"dobj", "pobj", "dative", "conj", "appos", "poss", "attr"}


class Telling:
    """A reading of one text from its first word to its last: whom each word for people means.

    `affected` are the tokens that something is done to, `places` those that name places, `said`
    who says what.
    """

    def __init__(
        self,
        doc: Doc,
        demonym: Demonym,
        affected: Collection[int],
        sentence_of: Callable[[int], int],
        section_of: Callable[[int], int],
        places: Collection[int] = (),
        said: Collection[Attribution] = (),
    ) -> None:
        self.doc, self.demonym, self.affected = doc, demonym, affected
        self.of: dict[int, People] = {}
        self.sentence_of, self.section_of = sentence_of, section_of
        self.met: list[People] = []
        self.names: set[str] = set()  # every word of a name told so far
        self.tellers = Tellers(doc, sentence_of, section_of, said)
        for token in doc:
            if token.i in self.of or token.i in places or is_label(token):
                continue
            if is_mention(token, token.i in affected) or self._is_name_told(token):
                self.meet(token)
        for known in {id(k): k for k in self.of.values()}.values():
            known.complete()

    def meet(self, token: Token, *, learns: bool = True) -> None:
        """Lay one word to a group told of, or begin a new one with it.

        Not `learns`: what the word says is not taken for all of them ("two of the men").
        """
        said = group_of((token,), self.demonym)
        if said is None:
            return
        known = self._known(token, said)
        if known is None:
            known = self.new(token, said)
        elif learns and (not said.is_anaphor or said.group.sex):
            known.learn(self._taught(token, said, known))
        self._place(known, token)
        for child in (*token.children, *_behind_home(token)):
            if child.dep_ != "appos" or not is_people(child) or is_aside(child):
                continue
            if is_same(token, child):
                self.of[child.i] = known
                known.nouns.add(word_of(child))
                self._is_called(known, child)
        for noun in said_to_be(token, known):
            self._is_what(noun, known)
        if status := status_said(token):
            known.learn(replace(known.group, status=(status,)))
        all_joined(self, token)
        joined_along(self, token)

    def _is_what(self, noun: Token, known: People) -> None:
        """They are called by a noun from here on, and are what it says."""
        said = group_of((noun,), self.demonym)
        if said is None or not known.may_be(replace(said.group, min=1, max=None, exact=False)):
            return
        self.of[noun.i] = known
        known.nouns.add(word_of(noun))
        group = replace(said.group, min=1, max=None, exact=False)
        known.learn(replace(group, age=None) if known.is_teller else group)

    def _taught(self, token: Token, said: Group, known: People) -> AffectedGroup:
        """What a word tells of a group told before: of many who speak, not their sex."""
        group = replace(said.group, min=1, max=None, exact=False) if said.is_anaphor else said.group
        if self.sentence_of(token.i) - known.sentence > NEAR_PRONOUN and not is_number(token):
            group = replace(group, min=1, max=None, exact=False)
        is_some = known.group.max != 1 and not (said.group.exact or token.i in self.affected)
        return replace(group, sex=None) if is_some else group

    def _place(self, known: People, token: Token) -> None:
        """Take down where a group was last spoken of."""
        self.of[token.i] = known
        known.is_affected |= token.i in self.affected
        is_here = known.is_speaker and self.sentence_of(token.i) == self.sentence_of(known.token)
        known.is_speaker = is_speaking(token) or is_here
        known.sentence, known.token = self.sentence_of(token.i), token.i
        known.section = self.section_of(known.sentence)
        known.is_subject, known.is_object = token.dep_ in _SUBJECTS, token.dep_ == "dobj"
        known.is_pronoun = token.lower_ in ANY_HE_OR_SHE or token.lower_ in ANY_THEY
        known.nouns.add(word_of(token))
        self._is_called(known, token)
        if known in self.met:
            self.met.remove(known)
        self.met.append(known)
        del self.met[:-HELD]

    def _is_called(self, known: People, token: Token) -> None:
        known.names |= name_words(token)
        self.names |= known.names

    def _is_name_told(self, token: Token) -> bool:
        """Whether a word is in a name told before, also where the tagger takes it for none."""
        is_name = token.pos_ == "PROPN" and token.dep_ in _NAMED_AS
        return is_name and (token.lower_ in self.names or _is_said_to_be_aged(token))

    def new(self, token: Token, said: Group) -> People:
        sentence = self.sentence_of(token.i)
        if said.group.nationality is None and self._is_others(token):
            said = replace(said, group=replace(said.group, nationality=self._nation_near(sentence)))
        doer = institution(token, self.demonym)
        return People(
            said.group,
            said.start,
            said.end,
            sentence,
            self.section_of(sentence),
            token.i,
            {word_of(token)},
            is_aside=is_aside(token),
            is_doer=doer is not None and doer.kind not in {"private person", "family member"},
        )

    def _is_others(self, token: Token) -> bool:
        """Whether they are others of the kind just told of: "110 others", "two other men"."""
        return token.lower_ == "others" or any(
            c.lower_ in {"other", "more", "further", "fellow"} for c in token.lefts
        )

    def _nation_near(self, sentence: int) -> str | None:
        """The nationality of those affected in this sentence or the one before."""
        near = (k for k in reversed(self.met) if sentence - k.sentence <= 1 and not k.is_doer)
        return next((k.group.nationality for k in near if k.is_affected), None)

    def _known(self, token: Token, said: Group) -> People | None:
        """The group told of before that a word means; a part of it is made where it means one."""
        lower = token.lower_
        if lower in ANY_ME or lower in ANY_US:
            return self.teller_at(token, lower in ANY_US)
        if lower in ANY_HE_OR_SHE or lower in ANY_THEY:
            return self.best(token, said, needs_many=lower in ANY_THEY)
        if (whole := whole_meant(self, token)) is not None:
            return part_of(self, token, said, whole)
        if token.ent_type_ == "PERSON" or is_initials(token) or self._is_name_told(token):
            return self._named(token, said)
        if self._is_teller(token):
            teller = self.teller_at(token, is_many=False)
            teller.years = teller.years or years_beside(token)
            return teller
        if lower in WHOLE or is_all_of(token):
            return all_of(self, token, said)
        if is_rest(token):
            return rest_of(self, token, said)
        if is_definite(token):
            return self.meant_by_noun(token, said)
        if is_number(token) and is_some_people(token):
            return part_of_nearest(self, token, said)
        return None

    def _is_teller(self, token: Token) -> bool:
        """Whether it is "the speaker" of a text told by "I"."""
        is_so_called = token.lower_ in cues()["tellers"] and is_definite(token)
        return is_so_called and self.tellers.quote_at(token) is None and self.tellers.is_told_by_one

    def fits(self, known: People, group: AffectedGroup, sentence: int) -> bool:
        """Whether a group may be meant in a sentence: of its section, and not at odds with it."""
        return known.section == self.section_of(sentence) and known.may_be(group)

    # Pronouns

    def teller_at(self, token: Token, is_many: bool) -> People:
        """Whoever says "I" here: in a quotation its speaker, else the teller of the text."""
        last = self.met[-1] if self.met else None
        is_near = last is not None and last.sentence == self.sentence_of(token.i)
        if is_many and last is not None and is_near and any(p.is_teller for p in last.members):
            return last  # "me and my friend, and we were sent back"
        if is_many and last is not None and is_near and last.whole and last.whole.is_teller:
            return last  # "they woke twelve of us, chained us"
        known = self.tellers.known(token, is_many)
        if known is None:
            speaks = not is_many and self.tellers.quote_at(token) is not None
            known = self.speaker_at(token) if speaks else None
            known = known or (None if is_many else self._source_at(token))
            known = self.tellers.take(token, is_many, known)
        return known

    def speaker_at(self, token: Token) -> People | None:
        """Who speaks the quotation that holds a token, by the verb of saying next to it."""
        for sentence in (token.sent, sentence_before(token)):
            for other in sentence if sentence is not None else ():
                if not is_speaking(other) or self.tellers.quote_at(other) is not None:
                    continue
                if other.i not in self.of and is_mention(other, other.i in self.affected):
                    self.meet(other)  # it stands behind what is quoted
                if other.i in self.of:
                    return self.of[other.i]
        return None

    def _source_at(self, token: Token) -> People | None:
        """One person told of before who speaks there by the attributions, or by a label's word."""
        if self.tellers.quote_at(token) is not None:
            source = self.tellers.source_at(token)
            span = source and self.doc.char_span(source.start, source.end, alignment_mode="expand")
            found = (self.of[t.i] for t in span or () if t.i in self.of)
        else:
            label = self.tellers.label_at(token)
            words = {*text_of(self.doc)[label.start : label.end].lower().split()} if label else ()
            found = (k for k in reversed(self.met) if (k.names | k.nouns).intersection(words))
        return next((k for k in found if k.group.max == 1), None)

    def best(self, token: Token, said: Group, *, needs_many: bool) -> People | None:
        """The likeliest group told of nearby that a word like "she" or "they" can be."""
        sentence = self.sentence_of(token.i)
        speaks = is_speaking(token)
        own = self.speaker_at(token) if self.tellers.quote_at(token) is not None else None
        best, most = None, -99.0
        for order, known in enumerate(self.met):
            is_far = sentence - known.sentence > NEAR_PRONOUN
            if is_far or not self.fits(known, said.group, sentence):
                continue
            if needs_many and known.group.max == 1:
                continue
            if known is own or known.is_doer or known.is_teller or self._is_beside(known, token):
                continue
            score = order / 1000 - 1.5 * (sentence - known.sentence)
            score += 1.0 * known.is_subject + 0.6 * known.is_object - 2.0 * known.is_aside
            score += 0.7 * known.is_pronoun
            score += 3.0 * (said.group.exact and known.group.exact and said.group.min > 1)
            score += 0.9 * (token.dep_ == "dobj" and known.is_object and known.is_pronoun)
            if speaks:
                score += 3.0 * known.is_speaker
            else:
                score += 1.5 * known.is_affected - 2.0 * known.is_speaker - 1.0 * known.is_part
                score += said_by(token, known.token)
            if score > most:
                best, most = known, score
        return best

    def _is_beside(self, known: People, token: Token) -> bool:
        """Whether the group is the subject of the verb whose object the pronoun is, or so."""
        if token.dep_ == "poss" or known.token == token.i:
            return False
        other = self.doc[known.token]
        return other.head.i == token.head.i and other.dep_ in _SUBJECTS | {"dobj"}

    def _acts_on(self, known: People, token: Token) -> bool:
        """Whether the group is the subject of the verb whose object a noun is: "she lost the"."""
        other = self.doc[known.token]
        is_object = token.dep_ in {"dobj", "dative"} and other.dep_ in _SUBJECTS
        return is_object and other.head.i == token.head.i

    # Nouns

    def meant_by_noun(self, token: Token, said: Group) -> People | None:
        """The group that "the women" means: the nearest so called, else one that may be."""
        sentence, noun = self.sentence_of(token.i), word_of(token)
        near = [k for k in reversed(self.met) if sentence - k.sentence <= FAR]
        fitting = [k for k in near if self.fits(k, said.group, sentence)]
        is_many = said.group.min > 1
        fitting = [k for k in fitting if (k.group.min > 1 or k.group.max is None) == is_many]
        ordered = (c.lower_ for c in (*token.lefts, token))
        order = next((word for word in ordered if is_order(word)), None)
        if order is not None:
            return in_order(self, token, said, order)
        fitting = [k for k in fitting if not k.is_teller and not self._acts_on(k, token)]
        kin = cues()["kin_of"].get(noun, ())
        called = [k for k in fitting if any(n == noun or ends(n, noun) for n in k.nouns)]
        called = called or [k for k in fitting if k.nouns & set(kin)]
        if called:
            return max(called, key=lambda k: (k.is_as_many(said.group), k.likeliness(sentence)))
        is_counted = number(token.text) is not None
        if not is_counted and noun not in cues()["anybody"] and not said.group.status:
            return some_called(self, token, said) if is_many else None
        if noun in COLLECTIVE:
            fitting = [k for k in fitting if k.group.max != 1]
        if not (is_counted or noun in cues()["anybody"]):
            fitting = self._of_status(fitting, said.group)
        fitting = [k for k in fitting if not k.is_doer]
        if said.group.exact and is_many:
            fitting = self._as_many(fitting, said.group)
        likely = {id(k): (k.is_as_many(said.group), k.likeliness(sentence)) for k in fitting}
        return max(fitting, key=lambda k: likely[id(k)], default=None) or (
            some_called(self, token, said) if is_many else None
        )

    def _as_many(self, fitting: list[People], said: AffectedGroup) -> list[People]:
        """Whom "the three" means: no part without a number; those as many of another section."""
        fitting = [k for k in fitting if k.group.exact or not k.is_part]
        if any(k.is_as_many(said) for k in fitting):
            return fitting
        far = [k for k in self.met if k.is_affected and k.is_as_many(said) and k.may_be(said)]
        return far if len(far) == 1 else fitting

    def _of_status(self, fitting: list[People], said: AffectedGroup) -> list[People]:
        """Those of a status; else those counted who were called "people", of whom none is told."""
        of_it = [k for k in fitting if set(k.group.status) & set(said.status)]
        general = cues()["general"]
        return of_it or [
            k for k in fitting
            if not k.group.status and k.group.exact and k.is_affected and k.nouns & general
        ]  # fmt: skip

    def _named(self, token: Token, said: Group) -> People | None:
        """Who bears a name told before; a name at a sentence's head may be the one just told of."""
        names, sentence = name_words(token) or {token.lower_}, self.sentence_of(token.i)
        for known in reversed(self.met):
            if known.names & names:
                return known
        if token.dep_ not in _SUBJECTS or is_speaking(token) or said.group.age is None:
            return None
        for known in reversed(self.met):
            is_open = known.is_affected and not known.names and known.group.max == 1
            if is_open and sentence - known.sentence <= 2:
                return known if self.fits(known, said.group, sentence) else None
        return None


def _behind_home(token: Token) -> list[Token]:
    """A name that the parser gave to the town before it: "a nurse from Aleppo, Rima K., was"."""
    towns = (o for c in token.rights if c.lower_ == "from" for o in c.children)
    return [n for o in towns for n in o.rights if n.dep_ == "appos" and n.ent_type_ == "PERSON"]


def _is_said_to_be_aged(name: Token) -> bool:
    """Whether a name is somebody's, since an age is told of it: "Hawa is 26"."""
    is_subject = name.dep_ == "nsubj" and name.head.lemma_ == "be"
    return is_subject and years_said(name.head) is not None
