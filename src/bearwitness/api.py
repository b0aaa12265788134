"""The functions for notebooks and other programs: read, link, expose and redact, without a case.

Offsets point into the text exactly as it was passed. Nothing is written and nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .model.reading import Reading, as_date
from .model.report import Header, report_id
from .reference.parse import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from .linking.explain import Explanation
    from .model.claim import Exposure
    from .model.incident import Incident
    from .model.redaction import Redaction
    from .model.risk import Risk

_SHARE_OUT_FROM = 40  # texts; below this, starting more processes costs more than it saves
_BATCH = 32


def header_of(record: Mapping[str, Any]) -> Header:
    """The header of a record with "text" and any of "id", "title", "outlet", "published" …"""
    digest = sha256(record["text"].encode("utf-8", "surrogatepass")).hexdigest()
    return Header(
        id=record.get("id") or report_id(digest),
        title=record.get("title"),
        outlet=record.get("outlet"),
        byline=record.get("byline"),
        published=as_date(record.get("published")),
        language=record.get("language"),
        url=record.get("url"),
    )


def reading_of(doc: Doc, header: Header, title: Doc) -> Reading:
    """Everything the program suggests about one parsed text; claims only from English.

    `title` is the header's title, parsed.
    """
    from dataclasses import replace

    from .extract import extract
    from .extract.headline import title_gist, title_towns
    from .extract.streets import act_streets
    from .extract.words import content_words
    from .protect.exposure import find_exposures
    from .reference.gists import signs
    from .reference.language import is_english

    exposures = find_exposures(doc)
    if not is_english(text_of(doc), header.language):
        return Reading(header, exposures=exposures)
    reading = extract(doc, header)
    words = content_words(doc, exposures)
    return replace(
        reading,
        exposures=exposures,
        words=words,
        streets=act_streets(doc, reading.claims),
        title_towns=title_towns(title, header, reading.places),
        title_signs=signs(title_gist(title, words)),
    )


def read_text(text: str, **header: Any) -> Reading:
    """The reading of one text; `header` may give title, outlet, published and language."""
    return next(read_here([{**header, "text": text}]))


def read_here(records: Iterable[Mapping[str, Any]]) -> Iterator[Reading]:
    """Readings in the order of `records`, all in this process."""
    from itertools import islice

    from .reference.parse import parse_many

    source = iter(records)
    while batch := list(islice(source, _BATCH)):
        headers = [header_of(record) for record in batch]
        titles = [header.title or "" for header in headers]  # together: alone each costs thrice
        docs = list(parse_many([*titles, *(record["text"] for record in batch)], 2 * _BATCH))
        for header, title, doc in zip(headers, docs, docs[len(batch) :], strict=False):
            yield reading_of(doc, header, title)


def read_texts(
    records: Iterable[Mapping[str, Any]], *, workers: int | None = None
) -> Iterator[Reading]:
    """A reading for each {"text", "published", "title", "outlet", "language"}, in order.

    Only "text" is required. With many texts the work is shared out to `workers` processes (by
    default one a core, at most four), each started afresh after a while so that memory stays flat.
    One core reads here until there are as many texts as one process reads.
    """
    from itertools import chain, islice

    from .settings import Settings
    from .workers import Pool, usual_count

    source = iter(records)
    first = list(islice(source, _SHARE_OUT_FROM))
    few = workers is None and len(first) < _SHARE_OUT_FROM
    count = workers or usual_count()
    source = chain(first, source)
    if few or count == 1:
        yield from read_here(islice(source, Settings().parser_texts_per_process))
    if (following := next(source, None)) is not None:
        with Pool(count) as pool:
            yield from pool.readings(chain([following], source))


def link(readings: Iterable[Reading]) -> list[Incident]:
    """Incidents, each with `claim_ids` and `report_ids`, from the event claims of `readings`."""
    from .linking import link as link_claims

    readings = list(readings)
    return list(
        link_claims(
            (claim for reading in readings for claim in reading.claims),
            headers={reading.report.id: reading.report for reading in readings},
            texts={reading.report.id: quoted_words(reading) for reading in readings},
            readings=readings,
        )
    )


def why(readings: Iterable[Reading], first: str, second: str) -> Explanation:
    """Why two claims of `readings`, by their ids, are or are not taken for one incident.

    Every feature with its level, weight and sentence; raises UnknownSubject for an id that no
    reading has.
    """
    from .linking import why as why_claims
    from .model.errors import UnknownSubject

    readings = list(readings)
    claims = {claim.id: claim for reading in readings for claim in reading.claims}
    for name in (first, second):
        if name not in claims:
            raise UnknownSubject(f"no claim '{name}' in these readings", "give a claim's whole id")
    headers = {reading.report.id: reading.report for reading in readings}
    texts = {reading.report.id: quoted_words(reading) for reading in readings}
    return why_claims(claims[first], claims[second], headers, texts, readings)


def quoted_words(reading: Reading) -> str:
    """The words around a reading's evidence, where the text itself is not at hand."""
    quotes = {e.start: e for claim in reading.claims for e in claim.evidence}
    return "\n".join(e.prefix + e.exact + e.suffix for _, e in sorted(quotes.items()))


def expose(text: str, audience: str = "public") -> list[Exposure]:
    """What the text would give away to someone who hunts the people in it, in text order."""
    from .protect.exposure import find_exposures
    from .reference.parse import parse

    return list(find_exposures(parse(text), audience, learned=True))


def risk(text: str, exposures: Iterable[Exposure] | None = None) -> Risk:
    """How many people could fit what the text tells, its assumptions, and the best one change."""
    from .protect.risk import risk as reckoned

    return reckoned(text, list(expose(text) if exposures is None else exposures))


def redact(
    text: str, *, audience: str = "public", key: bytes | None = None, restricted: Iterable[str] = ()
) -> Redaction:
    """The same text, made safe; pseudonyms are consistent under one `key`, fresh without one.

    `restricted` are words of a case that must not stand in the result (`Case.restricted_words`):
    they are masked too, and GateClosed is raised if one is left.
    """
    from secrets import token_bytes

    from .protect.operators import redact as redacted
    from .protect.shared_words import check_shared, shared

    kept_back = frozenset(restricted)
    exposures = expose(text, audience)
    exposures += shared(text, kept_back, exposures, audience)
    made = redacted(text, exposures, key or token_bytes(32))
    check_shared(made, kept_back, audience)
    return made
