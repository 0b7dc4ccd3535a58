"""Eras: one line of a table is one sentence and the time that it tells of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.eras import era_of, eras_by_sentence
from reconcile.extract.nlp import parse
from reconcile.extract.times import extract_times
from reconcile.types import SINCE

PUBLISHED = date(2021, 3, 4)
# sentence, in an article of 4 March 2021 | its era: "" for the story's own days, None where no time is named
ERAS = (
    ("The flood on Monday killed nine people.", ""),
    ("On Feb. 20 the mine closed.", ""),
    ("In 2004 a flood killed ninety people.", "2004"),
    ("In July 1988 a blaze killed nine people.", "1988-07"),
    ("A blaze last year killed nine people.", "2020"),
    ("Ten years ago a storm killed nine people.", "2011"),
    ("In February a blaze killed nine people.", "2021-02"),
    ("In December a blaze killed nine people.", "2020-12"),
    # What is to come is today's news.
    ("The mine will close next year with nine hundred men.", ""),
    ("The mine will free nine hundred men by the end of 2021.", ""),
    ("Since January crews have found nine mines.", SINCE),
    ("Crews have freed nine divers since the shaft fell in.", SINCE),
    # Counts over several numbered events, and of things "so far"; of the dead that says only that the story goes on.
    ("In its five raids the navy freed nine divers.", SINCE),
    ("Over three attacks the gang stole nine boats.", SINCE),
    ("In one raid the navy freed nine divers.", None),
    ("In the raids the navy freed nine divers.", None),
    ("In two boats the navy found nine divers.", None),
    ("The navy made five raids and freed nine divers.", None),
    ("Nine divers spoke of five raids.", None),
    ("Crews have so far found nine mines.", SINCE),
    ("Thus far crews have found nine mines.", SINCE),
    ("To date crews have found nine mines.", SINCE),
    ("Crews went far to find nine mines.", None),
    ("The flood has so far killed nine people.", None),
    ("So far nine people have been wounded.", None),
    # An aside that says which thing is meant.
    ("The bridge, which opened in 1997, fell on nine people.", None),
    ("The flood killed nine people in a house built in 1997.", None),
    ("Nine divers who had trained in 1997 drowned on Monday.", ""),
    ("The flood of 1997, which hit Orrow, killed nine people.", "1997"),
    ("The fair lasted three days.", None),
    ("The mayor now leads the council.", None),
    ("The flood killed nine people.", None),
)
# sentence, in an article of an unknown day | its era
UNDATED = (
    ("In 2004 a flood killed ninety people.", "2004"),
    ("In July 1988 a blaze killed nine people.", "1988-07"),
    ("The flood on Monday killed nine people.", ""),
    ("Since January crews have found nine mines.", SINCE),
    ("In its five raids the navy freed nine divers.", SINCE),
    ("In April last year a blaze killed nine people.", "past april last year"),
    ("The flood killed nine people.", None),
)
# sentences | the era of each
CONTINUED = (
    ("In 2004 a flood killed 90 people. The flood killed cattle too.", ["2004", "2004"]),
    ("In 2004 a flood killed 90 people. Floods killed cattle. They killed sheep.", ["2004", "2004", "2004"]),
    ("In 2004 a flood killed 90 people. The mayor sings.", ["2004", None]),
    ("In 2004 a flood killed 90 people. On Monday a flood killed two people.", ["2004", ""]),
    ("On Monday a flood killed 90 people. The flood killed cattle too.", ["", None]),
    ("Since January floods have killed 90 people. The floods killed cattle.", [SINCE, None]),
)
OF_ITS_OWN = "In 1971 the mayor was born."


def era(text: str, published: date | None = PUBLISHED) -> str | None:
    (doc,) = parse([text])
    return era_of(doc, _times(doc, published), published)


def eras(text: str, published: date | None = PUBLISHED) -> list[str | None]:
    (doc,) = parse([text])
    found = eras_by_sentence(doc, _times(doc, published), published)
    return [found[sentence.start] for sentence in doc.sents]


def _times(doc, published):
    return {
        token.i: time
        for time in extract_times(doc, reference=published)
        for token in doc.char_span(*time.span, alignment_mode="expand")
    }


@pytest.mark.parametrize(("sentence", "expected"), ERAS)
def test_a_sentence_far_from_the_articles_day_is_background(sentence: str, expected: str | None) -> None:
    assert eras(f"{sentence} {OF_ITS_OWN}") == [expected, "1971"]


@pytest.mark.parametrize(("sentence", "expected"), UNDATED)
def test_without_a_day_of_publication_a_year_is_background(sentence: str, expected: str | None) -> None:
    assert eras(f"{sentence} {OF_ITS_OWN}", published=None) == [expected, "1971"]


@pytest.mark.parametrize(("text", "expected"), CONTINUED)
def test_a_sentence_about_the_same_act_continues_the_background_before_it(
    text: str, expected: list[str | None]
) -> None:
    assert eras(text) == expected


ASIDE = "The ferry, which carried 12 sailors in 1997, hit 14 swimmers."


@pytest.mark.parametrize(("value", "expected"), [("12", "1997"), ("14", None), (None, None)])
def test_a_time_in_an_aside_dates_only_the_aside(value: str | None, expected: str | None) -> None:
    (doc,) = parse([ASIDE])
    at = next((token.i for token in doc if token.text == value), None)

    assert era_of(doc, _times(doc, PUBLISHED), PUBLISHED, value=at) == expected


@pytest.mark.parametrize(
    "sentence",
    ["On Monday the mayor recalled the flood of 2004.", "In 2004, and again on Monday, a flood killed cattle."],
)
def test_a_background_outweighs_the_day_on_which_it_is_told(sentence: str) -> None:
    assert era(sentence) == "2004"


def test_one_sentence_is_another_era_in_an_article_of_another_year() -> None:
    sentence = "On 1 March 2021 a flood killed nine people."

    assert era(sentence) == ""
    assert era(sentence, published=date(2024, 3, 4)) == "2021-03-01"


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.integers(0, 400))
def test_a_day_within_the_storys_days_is_its_own_and_one_beyond_them_is_not(n_days: int) -> None:
    day = PUBLISHED - timedelta(days=n_days)
    told = era(f"On {day.day} {day:%B} {day.year} a flood killed nine people.")

    # The nearer end of the day counts, which is its midnight.
    assert told == ("" if n_days <= 46 else day.isoformat())


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([sentence for sentence, _ in ERAS]), min_size=1, max_size=4))
def test_every_sentence_has_an_era_and_its_own_where_it_names_one(sentences: list[str]) -> None:
    (doc,) = parse([" ".join(sentences)])
    times = _times(doc, PUBLISHED)

    told = eras_by_sentence(doc, times, PUBLISHED)

    # Parsed in company a sentence may name another era than alone.
    own = {sentence.start: era_of(sentence, times, PUBLISHED) for sentence in doc.sents}
    assert list(told) == list(own)
    assert all(own[start] in {found, None} for start, found in told.items())
