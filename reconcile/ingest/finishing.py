"""What every document passes whatever it was read from: clean characters, bounds, language, date, copies, id."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from pathlib import PurePosixPath

from reconcile.ingest.dates import read_date
from reconcile.ingest.found import printable, skip
from reconcile.ingest.language import detect_language
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.text import tidy, tidy_line, tidy_page
from reconcile.types import RawDocument, Skip
from reconcile.versions import is_history

# Where words begin and end that no reader sees.
_HIDDEN = re.compile(r"<(/?)(script|style|noscript|template)\b|<!--|-->")
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")
_HTML = "text/html"
_TEXT_FIELDS = tuple(field.name for field in fields(RawDocument))
_CODE_SYMBOL = re.compile(r"[{}\[\]<>=;|\\#$%^*_~`@]")
# The most symbol-ridden of 1,076 news texts (a page's menu among them) has 6 % of these; code has 10 and more.
_MAX_SYMBOL_SHARE = 0.08
_CODE_SAMPLE_CHARS = 5_000
_MIN_CODE_CHARS = 100
# Pages carry scripts and styles many times the length of their words.
_MARKUP_FACTOR = 10


def finish(document: RawDocument, options: ReadOptions) -> RawDocument | Skip:
    """Return `document` with clean characters and a readable date, or why it cannot be used."""
    bound = options.max_text_chars * (_MARKUP_FACTOR if document.media_type == _HTML else 1)
    if len(document.content) > bound:
        return skip(
            document.uri,
            f"has {len(document.content):,} characters, the limit for one article is {bound:,}; "
            "split it, or raise the limit in the settings",
        )
    dated = _with_dates(_with_clean_fields(_printable(document)))
    words = visible_text(dated)
    problem = _too_short(words, dated, options) or _is_code(dated)
    if problem is not None:
        return skip(document.uri, problem)
    language = _language(dated, words)
    if language is not None and language not in options.languages:
        read = " and ".join(options.languages)
        return skip(
            document.uri,
            f"is written in the language {language!r}, and only {read} is read; name a pipeline for it in the settings",
        )
    return replace(dated, language=language or dated.language)


def visible_text(document: RawDocument) -> str:
    """Return the words of a document roughly as a reader sees them; for counting and telling languages only."""
    if document.media_type != _HTML:
        return document.content
    return _TAG.sub(" ", "".join(_seen_pieces(document.content)))


def _seen_pieces(page: str) -> Iterator[str]:
    """Yield what stands outside of scripts, styles and comments, in one pass whatever is left open."""
    hidden_by, position = "", 0
    for match in _HIDDEN.finditer(page.lower()):
        name = match[2] or "comment"
        closes = bool(match[1]) or match[0] == "-->"
        if not hidden_by and not closes:
            yield page[position : match.start()]
            hidden_by = name
        elif hidden_by == name and closes:
            hidden_by, position = "", match.start() if match[2] else match.end()
    if not hidden_by:
        yield page[position:]


def _printable(document: RawDocument) -> RawDocument:
    """Replace halves of characters, which broken JSON escapes and file names leave and no report can hold."""
    texts = {name: value for name in _TEXT_FIELDS if isinstance(value := getattr(document, name), str)}
    return replace(document, **{name: printable(value) for name, value in texts.items()})  # type: ignore[arg-type]


def _with_clean_fields(document: RawDocument) -> RawDocument:
    content = (tidy_page if document.media_type == _HTML else tidy)(document.content)
    names = ("publisher", "agency", "title", "dateline")
    lines = {name: tidy_line(value) or None for name in names if (value := getattr(document, name))}
    authors = tuple(line for author in document.authors if (line := tidy_line(author)))
    notes = document.notes + content.notes
    return replace(document, content=content.text, authors=authors, notes=notes, **lines)  # type: ignore[arg-type]


def _with_dates(document: RawDocument) -> RawDocument:
    """Replace dates by their ISO form; one that cannot be read goes into the notes."""
    notes = list(document.notes)
    dates: dict[str, str | None] = {}
    for name in ("published", "modified"):
        value = getattr(document, name)
        if value:
            read = read_date(value)
            dates[name] = read.iso
            if read.problem is not None:
                notes.append(f"{name}: {read.problem}")
    return replace(document, notes=tuple(notes), **dates)  # type: ignore[arg-type]


def _too_short(words: str, document: RawDocument, options: ReadOptions) -> str | None:
    n_words = sum(1 for _ in zip(_WORD.finditer(words), range(options.min_words), strict=False))
    # Japanese and Chinese put no spaces between words: their language is the better reason.
    if n_words >= options.min_words or len(words) > 100:
        return None
    if n_words == 0:
        if document.media_type == _HTML:
            return "shows no text until its scripts run; open it in a browser and save it from there"
        return "has a headline but no text; give its text" if document.title else "is empty; nothing to read"
    shown = tidy_line(words)
    plural = "word" if n_words == 1 else "words"
    return f"has only {n_words} {plural} ({shown!r}), too few to hold a claim; give the whole article"


def _is_code(document: RawDocument) -> str | None:
    """Return what to say of style sheets, programs and data dumps that lie among the articles."""
    sample = document.content[:_CODE_SAMPLE_CHARS]
    if document.media_type == _HTML or len(sample) < _MIN_CODE_CHARS:
        return None
    n_symbols = len(_CODE_SYMBOL.findall(sample))
    if n_symbols < _MAX_SYMBOL_SHARE * len(sample):
        return None
    return "looks like program code or raw data, not prose; give the article's text"


def _language(document: RawDocument, words: str) -> str | None:
    """Return what the text shows; where it is too short to tell, what the input said."""
    declared = (document.language or "").replace("_", "-").partition("-")[0].lower() or None
    return detect_language(words) or declared


def drop_duplicates(documents: Iterable[RawDocument | Skip]) -> Iterator[RawDocument | Skip]:
    """Yield the documents, but for one whose text was given before a skip that names the one that is read.

    One text in two outlets, or again on another day, is for cleaning to judge: only where publisher and
    day are equal or not given is it the same article.
    """
    listed = list(documents)
    kept_by_text: dict[bytes, list[RawDocument]] = defaultdict(list)
    kept_for: dict[int, RawDocument] = {}
    # Current versions before older ones, then those that know more of themselves, then the first.
    ranked = sorted((one for one in listed if isinstance(one, RawDocument)), key=_rank)
    for document in ranked:
        kept = kept_by_text[hashlib.sha256(" ".join(document.content.split()).encode()).digest()]
        same = next((one for one in kept if _is_same(one, document)), None)
        if same is None:
            kept.append(document)
        kept_for[id(document)] = same or document
    for found in listed:
        first = kept_for.get(id(found))
        if first is None or first is found:
            yield found
        else:
            yield skip(found.uri, f"is the same article as {first.uri}, word for word; only that one is read")


def _rank(document: RawDocument) -> tuple[bool, int]:
    return is_history(document), -sum(map(bool, (document.publisher, document.published, document.title)))


def _is_same(one: RawDocument, other: RawDocument) -> bool:
    pairs = ((one.publisher, other.publisher), ((one.published or "")[:10], (other.published or "")[:10]))
    return all(not left or not right or left == right for left, right in pairs)


def name_documents(documents: Iterable[RawDocument]) -> tuple[RawDocument, ...]:
    """Return `documents` with unique ids: the input's own, else the file's name, with its folder where names clash."""
    listed = list(documents)
    ids = [document.id or _name_of(document.uri) for document in listed]
    clashing = {name for name, n in Counter(ids).items() if n > 1}
    widened = [_wider(name, document) if name in clashing else name for name, document in zip(ids, listed, strict=True)]
    unique: set[str] = set()
    named = []
    for name, document in zip(widened, listed, strict=True):
        final, number = name, 1
        while final in unique:
            number += 1
            final = f"{name} ({number})"
        unique.add(final)
        named.append(replace(document, id=final))
    return tuple(named)


def _name_of(uri: str) -> str:
    """Return a file's name; of a web address all but the scheme, whose last part is seldom a name."""
    scheme, _, rest = uri.partition("://")
    return rest.rstrip("/") if scheme in {"http", "https"} else PurePosixPath(uri).name


def _wider(name: str, document: RawDocument) -> str:
    path = PurePosixPath(document.uri)
    if document.item_id and document.id == document.item_id:
        # The newest version is the item; only its history needs longer names.
        return f"{name}, version {document.version}" if is_history(document) else name
    return f"{path.name}: {name}" if document.id else f"{path.parent.name}/{name}"
