"""Dates are read as news pages print them, and undated articles get one only where something says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.clean import clean, date_articles
from reconcile.clean.dates import is_date_line, leading_date, parse_moment
from reconcile.types import Article, Clutter, RawDocument

# As written | the day | the UTC moment, where clock and zone are told
MOMENTS = (
    ("November 6, 2006 02:46", "2006-11-06", None),
    ("Nov. 6, 2006 02:46", "2006-11-06", None),
    ("Tuesday, 3 March 2020", "2020-03-03", None),
    ("3rd of March, 2020", "2020-03-03", None),
    ("2020-03-03T23:30:00-05:00", "2020-03-03", "2020-03-04T04:30:00+00:00"),
    ("2020-03-03 23:30:00 +0100", "2020-03-03", "2020-03-03T22:30:00+00:00"),
    ("20200303T101500Z", "2020-03-03", "2020-03-03T10:15:00+00:00"),
    ("20200303", "2020-03-03", None),
    ("Tue, 03 Mar 2020 10:15:00 GMT", "2020-03-03", "2020-03-03T10:15:00+00:00"),
    ("Posted: Mar 3, 2020 4:05 PM EST", "2020-03-03", "2020-03-03T21:05:00+00:00"),
    ("03/25/2020 10:24 PM", "2020-03-25", None),
    ("25/03/2020", "2020-03-25", None),
    ("2020-03-03", "2020-03-03", None),
)
NO_MOMENTS = ("", "yesterday", "3 hours ago", "Sept. 31, 2012", "March 2020", "2020-13-01", "1600 Elm Street")

DATE_LINES = (
    "November 6, 2006 02:46",
    "Published 5:14 p.m. ET March 3, 2020",
    "Updated: 01/26/2015 10:24 PM | KZZT.com",
    "Wednesday 27 Jul 2016",
)
NO_DATE_LINES = (
    "The bridge was closed on March 3, 2020.",
    "March 3, 2020 was the day the mill burned",
    "Oliver Cromwell Day 2020",
)


@pytest.mark.parametrize(("written", "day", "at"), MOMENTS)
def test_a_written_date_gives_its_day_and_moment(written, day, at):
    moment = parse_moment(written)

    assert moment is not None
    assert (moment.day.isoformat(), moment.at and moment.at.isoformat()) == (day, at)


@pytest.mark.parametrize("written", NO_MOMENTS)
def test_what_gives_no_full_date_gives_no_moment(written):
    assert parse_moment(written) is None


def test_day_first_reads_the_day_first():
    assert parse_moment("03/04/2020", day_first=True).day == date(2020, 4, 3)


@pytest.mark.parametrize("line", DATE_LINES)
def test_a_line_with_nothing_but_a_date_is_a_date_line(line):
    assert is_date_line(line)


@pytest.mark.parametrize("line", NO_DATE_LINES)
def test_a_line_that_says_more_is_no_date_line(line):
    assert not is_date_line(line)


def test_a_date_before_the_first_sentence_is_cut_off_it():
    assert leading_date("Sun 16 Apr 2017 Ferry sinks") == (date(2017, 4, 16), 16)


def test_a_date_that_begins_a_sentence_stays():
    assert leading_date("April 16, 2017, was the day of the fire.") is None


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)))
def test_iso_moments_come_back_as_they_were(stamp):
    moment = parse_moment(stamp.isoformat())

    assert (moment.day, moment.at) == (stamp.date(), stamp)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_a_day_in_words_comes_back_as_it_was(day):
    assert parse_moment(f"{day:%A}, {day:%B} {day.day}, {day.year}").day == day


def _article(body: str, **fields) -> Article:
    return Article(id=fields.pop("id", "a"), uri="a", text=body, **fields)


def _dated(body: str, **fields) -> Article:
    (article,) = date_articles((_article(body, **fields),))
    return article


def test_a_date_line_dates_an_article():
    article = _dated("The mill burned.", clutter=(Clutter(text="March 3, 2020 5:14 PM", kind="date"),))

    assert (article.published_on, article.published_inferred) == (date(2020, 3, 3), True)
    assert article.published_how == "from its date line"


def test_a_copyright_year_with_a_named_day_and_a_weekday_dates_an_article():
    body = (
        "The envoy will travel next week, the ministry said on Friday.\nShe had received a letter on Aug 9, she said."
    )
    article = _dated(body, clutter=(Clutter(text="© Copyright Newsgroup 2019.", kind="copyright"),))

    assert article.published_on == date(2019, 8, 16)


def test_a_copyright_year_alone_dates_nothing():
    article = _dated("The mill burned on Friday.", clutter=(Clutter(text="©2019 Newsgroup", kind="copyright"),))

    assert article.published_on is None


def test_a_weekday_alone_dates_nothing():
    assert _dated("The mill burned on Friday, the chief said on Saturday.").published_on is None


STORY = (
    "The ferry Lady Arden ran aground near Morven Sound on {day}, and Petra Lindqvist of the Eldon Coast Guard said so."
)


def test_neighbours_of_one_week_date_an_article_that_tells_of_the_same_people():
    others = tuple(
        _article(STORY.format(day="Tuesday"), id=name, published_on=date(2023, 2, day))
        for name, day in (("b", 7), ("c", 8))
    )
    undated = date_articles((_article(STORY.format(day="Tuesday")), *others))[0]

    assert undated.published_on == date(2023, 2, 7)
    assert undated.published_how == "from its neighbours in the story"


def test_neighbours_years_apart_date_nothing():
    others = tuple(
        _article(STORY.format(day="Tuesday"), id=name, published_on=date(year, 2, 7))
        for name, year in (("b", 2006), ("c", 2023))
    )

    assert date_articles((_article(STORY.format(day="Tuesday")), *others))[0].published_on is None


def test_a_neighbour_about_other_people_dates_nothing():
    other = "Mayor Tibor Varga lost to Helena Brandt in Sellnitz by 61 votes, the Election Office said on Sunday."
    others = tuple(_article(other, id=name, published_on=date(2022, 10, 9)) for name in ("b", "c"))

    assert date_articles((_article(STORY.format(day="Tuesday")), *others))[0].published_on is None


def test_a_given_date_that_its_date_line_contradicts_stays_with_a_note():
    clutter = (Clutter(text="March 3, 2020", kind="date"),)
    article = _dated("The mill burned.", published_on=date(2021, 3, 3), clutter=clutter)

    assert article.published_on == date(2021, 3, 3)
    assert article.notes == ("its date was given as 2021-03-03, but its own date line says 2020-03-03",)


def test_dating_twice_changes_nothing():
    article = _article("The mill burned.", clutter=(Clutter(text="March 3, 2020", kind="date"),))
    once = date_articles((article,))

    assert date_articles(once) == once


def test_a_date_that_is_none_is_noted():
    words = "The mill at the edge of the town burned for nine hours on Saturday night."
    (article,) = clean(RawDocument(id="a", uri="a", content=words, published="soonish"))

    assert article.published_on is None
    assert article.notes == ("its date was given as 'soonish', which is no date",)


def test_an_inferred_date_is_marked_and_a_given_one_is_not():
    given_date = replace(_article("The mill burned."), published_on=date(2020, 3, 3), published_how="given")

    assert not date_articles((given_date,))[0].published_inferred
