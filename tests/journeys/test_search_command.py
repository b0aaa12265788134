"""bearwitness search: finds in any script, takes words from standard input, says JSON."""

import json

from click.testing import CliRunner

from bearwitness.adding import add_files
from bearwitness.cli.main import bearwitness
from bearwitness.model.restricted import Restricted
from bearwitness.settings import Settings
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost

AT = "2024-06-01T10:00:00Z"


def test_search_finds_two_letters_of_korean_and_a_place_by_what_holds_it(tmp_path, monkeypatch):
    monkeypatch.setenv("BEARWITNESS_PASSPHRASE", "invented")
    file = tmp_path / "a.txt"
    file.write_text(
        "Police arrested two women in Tumen on 5 March 2024, a neighbour said. 체포했다. Invented.",
        encoding="utf-8",
    )
    path = tmp_path / "case"
    with Case.create(path, Restricted("invented"), AT, PassphraseCost(1, 1024, 1)) as case:
        list(add_files(case, [file], Settings(), AT))
    run = CliRunner().invoke
    told = run(bearwitness, ["search", str(path), "체포", "--place", "Jilin", "--json"])
    assert told.exit_code == 0, told.output
    found = json.loads(told.output)
    assert found["total"] == 1
    assert len(found["reports"][0]["claims"]) == 1
    told = run(bearwitness, ["search", str(path), "-"], input="women\n")
    assert "arrested two women in Tumen" in told.output
    assert "0 reports" in run(bearwitness, ["search", str(path), "nothing"]).output
