"""Ten reports added to a case that holds many: what linking costs, from gists to a plan.

    python benchmarks/adding_to_large_case.py [--reports 5000 20000 50000] [--seed 7]

The reports are made up, seeded, two claims each: incidents in towns of unequal size over six years,
told by one to six reports with words of their own among common ones; one report in ten is a near
copy. For each size prints one line of JSON: processor seconds to plan a case that has never been
planned, from what it keeps of each report; to plan it again with ten more reports, of which only
these are looked at; of that, to read what is kept from the encrypted case; how many incidents the
ten changed; and a digest of the plan, by which two versions of the program can be told to agree.
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bearwitness.linking import SHAPE, Kept, gist_bytes, gist_from_bytes, planned_from, row_of
from bearwitness.linking.gist import Gist
from bearwitness.linking.plan import Plan
from bearwitness.linking.reports import About
from bearwitness.model.claim import AffectedGroup, Claim, ClaimKind
from bearwitness.model.dates import Precision, When
from bearwitness.model.places import Place, PlacePrecision, PlaceRole
from bearwitness.model.report import Header
from bearwitness.model.restricted import Restricted
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost

AT, PASSPHRASE = "2024-06-01T10:00:00Z", Restricted("invented")
ADDED = 10
TOWNS, PROVINCES, OUTLETS, WORDS = 600, 40, 90, 20_000
FIRST_DAY, DAYS = date(2018, 1, 1), 2_000
ACTS = ("arrest", "detention", "raid", "killing", "wounding")


def made(count: int, seed: int) -> list[Gist]:
    """Gists of made-up reports, in an order of no meaning."""
    draw = random.Random(seed)
    found: list[Gist] = []
    while len(found) < count:
        found += _told(draw, len(found))
    draw.shuffle(found)
    return found[:count]


def _told(draw: random.Random, number: int) -> Iterator[Gist]:
    """The reports of one incident."""
    day = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
    town = int(draw.random() ** 2 * TOWNS)
    act, people = draw.choice(ACTS), 1 + int(draw.random() ** 3 * 30)
    own = _words(draw, 20)
    signs = draw.getrandbits(512)
    shingles: tuple[int, ...] = ()
    for n in range(1 + int(draw.random() ** 2 * 6)):
        if not shingles or draw.random() > 0.1:
            shingles = tuple(sorted(draw.getrandbits(32) for _ in range(64)))
        told = _claims(draw, f"{number + n:07}", act, day, town, people)
        published = day + timedelta(days=int(draw.random() ** 3 * 40))
        words = draw.sample(own, 12) + _words(draw, 30)
        flips = sum(1 << draw.randrange(512) for _ in range(40))
        yield _gist(told, published, words, f"{signs ^ flips:0128x}"[-128:], shingles, draw)


def _words(draw: random.Random, count: int) -> list[str]:
    return [f"word-{int(draw.random() ** 3 * WORDS)}" for _ in range(count)]


def _claims(
    draw: random.Random, name: str, act: str, day: date, town: int, people: int
) -> tuple[Claim, Claim]:
    """The main claim, and one of another act; each may say nothing of the place or the day."""
    place = Place(
        PlaceRole.AT, f"town-{town}", f"province-{town % PROVINCES}", "CN", "China",
        PlacePrecision.TOWN, gazetteer_id=f"made-up-{town}",
    )  # fmt: skip
    return tuple(
        Claim(
            f"claim-{name}-{n}", f"report-{name}", ClaimKind.EVENT, said,
            when=When("", day, day, Precision.DAY) if draw.random() < 0.8 else None,
            where=(place,) if draw.random() < 0.8 else (),
            affected=AffectedGroup(people, people, True) if draw.random() < 0.6 else None,
        )
        for n, said in enumerate((act, draw.choice(ACTS)))
    )  # type: ignore[return-value]  # fmt: skip


def _gist(
    told: tuple[Claim, Claim], published: date, words: list[str], signs: str,
    shingles: tuple[int, ...], draw: random.Random,
) -> Gist:  # fmt: skip
    main = told[0]
    when, place, group = main.when, main.where, main.affected
    towns = frozenset(p.gazetteer_id for p in place if p.gazetteer_id)
    days = ((when.earliest, when.latest),) if when and when.earliest and when.latest else ()
    number = (group.min, group.max or -1) if group else None
    about = About(
        main.report_id, main.id, published, frozenset(words), towns,
        frozenset(("CN", p.admin1 or "") for p in place),
        frozenset({f"street {draw.randrange(30)} {min(towns)}"} if towns else ()),
        days,
        frozenset({(main.act == "killing", *number)} if number else ()),
        title_signs=signs, title_towns=towns, main_days=days,
        killed=frozenset({number} if number and main.act == "killing" else ()),
        wounded=frozenset({number} if number and main.act == "wounding" else ()),
    )  # fmt: skip
    header = Header(main.report_id, outlet=f"Outlet {draw.randrange(OUTLETS)}", published=published)
    return Gist(main.report_id, main.report_id, header, about, told, shingles)


def keep(case: Case, gists: Sequence[Gist]) -> None:
    """Puts gists and their rows into a case, as linking does with what is new."""
    made = {one.report_id: (gist_bytes(one), row_of(one)) for one in gists}
    case.save_gists(SHAPE, made)


def planned_in(case: Case, new: Sequence[Gist]) -> tuple[Plan, float, float]:
    """The plan with new reports; the processor seconds it took, and those of them for reading."""

    def opened(names: Sequence[str]) -> dict[str, Gist]:
        found = case.gists_named(SHAPE, names)
        return {name: gist_from_bytes(body) for name, body in found.items()}

    start = time.process_time()
    keep(case, new)
    reading = time.process_time()
    rows = case.gist_rows(SHAPE)
    reading = time.process_time() - reading
    plan = planned_from(Kept(rows, opened), (), frozenset(), 0.5)
    return plan, time.process_time() - start, reading


def filled(folder: str, count: int, seed: int) -> list[bytes]:
    """Makes a case of `count` reports in a folder; gives the gists of those to be added."""
    gists = made(count + ADDED, seed)
    with Case.create(Path(folder), PASSPHRASE, AT, PassphraseCost(1, 1024, 1)) as case:
        keep(case, gists[:count])
    return [gist_bytes(one) for one in gists[count:]]


def measured(count: int, seed: int) -> dict[str, object]:
    """One size; the case is made in a process of its own, whose memory is not counted."""
    with TemporaryDirectory() as folder:
        path = f"{folder}/case"
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            added = apart.submit(filled, path, count, seed).result()
        with Case.open(Path(path), PASSPHRASE) as case:
            before, first, _ = planned_in(case, [])
            after, second, reading = planned_in(case, list(map(gist_from_bytes, added)))
    held = {one.id: one.context for one in before.incidents}
    changed = [one for one in after.incidents if held.get(one.id) != one.context]
    return {
        "reports": count, "claims": 2 * count,
        "plan_s": round(first, 1), "plan_with_ten_more_s": round(second, 1),
        "reading_s": round(reading, 1),
        "incidents": len(after.incidents), "changed_by_ten": len(changed),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "digest": sha256(repr(after.incidents).encode()).hexdigest()[:16],
    }  # fmt: skip


def main() -> None:
    """Every size, one after another."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[5_000, 20_000, 50_000])
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    for count in args.reports:
        print(json.dumps(measured(count, args.seed)), flush=True)


if __name__ == "__main__":
    main()
