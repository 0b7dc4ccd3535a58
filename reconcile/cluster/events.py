"""Articles to events: whose rare words meet, and whose days are near.

Two articles report one event when they share what few other articles have: names, street
names, ages, an odd word. How rare a word is comes from the articles themselves and, since the
articles of one story share its rarest words, from general English: the story is counted as if it
lay among `_N_BACKGROUND` ordinary articles. Days between two publications count against them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array
from wordfreq import word_frequency

from reconcile.cluster.linkage import average_linkage
from reconcile.types import Article

_WORD = re.compile(r"[^\W\d_][\w'’]+|\d[\d,.]*\d|\d")
_POSSESSIVE = re.compile(r"'s?$")
_N_BACKGROUND = 300
_BACKGROUND_WORDS = 350
_THRESHOLD = 0.13
_PER_LOG_DAY = 0.02
_DAYS_OF_GRACE = 3.0


def group_events(articles: Sequence[Article]) -> tuple[int, ...]:
    """Return an event label for each article, counted from 0 in the order of `articles`."""
    if not articles:
        return ()
    vectors = _word_vectors([article.text for article in articles])
    similarity = coo_array(vectors @ vectors.T)
    days = np.array([a.published_on.toordinal() if a.published_on else np.nan for a in articles], dtype=np.float64)
    gap = np.nan_to_num(np.abs(days[similarity.row] - days[similarity.col]))
    score = similarity.data - _PER_LOG_DAY * np.log1p(gap / _DAYS_OF_GRACE)
    return average_linkage(csr_array((score, (similarity.row, similarity.col)), similarity.shape), _THRESHOLD)


def _words(text: str) -> Counter[str]:
    return Counter(_POSSESSIVE.sub("", word.lower().replace("’", "'")) for word in _WORD.findall(text))


def _word_vectors(texts: Sequence[str]) -> csr_array:
    """Return unit rows, one a text, of sublinear counts weighted by how rare each word is."""
    counts = [_words(text) for text in texts]
    n_texts_by_word = Counter(word for count in counts for word in count)
    column_by_word = {word: column for column, word in enumerate(sorted(n_texts_by_word))}
    rarity = np.array([_rarity(word, n_texts_by_word[word], len(texts)) for word in column_by_word])
    rows = np.repeat(np.arange(len(counts)), [len(count) for count in counts])
    columns = np.array([column_by_word[word] for count in counts for word in count], dtype=np.intp)
    times: NDArray[np.float64] = np.array([n for count in counts for n in count.values()], dtype=np.float64)
    weights = (1 + np.log(times)) * rarity[columns]
    matrix = csr_array((weights, (rows, columns)), shape=(len(texts), len(column_by_word)))
    norms = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return csr_array(diags_array(1 / np.maximum(norms, 1e-12)) @ matrix)


def _rarity(word: str, n_texts_with: int, n_texts: int) -> float:
    """Return the inverse document frequency of `word` among the texts and the imagined background."""
    in_background = _N_BACKGROUND * (1 - (1 - word_frequency(word, "en")) ** _BACKGROUND_WORDS)
    return float(np.log((1 + n_texts + _N_BACKGROUND) / (1 + n_texts_with + in_background)))
