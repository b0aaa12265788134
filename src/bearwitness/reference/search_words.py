"""Words as search looks for them: one spelling of a text, whatever its script.

1. Case, accents, vowel points, full-width forms and invisible characters do not matter; what is
   no letter, digit or mark parts words.
2. Scripts that put no spaces between words (Han, kana, Thai, Lao, Khmer, Burmese), and Hangul,
   whose words carry their particles, are looked for in pairs of letters: a word of two letters is
   found inside any longer one. The last letter of a run stands alone too, so that one is found.
3. Other words are found by their beginning ("arrest" finds "arrested") unless they are quoted.

The index gets `terms`, a question becomes a `Sought`, and `hits` marks in the text what it found.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

_SHAPE = 1  # changes with what `terms` gives, so that an older index is made anew
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u303c"
    "\u3040-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = re.compile(f"[{_DENSE}]+|[^\\s{_DENSE}]+")
_IS_DENSE = re.compile(f"[{_DENSE}]")
_ASKED = re.compile(r'(-?)(?:"([^"]*)"|“([^”]*)”|(\S+))')
SHORTEST = 3  # letters of a word that is looked for by its beginning
LONGEST = 64  # letters of a word that are kept: what is longer is no word
MOST = 12  # words of one question
_ONE_LETTER = {  # letters that are written one way here and another way there
    "ك": "ک", "ي": "ی", "ى": "ی", "ة": "ه", "ـ": "", "ß": "ss", "ø": "o", "ł": "l", "đ": "d",
    "ı": "i", "æ": "ae", "œ": "oe", "ς": "σ", "ё": "е",
}  # fmt: skip


class _Letters(dict[int, str]):
    """Each character as it is looked for, found out once."""

    def __missing__(self, number: int) -> str:
        self[number] = made = _folded(chr(number))
        return made


def _folded(letter: str) -> str:
    if unicodedata.category(letter) in ("Cf", "Cs"):
        return ""
    parts = unicodedata.normalize("NFKD", letter)
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", plain).casefold()
    return "".join(_ONE_LETTER.get(c, c) if _is_of_a_word(c) else " " for c in plain)


def _is_of_a_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"


_LETTERS = _Letters()
_ASCII = bytes(ord(_folded(chr(n))) for n in range(128)) + bytes(range(128, 256))


def folded(text: str) -> str:
    """The text in the one spelling: words of folded letters, parted by spaces."""
    if text.isascii():
        return text.encode("ascii").translate(_ASCII).decode("ascii")
    return text.translate(_LETTERS)


def terms(text: str) -> str:
    """What the index holds of a text: its terms in order, parted by spaces."""
    return " ".join(_terms(folded(text)))


def _terms(plain: str) -> Iterator[str]:
    if plain.isascii():
        yield from (word[:LONGEST] for word in plain.split())
        return
    for run in _RUNS.findall(plain):
        if _IS_DENSE.match(run):
            yield from (run[i : i + 2] for i in range(len(run)))
        else:
            yield run[:LONGEST]


@dataclass(frozen=True, slots=True)
class Sought:
    """A question: `match` in the words of FTS5, and what marks its hits in a folded text."""

    match: str = field(repr=False)
    pattern: re.Pattern[str] | None = field(repr=False)


def sought(words: str) -> Sought | None:
    """The question that somebody typed, or None where it holds no word to look for.

    All words must be there; "quoted words" stand in that order and whole; -word must not be there.
    Words past the twelfth are left out.
    """
    wanted: list[str] = []
    barred: list[str] = []
    patterns: list[str] = []
    for minus, straight, curly, bare in _ASKED.findall(words[:2_000]):
        quoted = straight or curly
        runs = [run[:LONGEST] for run in _RUNS.findall(folded(quoted or bare))]
        if not runs or len(wanted) + len(barred) >= MOST:
            continue
        begins = not quoted and len(runs[-1]) >= SHORTEST
        if minus:
            barred.append(_phrase(runs, begins))
        else:
            wanted.append(_phrase(runs, begins))
            patterns.append(_pattern(runs, begins))
    if not wanted:
        return None
    match = " AND ".join(wanted)
    if barred:
        match = f"({match}) NOT ({' OR '.join(barred)})"
    return Sought(match, re.compile("|".join(sorted(patterns, key=len, reverse=True))))


def _phrase(runs: list[str], begins: bool) -> str:
    """Runs as one phrase of FTS5; its last term may be only the beginning of what stands there."""
    made: list[str] = []
    for number, run in enumerate(runs, start=1):
        if _IS_DENSE.match(run):
            pairs = [run[i : i + 2] for i in range(len(run))]
            is_last = number == len(runs)
            made += pairs[:-1] if is_last and len(pairs) > 1 else pairs
        else:
            made.append(run)
    last_is_dense = bool(_IS_DENSE.match(runs[-1]))
    is_open = len(runs[-1]) == 1 if last_is_dense else begins
    return f'"{" ".join(made)}"' + (" *" if is_open else "")


def _pattern(runs: list[str], begins: bool) -> str:
    """What finds the same in a folded text."""
    parts = []
    for number, run in enumerate(runs, start=1):
        words = re.escape(run)
        if not _IS_DENSE.match(run):
            words = f"(?<![^\\s{_DENSE}]){words}"
            is_open = begins and number == len(runs)
            words += f"[^\\s{_DENSE}]*" if is_open else f"(?![^\\s{_DENSE}])"
        parts.append(words)
    return "\\s*".join(parts)


def hits(text: str, question: Sought, most: int = 200) -> list[tuple[int, int]]:
    """Where the words asked for stand: offsets into `text`, in order, at most `most`."""
    if question.pattern is None:
        return []
    plain = folded(text)
    found = []
    for match in question.pattern.finditer(plain):
        found.append(match.span())
        if len(found) >= most:
            break
    if len(plain) == len(text) or not found:
        return found
    return _in_the_text(text, found)


def _in_the_text(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Offsets into a folded text as offsets into the text it came from."""
    ends = list(accumulate(len(_LETTERS[ord(letter)]) for letter in text))
    made, at = [], 0
    for start, end in found:
        while at < len(ends) and ends[at] <= start:
            at += 1
        first = at
        while at < len(ends) and ends[at] < end:
            at += 1
        made.append((first, min(at + 1, len(text))))
    return made


@lru_cache(maxsize=1)
def shape() -> str:
    """A name for the spelling: an index made in another is made anew."""
    return f"words-{_SHAPE}-{unicodedata.unidata_version}"
