"""The ladder of quantities: a table a journalist can extend, and three laws."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.quantities import compare_quantities
from reconcile.types import Level, Span
from tests.builders import quantity

KILLED = {"measured": "killed", "noun": "people"}
CHILDREN = {"measured": "killed", "noun": "child"}
WOUNDED = {"measured": "wounded", "noun": "people"}
MILES = {"unit": "mile", "measured": "distance"}
KILOMETRES = {"unit": "kilometre", "measured": "distance"}
SIZE = {"measured": "magnitude"}

LADDER = [
    ("exact", quantity(40, **KILLED), quantity(40, **KILLED)),
    ("exact", quantity(2, unit="year"), quantity(24, unit="month")),
    ("compatible", quantity(40, high=None, **KILLED), quantity(43, **KILLED)),
    ("compatible", quantity(24, high=None, modifier="vague", **KILLED), quantity(31, **KILLED)),
    ("compatible", quantity(24, high=None, modifier="vague", **KILLED), quantity(22, **KILLED)),
    ("compatible", quantity(40, low=36, high=44, **KILLED), quantity(41, **KILLED)),
    ("compatible", quantity(1_200_000, **KILLED), quantity(1_183_000, **KILLED)),
    ("compatible", quantity(45, **MILES), quantity(72, **KILOMETRES)),
    ("compatible", quantity(45, **MILES), quantity(40, **MILES)),
    ("compatible", quantity(6, **MILES), quantity(10, **KILOMETRES)),
    ("compatible", quantity(7, **SIZE), quantity("7.2", **SIZE)),
    # Equal numbers are no chance, whatever doubt the words leave; unequal ones then prove nothing.
    (
        "exact",
        quantity(60, measured="evacuated", noun="resident"),
        quantity(60, measured="evacuated", noun="guest"),
    ),
    (
        "not comparable",
        quantity(60, measured="evacuated", noun="resident"),
        quantity(64, measured="evacuated", noun="guest"),
    ),
    ("exact", quantity(6, **WOUNDED), quantity(6, measured="shot", noun="people")),
    ("exact", quantity(3, scope=("other",), **WOUNDED), quantity(3, **WOUNDED)),
    # Two bare verbs may tell one act; a verb and a class of its own do not.
    ("exact", quantity(3, measured="carted", noun="boat"), quantity(3, measured="hauled", noun="boat")),
    ("not comparable", quantity(3, measured="carted", noun="boat"), quantity(3, measured="seized", noun="boat")),
    ("conflict", quantity(40, **KILLED), quantity(43, **KILLED)),
    ("conflict", quantity(40, high=None, **KILLED), quantity(38, **KILLED)),
    ("conflict", quantity(2000, measured="left", noun="people"), quantity(2200, measured="left", noun="people")),
    ("conflict", quantity("8.6", **SIZE), quantity("8.7", **SIZE)),
    ("conflict", quantity(90, **KILOMETRES), quantity(20, **MILES)),
    ("conflict", quantity(25, unit="year", measured="age"), quantity(26, unit="year", measured="age")),
    ("conflict", quantity(0, modifier="none", **WOUNDED), quantity(3, **WOUNDED)),
    ("not comparable", quantity(40, unit="USD"), quantity(40, noun="people")),
    ("not comparable", quantity(40, unit="USD"), quantity(40, unit="EUR")),
    ("not comparable", quantity(40, **KILLED), quantity(43, **WOUNDED)),
    ("not comparable", quantity(5, **CHILDREN), quantity(18, **KILLED)),
    ("not comparable", quantity(5, **CHILDREN), quantity(5, measured="killed", noun="woman")),
    ("not comparable", quantity(6, **WOUNDED), quantity(8, measured="shot", noun="people")),
    ("not comparable", quantity(3, scope=("other",), **WOUNDED), quantity(5, **WOUNDED)),
    ("not comparable", quantity(3, **WOUNDED), quantity(3, ordinal=True, **WOUNDED)),
    ("not comparable", quantity(9, noun="people"), quantity(12, **KILLED)),
    ("not comparable", quantity(3, measured="seized", noun="boat"), quantity(4, measured="seized", noun="rifle")),
]

NUMBERS = st.decimals(min_value=0, max_value=10_000, places=1).map(lambda number: number.normalize() + 0)
QUANTITIES = st.builds(
    lambda low, step, is_open, unit, measured, noun: quantity(
        low, high=None if is_open else low + step, unit=unit, measured=measured, noun=noun
    ),
    NUMBERS,
    st.integers(0, 50),
    st.booleans(),
    st.sampled_from(["", "kilometre", "mile", "USD", "year", "%"]),
    st.sampled_from(["", "killed", "wounded", "shot"]),
    st.sampled_from(["", "people", "child", "boat"]),
)


@pytest.mark.parametrize(("level", "left", "right"), LADDER, ids=lambda value: getattr(value, "surface", value))
def test_ladder(level, left, right):
    assert compare_quantities(left, right).level == level


@given(QUANTITIES, QUANTITIES)
def test_is_symmetric(left, right):
    assert compare_quantities(left, right) == compare_quantities(right, left)


@given(QUANTITIES)
def test_a_quantity_agrees_exactly_with_itself(value):
    assert compare_quantities(value, value).level is Level.EXACT


@given(
    st.integers(1, 500),
    st.integers(1, 60),
    st.integers(1, 500),
    st.sampled_from([("kilometre", "metre", 1000), ("hour", "minute", 60), ("tonne", "kilogram", 1000)]),
)
def test_is_unchanged_under_unit_conversion(low, step, other, units):
    large, small, factor = units
    left = quantity(low, high=low + step, unit=large)
    converted = quantity(low * factor, high=(low + step) * factor, unit=small)
    right = quantity(other, high=other + 1, unit=large)

    assert compare_quantities(left, right).level is compare_quantities(converted, right).level
    assert compare_quantities(left, converted).level is Level.EXACT


def test_the_reason_of_a_conflict_names_both_numbers():
    reason = compare_quantities(quantity(17, **KILLED), quantity(13, **KILLED)).reason

    assert "17" in reason
    assert "13" in reason


def test_the_reason_of_an_equal_number_names_what_is_in_doubt():
    doubtful = compare_quantities(quantity(6, **WOUNDED), quantity(6, measured="shot", noun="people")).reason
    plain = compare_quantities(quantity(6, **WOUNDED), quantity(6, **WOUNDED)).reason

    assert "6 people" in plain
    assert doubtful.startswith(plain)
    assert "shot, wounded" in doubtful.removeprefix(plain)


def test_the_score_of_a_conflict_grows_with_the_gap():
    near = compare_quantities(quantity(40, **KILLED), quantity(43, **KILLED)).score
    far = compare_quantities(quantity(40, **KILLED), quantity(90, **KILLED)).score

    assert 0 < near < far <= 1


def test_a_part_of_a_larger_count_is_no_rival_of_the_whole():
    part = replace(quantity(11, **KILLED), whole=Span(0, 2))

    assert compare_quantities(part, quantity(126, **KILLED)).level is Level.NOT_COMPARABLE


def test_every_unit_that_is_read_can_be_converted():
    from reconcile.compare.quantities import _factors
    from reconcile.extract.quantities_units import units

    known = {unit for factors in _factors().values() for unit in factors}
    assert set(units()["units"]) <= known
    assert Decimal(_factors()["length"]["kilometre"]) == 1000
