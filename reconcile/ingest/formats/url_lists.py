"""A text file that lists web addresses, one on a line; lines that begin with # are remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.ingest.found import Address, Blob, Found, Reader, skip
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.text import decode

_ADDRESS = re.compile(r"https?://\S+", re.I)
_MAX_LIST_BYTES = 1_000_000


def _lines(text: str) -> list[str]:
    stripped = (line.strip("\ufeff \t\r") for line in text.split("\n"))
    return [line for line in stripped if line and not line.startswith("#")]


def _recognises(blob: Blob, head: bytes) -> bool:
    """Whether the first lines are all addresses; a line that the head cuts off is left out."""
    text = head.decode("utf-8", errors="replace")
    lines = _lines(text if blob.size_bytes <= len(head) else text.rpartition("\n")[0])
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    lines = _lines(decode(blob.read(max_bytes=_MAX_LIST_BYTES)).text)
    for line in dict.fromkeys(lines[: options.max_members]):
        if _ADDRESS.fullmatch(line):
            yield Address(url=line, named_in=blob.uri)
        else:
            yield skip(blob.uri, f"the line {line!r} is no web address; write one that begins with https://")
    if len(lines) > options.max_members:
        yield skip(blob.uri, f"lists {len(lines)} addresses; only the first {options.max_members} are fetched")


URL_LIST = Reader(name="list of web addresses", recognises=_recognises, read=_read)
