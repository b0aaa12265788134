"""What speaks for and against an act being done to people told of: features from 0 to 1.

vocabulary/weighed.yml holds the weight of each; one that it does not list weighs nothing. People
are those of told.py: coarse, of one report, without names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..hanging import clause_of, is_apart, up
from ..pronouns import ANY_HE_OR_SHE, ANY_THEY
from ..spoken_of import is_definite, is_speaking, word_of
from ..subjects import subject_of
from .around import Features, family
from .of_times import away

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ...model.claim import AffectedGroup
    from ..acts import Mention
    from ..drafts import Draft
    from ..told_people import People
    from .around import Around
    from .known import Known

FAR = 30  # tokens


def of_nobody(draft: Draft, around: Around) -> Features:
    """What speaks for an act being done to nobody told of."""
    mention = draft.mentions[0]
    return {
        "none": 1.0,
        "none: ruled": draft.group is None,
        "none: somebody ruled, lent": draft.group is not None and not draft.group_is_own,
        f"none: {draft.modality}": 1.0,
        f"none: {draft.kind}": 1.0,
        f"none: family {family(draft.act)}": 1.0,
        "none: a noun": mention.is_noun,
        "none: a noun alone": mention.is_noun and not mention.arguments.patients,
        "none: patients": bool(mention.arguments.patients),
        "none: a thing": bool(mention.arguments.patients) and draft.group is None,
        "none: relative clause": clause_of(mention.token).dep_ == "relcl",
        "none: own story": around.setting.is_own_story,
    }


def of_ruled(draft: Draft) -> Features:
    """What speaks for those whom the rules gave, whoever they are."""
    group, mention = draft.group, draft.mentions[0]
    if group is None:
        return {}
    words = mention.token.doc.char_span(group.start, group.end, alignment_mode="expand")
    told = [t for t in words or () if t.is_alpha]
    patients = mention.arguments.patients
    return {
        "ruled": 1.0,
        "ruled own": draft.group_is_own,
        "ruled lent": not draft.group_is_own,
        "ruled: a pronoun": group.is_anaphor,
        "ruled: no patient": not patients,
        "ruled: a name": all(t.pos_ == "PROPN" for t in told),
        "ruled: no person": all(t.ent_type_ in _NO_PEOPLE for t in told),
        "ruled: without number": group.group.max is None and group.group.min <= 2,
        "ruled: nobody": any(t.lower_ in {"nobody", "no", "none", "neither"} for t in told),
        "ruled: the doers": any(
            group.start < a_last and a_first < group.end for a_first, a_last in _doers(draft)
        ),
        f"ruled: {draft.kind}": 1.0,
        f"ruled: family {family(draft.act)}": 1.0,
        "ruled: a noun": mention.is_noun,
    }


_NO_PEOPLE = {"GPE", "LOC", "FAC", "ORG", "DATE", "EVENT", "LAW", "PRODUCT"}


def is_doer(draft: Draft, one: People, known: Known) -> bool:
    """Whether people are among those who did the act."""
    doers = {i for a in draft.agents for i in range(a.start, a.end)}
    return any(word.i in doers for word in known.words[id(one)])


def _doers(draft: Draft) -> list[tuple[int, int]]:
    doc = draft.mentions[0].token.doc
    return [(doc[a.start].idx, doc[a.end - 1].idx + len(doc[a.end - 1])) for a in draft.agents]


def of_people(draft: Draft, one: People, known: Known, around: Around) -> Features:
    """What speaks for an act being done to people that the text tells of."""
    mention, words = draft.mentions[0], known.words[id(one)]
    act, here = mention.token, around.sentence_of(mention)
    nearest = min(words, key=lambda t: _distance(t, act, here, around))
    there = around.setting.sentence_of(nearest.i)
    order = known.before(act.i)
    place = order.index(id(one)) if id(one) in order else 99
    return {
        "told": 1.0,
        "told last before": place == 0,
        "told second before": place == 1,
        "told third before": place == 2,
        "patient": any(t.i == w.i for t in mention.arguments.patients for w in words),
        **(_beside if here == there else _elsewhere)(draft, mention, nearest, around),
        **_known_by(nearest),
        **_themselves(one, words, known, around),
        **_of_ruled_ones(draft, one.group),
        **_of_the_word(mention, one),
        "first word behind the act": words[0].i > act.i,
    }


def _distance(token: Token, act: Token, here: int, around: Around) -> tuple[int, int]:
    away = here - around.setting.sentence_of(token.i)
    return (away if away >= 0 else 2 - away), abs(token.i - act.i)


def _beside(draft: Draft, mention: Mention, word: Token, around: Around) -> Features:
    """Of those spoken of in the act's own sentence."""
    act = mention.token
    low, high = sorted((word.i, act.i))
    subjects, passive = subject_of(act) if not mention.is_noun else ([], False)
    chain = [t.i for t in up(word)[1:]]
    others = around.setting.others(act)
    hangs_on = next((i for i in chain if i == act.i or i in others), None)
    doers = {i for a in draft.agents for i in range(a.start, a.end)}
    return {
        "beside": 1.0,
        "beside: behind": word.i > act.i,
        "beside: far": min(high - low, FAR) / FAR,
        "beside: on the act": hangs_on == act.i,
        "beside: on another act": hangs_on is not None and hangs_on != act.i,
        "beside: on no act": hangs_on is None,
        f"beside: {_role(word)}": 1.0,
        "beside: its subject": any(s.i == word.i for s in subjects),
        "beside: its subject, active": any(s.i == word.i for s in subjects) and not passive,
        "beside: doer": word.i in doers,
        "beside: owner of a noun": word.dep_ == "poss",
        "beside: owner behind a noun act": word.dep_ == "poss" and mention.is_noun,
        "beside: act between": any(low < i < high for i in others),
        "beside: above": any(t.i == word.i for t in up(act)[1:]),
        "beside: speaks": is_speaking(word),
        "beside: other quotation": around.quote_of(word) != around.quote_of(act),
        "beside: of the main clause": word.head.i == act.sent.root.i,
    }


