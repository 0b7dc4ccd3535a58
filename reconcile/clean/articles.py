"""Put together an `Article` from a raw document: what its container gave wins over what its content says."""

from __future__ import annotations

import re
from dataclasses import replace

from reconcile.clean.agency import agency_named, find_agency
from reconcile.clean.dates import Moment, make_date, parse_moment
from reconcile.clean.metadata import LivePost, PageMetadata, host_of, strip_site_name
from reconcile.clean.page import Page, read_page
from reconcile.clean.plain import Cleaned, clean_extracted, clean_text
from reconcile.errors import InputError
from reconcile.types import Article, RawDocument

_DATELINE = re.compile(r"^([A-Z][^\n]{1,70}?)\s?(?:--|—|–|-)\s")
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=[/._-]|$)")
_FROM_ADDRESS = "from its address"
_MIN_LETTERS = 40
_MIN_POST_LETTERS = 15
# With room for the headline below the million at which spaCy's models refuse a text.
_MAX_CHARACTERS = 950_000


def clean(document: RawDocument) -> tuple[Article, ...]:
    """Return the articles in `document`: one, or several for the posts of a live page.

    Raises:
        InputError: When no words of an article are left.
    """
    if not document.content.strip():
        raise InputError(f"{document.uri} is empty")
    if document.media_type in {"text/html", "application/xhtml+xml"}:
        return _clean_page(document)
    title = strip_site_name(document.title, publisher=document.publisher, url=document.url)
    cleaned = clean_text(document.content, title=title)
    # A news flash is one short sentence; so is what remains of a page that was all clutter.
    min_letters = _MIN_LETTERS if cleaned.clutter else _MIN_POST_LETTERS
    return (_assemble(document, cleaned, PageMetadata(publisher=host_of(document.url)), min_letters=min_letters),)


def _clean_page(document: RawDocument) -> tuple[Article, ...]:
    page = read_page(document.content, url=document.url)
    if page is None:
        raise InputError(f"{document.uri} holds no HTML")
    if not page.posts:
        title = strip_site_name(document.title, publisher=document.publisher, url=document.url) or page.metadata.title
        cleaned = clean_extracted(page.text, title=title)
        cleaned.clutter.extend(page.clutter)
        return (_assemble(document, cleaned, page.metadata),)
    articles = _lead_of_live_page(document, page)
    for n, post in enumerate(page.posts, start=1):
        article = _assemble_post(document, post, page.metadata, place=f"post {n} of {len(page.posts)} of a live page")
        if article:
            articles.append(replace(article, id=f"{document.id}#{n}", origin=f"{document.id}#{n}"))
    if not articles:
        raise InputError(f"{document.uri} is a live page without a post that has words")
    return tuple(articles)


def _lead_of_live_page(document: RawDocument, page: Page) -> list[Article]:
    """Return what a live page tells before its posts, as an article of its own, if it tells anything."""
    cleaned = clean_extracted(page.text, title=document.title or page.metadata.title)
    if sum(map(str.isalpha, "".join(cleaned.paragraphs))) < 2 * _MIN_LETTERS:
        return []
    noted = replace(document, notes=(*document.notes, "the lead of a live page"))
    return [_assemble(noted, cleaned, page.metadata)]


def _assemble_post(document: RawDocument, post: LivePost, metadata: PageMetadata, *, place: str) -> Article | None:
    title = post.headline or document.title or metadata.title
    cleaned = clean_extracted(post.body, title=title)
    if sum(map(str.isalpha, "".join(cleaned.paragraphs))) < _MIN_POST_LETTERS:
        return None
    how = "from the post's own time" if post.published else metadata.published_how
    own = replace(metadata, published=post.published or metadata.published, published_how=how, modified=None)
    # The container's date is the page's: each post has its own.
    return _assemble(
        replace(
            document,
            title=None,
            published=None if post.published else document.published,
            notes=(*document.notes, place),
        ),
        cleaned,
        own,
        min_letters=_MIN_POST_LETTERS,
    )


