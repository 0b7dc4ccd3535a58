"""Tables of articles: CSV from spreadsheets, Parquet from data teams (extra `tables`)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module

from reconcile.ingest.csvtext import read_rows
from reconcile.ingest.fields import field_of, name_fields
from reconcile.ingest.formats.bodies import document_from_record
from reconcile.ingest.found import Blob, Found, Reader, UnreadableError, skip
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.text import decode
from reconcile.types import RawDocument

_TABLE_ENDINGS = frozenset({".csv", ".tsv", ".tab"})
_PARQUET = b"PAR1"
# What pyarrow raises besides its own exceptions on damaged files.
_BROKEN = (OSError, ValueError, LookupError, TypeError, ArithmeticError)
_BATCH_ROWS = 256


def _recognises_csv(blob: Blob, head: bytes) -> bool:
    """Whether the first line is a header with a text column and a further known one, or the ending says so."""
    if blob.ending in _TABLE_ENDINGS:
        return True
    first_line = head.decode("utf-8", errors="replace").lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    fields = [field_of(cell.strip('" \r')) for cell in first_line.split(delimiter)]
    return len(first_line) < 500 and "text" in fields and len(fields) > 1 and None not in fields


def _read_csv(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    decoded = decode(blob.read(max_bytes=options.max_bundle_bytes), declared=blob.charset)
    header, rows = read_rows(decoded.text.lstrip("\ufeff"))
    _check_columns(header, options.columns)
    try:
        for row in rows:
            found = _article(row.cells, f"{blob.uri}, line {row.line}", options)
            yield replace(found, notes=(*found.notes, *decoded.notes)) if isinstance(found, RawDocument) else found
    except csv.Error as error:
        yield skip(blob.uri, f"is broken CSV ({error}); the rows before it were read, mend the quotes there")


def _check_columns(header: tuple[str, ...], columns: Mapping[str, str]) -> None:
    missing = [f"{field} = {column!r}" for field, column in columns.items() if column not in header]
    if not any(field_of(name, columns) in {"text", "html"} for name in header):
        found = ", ".join(header) or "nothing"
        hint = f" (the settings map {', '.join(missing)}, which is not there)" if missing else ""
        raise UnreadableError(f"has no column that holds the text (found: {found}){hint}; map one to 'text'")


def _article(row: Mapping[str, object], uri: str, options: ReadOptions) -> Found:
    document = document_from_record(name_fields(row, columns=options.columns), uri)
    return document or skip(uri, "has no text; fill in its text or delete the row")


def _read_parquet(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise UnreadableError("is Parquet, which needs an extra; run `pip install reconcile[tables]`") from error
    if blob.size_bytes > options.max_bundle_bytes:
        blob.read(max_bytes=options.max_bundle_bytes)
    with blob.open() as stream:
        try:
            table = parquet.ParquetFile(stream)
            header = tuple(table.schema_arrow.names)
            _check_columns(header, options.columns)
            wanted = [name for name in header if field_of(name, options.columns) is not None]
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield _article(row, f"{blob.uri}, row {number}", options)
        except (pyarrow.ArrowException, *_BROKEN) as error:
            raise UnreadableError(f"is broken Parquet ({error}); export it again") from error


CSV = Reader(name="CSV table", recognises=_recognises_csv, read=_read_csv)
PARQUET = Reader(name="Parquet table", recognises=lambda blob, head: head.startswith(_PARQUET), read=_read_parquet)