def _elsewhere(draft: Draft, mention: Mention, word: Token, around: Around) -> Features:
    """Of those spoken of in another sentence."""
    setting, act = around.setting, mention.token
    here, there = around.sentence_of(mention), setting.sentence_of(word.i)
    way, found = away(here, there, setting)
    ours, theirs = around.quote_of(act), around.quote_of(word)
    return {
        **found,
        f"{way}: {_role(word)}": 1.0,
        f"{way}: speaks": is_speaking(word),
        "far": 1.0,
        "far: no patient": not mention.arguments.patients,
        "far: patient": bool(mention.arguments.patients),
        "far: other head": setting.head_of(there) != setting.head_of(here),
        "far: other section": setting.section_of(there) != setting.section_of(here),
        "far: lead": there == 0,
        "far: quoted, not the act": theirs >= 0 > ours,
        "far: act quoted": ours >= 0 > theirs,
        "far: act a noun": mention.is_noun,
        "far: act apart": is_apart(act),
        f"far: {draft.kind}": 1.0,
    }


def _role(word: Token) -> str:
    """What a word is in its clause, in plain terms."""
    return _ROLES.get(word.dep_, "other")


_ROLES = {"nsubj": "subject", "nsubjpass": "passive subject", "dobj": "object", "poss": "owner",
          "pobj": "behind a preposition", "conj": "joined", "appos": "beside a noun"}  # fmt: skip


def _known_by(word: Token) -> Features:
    """How the word nearest to the act speaks of them."""
    lower = word.lower_
    is_pronoun = lower in ANY_HE_OR_SHE or lower in ANY_THEY
    return {
        "by a pronoun": is_pronoun,
        "by a noun with the": not is_pronoun and is_definite(word),
        "by a name": word.ent_type_ == "PERSON",
    }


