"""Place two answers to one question of state on the ladder."""

from __future__ import annotations

from reconcile.types import Judgement, Level, State


def compare_states(left: State, right: State) -> Judgement:
    """Return EXACT for one answer, COMPATIBLE for a coarser one, NOT_COMPARABLE for two questions.

    Two other answers are what the question makes of them, which is mostly a CONFLICT.
    """
    if (left.question, left.subject) != (right.question, right.subject):
        return Judgement(level=Level.NOT_COMPARABLE, reason="different questions")
    if left.answer == right.answer:
        return Judgement(level=Level.EXACT, reason=f"both say {left.answer}")
    first, second = sorted((left.answer, right.answer))
    if left.answer in right.admits or right.answer in left.admits:
        return Judgement(level=Level.COMPATIBLE, reason=f"{first} and {second} can both be true")
    coarser = [answer for answer in (first, second) if answer in {*left.implies, *right.implies}]
    if coarser:
        finer = second if coarser[0] == first else first
        return Judgement(level=Level.COMPATIBLE, reason=f"“{coarser[0]}” is a coarser word for “{finer}”")
    if Level.CONFLICT not in {left.unlike, right.unlike}:
        level = Level.COMPATIBLE if {left.unlike, right.unlike} == {Level.COMPATIBLE} else Level.NOT_COMPARABLE
        return Judgement(level=level, reason=f"“{first}” and “{second}” do not exclude each other")
    return Judgement(level=Level.CONFLICT, reason=f"one says {first}, the other {second}")
