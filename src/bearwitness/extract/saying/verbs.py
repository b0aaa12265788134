"""Verbs as cues: "she said that …", "…, he said", "police accuse them of …", "is said to …"."""

from __future__ import annotations

from collections.abc import Iterator

from .asides import source_before
from .clauses import is_act_of_court, to_colon, with_more, with_rest
from .cues import Frames, cues
from .draft import Draft
from .drafting import cue_tokens, finish
from .floor import WITNESS
from .passives import WITH_OBJECT, by_agent, passive, told_by
from .sources import is_dummy, is_time, source_of
from .spans import Page, Stretch, pieces
from .tree import Tree

__all__ = ["cue_tokens", "finish", "verb_drafts"]

_TAKEN = frozenset({"dobj", "oprd", "attr", "acomp", "ccomp", "xcomp", "dative"})
_TIMES = frozenset({"DATE", "TIME"})
_SMALL_CLAUSE = frozenset({"see", "hear", "watch", "call", "declare", "find"})
_REASONS = frozenset({"because", "although", "though", "unless", "if"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "MD"})
_MARKS = frozenset({"”", '"', "''", "’", "»"})
_SEAMS = frozenset({",", "—", "–", "-", "--", "?", "!", "...", "…"}) | _MARKS


def verb_drafts(page: Page) -> Iterator[Draft]:
    """One draft for each verb of the table whose frame is filled."""
    tree, table = page.tree, cues()
    for i, tag in enumerate(tree.tags):
        if not tag.startswith("VB"):
            continue
        lemma = tree.lemmas[i]
        undone = passive(page, i, lemma) if lemma in table.passives else None
        if undone is not None:
            undone.rule = "passive"
            yield undone
            continue
        frames = table.verbs.get(lemma)
        if frames is None or tree.deps[i] in {"aux", "auxpass", "amod", "compound"}:
            continue
        draft = _active(page, i, frames)
        if draft is not None:
            yield draft


def _active(page: Page, i: int, frames: Frames) -> Draft | None:
    tree = page.tree
    if _is_refused(tree, i) or _hides(tree, i) or _only_describes(tree, i):
        return None
    if tree.kid(i, "nsubjpass", "auxpass") is not None:
        return told_by(page, i) or by_agent(page, i, frames)
    head = source_of(tree, i)
    if head is None and tree.lemmas[i] in _sayers() and tree.tags[i] in {"VBD", "VBZ", "VBP"}:
        beside = source_before(tree, i)  # a noun that the parser hung on what is said
        head = beside[1] if beside is not None else None
    if head is not None and _is_of_log(tree, head, i):
        head = None
    if is_dummy(tree, head) and tree.deps[i] != "relcl" and not _it_speaks(tree, i, head):
        return None
    if is_act_of_court(tree, i, head):
        return None
    found = _content(page, i, head, frames)
    if found is None or (found[1] != "that" and _is_bare_modifier(tree, i, head)):
        return None
    content, frame, last = found
    first, own_last = cue_tokens(tree, i)
    draft = finish(page, i, (first, max(own_last, last)), content, frames[frame], head)
    if draft is not None:
        draft.rule = frame
        if tree.lemmas[i] in _WATCHING and _is_scene(tree, i):
            draft.kind = WITNESS
    return draft


_WATCHING = frozenset({"see", "watch", "witness"})


def _is_scene(tree: Tree, i: int) -> bool:
    """Whether what is seen is somebody in the middle of it: "saw him being pushed into a car"."""
    who = tree.subject(i)
    is_main = tree.deps[i] in {"ROOT", "conj"} or (who is not None and tree.tags[who] != "PRP")
    return (
        is_main
        and tree.tags[i] != "VB"
        and any(
            tree.deps[k] in {"ccomp", "xcomp"} and tree.subject(k) is not None and k > i
            for k in tree.kids[i]
        )
    )


def _only_describes(tree: Tree, i: int) -> bool:
    """Whether a verb between commas only describes: "one man, considered the leader, was held"."""
    clause = tree.kid(i, "ccomp")
    if tree.tags[i] not in {"VBD", "VBN"} or i < 1 or tree.low[i - 1] != "," or clause is None:
        return False
    first = tree.left[clause]
    passive = tree.kid(clause, "auxpass", "aux") == first and tree.kid(clause, "nsubj") is None
    return passive and first > i and tree.low[first - 1] == ","


