"""What spares a case from being linked from its texts goes with what it follows from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table, delete, select, update

from bearwitness.linking import SHAPE
from bearwitness.model.tombstone import DeletionReason
from bearwitness.pipeline import link_claims
from bearwitness.settings import Settings
from bearwitness.store import tables as t
from bearwitness.store.case import Case
from made_case import AT, PASSPHRASE, add_arrest, made_case

KEPT = {t.gists: t.gists.c.body, t.gist_rows: t.gist_rows.c.row}


@pytest.fixture
def linked(tmp_path: Path) -> Iterator[Case]:
    with made_case(tmp_path / "linked", 6) as case:
        link_claims(case, Settings())
        yield case


def kept(case: Case) -> list[dict[str, bytes]]:
    with case._reading() as db:
        rows = [db.execute(select(table.c.report_id, column)) for table, column in KEPT.items()]
        return [{report: bytes(held) for report, held in found} for found in rows]


def test_a_deleted_report_leaves_nothing_of_what_it_was_compared_by(tmp_path: Path) -> None:
    with made_case(tmp_path / "case", 6) as case:
        link_claims(case, Settings())
        report = case.report_ids()[2]
        claims = [claim.id for claim in case.claims_of(report)]
        case.delete_report(report, "Dao", DeletionReason.SOURCE_SAFETY, AT)
        assert [report in held for held in kept(case)] == [False, False]
        link_claims(case, Settings())
        assert not any(claims[0].encode() in row for held in kept(case) for row in held.values())
        assert case.verify() == ()


def test_what_is_kept_of_a_report_goes_when_a_decision_changes_it(linked: Case) -> None:
    before, report = kept(linked), linked.report_ids()[0]
    (claim,) = linked.claims_of(report)
    from bearwitness.pipeline import decide

    rows = [{"action": "correct", "claim": claim.id, "field": "act", "value": "detention"}]
    taken, refused = decide(linked, rows, "Dao", Settings())
    assert len(taken) == 1
    assert not refused
    after = kept(linked)
    for old, new in zip(before, after, strict=True):
        assert {name for name in old if old[name] != new[name]} == {report}


@pytest.mark.parametrize("table", [*KEPT], ids=lambda table: table.name)
@pytest.mark.parametrize("harm", ["gone", "torn", "older"])
def test_what_is_kept_is_made_anew_when_it_is_damaged_or_of_another_version(
    linked: Case, table: Table, harm: str
) -> None:
    before, incidents = kept(linked), linked.incidents()
    with linked._engine.begin() as db:
        if harm == "gone":
            db.execute(delete(table))
        elif harm == "torn":
            db.execute(update(table).values({KEPT[table].name: b"\x00torn"}))
        else:
            db.execute(update(table).values(shape="an older shape"))
    add_arrest(linked, 90)
    add_arrest(linked, 91)
    link_claims(linked, Settings())
    after = kept(linked)
    assert [len(held) for held in after] == [8, 8]
    assert len(linked.gist_rows(SHAPE)) == 8
    if table is t.gist_rows:
        assert all(old.items() <= new.items() for old, new in zip(before, after, strict=True))
    assert {one.id for one in incidents} < {one.id for one in linked.incidents()}
    assert linked.verify() == ()


def test_a_case_linked_step_by_step_has_the_incidents_of_one_linked_at_once(tmp_path: Path) -> None:
    with made_case(tmp_path / "steps", 4) as case:
        for number in (4, 5, 6):
            add_arrest(case, number)
            link_claims(case, Settings())
        step_by_step = case.incidents()
        case.forget_gists()
        case.save_incidents([], AT)
        link_claims(case, Settings())
        assert case.incidents() == step_by_step


def test_the_case_opens_again_with_what_is_kept(tmp_path: Path) -> None:
    with made_case(tmp_path / "case", 3) as case:
        before = kept(case)
    with Case.open(tmp_path / "case", PASSPHRASE) as case:
        assert kept(case) == before
