"""Which findings an editor gets, and in what order.

One sentence that two outlets share holds a dozen comparable words; an editor wants its
questions, not its words. So candidates are taken in order of worth, and one that stands on
sentences already shown is taken only if it asks something new: a number of another kind, a
time, a name that no finding on those sentences gives.
"""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.compare.phrases import telling
from reconcile.compare.verdicts import variant_key
from reconcile.types import FactGroup, Finding, Phrase, Quantity, Slot, Verdict

_WORTH = (Slot.QUANTITY, Slot.TIME, Slot.PERSON, Slot.ORGANISATION, Slot.PLACE, Slot.STATUS, Slot.SPEAKER, Slot.OTHER)
_DIFFERENCES = frozenset({Verdict.CONFLICT, Verdict.SUPERSEDED})
# Half of a finding's places: with less in common two findings stand on different passages.
_SHARE = 0.5
# Code points between two values of one clause; about eight words.
_NEAR = 30
# Code points from one value to the next in "1970s and 1980s".
_SIDE_BY_SIDE = 16
# How many agreements may stand on the same sentences, whatever they ask.
_MAX_PER_PASSAGE = 2

# How many agreements of one wire text may stand on the same sentences: outlets that print one
# text agree in every word, and that is one thing to know.
_MAX_PER_COPY = 3
# `telling` of an answer in words from which it is shown beside two others; about two rare words.
_TELLS_MUCH = 3.0
# Agreements less sure than this were right only every second time on the labelled stories.
_MIN_AGREEMENT = 0.55
_MIN_AGREEMENT_IN_WORDS = 0.66

_Place = tuple[str, int]


def select_findings(judged: Sequence[tuple[FactGroup, Finding]]) -> tuple[Finding, ...]:
    """Return the findings worth an editor's time, most important first."""
    kept: list[tuple[FactGroup, Finding, frozenset[_Place]]] = []
    for group, finding in sorted(judged, key=_worth):
        if _is_toss_up(finding):
            continue
        places = frozenset((row.article_id, row.span.start) for v in finding.variants for row in v.evidence)
        copied = finding.n_origins == 1 and finding.verdict not in _DIFFERENCES
        if copied and sum(_share_sentences(finding, f) for _, f, _ in kept) >= _MAX_PER_COPY:
            continue
        beside = [(g, f) for g, f, other in kept if _share_near(places, other) >= _SHARE]
        if _is_news(group, finding, beside, [(g, f) for g, f, _ in kept]):
            kept.append((group, finding, places))
    return tuple(sorted((finding for _, finding, _ in kept), key=_importance))


def _share_sentences(left: Finding, right: Finding) -> bool:
    ours, theirs = ({(row.article_id, row.quote) for v in f.variants for row in v.evidence} for f in (left, right))
    return len(ours & theirs) >= _SHARE * len(ours)


def _is_toss_up(finding: Finding) -> bool:
    if finding.verdict in _DIFFERENCES:
        return False
    least = _MIN_AGREEMENT_IN_WORDS if finding.slot in {Slot.OTHER, Slot.STATUS} else _MIN_AGREEMENT
    return finding.confidence < least


def _share_near(places: frozenset[_Place], others: frozenset[_Place], *, reach: int = _NEAR) -> float:
    """Return the share of `places` that lie within `reach` code points of one of `others`."""
    near = sum(any(a == b and abs(x - y) <= reach for b, y in others) for a, x in places)
    return near / len(places)


