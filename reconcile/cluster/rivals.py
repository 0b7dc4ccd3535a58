"""Reasons to doubt that two excluding answers are rivals at all.

A false alarm costs an editor's trust. Before two different numbers, days or names may meet,
their sentences must tell of one scene, and no article may set the two side by side itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from reconcile.cluster.ages import ages_by_article, ages_by_sentence, are_of_other_ages, are_told_apart, is_age
from reconcile.cluster.comparisons import (
    Sentence,
    count_the_same,
    first_ids,
    measured_of,
    noun_of,
    sentence_of,
    told_by_sentence,
    words_of,
)
from reconcile.types import (
    OFFICE,
    POSSESSOR,
    SINCE,
    Claim,
    EntityMention,
    Modality,
    Quantity,
    Slot,
    TimeExpression,
    least_count,
)

# Rivals' sentences share at least this much of their telling words: below it lay other events.
_MIN_CONTEXT = 0.2
# Least cosine of frames and context for two answers to be rivals. What is measured and counted
# already says much; days hang on every clause, so that two days ask for nearly one sentence.
_RIVALS_BY_KIND = {
    "measured": (0.6, 0.25),
    # How long something took says little without what took so long.
    "duration": (0.8, 0.4),
    Slot.QUANTITY: (0.75, 0.3),
    Slot.TIME: (0.75, 0.4),
    Slot.PLACE: (0.8, 0.4),
    Slot.PERSON: (0.55, 0.2),
    # Who somebody is at his first mention: the family name that both bear already says much.
    OFFICE: (0.9, 0.15),
    Slot.ORGANISATION: (0.8, 0.4),
    Slot.SPEAKER: (0.9, 0.5),
    Slot.STATUS: (0.6, 0.25),
    Slot.OTHER: (0.6, 0.25),
}
# The meaning of a short clause ("that it would cut 3,500 jobs") turns on its pronouns;
# its telling words still say of what.
_MEASURED_IN_FEW_WORDS = (0.45, 0.5)
# Two days of one event lie near each other; a month and a half apart lie two events.
_MAX_DAYS_APART = 45
# A corrected toll loses a few; a later toll of half the size is another event's.
_MAX_FALL = 0.7
# Tolls told of two places grow little from one to the other where they are one toll.
_MOST_GROWTH_ELSEWHERE = 2.0
_PRONOUNS = frozenset({"his", "her", "its", "their", "whose", "hers", "theirs"})
# A sentence of fewer telling words ("Arrested on Friday:", "Photo from May") says not of what.
_LEAST_WORDS_OF_DATED = 3
# The house numbers of an address ("the 300 block of Elm Street").
_BLOCK = re.compile(r"\b(\d+)(?:st|nd|rd|th)? block\b")
_NEAR = 4
_BOTH, _KILLED, _WOUNDED = "both", "killed", "wounded"
_LEADING = frozenset({"after", "before", "since", "until", "within", "later"})
_MAGNITUDE = "magnitude"
_DURATION, _LONG = "duration", frozenset({"hour", "day", "week", "month", "year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a pair alone does not tell: the articles' days, and which people each article names."""

    days: Mapping[str, int]
    people: Mapping[str, frozenset[str]]
    places: Mapping[Sentence, frozenset[str]]
    ages: Mapping[Sentence, frozenset[str]]
    ages_of_article: Mapping[str, frozenset[str]]
    stretches: frozenset[Sentence]
    dates: Mapping[Sentence, frozenset[date]]
    owners: frozenset[tuple[str, str]]
    first_tolls: frozenset[str]

    def tell_of_other_places(self, left: Claim, right: Claim) -> bool:
        """Whether both sentences name places, and none in common."""
        ours, theirs = (self.places.get(sentence_of(claim), frozenset()) for claim in (left, right))
        blocks = [set(_BLOCK.findall(claim.frame)) for claim in (left, right)]
        return bool(ours and theirs and not ours & theirs) or bool(all(blocks) and not blocks[0] & blocks[1])

    def adds_up(self, claim: Claim) -> bool:
        """Whether the claim counts over several events, or over a stretch of time: "five shot within ten hours"."""
        return _is_sum(claim) or sentence_of(claim) in self.stretches

    def tell_of_the_same_day_too(self, left: Claim, right: Claim) -> bool:
        """Whether the sentence of one of two times gives the other's day as well, of something else."""
        days = [_day_of(claim) for claim in (left, right)]
        if None in days or days[0] == days[1]:
            return False
        pairs = ((left, days[1]), (right, days[0]))
        return any(day in self.dates.get(sentence_of(claim), frozenset()) for claim, day in pairs)

    def are_of_two_people(self, left: Claim, right: Claim) -> bool:
        """Whether two ages are of two people: of two names, or of a name and of somebody its article tells from it."""
        if left.owner and right.owner:
            return left.owner != right.owner
        pairs = ((left, right), (right, left))
        return any(named.owner and (unnamed.article_id, named.owner) in self.owners for named, unnamed in pairs)

    def tell_of_other_people(self, left: Claim, right: Claim) -> bool:
        """Whether the ages that the sentences and articles give show two people where one is asked about."""
        if is_age(left) and is_age(right):
            return are_told_apart(left, right, self.ages_of_article)
        return are_of_other_ages(left, right, self.ages)


