"""Names in Hangul, Hanzi and every other script than the Latin one.

In a text of another script a run that begins with a surname, or any run in a script that the
parser cannot read, is taken for a name. In a text of that script itself a name is known by its
surname, its length and what stands around it: a title, a relative ("his wife"), a verb, an age in
brackets.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ..reference.vocabulary import load_yaml
from .found import DIRECT, HAN, Found

_HANGUL = re.compile(r"[가-힣]{2,}(?: [가-힣]{2,3}(?![가-힣]))?")
_HANGUL_LETTER = re.compile("[가-힣]")
_HANZI = re.compile(r"[\u3400-\u9fff·]{2,}")
_OTHER = re.compile(
    r"(?:[\u0e00-\u0e7f]+|[\u1000-\u109f]+|[\u0600-\u06ff\u0750-\u077f]+(?: [\u0600-\u06ff]+)*|"
    r"[\u0400-\u04ff]+(?: [\u0400-\u04ff.]+)*|[\u0900-\u0dff]+|[\u10a0-\u10ff]+|[\u0530-\u058f]+|"
    r"[\u0590-\u05ff]+(?: [\u0590-\u05ff]+)*|[\u1780-\u17ff]+|[\u0e80-\u0eff]+|"
    r"[\u0370-\u03ff]{3,}(?: [\u0370-\u03ff]+)*|[\u3040-\u30ff]{2,}|[\u1200-\u137f]+)"
)
_LONGEST_HANZI = 4  # characters of a Chinese or Korean name


def _is_foreign(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a script only visits the text: under half of its characters, blanks among them."""
    return sum(len(m.group()) for m in pattern.finditer(text)) * 2 < len(text)


@cache
def _lists() -> dict[str, Any]:
    """The table of vocabulary/names.yml, read once: most texts have a letter that is not ASCII."""
    held: dict[str, Any] = load_yaml("names")
    return held


@cache
def _hangul_word(words: str) -> bool:
    """Whether words in Hangul begin like an ordinary one that begins like a surname."""
    return bool(re.match(load_yaml("names")["hangul_words"], words))


@cache
def _korean() -> tuple[re.Pattern[str], ...]:
    """Names in a text in Hangul: before a title, before a particle, with an age, as so-and-so."""
    lists = _lists()
    surname, titles = f"[{lists['hangul_surnames']}]", lists["hangul_titles"]
    particle = (
        "(?:[은는이가을를의와과도만]|에게서?|한테서?|만이|까지|부터|이다|이었다|였다|입니다|이며|이고|"
        "이라고|라고|이라는|라는|이란)?"
    )
    age = r"(?: ?\(\d{1,3}세?\))?"
    return tuple(re.compile(p) for p in (
        rf"{surname}[가-힣]{{1,2}}(?= ?(?:{titles})(?![가-힣]{{2}}))",
        rf"(?<![가-힣]){surname}[가-힣]{{2}}(?={particle}(?![가-힣]))",
        rf"(?:이름은|이름이|이름:|성명:?|본명은) ?{surname}[가-힣]{{1,3}}",
        rf"{surname}[가-힣]{{1,3}}(?= ?\(\d{{1,3}}세?\))",
        rf"(?<![가-힣]){surname} ?(?:모|아무개)(?={age} ?(?:{titles}))",
        rf"{surname}(?:[○O*×Xx]{{1,3}}|[가-힣][○O*×]|[○O*×][가-힣])",
        rf"[ㄱ-ㅎ](?={age} ?(?:{titles}))",
        rf"(?<![A-Za-z])[A-Z](?={age} ?(?:{titles})(?![가-힣]{{2}}))",
    ))  # fmt: skip


@cache
def _chinese() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """Names in a text in Hanzi, and the ordinary words that only begin like one."""
    lists = _lists()
    surname = f"[{lists['hanzi_surnames']}]"
    small, around = lists["hanzi_small"], lists["hanzi_before"]
    given = rf"[^\W\da-zA-Z{small}某]{{1,2}}"
    titled = "先生|女士|小姐|同志|老师"
    after = rf"(?=[{small}，。、；：:！？\s（(“”\d]|$|今年|现年|現年|至今|当时|當時|{titled})"
    begins = r"(?:(?<=^)|(?<=[，。、；：:！？\s（(“”]))"
    return tuple(re.compile(p, re.MULTILINE) for p in (
        rf"{surname}某{{1,2}}",
        rf"{surname}某{given}{after}",
        rf"{begins}{surname}{given}{after}",
        rf"(?:{around}){surname}(?:{given}{after}|[^\W\da-zA-Z{small}某]{{2}})",
        rf"{surname}{given}(?={titled}|說|说)",
    )), re.compile(rf"^(?:{around})?(?:{lists['hanzi_words']})")  # fmt: skip


def _in_hanzi(text: str) -> Iterator[tuple[int, int]]:
    patterns, ordinary = _chinese()
    before = re.compile(f"^(?:{_lists()['hanzi_before']})")
    for pattern in patterns:
        for match in pattern.finditer(text):
            words = match.group()
            cue = before.match(words) if pattern is patterns[3] else None
            start = match.start() + (cue.end() if cue else 0)
            if not ordinary.match(text[start : match.end() + 1]):
                yield start, match.end()


def other_scripts(text: str) -> Iterator[Found]:
    """Names in Hangul, Hanzi and other scripts."""
    if text.isascii():
        return
    lists = _lists()
    spans: list[tuple[int, int]] = []
    if _is_foreign(text, _HANGUL):
        spans += [m.span() for m in _HANGUL.finditer(text)
                  if m.group()[0] in lists["hangul_surnames"]]  # fmt: skip
        apart = rf"(?<![가-힣])[{lists['hangul_surnames']}] [가-힣]{{2}}(?![가-힣])"
        spans += [m.span() for m in re.finditer(apart, text)]
    if _HANGUL_LETTER.search(text):
        spans += [m.span() for pattern in _korean() for m in pattern.finditer(text)
                  if not _hangul_word(text[m.start() : m.start() + 3])]  # fmt: skip
    if _is_foreign(text, _HANZI):
        spans += [m.span() for m in _HANZI.finditer(text)
                  if m.group()[0] in lists["hanzi_surnames"]
                  and len(m.group()) <= _LONGEST_HANZI]  # fmt: skip
    if HAN.search(text):
        spans += _in_hanzi(text)
    spans += [m.span() for m in _OTHER.finditer(text)]
    for start, end in spans:
        yield Found(start, end, "name", "[a name]", "a name in another script", DIRECT)
