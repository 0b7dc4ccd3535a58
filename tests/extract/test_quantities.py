"""Quantities: every line of quantities_specs.json, and the laws that hold for any text."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.extract.nlp import parse
from reconcile.extract.quantities import extract_quantities
from reconcile.types import Span

SPECS = json.loads(Path(__file__).with_name("quantities_specs.json").read_text(encoding="utf-8"))
WORDS = SPECS["words"]


@cache
def read(text):
    (doc,) = parse([text])
    return extract_quantities(doc)


def shown(quantity, text, keys):
    """Return the fields of `quantity` that a spec line names, as JSON writes them."""
    row = {}
    for key in keys:
        value = getattr(quantity, key)
        if key == "whole":
            row[key] = None if value is None else text[value.start : value.end]
        elif key == "scope":
            row[key] = list(value)
        else:
            row[key] = float(value) if key in {"low", "high"} and value is not None else value
    return row


@pytest.mark.parametrize("spec", SPECS["quantities"], ids=lambda spec: spec["text"][:50])
def test_reads_the_quantities_of_the_line(spec):
    found = read(spec["text"])

    rows = [shown(q, spec["text"], want) for q, want in zip(found, spec["quantities"], strict=False)]
    assert rows == spec["quantities"]
    assert len(found) == len(spec["quantities"])


@pytest.mark.parametrize("text", SPECS["nothing"])
def test_numbers_that_name_or_date_count_nothing(text):
    assert [q.surface for q in read(text)] == []


def test_numbers_inside_times_are_left_out():
    text = "It took 30 minutes."
    (doc,) = parse([text])

    assert extract_quantities(doc, times=[Span(8, 18)]) == ()


def test_an_empty_text_has_no_quantities():
    assert read("") == ()


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=18))
def test_spans_point_at_their_surface_and_only_sums_hold_others(words):
    text = " ".join(words)
    found = read(text)

    assert all(text[q.span.start : q.span.end] == q.surface for q in found)
    assert list(found) == sorted(found, key=lambda q: (q.span.start, -q.span.end))
    assert all(q.low is None or q.high is None or q.low <= q.high for q in found)
    plain = [q for q in found if q.modifier != "sum"]
    assert all(a.span.end <= b.span.start for a, b in pairwise(plain))
