"""Reports whose texts are near copies of one another: wire copy and reprints.

Shingles of eight words; two texts are near copies when they share at least half of the shorter
one's shingles. Source: Broder 1997, On the resemblance and containment of documents.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from zlib import crc32

from .cluster import joined

SHINGLE = 8  # words
CONTAINED = 0.5  # share of the shorter text's shingles
_WORD = re.compile(r"\w+")
_MOST_SHARING = 200  # a shingle in more texts than this is boilerplate


def shingles(text: str) -> frozenset[int]:
    """Hashes of every run of eight words; a shorter text gives none."""
    words = [word.casefold() for word in _WORD.findall(text)]
    runs = range(len(words) - SHINGLE + 1)
    return frozenset(crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in runs)


def copy_groups(texts: Mapping[str, str]) -> dict[str, str]:
    """For every report id the smallest id among the reports whose texts are near copies of it."""
    prints = {report: shingles(text) for report, text in texts.items()}
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for report in sorted(prints):
        for shingle in prints[report]:
            holders[shingle].append(report)
    shared: Counter[tuple[str, str]] = Counter()
    for reports in holders.values():
        if 1 < len(reports) <= _MOST_SHARING:
            shared.update((a, b) for i, a in enumerate(reports) for b in reports[i + 1 :])
    edges = [
        (a, b)
        for (a, b), count in shared.items()
        if count >= CONTAINED * min(len(prints[a]), len(prints[b]))
    ]
    return {report: group[0] for group in joined(texts, edges) for report in group}
