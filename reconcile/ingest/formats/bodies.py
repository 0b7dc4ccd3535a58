"""From the body that a record holds (page, fragment or plain text) to a document."""

from __future__ import annotations

from reconcile.ingest.fields import Record
from reconcile.ingest.found import Known
from reconcile.ingest.markup import looks_like_markup, looks_like_page, markup_to_text
from reconcile.types import RawDocument


def document_from_body(known: Known, body: str, uri: str) -> RawDocument:
    """Return the document for `body`: whole pages stay HTML for cleaning, fragments become paragraphs."""
    if looks_like_page(body):
        return known.of(RawDocument(id="", uri=uri, content=body, media_type="text/html"))
    text = markup_to_text(body) if looks_like_markup(body) else body
    return known.of(RawDocument(id="", uri=uri, content=text))


def document_from_record(record: Record, uri: str) -> RawDocument | None:
    """Return the document for a record with our field names, None where it holds no body at all."""
    if record.html is not None and not looks_like_page(record.html):
        return record.known.of(RawDocument(id="", uri=uri, content=markup_to_text(record.html)))
    body = record.html or record.text
    return None if body is None else document_from_body(record.known, body, uri)
