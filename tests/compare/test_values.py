"""One function for the ladders of all slots."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.values import compare_values
from reconcile.types import Level
from tests.builders import time_expression
from tests.compare.groups import claim_in


def people(n, measured="killed", **value):
    return claim_in(f"[{n}] people.", value={"value": n, "measured": measured, "noun": "people", **value})[0]


def on(begin, end, surface, *, words=()):
    claim, _ = claim_in(f"It sank on [{surface}].", "time", words=words)
    return replace(claim, value=replace(time_expression(begin, begin, end, surface=surface), span=claim.span))


def named(name, slot="person", **fields):
    return claim_in(f"[{name}] spoke.", slot, **fields)[0]


def in_words(words, slot="status"):
    return claim_in(f"The road is [{words}].", slot)[0]


def state(answer, question="custody"):
    return claim_in(f"He is [{answer}].", "status", value={"answer": answer, "question": question, "asks": "Is he?"})[0]


MONDAY = on("2021-03-01", "2021-03-02", "Monday")
MARCH_1 = on("2021-03-01", "2021-03-02", "March 1")
WEDNESDAY = on("2021-03-03", "2021-03-04", "Wednesday")
# The level that two claims reach, and a word of the reason.
LADDERS = (
    (Level.EXACT, people(4), people(4), "4"),
    (Level.COMPATIBLE, people(4, high=None), people(9), "9"),
    (Level.CONFLICT, people(4), people(9), "9"),
    (Level.NOT_COMPARABLE, people(4), people(900), "too far apart"),
    (Level.NOT_COMPARABLE, people(4), people(9, "wounded"), "killed"),
    (Level.EXACT, MONDAY, MARCH_1, "Monday"),
    (Level.CONFLICT, MONDAY, WEDNESDAY, "Wednesday"),
    (Level.EXACT, named("Ada Holm"), named("Ada Holm"), "Ada Holm"),
    (Level.NOT_COMPARABLE, named("Ada Holm"), named("Odd Brekke"), "both have a part"),
    (Level.CONFLICT, named("Ada Holm"), named("Viktor Holm"), "different persons"),
    (Level.EXACT, in_words("shut"), in_words("shut"), "shut"),
    (Level.CONFLICT, in_words("shut"), in_words("open"), "shut"),
    (Level.NOT_COMPARABLE, in_words("shut"), in_words("shut", "other"), "different kinds"),
    (Level.EXACT, state("in custody"), state("in custody"), "in custody"),
    (Level.CONFLICT, state("in custody"), state("at large"), "at large"),
    (Level.NOT_COMPARABLE, state("in custody"), state("dead", "condition"), "different questions"),
    (Level.NOT_COMPARABLE, people(4), MONDAY, "different kinds"),
    (Level.NOT_COMPARABLE, named("Ada Holm"), in_words("shut"), "different kinds"),
)
CLAIMS = [claim for _, left, right, _ in LADDERS for claim in (left, right)]


@pytest.mark.parametrize(("level", "left", "right", "reason"), LADDERS)
def test_each_kind_of_value_has_its_ladder(level, left, right, reason):
    judgement = compare_values(left, right)

    assert judgement.level is level
    assert reason in judgement.reason


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_agrees_exactly_with_itself(claim):
    assert compare_values(claim, claim).level is Level.EXACT


@given(st.sampled_from(CLAIMS), st.sampled_from(CLAIMS))
def test_is_symmetric_and_gives_a_reason(left, right):
    forth, back = compare_values(left, right), compare_values(right, left)

    assert (forth.level, forth.score) == (back.level, back.score)
    assert forth.reason
    assert back.reason


def test_killed_and_wounded_never_meet():
    assert compare_values(people(4), people(4, "wounded")).level is Level.NOT_COMPARABLE


def test_one_text_printed_on_two_days_means_one_monday():
    words = ("ferry", "sink")
    a_week_later = on("2021-03-08", "2021-03-09", "Monday", words=words)

    judgement = compare_values(on("2021-03-01", "2021-03-02", "Monday", words=words), a_week_later)

    assert (judgement.level, judgement.reason) == (Level.EXACT, "both say “Monday” in the same words")


@pytest.mark.parametrize("contains", [True, False, None])
def test_the_gazetteer_decides_over_two_places(contains):
    expected = {True: Level.COMPATIBLE, False: Level.NOT_COMPARABLE, None: Level.NOT_COMPARABLE}

    judgement = compare_values(named("Orrow", "place"), named("Pell", "place"), contains=lambda outer, inner: contains)

    assert judgement.level is expected[contains]
