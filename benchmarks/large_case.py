"""An invented case of any size, saved as `add` would save it but many rows at once: for `desk.py`.

Seeded: occurrences in real towns of five countries over six years, each told by one to six reports
of ninety outlets, in words of their own. A report tells its occurrence by two claims, and makes two
more that are never linked (something usual, something feared). People decided on one claim in
twelve and on some pairs. Every person, event and outlet is invented.
"""

import os
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import insert, select

from bearwitness.linking import SHAPE, gist, gist_bytes, row_of
from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim, ClaimKind, Modality
from bearwitness.model.dates import Precision, When
from bearwitness.model.judgement import Action, Decision
from bearwitness.model.places import PlaceMention, PlacePrecision, PlaceRole
from bearwitness.model.reading import Reading
from bearwitness.model.report import Header, Receipt, TextVersion, report_id
from bearwitness.model.restricted import Restricted
from bearwitness.model.source import SourceKind, SourceLink
from bearwitness.model.span import evidence
from bearwitness.model.team import Member, Role
from bearwitness.pipeline import link_claims
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.settings import Settings
from bearwitness.store import tables as t
from bearwitness.store.canonical import canonical
from bearwitness.store.case import Case
from bearwitness.store.gists import forget_gists_of_subjects
from bearwitness.store.keys import PassphraseCost
from bearwitness.store.ledger import line_digest, signed_line
from bearwitness.store.readings import _claim_row
from bearwitness.web.sessions import password_hash

AT = "2024-06-01T10:00:00Z"
PASSPHRASE, PASSWORD = Restricted("an invented passphrase"), "a long invented password"
COUNTRIES = ("CN", "TH", "LA", "VN", "MM")
ACTS = ("arrest", "detention", "raid", "forced return", "interrogation", "torture")
AFTER = ("interrogation", "charge", "trial", "confiscation", "extortion or bribe", "release")
USUAL = ("surveillance", "threat", "arrest")
BY = ("police", "security forces", "border guard", "army")
TELLERS = (SourceKind.NEIGHBOUR, SourceKind.RELATIVE, SourceKind.ANONYMOUS, SourceKind.ORGANISATION)
OUTLETS, WORDS, FIRST_DAY, DAYS = 90, 20_000, date(2018, 1, 1), 2_190
SEXES, AGES = (None, "female", "male", "mixed"), (None, "0-17", "18-29", "30-39", "40-49")
CLAIMS_A_REPORT = 4
AT_ONCE = 1_000  # reports in one transaction


@cache
def towns() -> list[PlaceMention]:
    """Towns of the five countries as a reader would mention them, most people first."""
    book = gazetteer()
    held = (book.row(n) for n in range(len(book)))
    found = sorted(
        (e for e in held if e.country in COUNTRIES and e.precision is PlacePrecision.TOWN),
        key=lambda e: (-e.population, e.id),
    )[:600]
    return [
        PlaceMention(0, 0, e.name, e.name, e.admin1, e.country, e.country_name, e.precision,
                     e.lat, e.lon, e.id)
        for e in found
    ]  # fmt: skip


@cache
def words() -> list[str]:
    """Words of no language."""
    draw = random.Random(1)
    parts = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    return ["".join(draw.choices(parts, k=draw.randint(2, 4))) for _ in range(WORDS)]


def some_words(draw: random.Random, count: int) -> list[str]:
    """A few words, the first of the list far oftener than the last."""
    held = words()
    return [held[int(draw.random() ** 3 * WORDS)] for _ in range(count)]


@dataclass(frozen=True)
class Occurrence:
    """What one invented occurrence is."""

    number: int
    act: str
    after: str
    town: PlaceMention
    day: date
    people: int
    sex: str | None
    age: str | None
    by: str
    own: list[str]


