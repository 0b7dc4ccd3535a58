"""Titles: one line of a table is one sentence about Ann Lee and what it calls her."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.nlp import parse
from reconcile.extract.titles import title_of
from reconcile.types import EntityMention, Span

# sentence | the title, its head last
TITLES = (
    ("Harbour pilot Ann Lee spoke.", "pilot"),
    ("Governor Ann Lee signed the bill.", "governor"),
    ("Foreign minister Ann Lee resigned.", "minister"),
    ("West Orrow Governor Ann Lee spoke.", "governor"),
    ("Ann Lee, the mayor, spoke.", "mayor"),
    ("Ann Lee, a retired school teacher, spoke.", "retired school teacher"),
    ("The mayor, Ann Lee, spoke.", "mayor"),
    ("The head teacher, Ann Lee, wept.", "head teacher"),
)
# sentence | why it gives no title
UNTITLED = (
    ("Ann Lee spoke.", "a name alone"),
    ("Ann Lee, 34, spoke.", "an age"),
    ("Ann Lee, who was there, wept.", "a clause"),
    ("Dr. Ann Lee spoke.", "a form of address"),
    ("The mayor met Ann Lee.", "another person"),
    ("In North Orrow Ann Lee spoke.", "a place"),
    ("Norvig Press Ann Lee reports.", "a body"),
)
WITH_A_TITLE = "Governor Ann Lee signed the bill."


def title(sentence: str, name: str = "Ann Lee", *, canonical: str = "Ann Lee") -> str:
    (doc,) = parse([sentence])
    start = sentence.index(name)
    mention = EntityMention(
        span=Span(start, start + len(name)), surface=name, label="person", entity="p1", canonical=canonical
    )
    return title_of(doc.char_span(*mention.span, alignment_mode="expand"), mention)


@pytest.mark.parametrize(("sentence", "expected"), TITLES)
def test_the_words_beside_a_name_are_its_title(sentence: str, expected: str) -> None:
    assert title(sentence) == expected


@pytest.mark.parametrize(("sentence", "why"), UNTITLED)
def test_a_name_that_stands_alone_has_no_title(sentence: str, why: str) -> None:
    assert (title(sentence), title(WITH_A_TITLE)) == ("", "governor"), why


def test_a_title_inside_the_mention_counts() -> None:
    assert title(WITH_A_TITLE, "Governor Ann Lee") == "governor"


def test_no_part_of_the_full_name_is_a_title() -> None:
    assert title(WITH_A_TITLE, "Lee") == "governor"


def test_a_description_without_a_name_has_no_title() -> None:
    assert title("The mayor, a baker, spoke.", "mayor") == ""
    assert title("Ann, a baker, spoke.", "Ann") == "baker"


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.sampled_from(TITLES))
def test_a_title_is_words_of_its_sentence_and_none_of_the_name(row: tuple[str, str]) -> None:
    sentence, _ = row
    words = title(sentence).split()

    assert words
    assert set(words) <= set(sentence.lower().replace(",", "").split()) - {"ann", "lee"}
