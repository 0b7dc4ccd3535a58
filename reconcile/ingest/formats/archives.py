"""Zip and tar archives, and single files packed with gzip, bounded against bombs; nothing is written to disk."""

from __future__ import annotations

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from reconcile.ingest.folders import without_assets
from reconcile.ingest.found import Blob, Found, Reader, UnreadableError, megabytes, skip
from reconcile.ingest.manifest import attach_manifests
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.web.inflate import inflate
from reconcile.types import Skip

_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
_PACKINGS = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
_TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
# Bit 0 of a zip member's flags.
_ENCRYPTED = 0x1
_PIECE_BYTES = 1_000_000
# What zipfile, tarfile and the unpackers below them raise on damage (RuntimeError: wants a password).
_BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, EOFError, ValueError, LookupError, OSError),
)
_TAR_MAGIC_AT = 257


def _read_zip(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    with blob.open() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                members = list(_zip_members(archive, blob.uri, options))
        except _BROKEN as error:
            raise UnreadableError(f"is a broken archive ({error}); pack it again") from error
    yield from _with_manifests(members, blob, options)


def _zip_members(archive: zipfile.ZipFile, uri: str, options: ReadOptions) -> Iterator[Blob | Skip]:
    budget = _Budget(options)
    for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
        name = entry.filename
        if entry.is_dir() or _is_hidden(name):
            continue
        problem = "is encrypted; unpack it with its password first" if entry.flag_bits & _ENCRYPTED else None
        problem = problem or _path_problem(name) or budget.problem(entry.file_size)
        if problem is not None:
            yield skip(f"{uri}!/{name}", problem)
            continue
        try:
            with archive.open(entry) as member:
                # The size that an archive announces may lie: what is really there is bounded as well.
                payload = member.read(options.max_file_bytes + 1)
        except _BROKEN as error:
            yield skip(f"{uri}!/{name}", f"is broken in its archive ({error}); pack it again")
            continue
        budget.spend(len(payload))
        yield _member(uri, name, payload, options)
        if budget.is_spent:
            yield skip(uri, budget.reason)
            return


def _read_tar(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    with blob.open() as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r|*") as archive:
                members = list(_tar_members(archive, blob.uri, options))
        except _BROKEN as error:
            raise UnreadableError(f"is a broken archive ({error}); pack it again") from error
    skips = [member for member in members if isinstance(member, Skip)]
    blobs = sorted((member for member in members if isinstance(member, Blob)), key=lambda member: member.uri)
    yield from _with_manifests([*blobs, *skips], blob, options)


def _tar_members(archive: tarfile.TarFile, uri: str, options: ReadOptions) -> Iterator[Blob | Skip]:
    budget = _Budget(options)
    for entry in archive:
        name = entry.name
        if entry.isdir() or _is_hidden(name):
            continue
        problem = None if entry.isreg() else "is a link or device inside an archive; only files are read"
        problem = problem or _path_problem(name) or budget.problem(entry.size)
        if problem is None:
            member = archive.extractfile(entry)
            payload = b"" if member is None else member.read(options.max_file_bytes + 1)
            yield _member(uri, name, payload, options)
        else:
            yield skip(f"{uri}!/{name}", problem)
        # A stream is unpacked even where a member is passed over, so every size counts.
        budget.spend(entry.size)
        if budget.is_spent:
            yield skip(uri, budget.reason)
            return


class _Budget:
    """How much of an archive may still be unpacked."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._n_bytes = 0
        self._n_members = 0

    def problem(self, size_bytes: int) -> str | None:
        """Return why a member of this size cannot be read, None where it can."""
        limit = self._options.max_file_bytes
        if size_bytes <= limit:
            return None
        return f"has {megabytes(size_bytes)} unpacked, the limit is {megabytes(limit)}; unpack it first"

    def spend(self, n_bytes: int) -> None:
        self._n_bytes += n_bytes
        self._n_members += 1

    @property
    def is_spent(self) -> bool:
        return self._n_bytes > self._options.max_bundle_bytes or self._n_members >= self._options.max_members

    @property
    def reason(self) -> str:
        members, size = self._options.max_members, megabytes(self._options.max_bundle_bytes)
        return f"holds more than {members} files or {size} unpacked; what stands behind was not read, split it"


def _is_hidden(name: str) -> bool:
    """Whether a member is a hidden file or what macOS puts into every zip."""
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part not in {".", ".."}) or part == "__MACOSX" for part in parts)


def _path_problem(name: str) -> str | None:
    path = PurePosixPath(name.replace("\\", "/"))
    is_trick = path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":")
    return "has a path that leads out of its archive; pack it again with plain names" if is_trick else None


def _member(uri: str, name: str, payload: bytes, options: ReadOptions) -> Blob | Skip:
    plain = PurePosixPath(name.replace("\\", "/")).as_posix()
    if len(payload) > options.max_file_bytes:
        return skip(f"{uri}!/{plain}", f"has more than {megabytes(options.max_file_bytes)} unpacked; unpack it first")
    return Blob(uri=f"{uri}!/{plain}", name=PurePosixPath(plain).name, payload=payload)


def _with_manifests(members: list[Blob | Skip], blob: Blob, options: ReadOptions) -> Iterator[Found]:
    blobs = without_assets([member for member in members if isinstance(member, Blob)])
    skips = [member for member in members if isinstance(member, Skip)]
    if not members:
        raise UnreadableError("is an archive without files; pack it again")
    yield from attach_manifests(blobs, root=f"{blob.uri}!/", max_bytes=options.max_file_bytes)
    yield from skips


def _is_tar(blob: Blob, head: bytes) -> bool:
    is_plain = head[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar"
    packing = _packing(head)
    if is_plain or packing is None:
        return is_plain
    if blob.name.lower().endswith(_TAR_ENDINGS):
        return True
    return packing == "gzip" and _gzip_head(head)[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar"


def _packing(head: bytes) -> str | None:
    return next((name for magic, name in _PACKINGS.items() if head.startswith(magic)), None)


def _gzip_head(head: bytes) -> bytes:
    """Return the beginning of what a gzip file holds; b"" where it is broken."""
    try:
        return zlib.decompressobj(47).decompress(head, 4096)
    except zlib.error:
        return b""


def _read_gzip(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    """Unpack one file; its own ending stands before the .gz."""
    with blob.open() as stream:
        pieces = iter(lambda: stream.read(_PIECE_BYTES), b"")
        payload = b"".join(inflate(pieces, encoding="gzip", max_bytes=options.max_bundle_bytes))
    name = blob.name.removesuffix(".gz") if blob.ending == ".gz" else blob.name
    yield replace(blob, name=name, path=None, payload=payload, media_type="")


def _read_other_packing(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    raise UnreadableError(f"is packed with {_packing(blob.head())}; unpack it first")
    yield


def gunzipped_head(head: bytes) -> bytes:
    """Return the beginning of a file as it is once unpacked, for recognising what stands in a gzip."""
    return _gzip_head(head) if head.startswith(b"\x1f\x8b") else head


ZIP = Reader(name="zip archive", recognises=lambda blob, head: head.startswith(_ZIP_MAGICS), read=_read_zip)
TAR = Reader(name="tar archive", recognises=_is_tar, read=_read_tar)
GZIP = Reader(name="gzip file", recognises=lambda blob, head: _packing(head) == "gzip", read=_read_gzip)
OTHER_PACKING = Reader(
    name="packed file", recognises=lambda blob, head: _packing(head) is not None, read=_read_other_packing
)
