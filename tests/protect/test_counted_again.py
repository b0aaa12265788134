"""No release of the tests escapes being counted by pycanon, whichever way it is made."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from bearwitness import releasing
from bearwitness.protect import gate as door
from counted_again import counted_again, promise_kept
from invented_cases import LIMITS, an_incident, cleared_from, some_facts

MANY = [an_incident(n, about) for n, about in enumerate(some_facts(40))]


def test_every_way_to_the_gate_is_the_one_that_is_counted_again():
    assert releasing.passed is door.passed
    assert door.gate.__globals__["passed"] is door.passed
    assert hasattr(door.passed, "__wrapped__")


def test_a_gate_that_let_one_record_stand_alone_would_be_noticed():
    good = cleared_from(MANY)
    alone = (replace(good.records[0], act="an act of its own"), *good.records[1:])
    careless = counted_again(lambda *_: replace(good, records=alone))
    with pytest.raises(AssertionError, match="alike, not of"):
        careless(SimpleNamespace(k=LIMITS.k, l_diversity=LIMITS.l_diversity))


def test_a_group_whose_origins_are_all_one_would_be_noticed():
    good = cleared_from(MANY)
    rows = [vars_of(replace(record, origins="1")) for record in good.records]
    with pytest.raises(AssertionError):
        promise_kept(rows, 5, 2)


def vars_of(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
