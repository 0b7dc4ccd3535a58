"""Text from articles shows as written and means nothing to Markdown."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reconcile.report.escape import emphasise, escape, link, plain
from reconcile.types import Span

# What could start or end a Markdown construct, between words that could complete one.
PIECES = st.lists(
    st.sampled_from(
        (
            *"\\`*_[]()<>#|~!&+-=.:;'\"{}@$^/1 \n\t\r\u2028\x00\x1b\u202e\ud800",
            *("a", "word", "12", "www.", "http://", "example.com", "mailto:a@b.com", "<b>", "</td>", "&amp;", "&#35;"),
            *("](x)", "[^1]", "***", "---", "```", "~~~", "1. ", "- ", "| a |", "<!--", "$$", ":--", "“", "é", "日本"),
        )
    ),
    max_size=14,
).map("".join)

# Text, and what an editor of the plain file sees.
SHOWN = (
    (
        "The U.S. toll rose to 1,204.5 on Aug. 3 - officials said.",
        "The U.S. toll rose to 1,204.5 on Aug. 3 - officials said.",
    ),
    ("a snake_case name (in brackets)", "a snake_case name (in brackets)"),
    ("# Not a heading", r"\# Not a heading"),
    ("1. not a list", r"1\. not a list"),
    ("- nor this", r"\- nor this"),
    ("up | down", r"up \| down"),
    ("R&D and &amp;", "R&D and &amp;amp;"),
    ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
    ("see www.example.com", r"see www\.example\.com"),
    ("two\nlines\r\n\r\n# three", r"two lines \# three"),
)


@pytest.fixture(scope="module")
def renderer():
    """GitHub's dialect, with every link that a renderer could make by itself."""
    return MarkdownIt("gfm-like", {"html": True, "linkify": True, "typographer": False})


def rendered_text(markup):
    return plain(html.unescape(re.sub(r"<[^>]+>", "", markup)))


def tags(markup):
    return set(re.findall(r"</?(\w+)", markup))


# Where escaped text stands in a report, and the tags that belong there.
PLACES = (
    ("{}\n", {"p"}),
    ("- {}\n", {"ul", "li", "p"}),
    ("- **a** “{}” — b\n", {"ul", "li", "strong"}),
    ("# {}\n", {"h1"}),
    ("### 1. {} — high confidence\n", {"h3"}),
    ("*Why:* {} (2 origins)\n`finding a`\n", {"p", "em", "code"}),
    ("| a | b |\n|---|---|\n| {} | c |\n", {"table", "thead", "tbody", "tr", "th", "td"}),
)


@pytest.mark.parametrize(("place", "allowed"), PLACES)
@settings(max_examples=25, deadline=None)
@given(text=PIECES)
@example("a|b\\|c")
@example("//example.com")
@example("&lt;b&gt;")
@example("## x ##")
def test_text_survives_and_means_nothing(renderer, place, allowed, text):
    shown = renderer.render(place.format(escape(text)))
    assert tags(shown) <= allowed
    around = renderer.render(place.format("QQ"))
    assert rendered_text(shown) == plain(rendered_text(around).replace("QQ", plain(text)))


@settings(max_examples=60, deadline=None)
@given(before=PIECES, bold=PIECES, after=PIECES)
def test_bold_marks_only_the_value(renderer, before, bold, after):
    text = before + bold + after
    span = Span(len(before), len(before) + len(bold))
    shown = renderer.render(f"| a |\n|---|\n| “{emphasise(text, span)}” |\n")
    assert tags(shown) <= {"table", "thead", "tbody", "tr", "th", "td", "strong"}
    assert rendered_text(shown) == plain(f"a “{plain(text)}”")
    if plain(bold):
        strong = rendered_text(re.search(r"<strong>(.*)</strong>", shown)[1])
        assert plain(bold) in strong


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_plain_reading_keeps_what_it_can(text, shown):
    assert escape(text) == shown


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "", None, "http://[", "file:///x"]
)
def test_only_web_addresses_become_links(url):
    assert link("Title", url) == "Title"


@settings(max_examples=25, deadline=None)
@given(label=PIECES, path=PIECES)
def test_a_link_stays_one_link(renderer, label, path):
    shown = renderer.renderInline(link(f"x{label}", f"https://news.example/{path}"))
    assert tags(shown) == {"a"}
    assert shown.count("<a ") == 1
    assert shown.startswith('<a href="https://news.example/')
