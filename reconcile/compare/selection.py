"""Which findings an editor gets, and in what order.

One sentence that two outlets share holds a dozen comparable words; an editor wants its
questions, not its words. So candidates are taken in order of worth, and one that stands on
sentences already shown is taken only if it asks something new: a number of another kind, a
time, a state, a name that no finding on those sentences gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reconcile.compare.phrases import telling
from reconcile.compare.verdicts import variant_key
from reconcile.types import OFFICE, POSSESSOR, FactGroup, Finding, Phrase, Quantity, Slot, State, Verdict

_WORTH = (Slot.QUANTITY, Slot.TIME, Slot.PERSON, Slot.ORGANISATION, Slot.PLACE, Slot.STATUS, Slot.SPEAKER, Slot.OTHER)
_DIFFERENCES = frozenset({Verdict.CONFLICT, Verdict.SUPERSEDED})
# Half of a finding's sentences (or places): with less in common two findings stand on different passages.
_SHARE = 0.5
# Code points between two values of one slot that are one answer in two pieces ("1970s" + " and " + "1980s").
_TOUCHING = 5
# Code points between two counts of one clause; about five words.
_ONE_CLAUSE = 30
# "No one was hurt" is told by the number, "mostly Sunni" by the name that the state holds.
_OVERLAPPING = 0
# How many findings may already stand on the same sentences before an agreement on one more answer; numbers and
# states are always worth telling. On the labelled stories an answer past these is new less than every second time.
_MOST_BESIDE = {
    Slot.TIME: 2,
    Slot.PERSON: 1,
    Slot.ORGANISATION: 1,
    Slot.PLACE: 1,
    Slot.STATUS: 1,
    Slot.OTHER: 1,
}
_MOST_BESIDE_OFFICE = 2
_TOLD_ONCE = frozenset({Slot.TIME, Slot.ORGANISATION})
# Agreements less sure than this were right only every second time on the labelled stories.
_MIN_AGREEMENT = 0.55
_MIN_AGREEMENT_IN_WORDS = 0.66

_Place = tuple[str, int, int]


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A judged group with what it stands on and what it answers, worked out when it is first asked for."""

    group: FactGroup
    finding: Finding

    @property
    def differs(self) -> bool:
        return self.finding.verdict in _DIFFERENCES

    @cached_property
    def places(self) -> frozenset[_Place]:
        return frozenset(
            (row.article_id, row.span.start, row.span.end) for v in self.finding.variants for row in v.evidence
        )

    @cached_property
    def sentences(self) -> frozenset[tuple[str, str]]:
        return frozenset((row.article_id, row.quote) for v in self.finding.variants for row in v.evidence)

    @property
    def is_state(self) -> bool:
        return isinstance(self.group.claims[0].value, State)

    @cached_property
    def is_office(self) -> bool:
        return any(claim.predicate == OFFICE for claim in self.group.claims)

    @cached_property
    def answers(self) -> frozenset[tuple[str, ...]]:
        """The answers together with what makes them answers to one kind of question."""
        slot = OFFICE if self.is_office else str(self.finding.slot)
        return frozenset((self.group.event_id, slot, *self._asked(), *variant_key(c)) for c in self.group.claims)

    def _asked(self) -> tuple[str, ...]:
        value = self.group.claims[0].value
        return (value.question, value.subject) if isinstance(value, State) else ()

    @cached_property
    def kinds(self) -> frozenset[tuple[str, str, str]]:
        """What its numbers measure, of what, in which era."""
        return frozenset(
            (c.value.measured or c.predicate, c.value.noun, c.era)
            for c in self.group.claims
            if isinstance(c.value, Quantity)
        )

    @cached_property
    def least(self) -> frozenset[tuple[str, str]]:
        """The lower bounds of its numbers: "24" and "at least 24" tell of one count."""
        values = [claim.value for claim in self.group.claims]
        return frozenset((self.group.event_id, str(value.low)) for value in values if isinstance(value, Quantity))

    @cached_property
    def heads(self) -> frozenset[tuple[str, str]]:
        """The head words of its answers in words."""
        values = [claim.value for claim in self.group.claims]
        return frozenset((self.group.event_id, v.normal.split()[0]) for v in values if isinstance(v, Phrase))

    @cached_property
    def telling(self) -> float:
        return max((telling(c.value) for c in self.group.claims if isinstance(c.value, Phrase)), default=0.0)


