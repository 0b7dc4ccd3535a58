"""Which of two articles was written first: by their days, else by the toll that they knew.

Articles of one day seldom carry an hour, but a toll only grows: of two articles about one
event, the one with fewer dead knew less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.types import Article, Claim, Quantity

_TOLL = "killed"
Sequenced = Mapping[str, tuple[int | None, float | None]]
"""Day (ordinal) and toll of each article, None where not known."""


def sequence_articles(articles: Mapping[str, Article], claims: Sequence[Claim]) -> Sequenced:
    """Return the day and the toll of each article, by its id."""
    tolls: dict[str, float] = {}
    for claim in claims:
        toll = _toll(claim)
        if toll is not None:
            tolls[claim.article_id] = max(toll, tolls.get(claim.article_id, 0.0))
    return {
        article_id: (article.published_on.toordinal() if article.published_on else None, tolls.get(article_id))
        for article_id, article in articles.items()
    }


def may_precede(before: Claim, after: Claim, sequence: Sequenced) -> bool:
    """Whether the article of `before` may have been written before that of `after`; True where nothing is known."""
    (day, toll), (later_day, later_toll) = sequence[before.article_id], sequence[after.article_id]
    if day is not None and later_day is not None and day != later_day:
        return day < later_day
    if toll is not None and later_toll is not None and not _is_toll(before):
        return toll <= later_toll
    return True


def was_written_before(left: Claim, right: Claim, sequence: Sequenced) -> bool | None:
    """Whether the day of `left` lies before that of `right`; None where they are not known or the same."""
    days = [sequence[claim.article_id][0] for claim in (left, right)]
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return None
    return days[0] < days[1]


def _is_toll(claim: Claim) -> bool:
    """Whether the claim counts the dead itself: an article may well print an older toll beside its own."""
    return isinstance(claim.value, Quantity) and claim.value.measured == _TOLL


def _toll(claim: Claim) -> float | None:
    quantity = claim.value
    if not isinstance(quantity, Quantity) or quantity.measured != _TOLL or claim.era or quantity.whole is not None:
        return None
    if quantity.noun not in {"", "people", "person"} or quantity.low is None:
        return None
    return float(quantity.low)
