"""What speaks for and against somebody having done an act: features from 0 to 1.

vocabulary/weighed.yml holds the weight of each; one that it does not list weighs nothing. Those who
did it are kinds of institutions and roles, as everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.claim import Modality
from ..hanging import clause_of, is_apart, is_aside, up
from ..perpetrators import STAFF
from ..spoken_of import is_definite, word_of
from ..subjects import is_passive, subject_of
from ..taken_up import is_taken_up
from .around import Features, family, tense
from .of_times import away

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from ..acts import Mention
    from ..drafts import Draft
    from ..perpetrators import Institution
    from .acting import Acting, Actor
    from .around import Around

FAR = 30  # tokens


def of_nobody_told(draft: Draft, around: Around, near: Sequence[Actor]) -> Features:
    """What speaks for a text not telling who did an act."""
    mention = draft.mentions[0]
    here = around.sentence_of(mention)
    inside = [a for a in near if a.sentence == here]
    return {
        "none": 1.0,
        "none: ruled": not draft.agents,
        f"none: {draft.modality}": 1.0,
        f"none: {draft.kind}": 1.0,
        f"none: family {family(draft.act)}": 1.0,
        "none: a noun": mention.is_noun,
        f"none: {_told_as(mention)}": 1.0,
        f"none: {_told_as(mention)}, nobody beside": not inside,
        f"none: {draft.modality}, {_told_as(mention)}": 1.0,
        "none: relative clause": clause_of(mention.token).dep_ == "relcl",
        "none: own story": around.setting.is_own_story,
        "none: quoted": around.quote_of(mention.token) >= 0,
        "none: nobody beside": not inside,
        "none: one beside": len(inside) == 1,
        "none: nobody near": not near,
        f"none: tense {tense(mention.token)}": 1.0,
        "none: told again": len(draft.mentions) > 1,
    }


def of_ruled_doers(draft: Draft) -> Features:
    """What speaks for those whom the rules gave, whoever they are."""
    mention = draft.mentions[0]
    agents = draft.agents
    sent = mention.token.sent
    own = any(sent.start <= a.start < sent.end for a in agents)
    return {
        "ruled": 1.0,
        "ruled own": own,
        "ruled of another sentence": not own,
        "ruled by the parse": agents == mention.agents,
        "ruled: several": len(agents) > 1,
        "ruled: the act's own word": any(a.start <= mention.token.i < a.end for a in agents),
        "ruled: not asserted": draft.modality is not Modality.ASSERTED,
        "ruled: a noun": mention.is_noun,
        "ruled: with a country": any(a.country for a in agents),
        "ruled: a bare word": _is_bare(agents, mention.token.doc),
        f"ruled: {draft.kind}": 1.0,
        f"ruled: family {family(draft.act)}": 1.0,
        **{f"ruled: {a.kind}": 1.0 for a in agents},
        **of_kind(draft, agents),
    }


def _is_bare(agents: Sequence[Institution], doc: Doc) -> bool:
    """Whether one word names them that may be of any body: "the guards", "an officer"."""
    return (
        len(agents) == 1
        and agents[0].country is None
        and (agents[0].end - agents[0].start == 1 and doc[agents[0].start].lower_ in STAFF)
    )


def of_kind(draft: Draft, agents: Sequence[Institution]) -> Features:
    """Whether it is an act that such as these do."""
    found: Features = {}
    for agent in agents:
        found[f"kind {agent.kind}"] = 1.0
        found[f"{draft.act} by {agent.kind}"] = 1.0
    return found


def of_lent_doers(draft: Draft, other: Draft, around: Around) -> Features:
    """What speaks for those whom the rules gave an act right before or after."""
    is_before = other is around.before.get(id(draft))
    way = "before" if is_before else "after"
    same = bool(draft.group and other.group and draft.group.group == other.group.group)
    return {
        f"of the act {way}": 1.0,
        f"of the act {way}, its sentence": other.sentence == draft.sentence,
        f"of the act {way}, next sentence": abs(other.sentence - draft.sentence) == 1,
        f"of the act {way}, same people": same,
        f"of the act {way}, nobody ruled": not draft.agents,
        f"of the act {way}, same act": other.act == draft.act,
        f"of the act {way}, its family": family(other.act) == family(draft.act),
        f"of the act {way}, same kind": other.kind == draft.kind,
        f"of the act {way}, put otherwise": other.modality is not draft.modality,
        f"of the act {way}, several": len(other.agents) > 1,
        f"of the act {way}, {_told_as(draft.mentions[0])}": 1.0,
        f"of the act {way}, {_told_as(draft.mentions[0])}, same people": same,
        **of_kind(draft, other.agents),
    }


def of_actor(draft: Draft, one: Actor, acting: Acting, around: Around) -> Features:
    """What speaks for an act being done by those that a word of the text names."""
    mention = min(
        draft.mentions, key=lambda m: (abs(around.sentence_of(m) - one.sentence),
                                       abs(m.token.i - one.token.i))
    )  # fmt: skip
    here = around.sentence_of(mention)
    order = acting.before(mention.token.i)
    place = order.index(one.who.kind) if one.who.kind in order else 99
    is_here = here == one.sentence
    where = _beside(mention, one, around) if is_here else _elsewhere(draft, mention, one, around)
    return {
        "told": 1.0,
        "told last before": place == 0,
        "told second before": place == 1,
        "only kind of the text": len(acting.often) == 1,
        **where,
        **of_kind(draft, (one.who,)),
        **_itself(draft, one, acting, around),
        **_of_ruled(draft, one),
        **_of_the_word(mention, one.token),
    }


def _beside(mention: Mention, one: Actor, around: Around) -> Features:
    """Of those spoken of in the act's own sentence."""
    act, word = mention.token, one.token
    low, high = sorted((word.i, act.i))
    subjects, passive = subject_of(act) if not mention.is_noun else ([], False)
    others = around.setting.others(act)
    chain = [t.i for t in up(word)[1:]]
    hangs_on = next((i for i in chain if i == act.i or i in others), None)
    above = {t.i for t in up(act)[1:]}
    prep = word.head.lower_ if word.dep_ == "pobj" else ""
    return {
        "beside": 1.0,
        "beside: behind": word.i > act.i,
        "beside: far": min(high - low, FAR) / FAR,
        "beside: agent": any(a.i == word.i for a in mention.arguments.agents),
        "beside: its subject, active": any(s.i == word.i for s in subjects) and not passive,
        "beside: subject above": word.dep_ == "nsubj" and word.head.i in above,
        "beside: passive subject above": word.dep_ == "nsubjpass" and word.head.i in above,
        "beside: object above": word.dep_ in {"dobj", "pobj"} and word.head.i in above,
        "beside: on the act": hangs_on == act.i,
        "beside: on another act": hangs_on is not None and hangs_on != act.i,
        "beside: on no act": hangs_on is None,
        "beside: above": word.i in above,
        "beside: act between": any(low < i < high for i in others),
        f"beside: {_role(word)}": 1.0,
        f"beside: behind {prep if prep in _PREPS else 'another'}": bool(prep),
        "beside: aside": is_aside(word),
        "beside: speaks": one.speaks,
        "beside: a place": one.is_place,
        "beside: other quotation": around.quote_of(word) != around.quote_of(act),
        f"beside: {_told_as(mention)}": 1.0,
        f"beside: {_told_as(mention)}, {_role(word)}": 1.0,
        "beside: behind, passive": mention.arguments.is_passive and word.i > act.i,
        "beside: act a noun": mention.is_noun,
        "beside: same clause": not any(
            t.pos_ == "VERB" and low < t.i < high for t in act.doc[low:high]
        ),
    }


