"""Answers that were not given: "requests went unanswered", "has yet to respond", "gave no answer".

Each rule gives who was silent, the cue, and no content: nothing was said.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.source import Connection, Saying, SourceKind
from .cues import cues
from .draft import Draft
from .kinds import is_source_like, kind_of
from .sources import source_of
from .spans import Page
from .tree import Tree
from .verbs import cue_tokens, finish

Silent = tuple[int | None, int, int]  # who, first and last token of the cue

_GIVING = frozenset({"give", "have", "make", "offer", "provide", "issue", "send"})
_ASKED = frozenset(
    {"request", "call", "email", "e-mail", "message", "letter", "question", "inquiry", "query"}
)


def silence_drafts(page: Page) -> Iterator[Draft]:
    """One draft for each way of saying that nobody answered."""
    tree = page.tree
    for i in range(len(tree)):
        found = (
            _unanswered(tree, i)
            or _no_reply(tree, i)
            or _yet(tree, i)
            or _ignored(tree, i)
            or _hung_up(tree, i)
            or _cannot_comment(tree, i)
            or _out_of_reach(tree, i)
            or _referred(tree, i)
            or _neither(tree, i)
            or _put_off(tree, i)
            or _dropped(tree, i)
            or _not_drawn(tree, i)
            or _says_nothing(tree, i)
            or _nobody_there(tree, i)
            or _put_briefly(tree, i)
        )
        if found is None:
            continue
        head, first, last = found
        draft = finish(page, i, (first, last), [page.tokens(i, i)], Saying.SAYS, head)
        if draft is not None:
            draft.cue, draft.content, draft.rule = page.tokens(first, last), [], "silence"
            yield draft


def _unanswered(tree: Tree, i: int) -> Silent | None:
    """ "Calls to the ministry went unanswered", "e-mails to X were not returned"."""
    if tree.low[i] == "unanswered" or _is_without_answer(tree, i):
        verb = _leaving(tree, i)
        if tree.lemmas[verb] == "leave" and tree.kid(verb, "nsubj") is not None:
            return source_of(tree, verb), verb, i  # "has left two e-mails unanswered"
    elif tree.lemmas[i] in {"return", "answer"} and tree.kid(i, "neg") is not None:
        verb = i
    else:
        return None
    asked = tree.kid(verb, "nsubj", "nsubjpass")
    if asked is None or tree.lemmas[asked] not in _ASKED:
        return None
    to = [tree.kid(k, "pobj") for k in tree.kids[asked] if tree.low[k] == "to"]
    first, last = cue_tokens(tree, verb)
    return (to[0] if to else None), first, max(last, i)


def _no_reply(tree: Tree, i: int) -> Silent | None:
    """ "gave no answer", "had no immediate comment", "there was no response from X"."""
    is_word = tree.low[i] in {"word", "reaction"}
    if not (is_word or tree.lemmas[i] in cues().lists["replies"]):
        return None
    if not any(tree.low[k] in {"no", "not"} for k in tree.kids[i]):
        return None
    verb = tree.heads[i]
    if verb == i and tree.last[i] - tree.first[i] < _BRIEF:
        return (None, tree.first[i], i) if _is_reply(tree, i) else None  # "No answer."
    if tree.deps[i] == "dobj" and tree.lemmas[verb] in _GIVING:
        return source_of(tree, verb), verb, i
    if tree.deps[i] == "dobj" and tree.lemmas[verb] in _GETTING:
        return _not_got(tree, i, verb)
    if tree.kid(verb, "expl") is not None or tree.lemmas[verb] == "be":
        giver = [tree.kid(k, "pobj") for k in tree.kids[i] if tree.low[k] in {"from", "by"}]
        if is_word and not (giver[:1] and giver[0] and _is_body(tree, giver[0])):
            return None
        return ((giver[0] if giver else None), verb, i) if giver or _is_reply(tree, i) else None
    return None


_BRIEF = 4  # tokens of a sentence that is only "No answer."
_GETTING = frozenset({"receive", "get", "draw", "bring", "yield", "elicit", "produce", "obtain"})


def _not_got(tree: Tree, i: int, verb: int) -> Silent | None:
    """ "Our letter to the ministry drew no reply", "we got no answer from the consulate"."""
    giver = [
        tree.kid(k, "pobj") for k in (*tree.kids[i], *tree.kids[verb]) if tree.low[k] == "from"
    ]
    asked = tree.kid(verb, "nsubj")
    if asked is not None and tree.lemmas[asked] in _ASKED:
        giver += [tree.kid(k, "pobj") for k in tree.kids[asked] if tree.low[k] == "to"]
    elif not giver:
        return None
    return next((g for g in giver if g is not None), None), verb, i


def _is_reply(tree: Tree, i: int) -> bool:
    """Whether a noun is an answer to somebody, whoever should have given it."""
    return tree.lemmas[i] in {"reply", "response", "answer"}


def _yet(tree: Tree, i: int) -> Silent | None:
    """ "has yet to respond", "has still not replied"."""
    if tree.low[i] != "yet" or tree.lemmas[tree.heads[i]] not in {"have", "be"}:
        return None
    verb = tree.heads[i]
    answer = tree.kid(verb, "xcomp")
    if answer is None or tree.lemmas[answer] not in cues().lists["answering"]:
        return None
    return source_of(tree, verb), verb, answer


def _ignored(tree: Tree, i: int) -> Silent | None:
    """ "ignored requests for comment", "remained silent"."""
    if tree.lemmas[i] == "ignore" and tree.is_verb(i):
        asked = tree.kid(i, "dobj")
        head = source_of(tree, i)
        if asked is not None and tree.lemmas[asked] in _ASKED and head is not None:
            return head, i, asked
    if tree.low[i] == "silent" and tree.lemmas[tree.heads[i]] in {"remain", "stay", "keep", "fall"}:
        head = source_of(tree, tree.heads[i])
        return (head, tree.heads[i], i) if head is not None and is_source_like(tree, head) else None
    return None


def _leaving(tree: Tree, i: int) -> int:
    """The verb that "unanswered" belongs to, also through the thing that is left so."""
    above = at = tree.heads[i]
    for _ in range(_UP):
        if tree.is_verb(at):
            return at if tree.lemmas[at] == "leave" else above
        at = tree.heads[at]
    return above


_UP = 4  # words up from "unanswered" to the verb, over "a request for comment"


def _is_without_answer(tree: Tree, i: int) -> bool:
    """ "Left our letters without a reply"."""
    if tree.low[i] != "without" or (answer := tree.kid(i, "pobj")) is None:
        return False
    return tree.lemmas[answer] in cues().lists["replies"]


_TELEPHONES = frozenset({"phone", "telephone", "receiver", "call", "line", "handset"})


def _hung_up(tree: Tree, i: int) -> Silent | None:
    """ "hung up", "put down the receiver", "ended the call"."""
    if not tree.is_verb(i):
        return None
    up = tree.kid(i, "prt")
    if tree.low[i] in {"hung", "hangs", "hang"} and up is not None and tree.low[up] == "up":
        return (source_of(tree, i), i, up) if tree.kid(i, "dobj") is None else None
    thing = tree.kid(i, "dobj")
    if thing is None or tree.lemmas[thing] not in _TELEPHONES:
        return None
    is_down = up is not None and tree.low[up] == "down" and tree.lemmas[i] in {"put", "slam"}
    is_cut = tree.lemmas[i] in {"end", "cut"} and tree.low[thing] != "phone"
    return (source_of(tree, i), i, thing) if is_down or is_cut else None


def _cannot_comment(tree: Tree, i: int) -> Silent | None:
    """ "cannot comment on individual cases", of one who is no "I"."""
    lemma = tree.lemmas[i]
    if not tree.is_verb(i) or not (lemma in _COMMENTING or _gets_back(tree, i)):
        return None
    if tree.deps[i] in {"ccomp", "xcomp"}:
        return None  # "said that it does not comment", which is read by its verb of saying
    head = source_of(tree, i)
    if head is None or tree.low[head] in {"i", "we"} or tree.kid(i, "neg") is None:
        return None
    if lemma not in {"comment", "elaborate"} and not _is_body(tree, head):
        return None
    if tree.kid(i, "ccomp") is not None:
        return None  # "did not explain why", which is read by its verb of saying
    first, last = cue_tokens(tree, i)
    return head, first, max(last, i)


_COMMENTING = frozenset(
    {"comment", "elaborate", "react", "address", "explain", "clarify", "specify"}
)


def _gets_back(tree: Tree, i: int) -> bool:
    """ "Did not get back to us"."""
    if tree.lemmas[i] not in {"get", "come", "write"}:
        return False
    back = next((k for k in tree.kids[i] if tree.low[k] == "back"), None)
    return back is not None and any(tree.low[k] == "to" for k in (*tree.kids[i], *tree.kids[back]))


def _is_body(tree: Tree, head: int) -> bool:
    """Whether it is a body or an office that could have answered, and no single guard."""
    kind, connection = kind_of(tree, head)
    if tree.lemmas[head] in _RANKS:
        return False
    return kind is SourceKind.ORGANISATION or connection is Connection.OFFICIAL


_RANKS = frozenset({"guard", "policeman", "soldier", "officer", "agent", "warder", "official"})


def _neither(tree: Tree, i: int) -> Silent | None:
    """ "Would neither confirm nor deny it", "would not confirm or deny that …"."""
    if tree.lemmas[i] not in {"confirm", "deny"} or not tree.is_verb(i):
        return None
    other = tree.kid(i, "conj")
    if other is None or {tree.lemmas[i], tree.lemmas[other]} != {"confirm", "deny"}:
        return None
    none = any(tree.low[k] in {"neither", "nor"} for k in (*tree.kids[i], *tree.kids[other]))
    refused = tree.lemmas[tree.heads[i]] in cues().lists["refusals"]
    if not (none or refused or tree.kid(i, "neg") is not None):
        return None
    head = source_of(tree, i)
    return None if head is None else (head, cue_tokens(tree, i)[0], other)


_SHIRKING = frozenset(
    "ignore evade dodge sidestep duck deflect parry shun skip avoid shirk circumvent stonewall "
    "rebuff disregard".split()
)
_WAVED = frozenset({"brush", "wave", "bat", "turn", "push", "shrug", "put", "fend", "pass"})
_AWAY = frozenset({"aside", "away", "off", "down", "over"})
_REFUSING = frozenset({"decline", "refuse", "reject"})
_TALKS = frozenset({"interview", "comment"})
_WANTED = frozenset(
    {"comment", "interview", "information", "reaction", "response", "statement", "explanation",
     "answer", "reply", "details", "clarification"}
)  # fmt: skip


def _put_off(tree: Tree, i: int) -> Silent | None:
    """ "Sidestepped the question", "turned down a request for an interview", "refused comment"."""
    lemma = tree.lemmas[i]
    if not tree.is_verb(i) or lemma not in _SHIRKING | _WAVED | _REFUSING:
        return None
    thing, away = tree.kid(i, "dobj"), {tree.low[k] for k in tree.kids[i]} & _AWAY
    if thing is None or (lemma in _WAVED and not away):
        return None
    asked = _is_asked(tree, thing)
    asks_words = tree.lemmas[thing] in _TALKS or asked
    plain = tree.lemmas[thing] in _ASKED if lemma in _SHIRKING | _WAVED else asks_words
    head = source_of(tree, i)
    if head is None or tree.low[head] in {"i", "we"} or not (plain or asks_words):
        return None
    if lemma in _REFUSING | {"turn"} and not (asks_words or tree.lemmas[thing] == "question"):
        return None
    return head, i, thing


def _is_asked(tree: Tree, thing: int) -> bool:
    """Whether a request is one for words: "a request for an interview", "interview requests"."""
    if tree.lemmas[thing] not in _ASKED | {"invitation", "approach"}:
        return False
    under = [tree.kid(k, "pobj") for k in tree.kids[thing] if tree.low[k] == "for"]
    beside = [k for k in tree.kids[thing] if tree.deps[k] in {"compound", "amod", "nmod"}]
    return any(k is not None and tree.lemmas[k] in _WANTED for k in (*under, *beside))


def _dropped(tree: Tree, i: int) -> Silent | None:
    """ "Let the question pass", "let our letters lie"."""
    if tree.lemmas[i] != "let" or not tree.is_verb(i):
        return None
    below = tree.kid(i, "ccomp", "xcomp")
    asked = None if below is None else tree.kid(below, "nsubj")
    asked = tree.kid(i, "dobj") if asked is None else asked
    if below is None or asked is None or tree.lemmas[asked] not in _ASKED:
        return None
    head = source_of(tree, i)
    return (head, i, below) if tree.lemmas[below] in _LYING and head is not None else None


_LYING = frozenset({"pass", "drop", "lie", "rest", "fall", "go", "hang", "stand"})
_DRAWN = frozenset({"draw", "interview", "quote", "press"})


def _not_drawn(tree: Tree, i: int) -> Silent | None:
    """ "Would not be drawn", "refused to be interviewed"."""
    if tree.lemmas[i] not in _DRAWN or tree.kid(i, "auxpass") is None:
        return None
    above = tree.heads[i]
    refused = tree.deps[i] == "xcomp" and tree.lemmas[above] in cues().lists["refusals"]
    unwilling = any(tree.low[k] in {"would", "will", "wo", "could"} for k in tree.kids[i])
    if not refused and not (unwilling and tree.kid(i, "neg") is not None):
        return None
    who = source_of(tree, above) if refused else tree.kid(i, "nsubjpass")
    return None if who is None else (who, above if refused else cue_tokens(tree, i)[0], i)


_NOTHING = frozenset({"nothing", "more", "silence", "counsel"})


def _says_nothing(tree: Tree, i: int) -> Silent | None:
    """ "Said nothing", "would say no more", "has nothing to add", "kept its silence"."""
    if not tree.is_verb(i):
        return None
    thing, head = tree.kid(i, "dobj"), source_of(tree, i)
    if thing is None or head is None or not _is_body(tree, head):
        return None
    word, lemma = tree.low[thing], tree.lemmas[i]
    no_more = word == "more" and any(tree.low[k] == "no" for k in tree.kids[thing])
    if lemma in {"say", "add"} and (word == "nothing" or no_more):
        return (head, i, thing) if tree.kid(i, "dative", "prep") is None else None
    if lemma in {"keep", "maintain"} and word in {"silence", "counsel"}:
        return head, i, thing
    to_say = any(tree.lemmas[k] in {"add", "say", "report"} for k in tree.kids[thing])
    return (head, i, thing) if lemma == "have" and word == "nothing" and to_say else None


def _nobody_there(tree: Tree, i: int) -> Silent | None:
    """ "Nobody at the ministry could be reached", "no one at the consulate picked up"."""
    if not tree.is_verb(i):
        return None
    who = tree.kid(i, "nsubj", "nsubjpass")
    if who is None or not _is_nobody(tree, who):
        return None
    reached = tree.lemmas[i] in {"reach", "contact"} and tree.kid(i, "nsubjpass") is not None
    thing, up = tree.kid(i, "dobj"), tree.kid(i, "prt")
    picked = tree.lemmas[i] == "pick" and up is not None
    answers = tree.lemmas[i] in {"answer", "reply", "respond"} or (
        tree.lemmas[i] == "return" and thing is not None and tree.lemmas[thing] in _ASKED
    )
    if not (reached or picked or answers):
        return None
    where = [tree.kid(k, "pobj") for k in tree.kids[who] if tree.low[k] in {"at", "in", "from"}]
    body = where[0] if where else None
    return (body, i, up if up is not None else i) if body is not None else None


def _is_nobody(tree: Tree, who: int) -> bool:
    return tree.low[who] in {"nobody", "none"} or (
        tree.low[who] == "one" and any(tree.low[k] == "no" for k in tree.kids[who])
    )


def _out_of_reach(tree: Tree, i: int) -> Silent | None:
    """ "could not be reached", "did not pick up the telephone", "calls rang out"."""
    if not tree.is_verb(i):
        return None
    lemma, up = tree.lemmas[i], tree.kid(i, "prt")
    if tree.kid(i, "neg") is not None:
        about, thing = tree.kid(i, "nsubjpass"), tree.kid(i, "dobj")
        if lemma in {"reach", "contact"} and about is not None:
            return about, i, i
        is_call = thing is not None and tree.lemmas[thing] in _TELEPHONES
        if lemma == "pick" and up is not None and is_call and thing is not None:
            return source_of(tree, i), i, thing
    asked = tree.kid(i, "nsubj")
    is_lost = lemma == "bounce" or (lemma == "ring" and up is not None and tree.low[up] == "out")
    if is_lost and asked is not None and tree.lemmas[asked] in _ASKED:
        to = [tree.kid(k, "pobj") for k in tree.kids[asked] if tree.low[k] == "to"]
        return (to[0] if to else None), i, up if up is not None else i
    return None


def _referred(tree: Tree, i: int) -> Silent | None:
    """ "referred questions to the government"."""
    thing = tree.kid(i, "dobj")
    if tree.lemmas[i] not in {"refer", "redirect", "direct"} or thing is None:
        return None
    head = source_of(tree, i)
    elsewhere = any(tree.low[k] == "to" for k in tree.kids[i])
    to_press = elsewhere and tree.lemmas[thing] in _PRESS
    asked = tree.lemmas[thing] in _ASKED and tree.is_verb(i)
    return (head, i, thing) if head is not None and (asked or to_press) else None


_PRESS = frozenset({"us", "we", "journalist", "reporter", "newspaper", "correspondent", "paper"})


def _put_briefly(tree: Tree, i: int) -> Silent | None:
    """ "We wrote to the navy: 'No comment.'", "we called the prison: 'no information'"."""
    if tree.low[i] not in {"comment", "information"} or i < _ASKED_BEFORE:
        return None
    if tree.low[i - 1] != "no" or tree.low[i - 2] not in _QUOTES or tree.low[i - 3] != ":":
        return None
    for k in range(i - 4, tree.first[i - 3] - 1, -1):
        if tree.lemmas[k] in _ASKING:
            to = next((tree.kid(c, "pobj") for c in tree.kids[k] if tree.low[c] == "to"), None)
            head = tree.kid(k, "dobj") if to is None else to
            return (head, k, i) if head is not None else None
    return None


_ASKED_BEFORE = 5  # tokens at least before what was answered
_QUOTES = frozenset({'"', "“", "'", "‘", "``", "«", "„"})
_ASKING = _ASKED | {"write", "phone", "telephone", "ring", "contact"}
