"""The one place that chooses the reader for a blob: the first in this order that recognises it."""

from __future__ import annotations

import codecs

from reconcile.ingest.formats.archives import GZIP, OTHER_PACKING, TAR, ZIP
from reconcile.ingest.formats.feeds import JSON_FEED, XML_FEED
from reconcile.ingest.formats.foreign import FOREIGN
from reconcile.ingest.formats.json_articles import JSON
from reconcile.ingest.formats.mail import MAIL
from reconcile.ingest.formats.newsml import NEWSML_G2
from reconcile.ingest.formats.nitf import NITF
from reconcile.ingest.formats.office import DOCX, PDF
from reconcile.ingest.formats.pages import HTML, MHTML
from reconcile.ingest.formats.plain import PLAIN
from reconcile.ingest.formats.sitemaps import SITEMAP
from reconcile.ingest.formats.tables import CSV, PARQUET
from reconcile.ingest.formats.unknown_xml import UNKNOWN_XML
from reconcile.ingest.formats.url_lists import URL_LIST
from reconcile.ingest.formats.warc import WARC
from reconcile.ingest.found import Blob, Reader

# From formats with a signature of their own to those that anything might look like.
READERS = (
    *(FOREIGN, PARQUET, PDF, DOCX, ZIP, WARC, TAR, GZIP, OTHER_PACKING),
    *(MHTML, MAIL, HTML, NEWSML_G2, NITF, XML_FEED, SITEMAP),
    *(JSON_FEED, JSON, UNKNOWN_XML, URL_LIST, CSV, PLAIN),
)


def choose_reader(blob: Blob) -> Reader:
    """Return the reader for `blob`, chosen by content before the name's ending."""
    head = _as_utf8(blob.head())
    return next(reader for reader in READERS if reader.recognises(blob, head))


def _as_utf8(head: bytes) -> bytes:
    """Return `head` with its characters in UTF-8 where a mark says UTF-16, which spreadsheets and Windows write."""
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head
    return head.decode("utf-16", errors="ignore").encode()
