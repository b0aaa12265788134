"""Texts and images made safe, and what was changed in them."""

from dataclasses import dataclass, field

from .release import Verdict


@dataclass(frozen=True, slots=True)
class Replacement:
    """One change: `start` to `end` of the old text is `new_start` to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int
    category: str  # a code of vocabulary/exposures.yml
    level: str  # "direct" or "quasi"
    instead: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text made safe, and every change in text order, for a view side by side."""

    text: str = field(repr=False)
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of an image in pixels from its top left corner, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int
    score: float  # the detector's, 0 to 1


@dataclass(frozen=True, slots=True)
class SafeImage:
    """An image, its faces and lettering covered, its metadata gone; whether a person must look.

    `data` is PNG; empty when the image could not be read and must not be released.
    """

    data: bytes = field(repr=False)
    faces: tuple[Box, ...] = ()
    verdict: Verdict = Verdict.REVIEW
    why: str = ""
    lettering: tuple[Box, ...] = ()  # words and numbers: plates, badges, screens, signs
