"""Articles to events: whose rare words and named days meet, and whose publication is near.

Two articles report one event when they share what few other articles have: names, streets,
ages, the day it happened, an odd word. How rare a word is comes from the articles themselves and,
since the articles of one story share its rarest words, from general English: the articles are
counted as if they lay among ordinary ones. Meaning is not asked: every shooting means the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array, vstack
from wordfreq import word_frequency

from reconcile.cluster.days import named_days
from reconcile.cluster.linkage import average_linkage
from reconcile.types import Article

_WORD = re.compile(r"[^\W\d_][\w'’]+|\d[\d,.]*\d|\d")
_POSSESSIVE = re.compile(r"'s?$")
# Headline and lead say what the event is; their words count once more. 400 characters hold both.
_LEAD = 400
# An ordinary article has about 350 words. From 30 to 3000 imagined ones the incidents score the same (B-cubed F1
# .952 to .957); a thousand keep the words of a story rare when a hundred articles at hand have them all.
_BACKGROUND_ARTICLES = 1000
_BACKGROUND_WORDS = 350
# The four below were chosen on one half of 400 incidents and checked on the other (B-cubed F1 .963 there, and .958
# the other way round); repeat with `tests/measure_stages.py events` when changing one. Thresholds of .09 to .18
# all score above .94.
_RARITY_POWER = 1.5
_COST_OF_LOG_DAYS = 0.02
_DAYS_OF_GRACE = 3.0
_THRESHOLD = 0.12
# Pairs less alike than this count as unlike: common words give nearly all pairs a little in common.
_FLOOR = 0.02
_ROWS_AT_ONCE = 500
# A line that an outlet repeats after more than a week is its own (rights, contact, slogans), not the event's.
_HOUSE_LINE_DAYS = 7


def group_events(articles: Sequence[Article]) -> tuple[int, ...]:
    """Return an event label for each article, counted from 0 in the order of `articles`."""
    if not articles:
        return ()
    vectors = _unit_vectors(
        [_words(article, text) for article, text in zip(articles, _own_texts(articles), strict=True)]
    )
    similarity = _similar_pairs(vectors)
    days = np.array([a.published_on.toordinal() if a.published_on else np.nan for a in articles], dtype=np.float64)
    # An undated article is as near to every other as can be.
    gap = np.nan_to_num(np.abs(days[similarity.row] - days[similarity.col]))
    score = similarity.data - _COST_OF_LOG_DAYS * np.log1p(gap / _DAYS_OF_GRACE)
    return average_linkage(csr_array((score, (similarity.row, similarity.col)), similarity.shape), _THRESHOLD)


def _own_texts(articles: Sequence[Article]) -> list[str]:
    """Return each article's text without the lines that its outlet prints again and again."""
    days_by_line: defaultdict[tuple[str | None, str], set[date]] = defaultdict(set)
    for article in articles:
        if article.published_on:
            for line in article.text.splitlines():
                days_by_line[article.publisher, line.strip()].add(article.published_on)
    house = {key for key, days in days_by_line.items() if (max(days) - min(days)).days > _HOUSE_LINE_DAYS}
    return [
        "\n".join(line for line in article.text.splitlines() if (article.publisher, line.strip()) not in house)
        for article in articles
    ]


def _words(article: Article, text: str) -> Counter[str]:
    """Return how often the article has each word and each day; its lead's words count once more."""
    words = Counter(_normal(word) for part in (text, text[:_LEAD]) for word in _WORD.findall(part))
    if article.published_on:
        days = [article.published_on, *named_days(text, published_on=article.published_on)]
        words.update(day.isoformat() for day in days)
    return words


def _normal(word: str) -> str:
    return _POSSESSIVE.sub("", word.lower().replace("’", "'"))


def _unit_vectors(counts: Sequence[Counter[str]]) -> csr_array:
    """Return a row of length 1 for each of `counts`: damped counts, weighted by how rare the word is."""
    n_with_word = Counter(word for count in counts for word in count)
    column_by_word = {word: column for column, word in enumerate(sorted(n_with_word))}
    rarity = np.array([_rarity(word, n_with_word[word], len(counts)) for word in column_by_word])
    rows = np.repeat(np.arange(len(counts)), [len(count) for count in counts])
    columns = np.array([column_by_word[word] for count in counts for word in count], dtype=np.intp)
    times: NDArray[np.float64] = np.array([n for count in counts for n in count.values()], dtype=np.float64)
    weights = (1 + np.log(times)) * rarity[columns]
    matrix = csr_array((weights, (rows, columns)), shape=(len(counts), len(column_by_word)))
    norms = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return csr_array(diags_array(1 / np.maximum(norms, 1e-12)) @ matrix)


def _similar_pairs(vectors: csr_array) -> coo_array:
    """Return the cosines of all pairs of rows that reach the floor, without holding the others at once."""
    columns = csr_array(vectors.T)
    blocks = []
    for start in range(0, vectors.shape[0], _ROWS_AT_ONCE):
        block = csr_array(vectors[start : start + _ROWS_AT_ONCE] @ columns)
        block.data[block.data < _FLOOR] = 0.0
        block.eliminate_zeros()
        blocks.append(block)
    return coo_array(vstack(blocks))


def _rarity(word: str, n_with: int, n_articles: int) -> float:
    """Return the inverse document frequency of `word` among the articles and the imagined ones."""
    chance = 0.0 if word[0].isdigit() and "-" in word else word_frequency(word, "en")
    n_background_with = _BACKGROUND_ARTICLES * (1 - (1 - chance) ** _BACKGROUND_WORDS)
    rarity = np.log((1 + n_articles + _BACKGROUND_ARTICLES) / (1 + n_with + n_background_with))
    return float(max(rarity, 0.0) ** _RARITY_POWER)
