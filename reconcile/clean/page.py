"""A saved web page → its metadata, its own lines of text, and the posts of a live page.

The tree is pruned of scripts, styles and furniture elements first: trafilatura copies the
tree several times, so its time goes with the size of what it is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from reconcile.clean.dates import Moment, is_date_line, parse_moment
from reconcile.clean.metadata import LivePost, PageMetadata, read_metadata
from reconcile.clean.rules import ends_sentence
from reconcile.types import Clutter

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped,unused-ignore]

# No article's words stand in these; nav and footer are here because they are often half the tree.
_USELESS = (
    *("script", "style", "svg", "iframe", "form", "button", "select", "template", "link", "meta", "input"),
    *("object", "embed", "canvas", "nav", "footer", "dialog"),
)
_LIVE = re.compile(r"\blive\b", re.IGNORECASE)
_APART = re.compile(r"comment|disqus|reply|related|promo|advert|newsletter|share|sidebar|footer|nav\b", re.IGNORECASE)
# Letters' looks, which trafilatura's fallback would make lines of: "<b>No cause</b> is known".
_LOOKS = ("b", "strong", "i", "em", "u", "font", "small", "sup", "sub", "abbr", "cite", "mark", "wbr", "tt")
_YEAR = re.compile(r"(?:19|20)\d\d")
_POSTED = re.compile(r"(?:first |originally )?(?:posted|published|created)\b", re.IGNORECASE)
_MIN_LAYOUT_PARAGRAPHS = 3
_MIN_POSTS = 3
_MIN_POST_CHARACTERS = 40
_MIN_PARAGRAPH = 40
_MIN_SHARE_HELD = 0.7
# An extraction this much shorter than the page's own articleBody has missed most of it.
_MIN_SHARE_OF_BODY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page taken apart."""

    metadata: PageMetadata
    text: str  # of a live page what stands before its posts
    posts: tuple[LivePost, ...] = ()
    clutter: tuple[Clutter, ...] = ()


