"""Reasons not to call two different answers a conflict.

Two different names in one role are the rule in news, not a contradiction, and no toll grows
a hundredfold in the days of one story.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from reconcile.compare.vocabulary import running_counts
from reconcile.types import OFFICE, POSSESSOR, Claim, EntityMention, Phrase, Quantity, Slot, least_count

# No toll grows by more in the days of one story; beyond it the two count different things.
_MAX_GROWTH = 60.0
# Two counts of one fixed set differ by less: four rounds of one shooter and 185 in all do not.
_MAX_RATIO = 20.0
# Given names this alike (0-100) are two spellings of one ("Shia", "Shiite").
_SPELT_ALIKE = 60.0


def doubt_conflict(left: Claim, right: Claim) -> str | None:
    """Return why two excluding values are no rivals, or None where they are."""
    if isinstance(left.value, EntityMention) and isinstance(right.value, EntityMention):
        return None if _are_rival_names(left, right) else "two names can both have a part in it"
    if isinstance(left.value, Quantity) and isinstance(right.value, Quantity):
        return _doubt_counts(left, right)
    if isinstance(left.value, Phrase) and (left.negated or right.negated):
        return "one of them is denied, and so may say what the other says"
    return None


def _are_rival_names(left: Claim, right: Claim) -> bool:
    """Whether two names exclude each other: whose meeting it was, or two forms of one person's name."""
    if left.slot is not right.slot or left.slot is not Slot.PERSON:
        return False
    if left.role == right.role == POSSESSOR and left.predicate == right.predicate:
        return bool(set(left.entities) & set(right.entities))
    return _differ_in_given_name(left, right)


def _differ_in_given_name(left: Claim, right: Claim) -> bool:
    if not all(" " in claim.surface.strip() for claim in (left, right)):
        return False
    if left.predicate == OFFICE and (left.words or right.words or left.role != right.role):
        return False
    ours, theirs = (
        claim.value.canonical.casefold().split() for claim in (left, right) if isinstance(claim.value, EntityMention)
    )
    if len(ours) < 2 or len(theirs) < 2 or ours[-1] != theirs[-1]:
        return False
    return fuzz.ratio(ours[0], theirs[0]) < _SPELT_ALIKE


def _doubt_counts(left: Claim, right: Claim) -> str | None:
    if not isinstance(left.value, Quantity) or left.value.unit:
        return None
    smaller, larger = sorted(least_count(claim) for claim in (left, right))
    most = _MAX_GROWTH if left.value.measured in running_counts() else _MAX_RATIO
    return "too far apart to count the same" if smaller > 0 and larger / smaller > most else None
