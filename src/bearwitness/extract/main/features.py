"""What speaks for a claim and a time being what a report is mainly about.

Every feature is a number from 0 to 1 with a telling name; vocabulary/primary.yml holds the weight
of each, and one that it does not list weighs nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model.dates import Precision
from ...reference.vocabulary import vocabulary
from ..hanging import is_aside
from .story import bounds, is_clock, is_said
from .titled import of_title

if TYPE_CHECKING:
    from ...model.claim import Claim
    from ...model.dates import TimeExpression
    from .story import Story
    from .titled import Title

Features = dict[str, float]
OPENING, LEAD = 300, 1500  # code points in which a first sentence and a lead usually end
SAID_OFTEN = 6
NEAR = 60  # code points between an act's word and a time or place that is close
FAR = 10  # sentences
STATE = {"police", "security forces", "army", "government", "prison", "border guard"}
LAGS = (("day", 1), ("week", 7), ("month", 31), ("year", 366), ("five_years", 1830))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _from_start(offset: int, reach: int) -> float:
    return max(0.0, 1.0 - offset / reach)


def _family(act: str | None) -> str:
    return (vocabulary("acts")[act].family or "none") if act else "none"


def of_claim(claim: Claim, story: Story, title: Title) -> Features:
    """What a claim itself shows."""
    said = claim.evidence_for("act")
    start = said[0].start
    words = [story.token_at(e.start) for e in said]
    found: Features = {
        "act_titled": claim.act in title.acts,
        "family_titled": _family(claim.act) in {_family(act) for act in title.acts},
        "act_is_verb": any(token.pos_ == "VERB" for token in words),
        "act_is_root": any(token.dep_ == "ROOT" for token in words),
        "first_sentence": min(story.sentences_of(claim)) == 0,
        "lead": _from_start(start, LEAD),
        "opening": _from_start(start, OPENING),
        "depth": start / max(1, len(story.text)),
        "first": claim is story.told[0],
        "said_often": min(len(said), SAID_OFTEN) / SAID_OFTEN,
        "said_again": len(said) > 1,
        "event": claim.kind == "event",
        "no_cue": any("no_cue" in c.reasons for c in claim.confidences if c.field == "act"),
        f"modality {claim.modality}": 1.0,
        "same_act": min(sum(c.act == claim.act for c in story.told), SAID_OFTEN) / SAID_OFTEN,
        f"family {_family(claim.act)}": 1.0,
        f"act {claim.act}": 1.0,
        "by_state": any(p.kind in STATE for p in claim.alleged_perpetrators),
        "by_somebody": bool(claim.alleged_perpetrators),
        "sourced": len(claim.attribution) > 1,
    }
    group = claim.affected
    if group is not None:
        found |= {
            "affected": 1.0,
            "one_person": group.exact and group.max == 1,
            "many_people": group.min > 9,
        }
    return found | _of_where(claim, story) | of_title(claim, story, title)


def _of_where(claim: Claim, story: Story) -> Features:
    if not claim.where:
        return {"no_place": 1.0}
    spans, sentences = claim.evidence_for("where"), story.sentences_of(claim)
    is_own = any(story.sentence_of(e.start) in sentences for e in spans)
    is_town = any(p.precision in {"town", "site"} for p in claim.where)
    is_coarse = all(p.precision in {"country", "region"} for p in claim.where)
    countries = {p.country for p in claim.where if p.country}
    share = max((story.share_of_country(code) for code in countries), default=0.0)
    often = max(story.share_of_place(p) for p in claim.where)
    title = (story.header.title or "").lower()
    return {
        "country_share": share,
        "main_country": share == 1.0,
        "place_share": often,
        "main_place": often == 1.0,
        "place_titled": any(p.name.lower() in title for p in claim.where),
        "place_opening": max(_from_start(e.start, OPENING) for e in spans),
        "own_place": is_own,
        "town": is_town,
        "own_town": is_own and is_town,
        "only_country": is_coarse,
    }


def of_time(time: TimeExpression, story: Story, title: Title) -> Features:
    """What a time expression itself shows; its names start with `t_`."""
    earliest, latest = bounds(time)
    days = (latest - earliest).days
    has_year, has_digits = bool(_YEAR.search(time.exact)), any(c.isdigit() for c in time.exact)
    is_day, is_month = days == 0, 20 < days < 32
    sentence = story.sentence_of(time.start)
    near = story.acts.get(sentence, [])
    found: Features = {
        "t_day": is_day,
        "t_week": 0 < days <= 7,
        "t_month": is_month,
        "t_year": days > 360,
        "t_long": days > 366,
        "t_digits": has_digits,
        "t_full_date": is_day and has_year,
        "t_day_and_month": is_day and has_digits and not has_year,
        "t_month_and_year": is_month and has_year,
        "t_depth": time.start / max(1, len(story.text)),
        "t_lead": _from_start(time.start, LEAD),
        "t_opening": _from_start(time.start, OPENING),
        "t_first": time is story.times[0],
        "t_clock": is_clock(time),
        "t_said": is_said(story, time),
        "t_aside": is_aside(story.token_at(time.end - 1)),
        "t_operator": bool(time.operator),
        "t_beside_act": bool(near),
        "t_close_to_act": any(abs(at - time.start) < NEAR for at, _ in near),
        "t_beside_titled": any(claim.act in title.acts for _, claim in near),
        "t_beside_place": any(
            story.sentence_of(p.start) == sentence and p.precision in {"town", "admin-1"}
            for p in story.places
        ),
        "t_own_of_some": min(len(story.owners.get((time.start, time.end), ())), 3) / 3,
    }
    found |= {f"t_beside {_family(claim.act)}": 1.0 for _, claim in near}
    return found | _company(time, story) | _lag(time, story)


def _company(time: TimeExpression, story: Story) -> Features:
    """How many other times of the text lie in the same month and year."""
    first = bounds(time)[0]
    month = (first.year, first.month)
    same_month = same_year = 0
    for other in story.times:
        a, b = bounds(other)
        same_year += a.year == first.year
        same_month += other is not time and (a.year, a.month) == month == (b.year, b.month)
    return {"t_same_month": min(same_month, 4) / 4, "t_same_year": min(same_year, 8) / 8}


def _lag(time: TimeExpression, story: Story) -> Features:
    """How long before the report it lies."""
    if story.header.published is None:
        return {}
    days = (story.header.published - bounds(time)[1]).days
    name = next((name for name, most in LAGS if days <= most), "long")
    return {f"t_ago_{name}": 1.0}


def of_time_for(time: TimeExpression | None, claim: Claim, story: Story) -> Features:
    """What a time has to do with a claim; its names start with `tie_`."""
    own = story.own.get(claim.id)
    if time is None:
        return {"tie_none": 1.0}
    if time is own:
        return {"tie_own": 1.0}
    sentence = story.sentence_of(time.start)
    far = min(abs(sentence - s) for s in story.sentences_of(claim))
    owners = story.owners.get((time.start, time.end), [])
    start = claim.evidence_for("act")[0].start
    return {
        "tie_given": 1.0,
        "tie_finer": own is not None,
        "tie_inherited": time is story.time_of(claim),
        "tie_same_sentence": far == 0,
        "tie_next_sentence": far == 1,
        "tie_distance": min(far, FAR) / FAR,
        "tie_same_paragraph": not story.is_between(time.start, start),
        "tie_after": time.start > start,
        "tie_of_same_act": any(c.act == claim.act for c in owners),
        "tie_of_other_act": bool(owners) and all(c.act != claim.act for c in owners),
    }


def is_finer(inner: TimeExpression, outer: TimeExpression) -> bool:
    """Whether a time says more precisely what another says."""
    if not (inner.earliest and inner.latest and outer.earliest and outer.latest):
        return False
    if inner.precision is outer.precision or outer.precision is Precision.DAY:
        return False
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest
