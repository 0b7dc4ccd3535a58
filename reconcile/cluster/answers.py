"""Free-text answers to one question: which of them say the same.

Values come first: "until July 2024" and "for three years" never agree, whatever their meaning's
cosine, and "three more years" agrees with "3 years". What is left is compared by meaning twice:
the answer by itself, and the answer behind its question, less what it shares with the question
alone. By itself a short answer ("security") says too little; behind its question all answers look
alike until the question's own direction is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reconcile.cluster.lexicon import words
from reconcile.cluster.linkage import average_linkage
from reconcile.cluster.stated import Values, exclude_each_other, is_content, stated_values

# The middle of the plateau: on four labelled questions of NAnCo every threshold from .30 to .525 has a mean
# balanced accuracy of .90 or more; repeat with `tests/measure_stages.py sameness`.
_THRESHOLD = 0.425
_CREDIT_FOR_SAYING_ALL = 0.5
_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?")
_SUFFIX = re.compile(r"(?<=\w{4})(?:ings?|ers?|ed|es|s|ly|ions?)$")


class _Answer(NamedTuple):
    values: Values
    content: frozenset[str]
    negated: bool


def answer_prompts(texts: Sequence[str], question: str = "") -> list[str]:
    """Return what to encode for `group_answers`: the answers, then each behind its question, then the question.

    Without a question the answers are all there is to encode.
    """
    return [*texts, *(f"{question} {text}" for text in texts), question] if question else list(texts)


def group_answers(texts: Sequence[str], embeddings: NDArray[np.float32], *, question: str = "") -> list[int]:
    """Return a label for each answer; answers with one label give the same answer to `question`.

    Args:
        texts: The answers, as the articles word them.
        embeddings: A unit row for each of `answer_prompts(texts, question)`, in its order.
        question: The question in words; "" where there is none.

    Returns:
        Labels counted from 0 in the order of `texts`.
    """
    similarity = _meaning(len(texts), np.asarray(embeddings, dtype=np.float64))
    asked = frozenset(map(_stem, _WORD.findall(question.lower())))
    answers = [_read(text, asked) for text in texts]
    for left, right in combinations(range(len(texts)), 2):
        judged = _judge(answers[left], answers[right], float(similarity[left, right]))
        similarity[left, right] = similarity[right, left] = judged
    return list(average_linkage(similarity, _THRESHOLD))


def _meaning(n_answers: int, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cosines of the answers, averaged with those of what they add to their question."""
    alone = rows[:n_answers]
    cosines = np.asarray(alone @ alone.T)
    if len(rows) == n_answers:
        return cosines
    question = rows[-1]
    added = rows[n_answers:-1]
    added = added - np.outer(added @ question, question)
    added /= np.maximum(np.linalg.norm(added, axis=1, keepdims=True), 1e-9)
    return np.asarray((cosines + added @ added.T) / 2)


def _judge(left: _Answer, right: _Answer, meaning: float) -> float:
    """Return the similarity of two answers: 0 or 1 where values or a negation decide, else from their meaning."""
    if exclude_each_other(left.values, right.values):
        return 0.0
    if left.values and right.values and not left.content and not right.content:
        return 1.0
    if not left.content or not right.content:
        return meaning
    if left.content == right.content and left.negated != right.negated:
        return 0.0
    if left.negated == right.negated and (left.content <= right.content or right.content <= left.content):
        # One says all that the other says, and more: halfway to the same. On the
        # labelled questions any credit from .3 to .6 does as well.
        return meaning + _CREDIT_FOR_SAYING_ALL * (1 - meaning)
    return meaning


def _read(text: str, asked: frozenset[str]) -> _Answer:
    """Return the values that an answer states and the content words that it adds to the question's."""
    tokens = [token.lower() for token in _WORD.findall(text.replace("’", "'"))]
    content = frozenset(_stem(token) for token in tokens if is_content(token)) - asked
    negated = any(token in words().negations or token.endswith("n't") for token in tokens)
    return _Answer(stated_values(text), content, negated)


def _stem(word: str) -> str:
    """Return `word` less a common ending: enough to see "inspections" in "inspected"."""
    return _SUFFIX.sub("", word.removesuffix("'s"))