def know(claims: Sequence[Claim], days: Mapping[str, int]) -> Known:
    """Return what the claims of all articles, and the articles' days (ordinals), tell beyond a pair."""
    ages = ages_by_sentence(claims)
    return Known(
        days=days,
        people=_people_by_article(claims),
        places=told_by_sentence(claims, lambda claim: claim.places),
        ages=ages,
        ages_of_article=ages_by_article(ages),
        dates=told_by_sentence(claims, _days_of),
        owners=frozenset((claim.article_id, claim.owner) for claim in claims if claim.owner),
        stretches=frozenset(sentence_of(claim) for claim in claims if _is_stretch(claim)),
        # What an article opens with is the toll of its story; its first count of the hurt may be another attack's.
        first_tolls=first_ids(claims, lambda claim: _KILLED if measured_of(claim) == _KILLED and not claim.era else ""),
    )


def _people_by_article(claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    people: dict[str, set[str]] = {}
    for claim in claims:
        if isinstance(claim.value, EntityMention) and claim.value.label == "person":
            people.setdefault(claim.article_id, set()).add(claim.value.entity)
    return {article_id: frozenset(entities) for article_id, entities in people.items()}


def _day_of(claim: Claim) -> date | None:
    """Return the day on which a time begins, None where it has no place on the calendar or the answer is no time."""
    value = claim.value
    return value.begin.date() if isinstance(value, TimeExpression) and value.begin is not None else None


def _days_of(claim: Claim) -> tuple[date, ...]:
    day = _day_of(claim)
    return () if day is None else (day,)


def _is_stretch(claim: Claim) -> bool:
    value = claim.value
    return isinstance(value, Quantity) and value.measured == _DURATION and claim.role == "in" and value.unit in _LONG


def _days_apart(left: Claim, right: Claim) -> int:
    """Return the days between two times, 0 where they are no times or meet."""
    spans = [(c.value.begin, c.value.end) for c in (left, right) if isinstance(c.value, TimeExpression)]
    bounds = [(begin, end) for begin, end in spans if begin is not None and end is not None]
    if len(bounds) < 2:
        return 0
    (_, end), (begin, _) = sorted(bounds)
    return max(0, (begin - end).days)


def is_doubtful(left: Claim, right: Claim, features: Mapping[str, float], known: Known) -> bool:
    """Whether two excluding answers are too likely answers to two questions.

    Numbers that a story counts once need only one context; any other difference needs one
    predicate and much the same words around it.
    """
    if left.owner and left.owner == right.owner:
        # One person has one age, whatever the sentences tell of him.
        return left.article_id == right.article_id
    if isinstance(left.value, EntityMention) and isinstance(right.value, EntityMention):
        if left.role == right.role == POSSESSOR:
            return any(_is_guessed(claim) for claim in (left, right))
        # Whom any article names side by side are two people: two of one family, not two names of one.
        both = {left.value.entity, right.value.entity}
        if any(both <= people for people in known.people.values()):
            return True
    if known.adds_up(left) is not known.adds_up(right) or _ask_two_questions(left, right, known):
        return True
    if left.article_id == right.article_id:
        return left.predicate != right.predicate
    return _is_out_of_context(left, right, features, known)


def _is_out_of_context(left: Claim, right: Claim, features: Mapping[str, float], known: Known) -> bool:
    """Whether the words, the days and the places around two answers of two articles are too far apart."""
    if count_the_same(left, right):
        is_elsewhere = known.tell_of_other_places(left, right) and _is_far_larger(left, right)
        is_elsewhere = is_elsewhere or bool(features["other_time"])
        # A headline of four words ("Ferry blaze leaves 17 dead") shares few with any sentence.
        is_out = features["context"] < _MIN_CONTEXT and not {left.id, right.id} <= known.first_tolls
        return is_elsewhere or _fell(left, right, known.days) or is_out
    kind = _kind_of(left, features)
    limits = [_RIVALS_BY_KIND[kind], *([_MEASURED_IN_FEW_WORDS] if kind == "measured" else [])]
    alike = any(features["cosine"] >= cosine and features["context"] >= context for cosine, context in limits)
    # Two deadlines of one plan may be what the outlets differ on; two days of what happened are two happenings.
    is_plan = left.modality is right.modality is Modality.PLANNED
    elsewhere = features["other_place"] or (features["other_time"] and not is_plan) or features["other_era"]
    elsewhere = elsewhere or _days_apart(left, right) > _MAX_DAYS_APART or known.tell_of_other_places(left, right)
    return left.predicate != right.predicate or not alike or bool(elsewhere)


def _is_far_larger(left: Claim, right: Claim) -> bool:
    smaller, larger = sorted((least_count(left), least_count(right)))
    return larger > _MOST_GROWTH_ELSEWHERE * smaller


def _kind_of(claim: Claim, features: Mapping[str, float]) -> str:
    if measured_of(claim) == _DURATION:
        return _DURATION
    if features["same_measured"] and (features["same_noun"] or measured_of(claim) == _MAGNITUDE):
        return "measured"
    return OFFICE if claim.predicate == OFFICE else claim.slot


def _run_to_two_ends(left: Claim, right: Claim) -> bool:
    """Whether two lengths of time lead to something: "fired after three months", "shot eight hours later"."""
    roles = [claim.role for claim in (left, right) if measured_of(claim) == _DURATION]
    return len(roles) > 1 and roles[0] != roles[1] and not _LEADING.isdisjoint(roles)


def _points_back(left: Claim, right: Claim) -> bool:
    """Whether one counts those just told of: "they both were shot"."""
    return any(claim.surface.lower() == _BOTH for claim in (left, right))


def _only_one_is_grave(left: Claim, right: Claim) -> bool:
    """Whether only one clause on the hurt tells how badly: "one critically hurt" of six shot."""
    if measured_of(left) != _WOUNDED or measured_of(right) != _WOUNDED:
        return False
    return len({bool(words_of("grave_words") & set(claim.words)) for claim in (left, right)}) > 1


def _is_guessed(claim: Claim) -> bool:
    """Whether whom a "his" stands for is a guess of ours: the sentence does not name him."""
    named = isinstance(claim.value, EntityMention) and claim.value.entity in claim.entities
    return claim.surface.lower() in _PRONOUNS and not named


def _ask_two_questions(left: Claim, right: Claim, known: Known) -> bool:
    """Whether the words around two answers of whatever kind show that they are no rivals."""
    doubts = (
        _run_to_two_ends,
        _points_back,
        _only_one_is_grave,
        known.tell_of_other_people,
        known.tell_of_the_same_day_too,
        _lean_on_a_guess,
        _is_none_against_some,
        _differ_by_the_doer,
    )
    return any(doubt(left, right) for doubt in doubts)


def _lean_on_a_guess(left: Claim, right: Claim) -> bool:
    """Whether two times differ in what we made of them, not in what they say: in the day or week of one."""
    times = [claim.value for claim in (left, right) if isinstance(claim.value, TimeExpression)]
    if len(times) < len((left, right)):
        return False
    if any(len(claim.words) + len(claim.entities) < _LEAST_WORDS_OF_DATED for claim in (left, right)):
        return True
    if _day_of(left) == _day_of(right):
        return False
    names = [_names_of_day(time.surface) for time in times]
    return not all(names) or (bool(names[0] & names[1] & words_of("weekdays")) and not any(map(_has_date, times)))


def _names_of_day(surface: str) -> frozenset[str]:
    """Return the words by which an expression names its day or month; a bare number stands for itself."""
    words = re.findall(r"[a-z]+|\d{1,4}(?![:\d])", re.sub(r"\d+:\d+|\d+\s*[ap]\.?m\b", "", surface.lower()))
    return frozenset(word for word in words if word.isdigit() or word in words_of("day_words") | words_of("weekdays"))


def _has_date(time: TimeExpression) -> bool:
    return any(name.isdigit() for name in _names_of_day(time.surface))


def _is_none_against_some(left: Claim, right: Claim) -> bool:
    """Whether one says that there were none: nearly always none of some kind, which the words do not show."""
    return count_the_same(left, right) and min(least_count(left), least_count(right)) == 0


def _differ_by_the_doer(left: Claim, right: Claim) -> bool:
    """Whether one count of the dead is one more than the other, and takes in the gunman."""
    if not count_the_same(left, right):
        return False
    if abs(least_count(left) - least_count(right)) != 1:
        return False
    more = max(left, right, key=least_count)
    _, _, included = more.frame.partition(" including ")
    return bool(words_of("doers") & set(included.split()[:_NEAR]))


def _fell(left: Claim, right: Claim, days: Mapping[str, int]) -> bool:
    """Whether the later article has so much less that it counts another event: tolls do not fall."""
    before, after = sorted((left, right), key=lambda claim: days.get(claim.article_id, 0))
    if not all(claim.article_id in days for claim in (left, right)):
        return False
    if days[before.article_id] == days[after.article_id]:
        return False
    return least_count(after) < _MAX_FALL * least_count(before)


_ApartKey = tuple[int, str, str, str, frozenset[tuple[str, str]]]


def told_apart(claims: Sequence[Claim], events: Mapping[str, int]) -> frozenset[_ApartKey]:
    """Return the pairs of counts that some article gives side by side in its own voice.

    Where one article has both "six hurt" and "three hurt", they are two sets, and no other
    article's six is a rival of another's three.
    """
    by_article: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.value, Quantity) and claim.value.measured:
            by_article.setdefault(claim.article_id, []).append(claim)
    return frozenset(
        apart_key(left, right, events)
        for group in by_article.values()
        for left, right in combinations(group, 2)
        if speak_with_one_voice(left, right) and _bounds_exclude(left, right) and _is_sum(left) is _is_sum(right)
    )


