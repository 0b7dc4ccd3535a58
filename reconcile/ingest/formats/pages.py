"""Web pages as browsers save them: HTML, and MHTML with its page inside. Cleaning takes the body out."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage

from reconcile.ingest.dates import read_date
from reconcile.ingest.found import Blob, Found, Known, Reader, UnreadableError
from reconcile.ingest.markup import looks_like_page
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.text import decode
from reconcile.types import RawDocument

_HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_MHTML_ENDINGS = frozenset({".mhtml", ".mht"})
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{2,20})", re.I)
# The standard asks browsers to look for the declaration in the first 1,024 bytes; real pages put it later.
_CHARSET_BYTES = 4096
# What the standard library lets through from headers that break the standard.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)


def _recognises_html(blob: Blob, head: bytes) -> bool:
    start = head.replace(b"\x00", b"").decode("latin-1").lstrip("\ufeff\xef\xbb\xbf\xff\xfe")
    return looks_like_page(start) or (blob.ending in _HTML_ENDINGS and "<" in start)


def _read_html(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    payload = blob.read(max_bytes=options.max_file_bytes)
    decoded = decode(payload, declared=blob.charset or declared_charset(payload))
    saved = _SAVED_FROM.search(decoded.text[:_CHARSET_BYTES])
    document = RawDocument(
        id="",
        uri=blob.uri,
        content=decoded.text,
        media_type="text/html",
        url=saved[1] if saved else None,
        notes=decoded.notes,
    )
    yield document


def declared_charset(payload: bytes) -> str | None:
    """Return the encoding that a page or XML document declares at its beginning."""
    head = payload[:_CHARSET_BYTES]
    match = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return match[1].decode("ascii") if match else None


def _recognises_mhtml(blob: Blob, head: bytes) -> bool:
    start = head.lower()
    return (
        b"multipart/related" in start
        and b"mime-version:" in start
        and (blob.ending in _MHTML_ENDINGS or b"snapshot-content-location:" in start or b"saved by" in start)
    )


def _read_mhtml(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    archive = blob.read(max_bytes=options.max_file_bytes)
    try:
        page = _page_inside(email.message_from_bytes(archive, policy=policy.default), blob)
    except _BROKEN as error:
        raise UnreadableError(f"is a broken web archive ({error}); save the page again as HTML") from error
    for found in _read_html(page, options):
        yield page.known.of(found) if isinstance(found, RawDocument) else found


def _page_inside(message: EmailMessage, blob: Blob) -> Blob:
    root = _root_page(message)
    if root is None:
        raise UnreadableError("is a web archive without an HTML page; save the page again as HTML")
    payload = root.get_payload(decode=True)
    url = str(message["Snapshot-Content-Location"] or root["Content-Location"] or "")
    return replace(
        blob,
        path=None,
        payload=payload if isinstance(payload, bytes) else b"",
        charset=root.get_content_charset(),
        media_type="text/html",
        known=blob.known.over(Known(url=url if url.startswith("http") else None, notes=_saved(message))),
    )


def _saved(message: EmailMessage) -> tuple[str, ...]:
    day = read_date(str(message["Date"] or "")).iso
    return (f"saved on {day[:10]}",) if day else ()


def _root_page(message: EmailMessage) -> EmailMessage | None:
    pages = (part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"})
    return next(pages, None)


HTML = Reader(name="web page", recognises=_recognises_html, read=_read_html)
MHTML = Reader(name="web archive (MHTML)", recognises=_recognises_mhtml, read=_read_mhtml)
