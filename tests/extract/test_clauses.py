"""Governors and clauses: one line of a table is one sentence, a word in it, and where that word hangs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.clauses import clause_of, content_predicate, govern, is_event, numbered_event
from reconcile.extract.nlp import parse
from reconcile.extract.vocabulary import event_nouns

# sentence | the value's head | the predicate it belongs to | its role there
GOVERNED = (
    ("Rebels killed nine soldiers.", "soldiers", "killed", "object"),
    ("Rebels killed nine soldiers.", "Rebels", "killed", "subject"),
    ("Nine soldiers were killed by rebels.", "soldiers", "killed", "object"),
    ("Nine soldiers were killed by rebels.", "rebels", "killed", "subject"),
    ("The toll was 24.", "24", "was", "attribute"),
    ("The mayor travelled to Orrow.", "Orrow", "travelled", "to"),
    ("The mayor walked into Orrow.", "Orrow", "walked", "to"),
    ("The mayor walked through Orrow.", "Orrow", "walked", "through"),
    ("The barge sank near Orrow.", "Orrow", "sank", "in"),
    ("The shop opened on Monday.", "Monday", "opened", "in"),
    ("The shop closed early.", "early", "closed", "adverbial"),
    ("Talks in Orrow failed.", "Orrow", "Talks", "in"),
    ("The mayor held talks in Orrow.", "Orrow", "talks", "in"),
    ("The Monday meeting failed.", "Monday", "meeting", "in"),
    ("The mayor's visit ended.", "mayor", "visit", "possessor"),
    ("Orrow.", "Orrow", "Orrow", "root"),
)
# sentence | the value's head | the word that carries the predicate's meaning
MEANT = (
    ("The toll was 24.", "24", "toll"),
    ("The mayor made a speech.", "mayor", "speech"),
    ("The fire was large.", "fire", "large"),
    ("Rebels killed nine soldiers.", "Rebels", "killed"),
    ("The mayor travelled to Orrow.", "mayor", "travelled"),
    # What took place, was held or occurred; not who was held, nor what only happened.
    ("The vote took place on Monday.", "Monday", "vote"),
    ("The vote is expected to take place on Monday.", "Monday", "vote"),
    ("The summit took an hour on Monday.", "Monday", "hour"),
    ("The barge took Orrow in May.", "May", "Orrow"),
    ("A summit held in May failed.", "May", "summit"),
    ("A summit will be held in Orrow.", "Orrow", "summit"),
    ("The captain was held in Orrow.", "Orrow", "held"),
    ("The crash occurred near Orrow.", "Orrow", "crash"),
    ("The blaze happened on Monday.", "Monday", "blaze"),
    ("The barge occurred in May.", "May", "occurred"),
)
# sentence | its numbered event, "" for none
NUMBERED = (
    ("The second summit failed.", "second summit"),
    ("The leaders held a third meeting in May.", "third meeting"),
    ("The second house burned.", ""),
    ("The second mayor slept.", ""),
    ("Two summits failed.", ""),
    ("The long summit failed.", ""),
)
# sentence | the predicate | a word of the value | the clause
CLAUSES = (
    ("The barge sank near Orrow while crews fought a fire.", "sank", "Orrow", "The barge sank near Orrow"),
    ("The barge sank near Orrow and nine sailors drowned.", "drowned", "nine", "nine sailors drowned"),
    ("Rebels attacked a convoy, killing 44 drivers.", "killing", "44", "Rebels killing 44 drivers"),
    ("The storm that killed nine sailors left Orrow.", "killed", "nine", "storm that killed nine sailors"),
    ("Ministers agreed to fund aid and to meet in Orrow.", "meet", "Orrow", "Ministers to meet in Orrow"),
    ("The mayor said nine sailors drowned.", "drowned", "nine", "nine sailors drowned"),
)
# a noun after "the" | whether it names an event
NOUNS = (("meeting", True), ("bombing", True), ("summit", True), ("murder", True), ("table", False), ("barn", False))


def only(sentence: str):
    (doc,) = parse([sentence])
    return doc


def word(doc, text: str):
    return next(token for token in doc if token.text == text)


def clause(sentence: str, predicate: str, *kept: str) -> str:
    doc = only(sentence)
    tokens = clause_of(word(doc, predicate), keep={word(doc, text).i for text in kept})
    return " ".join(token.text for token in tokens if not token.is_punct and token.dep_ != "cc")


@pytest.mark.parametrize(("sentence", "value", "predicate", "role"), GOVERNED)
def test_a_value_hangs_on_the_nearest_verb_or_event(sentence: str, value: str, predicate: str, role: str) -> None:
    governor = govern(word(only(sentence), value))

    assert (governor.predicate.text, governor.role) == (predicate, role)


@pytest.mark.parametrize(("sentence", "value", "meant"), MEANT)
def test_behind_a_copula_or_light_verb_stands_what_is_meant(sentence: str, value: str, meant: str) -> None:
    assert content_predicate(govern(word(only(sentence), value))).text == meant


@pytest.mark.parametrize(("sentence", "event"), NUMBERED)
def test_an_ordinal_tells_one_event_from_others_of_its_kind(sentence: str, event: str) -> None:
    doc = only(f"{sentence} The fifth vote failed.")

    assert [found for token in doc if (found := numbered_event(token))] == [*filter(None, [event]), "fifth vote"]


@pytest.mark.parametrize(("sentence", "predicate", "kept", "expected"), CLAUSES)
def test_a_clause_holds_its_own_words_and_whom_they_tell_of(
    sentence: str, predicate: str, kept: str, expected: str
) -> None:
    assert clause(sentence, predicate, kept) == expected


def test_a_clause_that_holds_the_value_is_not_cut() -> None:
    sentence = "The barge sank near Orrow while crews fought a fire in Sund."

    assert clause(sentence, "sank", "Orrow") == "The barge sank near Orrow"
    assert clause(sentence, "sank", "Sund") == sentence.rstrip(".")


def test_a_value_outside_the_clause_makes_it_the_whole_sentence() -> None:
    sentence = "The storm that killed nine sailors left Orrow."

    assert clause(sentence, "killed", "Orrow") == sentence.rstrip(".")


def test_the_clause_of_an_event_noun_is_that_of_its_verb() -> None:
    assert clause("Talks in Orrow failed on Monday.", "Talks", "Orrow") == "Talks in Orrow failed on Monday"


@pytest.mark.parametrize(("noun", "expected"), NOUNS)
def test_a_noun_that_names_an_act_is_an_event(noun: str, expected: bool) -> None:
    assert is_event(only(f"The {noun} was over.")[1]) is expected


def test_a_verb_is_no_event_noun() -> None:
    doc = only("They met before the meeting.")

    assert [token.text for token in doc if is_event(token)] == ["meeting"]
    assert "meeting" in event_nouns()


SENTENCES = sorted({sentence for sentence, *_ in (*GOVERNED, *MEANT, *CLAUSES)})


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.sampled_from(SENTENCES), st.data())
def test_every_clause_holds_its_value_in_the_order_of_the_text(sentence: str, data) -> None:
    doc = only(sentence)
    token = doc[data.draw(st.integers(0, len(doc) - 1))]
    governor = govern(token)

    found = [t.i for t in clause_of(governor.predicate, keep={token.i})]

    assert token.i in found
    assert found == sorted(set(found))
    assert governor.role


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=3))
def test_no_clause_leaves_its_sentence(sentences: list[str]) -> None:
    doc = only("\n".join(sentences))

    for token in doc:
        clause = clause_of(govern(token).predicate, keep={token.i})
        assert clause
        assert all(t.sent == token.sent for t in clause)
