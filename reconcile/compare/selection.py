"""Which findings an editor gets, and in what order: one for each question."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.types import FactGroup, Finding, Verdict


def select_findings(judged: Sequence[tuple[FactGroup, Finding]]) -> tuple[Finding, ...]:
    """Return the findings, most important first, without those that repeat a surer one.

    A finding repeats another when they stand on the same places of the text.
    """
    kept: list[Finding] = []
    seen: set[frozenset[tuple[str, int, int]]] = set()
    for _, finding in sorted(judged, key=lambda row: (-row[1].confidence, row[1].id)):
        places = frozenset((row.article_id, *row.span) for v in finding.variants for row in v.evidence)
        if places not in seen:
            seen.add(places)
            kept.append(finding)
    return tuple(sorted(kept, key=_importance))


def _importance(finding: Finding) -> tuple[object, ...]:
    n_rows = sum(len(variant.evidence) for variant in finding.variants)
    return (list(Verdict).index(finding.verdict), -finding.n_origins, -n_rows, -finding.confidence, finding.id)