def _hides(tree: Tree, i: int) -> bool:
    """ "Asked not to be named": nothing is said of what happened."""
    wish = tree.kid(i, "xcomp")
    return (
        wish is not None and tree.lemmas[wish] in _NAMING and tree.kid(wish, "auxpass") is not None
    )


_NAMING = frozenset({"name", "identify", "quote"})


def _is_of_log(tree: Tree, head: int, i: int) -> bool:
    """Whether a day and an hour head an entry: "04 May, 23:40 - says …"."""
    dashed = any(tree.low[k] in {"-", "–", "—", ":"} for k in range(head, i))
    return head < i and dashed and is_time(tree, head)


def _is_bare_modifier(tree: Tree, i: int, head: int | None) -> bool:
    """Whether the verb only describes a noun ("a plan to reject it", "a rule that favours it")."""
    if tree.deps[i] == "acl" and tree.tags[i] in {"VB", "VBN"}:
        return True
    return tree.deps[i] == "relcl" and (
        tree.tags[i] == "VB" or (head is not None and tree.tags[head] == "WDT")
    )


def _content(
    page: Page, i: int, head: int | None, frames: Frames
) -> tuple[list[Stretch], str, int] | None:
    """What the verb opens, by the first frame that is filled; with the cue's last token."""
    tree = page.tree
    if _as_clause(tree, i) and ("that" in frames or "aside" in frames):
        return _around(page, i, head), "that" if "that" in frames else "aside", i
    if "that" in frames:
        clause = _clause(page, i, head)
        if clause:
            return clause, "that", i
    infinitive = tree.kid(i, "xcomp")
    if infinitive is not None and "to" in frames and tree.kid(infinitive, "aux") is not None:
        return _from_first(page, i), "to", i
    if "object" in frames and infinitive is not None and tree.tags[infinitive] == "VBG":
        return pieces(page, tree.left[infinitive], tree.right[infinitive], []), "object", i
    thing = tree.kid(i, "dobj", "oprd")
    if tree.lemmas[i] == "claim" and thing is not None and _is_claimed(tree, thing):
        return None
    if tree.lemmas[i] in cues().lists["counting"] and not _is_counted(tree, thing):
        return None
    if "object" in frames and thing is not None and tree.left[thing] > i and thing != head:
        return _from_first(page, i), "object", i
    if "object" in frames and thing is not None and tree.tags[thing].startswith("W"):
        return pieces(page, tree.left[thing], tree.right[thing], []), "object", i
    return _put_at(page, i, thing) or _by_preposition(page, i, frames)


def _put_at(page: Page, i: int, thing: int | None) -> tuple[list[Stretch], str, int] | None:
    """ "Put the number of those deported on Sunday at 3,420", "at" hung on what is counted."""
    tree = page.tree
    if tree.lemmas[i] != "put" or not _is_figure(tree, thing) or thing is None or thing < i:
        return None
    inside = any(tree.low[k] == "at" for k in range(thing, tree.right[thing] + 1))
    return (pieces(page, tree.left[thing], tree.right[thing], []), "at", i) if inside else None


def _by_preposition(page: Page, i: int, frames: Frames) -> tuple[list[Stretch], str, int] | None:
    tree = page.tree
    for k in tree.kids[i]:
        frame = tree.low[k] if tree.deps[k] in {"prep", "agent"} and k > i else ""
        name = frame + ":" if frame == "to" else frame
        figured = name == "at" or (name == "as" and tree.lemmas[i] == "give")
        if figured and not _is_figure(tree, tree.kid(i, "dobj")):
            continue
        if name not in frames or not tree.kids[k] or tree.right[k] == k or _is_time(tree, k):
            continue
        thing = tree.kid(i, "dobj")
        if (
            thing is not None
            and i < tree.left[thing] < k
            and (frame in WITH_OBJECT or figured)
            and tree.lemmas[i] not in {"tell", "ask", "say"}
        ):
            return pieces(page, tree.left[thing], tree.right[k], []), name, i
        last = k if k == i + 1 else i
        return pieces(page, k + 1, tree.right[k], []), name, last
    return None


def _is_claimed(tree: Tree, thing: int) -> bool:
    """ "Claimed asylum", "claimed trial": nothing is said."""
    return tree.lemmas[thing] in cues().lists["claimed"]


def _is_counted(tree: Tree, thing: int | None) -> bool:
    """Whether what is counted has a number, in digits or words."""
    return thing is not None and any(tree.tags[k] == "CD" for k in tree.kids[thing])


