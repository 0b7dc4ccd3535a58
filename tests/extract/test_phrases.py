"""Answers in words: one line of a table is one sentence of news prose and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract._phrases_worth import informativeness, rarity
from reconcile.extract.nlp import parse
from reconcile.extract.phrases import extract_phrases
from reconcile.types import Phrase, Slot

if TYPE_CHECKING:
    from spacy.tokens import Doc

# sentence | the answer as printed | its words, head first
ANSWERS = (
    ("Guests were evacuated as a precaution.", "as a precaution", "precaution"),
    ("The climber was found under a pile of snow.", "under a pile of snow", "pile snow"),
    ("Crews could not reach the hamlet due to traffic jams.", "due to traffic jams", "jam traffic"),
    ("Orla Venn was saved by her bullet-proof vest.", "by her bullet-proof vest", "vest bulletproof"),
    ("The courier was hit in the chest.", "in the chest", "chest"),
    ("Most came with minor cuts and grazes.", "with minor cuts and grazes", "cut graze minor"),
    ("The flames spread rapidly.", "rapidly", "rapid"),
    ("The ferry was on anti-smuggling patrols.", "on anti-smuggling patrols", "patrol antismuggling"),
    ("The clerk pulled out a handgun.", "handgun", "handgun"),
    ("Inspectors called the barn a total loss.", "total loss", "loss total"),
    ("There was no drinking water at the depot.", "no drinking water", "water drinking no"),
)
# sentence | words that answer nothing there
NO_ANSWERS = (
    ("Police said the suspect fled.", ("police", "suspect")),
    ("Two people were taken to a hospital.", ("hospital",)),
    ("The man pulled the trigger.", ("trigger",)),
    ("The mayor was sad about the closure.", ("sad",)),
    ("Rebels say the boarding party found grapnels.", ("rebels", "party")),
    ("Customs seized six rifles.", ("rifles",)),
    ("They showed their intent to flee.", ("intent",)),
)


def _only(sentence: str) -> Doc:
    return next(iter(parse([sentence])))


def _phrases(sentence: str, taken: tuple[str, ...] = ()) -> list[tuple[Slot, Phrase]]:
    doc = _only(sentence)
    return list(extract_phrases(doc, taken={token.i for token in doc if token.text in taken}))


@pytest.mark.parametrize(("sentence", "surface", "normal"), ANSWERS)
def test_a_telling_phrase_is_an_answer(sentence: str, surface: str, normal: str) -> None:
    found = {phrase.surface: phrase.normal for _, phrase in _phrases(sentence)}

    assert found.get(surface) == normal


@pytest.mark.parametrize(("sentence", "words"), NO_ANSWERS)
def test_a_word_that_tells_nothing_by_itself_is_no_answer(sentence: str, words: tuple[str, ...]) -> None:
    told = {word for _, phrase in _phrases(sentence, taken=("six", "Two")) for word in phrase.surface.lower().split()}

    assert not told & set(words)


@pytest.mark.parametrize(("sentence", "surface", "normal"), ANSWERS)
def test_spans_point_at_their_surface(sentence: str, surface: str, normal: str) -> None:
    assert all(sentence[p.span.start : p.span.end] == p.surface for _, p in _phrases(sentence))


def test_adjectives_and_manners_tell_a_state() -> None:
    assert {str(slot) for slot, _ in _phrases("The damage was extensive.")} == {"status"}


def test_a_phrase_around_a_name_is_left_to_the_name() -> None:
    assert not _phrases("The quarry lies under the Lomvale ridge.", taken=("Lomvale", "quarry"))


def test_the_sex_of_a_hurt_child_is_told_where_only_one_is_spoken_of() -> None:
    found = [phrase.normal for _, phrase in _phrases("The girl was wounded on the pier. The girl is four.")]

    assert "girl" in found


def test_the_sex_of_a_hurt_child_is_open_where_both_are_spoken_of() -> None:
    assert "girl" not in [p.normal for _, p in _phrases("The girl was wounded. The boy was unhurt.")]


def test_what_an_article_repeats_tells_less() -> None:
    assert informativeness(("grapnel",), {"grapnel": 9}) < informativeness(("grapnel",), {"grapnel": 1})


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_rarity_stays_in_its_range(word: str) -> None:
    assert 0 <= rarity(word) <= 2.5
