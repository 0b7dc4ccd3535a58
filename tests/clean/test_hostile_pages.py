"""Whatever a page holds, cleaning gives articles or one sentence, and does so in a time that goes with its size."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.clean import clean
from reconcile.errors import InputError
from reconcile.types import RawDocument

PROSE = "The council of Eldon met on Tuesday and voted by nine to four for a new bridge, its clerk said afterwards."
LD = '<script type="application/ld+json">{}</script>'
# Pages that are broken, empty of words or built to be slow.
HOSTILE = {
    "no elements": "just words and nothing else " * 20,
    "a doctype alone": "<!doctype html>",
    "a comment alone": "<!-- " + "x" * 1000 + " -->",
    "a comment never closed": "<html><body><!-- " + PROSE * 20,
    "a script never closed": "<html><body><script>" + PROSE * 20,
    "a tag never closed": "<html><body><p" + " a=1" * 5_000,
    "null characters": f"<html><body><p>\x00{PROSE}\x00</p></body></html>",
    "control characters": f"<html><body><p>{''.join(map(chr, range(1, 32)))}{PROSE}</p></body></html>",
    "half a character": f"<html><body><p>\ud800 {PROSE}</p></body></html>",
    "references to no character": f"<p>&#0; &#xD800; &#99999999; &nosuch; {PROSE}</p>",
    "two bodies": f"<html><body><p>{PROSE}</p></body><body><p>{PROSE}</p></body></html>",
    "a frameset": "<html><frameset><frame src='a'><frame src='b'></frameset></html>",
    "only a picture": "<html><body><svg><text>words</text></svg><img alt='words'></body></html>",
    "XHTML with a prolog": f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><p>{PROSE}</p></html>',
    "nested tables": "<table><tr><td>" * 300 + f"<p>{PROSE}</p>" * 4 + "</td></tr></table>" * 300,
    "deep boxes": "<div>" * 5_000 + f"<p>{PROSE}</p>" * 3 + "</div>" * 5_000,
    "deep inline looks": "<b><i>" * 3_000 + PROSE + "</i></b>" * 3_000,
    "deep lists": "<ul><li>" * 1_000 + PROSE,
    "many empty boxes": "<div></div>" * 20_000 + f"<p>{PROSE}</p>",
    "many time elements": "<title>live</title>" + '<time datetime="2024-03-05">x</time>' * 2_000 + f"<p>{PROSE}</p>",
    "many time elements in one box": "<title>live</title><div>" + '<time datetime="2024-03-05"></time>' * 10_000,
    "many paragraphs in boxes": "<article>" + f"<div><div><p>{PROSE}</p></div></div>" * 3_000 + "</article>",
    "one long line": f"<p>{'word ' * 200_000}</p>",
    "one long word": f"<p>{PROSE} {'x' * 1_000_000}</p>",
    "spaces and breaks": "<p>" + " \n\t" * 30_000 + PROSE + "<br>" * 20_000 + "</p>",
    "JSON-LD that is no object": LD.format("[1, null, \"x\", [[[]]]]") + f"<p>{PROSE}</p>",
    "JSON-LD of wrong types": LD.format('{"@type": ["NewsArticle", 5], "headline": {"a": 1}, '
    '"author": [5, null, {"name": []}], "datePublished": 20240305, "publisher": "x", '
    '"liveBlogUpdate": {"articleBody": 5}, "url": []}') + f"<p>{PROSE}</p>",
    "JSON-LD that nests": LD.format("[" * 5_000) + f"<p>{PROSE}</p>",
    "meta without content": '<meta property="og:title"><meta name="" content="x"><meta>' + f"<p>{PROSE}</p>",
    "an address that is none": '<link rel=canonical href="http://[::1/x"><base href="//">' + f"<p>{PROSE}</p>",
    "a title of separators": f"<title> | - | - | </title><h1> </h1><p>{PROSE}</p>",
    "dates that are none": '<meta property="article:published_time" content="9999-99-99T99:99:99+99:99">'
    f'<time datetime="0000-00-00">31 February 2024</time><p>{PROSE}</p>',
}  # fmt: skip
_MAX_SECONDS = 20


def _clean(page, url=None):
    """Return the text of the page's articles, None where it is refused in a sentence."""
    try:
        articles = clean(RawDocument(id="a", uri="a", content=page, media_type="text/html", url=url))
    except InputError as error:
        assert str(error).startswith("a ")
        return None
    assert all(article.text.strip() and article.text[article.body_start :].strip() for article in articles)
    return "\n".join(article.text for article in articles)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_page_is_an_article_or_refused(name):
    began = time.process_time()
    _clean(HOSTILE[name], url="https://[broken")
    assert time.process_time() - began < _MAX_SECONDS


@pytest.mark.parametrize("name", ["null characters", "two bodies", "nested tables", "meta without content"])
def test_the_words_of_a_broken_page_are_read(name):
    assert "new bridge" in _clean(HOSTILE[name])


def test_a_page_longer_than_a_pipeline_parses_is_refused_with_what_to_do():
    page = f"<article><h1>Bridge</h1><p>{PROSE * 10_000}</p></article>"
    with pytest.raises(InputError, match="the limit for one article is 950,000; split it"):
        clean(RawDocument(id="a", uri="a", content=page, media_type="text/html"))


pieces = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("<p>", "</p>", "<div class=comment>", "</div>", "<table><tr><td>", "</table>", "<article>"),
                *("</article>", "<h1>", "</h1>", "<time datetime=2024>", "<ul><li>", "<br>", "<figcaption>", "<b>"),
                *("</b>", "<script>", LD[:35], "</script>", "<!--", "-->", "<![CDATA[", "<", "&", "&#x0;", PROSE),
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces)
def test_any_pieces_of_pages_are_an_article_or_refused(drawn):
    _clean("".join(drawn))
