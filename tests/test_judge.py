"""A second opinion: what it may move, what it may propose, and what it must leave alone."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.config import load_settings
from reconcile.errors import ModelError
from reconcile.judge import Judge, give_second_opinion, load_judge
from reconcile.pipeline import run
from reconcile.types import Claim, FactGroup, Modality, Phrase, Quantity, Slot, Span, State, Verdict
from tests.builders import article, evidence, finding, quantity, variant
from tests.tiny_cross_encoder import NLI, save_cross_encoder

APPROVED = "The Dellmar council approved the bridge plan."
REJECTED = "The Dellmar council rejected the bridge plan."
PASSED = "Councillors in Dellmar voted for the bridge plan."
BACKED = "The bridge plan won the backing of the Dellmar council."

CONTRADICTION, ENTAILMENT, NEUTRAL = (0.97, 0.01, 0.02), (0.01, 0.97, 0.02), (0.02, 0.03, 0.95)


class Readings:
    """A judge's model that knows what to say of each pair: of both directions, or of (premise, hypothesis) alone."""

    def __init__(self, readings=None, *, otherwise=NEUTRAL):
        self.readings = {frozenset(pair): reading for pair, reading in (readings or {}).items()}
        self.directed = {}
        self.otherwise = otherwise
        self.asked = []

    def __call__(self, pairs):
        self.asked.append(list(pairs))
        return np.array([self.directed.get(p, self.readings.get(frozenset(p), self.otherwise)) for p in pairs])


def judge(readings=None, *, otherwise=NEUTRAL):
    return Judge(name="tiny-nli", predict=Readings(readings, otherwise=otherwise))


def claim(article_id, text, answer, *, slot=Slot.OTHER, value=None, **fields):
    """The answer `answer` of an article that consists of the sentence `text`."""
    start = text.index(answer)
    span = Span(start, start + len(answer))
    fields.setdefault("predicate", next((w for w in ("approved", "rejected") if w in text), "told"))
    return Claim(
        id=f"{article_id}-{start}",
        article_id=article_id,
        span=span,
        surface=answer,
        sentence=Span(0, len(text)),
        slot=slot,
        # A phrase's normal form has its head first.
        value=replace(value, span=span, surface=answer)
        if value
        else Phrase(span=span, surface=answer, normal=" ".join(reversed(answer.split()))),
        role="object",
        frame="",
        **fields,
    )


def case(*told, cohesion=0.7, slot=Slot.OTHER, days=(), **fields):
    """A group, its finding and the articles "a", "b", ...: each is (sentence, answer) or (sentence, answer, value)."""
    names = [chr(ord("a") + n) for n in range(len(told))]
    articles = {
        name: article(name, row[0], publisher=f"{name.upper()} News", published=day)
        for name, row, day in zip(names, told, [*days, *["2021-03-04"] * len(told)], strict=False)
    }
    claims = tuple(
        claim(name, row[0], row[1], slot=slot, value=row[2] if len(row) > 2 else None, **fields)
        for name, row in zip(names, told, strict=True)
    )
    group = FactGroup(id="g", event_id="0", slot=slot, claims=claims, cohesion=cohesion)
    rows_by_answer = {}
    for told_by in claims:
        row = evidence(articles[told_by.article_id].text, told_by.surface, article_id=told_by.article_id)
        rows_by_answer.setdefault(told_by.surface, []).append(replace(row, claim_id=told_by.id))
    found = finding(
        *(variant(answer, *rows) for answer, rows in rows_by_answer.items()),
        verdict=Verdict.AGREEMENT if len(rows_by_answer) == 1 else Verdict.CONFLICT,
        slot=slot,
        confidence=cohesion,
        level="high" if cohesion >= 0.8 else "medium" if cohesion >= 0.6 else "low",
    )
    return group, found, articles


def hear(group, found, articles, judge):
    ((same_group, heard),) = give_second_opinion([(group, found)], articles, judge=judge)
    assert same_group is group
    return heard


def plan(*sentences, **fields):
    return case(*((sentence, "bridge plan") for sentence in sentences), **fields)


def killed(*told, **fields):
    figures = {"seven": "7", "nine": "9"}
    rows = [
        (text, number, quantity(figures.get(number, number), measured="killed", noun="person")) for text, number in told
    ]
    return case(*rows, slot=Slot.QUANTITY, **fields)


SEVEN, NINE = "Seven people, or 7, died in the mill.", "The mill fire killed 9 people."
# No figure that would keep a conflict in words from being proposed.
SEVEN_IN_WORDS, NINE_IN_WORDS = "The mill fire killed seven people.", "Nobody but nine people died in the mill."


