"""Names on the ladder: equal, coarser, rival or not comparable."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.compare.names import compare_names
from reconcile.types import EntityMention, Level, Span


def mention(canonical: str, label: str, *, entity: str = "") -> EntityMention:
    """Build a mention at the start of a text."""
    return EntityMention(
        span=Span(0, len(canonical)), surface=canonical, label=label, entity=entity or canonical, canonical=canonical
    )


def contains(outer: EntityMention, inner: EntityMention) -> bool | None:
    """Know that Qarsa lies in Belraya and apart from Torvale, and nothing else."""
    pair = (outer.canonical, inner.canonical)
    if pair == ("Belraya", "Qarsa"):
        return True
    return False if set(pair) == {"Qarsa", "Torvale"} else None


LADDER = [
    ("person", "Orrin Vale", "Orrin Vale", Level.EXACT),
    ("person", "Orrin Vale", "Anna Treves", Level.CONFLICT),
    ("person", "Hiro Kanzaki", "Hiro Konno", Level.CONFLICT),
    ("person", "Vale", "Orrin Vale", Level.COMPATIBLE),
    ("person", "the foreign minister", "Orrin Vale", Level.COMPATIBLE),
    ("person", "the foreign minister", "the president", Level.NOT_COMPARABLE),
    ("organisation", "Torvale Police", "Torvale Police Homicide Unit", Level.COMPATIBLE),
    ("organisation", "Torvale Police spokeswoman", "Torvale Police", Level.COMPATIBLE),
    ("organisation", "Torvale Police", "Merrow Foundation", Level.CONFLICT),
    ("place", "Belraya", "Qarsa", Level.COMPATIBLE),
    ("place", "Torvale", "Qarsa", Level.CONFLICT),
    ("place", "near Torvale", "Torvale", Level.COMPATIBLE),
    ("place", "Mull", "Torvale", Level.NOT_COMPARABLE),
    ("group", "Peruvian", "Chilean", Level.NOT_COMPARABLE),
]


@pytest.mark.parametrize(("label", "left", "right", "level"), LADDER)
def test_two_names_reach_a_level(label: str, left: str, right: str, level: Level) -> None:
    assert compare_names(mention(left, label), mention(right, label), contains=contains).level is level


def test_a_person_and_a_place_are_not_compared() -> None:
    assert compare_names(mention("Vale", "person"), mention("Torvale", "place")).level is Level.NOT_COMPARABLE


def test_one_entity_under_two_names_is_exact() -> None:
    left, right = mention("Mike Tarnow", "person", entity="e1"), mention("Michael Tarnow", "person", entity="e1")
    assert compare_names(left, right).level is Level.EXACT


MENTIONS = st.builds(
    mention,
    st.sampled_from([name for _, left, right, _ in LADDER for name in (left, right)]),
    st.sampled_from(["person", "organisation", "place", "group"]),
)


@settings(deadline=None)
@given(MENTIONS, MENTIONS)
def test_is_symmetric(left: EntityMention, right: EntityMention) -> None:
    assert compare_names(left, right, contains=contains) == compare_names(right, left, contains=contains)


@settings(deadline=None)
@given(MENTIONS)
def test_a_name_agrees_exactly_with_itself(name: EntityMention) -> None:
    assert compare_names(name, name, contains=contains).level is Level.EXACT


@settings(deadline=None)
@given(MENTIONS, MENTIONS)
def test_every_judgement_gives_its_reason(left: EntityMention, right: EntityMention) -> None:
    assert compare_names(left, right).reason
