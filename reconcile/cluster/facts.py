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
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from reconcile.cluster.linkage import average_linkage
from reconcile.types import Claim, EntityMention, FactGroup, Level, Quantity, Slot, State, TimeExpression

Comparable = Callable[[Claim, Claim], Level]

# Below this cosine of masked frames no pair of one fact was seen often enough to pay for the look.
_MIN_COSINE = 0.3
_THRESHOLD = 0.5
# Rivals' sentences share at least this much of their telling words: below it lay other events.
_MIN_CONTEXT = 0.2
# Least cosine of frames and context for two answers to be rivals. What is measured and counted
# already says much; days hang on every clause, so that two days ask for nearly one sentence.
_RIVALS_BY_KIND = {
    "measured": (0.6, 0.25),
    Slot.QUANTITY: (0.75, 0.3),
    Slot.TIME: (0.8, 0.4),
    Slot.PLACE: (0.8, 0.4),
    Slot.PERSON: (0.55, 0.2),
    Slot.ORGANISATION: (0.8, 0.4),
    Slot.SPEAKER: (0.9, 0.5),
    Slot.STATUS: (0.6, 0.25),
    Slot.OTHER: (0.6, 0.25),
}
# Two days of one event lie near each other; a month and a half apart lie two events.
_MAX_DAYS_APART = 45
# A corrected toll loses a few; a later toll of half the size is another event's.
_MAX_FALL = 0.7
_WORDS_OF_COMMON_NAMES = 2
# Low enough that no average with it in reaches the threshold, be it over a million pairs.
_NEVER = -1e6

OFFICE = "office"

FEATURES = (
    "cosine",
    "high_cosine",
    "same_predicate",
    "same_role",
    "words",
    "entities",
    "no_entities",
    "same_time",
    "other_time",
    "other_era",
    "same_place",
    "other_place",
    "exact",
    "conflict",
    "same_noun",
    "same_measured",
    "same_count",
    "same_scene",
    "rare_answer",
    "context",
    "same_article",
)


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """Return {slot: {feature: weight}} from the data file that `tests/fit_weights.py` writes."""
    text = resources.files("reconcile.cluster").joinpath("weights.json").read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return weights


