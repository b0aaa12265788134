import csv
import io
import json
import subprocess
from dataclasses import astuple, fields, replace

import pyarrow.parquet as pq
import pytest
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.model.errors import WrongUse
from bearwitness.model.measure import Figure
from bearwitness.model.release import PublicRecord
from bearwitness.publish import MANIFEST, release_files
from bearwitness.publish.codebook import codebook_csv, codebook_markdown, entries
from bearwitness.publish.numbers import DIMENSIONS
from bearwitness.publish.table import csv_bytes, guarded
from bearwitness.reference.vocabulary import load_yaml
from bearwitness.seal.digest import digest
from bearwitness.seal.verify import folder_findings, listed_digests
from bearwitness.settings import Settings
from invented_cases import (
    ABOUT,
    Facts,
    accepts,
    an_incident,
    approve,
    claims_of,
    cleared_from,
    facts,
    measured_from,
    some_facts,
)

INCIDENTS = [an_incident(n, about) for n, about in enumerate(some_facts(40))]
CLEARED = cleared_from(INCIDENTS)
FILES = release_files(CLEARED, measured_from(INCIDENTS), ABOUT)


@pytest.fixture
def folder(tmp_path):
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def rows_of(name, files=FILES):
    return list(csv.DictReader(io.StringIO(files[name].decode(), newline="")))


def test_a_release_has_all_its_files():
    assert set(FILES) == {
        "README.md", "codebook.csv", "codebook.md", "datapackage.json", "disclosure.json",
        "disclosure.md", "figures/by-act-period-place.svg", "figures/by-act-period.svg",
        "figures/by-act-place.svg", "figures/by-act.svg", "figures/by-period-place.svg",
        "figures/by-period.svg", "figures/by-place.svg",
        "how-to-read.md", "incidents.csv", "incidents.parquet",
        "manifest-sha256.txt", "map.geojson", "numbers.csv", "numbers.json",
    }  # fmt: skip


def test_the_manifest_is_what_sha256sum_checks(folder):
    done = subprocess.run(["sha256sum", "--strict", "-c", MANIFEST], cwd=folder, check=False,
                          capture_output=True)  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(b": OK") == len(FILES) - 1


def test_the_data_package_is_valid(folder):
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_the_same_release_gives_the_same_bytes_whatever_the_order_of_the_input():
    backwards = INCIDENTS[::-1]
    again = release_files(cleared_from(backwards), measured_from(backwards), ABOUT)
    assert again == FILES


def test_csv_parquet_and_map_hold_the_same_records():
    wanted = [[("" if v is None else str(v)) for v in astuple(r)] for r in CLEARED.records]
    assert [list(row.values()) for row in rows_of("incidents.csv")] == wanted
    table = pq.read_table(io.BytesIO(FILES["incidents.parquet"])).to_pylist()
    assert [PublicRecord(**row) for row in table] == list(CLEARED.records)
    features = json.loads(FILES["map.geojson"])["features"]
    assert [feature["id"] for feature in features] == [record.id for record in CLEARED.records]


def test_a_point_is_the_middle_of_the_released_place_and_says_so():
    for feature, record in zip(
        json.loads(FILES["map.geojson"])["features"], CLEARED.records, strict=True
    ):
        if record.lat is None:
            assert feature["geometry"] is None
        else:
            assert feature["geometry"]["coordinates"] == [record.lon, record.lat]
            assert record.place_level in feature["properties"]["point"]
    nowhere = replace(CLEARED.records[0], lat=None, lon=None)
    files = release_files(replace(CLEARED, records=(nowhere,)), measured_from([]), ABOUT)
    assert json.loads(files["map.geojson"])["features"][0]["geometry"] is None


def test_every_field_of_the_model_has_its_entry_and_no_entry_lacks_a_field():
    words = load_yaml("codebook")
    for table, noun in (("records", PublicRecord), ("numbers", Figure)):
        assert list(words[table]) == [field.name for field in fields(noun)]
    assert all(entry.meaning and entry.values and entry.type for entry in entries())
    assert len(list(csv.reader(io.StringIO(codebook_csv().decode())))) == len(entries()) + 1


