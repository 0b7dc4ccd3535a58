"""Claims about states need no model: one event, one question, one subject is one fact."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from reconcile.types import Claim, FactGroup, Slot, State

# Share of such groups of the labelled stories that one fact's answers made up.
_COHESION = 0.7


def group_states(claims: Sequence[Claim], *, events: Mapping[str, int]) -> tuple[FactGroup, ...]:
    """Return the groups of states that answer one question about one subject of one event.

    Args:
        claims: Claims of all articles; those whose value is no `State` are passed over.
        events: The event label of each article's id.
    """
    by_question: dict[tuple[int, str, str], list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.value, State):
            key = (events[claim.article_id], claim.value.question, claim.value.subject)
            by_question.setdefault(key, []).append(claim)
    return tuple(
        FactGroup(
            id=hashlib.sha256("\x1f".join(str(part) for part in key).encode()).hexdigest()[:16],
            event_id=str(key[0]),
            slot=Slot.STATUS,
            claims=tuple(group),
            cohesion=_COHESION,
        )
        for key, group in by_question.items()
        if len(group) > 1
    )
