"""A small invented case, opened with a passphrase that costs nothing to check."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bearwitness.model.claim import Claim, ClaimKind, Exposure
from bearwitness.model.dates import Precision, When
from bearwitness.model.incident import Incident, Said
from bearwitness.model.judgement import Action, Decision
from bearwitness.model.places import Place, PlaceRole
from bearwitness.model.reading import Reading
from bearwitness.model.report import Header, Report, TextVersion, report_id
from bearwitness.model.restricted import Restricted
from bearwitness.model.span import evidence
from bearwitness.model.team import Member, Role
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost, case_at

AT = "2024-05-31T09:30:00Z"
PASSPHRASE = Restricted("three invented words")
CHEAP = PassphraseCost(1, 8, 1)
WORDS = "A neighbour, Haneul Byeolnim, said two women were arrested near the Zinnia mill."
PAGE, RESERVED = 4096, 80  # SQLCipher 4: page size, and the initialisation vector and MAC in it


@dataclasses.dataclass(frozen=True)
class World:
    """What the tests do again and again."""

    at: str = AT
    passphrase: Restricted = PASSPHRASE
    cheap: PassphraseCost = CHEAP
    words: str = WORDS
    name: str = "byeolnim-testimony.txt"

    def create(self, path: Path) -> Case:
        return Case.create(path, PASSPHRASE, AT, argon=CHEAP)

    def open(self, path: Path) -> Case:
        return Case.open(path, PASSPHRASE)

    def report(self, words: str = WORDS, parent: str | None = None) -> Report:
        text = TextVersion.of(words)
        header = Header(self.id_of(words), "Two held", "Outlet Eins", "B. Yline", date(2024, 5, 30))
        from bearwitness.seal.digest import receipt

        return Report(header, receipt(words.encode(), "text/plain", AT), self.name, text, parent)

    def id_of(self, words: str = WORDS) -> str:
        from bearwitness.seal.digest import digest

        return report_id(digest(words.encode()))

    def reading(self, words: str = WORDS, act: str = "arrest") -> Reading:
        report = self.report(words)
        start = words.index("arrested") if "arrested" in words else 0
        claim = Claim(
            f"claim-{act}-{report.id[-4:]}", report.id, ClaimKind.EVENT, act,
            when=When("2024-05", date(2024, 5, 1), date(2024, 5, 31), Precision.MONTH),
            where=(Place(PlaceRole.AT, "Tumen", "Jilin", "CN"),),
            evidence=(evidence("act", words, start, start + 8),),
        )  # fmt: skip
        exposure = Exposure(0, 9, words[:9], "name", "direct", "someone")
        return Reading(report.header, claim.id, (claim,), exposures=(exposure,))

    def decision(self, name: str = "decision-1", subject: str | None = None) -> Decision:
        about = subject or self.reading().claims[0].id
        reason = "as Haneul Byeolnim told it"
        return Decision(name, (about,), Action.CORRECT, "Ana", AT, reason, "act", "raid")

    def incident(self, words: str = WORDS) -> Incident:
        claim = self.reading(words).claims[0]
        acts = (Said("arrest", (claim.id,), ("origin-1",)),)
        return Incident("incident-1", (claim.id,), (claim.report_id,), acts)

    def add(self, case: Case, words: str = WORDS, parent: str | None = None) -> str:
        """Seals, reads and keeps one report; its id."""
        report = self.report(words, parent)
        case.seal(words.encode(), self.name, "text/plain", AT, parent_id=parent)
        case.save_report(report)
        case.save_reading(self.reading(words), report.text.digest, AT)
        return report.id

    def fill(self, case: Case, out: Path) -> None:
        """One of everything that a case can hold."""
        report = self.add(case)
        self.add(case, "An attachment, invented: three were arrested at dawn.", report)
        case.save_text(report, TextVersion.of(WORDS + " It was read again."), AT)
        case.save_reading(self.reading(), self.report().text.digest, AT)
        case.decide([self.decision()])
        case.save_incidents([self.incident()], AT)
        case.save_release("2024-05", {"data/incidents.csv": b"act\narrest\n"}, out, AT)
        gone = self.add(case, "Another report: one was arrested, and it had to go.")
        case.delete_report(gone, "Ana", "mistake", AT)  # type: ignore[arg-type]
        case.save_member(Member("Ana", Role.PUBLISHER, AT), "$argon2id$invented", AT, "Ana")

    def pages(self, path: Path) -> bytes:
        """Every page of the database in the clear, free ones too, without help from SQLCipher."""
        raw, key = (path / "case.db").read_bytes(), case_at(path).unwrap(PASSPHRASE)
        clear = []
        for start in range(0, len(raw), PAGE):
            page = raw[start : start + PAGE]
            body = page[16 if start == 0 else 0 : PAGE - RESERVED]
            vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
            reader = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
            clear.append(reader.update(body) + reader.finalize())
        return b"".join(clear)


@pytest.fixture(scope="session")
def world() -> World:
    return World()


@pytest.fixture
def case(tmp_path: Path, world: World) -> Iterator[Case]:
    with world.create(tmp_path / "case") as opened:
        yield opened


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory, world: World) -> Path:
    """A closed case that holds one of everything; copied, never opened."""
    path = tmp_path_factory.mktemp("filled") / "case"
    with world.create(path) as made:
        world.fill(made, path / "releases" / "2024-05")
    return path


@pytest.fixture
def filled(tmp_path: Path, filled_once: Path, world: World) -> Callable[[], Case]:
    """Opens a case that holds one of everything; close it before calling again."""
    path = tmp_path / "filled"
    shutil.copytree(filled_once, path)
    return lambda: world.open(path)
