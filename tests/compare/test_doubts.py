"""Two different answers that are no rivals: names that both have a part, counts of another size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.doubts import doubt_conflict
from tests.compare.groups import claim_in

PARTS = "two names can both have a part in it"
SIZES = "too far apart to count the same"


def person(name, *, slot="person", **fields):
    return claim_in(f"[{name}] spoke.", slot, **fields)[0]


def count(n, measured="killed", **bounds):
    return claim_in(f"[{n}] people.", value={"value": n, "measured": measured, **bounds})[0]


def said(words, **fields):
    return claim_in(f"It was [{words}].", "status", **fields)[0]


def meeting(name, *, entities=("calder", "vale"), predicate="meeting", role="possessor", slot="person"):
    return person(name, role=role, predicate=predicate, entities=entities, slot=slot)


def holder(name, *, words=(), **fields):
    return person(name, predicate="office", words=words, **fields)


DENIED = "one of them is denied, and so may say what the other says"
# Two claims; why they are no rivals (None: they are).
DOUBTS = (
    (said("accidental"), said("intentional"), None),
    (said("accidental"), said("intentional", negated=True), DENIED),
    (person("Ada Holm"), person("Ben Rask"), PARTS),
    # One family name, and given names that are no two spellings of one.
    (person("Ada Holm"), person("Viktor Holm"), None),
    (person("Yusuf Holm"), person("Yousef Holm"), PARTS),
    (person("Holm"), person("Viktor Holm"), PARTS),
    # Who somebody is: one of no office whose given name differs; not a woman and a man, nor two offices.
    (holder("Viktor Holm", role="male"), holder("Arne Holm", role="male"), None),
    (holder("Viktor Holm", role="male"), holder("Ada Holm", role="female"), PARTS),
    (holder("Viktor Holm", role="mayor", words=("mayor",)), holder("Arne Holm", role="male"), PARTS),
    (holder("Viktor Holm", role="mayor", words=("mayor",)), holder("Arne Holm", role="mayor"), PARTS),
    # Whose meeting with Calder it was: one name excludes the other.
    (meeting("Ada Vale"), meeting("Odd Brekke"), None),
    (meeting("Ada Vale"), meeting("Odd Brekke", entities=("someone",)), PARTS),
    (meeting("Ada Vale"), meeting("Odd Brekke", predicate="wedding"), PARTS),
    (meeting("Ada Vale"), meeting("Odd Brekke", role="subject"), PARTS),
    (meeting("Ada Vale", slot="speaker"), meeting("Odd Brekke", slot="speaker"), PARTS),
    (meeting("Pell Council", slot="organisation"), meeting("Isle Board", slot="organisation"), PARTS),
    (meeting("Pell", slot="place"), meeting("Orrow", slot="place"), PARTS),
    (count(4), count(9), None),
    (count(4), count(240), None),
    (count(4), count(241), SIZES),
    (count(4, high=None), count(900, low=None), SIZES),
    (count(0), count(900), None),
    # A count that does not run differs less; what is measured in a unit is no count.
    (count(4, "fired"), count(80, "fired"), None),
    (count(4, "fired"), count(81, "fired"), SIZES),
    (count(4, ""), count(80, ""), None),
    (count(4, ""), count(900, ""), SIZES),
    (count(0, ""), count(900, ""), None),
    (count(4, "distance", unit="metre"), count(900, "distance", unit="metre"), None),
    (claim_in("It is [shut].", "status")[0], claim_in("It is [open].", "status")[0], None),
)


@pytest.mark.parametrize(("left", "right", "doubt"), DOUBTS)
def test_doubts(left, right, doubt):
    assert doubt_conflict(left, right) == doubt
    assert doubt_conflict(person("Ada Holm"), person("Ben Rask")) == PARTS


@pytest.mark.parametrize(("left", "right", "doubt"), DOUBTS)
def test_doubt_is_symmetric(left, right, doubt):
    assert doubt_conflict(right, left) == doubt
    assert doubt_conflict(person("Ben Rask"), person("Ada Holm")) == PARTS


def test_names_do_not_conflict_unless_whose_meeting():
    assert doubt_conflict(person("Ada Vale"), person("Odd Brekke")) == PARTS
    assert doubt_conflict(meeting("Ada Vale"), meeting("Odd Brekke")) is None


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_a_running_count_never_grows_more_than_sixtyfold(one, other):
    doubt = doubt_conflict(count(one), count(other))

    assert (doubt == SIZES) is (max(one, other) > 60 * min(one, other))


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.sampled_from(["", "fired", "sold"]))
def test_any_other_count_never_differs_more_than_twentyfold(one, other, measured):
    doubt = doubt_conflict(count(one, measured), count(other, measured))

    assert (doubt == SIZES) is (max(one, other) > 20 * min(one, other))
