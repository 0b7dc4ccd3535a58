"""What an editor reads first."""

from __future__ import annotations

from reconcile.report.order import difference, in_reading_order
from reconcile.types import Verdict
from tests.builders import article, evidence, finding, variant

TEXT = "Head. " + "Filler words here. " * 20 + "Nine were hurt."


def ids(*findings, articles=()):
    return [found.id for found in in_reading_order(findings, articles)]


def counts(*values):
    return tuple(variant(str(n), low=n, high=n) for n in values)


def test_a_conflict_comes_before_a_change_and_that_before_an_agreement():
    told = [finding(id=verdict.value, verdict=verdict) for verdict in reversed(Verdict)]
    assert ids(*told) == [verdict.value for verdict in Verdict]


def test_surer_conflicts_come_first():
    assert ids(finding(id="a", level="low"), finding(id="b", level="high")) == ["b", "a"]


def test_more_origins_come_first():
    assert ids(finding(id="a", n_origins=2), finding(id="b", n_origins=5)) == ["b", "a"]


def test_a_bigger_difference_comes_first():
    assert ids(finding(*counts(40, 42), id="a"), finding(*counts(13, 40), id="b")) == ["b", "a"]


def test_what_stands_nearer_to_the_top_comes_first():
    told = article("a1", TEXT)
    deep = finding(variant("9", evidence("Nine were hurt.", "Nine", in_article=told)), id="a")
    top = finding(variant("Head", evidence("Head.", "Head", in_article=told)), id="b")
    assert ids(deep, top, articles=(told,)) == ["b", "a"]


def test_the_order_given_does_not_matter():
    told = [finding(*counts(n, 40), id=str(n)) for n in (13, 17, 39)]
    assert ids(*told) == ids(*reversed(told))


def test_bounds_that_overlap_do_not_differ():
    assert difference(finding(variant("58", low=58), variant("60", low=60, high=60))) == 0


def test_counts_apart_differ_by_their_share():
    assert difference(finding(*counts(30, 40))) == 0.25
