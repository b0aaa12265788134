"""All methods that apply to a table, side by side, with what each assumes and what is doubtful."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ...model.errors import TooFewOverlaps, WrongUse
from ...model.measure import NoEstimate, Overlaps, SizeEstimate, Undercount
from .chao import chao
from .decomposable import LISTS, dga
from .histories import without_empty_lists
from .latent_class import latent_class
from .loglinear import loglinear
from .sparse import resampled, sparse
from .support import check_support, doubts_about, doubts_between, is_carried, on_two_or_more
from .wording import THRESHOLDS


@dataclass(frozen=True, slots=True)
class Sampling:
    """How much to draw, from which seed, for the methods that draw; and the intervals' level."""

    seed: int = 0
    draws: int = 10_000  # of the latent-class posterior
    resamples: int = 200  # of the table, for the sparse method's second interval
    level: float = 0.95


Method = Callable[[Overlaps, Sampling], tuple[SizeEstimate, ...]]


def _chao(overlaps: Overlaps, sampling: Sampling) -> tuple[SizeEstimate, ...]:
    return (chao(overlaps, sampling.level),)


def _loglinear(overlaps: Overlaps, sampling: Sampling) -> tuple[SizeEstimate, ...]:
    return loglinear(overlaps, sampling.level)


def _dga(overlaps: Overlaps, sampling: Sampling) -> tuple[SizeEstimate, ...]:
    if len(overlaps.lists) not in LISTS:
        raise TooFewOverlaps(
            "decomposable graphs are averaged for three to five lists", "choose another --method"
        )
    return (dga(overlaps, sampling.level),)


def _latent_class(overlaps: Overlaps, sampling: Sampling) -> tuple[SizeEstimate, ...]:
    return (latent_class(overlaps, sampling.draws, sampling.seed, sampling.level),)


def _sparse(overlaps: Overlaps, sampling: Sampling) -> tuple[SizeEstimate, ...]:
    if len(overlaps.lists) < 3:
        raise TooFewOverlaps("two-list terms need three lists or more", "choose another --method")
    again = resampled(overlaps, sampling.resamples, sampling.seed, sampling.level)
    return (sparse(overlaps, sampling.level), again)


# In the order they are shown; a new method is a new file and a line here.
METHODS: Mapping[str, Method] = {
    "chao": _chao,
    "loglinear": _loglinear,
    "dga": _dga,
    "latent-class": _latent_class,
    "sparse": _sparse,
}


def undercount(
    overlaps: Overlaps, methods: Iterable[str] = METHODS, sampling: Sampling | None = None
) -> Undercount:
    """Every named method's figures; raises TooFewOverlaps when the overlaps carry none.

    Raises WrongUse for a method that does not exist, BadTable below two lists with units.
    """
    wanted = list(methods)
    if unknown := sorted(set(wanted) - set(METHODS)):
        raise WrongUse(f"no such method: {', '.join(unknown)}", f"one of {', '.join(METHODS)}")
    held = without_empty_lists(overlaps)
    check_support(held)
    estimates: list[SizeEstimate] = []
    without: list[NoEstimate] = []
    for method in wanted:
        try:
            made = METHODS[method](held, sampling or Sampling())
        except TooFewOverlaps as refused:
            without.append(NoEstimate(method, refused.problem))
            continue
        for one in made:
            withheld = is_carried(one)
            if withheld is None:
                estimates.append(_with_doubts(one))
            else:
                without.append(withheld)
    if not estimates:
        raise TooFewOverlaps(
            "the overlaps carry no figure: " + "; ".join(f"{n.method}: {n.why}" for n in without),
            "report the documented counts, or use lists that share more units",
        )
    return Undercount(
        lists=held.lists,
        documented=held.documented,
        on_two_or_more=on_two_or_more(held),
        estimates=tuple(estimates),
        without=tuple(without),
        doubts=doubts_about(held) + doubts_between(tuple(estimates)),
        reading=_reading(held.documented, estimates),
    )


def _with_doubts(one: SizeEstimate) -> SizeEstimate:
    """What the data say against it: a model that does not fit cannot have alike units."""
    chance = dict(one.diagnostics).get("fit p-value", 1.0)
    if chance >= THRESHOLDS["fit_chance_at_least"]:
        return one
    broken = {"alike", "pairs"} & set(one.assumes)
    return replace(one, doubtful=tuple(c for c in one.assumes if c in broken | set(one.doubtful)))


def _reading(documented: int, estimates: Iterable[SizeEstimate]) -> str:
    held = list(estimates)
    low, high = min(one.low for one in held), max(one.high for one in held)
    return (
        f"{documented:,} are documented, and documented is never the total. The methods' intervals "
        f"for the total run from {low:,.0f} to {high:,.0f}. Each holds only as far as its "
        "assumptions do. Where some people are less likely than others to be on any list, every "
        "method tends to fall short; those whom no list could reach are in none of the figures."
    )
