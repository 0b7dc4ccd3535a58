"""From the paths a user names to blobs, in an order that is the same everywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from reconcile.ingest.found import Blob, skip
from reconcile.ingest.manifest import MANIFEST_NAME, attach_manifests, read_manifest
from reconcile.ingest.options import ReadOptions
from reconcile.types import Skip

# What browsers call the folder of a saved page's pictures and scripts.
_ASSET_ENDINGS = ("_files", ".files", "_fichiers", "-Dateien")


def walk_path(path: Path, options: ReadOptions) -> Iterator[Blob | Skip]:
    """Yield the files at `path`, a file or a folder, sorted, each with what a manifest beside it knows."""
    if path.is_dir():
        found = list(_files(path))
        blobs = (one for one in found if isinstance(one, Blob))
        yield from attach_manifests(blobs, root=f"{path.as_posix()}/", max_bytes=options.max_file_bytes)
        yield from (one for one in found if isinstance(one, Skip))
    elif not path.is_file():
        # A pipe, as the shell's <(command) gives: it has no size and is read but once.
        with path.open("rb") as stream:
            yield Blob(uri=path.as_posix(), name=path.name, payload=stream.read(options.max_bundle_bytes))
    elif path.name == MANIFEST_NAME:
        yield from _named_in(path, options)
    else:
        yield from _beside_manifest(path, options)


def _blob(path: Path) -> Blob:
    return Blob(uri=path.as_posix(), name=path.name, path=path)


def _files(folder: Path) -> Iterator[Blob | Skip]:
    """Yield regular files below `folder`; hidden ones and the assets of saved pages are passed over."""
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in {".html", ".htm"}}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_asset(name, pages))
        for name in sorted(name for name in names if not name.startswith(".")):
            file = Path(parent) / name
            yield _blob(file) if file.is_file() else skip(file.as_posix(), "is a broken link or no regular file")
        for name in folders:
            if (Path(parent) / name).is_symlink():
                yield skip(f"{parent}/{name}", "is a link to another folder; name that folder as an input itself")
    for error in closed:
        reason = (error.strerror or "unknown").lower()
        yield skip(str(error.filename), f"cannot be opened ({reason}); check your right to read it")


def _is_asset(name: str, pages: set[str]) -> bool:
    return any(name.endswith(ending) and name.removesuffix(ending) in pages for ending in _ASSET_ENDINGS)


def without_assets(blobs: list[Blob]) -> list[Blob]:
    """Return the members of an archive that are no assets of saved pages among them."""
    pages = {blob.uri.removesuffix(blob.ending) for blob in blobs if blob.ending in {".html", ".htm"}}
    asset_folders = tuple(f"{page}{ending}/" for page in sorted(pages) for ending in _ASSET_ENDINGS)
    return [blob for blob in blobs if not blob.uri.startswith(asset_folders)]


def _beside_manifest(path: Path, options: ReadOptions) -> Iterator[Blob | Skip]:
    """Yield one file that was named by itself; of a manifest beside it only its own row counts."""
    beside = path.parent / MANIFEST_NAME
    if not beside.is_file():
        yield _blob(path)
        return
    manifest = read_manifest(_blob(beside), max_bytes=options.max_file_bytes)
    known = manifest.known_by_file.get(path.name)
    yield _blob(path) if known is None else Blob(uri=path.as_posix(), name=path.name, path=path, known=known)


def _named_in(path: Path, options: ReadOptions) -> Iterator[Blob | Skip]:
    """Yield the files that a manifest, itself given as the input, names."""
    manifest = read_manifest(_blob(path), max_bytes=options.max_file_bytes)
    inside = path.parent.resolve()
    for file, known in manifest.known_by_file.items():
        target = path.parent / file
        line = manifest.line_by_file[file]
        if not target.resolve().is_relative_to(inside):
            yield skip(manifest.uri, f"line {line}: {file} lies outside the manifest's folder; move it there")
        elif target.is_file():
            yield Blob(uri=target.as_posix(), name=target.name, path=target, known=known)
        else:
            yield skip(manifest.uri, f"line {line}: {file} does not exist there; correct the name or delete the row")
    yield from manifest.problems