# Confidence


# Readings of the one pair, both directions; is it a conflict; how the confidence moves.
MOVES = (
    (CONTRADICTION, True, "raised", "contradicting each other"),
    (ENTAILMENT, True, "lowered", "saying the same"),
    (NEUTRAL, True, None, ""),
    (ENTAILMENT, False, "raised", "saying the same"),
    ((0.7, 0.2, 0.1), False, "lowered", "contradicting each other"),
    (NEUTRAL, False, None, ""),
)


@pytest.mark.parametrize(("reading", "is_conflict", "moved", "told"), MOVES)
def test_a_reading_for_the_verdict_raises_the_confidence_and_one_against_it_lowers_it(
    reading, is_conflict, moved, told
):
    numbers = ("7", "9") if is_conflict else ("7", "7")
    group, found, articles = killed((SEVEN, "7"), (NINE.replace("9", numbers[1]), numbers[1]), days=("2021-03-05",))
    found = replace(found, verdict=Verdict.CONFLICT if is_conflict else Verdict.AGREEMENT)

    heard = hear(group, found, articles, judge(otherwise=reading))

    if moved is None:
        assert heard == found
        return
    assert (heard.confidence > found.confidence) is (moved == "raised")
    assert heard.level == {"raised": "high", "lowered": "low"}[moved]
    assert heard.explanation == (
        f"{found.explanation} A second opinion (tiny-nli) {moved} the confidence: it reads the two sentences as {told}."
    )


def test_only_a_clear_vote_moves_the_level():
    group, found, articles = plan(APPROVED, PASSED, BACKED)
    half = judge({(APPROVED, PASSED): ENTAILMENT})
    heard = hear(group, found, articles, half)
    assert heard.confidence > found.confidence
    assert heard.level == found.level == "medium"
    assert "1 of 3 pairs of sentences" in heard.explanation


def test_contradiction_is_tested_before_entailment():
    group, found, articles = plan(APPROVED, PASSED)
    torn = judge()
    torn.predict.directed = {(APPROVED, PASSED): (0.95, 0.02, 0.03), (PASSED, APPROVED): (0.15, 0.8, 0.05)}
    heard = hear(group, found, articles, torn)
    assert heard.confidence < found.confidence
    assert "as contradicting each other" in heard.explanation


def test_more_detail_entails_less_in_one_direction_and_that_is_enough():
    group, found, articles = plan(APPROVED, PASSED)
    one_way = judge()
    one_way.predict.directed = {(APPROVED, PASSED): ENTAILMENT}
    assert hear(group, found, articles, one_way).confidence > found.confidence


def test_the_explanation_names_no_folder_of_the_machine(tmp_path):
    name = save_cross_encoder(tmp_path / "models" / "nli-tiny")
    assert load_judge(name).name == "nli-tiny"


# What it must leave alone


@pytest.mark.parametrize("reading", [CONTRADICTION, ENTAILMENT, NEUTRAL])
@pytest.mark.parametrize("slot", [s for s in Slot if s not in {Slot.STATUS, Slot.OTHER}])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_verdict_on_numbers_times_and_names_stands(reading, slot, verdict):
    group, found, articles = killed((SEVEN_IN_WORDS, "seven"), (NINE_IN_WORDS, "nine"))
    found = replace(found, slot=slot, verdict=verdict)
    heard = hear(group, found, articles, judge(otherwise=reading))
    assert (heard.verdict, heard.variants, heard.slot) == (found.verdict, found.variants, found.slot)
    assert heard.subject == found.subject


def test_a_difference_in_words_that_the_story_outgrew_stays_so():
    group, found, articles = case((APPROVED, "bridge plan"), (REJECTED, "plan"))
    found = replace(found, verdict=Verdict.SUPERSEDED)
    assert len(found.variants) == 2
    assert hear(group, found, articles, judge(otherwise=CONTRADICTION)).verdict is Verdict.SUPERSEDED


def test_within_one_answer_of_a_conflict_nothing_is_read():
    group, found, articles = killed((SEVEN, "7"), (f"On Friday {SEVEN}", "7"), (NINE, "9"), days=("2021-03-06",) * 3)
    patient = judge(otherwise=CONTRADICTION)
    heard = hear(group, replace(found, verdict=Verdict.CONFLICT), articles, patient)
    assert not any(pair == (SEVEN, f"On Friday {SEVEN}") for pairs in patient.predict.asked for pair in pairs)
    assert "2 of 2 pairs" in heard.explanation


