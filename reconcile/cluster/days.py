"""The days an article names, read lightly, for telling events apart.

Here a day is one more rare word that two articles may share; one misread costs a word's weight.
So a pattern does, before anything is parsed: a weekday is the last one before publication, a
date without its year the one nearest before it. Claims are dated by the extract stage instead.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from reconcile.cluster.lexicon import words

# A date up to a month ahead is one that is announced; further ahead it is last year's.
_AHEAD = timedelta(days=30)


@cache
def _pattern() -> re.Pattern[str]:
    month = f"(?:{_alternatives(words().months)})"
    return re.compile(
        rf"\b(?:(?P<weekday>{_alternatives(words().weekdays)})|(?P<offset>{_alternatives(words().days_from_publication)})"
        rf"|(?P<month>{month})\.?\s(?P<day>\d\d?)(?:st|nd|rd|th)?\b(?:,?\s(?P<year>\d{{4}}))?"
        rf"|(?P<day_first>\d\d?)(?:st|nd|rd|th)?\s(?P<month_last>{month})\b\.?(?:,?\s(?P<year_last>\d{{4}}))?)\b",
        re.IGNORECASE,
    )


def _alternatives(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=lambda word: (-len(word), word)))


def named_days(text: str, *, published_on: date) -> list[date]:
    """Return the days that `text` names, in its order, a day named twice twice."""
    days = (_resolve(match, published_on) for match in _pattern().finditer(text))
    return [day for day in days if day is not None]


def _resolve(match: re.Match[str], published_on: date) -> date | None:
    if match["weekday"]:
        days_back = (published_on.weekday() - words().weekdays[match["weekday"].lower()]) % 7
        return published_on - timedelta(days=days_back)
    if match["offset"]:
        return published_on + timedelta(days=words().days_from_publication[match["offset"].lower()])
    month = words().months[(match["month"] or match["month_last"]).lower()]
    day, year = int(match["day"] or match["day_first"]), match["year"] or match["year_last"]
    if year:
        return _day(int(year), month, day)
    this_year = _day(published_on.year, month, day)
    if this_year is not None and this_year <= published_on + _AHEAD:
        return this_year
    return _day(published_on.year - 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    """Return the date, None where the calendar has no such day ("Feb. 30", "May 45")."""
    first = date(max(year, 1), month, 1)
    that_day = first + timedelta(days=day - 1)
    return that_day if (that_day.month, day > 0, year > 0) == (month, True, True) else None
