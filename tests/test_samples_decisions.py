"""The sample reports with the invented reviewer's decisions, through the gate and out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from bearwitness.adding import Outcome, Row, add_files, files_in
from bearwitness.model.judgement import Decision
from bearwitness.model.release import Cleared, PublicRecord
from bearwitness.model.restricted import Restricted
from bearwitness.pipeline import decide, link_claims, waiting_claims
from bearwitness.releasing import Release
from bearwitness.review.table import RefusedRow, rows_of
from bearwitness.settings import Settings
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost
from bearwitness.verifying import verify_release

SAMPLES = Path(__file__).parent.parent / "samples"
TITLE = "Invented reports"
AT = "2024-09-30T08:00:00Z"
UNSEEN = {
    "id",
    "origins",
    "conflicts",
    "lat",
    "lon",
}  # what no outsider knows, or no value of its own
SETTINGS = Settings()


@dataclass(frozen=True)
class Demo:
    """What the demo leaves behind."""

    case: Case
    rows: list[Row]
    written: int  # rows of the decisions file
    taken: list[Decision]
    refused: list[RefusedRow]
    first: Path
    second: Path
    cleared: Cleared


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The samples added, decided on and released twice; made once, for it takes its time."""
    folder = tmp_path_factory.mktemp("samples")
    words = Restricted("an invented passphrase")
    with Case.create(folder / "case", words, AT, PassphraseCost(1, 8, 1)) as case:
        rows = list(add_files(case, list(files_in([SAMPLES / "reports"])), SETTINGS, AT))
        link_claims(case, SETTINGS)
        decisions = rows_of((SAMPLES / "decisions.csv").read_text(encoding="utf-8"))
        taken, refused = decide(case, decisions, "", SETTINGS)
        cleared = Release(case, SETTINGS, TITLE).make(folder / "first")
        Release(case, SETTINGS, TITLE).make(folder / "second")
        yield Demo(
            case, rows, len(decisions), taken, refused, folder / "first", folder / "second", cleared
        )


def test_every_sample_is_added(demo: Demo) -> None:
    assert {row.outcome for row in demo.rows} == {Outcome.ADDED}


def test_every_decision_fits_one_claim(demo: Demo) -> None:
    assert demo.refused == []
    assert len(demo.taken) == demo.written


def test_only_the_two_reports_left_open_still_wait(demo: Demo) -> None:
    names = {report.id: report.name for report in demo.case.reports()}
    open_ = {names[item.claim.report_id] for item in waiting_claims(demo.case)}
    assert open_ == {"22-islam-qala.txt", "42-bokeo-twelve.txt"}


def test_the_release_says_what_kind_of_thing_was_done_and_in_which_country(demo: Demo) -> None:
    for record in demo.cleared.records:
        assert "*" not in (record.act, record.country)
    assert demo.cleared.guarantee.records_out == len(demo.cleared.records) > 0


def test_every_record_is_one_of_five_alike(demo: Demo) -> None:
    shown = [f.name for f in fields(PublicRecord) if f.name not in UNSEEN]
    groups = Counter(tuple(getattr(r, name) for name in shown) for r in demo.cleared.records)
    assert min(groups.values()) >= 5


def test_case_and_release_still_match(demo: Demo) -> None:
    assert tuple(demo.case.verify()) == ()
    assert verify_release(demo.first) == ()


def test_the_same_case_released_again_gives_the_same_bytes(demo: Demo) -> None:
    first, second = (
        {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in (demo.first, demo.second)
    )
    assert first == second
    assert first
