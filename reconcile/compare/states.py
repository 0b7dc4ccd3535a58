"""Place two answers to one question of state on the ladder."""

from __future__ import annotations

from reconcile.types import Judgement, Level, State


def compare_states(left: State, right: State) -> Judgement:
    """Return EXACT for one answer, CONFLICT for two unless both can be true, NOT_COMPARABLE for two questions."""
    if (left.question, left.subject) != (right.question, right.subject):
        return Judgement(level=Level.NOT_COMPARABLE, reason="different questions")
    if left.answer == right.answer:
        return Judgement(level=Level.EXACT, reason=f"both say {left.answer}")
    first, second = sorted((left.answer, right.answer))
    if left.answer in right.admits or right.answer in left.admits:
        return Judgement(level=Level.COMPATIBLE, reason=f"{first} and {second} can both be true")
    return Judgement(level=Level.CONFLICT, reason=f"one says {first}, the other {second}")
