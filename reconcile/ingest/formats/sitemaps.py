"""News sitemaps: addresses of pages with publisher, date and headline, and no text of their own."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.ingest.fields import name_fields
from reconcile.ingest.found import Address, Blob, Found, Reader, UnreadableError, skip
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.xmldoc import elements, first, parse_xml, root_name, words

_ROOTS = frozenset({"urlset", "sitemapindex"})


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    root = parse_xml(blob.read(max_bytes=options.max_file_bytes))
    entries = elements(root, "url", "sitemap")
    if not entries:
        raise UnreadableError("is a sitemap without pages")
    if not options.follow:
        pages = f"{len(entries)} pages" if len(entries) > 1 else "a page"
        raise UnreadableError(f"is a sitemap that names {pages} without text; fetch them with --follow")
    for entry in entries[: options.max_members]:
        link = words(first(entry, "loc"))
        if link is None:
            yield skip(blob.uri, "has an entry without <loc>; that one is passed over")
            continue
        news = first(entry, "news")
        known = name_fields(
            {
                "publisher": words(first(news, "publication", "name")),
                "language": words(first(news, "publication", "language")),
                "published": words(first(news, "publication_date")),
                "title": words(first(news, "title")),
            }
        ).known
        yield Address(url=link, named_in=blob.uri, known=known)
    if len(entries) > options.max_members:
        yield skip(blob.uri, f"names {len(entries)} pages; only the first {options.max_members} are fetched")


SITEMAP = Reader(name="news sitemap", recognises=lambda blob, head: root_name(head) in _ROOTS, read=_read)