def test_one_voice_is_not_set_against_itself():
    group, found, articles = plan(APPROVED, REJECTED)
    rows = [replace(row, article_id="a") for v in found.variants for row in v.evidence]
    found = replace(found, variants=(replace(found.variants[0], evidence=tuple(rows)),))
    assert hear(group, found, articles, judge(otherwise=CONTRADICTION)) == found


def test_two_speakers_of_one_article_are_read_but_make_no_conflict_between_articles():
    group, found, articles = plan(APPROVED, REJECTED)
    rows = [
        replace(row, article_id="a", speaker=speaker)
        for row, speaker in zip(found.variants[0].evidence, ("Mayor Toll", "Mr Ames"), strict=True)
    ]
    group = replace(group, claims=tuple(replace(claim, article_id="a") for claim in group.claims))
    found = replace(found, variants=(replace(found.variants[0], evidence=tuple(rows)),))
    heard = hear(group, found, articles, judge(otherwise=CONTRADICTION))
    assert heard.verdict is Verdict.AGREEMENT
    assert "lowered" in heard.explanation


def test_one_sentence_in_two_articles_is_not_read():
    group, found, articles = plan(APPROVED, APPROVED)
    silent = judge(otherwise=ENTAILMENT)
    assert hear(group, found, articles, silent) == found
    assert silent.predict.asked == []


def test_nothing_to_judge_asks_nothing():
    silent = judge()
    assert give_second_opinion([], {}, judge=silent) == ()
    assert silent.predict.asked == []


# Proposed conflicts


def test_articles_that_contradict_each_other_in_words_are_a_possible_conflict():
    group, found, articles = plan(APPROVED, REJECTED)
    assert found.verdict is Verdict.AGREEMENT

    heard = hear(group, found, articles, judge({(APPROVED, REJECTED): CONTRADICTION}))

    assert (heard.verdict, heard.slot, heard.level) == (Verdict.CONFLICT, Slot.STATUS, "low")
    assert heard.subject == "What is said of “bridge plan”?"
    assert heard.explanation == (
        "A second opinion (tiny-nli) proposes a conflict: it reads what A News and B News say as contradicting "
        "each other (probability 0.97 in both directions)."
    )
    assert {(v.value, *(row.article_id for row in v.evidence)) for v in heard.variants} == {
        (APPROVED, "a"),
        (REJECTED, "b"),
    }


def test_a_proposal_is_never_of_high_confidence():
    group, found, articles = plan(APPROVED, REJECTED, cohesion=0.99)
    heard = hear(group, found, articles, judge(otherwise=CONTRADICTION))
    assert (found.level, heard.level) == ("high", "medium")
    assert heard.confidence < found.confidence


def test_the_answer_that_most_contradict_stands_alone():
    group, found, articles = plan(APPROVED, PASSED, REJECTED, BACKED)
    rejected_alone = judge({(REJECTED, other): CONTRADICTION for other in (APPROVED, PASSED)})
    heard = hear(group, found, articles, rejected_alone)
    assert sorted(sorted(row.article_id for row in v.evidence) for v in heard.variants) == [["a", "b", "d"], ["c"]]


def test_answers_that_were_told_apart_keep_their_words():
    group, found, articles = case((APPROVED, "bridge plan"), (REJECTED, "plan"))
    found = replace(found, verdict=Verdict.COMPATIBLE)
    assert len(found.variants) == 2
    heard = hear(group, found, articles, judge(otherwise=CONTRADICTION))
    assert heard.verdict is Verdict.CONFLICT
    assert heard.variants == found.variants


def test_a_denial_of_one_state_is_proposed_with_its_question():
    held = State(
        span=Span(0, 0), surface="", question="custody", subject="suspect", asks="Is he held?", answer="held", rank=1
    )
    confirmed, denied = "Police confirmed that they held the man.", "Police denied that they held the man."
    group, found, articles = case((confirmed, "held", held), (denied, "held", held), slot=Slot.STATUS, predicate="held")
    group = replace(group, claims=(group.claims[0], replace(group.claims[1], modality=Modality.DENIED)))
    heard = hear(group, found, articles, judge(otherwise=CONTRADICTION))
    assert heard.verdict is Verdict.CONFLICT
    assert heard.subject == found.subject
    assert {v.value for v in heard.variants} == {confirmed, denied}


def test_high_probability_in_one_direction_only_proposes_nothing():
    group, found, articles = plan(APPROVED, REJECTED)
    one_way = judge()
    one_way.predict.directed = {(APPROVED, REJECTED): (0.99, 0.0, 0.01), (REJECTED, APPROVED): (0.85, 0.1, 0.05)}
    assert hear(group, found, articles, one_way).verdict is Verdict.AGREEMENT


