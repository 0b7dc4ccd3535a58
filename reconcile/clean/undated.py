"""Dates for articles that came without one: from their own words, else from their neighbours.

Nothing is guessed from a weekday alone: without a year somewhere the article stays undated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from reconcile.clean.dates import find_date, make_date, month_number
from reconcile.types import Article

_COPYRIGHT_YEAR = re.compile(r"(?:©|\(c\)|copyright)[^\n]{0,60}?\b((?:19|20)\d\d)\b(?!\s*[-–—]\s*\d)", re.IGNORECASE)
_MONTH_DAY = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|ember|ober)?\.? "
    r"(\d{1,2})\b(?!,? ?(?:19|20)\d\d)"
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ON_WEEKDAY = re.compile(rf"(?<!last )(?<!next )\b({'|'.join(_WEEKDAYS)})\b")
_AHEAD = re.compile(r"\b(?:will|to|scheduled|due|planned|slated|expected|until|by)\b[^.]{0,60}$")
# How far dated neighbours may lie apart and still date an article between them.
_MAX_NEIGHBOUR_DAYS = 7


def date_articles(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return `articles` with a date for each that its words or its neighbours give one.

    An inferred date is marked as such and says how it was found; a given date that the
    article's own date line contradicts stays, with a note.
    """
    own = tuple(
        _note_disagreement(article) if article.published_on else _date_from_text(article) for article in articles
    )
    given = sorted(article.published_on for article in own if article.published_on)
    if not given or (given[-1] - given[0]).days > _MAX_NEIGHBOUR_DAYS:
        return own
    middle = given[len(given) // 2]
    return tuple(
        article
        if article.published_on
        else _infer(article, _fit_weekday(article, middle), "from its neighbours in the story")
        for article in own
    )


def _infer(article: Article, day: date, how: str) -> Article:
    return replace(article, published_on=day, published_inferred=True, published_how=how)


def _own_date(article: Article) -> date | None:
    for clutter in article.clutter:
        if clutter.kind == "date" and (found := find_date(clutter.text)):
            return found[0]
    return None


def _note_disagreement(article: Article) -> Article:
    own = _own_date(article)
    given = article.published_on
    # A day's difference is what two time zones do.
    if own is None or given is None or abs((own - given).days) <= 1:
        return article
    note = f"its date was given as {given.isoformat()}, but its own date line says {own.isoformat()}"
    return replace(article, notes=(*article.notes, note))


def _date_from_text(article: Article) -> Article:
    if own := _own_date(article):
        return _infer(article, own, "from its date line")
    if article.dateline and (found := find_date(article.dateline)):
        return _infer(article, found[0], "from its dateline")
    year = _copyright_year(article)
    if year is None:
        return article
    if day := _day_in_year(article.text[article.body_start :], year):
        return _infer(article, day, "from its copyright year and the days it names")
    return article


def _copyright_year(article: Article) -> int | None:
    years = {int(year) for c in article.clutter if c.kind == "copyright" for year in _COPYRIGHT_YEAR.findall(c.text)}
    return years.pop() if len(years) == 1 else None


def _day_in_year(body: str, year: int) -> date | None:
    """Return the day after the last past month and day that `body` names which is the weekday of its lead.

    A reporter writes "Friday" for the days of the past week and "Aug. 9" for older ones,
    so the named day lies strictly before the weekday of the lead.
    """
    weekday = _ON_WEEKDAY.search(body[:600])
    past = [
        day
        for found in _MONTH_DAY.finditer(body)
        if not _AHEAD.search(body[: found.start()]) and (day := make_date(year, month_number(found[1]), int(found[2])))
    ]
    if weekday is None or not past:
        return None
    latest = max(past)
    ahead = (_WEEKDAYS.index(weekday[1]) - latest.weekday() - 1) % 7 + 1
    return latest + timedelta(days=ahead)


def _fit_weekday(article: Article, day: date) -> date:
    """Return `day`, or the day within three of it that the article's lead names."""
    weekday = _ON_WEEKDAY.search(article.text[article.body_start : article.body_start + 400])
    if weekday is None:
        return day
    offset = (_WEEKDAYS.index(weekday[1]) - day.weekday() + 3) % 7 - 3
    return day + timedelta(days=offset)
