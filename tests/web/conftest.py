"""A desk on an invented case, asked as a browser would ask it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bearwitness.adding import add_files
from bearwitness.model.restricted import Restricted
from bearwitness.model.team import Member, Role
from bearwitness.pipeline import link_claims
from bearwitness.settings import Settings
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost
from bearwitness.web.desk import Desk
from bearwitness.web.kept import Kept
from bearwitness.web.sessions import password_hash
from made_case import made_case
from web_browser import PASSWORD, Browser

AT = "2024-06-01T10:00:00Z"
WEAK = PassphraseCost(1, 1024, 1)
REPORTS = {
    "harbour.txt": (
        "Police arrested three North Korean women in Tumen, in Jilin province, on 5 March 2024, a "
        "neighbour told the Harbour Post. Police raided the house at night.\n\n"
        "This report is invented."
    ),
    "valley.txt": (
        "Three North Korean women were arrested in Tumen on 5 March 2024, a relative told the "
        "Valley News.\n\nThis report is invented."
    ),
}


class Clock:
    """Seconds that only go forward when told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def password() -> str:
    return password_hash(PASSWORD)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, password: str) -> Iterator[Desk]:
    """A desk with two reports read and linked, and one member for each role."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, words in REPORTS.items():
        (folder / name).write_text(words, encoding="utf-8")
    with Case.create(tmp_path / "case", Restricted("invented"), AT, WEAK) as case:
        list(add_files(case, sorted(folder.iterdir()), Settings(), AT))
        link_claims(case, Settings())
        for role in Role:
            case.save_member(Member(role.label.capitalize(), role, AT), password, AT, "Ana")
        yield Desk(case, Settings(), clock, kept=Kept(patience_s=30))


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return Browser(desk)


@pytest.fixture
def made(tmp_path: Path, clock: Clock, password: str) -> Iterator[Callable[..., Desk]]:
    """Desks on small cases that were made without reading; `rule` names what two must agree on."""
    held: list[Case] = []

    def desk_of(*rule: str, **more: object) -> Desk:
        case = made_case(tmp_path / f"made-{len(held)}", password=password, **more)
        held.append(case)
        return Desk(case, Settings(two_people=rule), clock)

    yield desk_of
    for case in held:
        case.close()
