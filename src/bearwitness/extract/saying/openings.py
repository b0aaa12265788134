"""Sentences that give somebody the floor for those after them.

"A former inmate agreed to speak …", "We met Daniel in a café …", "What follows was told by three
sisters", "Police gave these details", "He remembers the morning well: …", "The old woman shakes her
head." What is told up to the next speaker is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model.source import Saying, SourceKind
from ..people import words as people_words
from .draft import Draft
from .floor import WITNESS, Floor, rest_of_paragraph, with_hands, words
from .kinds import is_source_like, kind_of
from .sources import phrase
from .spans import Page
from .tree import Tree

_CLOSE = frozenset(
    {SourceKind.EYEWITNESS, SourceKind.RELATIVE, SourceKind.NEIGHBOUR, SourceKind.PARTICIPANT}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_US = frozenset({"us", "me"})
_PERSONS = frozenset({"he", "she", "they"})
_MOST = 4  # paragraphs after one that only gives the floor


def opening_floors(page: Page, drafts: Iterable[Draft] = ()) -> Iterator[Floor]:
    """One floor for each such sentence, less those whose verb `drafts` have read."""
    tree = page.tree
    read = {
        d.at for d in drafts if d.content and d.saying is Saying.SAYS and not _tells_us(tree, d.at)
    }
    for i in range(len(tree)):
        if not _may_open(page, i) or i in read:
            continue
        head, is_seen = _speaker(tree, i)
        clause, colon = tree.kid(i, "ccomp"), _colon(tree, i)
        known = head is not None and head == _known_from(tree, i)
        is_story = clause is not None and _is_how_it_was(tree, clause)
        if head is None or (clause is not None and colon is None and not known and not is_story):
            continue
        last = colon if colon is not None else tree.last[i]
        if known and clause is not None and colon is None and clause > head:
            last = tree.left[clause] - 1
        start, end = tree.end[last], rest_of_paragraph(page, tree.start[i])
        if not tree.text[start:end].strip(" .:"):
            start, end = end, _next_paragraphs(page, end)
        first, until = phrase(tree, head)
        until = max(head, min(until, i - 1)) if head < i else until
        source = page.tokens(first, until)
        kind = WITNESS if is_seen else None
        yield Floor(page.tokens(i, i), source, head, _word_from(tree, start), end, kind)


def _may_open(page: Page, i: int) -> bool:
    """Whether a verb stands in a main clause, or tells of one "who saw everything"."""
    tree = page.tree
    if not tree.is_verb(i) or page.quote_at(tree.start[i]) or tree.kid(i, "neg") is not None:
        return False
    if tree.deps[i] == "advcl":  # "her hands tremble when she speaks of it"
        return tree.lemmas[i] in {"speak", "talk", "tell"} and tree.subject(i) is not None
    return tree.deps[i] in {"ROOT", "conj", "parataxis"} or (
        tree.deps[i] in {"relcl", "ccomp"} and tree.lemmas[i] in words("seeing")
    )


def _tells_us(tree: Tree, i: int) -> bool:
    """ "Tells us how it was", "told our reporter what happened"."""
    heard, clause = tree.kid(i, "dobj", "dative"), tree.kid(i, "ccomp")
    if tree.lemmas[i] != "tell" or heard is None or clause is None:
        return False
    owner = tree.kid(heard, "poss")
    ours = tree.low[heard] in _US or (owner is not None and tree.low[owner] in {"our", "my"})
    return ours and _is_how_it_was(tree, clause)


def _is_how_it_was(tree: Tree, clause: int) -> bool:
    """Whether a clause says only that something happened: "how it was", "what happened"."""
    words_of = tree.low[tree.left[clause] : tree.right[clause] + 1]
    asks = bool(words_of) and words_of[0] in {"how", "what"}
    return asks and len(words_of) <= 4 and tree.lemmas[clause] in {"be", "happen", "go"}


def _colon(tree: Tree, i: int) -> int | None:
    return next((k for k in range(i + 1, tree.last[i]) if tree.low[k] == ":"), None)


def _word_from(tree: Tree, offset: int) -> int:
    return offset + len(tree.text[offset:]) - len(tree.text[offset:].lstrip())


def _next_paragraphs(page: Page, offset: int) -> int:
    after = [b for a, b in page.paragraphs if a >= offset]
    return after[:_MOST][-1] if after else offset


def _speaker(tree: Tree, i: int) -> tuple[int | None, bool]:
    """Who is given the floor by a verb; and whether as one who saw it."""
    lemma = tree.lemmas[i]
    who = tree.subject(i)
    if lemma in {"be", "follow"} or tree.tags[i] == "VBN":
        return _account_of(tree, i) or _by_whom(tree, i), False
    if who is None or _is_of_readers(tree, who):
        return None, False
    if tree.tags[i] not in _FINITE and not (_sends(tree, i) and _could(tree, i)):
        return None, False
    if tree.low[who] in {"we", "i"}:
        return (_met(tree, i) if lemma in words("meeting") else None), False
    if lemma == "interview" and _is_own(tree, who):
        return _met(tree, i), False
    known = _known_from(tree, i)
    if known is not None:
        return known, False
    opens = _speaks(tree, i) or _recalls(tree, i) or _gestures(tree, i) or _comes(tree, i)
    opens = (
        opens or _tells_us(tree, i) or _is_asked(tree, i) or _sends(tree, i) or _differs(tree, i)
    )
    if opens and _is_person(tree, who):
        return who, False
    if _gives(tree, i) and (_is_person(tree, who) or _is_body(tree, who)):
        return who, False
    if _saw_it(tree, i) and _is_person(tree, who) and tree.tags[who] != "PRP":
        return who, True
    return None, False


def _is_own(tree: Tree, who: int) -> bool:
    """ "Our team", "the researchers": those who write the report."""
    owner = tree.kid(who, "poss")
    return (owner is not None and tree.low[owner] in {"our", "my"}) or tree.lemmas[who] in {
        "researcher", "team", "monitor", "delegate", "enumerator"
    }  # fmt: skip


def _known_from(tree: Tree, i: int) -> int | None:
    """ "She knows it from the gravedigger", "what she knows she has from the boys …: that …".

    "She heard this from …" says of what stands before it.
    """
    if tree.lemmas[i] not in {"know", "have", "hear", "learn", "get"}:
        return None
    for k in tree.kids[i]:
        head = tree.kid(k, "pobj") if tree.low[k] == "from" and k > i else None
        if head is not None and _is_person(tree, head) and can_tell(tree, head):
            thing = tree.kid(i, "dobj")
            hollow = thing is not None and tree.low[thing] in {"it", "all", "what"}
            fronted = thing is None and "what" in tree.low[tree.first[i] : i]
            return head if hollow or fronted else None
    return None


def can_tell(tree: Tree, head: int) -> bool:
    """Whether a word is for people and for nothing else."""
    known = {tree.low[head], tree.lemmas[head]} & people_words().nouns
    return bool(known) or is_source_like(tree, head) or tree.low[head].endswith(_OF_WORK)


_OF_WORK = ("er", "ers", "or", "ors", "man", "men", "woman", "women", "ist", "ists")


def _is_person(tree: Tree, head: int) -> bool:
    kind = kind_of(tree, head)[0]
    if kind in _CLOSE or tree.low[head] in _PERSONS:
        return True
    if kind is SourceKind.DOCUMENT or kind is SourceKind.OUTLET:
        return False
    word = tree.doc[head].text
    is_name = tree.left[head] == head and word.istitle() and tree.tags[head] in {"NN", "NNP"}
    if tree.doc[head].ent_type_ == "PERSON" or is_name or tree.tags[head] == "CD":
        return True
    return kind is not SourceKind.ORGANISATION and can_tell(tree, head)


def _is_body(tree: Tree, head: int) -> bool:
    return kind_of(tree, head)[0] is SourceKind.ORGANISATION


def _speaks(tree: Tree, i: int) -> bool:
    """ "Agreed to speak", "spoke to us on condition that …", "will only talk with …"."""
    within = tree.kid(i, "xcomp")
    if within is not None:
        return tree.lemmas[i] in {"agree", "consent", "ask", "want", "dare", "decide"} and (
            tree.lemmas[within] in words("speaking")
        )
    if tree.deps[i] == "advcl" and tree.low[tree.left[i]] in {"when", "before", "as", "while"}:
        return tree.lemmas[i] in {"speak", "talk", "tell"} and tree.tags[i] in _FINITE
    if tree.lemmas[i] not in {"speak", "talk"}:
        return False
    heard = [tree.kid(k, "pobj") for k in tree.kids[i] if tree.low[k] in {"to", "with"}]
    if any(k is not None and tree.low[k] in _US for k in heard):
        return True
    return any(
        tree.low[k] == "on" and (way := tree.kid(k, "pobj")) is not None
        and tree.lemmas[way] in {"condition", "phone", "telephone"}
        for k in tree.kids[i]
    ) or _only_so(tree, i)  # fmt: skip


def _only_so(tree: Tree, i: int) -> bool:
    """ "Will only talk with the shutter down"."""
    return tree.kid(i, "aux") is not None and any(tree.low[k] == "only" for k in tree.kids[i])


def _comes(tree: Tree, i: int) -> bool:
    """ "Came to our office", "approached the hotline"."""
    if tree.lemmas[i] in {"visit", "approach", "contact"}:
        thing = tree.kid(i, "dobj")
        return thing is not None and _is_ours(tree, thing)
    if tree.lemmas[i] not in {"come", "turn", "walk"}:
        return False
    to = [tree.kid(k, "pobj") for k in tree.kids[i] if tree.low[k] in {"to", "into"}]
    return any(k is not None and _is_ours(tree, k) for k in to)


def _is_ours(tree: Tree, noun: int) -> bool:
    """Whether a place is that of those who write: "us", "our office", "the hotline"."""
    owner = tree.kid(noun, "poss")
    mine = owner is not None and tree.low[owner] in {"our", "my"}
    return tree.low[noun] in _US or mine or tree.lemmas[noun] in {"hotline", "helpline"} or (
        tree.lemmas[noun] == "office" and tree.kid(noun, "compound", "amod", "prep", "poss") is None
    )  # fmt: skip


def _sends(tree: Tree, i: int) -> bool:
    """ "Could send a message from inside the prison", "got a voice note: …"."""
    thing = tree.kid(i, "dobj")
    sent = thing is not None and tree.lemmas[thing] in words("contacts")
    if tree.lemmas[i] in {"get", "receive", "have"}:
        return sent and _colon(tree, i) is not None
    told = any(tree.low[k] in {"saying", "that", "about"} for k in range(i, tree.last[i]))
    return sent and tree.lemmas[i] in {"send", "leave", "smuggle", "manage"} and not told


def _could(tree: Tree, i: int) -> bool:
    """Whether it was done by those who were able to: "could send"."""
    return any(tree.low[k] in {"could", "did"} for k in tree.kids[i] if tree.deps[k] == "aux")


def _is_of_readers(tree: Tree, who: int) -> bool:
    """Whether the report speaks to those who read it: "you", "many of you"."""
    return any(tree.low[k] == "you" for k in range(who, tree.right[who] + 1))


def _is_asked(tree: Tree, i: int) -> bool:
    """ "Asked about the scars, Daoud rolls up his sleeve"."""
    first = tree.first[i]
    return tree.low[first] == "asked" and tree.deps[i] == "ROOT" and tree.heads[first] == i


def _by_whom(tree: Tree, i: int) -> int | None:
    """ "This was confirmed by a nurse: …", "visited by two mothers"."""
    by = tree.kid(i, "agent")
    head = None if by is None else tree.kid(by, "pobj")
    if head is None or not _is_person(tree, head):
        return None
    alone = tree.lemmas[i] in {"visit", "contact", "approach"} and tree.first[i] == i
    confirmed = tree.low[i] in words("notes") and _colon(tree, i) is not None
    return head if alone or confirmed else None


def _recalls(tree: Tree, i: int) -> bool:
    """ "Remembers the morning well", "remember it otherwise"."""
    return tree.lemmas[i] in words("recalling") and (
        tree.kid(i, "dobj") is not None or tree.kid(i, "ccomp", "xcomp") is None
    )


def _gives(tree: Tree, i: int) -> bool:
    """ "Gave these details", "told a different story"."""
    thing = tree.kid(i, "dobj")
    if thing is None or tree.lemmas[i] not in words("giving"):
        return False
    hollow = any(tree.low[k] == "no" for k in tree.kids[thing])
    told = {tree.low[thing], tree.lemmas[thing]} & words("given")
    more = any(tree.low[k] in {"of", "about", "on"} for k in tree.kids[thing])
    return bool(told) and not hollow and not more


def _saw_it(tree: Tree, i: int) -> bool:
    """ "Saw it: …", "who saw everything"."""
    thing = tree.kid(i, "dobj")
    return tree.lemmas[i] in words("seeing") and thing is not None and (
        tree.low[thing] in words("seen")
    )  # fmt: skip


def _gestures(tree: Tree, i: int) -> bool:
    lemma = tree.lemmas[i]
    if lemma in words("gestures"):
        return True
    things = with_hands().get(lemma)
    return things is not None and any(
        tree.lemmas[k] in things or tree.low[k] in things for k in range(i + 1, tree.right[i] + 1)
    )


def _differs(tree: Tree, i: int) -> bool:
    """ "His wife tells otherwise", "the villagers give another version"."""
    if tree.lemmas[i] not in {"tell", "say", "give", "have", "remember", "describe"}:
        return False
    thing = tree.kid(i, "dobj")
    is_other = thing is not None and tree.lemmas[thing] in {"story", "version", "account"}
    words_of = {tree.low[k] for k in (tree.kids[i] if thing is None else tree.kids[thing])}
    if thing is None:
        return bool(words_of & {"otherwise", "differently"})
    return is_other and bool(words_of & {"another", "different", "other"})


def _met(tree: Tree, i: int) -> int | None:
    """Whom "we" met, interviewed or spoke with."""
    with_ = [tree.kid(k, "pobj") for k in tree.kids[i] if tree.low[k] in {"with", "to"}]
    found = with_ if tree.lemmas[i] in {"speak", "talk", "sit"} else [tree.kid(i, "dobj")]
    who = next((k for k in found if k is not None), None)
    if who is None or tree.tags[who] == "PRP" or not _is_person(tree, who):
        return None
    return who if can_tell(tree, who) else None


def _account_of(tree: Tree, i: int) -> int | None:
    """ "The following is the account of a cook", "what follows was told by three sisters"."""
    if tree.tags[i] == "VBN":
        by = tree.kid(i, "agent")
        told = tree.lemmas[i] in {"tell", "relate", "give", "dictate", "write"}
        first = tree.low[tree.first[i]] in {"what", "the", "this"}
        announced = any(tree.lemmas[k] in {"follow", "following"} for k in range(tree.first[i], i))
        return tree.kid(by, "pobj") if by is not None and told and first and announced else None
    noun = tree.kid(i, "attr", "nsubj")
    for k in tree.kids[i]:
        if tree.deps[k] in {"attr", "nsubj"} and tree.lemmas[k] in words("records"):
            noun = k
    if noun is None or tree.lemmas[noun] not in words("records") or tree.lemmas[i] != "be":
        return None
    opens = {tree.low[k] for k in range(tree.first[i], i)} & {"following", "this", "here", "what"}
    of = next((tree.kid(k, "pobj") for k in tree.kids[noun] if tree.low[k] in {"of", "by"}), None)
    return of if opens and of is not None and _is_person(tree, of) else None