def select_findings(judged: Sequence[tuple[FactGroup, Finding]]) -> tuple[Finding, ...]:
    """Return the findings worth an editor's time, most important first."""
    shown = _Shown()
    candidates = [_Candidate(group=group, finding=finding) for group, finding in judged if not _is_toss_up(finding)]
    for candidate in sorted(candidates, key=_worth):
        if _is_news(candidate, shown):
            shown.add(candidate)
    return tuple(sorted((candidate.finding for candidate in shown), key=_importance))


class _Shown:
    """The candidates taken so far, to be found again by their sentences and answers."""

    def __init__(self) -> None:
        self._taken: list[_Candidate] = []
        self._by_sentence: dict[tuple[str, str], list[_Candidate]] = {}
        self._heads: set[tuple[str, str]] = set()
        self._counts: set[tuple[tuple[str, str, str], tuple[str, str]]] = set()

    def __iter__(self) -> Iterator[_Candidate]:
        return iter(self._taken)

    def add(self, candidate: _Candidate) -> None:
        self._taken.append(candidate)
        self._heads |= candidate.heads
        self._counts |= {(kind, least) for kind in candidate.kinds for least in candidate.least}
        for sentence in candidate.sentences:
            self._by_sentence.setdefault(sentence, []).append(candidate)

    def beside(self, candidate: _Candidate) -> list[_Candidate]:
        """Return the candidates on at least half of `candidate`'s sentences."""
        shared: dict[str, int] = {}
        taken: dict[str, _Candidate] = {}
        for sentence in candidate.sentences:
            for other in self._by_sentence.get(sentence, ()):
                shared[other.finding.id] = shared.get(other.finding.id, 0) + 1
                taken[other.finding.id] = other
        return [taken[id] for id, n in shared.items() if n >= _SHARE * len(candidate.sentences)]

    def has_told(self, candidate: _Candidate) -> bool:
        """Whether one finding holds all of `candidate`'s answers."""
        return any(candidate.answers <= other.answers for other in self._taken)

    def has_counted(self, candidate: _Candidate) -> bool:
        """Whether a finding counts the same things to the same number."""
        return any((kind, least) in self._counts for kind in candidate.kinds for least in candidate.least)

    def has_head(self, candidate: _Candidate) -> bool:
        """Whether an answer in words with the same head word is shown for the event."""
        return bool(self._heads & candidate.heads)


def _is_toss_up(finding: Finding) -> bool:
    if finding.verdict in _DIFFERENCES:
        return False
    least = _MIN_AGREEMENT_IN_WORDS if finding.slot in {Slot.OTHER, Slot.STATUS} else _MIN_AGREEMENT
    return finding.confidence < least


def _is_news(candidate: _Candidate, shown: _Shown) -> bool:
    """Whether `candidate` asks what the findings on the same sentences, and of the same answers, do not ask."""
    beside = shown.beside(candidate)
    if candidate.finding.slot is Slot.QUANTITY:
        return _is_new_count(candidate, beside, shown)
    if candidate.differs:
        return not _is_piece(candidate, beside)
    if _goes_without_saying(candidate, beside):
        return False
    if candidate.heads:
        return _is_news_in_words(candidate, beside, shown)
    if candidate.is_state or candidate.finding.slot is Slot.SPEAKER:
        is_shown = _share_near(candidate, beside, reach=_OVERLAPPING) >= _SHARE
        return not is_shown and _is_new_statement(candidate, beside, shown)
    return len(beside) <= _most_beside(candidate, beside) and not shown.has_told(candidate)


