"""Dates as news pages print them: read from metadata strings and from an article's own lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from reconcile.clean.rules import load_lexicon, n_words

_LEXICON: dict[str, Any] = load_lexicon("dates")
_MONTH = "|".join(_LEXICON["months"])
_MONTHS = tuple(re.sub(r"\W.*", "", month)[:3] for month in _LEXICON["months"])
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_LEXICON['weekdays'])})\b", re.IGNORECASE)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_MONTH_FIRST = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?\s*(?P<day>{_DAY})(?:st|nd|rd|th)?,?\s+(?P<year>{_YEAR})\b", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"\b(?P<day>{_DAY})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?P<month>{_MONTH})\b\.?,?[\s-]+(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_ISO = re.compile(rf"\b(?P<year>{_YEAR})[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>{_DAY})(?!\d)")
_NUMERIC = re.compile(rf"\b(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}})[/.](?P<year>{_YEAR})\b")
_FORMS = (_MONTH_FIRST, _DAY_FIRST, _ISO, _NUMERIC)
_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[:.]?(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?(?:\s*\(?(?P<zone>[A-Z]{1,4})\b\)?)?",
    re.IGNORECASE,
)
_STAMP_CLOCK = re.compile(r",?\s*(?:at )?\d{1,2}:\d\d(?::\d\d)?\s*(?:[AaPp]\.?[Mm]\.?)?(?:\s*\(?[A-Z]{2,4}\b\)?)?")
_SHORT = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d\d)\b(?!/)")
_DATE_LABEL = re.compile(
    r"\W*(?:(?:date(?: of publication)?|published|posted|updated|created|modified)(?: on)?\b:?\s*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the aware UTC moment where clock time and zone were given too."""

    day: date
    at: datetime | None = None


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name, abbreviation or number."""
    return int(name) if name.isdigit() else _MONTHS.index(name[:3].lower()) + 1


def parse_moment(written: str, *, day_first: bool = False) -> Moment | None:
    """Return the moment that a metadata string or a date line gives, None where it gives no full date.

    Args:
        written: ISO 8601, RFC 2822 or the date in words, with or without a clock time.
        day_first: How to read 03/04/2019, where both orders are possible.
    """
    written = written.strip()
    exact = _parse_iso(written) or _parse_mail(written)
    if exact:
        return exact
    found = find_date(written, day_first=day_first)
    if found is None:
        return None
    day, (start, end) = found
    return Moment(day, _clock_at(day, f"{written[:start]} {written[end:]}"))


def _parse_iso(written: str) -> Moment | None:
    if not re.match(r"\d{4}-?\d\d-?\d\d", written):
        return None
    iso = re.sub(r"^(\d{4}-?\d\d-?\d\d)\s+(?=\d\d:)", r"\1T", written)
    iso = re.sub(r"\s+(?=(?:[+-]\d\d:?\d\d|Z)$)", "", iso)
    try:
        return _moment(datetime.fromisoformat(iso))
    except ValueError:
        return None


def _parse_mail(written: str) -> Moment | None:
    if not re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d", written):
        return None
    try:
        return _moment(parsedate_to_datetime(written))
    except ValueError:
        return None


def _moment(stamp: datetime) -> Moment:
    return Moment(stamp.date(), stamp.astimezone(UTC) if stamp.tzinfo else None)


def _clock_at(day: date, rest: str) -> datetime | None:
    """Return the moment of the clock time in `rest`, where its zone is told."""
    clock = next((found for found in _CLOCK.finditer(rest) if found["minute"] or found["half"]), None)
    hours = _LEXICON["zones"].get((clock["zone"] or "").upper()) if clock else None
    if clock is None or hours is None:
        return None
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    zone = timezone(timedelta(hours=float(hours)))
    return datetime(day.year, day.month, day.day, hour, int(clock["minute"] or 0), tzinfo=zone).astimezone(UTC)


def find_date(text: str, *, day_first: bool = False) -> tuple[date, tuple[int, int]] | None:
    """Return the first full date (with its year) in `text` and where it stands."""
    found = [
        (match.span(), day)
        for form in _FORMS
        if (match := form.search(text)) and (day := _read(match, day_first=day_first))
    ]
    if not found:
        return None
    span, day = min(found)
    return day, span


def _read(match: re.Match[str], *, day_first: bool) -> date | None:
    parts = match.groupdict()
    if "first" in parts:
        month, day = int(parts["first"]), int(parts["second"])
        if month > 12 or (day_first and day <= 12):
            month, day = day, month
    else:
        month, day = month_number(parts["month"]), int(parts["day"])
    return make_date(int(parts["year"]), month, day)


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_date_line(line: str) -> bool:
    """Whether `line` gives a full date, perhaps with a clock time and a label, and says nothing else."""
    if n_words(line) > 24 or find_date(line) is None:
        return False
    return _says_nothing(line)


def _says_nothing(line: str) -> bool:
    for form in _FORMS:
        line = form.sub(" ", line)
    line = _WEEKDAY.sub(" ", line)
    words = re.findall(r"[^\W\d_][^\W\d_.]*", re.sub(r"\b\S+\.(?:com|org|net)\b", " ", line))
    return all(word.lower() in _labels() or word in _LEXICON["zones"] for word in words)


@cache
def _labels() -> frozenset[str]:
    return frozenset(_LEXICON["labels"]) | {"a", "p", "m"}


def leading_date(paragraph: str) -> tuple[date, int] | None:
    """Return the date that stands before a paragraph's first sentence, and where the sentence begins."""
    first: date | None = None
    begin = 0
    while stamp := _stamp_at(paragraph, begin):
        first, begin = first or stamp[0], stamp[1]
    # "April 18, 2017, was the day" goes on in lower case or after a comma: that date is prose.
    if first is None or not re.match(r"[\"“'‘(]?[A-Z0-9]", paragraph[begin:]):
        return None
    return first, begin


def _stamp_at(paragraph: str, begin: int) -> tuple[date, int] | None:
    """Return the date at `begin`, with its label, weekday and clock time, and where they end."""
    label = _DATE_LABEL.match(paragraph, begin)
    start = label.end() if label else begin
    if weekday := re.compile(rf"{_WEEKDAY.pattern}[.,\s]*", re.IGNORECASE).match(paragraph, start):
        start = weekday.end()
    found = find_date(paragraph[start : start + 40])
    short = _SHORT.match(paragraph, start)
    if found is not None and found[1][0] == 0:
        day, end = found[0], start + found[1][1]
    elif short and (written := make_date(2000 + int(short["year"]), int(short["month"]), int(short["day"]))):
        day, end = written, short.end()
    else:
        return None
    if clock := _STAMP_CLOCK.match(paragraph, end):
        end = clock.end()
    rest = re.match(r"\)?[ |:–—-]+|\)?$", paragraph[end:])
    return (day, end + rest.end()) if rest else None
