"""The text made safe: names become labels, everything else its safer wording in brackets.

1. A label is computed from the key and the normalised name alone: the same name has the same label
   in every text of a case, in whatever order they are redacted, and no link to another case's
   labels. A part of one full name in the text gets the full name's label.
2. Words of a direct exposure are masked wherever else they stand (repeated.py).
3. The result is searched for every word and number masked as direct; one that remains closes the
   gate. What an earlier redaction wrote is left as it is.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256

from ..model.claim import Exposure
from ..model.errors import GateClosed, WrongUse
from ..model.redaction import Redaction, Replacement
from ..reference.vocabulary import load_yaml
from .found import DIRECT, HAN, PART
from .repeated import completed, masks, numbers_in, telling_numbers, telling_words
from .romanised import one_name, sounded, surname
from .wording import is_wording

KEY_BYTES = 16
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which read as digits
_MASKED = re.compile(r"\bPerson [A-HJ-NP-Z]{4}\b|\[[^\[\]\n]{1,80}\]")


def label_for(name: str, key: bytes) -> str:
    """ "Person " and four letters, from HMAC-SHA-256 of the normalised name under `key`.

    331,776 labels: among 50 names of a case two share one with a chance of about 0.4 %.
    """
    digest = int.from_bytes(hmac.digest(key, _normal(name).encode(), sha256)[:8], "big")
    letters = ""
    for _ in range(4):
        digest, letter = divmod(digest, len(_LETTERS))
        letters += _LETTERS[letter]
    return f"Person {letters}"


def key_for(secret: bytes, release: str) -> bytes:
    """The key of one release of a case: from its secret, and no way back or across to another."""
    return hmac.digest(secret, f"pseudonyms of release {release}".encode(), sha256)


@cache
def _titles() -> frozenset[str]:
    return frozenset(str(t).casefold() for t in load_yaml("names")["titles"])


@cache
def _parts(name: str) -> frozenset[str]:
    """The parts of a name without titles, marks, case and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    marked = "".join(c for c in plain if not unicodedata.combining(c))
    return frozenset(p for p in PART.findall(marked) if p not in _titles() and p != "s")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(str(s).casefold() for s in load_yaml("names")["chinese"])


@cache
def _given(name: str) -> tuple[str, str] | None:
    """Surname and given name without hyphens and gaps, where one word is a surname of the lists.

    So "Kim Yong-hui", "KIM Yong Hui" and "Yonghui Kim" are one name, and so is any other spelling
    of a Korean one (romanised.py).
    """
    whole = re.sub(r"([-‐‑])\s+", r"\1", name.casefold())  # a name broken at a line's end
    words = [w for w in map("".join, map(PART.findall, whole.split())) if _parts(w)]
    korean = one_name(words)
    family = next((w for w in words if w in _surnames()), None)
    if korean is not None or family is None or len(words) < 2:
        return korean
    words.remove(family)
    plain = unicodedata.normalize("NFKD", "".join(words))
    return family, "".join(c for c in plain if not unicodedata.combining(c))


@cache
def _heard(name: str) -> frozenset[str]:
    """The parts of a name as they sound, by which its other spellings are known."""
    return frozenset(surname(p) or sounded(p) for p in map(_composed, _parts(name)))


def _composed(part: str) -> str:
    return unicodedata.normalize("NFC", part)


def _is_part(name: str, other: str) -> bool:
    """Whether all parts of a name are in a longer one, in a Korean one in any spelling."""
    given, parts, heard = _given(other), _parts(other), _heard(other)
    if _parts(name) == parts or _heard(name) == heard:
        return False
    if _parts(name) < parts | set(given or ()):
        return True
    korean = given is not None and surname(given[0]) == given[0]
    return korean and _heard(name) < heard | set(given or ())


def _normal(name: str) -> str:
    given = _given(re.sub(r"['’]s$", "", name.strip()))
    return "|".join(given) if given else " ".join(sorted(_parts(name)))


def redact(text: str, exposures: Iterable[Exposure], key: bytes) -> Redaction:
    """`text` with every exposure replaced; names by labels that hold under one `key`.

    `exposures` point into `text`, in code points, and must not overlap. Raises WrongUse for a key
    under 16 bytes or exposures of another text, GateClosed when a word of a direct exposure would
    remain.
    """
    if len(key) < KEY_BYTES:
        raise WrongUse(f"the key has {len(key)} bytes", f"give at least {KEY_BYTES} random bytes")
    given = sorted(exposures, key=lambda e: e.start)
    _check(text, given)
    given = _reading(text, _read_as_one(text, completed(text, _unmasked(text, given))))
    names = {e.exact for e in given if e.category == "name"}
    pieces: list[str] = []
    replacements: list[Replacement] = []
    at = length = 0
    for e in given:
        kept, instead = text[at : e.start], _instead(e, names, key)
        start = length + len(kept)
        at, length = e.end, start + len(instead)
        pieces += [kept, instead]
        replacements.append(
            Replacement(e.start, e.end, start, length, e.category, e.level, instead)
        )
    safe = "".join([*pieces, text[at:]])
    _nothing_left(safe, replacements, given)
    return Redaction(safe, tuple(replacements))


