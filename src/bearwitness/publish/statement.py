"""What a release promises and how to read it, in plain words.

The rule: a count below the smallest allowed is "fewer than" it here too, and a figure from which it
could be worked out is not given.
"""

from math import exp
from typing import Any

from ..model.measure import Measured
from ..model.release import About, Cleared, Guarantee, Verdict
from .table import json_bytes

NO_WORDS = (
    "No words of any report, no quotes, no images and no free text are in this release. "
    "Every value comes from a closed list, a gazetteer or a calendar."
)
READING = (
    "Counts in this release are counts of its records. They are not all incidents documented in "
    "the case, and far from all that happened."
)


def few(count: int, least: int) -> str:
    """A count as it may be said, in steps of the least allowed: "fewer than 5", "5 to 9" …

    Exact counts of what was left out would tell, from release to release, that one more came.
    """
    low = count // least * least
    return f"{low} to {low + least - 1}" if low else f"fewer than {least}"


def disclosure_json(cleared: Cleared, about: About) -> bytes:
    """The guarantee, the checks and the approvals, for programs."""
    return json_bytes(
        {
            "release": about.release_id,
            "verdict": cleared.verdict.name,
            "guarantee": _guarantee(cleared.guarantee),
            "no_words": NO_WORDS,
            "checks": [
                {"name": c.name, "verdict": c.verdict.name, "why": c.why} for c in cleared.checks
            ],
            "approvals": list(cleared.approvals),
            **({"epsilon": cleared.epsilon} if cleared.noisy else {}),
        }
    )


def _guarantee(given: Guarantee) -> dict[str, Any]:
    said = few(given.suppressed, given.k)
    return {
        "k": given.k,
        "smallest_group": given.smallest_group,
        "records_released": given.records_out,
        "records_suppressed": said,
        "levels": dict(given.levels),
        "l_diverse": dict(given.l_diverse),
        "information_lost": round(given.loss, 1),
    }


def disclosure_markdown(cleared: Cleared, about: About) -> str:
    """The guarantee, the checks and the approvals, for people."""
    promise = _guarantee(cleared.guarantee)
    levels = [f"- {field}: {_level(level)}" for field, level in cleared.guarantee.levels]
    checks = [f"| {c.name} | {c.verdict.name} | {c.why} |" for c in cleared.checks]
    return "\n".join(
        [
            f"# What release {about.release_id} promises",
            "",
            f"Every record is one of at least {promise['k']} that are alike in act, period, place,",
            "number of people, sex, age, nationality, status and alleged perpetrator. The smallest",
            f"group of like records has {promise['smallest_group']}. {promise['records_released']}",
            f"records are released; {promise['records_suppressed']} were left out because they",
            "could not be made alike.",
            "",
            _diversity(cleared.guarantee),
            "",
            "Every figure can be counted from the records, so the tables say nothing that the",
            "records do not, and no total holds a record that was left out.",
            "",
            NO_WORDS,
            "",
            *_noise(cleared),
            "## How general each field is",
            "",
            *levels,
            "",
            "A period or place that the accounts do not give so precisely, or on which they",
            "contradict each other, is more general than that.",
            "",
            "## What was checked",
            "",
            "| check | verdict | why |",
            "|---|---|---|",
            *checks,
            "",
            _approvals(cleared),
            "",
            "## What it does not promise",
            "",
            "Somebody who knows that an incident is in the case, and that all records of its group",
            "share a value, knows that value. The promise is about this release, set beside the",
            "earlier releases of the same case; it cannot know what others have published.",
            "",
        ]
    )


def _noise(cleared: Cleared) -> list[str]:
    """What is promised of the counts with noise, when there are any."""
    if not cleared.noisy:
        return []
    return [
        f"`noisy-counts.csv` is differentially private with epsilon {cleared.epsilon:g}: it counts",
        "every reviewed incident, also those left out of the records, by family of act, with noise",
        f"of scale {1 / cleared.epsilon:g} on every count, zeros included. Whether one incident is",
        "in the case or not changes how likely any such table is by a factor of at most",
        f"{exp(cleared.epsilon):.2f}. It protects an incident, not a person who is in many. A",
        "count can be below zero; do not set it against the exact figures.",
        "",
    ]


def _level(level: str) -> str:
    return "not released" if level == "*" else level


def _diversity(given: Guarantee) -> str:
    if not given.l_diverse:
        return "How many origins an incident rests on is not released: no group had enough variety."
    shown = " and ".join(f"{field} (at least {least} values)" for field, least in given.l_diverse)
    return f"Sensitive fields stand only in groups where they vary: {shown}."


def _approvals(cleared: Cleared) -> str:
    reviews = [c.name for c in cleared.checks if c.verdict is Verdict.REVIEW]
    if not reviews:
        return "Nothing needed a person's approval."
    ids = ", ".join(cleared.approvals)
    return f"Approved by a named person: {', '.join(reviews)} (decisions {ids})."


def how_to_read(cleared: Cleared, measured: Measured, about: About) -> str:
    """The page that stands beside every release."""
    least = cleared.guarantee.k
    left = [f"- {reason}: {few(count, least)}" for reason, count in measured.left_out]
    return "\n".join(
        [
            f"# How to read this data: {about.case}",
            "",
            READING,
            "",
            *_READING_RULES,
            "",
            "## What is not in the figures",
            "",
            *(left or ["- Nothing that was read was left out of the documented counts."]),
            "- Records that could not be made alike enough: see `disclosure.md`.",
            "",
            "## Where things are",
            "",
            "`incidents.csv` and `incidents.parquet` hold the records, `numbers.csv` and",
            "`numbers.json` the counts, `figures/` a drawing of each of their tables,",
            "`map.geojson` a map layer, `codebook.md` every field, `disclosure.md` what is",
            "promised to the people in the data.",
            "",
        ]
    )


_READING_RULES = (
    "1. **One row is one incident**, however many outlets carry it. It is not one person.",
    "2. **It is what reports say**, after people checked that the reports say it. Acts are claims;",
    "   whether they were violations of law is not said here.",
    "3. **More rows can mean more reporting**, not more incidents. A quiet place may be silent.",
    "4. **`unknown`** means that no report says. **`*`** means that the release does not say, to",
    "   protect people, or that the accounts contradict each other.",
    "5. **People are a band**, from the fewest to the most that the accounts allow.",
    "6. **Points on the map are the middle of a town, division or country**, never where it",
    "   happened. Many records share one point.",
    "7. **A cell missing from the numbers is small or zero.** It was not shown to be zero.",
)


def release_readme(cleared: Cleared, about: About) -> str:
    """The first page of a release."""
    return "\n".join(
        [
            f"# {about.case}",
            "",
            f"Release {about.release_id}, made {about.made_at} by Bearwitness {about.version}.",
            f"{cleared.guarantee.records_out} records. {NO_WORDS}",
            "",
            "Read `how-to-read.md` first. `codebook.md` explains every field, `disclosure.md` says",
            "what is promised to the people in the data.",
            "",
            "To check that nothing was changed: `sha256sum -c manifest-sha256.txt`",
            "",
            f"Methods: {', '.join(about.methods) if about.methods else 'not stated'}.",
            "",
        ]
    )
