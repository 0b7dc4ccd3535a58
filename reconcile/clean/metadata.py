"""What a web page says about itself: JSON-LD first, then meta tags, then the page's own elements."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

from reconcile.clean.dates import Moment, is_date_line, parse_moment
from reconcile.clean.rules import load_lexicon

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped,unused-ignore]

_SCRIPT_WRAP = re.compile(
    r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|(?://)?\s*\]\]>|/\*\]\]>\*/)\s*$"
)
_TITLE_SPLIT = re.compile(r"\s+[|–—:·»•-]{1,2}\s+|\s*\|\s*|\s+::\s+")
_MAX_NESTING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePost:
    """One dated post of a live page."""

    headline: str | None
    body: str
    published: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """A page's own statements; None and empty where it makes none."""

    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    published_how: str = ""
    modified: Moment | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    dateline: str | None = None
    is_free: bool = True
    body: str | None = None
    posts: tuple[LivePost, ...] = ()


def read_metadata(tree: HtmlElement, *, url: str | None) -> PageMetadata:
    """Return what the page at `url` states about itself."""
    linked = _from_json_ld(tree)
    tags = _meta_tags(tree)
    canonical = linked.url or _canonical(tree, url) or _first(tags, "url") or url
    publisher = linked.publisher or _first(tags, "publisher")
    published, how = linked.published, "from the page's JSON-LD"
    if published is None:
        published, how = _moment_of(tags, "published"), "from the page's meta tags"
    if published is None:
        published, how = _time_element(tree), "from the page's time element"
    return replace(
        linked,
        title=strip_site_name(linked.title or _headline(tree, tags), publisher=publisher, url=canonical),
        publisher=_bare_name(publisher) or host_of(canonical),
        agency=linked.agency or _first(tags, "agency"),
        authors=linked.authors or _authors(tags),
        published=published,
        published_how=how if published else "",
        modified=linked.modified or _moment_of(tags, "modified"),
        section=linked.section or _first(tags, "section"),
        url=canonical,
        language=linked.language or tree.get("lang") or _first(tags, "language"),
    )


def host_of(url: str | None) -> str | None:
    """Return the host that an article's address names, without "www."."""
    host = None
    with suppress(ValueError):
        host = urlsplit(url).hostname if url and "://" in url else None
    return host.removeprefix("www.") if host and "." in host else None


def _bare_name(publisher: str | None) -> str | None:
    """Return "Isle Radio" of "Isle Radio | News, Weather, Sports"."""
    return re.split(r"\s+[|–—-]+(?:\s+|$)", publisher.strip())[0] or None if publisher else None


def strip_site_name(title: str | None, *, publisher: str | None, url: str | None) -> str | None:
    """Return `title` without the site's name that pages hang on it: "Dam breaks | The Daily"."""
    if not title:
        return None
    title = " ".join(title.split())
    hosts = [host for host in (host_of(url), publisher) if host and "." in host]
    stems = [re.sub(r"^www\.", "", host).split(".")[0] for host in hosts]
    known = {_letters(name) for name in (publisher, *hosts, *stems) if name}
    parts = _TITLE_SPLIT.split(title)
    named = (n for n in range(1, len(parts)) if _names_site(parts[n], known) or is_date_line(parts[n]))
    if (first := next(named, None)) is not None:
        kept = title[: title.index(parts[first], len(" ".join(parts[: first - 1])))]
        cut = re.sub(r"[\s|–—:·»•-]+$", "", kept)
        return cut if len(cut.split()) >= 3 else title
    return title


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _names_site(part: str, known: set[str]) -> bool:
    letters = _letters(part)
    return len(letters) >= 2 and any(
        letters == name or (len(letters) >= 5 and letters in name) or (len(name) >= 4 and letters.startswith(name))
        for name in known
    )


@cache
def _lexicon() -> dict[str, Any]:
    return load_lexicon("metadata")


def _meta_tags(tree: HtmlElement) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = (meta.get("content") or "").strip()
        if name and content:
            tags.setdefault(name.lower(), []).append(content)
    return tags


def _first(tags: dict[str, list[str]], field: str) -> str | None:
    return next((tags[name][0] for name in _lexicon()["meta"][field] if name in tags), None)


def _moment_of(tags: dict[str, list[str]], field: str) -> Moment | None:
    for name in _lexicon()["meta"][field]:
        for content in tags.get(name, ()):
            if moment := parse_moment(content):
                return moment
    return None


def _authors(tags: dict[str, list[str]]) -> tuple[str, ...]:
    for name in _lexicon()["meta"]["author"]:
        named = tuple(
            re.sub(r"^[Bb]y\s+", "", content)
            for content in tags.get(name, ())
            if "://" not in content and len(content) < 120
        )
        if named:
            return tuple(dict.fromkeys(named))
    return ()


def _canonical(tree: HtmlElement, url: str | None) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            # An address that is none ("http://[broken") says nothing.
            with suppress(ValueError):
                return str(urljoin(url or "", link.get("href").strip()))
    return None


