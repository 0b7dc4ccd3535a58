"""Which field of a foreign record is which of ours: one table of names for JSON, tables and front matter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources

from reconcile.ingest.found import Known
from reconcile.ingest.text import tidy_line

# Seconds since 1970: a smaller number is a year or a day (20190121), a larger one counts milliseconds.
_SECONDS_IN_1973 = 100_000_000
_SECONDS_IN_2100 = 4_102_444_800


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A foreign record with its fields named our way."""

    known: Known
    text: str | None = None
    html: str | None = None
    unknown: tuple[str, ...] = ()


@cache
def field_by_alias() -> Mapping[str, str]:
    """Return {alias: field} of the names in fields.json."""
    table = json.loads(resources.files(__package__).joinpath("fields.json").read_text(encoding="utf-8"))
    return {alias: name for name, aliases in table["fields"].items() for alias in aliases}


def field_of(name: str, columns: Mapping[str, str] | None = None) -> str | None:
    """Return our field for a foreign `name`; `columns` ({our field: foreign name}) goes before the table."""
    chosen = next((field for field, column in (columns or {}).items() if column == name), None)
    plain = name.strip().lower().replace(" ", "_").replace("-", "_")
    return chosen or field_by_alias().get(plain)


def name_fields(row: Mapping[str, object], *, columns: Mapping[str, str] | None = None) -> Record:
    """Return `row` with its fields named our way; where two names mean one field, the table's earlier name wins."""
    found: dict[str, tuple[int, object]] = {}
    unknown: list[str] = []
    order = list(field_by_alias())
    for name, value in row.items():
        field = field_of(name, columns)
        if field is None:
            unknown.append(name)
            continue
        plain = name.strip().lower().replace(" ", "_").replace("-", "_")
        rank = -1 if columns and columns.get(field) == name else order.index(plain)
        if value not in (None, "", [], {}) and (field not in found or rank < found[field][0]):
            found[field] = (rank, value)
    values = {field: value for field, (_, value) in found.items()}
    text, html = values.pop("text", None), values.pop("html", None)
    authors = _names(values.pop("authors", None))
    scalars = {field: scalar for field, value in values.items() if (scalar := _scalar(field, value))}
    return Record(
        known=Known(authors=authors, **scalars),  # type: ignore[arg-type]
        text=_body(text),
        html=html if isinstance(html, str) else None,
        unknown=tuple(unknown),
    )


def _body(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return None


def _scalar(field: str, value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("id")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if field in {"published", "modified"} and isinstance(value, int | float) and not isinstance(value, bool):
        return _moment(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return tidy_line(str(value)) or None
    return None


def _moment(number: float) -> str:
    """Return ISO 8601 for seconds or milliseconds since 1970; years, days and nonsense stay as they are."""
    if not _SECONDS_IN_1973 <= number <= _SECONDS_IN_2100 * 1000:
        return str(number)
    seconds = number / 1000 if number > _SECONDS_IN_2100 else number
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        line = tidy_line(value)
        line = line[3:] if line.lower().startswith("by ") else line
        parts = line.replace(" and ", ";").split(";") if ";" in line or " and " in line else [line]
        return tuple(part.strip(" ,") for part in parts if part.strip(" ,"))
    if isinstance(value, Mapping):
        return _names(value.get("name"))
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(name for part in value for name in _names(part)))
    return ()
