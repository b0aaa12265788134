"""A release appears whole, is remembered, and is never overwritten."""

from pathlib import Path
from typing import Any

import pytest

from bearwitness.model.errors import WrongUse
from bearwitness.model.measure import Figure, Interval
from bearwitness.model.release import Check, Cleared, Guarantee, Verdict
from bearwitness.store.case import Case

FILES = {"README.md": b"how to read this\n", "data/incidents.csv": b"act\narrest\n"}
CLEARED = Cleared(
    (),
    (Figure((("act", "arrest"), ("month", "2024-05")), 6, Interval(6, None), 2),),
    Guarantee(5, 0, 6, 0, 6, (("place", "country"),)),
    (Check("small cells", Verdict.PASS, "none below five"),),
)


def test_a_release_is_a_folder_with_exactly_its_files(case: Case, world: Any) -> None:
    out = case.path.parent / "out"
    case.save_release("2024-05", FILES, out, world.at, CLEARED)
    assert {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*.*")} == FILES
    assert not list(out.parent.glob(".*"))


def test_what_was_released_is_kept_for_comparing(case: Case, world: Any) -> None:
    out = case.path.parent / "out"
    case.save_release("2024-05", FILES, out, world.at, CLEARED)
    case.save_release("2024-06", {"a": b""}, case.path / "releases" / "b", world.at)
    first, second = case.releases()
    assert (first.name, first.at, first.out, first.cleared) == ("2024-05", world.at, out, CLEARED)
    assert [path for path, _, _ in first.files] == sorted(FILES)
    assert (second.cleared, second.out) == (None, case.path / "releases" / "b")
    assert case.verify() == ()


def test_a_folder_with_something_in_it_is_refused_and_left_alone(case: Case, world: Any) -> None:
    out = case.path.parent / "out"
    out.mkdir()
    (out / "mine").write_text("mine")
    with pytest.raises(WrongUse, match="not empty"):
        case.save_release("2024-05", FILES, out, world.at)
    assert [path.name for path in out.iterdir()] == ["mine"]
    assert case.releases() == ()
    (out / "mine").unlink()
    case.save_release("2024-05", FILES, out, world.at)
    assert (out / "README.md").is_file()


def test_a_name_is_used_once(case: Case, world: Any) -> None:
    folder = case.path.parent
    case.save_release("2024-05", FILES, folder / "a", world.at)
    with pytest.raises(WrongUse, match="made before"):
        case.save_release("2024-05", {"other": b""}, folder / "b", world.at)
    assert not (folder / "b").exists()
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "", "a\\..\\x"])
def test_a_path_that_leads_elsewhere_is_refused(case: Case, world: Any, path: str) -> None:
    with pytest.raises(WrongUse, match="outside"):
        case.save_release("2024-05", {path: b""}, case.path.parent / "out", world.at)


@pytest.mark.parametrize("name", ["", ".hidden", "a/b"])
def test_a_name_that_is_no_name_is_refused(case: Case, world: Any, name: str) -> None:
    with pytest.raises(WrongUse, match="name"):
        case.save_release(name, FILES, case.path.parent / "out", world.at)


def test_changed_missing_and_added_files_of_a_release_are_found(case: Case, world: Any) -> None:
    out = case.path.parent / "out"
    case.save_release("2024-05", {**FILES, "gone": b""}, out, world.at)
    (out / "README.md").write_bytes(b"otherwise\n")
    (out / "gone").unlink()
    (out / "new").write_bytes(b"")
    assert [(f.where, f.problem) for f in case.verify()] == [
        ("README.md", "was changed"),
        ("gone", "is missing"),
        ("new", "is not in the manifest"),
    ]


def test_a_release_that_was_moved_away_is_noted_as_not_looked_at(case: Case, world: Any) -> None:
    out = case.path.parent / "out"
    case.save_release("2024-05", FILES, out, world.at)
    out.rename(out.with_name("elsewhere"))
    (finding,) = case.verify()
    assert not finding.is_broken


def test_a_case_that_was_moved_finds_the_releases_inside_it(tmp_path: Path, world: Any) -> None:
    with world.create(tmp_path / "case") as case:
        case.save_release("2024-05", FILES, case.path / "releases" / "2024-05", world.at)
    (tmp_path / "case").rename(tmp_path / "moved")
    with world.open(tmp_path / "moved") as case:
        (case.path / "releases" / "2024-05" / "README.md").write_text("otherwise")
        (finding,) = case.verify()
        assert finding.where == "README.md"
