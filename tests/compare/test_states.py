"""Two answers to a question of state on the ladder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.states import compare_states
from reconcile.types import Level, Span, State


def state(question="fire", subject="event", answer="burning", rank=0, **kind) -> State:
    """A state with everything but the answer filled in."""
    return State(
        span=Span(0, 3),
        surface="xyz",
        question=question,
        subject=subject,
        asks="How do things stand?",
        answer=answer,
        rank=rank,
        **kind,
    )


STATES = st.builds(
    state,
    question=st.sampled_from(["fire", "roads"]),
    subject=st.sampled_from(["event", "child"]),
    answer=st.sampled_from(["burning", "out", "closed"]),
    rank=st.integers(0, 2),
    implies=st.sampled_from([(), ("burning",), ("out", "closed")]),
    unlike=st.sampled_from([Level.CONFLICT, Level.COMPATIBLE, Level.NOT_COMPARABLE]),
    admits=st.sampled_from([(), ("out",), ("burning", "closed")]),
)


def test_one_answer_is_exact_and_two_conflict():
    """One answer is one answer; two exclude each other."""
    assert compare_states(state(), state()).level is Level.EXACT
    assert compare_states(state(), state(answer="out", rank=1)).level is Level.CONFLICT


def test_answers_that_admit_each_other_are_compatible():
    """A car bomb may be a truck bomb, whichever side says so; a van is no truck."""
    car, truck = state(answer="car", admits=("truck",)), state(answer="truck", admits=("car",))

    assert compare_states(car, truck).level is Level.COMPATIBLE
    assert compare_states(car, state(answer="truck")).level is Level.COMPATIBLE
    assert compare_states(truck, state(answer="van")).level is Level.CONFLICT


def test_other_questions_and_subjects_do_not_compare():
    """The fire and the roads, the girl and the officer have nothing to compare."""
    assert compare_states(state(), state(question="roads")).level is Level.NOT_COMPARABLE
    assert compare_states(state(subject="child"), state(subject="officer")).level is Level.NOT_COMPARABLE


def test_a_coarser_answer_holds_the_finer_one():
    """A frigate is a warship and no tanker, whatever two answers to the question mostly are."""
    frigate = state(answer="frigate", implies=("warship", "ship"))

    assert compare_states(frigate, state(answer="warship")).level is Level.COMPATIBLE
    assert compare_states(frigate, state(answer="tanker", implies=("ship",))).level is Level.CONFLICT


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (Level.COMPATIBLE, Level.COMPATIBLE, Level.COMPATIBLE),
        (Level.COMPATIBLE, Level.NOT_COMPARABLE, Level.NOT_COMPARABLE),
        (Level.NOT_COMPARABLE, Level.CONFLICT, Level.CONFLICT),
    ],
)
def test_two_answers_are_what_their_question_makes_of_them(one, other, level):
    """Two backers can both be true, two holders may be of two days, two causes exclude each other."""
    left, right = state(answer="burning", unlike=one), state(answer="out", unlike=other)

    assert compare_states(left, right).level is level


@given(STATES, STATES)
def test_order_does_not_matter(left, right):
    """The judgement is the same whichever side comes first."""
    assert compare_states(left, right) == compare_states(right, left)