def _assemble(
    document: RawDocument, cleaned: Cleaned, metadata: PageMetadata, *, min_letters: int = _MIN_LETTERS
) -> Article:
    """Return the article that `cleaned` text, the page's metadata and the document's own fields make together."""
    body = "\n".join(cleaned.paragraphs)
    _require_words(document, body, cleaned, min_letters)
    headline = cleaned.headline
    text = f"{headline}\n\n{body}" if headline else body
    given = parse_moment(document.published) if document.published else None
    published, how = _published(given, metadata, document.url or metadata.url)
    modified = parse_moment(document.modified) if document.modified else metadata.modified
    publisher = document.publisher or metadata.publisher
    signs = tuple(filter(None, (metadata.agency, *document.authors, *metadata.authors, *cleaned.signs)))
    return Article(
        id=document.id,
        uri=document.uri,
        text=text,
        body_start=len(text) - len(body),
        title=headline,
        publisher=publisher,
        agency=_agency(document, publisher, body, signs),
        url=document.url or metadata.url,
        authors=document.authors or metadata.authors or ((cleaned.byline,) if cleaned.byline else ()),
        published_on=published.day if published else None,
        published_at=published.at if published else None,
        published_inferred=how == _FROM_ADDRESS,
        published_how=how,
        modified_at=modified.at if modified else None,
        dateline=document.dateline or metadata.dateline or find_dateline(body),
        language=document.language or _language(metadata.language),
        origin=document.id,
        clutter=tuple(cleaned.clutter),
        notes=_notes(document, given, metadata),
        item_id=document.item_id,
        version=document.version,
        status=document.status,
    )


def _published(given: Moment | None, metadata: PageMetadata, url: str | None) -> tuple[Moment | None, str]:
    """Return when the article appeared and how that is known."""
    found = given or metadata.published
    address = _DAY_IN_ADDRESS.search(url or "")
    day = make_date(*map(int, address.groups())) if address else None
    if found is None:
        return (Moment(day), _FROM_ADDRESS) if day else (None, "unknown")
    how = "given" if given else metadata.published_how
    # A content system that stamps in UTC is a day off in the evening; the address has the newsroom's own day.
    if day and found.at and found.at.date() == found.day and abs((day - found.day).days) == 1:
        return Moment(day, found.at), how
    return found, how


def find_dateline(body: str) -> str | None:
    """Return "ELDERWICK, Wash. (AP)" of a body that begins with such a line and a dash."""
    found = _DATELINE.match(body)
    if found is None:
        return None
    place = re.sub(r"\([^)]*\)", "", found.group(1)).split(",")[0]
    return found.group(1).strip() if place.strip() and place == place.upper() else None


def _agency(document: RawDocument, publisher: str | None, body: str, signs: tuple[str, ...]) -> str | None:
    if document.agency:
        return agency_named(document.agency) or document.agency
    return find_agency(publisher=publisher, body=body, signs=signs)


def _language(stated: str | None) -> str | None:
    return re.split(r"[-_]", stated.strip().lower())[0] or None if stated else None


def _notes(document: RawDocument, given: Moment | None, metadata: PageMetadata) -> tuple[str, ...]:
    notes = list(document.notes)
    if document.published and given is None:
        notes.append(f"its date was given as {document.published!r}, which is no date")
    if given and metadata.published and abs((given.day - metadata.published.day).days) > 1:
        stated = metadata.published.day.isoformat()
        notes.append(f"its date was given as {given.day.isoformat()}, but the page says {stated}")
    if not metadata.is_free:
        notes.append("the page says that it is not free to read: the text may be only its beginning")
    return tuple(notes)


def _require_words(document: RawDocument, body: str, cleaned: Cleaned, min_letters: int) -> None:
    if len(body) > _MAX_CHARACTERS:
        raise InputError(
            f"{document.uri} has {len(body):,} characters of text, the limit for one article is {_MAX_CHARACTERS:,}; "
            "split it"
        )
    n_letters = sum(map(str.isalpha, body[:1000]))
    # Scripts without spaces say in one letter what English says in several.
    dense = any(ord(character) > 0x2E80 for character in body[:1000])
    if n_letters >= (min_letters // 2 if dense else min_letters):
        return
    kinds = ", ".join(sorted({clutter.kind for clutter in cleaned.clutter}))
    apart = f" once its clutter ({kinds}) is kept apart" if kinds else ""
    raise InputError(f"{document.uri} holds too few words to be an article{apart}")
