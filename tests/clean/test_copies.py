"""Copies of one text share an origin; reports of one event in other words do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.clean import mark_copies
from reconcile.types import Article

WIRE = (
    "A passenger ferry ran aground in thick fog off Morven Sound early Tuesday and all 212 people on board were taken "
    "ashore without serious injury. The ship struck a sandbank some three miles short of the harbor, and tugs pulled "
    "it free at high tide. Eleven passengers were treated for bruises and cold at the general hospital and nine of "
    "them had gone home by noon. The transport ministry opened an inquiry and will interview the captain on Wednesday."
)
REWRITE = (
    "Fog is blamed after the Lady Arden hit a bank of sand. Eleven passengers were treated for bruises and cold at the "
    "general hospital and nine of them had gone home by noon. Our reporter spoke to families who waited for hours at "
    "the quay, wrapped in blankets and cursing the company. The transport ministry opened an inquiry and will "
    "interview the captain on Wednesday."
)
CUT = WIRE.split(". ", maxsplit=1)[0] + ". " + WIRE.split(". ")[2] + "."
OWN = (
    "Nobody was badly hurt when a ferry got stuck on a sandbank on Tuesday. The coast guard counted 212 people, "
    "eleven of whom saw a doctor. The captain must explain himself to the ministry, which is looking into what "
    "happened in the fog near Morven Sound, where two other ships have run aground since the lighthouse went dark."
)
APPEAL = "Anyone with information about the shooting on Canal Street is asked to call Crime Stoppers at 555-0142 now."
SHOOTING = "A man was shot in the leg on Canal Street on Friday night while he was waiting for the last bus home. "
ROBBERY = "Three masked men took watches from a jewelry store near the station and drove off in a silver van. "

# Left | right | whether the two are one origin
PAIRS = (
    (WIRE, WIRE, True),
    (WIRE, REWRITE, True),
    (WIRE, CUT, True),
    (WIRE, WIRE.replace("212", "214").replace("Eleven", "Twelve"), True),
    (WIRE, OWN, False),
    (SHOOTING + APPEAL, ROBBERY + APPEAL, False),
    (f"{OWN} “{WIRE[:200]}”", f"{ROBBERY} “{WIRE[:200]}”", False),
    ("Short.", "Short.", False),
)


def _article(name: str, body: str, **fields) -> Article:
    return Article(id=name, uri=name, text=body, **fields)


@pytest.mark.parametrize(("left", "right", "same"), PAIRS)
def test_a_pair_is_one_origin_only_if_it_shares_runs_of_its_own_words(left, right, same):
    first, second = mark_copies((_article("a", left), _article("b", right)))

    assert (first.origin == second.origin) is same


def test_the_earliest_is_the_original():
    later, earlier = mark_copies(
        (_article("a", WIRE, published_on=date(2023, 2, 8)), _article("b", CUT, published_on=date(2023, 2, 7)))
    )

    assert (later.copy_of, earlier.copy_of, later.origin) == ("b", None, "b")


def test_of_one_day_the_longest_is_the_original():
    cut, full = mark_copies((_article("a", CUT), _article("b", WIRE)))

    assert (cut.copy_of, full.copy_of) == ("b", None)


def test_equal_headlines_prove_nothing():
    headline = "Ferry runs aground in thick fog off Morven Sound early on Tuesday, all safe\n\n"
    first, second = mark_copies(
        tuple(_article(name, headline + body, body_start=len(headline)) for name, body in (("a", OWN), ("b", ROBBERY)))
    )

    assert first.origin != second.origin


def test_a_thousand_copies_are_one_origin():
    marked = mark_copies(tuple(_article(f"{i:04}", WIRE) for i in range(1000)))

    assert {article.origin for article in marked} == {"0000"}


bodies = st.lists(st.sampled_from((WIRE, REWRITE, CUT, OWN, ROBBERY, APPEAL)), min_size=1, max_size=6)


@given(bodies)
def test_every_article_has_an_origin_and_originals_copy_nobody(texts):
    marked = mark_copies(tuple(_article(str(i), text) for i, text in enumerate(texts)))

    assert all(article.origin for article in marked)
    assert all((article.copy_of is None) == (article.origin == article.id) for article in marked)


@given(bodies, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_no_origin(texts, random):
    articles = [_article(str(i), text) for i, text in enumerate(texts)]
    shuffled = random.sample(articles, len(articles))
    expected = {article.id: article.origin for article in mark_copies(tuple(articles))}

    assert {article.id: article.origin for article in mark_copies(tuple(shuffled))} == expected


def test_marking_twice_changes_nothing():
    once = mark_copies((_article("a", WIRE), _article("b", CUT), _article("c", OWN)))

    assert mark_copies(once) == once


def test_other_fields_stay():
    article = replace(_article("a", WIRE), publisher="Eldon Courier")

    assert mark_copies((article,))[0].publisher == "Eldon Courier"
