"""Findings against labels: what matches, what repeats, and how stories add up."""

from __future__ import annotations

import json

import pytest

from reconcile.errors import InputError
from reconcile.evaluate import Pair, measures, pair_up, score, score_files

HURT_A = "At least 12 people were hurt at the harbour on Wednesday evening"
HURT_B = "the blaze hurt 31 people, the hospital said"


def answer(article, quote, value, low=None, high=None, holder=None):
    return {"article": article, "quote": quote, "value": value, "low": low, "high": high, "attributed_to": holder}


def fact(*answers, verdict="conflict", slot="quantity", **more):
    return {"id": "f", "slot": slot, "verdict": verdict, "answers": list(answers), **more}


def row(article, quote, surface=""):
    return {"article_id": article, "quote": quote, "surface": surface}


def finding(*rows, verdict="conflict", bounds=None, level="high"):
    """One variant for each row; `bounds` gives its (low, high)."""
    bounds = bounds or [(None, None)] * len(rows)
    variants = [{"value": "", "low": b[0], "high": b[1], "evidence": [r]} for r, b in zip(rows, bounds, strict=True)]
    return {"verdict": verdict, "level": level, "variants": variants}


HURT = fact(answer("a", HURT_A, "12", 12), answer("b", HURT_B, "31", 31, 31))
TOLD = finding(row("a", HURT_A, "12"), row("b", HURT_B, "31"), bounds=[(12, None), (31, 31)])


def run(findings, facts, **gold):
    return score({"findings": findings}, {"facts": facts, **gold})


def test_a_finding_that_quotes_both_answers_matches():
    told = run([TOLD], [HURT])
    assert (told.facts_found, told.verdicts_right, told.unmatched) == (1, 1, 0)


def test_quotes_match_by_a_run_of_five_words_and_whatever_signs():
    variant = finding(
        row("a", "Police — AT LEAST  12 people were injured"),
        row("b", "“The blaze hurt 31 people, the hospital said” on Thursday"),
        bounds=[(12, None), (31, 31)],
    )
    assert run([variant], [HURT]).facts_found == 1


# What keeps a finding from matching.
MISSES = (
    ("one answer is not enough", finding(TOLD["variants"][0]["evidence"][0], bounds=[(12, None)])),
    ("another article", finding(row("a", HURT_A, "12"), row("c", HURT_B, "31"), bounds=[(12, None), (31, 31)])),
    ("another number", finding(row("a", HURT_A, "12"), row("b", HURT_B, "31"), bounds=[(5, 6), (31, 31)])),
    ("other words", finding(row("a", HURT_A, "12"), row("b", "Three ships sank", "31"), bounds=[(12, None), (31, 31)])),
)


@pytest.mark.parametrize("missing", [m for _, m in MISSES], ids=[name for name, _ in MISSES])
def test_no_match(missing):
    assert run([missing], [HURT]).facts_found == 0


def test_a_told_difference_must_hit_answers_that_differ():
    same = fact(
        answer("a", HURT_A, "12", 12, 12), answer("b", HURT_B, "12", 12, 12), answer("c", "31 hurt", "31", 31, 31)
    )
    told = finding(row("a", HURT_A), row("b", HURT_B), bounds=[(12, 12), (12, 12)])
    assert run([told], [same]).facts_found == 0
    assert run([told | {"verdict": "agreement"}], [same]).facts_found == 1


def test_two_holders_of_one_article_are_two_voices():
    quote = "Orrow says 17 ships, Norvig admits 13 ships were lost"
    by_two = fact(answer("a", quote, "17", 17, 17, "Orrow"), answer("a", quote, "13", 13, 13, "Norvig"))
    by_one = fact(answer("a", quote, "17", 17, 17), answer("a", quote, "13", 13, 13))
    told = finding(row("a", quote, "17"), row("a", quote, "13"), bounds=[(17, 17), (13, 13)])
    assert run([told], [by_two]).facts_found == 1
    assert run([told], [by_one]).facts_found == 0


def test_a_second_finding_on_one_fact_is_a_repeat():
    told = run([TOLD, TOLD], [HURT])
    assert (told.facts_found, told.repeats) == (1, 1)


