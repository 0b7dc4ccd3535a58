"""Claims to fact groups: which claims answer one question.

Decided like a record link: named comparisons of two claims (masked meaning, same predicate,
shared names and words weighted by how rare they are, time, event, measured thing) go into a
small logistic model whose weights lie in a data file, after Fellegi and Sunter (1969,
doi:10.1080/01621459.1969.10501049). Claims that cannot answer one question, such as the
dead and the wounded, never reach the model. Groups are average linkage over the probabilities.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from reconcile.cluster.comparisons import FEATURES, Rarity, compare_claims, measured_of
from reconcile.cluster.linkage import average_linkage
from reconcile.cluster.rivals import apart_key, is_doubtful, know, speak_with_one_voice, told_apart
from reconcile.types import (
    POSSESSOR,
    SINCE,
    Claim,
    EntityMention,
    FactGroup,
    Level,
    Quantity,
    Slot,
    State,
    TimeExpression,
)

Comparable = Callable[[Claim, Claim], Level]

# Below this cosine of masked frames no pair of one fact was seen often enough to pay for the look.
_MIN_COSINE = 0.3
_THRESHOLD = 0.5
# Two pieces of one fact are joined by a pair with one answer this likely, where their pairs are as likely on average
# as the slot needs: one number of one thing in one event seldom answers two questions, one place often does.
_LEAST_TO_JOIN = 0.5
_LEAST_MEAN_TO_JOIN = 0.4
_LEAST_MEAN_TO_JOIN_COUNTS = 0.1
_EXACT, _OTHER_ERA = FEATURES.index("exact"), FEATURES.index("other_era")
# Low enough that no average with it in reaches the threshold, be it over a million pairs.
_NEVER = -1e6


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """Return {slot: {feature: weight}} from the data file that `tests/fit_weights.py` writes."""
    text = resources.files("reconcile.cluster").joinpath("weights.json").read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return weights


def pairs_of(
    claims: Sequence[Claim],
    frames: NDArray[np.float32],
    *,
    events: Mapping[str, int],
    comparable: Comparable,
    days: Mapping[str, int] | None = None,
) -> Iterator[tuple[int, int, tuple[float, ...]]]:
    """Yield the pairs of claims of one slot that may answer one question, with their comparisons.

    Args:
        claims: Claims of all articles.
        frames: Unit vectors of shape (len(claims), n_dimensions) of their masked frames.
        events: The event label of each article's id.
        comparable: The ladder of the slot; pairs that are NOT_COMPARABLE are left out.
        days: The day of each dated article as an ordinal.
    """
    rarity = Rarity(claims)
    apart = told_apart(claims, events)
    known = know(claims, days or {})
    for rows in _blocks(claims, events):
        vectors = frames[rows]
        cosines = vectors @ vectors.T
        near = (cosines >= _MIN_COSINE) | _same_value([claims[row] for row in rows])
        for i, j in zip(*np.nonzero(np.triu(near, k=1)), strict=True):
            left, right = claims[rows[i]], claims[rows[j]]
            if _excluded(left, right) or (isinstance(left.value, Quantity) and apart_key(left, right, events) in apart):
                continue
            if known.are_of_two_people(left, right):
                continue
            level = comparable(left, right)
            if level is Level.NOT_COMPARABLE:
                continue
            features = compare_claims(left, right, cosine=float(cosines[i, j]), level=level, rarity=rarity)
            if level is Level.CONFLICT and is_doubtful(left, right, dict(zip(FEATURES, features, strict=True)), known):
                continue
            yield rows[i], rows[j], features


def _blocks(claims: Sequence[Claim], events: Mapping[str, int]) -> list[list[int]]:
    """Return the claims that may meet at all: those of one slot in one event, so that the cost follows the events."""
    blocks: dict[tuple[Slot, int], list[int]] = {}
    for row, claim in enumerate(claims):
        if not isinstance(claim.value, State):
            blocks.setdefault((claim.slot, events[claim.article_id]), []).append(row)
    return [rows for rows in blocks.values() if len(rows) > 1]


def _same_value(claims: Sequence[Claim]) -> NDArray[np.bool_]:
    """Return an (n, n) mask of the claims that name one entity or one time, however unlike their frames."""
    keys = [_key_of(claim, n) for n, claim in enumerate(claims)]
    code_by_key = {key: code for code, key in enumerate(dict.fromkeys(keys))}
    codes = np.array([code_by_key[key] for key in keys])
    return np.asarray(codes[:, None] == codes[None, :])


def _key_of(claim: Claim, number: int) -> tuple[object, ...]:
    match claim.value:
        case EntityMention(entity=entity):
            return ("entity", entity)
        case TimeExpression(timex=timex):
            return ("time", timex)
        case _:
            return ("claim", number)


def _excluded(left: Claim, right: Claim) -> bool:
    """Whether two answers are to two questions: of one sentence, or of one event and of several."""
    if measured_of(left) and (left.era == SINCE) is not (right.era == SINCE):
        return True
    if left.negated is not right.negated and isinstance(left.value, EntityMention | TimeExpression):
        return True
    return left.article_id == right.article_id and left.sentence == right.sentence


def probability(slot: Slot, features: Sequence[float], weights: Mapping[str, Mapping[str, float]]) -> float:
    """Return the probability that a pair of claims answers one question."""
    row = weights.get(slot, weights["any"])
    total = row["bias"] + sum(row.get(name, 0.0) * value for name, value in zip(FEATURES, features, strict=True))
    return 1 / (1 + math.exp(-total))


def group_claims(
    claims: Sequence[Claim],
    frames: NDArray[np.float32],
    *,
    events: Mapping[str, int],
    comparable: Comparable,
    days: Mapping[str, int] | None = None,
) -> tuple[FactGroup, ...]:
    """Return the groups of two or more claims that answer one question, in the order of their first claim.

    Args:
        claims: Claims of all articles.
        frames: Unit vectors of shape (len(claims), n_dimensions), one row a claim.
        events: The event label of each article's id.
        comparable: The ladder that tells which pairs can be compared at all.
        days: The day of each dated article as an ordinal.
    """
    model = load_weights()
    rows, columns, likely = [], [], []
    same_answer: dict[tuple[int, int], float] = {}
    for i, j, features in pairs_of(claims, frames, events=events, comparable=comparable, days=days):
        rows.append(i)
        columns.append(j)
        likely.append(probability(claims[i].slot, features, model))
        is_owner = [claims[row].role == POSSESSOR for row in (i, j)]
        if features[_EXACT] and not features[_OTHER_ERA] and is_owner[0] is is_owner[1]:
            same_answer[i, j] = likely[-1]
    for i, j in _cannot_link(claims, comparable):
        rows.append(i)
        columns.append(j)
        likely.append(_NEVER)
    n = len(claims)
    upper = csr_array(coo_array((likely, (rows, columns)), shape=(n, n)))
    matrix = csr_array(upper + upper.T)
    labels = _join_same_answers(average_linkage(matrix, _THRESHOLD), matrix, same_answer, claims)
    groups = _rows_by_label(labels).values()
    return tuple(_fact_group(claims, group, matrix, events) for group in groups if len(group) > 1)


def _join_same_answers(
    labels: Sequence[int], matrix: csr_array, same_answer: Mapping[tuple[int, int], float], claims: Sequence[Claim]
) -> tuple[int, ...]:
    """Join groups that a likely pair with one answer connects, where nothing keeps them apart.

    Average linkage leaves a fact that outlets word in many ways in pieces. Two pieces that hold one
    answer need less likeness to be one than rivals do: joined wrongly, they still tell no conflict.
    """
    current = {n: list(rows) for n, rows in _rows_by_label(labels).items()}
    label_of = dict(enumerate(labels))
    for (i, j), chance in sorted(same_answer.items(), key=lambda pair: (-pair[1], pair[0])):
        if chance < _LEAST_TO_JOIN:
            break
        left, right = label_of[i], label_of[j]
        if left == right:
            continue
        block = matrix[current[left]][:, current[right]].toarray()
        least = _LEAST_MEAN_TO_JOIN_COUNTS if claims[i].slot is Slot.QUANTITY else _LEAST_MEAN_TO_JOIN
        if block.min() <= _NEVER or block.mean() < least:
            continue
        for row in current[right]:
            label_of[row] = left
        current[left] = current[left] + current.pop(right)
    return tuple(label_of[n] for n in range(len(labels)))


def _rows_by_label(labels: Sequence[int]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        members.setdefault(label, []).append(row)
    return members


def _cannot_link(claims: Sequence[Claim], comparable: Comparable) -> Iterator[tuple[int, int]]:
    """Yield the pairs that one article keeps apart: one sentence's answers, and its own two numbers.

    An article that gives two numbers in its own voice, with no word of an update, means two things.
    """
    by_sentence: dict[tuple[str, int, Slot], list[int]] = {}
    by_article: dict[str, list[int]] = {}
    for n, claim in enumerate(claims):
        by_sentence.setdefault((claim.article_id, claim.sentence.start, claim.slot), []).append(n)
        if claim.slot is Slot.QUANTITY:
            by_article.setdefault(claim.article_id, []).append(n)
    for group in by_sentence.values():
        yield from combinations(group, 2)
    for group in by_article.values():
        for i, j in combinations(group, 2):
            left, right = claims[i], claims[j]
            if (
                left.sentence != right.sentence
                and speak_with_one_voice(left, right)
                and comparable(left, right) is Level.CONFLICT
            ):
                yield i, j


def _fact_group(
    claims: Sequence[Claim], rows: Sequence[int], matrix: csr_array, events: Mapping[str, int]
) -> FactGroup:
    block = matrix[rows][:, rows].toarray()
    pairs = block[np.triu_indices(len(rows), k=1)]
    members = tuple(claims[row] for row in rows)
    event = Counter(events[claim.article_id] for claim in members).most_common(1)[0][0]
    digest = hashlib.sha256("\x1f".join(sorted(claim.id for claim in members)).encode()).hexdigest()
    return FactGroup(
        id=digest[:16],
        event_id=str(event),
        slot=members[0].slot,
        claims=members,
        cohesion=float(np.mean(pairs)),
    )
