"""Entries of a list of accounts, each under a code and a word for whoever gave it.

"ER-0412. Man, 31, teacher. …", "CALL 07. Girl, 17: …", "CASE 21/044 (woman, 38). …",
"Call 22. Brother of a caller. …". A code alone says nothing of who tells: there are two entries or
more, and what stands before them, or the label, says that people were heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.source import SourceKind
from .floor import KIN, VICTIM, Floor, Kind, rest_of_paragraph, words
from .source_table import source_table
from .spans import Page

_ENTRY = re.compile(
    r"^[ \t]*(?:[-•*] )?(?P<head>(?:(?P<label>[A-Za-z]{3,12})\.? (?:no\.? ?)?)?"
    r"#?(?:[A-Z]{1,4}[-/ ]?)?\d[\d/-]*)(?:[.:,]| [–—-]|(?= ?\())[ \t]*\(?",
    re.M | re.I,
)
_PERSON = re.compile(
    r"(?:an? |the )?(?:(?:young|old|older|elderly|pregnant|single) )?"
    r"(?P<who>woman|man|girl|boy|male|female|couple|family|[MF](?=[,. )\d])|"
    r"mother|father|brother|sister|wife|husband|daughter|son|aunt|uncle|cousin)"
    r"(?P<of> of (?!an? (?:baby|infant|newborn|toddler)|\w+ (?:children|kids|sons|daughters)))?\b",
    re.I,
)
_HEARD = re.compile(
    r"\b(?:testimon(?:y|ies)|accounts?|interview(?:s|ed|ees?)?|calls?|callers?|hotline|helpline|"
    r"statements?|speakers?|complain(?:ts?|ants?)|heard|told us|spoke to us)\b",
    re.I,
)


def entry_floors(page: Page) -> Iterator[Floor]:
    """The floor that each entry gives to whoever it is the account of."""
    text = page.tree.text
    entries = list(_ENTRY.finditer(text))
    if len(entries) < 2:
        return
    are_heard = _HEARD.search(text, 0, entries[0].start()) is not None
    for m in entries:
        label = (m["label"] or "").lower()
        is_call = label in words("contacts") | words("records") | words("tellers")
        kind = _kind(text, m.end(), is_call)
        if kind is not None and (is_call or are_heard):
            end = rest_of_paragraph(page, m.start("head"))
            yield Floor(m.span("head"), None, None, m.end(), end, kind, is_kept=True)


def _kind(text: str, start: int, is_call: bool) -> Kind | None:
    """Who the words after the code say it is; the one who called where they say nobody."""
    person = _PERSON.match(text, start)
    if person is None:
        return VICTIM if is_call else None
    noun = source_table().heads.get(person["who"].lower())
    return KIN if person["of"] and noun is SourceKind.RELATIVE else VICTIM
