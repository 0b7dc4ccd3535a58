"""What reading passes around until an article is reached: bytes, addresses, and what their container knew.

A reader takes a `Blob` and yields articles, skips, further blobs (an archive's members, a
mail's attachments) or addresses (a list of links). Whatever a container knew of its parts
travels with them as `Known` and fills the article's fields in the end.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from reconcile.errors import InputError
from reconcile.ingest.options import ReadOptions
from reconcile.types import RawDocument, Skip

STAGE = "ingest"
# Enough for every magic number, an HTML doctype behind a comment, and a feed's root element.
_HEAD_BYTES = 4096


class UnreadableError(InputError):
    """One input that cannot be read; the message says what and what to do. Becomes a `Skip`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Metadata that a container gave about one article (a manifest row, JSON fields, a feed entry)."""

    id: str | None = None
    publisher: str | None = None
    agency: str | None = None
    published: str | None = None
    modified: str | None = None
    title: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    language: str | None = None
    item_id: str | None = None
    version: str | None = None
    status: str | None = None
    notes: tuple[str, ...] = ()

    def over(self, other: Known) -> Known:
        """Return `other` with the fields that this one knows laid over it; notes add up."""
        mine = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        return replace(other, **mine | {"notes": _union(self.notes, other.notes)})

    def of(self, document: RawDocument) -> RawDocument:
        """Return `document` with the fields that are known here laid over it; notes add up."""
        mine = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        return replace(document, **mine | {"notes": _union(self.notes, document.notes)})


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes of one file, archive member, attachment or web page, read when they are needed.

    `uri` is where an editor finds it ("desk.zip!/a.txt" for a member); `url` is where it was fetched. `media_type` and
    `charset` are what a server or a mail said; content decides first.
    """

    uri: str
    name: str
    path: Path | None = None
    payload: bytes | None = None
    media_type: str = ""
    charset: str | None = None
    url: str | None = None
    known: Known = NOTHING_KNOWN

    def open(self) -> BinaryIO:
        """Return the bytes as a stream that the caller closes."""
        return io.BytesIO(self.payload or b"") if self.path is None else self.path.open("rb")

    def head(self) -> bytes:
        """Return the first few kilobytes."""
        with self.open() as stream:
            return stream.read(_HEAD_BYTES)

    @property
    def size_bytes(self) -> int:
        """The number of bytes."""
        return len(self.payload or b"") if self.path is None else self.path.stat().st_size

    @property
    def ending(self) -> str:
        """The lower-case ending of the name with its dot, or ""."""
        return PurePosixPath(self.name).suffix.lower()

    def read(self, *, max_bytes: int) -> bytes:
        """Return all bytes.

        Raises:
            UnreadableError: There are more than `max_bytes`.
        """
        if self.size_bytes > max_bytes:
            raise UnreadableError(
                f"has {megabytes(self.size_bytes)}, the limit is {megabytes(max_bytes)}; "
                "split it, or raise the limit in the settings"
            )
        with self.open() as stream:
            return stream.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web page still to be fetched, what the list or feed that names it knew, and its own text of it, if any."""

    url: str
    named_in: str
    known: Known = NOTHING_KNOWN
    excerpt: RawDocument | None = None


Found = RawDocument | Skip | Blob | Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How one format is recognised and read."""

    name: str
    recognises: Callable[[Blob, bytes], bool] = field(repr=False)
    read: Callable[[Blob, ReadOptions], Iterator[Found]] = field(repr=False)


def skip(uri: str, reason: str) -> Skip:
    """Return the `Skip` of this stage."""
    return Skip(uri=printable(uri), stage=STAGE, reason=printable(reason))


def printable(text: str) -> str:
    """Return `text` with halves of characters (lone surrogates) replaced, so that it can be written out."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def megabytes(n_bytes: int) -> str:
    """Return a size as an editor reads it: "5.2 MB", "310 KB"."""
    return f"{n_bytes / 1e6:.1f} MB" if n_bytes >= 1_000_000 else f"{n_bytes / 1e3:.0f} KB"