def _elsewhere(draft: Draft, mention: Mention, one: Actor, around: Around) -> Features:
    """Of those spoken of in another sentence."""
    setting, act, word = around.setting, mention.token, one.token
    here, there = around.sentence_of(mention), one.sentence
    way, found = away(here, there, setting)
    ours, theirs = around.quote_of(act), around.quote_of(word)
    return {
        **found,
        f"{way}: {_role(word)}": 1.0,
        f"{way}: {_told_as(mention)}": 1.0,
        f"{way}: {_told_as(mention)}, {_role(word)}": 1.0,
        f"{way}: {_told_as(mention)}, doer of an act": word.dep_ == "nsubj"
        and word.head.i in setting.acts,
        f"{way}: subject of its sentence": word.dep_ == "nsubj" and word.head.i == word.sent.root.i,
        f"{way}: doer of an act": word.dep_ == "nsubj" and word.head.i in setting.acts,
        f"{way}: by": word.dep_ == "pobj" and word.head.lower_ == "by",
        "far": 1.0,
        "far: aside": is_aside(word),
        "far: speaks": one.speaks,
        "far: a place": one.is_place,
        "far: other head": setting.head_of(there) != setting.head_of(here),
        "far: lead": there == 0,
        "far: quoted, not the act": theirs >= 0 > ours,
        "far: act quoted": ours >= 0 > theirs,
        "far: act a noun": mention.is_noun,
        "far: act apart": is_apart(act),
        "far: not asserted": draft.modality is not Modality.ASSERTED,
        f"far: {draft.kind}": 1.0,
        f"far: family {family(draft.act)}": 1.0,
        "far: own story": setting.is_own_story,
    }