def day(number):
    return datetime(2021, 3, number), datetime(2021, 3, number + 1)


# Why two sentences that contradict each other are no conflict about this answer: what the second claim has.
NO_CONFLICTS = {
    "the same verb and the same words: they quarrel about something else": {"predicate": "approved"},
    "a plan and its outcome": {"modality": Modality.PLANNED},
    "another time": {"era": "2004"},
    "another day": {"when": day(6)},
}


@pytest.mark.parametrize("why", NO_CONFLICTS)
def test_no_conflict_is_proposed_between(why):
    group, found, articles = plan(APPROVED, REJECTED)
    first, second = group.claims
    group = replace(group, claims=(replace(first, when=day(4)), replace(second, **NO_CONFLICTS[why])))
    assert hear(group, found, articles, judge(otherwise=CONTRADICTION)).verdict is Verdict.AGREEMENT


def test_the_news_of_two_days_is_no_conflict():
    group, found, articles = plan(APPROVED, REJECTED, days=("2021-03-04", "2021-03-06"))
    assert hear(group, found, articles, judge(otherwise=CONTRADICTION)).verdict is Verdict.AGREEMENT
    group, found, articles = plan(APPROVED, REJECTED, days=("2021-03-04", "2021-03-05"))
    assert hear(group, found, articles, judge(otherwise=CONTRADICTION)).verdict is Verdict.CONFLICT


def test_figures_that_differ_are_left_to_the_ladder_of_numbers():
    group, found, articles = plan(APPROVED.replace(".", " by 7 to 2."), REJECTED.replace(".", " by 5 to 4."))
    assert hear(group, found, articles, judge(otherwise=CONTRADICTION)).verdict is Verdict.AGREEMENT


def test_a_contradiction_that_a_finding_already_tells_is_not_told_again():
    group, found, articles = plan(APPROVED, REJECTED)
    rows = [evidence(text, "council", article_id=name) for name, text in (("a", APPROVED), ("b", REJECTED))]
    told = finding(variant("7", rows[0]), variant("9", rows[1]), verdict=Verdict.CONFLICT)
    both = give_second_opinion([(group, told), (group, found)], articles, judge=judge(otherwise=CONTRADICTION))
    assert [heard.verdict for _, heard in both] == [Verdict.CONFLICT, Verdict.AGREEMENT]


def test_one_pair_of_sentences_is_proposed_once():
    group, found, articles = plan(APPROVED, REJECTED)
    council = case((APPROVED, "council"), (REJECTED, "council"), cohesion=0.65)
    both = give_second_opinion([council[:2], (group, found)], articles, judge=judge(otherwise=CONTRADICTION))
    assert [heard.verdict for _, heard in both] == [Verdict.AGREEMENT, Verdict.CONFLICT]


# Bounded and repeatable work


def test_a_large_group_has_ten_pairs_read_in_one_call_and_each_direction_once():
    sentences = [f"In district {letter} the council approved the bridge plan." for letter in "ABCDEFGHIJKL"]
    group, found, articles = plan(*sentences)
    patient = judge()
    give_second_opinion([(group, found), (group, found)], articles, judge=patient)
    (pairs,) = patient.predict.asked
    assert len(pairs) == len(set(pairs)) == 20
    assert pairs == sorted(pairs, key=lambda pair: (len(pair[0]) + len(pair[1]), pair))


reading = st.tuples(*[st.floats(0.01, 1.0)] * 3).map(lambda row: tuple(value / sum(row) for value in row))


@given(table=st.lists(reading, min_size=3, max_size=3), cohesion=st.floats(0, 1), order=st.permutations(range(3)))
def test_the_order_of_findings_changes_nothing_and_confidence_stays_a_probability(table, cohesion, order):
    numbers, words, states = killed((SEVEN, "7"), (NINE, "9")), plan(APPROVED, REJECTED), plan(PASSED, BACKED)
    rows = [
        (replace(case[0], id=str(n)), replace(case[1], id=str(n), confidence=cohesion))
        for n, case in enumerate((numbers, words, states))
    ]
    readings = dict(zip(((SEVEN, NINE), (APPROVED, REJECTED), (PASSED, BACKED)), table, strict=True))

    first, second = judge(readings), judge(readings)
    heard = give_second_opinion(rows, words[2], judge=first)
    shuffled = give_second_opinion([rows[n] for n in order], words[2], judge=second)

    assert first.predict.asked == second.predict.asked
    assert [shuffled[order.index(n)] for n in range(3)] == list(heard)
    assert all(0 <= found.confidence <= 1 for _, found in heard)


