"""Put together an `Article` from a raw document: what its container gave wins over what its content says."""

from __future__ import annotations

import re

from reconcile.clean.agency import find_agency
from reconcile.clean.dates import Moment, parse_moment
from reconcile.clean.plain import Cleaned, clean_lines
from reconcile.errors import InputError
from reconcile.types import Article, Clutter, RawDocument

_DATELINE = re.compile(r"^([A-Z][^\n]{1,70}?)\s?(?:--|—|–|-)\s")
_MIN_LETTERS = 40


def clean(document: RawDocument) -> tuple[Article, ...]:
    """Return the articles in `document`: one, or several for the posts of a live page.

    Raises:
        InputError: When no words of an article are left.
    """
    if document.media_type == "text/html":
        from trafilatura import extract

        text = extract(document.content, include_comments=False) or ""
    else:
        text = document.content
    return (assemble(document, clean_lines(text, title=document.title)),)


def assemble(document: RawDocument, cleaned: Cleaned) -> Article:
    """Return the article that `cleaned` text and the document's own fields make together."""
    body = "\n".join(cleaned.paragraphs)
    _require_words(document, body, cleaned)
    headline = cleaned.headline
    text = f"{headline}\n\n{body}" if headline else body
    published = parse_moment(document.published) if document.published else None
    modified = parse_moment(document.modified) if document.modified else None
    return Article(
        id=document.id,
        uri=document.uri,
        text=text,
        body_start=len(text) - len(body),
        title=headline,
        publisher=document.publisher,
        agency=document.agency or find_agency(publisher=document.publisher, body=body, signs=tuple(cleaned.signs)),
        url=document.url,
        authors=document.authors or ((cleaned.byline,) if cleaned.byline else ()),
        published_on=published.day if published else None,
        published_at=published.at if published else None,
        published_how="given" if published else "unknown",
        modified_at=modified.at if modified else None,
        dateline=document.dateline or find_dateline(body),
        language=document.language,
        origin=document.id,
        clutter=tuple(cleaned.clutter),
        notes=document.notes + _date_note(document, published),
        item_id=document.item_id,
        version=document.version,
        status=document.status,
    )


def find_dateline(body: str) -> str | None:
    """Return "ELDERWICK, Wash. (AP)" of a body that begins with such a line and a dash."""
    found = _DATELINE.match(body)
    if found is None:
        return None
    place = re.sub(r"\([^)]*\)", "", found.group(1)).split(",")[0]
    return found.group(1).strip() if place.strip() and place == place.upper() else None


def _date_note(document: RawDocument, published: Moment | None) -> tuple[str, ...]:
    if document.published and published is None:
        return (f"its date was given as {document.published!r}, which is no date",)
    return ()


def _require_words(document: RawDocument, body: str, cleaned: Cleaned) -> None:
    n_letters = sum(map(str.isalpha, body[:1000]))
    if n_letters >= _MIN_LETTERS or (n_letters >= 20 and any(ord(character) > 0x2E80 for character in body[:1000])):
        return
    if not document.content.strip():
        raise InputError(f"{document.uri} is empty")
    apart = f" ({', '.join(sorted({c.kind for c in cleaned.clutter}))} kept apart)" if cleaned.clutter else ""
    raise InputError(f"{document.uri} holds too few words to be an article{apart}")


def clutter_of(kind: str, text: str) -> Clutter:
    """Return a passage kept apart."""
    return Clutter(text=text, kind=kind)