class Rarity:
    """How telling it is that two claims share a word or name: its inverse document frequency."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        articles_by_term: dict[str, set[str]] = {}
        for claim in claims:
            for term in (*claim.words, *claim.entities):
                articles_by_term.setdefault(term, set()).add(claim.article_id)
        n_articles = len({claim.article_id for claim in claims})
        self._idf = {term: math.log(1 + n_articles / len(ids)) for term, ids in articles_by_term.items()}
        terms: dict[tuple[str, int], set[str]] = {}
        for claim in claims:
            terms.setdefault((claim.article_id, claim.sentence.start), set()).update(claim.words, claim.entities)
        self._context = {sentence: sorted(found) for sentence, found in terms.items()}

    def context(self, left: Claim, right: Claim) -> float:
        """Return the rarity-weighted share of words and names that the two sentences have in common, in [0, 1]."""
        sides = [self._context[claim.article_id, claim.sentence.start] for claim in (left, right)]
        return self.overlap(*sides)

    def overlap(self, left: Sequence[str], right: Sequence[str]) -> float:
        """Return the rarity-weighted share of the smaller side that both sides hold, in [0, 1]."""
        shared = sum(self._idf[term] for term in set(left) & set(right))
        smaller = min(sum(self._idf[term] for term in set(side)) for side in (left, right))
        return shared / smaller if smaller else 0.0


def compare_claims(left: Claim, right: Claim, *, cosine: float, level: Level, rarity: Rarity) -> tuple[float, ...]:
    """Return the comparisons of two claims in the order of `FEATURES`."""
    times = _times_meet(left, right)
    has_entities = bool(left.entities and right.entities)
    return (
        cosine,
        max(0.0, cosine - 0.8),
        float(left.predicate == right.predicate or _tell_of_the_incident(left, right)),
        float(left.role == right.role),
        rarity.overlap(left.words, right.words),
        rarity.overlap(left.entities, right.entities) if has_entities else 0.0,
        float(not has_entities),
        float(times is True),
        float(times is False),
        float(not _eras_meet(left.era, right.era)),
        float(bool(set(left.places) & set(right.places))),
        float(bool(left.places and right.places) and not set(left.places) & set(right.places)),
        float(level is Level.EXACT),
        float(level is Level.CONFLICT),
        float(_noun(left) == _noun(right) != ""),
        float(_measured(left) == _measured(right) != ""),
        float(_count_the_same(left, right) or _hold_one_office(left, right, level)),
        float(level is Level.EXACT and (_tell_of_the_incident(left, right) or _share_actors(left, right))),
        float(level is Level.EXACT and _is_rare(left)),
        rarity.context(left, right),
        float(left.article_id == right.article_id),
    )


def _hold_one_office(left: Claim, right: Claim, level: Level) -> bool:
    """Whether both tell who one person is, in whatever words they describe them."""
    return left.predicate == right.predicate == OFFICE and level is Level.EXACT


def _count_the_same(left: Claim, right: Claim) -> bool:
    """Whether both count what a whole story counts once ("killed"), and neither only a part or an addition."""
    if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
        return False
    if left.value.measured != right.value.measured or left.value.measured not in _words_of("story_counts"):
        return False
    if any(_is_addition(claim.value) for claim in (left, right) if isinstance(claim.value, Quantity)):
        return False
    # "18 people including five children": children are a part wherever they stand, people only here.
    is_part = {claim.value.whole is not None for claim in (left, right) if isinstance(claim.value, Quantity)}
    return is_part != {True, False} or left.value.noun == right.value.noun != "people"


def _is_addition(quantity: Quantity) -> bool:
    words = {word.lower() for entry in quantity.scope for word in entry.split()}
    return bool(words & _words_of("partial_words"))


def _noun(claim: Claim) -> str:
    return claim.value.noun if isinstance(claim.value, Quantity) else ""


def _measured(claim: Claim) -> str:
    return claim.value.measured if isinstance(claim.value, Quantity) else ""


def _times_meet(left: Claim, right: Claim) -> bool | None:
    """Whether the clauses may speak of one time; None where one of them names none."""
    if isinstance(left.value, TimeExpression) or left.when is None or right.when is None:
        return None
    return left.when[0] < right.when[1] and right.when[0] < left.when[1]


def _tell_of_the_incident(left: Claim, right: Claim) -> bool:
    """Whether both clauses tell of what struck: of one event, "killed" and "exploded" share day and place."""
    is_scene = left.slot in {Slot.TIME, Slot.PLACE}
    return is_scene and {left.predicate, right.predicate} <= _words_of("incident_classes")


def _is_rare(claim: Claim) -> bool:
    """Whether an answer is so particular that two outlets give it by chance to two questions hardly ever.

    A school's or hospital's full name, a street address, a time to the minute; not a country or a day.
    """
    value = claim.value
    if isinstance(value, EntityMention):
        is_named_place = value.label in {"place", "organisation"}
        return is_named_place and (len(value.canonical.split()) > _WORDS_OF_COMMON_NAMES or _has_digit(value.canonical))
    return isinstance(value, TimeExpression) and "T" in value.timex and _has_digit(value.timex.rpartition("T")[2])


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _share_actors(left: Claim, right: Claim) -> bool:
    """Whether both clauses tell of the same two or more names: what these did on one day is one event."""
    return left.slot is Slot.TIME and len(set(left.entities) & set(right.entities)) > 1


def _eras_meet(left: str, right: str) -> bool:
    """Whether two eras can be one: equal, or one a coarser name of the other ("2004", "2004-12")."""
    return left == right or (bool(left and right) and (left.startswith(right) or right.startswith(left)))


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
    apart = _told_apart(claims, events)
    known = _Known(days=days or {}, people=_people_by_article(claims), places=_places_by_sentence(claims))
    for slot in Slot:
        rows = [n for n, claim in enumerate(claims) if claim.slot is slot and not isinstance(claim.value, State)]
        if len(rows) < 2:
            continue
        vectors = frames[rows]
        cosines = np.triu(vectors @ vectors.T, k=1)
        for i, j in zip(*np.nonzero(cosines >= _MIN_COSINE), strict=True):
            left, right = claims[rows[i]], claims[rows[j]]
            if events[left.article_id] != events[right.article_id] or _excluded(left, right):
                continue
            if isinstance(left.value, Quantity) and _apart_key(left, right, events) in apart:
                continue
            level = comparable(left, right)
            if level is Level.NOT_COMPARABLE:
                continue
            features = compare_claims(left, right, cosine=float(cosines[i, j]), level=level, rarity=rarity)
            if level is Level.CONFLICT and _is_doubtful(left, right, dict(zip(FEATURES, features, strict=True)), known):
                continue
            yield rows[i], rows[j], features


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a pair alone does not tell: the articles' days, and which people each article names."""

    days: Mapping[str, int]
    people: Mapping[str, frozenset[str]]
    places: Mapping[tuple[str, int], frozenset[str]]

    def tell_of_other_places(self, left: Claim, right: Claim) -> bool:
        """Whether both sentences name places, and none in common."""
        ours, theirs = (self.places.get((c.article_id, c.sentence.start), frozenset()) for c in (left, right))
        return bool(ours and theirs) and not ours & theirs


