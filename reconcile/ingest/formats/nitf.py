"""NITF, the IPTC's markup of single news texts (https://iptc.org/standards/nitf/), alone or inside NewsML-G2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reconcile.ingest.fields import name_fields
from reconcile.ingest.found import Blob, Found, Known, Reader, UnreadableError
from reconcile.ingest.markup import element_to_text
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.xmldoc import cut_off, elements, first, parse_xml, root_name, words
from reconcile.types import RawDocument

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    payload = blob.read(max_bytes=options.max_file_bytes)
    root = parse_xml(payload)
    known, text = nitf_known(root), nitf_text(root)
    if not text and known.status != "canceled":
        raise UnreadableError("is NITF without a body; ask its agency for the full text")
    yield known.of(RawDocument(id="", uri=blob.uri, content=text, notes=cut_off(payload)))


def nitf_text(root: _Element) -> str:
    """Return the paragraphs of the body."""
    body = first(root, "body.content")
    return "" if body is None else element_to_text(body)


def nitf_known(root: _Element) -> Known:
    """Return what head and body head say of the text."""
    fields = name_fields(
        {
            "title": words(first(root, "hl1")) or words(first(root, "hedline")) or words(first(root, "head", "title")),
            "authors": [line for line in map(_byline, elements(root, "byline")) if line],
            "published": _attribute(root, "date.issue", "norm") or _attribute(root, "date.release", "norm"),
            "publisher": _attribute(root, "pubdata", "name") or _attribute(root, "doc.copyright", "holder"),
            "agency": words(first(root, "distributor")),
            "dateline": words(first(root, "dateline", "location")) or words(first(root, "dateline")),
        }
    ).known
    item_id = _attribute(root, "du-key", "key") or _attribute(root, "doc-id", "id-string")
    notes = [
        f"editorial note: {info}" for e in elements(root, "ed-msg") if (info := " ".join(e.get("info", "").split()))
    ]
    return Known(
        id=item_id,
        item_id=item_id,
        version=_attribute(root, "du-key", "version"),
        status=_attribute(root, "docdata", "management-status") or "usable",
        notes=tuple(notes),
    ).over(fields)


def _attribute(root: _Element, element: str, name: str) -> str | None:
    found = first(root, element)
    value = None if found is None else found.get(name)
    return str(value).strip() or None if value else None


def _byline(element: _Element) -> str | None:
    """Return the writer's name: the person where one is marked, else the line without the job title."""
    person = words(first(element, "person"))
    if person is not None:
        return person
    title = words(first(element, "byttl")) or ""
    line = words(element) or ""
    return line.removesuffix(title).strip(" ,") or None


NITF = Reader(name="NITF", recognises=lambda blob, head: root_name(head) == "nitf", read=_read)