def _is_figure(tree: Tree, thing: int | None) -> bool:
    """Whether something is a number that one can put at so much."""
    return thing is not None and tree.lemmas[thing] in cues().lists["figures"]


def _from_first(page: Page, i: int) -> list[Stretch]:
    """From the verb's first complement to its last, times and asides left out."""
    tree = page.tree
    taken = [k for k in tree.kids[i] if k > i and _complement(tree, k)]
    if not taken:
        return []
    return pieces(page, tree.left[taken[0]], max(tree.right[k] for k in taken), [])


def _complement(tree: Tree, k: int) -> bool:
    if tree.deps[k] == "prep":
        return tree.low[k] in WITH_OBJECT and not _is_time(tree, k)
    return tree.deps[k] in _TAKEN


def _is_time(tree: Tree, k: int) -> bool:
    """Whether a prepositional phrase only says when."""
    thing = tree.kid(k, "pobj")
    return thing is not None and tree.doc[thing].ent_type_ in _TIMES


def _clause(page: Page, i: int, head: int | None) -> list[Stretch]:
    """The clause that the verb reports: after it, before it, or around it."""
    tree = page.tree
    clauses = [k for k in tree.kids[i] if tree.deps[k] == "ccomp"]
    clause = next((k for k in clauses if tree.left[k] > i), clauses[0] if clauses else None)
    if (clause is None or clause < i) and _after_colon(tree, i, head):
        return pieces(page, i + 1, tree.last[i], [])
    if clause is None:
        clause = _hung(tree, i)
    if clause is not None and clause < i and _is_apart(tree, i, head, clause):
        return []
    loose = tree.deps[i] in {"parataxis", "ccomp", "intj", "dep"} or _runs_on(tree, i, head)
    if clause is None and loose:
        around = _around(page, i, head)
        if around:
            return around
    if clause is not None and tree.left[clause] > i:
        if tree.lemmas[i] in _SMALL_CLAUSE and tree.kid(clause, "nsubj", "nsubjpass") is None:
            return []
        end = with_rest(tree, i, with_more(tree, tree.right[clause]))
        after = pieces(page, tree.left[clause], to_colon(tree, i, end), [])
        interrupted = tree.low[tree.left[clause] - 1] in _SEAMS and tree.lemmas[i] in _sayers()
        return [*_before(page, i, head), *after] if interrupted else after
    if clause is None and not (tree.lemmas[i] in _sayers() and _is_free(tree, i)):
        return []
    before = _before(page, i, head)
    if before or clause is None:
        return before
    return pieces(page, tree.left[clause], tree.right[clause], [(i, i)])


def _hung(tree: Tree, i: int) -> int | None:
    """The clause that the parser hung on the hearer or on where it was said.

    "Residents told the group's partner that …", "the group said in a report that …".
    """
    if tree.lemmas[i] not in _sayers() | cues().lists["hearing"]:
        return None
    for k in tree.kids[i]:
        if k < i or tree.deps[k] not in {"dobj", "dative", "prep"}:
            continue
        noun = tree.kid(k, "pobj") if tree.deps[k] == "prep" else k
        under = None if noun is None else tree.kid(noun, "acl", "relcl", "ccomp")
        if under is not None and tree.low[tree.left[under]] == "that" and _is_full(tree, under):
            return under
    return None


def _is_full(tree: Tree, verb: int) -> bool:
    """Whether a clause has all it needs besides "that": a subject, and an object of its own."""
    that = tree.left[verb]
    if tree.subject(verb) in {None, that}:
        return False
    own = {tree.deps[k] for k in tree.kids[verb] if k != that}
    return tree.deps[that] == "mark" or "nsubjpass" in own or "dobj" in own


def _is_apart(tree: Tree, i: int, head: int | None, clause: int) -> bool:
    """Whether a semicolon parts the saying from the clause before it."""
    edge = tree.left[head] if head is not None and head < i else cue_tokens(tree, i)[0]
    return any(tree.low[k] == ";" for k in range(tree.right[clause], edge))


def _after_colon(tree: Tree, i: int, head: int | None) -> bool:
    """Whether the clause of the saying begins behind a colon: "another account: he said they …"."""
    if head is None or head > i or i == tree.last[i] or tree.lemmas[i] not in _sayers():
        return False
    edge = tree.left[head]
    return edge > 0 and tree.low[edge - 1] == ":" and tree.low[i + 1][0].isalnum()


