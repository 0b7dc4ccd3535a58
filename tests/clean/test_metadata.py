"""A web page's own statements are found wherever pages make them, and the container's win."""

from __future__ import annotations

import json
from datetime import date

import pytest

from reconcile.clean import clean
from reconcile.clean.metadata import host_of, strip_site_name
from reconcile.errors import InputError
from reconcile.types import RawDocument

BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The city council of Wexmoor voted 8-3 on Monday night to close Tannery Bridge for nine months.",
        "Engineers told the council that 14 of the bridge's 96 cables had lost a third of their strength.",
        "The work will cost $23.5 million, about $4 million more than was estimated in January.",
    )
)
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge to close",
    "datePublished": "2023-04-18T23:30:00-04:00",
    "dateModified": "2023-04-19T08:00:00-04:00",
    "author": {"@type": "Person", "name": "Nadia Fenwick"},
    "publisher": {"@type": "Organization", "name": "The Wexmoor Post"},
}


def _page(head: str, body: str = BODY) -> str:
    return f"<!DOCTYPE html><html lang='en-GB'><head>{head}</head><body><article>{body}</article></body></html>"


def _json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def _clean(content: str, **fields):
    return clean(RawDocument(id="p", uri="p.html", content=content, media_type="text/html", **fields))[0]


# Head of a page | field | what it says
STATEMENTS = (
    (_json_ld(ARTICLE), "publisher", "The Wexmoor Post"),
    (_json_ld(ARTICLE), "title", "Bridge to close"),
    (_json_ld(ARTICLE), "authors", ("Nadia Fenwick",)),
    (_json_ld(ARTICLE), "published_on", date(2023, 4, 18)),
    (_json_ld([{"@type": "BreadcrumbList"}, ARTICLE]), "publisher", "The Wexmoor Post"),
    (_json_ld({"@graph": [{"@type": "WebPage", "name": "x"}, ARTICLE]}), "title", "Bridge to close"),
    (_json_ld({**ARTICLE, "author": ["A. Obi", {"name": "B. Roos"}]}), "authors", ("A. Obi", "B. Roos")),
    (_json_ld({**ARTICLE, "@type": ["Thing", "NewsArticle"]}), "title", "Bridge to close"),
    ('<meta property="og:site_name" content="Mill Monitor">', "publisher", "Mill Monitor"),
    ('<meta property="og:site_name" content="Mill Monitor | News, Weather">', "publisher", "Mill Monitor"),
    ('<meta name="author" content="A. Obi"><meta name="author" content="A. Obi">', "authors", ("A. Obi",)),
    ('<meta property="article:published_time" content="2023-04-18">', "published_on", date(2023, 4, 18)),
    ('<meta name="parsely-pub-date" content="2023-04-18T10:00:00Z">', "published_on", date(2023, 4, 18)),
    ('<meta name="DC.date.issued" content="2023-04-18">', "published_on", date(2023, 4, 18)),
    ('<meta name="author" content="By Nadia Fenwick">', "authors", ("Nadia Fenwick",)),
    ('<link rel="canonical" href="https://www.mill.example/2023/04/18/bridge">', "publisher", "mill.example"),
    ('<link rel="canonical" href="https://www.mill.example/2023/04/18/bridge">', "published_on", date(2023, 4, 18)),
    ('<link rel="canonical" href="https://mill.example/b">', "url", "https://mill.example/b"),
    ("<title>Bridge to close for months</title>", "title", "Bridge to close for months"),
    ("", "language", "en"),
    ("", "published_on", None),
)


@pytest.mark.parametrize(("head", "field", "value"), STATEMENTS)
def test_a_statement_of_the_page_is_found(head, field, value):
    assert getattr(_clean(_page(head)), field) == value


def test_a_moment_with_its_zone_is_kept_in_utc():
    article = _clean(_page(_json_ld(ARTICLE)))

    assert article.published_at.isoformat() == "2023-04-19T03:30:00+00:00"
    assert article.modified_at.isoformat() == "2023-04-19T12:00:00+00:00"


def test_a_page_stamped_in_utc_takes_its_day_from_its_address():
    head = _json_ld({**ARTICLE, "datePublished": "2023-04-19T03:30:00Z", "url": "https://w.example/2023/04/18/bridge"})

    assert _clean(_page(head)).published_on == date(2023, 4, 18)


def test_what_the_container_gave_wins():
    article = _clean(_page(_json_ld(ARTICLE)), publisher="Wexmoor Post (AP)", published="2023-04-17", title="Closed")

    assert (article.publisher, article.agency, article.published_on) == ("Wexmoor Post (AP)", "AP", date(2023, 4, 17))
    assert (article.title, article.published_how) == ("Closed", "given")