def _people_by_article(claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    people: dict[str, set[str]] = {}
    for claim in claims:
        if isinstance(claim.value, EntityMention) and claim.value.label == "person":
            people.setdefault(claim.article_id, set()).add(claim.value.entity)
    return {article_id: frozenset(entities) for article_id, entities in people.items()}


def _places_by_sentence(claims: Sequence[Claim]) -> dict[tuple[str, int], frozenset[str]]:
    places: dict[tuple[str, int], set[str]] = {}
    for claim in claims:
        places.setdefault((claim.article_id, claim.sentence.start), set()).update(claim.places)
    return {sentence: frozenset(entities) for sentence, entities in places.items()}


def _days_apart(left: Claim, right: Claim) -> int:
    """Return the days between two times, 0 where they are no times or meet."""
    spans = [(c.value.begin, c.value.end) for c in (left, right) if isinstance(c.value, TimeExpression)]
    bounds = [(begin, end) for begin, end in spans if begin is not None and end is not None]
    if len(bounds) < 2:
        return 0
    (_, end), (begin, _) = sorted(bounds)
    return max(0, (begin - end).days)


def _is_doubtful(left: Claim, right: Claim, features: Mapping[str, float], known: _Known) -> bool:
    """Whether two excluding answers are too likely answers to two questions.

    Numbers that a story counts once need only one context; any other difference needs one
    predicate and much the same words around it.
    """
    if isinstance(left.value, EntityMention) and isinstance(right.value, EntityMention):
        both = {left.value.entity, right.value.entity}
        if left.role == right.role == "possessor":
            return False
        if any(both <= known.people.get(claim.article_id, frozenset()) for claim in (left, right)):
            return True
    if _is_sum(left) is not _is_sum(right):
        return True
    if left.article_id == right.article_id:
        return left.predicate != right.predicate
    if _count_the_same(left, right):
        return _fell(left, right, known.days) or features["context"] < _MIN_CONTEXT
    least_cosine, least_context = _RIVALS_BY_KIND[
        "measured" if features["same_noun"] and features["same_measured"] else left.slot
    ]
    alike = features["cosine"] >= least_cosine and features["context"] >= least_context
    elsewhere = features["other_place"] or features["other_time"] or features["other_era"]
    elsewhere = elsewhere or _days_apart(left, right) > _MAX_DAYS_APART or known.tell_of_other_places(left, right)
    return left.predicate != right.predicate or not alike or bool(elsewhere)


def _fell(left: Claim, right: Claim, days: Mapping[str, int]) -> bool:
    """Whether the later article has so much less that it counts another event: tolls do not fall."""
    before, after = sorted((left, right), key=lambda claim: days.get(claim.article_id, 0))
    if not all(claim.article_id in days for claim in (left, right)):
        return False
    if days[before.article_id] == days[after.article_id]:
        return False
    return _least(after) < _MAX_FALL * _least(before)


def _least(claim: Claim) -> float:
    if not isinstance(claim.value, Quantity):
        return 0.0
    bound = claim.value.low if claim.value.low is not None else claim.value.high
    return float(bound) if bound is not None else 0.0


_ApartKey = tuple[int, str, str, frozenset[tuple[str, str]]]


def _told_apart(claims: Sequence[Claim], events: Mapping[str, int]) -> frozenset[_ApartKey]:
    """Return the pairs of counts that some article gives side by side in its own voice.

    Where one article has both "six hurt" and "three hurt", they are two sets, and no other
    article's six is a rival of another's three.
    """
    by_article: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.value, Quantity) and claim.value.measured:
            by_article.setdefault(claim.article_id, []).append(claim)
    return frozenset(
        _apart_key(left, right, events)
        for group in by_article.values()
        for left, right in combinations(group, 2)
        if _one_voice(left, right) and _bounds_exclude(left, right) and _is_sum(left) is _is_sum(right)
    )


