"""`manifest.csv`: what an editor knows about the files beside it, one row for each file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from reconcile.ingest.csvtext import Row, read_rows
from reconcile.ingest.dates import read_date
from reconcile.ingest.fields import field_of, name_fields
from reconcile.ingest.found import Blob, Known, UnreadableError, skip
from reconcile.ingest.text import decode
from reconcile.types import Skip

MANIFEST_NAME = "manifest.csv"
_COLUMNS = ("file", "publisher", "published", "title", "url", "id", "agency", "authors", "dateline", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Its rows by file name, the line of each, and what is wrong with it."""

    uri: str
    known_by_file: Mapping[str, Known]
    line_by_file: Mapping[str, int]
    problems: tuple[Skip, ...] = ()


def read_manifest(blob: Blob, *, max_bytes: int) -> Manifest:
    """Return the manifest in `blob`; rows and columns that cannot be used become problems."""
    try:
        text = decode(blob.read(max_bytes=max_bytes)).text
        header, rows = read_rows(text)
        return _collect(blob.uri, header, rows)
    except (UnreadableError, csv.Error) as error:
        problem = skip(blob.uri, f"{error}; its articles are read without it")
        return Manifest(uri=blob.uri, known_by_file={}, line_by_file={}, problems=(problem,))


def _collect(uri: str, header: tuple[str, ...], rows: Iterable[Row]) -> Manifest:
    file_column = next((name for name in header if name.lower() in {"file", "filename", "path"}), None)
    if file_column is None:
        columns = ", ".join(header) or "nothing"
        problem = skip(uri, f"line 1: there is no column 'file' (found: {columns}); name each row's file in it")
        return Manifest(uri=uri, known_by_file={}, line_by_file={}, problems=(problem,))
    problems = [skip(uri, reason) for reason in _unknown_columns(header, file_column)]
    known_by_file: dict[str, Known] = {}
    line_by_file: dict[str, int] = {}
    for row in rows:
        file = row.cells.get(file_column, "").strip().removeprefix("./")
        reason = _row_problem(row, file, line_by_file)
        if reason is not None:
            problems.append(skip(uri, f"line {row.line}: {reason}"))
        if not file or file in known_by_file:
            continue
        known, date_problem = _known(row, uri, file_column)
        if date_problem is not None:
            problems.append(skip(uri, f"line {row.line}: {date_problem}; {file} is read without it"))
        known_by_file[file], line_by_file[file] = known, row.line
    return Manifest(uri=uri, known_by_file=known_by_file, line_by_file=line_by_file, problems=tuple(problems))


def _unknown_columns(header: tuple[str, ...], file_column: str) -> Iterator[str]:
    for name in header:
        if name and name != file_column and field_of(name) in {None, "text", "html"}:
            near = get_close_matches(name.lower(), _COLUMNS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"the known ones are {', '.join(_COLUMNS)}"
            yield f"line 1: the column {name!r} is unknown and was not used; {hint}"


def _row_problem(row: Row, file: str, line_by_file: Mapping[str, int]) -> str | None:
    if not file:
        return "no file is named; fill in the column 'file' or delete the row"
    if file in line_by_file:
        return f"{file} is already on line {line_by_file[file]}; that one counts, delete the other"
    if row.n_extra:
        return "there are more cells than columns; put quotes around a cell that holds a comma"
    return None


def _known(row: Row, uri: str, file_column: str) -> tuple[Known, str | None]:
    known = name_fields({name: cell for name, cell in row.cells.items() if name != file_column}).known
    if known.published is None:
        return known, None
    published = read_date(known.published)
    if published.problem is None:
        return known, None
    note = f"{MANIFEST_NAME} line {row.line}: {published.problem}"
    return replace(known, published=None, notes=(note,)), published.problem


def attach_manifests(blobs: Iterable[Blob], *, root: str, max_bytes: int) -> Iterator[Blob | Skip]:
    """Yield `blobs` (all of one folder or archive) with what its manifests know, then the manifests' problems.

    Args:
        blobs: With uris below `root`; a `manifest.csv` among them speaks for its own folder and those below.
        root: The start of all uris, with its separator.
        max_bytes: Largest manifest.
    """
    listed = list(blobs)
    manifests = {
        blob.uri[: -len(MANIFEST_NAME)]: read_manifest(blob, max_bytes=max_bytes)
        for blob in listed
        if blob.name == MANIFEST_NAME and blob.uri.startswith(root)
    }
    used: set[tuple[str, str]] = set()
    for blob in listed:
        if blob.name == MANIFEST_NAME:
            continue
        known = blob.known
        for folder, manifest in manifests.items():
            file = blob.uri.removeprefix(folder)
            if blob.uri.startswith(folder) and file in manifest.known_by_file:
                known = manifest.known_by_file[file].over(known)
                used.add((folder, file))
        yield replace(blob, known=known)
    for folder, manifest in manifests.items():
        yield from manifest.problems
        for file, line in manifest.line_by_file.items():
            if (folder, file) not in used:
                reason = f"line {line}: {file} does not exist there; correct the name or delete the row"
                yield skip(manifest.uri, reason)
