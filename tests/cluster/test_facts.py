"""Which claims answer one question, and which never meet however alike their sentences are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.cluster.facts import (
    FEATURES,
    Rarity,
    compare_claims,
    group_claims,
    load_weights,
    pairs_of,
    probability,
)
from reconcile.compare.values import compare_values
from reconcile.types import Level, Slot, Span
from tests.builders import time_expression
from tests.compare.groups import claim_in

WORDS = ("ferry", "harbour", "sink")
OTHER_WORDS = ("bridge", "storm", "winter")


def hurt(n, id, *, at=0, slot="quantity", value=None, words=WORDS, measured="wounded", noun="people", **fields):
    """What the sentence at a code point of article `id` answers: how many were hurt, unless said otherwise."""
    if slot == "quantity":
        value = {"value": n, "measured": measured, "noun": noun, **(value or {})}
    fields.setdefault("predicate", measured if slot == "quantity" else "sink")
    claim, _ = claim_in(f"It was [{n}].", slot, id=id, value=value, words=words, **fields)
    return replace(claim, id=f"{id}-{slot}-{at}-{n}", sentence=Span(at, at + 40))


def dead(n, id, **fields):
    return hurt(n, id, measured="killed", **fields)


def person(name, id, **fields):
    return hurt(name, id, slot="person", **fields)


def place(name, id, **fields):
    return hurt(name, id, slot="place", **fields)


def on(day, id, **fields):
    claim = hurt(day, id, slot="time", **fields)
    begin, end = f"{day}T00:00", f"{day}T23:59"
    return replace(claim, value=replace(time_expression(day, begin, end), span=claim.span))


def level_of(left, right):
    return compare_values(left, right).level


def alike(claims):
    """Frames of one meaning."""
    return np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (len(claims), 1))


def grouped(*claims, frames=None, events=None, days=None, comparable=level_of):
    """The ids of the claims of each group."""
    groups = group_claims(
        claims,
        alike(claims) if frames is None else frames,
        events=events or {claim.article_id: 0 for claim in claims},
        comparable=comparable,
        days=days,
    )
    return [[claim.id for claim in group.claims] for group in groups]


def candidates(*claims, frames=None, events=None, days=None, comparable=level_of):
    """The pairs of claims that may answer one question, each as its two articles."""
    pairs = pairs_of(
        claims,
        alike(claims) if frames is None else frames,
        events=events or {claim.article_id: 0 for claim in claims},
        comparable=comparable,
        days=days,
    )
    return [(claims[i].article_id, claims[j].article_id) for i, j, _ in pairs]


def test_outlets_that_count_the_same_answer_one_question():
    claims = [hurt(9, "a1"), hurt(9, "a2"), hurt(9, "a3")]

    (group,) = group_claims(claims, alike(claims), events={"a1": 4, "a2": 4, "a3": 4}, comparable=level_of)

    assert group.claims == tuple(claims)
    assert (group.event_id, group.slot) == ("4", Slot.QUANTITY)
    assert 0.5 < group.cohesion <= 1


def test_rivals_answer_one_question():
    assert grouped(hurt(9, "a1"), hurt(11, "a2")) == [["a1-quantity-0-9", "a2-quantity-0-11"]]


def aged(n, id, owner, **fields):
    return replace(hurt(n, id, measured="age", noun="year", **fields), owner=owner)


def test_two_ages_of_one_person_are_rivals_whatever_is_told_of_him():
    claims = (aged(14, "a1", "holm"), aged(15, "a2", "holm", words=OTHER_WORDS, predicate="met"))

    assert candidates(*claims) == [("a1", "a2")]
    assert candidates(*(replace(claim, owner="") for claim in claims)) == []


def test_ages_of_two_people_never_meet():
    assert candidates(aged(14, "a1", "holm"), aged(14, "a2", "aalto")) == []
    assert candidates(aged(14, "a1", "holm"), aged(14, "a2", "holm")) == [("a1", "a2")]


def test_an_unnamed_persons_age_is_not_that_of_whom_its_article_names():
    named, unnamed, elsewhere = aged(18, "a1", "holm"), aged(19, "a1", "", at=90), aged(19, "a2", "holm", at=0)

    assert candidates(named, unnamed, elsewhere) == [("a1", "a2")]
    assert candidates(unnamed, elsewhere) == [("a1", "a2")]
    assert grouped(named, unnamed, elsewhere) == [[named.id, elsewhere.id]]


def test_the_tolls_that_two_articles_open_with_are_rivals_however_short_their_headlines():
    opening, right = dead(14, "a1"), dead(17, "a2", words=OTHER_WORDS)
    further = replace(dead(15, "a1", at=90), order=opening.order + 1)

    assert candidates(opening, right) == [("a1", "a2")]
    assert ("a1", "a2") in candidates(opening, further, right)
    assert len(candidates(opening, further, right)) == len(candidates(opening, right))
    assert candidates(hurt(14, "a1"), hurt(17, "a2", words=OTHER_WORDS)) == []


def jobs(n, id, **fields):
    return hurt(n, id, measured="cut", noun="job", predicate="cut", **fields)


def test_numbers_of_one_thing_are_rivals_in_short_clauses_of_the_same_telling_words():
    # At 62 degrees the cosine is .47: "Nordwerk to cut 3,000 jobs", "that it would cut 3,500".
    few = candidates(jobs(3000, "a1"), jobs(3500, "a2"), frames=turned(0, 62))
    other_words = candidates(jobs(3000, "a1"), jobs(3500, "a2", words=OTHER_WORDS), frames=turned(0, 62))

    assert (few, other_words) == ([("a1", "a2")], [])


@pytest.mark.parametrize(("modality", "met"), [("planned", True), ("asserted", False)])
def test_two_deadlines_of_a_plan_keep_no_numbers_apart(modality, met):
    claims = (
        jobs(3000, "a1", when=FERRY, modality=modality),
        jobs(3500, "a2", when=WINTER, modality=modality),
    )

    assert bool(candidates(*claims)) is met


def test_who_did_and_who_did_not_is_no_one_answer():
    assert candidates(person("Ada Holm", "a1"), person("Ada Holm", "a2", negated=True)) == []
    assert candidates(person("Ada Holm", "a1", negated=True), person("Ada Holm", "a2", negated=True)) == [("a1", "a2")]


def test_the_magnitudes_of_a_quake_and_of_an_earthquake_are_rivals():
    # At 47 degrees the cosine is .68.
    quake = hurt(6, "a1", measured="magnitude", noun="quake")
    earthquake = hurt(7, "a2", measured="magnitude", noun="earthquake")

    assert candidates(quake, earthquake, frames=turned(0, 47)) == [("a1", "a2")]


def told_again(claim):
    """The claim as one more outlet tells it: what it must meet, so that no test rests on silence alone."""
    return replace(claim, id=f"again-{claim.id}", article_id="again")


def test_nothing_said_is_no_group():
    assert group_claims([], np.zeros((0, 2), dtype=np.float32), events={}, comparable=level_of) == ()
    assert grouped(hurt(9, "a1"), hurt(9, "a2")) != []


def test_an_answer_that_no_other_article_gives_is_no_group():
    assert grouped(hurt(9, "a1")) == []
    assert grouped(hurt(9, "a1"), told_again(hurt(9, "a1"))) != []


def test_killed_and_wounded_never_meet():
    assert candidates(hurt(9, "a1"), dead(9, "a2")) == []
    assert candidates(dead(9, "a1"), dead(9, "a2")) == [("a1", "a2")]


def test_claims_of_two_slots_never_meet():
    assert candidates(hurt(9, "a1"), person("Ada Holm", "a2"), person("Ada Holm", "a3")) == [("a2", "a3")]


def test_claims_of_two_events_never_meet():
    claims = [hurt(9, id) for id in ("a1", "a2", "b1", "b2")]
    events = {"a1": 0, "a2": 0, "b1": 1, "b2": 1}

    assert candidates(*claims, events=events) == [("a1", "a2"), ("b1", "b2")]
    assert [group[0][:2] for group in grouped(*claims, events=events)] == ["a1", "b1"]


def test_states_are_grouped_elsewhere():
    state = {"answer": "shut", "question": "access", "asks": "Is it open?"}

    assert candidates(*[hurt("shut", id, slot="status", value=dict(state)) for id in ("a1", "a2")]) == []
    assert candidates(*[hurt("shut", id, slot="status") for id in ("a1", "a2")]) == [("a1", "a2")]


@pytest.mark.parametrize(("cosine", "met"), [(0.29, False), (0.31, True)])
def test_sentences_of_other_meaning_are_not_compared(cosine, met):
    frames = np.array([[1, 0], [cosine, (1 - cosine**2) ** 0.5]], dtype=np.float32)

    assert bool(candidates(hurt(9, "a1"), hurt(9, "a2"), frames=frames)) is met
    assert candidates(hurt(9, "a1"), hurt(9, "a2"))


# Two claims of sentences of another meaning; whether they are compared all the same.
FAR_APART = (
    ("one name", person("Ada Holm", "a1"), person("Ada Holm", "a2"), True),
    ("two names", person("Ada Holm", "a1"), person("Viktor Holm", "a2"), False),
    ("one place", place("Orrow", "a1"), place("Orrow", "a2"), True),
    ("one day", on("2021-03-01", "a1"), on("2021-03-01", "a2"), True),
    ("two days", on("2021-03-01", "a1"), on("2021-03-03", "a2"), False),
    ("one number", hurt(9, "a1"), hurt(9, "a2"), False),
)


@pytest.mark.parametrize(("left", "right", "met"), [pytest.param(*row, id=name) for name, *row in FAR_APART])
def test_a_name_or_a_time_is_known_again_in_a_sentence_of_other_meaning(left, right, met):
    assert bool(candidates(left, right, frames=turned(0, 85))) is met
    assert candidates(left, right)


def turned(*degrees):
    """Frames whose cosines are those of the angles between them."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.mark.parametrize("measured", ["wounded", "sold"])
