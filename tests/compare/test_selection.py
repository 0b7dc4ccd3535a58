"""Which findings an editor gets: its questions, not every word that two sentences share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.compare.selection import select_findings
from reconcile.types import Evidence, FactGroup, Slot, Span, Variant, Verdict
from tests.builders import finding
from tests.compare.groups import claim_in

CONFLICT, SUPERSEDED, COMPATIBLE, AGREEMENT = Verdict
QUOTE = "On Monday [] shut the road by Orrow."


def told(surface, slot="place", at=0, *, verdict=AGREEMENT, passage="p", articles=("a1", "a2"), value=None, **fields):
    """A judged group whose answer stands `at` a code point of one passage of each article."""
    claims = tuple(
        claim_in(
            f"It was [{surface}].", slot, id=id, value=dict(value or {}), predicate=fields.get("predicate", "shut")
        )[0]
        for id in articles
    )
    evidence = tuple(
        Evidence(article_id=id, quote=f"{QUOTE} {passage}", surface=surface, span=Span(at, at + len(surface)))
        for id in articles
    )
    about = {key: fields[key] for key in ("confidence", "n_origins") if key in fields}
    identity = f"{surface} {slot} {at} {verdict} {passage}"
    group = FactGroup(id=identity, event_id=fields.get("event", "0"), slot=Slot(slot), claims=claims, cohesion=0.9)
    made = finding(
        Variant(value=surface, evidence=evidence), id=identity, slot=slot, verdict=verdict, event_id=group.event_id
    )
    return group, replace(made, **about)


def count(n, at=0, *, measured="wounded", noun="people", low="same", **fields):
    value = {"value": n, "measured": measured, "noun": noun, "low": low}
    return told(str(n), "quantity", at, value=value, **fields)


def kept(*rows):
    """The answers of the findings that are kept, in their order."""
    return [finding.variants[0].value for finding in select_findings(rows)]


def test_nothing_judged_is_nothing_found():
    assert select_findings([]) == ()
    assert kept(told("Orrow")) == ["Orrow"]


STATE = {"answer": "shut", "question": "access", "asks": "Is the road open?"}
# What stands on the passages; which answers are shown.
SELECTIONS = (
    ("answers of other passages", [told("Orrow"), told("Pell", at=900)], ["Orrow", "Pell"]),
    ("one answer of two passages", [told("Orrow"), told("Orrow", at=900)], ["Orrow"]),
    ("two places of one passage", [told("Orrow"), told("Pell", at=20)], ["Orrow", "Pell"]),
    ("a place and a person of one passage", [told("Ada Holm", "person"), told("Orrow", at=25)], ["Ada Holm", "Orrow"]),
    (
        "one event is not another",
        [told("Orrow"), told("Orrow", at=900, event="1")],
        ["Orrow", "Orrow"],
    ),
    ("counts of two kinds", [count(4), count(9, 20, measured="killed")], ["4", "9"]),
    ("counts of two nouns", [count(4), count(9, 20, noun="child")], ["4", "9"]),
    ("two counts of one kind in one passage", [count(4), count(9, 20)], ["4"]),
    ("two counts of one kind in two passages", [count(4), count(9, 900)], ["4", "9"]),
    ("one count of one kind in two passages", [count(4), count(4, 900)], ["4"]),
    ("at least four is four", [count(4), count(5, 900, low=4)], ["4"]),
    ("a state beside a place", [told("Orrow"), told("shut", "status", 25, value=STATE)], ["Orrow"]),
    ("a state alone", [told("Orrow"), told("shut", "status", 900, value=STATE)], ["Orrow", "shut"]),
)


@pytest.mark.parametrize(("rows", "shown"), [pytest.param(rows, shown, id=name) for name, rows, shown in SELECTIONS])
def test_selections(rows, shown):
    assert sorted(kept(*rows)) == sorted(shown)


def test_agreements_on_one_passage_are_limited():
    rows = [told(name, slot, at) for name, slot, at in PASSAGE]

    assert kept(*rows) == ["Ada Holm", "the council"]


PASSAGE = (("Ada Holm", "person", 0), ("the council", "organisation", 10), ("Orrow", "place", 20))


def test_a_difference_on_a_full_passage_is_shown():
    rows = [told(name, slot, at) for name, slot, at in PASSAGE]

    assert kept(*rows, told("Monday", "time", 28, verdict=CONFLICT))[0] == "Monday"


def test_a_difference_is_taken_before_an_agreement_of_its_slot_and_passage():
    assert kept(told("Monday", "time"), told("Sunday", "time", 10, verdict=CONFLICT)) == ["Sunday"]
    assert kept(count(4), count(9, 20, verdict=CONFLICT)) == ["9"]


def test_two_differences_of_one_slot_and_passage_are_one():
    assert len(kept(told("Orrow", verdict=CONFLICT), told("Pell", at=20, verdict=CONFLICT))) == 1
    assert len(kept(told("Orrow", verdict=CONFLICT), told("Pell", at=900, verdict=CONFLICT))) == 2


def test_two_days_of_one_clause_answer_two_questions():
    monday, may = (told("Monday", "time", value={"day": "2021-03-01"}), told("in May", "time", 25))

    assert sorted(kept(monday, may)) == ["Monday", "in May"]


def test_days_side_by_side_are_one_answer():
    first, second = (told("the 1970s", "time", value={"day": "1970-01-01"}), told("1980s", "time", 14))

    assert len(kept(first, second)) == 1


@pytest.mark.parametrize(
    ("slot", "confidence", "shown"),
    [("place", 0.55, True), ("place", 0.54, False), ("status", 0.66, True), ("status", 0.65, False)],
)
def test_an_agreement_that_is_a_toss_up_is_left_out(slot, confidence, shown):
    sure = told("Pell", at=900)

    assert ("shut" in kept(told("shut", slot, confidence=confidence), sure)) is shown
    assert "Pell" in kept(told("shut", slot, confidence=confidence), sure)


@pytest.mark.parametrize("verdict", [CONFLICT, SUPERSEDED])
def test_a_difference_is_shown_however_sure(verdict):
    assert kept(told("Orrow", verdict=verdict, confidence=0.1)) == ["Orrow"]


SLOTS = ("person", "organisation", "place", "time", "speaker")


@pytest.mark.parametrize(("n_origins", "n_shown"), [(1, 3), (2, 5)])
def test_agreements_of_one_wire_text_are_limited_in_a_sentence(n_origins, n_shown):
    rows = [told(f"name {n}", slot, 60 * n, n_origins=n_origins) for n, slot in enumerate(SLOTS)]

    assert len(kept(*rows)) == n_shown


def test_agreements_of_one_wire_text_in_other_sentences_are_shown():
    rows = [told(f"name {n}", slot, 60 * n, n_origins=1, passage=slot) for n, slot in enumerate(SLOTS)]

    assert len(kept(*rows)) == len(SLOTS)


def test_an_answer_in_words_is_one_for_its_head_word():
    assert len(kept(told("road shut", "status"), told("road shut early", "status", 900))) == 1
    assert len(kept(told("road shut", "status"), told("bridge shut early", "status", 900))) == 2


def test_answers_in_words_come_after_the_questions():
    rows = [told("road shut", "status"), told("Orrow", at=25)]

    assert kept(*rows)[0] == "Orrow"


def test_conflicts_come_first_and_then_what_moved_on():
    rows = [told(verdict.value, at=900 * n, verdict=verdict) for n, verdict in enumerate(reversed(Verdict))]

    assert kept(*rows) == ["conflict", "superseded", "compatible", "agreement"]


def test_what_more_origins_tell_comes_first():
    rows = [told("Orrow", n_origins=2), told("Pell", at=900, n_origins=4)]

    assert kept(*rows) == ["Pell", "Orrow"]


def test_what_more_articles_tell_comes_first():
    rows = [told("Orrow"), told("Pell", at=900, articles=("a1", "a2", "a3"))]

    assert kept(*rows) == ["Pell", "Orrow"]


judged_rows = st.lists(
    st.builds(
        told,
        st.sampled_from(["Orrow", "Pell", "Ada Holm", "shut", "road shut"]),
        st.sampled_from([slot.value for slot in Slot]),
        st.sampled_from([0, 10, 25, 60, 900]),
        verdict=st.sampled_from(Verdict),
        confidence=st.sampled_from([0.5, 0.6, 0.9]),
        n_origins=st.integers(1, 3),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda row: row[1].id,
)


@settings(max_examples=60)
@given(judged_rows, st.randoms(use_true_random=False))
def test_the_order_of_the_groups_changes_no_selection(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)

    assert select_findings(shuffled) == select_findings(rows)
    assert kept(*shuffled, told("the harbour", at=5000, verdict=CONFLICT))


@settings(max_examples=60)
@given(judged_rows)
def test_a_selection_invents_nothing_and_keeps_a_difference_where_there_is_one(rows):
    selected = select_findings(rows)

    assert {finding.id for finding in selected} <= {finding.id for _, finding in rows}
    assert len({finding.id for finding in selected}) == len(selected)
    differs = any(finding.verdict in {CONFLICT, SUPERSEDED} for _, finding in rows)
    assert any(finding.verdict in {CONFLICT, SUPERSEDED} for finding in selected) is differs