def _is_piece(candidate: _Candidate, beside: Sequence[_Candidate]) -> bool:
    """Whether its values touch those of a finding of its slot: one answer in two pieces."""
    slot = candidate.finding.slot
    of_slot = [other for other in beside if other.finding.slot is slot]
    return any(_share_near(candidate, [other], reach=_TOUCHING) >= _SHARE for other in of_slot)


def _goes_without_saying(candidate: _Candidate, beside: Sequence[_Candidate]) -> bool:
    """Whether an agreement is a piece of what is shown, an answer given there, or whose something is."""
    return (
        _is_piece(candidate, beside)
        or any(candidate.answers & other.answers for other in beside)
        or all(claim.role == POSSESSOR for claim in candidate.group.claims)
    )


def _is_new_statement(candidate: _Candidate, beside: Sequence[_Candidate], shown: _Shown) -> bool:
    """Whether a state is told for the first time, or several texts quote one speaker."""
    if candidate.is_state:
        return not shown.has_told(candidate)
    # What one person said twice are two statements.
    return candidate.finding.n_origins > 1 or not beside


def _is_new_count(candidate: _Candidate, beside: Sequence[_Candidate], shown: _Shown) -> bool:
    """Whether no finding counts the same things to the same number, or in the same clause."""
    of_kind = [other for other in beside if candidate.kinds & other.kinds]
    if any(_share_near(candidate, [other], reach=_ONE_CLAUSE) >= _SHARE for other in of_kind):
        return False
    return candidate.differs or not shown.has_counted(candidate)


def _is_news_in_words(candidate: _Candidate, beside: Sequence[_Candidate], shown: _Shown) -> bool:
    """Whether an answer in words is the first of its head word, and the only one on its sentences."""
    if shown.has_head(candidate) or any(other.heads for other in beside):
        return False
    return len(beside) <= _MOST_BESIDE[Slot.OTHER] and _share_near(candidate, beside, reach=_TOUCHING) < _SHARE


def _most_beside(candidate: _Candidate, beside: Sequence[_Candidate]) -> int:
    """Return how many findings may stand on the sentences already; several texts' only time or body is always told."""
    slot = candidate.finding.slot
    if candidate.is_office:
        return _MOST_BESIDE_OFFICE
    is_only = not any(other.finding.slot is slot for other in beside)
    if slot is Slot.PLACE:
        # Of one text's sentence a place tells little more than what stands there.
        return _MOST_BESIDE[slot] + is_only if candidate.finding.n_origins > 1 else 0
    if is_only and slot in _TOLD_ONCE and candidate.finding.n_origins > 1:
        return len(beside)
    return _MOST_BESIDE[slot]


def _share_near(candidate: _Candidate, others: Sequence[_Candidate], *, reach: int) -> float:
    """Return the share of `candidate`'s values with at most `reach` code points to a value of `others`."""
    places = [place for other in others for place in other.places]
    near = sum(
        any(a == b and max(start - last, first - end) <= reach for b, first, last in places)
        for a, start, end in candidate.places
    )
    return near / len(candidate.places)


def _worth(candidate: _Candidate) -> tuple[object, ...]:
    finding = candidate.finding
    n_articles = len({article_id for article_id, _ in candidate.sentences})
    return (
        not candidate.differs,
        bool(candidate.heads),
        -round(candidate.telling, 1),
        _WORTH.index(finding.slot),
        -n_articles,
        -finding.confidence,
        finding.id,
    )


def _importance(finding: Finding) -> tuple[object, ...]:
    n_rows = sum(len(variant.evidence) for variant in finding.variants)
    return (list(Verdict).index(finding.verdict), -finding.n_origins, -n_rows, -finding.confidence, finding.id)
