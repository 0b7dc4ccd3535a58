"""Whose story a sentence tells, by the ages that it gives.

News tells people apart by their ages where it has no names: a boy of 13 and a girl of 11 are two
children, and what is said of the one says nothing against what is said of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reconcile.cluster.comparisons import Sentence, measured_of, sentence_of, told_by_sentence
from reconcile.types import Claim, Quantity

AGE = "age"


def ages_by_sentence(claims: Iterable[Claim]) -> dict[Sentence, frozenset[str]]:
    """Return the ages that each sentence gives, by its article and start."""
    return told_by_sentence(claims, lambda claim: [_age(claim)] if is_age(claim) else [])


def ages_by_article(ages: Mapping[Sentence, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return the ages that each article gives, of the ages of its sentences."""
    found: dict[str, frozenset[str]] = {}
    for (article_id, _), given in ages.items():
        found[article_id] = found.get(article_id, frozenset()) | given
    return found


def is_age(claim: Claim) -> bool:
    """Whether the claim tells how old somebody is."""
    return measured_of(claim) == AGE


def are_of_other_ages(left: Claim, right: Claim, ages: Mapping[Sentence, frozenset[str]]) -> bool:
    """Whether both sentences give ages, and none in common."""
    ours, theirs = (ages.get(sentence_of(claim), frozenset()) for claim in (left, right))
    return bool(ours and theirs) and not ours & theirs


def are_told_apart(left: Claim, right: Claim, ages: Mapping[str, frozenset[str]]) -> bool:
    """Whether two ages are those of two people: some article gives both."""
    both = {_age(left), _age(right)}
    return any(both <= ages.get(claim.article_id, frozenset()) for claim in (left, right))


def _age(claim: Claim) -> str:
    return f"{claim.value.low}-{claim.value.high}" if isinstance(claim.value, Quantity) else ""
