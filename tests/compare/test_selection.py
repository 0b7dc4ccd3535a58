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
SENTENCE = 500


def told(surface, slot="place", at=0, *, verdict=AGREEMENT, articles=("a1", "a2"), value=None, **fields):
    """A judged group whose answer stands `at` a code point of each article, in sentences of `SENTENCE` code points.

    `answers`, `roles` and `passages` give those of each article where they are not one.
    """
    n = len(articles)
    passages = fields.get("passages", (fields.get("passage", at // SENTENCE),) * n)
    claims = tuple(
        claim_in(
            f"It was [{answer}].",
            slot,
            id=id,
            value=dict(value or {}),
            predicate=fields.get("predicate", "shut"),
            role=role,
            era=fields.get("era", ""),
        )[0]
        for id, answer, role in zip(
            articles, fields.get("answers", (surface,) * n), fields.get("roles", ("object",) * n), strict=True
        )
    )
    evidence = tuple(
        Evidence(article_id=id, quote=f"{QUOTE} {passage}", surface=surface, span=Span(at, at + len(surface)))
        for id, passage in zip(articles, passages, strict=True)
    )
    about = {key: fields[key] for key in ("confidence", "n_origins") if key in fields}
    identity = f"{surface} {slot} {at} {verdict} {passages}"
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


def counts(n):
    """As many counts of other things on one sentence, which go before any other agreement."""
    return [count(k, 30 * k, measured=f"measure {k}") for k in range(n)]


def state(answer, at=0, *, question="access", **fields):
    return told(answer, "status", at, value={"answer": answer, "question": question, "asks": "How is it?"}, **fields)


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
    ("two counts of one kind in one clause", [count(4), count(9, 31)], ["4"]),
    ("two counts of one kind in two clauses", [count(4), count(9, 32)], ["4", "9"]),
    ("counts of two eras in one clause", [count(4), count(9, 20, era="2004")], ["4", "9"]),
    ("one count of two eras", [count(4), count(4, 900, era="2004")], ["4", "4"]),
    ("two conflicts on one count", [count(4, at, verdict=CONFLICT) for at in (0, 900)], ["4", "4"]),
    ("a state beside a place", [told("Orrow"), state("shut", 25)], ["Orrow", "shut"]),
    ("a state alone", [told("Orrow"), state("shut", 900)], ["Orrow", "shut"]),
    ("a state in a place's words", [told("upper Orrow"), state("upper", 0)], ["upper Orrow"]),
    ("a state told twice", [state("shut"), state("shut", 900)], ["shut"]),
    ("two questions with one answer", [state("shut"), state("shut", 25, question="ferry")], ["shut", "shut"]),
    ("two names within five letters", [told("Orrow"), told("Pell", at=10)], ["Orrow"]),
    ("two names further apart", [told("Orrow"), told("Pell", at=11)], ["Orrow", "Pell"]),
    ("names of two slots side by side", [told("Ada Holm", "person"), told("Orrow", at=9)], ["Ada Holm", "Orrow"]),
    (
        "two answers, one of them shown on the sentence",
        [told("Orrow", articles=("a1", "a2", "a3")), told("Pell", at=60, answers=("Pell", "Orrow"))],
        ["Orrow"],
    ),
    (
        "two answers, one of them shown elsewhere",
        [told("Orrow", articles=("a1", "a2", "a3")), told("Pell", at=900, answers=("Pell", "Orrow"))],
        ["Orrow", "Pell"],
    ),
    ("whose it is", [told("Ada Holm", "person", roles=("possessor",) * 2), told("Orrow", at=25)], ["Orrow"]),
    ("whose one says it is", [told("Ada Holm", "person", roles=("possessor", "subject"))], ["Ada Holm"]),
    (
        "whose it is in dispute",
        [told("Ada Holm", "person", roles=("possessor",) * 2, verdict=CONFLICT)],
        ["Ada Holm"],
    ),
    ("two statements", [told("Ada Holm", "speaker"), told("Ada Holm", "speaker", 900)], ["Ada Holm"] * 2),
    ("a speaker who is shown there", [told("Ada Holm", "person"), told("Ada Holm", "speaker")], ["Ada Holm"]),
    ("a place in words that are shown", [told("Orrow"), told("by bridge", "other", 6)], ["Orrow"]),
    ("an answer in words beside a place", [told("Orrow"), told("by bridge", "other", 11)], ["Orrow", "by bridge"]),
    ("two answers in words", [told("by bridge", "other"), told("at dusk", "other", 60)], ["at dusk"]),
)


@pytest.mark.parametrize(("rows", "shown"), [pytest.param(rows, shown, id=name) for name, rows, shown in SELECTIONS])
def test_selections(rows, shown):
    assert sorted(kept(*rows)) == sorted(shown)


def test_agreements_on_one_passage_are_limited():
    rows = [told(name, slot, at) for name, slot, at in PASSAGE]

    assert kept(*rows) == ["Ada Holm", "the council"]
    assert len(kept(*rows[:2], told("the guild", "organisation", 900))) == len(PASSAGE)


PASSAGE = (("Ada Holm", "person", 0), ("the council", "organisation", 30), ("the guild", "organisation", 60))

# The answer; how many findings at most may stand on its sentences already.
LIMITS = (
    ("a person", told("Ada Holm", "person", 200), 1),
    ("the only place", told("Orrow", at=200), 2),
    ("an answer in words", told("by bridge", "other", 200), 1),
    ("who somebody is", told("Ada Holm", "person", 200, predicate="office"), 2),
    ("the only place of one text", told("Orrow", at=200, n_origins=1), 0),
    ("the only time of one text", told("Monday", "time", 200, n_origins=1), 2),
    ("the only organisation of one text", told("the guild", "organisation", 200, n_origins=1), 1),
    ("a speaker of one text", told("Ada Holm", "speaker", 200, n_origins=1), 0),
)


@pytest.mark.parametrize(("row", "most"), [pytest.param(*row, id=name) for name, *row in LIMITS])
def test_an_agreement_is_one_of_a_few_on_its_sentence(row, most):
    (answer,) = kept(row)

    assert answer in kept(*counts(most), row)
    assert answer not in kept(*counts(most + 1), row)


ALWAYS_TOLD = (
    ("a state", state("shut", 200)),
    ("a state of one text", state("shut", 200, n_origins=1)),
    ("a number", count(40, 200)),
    ("a number of one text", count(40, 200, n_origins=1)),
    ("a speaker", told("Ada Holm", "speaker", 200)),
    ("the only time of several texts", told("Monday", "time", 200)),
    ("the only organisation of several texts", told("the guild", "organisation", 200)),
    ("a difference", told("Orrow", at=200, verdict=CONFLICT)),
)


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in ALWAYS_TOLD])
def test_a_state_a_number_and_an_only_time_are_always_worth_telling(row):
    (answer,) = kept(row)

    assert answer in kept(*counts(6), row)
    assert answer in kept(*counts(6), row, told("Pell", at=250))
    assert "Pell" not in kept(*counts(6), row, told("Pell", at=250))