def read_page(content: str, *, url: str | None) -> Page | None:
    """Return the page in `content`, None where it holds no HTML elements."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]

    tree = _parse(content)
    if tree is None:
        return None
    metadata = read_metadata(tree, url=url)
    etree.strip_elements(tree, *_USELESS, with_tail=False)
    etree.strip_tags(tree, *_LOOKS)
    posts = metadata.posts if len(metadata.posts) >= 2 else _live_posts(tree, metadata)
    captions = _take_captions(tree)
    if metadata.published is None and (printed := _printed_date(tree)):
        metadata = replace(metadata, published=printed, published_how="from the date printed on the page")
    text = _lead_of(_main_text(tree, metadata), posts) if posts else _main_text(tree, metadata)
    return Page(metadata=metadata, text=text, posts=posts, clutter=captions)


def _parse(content: str) -> HtmlElement | None:
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped,unused-ignore]

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        return document_fromstring(content.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _main_text(tree: HtmlElement, metadata: PageMetadata) -> str:
    from trafilatura import extract

    _unwrap_layout_tables(tree)
    text = extract(_narrowed(tree), include_comments=False, fast=True, with_metadata=False) or ""
    stated = metadata.body or ""
    return stated if len(text) < _MIN_SHARE_OF_BODY * len(stated) else text


def _lead_of(text: str, posts: tuple[LivePost, ...]) -> str:
    """Return the lines of a live page before its first post, "" where no post is found among them."""
    printed = {" ".join(line.split()) for post in posts for line in (post.headline or "", *post.body.splitlines())}
    lines = text.splitlines()
    first = next((i for i, line in enumerate(lines) if " ".join(line.split()) in printed), 0)
    # The last lines may be the first post's heading and time.
    while first and not ends_sentence(lines[first - 1]):
        first -= 1
    return "\n".join(lines[:first])


def _narrowed(tree: HtmlElement) -> HtmlElement:
    """Return the page cut down to the element that says it holds the article, where it holds most paragraphs.

    On the 70 measured pages this changes no score and saves a quarter of the time.
    """
    from lxml.html import document_fromstring  # type: ignore[import-untyped,unused-ignore]

    n_all = 0
    n_held: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        length = len(paragraph.text_content().strip())
        if length < _MIN_PARAGRAPH:
            continue
        n_all += length
        for parent in paragraph.iterancestors():
            if (
                parent.tag in {"article", "main"}
                or parent.get("role") == "main"
                or parent.get("itemprop") == "articleBody"
            ):
                n_held[parent] = n_held.get(parent, 0) + length
    holders = [parent for parent, n in n_held.items() if n > 400 and n >= _MIN_SHARE_HELD * n_all]
    if not holders:
        return tree
    holder = min(holders, key=lambda parent: n_held[parent])
    page = document_fromstring("<html><body></body></html>")
    page.find("body").append(holder)
    return page


def _unwrap_layout_tables(tree: HtmlElement) -> None:
    """Turn tables that lay out the page, as old sites have them, into plain boxes."""
    for cell in list(tree.iter("td")):
        if sum(1 for _ in cell.iter("p")) < _MIN_LAYOUT_PARAGRAPHS:
            continue
        for node in [cell, *cell.iterancestors("tr", "tbody", "table")]:
            node.tag = "div"
        for sibling in cell.itersiblings():
            sibling.tag = "div"
        for sibling in cell.itersiblings(preceding=True):
            sibling.tag = "div"


def _printed_date(tree: HtmlElement) -> Moment | None:
    """Return the date that stands alone in an element: one that says "posted", else one with a clock time.

    A bare date counts only after the headline; at the top of a page it is today's.
    """
    heading_seen = next(tree.iter("h1"), None) is None
    ranked: list[tuple[int, int, str]] = []
    for place, node in enumerate(tree.iter()):
        heading_seen = heading_seen or node.tag == "h1"
        text = " ".join((node.text or "").split()) if isinstance(node.tag, str) else ""
        if not 8 <= len(text) <= 120 or not _YEAR.search(text) or not is_date_line(text):
            continue
        rank = 0 if _POSTED.match(text) else 1 if ":" in text else 2
        if heading_seen or rank == 0:
            ranked.append((rank, place, text))
    return parse_moment(min(ranked)[2]) if ranked else None


def _take_captions(tree: HtmlElement) -> tuple[Clutter, ...]:
    taken = []
    for node in list(tree.iter("figcaption")):
        if caption := " ".join(node.text_content().split()):
            taken.append(Clutter(text=caption, kind="caption"))
        node.drop_tree()
    return tuple(taken)


def _live_posts(tree: HtmlElement, metadata: PageMetadata) -> tuple[LivePost, ...]:
    """Return the dated posts of a page that calls itself live, newest or oldest first as printed."""
    if not _LIVE.search(f"{metadata.title or ''} {re.sub(r'[-_/]', ' ', metadata.url or '')}"):
        return ()
    stamps = [node for node in tree.iter("time") if node.get("datetime")]
    boxes: dict[HtmlElement, list[HtmlElement]] = {}
    for stamp in stamps:
        box = _post_box(stamp)
        if box is not None and box.getparent() is not None:
            boxes.setdefault(box.getparent(), []).append(box)
    largest = max(boxes.values(), key=len, default=[])
    if len(largest) < _MIN_POSTS:
        return ()
    return tuple(post for box in largest if (post := _post(box)))


def _post_box(stamp: HtmlElement) -> HtmlElement | None:
    """Return the outermost element around `stamp` that holds no other dated post."""
    box: HtmlElement | None = None
    for parent in stamp.iterancestors():
        if parent.tag in {"body", "html", "main"} or _APART.search(
            f"{parent.get('class') or ''} {parent.get('id') or ''}"
        ):
            break
        if next(islice(parent.iter("time"), 1, None), None) is not None:
            break
        box = parent
    return box


def _post(box: HtmlElement) -> LivePost | None:
    headline = next((" ".join(node.text_content().split()) for node in box.iter("h2", "h3", "h4")), None)
    stamp = next(box.iter("time"))
    paragraphs = [" ".join(node.text_content().split()) for node in box.iter("p", "li", "blockquote")]
    body = "\n".join(paragraph for paragraph in paragraphs if paragraph)
    if len(body) < _MIN_POST_CHARACTERS:
        return None
    return LivePost(headline=headline or None, body=body, published=parse_moment(stamp.get("datetime") or ""))