def test_a_count_over_several_events_never_meets_that_of_one(measured):
    one, several = (hurt(9, id, measured=measured, era=era) for id, era in (("a1", ""), ("a2", "since")))

    assert candidates(one, several) == []
    assert candidates(one, told_again(one)) == [("a1", "again")]
    assert candidates(several, told_again(several)) == [("a2", "again")]


def sold(n, id, **fields):
    return hurt(n, id, measured="sold", **fields)


def reported(name, id, **fields):
    """A place that is no article's first."""
    return place(name, id, predicate="said", **fields)


def pieces(of, other, /, **fields):
    """Two claims of one meaning, and two of another of which the first is a little like them."""
    return [of("a1"), of("a2"), other("b1", words=OTHER_WORDS, **fields), other("b2", words=OTHER_WORDS, **fields)]


NINE = (lambda id, **fields: sold(9, id, **fields),) * 2
ORROW = (lambda id, **fields: reported("Orrow", id, **fields),) * 2
# Pieces of one answer; the angles of their frames; how many groups they are.
PIECES = (
    ("one number", pieces(*NINE), (0, 0, 26, 75), 1),
    ("one number that no pair brings near", pieces(*NINE), (0, 0, 89, 89), 2),
    ("one number, background of another year", pieces(*NINE, era="2004"), (0, 0, 26, 75), 2),
    ("two numbers", pieces(NINE[0], lambda id, **fields: sold(11, id, **fields)), (0, 0, 26, 75), 2),
    ("one place told alike", pieces(*ORROW), (0, 0, 18, 75), 1),
    ("one place, once as whose something is", pieces(*ORROW, role="possessor"), (0, 0, 18, 75), 2),
    ("one place told otherwise", pieces(*ORROW), (0, 0, 37, 75), 2),
)


