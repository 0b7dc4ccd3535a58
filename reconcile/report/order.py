"""The order in which an editor reads findings: what matters most first.

A conflict matters more the surer it is, the more independent origins take part, the further
its answers lie apart, and the nearer to the top its articles tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from reconcile.types import Article, Finding, Slot, Variant, Verdict

_LEVELS = ("high", "medium", "low")
# Relative differences from which two counts are no longer near; a value that is no number
# counts as half apart. Bands, so that 40 against 43 does not outrank a more central 40 against 42.
_BANDS = (0.5, 0.25, 0.1)
_NOT_A_NUMBER = 0.5


def in_reading_order(findings: Iterable[Finding], articles: Sequence[Article]) -> tuple[Finding, ...]:
    """Return `findings` by verdict, strongest first, and inside a verdict the most important first."""
    length_by_id = {article.id: max(1, len(article.text)) for article in articles}
    return tuple(sorted(findings, key=lambda finding: _rank(finding, length_by_id)))


def difference(finding: Finding) -> float:
    """Return how far the two answers that differ most lie apart, from 0 (overlapping) to 1."""
    if len(finding.variants) < 2:
        return 0.0
    if finding.slot is not Slot.QUANTITY:
        return _NOT_A_NUMBER
    return max(_gap(left, right) for left, right in combinations(finding.variants, 2))


def depth(finding: Finding, length_by_id: Mapping[str, int]) -> float:
    """Return how far down its articles tell the finding, from 0 (headline) to 1, on average."""
    places = [
        row.span.start / length_by_id.get(row.article_id, max(1, row.span.start))
        for variant in finding.variants
        for row in variant.evidence
    ]
    return sum(places) / len(places) if places else 1.0


def _rank(finding: Finding, length_by_id: Mapping[str, int]) -> tuple[int, int, int, int, float, str]:
    level = _LEVELS.index(finding.level) if finding.level in _LEVELS else len(_LEVELS)
    gap = difference(finding)
    band = next((n for n, least in enumerate(_BANDS) if gap >= least), len(_BANDS))
    order = list(Verdict).index(finding.verdict)
    return order, level, -finding.n_origins, band, round(depth(finding, length_by_id), 6), finding.id


def _gap(left: Variant, right: Variant) -> float:
    """Return the gap between the bounds as a share of the larger one."""
    lows = [bound for bound in (left.low, right.low) if bound is not None]
    highs = [bound for bound in (left.high, right.high) if bound is not None]
    if not lows or not highs or max(lows) <= min(highs):
        return 0.0
    size = max(abs(max(lows)), abs(min(highs)))
    return float((max(lows) - min(highs)) / size) if size else 0.0
