"""Whether a text is English, which is the language the reader knows."""

import re

_LETTER_RUN = re.compile(r"[^\W\d_]+")
_FEW = 12  # words; a shorter text is judged by its script alone
_SHARE = 0.10  # of the words; English prose has .35 to .50, its neighbours under .06
_SAMPLE = 4_000  # code points
FUNCTION_WORDS = frozenset(
    "the of and to in a is was for that on with as by at from were are be been has had have it its "
    "he she they their his her who which this these those not but or an when where after before "
    "into than there said".split()
)


def is_english(text: str, stated: str | None = None) -> bool:
    """What the report states of its language, or else a judgement by its function words."""
    if stated:
        return stated.lower().split("-")[0] == "en"
    words = _LETTER_RUN.findall(text[:_SAMPLE])
    if not words:
        return True
    latin = sum(word.isascii() for word in words)
    if latin < len(words) / 2:
        return False
    known = sum(word.lower() in FUNCTION_WORDS for word in words)
    return len(words) < _FEW or known >= _SHARE * len(words)
