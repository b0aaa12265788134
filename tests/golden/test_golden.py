"""What each stage makes of a few sample reports, kept as files: `make golden` rewrites them.

The diff is what a reviewer reads. Evidence is shown by its words, so that a golden file can be
checked against the report by eye.
"""

import json
from pathlib import Path

import pytest

import bearwitness
from bearwitness.adding import load
from bearwitness.model.reading import Reading
from bearwitness.read import read_bytes
from bearwitness.settings import Settings

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parent.parent / "samples" / "reports"
NAMES = (
    "01-yanji-raid.txt",
    "02-yanji-raid-three.txt",
    "03-yanji-raid-wire.txt",
    "04-dandong-return.md",
    "08-how-many-live-there.txt",
    "09-hunchun-cellmate.md",
    "21-van-afghans.txt",
    "25-nong-khai-three.html",
)
KEY = bytes(range(32))


def reading_of(name: str) -> tuple[str, Reading]:
    extracted = read_bytes(load(REPORTS / name, Settings()), name)
    text = extracted.text.content
    header = {"title": extracted.title, "outlet": extracted.outlet}
    return text, bearwitness.read_text(text, published=extracted.published, **header)


def in_short(reading: Reading) -> dict:
    """A reading without what only repeats the text: positions, contexts, empty fields."""
    plain = reading.to_dict()
    claims = []
    for claim in plain["claims"]:
        brief = {k: v for k, v in claim.items() if v not in (None, [], {}) and k != "report_id"}
        brief["evidence"] = [f"{e['field']}: {e['exact']}" for e in claim["evidence"]]
        claims.append(brief)
    return {
        "primary": plain["primary"],
        "claims": claims,
        "times": [f"{t['exact']} = {t['timex']} = {t['edtf']}" for t in plain["times"]],
        "places": [
            f"{p['exact']} = {p['name']}, {p['admin1']}, {p['country']}" for p in plain["places"]
        ],
        "exposures": [
            f"{e['level']} {e['category']}: {e['exact']} -> {e['instead']}"
            for e in plain["exposures"]
        ],
    }


def compare(path: Path, made: str, rewrite: bool) -> None:
    if rewrite:
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8"), (
        f"{path.name}: run `make golden`, read the diff"
    )


@pytest.fixture
def rewrite(request) -> bool:
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.mark.parametrize("name", NAMES)
def test_a_report_gives_the_claims_it_gave(name, rewrite):
    _, reading = reading_of(name)
    made = json.dumps(in_short(reading), indent=1, ensure_ascii=False) + "\n"
    compare(HERE / f"{name}.reading.json", made, rewrite)


@pytest.mark.parametrize("name", NAMES[:2])
def test_a_report_is_redacted_as_it_was(name, rewrite):
    text, _ = reading_of(name)
    compare(HERE / f"{name}.redacted.txt", bearwitness.redact(text, key=KEY).text, rewrite)


def test_three_reports_of_one_raid_give_the_incidents_they_gave(rewrite):
    readings = [reading_of(name)[1] for name in NAMES[:3]]
    claims = {claim.id: claim for reading in readings for claim in reading.claims}
    made = [
        {
            "acts": [said.value for said in one.acts],
            "when": [said.value.edtf for said in one.whens],
            "where": [said.value.name for said in one.wheres],
            "people": [[said.value.min, said.value.max] for said in one.groups],
            "reports": len(one.report_ids),
            "origins": len(one.origins),
            "conflicts": list(one.conflicts),
            "denied_by": len(one.denied_by),
            "words": sorted(
                {e.exact for c in one.claim_ids for e in claims[c].evidence_for("act")}
            ),
        }
        for one in bearwitness.link(readings)
    ]
    made.sort(key=json.dumps)
    words = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    compare(HERE / "yanji-raid.incidents.json", words, rewrite)
