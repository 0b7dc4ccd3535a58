"""WARC, the format of web archives and crawls (ISO 28500), through warcio."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from email.message import Message
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from reconcile.ingest.formats.archives import gunzipped_head
from reconcile.ingest.found import Blob, Found, Known, Reader, UnreadableError, megabytes, skip
from reconcile.ingest.options import ReadOptions

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

# What warcio lets through from records that break the standard.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, EOFError, zlib.error)
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    with blob.open() as stream:
        yield from _records(stream, blob, options)


def _records(stream: BinaryIO, blob: Blob, options: ReadOptions) -> Iterator[Found]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    n_pages = n_bytes = 0
    try:
        for record in ArchiveIterator(stream):
            if not _is_page(record):
                continue
            page = _page(record, blob, options)
            yield page
            n_pages += 1
            n_bytes += page.size_bytes if isinstance(page, Blob) else options.max_file_bytes
            if n_pages >= options.max_members or n_bytes > options.max_bundle_bytes:
                yield skip(blob.uri, f"holds more than {n_pages} pages or {megabytes(n_bytes)}; the rest was not read")
                return
    except (ArchiveLoadFailed, *_BROKEN) as error:
        yield skip(blob.uri, f"is a broken WARC ({error}); the {n_pages} pages before the break were read")
        return
    if not n_pages:
        raise UnreadableError("is a WARC without a page (no record is an answer with HTML or text)")


def _is_page(record: ArcWarcRecord) -> bool:
    """Whether a record is a page that was answered with 200, or one kept without its HTTP answer."""
    if record.rec_type == "resource":
        return _content_type(record.rec_headers.get_header("Content-Type"))[0] in _PAGE_TYPES
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = _content_type(record.http_headers.get_header("Content-Type"))[0]
    return record.http_headers.get_statuscode() == "200" and kind in _PAGE_TYPES


def _page(record: ArcWarcRecord, blob: Blob, options: ReadOptions) -> Found:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    uri = f"{blob.uri}!/{url}"
    payload = record.content_stream().read(options.max_file_bytes + 1)
    if len(payload) > options.max_file_bytes:
        return skip(uri, f"has more than {megabytes(options.max_file_bytes)}; raise the limit in the settings")
    headers = record.http_headers or record.rec_headers
    kind, charset = _content_type(headers.get_header("Content-Type"))
    crawled = str(record.rec_headers.get_header("WARC-Date") or "")[:10]
    notes = (f"kept in a web archive on {crawled}",) if crawled else ()
    return Blob(
        uri=uri,
        name=urlsplit(url).path.rpartition("/")[2],
        payload=payload,
        media_type=kind,
        charset=charset,
        url=url or None,
        known=Known(notes=notes),
    )


def _content_type(value: str | None) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = value or ""
    return message.get_content_type() if value else "", message.get_content_charset()


def _recognises(blob: Blob, head: bytes) -> bool:
    return gunzipped_head(head).startswith(b"WARC/")


WARC = Reader(name="WARC", recognises=_recognises, read=_read)
