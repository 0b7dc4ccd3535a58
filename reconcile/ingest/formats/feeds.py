"""Feeds: RSS and Atom through feedparser, JSON Feed, with their items' own text or the pages behind them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from reconcile.ingest.fields import name_fields
from reconcile.ingest.formats.bodies import document_from_body
from reconcile.ingest.found import Address, Blob, Found, Known, Reader, UnreadableError, skip
from reconcile.ingest.markup import looks_like_markup, looks_like_page, markup_to_text
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.text import decode
from reconcile.ingest.xmldoc import cut_off, root_name
from reconcile.types import RawDocument

_ROOTS = frozenset({"rss", "feed", "rdf"})
# What feedparser lets through from feeds that are broken in ways it does not mend.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
_JSON_FEED = "https://jsonfeed.org/version/"


def _read_xml(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    import feedparser

    payload = blob.read(max_bytes=options.max_file_bytes)
    # feedparser guesses encodings from headers; what a server said of the charset goes with the bytes.
    content_type = f"{blob.media_type or 'application/xml'}; charset={blob.charset}" if blob.charset else ""
    headers = {"content-type": content_type} if content_type else {}
    try:
        parsed = feedparser.parse(io.BytesIO(payload), response_headers=headers, sanitize_html=False)
    except _BROKEN as error:
        raise UnreadableError(f"is a broken feed ({error}); fetch it again") from error
    if not parsed.entries:
        broken = parsed.get("bozo_exception")
        raise UnreadableError(f"is a broken feed ({broken}); fetch it again" if broken else "is a feed without items")
    entries = [(_xml_known(entry, parsed.feed), _xml_body(entry)) for entry in parsed.entries]
    entries[-1] = (Known(notes=cut_off(payload)).over(entries[-1][0]), entries[-1][1])
    yield from _items(entries, blob, options)


def _xml_known(entry: dict[str, Any], feed: Mapping[str, Any]) -> Known:
    # Not entry.get: feedparser would pass the date of publication off as that of the last change.
    published, updated = (dict.get(entry, name) for name in ("published", "updated"))
    own_source = entry.get("source") or {}
    authors = [author.get("name") for author in entry.get("authors", []) if author.get("name")]
    return name_fields(
        {
            "id": entry.get("id"),
            "publisher": own_source.get("title") or feed.get("title"),
            "published": published or updated,
            "modified": updated if published else None,
            "title": _plain(entry.get("title")),
            "url": entry.get("link"),
            "authors": authors or entry.get("author"),
            "language": (entry.get("title_detail") or {}).get("language") or feed.get("language"),
        }
    ).known


def _xml_body(entry: Mapping[str, Any]) -> str:
    contents = [content.get("value") or "" for content in entry.get("content", [])]
    return max([*contents, entry.get("summary") or ""], key=len)


def _recognises_json(blob: Blob, head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _JSON_FEED.encode() in head.replace(b"\\/", b"/")


def _read_json(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    text = decode(blob.read(max_bytes=options.max_file_bytes)).text
    try:
        feed = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is a broken JSON Feed ({error}); fetch it again") from error
    listed = feed.get("items")
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    if not items:
        raise UnreadableError("is a feed without items")
    yield from _items([_json_item(item, feed) for item in items], blob, options)


def _json_item(item: dict[str, Any], feed: dict[str, Any]) -> tuple[Known, str]:
    known = name_fields(
        {
            "id": item.get("id"),
            "publisher": feed.get("title"),
            "published": item.get("date_published") or item.get("date_modified"),
            "modified": item.get("date_modified") if item.get("date_published") else None,
            "title": item.get("title"),
            "url": item.get("url") or item.get("external_url"),
            "authors": item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author"),
            "language": item.get("language") or feed.get("language"),
        }
    ).known
    body = item.get("content_html") or item.get("content_text") or item.get("summary") or ""
    return known, body if isinstance(body, str) else ""


def _items(entries: list[tuple[Known, str]], blob: Blob, options: ReadOptions) -> Iterator[Found]:
    for number, (known, body) in enumerate(entries[: options.max_members], 1):
        own = _article(known, body, f"{blob.uri}, item {number}")
        if options.follow and known.url:
            excerpt = own if isinstance(own, RawDocument) else None
            yield Address(url=known.url, named_in=blob.uri, known=known, excerpt=excerpt)
        else:
            yield own
    if len(entries) > options.max_members:
        yield skip(blob.uri, f"holds {len(entries)} items; only the first {options.max_members} are read")


def _article(known: Known, body: str, uri: str) -> Found:
    # Feeds are HTML by custom even where a paragraph has no tags: entities stand for characters.
    text = body if looks_like_page(body) else _plain(body) or ""
    if not text.strip() and known.url:
        return skip(uri, f"has no text of its own; fetch its page with --follow ({known.url})")
    return document_from_body(known, text, uri)


def _plain(markup: str | None) -> str | None:
    if markup is None or not ("<" in markup or "&" in markup):
        return markup
    text = markup_to_text(markup)
    return text if looks_like_markup(markup) else text.replace("\n\n", " ")


XML_FEED = Reader(name="RSS or Atom feed", recognises=lambda blob, head: root_name(head) in _ROOTS, read=_read_xml)
JSON_FEED = Reader(name="JSON Feed", recognises=_recognises_json, read=_read_json)
