"""NewsML-G2, the IPTC's envelope around news of any medium (https://iptc.org/standards/newsml-g2/).

Read with lxml and not with the IPTC's own `newsmlg2`: that library expands entities, raises
bare exceptions on what it doesn't know and refuses parts of items, all of which real feeds hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reconcile.ingest.fields import name_fields
from reconcile.ingest.formats.nitf import nitf_known, nitf_text
from reconcile.ingest.found import NOTHING_KNOWN, Blob, Found, Known, Reader, UnreadableError, skip
from reconcile.ingest.markup import element_to_text, looks_like_markup, markup_to_text
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.xmldoc import cut_off, elements, first, local_name, parse_xml, root_name, words
from reconcile.types import RawDocument, Skip

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_ROOTS = frozenset({"newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem"})


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    payload = blob.read(max_bytes=options.max_bundle_bytes)
    root = parse_xml(payload)
    items = elements(root, "newsItem")
    if not items:
        raise UnreadableError(f"is a NewsML-G2 {local_name(root)} without news items; give the items themselves")
    for number, item in enumerate(items, 1):
        found = _article(item, blob.uri if len(items) == 1 else f"{blob.uri}, item {number}")
        # Of a file that breaks off only the last item is touched.
        yield (
            Known(notes=cut_off(payload)).of(found)
            if number == len(items) and isinstance(found, RawDocument)
            else found
        )


def _article(item: _Element, uri: str) -> RawDocument | Skip:
    kind = _local_code(first(item, "itemClass")) or "text"
    text, inner = _body(item)
    known = _known(item, inner)
    if known.status != "canceled" and not text:
        if kind not in {"text", "composite"}:
            return skip(uri, f"the NewsML-G2 item is of class {kind!r}, not text; nothing to compare in it")
        return skip(uri, "the NewsML-G2 item keeps its text elsewhere; ask its agency for the full item")
    return known.of(RawDocument(id="", uri=uri, content=text))


def _known(item: _Element, inner: Known) -> Known:
    meta, content = first(item, "itemMeta"), first(item, "contentMeta")
    by = words(first(content, "by")) or _name(first(content, "creator"))
    fields = name_fields(
        {
            "publisher": _name(first(meta, "provider")) or _name(first(item, "copyrightHolder")),
            "agency": _name(first(content, "infoSource")),
            # A version's words are of its own time: counts of later versions are later counts.
            "published": words(first(meta, "versionCreated")) or words(first(meta, "firstCreated")),
            "title": words(first(content, "headline")),
            "dateline": words(first(content, "dateline")) or _name(first(content, "located")),
            "authors": by,
            "language": (found.get("tag") if (found := first(content, "language")) is not None else None),
        }
    ).known
    guid = item.get("guid")
    item_meta = Known(
        id=guid,
        item_id=guid,
        version=item.get("version"),
        status=_local_code(first(meta, "pubStatus")) or "usable",
        notes=tuple(_notes(meta)),
    )
    # What wraps the text knows more than the text's own head.
    return item_meta.over(fields.over(Known(authors=inner.authors, title=inner.title, dateline=inner.dateline)))


def _notes(meta: _Element | None) -> Iterator[str]:
    if meta is None:
        return
    yield from (f"editorial note: {words(note)}" for note in elements(meta, "edNote") if words(note))
    created, version = words(first(meta, "firstCreated")), words(first(meta, "versionCreated"))
    if created and version and created != version:
        yield f"first published {created}"
    if embargo := words(first(meta, "embargoed")):
        yield f"embargoed until {embargo}"


def _name(element: _Element | None) -> str | None:
    """Return the name of a party or place: its <name>, its literal, or the last part of its code."""
    if element is None:
        return None
    code = element.get("qcode", "").rpartition(":")[2]
    return words(first(element, "name")) or element.get("literal") or words(element) or code or None


def _local_code(element: _Element | None) -> str | None:
    if element is None:
        return None
    return (element.get("qcode") or element.get("uri") or "").rpartition(":")[2].rpartition("/")[2] or None


def _body(item: _Element) -> tuple[str, Known]:
    """Return the item's text, with what an NITF inside says of it."""
    for part in elements(item, "inlineXML"):
        nitf = first(part, "nitf")
        if nitf is not None and (text := nitf_text(nitf)):
            return text, nitf_known(nitf)
        body = first(part, "body")
        if text := element_to_text(part if body is None else body):
            return text, NOTHING_KNOWN
    for part in elements(item, "inlineData"):
        text = "".join(part.itertext()).strip()
        if text and not part.get("encoding"):
            return (markup_to_text(text) if looks_like_markup(text) else text), NOTHING_KNOWN
    return "", NOTHING_KNOWN


NEWSML_G2 = Reader(name="NewsML-G2", recognises=lambda blob, head: root_name(head) in _ROOTS, read=_read)
