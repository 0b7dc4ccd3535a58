"""The one place that chooses the reader for a blob: the first in this order that recognises it."""

from __future__ import annotations

from reconcile.ingest.formats.json_articles import JSON
from reconcile.ingest.formats.newsml import NEWSML_G2
from reconcile.ingest.formats.nitf import NITF
from reconcile.ingest.formats.pages import HTML, MHTML
from reconcile.ingest.formats.plain import PLAIN
from reconcile.ingest.formats.unknown_xml import UNKNOWN_XML
from reconcile.ingest.formats.url_lists import URL_LIST
from reconcile.ingest.found import Blob, Reader

# From formats with a signature of their own to those that anything might look like.
READERS = (MHTML, HTML, NEWSML_G2, NITF, JSON, UNKNOWN_XML, URL_LIST, PLAIN)


def choose_reader(blob: Blob) -> Reader:
    """Return the reader for `blob`, chosen by content before the name's ending."""
    head = blob.head()
    return next(reader for reader in READERS if reader.recognises(blob, head))
