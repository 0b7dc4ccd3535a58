"""The ladder of each slot behind one function, for any two claims."""

from __future__ import annotations

from reconcile.compare.doubts import doubt_conflict
from reconcile.compare.names import Contains, compare_names, knows_nothing
from reconcile.compare.phrases import compare_phrases
from reconcile.compare.quantities import compare_quantities
from reconcile.compare.states import compare_states
from reconcile.compare.times import compare_times
from reconcile.types import Claim, EntityMention, Judgement, Level, Phrase, Quantity, State, TimeExpression


def compare_values(left: Claim, right: Claim, *, contains: Contains = knows_nothing) -> Judgement:
    """Return the highest level that the values of two claims reach together.

    NOT_COMPARABLE where the claims are of different slots or their values of different kinds.
    `contains` tells whether one place holds another.
    """
    judgement = _compare(left, right, contains)
    if judgement.level is not Level.CONFLICT:
        return judgement
    doubt = doubt_conflict(left, right)
    return Judgement(level=Level.NOT_COMPARABLE, reason=doubt) if doubt else judgement


def _compare(left: Claim, right: Claim, contains: Contains) -> Judgement:
    judgement = Judgement(level=Level.NOT_COMPARABLE, reason="the answers are of different kinds")
    match left.value, right.value:
        case Quantity() as a, Quantity() as b:
            judgement = compare_quantities(a, b)
        case TimeExpression() as a, TimeExpression() as b:
            if left.words == right.words and a.surface.lower() == b.surface.lower():
                # One text printed on two days: its "Monday" is one Monday.
                return Judgement(level=Level.EXACT, reason=f"both say “{a.surface}” in the same words")
            judgement = compare_times(a, b)
        case EntityMention() as a, EntityMention() as b:
            judgement = compare_names(a, b, contains=contains)
        case Phrase() as a, Phrase() as b if left.slot is right.slot:
            judgement = compare_phrases(a, b)
        case State() as a, State() as b:
            judgement = compare_states(a, b)
    return judgement
