"""Headers and labels that give one person the floor: records, interviews, calls, lists.

"Statement of witness 4. …", "Interview 12, Gaziantep. Woman, 41. …", "R.K. (interviewed by phone):
…", "Witness: a driver", "A man rings about his wife: …", "Message from one of the twelve: …",
"Allegations of the families:" before a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...model.source import SourceKind
from .floor import KIN, NOUNS, VICTIM, WITNESS, Floor, Kind, head_in, rest_of_paragraph, words
from .kinds import is_source_like, kind_of
from .logs import log_floors
from .programmes import programme_floors
from .source_table import source_table
from .spans import Page, Stretch

_SEX = r"(?:F|M|[Ww]oman|[Mm]an|[Ff]emale|[Mm]ale|[Gg]irl|[Bb]oy)"
_PERSON = re.compile(rf"\s*\(?(?P<who>{_SEX}|[A-Z][a-z]?\. ?[A-Z][a-z]?\.|[A-Z]\.),? ")
_BY = re.compile(
    r"\b(?:of|by|from|with|to)\s+(?=(?P<who>(?:the |an? |our )?[^,.:;()\n]{2,70}))", re.I
)
_LABEL = re.compile(
    r"(?:^|(?<=[.!?”\"] ))(?P<who>[A-Z][\w.’' -]{0,40}?)\s*\((?P<more>[^()\n]{3,80})\)\s*:\s", re.M
)
_ROLE = re.compile(
    r"^[ \t]*(?P<label>[A-Z][a-z]+)(?: [A-Z0-9]{1,3})?:\s+(?P<who>[^\n]{3,90})\n", re.M
)
_INTERVIEWED = re.compile(r"interview|by phone|by telephone|over the phone|on the phone|in person|"
                          r"via |call|met |reached|spoke|\b(?:fe)?male\b|\b[FM],|\d0s\b",
                          re.I)  # fmt: skip
_ANSWER = re.compile(r"(?:^|(?<=[.?!] ))(?P<cue>A|Answer|ANSWER):\s+", re.M)
_ASKING = re.compile(r"(?:^|(?<=[.?!] ))(?:Q|Question|QUESTION):\s", re.M)
_ITEM = re.compile(r"[ \t]*(?:[-•*–—]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_ENDS = "\n\n"


def record_floors(page: Page) -> list[Floor]:
    """Every floor that a header or a label gives, in text order."""
    found = [
        *_records(page), *_labels(page), *_roles(page), *_contacts(page), *_answers(page),
        *_lists(page), *_voices(page), *log_floors(page), *programme_floors(page),
    ]  # fmt: skip
    return sorted(found, key=lambda f: f.start)


@cache
def _header() -> re.Pattern[str]:
    """A line's beginning that names a record: its words up to a stop, a colon or the line's end."""
    names = "|".join(sorted(words("records") | words("tellers"), key=len, reverse=True))
    return re.compile(
        rf"^[ \t]*(?:[\dIVX]+[.)] )?(?P<all>(?:(?:The|Sworn|Written|Oral|Second|First|Witness|"
        rf"Victim|Field|Phone|Case) )*(?:{names})\b(?P<more>[^\n:]{{0,100}}?))"
        rf"(?P<end>:|(?<!\bno)(?<!\bnr)(?<!\b[A-Z])\.(?=\s|$)|(?=\n|\Z))",
        re.I | re.M,
    )


def _records(page: Page) -> Iterator[Floor]:
    tree, text = page.tree, page.tree.text
    heads = [m for m in _header().finditer(text) if _is_title(page, m)]
    for n, m in enumerate(heads):
        after = heads[n + 1].start() if n + 1 < len(heads) else len(text)
        start = _next_word(text, m.end())
        if start >= len(text):
            continue
        who, kind = _told_by(page, m, start)
        head = None if who is None else head_in(page, who)
        of_body = head is not None and kind_of(tree, head)[0] is SourceKind.ORGANISATION
        stands_alone = "\n" in text[m.end() : start] or (m.start() == 0 and not of_body)
        end = after if stands_alone else min(after, rest_of_paragraph(page, m.start()))
        if who is not None and head is None:
            who = None
        if head is not None and tree.low[head] in words("tellers") and kind is None:
            kind = WITNESS if tree.low[head] == "witness" else VICTIM
        yield Floor(m.span("all"), who, head, start, end, kind, is_kept=True)


def _is_title(page: Page, m: re.Match[str]) -> bool:
    """Whether the words are a title, no clause, begin with a capital and say whose words follow."""
    tree, words_of = page.tree, m["all"]
    if (
        not words_of[:1].isupper()
        or m["more"].strip().endswith("?")
        or page.quote_at(m.start("all"))
    ):
        return False
    inside = [i for i, at in enumerate(tree.start) if m.start("all") <= at < m.end("all")]
    if any(tree.tags[i] in {"VBD", "VBZ", "VBP", "MD"} for i in inside):
        return False
    first = words_of.split()[0].lower().strip(",.")
    many = first in {"allegations", "accounts", "findings", "notes", "testimonies", "statements"}
    if many and m["end"] == ":":
        return False  # a list has rules of its own
    numbered = re.search(r"\d|\bNo\b|\b[A-Z]\.?$", m["more"]) is not None
    told = _PERSON.match(page.tree.text, m.end()) is not None
    if first in words("tellers") and " statement" not in words_of.lower():
        return numbered and m["end"] != ":"
    return numbered or told or _is_persons(page, m)


def _is_persons(page: Page, m: re.Match[str]) -> bool:
    return _named_in(page, m) is not None


def _named_in(page: Page, m: re.Match[str]) -> Stretch | None:
    """The words of a header for somebody who can tell something, the first behind "of", "with"."""
    tree, offset = page.tree, m.start("more")
    for found in _BY.finditer(m["more"]):
        who = offset + found.start("who"), offset + found.end("who")
        head = head_in(page, who)
        if head is None or tree.lemmas[head] in words("records"):
            continue
        if tree.low[head] in words("tellers") or is_source_like(tree, head):
            return who
    return None


def _told_by(page: Page, m: re.Match[str], start: int) -> tuple[Stretch | None, Kind | None]:
    """The words for whoever speaks, and their kind where the words tell none."""
    who = _named_in(page, m) or _named_behind(page, m)
    if who is not None:
        return who, None
    person = _PERSON.match(page.tree.text, start)
    if person is not None:
        return None, VICTIM
    return None, WITNESS if re.search(r"\bwitness\b", m["all"], re.I) else VICTIM


def _named_behind(page: Page, m: re.Match[str]) -> Stretch | None:
    """Who a label says it is: "her brother" in "Informant: her brother, by phone."."""
    text = page.tree.text
    if m["end"] != ":" or m["all"].lower() not in words("tellers"):
        return None
    start = _next_word(text, m.end())
    found = re.compile(r"[^,.;:()\n]{3,60}(?=[,.;(\n])").match(text, start)
    if found is None or "\n" in text[m.end() : start]:
        return None
    head = head_in(page, found.span())
    is_kin = head is not None and _table_kind(page, head) is SourceKind.RELATIVE
    return found.span() if is_kin else None


def _table_kind(page: Page, head: int) -> SourceKind | None:
    return source_table().heads.get(page.tree.lemmas[head])


def _labels(page: Page) -> Iterator[Floor]:
    """ "R.K. (interviewed by phone, 4 February): …", "Respondent 7 (male, 30s): …"."""
    found = [
        m
        for m in _LABEL.finditer(page.tree.text)
        if _INTERVIEWED.search(m["more"]) or m["who"].lower() in words("tellers")
    ]
    for n, m in enumerate(found):
        after = found[n + 1].start() if n + 1 < len(found) else len(page.tree.text)
        end = min(after, rest_of_paragraph(page, m.start("who")))
        if not page.quote_at(m.start("who")):
            yield Floor(m.span("who"), None, None, m.end(), end, VICTIM, is_kept=True)


def _roles(page: Page) -> Iterator[Floor]:
    """ "Witness: the driver of the second bus" in a line of its own, before what is told."""
    text = page.tree.text
    for m in _ROLE.finditer(text):
        label = m["label"].lower()
        if label not in words("tellers") | {"speaker", "from", "sender"}:
            continue
        start = _next_word(text, m.end())
        end = -1 if label in {"from", "sender"} else text.find(_ENDS, start)
        who = m.span("who")
        kind = WITNESS if label == "witness" else None
        if start < len(text):
            end = len(text) if end < 0 else end
            yield Floor(m.span("label"), who, head_in(page, who), start, end, kind, is_kept=True)


def _contacts(page: Page) -> Iterator[Floor]:
    """ "Message from one of the twelve: …", "A man rings from Tapachula about his wife: …"."""
    tree, text = page.tree, page.tree.text
    for i, lemma in enumerate(tree.lemmas):
        head = None
        if lemma in words("contacts") and tree.tags[i] in _CALLS:
            head = _sent_by(page, i)
        elif lemma in words("ringing") and tree.tags[i] in {"VBZ", "VBD", "VBP", "NNS"}:
            head = _rings(page, i)
        if head is None or page.quote_at(tree.start[i]):
            continue
        line_end = text.find("\n", tree.start[i])
        end = len(text) if line_end < 0 else line_end
        start = tree.end[_clause_end(page, max(i, head))]
        source = page.tokens(tree.left[head], max(head, min(tree.right[head], i - 1)))
        kind = KIN if _is_about_kin(page, i, start) else None
        yield Floor(page.tokens(i, i), source, head, _next_word(text, start), end, kind)


_CALLS = frozenset({"NN", "NNP", "VB", "NNS"})


def _sent_by(page: Page, i: int) -> int | None:
    """Whoever a message or call is from, where it opens a sentence or an entry."""
    tree = page.tree
    if i - tree.first[i] > _EARLY or any(tree.tags[k] in _FINITE for k in range(tree.first[i], i)):
        return None
    if i + 2 < len(tree) and tree.low[i + 1] == "," and tree.low[i + 2] in _SOMEBODY:
        return i + 2  # "voice note, woman, crying"
    for k in range(i + 1, min(i + _EARLY, tree.last[i]) + 1):
        if tree.low[k] == ":":
            return None
        if tree.low[k] in {"from", "by"}:
            head = tree.kid(k, "pobj")
            if head is None or any(tree.tags[j] in {"VBZ", "VBP", "MD"} for j in range(i, head)):
                return None
            known = is_source_like(tree, head) or tree.low[head] in _SOMEBODY
            return head if known or tree.tags[head] == "NNP" else None
    return None


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_EARLY = 9  # tokens into a sentence or behind the word
_SOMEBODY = frozenset(
    {"one", "two", "three", "woman", "man", "girl", "boy", "people", "group", "boat"}
)


def _rings(page: Page, i: int) -> int | None:
    """Whoever rings up, where nothing but whence, whom and about whom follows in the clause."""
    tree = page.tree
    who = tree.subject(i)
    before = i - 1
    if who is None and before >= tree.first[i] and tree.tags[before] in NOUNS:
        who = before
    more = tree.kid(i, "ccomp", "xcomp", "neg", "oprd", "attr")
    if (
        who is None
        or tree.tags[who] not in NOUNS
        or (more is not None and ":" not in tree.low[i:more])
    ):
        return None
    thing = tree.kid(i, "dobj")
    if thing is not None and tree.low[thing] not in {"us", "me", "hotline", "line", "office"}:
        return None
    if any(tree.low[k] in {"for", "off", "out", "to"} for k in tree.kids[i] if k > i):
        return None
    return who if is_source_like(tree, who) or tree.low[who] in _SOMEBODY else None


def _is_about_kin(page: Page, i: int, end: int) -> bool:
    """ "A man rings about his wife": what is told was done to a relative."""
    tree = page.tree
    return any(
        tree.low[k] in {"about", "for", "regarding"}
        and (who := tree.kid(k, "pobj")) is not None
        and tree.kid(who, "poss") is not None
        and source_table().heads.get(tree.lemmas[who]) is SourceKind.RELATIVE
        for k in range(tree.first[i], tree.last[i] + 1)
        if tree.start[k] < end
    )


def _clause_end(page: Page, at: int) -> int:
    """The colon, dash or stop behind which the words of the one who calls begin."""
    tree = page.tree
    for k in range(at, tree.last[at] + 1):
        if tree.low[k] in {":", "—", "–"}:
            return k
    return tree.last[at]


def has_voices(text: str) -> bool:
    """Whether a text is put together of voices, each under a header of its own."""
    return any(_VOICE.search(m["head"]) for m in _BRACKETED.finditer(text))


def _voices(page: Page) -> Iterator[Floor]:
    """ "[Third, 20 September, 19:31, woman]" over what she says as "I" or "we"."""
    text = page.tree.text
    heads = list(_BRACKETED.finditer(text))
    for n, m in enumerate(heads):
        end = heads[n + 1].start() if n + 1 < len(heads) else len(text)
        start = _next_word(text, m.end())
        if _VOICE.search(m["head"]) and _FIRST_PERSON.search(text, start, end):
            yield Floor(m.span("head"), None, None, start, end, VICTIM, is_kept=True)


_BRACKETED = re.compile(r"^[ \t]*\[(?P<head>[^\[\]\n]{3,100}?)(?:\]:?[ \t]*$|:(?= ))", re.M)
_VOICE = re.compile(r"(?:^|[,;] )(?:(?:same|young|old|elderly|another|second|the) )?"
                    r"(?:man|woman|girl|boy|male|female|caller|speaker|M|F)\b", re.I)  # fmt: skip
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|us)\b")


def _answers(page: Page) -> Iterator[Floor]:
    """ "A:" after "Q:", wherever they stand."""
    text = page.tree.text
    asked = [m.start() for m in _ASKING.finditer(text)]
    if not asked:
        return
    for m in _ANSWER.finditer(text):
        after = [a for a in asked if a > m.end()]
        end = min([*after[:1], len(text)])
        yield Floor(m.span("cue"), None, None, m.end(), end, VICTIM, is_kept=True)


def _lists(page: Page) -> Iterator[Floor]:
    """ "Allegations of the families:" and the items of the list below."""
    text = page.tree.text
    for m in _header().finditer(text):
        following = _next_word(text, m.end())
        if m["end"] != ":" or "\n" not in text[m.end() : following] or not _is_persons(page, m):
            continue
        if not _ITEM.match(text, text.rfind("\n", 0, following) + 1):
            continue
        last = following
        for start, end in page.paragraphs:
            if start >= following - 4 and (_ITEM.match(text, text.rfind("\n", 0, start) + 1)):
                last = max(last, end)
            elif start > last:
                break
        who, _ = _told_by(page, m, following)
        if who is not None:
            yield Floor(m.span("all"), who, head_in(page, who), following, last)


def _next_word(text: str, offset: int) -> int:
    """The first code point from `offset` on that is no white space."""
    return offset + len(text[offset:]) - len(text[offset:].lstrip())
