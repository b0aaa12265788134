"""From the one who knows to the outlet: the attributions around a claim, innermost first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...model.report import Header
from ...model.source import Attribution, Connection, Saying, SourceKind, SourceLink

_TELLING = frozenset({Saying.SAYS, Saying.THINKS})
_NEGATED = frozenset({"not", "n't", "n’t", "never", "didn't", "didn’t", "cannot"})
_THROUGH = (
    "citing", "quoting", "cited", "quoted", "heard from", "learned from", "learnt from",
    "had it", "got it",
)  # fmt: skip
THIS_OUTLET = "this outlet"
_PUBLISHED = ("report", "publish", "reveal", "wrote", "written")


def chain_for(
    attributions: Iterable[Attribution], start: int, end: int, header: Header | None
) -> tuple[SourceLink, ...]:
    """The chain for the claim whose act words are at `start` to `end`, closest to the event first.

    An attribution counts when one of its content spans holds the act words; of two that do, the one
    with the shorter content is closer to the event. Negated cues ("did not say") give no source.
    The outlet is always last, and alone when nobody else says so.
    """
    holding = sorted(_holding(attributions, start, end), key=lambda pair: pair[0])
    links: list[SourceLink] = []
    for _, link in holding:
        if not (links and link.register is not None and link.register == links[-1].register):
            links.append(link)
    return (*_without_outlet(_without_them(links), header), outlet_link(header))


def _without_them(links: list[SourceLink]) -> list[SourceLink]:
    """The links less a "they" or "he" of whom nothing is known, in what somebody else tells.

    "They said there was no doctor," an aunt told us: the aunt tells it.
    """
    if len(links) > 1 and links[0].kind is SourceKind.ANONYMOUS:
        return links[1:] if links[0].words.lower() in _THEM else links
    return links


_THEM = frozenset({"they", "he", "she"})


def outlet_link(header: Header | None) -> SourceLink:
    """The last link of every chain."""
    words = (header.outlet if header else None) or THIS_OUTLET
    return SourceLink(SourceKind.OUTLET, words, "", Connection.MEDIA)


def _holding(
    attributions: Iterable[Attribution], start: int, end: int
) -> Iterator[tuple[tuple[int, int, int], SourceLink]]:
    for a in attributions:
        if a.link is None or a.saying not in _TELLING or is_negated(a.link.cue):
            continue
        if _is_seen(a) or (not a.link.words and "learn" in a.link.cue.lower()):
            continue  # "it was learned that …" is the outlet's own voice
        if a.source is not None and a.source.start <= start and end <= a.source.end:
            continue
        sizes = [s.end - s.start for s in a.content if s.start <= start and end <= s.end]
        if sizes:
            through = a.link.cue.lower().startswith(_THROUGH)
            yield (min(sizes), 0 if through else 1, a.cue.start if a.cue else 0), a.link


def _is_seen(said: Attribution) -> bool:
    """Whether it was only seen, by nobody who is told of as a witness or as near to it."""
    link = said.link
    if link is None or link.kind is SourceKind.EYEWITNESS:
        return False
    cue = set(link.cue.lower().split())
    if link.kind in _NEAR and not cue & _MAYBE and link.words.lower() not in {"you", "one"}:
        return False
    return said.saying is Saying.THINKS and bool(_SEEN & cue)


_NEAR = {SourceKind.PARTICIPANT, SourceKind.RELATIVE, SourceKind.NEIGHBOUR}
_MAYBE = frozenset({"will", "would", "can", "could", "may", "might", "should", "to"})
_SEEN = frozenset({"saw", "see", "sees", "seen", "watched", "watch", "watches", "noticed"})


def is_negated(cue: str) -> bool:
    """Whether the cue words say that it was not said."""
    words = cue.lower().split()
    return any(w in _NEGATED or w.endswith(("n't", "n’t")) for w in words)


def _without_outlet(links: list[SourceLink], header: Header | None) -> list[SourceLink]:
    """The links less the outlet itself, which closes the chain anyway.

    Its own earlier reporting ("we reported in May") stays, as "this outlet": that is another
    report, and the two have one origin.
    """
    named = _bare((header.outlet or "").lower()) if header else ""
    out = []
    for link in links:
        if not _is_own(link.words.lower(), named):
            out.append(link)
        elif any(word in link.cue.lower() for word in _PUBLISHED) or link.words.lower().startswith(
            _EARLIER
        ):
            out.append(
                replace(
                    link, words=THIS_OUTLET, kind=SourceKind.OUTLET, connection=Connection.MEDIA
                )
            )
    return out


_EARLIER = ("earlier", "previous", "past", "our earlier", "our previous")
_SELVES = frozenset(
    {"we", "us", "i", "me", "our", "my", "this newspaper", "this paper", "this outlet",
     "this magazine", "this website", "this site", "this agency", "this reporter", "our reporter",
     "our correspondent"}
)  # fmt: skip


def _bare(name: str) -> str:
    """A name without its article."""
    return name.removeprefix("the ")


def _is_own(words: str, named: str) -> bool:
    """Whether a source's words stand for the outlet itself, or for what it published before."""
    short = named.rsplit(" ", 1)[-1] if " " in named else ""  # "the Courier" of the Marl Courier
    names = {n for name in (named, short) if name for n in (name, f"the {name}")}
    own = _SELVES | names
    if words in own:
        return True
    reporting = words.startswith((*_EARLIER, "reporting", "a report", "an article"))
    return reporting and words.endswith(tuple(f" by {name}" for name in own))
