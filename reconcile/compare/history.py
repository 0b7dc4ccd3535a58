"""Older versions of an agency's item: what they said and the newest no longer says has moved on.

An older version is no outlet of its own. It is not compared with other outlets, it agrees with
nobody and contradicts nobody; only where its answer differs from that of its own newest version
does it appear, as the earlier answer of a `superseded` finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reconcile.compare.names import Contains, knows_nothing
from reconcile.compare.sequence import Sequenced
from reconcile.compare.values import compare_values
from reconcile.compare.verdicts import judge_group
from reconcile.types import Article, Claim, FactGroup, Finding, Level, Verdict
from reconcile.versions import is_history


def judge_with_history(
    group: FactGroup, articles: Mapping[str, Article], *, sequence: Sequenced, contains: Contains = knows_nothing
) -> Finding | None:
    """Return the group's finding as its current articles make it, with what older versions said before.

    Args:
        group: Claims that answer one question.
        articles: The run's articles by id.
        sequence: The day and the toll of each article.
        contains: Whether one place holds another.
    """
    current = tuple(claim for claim in group.claims if not is_history(articles[claim.article_id]))
    if len(current) == len(group.claims):
        return judge_group(group, articles, sequence=sequence, contains=contains)
    now = replace(group, claims=current)
    finding = judge_group(now, articles, sequence=sequence, contains=contains) if current else None
    steps = _steps(group, articles, contains)
    if not steps or (finding is not None and finding.verdict is Verdict.CONFLICT):
        return finding
    earlier = tuple(before for before, _ in steps)
    # Without a finding of their own, the other current answers have nothing to do with what this item changed.
    later = current if finding is not None else tuple(dict.fromkeys(after for _, after in steps))
    whole = judge_group(replace(group, claims=(*later, *earlier)), articles, sequence=sequence, contains=contains)
    if whole is None:
        return finding
    if finding is not None and finding.verdict is Verdict.SUPERSEDED:
        return replace(whole, verdict=Verdict.SUPERSEDED, explanation=finding.explanation)
    return replace(whole, verdict=Verdict.SUPERSEDED, explanation=_explain(*steps[-1], articles))


def _steps(group: FactGroup, articles: Mapping[str, Article], contains: Contains) -> list[tuple[Claim, Claim]]:
    """Return the older answers with the newest that took their place, oldest first."""
    steps = []
    for before in group.claims:
        if not is_history(articles[before.article_id]):
            continue
        answers = [claim for claim in group.claims if _is_newest_of(claim, before, articles)]
        levels = [compare_values(before, after, contains=contains).level for after in answers]
        if answers and all(level is Level.CONFLICT for level in levels):
            steps.append((before, answers[0]))
    return sorted(steps, key=lambda step: (_age(articles[step[0].article_id]), step[0].id))


def _is_newest_of(claim: Claim, before: Claim, articles: Mapping[str, Article]) -> bool:
    article = articles[claim.article_id]
    same_item = article.item_id is not None and article.item_id == articles[before.article_id].item_id
    return same_item and not is_history(article) and claim.speaker == before.speaker


def _age(article: Article) -> tuple[str, int, str]:
    moment = article.published_at.isoformat() if article.published_at else ""
    version = article.version or ""
    return (moment, int(version) if version.isdecimal() else 0, version)


def _explain(before: Claim, after: Claim, articles: Mapping[str, Article]) -> str:
    newest = articles[after.article_id]
    name = newest.publisher or newest.title or newest.id
    return f"{name} said “{before.surface}” in an earlier version of its item and says “{after.surface}” in the newest."
