import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.cluster import answer_prompts, group_answers
from reconcile.cluster.stated import exclude_each_other, stated_values

SPECS = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))


def unit_rows(cosine):
    """Two unit vectors with that cosine."""
    return np.array([[1.0, 0.0], [cosine, (1 - cosine**2) ** 0.5]], dtype=np.float32)


@pytest.mark.parametrize("spec", SPECS["values"], ids=lambda spec: spec["text"])
def test_values_are_read_by_kind(spec):
    expected = {kind: frozenset(map(Decimal, numbers)) for kind, numbers in spec["values"].items()}

    assert stated_values(spec["text"]) == expected


@pytest.mark.parametrize("spec", SPECS["exclusive"], ids=lambda spec: f"{spec['left']} / {spec['right']}")
def test_values_exclude_each_other_both_ways(spec):
    left, right = stated_values(spec["left"]), stated_values(spec["right"])

    assert (exclude_each_other(left, right), exclude_each_other(right, left)) == (spec["exclude"], spec["exclude"])


@pytest.mark.parametrize("spec", SPECS["same"], ids=lambda spec: f"{spec['left']} / {spec['right']}")
def test_values_and_negations_come_before_meaning(spec):
    labels = group_answers([spec["left"], spec["right"]], unit_rows(spec["meaning"]))

    assert (labels[0] == labels[1]) == spec["same"]


def test_what_answers_share_with_their_question_does_not_join_them():
    texts, question = ["a burst pipe", "an act of sabotage"], "What flooded the hall?"
    toward_question = np.array([0.0, 0.0, 1.0])
    alone = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    behind = 0.1**0.5 * alone + 0.9**0.5 * toward_question

    embeddings = np.vstack([alone, behind, toward_question]).astype(np.float32)

    assert len(answer_prompts(texts, question)) == len(embeddings)
    assert group_answers(texts, embeddings, question=question) == [0, 1]


def test_without_a_question_the_answers_alone_are_encoded():
    assert answer_prompts(["a burst pipe"]) == ["a burst pipe"]


def test_no_answers_make_no_groups():
    assert group_answers([], np.zeros((0, 1), dtype=np.float32)) == []


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_answer_excludes_itself_and_exclusion_is_symmetric(left, right):
    first, second = stated_values(left), stated_values(right)

    assert not exclude_each_other(first, first)
    assert exclude_each_other(first, second) == exclude_each_other(second, first)