def _is_news(
    group: FactGroup,
    finding: Finding,
    beside: Sequence[tuple[FactGroup, Finding]],
    kept: Sequence[tuple[FactGroup, Finding]],
) -> bool:
    """Whether `finding` asks what the findings on the same passages, and of the same answer, do not ask."""
    if _is_in_words(group) and finding.verdict not in _DIFFERENCES:
        return _is_news_in_words(group, finding, beside, kept)
    same_slot = [(g, f) for g, f in beside if f.slot is finding.slot]
    if finding.slot is Slot.QUANTITY:
        return _is_new_count(group, same_slot, kept)
    if finding.slot is Slot.TIME:
        # "Spoke on Monday and will meet in May": two days of one clause answer two questions.
        same_slot = [(g, f) for g, f in same_slot if _answers(group) & _answers(g) or _side_by_side(finding, f)]
    if finding.verdict in _DIFFERENCES:
        return not same_slot
    told = any(f.slot is finding.slot and _answers(group) <= _answers(g) for g, f in kept)
    most = 1 if finding.slot is Slot.STATUS else _MAX_PER_PASSAGE
    same_answer = finding.slot is Slot.TIME and bool(same_slot)
    return not told and not same_answer and len(beside) < most


def _is_new_count(
    group: FactGroup, same_slot: Sequence[tuple[FactGroup, Finding]], kept: Sequence[tuple[FactGroup, Finding]]
) -> bool:
    """Whether no finding counts the same things to the same number."""
    if any(_kind(group) & _kind(g) or f.verdict in _DIFFERENCES for g, f in same_slot):
        return False
    return not any(_kind(group) & _kind(g) and _least_answers(group) & _least_answers(g) for g, _ in kept)


def _is_in_words(group: FactGroup) -> bool:
    return isinstance(group.claims[0].value, Phrase)


def _is_news_in_words(
    group: FactGroup,
    finding: Finding,
    beside: Sequence[tuple[FactGroup, Finding]],
    kept: Sequence[tuple[FactGroup, Finding]],
) -> bool:
    """Whether an answer in words is the first of its head word, and stands alone or tells much."""
    if any(_is_in_words(g) and g.event_id == group.event_id and _heads(g) & _heads(group) for g, _ in kept):
        return False
    if any(_is_in_words(g) or _side_by_side(finding, f) for g, f in beside):
        return False
    return len(beside) < _MAX_PER_PASSAGE or _telling(group) >= _TELLS_MUCH


def _heads(group: FactGroup) -> frozenset[str]:
    return frozenset(c.value.normal.split()[0] for c in group.claims if isinstance(c.value, Phrase))


def _telling(group: FactGroup) -> float:
    return max((telling(c.value) for c in group.claims if isinstance(c.value, Phrase)), default=0.0)


def _side_by_side(left: Finding, right: Finding) -> bool:
    """Whether two values stand next to each other: "in the 1970s and 1980s" is one answer in two words."""
    ours, theirs = (
        frozenset((row.article_id, row.span.start) for v in f.variants for row in v.evidence) for f in (left, right)
    )
    return _share_near(ours, theirs, reach=_SIDE_BY_SIDE) >= _SHARE


def _answers(group: FactGroup) -> frozenset[tuple[str, ...]]:
    """Return the answers of a group together with what makes them answers to one kind of question."""
    return frozenset(
        (group.event_id, "office" if c.predicate == "office" else "", *variant_key(c)) for c in group.claims
    )


def _least_answers(group: FactGroup) -> frozenset[tuple[str, str]]:
    """Return the lower bounds of a group's numbers: "24" and "at least 24" tell of one count."""
    return frozenset((group.event_id, str(c.value.low)) for c in group.claims if isinstance(c.value, Quantity))


def _kind(group: FactGroup) -> frozenset[tuple[str, str]]:
    return frozenset(
        (c.value.measured or c.predicate, c.value.noun) for c in group.claims if isinstance(c.value, Quantity)
    )


def _worth(row: tuple[FactGroup, Finding]) -> tuple[object, ...]:
    group, finding = row
    n_articles = len({e.article_id for v in finding.variants for e in v.evidence})
    return (
        finding.verdict not in _DIFFERENCES,
        _is_in_words(group),
        -round(_telling(group), 1),
        _WORTH.index(finding.slot),
        -n_articles,
        -finding.confidence,
        finding.id,
    )


def _importance(finding: Finding) -> tuple[object, ...]:
    n_rows = sum(len(variant.evidence) for variant in finding.variants)
    return (list(Verdict).index(finding.verdict), -finding.n_origins, -n_rows, -finding.confidence, finding.id)
