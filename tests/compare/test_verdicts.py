"""From a group of claims to one finding: verdict, variants, evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.compare.sequence import sequence_articles
from reconcile.compare.verdicts import judge_group, variant_key
from reconcile.types import Modality, Verdict
from tests.builders import time_expression
from tests.compare.groups import claim_in, group_of

CONFLICT, SUPERSEDED, COMPATIBLE, AGREEMENT = Verdict


def hurt(n, id="a1", *, day=4, measured="wounded", publisher=None, speaker=None, modality="asserted", **value):
    """What one outlet writes on a day of March: how many were hurt."""
    return claim_in(
        f"[{n}] people were hurt.",
        id=id,
        value={"value": n, "measured": measured, "noun": "people", **value},
        published=f"2021-03-{day:02d}" if day else None,
        publisher=publisher or f"The {id} Post",
        predicate=measured,
        speaker=speaker,
        modality=modality,
    )


def dead(n, id="a1", **fields):
    return hurt(n, id, measured="killed", **fields)


def length(n, id="a1", **fields):
    return hurt(n, id, measured="distance", **fields)


def sinking(day, id, **fields):
    claim, of = claim_in("It sank on [that day].", "time", id=id, publisher=f"The {id} Post", **fields)
    value = time_expression(f"2021-03-{day:02d}", f"2021-03-{day:02d}", f"2021-03-{day + 1:02d}", surface=f"day {day}")
    return replace(claim, value=replace(value, span=claim.span)), of


def named(name, id, **fields):
    return claim_in(f"It was [{name}]'s meeting.", "person", id=id, publisher=f"The {id} Post", **fields)


def whose(name, id):
    return named(name, id, role="possessor", predicate="meeting", entities=("calder",))


def custody(answer, id, *, rank=0, published="2021-03-04", **value):
    state = {"answer": answer, "question": "custody", "asks": "Where is the suspect?", "rank": rank, **value}
    return claim_in(f"He is [{answer}].", "status", id=id, value=state, published=published, publisher=f"The {id} Post")


def judged(*rows):
    """The finding on the claims, whose articles' days and tolls are those that they show."""
    group, articles = group_of(*rows)
    return judge_group(group, articles, sequence=sequence_articles(articles, group.claims))


def verdict_on(*rows):
    finding = judged(*rows)
    return finding.verdict if finding else None


# The verdict on a group of answers.
VERDICTS = (
    ("one number twice", AGREEMENT, [hurt(9), hurt(9, "a2")]),
    ("at least nine and eleven", COMPATIBLE, [hurt(9, high=None), hurt(11, "a2")]),
    ("two lengths", CONFLICT, [length(300), length(470, "a2")]),
    ("a count that rises with the days", SUPERSEDED, [hurt(9, day=4), hurt(11, "a2", day=5)]),
    ("a count that falls with the days", CONFLICT, [hurt(11, day=4), hurt(9, "a2", day=5)]),
    ("two lengths of different days", CONFLICT, [length(300, day=4), length(470, "a2", day=5)]),
    ("two counts of unknown days", SUPERSEDED, [hurt(9, day=None), hurt(11, "a2", day=None)]),
    ("a count far below a later one", SUPERSEDED, [hurt(20, day=4), hurt(9, "a2", day=5)]),
    ("nobody has moved on", CONFLICT, [sinking(1, "a1"), sinking(3, "a2")]),
    ("one day", AGREEMENT, [sinking(1, "a1"), sinking(1, "a2")]),
    ("a person twice", AGREEMENT, [named("Ada Holm", "a1"), named("Ada Holm", "a2")]),
    ("whose meeting it was", CONFLICT, [whose("Ada Vale", "a1"), whose("Odd Brekke", "a2")]),
    ("one state", AGREEMENT, [custody("arrested", "a1"), custody("arrested", "a2")]),
    ("a story that moves on", SUPERSEDED, [custody("at large", "a1"), custody("arrested", "a2", rank=1)]),
    ("states of which none follows", CONFLICT, [custody("cleared", "a1"), custody("charged", "a2")]),
    ("the strongest relation decides", CONFLICT, [length(300), length(300, "a2"), length(470, "a3")]),
    ("a rise tells more than an agreement", SUPERSEDED, [hurt(9), hurt(11, "a2", day=5), hurt(11, "a3", day=5)]),
)


@pytest.mark.parametrize(("verdict", "rows"), [pytest.param(v, rows, id=name) for name, v, rows in VERDICTS])
def test_verdicts(verdict, rows):
    assert verdict_on(*rows) is verdict


# Groups that say nothing.
SILENT = (
    ("one claim", [hurt(9)]),
    ("one article twice", [hurt(9), hurt(9)]),
    ("two numbers in one voice", [hurt(9), hurt(11)]),
    ("one outlet agrees with itself", [hurt(9, publisher="Isle Radio"), hurt(9, "a2", publisher="Isle Radio")]),
    (
        "one outlet allows what it says",
        [hurt(9, publisher="Isle Radio", high=None), hurt(11, "a2", publisher="Isle Radio")],
    ),
    ("names that both have a part", [named("Ada Vale", "a1"), named("Odd Brekke", "a2")]),
    ("the dead and the wounded", [hurt(9), dead(9, "a2")]),
)


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, rows in SILENT])
def test_where_no_two_voices_answer_there_is_no_finding(rows):
    assert judged(*rows) is None
    assert judged(*rows, *(row for row in [hurt(9, "b1"), hurt(9, "b2")])) is not None


