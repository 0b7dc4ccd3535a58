"""A second opinion on findings, from a natural-language-inference model that the user names.

A cross-encoder reads two sentences together and tells whether the one contradicts or entails
the other. It knows nothing of dates, tolls or who is who, so the ladders stay in charge: the
opinion moves a finding's confidence, and where two articles' answers in words contradict each
other it may propose a conflict that no ladder can see ("approved", "rejected"). It never
changes what the comparison of two numbers, times or names said.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, zip_longest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reconcile.errors import ModelError
from reconcile.models import load_cross_encoder
from reconcile.types import Article, Claim, Evidence, FactGroup, Finding, Modality, Phrase, Slot, Variant, Verdict

__all__ = ["Judge", "Predict", "give_second_opinion", "load_judge"]

Predict = Callable[[Sequence[tuple[str, str]]], NDArray[np.float32]]
"""From n pairs (premise, hypothesis) to an array of shape (n, 3): the probabilities of `LABELS`, each row's sum 1."""

LABELS = ("contradict", "entail", "neutral")
"""How the names of the three labels begin, in the order of a `Predict`'s columns."""

# Pairs of sentences read for one group: all those of five outlets. A group of twelve would have
# 66, each read in both directions, and the vote of ten already says what the rest would.
_MAX_PAIRS = 10
# Sentences of a batch; larger ones are no faster on a CPU.
_BATCH_SIZE = 16
# What counts as a reading: more likely than not. No such model is among the packages that this
# project can install, so neither this nor the next value could be fitted; both are on the safe side.
_LIKELY = 0.5
# What both directions must reach before a conflict is proposed.
_SURE = 0.9
# A unanimous vote multiplies the odds of a finding by this: about one level ("medium", .7, becomes .88).
_ODDS = 3.0
# Share of the pairs, for less against, that moves a finding to the next level.
_CLEAR = 2 / 3
# Days between two articles that still tell one day's news: the evening's and the next morning's.
_SAME_NEWS_DAYS = 1
# Code points of a sentence that stands for an answer.
_MAX_ANSWER = 110

