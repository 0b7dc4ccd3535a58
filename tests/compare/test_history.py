"""Older versions of an agency's item: what they may say in a finding, and what not."""

from __future__ import annotations

import pytest

from reconcile.compare.history import judge_with_history
from reconcile.compare.sequence import sequence_articles
from reconcile.types import Claim, FactGroup, Slot, Span, Verdict
from reconcile.versions import SUPERSEDED
from tests.builders import article, quantity

AGENCY = {"publisher": "Coastwire", "item_id": "ferry", "origin": "v2"}
ARTICLES = {
    "v0": article("v0", "{} were hurt.", published="2021-03-04", status=SUPERSEDED, version="1", **AGENCY),
    "v1": article("v1", "{} were hurt.", published="2021-03-05", status=SUPERSEDED, version="2", **AGENCY),
    "v2": article("v2", "{} were hurt.", published="2021-03-06", status="usable", version="3", **AGENCY),
    "b": article("b", "{} were hurt.", published="2021-03-06", publisher="Isle Radio", origin="b"),
    "c": article("c", "{} were hurt.", published="2021-03-06", publisher="Pell Gazette", origin="c"),
}
# Who counts how many hurt; the verdict; who is quoted; how many origins.
CASES = (
    ({"v1": 9, "v2": 9}, None, "", 0),
    ({"v1": 9, "v2": 11}, Verdict.SUPERSEDED, "v1 v2", 1),
    ({"v0": 4, "v1": 9, "v2": 11}, Verdict.SUPERSEDED, "v0 v1 v2", 1),
    # Taken back: no rising count, and still no conflict with itself.
    ({"v1": 11, "v2": 9}, Verdict.SUPERSEDED, "v1 v2", 1),
    ({"v1": 9, "b": 11}, None, "", 0),
    ({"v1": 9, "b": 9}, None, "", 0),
    ({"v1": 9, "v2": 11, "b": 11}, Verdict.SUPERSEDED, "b v1 v2", 2),
    ({"v1": 9, "v2": 11, "b": 11, "c": 11}, Verdict.SUPERSEDED, "b c v1 v2", 3),
    ({"v1": 9, "v2": 9, "b": 9}, Verdict.AGREEMENT, "b v2", 2),
    ({"v1": 9, "b": 11, "c": 11}, Verdict.AGREEMENT, "b c", 2),
    ({"v2": 11, "b": 11}, Verdict.AGREEMENT, "b v2", 2),
)


def _claim(article_id, n, measured):
    text = ARTICLES[article_id].text
    return Claim(
        id=f"{article_id}-{n}",
        article_id=article_id,
        span=Span(0, 2),
        surface=str(n),
        sentence=Span(0, len(text)),
        slot=Slot.QUANTITY,
        value=quantity(n, measured=measured, noun="people"),
        predicate=measured,
        role="subject",
        frame="_ were hurt.",
    )


def _judge(counts, measured="wounded"):
    claims = tuple(_claim(article_id, n, measured) for article_id, n in counts.items())
    group = FactGroup(id="g", event_id="e", slot=Slot.QUANTITY, claims=claims, cohesion=0.9)
    return judge_with_history(group, ARTICLES, sequence=sequence_articles(ARTICLES, claims))


@pytest.mark.parametrize(("counts", "verdict", "quoted", "n_origins"), CASES)
def test_an_older_version_shows_what_its_item_changed_and_nothing_else(counts, verdict, quoted, n_origins):
    finding = _judge(counts)
    if verdict is None:
        assert finding is None
    else:
        shown = {row.article_id for variant in finding.variants for row in variant.evidence}
        assert (finding.verdict, shown, finding.n_origins) == (verdict, set(quoted.split()), n_origins)


def test_outlets_that_conflict_do_so_without_the_older_version():
    finding = _judge({"v1": 4, "v2": 11, "b": 12}, measured="distance")
    assert finding.verdict is Verdict.CONFLICT
    assert {row.article_id for variant in finding.variants for row in variant.evidence} == {"v2", "b"}


def test_the_reason_names_the_item_and_both_answers():
    assert _judge({"v1": 9, "v2": 11}).explanation == (
        "Coastwire said “9” in an earlier version of its item and says “11” in the newest."
    )