@pytest.mark.parametrize(("claims", "angles", "n_groups"), [pytest.param(*row, id=name) for name, *row in PIECES])
def test_pieces_of_one_answer_are_joined_a_number_sooner_than_a_place(claims, angles, n_groups):
    groups = grouped(*claims, frames=turned(*angles))

    assert len(groups) == n_groups
    assert sum(map(len, groups)) == len(claims)


def test_pieces_that_one_article_keeps_apart_are_never_joined():
    claims = pieces(*NINE)
    twice = [*claims[:3], replace(claims[3], article_id="a1")]

    assert len(grouped(*claims, frames=turned(0, 0, 26, 75))) == 1
    assert len(grouped(*twice, frames=turned(0, 0, 26, 75))) == 2


def test_the_first_times_of_two_articles_are_that_of_what_they_are_about():
    first, other = on("2021-03-01", "a1"), on("2021-03-01", "a2", predicate="vote", words=OTHER_WORDS, order=2)
    before = on("2021-02-01", "a2", at=300, words=OTHER_WORDS, order=1)
    told_before = replace(before, predicate="said")

    assert len(grouped(first, other, frames=turned(0, 45))) == 1
    assert grouped(first, other, before, frames=turned(0, 45, 170)) == []
    assert len(grouped(first, other, told_before, frames=turned(0, 45, 170))) == 1


def test_sentences_of_other_meaning_and_other_words_are_no_group():
    frames = np.array([[1, 0], [0.4, 0.84**0.5]], dtype=np.float32)
    train = hurt(9, "a2", predicate="count", measured="", words=("station", "train"))

    assert grouped(hurt(9, "a1", predicate="tell", measured=""), train, frames=frames) == []
    assert grouped(train, told_again(train)) != []


def test_two_answers_of_one_sentence_are_never_one_question():
    claims = [hurt(9, "a1"), hurt(9, "a2"), replace(hurt(9, "a1"), id="again", span=Span(20, 21))]

    groups = grouped(*claims)

    assert len(groups) == 1
    assert len({"a1-quantity-0-9", "again"} & set(groups[0])) == 1


def test_two_answers_of_one_sentence_stay_apart_however_many_outlets_repeat_them():
    claims = [hurt(9, f"a{n}") for n in range(130)]
    claims.append(replace(claims[0], id="again", span=Span(20, 21)))

    groups = grouped(*claims)

    assert max(len(group) for group in groups) == 130
    assert not any({claims[0].id, "again"} <= set(group) for group in groups)


TWO_COUNTS = (hurt(6, "a1"), hurt(3, "a1", at=100))
OTHERS = (hurt(6, "a2"), hurt(3, "a3"))


def test_an_article_that_gives_two_counts_keeps_them_apart_everywhere():
    assert candidates(*OTHERS) == [("a2", "a3")]
    assert ("a2", "a3") not in candidates(*TWO_COUNTS, *OTHERS)
    assert grouped(*TWO_COUNTS, *OTHERS) == [
        ["a1-quantity-0-6", "a2-quantity-0-6"],
        ["a1-quantity-100-3", "a3-quantity-0-3"],
    ]