def test_names_do_not_conflict_unless_whose_meeting():
    assert verdict_on(named("Ada Vale", "a1"), named("Odd Brekke", "a2")) is None
    assert verdict_on(whose("Ada Vale", "a1"), whose("Odd Brekke", "a2")) is CONFLICT


def test_two_articles_of_one_outlet_do_not_agree():
    same = [hurt(9, id, publisher="Isle Radio") for id in ("a1", "a2")]

    assert judged(*same) is None
    assert verdict_on(*same, hurt(9, "a3")) is AGREEMENT


def test_two_articles_of_one_outlet_may_conflict():
    assert verdict_on(*[length(n, id, publisher="Isle Radio") for n, id in ((300, "a1"), (470, "a2"))]) is CONFLICT


def test_outlets_without_a_name_are_not_one_outlet():
    rows = [(claim, replace(of, publisher=None)) for claim, of in (hurt(9), hurt(9, "a2"))]

    assert verdict_on(*rows) is AGREEMENT


def test_two_holders_in_one_article_conflict():
    assert verdict_on(length(300, speaker="the coastguard"), length(470, speaker="the owner")) is CONFLICT


def test_a_holder_may_dispute_what_the_article_says():
    """A quoted mother stands against the article's own "accident"; a later step of custody against none."""

    def viewed(answer, rank, speaker):
        claim, of = custody(answer, "a1", rank=rank)
        return replace(claim, id=answer, speaker=speaker), of

    assert verdict_on(viewed("an accident", 0, None), viewed("no accident", 0, "a mother")) is CONFLICT
    assert judged(viewed("an accident", 0, None), viewed("no accident", 0, None)) is None
    assert judged(viewed("held", 0, None), viewed("released", 1, "a lawyer")) is None


def test_a_count_of_two_holders_in_one_article_is_no_rise():
    assert verdict_on(hurt(9, speaker="the coastguard"), hurt(11, speaker="the owner")) is CONFLICT


def test_two_holders_in_one_article_do_not_agree():
    two_holders = [hurt(9, speaker="the coastguard"), hurt(9, speaker="the owner")]

    assert judged(*two_holders) is None
    assert verdict_on(*two_holders, hurt(9, "a2")) is AGREEMENT


@pytest.mark.parametrize(("plan_day", "outcome_day", "verdict"), [(4, 6, SUPERSEDED), (6, 4, CONFLICT)])
def test_a_plan_moves_on_only_to_a_later_outcome(plan_day, outcome_day, verdict):
    plan = length(300, day=plan_day, modality=Modality.PLANNED)
    outcome = length(470, "a2", day=outcome_day)

    assert verdict_on(plan, outcome) is verdict
    assert verdict_on(outcome, plan) is verdict


def test_two_plans_conflict():
    assert verdict_on(*[length(n, id, modality="planned") for n, id in ((300, "a1"), (470, "a2"))]) is CONFLICT


@pytest.mark.parametrize(
    ("speaker", "other", "verdict"),
    [
        ("the coastguard", "the coastguard", SUPERSEDED),
        ("the coastguard", "the owner", CONFLICT),
        ("the coastguard", None, CONFLICT),
        (None, None, CONFLICT),
    ],
)
def test_a_later_figure_of_the_same_holder_supersedes(speaker, other, verdict):
    assert verdict_on(length(470, day=4, speaker=speaker), length(300, "a2", day=5, speaker=other)) is verdict


def test_two_figures_of_one_holder_on_one_day_conflict():
    rows = [length(n, id, speaker="the coastguard") for n, id in ((300, "a1"), (470, "a2"))]

    assert verdict_on(*rows) is CONFLICT


@pytest.mark.parametrize(("first", "later", "verdict"), [(9, 11, SUPERSEDED), (11, 9, CONFLICT)])
def test_rising_toll_is_superseded_and_falling_is_a_conflict(first, later, verdict):
    assert verdict_on(dead(first, day=4), dead(later, "a2", day=5)) is verdict


def test_a_toll_on_one_day_is_superseded_by_the_larger():
    assert verdict_on(dead(9), dead(11, "a2")) is SUPERSEDED


def test_a_count_of_one_day_follows_the_tolls_of_its_articles():
    counts, articles = group_of(hurt(11), hurt(9, "a2"))
    knows_less_of_the_dead = {"a1": (1, 3.0), "a2": (1, 5.0)}
    knows_more_of_the_dead = {"a1": (1, 5.0), "a2": (1, 3.0)}

    assert judge_group(counts, articles, sequence=knows_less_of_the_dead).verdict is CONFLICT
    assert judge_group(counts, articles, sequence=knows_more_of_the_dead).verdict is SUPERSEDED


