"""What every document passes whatever it was read from: clean characters, bounds, language, date, copies, id."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from reconcile.ingest.dates import read_date
from reconcile.ingest.found import skip
from reconcile.ingest.language import detect_language
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.text import tidy, tidy_line
from reconcile.ingest.versions import SUPERSEDED
from reconcile.types import RawDocument, Skip

_HIDDEN_MARKUP = re.compile(r"<(script|style|noscript|template|svg)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")
_HTML = "text/html"
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
    dated = _with_dates(_with_clean_fields(document))
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
    return _TAG.sub(" ", _HIDDEN_MARKUP.sub(" ", document.content))


def _with_clean_fields(document: RawDocument) -> RawDocument:
    content = tidy(document.content)
    fields = ("publisher", "agency", "title", "dateline")
    lines = {name: tidy_line(value) or None for name in fields if (value := getattr(document, name))}
    authors = tuple(line for author in document.authors if (line := tidy_line(author)))
    notes = document.notes + content.notes
    return replace(document, content=content.text, authors=authors, notes=notes, **lines)  # type: ignore[arg-type]


def _with_dates(document: RawDocument) -> RawDocument:
    """Replace dates by their ISO form; one that cannot be read goes into the notes."""
    notes = list(document.notes)
    fields: dict[str, str | None] = {}
    for name in ("published", "modified"):
        value = getattr(document, name)
        if value:
            read = read_date(value)
            fields[name] = read.iso
            if read.problem is not None:
                notes.append(f"{name}: {read.problem}")
    return replace(document, notes=tuple(notes), **fields)  # type: ignore[arg-type]


def _too_short(words: str, document: RawDocument, options: ReadOptions) -> str | None:
    n_words = sum(1 for _ in zip(_WORD.finditer(words), range(options.min_words), strict=False))
    # Japanese and Chinese put no spaces between words: their language is the better reason.
    if n_words >= options.min_words or len(words) > 100:
        return None
    if n_words == 0:
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
    """Yield the documents, but for one with the same publisher, day and text as an earlier one a skip naming that."""
    listed = list(documents)
    # A current article goes before an older version of it that says the same.
    ranked = sorted(
        (found for found in listed if isinstance(found, RawDocument)), key=lambda found: found.status == SUPERSEDED
    )
    first_by_key: dict[str, RawDocument] = {}
    for document in ranked:
        first_by_key.setdefault(_sameness_key(document), document)
    for found in listed:
        if isinstance(found, Skip):
            yield found
            continue
        first = first_by_key[_sameness_key(found)]
        if first is found:
            yield found
        else:
            yield skip(found.uri, f"is the same article as {first.uri}, word for word; only the first is read")


def _sameness_key(document: RawDocument) -> str:
    # One text in two outlets, or again on another day, is for cleaning to judge.
    parts = (" ".join(document.content.split()), document.publisher or "", (document.published or "")[:10])
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


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
        return f"{name}, version {document.version}" if document.status == SUPERSEDED else name
    return f"{path.name}: {name}" if document.id else f"{path.parent.name}/{name}"
