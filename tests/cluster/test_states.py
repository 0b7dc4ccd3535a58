"""Groups of states: which claims of which articles answer one question about one subject."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reconcile.cluster.states import group_states
from reconcile.types import Claim, Slot, Span, State
from tests.compare.groups import claim_in

RANKS = {
    "boy": 0,
    "girl": 0,
    "shot": 0,
    "debris": 0,
    "critical": 0,
    "stable": 1,
    "dead": 2,
    "an accident": 0,
    "not an accident": 0,
    "at large": 0,
    "arrested": 1,
    "rebels": 0,
    "town": 0,
    "village": 0,
    "out of danger": 1,
    "named": 1,
    "cut": 0,
}


def claim(article, subject, answer, *, question="condition", order=1, era="", speaker=None, places=()) -> Claim:
    """A claim that `article` tells `answer` of `subject`."""
    span = Span(order * 100, order * 100 + 10)
    value = State(
        span=span,
        surface=answer,
        question=question,
        subject=subject,
        asks="How is it?",
        answer=answer,
        rank=RANKS[answer],
    )
    return Claim(
        id=f"{article}-{order}",
        article_id=article,
        span=span,
        surface=answer,
        sentence=span,
        slot=Slot.STATUS,
        value=value,
        predicate=f"state:{question}",
        role=subject,
        frame="",
        era=era,
        speaker=speaker,
        order=order,
        places=places,
    )


def aged(told, years) -> Claim:
    """The age that the sentence of `told` gives."""
    row, _ = claim_in(f"It was [{years}].", id=told.article_id, value={"value": years, "measured": "age"})
    return replace(row, id=f"{told.id}-age", sentence=told.sentence)


def grouped(*claims, events=None):
    """Return the claim ids of each group."""
    labels = events or {c.article_id: 0 for c in claims}
    return [[c.id for c in group.claims] for group in group_states(claims, events=labels)]


def test_one_question_of_one_event_is_one_group():
    """Two articles of one event on one girl meet; those of two events do not."""
    rows = claim("a", "child", "critical"), claim("b", "child", "dead")

    assert grouped(*rows) == [["a-1", "b-1"]]
    assert grouped(*rows, events={"a": 0, "b": 1}) == []


def test_a_named_child_is_the_unnamed_one_where_the_event_has_no_other():
    """ "The girl" is Ann where Ann is the only child named, and nobody where Ben is named too."""
    unnamed, ann, ben = (
        claim("a", "child", "critical"),
        claim("b", "child|ann", "dead"),
        claim("c", "child|ben", "dead"),
    )
    ann_again = claim("d", "|ann", "dead")

    assert grouped(unnamed, ann) == [["a-1", "b-1"]]
    assert grouped(unnamed, ann, ben, ann_again) == [["b-1", "d-1"]]


def test_the_victim_is_the_child_where_there_is_no_other():
    """ "The victim" joins the child, but not where a man is told of too."""
    victim, child, man = claim("a", "victim", "critical"), claim("b", "child", "dead"), claim("c", "man", "stable")

    assert grouped(victim, child) == [["a-1", "b-1"]]
    assert grouped(victim, child, man) == []


def test_an_article_counts_with_what_it_says_in_the_end():
    """Of "had been at large" and "was arrested" in one article only the arrest counts."""
    rows = (
        claim("a", "anyone", "at large", question="custody", order=1),
        claim("a", "anyone", "arrested", question="custody", order=2),
        claim("b", "anyone", "at large", question="custody"),
    )

    assert grouped(*rows) == [["a-2", "b-1"]]


def test_a_man_and_a_woman_are_two_people():
    assert grouped(claim("a", "man", "dead"), claim("b", "woman", "stable")) == []


def test_children_of_two_ages_are_two_children():
    """A boy of 9 says nothing against a girl of 5."""
    told = claim("a", "child", "boy", question="sex"), claim("b", "child", "girl", question="sex")
    ages = [aged(row, years) for row, years in zip(told, (9, 5), strict=True)]

    assert grouped(*told) == [["a-1", "b-1"]]
    assert grouped(*told, *ages) == []
    assert grouped(*told, *(aged(row, 9) for row in told)) == [["a-1", "b-1"]]


def test_a_boy_and_a_girl_of_one_article_are_two_children():
    told = claim("a", "child", "boy", question="sex"), claim("b", "child", "girl", question="sex")
    quoted = claim("b", "child", "boy", question="sex", order=2, speaker="police")

    assert grouped(*told, quoted) == []


def test_dead_and_out_of_danger_are_two_people_unless_one_is_named():
    assert grouped(claim("a", "child", "dead"), claim("b", "child", "out of danger")) == []
    assert grouped(claim("a", "|ann", "out of danger"), claim("b", "|ann", "dead")) == [["a-1", "b-1"]]


def test_which_of_two_named_children_is_meant_nobody_can_tell():
    """Ben is named where the charge is told, so that "the boy" need not be Ann's brother."""
    rows = claim("a", "child", "critical"), claim("b", "child|ann", "dead")
    ben = claim("c", "child|ben", "named", question="identification")

    assert grouped(*rows) == [["a-1", "b-1"]]
    assert grouped(*rows, ben) == []


def test_two_answers_of_one_article_are_two_people():
    """An article with one man dead and one man stable has two men in mind."""
    rows = claim("a", "man", "dead", order=1), claim("a", "man", "stable", order=2), claim("b", "man", "stable")

    assert grouped(*rows) == []


