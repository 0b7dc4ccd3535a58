"""Quantities that answer a question of their own: one line of a table is one sentence and what it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.nlp import parse
from reconcile.extract.predicates import classes
from reconcile.extract.quantities import extract_quantities
from reconcile.extract.scopes import told_quantities
from reconcile.extract.vocabulary import casualty_classes
from reconcile.types import Quantity, Span
from tests.builders import quantity

# sentence | the quantities told, as printed
TOLD = (
    ("Nine divers were killed.", ["Nine"]),
    ("One man was arrested in Sund.", ["One"]),
    ("Nine divers (two women) were killed.", ["Nine", "two"]),
    ("The wall is 55 kilometres (34 miles) long.", ["55 kilometres"]),
    ("The wall is 55 kilometres (about 34 miles) long.", ["55 kilometres"]),
    ("The fine was 500 euros ($560).", ["500 euros"]),
    ("Dozens of people were killed in Sund.", ["Dozens"]),
    ("Hundreds of people were displaced.", ["Hundreds"]),
    ("No one was killed.", ["No one"]),
    ("One nurse was wounded in Sund.", ["One"]),
    ("One man was shot dead in Sund.", ["One"]),
    ("One of two divers was killed.", ["One", "two"]),
    ("Nine of the dead were nurses.", ["Nine"]),
    ("One mile of road was shut.", ["One mile"]),
)
# sentence, which holds a quantity | why it is not told
SILENT = (
    ("A man was arrested in Sund.", "an article is no number"),
    ("Several people were killed in Sund.", "true of every toll"),
    ("A few people were killed in Sund.", "true of every toll"),
    ("Several people bought tickets.", "too vague"),
    ("Dozens of people met in Sund.", "too vague, and nobody was hurt"),
    ("The third victim was found.", "a place in a row"),
    ("One of the dead was a nurse.", "points at somebody"),
    ("One of its divers was killed.", "points at somebody"),
    ("One resident said the flood rose.", "points at somebody"),
)
TELLING = "Nine divers drowned."
_KINDS = ("vague", "indefinite", "sum", "none", "approx", "at least", "")


def quantities_of(text: str) -> tuple[Quantity, ...]:
    (doc,) = parse([text])
    return extract_quantities(doc)


@pytest.mark.parametrize(("sentence", "surfaces"), TOLD)
def test_a_quantity_that_answers_by_itself_is_told(sentence: str, surfaces: list[str]) -> None:
    assert [q.surface for q in told_quantities(quantities_of(sentence), sentence)] == surfaces


@pytest.mark.parametrize(("sentence", "why"), SILENT)
def test_a_quantity_that_says_too_little_is_not_told(sentence: str, why: str) -> None:
    text = f"{sentence} {TELLING}"
    found = quantities_of(text)

    assert len(found) > 1
    assert [q.surface for q in told_quantities(found, text)] == ["Nine"], why


@pytest.mark.parametrize("measured", sorted(casualty_classes()))
def test_a_vague_count_of_casualties_is_told(measured: str) -> None:
    dozens = quantity(None, low=24, high=None, surface="Dozens", modifier="vague", measured=measured)

    assert told_quantities((dozens,), "Dozens") == (dozens,)


def test_every_class_of_casualties_is_one_that_sentences_are_read_into() -> None:
    assert casualty_classes()
    assert casualty_classes() <= set(classes())


def test_a_vague_count_of_anything_else_is_not_told() -> None:
    dozens = quantity(None, low=24, high=None, surface="Dozens", modifier="vague", measured="sold")
    exact = quantity(24, measured="sold")

    assert told_quantities((dozens, exact), "Dozens 24") == (exact,)


def test_two_units_in_one_sentence_are_two_answers() -> None:
    sentence = "The wall is 9 metres high and (so the mayor says) 34 miles long."

    told = told_quantities(quantities_of(sentence), sentence)

    assert [q.surface for q in told] == ["9 metres", "34 miles"]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from(_KINDS), st.booleans()), max_size=6))
def test_what_is_told_is_in_order_and_told_again(rows: list[tuple[int, str, bool]]) -> None:
    text = " ".join(f"{value:02d}" for value, *_ in rows)
    found = tuple(
        quantity(value, surface=f"{value:02d}", modifier=kind, measured="killed" if is_toll else "")
        for value, kind, is_toll in rows
    )
    placed = tuple(_at(q, 3 * n) for n, q in enumerate(found))

    told = told_quantities(placed, text)

    assert {q for q in placed if q.modifier in {"", "approx", "at least"}} <= set(told)
    assert list(told) == [q for q in placed if q in told]
    assert told_quantities(told, text) == told


def _at(found: Quantity, start: int) -> Quantity:
    return replace(found, span=Span(start, start + len(found.surface)))
