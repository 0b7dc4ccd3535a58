"""The ladder of answers in words: one line of a table is two answers and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.phrases import compare_phrases, telling
from reconcile.types import Level, Phrase, Span

# left | right | level; each is the head of the answer and then its other words
PAIRS = (
    ("precaution", "precaution", "exact"),
    ("jam traffic", "jam traffic", "exact"),
    ("physician family", "doctor family", "exact"),
    ("telephone", "phone", "exact"),
    ("vest", "vest bulletproof", "compatible"),
    ("derringer small", "pistol derringer small", "compatible"),
    ("vest", "helmet", "not comparable"),
    ("police", "station police", "not comparable"),
    ("explosion large", "explosion no", "not comparable"),
    ("claim no", "claim no", "exact"),
    ("boy", "girl", "conflict"),
    ("van white", "pickup", "conflict"),
    ("frigate", "vessel patrol", "conflict"),
    ("tip northern", "tip southern", "conflict"),
    ("tip northern", "tip western", "not comparable"),
    ("action military", "life civilian", "not comparable"),
    ("pickup", "pickup no", "not comparable"),
)


def _phrase(normal: str, surface: str | None = None) -> Phrase:
    text = surface or normal
    return Phrase(span=Span(0, len(text)), surface=text, normal=normal)


@pytest.mark.parametrize(("left", "right", "level"), PAIRS)
def test_answers_stand_where_their_words_put_them(left: str, right: str, level: str) -> None:
    assert compare_phrases(_phrase(left), _phrase(right)).level == level


@pytest.mark.parametrize(("left", "right", "level"), PAIRS)
def test_the_ladder_is_the_same_from_both_sides(left: str, right: str, level: str) -> None:
    assert compare_phrases(_phrase(right), _phrase(left)).level == level


@given(st.lists(st.sampled_from(["van", "girl", "no", "patrol", "vest", "large", "northern"]), min_size=1, unique=True))
def test_an_answer_agrees_with_itself(words: list[str]) -> None:
    phrase = _phrase(" ".join(words))

    assert compare_phrases(phrase, phrase).level is Level.EXACT


def test_a_reason_and_rarer_words_tell_more() -> None:
    assert telling(_phrase("precaution", "as a precaution")) > telling(_phrase("water", "water"))