def test_the_value_shown_for_a_number_is_never_touched():
    group, found, articles = killed((SEVEN, "7"), (NINE, "9"))
    heard = hear(group, found, articles, judge(otherwise=CONTRADICTION))
    assert all(isinstance(c.value, Quantity) for c in group.claims)
    assert [(v.low, v.high) for v in heard.variants] == [(v.low, v.high) for v in found.variants]


# Loading


@pytest.mark.parametrize("leaning", NLI)
@pytest.mark.parametrize("labels", [NLI, NLI[::-1], ("neutral", "contradiction", "entailment")])
def test_the_columns_follow_the_names_of_the_labels(tmp_path, labels, leaning):
    (label,) = [name for name in labels if name.casefold() == leaning.casefold()]
    model = load_judge(save_cross_encoder(tmp_path / "nli", labels=labels, leaning=label))
    (row,) = model.predict([(APPROVED, REJECTED)])
    assert row.sum() == pytest.approx(1)
    assert row[["contradiction", "entailment", "neutral"].index(leaning.casefold())] > 0.9


def test_an_activation_saved_with_the_model_does_not_flatten_its_probabilities(tmp_path):
    name = save_cross_encoder(
        tmp_path / "nli", leaning="Contradiction", activation="torch.nn.modules.activation.Sigmoid"
    )
    assert load_judge(name).predict([(APPROVED, REJECTED)])[0, 0] > 0.9


def test_a_loaded_model_reads_long_sentences_and_repeats_itself(tmp_path):
    model = load_judge(save_cross_encoder(tmp_path / "nli"))
    pairs = [(APPROVED * 40, REJECTED * 40), (APPROVED, REJECTED), (REJECTED, APPROVED)]
    first = model.predict(pairs)
    assert first.shape == (3, 3)
    assert (first == model.predict(pairs)).all()


def _without(file):
    return lambda folder: (folder / file).unlink()


def _broken(folder):
    (folder / "model.safetensors").write_bytes(b"not weights")


@pytest.mark.parametrize("damage", [_without("config.json"), _without("model.safetensors"), _broken])
def test_a_broken_model_is_told_in_one_sentence(tmp_path, damage):
    name = save_cross_encoder(tmp_path / "nli")
    damage(tmp_path / "nli")
    with pytest.raises(ModelError, match=r"cannot load the judge '.*nli'.*; name a folder") as caught:
        load_judge(name)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"cannot load the judge '.*none'.*or leave --judge out"):
        load_judge(str(tmp_path / "none"))


@pytest.mark.parametrize("labels", [("LABEL_0", "LABEL_1"), ("entailment", "not_entailment"), ("score",)])
def test_a_model_of_something_else_is_refused_with_its_labels(tmp_path, labels):
    name = save_cross_encoder(tmp_path / "other", labels=labels)
    with pytest.raises(ModelError, match="no model of natural-language inference") as caught:
        load_judge(name)
    assert ", ".join(labels) in str(caught.value)


def test_without_a_judge_no_library_of_models_is_imported():
    script = "import sys, reconcile.judge; print([n for n in ('torch', 'sentence_transformers') if n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


# In a run


def test_a_run_asks_the_judge_that_the_settings_name(tmp_path, monkeypatch):
    for name, sentence in (("a", APPROVED), ("b", REJECTED)):
        (tmp_path / f"{name}.txt").write_text(
            f"Dellmar, March 4, 2021. {sentence} The vote was held in the old mill.\n"
        )
    name = save_cross_encoder(tmp_path / "nli-tiny", leaning="Contradiction")
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    settings = load_settings(None, {"judge.model": name}).settings

    plain, heard = run(paths), run(paths, settings=settings)

    assert "second opinion" not in str(plain.findings)
    assert any("A second opinion (nli-tiny)" in found.explanation for found in heard.findings)
    assert plain.provenance.settings_digest != heard.provenance.settings_digest


def test_a_run_with_a_judge_that_is_missing_stops_before_the_long_work(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(f"{APPROVED} {PASSED} The vote was held in the old mill.")
    monkeypatch.setattr("reconcile.pipeline.extract_claims", lambda *args, **kwargs: pytest.fail("the work began"))
    settings = load_settings(None, {"judge.model": str(tmp_path / "none")}).settings
    with pytest.raises(ModelError, match="cannot load the judge"):
        run([str(tmp_path / "a.txt")], settings=settings)