_LEVELS = ("low", "medium", "high")
_DIFFERENCES = frozenset({Verdict.CONFLICT, Verdict.SUPERSEDED})
_IN_WORDS = frozenset({Slot.STATUS, Slot.OTHER})
_FIGURE = re.compile(r"\d[\d.,:]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A model that reads pairs of sentences, and its name as the report gives it."""

    name: str
    predict: Predict


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two pieces of evidence with different sentences."""

    left: Evidence
    right: Evidence

    @property
    def texts(self) -> tuple[str, str]:
        return _text(self.left), _text(self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opinion:
    """What the model makes of a pair, over both directions."""

    likely_contradiction: float
    sure_contradiction: float
    entailment: float

    def contradicts(self) -> bool:
        return self.likely_contradiction > _LIKELY

    def entails(self) -> bool:
        # Contradiction first: a sentence that gives one rival detail still entails the other in much else.
        return not self.contradicts() and self.entailment > _LIKELY


_Opinions = Mapping[tuple[str, str], _Opinion]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A finding with its group and the pairs that are read for it."""

    group: FactGroup
    finding: Finding
    pairs: tuple[_Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hearing:
    """What every decision of one call looks at: the opinions, the articles and whose opinion it is."""

    opinions: _Opinions
    articles: Mapping[str, Article]
    judge: str

    def on(self, pair: _Pair) -> _Opinion:
        return self.opinions[pair.texts]


def load_judge(model: str) -> Judge:
    """Load the cross-encoder `model` (a folder or a hub name) as a judge.

    Raises:
        ModelError: It cannot be loaded, or its labels are not contradiction, entailment and neutral.
    """
    encoder = load_cross_encoder(model)
    # No config at all is told like one without labels.
    columns = _columns(getattr(encoder.config, "id2label", None) or {}, model)

    def predict(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        from torch import nn

        # The plain logits into the softmax: some models are saved with an activation of their own.
        probabilities = encoder.predict(
            list(pairs),
            batch_size=_BATCH_SIZE,
            show_progress_bar=False,
            activation_fn=nn.Identity(),
            apply_softmax=True,
            convert_to_numpy=True,
        )
        return np.asarray(probabilities, dtype=np.float32)[:, columns]

    return Judge(name=Path(model).name, predict=predict)


def _columns(label_by_column: Mapping[int, str], model: str) -> list[int]:
    """Return the columns of `LABELS` in a model's output."""
    columns = []
    for label in LABELS:
        named = [column for column, name in label_by_column.items() if str(name).casefold().startswith(label)]
        if len(named) != 1:
            labels = ", ".join(str(name) for _, name in sorted(label_by_column.items())) or "none"
            raise ModelError(
                f"the judge {model!r} is no model of natural-language inference: its labels are {labels}, "
                "not contradiction, entailment and neutral; name another, or leave judge.model empty"
            )
        columns.append(int(named[0]))
    return columns


def give_second_opinion(
    judged: Sequence[tuple[FactGroup, Finding]], articles: Mapping[str, Article], *, judge: Judge
) -> tuple[tuple[FactGroup, Finding], ...]:
    """Return the findings in the same order, with confidence moved and conflicts proposed.

    Args:
        judged: The findings of the comparison, each with its group.
        articles: The run's articles by id.
        judge: The model that reads the sentences.
    """
    cases = [_Case(group=group, finding=finding, pairs=_pairs(finding)) for group, finding in judged]
    opinions = _ask(judge, {pair.texts for case in cases for pair in case.pairs})
    hearing = _Hearing(opinions=opinions, articles=articles, judge=judge.name)
    proposed = dict(_propose(cases, hearing))
    return tuple((case.group, proposed.get(number) or _weigh(case, hearing)) for number, case in enumerate(cases))


# Reading the pairs


def _pairs(finding: Finding) -> tuple[_Pair, ...]:
    """Return the pairs to read: rivals where the finding is a difference, else any two voices."""
    rows = _one_for_each_sentence(finding)
    pairs = sorted(combinations(range(len(rows)), 2), key=lambda pair: (pair[1], pair[0]))
    return tuple(
        _Pair(left=rows[i][1], right=rows[j][1])
        for i, j in pairs
        if _are_two_voices(rows[i][1], rows[j][1]) and (finding.verdict not in _DIFFERENCES or rows[i][0] != rows[j][0])
    )[:_MAX_PAIRS]


def _one_for_each_sentence(finding: Finding) -> list[tuple[int, Evidence]]:
    """Return evidence with the number of its variant, each sentence once, the variants taking turns."""
    turns = zip_longest(*(variant.evidence for variant in finding.variants))
    first: dict[str, tuple[int, Evidence]] = {}
    for turn in turns:
        for number, row in enumerate(turn):
            if row is not None:
                first.setdefault(_text(row), (number, row))
    return list(first.values())


def _are_two_voices(left: Evidence, right: Evidence) -> bool:
    if left.article_id != right.article_id:
        return True
    return left.speaker is not None and right.speaker is not None and left.speaker != right.speaker


def _text(row: Evidence) -> str:
    return " ".join(row.quote.split())


def _ask(judge: Judge, texts: set[tuple[str, str]]) -> _Opinions:
    """Return the opinion on each pair of texts, from one call that reads each direction once."""
    # Sorted by length, so that the batches are even, and then by text, so that the order of findings changes nothing.
    both = {direction for left, right in texts for direction in ((left, right), (right, left))}
    directions = sorted(both, key=lambda pair: (len(pair[0]) + len(pair[1]), pair))
    if not directions:
        return {}
    rows = judge.predict(directions)
    by_direction = {pair: [float(value) for value in row] for pair, row in zip(directions, rows, strict=True)}
    return {(left, right): _join(by_direction[left, right], by_direction[right, left]) for left, right in texts}


def _join(there: Sequence[float], back: Sequence[float]) -> _Opinion:
    """Put two directions together: contradiction goes both ways, entailment may go one (more detail into less)."""
    return _Opinion(
        likely_contradiction=(there[0] + back[0]) / 2,
        sure_contradiction=min(there[0], back[0]),
        entailment=max(there[1], back[1]),
    )


# Moving the confidence


def _weigh(case: _Case, hearing: _Hearing) -> Finding:
    """Return the finding with the confidence that the readings leave it, and a sentence that says so."""
    finding, n_pairs = case.finding, len(case.pairs)
    if not n_pairs:
        return finding
    n_contradicting = sum(hearing.on(pair).contradicts() for pair in case.pairs)
    n_entailing = sum(hearing.on(pair).entails() for pair in case.pairs)
    is_difference = finding.verdict in _DIFFERENCES
    n_for, n_against = (n_contradicting, n_entailing) if is_difference else (n_entailing, n_contradicting)
    if n_for == n_against:
        return finding
    rises, vote = n_for > n_against, (n_for - n_against) / n_pairs
    told = "contradicting each other" if rises == is_difference else "saying the same"
    reads = "the two sentences" if n_pairs == 1 else f"{max(n_for, n_against)} of {n_pairs} pairs of sentences"
    return replace(
        finding,
        confidence=_shift(finding.confidence, vote),
        level=_step(finding.level, 0 if abs(vote) < _CLEAR else 1 if rises else -1),
        explanation=(
            f"{finding.explanation} A second opinion ({hearing.judge}) {'raised' if rises else 'lowered'} "
            f"the confidence: it reads {reads} as {told}."
        ),
    )


def _shift(confidence: float, vote: float) -> float:
    """Return the probability whose odds are those of `confidence` times a power of the vote."""
    factor: float = _ODDS**vote
    return round(confidence * factor / (confidence * factor + 1 - confidence), 3)


def _step(level: str, step: int) -> str:
    return _LEVELS[min(max(_LEVELS.index(level) + step, 0), len(_LEVELS) - 1)]


# Proposing conflicts


def _propose(cases: Sequence[_Case], hearing: _Hearing) -> Iterator[tuple[int, Finding]]:
    """Yield the conflicts to propose, by the number of the case that each replaces; one for each pair of sentences."""
    told = {pair for case in cases if case.finding.verdict in _DIFFERENCES for pair in _pairs_told(case.finding)}
    open_cases = [(number, case) for number, case in enumerate(cases) if _is_open(case.finding)]
    for number, case in sorted(open_cases, key=lambda row: (_readiness(row[1].finding), row[0])):
        for pair, claim in _contradictions(case, hearing):
            if frozenset(pair.texts) not in told:
                told.add(frozenset(pair.texts))
                yield number, _conflict(case.finding, claim, pair, hearing)
                break


def _contradictions(case: _Case, hearing: _Hearing) -> Iterator[tuple[_Pair, Claim]]:
    """Yield the pairs that surely contradict each other about the case's own claims, the surest first."""
    claims = {claim.id: claim for claim in case.group.claims}
    sure = [pair for pair in case.pairs if hearing.on(pair).sure_contradiction >= _SURE]
    for pair in sorted(sure, key=lambda pair: (-hearing.on(pair).sure_contradiction, pair.texts)):
        left, right = claims[pair.left.claim_id], claims[pair.right.claim_id]
        if _may_conflict(left, right, pair, hearing.articles):
            yield pair, left


def _readiness(finding: Finding) -> tuple[object, ...]:
    """Return what sorts findings by how well they put the question that a contradiction is about."""
    return finding.slot is not Slot.STATUS, -finding.confidence, finding.id


def _is_open(finding: Finding) -> bool:
    """Whether only words were compared, and no difference was found among them."""
    return finding.slot in _IN_WORDS and finding.verdict not in _DIFFERENCES


def _pairs_told(finding: Finding) -> Iterator[frozenset[str]]:
    """Yield the pairs of sentences whose contradiction a finding already accounts for."""
    texts = sorted({_text(row) for variant in finding.variants for row in variant.evidence})
    yield from map(frozenset, combinations(texts, 2))


def _may_conflict(left: Claim, right: Claim, pair: _Pair, articles: Mapping[str, Article]) -> bool:
    """Whether a contradiction between two sentences can be about these two claims, at one time."""
    return (
        left.article_id != right.article_id
        and _differ(left, right)
        and not _have_rival_figures(*pair.texts)
        and _tell_one_time(left, right, articles)
    )


def _differ(left: Claim, right: Claim) -> bool:
    """Whether the claims themselves differ in what is told; else the sentences quarrel about something else."""
    is_denied = [claim.negated or claim.modality is Modality.DENIED for claim in (left, right)]
    same_words = left.surface.casefold() == right.surface.casefold()
    return left.predicate != right.predicate or is_denied[0] is not is_denied[1] or not same_words


def _have_rival_figures(left: str, right: str) -> bool:
    """Whether each sentence has a figure that the other lacks: numbers are for their own ladder."""
    ours, theirs = ({figure.rstrip(".,:") for figure in _FIGURE.findall(text)} for text in (left, right))
    return bool(ours - theirs) and bool(theirs - ours)


def _tell_one_time(left: Claim, right: Claim, articles: Mapping[str, Article]) -> bool:
    """Whether both tell of one time: a plan and its outcome, or two days' news, are no contradiction."""
    if left.era != right.era or (left.modality is Modality.PLANNED) is not (right.modality is Modality.PLANNED):
        return False
    if left.when is not None and right.when is not None:
        return left.when[0] < right.when[1] and right.when[0] < left.when[1]
    ours, theirs = (articles[claim.article_id].published_on for claim in (left, right))
    return ours is None or theirs is None or abs((ours - theirs).days) <= _SAME_NEWS_DAYS


def _conflict(finding: Finding, claim: Claim, pair: _Pair, hearing: _Hearing) -> Finding:
    """Return the finding as a proposed conflict: never of high confidence, whatever the model says."""
    probability = hearing.on(pair).sure_contradiction
    first, second = (_outlet(hearing.articles[row.article_id]) for row in (pair.left, pair.right))
    variants = _set_apart(finding.variants, pair, hearing.opinions)
    # Where the answers were the same words, the words no longer ask anything.
    is_asked_anew = len(variants) > len(finding.variants) and isinstance(claim.value, Phrase)
    return replace(
        finding,
        slot=Slot.STATUS,
        verdict=Verdict.CONFLICT,
        subject=f"What is said of “{claim.surface}”?" if is_asked_anew else finding.subject,
        explanation=(
            f"A second opinion ({hearing.judge}) proposes a conflict: it reads what {first} and {second} say "
            f"as contradicting each other (probability {probability:.2f} in both directions)."
        ),
        confidence=round(finding.confidence * probability, 3),
        level=_step(finding.level, -1),
        variants=variants,
    )


def _outlet(article: Article) -> str:
    return article.publisher or article.title or article.id


def _set_apart(variants: Sequence[Variant], pair: _Pair, opinions: _Opinions) -> tuple[Variant, ...]:
    """Return the variants with the two sentences in different ones; the halves of a split one go by their sentences."""
    for number, variant in enumerate(variants):
        texts = {_text(row) for row in variant.evidence}
        if texts.issuperset(pair.texts):
            halves = _split(variant, pair, opinions)
            rest = (*variants[:number], *halves, *variants[number + 1 :])
            return tuple(sorted(rest, key=lambda v: (-len(v.evidence), v.value)))
    return tuple(variants)


def _split(variant: Variant, pair: _Pair, opinions: _Opinions) -> Iterator[Variant]:
    """Yield the sentences that are contradicted and those that stay; what was not read stays."""
    rivals_by_text: dict[str, set[str]] = {text: set() for text in pair.texts}
    for (left, right), opinion in opinions.items():
        if opinion.sure_contradiction >= _SURE:
            rivals_by_text.setdefault(left, set()).add(right)
            rivals_by_text.setdefault(right, set()).add(left)
    texts = {_text(row) for row in variant.evidence}
    # The one that more of this answer's sentences contradict stands alone.
    staying, leaving = sorted(pair.texts, key=lambda text: (len(rivals_by_text[text] & texts), text))
    moved = (rivals_by_text[staying] & texts) | {leaving}
    for value, is_moved in ((staying, False), (leaving, True)):
        rows = tuple(row for row in variant.evidence if (_text(row) in moved) is is_moved)
        yield Variant(value=textwrap.shorten(value, _MAX_ANSWER, placeholder="…"), evidence=rows)
