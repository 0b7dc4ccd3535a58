"""XML of a kind that is not listed: named, so that nobody's claims are read out of tags."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.ingest.found import Blob, Found, Reader, UnreadableError
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.xmldoc import root_name


def _recognises(blob: Blob, head: bytes) -> bool:
    is_declared = blob.ending == ".xml" or head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml")
    return is_declared and root_name(head) is not None


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    raise UnreadableError(
        f"is XML of an unknown kind (<{root_name(blob.head())}>); give NewsML-G2, NITF, a feed, HTML or text"
    )
    yield


UNKNOWN_XML = Reader(name="other XML", recognises=_recognises, read=_read)