def test_copies_of_one_wire_text_are_one_origin():
    rows = [(claim, replace(of, origin="wire")) for claim, of in (hurt(9), hurt(9, "a2"))]

    assert judged(*rows).n_origins == 1
    assert judged(*rows, hurt(9, "a3")).n_origins == 2


def test_an_answer_that_meets_no_other_is_left_out():
    finding = judged(hurt(9), hurt(9, "a2"), dead(2, "a3"))

    assert {row.article_id for variant in finding.variants for row in variant.evidence} == {"a1", "a2"}
    assert finding.n_origins == 2


def test_the_variant_that_more_articles_tell_comes_first():
    finding = judged(hurt(9, "a1"), hurt(11, "a2", day=5), hurt(11, "a3", day=5))

    assert [(v.value, v.low, len(v.evidence)) for v in finding.variants] == [("11", 11, 2), ("9", 9, 1)]


def test_a_variant_is_named_by_its_shortest_words():
    long = claim_in("[exactly nine] people were hurt.", id="a2", value={"value": 9, "measured": "wounded"})
    short = claim_in("[nine] people were hurt.", id="a1", value={"value": 9, "measured": "wounded"}, publisher="Isle")

    assert [v.value for v in judged(long, short).variants] == ["nine"]


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        ([sinking(1, "a1"), sinking(3, "a2")], ["2021-03-01", "2021-03-03"]),
        ([whose("Ada Vale", "a1"), whose("Odd Brekke", "a2")], ["Ada Vale", "Odd Brekke"]),
        ([custody("cleared", "a1"), custody("charged", "a2")], ["charged", "cleared"]),
        ([length(300), length(470, "a2")], ["300", "470"]),
    ],
)
def test_variants_carry_the_canonical_value(rows, values):
    assert [variant.value for variant in judged(*rows).variants] == values


def test_every_quote_is_the_article_s_own_words():
    rows = [hurt(9, speaker="the coastguard"), hurt(11, "a2", day=5, modality="hedged")]
    articles = {of.id: of for _, of in rows}

    evidence = [row for variant in judged(*rows).variants for row in variant.evidence]

    assert [(row.article_id, row.quote, row.speaker, row.modality, row.claim_id) for row in evidence] == [
        ("a2", "11 people were hurt.", None, Modality.HEDGED, "a2-quantity"),
        ("a1", "9 people were hurt.", "the coastguard", Modality.ASSERTED, "a1-quantity"),
    ]
    assert all(articles[row.article_id].text[row.span.start : row.span.end] == row.surface for row in evidence)


@pytest.mark.parametrize(("cohesion", "level"), [(0.8, "high"), (0.79, "medium"), (0.6, "medium"), (0.59, "low")])
def test_the_level_says_how_sure_the_group_is(cohesion, level):
    group, articles = group_of(hurt(9), hurt(9, "a2"))
    group = replace(group, cohesion=cohesion)

    finding = judge_group(group, articles, sequence=sequence_articles(articles, group.claims))

    assert (finding.confidence, finding.level) == (cohesion, level)


def test_findings_of_different_groups_have_different_ids():
    findings = [judged(hurt(9, one), hurt(9, other)) for one, other in (("a1", "a2"), ("b1", "b2"))]

    assert len({finding.id for finding in findings}) == 2


def test_a_finding_says_in_words_what_is_asked_and_why():
    finding = judged(length(300), length(470, "a2"))

    assert finding.subject.endswith("?")
    assert "300" in finding.explanation
    assert "470" in finding.explanation


KEYS = (
    (hurt(9), hurt(9, "a2"), True),
    (hurt(9), hurt(9, "a2", high=None), False),
    (length(9, unit="kilometre"), length(9, unit="mile"), False),
    (sinking(1, "a1"), sinking(1, "a2"), True),
    (sinking(1, "a1"), sinking(2, "a2"), False),
    (named("Ada Vale", "a1"), named("ADA VALE", "a2"), True),
    (claim_in("It is [shut].", "status"), claim_in("It is [open].", "status"), False),
    (custody("charged", "a1"), custody("charged", "a2"), True),
    (custody("charged", "a1"), custody("cleared", "a2"), False),
)


@pytest.mark.parametrize(("left", "right", "same"), KEYS)
def test_values_are_one_variant_when_they_say_one_thing(left, right, same):
    assert (variant_key(left[0]) == variant_key(right[0])) is same
    assert variant_key(left[0])


answers = st.lists(
    st.tuples(st.integers(8, 12), st.integers(4, 6), st.sampled_from([None, "the coastguard", "the owner"])),
    min_size=2,
    max_size=5,
)


@settings(max_examples=60)
@given(answers, st.sampled_from(["wounded", "killed", "distance"]), st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_neither_verdict_nor_variants(told, measured, random):
    rows = [hurt(n, f"a{k}", day=day, speaker=who, measured=measured) for k, (n, day, who) in enumerate(told)]
    shuffled = list(rows)
    random.shuffle(shuffled)

    one, other = judged(*rows), judged(*shuffled)

    assert one is not None
    assert (other.verdict, other.variants, other.id, other.n_origins) == (
        one.verdict,
        one.variants,
        one.id,
        one.n_origins,
    )
