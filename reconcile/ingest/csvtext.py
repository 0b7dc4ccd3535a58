"""Rows of a CSV as spreadsheets write it: any usual delimiter, quoted line breaks, long cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

# Longest cell; a whole article may stand in one. The csv module's own limit is 131,072.
_MAX_CELL_CHARS = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with the line of the file on which it begins."""

    line: int
    cells: dict[str, str]
    n_extra: int = 0


def read_rows(text: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the header's names and an iterator over the rows below it; empty rows are left out.

    Raises:
        csv.Error: While iterating, where a row breaks the format.
    """
    csv.field_size_limit(_MAX_CELL_CHARS)
    header_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header_line.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    header = tuple(name.strip() for name in next(reader, []))
    return header, _rows(reader, header)


def _rows(reader: Iterator[list[str]], header: tuple[str, ...]) -> Iterator[Row]:
    line = 2
    for cells in reader:
        if any(cell.strip() for cell in cells):
            extra = [cell for cell in cells[len(header) :] if cell.strip()]
            yield Row(line=line, cells=dict(zip(header, cells, strict=False)), n_extra=len(extra))
        line = getattr(reader, "line_num", line) + 1
