"""Counts with noise: what is spent is kept, and a spent budget closes the gate."""

import json
from collections import Counter
from math import exp

import pytest

from bearwitness import pipeline
from bearwitness.model.errors import GateClosed
from bearwitness.model.release import NoisyCount, Verdict
from bearwitness.protect.noisy import Noise, budget_check, families, noisy_counts, opendp_draw
from bearwitness.publish import release_files
from bearwitness.reference.vocabulary import vocabulary
from bearwitness.releasing import Release
from bearwitness.settings import Settings
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost
from invented_cases import ABOUT, an_incident, cleared_from, measured_from, some_facts

MANY = [an_incident(n, about) for n, about in enumerate(some_facts(40))]


def exactly(counts, _epsilon):
    return counts


def noise(epsilon=1.0, budget=1.0, draw=exactly):
    return Noise(epsilon, budget, draw)


def test_every_family_is_counted_whether_the_case_has_it_or_not():
    counts = noisy_counts(MANY, noise())
    assert [dict(one.cell)["family"] for one in counts] == list(families())
    assert {code.family for code in vocabulary("acts")} - {None} < set(families())
    assert sum(one.incidents for one in counts) == len(MANY)


def test_one_incident_more_changes_one_count_by_one():
    before, after = noisy_counts(MANY, noise()), noisy_counts(MANY[1:], noise())
    apart = [a.incidents - b.incidents for a, b in zip(before, after, strict=True)]
    assert sorted(apart) == [0] * (len(apart) - 1) + [1]


def test_the_noise_is_as_wide_as_epsilon_asks_and_centred():
    drawn = opendp_draw([100] * 20_000, 1.0)
    mean = sum(drawn) / len(drawn)
    spread = sum((n - 100) ** 2 for n in drawn) / len(drawn)
    alpha = exp(-1.0)
    assert abs(mean - 100) < 0.06
    assert spread == pytest.approx(2 * alpha / (1 - alpha) ** 2, rel=0.1)
    assert all(isinstance(n, int) for n in drawn)


def test_neighbours_are_no_likelier_apart_than_epsilon_allows():
    one, other = (Counter(opendp_draw([n] * 50_000, 1.0)) for n in (10, 11))
    for value in range(8, 14):
        assert one[value] / other[value] < exp(1.0) * 1.15
        assert other[value] / one[value] < exp(1.0) * 1.15


def test_a_release_says_what_it_spent_and_the_next_may_spend_the_rest():
    first = cleared_from(MANY, noise=noise(0.75))
    assert first.epsilon == 0.75
    assert budget_check(noise(0.25), [first]).verdict is Verdict.PASS
    assert budget_check(noise(0.5), [first]).verdict is Verdict.FAIL


def test_a_spent_budget_closes_the_gate_and_no_approval_helps():
    first = cleared_from(MANY, noise=noise(1.0))
    with pytest.raises(GateClosed, match="'budget' failed"):
        cleared_from(MANY, release_id="2024-2", earlier=[first], noise=noise(0.5))
    with pytest.raises(GateClosed, match="'budget' failed"):
        cleared_from(MANY, noise=noise(0.5, budget=0.0))


def test_a_release_without_noise_spends_nothing_and_has_no_such_file():
    cleared = cleared_from(MANY)
    assert (cleared.epsilon, cleared.noisy) == (0.0, ())
    assert "noisy-counts.csv" not in release_files(cleared, measured_from(MANY), ABOUT)


def test_the_files_say_epsilon_and_what_it_means():
    files = release_files(cleared_from(MANY, noise=noise()), measured_from(MANY), ABOUT)
    assert files["noisy-counts.csv"].startswith(b"family,incidents_with_noise\r\n")
    assert json.loads(files["disclosure.json"])["epsilon"] == 1.0
    assert "differentially private with epsilon 1" in files["disclosure.md"].decode()
    assert "noisy-counts" in files["datapackage.json"].decode()
    assert b"noisy-counts.csv" in files["manifest-sha256.txt"]


@pytest.fixture
def case(tmp_path, monkeypatch):
    """A case whose incidents are the invented ones, in place of what linking would find."""
    from invented_cases import accepts, approve, claims_of

    made = Case.create(
        tmp_path / "case", pipeline.Restricted("an invented one"), pipeline.now(),
        PassphraseCost(1, 8, 1),
    )  # fmt: skip
    judged = [*accepts(MANY), approve("words")]
    monkeypatch.setattr(Case, "incidents", lambda _case: tuple(MANY))
    monkeypatch.setattr(
        "bearwitness.releasing.human_claims", lambda _case: (tuple(claims_of(MANY)), tuple(judged))
    )
    with made:
        yield made


def noisy_release(case, epsilon, title="Invented"):
    return Release(case, Settings(privacy_budget=1.0), title, epsilon)


def test_the_budget_is_kept_in_the_ledger_over_the_life_of_a_case(case, tmp_path):
    first = noisy_release(case, 0.6).make(tmp_path / "one")
    assert len(first.noisy) == len(families())
    lines = (case.path / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    spent = [json.loads(line)["data"] for line in lines if '"release"' in line]
    assert [one.get("epsilon") for one in spent if "files" in one] == [0.6]
    with pytest.raises(GateClosed, match=r"earlier releases spent 0\.6"):
        noisy_release(case, 0.6, "Another").make(tmp_path / "two")
    assert not (tmp_path / "two").exists()
    assert noisy_release(case, 0.4, "Another").make(tmp_path / "two").epsilon == 0.4
    assert case.verify() == ()


def test_the_same_release_made_again_has_the_same_noise(case, tmp_path):
    first = noisy_release(case, 0.6).make(tmp_path / "one")
    again = noisy_release(case, 0.6).make(tmp_path / "again")
    assert again.noisy == first.noisy
    made = [path for path in sorted((tmp_path / "one").rglob("*")) if path.is_file()]
    for path in made:
        twin = tmp_path / "again" / path.relative_to(tmp_path / "one")
        assert path.read_bytes() == twin.read_bytes()


def test_looking_at_a_release_draws_nothing(case):
    looked = noisy_release(case, 0.6).look()
    assert looked.noisy == ()
    assert [check.verdict for check in looked.checks if check.name == "budget"] == [Verdict.PASS]


def test_a_count_can_be_below_zero_and_is_shown_so():
    counts = noisy_counts(MANY, noise(draw=lambda counts, _e: [n - 50 for n in counts]))
    assert min(one.incidents for one in counts) == -50
    assert isinstance(counts[0], NoisyCount)
