"""Directions from a named place: one line of a table is one sentence and what it answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.directions import extract_directions
from reconcile.extract.nlp import parse
from reconcile.extract.quantities import extract_quantities
from reconcile.extract.vocabulary import directions as compass
from reconcile.types import EntityMention, Span, State

# sentence | distance and place, the question's subject | the direction, its answer
TOLD = (
    ("The ferry sank 55 kilometres south of Orrow.", "55 km orrow", "south"),
    ("The ferry sank 34 miles south of Orrow.", "55 km orrow", "south"),
    ("The ferry sank 55 kilometres (34 miles) north of Orrow.", "55 km orrow", "north"),
    ("The ferry sank 12 kilometres to the west of the town of Orrow.", "12 km orrow", "west"),
    ("The ferry sank 12 kilometres northwest from Orrow.", "12 km orrow", "northwest"),
    ("The ferry sank 12 kilometres south-east of Orrow.", "12 km orrow", "southeast"),
    ("The ferry sank 12 kilometres south east of Orrow.", "12 km orrow", "southeast"),
    ("The ferry sank 12 kilometres northwards of Orrow.", "12 km orrow", "north"),
    ("The ferry sank 12 nautical miles east of Cape Sund.", "22 km cape sund", "east"),
    ("The plume stood 4,000 metres north of Orrow.", "4 km orrow", "north"),
)
# sentence | why nothing is told
SILENT = (
    ("The ferry sank south of Orrow.", "no distance"),
    ("The ferry sank 55 kilometres south of the river.", "no name"),
    ("The ferry sailed 55 kilometres to Orrow.", "no direction"),
    ("The ferry has 55 cabins south of Orrow.", "no length"),
    ("The ferry sailed 55 kilometres before a storm drove it far south of Orrow.", "a distance of something else"),
    ("The ferry sank dozens of kilometres south of Orrow.", "no number to tell one point from another"),
    ("The kiosk stands 300 metres south of Orrow.", "too near for one point"),
)
WITH_BOTH = "The mine lies 9 km east of Sund."
_PLACES = frozenset({"Orrow", "Sund", "Cape"})


def directions(text: str) -> tuple[State, ...]:
    (doc,) = parse([text])
    names = {
        token.i: EntityMention(
            span=Span(token.idx, token.idx + len(token)),
            surface=token.text,
            label="place",
            entity=token.lower_,
            canonical=token.text,
        )
        for token in doc
        if token.text in _PLACES
    }
    return extract_directions(doc, quantities=extract_quantities(doc), mention_at=lambda token: names.get(token.i))


@pytest.mark.parametrize(("sentence", "subject", "answer"), TOLD)
def test_a_direction_is_asked_of_a_distance_and_a_place(sentence: str, subject: str, answer: str) -> None:
    assert [(state.subject, state.answer) for state in directions(sentence)] == [(subject, answer)]


@pytest.mark.parametrize(("sentence", "why"), SILENT)
def test_without_distance_or_place_no_direction_is_told(sentence: str, why: str) -> None:
    assert [state.subject for state in directions(f"{sentence} {WITH_BOTH}")] == ["9 km sund"], why


@pytest.mark.parametrize("word", sorted(compass()))
def test_every_point_of_the_compass_is_read_whole(word: str) -> None:
    (state,) = directions(f"The ferry sank 12 km {word} of Orrow.")

    assert (state.surface, state.answer) == (word, word.replace("-", "").removesuffix("wards"))


def test_each_place_has_the_distance_told_before_it() -> None:
    told = directions("The mine lies 20 km north of Orrow and 9 km east of Sund.")

    assert [(state.subject, state.answer) for state in told] == [("20 km orrow", "north"), ("9 km sund", "east")]


def test_the_question_repeats_place_and_distance_as_printed() -> None:
    (state,) = directions("The ferry sank 34 miles south of Orrow.")

    assert (state.question, state.asks) == ("direction", "In which direction from Orrow (34 miles)?")


def test_a_joined_direction_is_quoted_whole() -> None:
    (state,) = directions("The ferry sank 12 kilometres south-east of Orrow.")

    assert state.surface == "south-east"


SENTENCES = [sentence for sentence, *_ in TOLD]


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3))
def test_every_direction_points_at_its_surface(sentences: list[str]) -> None:
    text = " ".join(sentences)
    told = directions(text)

    assert len(told) == len(sentences)
    assert all(text[state.span.start : state.span.end] == state.surface for state in told)