def test_views_that_do_not_move_on_are_all_kept():
    """The police's accident and the mother's deliberate act stay side by side."""
    rows = (
        claim("a", "event", "an accident", question="accident", order=1, speaker="police"),
        claim("a", "event", "not an accident", question="accident", order=2, speaker="mother"),
    )

    assert grouped(*rows) == [["a-1", "a-2"]]


def test_names_told_of_together_are_one_subject():
    """ "Rebel-held Orrow and Sund" and "rebel-held Sund" say one thing; "rebel-held Tarn" another."""
    both = claim("a", "|orrow+sund", "rebels", question="control")
    one = claim("b", "|sund", "rebels", question="control")
    other = claim("c", "|tarn", "rebels", question="control")

    assert grouped(both, one, other) == [["a-1", "b-1"]]


def test_the_kind_of_a_place_is_told_only_where_outlets_differ():
    """That all call a town a town is no news; that one calls it a village may be."""
    town, again, village = (
        claim(article, "|orrow", kind, question="settlement")
        for article, kind in (("a", "town"), ("b", "town"), ("c", "village"))
    )

    assert grouped(town, again) == []
    assert grouped(town, again, village) == [["a-1", "b-1", "c-1"]]


def test_a_dispute_that_one_article_carries_is_a_fact_of_its_own():
    """Where two outlets call it an accident and a third quotes a mother who does not, both facts are told."""
    rows = (
        claim("a", "event", "an accident", question="accident"),
        claim("b", "event", "an accident", question="accident"),
        claim("c", "event", "an accident", question="accident", order=1, speaker="police"),
        claim("c", "event", "not an accident", question="accident", order=2, speaker="mother"),
    )

    assert grouped(*rows) == [["a-1", "b-1"], ["c-1", "c-2"]]


def test_an_outlet_that_differs_is_not_set_apart():
    """A third outlet's own "not an accident" stands against the others."""
    rows = (
        claim("a", "event", "an accident", question="accident"),
        claim("b", "event", "an accident", question="accident"),
        claim("c", "event", "not an accident", question="accident"),
    )

    assert grouped(*rows) == [["a-1", "b-1", "c-1"]]


def test_a_voice_with_two_answers_speaks_of_two():
    """An article on a boy and a girl leaves open which child another article means; a hand is one hand."""
    children = (
        claim("a", "child", "boy", question="sex", order=1),
        claim("a", "child", "girl", question="sex", order=2),
        claim("b", "child", "boy", question="sex"),
    )
    hands = (
        claim("a", "hand", "shot", question="wound", order=1),
        claim("a", "hand", "debris", question="wound", order=2),
        claim("b", "hand", "shot", question="wound"),
    )

    assert grouped(*children) == []
    assert grouped(*hands) == [["a-1", "a-2", "b-1"]]


def test_a_child_of_one_sex_gets_better():
    """ "Was critical" and "is stable" of one article are one child where the event's children are all girls."""
    told = (
        claim("a", "child", "critical", order=1),
        claim("a", "child", "stable", order=2),
        claim("b", "child", "critical"),
    )
    girls = claim("a", "child", "girl", question="sex", order=3), claim("b", "child", "girl", question="sex", order=3)
    boy = claim("b", "child", "boy", question="sex", order=3)

    assert ["a-2", "b-1"] in grouped(*told, *girls)
    assert grouped(*told, girls[0], boy) == [["a-3", "b-3"]]


def power(article, *places, order=1):
    return claim(article, "event", "cut", question="power", order=order, places=places)


def test_two_places_of_one_article_are_two_scenes():
    """A power cut in Orrow and one in Pell are two, and each goes with what others tell of its place."""
    both = power("a", "orrow"), power("a", "pell", order=2)

    assert grouped(*both, power("b", "orrow")) == [["a-1", "b-1"]]
    assert grouped(*both, power("b", "pell")) == [["a-2", "b-1"]]
    assert grouped(*both, power("b", "orrow"), power("c", "pell")) == [["a-1", "b-1"], ["a-2", "c-1"]]


def test_what_names_no_place_goes_with_the_scene_most_told_of():
    """ "The power was cut" is the cut that most tell of."""
    both = power("a", "orrow"), power("a", "pell", order=2)

    assert grouped(*both, power("b", "pell"), power("c")) == [["a-2", "b-1", "c-1"]]
    assert grouped(*both, power("b", "orrow"), power("c")) == [["a-1", "b-1", "c-1"]]


def test_places_of_two_articles_are_one_scene_where_no_article_tells_of_two():
    """One outlet's "in Orrow" and the other's "in Pell" only say whence they write."""
    assert grouped(power("a", "orrow"), power("b", "pell")) == [["a-1", "b-1"]]
    assert grouped(power("a", "orrow"), power("a", "orrow", "pell", order=2), power("b", "pell")) == [
        ["a-1", "a-2", "b-1"]
    ]


def test_background_is_left_out():
    """What is told of another year answers nothing about these days."""
    assert grouped(claim("a", "child", "dead", era="2004"), claim("b", "child", "dead")) == []


CLAIMS = st.lists(
    st.builds(
        claim,
        st.sampled_from("abc"),
        st.sampled_from(["child", "child|ann", "|ann", "man", "victim", "officer"]),
        st.sampled_from(["critical", "stable", "dead"]),
        order=st.integers(1, 9),
    ),
    max_size=8,
)


@given(CLAIMS)
def test_groups_are_disjoint_and_of_one_subject(claims):
    """No claim answers twice, and a group asks one question of one subject."""
    groups = group_states(claims, events=dict.fromkeys("abc", 0))

    assert all(len({(c.value.question, c.value.subject) for c in group.claims}) == 1 for group in groups)
    assert all(len(group.claims) > 1 for group in groups)
    assert sum(len(group.claims) for group in groups) <= len(claims)
