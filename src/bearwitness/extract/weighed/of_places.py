"""What speaks for and against an act having a place: features by name, numbers from 0 to 1.

vocabulary/weighed.yml holds the weight of each; one that it does not list weighs nothing. Homes,
origins and routes carry the feature `barred`; choose.py never takes such a place that the rules
did not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.places import PlaceRole
from ..hanging import clause_of, is_apart, is_aside, is_cut_off, is_of_speaker, reach, tables, up
from ..places_of_acts import (
    default_role,
    is_at_bench,
    is_barred,
    is_capital,
    is_never_lent,
    is_of_bench,
    is_of_return,
    is_owner,
)
from ..scenes import LEAD
from ..timing import TO_COME
from ..ways import role_of
from .around import Features, family, has_place, is_alike, is_same_place, tense
from .of_times import FAR, away

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ...model.places import PlaceMention
    from ..acts import Mention
    from ..drafts import Draft
    from ..placing import Setting
    from .around import Around, Named

_PREPOSITIONS = {"in", "at", "to", "from", "near", "through", "into", "of", "by", "outside",
                 "across", "via"}  # fmt: skip
_FINE = {"town", "site", "admin-1"}


def is_single(draft: Draft, around: Around) -> bool:
    """Whether the rules give one place of the text's sentences, in the role that needs no word."""
    if len(draft.places) != 1 or draft.places[0].role is not default_role(draft.act):
        return False
    return any(one.what.start == draft.places[0].place.start for one in around.places)


def of_no_place(draft: Draft, around: Around) -> Features:
    """What speaks for an act having no place."""
    mention, setting = draft.mentions[0], around.setting
    return {
        "none": 1.0,
        "none: ruled": not draft.places,
        f"none: {draft.modality}": 1.0,
        f"none: {draft.kind}": 1.0,
        f"none: tense {tense(mention.token)}": 1.0,
        f"none: act {draft.act}": 1.0,
        f"none: family {family(draft.act)}": 1.0,
        "none: a noun": mention.is_noun,
        "none: apart": is_apart(mention.token),
        "none: quoted": around.quote_of(mention.token) >= 0,
        "none: relative clause": clause_of(mention.token).dep_ == "relcl",
        "none: side clause": mention.token.dep_ in {"advcl", "acl", "xcomp", "pcomp"},
        "none: own story": setting.is_own_story,
        "none: beside a place": bool(setting.places.get(around.sentence_of(mention))),
        "none: told again": len(draft.mentions) > 1,
        "none: many people": bool(draft.group and draft.group.group.max is None),
        "none: a country of the text": setting.region is not None,
        "none: never lent": is_never_lent(draft.act),
        "none: return": is_of_return(draft.act),
    }


def of_set(draft: Draft, around: Around) -> Features:
    """What speaks for an act having just what the rules give: several places, a way, a dateline's
    place, a country that is only named as an owner.
    """
    region = around.setting.region
    return {
        "set: region of the text": any(p.place is region for p in draft.places),
        "set: dateline": any(p.place is around.setting.written_at for p in draft.places),
        "set": 1.0,
        "set: own": any(p.is_own for p in draft.places),
        "set: of a return": is_of_return(draft.act),
        "set: size": min(len(draft.places), 3) / 3,
        "set: to come": draft.modality in TO_COME,
    }


def of_dateline(draft: Draft, place: PlaceMention, around: Around) -> Features:
    """What speaks for an act having the place that the text is dated from."""
    mention, region = draft.mentions[0], around.setting.region
    here = around.sentence_of(mention)
    return {
        "dateline": 1.0,
        "dateline: capital": is_capital(place),
        "dateline: country of the text": region is not None and region.country == place.country,
        "dateline: lead": here == 0,
        "dateline: near the lead": 0 < here < LEAD,
        "dateline: no place told": not around.places,
        "dateline: no place in the sentence": not around.setting.places.get(here),
        "dateline: no ruled place": not draft.places,
        "dateline: act quoted": around.quote_of(mention.token) >= 0,
        f"dateline: {draft.kind}": 1.0,
        f"dateline: family {family(draft.act)}": 1.0,
        "dateline: had by the act before": has_place(around.before.get(id(draft)), place),
    }


