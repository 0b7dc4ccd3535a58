"""States: what a sentence says of how things stand, and of whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.nlp import parse
from reconcile.extract.states import extract_states
from reconcile.extract.states_sexes import extract_sexes

SPECS = json.loads(Path(__file__).with_name("states_specs.json").read_text(encoding="utf-8"))
NAMES = {"Voss": "voss", "Lind": "lind"}


def states(text: str):
    (doc,) = parse([text])
    return extract_states(doc, entity_at=lambda token: NAMES.get(token.text))


def told(text: str) -> list[str]:
    return [f"{state.question} {state.subject} {state.answer}" for state in states(text)]


@pytest.mark.parametrize(("sentence", "expected"), SPECS["told"])
def test_states_are_read(sentence, expected):
    """Each sentence answers the questions that its row names, and no other."""
    assert told(sentence) == expected


@pytest.mark.parametrize(("sentence", "why"), SPECS["silent"])
def test_what_is_no_state_is_left_out(sentence, why):
    """What happened, may be, was before or is told of nobody in particular is no state."""
    assert not told(sentence), why


@pytest.mark.parametrize(("sentence", "expected"), SPECS["sexes"])
def test_the_sex_of_the_hurt_child_is_read(sentence, expected):
    """A noun, an adjective or a pronoun that can stand for nobody else tells it."""
    (doc,) = parse([sentence])
    assert [f"{state.answer} {state.surface}" for state in extract_sexes(doc)] == expected


@pytest.mark.parametrize(("sentence", "why"), SPECS["sexless"])
def test_the_sex_of_anyone_else_is_left_out(sentence, why):
    """A child who hurts, two children, a grown son or a sheriff's "he" tell nothing of the hurt child."""
    (doc,) = parse([sentence])
    assert not extract_sexes(doc), why


def test_answers_that_can_both_be_true_name_each_other():
    """ "A car bomb" is a loose word for a truck bomb, and a van is no truck."""
    (car,), (truck,), (van,) = (
        states("A car bomb went off."),
        states("A truck bomb went off."),
        states("A van exploded."),
    )

    assert truck.answer in car.admits
    assert car.answer in truck.admits
    assert van.answer not in truck.admits


def test_moving_questions_rank_their_answers():
    """The answers of a story that moves on are ranked; two views of one matter are not."""
    (critical,), (dead,) = states("The girl is in critical condition."), states("The girl died.")
    (accident,), (not_one,) = states("It was an accidental shooting."), states("It was not an accident.")

    assert critical.rank < dead.rank
    assert accident.rank == not_one.rank == 0


def test_a_pronoun_stands_for_the_only_person_described():
    """A "he" after "the child" is the child, and after two people nobody."""
    assert told("The child was flown out and he remains in critical condition.") == ["condition child critical"]
    assert not told("The boy and the officer were flown out, where he remains in critical condition.")


SENTENCES = [sentence for sentence, _ in SPECS["told"]]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3))
def test_surfaces_are_the_text_of_their_spans(sentences):
    """A state points at the words that tell it."""
    text = "\n".join(sentences)
    found = states(text)

    assert all(text[state.span.start : state.span.end] == state.surface for state in found)
