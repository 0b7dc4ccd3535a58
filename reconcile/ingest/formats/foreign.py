"""Files that hold no article or that another program should convert: named, with what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources

from reconcile.ingest.found import Blob, Found, Reader, UnreadableError
from reconcile.ingest.options import ReadOptions


@cache
def _signatures() -> tuple[tuple[int, bytes, str], ...]:
    """Return (offset, bytes, the sentence) of each known signature."""
    table = json.loads(resources.files(__package__).joinpath("signatures.json").read_text(encoding="utf-8"))
    return tuple(
        (entry.get("offset", 0), bytes.fromhex(entry["hex"]), f"is {entry['is']}, not an article; {entry['do']}")
        for entry in table["signatures"]
    )


def _sentence(head: bytes) -> str | None:
    """Return what to say of a file that begins with `head`, None where nothing is known of it."""
    found = (sentence for offset, magic, sentence in _signatures() if head[offset : offset + len(magic)] == magic)
    return next(found, None)


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    raise UnreadableError(_sentence(blob.head()) or "is binary, not text")
    yield


FOREIGN = Reader(name="another kind of file", recognises=lambda blob, head: _sentence(head) is not None, read=_read)
