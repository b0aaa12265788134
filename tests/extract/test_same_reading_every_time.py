"""The same text gives the same reading, wherever in memory its parts happen to lie."""

from types import SimpleNamespace

import pytest

from bearwitness.extract.told_people import People
from bearwitness.extract.weighed.known import Known
from bearwitness.model.claim import AffectedGroup
from bearwitness.reference.parse import once_a_place, once_a_word, parse


def someone(token: int, *members: People) -> People:
    group = AffectedGroup(min=1, max=1, exact=True)
    return People(group, 0, 1, 0, 0, token, set(), members=members)


@pytest.mark.parametrize("is_higher", [True, False])
def test_of_two_told_of_by_one_word_the_order_is_that_of_the_telling(is_higher: bool) -> None:
    doc = parse("Ten men and a boy were held.")
    made = sorted((someone(1), someone(1)), key=id, reverse=is_higher)
    one, both = made[0], made[1]
    both.members = (one, someone(5))
    known = Known(SimpleNamespace(doc=doc, of={1: one}, met=[one, both]))  # type: ignore[arg-type]
    assert known.near(0, lambda _: 0) == [one, both]
    assert known.before(2) == [id(both), id(one)]


def test_what_is_asked_of_a_word_is_worked_out_once_for_all_it_is_asked_with() -> None:
    asked = []

    @once_a_word
    def is_before(token, other, least=0):  # type: ignore[no-untyped-def]
        asked.append((token.i, other.i, least))
        return other.i - token.i > least

    @once_a_place
    def letters(doc, i):  # type: ignore[no-untyped-def]
        asked.append(i)
        return len(doc[i])

    doc, again = parse("Ten men were held."), parse("Men were held for ten days.")
    assert [is_before(doc[0], doc[n]) for n in (1, 0, 1)] == [True, False, True]
    assert is_before(doc[0], doc[1], least=1) is False
    assert [letters(doc, 1), letters(doc, 1), letters(again, 1)] == [3, 3, 4]
    assert asked == [(0, 1, 0), (0, 0, 0), (0, 1, 1), 1, 1]
