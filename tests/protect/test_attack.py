"""The attack of benchmarks/attack.py, small: it fails on a release, and not on a careless one."""

import sys
from pathlib import Path
from random import Random

import pytest

from bearwitness.settings import Settings

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def attack():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import attack

        yield attack
    for name in ("attack", "attack_case"):
        sys.modules.pop(name)


def share_found(attack, k, facts):
    """How often the record is found in three releases of which every record is one of k alike."""
    chance = Random(7)
    case = [attack.told(n, chance) for n in range(120)]
    stages = attack.grow(case, 12, chance)
    intruder = attack.prepare(stages, Settings(k=k, small_cell=k), with_text=False)
    hits = 0
    for _ in range(600):
        who = chance.randrange(len(intruder.names))
        known = chance.sample(range(len(attack.FIELDS)), facts)
        hits += intruder.point(who, known, False, chance)[0]
    return hits / 600


@pytest.mark.parametrize("facts", [3, 9])
def test_who_knows_facts_of_an_incident_finds_its_record_less_often_than_one_in_k(attack, facts):
    assert share_found(attack, 5, facts) <= 1 / 5


def test_the_same_intruder_finds_records_that_were_released_as_they_were(attack):
    assert share_found(attack, 1, 9) > 1 / 5


def test_a_table_with_a_record_of_its_own_ends_the_attack(attack):
    fields = ",".join(attack.FIELDS)
    alike = ",".join(["x"] * len(attack.FIELDS))
    rows = [fields, *[alike] * 5]
    attack.count_again("\n".join(rows).encode(), 5)
    careless = "\n".join([*rows, alike.replace("x", "y", 1)]).encode()
    with pytest.raises(SystemExit, match="one of 1 alike"):
        attack.count_again(careless, 5)


def test_a_map_that_says_more_than_the_table_is_noticed(attack):
    chance = Random(7)
    case = [attack.told(n, chance) for n in range(60)]
    _, seen = attack.release(case, Settings(), "one", [])
    somewhere = type(seen)(seen.cleared, ((1.0, 2.0),) * len(seen.owner), seen.figures, seen.owner)
    facts = [attack.prepared(one.incident).values for one in case]
    with pytest.raises(SystemExit, match="not that of its released place"):
        attack.fits(somewhere, facts)
