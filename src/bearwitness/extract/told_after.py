"""Who did it where only the sentence after the act tells: "It was the army who did it".

The rules it keeps:
- Somebody there did "it" or "this", or it is put down to them: "survivors blame the border force".
- Or those who did it are said to be of a body: "The men were from the Fourth Division".
- What is denied or asked there tells nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from ..reference.vocabulary import load_yaml, word_sets
from .arguments import resolved
from .described import who_is
from .perpetrators import PLACES, Institution, body_kinds
from .subjects import children, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Demonym = Callable[[str], str | None]
_IT = {"it", "this", "that", "so"}
_FROM = {"from", "of", "with"}


@cache
def _words() -> dict[str, frozenset[str]]:
    return word_sets(load_yaml("perpetrators")["spoken_of"]["told_after"])


def told_after(act: Token, demonym: Demonym) -> Institution | None:
    """Who did an act, as the sentence after its own says; None where that says nothing of it."""
    doc, end = act.doc, act.sent.end
    if end >= len(doc) or "\n\n" in doc[end - 1].text_with_ws or doc[end].sent[-1].text == "?":
        return None
    for verb in doc[end].sent:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        if any(children(above, "neg") for above in (verb, *verb.ancestors)):
            continue
        for noun in _blamed(verb):
            found = who_is(noun, demonym)
            if found is not None and found.kind in body_kinds():
                return found
    return None


def _blamed(verb: Token) -> Iterator[Token]:
    """The nouns that a verb gives as those who did what was told before."""
    known = _words()
    if verb.lemma_ == "do" and any(c.lower_ in _IT for c in children(verb, "dobj")):
        yield from (resolved(s) for s in subject_of(verb)[0])
        if verb.dep_ in {"relcl", "ccomp"} and verb.head.lemma_ == "be":
            yield from children(verb.head, "attr")
    elif verb.lemma_ in known["putting_down"] and _is_of_it(verb):
        for prep in children(verb, "prep", "dative"):
            if prep.lower_ == "to":
                yield from children(prep, "pobj")
    elif verb.lemma_ in known["coming"] and _is_of_it(verb):
        for prep in children(verb, "prep"):
            if prep.lower_ == "from":
                yield from children(prep, "pobj")
    elif verb.lemma_ in known["blaming"]:
        yield from children(verb, "dobj", "nsubjpass")
    elif verb.lemma_ == "be" and any(s.lower_ == "it" for s in children(verb, "nsubj")):
        yield from (t for t in children(verb, "attr") if t.lower_ not in PLACES)
    elif verb.lemma_ == "be" and any(_is_they(s) for s in children(verb, "nsubj")):
        yield from children(verb, "attr")
        for prep in children(verb, "prep"):
            if prep.lower_ in _FROM:
                yield from children(prep, "pobj")


def _is_of_it(verb: Token) -> bool:
    """Whether what is put down to somebody is the act: "attribute it to", "the attack to"."""
    told = children(verb, "dobj", "nsubjpass")
    if verb.lemma_ in _words()["coming"]:
        told = [t for t in children(verb, "nsubj") if t.lower_ not in _IT]
    return any(t.lower_ in _IT or t.lower_ in _words()["deeds"] for t in told)


def _is_they(subject: Token) -> bool:
    """Whether a subject is those who did it: "the attackers", not "they", who may be anybody."""
    return subject.lower_ in _words()["those"] and any(c.dep_ == "det" for c in subject.lefts)
