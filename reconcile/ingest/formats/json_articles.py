"""Articles as JSON: one object, a list of them, or one on each line; ninjs items among them.

A broken line names its line and column and what to do; the others are still read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from reconcile.ingest.fields import name_fields
from reconcile.ingest.formats.bodies import document_from_record
from reconcile.ingest.formats.ninjs import is_ninjs, read_ninjs
from reconcile.ingest.found import Blob, Found, Reader, UnreadableError, skip
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.text import decode
from reconcile.types import RawDocument, Skip

_LINE_ENDINGS = frozenset({".jsonl", ".ndjson", ".jl"})
# Names under which exports wrap their list of articles.
_WRAPPERS = ("articles", "items", "documents", "docs", "results", "data", "stories", "hits")


def _recognises(blob: Blob, head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return blob.ending in _LINE_ENDINGS or blob.ending == ".json" or (start in {b"{", b"["} and _is_json_start(head))


def _is_json_start(head: bytes) -> bool:
    """Whether text that opens with a bracket goes on as JSON does, and not as prose: "[Photo] A man …"."""
    compact = b"".join(head.split())[:3].removeprefix(b"[")
    return compact[:2] in {b'{"', b"{}"} or compact[:1] == b"]"


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    decoded = decode(blob.read(max_bytes=options.max_bundle_bytes), declared=blob.charset)
    text = decoded.text.strip("\ufeff \t\r\n")
    if not text:
        raise UnreadableError("is empty; nothing to read")
    rows = _lines(decoded.text) if _is_lines(blob, text) else _values(text)
    n_found = 0
    for place, value in rows:
        for found in _articles(value, place, blob, options):
            n_found += 1
            yield replace(found, notes=(*found.notes, *decoded.notes)) if isinstance(found, RawDocument) else found
    if not n_found:
        yield skip(blob.uri, "holds no article; articles have at least a field 'text'")


def _is_lines(blob: Blob, text: str) -> bool:
    if blob.ending in _LINE_ENDINGS:
        return True
    if not text.startswith("{"):
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    whole = sum(line.startswith("{") and line.endswith("}") for line in lines)
    return whole > 1 and whole > len(lines) / 2


def _lines(text: str) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip("\ufeff \t\r")
        if stripped:
            yield f"line {number}", _decode_value(stripped, first_line=number)


def _values(text: str) -> Iterator[tuple[str, object]]:
    """Yield the elements of a list one by one, so that those before a break are read, or the one value."""
    if not text.startswith("["):
        yield "", _decode_value(text, first_line=1)
        return
    decoder = json.JSONDecoder()
    position, number = 1, 0
    while True:
        position = _after(text, position, " \t\r\n,")
        if text[position : position + 1] in {"]", ""}:
            return
        number += 1
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            yield f"article {number}", _Broken(_explain(error, first_line=1))
            return
        yield f"article {number}", value


def _after(text: str, position: int, passed: str) -> int:
    while position < len(text) and text[position] in passed:
        position += 1
    return position


class _Broken(str):
    """Why a piece of JSON could not be decoded."""

    __slots__ = ()


def _decode_value(text: str, *, first_line: int) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return _Broken(_explain(error, first_line=first_line))


def _explain(error: ValueError | RecursionError, *, first_line: int) -> str:
    if isinstance(error, json.JSONDecodeError):
        line = first_line + error.lineno - 1
        what = error.msg[:1].lower() + error.msg[1:]
        return f"broken JSON at line {line}, column {error.colno} ({what}); mend or delete it there"
    return "broken JSON (nested too deep or a number too long); mend or delete it"


def _articles(value: object, place: str, blob: Blob, options: ReadOptions) -> Iterator[Found]:
    where = f", {place}" if place else ""
    if isinstance(value, _Broken):
        yield skip(blob.uri, str(value) if place.startswith("line") or not place else f"{place}: {value}")
    elif not isinstance(value, dict):
        yield skip(f"{blob.uri}{where}", "is no article; write an object with at least a field 'text'")
    elif wrapped := next((value[name] for name in _WRAPPERS if _is_article_list(value.get(name))), None):
        for number, inner in enumerate(wrapped, 1):
            yield from _articles(inner, f"{place}, article {number}" if place else f"article {number}", blob, options)
    elif is_ninjs(value):
        yield from read_ninjs(value, f"{blob.uri}{where}")
    else:
        yield _article(value, f"{blob.uri}{where}", options)


def _is_article_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, dict) for part in value)


def _article(row: dict[str, object], uri: str, options: ReadOptions) -> RawDocument | Skip:
    document = document_from_record(name_fields(row, columns=options.columns), uri)
    return document or skip(uri, "has no text; give it a field 'text'")


JSON = Reader(name="JSON articles", recognises=_recognises, read=_read)
