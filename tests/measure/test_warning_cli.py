"""`bearwitness alerts`: from a CSV to verdicts, in words and in JSON, or a refusal."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from bearwitness.cli.alerts import alerts_command
from bearwitness.model.errors import BearwitnessError


def run(*words):
    """Exit code, output and what is said of an error."""
    ended = CliRunner().invoke(alerts_command, [str(word) for word in words])
    if isinstance(ended.exception, BearwitnessError):
        error = ended.exception
        return error.exit_code, ended.output, f"{error.problem}\nhint: {error.hint}"
    return ended.exit_code, ended.output, ""


@pytest.fixture
def weekly(tmp_path):
    """130 calm weeks, five with more, beside a column that is no count."""
    calm = [int(n) for n in np.random.default_rng(3).poisson(2, 130)]
    counts = [*calm, 11, 9, 14, 6, 10]
    rows = [f'{i},{n},"no"' for i, n in enumerate(counts, start=1)]
    path = tmp_path / "raids.csv"
    path.write_text('"t","obs","state"\n' + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_the_json_gives_each_period_with_all_that_was_asked(weekly):
    code, out, _ = run(weekly, "--json")
    found = json.loads(out)
    assert code == 0
    assert len(found["periods"]) == 135
    last = found["periods"][-1]
    assert set(last) == {"period", "observed", "expected", "upper", "alarm", "method"}
    assert (last["period"], last["observed"], last["alarm"]) == ("135", 10, True)
    assert 1 < last["expected"] < 3
    assert last["upper"] < 10
    assert found["periods"][0]["alarm"] is None
    assert (found["method"], found["false_alarm_rate"]) == ("changepoint", 0.01)
    assert found["alarms"][-5:] == ["131", "132", "133", "134", "135"]
    assert "does not show" in found["reading"]


def test_in_words_it_lists_the_alarms_the_method_and_how_to_read_them(weekly):
    code, out, _ = run(weekly, "--method", "farrington", "--rate", "0.02")
    assert code == 0
    assert out.startswith("week")
    assert "documented" in out.splitlines()[0]
    assert "Farrington 1996" in out
    assert "used because it was asked for" in out
    assert "nominal" in out
    assert "does not show that more happened" in out


@pytest.mark.parametrize(
    "method",
    ["cusum", "farrington", "farrington-flexible", "ears-c1", "ears-c2", "ears-c3"],
)
def test_every_method_runs_and_sees_the_start_of_the_outbreak(weekly, method):
    code, out, _ = run(weekly, "--method", method, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["method"] == method
    assert {"131", "132", "133"} & set(found["alarms"])


def test_months_with_semicolons_and_named_columns(tmp_path):
    rows = [f"{2018 + i // 12};{i % 12 + 1};{3 + i % 2};7" for i in range(40)]
    path = tmp_path / "months.csv"
    path.write_text("year;month;arrests;outlets\n" + "\n".join(rows), encoding="utf-8")
    code, out, _ = run(path, "--count", "arrests", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["unit"] == "month"
    assert found["periods"][-1]["period"] == "2021-04"
    assert found["alarms"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("", 2, "the table is empty"),
        ("week,n\n", 2, "no rows"),
        ("week,n\n2021-W01,3\n2021-W03,1\n", 2, "2021-W02 is missing"),
        ("week,n\n2021-W01,-3\n", 2, "negative"),
        ("week,a,b\n2021-W01,3,4\n", 2, "--count"),
        ("week,n\n2021-W01,3\n2021-W02,1\n", 1, "needs 9 weeks of history"),
    ],
)
def test_a_table_that_cannot_be_judged_is_refused_with_a_hint(tmp_path, words, code, said):
    path = tmp_path / "series.csv"
    path.write_text(words, encoding="utf-8")
    ended, out, err = run(path, "--json")
    assert (ended, out) == (code, "")
    assert said in err
    assert "hint:" in err


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    assert run(tmp_path / "none.csv")[0] == 2
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    assert run(tmp_path / "bytes.csv")[0] == 2