def _check(text: str, given: Sequence[Exposure]) -> None:
    at = 0
    for exposure in given:
        if exposure.start < at or text[exposure.start : exposure.end] != exposure.exact:
            raise WrongUse(
                f"the exposure at {exposure.start} to {exposure.end} is not of this text",
                "find the exposures again in the text to be redacted",
            )
        at = exposure.end


def _read_as_one(text: str, given: Sequence[Exposure]) -> list[Exposure]:
    """The exposures, those side by side with one wording made one, so that it stands there once."""
    joined: list[Exposure] = []
    for e in given:
        last = joined[-1] if joined else None
        alike = last is not None and (last.instead, last.level) == (e.instead, e.level)
        if last is None or not alike or e.category == "name" or text[last.end : e.start].strip(" "):
            joined.append(e)
        else:
            joined[-1] = replace(last, end=e.end, exact=text[last.start : e.end])
    return joined


_ARTICLE_BEFORE = re.compile(r"(?i)(?<![\w’'])(?:an?|the) $")
_OWNER_BEFORE = re.compile(r"(?i)(?:['’]s|\b(?:her|his|their|my|our|its)) $")
_HAS_ARTICLE = re.compile(r"\[?(?:an? |one of |someone|people |her |his |their )")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?\n])[”\"’)\s]*$")


def _reading(text: str, given: Sequence[Exposure]) -> list[Exposure]:
    """The exposures so that their wordings read: no "a [a place]", no small letter in front."""
    worded: list[Exposure] = []
    for e in given:
        before = text[worded[-1].end if worded else 0 : e.start][-12:]
        article = _ARTICLE_BEFORE.search(before) if _HAS_ARTICLE.match(e.instead) else None
        if e.category != "name" and article:
            start = e.start - (len(before) - article.start())
            e = replace(e, start=start, exact=text[start : e.end])
        elif e.category != "name" and _OWNER_BEFORE.search(before):
            e = replace(e, instead=re.sub(r"^(\[?)an? ", r"\1", e.instead))
        if e.exact[0].isupper() and _SENTENCE_ENDS.search(text[: e.start][-8:]):
            first = e.instead.lstrip("[")[:1]
            e = replace(e, instead=e.instead.replace(first, first.upper(), 1))
        worded.append(e)
    return worded


def _written_by_us(text: str) -> list[tuple[int, int]]:
    """Where an earlier redaction put a label or a wording."""
    return [
        m.span() for m in _MASKED.finditer(text)
        if m.group()[0] != "[" or is_wording(m.group()[1:-1])
    ]  # fmt: skip


def _unmasked(text: str, given: Sequence[Exposure]) -> list[Exposure]:
    """The exposures less what an earlier redaction wrote; a quasi one that touches it goes."""
    ours = _written_by_us(text)
    left: list[Exposure] = []
    for exposure in given:
        touching = [(a, b) for a, b in ours if a < exposure.end and exposure.start < b]
        if not touching:
            left.append(exposure)
        elif exposure.level == DIRECT:
            left += _outside(text, exposure, touching)
    return left


def _outside(text: str, exposure: Exposure, ours: Sequence[tuple[int, int]]) -> list[Exposure]:
    edges = [exposure.start, *(x for a, b in ours for x in (a, b)), exposure.end]
    stretches = zip(edges[::2], edges[1::2], strict=True)
    return [
        replace(exposure, start=a, end=b, exact=text[a:b])
        for a, b in stretches if a < b and telling_words(text[a:b])
    ]  # fmt: skip


def _instead(exposure: Exposure, names: Iterable[str], key: bytes) -> str:
    if exposure.category == "name":
        owner = label_for(_full_name(exposure.exact, names), key)
        return f"{owner}’s" if re.search(r"['’]s$", exposure.exact) else owner
    return exposure.instead if exposure.instead.startswith("[") else f"[{exposure.instead}]"


def _full_name(name: str, names: Iterable[str]) -> str:
    """The only longer name of the text that holds all parts of this one, else the name itself."""
    longer = {
        _normal(other): other
        for other in names
        if _is_part(name, other) and _normal(other) != _normal(name)
    }
    return next(iter(longer.values())) if _parts(name) and len(longer) == 1 else name


def _nothing_left(
    safe: str, replacements: Sequence[Replacement], given: Sequence[Exposure]
) -> None:
    """Raises GateClosed when a telling word or number of a direct exposure is still readable.

    Our own labels are left out of the search: a name like "Person" must not close the gate.
    """
    at, own = 0, []
    for r in replacements:
        own += [safe[at : r.new_start], "" if r.category == "name" else r.instead]
        at = r.new_end
    left = "\0".join([*own, safe[at:]])
    left = _MASKED.sub(lambda m: "\0" if m.group()[0] != "[" else m.group(), left)
    words = {masks(p) for p in PART.findall(left)}
    direct = [e.exact for e in given if e.level == DIRECT]
    telling = {w for e in direct for w in telling_words(e)}
    remaining = len({w for w in telling if w in words or (HAN.match(w) and w in left)})
    remaining += len(
        {n for e in direct for n in telling_numbers(e)} & {n for n, _ in numbers_in(left)}
    )
    if remaining:
        raise GateClosed(
            f"{remaining} words that name or number someone are still in the redacted text",
            "mark them as exposures and redact again",
        )