def test_an_article_that_tells_of_an_update_keeps_nothing_apart():
    updated = [replace(claim, words=(*WORDS, "earlier")) for claim in TWO_COUNTS]

    assert ("a2", "a3") in candidates(*updated, *OTHERS)
    assert len(grouped(*updated, *OTHERS)) == 1


def test_an_article_that_counts_over_several_events_beside_one_keeps_nothing_apart():
    several = replace(TWO_COUNTS[0], era="since")

    assert ("a2", "a3") in candidates(several, TWO_COUNTS[1], *OTHERS)


def test_an_article_that_quotes_two_holders_keeps_nothing_apart():
    quoted = [
        replace(claim, speaker=speaker)
        for claim, speaker in zip(TWO_COUNTS, ("the coastguard", "the owner"), strict=True)
    ]

    assert ("a2", "a3") in candidates(*quoted, *OTHERS)


def test_what_one_event_s_article_keeps_apart_is_open_in_another_event():
    events = {"a1": 0, "a2": 1, "a3": 1}

    assert candidates(*TWO_COUNTS, *OTHERS, events=events)[-1] == ("a2", "a3")


# The toll of two articles, their days; whether the two may count one event's dead.
TOLLS = (
    ("a toll that halved", 20, 9, {"a1": 1, "a2": 5}, False),
    ("a toll that was corrected", 20, 15, {"a1": 1, "a2": 5}, True),
    ("a toll that rose", 9, 20, {"a1": 1, "a2": 5}, True),
    ("two tolls of one day", 20, 9, {"a1": 1, "a2": 1}, True),
    ("a toll without a day", 20, 9, {"a1": 1}, True),
    ("tolls without days", 20, 9, {}, True),
)


@pytest.mark.parametrize(("toll", "other", "days", "met"), [pytest.param(*row, id=name) for name, *row in TOLLS])
def test_a_toll_that_halved_is_another_event(toll, other, days, met):
    claims = [dead(toll, "a1"), dead(other, "a2")]

    assert bool(candidates(*claims, days=days)) is met
    assert bool(candidates(*reversed(claims), days=days)) is met
    assert candidates(claims[0], told_again(claims[0]), days=days)


TWO_DAYS = (("2021-03-01", "a1"), ("2021-03-03", "a2"))


def at_block(day, id, number):
    return on(day, id, frame=f"it sank when off the {number} block of Quay Street")


def named_on(day, id, surface):
    claim = on(day, id)
    return replace(claim, value=replace(claim.value, surface=surface))


# Two claims; whether they may answer one question although both cannot be true.
RIVALS = (
    ("counts of one context", hurt(9, "a1"), hurt(11, "a2"), True),
    ("counts of two contexts", hurt(9, "a1"), hurt(11, "a2", words=OTHER_WORDS), False),
    ("a count and a sum of more events", hurt(9, "a1"), hurt(11, "a2", words=(*WORDS, "nationwide")), False),
    ("two sums", *[hurt(n, id, words=(*WORDS, "nationwide")) for n, id in ((9, "a1"), (11, "a2"))], True),
    ("a count and a count with a total", hurt(9, "a1"), hurt(11, "a2", words=(*WORDS, "total")), True),
    ("counts over several events", *[hurt(n, id, era="since") for n, id in ((9, "a1"), (11, "a2"))], True),
    ("a count over several events and one of one", hurt(9, "a1"), hurt(11, "a2", era="since"), False),
    ("tolls of two eras", dead(9, "a1"), dead(11, "a2", era="2004"), False),
    ("tolls of one era", dead(9, "a1", era="2004-12"), dead(11, "a2", era="2004"), True),
    ("tolls of two places, twice as many", dead(4, "a1", places=("orrow",)), dead(8, "a2", places=("pell",)), True),
    ("tolls of two places, more than twice", dead(4, "a1", places=("orrow",)), dead(9, "a2", places=("pell",)), False),
    ("tolls of one place, more than twice", *[dead(n, f"a{n}", places=("orrow",)) for n in (4, 9)], True),
    ("tolls of one place and of none", dead(4, "a1", places=("orrow",)), dead(9, "a2"), True),
    (
        "depths of two clauses",
        hurt(10, "a1", measured="depth"),
        hurt(12, "a2", measured="depth", predicate="strike"),
        True,
    ),
    ("lengths of one clause", *[hurt(n, id, measured="length") for n, id in ((300, "a1"), (470, "a2"))], True),
    (
        "lengths of two clauses",
        hurt(300, "a1", measured="length"),
        hurt(470, "a2", measured="length", predicate="stretch"),
        False,
    ),
    ("days of one clause", on("2021-03-01", "a1"), on("2021-03-03", "a2"), True),
    ("days of two clauses", on("2021-03-01", "a1"), on("2021-03-03", "a2", predicate="sail"), False),
    ("days of two seasons", on("2021-03-01", "a1"), on("2021-09-03", "a2"), False),
    ("days of two eras", on("2021-03-01", "a1"), on("2021-03-03", "a2", era="1998"), False),
    ("days in two places", on("2021-03-01", "a1", places=("orrow",)), on("2021-03-03", "a2", places=("pell",)), False),
    ("days in one place", *[on(day, id, places=("orrow",)) for day, id in TWO_DAYS], True),
    ("two forms of a name", person("Ada Holm", "a1"), person("Viktor Holm", "a2"), True),
    ("those just told of", hurt(9, "a1"), replace(hurt(2, "a2"), surface="both"), False),
    ("all and the gravely hurt", hurt(9, "a1"), hurt(2, "a2", words=(*WORDS, "critically")), False),
    ("some and none", hurt(9, "a1"), hurt(0, "a2"), False),
    (
        "the gunman among the dead",
        dead(6, "a1"),
        dead(7, "a2", frame="how many people including the gunman died"),
        False,
    ),
    ("children among the dead", dead(6, "a1"), dead(7, "a2", frame="how many people including a child died"), True),
    ("two house numbers", *[at_block(day, id, n) for (day, id), n in zip(TWO_DAYS, (300, 400), strict=True)], False),
    ("one house number", *[at_block(day, id, 300) for day, id in TWO_DAYS], True),
    ("a day that the words do not name", on("2021-03-01", "a1"), named_on("2021-03-03", "a2", "that night"), False),
    (
        "one weekday of two weeks",
        named_on("2021-03-01", "a1", "Monday"),
        named_on("2021-03-08", "a2", "early Monday"),
        False,
    ),
    ("two weekdays", named_on("2021-03-01", "a1", "Monday"), named_on("2021-03-03", "a2", "Wednesday"), True),
    ("dated lines without a story", *[on(day, id, words=("photo",)) for day, id in TWO_DAYS], False),
    ("times to one end", *[hurt(n, id, measured="duration") for n, id in ((3, "a1"), (8, "a2"))], True),
    (
        "times to two ends",
        hurt(3, "a1", measured="duration", role="after"),
        hurt(8, "a2", measured="duration", role="in"),
        False,
    ),
)


