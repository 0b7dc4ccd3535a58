"""Dates as news pages print them: read from metadata strings and from an article's own lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache

from reconcile.clean.rules import load_lexicon, n_words

_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*)"
_NAMED = re.compile(
    rf"\b{_WEEKDAY}?(?:{_MONTH}\s*{_DAY},?\s+{_YEAR}|{_DAY.replace('day', 'day2')}\s*(?:of\s+)?{_MONTH.replace('month', 'month2')},?\s+{_YEAR.replace('year', 'year2')})\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>3[01]|[12]\d|0?[1-9])(?=\D|$)")
_NUMERIC = re.compile(r"\b(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b")
_COMPACT = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?:T\d{4,6}(?:Z|[+-]\d{4})?)?$"
)
_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?:\s*\(?(?P<zone>[A-Z]{2,4}T?|Z|UTC|GMT)\b\)?)?",
)
_LABEL = re.compile(
    r"\b(?:date(?: of publication)?|(?:first |originally |last )?(?:posted|published|updated|created|modified|issued|revised|reported|filed)|last (?:update|modified)|update|upd|on|at|by|the|and|local time|hrs?|hours|ist|edt|est|et|pdt|pst|pt|cst|cdt|ct|mst|mdt|gmt|utc|bst|cet|jst|am|pm|a\.m\.|p\.m\.|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago)\b",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the aware UTC moment where clock time and zone were given too."""

    day: date
    at: datetime | None = None


@cache
def _zones() -> dict[str, float]:
    return {name: float(hours) for name, hours in load_lexicon("zones")["hours"].items()}


def parse_moment(written: str, *, day_first: bool = False) -> Moment | None:
    """Return the moment that a metadata string or a date line gives, None where it gives no full date.

    Args:
        written: ISO 8601, RFC 2822 or the date in words, with or without a clock time.
        day_first: How to read 03/04/2019, where both orders are possible.
    """
    written = written.strip()
    if exact := _parse_exact(written):
        return exact
    found = find_date(written, day_first=day_first)
    if found is None:
        return None
    day, span = found
    rest = f"{written[: span[0]]} {written[span[1] :]}"
    return Moment(day, _clock_at(day, rest))


def _parse_exact(written: str) -> Moment | None:
    if re.match(r"\d{4}-\d\d-\d\dT?", written):
        iso = re.sub(r"(\d)\s+(?=[+-]\d\d:?\d\d$)", r"\1", written)
        iso = re.sub(r"^(\d{4}-\d\d-\d\d)\s+(?=\d\d:)", r"\1T", iso)
        try:
            return _moment(datetime.fromisoformat(iso))
        except ValueError:
            return None
    if compact := _COMPACT.match(written):
        try:
            return _moment(datetime.fromisoformat(written))
        except ValueError:
            return _day(compact["year"], compact["month"], compact["day"])
    if re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d", written):
        try:
            return _moment(parsedate_to_datetime(written))
        except ValueError:
            return None
    return None


def _moment(stamp: datetime) -> Moment:
    # Midnight without a zone is how a bare day is often stored: it tells no clock time.
    return Moment(stamp.date(), stamp.astimezone(UTC) if stamp.tzinfo else None)


def _day(year: str, month: str, day: str) -> Moment | None:
    try:
        return Moment(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _clock_at(day: date, rest: str) -> datetime | None:
    clock = next((found for found in _CLOCK.finditer(rest) if found["minute"] or found["half"]), None)
    if clock is None or not clock["zone"] or clock["zone"] not in _zones():
        return None
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    zone = timezone(timedelta(hours=_zones()[clock["zone"]]))
    return datetime(day.year, day.month, day.day, hour, int(clock["minute"] or 0), tzinfo=zone).astimezone(UTC)


def find_date(text: str, *, day_first: bool = False) -> tuple[date, tuple[int, int]] | None:
    """Return the first full date (with its year) in `text` and where it stands."""
    found: list[tuple[tuple[int, int], Moment]] = []
    for match in (_NAMED.search(text), _ISO.search(text), _NUMERIC.search(text)):
        moment = _read(match, day_first=day_first) if match else None
        if match and moment:
            found.append((match.span(), moment))
    if not found:
        return None
    span, moment = min(found)
    return moment.day, span


def _read(match: re.Match[str], *, day_first: bool) -> Moment | None:
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first > 12 or (day_first and second <= 12):
            first, second = second, first
        return _day(parts["year"], str(first), str(second))
    year = parts["year"] or parts["year2"]
    day = parts["day"] or parts["day2"]
    month = parts["month"] or parts["month2"]
    return _day(year, str(month_number(month)), day)


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name, abbreviation or number."""
    return int(name) if name.isdigit() else _MONTHS.index(name[:3].lower()) + 1


def is_date_line(line: str) -> bool:
    """Whether `line` gives a full date, perhaps with a clock time and a label, and says nothing else."""
    if n_words(line) > 24 or find_date(line) is None:
        return False
    rest = line
    for pattern in (_NAMED, _ISO, _NUMERIC):
        rest = pattern.sub(" ", rest)
    rest = _LABEL.sub(" ", _CLOCK.sub(" ", _LABEL.sub(" ", rest)))
    rest = re.sub(_WEEKDAY, " ", rest, flags=re.IGNORECASE)
    return len(re.findall(r"[^\W\d_]", rest)) <= 3


def leading_date(paragraph: str) -> tuple[date, int] | None:
    """Return the date that stands before a paragraph's first sentence, and where the sentence begins."""
    label = re.match(
        r"\W*(?:(?:date(?: of publication)?|published|posted|updated)(?: on)?\b:?\s*)?", paragraph, re.IGNORECASE
    )
    start = label.end() if label else 0
    found = find_date(paragraph[start : start + 60])
    if found is None or found[1][0] > 0:
        return None
    end = start + found[1][1]
    rest = re.match(r"[ |:–—-]*(?=[\"“'‘(]?[A-Z0-9])", paragraph[end:])
    # "April 18, 2017, was the day" goes on in lower case or after a comma: that date is prose.
    return (found[0], end + rest.end()) if rest and rest.end() else None
