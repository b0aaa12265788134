"""Who says so: the chain from the one who knows to the one who publishes, closest first."""

from dataclasses import dataclass, field
from enum import StrEnum

from .span import Span


class SourceKind(StrEnum):
    """The kinds of link in an attribution chain."""

    EYEWITNESS = "eyewitness"
    PARTICIPANT = "participant"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    ANONYMOUS = "anonymous source"
    NAMED_OFFICIAL = "named official"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    OUTLET = "outlet"


class Connection(StrEnum):
    """How a source is connected to what happened (after HURIDOCS micro-thesaurus 19)."""

    VICTIM = "victim"
    WITNESS = "witness"
    RELATIVE = "relative"
    ACQUAINTANCE = "acquaintance"
    OFFICIAL = "official"
    ORGANISATION = "organisation"
    MEDIA = "media"
    UNKNOWN = "unknown"


class Saying(StrEnum):
    """How a source stands to what is attributed to it; only `says` makes a link of a chain."""

    SAYS = "says"  # states, writes, shows
    THINKS = "thinks"  # believes, knows, doubts, fears
    INTENDS = "intends"  # wants, plans, promises, refuses
    ORDERS = "orders"  # asks, urges, forbids
    FEELS = "feels"  # supports, opposes, praises, blames


@dataclass(frozen=True, slots=True)
class SourceLink:
    """One link of the chain.

    `register` numbers the sources of one report: every mention of the same unnamed source in that
    report ("a source", "he", "the source") has the same register. It means nothing across reports.
    """

    kind: SourceKind
    words: str = field(default="", repr=False)
    cue: str = ""
    connection: Connection = Connection.UNKNOWN
    register: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of reporting in a text: who, by which cue, and what; any part may be missing."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...] = ()
    link: SourceLink | None = None
    saying: Saying = Saying.SAYS
