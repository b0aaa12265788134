"""What speaks for and against an act having a time: features by name, numbers from 0 to 1.

vocabulary/weighed.yml holds the weight of each; one that it does not list weighs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.claim import Modality
from ..hanging import clause_of, is_apart, is_aside, is_cut_off, is_of_saying, reach, up
from ..scenes import COARSE
from ..timing import TO_COME, as_to_come
from .around import Features, family, is_alike, tense

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ...model.dates import TimeExpression
    from ..acts import Mention
    from ..drafts import Draft
    from ..placing import Setting
    from .around import Around, Named

FAR = 30  # tokens
STEPS = ((1, "1"), (2, "2"), (5, "3 to 5"))  # sentences


def of_no_time(draft: Draft, around: Around) -> Features:
    """What speaks for an act having no time."""
    mention = draft.mentions[0]
    here = around.sentence_of(mention)
    return {
        "none": 1.0,
        "none: ruled": draft.time is None,
        f"none: {draft.modality}": 1.0,
        f"none: {draft.kind}": 1.0,
        f"none: tense {tense(mention.token)}": 1.0,
        f"none: family {family(draft.act)}": 1.0,
        "none: a noun": mention.is_noun,
        "none: apart": is_apart(mention.token),
        "none: quoted": around.quote_of(mention.token) >= 0,
        "none: of one time": len({one.what.edtf for one in around.times}) == 1,
        "none: relative clause": clause_of(mention.token).dep_ == "relcl",
        "none: side clause": mention.token.dep_ in {"advcl", "acl", "xcomp", "pcomp"},
        "none: own story": around.setting.is_own_story,
        "none: beside a time": bool(around.setting.times.get(here)),
        "none: told again": len(draft.mentions) > 1,
        "none: many people": bool(draft.group and draft.group.group.max is None),
    }


def of_time(draft: Draft, one: Named[TimeExpression], around: Around) -> Features:
    """What speaks for an act having a time of the text."""
    mention = around.told_nearest(draft, one)
    act = mention.token
    beside = around.sentence_of(mention) == one.sentence
    ruled = draft.time is not None and draft.time.time.start == one.what.start
    return {
        "ruled": ruled,
        "ruled own": bool(ruled and draft.time and draft.time.is_own),
        "ruled lent": bool(ruled and draft.time and not draft.time.is_own),
        "of a later mention": mention is not draft.mentions[0],
        **_in_order(act, one, around, beside),
        **(_beside if beside else _elsewhere)(draft, mention, one, around),
        **_of_other_acts(draft, one.what, around),
        **_itself(draft, one, around),
    }


def _in_order(act: Token, one: Named[TimeExpression], around: Around, beside: bool) -> Features:
    """Whether it is the last time told before the act, times of saying aside."""
    told = [n for n in around.times if n.token.i < act.i and not is_of_saying(n.token, act)][-2:]
    is_last = bool(told) and told[-1].what is one.what
    return {
        "last before": is_last,
        "last before, of another sentence": is_last and not beside,
        "second before": len(told) > 1 and told[0].what is one.what,
    }


def _beside(draft: Draft, mention: Mention, one: Named[TimeExpression], around: Around) -> Features:
    """Of a time in the act's own sentence."""
    setting, act, token = around.setting, mention.token, one.token
    how = as_to_come(mention, draft.modality)
    others = setting.others(act)
    hangs_on = next((a.i for a in up(token)[1:] if a.i == act.i or a.i in others), None)
    far = sorted(reach(t, act, others) for t, _ in setting.times[one.sentence])
    mine = reach(token, act, others)
    low, high = sorted((token.i, act.i))
    is_tied = setting.is_tied(token, mention)
    clause = clause_of(act)
    return {
        "beside": 1.0,
        "beside: on the act": hangs_on == act.i,
        "beside: on another act": hangs_on not in {None, act.i},
        "beside: on no act": hangs_on is None,
        "beside: nearest of several": mine == far[0] and len(far) > 1,
        "beside: not nearest": mine > far[0],
        "beside: alone": len(far) == 1,
        "beside: of a saying": is_of_saying(token, act),
        "beside: cut off": is_cut_off(token, act),
        "beside: behind": token.i > act.i,
        "beside: far": min(high - low, FAR) / FAR,
        "beside: act between": any(low < i < high for i in others),
        "beside: of a relative clause": setting.is_of_relative(token, act),
        "beside: act in a relative clause": (
            clause.dep_ == "relcl" and not any(a.i == clause.i for a in up(token))
        ),
        "beside: of what may come": setting.is_of_unsure(token, act, how),
        "beside: tied": is_tied,
        "beside: to come": how in TO_COME,
        "beside: to come, tied": how in TO_COME and is_tied,
        "beside: other quotation": around.quote_of(token) != around.quote_of(act),
    }