def occurrence(draw: random.Random, number: int) -> Occurrence:
    """One occurrence; most are in few towns."""
    town = towns()[int(draw.random() ** 2 * len(towns()))]
    return Occurrence(
        number, draw.choice(ACTS), draw.choice(AFTER), town,
        FIRST_DAY + timedelta(days=draw.randrange(DAYS)), 1 + int(draw.random() ** 3 * 30),
        draw.choice(SEXES), draw.choice(AGES), draw.choice(BY), some_words(draw, 20),
    )  # fmt: skip


@dataclass
class Writing:
    """A report as it is written, and where in it each thing is said."""

    text: str = ""
    said: list[tuple[str, int, int]] = field(default_factory=list)

    def say(self, words: str, about: str = "") -> None:
        """Adds words; `about` names the field they fill."""
        if about:
            self.said.append((about, len(self.text), len(self.text) + len(words)))
        self.text += words

    def taken(self) -> list[tuple[str, int, int]]:
        """What was said since the last taking."""
        held, self.said = self.said, []
        return held


def report(draw: random.Random, told: Occurrence, number: int) -> tuple[str, Header, Reading]:
    """The text of one report, its header and its reading; ids still to be settled."""
    published = told.day + timedelta(days=int(draw.random() ** 3 * 40))
    kind = draw.choice(TELLERS)
    writing, drafts = Writing(), []
    for act, modality, claim_kind in (
        (told.act, Modality.ASSERTED, ClaimKind.EVENT),
        (told.after, Modality.ASSERTED, ClaimKind.EVENT),
        (draw.choice(USUAL), Modality.ASSERTED, ClaimKind.PATTERN),
        ("forced return", Modality.FEARED, ClaimKind.EVENT),
    ):
        is_told = modality is Modality.ASSERTED and claim_kind is ClaimKind.EVENT
        fields = _sentence(draw, writing, told, act, kind) if is_told else _aside(writing, act)
        spans = writing.taken()
        drafts.append((act, modality, claim_kind, fields, spans))
        own = " ".join(draw.sample(told.own, 6) + some_words(draw, 60))
        writing.say(f"{own.capitalize()}.\n\n")
    outlet = f"Outlet {draw.randrange(OUTLETS)}"
    name = f"report-draft-{number}"
    header = Header(name, f"Report {number}", outlet, None, published, "en")
    claims = [
        Claim(
            "", name, claim_kind, act, modality,
            attribution=(SourceLink(kind, "a source", "said", register=1),
                         SourceLink(SourceKind.OUTLET, outlet)),
            evidence=tuple(evidence(f, writing.text, a, b) for f, a, b in spans),
            confidence=round(draw.random(), 2), **fields,
        )
        for act, modality, claim_kind, fields, spans in drafts
    ]  # fmt: skip
    town = told.town
    lasting = tuple(sorted({*draw.sample(told.own, 12), *some_words(draw, 30)}))
    reading = Reading(header, None, tuple(claims), places=(town,), words=lasting)
    return writing.text, header, reading


def _sentence(
    draw: random.Random, writing: Writing, told: Occurrence, act: str, kind: SourceKind
) -> dict[str, object]:
    """One claim of the occurrence, written down; gives its fields."""
    found: dict[str, object] = {}
    writing.say(f"{told.by.capitalize()}", "alleged_perpetrators")
    found["alleged_perpetrators"] = (AllegedPerpetrator(told.by, told.town.country),)
    writing.say(" are said to have made an ")
    writing.say(act, "act")
    if draw.random() < 0.8:
        people = max(1, told.people + (draw.random() < 0.15))
        writing.say(" of ")
        writing.say(f"{people} people", "affected")
        nationality = draw.choice((None, "KP", "MM"))
        found["affected"] = AffectedGroup(people, people, True, told.sex, told.age, nationality)
    if draw.random() < 0.85:
        writing.say(" in ")
        writing.say(told.town.name, "where")
        found["where"] = (told.town.place(PlaceRole.AT),)
    if draw.random() < 0.8:
        writing.say(" on ")
        writing.say(told.day.isoformat(), "when")
        found["when"] = When(told.day.isoformat(), told.day, told.day, Precision.DAY)
    writing.say(", ")
    writing.say(f"a {kind.value}", "attribution")
    writing.say(" said. ")
    return found