def _themselves(one: People, words: list[Token], known: Known, around: Around) -> Features:
    """What they are, whatever the act, and what other acts were done to them."""
    group = one.group
    return {
        "affected": one.is_affected,
        "a speaker": one.is_speaker,
        "a teller": one.is_teller,
        "an institution": one.is_doer,
        "some aside": one.is_aside,
        "a part": one.whole is not None,
        "put together": bool(one.members),
        "one": group.max == 1,
        "several, counted": group.max != 1 and group.exact,
        "without number": group.max is None,
        "of known sex": group.sex is not None,
        "of known age": group.age is not None,
        "of a nation": group.nationality is not None,
        "of a status": bool(group.status),
        "spoken of often": len(words) / known.most,
        "spoken of most": len(words) == known.most,
        "spoken of once": len(words) == 1,
        "first of the text": words[0].i == known.order[0][0],
        "in the lead": around.setting.sentence_of(words[0].i) == 0,
    }


def _of_ruled_ones(draft: Draft, group: AffectedGroup) -> Features:
    """How they stand to those whom the rules gave."""
    if draft.group is None:
        return {"nobody ruled": 1.0}
    have = draft.group.group
    at_odds = _at_odds(group, have)
    same_number = (group.min, group.max) == (have.min, have.max)
    return {
        "somebody ruled": 1.0,
        "of ruled: at odds": at_odds,
        "of ruled: says more": not at_odds and same_number and _told(group) > _told(have),
        "of ruled: says less": not at_odds and same_number and _told(group) < _told(have),
        "of ruled: counts them": not at_odds and have.max is None and group.exact,
        "of ruled: more of them": group.min > have.min,
        "of ruled: fewer of them": group.min < have.min,
        "of ruled: lent": not draft.group_is_own,
        "of ruled: a pronoun": draft.group.is_anaphor,
        "of ruled: a pronoun, at odds": draft.group.is_anaphor and at_odds,
    }


def _of_the_word(mention: Mention, one: People) -> Features:
    """How they agree with the one word that the act is said to be done to."""
    patients = mention.arguments.patients
    if len(patients) != 1:
        return {"no word": not patients, "several words": len(patients) > 1}
    word, group = patients[0], one.group
    lower = word.lower_
    if lower in ANY_HE_OR_SHE:
        is_one = group.max == 1 and group.sex in {None, ANY_HE_OR_SHE[lower]}
        return {"he or she: agrees": is_one, "he or she: at odds": not is_one}
    if lower in ANY_THEY:
        return {"they: agrees": group.max != 1, "they: at odds": group.max == 1}
    if lower in _VAGUE:
        return {"a vague word": 1.0, "a vague word, several": group.max != 1}
    if is_definite(word):
        called = word_of(word) in one.nouns
        return {"the noun: called so": called, "the noun: not called so": not called}
    return {"a new noun": 1.0, "a new noun, another's": word.i != one.token}


_VAGUE = {"nobody", "none", "whom", "who", "those", "each", "everybody", "everyone", "anyone",
          "anybody", "some", "many", "most", "others", "people"}  # fmt: skip


def _at_odds(one: AffectedGroup, other: AffectedGroup) -> bool:
    """Whether sex, age or nationality of two groups differ, or only one is one person."""
    pairs = ((one.sex, other.sex), (one.age, other.age), (one.nationality, other.nationality))
    if any(a and b and a != b for a, b in pairs):
        return True
    return (one.max == 1) != (other.max == 1)


def _told(group: AffectedGroup) -> int:
    """How much is told of a group beside its number."""
    return sum(1 for one in (group.sex, group.age, group.nationality, *group.status) if one)


def of_lent(draft: Draft, other: Draft, around: Around) -> Features:
    """What speaks for those whom the rules gave another act near this one."""
    before, after = around.before.get(id(draft)), around.after.get(id(draft))
    return {
        "of another act": 1.0,
        "of the act before": other is before,
        "of the act after": other is after,
        "of the act before, without a patient": other is before
        and not draft.mentions[0].arguments.patients,
        "of the same act": other.act == draft.act,
        "of its family": family(other.act) == family(draft.act),
        "of an act of this sentence": other.sentence == draft.sentence,
        "of an act of the same kind": other.kind == draft.kind,
        "of an act, own": other.group_is_own,
    }
