"""Expressions that name a place on the calendar: dates, months, years, decades, quarters, weekdays, holidays."""

from __future__ import annotations

import re
from datetime import date

from reconcile.extract._times_calendar import Grain, Period, days_in_month, easter, nth_weekday, period_of
from reconcile.extract._times_lexicon import lexicon, month_number, spelled_number, squeeze, weekday_number
from reconcile.extract._times_scene import Reading, Scene, Tense, at_clock, date_reading, nearest, range_reading
from reconcile.types import TimeType

_PIVOT_YEARS_AHEAD = 10
# What an undated article's "11" is read against: a desk reads the news of these decades.
_YEAR_OF_UNDATED = 2020


def modifier_of(words: str | None) -> str:
    """Return TIMEX3's mod in lower case for modifying words, "" where they say nothing."""
    if not words:
        return ""
    modifiers: dict[str, str] = lexicon()["modifiers"]
    text = squeeze(words).rstrip(" -")
    return modifiers.get(text, modifiers.get(text.removeprefix("the "), ""))


def full_year(digits: str, reference: date | None) -> int:
    """Return the year that "1989", "'89" or "89" names; two digits within the century around the reference."""
    bare = digits.strip(" '’")
    if len(bare) > 2:
        return int(bare)
    latest = (reference.year if reference else _YEAR_OF_UNDATED) + _PIVOT_YEARS_AHEAD
    year = latest // 100 * 100 + int(bare)
    return year if year <= latest else year - 100


def relative_year(words: str, scene: Scene) -> int | None:
    """Return the year of "last year", "of next year", "the same year"."""
    text = squeeze(words).removeprefix("of ")
    if text.startswith(("last", "this", "next")):
        step = {"last": -1, "this": 0, "next": 1}[text.split()[0]]
        return scene.reference.year + step if scene.reference else None
    if scene.anchor is None:
        return scene.reference.year if scene.reference else None
    return scene.anchor.start.year + (-1 if "previous" in text else 1 if "following" in text else 0)


def year_of(match: re.Match[str], scene: Scene) -> int | None:
    parts = match.groupdict()
    if parts.get("year"):
        return full_year(parts["year"], scene.reference)
    if parts.get("relyear"):
        return relative_year(parts["relyear"], scene)
    return None


def day_in(year: int, month: int, day: int) -> date | None:
    """Return the date, None where the month has no such day."""
    return date(year, month, day) if 1 <= year <= 9998 and 1 <= day <= days_in_month(year, month) else None


def plain_number(words: str) -> int:
    text = squeeze(words)
    ordinals: dict[str, int] = lexicon()["ordinals"]
    return ordinals[text] if text in ordinals else int(re.sub(r"\D", "", text))


