"""Dates for articles that came without one: from their own words, else their neighbours, else their file.

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
_WEEKDAY_BEFORE = re.compile(rf"\b({'|'.join(_WEEKDAYS)}),? $")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])|\n+")
# A day in such a sentence may lie ahead of the article.
_AHEAD = re.compile(
    r"\b(?:will|would|scheduled|due|planned|slated|expected|until|through|hearing|trial|court|arraign\w*|set for)\b",
    re.IGNORECASE,
)
# How far dated neighbours may lie apart and still date an article between them.
_MAX_NEIGHBOUR_DAYS = 3
_MIN_NEIGHBOURS = 2
# What ingest notes of a file's own day, the last on which its text can have been published.
_FILE_MADE = re.compile(r"(kept in a web archive|edited|saved|changed) on (\d{4}-\d\d-\d\d)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]{2,}")
_MIN_NAMES = 4
_MIN_NAMES_SHARED = 0.4


def date_articles(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return `articles` with a date for each that its words or its neighbours give one.

    An inferred date is marked as such and says how it was found; a given date that the
    article's own date line contradicts stays, with a note.
    """
    own = tuple(
        _note_disagreement(article) if article.published_on else _date_from_text(article) for article in articles
    )
    dated = [(article.published_on, _names(article)) for article in own if article.published_on]
    return tuple(
        article if article.published_on else _date_from_file(_date_from_neighbours(article, dated)) for article in own
    )


def _date_from_file(article: Article) -> Article:
    """Date an article from the last day on which it can have appeared: when its file was made, or it was changed."""
    if article.published_on:
        return article
    if article.modified_at:
        return _infer(article, article.modified_at.date(), "from the day of its last change")
    made = next((found for note in article.notes if (found := _FILE_MADE.fullmatch(note))), None)
    day = find_date(made[2]) if made else None
    return _infer(article, day[0], f"from the day its file was {made[1]}") if made and day else article


def _date_from_neighbours(article: Article, dated: list[tuple[date, frozenset[str]]]) -> Article:
    """Date an article from at least two others that tell of the same people and places within a week."""
    names = _names(article)
    days = sorted(day for day, others in dated if _share_names(names, others))
    if len(days) < _MIN_NEIGHBOURS or (days[-1] - days[0]).days > _MAX_NEIGHBOUR_DAYS:
        return article
    return _infer(article, _fit_weekday(article, days[len(days) // 2]), "from its neighbours in the story")


def _names(article: Article) -> frozenset[str]:
    """Return the words that `article` writes with a capital inside a sentence."""
    return frozenset(_NAME.findall(article.text[article.body_start :]))


def _share_names(left: frozenset[str], right: frozenset[str]) -> bool:
    smaller = min(len(left), len(right))
    return smaller >= _MIN_NAMES and len(left & right) >= _MIN_NAMES_SHARED * smaller


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
    """Return the weekday of the lead that follows the last past day that `body` names.

    A reporter writes "Friday" for the days of the past week and "Aug. 9" for older ones, so
    a bare "Aug. 9" lies before the weekday of the lead even if both are Fridays; but
    "Friday, Aug. 9" may be that very day.
    """
    lead = _ON_WEEKDAY.search(body[:600])
    days = [
        named for sentence in _SENTENCE.split(body) if not _AHEAD.search(sentence) for named in _days(sentence, year)
    ]
    if lead is None or not days:
        return None
    latest, has_weekday = max(days)
    ahead = (_WEEKDAYS.index(lead[1]) - latest.weekday()) % 7
    return latest + timedelta(days=ahead if ahead or has_weekday else 7)


def _days(sentence: str, year: int) -> list[tuple[date, bool]]:
    """Return the days without a year in `sentence`, and whether each comes with its right weekday."""
    days = []
    for found in _MONTH_DAY.finditer(sentence):
        day = make_date(year, month_number(found[1]), int(found[2]))
        named = _WEEKDAY_BEFORE.search(sentence[: found.start()])
        # "Monday, Nov. 15" of a year in which that was a Tuesday: one of them is wrong, or the year is.
        if day and (named is None or named[1] == _WEEKDAYS[day.weekday()]):
            days.append((day, named is not None))
    return days


def _fit_weekday(article: Article, day: date) -> date:
    """Return `day`, or the day within three of it that the article's lead names."""
    weekday = _ON_WEEKDAY.search(article.text[article.body_start : article.body_start + 400])
    if weekday is None:
        return day
    offset = (_WEEKDAYS.index(weekday[1]) - day.weekday() + 3) % 7 - 3
    return day + timedelta(days=offset)