@pytest.mark.parametrize(("left", "right", "met"), [pytest.param(*row, id=name) for name, *row in RIVALS])
def test_answers_are_rivals_only_in_one_context(left, right, met):
    assert level_of(left, right) is Level.CONFLICT
    assert bool(candidates(left, right)) is met
    assert bool(candidates(right, left)) is met
    assert candidates(left, told_again(left))


def old(n, id, **fields):
    """How old the person of a sentence is."""
    return hurt(n, id, measured="age", noun="boy", **fields)


def test_two_ages_of_one_article_are_two_people():
    """A boy of 9 and his brother of 14 stand in both articles; a boy of 15 in one and of 16 in the other may be one."""
    assert ("a1", "a2") not in candidates(
        old(9, "a1"), old(14, "a2"), old(9, "a2", at=100), comparable=conflicts_of_rivals
    )
    assert ("a1", "a2") in candidates(old(15, "a1"), old(16, "a2"), comparable=conflicts_of_rivals)


def test_sentences_on_people_of_two_ages_are_no_rivals():
    counts = hurt(9, "a1"), hurt(11, "a2")
    beside = [replace(old(n, c.article_id), sentence=c.sentence) for n, c in zip((9, 14), counts, strict=True)]

    def of_counts(left, right):
        return level_of(left, right) if {left, right} == set(counts) else Level.NOT_COMPARABLE

    assert candidates(*counts, comparable=of_counts)
    assert not candidates(*counts, *beside, comparable=of_counts)


def test_a_sentence_that_gives_the_other_day_too_is_of_two_things():
    days = on("2021-03-01", "a1"), on("2021-03-03", "a2")
    beside = replace(on("2021-03-03", "a1"), id="beside", sentence=days[0].sentence)

    assert ("a1", "a2") in candidates(*days, comparable=conflicts_of_rivals)
    assert ("a1", "a2") not in candidates(*days, beside, comparable=conflicts_of_rivals)


def test_a_pronoun_s_owner_is_a_guess():
    fields = {"role": "possessor", "predicate": "meeting", "entities": ("calder",)}
    vale, brekke = (person(name, id, **fields) for name, id in (("Ada Vale", "a1"), ("Odd Brekke", "a2")))

    assert candidates(vale, brekke)
    assert not candidates(replace(vale, surface="her"), brekke)
    assert candidates(replace(vale, surface="her", entities=("ada vale", "calder")), brekke)


@pytest.mark.parametrize(
    ("predicate", "degrees", "met"), [("office", 18, True), ("office", 32, False), ("sink", 32, True)]
)
def test_who_somebody_is_has_rivals_only_in_words_much_alike(predicate, degrees, met):
    claims = [
        person(name, id, predicate=predicate, words=()) for name, id in (("Ada Holm", "a1"), ("Viktor Holm", "a2"))
    ]
    beside = [hurt(9, "a1"), hurt(9, "a2")]

    assert bool(candidates(*claims, *beside, frames=turned(0, degrees, 0, 0), comparable=conflicts_of_rivals)) is met