def of_way(draft: Draft, one: Named[PlaceMention], way: PlaceRole, around: Around) -> Features:
    """What speaks for a place being where a return goes from, to or via."""
    mention = around.told_nearest(draft, one)
    beside = around.sentence_of(mention) == one.sentence
    first = around.setting.token_at(one.what.start)
    said = role_of(first, one.token, mention, one.what)
    region = around.setting.region
    where = "beside" if beside else "far"
    return {
        f"way: {way}": 1.0,
        f"way: {way}, {where}": 1.0,
        f"way: {way}, {where}, {_preposition(one.token)}": 1.0,
        f"way: {way}, {where}, {one.what.precision}": 1.0,
        f"way: {way}, country of the text": (
            region is not None and region.country == one.what.country
        ),
        f"way: {where}, as the words say": said is way,
        f"way: {where}, the words say another": said not in {way, PlaceRole.AT},
        f"way: {way}, behind": beside and one.token.i > mention.token.i,
        f"way: {way}, a place of the act before": has_place(around.before.get(id(draft)), one.what),
    }


def of_place(draft: Draft, one: Named[PlaceMention], around: Around) -> Features:
    """What speaks for an act having a place of the text, and no other."""
    mention = around.told_nearest(draft, one)
    beside = around.sentence_of(mention) == one.sentence
    single = is_single(draft, around) and is_same_place(draft.places[0].place, one.what)
    return {
        "ruled": single,
        "ruled own": single and draft.places[0].is_own,
        "ruled lent": single and not draft.places[0].is_own,
        "ruled here": single and draft.places[0].place.start == one.what.start,
        "among the ruled": has_place(draft, one.what),
        **_in_order(mention.token, one, around),
        **_barred(draft, mention, one, around),
        **(_beside if beside else _elsewhere)(draft, mention, one, around),
        **_of_other_acts(draft, one.what, around),
        **_itself(draft, one, around),
    }


def _in_order(act: Token, one: Named[PlaceMention], around: Around) -> Features:
    """Whether it is the last place told before the act."""
    told = [n.what for n in around.places if n.token.i < act.i]
    fine = [place for place in told if place.precision in _FINE]
    return {
        "last before": bool(told) and told[-1] is one.what,
        "second before": len(told) > 1 and told[-2] is one.what,
        "last fine before": bool(fine) and fine[-1] is one.what,
    }


def _barred(draft: Draft, mention: Mention, one: Named[PlaceMention], around: Around) -> Features:
    """Whether the words make it no place of an act: a home, an origin, a speaker's, an owner's."""
    setting, token, place = around.setting, one.token, one.what
    return {
        "barred": is_barred(token, place, mention.token.i, draft.act, setting.acts),
        "an owner": is_owner(token, place),
        "a bench": is_of_bench(token, draft.act),
        "a capital": is_capital(place),
        "a speaker's words": setting.is_speakers(place, mention),
        "a speaker's": is_of_speaker(token, mention.token.i),
        "somebody's": setting.is_of_somebody(token),
        "a way": setting.is_way(token, mention),
        "a country of others": setting.is_of_others(place, mention),
        "away from the court": _is_away_from_court(draft, token, setting),
    }


def _is_away_from_court(draft: Draft, token: Token, setting: Setting) -> bool:
    """Whether a court did it, and the rules give where it sits, which this place is not."""
    if draft.act not in tables()["court_acts"] or is_at_bench(token):
        return False
    return any(is_at_bench(setting.token_at(p.place.end - 1)) for p in draft.places)


def _preposition(token: Token) -> str:
    found = next((a.lower_ for a in up(token)[1:] if a.pos_ == "ADP"), "none")
    return found if found in _PREPOSITIONS or found == "none" else "other"