def resolve_iso(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "2019-01-21"; a time behind it is the clock's to add."""
    year, month, day = (int(n) for n in match["iso"].split("-"))
    found = day_in(year, month, day) if 1 <= month <= 12 else None
    if found is None:
        return None
    period = period_of(Grain.DAY, found)
    return at_clock(period, int(match["hour"]), int(match["minute"])) if match["hour"] else date_reading(period)


def resolve_numeric(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "21/01/2019" and "01/21/2019"; the nearer to the reference where both are dates."""
    year = full_year(match["year"], scene.reference)
    first, second = int(match["first"]), int(match["second"])
    days = [day_in(year, m, d) for m, d in ((first, second), (second, first)) if 1 <= m <= 12]
    found = [day for day in days if day]
    if not found:
        return None
    if scene.reference:
        reference = scene.reference
        return date_reading(period_of(Grain.DAY, min(found, key=lambda day: abs((day - reference).days))))
    return date_reading(period_of(Grain.DAY, found[0]))


def years_around(scene: Scene) -> list[int]:
    if scene.reference is None:
        return []
    return [scene.reference.year + step for step in (-1, 0, 1)]


def resolve_date(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve a day of a month, or a range of days of one month."""
    month = month_number(match["month1"] or match["month2"] or match["month3"])
    first = plain_number(match["day1"] or match["day3"] or match["ordinal"])
    last_words = match["day2"] or match["day4"]
    last = plain_number(last_words) if last_words else first
    year = year_of(match, scene)
    modifier = modifier_of(match["mod"])
    if year is None:
        days = [day for y in years_around(scene) if (day := day_in(y, month, first))]
        if match["weekday"]:
            weekday = weekday_number(match["weekday"])
            days = [day for day in days if day.weekday() == weekday] or days
        if not days or scene.reference is None:
            unplaced = f"XXXX-{month:02d}-{first:02d}"
            return Reading(TimeType.DATE, unplaced, edtf=unplaced)
        if match["det"]:
            tense = Tense.FUTURE if squeeze(match["det"]) == "next" else Tense.PAST
        else:
            tense = scene.tense(match.start())
        chosen = nearest((period_of(Grain.DAY, day) for day in days), scene.reference, tense)
        year = chosen.start.year if chosen else scene.reference.year
    day = day_in(year, month, first)
    if day is None:
        return None
    until = day_in(year, month, last) if last > first else None
    return range_reading(day, until) if until else date_reading(period_of(Grain.DAY, day), modifier)


def _month_period(year: int, month: int) -> Period:
    return period_of(Grain.MONTH, date(year, month, 1))


def resolve_month(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve a month with or without its year: "June", "last June", "late February 2019", "October of last year"."""
    month = month_number(match["month"])
    year = year_of(match, scene)
    modifier = modifier_of(match["mod"])
    if year is not None:
        return date_reading(_month_period(year, month), modifier)
    if scene.reference is None:
        return Reading(TimeType.DATE, f"XXXX-{month:02d}", edtf=f"XXXX-{month:02d}", modifier=modifier)
    here = period_of(Grain.MONTH, scene.reference)
    candidates = [_month_period(y, month) for y in years_around(scene)]
    det = squeeze(match["det"] or "")
    if det.startswith(("last", "the previous", "this past")):
        before = [p for p in candidates if p.start < here.start]
        return date_reading(before[-1], modifier)
    if det.startswith(("next", "the following", "this coming")):
        after = [p for p in candidates if p.start > here.start]
        return date_reading(after[0], modifier)
    if det == "this":
        return date_reading(_month_period(scene.reference.year, month), modifier)
    # The verb of "is trying to sell itself under a June agreement" says nothing about June.
    modifies = scene.token(match.start("month")).dep_ in ("compound", "nmod", "amod")
    tense = Tense.UNKNOWN if modifies else scene.tense(match.start())
    chosen = nearest(candidates, scene.reference, tense)
    return date_reading(chosen, modifier) if chosen else None


def month_period(month: int, year: int, scene: Scene, offset: int) -> Period | None:
    """Return the month of that year; with year 0 the one that the tense at `offset` means."""
    if year:
        return _month_period(year, month)
    if scene.reference is None:
        return None
    return nearest((_month_period(y, month) for y in years_around(scene)), scene.reference, scene.tense(offset))


def resolve_next_day(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve the second day of "April 24 and 25" in the month just told."""
    if scene.anchor is None or scene.anchor.grain is not Grain.DAY:
        return None
    day = day_in(scene.anchor.start.year, scene.anchor.start.month, plain_number(match["core"]))
    return date_reading(period_of(Grain.DAY, day)) if day else None


def resolve_two_months(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "July-September", as one stretch (a quarter where it is one)."""
    first, last = month_number(match["month1"]), month_number(match["month2"])
    year = year_of(match, scene)
    if year is None:
        if scene.reference is None:
            return Reading(TimeType.DATE, f"XXXX-{first:02d}/XXXX-{last:02d}")
        candidates = [_month_period(y, last) for y in years_around(scene)]
        chosen = nearest(candidates, scene.reference, scene.tense(match.start()))
        year = chosen.start.year if chosen else scene.reference.year
    begin = date(year if first <= last else max(year - 1, 1), first, 1)
    if last - first == 2 and first % 3 == 1:
        return date_reading(period_of(Grain.QUARTER, begin))
    end = date(year, last, days_in_month(year, last))
    return range_reading(begin, end, timex=f"{begin.year:04d}-{first:02d}/{year:04d}-{last:02d}")


def resolve_decade(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the 1970s", "the '80s", "the late nineties"; TIMEX3 writes a decade with three digits."""
    if match["long"]:
        start = int(match["long"])
        if start % 100 == 0 and start % 1000:
            return date_reading(period_of(Grain.CENTURY, date(start, 1, 1)))
    elif match["short"]:
        start = full_year(match["short"], scene.reference)
    else:
        hundred = {"eighteen": 1800}.get(squeeze(match["hundred"] or ""), 1900)
        start = hundred + lexicon()["decades"][squeeze(match["word"])]
    modifier = modifier_of(match["mod2"]) or modifier_of(match["mod"])
    period = period_of(Grain.DECADE, date(start, 1, 1))
    return date_reading(period, modifier, timex=period.timex[:3])


def resolve_century(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the 20th century"; TIMEX3 writes its years' first two digits."""
    n = plain_number(match["n"])
    if not 1 < n <= 22:
        return None
    modifier = modifier_of(match["mod2"]) or modifier_of(match["mod"])
    return date_reading(period_of(Grain.CENTURY, date((n - 1) * 100, 1, 1)), modifier)


def resolve_year(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "1989", "early 1990", "fiscal 1988"."""
    return date_reading(period_of(Grain.YEAR, date(int(match["year"]), 1, 1)), modifier_of(match["mod"]))


def resolve_spelled_year(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "nineteen ninety-seven", "the year two thousand"."""
    number = spelled_number(squeeze(match["words"]))
    if number is None or not 1000 <= number <= 2100:
        return None
    if number == 2000 and not match["the"]:
        return None
    return date_reading(period_of(Grain.YEAR, date(number, 1, 1)))


def resolve_year_end(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "year-end" and "the year's end" as the end of that year."""
    if match["year"]:
        return date_reading(period_of(Grain.YEAR, date(int(match["year"]), 1, 1)), "end")
    if scene.reference is None:
        return None
    return date_reading(period_of(Grain.YEAR, scene.reference), "end")


def weekday_near(weekday: int, reference: date, tense: Tense) -> date:
    """Return the weekday on or before the reference; on or after it where the tense is future."""
    back = (reference.weekday() - weekday) % 7
    days = (7 - back) % 7 if tense is Tense.FUTURE else -back
    return date.fromordinal(reference.toordinal() + days)


def weekday_by(det: str, weekday: int, reference: date, tense: Tense) -> date:
    """Return the weekday that "last", "next", "this" or no determiner names."""
    ordinal = reference.toordinal()
    back = (reference.weekday() - weekday) % 7
    if det in ("last", "past", "this past", "this last", "the previous"):
        return date.fromordinal(ordinal - (back or 7))
    if det in ("next", "coming", "this coming", "the following"):
        return date.fromordinal(ordinal + ((7 - back) % 7 or 7))
    return weekday_near(weekday, reference, tense)


def resolve_day_number(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "on the 15th": of the month told last, else the nearest that the tense allows."""
    day, base = plain_number(match["day"]), scene.base()
    if base is None or scene.reference is None:
        return None
    if scene.anchor is not None and scene.anchor.grain in (Grain.DAY, Grain.MONTH):
        found = day_in(base.start.year, base.start.month, day)
        return date_reading(period_of(Grain.DAY, found)) if found else None
    here = period_of(Grain.MONTH, scene.reference)
    months = [month for step in (-1, 0, 1) if (month := here.shift(step))]
    days = [found for month in months if (found := day_in(month.start.year, month.start.month, day))]
    chosen = nearest((period_of(Grain.DAY, d) for d in days), scene.reference, scene.tense(match.start()))
    return date_reading(chosen) if chosen else None


def resolve_year_range(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "2003-2011" and "1998-99" as one stretch of years."""
    first, last = int(match["first"]), match["last"]
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < until <= first + 150:
        return None
    return range_reading(date(first, 1, 1), date(until, 12, 31), timex=f"{first}/{until}")


def resolve_season(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "summer 2018", "the winter of 1989"."""
    return date_reading(season_of(match["season"], int(match["year"])), modifier_of(match["mod"]))


def season_of(word: str, year: int) -> Period:
    """Return the season that begins in that year."""
    words = lexicon()
    month = words["season_months"][words["seasons"][squeeze(word)]]
    return period_of(Grain.SEASON, date(year, month, 1))


def seasons_around(word: str, reference: date) -> list[Period]:
    """Return that season of last, this and next year."""
    return [season_of(word, reference.year + step) for step in (-1, 0, 1)]


def resolve_bare_season(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "in summer"."""
    word = match["season"]
    if scene.reference is None:
        return Reading(TimeType.DATE, f"XXXX-{lexicon()['seasons'][squeeze(word)]}")
    chosen = nearest(seasons_around(word, scene.reference), scene.reference, scene.tense(match.start()))
    return date_reading(chosen, modifier_of(match["mod"])) if chosen else None


def _holiday_in(name: str, year: int) -> date | None:
    words = lexicon()
    fixed, moving, by_easter = words["holidays"], words["moving_holidays"], words["easter_holidays"]
    if name in fixed:
        return day_in(year, *fixed[name])
    if name in moving:
        month, weekday, n, *later = moving[name]
        found = nth_weekday(year, month, weekday, n)
        return date.fromordinal(found.toordinal() + sum(later))
    return date.fromordinal(easter(year).toordinal() + by_easter[name])


def resolve_holiday(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve a day with a name ("Christmas Eve", "Thanksgiving") in its year."""
    name = re.sub(r"\s?'\s?", "'", squeeze(match["holiday"]))
    if match["year"]:
        day = _holiday_in(name, int(match["year"]))
        return date_reading(period_of(Grain.DAY, day)) if day else None
    if scene.reference is None:
        return None
    reference = scene.reference
    days = [period_of(Grain.DAY, day) for y in years_around(scene) if (day := _holiday_in(name, y))]
    det = squeeze(match["det"] or "")
    if det == "last":
        days = [p for p in days if p.start < reference][-1:]
    elif det == "next":
        days = [p for p in days if p.start > reference][:1]
    chosen = nearest(days, reference, scene.tense(match.start()))
    return date_reading(chosen) if chosen else None
