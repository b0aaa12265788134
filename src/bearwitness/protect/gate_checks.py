"""What the gate looks at, one function a check, each on the finished release and nothing else.

The rule: a check never trusts how the release was made; it counts again from what would be
published. What was not given to be checked is REVIEW, never PASS.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache

from ..model.incident import Incident
from ..model.judgement import CLAIM_ACTIONS, Action, Decision, holding
from ..model.measure import Figure
from ..model.release import Check, Cleared, PublicRecord, Verdict
from ..reference.vocabulary import vocabulary
from .differencing import are_tangled, isolated_by, levels_of
from .disclosure import distinct_per_group, said_carefully, small_cells
from .hierarchies import ANY
from .records import released_values
from .records_counts import released_dimensions, released_figures

SHORTEST_WORD = 3  # restricted strings below this say too little to look for
SENSITIVE = ("origins",)


def group_check(records: Sequence[PublicRecord], k: int) -> Check:
    """Whether every record is one of at least k alike."""
    smallest = min(Counter(map(released_values, records)).values(), default=0)
    if not records:
        return Check("groups", Verdict.REVIEW, "no record is released")
    verdict = Verdict.PASS if smallest >= k else Verdict.FAIL
    return Check("groups", verdict, f"the smallest group of records alike has {smallest}; k is {k}")


def diversity_check(records: Sequence[PublicRecord], wanted: int) -> Check:
    """Whether a sensitive field stands only in groups where it has `wanted` values or more."""
    worst = min((n for field in SENSITIVE for n in diversity(records, field)), default=wanted)
    verdict = Verdict.PASS if worst >= wanted else Verdict.FAIL
    return Check(
        "diversity",
        verdict,
        f"{' and '.join(SENSITIVE)} stand only where a group has at least {wanted} values",
    )


def diversity(records: Sequence[PublicRecord], field: str) -> list[int]:
    """How many values a field has in each group that shows it."""
    found = distinct_per_group(
        map(released_values, records), (getattr(record, field) for record in records)
    )
    return [len(values) for values in found.values() if values != {ANY}]


def figures_check(cleared: Cleared, documented: Sequence[Figure], threshold: int) -> Check:
    """Whether every figure is one that the records give, and none is small."""
    again = released_figures(cleared.records, released_dimensions(documented), threshold)
    small = small_cells({repr(one.cell): one.incidents for one in cleared.figures}, threshold)
    if small or again != cleared.figures:
        why = f"{len(small)} small cells; counted again: not the same"
        return Check("figures", Verdict.FAIL, why)
    return Check(
        "figures",
        Verdict.PASS,
        f"{len(cleared.figures)} figures, none below {threshold}, each counted from the records",
    )


def differencing_check(cleared: Cleared, earlier: Sequence[Cleared], k: int) -> Check:
    """Whether no difference from an earlier release is about fewer than k records."""
    if not earlier:
        return Check("differencing", Verdict.PASS, "there is no earlier release to set beside it")
    found = isolated_by(cleared, earlier, k)
    tangled = are_tangled(map(levels_of, [*earlier, cleared]))
    why = f"{found} combinations differ by fewer than {k} from {len(earlier)} earlier releases"
    if tangled:
        why += "; three releases are general in three ways, which together say more than each two"
    return Check("differencing", Verdict.FAIL if found or tangled else Verdict.PASS, why)


_CODED = ("acts", "perpetrators", "statuses")


def words_check(
    records: Sequence[PublicRecord], restricted: frozenset[str], title: str = ""
) -> Check:
    """Whether no restricted string stands in a released value or in the release's title.

    A value that at least k records share and that is exactly a restricted string (a province that
    a report also names) gives nobody away; nor does a word inside a country's name. A match inside
    the name of a finer place is for a person to judge.
    """
    if not restricted:
        return Check("words", Verdict.REVIEW, "no restricted words were given to look for")
    wanted = {_plain(word) for word in restricted}
    wanted = {word for word in wanted if len(word) >= SHORTEST_WORD}
    places = {_plain(record.place) for record in records}
    values = {_plain(value) for record in records for value in _texts(record)} - places
    hits = sum(_stands_in(word, value) for word in wanted for value in values if word != value)
    hits += sum(_stands_in(word, _plain(title)) for word in wanted)
    if hits:
        return Check(
            "words",
            Verdict.FAIL,
            f"{hits} restricted strings stand in released values or the title",
        )
    parts = {part for place in places for part in (place, *place.split(", "))}
    named_finely = {_plain(r.place): r.place for r in records if r.place_level != "country"}
    doubtful = {
        name
        for place, name in named_finely.items()
        if any(_stands_in(word, place) for word in wanted - parts)
    }
    if doubtful:
        named = ", ".join(sorted(doubtful))
        why = f"words that must not leave the case are part of these places' names: {named}"
        return Check("words", Verdict.REVIEW, why)
    return Check("words", Verdict.PASS, f"none of {len(wanted)} restricted strings is released")


def _texts(record: PublicRecord) -> list[str]:
    """The record's words that are no code of ours; its id is made of a key's digits."""
    values = (getattr(record, field.name) for field in fields(record) if field.name != "id")
    return [value for value in values if isinstance(value, str) and value not in _our_codes()]


@cache
def _our_codes() -> frozenset[str]:
    """Codes and families of the vocabularies: they are in every release of every case."""
    codes = {code.code for name in _CODED for code in vocabulary(name)}
    return frozenset(codes | {code.family for code in vocabulary("acts") if code.family})


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _stands_in(word: str, value: str) -> bool:
    """Whether `word` stands in `value`; on word boundaries where its script has them."""
    if word not in value:
        return False
    return not word.isascii() or bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", value))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The incidents that people decided on, and how many nobody did."""

    incidents: tuple[Incident, ...]
    waiting: int


