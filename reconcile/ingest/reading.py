"""From paths, addresses and standard input to documents: the loop that every format runs in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from reconcile.errors import InputError
from reconcile.ingest.finishing import drop_duplicates, finish, name_documents
from reconcile.ingest.folders import walk_path
from reconcile.ingest.found import Address, Blob, Found, UnreadableError, megabytes, skip
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.registry import choose_reader
from reconcile.ingest.versions import resolve_versions
from reconcile.ingest.web.fetch import Fetcher
from reconcile.types import RawDocument, Skip

# An archive in a mail in an archive is plausible; deeper is a trick.
_MAX_DEPTH = 4
_ADDRESS = re.compile(r"https?://\S+", re.I)
_STANDARD_INPUT = "-"
# How many reasons the message names when nothing at all could be read.
_N_REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Everything that was found: the documents to work on, and what could not be used."""

    documents: tuple[RawDocument, ...]
    skipped: tuple[Skip, ...] = ()


def read_documents(
    paths: Sequence[str], *, options: ReadOptions | None = None, stdin: BinaryIO | None = None
) -> Intake:
    """Return the documents at `paths` in the order of the paths, sorted inside folders.

    Args:
        paths: Files, folders, web addresses, or "-" for `stdin`.
        options: Bounds and choices; the defaults when None.
        stdin: What "-" stands for.

    Raises:
        InputError: A path does not exist, or nothing at all could be used.
    """
    chosen = options or ReadOptions()
    _check_paths(paths)
    with closing(Fetcher(options=chosen)) as fetcher:
        found = [one for start in _start(paths, chosen, stdin) for one in _expand(start, fetcher, depth=0)]
    finished = [finish(one, chosen) if isinstance(one, RawDocument) else one for one in resolve_versions(found)]
    unique = list(drop_duplicates(finished))
    documents = name_documents(one for one in unique if isinstance(one, RawDocument))
    skipped = tuple(dict.fromkeys(one for one in unique if isinstance(one, Skip)))
    if not documents:
        raise InputError(_nothing_usable(paths, skipped))
    return Intake(documents=documents, skipped=skipped)


def _check_paths(paths: Sequence[str]) -> None:
    if not paths:
        raise InputError("no input was given; name a folder, files, web addresses or - for standard input")
    missing = [path for path in map(_mended, paths) if not _is_special(path) and not Path(path).exists()]
    if missing:
        raise InputError(f"{missing[0]} does not exist; check the path and its spelling")


def _mended(path: str) -> str:
    """Give an address that was taken for a path, as shells and pathlib do, its second slash back."""
    return re.sub(r"^(https?:)/(?!/)", r"\1//", path)


def _is_special(path: str) -> bool:
    return path == _STANDARD_INPUT or _ADDRESS.fullmatch(path) is not None


def _start(paths: Sequence[str], options: ReadOptions, stdin: BinaryIO | None) -> Iterator[Found]:
    seen: set[Path] = set()
    for path in dict.fromkeys(map(_mended, paths)):
        if path == _STANDARD_INPUT:
            yield _from_stdin(stdin, options)
        elif _is_special(path):
            yield Address(url=path, named_in="the command line")
        else:
            yield from _once(walk_path(Path(path), options), seen)


def _once(found: Iterator[Blob | Skip], seen: set[Path]) -> Iterator[Blob | Skip]:
    """Yield what was not found before: a file may be named itself and lie in a named folder."""
    for one in found:
        real = one.path.resolve() if isinstance(one, Blob) and one.path else None
        if real is None or real not in seen:
            yield one
        if real is not None:
            seen.add(real)


def _from_stdin(stdin: BinaryIO | None, options: ReadOptions) -> Blob | Skip:
    payload = b"" if stdin is None else stdin.read(options.max_bundle_bytes + 1)
    if len(payload) > options.max_bundle_bytes:
        limit = megabytes(options.max_bundle_bytes)
        return skip("standard input", f"gives more than {limit}; save it to files, or raise the limit in the settings")
    return Blob(uri="standard input", name="standard input", payload=payload)


def _expand(found: Found, fetcher: Fetcher, *, depth: int) -> Iterator[RawDocument | Skip]:
    """Yield the documents behind `found`; what cannot be read becomes a skip, and the others go on."""
    if isinstance(found, RawDocument | Skip):
        yield found
    elif isinstance(found, Address):
        yield from _expand_address(found, fetcher, depth=depth)
    elif depth > _MAX_DEPTH:
        yield skip(found.uri, "is nested too deep in archives; unpack it first")
    elif not found.size_bytes:
        yield skip(found.uri, "is empty; nothing to read")
    else:
        yield from _expand_blob(found, fetcher, depth=depth)


def _expand_address(address: Address, fetcher: Fetcher, *, depth: int) -> Iterator[RawDocument | Skip]:
    try:
        page = fetcher.fetch(address)
    except UnreadableError as error:
        if address.excerpt is None:
            yield skip(address.url, str(error))
        else:
            note = f"its page {error}; only what the feed itself tells was read"
            yield replace(address.excerpt, notes=(*address.excerpt.notes, note))
        return
    yield from _expand(page, fetcher, depth=depth + 1)


def _expand_blob(blob: Blob, fetcher: Fetcher, *, depth: int) -> Iterator[RawDocument | Skip]:
    try:
        for found in choose_reader(blob).read(blob, fetcher.options):
            yield from _expand(_with_known(found, blob), fetcher, depth=depth + 1)
    except UnreadableError as error:
        yield skip(blob.uri, str(error))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield skip(blob.uri, f"cannot be read ({reason.lower()}); check the file and your right to read it")


def _with_known(found: Found, blob: Blob) -> Found:
    """Lay what a container knew of `blob` over what was found in it."""
    if isinstance(found, Skip):
        return found
    if isinstance(found, RawDocument):
        document = blob.known.of(found)
        return document if document.url else replace(document, url=blob.url)
    return replace(found, known=blob.known.over(found.known))


def _nothing_usable(paths: Sequence[str], skipped: tuple[Skip, ...]) -> str:
    where = ", ".join(paths[:_N_REASONS]) + (" and others" if len(paths) > _N_REASONS else "")
    if not skipped:
        return f"no articles in {where}: it holds no files; put articles there or name another path"
    reasons = "; ".join(f"{one.uri} {one.reason}" for one in skipped[:_N_REASONS])
    more = f"; and {len(skipped) - _N_REASONS} more" if len(skipped) > _N_REASONS else ""
    return f"no usable article in {where}: {reasons}{more}"