def _is_sum(claim: Claim) -> bool:
    """Whether the claim adds up over more than one event: then its sentence itself says how it differs."""
    return bool(_words_of("cumulative_words") & set(claim.words))


def _apart_key(left: Claim, right: Claim, events: Mapping[str, int]) -> _ApartKey:
    return (events[left.article_id], _measured(left), _noun(left), frozenset((_bounds(left), _bounds(right))))


def _bounds(claim: Claim) -> tuple[str, str]:
    return (str(claim.value.low), str(claim.value.high)) if isinstance(claim.value, Quantity) else ("", "")


def _bounds_exclude(left: Claim, right: Claim) -> bool:
    if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
        return False
    if (left.value.measured, left.value.noun) != (right.value.measured, right.value.noun):
        return False
    sides = ((left.value, right.value), (right.value, left.value))
    return any(a.high is not None and b.low is not None and a.high < b.low for a, b in sides)


def _excluded(left: Claim, right: Claim) -> bool:
    """Whether one sentence gives both answers: then they answer two questions."""
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
    for i, j, features in pairs_of(claims, frames, events=events, comparable=comparable, days=days):
        rows.append(i)
        columns.append(j)
        likely.append(probability(claims[i].slot, features, model))
    for i, j in _cannot_link(claims, comparable):
        rows.append(i)
        columns.append(j)
        likely.append(_NEVER)
    n = len(claims)
    upper = csr_array(coo_array((likely, (rows, columns)), shape=(n, n)))
    matrix = csr_array(upper + upper.T)
    labels = average_linkage(matrix, _THRESHOLD)
    members: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        members.setdefault(label, []).append(row)
    return tuple(_fact_group(claims, group, matrix, events) for group in members.values() if len(group) > 1)


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
                and _one_voice(left, right)
                and comparable(left, right) is Level.CONFLICT
            ):
                yield i, j


def _one_voice(left: Claim, right: Claim) -> bool:
    if _words_of("update_words") & {*left.words, *right.words}:
        return False
    return left.speaker is None or right.speaker is None or left.speaker == right.speaker


@cache
def _words_of(name: str) -> frozenset[str]:
    text = resources.files("reconcile.cluster").joinpath("vocabulary.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text)[name])


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