@pytest.mark.parametrize(("slot", "most"), [("place", 0), ("organisation", 0), ("time", 1)])
def test_a_second_answer_of_a_slot_needs_more_room_on_a_sentence_than_the_first(slot, most):
    first, second = (
        told("the first", slot, 200, articles=("a1", "a2", "a3")),
        told("the second", slot, 300, value={"day": "2021-03-09"}),
    )

    assert {"the first", "the second"} <= set(kept(*counts(most), first, second))
    assert "the first" in kept(*counts(most + 1), first, second)
    assert "the second" not in kept(*counts(most + 1), first, second)
    assert "the second" in kept(*counts(most + 1), second)


@pytest.mark.parametrize(("n_shared", "is_beside"), [(1, False), (2, True)])
def test_findings_stand_beside_each_other_on_half_of_the_sentences(n_shared, is_beside):
    elsewhere = tuple(0 if n < n_shared else f"elsewhere {n}" for n in range(3))
    row = told("Orrow", at=200, articles=("a1", "a2", "a3"), passages=elsewhere)

    assert ("Orrow" not in kept(*counts(3), row)) is is_beside
    assert len(kept(*counts(3), row)) >= 3


def test_a_difference_on_a_full_passage_is_shown():
    rows = [told(name, slot, at) for name, slot, at in PASSAGE]

    assert kept(*rows, told("Monday", "time", 28, verdict=CONFLICT))[0] == "Monday"


def test_a_difference_is_taken_before_an_agreement_of_its_slot_and_passage():
    assert kept(told("Monday", "time"), told("Sunday", "time", 10, verdict=CONFLICT)) == ["Sunday"]
    assert kept(count(4), count(9, 20, verdict=CONFLICT)) == ["9"]


@pytest.mark.parametrize(("at", "n_shown"), [(7, 1), (10, 1), (11, 2), (900, 2)])
def test_two_differences_side_by_side_are_one(at, n_shown):
    assert len(kept(told("Orrow", verdict=CONFLICT), told("Pell", at=at, verdict=CONFLICT))) == n_shown
    assert len(kept(told("Orrow", verdict=CONFLICT), told("Ada Holm", "person", at, verdict=CONFLICT))) == 2


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


@pytest.mark.parametrize(
    ("n_origins", "slots"), [(1, ("time", "person")), (2, ("time", "person", "organisation", "speaker"))]
)
def test_agreements_of_one_wire_text_are_limited_in_a_sentence(n_origins, slots):
    rows = [told(slot, slot, 60 * n, n_origins=n_origins) for n, slot in enumerate(SLOTS)]

    assert sorted(kept(*rows)) == sorted(slots)


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