def _headline(tree: HtmlElement, tags: dict[str, list[str]]) -> str | None:
    stated = _first(tags, "title")
    if stated:
        return stated
    headings = [text for h1 in tree.iter("h1") if (text := " ".join(h1.text_content().split()))]
    if len(headings) == 1:
        return headings[0]
    title = next(tree.iter("title"), None)
    return (" ".join(str(title.text_content()).split()) or None) if title is not None else None


def _time_element(tree: HtmlElement) -> Moment | None:
    """Return the moment of the first `time` element: in an article page the one of the article itself."""
    stamps = [time for time in tree.iter("time") if time.get("datetime")]
    marked = [time for time in stamps if time.get("pubdate") is not None or "publi" in _marks(time)]
    for time in (marked or stamps)[:3]:
        if moment := parse_moment(time.get("datetime")):
            return moment
    dated = next(
        (node for node in tree.iter("span", "div", "p", "abbr") if node.get("itemprop") == "datePublished"), None
    )
    return parse_moment(dated.get("content") or dated.text_content()) if dated is not None else None


def _marks(node: HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('itemprop') or ''} {node.get('id') or ''}".lower()


def _from_json_ld(tree: HtmlElement) -> PageMetadata:
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            _collect(_loads(script.text), nodes, 0)
    order = {kind: rank for rank, kind in enumerate(_lexicon()["article_types"])}
    ranked = [(min(order[kind] for kind in kinds), node) for node in nodes if (kinds := _types(node) & order.keys())]
    if not ranked:
        return PageMetadata()
    article = min(ranked, key=lambda pair: pair[0])[1]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    return _article_of(article, named)


def _loads(text: str) -> object:
    """Return the JSON in a script, None where it cannot be read: pages often break it by hand."""
    text = _SCRIPT_WRAP.sub("", _SCRIPT_WRAP.sub("", text.strip()))
    for candidate in (text, re.sub(r",\s*(?=[}\]])", "", text.rstrip("; \n"))):
        with suppress(ValueError, RecursionError):
            return cast("object", json.loads(candidate, strict=False))
    return None


def _collect(value: object, nodes: list[dict[str, Any]], depth: int) -> None:
    if depth > _MAX_NESTING:
        return
    if isinstance(value, list):
        for item in value:
            _collect(item, nodes, depth + 1)
    elif isinstance(value, dict):
        nodes.append(value)
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            _collect(value.get(key), nodes, depth + 1)


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)}


def _article_of(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> PageMetadata:
    free = node.get("isAccessibleForFree")
    return PageMetadata(
        title=_text(node.get("headline")) or _text(node.get("name")),
        publisher=next(iter(_names(node.get("publisher"), named)), None),
        agency=next(iter(_names(node.get("sourceOrganization"), named)), None),
        authors=_names(node.get("author"), named),
        published=_moment(node.get("datePublished")),
        modified=_moment(node.get("dateModified")),
        section=_text(node.get("articleSection")),
        url=_address(node),
        language=_text(node.get("inLanguage")),
        dateline=_text(node.get("dateline")),
        is_free=str(free).strip().lower() not in {"false", "no", "0"},
        body=_plain(node.get("articleBody")),
        posts=_posts(node.get("liveBlogUpdate")),
    )


def _posts(updates: object) -> tuple[LivePost, ...]:
    updates = updates if isinstance(updates, list) else [updates]
    return tuple(
        LivePost(headline=_text(update.get("headline")), body=body, published=_moment(update.get("datePublished")))
        for update in updates
        if isinstance(update, dict) and (body := _plain(update.get("articleBody")))
    )


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    if not isinstance(value, str) or not value.strip():
        return None
    return " ".join(_unescape(value).split())


def _plain(value: object) -> str | None:
    """Return a body given in JSON-LD without markup, its paragraphs on lines of their own."""
    if not isinstance(value, str) or not value.strip():
        return None
    lines = re.sub(r"</p>|<br ?/?>|</div>|</li>", "\n", _unescape(value), flags=re.IGNORECASE)
    return re.sub(r"<[^<>]{1,300}>", "", lines).strip()


def _unescape(value: str) -> str:
    from html import unescape

    return unescape(value) if "&" in value else value


def _moment(value: object) -> Moment | None:
    written = _text(value)
    return parse_moment(written) if written else None


def _names(value: object, named: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        node = named.get(str(one.get("@id")), one) if isinstance(one, dict) else one
        name = _text(node.get("name")) if isinstance(node, dict) else _text(node)
        if name and "://" not in name and name not in names:
            names.append(name)
    return tuple(names)


def _address(node: dict[str, Any]) -> str | None:
    page = node.get("mainEntityOfPage")
    page = (page.get("@id") or page.get("url")) if isinstance(page, dict) else page
    for value in (node.get("url"), page):
        if isinstance(value, str) and value.startswith("http"):
            return value
    return None
