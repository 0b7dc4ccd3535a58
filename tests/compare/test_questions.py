"""What an editor is asked: plain questions, and a quoted clause where no plain one comes out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.questions import ask, distinguish
from reconcile.compare.questions_words import base_of, plural
from tests.builders import finding
from tests.compare.groups import claim_in, group_of

_ROWS = json.loads(Path(__file__).with_name("questions.json").read_text(encoding="utf-8"))["rows"]
_WORDS = [
    "Osk",
    "Lida Venn",
    "was",
    "sank",
    "the",
    "ferry",
    "in",
    "on",
    ",",
    "“",
    "and",
    "that",
    "said",
    "(",
    ".",
    "\n",
]


def _asked(row):
    rows = [
        claim_in(marked, row["slot"], id=f"a{n}", value=dict(row.get("value", {})), **row.get("claim", {}))
        for n, marked in enumerate(row["sentences"])
    ]
    return ask(*group_of(*rows))


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["sentences"][0])
def test_question_reads_as_an_editor_would_put_it(row):
    assert _asked(row) == row["asks"]


@given(
    before=st.lists(st.sampled_from(_WORDS), max_size=40),
    after=st.lists(st.sampled_from(_WORDS), max_size=40),
    slot=st.sampled_from(["quantity", "time", "place", "person", "organisation", "speaker", "status", "other"]),
)
def test_question_is_one_short_line_whatever_the_sentence(before, after, slot):
    marked = f"{' '.join(before)} [Orrow] {' '.join(after)}"

    question = ask(*group_of(claim_in(marked, slot)))

    assert question.strip() == question != ""
    assert len(question) <= 160
    assert "\n" not in question
    assert "__" not in question


def test_order_of_claims_does_not_change_the_question():
    rows = [claim_in("[Osk] left Orrow.", "person", id="a1"), claim_in("[Osk] fled.", "person", id="a2")]

    assert ask(*group_of(*rows)) == ask(*group_of(*reversed(rows)))


def test_question_never_holds_its_answer():
    rows = [claim_in("[Osk] met Lida Venn.", "person", id="a1"), claim_in("[Lida Venn] met Osk.", "person", id="a2")]

    question = ask(*group_of(*rows))

    assert "?" not in question or not {"Osk", "Venn"} <= set(question.replace("?", "").split())


def _same(*rows):
    groups = [group_of(row, id=f"g{n}")[0] for n, row in enumerate(rows)]
    articles = {of.id: of for _, of in rows}
    findings = [(group, finding(id=group.id, subject=ask(group, articles))) for group in groups]
    return [found.subject for found in distinguish(findings, articles)]


_KILLED = {"measured": "killed", "noun": "people"}


def test_questions_of_two_places_are_told_apart_by_place():
    asked = _same(
        claim_in("[Four] people died in Orrow.", id="a1", value=dict(_KILLED)),
        claim_in("[Nine] people died in Velt.", id="a2", value=dict(_KILLED)),
    )

    assert asked == ["How many people were killed in Orrow?", "How many people were killed in Velt?"]


def test_questions_that_nothing_tells_apart_still_differ():
    asked = _same(*(claim_in("[Four] people died.", id=f"a{n}", value=dict(_KILLED)) for n in range(3)))

    assert len(set(asked)) == 3


def test_question_asked_once_stays_as_it_is():
    assert _same(claim_in("[Four] people died in Orrow.", value=dict(_KILLED))) == ["How many people were killed?"]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("child", "children"),
        ("policeman", "policemen"),
        ("bus", "buses"),
        ("ferry", "ferries"),
        ("people", "people"),
        ("wife", "wives"),
        ("church", "churches"),
        ("police officer", "police officers"),
        ("human", "humans"),
        ("aircraft", "aircraft"),
    ],
)
def test_plural(one, many):
    assert plural(one) == many


@pytest.mark.parametrize(
    ("past", "base"),
    [
        ("spoke", "speak"),
        ("stopped", "stop"),
        ("decided", "decide"),
        ("carried", "carry"),
        ("called", "call"),
        ("hoped", "hope"),
        ("treated", "treat"),
        ("injured", "injure"),
        ("Said", "say"),
        ("lasted", "last"),
    ],
)
def test_base_form_of_a_past_tense(past, base):
    assert base_of(past) == base
