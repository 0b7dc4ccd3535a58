"""From a group of claims to one finding: variants, verdict, explanation, confidence.

A verdict is the strongest relation among pairs of voices (an article and the speaker it
quotes): conflict over superseded over compatible over agreement. Counts that grow while a
story moves on are `superseded`, not a conflict, unless an earlier article had the larger one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter

from reconcile.compare.explanations import explain
from reconcile.compare.names import Contains, knows_nothing
from reconcile.compare.questions import ask
from reconcile.compare.sequence import Sequenced, may_precede, was_written_before
from reconcile.compare.values import compare_values
from reconcile.compare.vocabulary import running_counts
from reconcile.types import (
    Article,
    Claim,
    EntityMention,
    Evidence,
    FactGroup,
    Finding,
    Judgement,
    Level,
    Modality,
    Phrase,
    Quantity,
    State,
    TimeExpression,
    Variant,
    Verdict,
    least_count,
)

_CORRECTION = 0.6
_HIGH, _MEDIUM = 0.8, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    left: Claim
    right: Claim
    judgement: Judgement


def judge_group(
    group: FactGroup, articles: Mapping[str, Article], *, sequence: Sequenced, contains: Contains = knows_nothing
) -> Finding | None:
    """Return the group's finding, or None where fewer than two voices answer.

    Args:
        group: Claims that answer one question.
        articles: The run's articles by id.
        sequence: The day and the toll of each article.
        contains: Whether one place holds another.
    """
    claims = _one_per_voice_and_value(group.claims)
    pairs = [
        _Pair(left=left, right=right, judgement=compare_values(left, right, contains=contains))
        for left, right in combinations(claims, 2)
        if _are_two_voices(left, right)
    ]
    pairs = [pair for pair in pairs if _counts(pair, articles)]
    if not pairs:
        return None
    verdict, deciding = _strongest(pairs, sequence)
    met = {_voice_and_value(claim) for pair in pairs for claim in (pair.left, pair.right)}
    kept = [claim for claim in group.claims if _voice_and_value(claim) in met]
    variants = _variants(kept, articles)
    origins = {articles[claim.article_id].origin or claim.article_id for claim in kept}
    subject = ask(group, articles)
    return Finding(
        id=_identify(group),
        slot=group.slot,
        verdict=verdict,
        subject=subject,
        explanation=explain(
            verdict,
            (deciding.left, deciding.right),
            reason=deciding.judgement.reason,
            claims=kept,
            articles=articles,
        ),
        confidence=round(group.cohesion, 3),
        level="high" if group.cohesion >= _HIGH else "medium" if group.cohesion >= _MEDIUM else "low",
        n_origins=len(origins),
        variants=variants,
        event_id=group.event_id,
    )


def _counts(pair: _Pair, articles: Mapping[str, Article]) -> bool:
    """Whether a pair says anything: two outlets that compare, or two holders or days of one that differ."""
    ours, theirs = (articles[claim.article_id] for claim in (pair.left, pair.right))
    one_outlet = ours.id == theirs.id or (ours.publisher is not None and ours.publisher == theirs.publisher)
    if one_outlet:
        # An outlet that says a thing twice does not agree with itself.
        return pair.judgement.level is Level.CONFLICT
    return pair.judgement.level is not Level.NOT_COMPARABLE


def _are_two_voices(left: Claim, right: Claim) -> bool:
    if left.article_id != right.article_id:
        return True
    if _are_two_views(left, right):
        return left.speaker != right.speaker
    return left.speaker is not None and right.speaker is not None and left.speaker != right.speaker


def _are_two_views(left: Claim, right: Claim) -> bool:
    """Whether a holder may dispute what the article itself says: states that exclude each other, not steps."""
    if not (isinstance(left.value, State) and isinstance(right.value, State)):
        return False
    return left.value.rank == right.value.rank and left.value.answer != right.value.answer


def variant_key(claim: Claim) -> tuple[str, ...]:
    """Return what makes two values the same variant."""
    match claim.value:
        case Quantity() as q:
            return (str(q.low), str(q.high), q.unit)
        case TimeExpression() as t:
            return (t.edtf or t.timex,)
        case EntityMention() as m:
            return (m.entity,)
        case Phrase() as p:
            return (p.normal,)
        case State() as s:
            return (s.answer,)


def _voice_and_value(claim: Claim) -> tuple[object, ...]:
    return (claim.article_id, claim.speaker, variant_key(claim))


def _one_per_voice_and_value(claims: Sequence[Claim]) -> list[Claim]:
    first: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        first.setdefault(_voice_and_value(claim), claim)
    return list(first.values())


def _strongest(pairs: Sequence[_Pair], sequence: Sequenced) -> tuple[Verdict, _Pair]:
    ranked = [(_relation(pair, sequence), pair) for pair in pairs]
    order = list(Verdict)
    return min(ranked, key=lambda row: order.index(row[0]))


def _relation(pair: _Pair, sequence: Sequenced) -> Verdict:
    level = pair.judgement.level
    if level is Level.EXACT:
        return Verdict.AGREEMENT
    if level is Level.COMPATIBLE:
        return Verdict.COMPATIBLE
    return Verdict.SUPERSEDED if _moved_on(pair, sequence) else Verdict.CONFLICT


def _moved_on(pair: _Pair, sequence: Sequenced) -> bool:
    """Whether the difference is the story moving on: a plan and its outcome, a new state, a count that rose."""
    left, right = pair.left, pair.right
    if (left.modality is Modality.PLANNED) is not (right.modality is Modality.PLANNED):
        plan, outcome = (left, right) if left.modality is Modality.PLANNED else (right, left)
        return may_precede(plan, outcome, sequence)
    if isinstance(left.value, State) and isinstance(right.value, State):
        # Questions whose answers do not follow one another give all of them one rank.
        return left.value.rank != right.value.rank
    if isinstance(left.value, Quantity) and isinstance(right.value, Quantity):
        return left.article_id != right.article_id and _count_moved_on(left, right, left.value.measured, sequence)
    return False


def _count_moved_on(left: Claim, right: Claim, measured: str, sequence: Sequenced) -> bool:
    # A later figure of the same holder replaces its earlier one, whatever it counts.
    same_holder = left.speaker is not None and left.speaker == right.speaker
    if same_holder and was_written_before(left, right, sequence) is not None:
        return True
    if measured not in running_counts():
        return False
    smaller, larger = sorted((left, right), key=least_count)
    # Tolls are corrected by a few; where the smaller count is far below, it is the older one,
    # whatever the order in which the articles seem to stand.
    return may_precede(smaller, larger, sequence) or least_count(smaller) < _CORRECTION * least_count(larger)


def _variants(claims: Sequence[Claim], articles: Mapping[str, Article]) -> tuple[Variant, ...]:
    by_key: dict[tuple[str, ...], list[Claim]] = {}
    for claim in sorted(claims, key=attrgetter("article_id", "order")):
        by_key.setdefault(variant_key(claim), []).append(claim)
    ranked = [(_rank(group[0]), _variant(group, articles)) for group in by_key.values()]
    return tuple(v for _, v in sorted(ranked, key=lambda row: (row[0], -len(row[1].evidence), row[1].value)))


def _rank(claim: Claim) -> int:
    """Return how far a story has moved with an answer to a question of state, 0 for any other answer."""
    return claim.value.rank if isinstance(claim.value, State) else 0


def _variant(claims: Sequence[Claim], articles: Mapping[str, Article]) -> Variant:
    value = claims[0].value
    bounds = (value.low, value.high) if isinstance(value, Quantity) else (None, None)
    return Variant(
        value=_name_value(claims),
        low=bounds[0],
        high=bounds[1],
        evidence=tuple(_evidence(claim, articles[claim.article_id]) for claim in claims),
    )


def _name_value(claims: Sequence[Claim]) -> str:
    match claims[0].value:
        case TimeExpression() as time:
            return time.edtf or time.timex
        case EntityMention() as mention:
            return mention.canonical
        case State() as state:
            return state.answer
        case _:
            return min((claim.surface for claim in claims), key=lambda s: (len(s), s))


def _evidence(claim: Claim, article: Article) -> Evidence:
    return Evidence(
        article_id=claim.article_id,
        quote=article.text[claim.sentence.start : claim.sentence.end],
        surface=article.text[claim.span.start : claim.span.end],
        span=claim.span,
        speaker=claim.speaker,
        modality=claim.modality,
        claim_id=claim.id,
    )


def _identify(group: FactGroup) -> str:
    first = min(group.claims, key=lambda claim: claim.id)
    parts = (group.event_id, group.slot, first.id)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
