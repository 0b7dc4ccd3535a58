"""Whether a container's date can be read, and as what.

A date that names no full day, or that reads two ways, is worse than none: a wrong day
turns agreements into conflicts. It is then kept in a note, and cleaning infers one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# The longest way to write a moment in words, and some.
_MAX_CHARS = 80
# A moment read with two different defaults shows whether the text itself names year, month and day.
_DEFAULTS = (datetime(2004, 2, 3), datetime(2017, 11, 24))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDate:
    """A date as ISO 8601 (a day, or a moment with its zone where given), or why there is none."""

    iso: str | None = None
    problem: str | None = None


def read_date(text: str) -> ReadDate:
    """Return the day or moment that `text` names."""
    line = " ".join(text.split())
    if len(line) > _MAX_CHARS:
        return ReadDate(problem=f"the date {line[:_MAX_CHARS]!r}… cannot be read; write it as 2019-01-31")
    moment = _iso(line) or _rfc2822(line)
    if moment is not None:
        return ReadDate(iso=moment)
    slashed = _SLASHED.search(line)
    if slashed:
        first, second = int(slashed[1]), int(slashed[2])
        if first != second and first <= 12 and second <= 12:
            return ReadDate(problem=f"the date {line!r} reads two ways; write it as 2019-01-31")
    parsed = _loose(line, day_first=bool(slashed and int(slashed[1]) > 12))
    if parsed is None:
        return ReadDate(problem=f"the date {line!r} cannot be read; write it as 2019-01-31")
    return ReadDate(iso=parsed)


def _iso(line: str) -> str | None:
    try:
        if len(line) in {8, 10}:
            return date.fromisoformat(line).isoformat()
        return datetime.fromisoformat(line).isoformat()
    except ValueError:
        return None


def _rfc2822(line: str) -> str | None:
    try:
        return parsedate_to_datetime(line).isoformat() if _YEAR.search(line) else None
    except (ValueError, TypeError, IndexError):
        return None


def _loose(line: str, *, day_first: bool) -> str | None:
    """Read an absolute date in words or figures that names year, month and day itself."""
    if not _YEAR.search(line):
        return None
    from dateutil import parser  # type: ignore[import-untyped]

    try:
        readings = [parser.parse(line, default=default, dayfirst=day_first) for default in _DEFAULTS]
    except (ValueError, OverflowError):
        return None
    if readings[0].date() != readings[1].date():
        return None
    moment: datetime = readings[0]
    return moment.isoformat() if ":" in line else moment.date().isoformat()