def _beside(draft: Draft, mention: Mention, one: Named[PlaceMention], around: Around) -> Features:
    """Of a place in the act's own sentence."""
    act, token, said = mention.token, one.token, _preposition(one.token)
    others = around.setting.others(act)
    hangs_on = next((a.i for a in up(token)[1:] if a.i == act.i or a.i in others), None)
    far = [reach(t, act, others) for t, _ in around.setting.places[one.sentence]]
    low, high = sorted((token.i, act.i))
    return {
        "beside": 1.0,
        f"beside: {said}": 1.0,
        "beside: on the act": hangs_on == act.i,
        f"beside: on the act, {said}": hangs_on == act.i,
        "beside: on another act": hangs_on not in {None, act.i},
        "beside: on no act": hangs_on is None,
        "beside: behind": token.i > act.i,
        "beside: far": min(high - low, FAR) / FAR,
        "beside: cut off": is_cut_off(token, act),
        "beside: aside": is_aside(token),
        "beside: act between": any(low < i < high for i in others),
        "beside: nearest": reach(token, act, others) == min(far),
        "beside: alone": len(far) == 1,
        "beside: to come": draft.modality in TO_COME,
    }


def _elsewhere(
    draft: Draft, mention: Mention, one: Named[PlaceMention], around: Around
) -> Features:
    """Of a place in another sentence."""
    setting, act, token = around.setting, mention.token, one.token
    here, there = around.sentence_of(mention), one.sentence
    way, found = away(here, there, setting)
    over = next((setting.acts[a.i] for a in up(token)[1:] if a.i in setting.acts), None)
    ours, theirs = around.quote_of(act), around.quote_of(token)
    return {
        **found,
        f"{way}: tense {tense(act)}": 1.0,
        f"far: {_preposition(token)}": 1.0,
        "far: other head": setting.head_of(there) != setting.head_of(here),
        "far: not of its head": _is_beside_head(setting, here, one.what),
        "far: other section": setting.section_of(there) != setting.section_of(here),
        "far: lead": there == 0,
        "far: aside": is_aside(token),
        "far: of an act": setting.is_of_act(token),
        "far: of a return": over is not None and is_of_return(over.act),
        "far: of the same act": over is not None and over.act == draft.act,
        "far: of its family": over is not None and family(over.act) == family(draft.act),
        "far: of another family": over is not None and family(over.act) != family(draft.act),
        "far: same tense": tense(token) == tense(act),
        "far: quoted, not the act": theirs >= 0 > ours,
        "far: act quoted": ours >= 0 > theirs,
        "far: act to come": draft.modality in TO_COME,
        f"far: {draft.kind}": 1.0,
        "far: act a noun": mention.is_noun,
        "far: own story": setting.is_own_story,
        "far: never lent": is_never_lent(draft.act),
        f"far: family {family(draft.act)}": 1.0,
    }


def _is_beside_head(setting: Setting, here: int, place: PlaceMention) -> bool:
    """Whether the head above a sentence gives a place, and this is another."""
    headed = setting.headed(setting.places, here)
    return bool(headed) and all(place is not found for _, found in headed)


def _of_other_acts(draft: Draft, place: PlaceMention, around: Around) -> Features:
    """Whether the acts told before and after it have the place, by the rules."""
    before, after = around.before.get(id(draft)), around.after.get(id(draft))
    follows = has_place(before, place)
    return {
        "had by the act before": follows,
        "had by the act before, its own": bool(
            follows and before and any(p.is_own for p in before.places)
        ),
        "had by the act before, same people": bool(follows and before and is_alike(draft, before)),
        "had by the act before, a return": bool(follows and before and is_of_return(before.act)),
        "had by the act after": has_place(after, place),
    }


def _itself(draft: Draft, one: Named[PlaceMention], around: Around) -> Features:
    """What it is, whatever the act."""
    place, region = one.what, around.setting.region
    same = sum(o.what.gazetteer_id == place.gazetteer_id for o in around.places)
    inside = sum(o.what.country == place.country for o in around.places)
    return {
        "some": 1.0,
        f"precision {place.precision}": 1.0,
        "unlisted": place.gazetteer_id is None,
        "named often": min(same - 1, 3) / 3,
        "country's share": inside / len(around.places),
        "region of the text": region is not None and region.start == place.start,
        "first of the text": one is around.places[0],
        "named most": place.start in around.main_places,
        "act a return": is_of_return(draft.act),
    }
