"""Copies of one text among the articles: the same wire story is one origin, however often printed.

Two reports of one event share many three-word phrases ("was pronounced dead at the") and need
not share an author; copies share *runs*. So a pair is judged by how much of its shorter text
lies in runs of seven words or more that the longer one has too, quotations left out, because
two reporters at one press conference write down the same words. MinHash over the seven-word
shingles proposes the pairs: unrelated texts share none, so even a single equal hash is telling
and no text is compared with all others. Headlines prove nothing: they are rewritten first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import pairwise

from reconcile.clean.rules import load_lexicon
from reconcile.types import Article
from reconcile.versions import is_history

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“«][^\"“”«»]{12,800}(?:[\"”»]|'')|``.{12,800}?''", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_RUN = 7
_N_HASHES = 128
_SEED = 20190121
# Set on 100 hand-checked pairs of local and wire stories, half just above and half just below:
# at .25 hardly a police appeal or a shared statement passes, at .2 many do.
_MIN_COVERED = 0.25
_MIN_COVERED_SAME_AGENCY = 0.2
_MIN_SHARED_WORDS = 25
# Of a crowd of equal texts each is compared with the first and with its neighbour.
_MAX_BUCKET = 12


@dataclass(frozen=True, slots=True)
class _Body:
    """A body as words, and the set of its runs."""

    words: tuple[str, ...]
    runs: frozenset[str]


def mark_copies(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return `articles` with `origin` shared by all copies of one text and `copy_of` naming the original."""
    bodies = [_read(article) for article in articles]
    pairs = [pair for pair in _candidates(bodies) if _is_copy(articles, bodies, pair)]
    pairs += _versions(articles)
    marked = list(articles)
    for group in _join(len(articles), pairs):
        first = min(group, key=lambda i: _precedence(articles[i]))
        for i in group:
            is_copy = i != first and not is_history(articles[i])
            copy_of = articles[first].id if is_copy else None
            marked[i] = replace(articles[i], origin=articles[first].id, copy_of=copy_of)
    return tuple(marked)


def covered(left: str, right: str) -> tuple[float, int]:
    """Return which share of the shorter text lies in runs shared with the other, and how many words that is."""
    return _covered(_body(left), _body(right))


def _versions(articles: tuple[Article, ...]) -> list[tuple[int, int]]:
    """Pair each older version of an item with its newest, however much was rewritten between them."""
    newest = {article.item_id: i for i, article in enumerate(articles) if article.item_id and not is_history(article)}
    return [
        (newest[article.item_id], i)
        for i, article in enumerate(articles)
        if is_history(article) and article.item_id in newest
    ]


def _precedence(article: Article) -> tuple[bool, datetime, int, str]:
    """Order by time, then the longer text first: cuts are made from the full story; older versions come last."""
    day = article.published_on or date.max
    moment = article.published_at or datetime.combine(day, time.max, UTC)
    return (is_history(article), moment, -len(article.text), article.id)


def _read(article: Article) -> _Body:
    return _body(article.text[article.body_start :])


def _body(text: str) -> _Body:
    own = " ".join(s for s in _SENTENCE_END.split(_QUOTED.sub(" ", text)) if not _appeals().search(s))
    words = tuple(_WORD.findall(own.lower()))
    return _Body(words, frozenset(" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)))


@cache
def _appeals() -> re.Pattern[str]:
    return re.compile("|".join(load_lexicon("copies")["appeals"]), re.IGNORECASE)


def _candidates(bodies: list[_Body]) -> list[tuple[int, int]]:
    from rensa import RMinHash

    buckets: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, body in enumerate(bodies):
        if not body.runs:
            continue
        sketch = RMinHash(_N_HASHES, _SEED)
        sketch.update(sorted(body.runs))
        for place, value in enumerate(sketch.digest()):
            buckets[place, value].append(i)
    pairs: set[tuple[int, int]] = set()
    for members in buckets.values():
        pairs.update(_pairs_of(members))
    return sorted(pairs)


def _pairs_of(members: list[int]) -> list[tuple[int, int]]:
    if len(members) <= _MAX_BUCKET:
        return [(left, right) for n, left in enumerate(members) for right in members[n + 1 :]]
    return [*((members[0], other) for other in members[1:]), *pairwise(members)]


def _is_copy(articles: tuple[Article, ...], bodies: list[_Body], pair: tuple[int, int]) -> bool:
    left, right = pair
    agency = articles[left].agency
    same_agency = agency is not None and agency == articles[right].agency
    share, n_words = _covered(bodies[left], bodies[right])
    return n_words >= _MIN_SHARED_WORDS and share >= (_MIN_COVERED_SAME_AGENCY if same_agency else _MIN_COVERED)


def _covered(left: _Body, right: _Body) -> tuple[float, int]:
    shorter, longer = (left, right) if len(left.words) <= len(right.words) else (right, left)
    n_covered, end = 0, 0
    for i in range(len(shorter.words) - _RUN + 1):
        if " ".join(shorter.words[i : i + _RUN]) in longer.runs:
            n_covered += i + _RUN - max(i, end)
            end = i + _RUN
    return (n_covered / len(shorter.words) if shorter.words else 0.0, n_covered)


def _join(n: int, pairs: list[tuple[int, int]]) -> list[list[int]]:
    parent = list(range(n))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for left, right in pairs:
        left_root, right_root = root(left), root(right)
        parent[max(left_root, right_root)] = min(left_root, right_root)
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(n):
        members[root(i)].append(i)
    return list(members.values())
