"""Classes of predicates: every line of predicates_specs.json."""

import json
from pathlib import Path

import pytest

from reconcile.extract.nlp import parse
from reconcile.extract.predicates import classes, predicate_class

SPECS = json.loads(Path(__file__).with_name("predicates_specs.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "word", "name"), SPECS["predicates"], ids=lambda value: str(value)[:40])
def test_names_the_class_of_the_word(text, word, name):
    (doc,) = parse([text])
    token = next(token for token in doc if token.text == word)

    assert predicate_class(token) == name


def test_classes_are_sorted_and_unique():
    assert list(classes()) == sorted(set(classes()))