def test_the_codebook_in_the_documentation_is_the_one_the_model_gives(repository):
    page = (repository / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert page == codebook_markdown(), "run `make docs`"


def test_the_numbers_are_the_cleared_figures():
    rows = rows_of("numbers.csv")
    assert [int(row["incidents"]) for row in rows] == [f.incidents for f in CLEARED.figures]
    for row, figure in zip(rows, CLEARED.figures, strict=True):
        assert {d: row[d] for d in DIMENSIONS if row[d]} == dict(figure.cell)
    assert len(json.loads(FILES["numbers.json"])["figures"]) == len(rows)


def test_measured_figures_that_did_not_pass_the_gate_are_in_no_file():
    measured = measured_from(INCIDENTS)
    loud = replace(measured, figures=(), incidents=987654321, reading="987654321 in all")
    assert release_files(CLEARED, loud, ABOUT) == FILES


@settings(max_examples=15, deadline=None)
@given(told=st.lists(facts(), min_size=6, max_size=30))
def test_no_file_says_a_count_between_one_and_the_smallest_allowed(told):
    incidents = [an_incident(n, about) for n, about in enumerate(told)]
    cleared = cleared_from(incidents)
    measured = replace(measured_from(incidents), left_out=(("claims feared", 3), ("claims x", 7)))
    files = release_files(cleared, measured, ABOUT)
    assert all(int(row["incidents"]) >= 5 for row in rows_of("numbers.csv", files))
    said = json.loads(files["disclosure.json"])["guarantee"]["records_suppressed"]
    assert said == "fewer than 5" or int(said.split(" to ")[0]) >= 5
    assert "claims feared: fewer than 5" in files["how-to-read.md"].decode()
    assert "claims x: 5 to 9" in files["how-to-read.md"].decode()


def test_how_many_were_suppressed_can_not_be_worked_out_when_it_is_small():
    incidents = [an_incident(n) for n in range(10)]
    odd = an_incident(99, Facts(act="torture", town=3))
    cleared = cleared_from([*incidents, odd])
    assert cleared.guarantee.suppressed == 1
    statement = json.loads(release_files(cleared, measured_from([]), ABOUT)["disclosure.json"])
    assert statement["guarantee"]["records_suppressed"] == "fewer than 5"
    assert 11 not in statement["guarantee"].values()


def test_nothing_restricted_is_in_any_file():
    secrets = ["Kim Invented", "010-5555-0100", "the blue house by the mill", "Harbour Post"]
    loud = [
        replace(i, id=f"{secrets[0]}-{n}", claim_ids=(f"{secrets[1]}-{n}",),
                report_ids=(secrets[2],), origins=(secrets[3],), violations=(secrets[0],))
        for n, i in enumerate(INCIDENTS)
    ]  # fmt: skip
    decisions = [replace(d, reason=secrets[2], by=secrets[0]) for d in accepts(loud)]
    files = release_files(
        cleared_from(loud, decisions=[*decisions, approve("words")]), measured_from(loud), ABOUT
    )
    for name, data in files.items():
        for secret in secrets:
            for words in (secret, secret.replace(" ", "%20"), secret[::-1]):
                assert words.encode() not in data, name
                assert words.encode("utf-16-le") not in data, name
    table = pq.read_table(io.BytesIO(files["incidents.parquet"]))
    assert not any(s in str(v) for row in table.to_pylist() for v in row.values() for s in secrets)


def test_no_id_of_the_case_is_in_any_file():
    text = b"".join(FILES.values())
    for incident in INCIDENTS:
        for word in (incident.id, *incident.claim_ids, *incident.report_ids, *incident.origins):
            assert f"{word},".encode() not in text
            assert f'"{word}"'.encode() not in text


def test_the_statement_says_what_was_checked_approved_and_left_out():
    page = FILES["disclosure.md"].decode()
    assert "one of at least 5 that are alike" in page
    assert all(check.name in page and check.why in page for check in CLEARED.checks)
    assert "ok-words" in page
    assert "No words of any report, no quotes, no images" in page


def test_the_page_on_reading_never_speaks_of_a_total():
    page = FILES["how-to-read.md"].decode()
    assert "One row is one incident" in page
    assert "total" not in page


def test_a_release_in_which_nobody_had_to_approve_anything_says_so():
    cleared = cleared_from(
        INCIDENTS, decisions=accepts(INCIDENTS), restricted=frozenset({"Kim Invented"})
    )
    page = release_files(cleared, measured_from(INCIDENTS), ABOUT)["disclosure.md"].decode()
    assert "Nothing needed a person's approval" in page


@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_a_table_gives_back_its_cells_and_no_spreadsheet_runs_them(cells):
    (row,) = csv.reader(io.StringIO(csv_bytes(cells, []).decode(), newline=""))
    assert row == cells or (cells == [] and row == [])
    data = csv_bytes(["x"], [[cell] for cell in cells]).decode()
    for got in list(csv.reader(io.StringIO(data, newline="")))[1:]:
        assert not got or not got[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_formula_is_disarmed_and_a_negative_number_is_left_alone():
    assert guarded("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert guarded(-12.5) == -12.5


def test_rows_end_as_rfc_4180_says():
    assert csv_bytes(["a", "b"], [['say "x"', None]]) == b'a,b\r\n"say ""x""",\r\n'


def problems(files):
    """Path and problem of everything that differs from the manifest in `files`."""
    listed = listed_digests(files[MANIFEST].decode())
    found = {name: digest(data) for name, data in files.items() if name != MANIFEST}
    return [(one.where, one.problem) for one in folder_findings("release", listed, found)]


def test_a_release_as_it_was_made_has_no_problems():
    assert problems(FILES) == []


@settings(max_examples=30)
@given(name=st.sampled_from(sorted(set(FILES) - {MANIFEST})), at=st.integers(0, 10_000))
def test_any_changed_byte_is_found_and_named(name, at):
    data = bytearray(FILES[name])
    data[at % len(data)] ^= 1
    assert problems(FILES | {name: bytes(data)}) == [(name, "was changed")]


def test_missing_and_unlisted_files_are_found():
    assert problems({n: d for n, d in FILES.items() if n != "README.md"}) == [
        ("README.md", "is missing"),
    ]
    assert problems(FILES | {"extra.txt": b"x"}) == [("extra.txt", "is not in the manifest")]


def test_a_manifest_that_is_none_is_refused():
    with pytest.raises(WrongUse, match="line 1"):
        problems(FILES | {MANIFEST: b"nonsense\n"})


def test_figures_by_place_name_the_country():
    incidents = [an_incident(n) for n in range(6)]
    cleared = cleared_from(incidents, Settings(), claims=claims_of(incidents))
    places = {dict(figure.cell).get("place") for figure in cleared.figures}
    assert "Tumen, Jilin, CN" in places