def _is_sum(claim: Claim) -> bool:
    """Whether the claim adds up over more than one event: then its sentence itself says how it differs."""
    return claim.era == SINCE or bool(words_of("cumulative_words") & set(claim.words))


def apart_key(left: Claim, right: Claim, events: Mapping[str, int]) -> _ApartKey:
    """Return the event, whose and what is counted and the two counts, by which `told_apart` knows a pair."""
    owner = left.owner if left.owner == right.owner else ""
    counts = frozenset((_bounds(left), _bounds(right)))
    return (events[left.article_id], owner, measured_of(left), noun_of(left), counts)


def _bounds(claim: Claim) -> tuple[str, str]:
    return (str(claim.value.low), str(claim.value.high)) if isinstance(claim.value, Quantity) else ("", "")


def _bounds_exclude(left: Claim, right: Claim) -> bool:
    if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
        return False
    if (left.value.measured, left.value.noun) != (right.value.measured, right.value.noun):
        return False
    sides = ((left.value, right.value), (right.value, left.value))
    return any(a.high is not None and b.low is not None and a.high < b.low for a, b in sides)


def speak_with_one_voice(left: Claim, right: Claim) -> bool:
    """Whether two claims of one article are its own, or one speaker's, with no word of an update."""
    if words_of("update_words") & {*left.words, *right.words}:
        return False
    return left.speaker is None or right.speaker is None or left.speaker == right.speaker