def _aside(writing: Writing, act: str) -> dict[str, object]:
    writing.say("Others spoke of ")
    writing.say(act, "act")
    writing.say(". ")
    return {}


def named(reading: Reading, header: Header) -> Reading:
    """The reading of the report that has the header's id, its claims named by it."""
    tail = header.id.removeprefix("report-")
    claims = tuple(
        replace(claim, id=f"claim-{tail[:12]}{n:04x}", report_id=header.id)
        for n, claim in enumerate(reading.claims)
    )
    return replace(reading, report=header, primary=claims[0].id, claims=claims)


def reports(count: int, seed: int) -> Iterator[tuple[str, Header, Reading]]:
    """`count` reports; those of one occurrence do not arrive together."""
    draw = random.Random(seed)
    told: list[Occurrence] = []
    while len(told) < count:
        one = occurrence(draw, len(told))
        told += [one] * (1 + int(draw.random() ** 2 * 6))
    told = told[:count]
    draw.shuffle(told)
    for number, one in enumerate(told):
        yield report(draw, one, number)


class Bulk:
    """Rows and ledger lines as the store would write them, many at once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.rows: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
        with case._reading() as db:
            last = db.execute(select(t.ledger).order_by(t.ledger.c.n.desc()).limit(1)).one()
        self.n, self.end, self.prev = last.n, last.end, line_digest(last.line)

    def add(self, kind: str, subject: str, rows: dict[str, list[dict[str, object]]]) -> None:
        """The rows that one ledger line vouches for, by table and in the order of their keys."""
        salt = os.urandom(16)
        digest = sha256(salt)
        for table, _ in t.VOUCHED[kind]:
            for row in rows.get(table.name, ()):
                filled = {name: value for name, value in row.items() if value is not None}
                digest.update(canonical({"table": table.name, **filled}) + b"\n")
                self.rows[table.name].append(row)
        mark = digest.hexdigest()
        self.rows["vouchers"].append(
            {"kind": kind, "subject": subject, "salt": salt, "commitment": mark}
        )
        told = {"subject": subject, "commitment": mark}
        line = signed_line(self.n + 1, AT, kind, told, self.prev, self.case._signer)
        self.n, self.end, self.prev = self.n + 1, self.end + len(line) + 1, line_digest(line)
        self.rows["ledger"].append({"n": self.n, "line": line, "end": self.end})

    def write(self) -> None:
        """Saves what was added."""
        with self.case._writing() as book:
            for name, rows in self.rows.items():
                book.db.execute(insert(t.metadata.tables[name]), rows)
        self.rows.clear()


def filled(case: Case, claims: int, seed: int) -> None:
    """Puts `claims` claims into a case, with their reports and gists, and links them."""
    bulk = Bulk(case)
    for position, (text, header, reading) in enumerate(reports(claims // CLAIMS_A_REPORT, seed), 1):
        _add(bulk, case, position, text, header, reading)
        if position % AT_ONCE == 0:
            bulk.write()
    bulk.write()
    link_claims(case, Settings())


def _add(bulk: Bulk, case: Case, position: int, text: str, draft: Header, drafted: Reading) -> None:
    """One report with what was read of it."""
    data, version = text.encode(), TextVersion.of(text)
    receipt = Receipt(sha256(data).hexdigest(), len(data), "text/plain", AT)
    name = report_id(receipt.sha256)
    header = replace(draft, id=name)
    reading = named(drafted, header)
    key = os.urandom(32)
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, data, receipt.sha256.encode())
    (case.path / "sealed" / receipt.sha256).write_bytes(b"BWS1" + nonce + sealed)
    original = {
        "position": position, "report_id": name, "sha256": receipt.sha256, "size": len(data),
        "media_type": "text/plain", "received": AT, "name": f"{position}.txt".encode(),
        "parent_id": None, "key": key,
    }  # fmt: skip
    bulk.add("original", name, {"originals": [original]})
    kept = {
        "report_id": name, "text_digest": version.digest, "outlet": header.outlet,
        "published": str(header.published), "language": "en", "body": _json(header),
    }  # fmt: skip
    bulk.add("report", name, {"reports": [kept]})
    words = {
        "report_id": name, "number": 1, "digest": version.digest, "saved": AT, "content": data,
    }  # fmt: skip
    bulk.add("text", f"{name}/1", {"texts": [words]})
    told = {
        "report_id": name, "text_digest": version.digest, "read": AT,
        "body": _json(replace(reading, claims=(), exposures=())),
    }  # fmt: skip
    past = [{"report_id": name, "claim_id": claim.id} for claim in reading.claims]
    rows = [_claim_row(name, n, claim) for n, claim in enumerate(reading.claims)]
    held = {"readings": [told], "claims": rows, "past_claims": sorted(past, key=str)}
    bulk.add("reading", name, held)
    one = gist(name, header, text, reading, reading.claims)
    bulk.rows["gists"].append({"report_id": name, "shape": SHAPE, "body": gist_bytes(one)})
    bulk.rows["gist_rows"].append({"report_id": name, "shape": SHAPE, "row": row_of(one)})


def _json(noun: object) -> str:
    return msgspec.json.encode(noun).decode()


def decisions(case: Case, seed: int, share: float = 1 / 12) -> list[Decision]:
    """What people decided so far: mostly accepted, some corrected, rejected, graded and paired."""
    draw = random.Random(seed)
    found: list[Decision] = []
    for number, one in enumerate(case.incidents()):
        if draw.random() > share * 1.6:
            continue
        for claim in one.claim_ids:
            action = draw.choices((Action.ACCEPT, Action.CORRECT, Action.REJECT), (18, 1, 1))[0]
            told = ("modality", "asserted") if action is Action.CORRECT else (None, None)
            found.append(_decision(len(found), (claim,), action, *told))
        if number % 5 == 0:
            found.append(_decision(len(found), one.claim_ids[:1], Action.GRADE, "reliability", "B"))
        if number % 9 == 0 and len(one.claim_ids) > 1:
            found.append(_decision(len(found), one.claim_ids[:2], Action.SAME))
    return found


def add_decisions(case: Case, seed: int) -> None:
    """Saves what people decided, as they would have."""
    bulk = Bulk(case)
    for position, one in enumerate(decisions(case, seed), 1):
        row = {
            "position": position, "id": one.id, "action": str(one.action), "by": one.by,
            "at": one.at, "body": _json(one),
        }  # fmt: skip
        about = [{"decision_id": one.id, "subject": s} for s in sorted(one.subject)]
        bulk.add("decision", one.id, {"decisions": [row], "decision_subjects": about})
    bulk.write()
    with case._writing() as book:
        forget_gists_of_subjects(book.db, {s for one in case.decisions() for s in one.subject})


def _decision(
    number: int, subject: tuple[str, ...], action: Action, about: str | None = None,
    value: str | None = None,
) -> Decision:  # fmt: skip
    at = (datetime(2024, 6, 2) + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Decision(f"decision-{number:016x}", subject, action, "Ana", at, "", about, value)


def large_case(path: Path, claims: int, seed: int) -> None:
    """Makes the case at `path`, with a team of one for each role."""
    cost = PassphraseCost(1, 1024, 1)
    with Case.create(path, PASSPHRASE, AT, cost) as case:
        for role in Role:
            member = Member(role.label.capitalize(), role, AT)
            case.save_member(member, password_hash(PASSWORD), AT, "Ana")
        filled(case, claims, seed)
        add_decisions(case, seed)
        link_claims(case, Settings())
