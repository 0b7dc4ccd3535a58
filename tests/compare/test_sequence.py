"""Which of two articles was written first, by day and by the toll that each knew."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.sequence import may_precede, sequence_articles, was_written_before
from tests.compare.groups import claim_in

DAY = date(2021, 3, 4).toordinal()


def toll_of(n, *, id="a1", era="", published="2021-03-04", noun="people", measured="killed", **fields):
    value = {"value": n, "measured": measured, "noun": noun, **fields}
    return claim_in(f"[{n}] people died.", id=id, value=value, era=era, published=published)


def sequence_of(*rows):
    return sequence_articles({of.id: of for _, of in rows}, [claim for claim, _ in rows])


# What an article counts; the toll that it is taken to know.
TOLLS = (
    ([toll_of(7)], 7.0),
    ([toll_of(7), toll_of(9)], 9.0),
    ([toll_of(7, noun="")], 7.0),
    ([toll_of(7, low=5)], 5.0),
    # Up to seven may be none at all.
    ([toll_of(7, low=None)], None),
    ([toll_of(7, noun="child")], None),
    ([toll_of(7, measured="wounded")], None),
    ([toll_of(7), toll_of(900, era="2004")], 7.0),
    ([toll_of(7), toll_of(9, whole=(0, 2))], 7.0),
    ([claim_in("It sank at [noon].", slot="time")], None),
)


@pytest.mark.parametrize(("rows", "toll"), TOLLS)
def test_an_article_knows_the_largest_toll_of_its_own_days(rows, toll):
    assert sequence_of(*rows) == {"a1": (DAY, toll)}


def test_an_article_without_a_date_has_no_day():
    assert sequence_of(toll_of(7, published=None)) == {"a1": (None, 7.0)}


def test_an_article_without_claims_keeps_its_day():
    _, of = toll_of(7)

    assert sequence_articles({of.id: of}, []) == {"a1": (DAY, None)}


def wounded(id):
    return claim_in("[9] people were hurt.", id=id, value={"value": 9, "measured": "wounded"})[0]


def dead(id):
    return toll_of(9, id=id)[0]


# The claims; day and toll of the first's article, then of the second's; whether the first may be the older.
ORDERS = (
    (wounded, (DAY, None), (DAY + 1, None), True),
    (wounded, (DAY + 1, None), (DAY, None), False),
    (wounded, (DAY, 5), (DAY, 7), True),
    (wounded, (DAY, 7), (DAY, 5), False),
    (wounded, (DAY, 5), (DAY, 5), True),
    # The day counts for more than the toll.
    (wounded, (DAY, 7), (DAY + 1, 5), True),
    (wounded, (None, 7), (DAY, 5), False),
    (wounded, (None, None), (None, None), True),
    (wounded, (DAY, 7), (DAY, None), True),
    # An article may print an older toll beside its own.
    (dead, (DAY, 7), (DAY, 5), True),
    (dead, (DAY + 1, 5), (DAY, 7), False),
)


@pytest.mark.parametrize(("claim", "first", "second", "expected"), ORDERS)
def test_the_day_decides_and_then_the_toll(claim, first, second, expected):
    assert may_precede(claim("a1"), claim("a2"), {"a1": first, "a2": second}) is expected


days = st.none() | st.integers(DAY, DAY + 3)


@given(days, days)
def test_written_before_turns_round_with_its_arguments(first, second):
    sequence = {"a1": (first, None), "a2": (second, None)}

    forth = was_written_before(wounded("a1"), wounded("a2"), sequence)
    back = was_written_before(wounded("a2"), wounded("a1"), sequence)

    if first is None or second is None or first == second:
        assert forth is back is None
    else:
        assert forth is (first < second)
        assert back is not forth


tolls = st.none() | st.integers(1, 9).map(float)


@given(days, tolls, days, tolls)
def test_of_two_articles_at_least_one_may_be_the_older(day, toll, other_day, other_toll):
    sequence = {"a1": (day, toll), "a2": (other_day, other_toll)}

    assert may_precede(wounded("a1"), wounded("a2"), sequence) or may_precede(wounded("a2"), wounded("a1"), sequence)