def test_people_whom_one_article_names_side_by_side_are_no_rivals():
    rivals = [person("Ada Holm", "a1"), person("Viktor Holm", "a2")]
    both = person("Viktor Holm", "a1", at=100)

    assert ("a1", "a2") in candidates(*rivals)
    assert ("a1", "a2") not in candidates(*rivals, both, comparable=conflicts_of_rivals)


def test_people_whom_a_third_article_names_side_by_side_are_no_rivals():
    rivals = [person("Ada Holm", "a1"), person("Viktor Holm", "a2")]
    together = [person("Ada Holm", "a3", at=100), person("Viktor Holm", "a3", at=200)]

    assert ("a1", "a2") not in candidates(*rivals, *together, comparable=conflicts_of_rivals)


def conflicts_of_rivals(left, right):
    """The ladder, with equal answers left out."""
    level = level_of(left, right)
    return level if level is Level.CONFLICT else Level.NOT_COMPARABLE


def test_whose_meeting_it_was_is_asked_even_where_both_are_named():
    fields = {"role": "possessor", "predicate": "meeting", "entities": ("calder",)}
    rivals = [person("Ada Vale", "a1", **fields), person("Odd Brekke", "a2", **fields)]

    assert ("a1", "a2") in candidates(*rivals, person("Odd Brekke", "a1", at=100), comparable=conflicts_of_rivals)


FERRY = (datetime(2021, 3, 1), datetime(2021, 3, 2))
YEAR = (datetime(2021, 1, 1), datetime(2022, 1, 1))
WINTER = (datetime(2019, 12, 1), datetime(2020, 3, 1))


LAST_YEAR = "past last year"
NTH_VOTE = {"predicate": "said", "words": ("vote", "second vote")}

