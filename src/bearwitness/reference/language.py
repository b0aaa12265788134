"""Whether a text is English, which is the language the reader knows."""

import re

_LETTER_RUN = re.compile(r"[^\W\d_]+")
_FEW = 25  # words; a shorter text is judged by its script alone
_SHARE = (
    0.04  # of the words; English prose has .20 and more, messages .10, its neighbours under .02
)
_SAMPLE = 4_000  # code points
# Words that English is full of and that its neighbours do not have: "in", "is", "was", "a" and "on"
# are Dutch, German, Spanish or French too.
FUNCTION_WORDS = frozenset(
    "the and to for that with by from were are be been have it its they their his her who which "
    "this these not but when where after before into than there said you my our".split()
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
