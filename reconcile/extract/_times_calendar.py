"""Stretches of the calendar, and how TIMEX3 and EDTF write them.

A `Period` is one unit of the calendar (a day, an ISO week, a quarter, a decade) that begins
on a day. It knows its neighbours, its TIMEX3 value and its half-open interval, so that the
grammar never does date arithmetic of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from enum import IntEnum

_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "weekend": 7, "week": 7}
_SEASON_BY_MONTH = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
# EDTF level 1 numbers the seasons 21 to 24, quarters 33 to 36 and halves 40 and 41 (level 2).
_EDTF_SEASON = {3: 21, 6: 22, 9: 23, 12: 24}


class Grain(IntEnum):
    """How coarse a period is; finer grains are smaller."""

    DAY = 0
    WEEKEND = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    SEASON = 5
    HALF = 6
    YEAR = 7
    DECADE = 8
    CENTURY = 9

    @property
    def unit(self) -> str:
        """The grain's name in lower case."""
        return self.name.lower()


def add_months(day: date, n_months: int) -> date | None:
    """Return the same day `n_months` later, or the month's last day; None beyond the calendar."""
    months = day.year * 12 + day.month - 1 + n_months
    year, month = divmod(months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def add_days(day: date, n_days: int) -> date | None:
    """Return the day `n_days` later; None beyond the calendar."""
    ordinal = day.toordinal() + n_days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def days_in_month(year: int, month: int) -> int:
    """Return how many days the month has."""
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """Return the month's `n`-th such weekday (Monday is 0); the last for n = -1."""
    if n < 0:
        last = date(year, month, days_in_month(year, month))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


@dataclass(frozen=True, slots=True)
class Period:
    """One calendar unit that begins on `start`; build it with `period_of`."""

    grain: Grain
    start: date

    @property
    def end(self) -> date:
        """The day after the period's last."""
        if self.grain is Grain.WEEKEND:
            return add_days(self.start, 2) or date.max
        return _step(self.grain, self.start, 1) or date.max

    @property
    def interval(self) -> tuple[datetime, datetime]:
        """The period's half-open interval."""
        return datetime.combine(self.start, datetime.min.time()), datetime.combine(self.end, datetime.min.time())

    @property
    def timex(self) -> str:
        """The TIMEX3 value: "1998-02-13", "1998-W07", "1998-W07-WE", "1998-Q3", "1998-SU", "199X", "19"."""
        year, month = f"{self.start.year:04d}", self.start.month
        iso_year, iso_week, _ = self.start.isocalendar()
        week = f"{iso_year:04d}-W{iso_week:02d}"
        values = {
            Grain.DAY: self.start.isoformat(),
            Grain.WEEKEND: f"{week}-WE",
            Grain.WEEK: week,
            Grain.MONTH: f"{year}-{month:02d}",
            Grain.QUARTER: f"{year}-Q{(month + 2) // 3}",
            Grain.SEASON: f"{year}-{_SEASON_BY_MONTH.get(month, '')}",
            Grain.HALF: f"{year}-H{1 if month < 7 else 2}",
            Grain.YEAR: year,
            Grain.DECADE: f"{year[:3]}X",
            Grain.CENTURY: year[:2],
        }
        return values[self.grain]

    @property
    def edtf(self) -> str:
        """The same as EDTF; a week or weekend is the interval of its days."""
        year = f"{self.start.year:04d}"
        match self.grain:
            case Grain.WEEK | Grain.WEEKEND:
                return f"{self.start.isoformat()}/{(self.end - timedelta(days=1)).isoformat()}"
            case Grain.QUARTER:
                return f"{year}-{33 + self.start.month // 3}"
            case Grain.SEASON:
                return f"{year}-{_EDTF_SEASON[self.start.month]}"
            case Grain.HALF:
                return f"{year}-{40 if self.start.month < 7 else 41}"
            case Grain.CENTURY:
                return f"{year[:2]}XX"
            case _:
                return self.timex

    def shift(self, n: int) -> Period | None:
        """Return the period `n` units later (earlier if negative); None beyond the calendar."""
        start = _step(self.grain, self.start, n)
        return None if start is None else Period(self.grain, start)


def _step(grain: Grain, start: date, n: int) -> date | None:
    if grain.unit in _MONTHS_IN:
        return add_months(start, n * _MONTHS_IN[grain.unit])
    return add_days(start, n * _DAYS_IN[grain.unit])


def period_of(grain: Grain, day: date) -> Period:
    """Return the period of that grain in which `day` lies; the weekend is that of its ISO week."""
    start = day
    match grain:
        case Grain.WEEK:
            start = add_days(day, -day.weekday()) or date.min
        case Grain.WEEKEND:
            start = add_days(day, 5 - day.weekday()) or date.min
        case Grain.MONTH:
            start = day.replace(day=1)
        case Grain.QUARTER:
            start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case Grain.SEASON:
            start = date(day.year, day.month // 3 * 3, 1) if day.month >= 3 else date(max(day.year - 1, 1), 12, 1)
        case Grain.HALF:
            start = date(day.year, 1 if day.month < 7 else 7, 1)
        case Grain.YEAR:
            start = date(day.year, 1, 1)
        case Grain.DECADE:
            start = date(max(day.year // 10 * 10, 1), 1, 1)
        case Grain.CENTURY:
            start = date(max(day.year // 100 * 100, 1), 1, 1)
        case Grain.DAY:
            pass
    return Period(grain, start)


def part_of(period: Period, modifier: str) -> tuple[datetime, datetime]:
    """Return the interval of the early ("start"), middle ("mid") or late ("end") part of a period.

    The thirds of a month fall on the 10th and the 20th, as newsrooms use the words; other
    units are cut in three, to the day. A day is not cut (its early hours are a part of day).
    """
    begin, end = period.interval
    if period.grain is Grain.DAY or modifier not in ("start", "mid", "end"):
        return begin, end
    if period.grain is Grain.MONTH:
        first, second = begin.replace(day=10), begin.replace(day=20)
    else:
        third = (end - begin).days // 3
        first, second = begin + timedelta(days=third), end - timedelta(days=third)
    return {"start": (begin, first), "mid": (first, second), "end": (second, end)}[modifier]
