"""Whatever is changed in a case, under the right key too, `verify` says what and where."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer, LargeBinary, delete, insert, select, update

from bearwitness.model.errors import CaseDamaged, LedgerBroken
from bearwitness.store import tables as t
from bearwitness.store.case import Case

Edit = Callable[[list[str]], list[str]]
TABLES = [table for kind in t.VOUCHED.values() for table, _ in kind]


def _broken(case: Case) -> list[str]:
    return [f"{f.subject}: {f.where}: {f.problem}" for f in case.verify() if f.is_broken]


def test_an_untouched_case_holds(filled: Callable[[], Case]) -> None:
    with filled() as case:
        assert case.verify() == ()


@pytest.mark.parametrize(
    ("table", "column"),
    [(table.name, column.name) for table in [*TABLES, t.ledger] for column in table.columns],
)
def test_a_changed_cell_is_found(filled: Callable[[], Case], table: str, column: str) -> None:
    with filled() as case:
        rows = t.metadata.tables[table]
        cell = rows.c[column]
        with case._engine.begin() as db:
            row = db.execute(select(rows).limit(1)).one()
            here = [c == row._mapping[c.name] for c in rows.primary_key]
            db.execute(update(rows).where(*here).values({cell: _other(cell.type)}))
        assert _broken(case), f"{table}.{column}"


def _other(kind: object) -> object:
    if isinstance(kind, Integer):
        return 4711
    return b"changed" if isinstance(kind, LargeBinary) else "changed"


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_a_row_taken_away_is_found(filled: Callable[[], Case], table: str) -> None:
    with filled() as case:
        rows = t.metadata.tables[table]
        with case._engine.begin() as db:
            row = db.execute(select(rows).limit(1)).one()
            here = [c == row._mapping[c.name] for c in rows.primary_key]
            db.execute(delete(rows).where(*here))
        assert _broken(case)


def test_a_decision_slipped_in_is_found(filled: Callable[[], Case], world: Any) -> None:
    with filled() as case:
        row = {"id": "decision-x", "action": "accept", "by": "Eve", "at": world.at, "body": "{}"}
        with case._engine.begin() as db:
            db.execute(insert(t.decisions).values(row))
        assert _broken(case) == ["decision-x: case.db, decision: no ledger line vouches for it"]


def test_another_signing_key_is_found(filled: Callable[[], Case]) -> None:
    with filled() as case:
        with case._engine.begin() as db:
            db.execute(update(t.secrets).values(value=b"\1" * 32))
        assert _broken(case) == ["ledger: case.db, secrets: the signing key is not this case's"]


def _edited(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[2].replace("2024", "2023", 1), *lines[3:]]


def _removed(lines: list[str]) -> list[str]:
    return [*lines[:2], *lines[3:]]


def _reordered(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[3], lines[2], *lines[4:]]


def _added(lines: list[str]) -> list[str]:
    return [*lines, lines[-1]]


def _cut(lines: list[str]) -> list[str]:
    return lines[:4]


def _torn(lines: list[str]) -> list[str]:
    return [*lines[:4], lines[4][:30]]


@pytest.mark.parametrize(
    ("edit", "where"),
    [
        (_edited, "ledger.jsonl line 3"),
        (_removed, "ledger.jsonl line 3"),
        (_reordered, "ledger.jsonl line 3"),
        (_added, "ledger.jsonl: has 1 lines after"),
        (_cut, "from line 5 on"),
        (_torn, "ledger.jsonl line 5"),
    ],
)
def test_a_ledger_that_was_touched_is_found_where_it_was(
    filled: Callable[[], Case], edit: Edit, where: str
) -> None:
    with filled() as case:
        _change(case.path, edit)
        assert where in _broken(case)[0]


@pytest.mark.parametrize("edit", [_edited, _removed, _reordered, _cut])
def test_a_ledger_changed_in_both_its_places_is_found_by_chain_or_rows(
    filled: Callable[[], Case], edit: Edit
) -> None:
    with filled() as case:
        with case._engine.begin() as db:
            lines = edit(list(db.scalars(select(t.ledger.c.line).order_by(t.ledger.c.n))))
            db.execute(delete(t.ledger))
            for n, line in enumerate(lines, 1):
                db.execute(insert(t.ledger).values(n=n, line=line, end=0))
        _change(case.path, edit)
        assert _broken(case)


def _change(path: Path, edit: Edit) -> None:
    lines = (path / "ledger.jsonl").read_text().splitlines()
    (path / "ledger.jsonl").write_text("\n".join(edit(lines)) + "\n")


def test_a_ledger_cut_short_opens_for_reading_and_refuses_writing_until_restored(
    filled: Callable[[], Case], world: Any
) -> None:
    with filled() as case:
        case.seal(b"one more", "x", "text/plain", world.at)
        _change(case.path, _cut)
    with filled() as case:
        assert len(case.report_ids()) == 2
        with pytest.raises(LedgerBroken, match="lacks"):
            case.seal(b"y", "y", "text/plain", world.at)
        case.restore_ledger("Ana", world.at)
        case.seal(b"y", "y", "text/plain", world.at)
        assert case.verify() == ()
        assert '"kind":"restored"' in (case.path / "ledger.jsonl").read_text()


def test_missing_and_unknown_sealed_files_are_found(filled: Callable[[], Case]) -> None:
    with filled() as case:
        sealed = sorted((case.path / "sealed").iterdir())[0]
        sealed.rename(sealed.with_name("stray"))
        assert len(_broken(case)) == 2
        assert "its sealed file is missing" in _broken(case)[0]
        assert "sealed/stray: is a file that the case does not know" in _broken(case)[1]


def test_two_sealed_files_cannot_change_places(filled: Callable[[], Case]) -> None:
    with filled() as case:
        one, two = sorted((case.path / "sealed").iterdir())
        first, second = one.read_bytes(), two.read_bytes()
        one.write_bytes(second)
        two.write_bytes(first)
        assert len(_broken(case)) == 2


def test_a_byte_changed_anywhere_in_the_database_is_found(filled: Callable[[], Case]) -> None:
    filled().close()
    with filled() as case:
        path = case.path / "case.db"
    whole = path.read_bytes()
    places = [0, 15, 16, *range(5000, len(whole), len(whole) // 30), len(whole) - 1]
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert _is_noticed(filled), place
    path.write_bytes(whole)
    with filled() as case:
        assert case.verify() == ()


def _is_noticed(open_case: Callable[[], Case]) -> bool:
    try:
        with open_case() as case:
            return bool(_broken(case))
    except CaseDamaged:
        return True