def reviewed_incidents(incidents: Iterable[Incident], decisions: Iterable[Decision]) -> Reviewed:
    """Incidents marked reviewed of which every claim has a standing accept or correction.

    The mark alone is not believed: the decisions are counted again.
    """
    everything, standing = list(incidents), _accepted(decisions)
    passed = tuple(i for i in everything if i.is_reviewed and standing.issuperset(i.claim_ids))
    return Reviewed(passed, len(everything) - len(passed))


def _accepted(decisions: Iterable[Decision]) -> frozenset[str]:
    """Claims whose newest decisions leave them accepted, corrected or added by a person."""
    accepted: dict[str, set[str | None]] = {}
    for decision in sorted(holding(decisions), key=lambda d: (d.at, d.id)):
        is_on_claim = decision.action in CLAIM_ACTIONS and len(decision.subject) == 1
        if not is_on_claim and decision.action is not Action.ADD:
            continue
        grounds = accepted.setdefault(decision.subject[0], set())
        match decision.action:
            case Action.ACCEPT | Action.ADD:
                grounds.add(None)
            case Action.CORRECT:
                grounds.add(decision.field)
            case Action.WITHDRAW if decision.field is not None:
                grounds.discard(decision.field)
            case _:
                grounds.clear()
    return frozenset(claim for claim, grounds in accepted.items() if grounds)


def reviewed_check(found: Reviewed, threshold: int) -> Check:
    """Says how many incidents nobody reviewed; they are left out, so it passes."""
    left = said_carefully(found.waiting, threshold)
    return Check("reviewed", Verdict.PASS, f"{left} incidents that nobody reviewed are left out")


def approvals(
    checks: Iterable[Check], decisions: Iterable[Decision], release_id: str
) -> dict[str, str]:
    """For each REVIEW that a named person approved: the check's name and the decision's id.

    The subject is (release id, check) or ("release", check); the newest decision holds.
    """
    newest: dict[tuple[str, ...], Decision] = {}
    for decision in sorted(holding(decisions), key=lambda d: (d.at, d.id)):
        if decision.action in (Action.APPROVE, Action.WITHDRAW):
            newest[decision.subject] = decision
    checks, found = list(checks), dict[str, str]()
    for check in checks:
        for subject in ((release_id, check.name), ("release", check.name)):
            decision_ = newest.get(subject)
            if decision_ and decision_.action is Action.APPROVE and decision_.by.strip():
                found.setdefault(check.name, decision_.id)
    return {c.name: found[c.name] for c in checks if c.verdict is Verdict.REVIEW if c.name in found}