def test_a_finding_leaves_a_taken_fact_for_one_still_free():
    assert run([TOLD, TOLD], [HURT, HURT]).facts_found == 2


def test_a_second_readers_verdict_counts_as_good_and_is_not_asked_for():
    unsure = HURT | {"verdict": "superseded", "also": ["conflict"]}
    told = run([TOLD], [unsure])
    assert told.conflict.true == 1
    assert told.conflict.gold == 0
    assert told.difference.gold == 1
    assert told.verdicts_right == 1


def test_a_trap_is_fallen_into_when_one_finding_quotes_both_sides():
    trap = {"a": {"article": "a", "quote": HURT_A}, "b": {"article": "b", "quote": HURT_B}}
    assert run([TOLD], [], traps=[trap]).traps_fallen == 1
    assert run([finding(row("a", HURT_A, "12"))], [], traps=[trap]).traps_fallen == 0


def test_quoted_clutter_is_counted():
    passages = [{"article": "a", "quote": "hurt at the harbour"}, {"article": "b", "quote": "Subscribe now"}]
    assert run([TOLD], [], not_claims=passages).clutter_quoted == 1


def test_stories_add_up_before_they_are_divided():
    good, bad = run([TOLD], [HURT]), run([], [HURT, HURT, HURT])
    assert measures(good + bad)["found"] == 0.25
    assert measures(good + bad)["conflict precision"] == 1.0
    assert measures(good + bad)["conflict recall"] == 0.25


def test_only_sure_conflicts_count_for_the_sure_ones():
    told = run([TOLD, TOLD | {"level": "low", "variants": []}], [HURT])
    assert measures(told)["high-confidence conflict precision"] == 1.0
    assert measures(told)["conflict precision"] == 0.5


def test_what_was_not_told_has_no_precision():
    assert measures(run([], [HURT]))["conflict precision"] is None


@pytest.fixture
def bench(tmp_path):
    """A folder of stories with labels, and a folder of reports."""
    stories, reports = tmp_path / "stories", tmp_path / "reports"
    for story, folder in (("fire", "fire-2021-05-04"), ("flood", "flood")):
        (stories / story).mkdir(parents=True)
        (stories / story / "gold.json").write_text(json.dumps({"story": story, "facts": [HURT]}))
        (reports / folder).mkdir(parents=True)
        (reports / folder / "report.json").write_text(json.dumps({"findings": [TOLD]}))
    return reports, stories


def test_folders_pair_by_story_and_take_the_newest_report(bench):
    reports, stories = bench
    newest = reports / "fire-2021-06-01"
    newest.mkdir()
    (newest / "report.json").write_text(json.dumps({"findings": []}))
    assert pair_up(bench) == (
        Pair(newest / "report.json", stories / "fire" / "gold.json"),
        Pair(reports / "flood" / "report.json", stories / "flood" / "gold.json"),
    )


def test_single_folders_stand_for_their_files(bench):
    reports, stories = bench
    pair = Pair(reports / "flood" / "report.json", stories / "flood" / "gold.json")
    assert pair_up((reports / "flood", stories / "flood")) == (pair,)
    assert pair_up(pair) == (pair,)


def test_several_stories_end_with_all_of_them(bench):
    scores = score_files(pair_up(bench))
    assert [told.story for told in scores] == ["fire", "flood", "all"]
    assert scores[-1].facts == 2


def test_a_story_without_a_report_is_named(bench):
    stories = bench[1]
    (stories / "storm").mkdir()
    (stories / "storm" / "gold.json").write_text("{}")
    with pytest.raises(InputError, match="no report on storm"):
        pair_up(bench)


# A file's text, and what the message says.
BROKEN = (
    ('{"findings": [}', "not valid JSON: .* in line 1"),
    ("[]", "has no list of findings"),
    ('{"facts": []}', "has no list of findings; give REPORT first"),
)


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_report_is_told(tmp_path, text, message):
    path = tmp_path / "report.json"
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        score_files([Pair(path, path)])


def test_an_odd_one_out_is_told(tmp_path):
    with pytest.raises(InputError, match="has no partner"):
        pair_up((tmp_path,))