def _runs_on(tree: Tree, i: int, head: int | None) -> bool:
    """Whether a saying was hung, without any "and", on the clause it reports.

    "Guards held ten men, on 5 May, a source told the paper": the last clause says who told it.
    """
    if tree.deps[i] not in {"conj", "advcl"} or tree.lemmas[i] not in _sayers():
        return False
    if head is None or head > i or tree.heads[head] != i or tree.kid(i, "mark") is not None:
        return False
    edge = tree.left[head]
    if edge == 0 or tree.low[edge - 1] not in _SEAMS:
        return False
    return not any(tree.deps[k] == "cc" and k < i for k in tree.kids[tree.heads[i]])


def _as_clause(tree: Tree, i: int) -> bool:
    """ "as the paper reported", "as she put it"."""
    mark = tree.kid(i, "mark")
    return (
        mark is not None
        and tree.low[mark] == "as"
        and tree.deps[i] == "advcl"
        and tree.lemmas[i] in _sayers() | {"put"}
    )


def _sayers() -> frozenset[str]:
    return cues().lists["sayers"]


def _is_free(tree: Tree, i: int) -> bool:
    """Whether the verb has no object that would be its content ("acknowledged difficulties")."""
    return tree.lemmas[i] in {"tell", "ask", "answer"} or tree.kid(i, "dobj") is None


def _before(page: Page, i: int, head: int | None) -> list[Stretch]:
    """What stands before "…, said X" or "…, X said" back to the start of the clause.

    What a following "and …" clause adds to it is taken in: the speaker is still speaking.
    """
    tree = page.tree
    cue_first = cue_tokens(tree, i)[0]
    edge = min(cue_first, tree.left[head]) if head is not None and head < i else cue_first
    start, at = max(tree.first[i], tree.left[i]), edge - 1
    if at < start or tree.low[at] not in _SEAMS:
        return []
    told = range(start, at + 1)
    if not any(tree.tags[k] in _FINITE or tree.low[k] in _MARKS for k in told):
        return []
    out = pieces(page, start, at, [])
    more = tree.kid(i, "conj")
    goes_on = more is not None and more > i and tree.subject(more) is not None
    if more is not None and goes_on and tree.lemmas[more] not in cues().verbs:
        out += pieces(page, tree.left[more], tree.right[more], [])
    for k in tree.kids[i]:
        mark = tree.kid(k, "mark") if tree.deps[k] == "advcl" and k > i else None
        if mark is not None and tree.low[mark] in _REASONS:
            out += pieces(page, tree.left[k], tree.right[k], [])
    return out


def _around(page: Page, i: int, source: int | None) -> list[Stretch]:
    """The clause that "…, he said, …" interrupts or ends."""
    tree, head = page.tree, page.tree.heads[i]
    mark = tree.kid(i, "mark")
    if (mark is not None and not _as_clause(tree, i)) or tree.kid(i, "ccomp") is not None:
        return []
    if tree.deps[head] in {"aux", "auxpass"}:
        head = tree.heads[head]
    left, right = tree.left[i], tree.right[i]
    if source is not None and source > i:
        edge, holes = i, [(i, max(tree.right[source], i))]
    else:
        left = left if source is None else min(left, tree.left[source])
        edge, holes = _past_seams(tree, left), [(left, right)]
    seam = edge > tree.first[i] and tree.low[edge - 1] in _SEAMS
    if not seam and not (mark is not None and edge == tree.first[i]):
        return []
    return pieces(page, tree.left[head], tree.right[head], holes)


def _past_seams(tree: Tree, i: int) -> int:
    """The first token from `i` on that is no comma, dash or quotation mark."""
    while i < len(tree) - 1 and tree.low[i] in _SEAMS:
        i += 1
    return i


def _is_refused(tree: Tree, i: int) -> bool:
    """Whether it was not said after all ("declined to say how many")."""
    return tree.deps[i] == "xcomp" and tree.lemmas[tree.heads[i]] in cues().lists["refusals"]


def _it_speaks(tree: Tree, i: int, head: int | None) -> bool:
    """Whether "it" is a body that answers: "it declined to comment", "it denied the report"."""
    return head is not None and tree.low[head] == "it" and tree.lemmas[i] in _ANSWERING


_ANSWERING = frozenset(
    "decline refuse deny confirm acknowledge add insist say fear believe estimate warn state "
    "claim reject dispute allege report note announce conclude describe cite urge condemn reply "
    "answer respond write stress maintain admit promise declare assert reiterate repeat".split()
)
