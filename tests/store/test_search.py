"""Search keeps up by itself, and forgets a deleted report's words, from its pages too."""

import pytest

from bearwitness.model.search import Wanted
from bearwitness.searching import entered, looked_for


@pytest.fixture
def words_of(case):
    def found(words):
        entered(case)
        return [one.report_id for one in looked_for(case, Wanted(words))[0].found]

    return found


def test_a_report_and_a_newer_text_of_it_are_found(case, world, words_of):
    from bearwitness.model.report import TextVersion

    report = world.add(case)
    assert words_of("zinnia") == [report]
    case.save_text(report, TextVersion.of("Quexley, again."), world.at)
    assert words_of("quexley") == [report]
    assert words_of("zinnia") == []
    assert case.search_due() == ()


def test_the_words_of_a_deleted_report_leave_the_index_and_its_pages(tmp_path, world):
    path = tmp_path / "case"
    with world.create(path) as case:
        report = world.add(case)
        other = world.add(case, "Elsewhere one man was arrested by the river.")
        assert entered(case) == 2
    assert b"innia" in world.pages(path).lower().replace(b"near the zinnia mill", b"")
    with world.open(path) as case:
        case.delete_report(report, "Ana", "mistake", world.at)
        with case._reading() as db:
            db.exec_driver_sql(
                "CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', 'search_words', 'row')"
            )
            terms = {row[0] for row in db.exec_driver_sql("SELECT term FROM temp.held")}
        assert "zinnia" not in terms
        assert "river" in terms
        assert [one.report_id for one in case.search(Wanted("river")).found] == [other]
        assert case.verify() == ()
    held = world.pages(path).lower()
    for part in (b"zinnia", b"innia", b"haneul", b"neighbour"):
        assert part not in held, part


def test_a_case_made_before_search_has_every_report_due(case, world, words_of):
    report = world.add(case)
    entered(case)
    with case._writing() as book:
        book.db.exec_driver_sql("UPDATE search_reports SET shape = 'older'")
    case._is_shape_checked = False
    assert case.search_due() == (report,)
    assert words_of("zinnia") == [report]
    assert case.search_due() == ()


def test_reports_entered_together_or_again_are_found_as_one_by_one(case, world):
    first, second, third = (world.add(case, f"Zinnia {n} at the mill.") for n in ("a", "b", "c"))
    assert entered(case, most=1) == 1
    assert case.search_due_count() == 2
    assert entered(case) == 2
    with case._writing() as book:
        book.db.exec_driver_sql("INSERT INTO search_due SELECT report_id FROM search_reports")
    assert entered(case) == 3
    assert sorted(one.report_id for one in case.search(Wanted("zinnia")).found) == sorted(
        (first, second, third)
    )
