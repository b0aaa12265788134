"""How often two reviewers agree, beyond what chance would give."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from ..model.judgement import Action, Decision, holding


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on the claims both decided: how many, the share alike, and Cohen's kappa.

    `kappa` is None when both gave one and the same verdict throughout, where it is undefined.
    """

    reviewers: tuple[str, str]
    claims: int
    alike: float
    kappa: float | None


def agreements(decisions: Iterable[Decision]) -> tuple[Agreement, ...]:
    """Every pair of reviewers with at least one claim in common, sorted by name.

    Source: Cohen 1960, A coefficient of agreement for nominal scales.
    """
    verdicts: defaultdict[str, dict[str, Action]] = defaultdict(dict)
    for decision in sorted(holding(decisions), key=lambda d: (d.at, d.id)):
        if decision.action in (Action.ACCEPT, Action.REJECT, Action.CORRECT):
            verdicts[decision.by][decision.subject[0]] = decision.action
    found = []
    for a, b in combinations(sorted(verdicts), 2):
        common = sorted(verdicts[a].keys() & verdicts[b].keys())
        if common:
            pairs = [(verdicts[a][claim], verdicts[b][claim]) for claim in common]
            found.append(Agreement((a, b), len(pairs), _alike(pairs), kappa(pairs)))
    return tuple(found)


def _alike(pairs: list[tuple[Action, Action]]) -> float:
    return sum(x == y for x, y in pairs) / len(pairs)


def kappa(pairs: list[tuple[Action, Action]]) -> float | None:
    """Cohen's kappa of paired verdicts; None where chance alone would always agree."""
    first, second = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    by_chance = sum(first[verdict] * second[verdict] for verdict in first) / len(pairs) ** 2
    return None if by_chance == 1 else (_alike(pairs) - by_chance) / (1 - by_chance)
