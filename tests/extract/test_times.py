"""Time expressions: every row of times_specs.json, and laws that hold for any text."""

import itertools
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract._times_patterns import family_names
from reconcile.extract.nlp import parse
from reconcile.extract.times import extract_times, resolvers

ROWS = json.loads(Path(__file__).with_name("times_specs.json").read_text(encoding="utf-8"))["rows"]


def times_in(text, reference):
    (doc,) = parse([text])
    return extract_times(doc, reference=reference)


@pytest.fixture(scope="module")
def docs():
    return list(parse(row[1] for row in ROWS))


@pytest.mark.parametrize("index", range(len(ROWS)), ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_expression_is_found_and_resolved(docs, index):
    published, _, expected = ROWS[index]
    reference = date.fromisoformat(published) if published else None

    found = extract_times(docs[index], reference=reference)

    def moment(words):
        return datetime.fromisoformat(words) if words else None

    wanted = [(surface, timex, moment(begin), moment(end)) for surface, timex, begin, end in expected]
    assert [(t.surface, t.timex, t.begin, t.end) for t in found] == wanted


DAYS = st.dates(date(1980, 1, 1), date(2035, 12, 31))
WEEKDAYS = st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])


@settings(max_examples=25, deadline=None)
@given(day=DAYS, weekday=WEEKDAYS)
def test_a_past_weekday_is_the_last_one_up_to_publication(day, weekday):
    (found,) = times_in(f"The council said on {weekday} that it had agreed.", day)
    resolved = found.begin.date()
    assert 0 <= (day - resolved).days < 7
    assert resolved.strftime("%A") == weekday


@settings(max_examples=25, deadline=None)
@given(day=DAYS, weekday=WEEKDAYS)
def test_a_future_weekday_is_the_next_one_from_publication(day, weekday):
    (found,) = times_in(f"The council will vote on {weekday}.", day)
    assert 0 <= (found.begin.date() - day).days < 7


@settings(max_examples=25, deadline=None)
@given(named=DAYS, reference=DAYS)
def test_a_full_date_means_the_same_whenever_it_is_printed(named, reference):
    (found,) = times_in(f"It was signed on {named.day} {named:%B} {named.year} there.", reference)
    assert found.timex == found.edtf == named.isoformat()


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "last",
                "next",
                "the",
                "two",
                "12",
                "May",
                "mid",
                "-",
                "late",
                "week",
                "days",
                "ago",
                ",",
                "9",
                "p.m.",
                "Friday",
                "2018",
                "'s",
                "of",
                "quarter",
                "half",
                "an",
                "hour",
                "year-end",
                "night",
                "1980s",
                "Oct.",
                "and",
            ]
        ),
        max_size=14,
    ),
    reference=st.none() | DAYS,
)
def test_any_jumble_gives_ordered_expressions_that_point_at_their_words(words, reference):
    text = " ".join(words) + " ."
    found = times_in(text, reference)
    assert all(text[t.span.start : t.span.end] == t.surface for t in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(t.begin < t.end for t in found if t.begin is not None)


def test_text_without_times_has_none():
    assert times_in("The council agreed with the farmers about the road.", date(2019, 1, 22)) == ()


def test_without_a_publication_date_a_count_from_something_absolute_is_resolved():
    found = times_in("It began on 5 January 2019. Two days later it was over.", None)
    assert found[1].timex == "2019-01-07"


def test_every_family_of_the_grammar_has_its_resolver():
    assert set(family_names()) <= set(resolvers())


@pytest.mark.parametrize(
    ("headline", "day"),
    [
        ("Police responding to a shooting on Monday.", "2020-03-02"),
        ("Ready to meet again on Friday.", "2020-03-06"),
    ],
)
def test_a_headline_without_a_finite_verb_is_read_to_its_end(headline, day):
    """A participle or an adjective that nothing governs once sent the search for its verb round in circles."""
    (doc,) = parse([headline])

    assert [found.edtf for found in extract_times(doc, reference=date(2020, 3, 4))] == [day]