def _role(word: Token) -> str:
    """What a word is in its clause, in plain terms."""
    return _ROLES.get(word.dep_, "other")


_ROLES = {"nsubj": "subject", "nsubjpass": "passive subject", "dobj": "object", "poss": "owner",
          "pobj": "behind a preposition", "conj": "joined", "appos": "beside a noun",
          "compound": "before a noun", "attr": "what they are"}  # fmt: skip
_PREPS = {"by", "of", "from", "to", "at", "in", "with", "for", "into", "on"}
_THEY = {"they", "them", "he", "she", "who", "it"}


def _told_as(mention: Mention) -> str:
    """How the words of an act leave it open, or tell, who did it."""
    agents, verb = mention.arguments.agents, mention.token
    if agents:
        if any(t.lower_ in _THEY for t in agents):
            return "by they"
        if any(is_taken_up(t) for t in agents):
            return "by the men"
        return "by a name" if agents[0].pos_ == "PROPN" else "by a noun"
    if mention.is_noun or verb.pos_ in {"NOUN", "PROPN", "ADJ", "ADP", "ADV"}:
        return "a noun"
    if mention.arguments.is_passive or is_passive(verb):
        return "passive"
    return "by those in custody" if mention.arguments.subjects else "no subject"


def _itself(draft: Draft, one: Actor, acting: Acting, around: Around) -> Features:
    """What they are, whatever the act, and what else they did by the rules."""
    kind, word = one.who.kind, one.token
    owners = [d for d in around.by_kind.get(kind, ()) if d is not draft]
    where = {p.place.country for p in draft.places}
    country = one.who.country
    return {
        "with a country": country is not None,
        "with the country of the act": country is not None and country in where,
        "with another country": country is not None and bool(where) and country not in where,
        "many": word.tag_ in {"NNS", "NNPS"},
        "a name": word.pos_ == "PROPN",
        "definite": is_definite(word),
        "spoken of often": acting.often[kind] / acting.most,
        "spoken of once": acting.often[kind] == 1,
        "first of the text": one is acting.actors[0],
        "did other acts": bool(owners),
        "did many acts": min(len(owners), 4) / 4,
        "did the same act": any(d.act == draft.act for d in owners),
        "did acts of the family": any(family(d.act) == family(draft.act) for d in owners),
        "did nothing": not owners,
    }


def _of_ruled(draft: Draft, one: Actor) -> Features:
    """How they stand to those whom the rules gave."""
    if not draft.agents:
        return {"nobody ruled": 1.0}
    kinds = {a.kind for a in draft.agents}
    return {
        "somebody ruled": 1.0,
        "of ruled: same kind": one.who.kind in kinds,
        "of ruled: same kind, adds a country": one.who.kind in kinds
        and one.who.country is not None
        and all(a.country is None for a in draft.agents),
        "of ruled: at odds with the parse": one.who.kind not in kinds
        and draft.agents == draft.mentions[0].agents,
        "of ruled: a bare word, not this kind": one.who.kind not in kinds
        and _is_bare(draft.agents, one.token.doc),
        **{f"of ruled: not {kind}": 1.0 for kind in kinds - {one.who.kind}},
    }


def _of_the_word(mention: Mention, word: Token) -> Features:
    """How they agree with the one word that the act is said to be done by."""
    agents = mention.arguments.agents
    if len(agents) != 1:
        return {"no word": not agents, "several words": len(agents) > 1}
    told, lower = agents[0], agents[0].lower_
    is_many = word.tag_ in {"NNS", "NNPS"}
    if lower == "they":
        return {"they: many": is_many, "they: one": not is_many}
    if lower in _THEY:
        return {"he: one": not is_many, "he: many": is_many}
    if told.i == word.i:
        return {"the word": 1.0}
    if word_of(told) == word_of(word):
        return {"called so": 1.0}
    return {"the noun": is_definite(told), "a noun": not is_definite(told)}
