"""Pages of differing kinds keep their article's words, lose their clutter and tell their metadata."""

from __future__ import annotations

from statistics import mean

import pytest

from tests.clean.pages_data import articles_of, expected_of, labels, text_f1, text_of

PAGES = sorted(labels())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_article_and_little_else(name):
    assert text_f1(text_of(name), expected_of(name)) >= 0.95


def test_all_pages_together_reach_the_floor():
    assert mean(text_f1(text_of(name), expected_of(name)) for name in PAGES) >= 0.985


@pytest.mark.parametrize("name", [name for name in PAGES if "publisher" in labels()[name]])
def test_a_page_names_its_publisher(name):
    assert articles_of(name)[0].publisher == labels()[name]["publisher"]


@pytest.mark.parametrize("name", [name for name in PAGES if "agency" in labels()[name]])
def test_an_agency_is_found_where_it_signs(name):
    assert articles_of(name)[0].agency == labels()[name]["agency"]


@pytest.mark.parametrize("name", [name for name in PAGES if labels()[name].get("authors")])
def test_a_page_names_its_authors(name):
    assert list(articles_of(name)[0].authors) == labels()[name]["authors"]


@pytest.mark.parametrize("name", [name for name in PAGES if "n_articles" in labels()[name]])
def test_each_post_of_a_live_page_is_an_article(name):
    assert len(articles_of(name)) == labels()[name]["n_articles"]


def test_a_page_behind_a_paywall_says_so():
    assert any("not free" in note for note in articles_of("paywall.html")[0].notes)
