"""Pronouns and descriptions: resolved where one name fits, left out where two do."""

from __future__ import annotations

import pytest

from reconcile.extract.entities import find_mentions
from reconcile.extract.nlp import parse

RESOLVED = [
    ("Orrin Vale left the room. He was tired.", "He", "Orrin Vale"),
    ("Anna Treves spoke to reporters. She said her son was safe.", "She", "Anna Treves"),
    ("Anna Treves spoke after Mark Dorran. She was calm.", "She", "Anna Treves"),
    ("Michael Tarnow met Anna Treves. He thanked the crew.", "He", "Michael Tarnow"),
    ("Merrow Foundation opened in May. The foundation has ten members.", "The foundation", "Merrow Foundation"),
    ("Spokesman Terry Lunt arrived. His car was late.", "His", "Terry Lunt"),
]
LEFT_OUT = [
    ("Michael Tarnow thanked him.", "him"),
    ("Michael Tarnow and Mark Dorran met. He was late.", "He"),
    ("Anna Treves spoke. He was late.", "He"),
    ('"He was kind," Michael Tarnow said.', "He"),
    ("Michael Tarnow saw a boy. He was hurt.", "He"),
    ("He was tired.", "He"),
    ("Merrow Foundation and Dorran Foundation opened. The foundation has ten members.", "The foundation"),
]


@pytest.mark.parametrize(("text", "surface", "name"), RESOLVED)
def test_a_reference_with_one_antecedent_is_resolved(text: str, surface: str, name: str) -> None:
    found = {m.surface: m.canonical for m in find_mentions(next(iter(parse([text]))))}
    assert found.get(surface) == name


@pytest.mark.parametrize(("text", "surface"), LEFT_OUT)
def test_a_doubtful_reference_is_left_out(text: str, surface: str) -> None:
    assert surface not in {m.surface for m in find_mentions(next(iter(parse([text]))))}
