"""Who is meant by a word that only the whole text tells: "the family" of a housemaid's log.

The rules it keeps:
- A word counts only where the text speaks of such things at all (vocabulary/perpetrators.yml).
- Nobody is an employer or smuggler by their name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..reference.parse import text_of
from ..reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token


@cache
def _table() -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """Word → kinds it may mean, each with what the text must hold for it."""
    found: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
    for row in load_yaml("perpetrators")["spoken_of"]["by_text"]:
        cues = re.compile(rf"\b(?:{'|'.join(map(re.escape, row['cues']))})\b", re.IGNORECASE)
        for word in row["words"]:
            found[word] = (*found.get(word, ()), (row["kind"], cues))
    return found


def kind_by_text(token: Token) -> str | None:
    """The kind of perpetrator that a word means in this text; None where the text tells none."""
    if token.ent_type_ == "PERSON" or any(c.dep_ == "poss" for c in token.lefts):
        return None
    before = token.nbor(-1).lower_ if token.i else ""
    for word in (f"{before} {token.lower_}", token.lower_):
        for kind, cues in _table().get(word, ()):
            if cues.search(text_of(token.doc)):
                return kind
    return None