def _elsewhere(
    draft: Draft, mention: Mention, one: Named[TimeExpression], around: Around
) -> Features:
    """Of a time in another sentence."""
    setting, act, token = around.setting, mention.token, one.token
    here, there = around.sentence_of(mention), one.sentence
    way, found = away(here, there, setting)
    start = token.sent.start
    inside = [i for i in setting.acts if start <= i < token.i]
    is_of_act = setting.is_of_act(token)
    ours, theirs = around.quote_of(act), around.quote_of(token)
    return {
        **found,
        f"{way}: of an act": is_of_act,
        f"{way}: tense {tense(act)}": 1.0,
        "far: of an act": is_of_act,
        "far: other head": setting.head_of(there) != setting.head_of(here),
        "far: other section": setting.section_of(there) != setting.section_of(here),
        "far: lead": there == 0,
        "far: of a saying": is_of_saying(token, setting.doc[max(inside)] if inside else token),
        "far: aside": is_aside(token),
        "far: of a plea": any(above.lemma_ == "plead" for above in up(token)),
        "far: of what may come": setting.is_of_unsure(token, token, draft.modality),
        "far: of a document": setting.tells_of_document(there),
        "far: quoted, not the act": theirs >= 0 > ours,
        "far: act quoted": ours >= 0 > theirs,
        "far: act to come": as_to_come(mention, draft.modality) in TO_COME,
        "far: act apart": is_apart(act),
        "far: same tense": tense(token) == tense(act),
        f"far: its tense {tense(token)}": 1.0,
        f"far: {draft.kind}": 1.0,
        "far: act a noun": mention.is_noun,
        "far: act in a relative clause": clause_of(act).dep_ == "relcl",
        "far: own story": setting.is_own_story,
        f"far: family {family(draft.act)}": 1.0,
    }


def away(here: int, there: int, setting: Setting) -> tuple[str, Features]:
    """On which side another sentence stands, and the features of how far."""
    way = "back" if there < here else "ahead"
    return way, {
        f"{way} {steps(here - there)}": 1.0,
        f"{way}: same paragraph": setting.paragraphs[there] == setting.paragraphs[here],
    }


def steps(sentences: int) -> str:
    """How many sentences lie between, in words."""
    return next((name for most, name in STEPS if abs(sentences) <= most), "more")


def _of_other_acts(draft: Draft, time: TimeExpression, around: Around) -> Features:
    """What other acts have of it, by the rules."""
    owners = [o for o in around.owners[time.edtf] if o is not draft]
    before, after = around.before.get(id(draft)), around.after.get(id(draft))
    follows = before is not None and before in owners
    return {
        "owned": bool(owners),
        "owned by many": min(len(owners), 4) / 4,
        "owned by the same act": any(o.act == draft.act for o in owners),
        "owned by its family": any(family(o.act) == family(draft.act) for o in owners),
        "owned of the same people": any(is_alike(draft, o) for o in owners),
        "owned by the act before": follows,
        "owned by the act before, its own": bool(
            follows and before and before.time and before.time.is_own
        ),
        "owned by the act before, same people": bool(
            follows and before and is_alike(draft, before)
        ),
        "owned by the act before, put otherwise": bool(
            follows and before and before.modality is not draft.modality
        ),
        "owned by the act after": after is not None and after in owners,
    }


def _itself(draft: Draft, one: Named[TimeExpression], around: Around) -> Features:
    """What it is, whatever the act."""
    time, setting = one.what, around.setting
    to_come = setting.is_to_come(time)
    return {
        f"precision {time.precision}": 1.0,
        f"type {time.type}": 1.0,
        f"operator {time.operator}": 1.0,
        f"anchor {time.anchor}": 1.0,
        "coarse beside finer": time.precision in COARSE
        and any(other.what.precision not in COARSE for other in around.times),
        "long ago": setting.is_long_ago(time),
        "to come": to_come,
        "to come, act asserted": to_come and draft.modality is Modality.ASSERTED,
        "aside": is_aside(one.token),
        "first of the text": one is around.times[0],
        "last of the text": one is around.times[-1],
        "named often": min(sum(o.what.edtf == time.edtf for o in around.times) - 1, 3) / 3,
    }
