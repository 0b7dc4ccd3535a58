"""Values read as an editor would say them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.report import words
from reconcile.types import Modality, Slot
from tests.builders import evidence, variant

# EDTF, in words.
TIMES = (
    ("2019-01-21", "Mon 21 Jan 2019"),
    ("2019-01-21T18:05", "Mon 21 Jan 2019, 18:05"),
    ("2019-01-21T18:05:00Z", "Mon 21 Jan 2019, 18:05 UTC"),
    ("2019-01-21T18:05:00+09:00", "Mon 21 Jan 2019, 18:05 UTC+09:00"),
    ("2019-02", "February 2019"),
    ("2019", "2019"),
    ("197X", "the 1970s"),
    ("19XX", "the 1900s"),
    ("2019-02-10/2019-02-20", "10–20 Feb 2019"),
    ("2019-01-30/2019-02-02", "Wed 30 Jan 2019 to Sat 2 Feb 2019"),
    ("2019-02/2019-04", "February 2019 to April 2019"),
    ("2019-02/..", "from February 2019 on"),
    ("../2019-02", "until February 2019"),
    ("2019-02~", "about February 2019"),
    ("2019?", "perhaps 2019"),
    ("2019-99-99", "2019-99-99"),
    ("two days", "two days"),
    ("2019-02-30/2019-02-31", "2019-02-30/2019-02-31"),
    ("", ""),
)
# A quantity's value and bounds, in words.
AMOUNTS = (
    ("58", 58, 58, "58"),
    ("58", 58, None, "at least 58"),
    ("58", None, 58, "at most 58"),
    ("900", 810, 990, "about 900"),
    ("3", 3, 5, "3 to 5"),
    ("1200000", 1200000, 1200000, "1,200,000"),
    ("1.50", "1.5", "1.5", "1.5"),
    ("100", 100, 100, "100"),
    ("dozens", 24, None, "dozens"),
    ("At least 58", 58, None, "at least 58"),
    ("US$5 million", 5, 5, "US$5 million"),
    ("7", None, None, "7"),
    ("NaN", None, None, "NaN"),
)


@pytest.mark.parametrize(("value", "told"), TIMES)
def test_times(value, told):
    assert words.edtf(value) == told


@settings(deadline=None)
@given(st.text(max_size=24))
def test_any_text_is_no_reason_to_fail(value):
    assert isinstance(words.edtf(value), str)


@pytest.mark.parametrize(("value", "low", "high", "told"), AMOUNTS)
def test_amounts(value, low, high, told):
    assert words.answer(variant(value, low=low, high=high), Slot.QUANTITY) == told


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_a_number_keeps_its_value(number):
    assert Decimal(words.number(number).replace(",", "")) == number


@pytest.mark.parametrize(
    ("speaker", "modality", "told"),
    [
        ("police", Modality.ASSERTED, "police"),
        (None, Modality.ASSERTED, "the article itself"),
        (None, Modality.REPORTED, "not named"),
        ("police", Modality.HEDGED, "police (not certain)"),
        ("the mayor", Modality.PLANNED, "the mayor (planned)"),
        ("the mayor", Modality.DENIED, "denied by the mayor"),
    ],
)
def test_who_says_so_and_how_firmly(speaker, modality, told):
    assert words.holder(evidence(speaker=speaker, modality=modality)) == told
