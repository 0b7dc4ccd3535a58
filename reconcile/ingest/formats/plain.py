"""Plain text, with `key: value` front matter where an editor wrote some.

    publisher: The Courier
    published: 2019-01-21

    The text begins after the first empty line.

The block may also stand between two lines of `---`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.ingest.fields import field_of, name_fields
from reconcile.ingest.found import NOTHING_KNOWN, Blob, Found, Known, Reader
from reconcile.ingest.markup import looks_like_markup, markup_to_text
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.text import decode
from reconcile.types import RawDocument

_LINE = re.compile(r"([A-Za-z][A-Za-z _-]{1,24}):[ \t]*(.*)")
_FENCE = "---"
# More lines than fields exist are no front matter, and prose never has this many "key: value" lines.
_MAX_LINES = 20


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    decoded = decode(blob.read(max_bytes=options.max_file_bytes), declared=blob.charset)
    known, body = split_front_matter(decoded.text)
    # Content systems export bodies as HTML without a page around them.
    text = markup_to_text(body) if body.lstrip().startswith("<") and looks_like_markup(body) else body
    yield known.of(RawDocument(id="", uri=blob.uri, content=text, notes=decoded.notes))


def split_front_matter(text: str) -> tuple[Known, str]:
    """Return what the front matter says and the text below it; all of `text` where there is none."""
    lines = text.replace("\r\n", "\n").lstrip("\ufeff\n").split("\n")
    fenced = lines[0].strip() == _FENCE
    start = 1 if fenced else 0
    stop = _end_of_block(lines, start, fenced=fenced)
    if stop is None:
        return NOTHING_KNOWN, text
    pairs = [match.groups() for line in lines[start:stop] if (match := _LINE.fullmatch(line.strip()))]
    if not _is_front_matter(pairs, n_lines=sum(bool(line.strip()) for line in lines[start:stop]), fenced=fenced):
        return NOTHING_KNOWN, text
    record = name_fields({key: value.strip().strip("\"'") for key, value in pairs})
    notes = tuple(f"the front matter's key {key!r} is unknown and was not used" for key in record.unknown)
    body = "\n".join(lines[stop + 1 :])
    return Known(notes=notes).over(record.known), body


def _end_of_block(lines: list[str], start: int, *, fenced: bool) -> int | None:
    for number, line in enumerate(lines[start : start + _MAX_LINES], start):
        if line.strip() == (_FENCE if fenced else ""):
            return number if number > start else None
    return None


def _is_front_matter(pairs: list[tuple[str, ...]], *, n_lines: int, fenced: bool) -> bool:
    """Whether every line is a pair and the first has a known key; a fence is proof enough for odd keys."""
    named = [field_of(key) for key, _ in pairs]
    all_pairs = bool(pairs) and len(pairs) == n_lines
    return all_pairs and (any(named) if fenced else named[0] not in {None, "text", "html"})


PLAIN = Reader(name="plain text", recognises=lambda blob, head: True, read=_read)