def test_a_container_far_from_the_page_is_noted():
    article = _clean(_page(_json_ld(ARTICLE)), published="2022-04-17")

    assert article.notes == ("its date was given as 2022-04-17, but the page says 2023-04-18",)


@pytest.mark.parametrize(
    "script",
    ("{", "null", '{"@type": 3}', '{"@type": "NewsArticle", "headline": {}}', "[[[]]]", "[" * 5000 + "]" * 5000),
)
def test_broken_json_ld_is_passed_over(script):
    assert _clean(_page(f'<script type="application/ld+json">{script}</script>')).text


def test_json_ld_wrapped_in_comments_or_with_a_trailing_comma_is_read():
    script = "<!-- " + json.dumps(ARTICLE)[:-1] + ",} -->"

    assert _clean(_page(f'<script type="application/ld+json">{script}</script>')).publisher == "The Wexmoor Post"


def test_the_stated_body_is_used_where_the_page_shows_next_to_nothing():
    stated = " ".join(f"Sentence {n} of the report tells of the bridge and its cables." for n in range(20))
    head = _json_ld({**ARTICLE, "articleBody": stated})

    assert stated in _clean(_page(head, "<p>Loading the story of the bridge, please wait a moment for it.</p>")).text


def test_posts_of_a_live_page_keep_their_own_times():
    posts = [
        {"headline": f"Post {hour}", "articleBody": f"At {hour} the count stood at {hour}00 votes, the office said.",
         "datePublished": f"2022-10-09T{hour}:00:00Z"}
        for hour in (18, 19)
    ]  # fmt: skip
    document = RawDocument(
        id="p",
        uri="p.html",
        content=_page(_json_ld({**ARTICLE, "@type": "LiveBlogPosting", "liveBlogUpdate": posts})),
        media_type="text/html",
    )
    first, second = clean(document)

    assert (first.id, second.id) == ("p#1", "p#2")
    assert (first.published_at.hour, second.published_at.hour) == (18, 19)
    assert first.text == "Post 18\n\nAt 18 the count stood at 1800 votes, the office said."


@pytest.mark.parametrize("content", ("<html></html>", "<html><body><p>Hi</p></body></html>", "<!-- -->"))
def test_a_page_without_an_article_is_refused(content):
    with pytest.raises(InputError, match=r"p\.html"):
        _clean(content)


TITLES = (
    ("Dam breaks near Oberau | The Daily", "The Daily", None, "Dam breaks near Oberau"),
    ("Dam breaks near Oberau - Daily Echo - News", "Daily Echo", None, "Dam breaks near Oberau"),
    ("Dam breaks near Oberau - KZZT 7", None, "https://www.kzzt7.com/a", "Dam breaks near Oberau"),
    ("Dam breaks: two dead", "The Daily", None, "Dam breaks: two dead"),
    ("Daily bread - the price of flour", "The Daily", None, "Daily bread - the price of flour"),
    ("Dam breaks near Oberau | LB | 19.01.2020", None, "https://www.lb.example/a", "Dam breaks near Oberau"),
    ("Home | The Daily", "The Daily", None, "Home | The Daily"),
)


@pytest.mark.parametrize(("title", "publisher", "url", "expected"), TITLES)
def test_the_site_name_is_cut_off_and_nothing_else(title, publisher, url, expected):
    assert strip_site_name(title, publisher=publisher, url=url) == expected


@pytest.mark.parametrize(("url", "host"), (("https://www.a.example/x", "a.example"), ("notes.txt", None), (None, None)))
def test_a_host_is_named_by_an_address_only(url, host):
    assert host_of(url) == host


def test_what_a_live_page_tells_before_its_posts_is_an_article_too():
    post = {
        "articleBody": "At six the count stood at 600 votes, the office said.",
        "datePublished": "2022-10-09T18:00Z",
    }
    posts = [post, {**post, "articleBody": "At seven the count stood at 700 votes, the office said."}]
    head = _json_ld({**ARTICLE, "@type": "LiveBlogPosting", "liveBlogUpdate": posts})
    body = BODY + "".join(f"<h2>Update</h2><p>{post['articleBody']}</p>" for post in posts)
    lead, *others = clean(RawDocument(id="p", uri="p.html", content=_page(head, body), media_type="text/html"))

    assert (lead.id, lead.notes) == ("p", ("the lead of a live page",))
    assert lead.text.endswith("than was estimated in January.")
    assert [article.id for article in others] == ["p#1", "p#2"]
