"""Lines of the page: what they yield and what they do not."""

from datetime import date

import pytest

from reconcile.extract.claims import build_claims, read_article
from reconcile.extract.nlp import parse
from reconcile.types import Article, State


def surfaces(text):
    article = Article(id="a", uri="a", text=text, published_on=date(2019, 7, 8))
    (doc,) = parse([text])
    return {claim.surface for claim in build_claims(read_article(article, doc))}


def answers(text):
    article = Article(id="a", uri="a", text=text, published_on=date(2019, 7, 8))
    (doc,) = parse([text])
    claims = build_claims(read_article(article, doc))
    return [claim.value.answer for claim in claims if isinstance(claim.value, State)]


@pytest.mark.parametrize(
    "text",
    [
        "Posted: Monday, July 8, 2019 8:52 AM EDT Updated: Tuesday, July 9, 2019 6:50 PM EDT",
        "Last updated July 9, 2019 at 6:50 p.m.",
        "[Photo from July 2016]",
    ],
)
def test_a_page_stamp_says_nothing_of_the_story(text):
    assert not surfaces(text)


def test_an_update_of_the_story_is_read():
    assert "14" in surfaces("Updated figures on Monday showed that 14 people had died in Orrin.")


def test_a_call_for_tips_names_nobody_and_gives_its_number():
    text = "Anyone with information is asked to call the Orrin Police Department at 555-201-0000."
    assert answers(text) == ["5552010000"]
    assert surfaces(text) == {"555-201-0000"}


def test_one_number_in_two_spellings_is_one_answer():
    assert answers("Call police on 0555 201 3000.") == answers("Phone police on 0555 2013000.")


def test_a_call_that_the_story_tells_of_keeps_its_names():
    assert "Dara Voss" in surfaces("Dara Voss called police from a shop in Orrin on Monday.")


@pytest.mark.parametrize("name", ["Mt", "Club Shooting"])
def test_a_torn_name_is_no_answer(name):
    text = "He was pronounced dead at Mt. Orrin Hospital. Five Injured in D.C. Club Shooting"
    assert not any(surface.endswith(name) for surface in surfaces(text))
