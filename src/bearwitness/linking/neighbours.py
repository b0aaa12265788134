"""Which pairs of reports are worth comparing.

Two reports meet when they share
- a town or a street that few reports speak of;
- a town or a street, and were published within a month;
- a town or a street, and days of the acts that meet or neighbour;
- a province and days of the acts that meet, published within a month;
- a rare ordinary word, and a province or the month of publication.
A key that more than `MOST` reports hold says too little and proposes none.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date

from .reports import About, Rarity

MOST = 400  # reports that may share a key
FEW = 60  # reports that may share a key without a date
ALONE, DATED = "alone", "dated"
Key = tuple[Hashable, ...]
RARE_WORDS = 6  # the rarest words of a report, by which it looks for neighbours
_FORTNIGHT = 14  # days


def neighbours(reports: Sequence[About], rare: Rarity) -> Iterator[tuple[About, About]]:
    """Pairs worth comparing, each once, in a fixed order whatever the order of `reports`."""
    ordered = sorted(reports, key=lambda report: report.report_id)
    holders: defaultdict[Key, list[int]] = defaultdict(list)
    for i, report in enumerate(ordered):
        for key in set(_keys(report, rare)):
            holders[key].append(i)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for key, held in holders.items():
        if len(held) <= (MOST if key[0] not in (ALONE, DATED) else FEW):
            for n, i in enumerate(held):
                found[i].update(held[n + 1 :])
    for i in sorted(found):
        for j in sorted(found[i]):
            yield ordered[i], ordered[j]


def _keys(report: About, rare: Rarity) -> Iterable[Key]:
    spots = [*report.towns, *(("street", street) for street in report.streets)]
    for spot in spots:
        yield ALONE, spot
        for n in _fortnights(report.published):
            yield spot, "published", n
        for first, last in report.days:
            yield spot, "day", first.toordinal() // 2
            yield spot, "day", last.toordinal() // 2
            yield spot, "day", (last.toordinal() + 1) // 2
    for n in _fortnights(report.published):
        for first, last in report.days:
            for day in {first, last}:
                for province in report.provinces:
                    yield DATED, province, day, n
    words = filter(rare.is_rare, report.words)
    for word in sorted(words, key=lambda word: (-rare.of[word], word))[:RARE_WORDS]:
        for n in _fortnights(report.published):
            yield "word", word, n
        for province in report.provinces:
            yield ALONE, province, word


def _fortnights(published: date | None) -> tuple[int, ...]:
    """A fortnight's number and the next, so that reports up to a month apart share one."""
    if published is None:
        return (-1,)
    number = published.toordinal() // _FORTNIGHT
    return number, number + 1
