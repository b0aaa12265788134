"""The command: a CSV in, a CSV and a report out, and nothing written where it was not asked."""

import csv
import json

import pytest

from bearwitness.cli.main import main

PEOPLE = [
    ("name", "age", "town", "offence"),
    *[(f"Person {n}", str(20 + n % 4), f"Town {n % 3}, North", "x" if n % 2 else "=y")
      for n in range(24)],
]  # fmt: skip


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(PEOPLE)
    return path


ROLES = ["--hierarchy", "age=age", "--hierarchy", "town=place", "--sensitive", "offence",
         "--drop", "name"]  # fmt: skip


def run(capsys, *words):
    with pytest.raises(SystemExit) as done:
        main(["anonymise", *map(str, words)])
    said = capsys.readouterr()
    return done.value.code, said.out, said.err


def test_a_table_comes_out_coarser_and_the_report_says_how(people, tmp_path, capsys):
    out = tmp_path / "safe.csv"
    code, said, _ = run(capsys, people, *ROLES, "--k", 5, "--l", 2, "--out", out, "--json")
    assert code == 0
    told = json.loads(said)
    rows = list(csv.DictReader(out.open(encoding="utf-8", newline="")))
    assert len(rows) == told["rows_out"] == 24
    assert list(rows[0]) == ["age", "town", "offence"]
    assert "Person" not in out.read_text(encoding="utf-8")
    assert told["k"] >= 5
    assert told["l"]["offence"] == 2
    assert {one["column"] for one in told["levels"]} == {"age", "town"}


def test_no_cell_is_a_formula(people, tmp_path, capsys):
    out = tmp_path / "safe.csv"
    run(capsys, people, *ROLES, "--out", out)
    offences = {row["offence"] for row in csv.DictReader(out.open(encoding="utf-8", newline=""))}
    assert offences == {"x", "'=y"}


def test_without_a_place_to_go_only_the_report_is_made(people, tmp_path, capsys):
    code, said, _ = run(capsys, people, *ROLES)
    assert code == 0
    assert "nothing was written" in said
    assert "Loss:" in said
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def test_a_hierarchy_of_your_own_is_a_file_with_a_line_a_value(people, tmp_path, capsys):
    ages = tmp_path / "ages.csv"
    ages.write_text("".join(f"{n};{'young' if n < 22 else 'old'};*\n" for n in range(20, 24)))
    given = ["--hierarchy", f"age={ages}", *ROLES[2:], "--k", 6, "--json"]
    code, said, _ = run(capsys, people, *given)
    assert code == 0
    assert json.loads(said)["k"] >= 6


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (ROLES[:-2], "nobody said what to do with these columns: name"),
        ([*ROLES, "--suppress", "120%"], "a share of the rows"),
        ([*ROLES, "--hierarchy", "age=age"], "two hierarchies"),
        ([*ROLES, "--hierarchy", "height"], "COLUMN=FILE"),
        ([*ROLES, "--drop", "height"], "no column 'height'"),
        ([*ROLES, "--k", "100"], "no generalisation"),
    ],
)
def test_what_is_unclear_is_refused(people, capsys, words, problem):
    code, _, said = run(capsys, people, *words)
    assert code != 0
    assert problem in said


@pytest.mark.parametrize(
    "data", [b"", b"name,name\na,b\n", b"name,age\nPerson,20,30\n", b"name\n\xff\xfe\n"]
)
def test_a_file_that_is_no_table_is_refused_and_none_of_it_shown(tmp_path, capsys, data):
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    code, _, said = run(capsys, path, "--drop", "name", "--hierarchy", "age=age")
    assert code != 0
    assert "Person" not in said


def test_what_stands_there_is_never_written_over(people, tmp_path, capsys):
    code, _, said = run(capsys, people, *ROLES, "--out", people)
    assert code != 0
    assert "already" in said
    assert "Person 3" in people.read_text(encoding="utf-8")


def test_counts_come_out_with_their_totals_and_small_ones_hidden(tmp_path, capsys):
    counts, out = tmp_path / "counts.csv", tmp_path / "safe.csv"
    counts.write_text("act,place,incidents\narrest,A,12\narrest,B,3\nraid,A,20\nraid,B,9\n")
    code, said, _ = run(capsys, counts, "--count", "incidents", "--out", out, "--json")
    assert code == 0
    told = json.loads(said)
    rows = list(csv.DictReader(out.open(encoding="utf-8", newline="")))
    assert len(rows) == told["cells"] == 9
    hidden = [row for row in rows if row["incidents"] == "x"]
    assert len(hidden) == told["hidden_for_themselves"] + told["hidden_for_them"] == 4
    assert {"act": "arrest", "place": "B", "incidents": "x"} in hidden
    assert told["is_optimal"]


@pytest.mark.parametrize(
    "table", ["act,n\narrest,many\n", "act,n\narrest,1\narrest,2\n", "n\n3\n", "act,m\nraid,3\n"]
)
def test_counts_that_are_none_are_refused(tmp_path, capsys, table):
    path = tmp_path / "counts.csv"
    path.write_text(table)
    code, _, said = run(capsys, path, "--count", "n")
    assert code != 0
    assert "error:" in said
