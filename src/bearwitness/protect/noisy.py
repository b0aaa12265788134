"""Counts with noise, for readers who need all that was documented: differential privacy.

The rules: the cells are fixed beforehand by the vocabulary and not by the case, so that which cells
there are says nothing; an incident is in one cell, so adding or leaving out any one incident
changes one count by one; the noise is the discrete Laplace distribution's, drawn by OpenDP; what
all releases of a case spend is at most its budget, and a spent budget is refused. Noise is drawn
once a release and kept with it: drawn anew, it could be averaged away.
Source: Dwork and Roth 2014, The Algorithmic Foundations of Differential Privacy, 3.3 and 3.5.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..model.errors import WrongUse
from ..model.incident import Incident
from ..model.release import Check, Cleared, NoisyCount, Verdict
from ..model.vocabulary import Vocabulary
from ..reference.vocabulary import vocabulary
from .hierarchies import UNKNOWN
from .records import act_of

Draw = Callable[[Sequence[int], float], Sequence[int]]  # counts and epsilon → counts with noise

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Noise:
    """What noisy counts are to spend, of what, and who draws."""

    epsilon: float
    budget: float
    draw: Draw


def budget_check(noise: Noise, earlier: Iterable[Cleared]) -> Check:
    """Whether the budget still has what is asked, after all that earlier releases spent."""
    spent = sum(one.epsilon for one in earlier)
    enough = 0 < noise.epsilon <= noise.budget - spent + _ROUNDING
    return Check(
        "budget",
        Verdict.PASS if enough else Verdict.FAIL,
        f"noisy counts ask for {noise.epsilon:g} of the privacy budget of {noise.budget:g}, "
        f"of which earlier releases spent {spent:g}",
    )


def families() -> tuple[str, ...]:
    """Every family of acts there is, whether the case has any or not; and "unknown"."""
    named = {code.family for code in vocabulary("acts") if code.family}
    return (*sorted(named), UNKNOWN)


def noisy_counts(incidents: Iterable[Incident], noise: Noise) -> tuple[NoisyCount, ...]:
    """Incidents by family of act, with noise; empty when `noise` draws nothing."""
    acts = vocabulary("acts")
    held = Counter(_family(act_of(incident), acts) for incident in incidents)
    names = families()
    drawn = noise.draw([held[name] for name in names], noise.epsilon)
    return tuple(
        NoisyCount((("family", name),), count) for name, count in zip(names, drawn, strict=False)
    )


def _family(act: str, acts: Vocabulary) -> str:
    return (acts[act].family if act in acts else None) or UNKNOWN


def opendp_draw(counts: Sequence[int], epsilon: float) -> Sequence[int]:
    """The counts with discrete Laplace noise of scale 1/epsilon; raises WrongUse without OpenDP."""
    try:
        import opendp.prelude as dp
    except ModuleNotFoundError:
        raise WrongUse(
            "noisy counts need OpenDP, which is not installed", "pip install bearwitness[noise]"
        ) from None
    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l1_distance(T="i64")
    mechanism = dp.m.make_laplace(*space, scale=1 / epsilon)
    spends = float(mechanism.map(1))  # type: ignore[no-untyped-call]
    if spends > epsilon * (1 + _ROUNDING):
        raise WrongUse("OpenDP would spend more than was asked", "give another epsilon")
    return [int(count) for count in mechanism(list(counts))]


def no_draw(_counts: Sequence[int], _epsilon: float) -> Sequence[int]:
    """Nothing: what is only looked at must not spend."""
    return ()


def drawn_before(counts: Sequence[NoisyCount]) -> Draw:
    """What a release of that name drew already."""
    return lambda _counts, _epsilon: [count.incidents for count in counts]
