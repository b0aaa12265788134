"""Reports that one person tells throughout: testimonies and interviews in the first person.

The rules it keeps:
- A report told by "I" in which things are done to "me", "us" or some "of us", or to "my" family,
  is a participant's, all of it that nobody else is said to tell.
- Who tells only of what was done to "my" family is a relative.
- Whoever answers questions and tells only of others was a witness.
- Who swears to a statement, or tells of others throughout as one who saw it, was a witness.
- Whoever writes a blog or a diary of which nothing is done to "me" is the outlet itself.
- An office or a newsroom says "we": it gives no testimony; nor does a debate, in which those who
  speak are named.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from ..model.source import Connection, SourceKind, SourceLink
from ..reference.parse import lowers_of, text_of
from ..reference.vocabulary import load_yaml
from .pronouns import ME, ME_OR_US
from .saying.programmes import has_host
from .saying.quotes import Quote, paragraphs, quotes
from .saying.records import has_voices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from .drafts import Draft

TOLD = 3  # sentences that speak of "me" or "us", for a text to be a testimony
SHORT = 300  # code points: in a shorter text one sentence of two is enough
SHARE = 5  # and one sentence in so many
SPEAKS = re.compile(r"\b(?:I|me|us|[Ww]e|[Mm]y|[Oo]ur)\b")
TELLING = frozenset(
    {"tell", "ask", "inform", "show", "thank", "help", "call", "visit", "remind", "let"}
)
_FIRST = {"i", "we"}
_OBJECTS = {"me", "us"}
_ANYBODY = {"they", "he", "she"}  # of whom "I" tells no more


def narrator(doc: Doc, drafts: Sequence[Draft], outlet: str | None = None) -> Token | None:
    """The first "I" or "we" of a text told by one it was done to; None for any other text."""
    suffered = (d for d in drafts if d.act not in _FREEING)
    people = [t for d in suffered for m in d.mentions for t in m.arguments.patients]
    patients = {t.lower_ for person in people for t in (person, *whole_of(person))}
    told = teller(doc)
    if told is None or _is_debate(text_of(doc)) or _is_office(text_of(doc)):
        return None
    if (outlet and _speaks_of_itself(doc, outlet)) or has_voices(text_of(doc)):
        return None
    if has_host(text_of(doc)):
        return None
    if outlet and _PAGE_OF_ONE.search(outlet) and not _suffers(doc):
        return None
    if patients & ME_OR_US:
        return told
    kin = _of_kin(doc)
    doc.user_data[_KIN] = kin and not _was_with_them(doc)
    if (_suffers(doc) or kin or _is_interview(doc)) and _speaks_alone(doc):
        return told
    doc.user_data[_SAW] = _SWORN.search(text_of(doc)) is not None or _saw_throughout(doc)
    return told if doc.user_data[_SAW] else None


_FREEING = {"release", "rescue"}  # alone they tell of nobody's sufferings: "I was let in"
_PAGE_OF_ONE = re.compile(r"\b(?:blog|vlog|diary|podcast|column|newsletter|substack)\b", re.I)


def _speaks_of_itself(doc: Doc, outlet: str) -> bool:
    """Whether whoever publishes a text does things in it by name: "Karakum House calls on …"."""
    name = outlet.split("(")[0].split(",")[0].strip()
    spoken = quotes(text_of(doc))
    for found in re.finditer(re.escape(name), text_of(doc)) if name else ():
        span = doc.char_span(found.start(), found.end())
        head = span.root if span is not None else None
        if head is not None and head.dep_ == "nsubj" and not _is_quoted(head, spoken):
            return True
    return False


_SWORN = re.compile(
    r"\bI, (?:the undersigned|[A-Z])[^\n]{0,200}?"
    r"\b(?:make oath|solemnly|swear|depose|hereby|affirm|declare|state)\b"
)
_SEEING = frozenset({"see", "hear", "watch", "witness", "count", "find", "carry", "wash", "bury"})
_MOSTLY = 2.5  # sentences: of so many one speaks of "me" in a witness's story


def whole_of(part: Token) -> Iterator[Token]:
    """The pronoun for those of whom some are told of: "us" in "three of us"."""
    for of in part.rights:
        if of.lower_ == "of":
            yield from (t for t in of.rights if t.tag_ == "PRP")


def _saw_throughout(doc: Doc) -> bool:
    """Whether "I" saw or heard things, in a text that speaks of "me" in two sentences of five."""
    spoken = quotes(text_of(doc))
    mine = [t for t in doc if t.lower_ in ME_OR_US and not _is_quoted(t, spoken)]
    saw = any(
        t.lower_ == "i" and t.head.lemma_ in _SEEING and t.head.tag_ in {"VBD", "VBP"} for t in mine
    )
    told = len({t.sent.start for t in mine})
    return saw and told >= TOLD and told * _MOSTLY >= sum(1 for _ in doc.sents)


def _is_debate(text: str) -> bool:
    """Whether people who hold an office have the floor in it: whoever says "I" is named there."""
    labels = [m["who"].lower() for m in _FLOOR.finditer(text)]
    officials = _of_office()
    return len(labels) > 1 and any(set(re.findall(r"[\w-]+", who)) & officials for who in labels)


_FLOOR = re.compile(r"^[ \t]*(?P<who>[A-Z][^\n:.?!]{1,70}):\s", re.M)


@cache
def _of_office() -> frozenset[str]:
    """Words for people who hold an office, read once a process."""
    rows = load_yaml("sources")["codes"]
    return frozenset(w for r in rows if r["code"] == "named official" for w in r["heads"].split())


def _is_office(text: str) -> bool:
    """Whether "we" are those who help, count or plead: "our clients", "we documented"."""
    return len(_OFFICE.findall(text)) > 1


_OFFICE = re.compile(
    r"\b(?:[Oo]ur (?:clients?|offices?|teams?|staff|lawyers?|volunteers?|hotline|clinic|counsel|"
    r"organi[sz]ation|association|members|monitors?|researchers?|caseworkers?|records|database|"
    r"findings|report|coalition|network|desk|shelter|visit|delegation)|whom we represent|"
    r"[Ww]e (?:represent|documented|interviewed|recorded|verified|counted|urged?|call(?:ed)? on|"
    r"recommend|collected|registered|received (?:\w+ )?(?:calls|reports|complaints)|filed)|"
    r"of our clients|the clinic|the hotline|our earlier letter)\b"
)


def _speaks_alone(doc: Doc) -> bool:
    """Whether "I" is said again and again: no office and no newsroom."""
    spoken = quotes(text_of(doc))
    mine = (t for t in doc if t.lower_ in ME)
    return len({t.sent.start for t in mine if not _is_quoted(t, spoken)}) >= TOLD


def _suffers(doc: Doc, least: int = 2) -> bool:
    """Whether others do things to "me" or "us" in that many sentences; asking is none of them."""
    spoken = quotes(text_of(doc))
    done = {
        t.sent.start
        for t in doc
        if t.lower_ in _OBJECTS
        and t.dep_ in {"dobj", "dative"}
        and t.head.lemma_ not in TELLING
        and not _is_quoted(t, spoken)
    }
    return len(done) >= least


def _of_kin(doc: Doc) -> bool:
    """Whether two sentences or more tell of "my mother", "our sons", outside quotations."""
    spoken = quotes(text_of(doc))
    told = {
        t.sent.start
        for t in doc
        if t.lower_ in {"my", "our"}
        and t.dep_ == "poss"
        and t.head.lower_ in kin_words()
        and not _is_quoted(t, spoken)
    }
    return len(told) > 1


def _was_with_them(doc: Doc) -> bool:
    """Whether "we" did something, outside quotations: then the teller was there."""
    spoken = quotes(text_of(doc))
    return any(t.lower_ == "we" and not _is_quoted(t, spoken) for t in doc)


@cache
def kin_words() -> frozenset[str]:
    """Words for relatives, read once a process."""
    table = load_yaml("kinship")
    return frozenset([*table["one"], *table["many"]])


def _is_interview(doc: Doc) -> bool:
    """Whether two paragraphs or more are questions."""
    text = text_of(doc)
    return sum(1 for a, b in paragraphs(text) if text[a:b].rstrip().endswith("?")) > 1


def _only_saw(doc: Doc) -> bool:
    """Whether the teller answers questions and tells of nothing done to "me"; looked at once."""
    held = doc.user_data.get(_SAW)
    if held is None:
        held = doc.user_data[_SAW] = _is_interview(doc) and not _suffers(doc, 1)
    return bool(held)


_SAW = "bearwitness teller"
_KIN = "bearwitness teller of kin"


def _is_quoted(token: Token, spoken: Sequence[Quote]) -> bool:
    return any(q.start <= token.idx < q.end for q in spoken)


def teller(doc: Doc) -> Token | None:
    """The first "I" or "we" of a text told in the first person; None for any other text."""
    sworn = _SWORN.search(text_of(doc)) is not None
    said_so = sum(1 for _ in islice(SPEAKS.finditer(text_of(doc)), TOLD))
    if said_so < (TOLD if len(text_of(doc)) > SHORT else 1) and not sworn:
        return None
    spoken = quotes(text_of(doc))
    mine = [
        doc[i]
        for i, lower in enumerate(lowers_of(doc))
        if lower in ME_OR_US and not _is_quoted(doc[i], spoken)
    ]
    said = [t for t in mine if t.lower_ in _FIRST and t.dep_.startswith("nsubj")]
    sentences = sum(1 for _ in doc.sents)
    enough = max(TOLD, sentences // SHARE)
    if len(text_of(doc)) <= SHORT:
        enough = min(enough, max(1, sentences // 2))
        said = said or mine
    return said[0] if said and (sworn or len({t.sent.start for t in mine}) >= enough) else None


def narrated(chain: Sequence[SourceLink], teller: Token | None) -> tuple[SourceLink, ...]:
    """The chain with whoever tells the text before the outlet, where the text is a testimony."""
    if teller is None:
        return tuple(chain)
    kind, connection = SourceKind.PARTICIPANT, Connection.VICTIM
    if teller.doc.user_data.get(_KIN):  # nothing was done to "me", but to "my sister"
        kind, connection = SourceKind.RELATIVE, Connection.RELATIVE
    elif _only_saw(teller.doc):
        kind, connection = SourceKind.EYEWITNESS, Connection.WITNESS
    link = SourceLink(kind, teller.text, "", connection)
    others = [c for c in chain[:-1] if c.words.lower() not in _FIRST and not _is_record(c)]
    if others and others[0].kind is SourceKind.ANONYMOUS and others[0].words.lower() in _ANYBODY:
        others = others[1:]
    return (*others, link, chain[-1])


def _is_record(link: SourceLink) -> bool:
    """Whether a link is the record or the letter in which the teller speaks."""
    if link.kind not in {SourceKind.PARTICIPANT, SourceKind.EYEWITNESS}:
        return False
    return not link.words or bool(_RECORD.match(link.words))


_RECORD = re.compile(r"(?:an? |the )?(?:letter|diary|message|note|testimony|statement)\b", re.I)
