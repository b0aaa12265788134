"""Who did each act of a text, as training/weighed.py learns it: the choices, and which are right.

The rules were made on these same reports, and do worse on hands they were not made on (.70 of what
is filled in, against .81). So it is learned with their later half left out: what the words of an
act say of themselves (`Mention.agents`) without what `resume_doers` adds from the sentences
around. On these reports the rules then do as they do elsewhere.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from bearwitness.extract.drafts import Draft
from bearwitness.extract.perpetrators import Institution, perpetrators
from bearwitness.extract.weighed.around import Around, Features
from bearwitness.extract.weighed.who_did import doers_for

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
import field_reports


class Choices(NamedTuple):
    """The choices of one claim: features, how right each is, and which one the rules made."""

    found: list[Features]
    right: list[float]
    ruled: int


Judged = tuple[field_reports.Judged, Draft]


def choices_of_doers(
    row: dict[str, Any], judged: list[Judged], around: Around, *, withheld: bool
) -> Iterator[Choices]:
    """The choices for every claim that has labels; `withheld` without the rules' later half."""
    drafts = around.drafts
    whole = [draft.agents for draft in drafts]
    if withheld:
        for draft in drafts:
            draft.agents = _of_own_words(draft)
    anew = Around(drafts, around.setting)
    yield from [_choices(row, one, draft, anew) for one, draft in judged if "by" in one.expected]
    for draft, agents in zip(drafts, whole, strict=True):
        draft.agents = agents


def _of_own_words(draft: Draft) -> tuple[Institution, ...]:
    return tuple(dict.fromkeys(a for m in draft.mentions for a in m.agents))


def _choices(
    row: dict[str, Any], one: field_reports.Judged, draft: Draft, around: Around
) -> Choices:
    choices = list(doers_for(draft, around))

    def is_right(agents: tuple[Institution, ...]) -> bool:
        if one.claim is None:
            return False
        claim = replace(one.claim, alleged_perpetrators=perpetrators(agents))
        rights = field_reports.rights(one.expected, claim, row["outlet"])
        return bool(rights.get("alleged_perpetrators", True))

    ruled = [c.what for c in choices].index(draft.agents)
    return Choices([c.found for c in choices], [float(is_right(c.what)) for c in choices], ruled)
