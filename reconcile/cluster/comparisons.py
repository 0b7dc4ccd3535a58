"""The named comparisons of two claims, which a record link weighs.

Each is a number that a reader can check against the two sentences: how near their masked
frames lie, whether they tell of one predicate, how rare the words and names are that they share.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from importlib import resources
from typing import TypeVar

from reconcile.types import OFFICE, SINCE, Claim, EntityMention, Level, Quantity, Slot, TimeExpression

_WORDS_OF_COMMON_NAMES = 2
# The era of a background whose year is not known ("past april last year").
_PAST = "past "
_MEET = frozenset({Level.EXACT, Level.COMPATIBLE})

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


Sentence = tuple[str, int]
_T = TypeVar("_T")


def sentence_of(claim: Claim) -> Sentence:
    """Return the article and the start of the sentence in which a claim stands."""
    return claim.article_id, claim.sentence.start


def told_by_sentence(claims: Iterable[Claim], tell: Callable[[Claim], Iterable[_T]]) -> dict[Sentence, frozenset[_T]]:
    """Return what `tell` finds in the claims of each sentence; one of whose claims it finds nothing is left out."""
    found: dict[Sentence, set[_T]] = {}
    for claim in claims:
        for told in tell(claim):
            found.setdefault(sentence_of(claim), set()).add(told)
    return {sentence: frozenset(told) for sentence, told in found.items()}


def first_ids(claims: Iterable[Claim], kind: Callable[[Claim], str]) -> frozenset[str]:
    """Return the ids of the first claim of each kind in each article; a claim of kind "" is of none."""
    first: dict[tuple[str, str], Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.order):
        if kind(claim):
            first.setdefault((claim.article_id, kind(claim)), claim)
    return frozenset(claim.id for claim in first.values())


class Rarity:
    """How telling it is that two claims share a word or name: its inverse document frequency."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        articles_by_term: dict[str, set[str]] = {}
        for claim in claims:
            for term in (*claim.words, *claim.entities):
                articles_by_term.setdefault(term, set()).add(claim.article_id)
        n_articles = len({claim.article_id for claim in claims})
        self._idf = {term: math.log(1 + n_articles / len(ids)) for term, ids in articles_by_term.items()}
        self._context = told_by_sentence(claims, lambda claim: (*claim.words, *claim.entities))
        # That of a report or a background is not what the article is about.
        self._leads = first_ids(claims, _setting_of)

    def open_their_articles(self, left: Claim, right: Claim) -> bool:
        """Whether each is the first time (or place) that its article gives: that of what it is about."""
        return {left.id, right.id} <= self._leads

    def context(self, left: Claim, right: Claim) -> float:
        """Return the rarity-weighted share of words and names that the two sentences have in common, in [0, 1]."""
        ours, theirs = (self._context.get(sentence_of(claim), frozenset()) for claim in (left, right))
        return self.overlap(ours, theirs)

    def overlap(self, left: Collection[str], right: Collection[str]) -> float:
        """Return the rarity-weighted share of the smaller side that both sides hold, in [0, 1]."""
        # Exact sums: those of a set must not depend on the order in which it happens to stand.
        shared = math.fsum(self._idf[term] for term in set(left) & set(right))
        smaller = min(math.fsum(self._idf[term] for term in set(side)) for side in (left, right))
        return shared / smaller if smaller else 0.0


def _setting_of(claim: Claim) -> str:
    """Return "time" or "place" for one that is told of the story itself, "" for any other answer."""
    is_setting = claim.slot in {Slot.TIME, Slot.PLACE} and not claim.era
    return claim.slot if is_setting and claim.predicate not in words_of("telling_classes") else ""


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
        float(noun_of(left) == noun_of(right) != ""),
        float(measured_of(left) == measured_of(right) != ""),
        float(count_the_same(left, right) or _hold_one_office(left, right, level)),
        float(_share_scene(left, right, level=level, rarity=rarity)),
        float(level in _MEET and _is_rare(left) and _is_rare(right)),
        rarity.context(left, right),
        float(left.article_id == right.article_id),
    )


def _hold_one_office(left: Claim, right: Claim, level: Level) -> bool:
    """Whether both tell who one person is, in whatever words they describe them."""
    return left.predicate == right.predicate == OFFICE and level is Level.EXACT


def count_the_same(left: Claim, right: Claim) -> bool:
    """Whether both count what a whole story counts once ("killed", one person's age), and neither only a part."""
    if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
        return False
    if left.owner and left.owner == right.owner:
        return True
    if left.value.measured != right.value.measured or left.value.measured not in words_of("story_counts"):
        return False
    if not _eras_meet(left.era, right.era):
        return False
    if any(_is_addition(claim.value) for claim in (left, right) if isinstance(claim.value, Quantity)):
        return False
    # "18 people including five children": children are a part wherever they stand, people only here.
    is_part = {claim.value.whole is not None for claim in (left, right) if isinstance(claim.value, Quantity)}
    return is_part != {True, False} or left.value.noun == right.value.noun != "people"


def _is_addition(quantity: Quantity) -> bool:
    words = {word.lower() for entry in quantity.scope for word in entry.split()}
    return bool(words & words_of("partial_words"))


def noun_of(claim: Claim) -> str:
    """Return the noun that a quantity counts, "" for any other claim."""
    return claim.value.noun if isinstance(claim.value, Quantity) else ""


def measured_of(claim: Claim) -> str:
    """Return what a quantity measures, "" for any other claim."""
    return claim.value.measured if isinstance(claim.value, Quantity) else ""


def _times_meet(left: Claim, right: Claim) -> bool | None:
    """Whether the clauses may speak of one time; None where one of them names none."""
    if isinstance(left.value, TimeExpression) or left.when is None or right.when is None:
        return None
    return left.when[0] < right.when[1] and right.when[0] < left.when[1]


def _tell_of_the_incident(left: Claim, right: Claim) -> bool:
    """Whether both clauses tell of what struck: of one event, "killed" and "exploded" share day and place."""
    is_scene = left.slot in {Slot.TIME, Slot.PLACE}
    return is_scene and {left.predicate, right.predicate} <= words_of("incident_classes")


def _share_scene(left: Claim, right: Claim, *, level: Level, rarity: Rarity) -> bool:
    """Whether two times or places that meet are those of one scene: what struck, one cast, what is reported."""
    if level is Level.EXACT and (_tell_of_the_incident(left, right) or _share_actors(left, right)):
        return True
    if level not in _MEET:
        return False
    return rarity.open_their_articles(left, right) or _name_one_event(left, right) or _are_one_spot(left, right)


def _name_one_event(left: Claim, right: Claim) -> bool:
    """Whether both are times or places of one numbered event ("second summit")."""
    is_setting = left.slot in {Slot.TIME, Slot.PLACE}
    return is_setting and any(" " in word for word in set(left.words) & set(right.words))


def _are_one_spot(left: Claim, right: Claim) -> bool:
    """Whether both give a street number or a minute: of one event these are one place and one moment."""
    return left.slot in {Slot.TIME, Slot.PLACE} and all(_is_rare(c) and _has_digit(c.surface) for c in (left, right))


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
    """Whether two eras can be one: equal, one coarser than the other ("2004", "2004-12"), or one without a year."""
    if left and right and SINCE not in {left, right} and (left.startswith(_PAST) or right.startswith(_PAST)):
        return True
    return left == right or (bool(left and right) and (left.startswith(right) or right.startswith(left)))


@cache
def words_of(name: str) -> frozenset[str]:
    """Return a word list of vocabulary.json."""
    text = resources.files("reconcile.cluster").joinpath("vocabulary.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text)[name])