# A feature; two claims that have it; two that lack it.
COMPARISONS = (
    ("same_predicate", (hurt(9, "a1"), hurt(9, "a2")), (hurt(9, "a1"), hurt(9, "a2", predicate="sail"))),
    (
        "same_predicate",
        (on("2021-03-01", "a1", predicate="killed"), on("2021-03-01", "a2", predicate="exploded")),
        (on("2021-03-01", "a1", predicate="killed"), on("2021-03-01", "a2", predicate="sail")),
    ),
    ("same_role", (hurt(9, "a1"), hurt(9, "a2")), (hurt(9, "a1"), hurt(9, "a2", role="of"))),
    ("words", (hurt(9, "a1"), hurt(9, "a2")), (hurt(9, "a1"), hurt(9, "a2", words=OTHER_WORDS))),
    (
        "entities",
        (hurt(9, "a1", entities=("holm",)), hurt(9, "a2", entities=("holm", "vale"))),
        (hurt(9, "a1", entities=("holm",)), hurt(9, "a2")),
    ),
    ("no_entities", (hurt(9, "a1", entities=("holm",)), hurt(9, "a2")), (hurt(9, "a1", entities=("holm",)),) * 2),
    ("same_time", (hurt(9, "a1", when=FERRY), hurt(9, "a2", when=YEAR)), (hurt(9, "a1", when=FERRY), hurt(9, "a2"))),
    (
        "other_time",
        (hurt(9, "a1", when=FERRY), hurt(9, "a2", when=WINTER)),
        (hurt(9, "a1", when=FERRY), hurt(9, "a2")),
    ),
    (
        "other_era",
        (hurt(9, "a1"), hurt(9, "a2", era="2004")),
        (hurt(9, "a1", era="2004-12"), hurt(9, "a2", era="2004")),
    ),
    # A background without a year may be any other background, but not the story's own days, and not a sum.
    (
        "other_era",
        (hurt(9, "a1", era=LAST_YEAR), hurt(9, "a2")),
        (hurt(9, "a1", era=LAST_YEAR), hurt(9, "a2", era="1998")),
    ),
    (
        "other_era",
        (hurt(9, "a1", era=LAST_YEAR), hurt(9, "a2", era="since")),
        (hurt(9, "a1", era="since"), hurt(9, "a2", era="since")),
    ),
    ("same_place", (hurt(9, "a1", places=("orrow",)),) * 2, (hurt(9, "a1", places=("orrow",)), hurt(9, "a2"))),
    (
        "other_place",
        (hurt(9, "a1", places=("orrow",)), hurt(9, "a2", places=("pell",))),
        (hurt(9, "a1", places=("orrow",)), hurt(9, "a2")),
    ),
    ("exact", (hurt(9, "a1"), hurt(9, "a2")), (hurt(9, "a1"), hurt(11, "a2"))),
    ("conflict", (hurt(9, "a1"), hurt(11, "a2")), (hurt(9, "a1"), hurt(9, "a2"))),
    ("same_noun", (hurt(9, "a1"), hurt(9, "a2")), (hurt(9, "a1", noun=""), hurt(9, "a2", noun=""))),
    ("same_measured", (hurt(9, "a1"), hurt(9, "a2")), (hurt(9, "a1", measured=""), hurt(9, "a2", measured=""))),
    ("same_count", (dead(9, "a1"), dead(11, "a2")), (dead(9, "a1"), dead(11, "a2", value={"scope": ("another",)}))),
    ("same_count", (dead(9, "a1"), dead(9, "a2")), (dead(9, "a1"), dead(9, "a2", value={"whole": Span(0, 1)}))),
    ("same_count", (dead(9, "a1", era="2004"), dead(9, "a2", era="2004")), (dead(9, "a1"), dead(9, "a2", era="2004"))),
    ("same_count", (dead(9, "a1"), dead(11, "a2")), (dead(9, "a1"), dead(11, "a2", era="since"))),
    (
        "same_count",
        (dead(9, "a1", noun="child"), dead(9, "a2", noun="child", value={"whole": Span(0, 1)})),
        (hurt(9, "a1", measured="length"), hurt(9, "a2", measured="length")),
    ),
    (
        "same_count",
        (person("Ada Holm", "a1", predicate="office"), person("Ada Holm", "a2", predicate="office")),
        (person("Ada Holm", "a1"), person("Ada Holm", "a2")),
    ),
    (
        "same_scene",
        (on("2021-03-01", "a1", predicate="killed"), on("2021-03-01", "a2", predicate="exploded")),
        (on("2021-03-01", "a1", predicate="killed"), on("2021-03-02", "a2", predicate="exploded")),
    ),
    (
        "same_scene",
        (on("2021-03-01", "a1"), on("2021-03-01", "a2", predicate="vote")),
        (on("2021-03-01", "a1"), on("2021-03-01", "a2", predicate="said")),
    ),
    (
        "same_scene",
        (on("2021-03-01", "a1"), on("2021-03-01", "a2", predicate="vote")),
        (on("2021-03-01", "a1"), on("2021-03-01", "a2", era="2004")),
    ),
    (
        "same_scene",
        (on("2021-03-01", "a1", **NTH_VOTE), on("2021-03-01", "a2", **NTH_VOTE)),
        (on("2021-03-01", "a1", **NTH_VOTE), on("2021-03-01", "a2", predicate="said", words=("vote", "third vote"))),
    ),
    (
        "same_scene",
        (place("12 Pell Road", "a1", predicate="said"), place("12 Pell Road", "a2", predicate="said")),
        (place("Pell", "a1", predicate="said"), place("Pell", "a2", predicate="said")),
    ),
    (
        "rare_answer",
        (place("Pell Road Sixth School", "a1"), place("Pell Road Sixth School", "a2")),
        (place("Pell", "a1"), place("Pell", "a2")),
    ),
    ("context", (hurt(9, "a1"), hurt(9, "a2")), (hurt(9, "a1"), hurt(9, "a2", words=OTHER_WORDS))),
    ("same_article", (hurt(9, "a1"), hurt(9, "a1", at=100)), (hurt(9, "a1"), hurt(9, "a2"))),
)


def features_of(left, right, *, cosine=0.9):
    values = compare_claims(left, right, cosine=cosine, level=level_of(left, right), rarity=Rarity([left, right]))
    return dict(zip(FEATURES, values, strict=True))


@pytest.mark.parametrize(("feature", "having", "lacking"), COMPARISONS)
def test_each_comparison_is_named(feature, having, lacking):
    assert features_of(*having)[feature] == pytest.approx(1.0)
    assert features_of(*lacking)[feature] == 0.0


@pytest.mark.parametrize(("cosine", "high"), [(0.3, 0.0), (0.8, 0.0), (0.9, 0.1), (1.0, 0.2)])
def test_likeness_near_one_tells_more(cosine, high):
    features = features_of(hurt(9, "a1"), hurt(9, "a2"), cosine=cosine)

    assert (features["cosine"], features["high_cosine"]) == (cosine, pytest.approx(high))


POOL = [claim for _, having, lacking in COMPARISONS for claim in (*having, *lacking)]


SAME_SLOT = [(left, right) for left in POOL for right in POOL if left.slot is right.slot]


@given(st.sampled_from(SAME_SLOT))
def test_comparing_is_symmetric(pair):
    left, right = pair
    forth, back = features_of(left, right), features_of(right, left)

    assert forth == back
    assert set(forth) == set(FEATURES)


def test_a_rare_word_in_common_tells_more_than_a_common_one():
    sentences = (
        ("a1", ("say", "keel")),
        ("a2", ("say", "storm")),
        ("a3", ("say", "bridge")),
        ("a4", ("keel", "anchor")),
    )
    rarity = Rarity([hurt(9, id, words=words) for id, words in sentences])

    assert rarity.overlap(("say", "keel"), ("keel", "anchor")) > rarity.overlap(("say", "keel"), ("say", "storm")) > 0


