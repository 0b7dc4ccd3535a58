"""Unpacking gzip and deflate piece by piece under a bound, so that a bomb stops where the bound is."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from reconcile.ingest.found import UnreadableError, megabytes

# Most that one piece may grow to before the bound is looked at.
_PIECE_BYTES = 1_000_000
# zlib: 47 finds out itself whether a gzip or a zlib header comes, -15 expects none.
_WINDOW_BITS = {"gzip": 47, "x-gzip": 47, "deflate": 47, "raw-deflate": -15}


def inflate(pieces: Iterable[bytes], *, encoding: str, max_bytes: int) -> Iterator[bytes]:
    """Yield the unpacked bytes of `pieces`; "" and "identity" only watch the bound.

    Raises:
        UnreadableError: There are more than `max_bytes`, or the packing is broken or unknown.
    """
    n_bytes = 0
    for piece in _unpack(pieces, encoding.strip().lower()):
        n_bytes += len(piece)
        if n_bytes > max_bytes:
            raise UnreadableError(f"is larger than {megabytes(max_bytes)} when unpacked; raise the limit or save it")
        yield piece


def _unpack(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in {"", "identity"}:
        yield from pieces
        return
    if encoding not in _WINDOW_BITS:
        raise UnreadableError(f"is packed as {encoding!r}, which is not known; save the page and name the file")
    unpacker = zlib.decompressobj(_WINDOW_BITS[encoding])
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if unpacker.eof:
                    # A further gzip member may follow, as in .warc.gz and files put together with cat.
                    unpacker = zlib.decompressobj(_WINDOW_BITS[encoding])
                yield unpacker.decompress(rest, _PIECE_BYTES)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
        if not unpacker.eof:
            raise UnreadableError("ends in the middle of its packed text; fetch or save it again")
    except zlib.error as error:
        raise UnreadableError(f"is broken where it is packed ({error}); fetch or save it again") from error
