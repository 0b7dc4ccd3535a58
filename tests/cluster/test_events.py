import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.cluster import group_events
from reconcile.cluster.days import named_days
from reconcile.types import Article

MONDAY = date(2031, 3, 10)
DAYS = (
    ("the ferry sank on Saturday", [date(2031, 3, 8)]),
    ("the ferry sank Monday", [MONDAY]),
    ("the ferry sank last night", [date(2031, 3, 9)]),
    ("the ferry sank on Feb. 3", [date(2031, 2, 3)]),
    ("the ferry sank on 3 February", [date(2031, 2, 3)]),
    ("the ferry sank on December 30", [date(2030, 12, 30)]),
    ("the ferry sank on March 3rd, 2019", [date(2019, 3, 3)]),
    ("the hearing is set for April 2", [date(2031, 4, 2)]),
    ("the ferry sank on Feb. 30", []),
    ("it may sink 12 times", []),
)
FERRY = (
    "The ferry Halvorsen sank off Grimsholm harbour on Saturday, and captain Odd Brekke was rescued with nine others."
)
FERRY_TOO = (
    "Captain Odd Brekke and nine more were pulled from the sea when the Halvorsen went down near Grimsholm on March 8."
)
TRAIN = (
    "A goods train left the rails at Vellbach on Friday; driver Mina Kolar, 41, broke a leg, the Lindau railway said."
)
SHOOTING = "Police said a man was shot and wounded on {day}. He was taken to hospital in a critical condition."


def article(text, *, published_on=MONDAY, publisher="The Courier"):
    return Article(id=text[:40], uri="x", text=text, published_on=published_on, publisher=publisher)


@pytest.mark.parametrize(("text", "days"), DAYS, ids=[text for text, _ in DAYS])
def test_days_are_read_against_the_day_of_publication(text, days):
    assert named_days(text, published_on=MONDAY) == days


def test_names_join_articles_that_share_few_other_words():
    assert group_events([article(FERRY), article(TRAIN), article(FERRY_TOO)]) == (0, 1, 0)


def test_an_undated_article_joins_its_event():
    assert group_events([article(FERRY), article(FERRY_TOO, published_on=None)]) == (0, 0)


def test_years_between_two_articles_need_more_in_common():
    memoir = "Captain Odd Brekke has written a memoir of whaling, knitting and forty winters spent on Bear Island."

    soon, years_later = (article(memoir, published_on=MONDAY + timedelta(days=days)) for days in (1, 4000))

    assert group_events([article(FERRY), soon]) == (0, 0)
    assert group_events([article(FERRY), years_later]) == (0, 1)


def test_an_outlets_own_lines_join_nothing():
    rights = "\nRights reserved Zephyrmedia Quillon Gazettiere Bureau Ostrava Kinderhook Wexelblatt."
    first = article(FERRY + rights)
    second = article(TRAIN + rights, published_on=MONDAY + timedelta(days=40))

    assert group_events([first, second]) == (0, 1)


def test_a_hundred_articles_of_one_story_stay_together():
    rng = random.Random(7)
    facts = [*FERRY.split(", "), *FERRY_TOO.split(" when "), "Grimsholm's mayor called the Halvorsen old."]
    articles = [article(f"Halvorsen sinks off Grimsholm ({i}). " + " ".join(rng.sample(facts, 4))) for i in range(100)]

    assert set(group_events(articles)) == {0}


def test_no_articles_make_no_events():
    assert group_events([]) == ()


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_articles_changes_only_the_labels_names(order):
    articles = [article(FERRY), article(FERRY_TOO), article(TRAIN), article(SHOOTING.format(day="Tuesday"))]
    straight, shuffled = group_events(articles), group_events([articles[i] for i in order])

    for a in range(4):
        for b in range(4):
            same = straight[order[a]] == straight[order[b]]
            assert (shuffled[a] == shuffled[b]) == same