terms = st.lists(st.sampled_from(["say", "keel", "storm", "bridge", "anchor"]), unique=True)


@given(st.lists(terms, min_size=1, max_size=6), terms, terms)
def test_shared_words_are_a_share(sentences, left, right):
    everything = hurt(9, "all", words=("say", "keel", "storm", "bridge", "anchor"))
    rarity = Rarity([everything, *(hurt(9, f"a{n}", words=tuple(words)) for n, words in enumerate(sentences))])

    share = rarity.overlap(left, right)

    assert share == pytest.approx(rarity.overlap(right, left))
    assert 0 <= share <= 1 + 1e-9
    assert (share > 0) is bool(set(left) & set(right))


def test_the_context_of_a_sentence_is_all_that_its_claims_tell():
    left, right = hurt(9, "a1", words=("ferry",)), hurt(9, "a2", words=("harbour",))
    beside = person("Ada Holm", "a1", words=("harbour",))

    assert Rarity([left, right]).context(left, right) == 0
    assert Rarity([left, right, beside]).context(left, right) == 1


def test_every_weight_is_a_comparison_s():
    weights = load_weights()

    assert {"any", "quantity"} <= set(weights)
    for row in weights.values():
        assert "bias" in row
        assert set(row) - {"bias"} <= set(FEATURES)


@given(st.lists(st.floats(0, 1), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_a_probability_follows_the_weights(features):
    weights = {"any": {"bias": -0.5, "cosine": 1.0}, "time": {"bias": 0.0}}

    assert probability(Slot.TIME, features, weights) == 0.5
    assert (probability(Slot.PLACE, features, weights) >= 0.5) is (features[0] >= 0.5)


def test_cohesion_is_the_probability_of_the_only_pair():
    claims = [hurt(9, "a1"), hurt(9, "a2")]
    ((_, _, features),) = pairs_of(claims, alike(claims), events={"a1": 0, "a2": 0}, comparable=level_of)

    (group,) = group_claims(claims, alike(claims), events={"a1": 0, "a2": 0}, comparable=level_of)

    assert group.cohesion == pytest.approx(probability(Slot.QUANTITY, features, load_weights()))


numbers = st.lists(st.tuples(st.integers(8, 11), st.integers(0, 3), st.integers(0, 1)), min_size=2, max_size=8)


@settings(max_examples=60, deadline=None)
@given(numbers, st.integers(0, 1000), st.randoms(use_true_random=False))
def test_grouping_is_unchanged_under_a_permutation_of_the_claims(told, seed, random):
    claims = [hurt(n, f"a{article}", at=100 * row) for row, (n, article, _) in enumerate(told)]
    events = {f"a{article}": article % 2 for _, article, _ in told}
    # No two pairs are equally alike: which of two equal pairs is joined first would be the order's choice.
    vectors = np.random.default_rng(seed).random((len(claims), 6)) + 0.7
    frames = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    order = list(range(len(claims)))
    random.shuffle(order)

    one = grouped(*claims, frames=frames, events=events)
    other = grouped(*[claims[n] for n in order], frames=frames[order], events=events)

    assert {frozenset(group) for group in one} == {frozenset(group) for group in other}
    assert grouped(claims[0], told_again(claims[0])) != []


def test_the_order_of_the_claims_changes_no_id():
    claims = [hurt(9, "a1"), hurt(9, "a2")]
    events = {"a1": 0, "a2": 0}

    ids = [group_claims(row, alike(row), events=events, comparable=level_of)[0].id for row in (claims, claims[::-1])]

    assert ids[0] == ids[1]


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 5), st.integers(2, 6))
def test_the_comparisons_stay_below_all_pairs_where_events_differ(n_events, n_articles):
    looks = []

    def count(left, right):
        looks.append((left.id, right.id))
        return level_of(left, right)

    claims = [hurt(9, f"e{event}a{n}") for event in range(n_events) for n in range(n_articles)]
    events = {claim.article_id: int(claim.article_id[1]) for claim in claims}

    groups = grouped(*claims, events=events, comparable=count)

    assert len(groups) == n_events
    assert len(looks) == n_events * len(list(combinations(range(n_articles), 2)))


def test_word_lists_are_read_once(monkeypatch):
    claims = [hurt(9, "a1"), hurt(6, "a1", at=100), hurt(9, "a2"), on("2021-03-01", "a1"), on("2021-03-01", "a2")]
    before = grouped(*claims)
    reads = []
    monkeypatch.setattr("reconcile.cluster.facts.json.loads", reads.append)

    assert grouped(*claims) == before != []
    assert reads == []


def test_claims_of_other_meaning_cost_no_comparison():
    looks = []
    claims = [hurt(9, f"a{n}") for n in range(6)]

    grouped(*claims, frames=np.eye(6, dtype=np.float32), comparable=lambda *pair: looks.append(pair) or Level.EXACT)

    assert looks == []
    assert len(grouped(*claims)) == 1
