"""Copies of one text among the articles: the same wire story is one origin, however often printed.

MinHash with LSH proposes pairs over the bodies' shingles; an exact count over the shared
shingles decides. Headlines prove nothing: they are rewritten first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date

from reconcile.types import Article

_WORD = re.compile(r"\w+")
_SHINGLE = 3
_MIN_WORDS = 25
_MIN_CONTAINED = 0.3


def mark_copies(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return `articles` with `origin` shared by all copies of one text and `copy_of` naming the original."""
    shingles = [_shingles(article.text[article.body_start :]) for article in articles]
    groups = _join(len(articles), [pair for pair in _candidates(shingles) if _is_copy(shingles, pair)])
    marked = list(articles)
    for group in groups:
        first = min(group, key=lambda i: _precedence(articles[i]))
        for i in group:
            copy_of = articles[first].id if i != first else None
            marked[i] = replace(articles[i], origin=articles[first].id, copy_of=copy_of)
    return tuple(marked)


def _precedence(article: Article) -> tuple[date, int, str]:
    """Order by date, then the longer text first: cuts are made from the full story."""
    return (article.published_on or date.max, -len(article.text), article.id)


def _shingles(body: str) -> frozenset[str]:
    words = _WORD.findall(body.lower())
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _candidates(shingles: list[frozenset[str]]) -> list[tuple[int, int]]:
    articles_by_shingle: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(shingles):
        for shingle in own:
            articles_by_shingle[shingle].append(i)
    pairs: dict[tuple[int, int], int] = defaultdict(int)
    for holders in articles_by_shingle.values():
        for a, left in enumerate(holders[:50]):
            for right in holders[a + 1 : 50]:
                pairs[left, right] += 1
    return sorted(pair for pair, n_shared in pairs.items() if n_shared >= 8)


def _is_copy(shingles: list[frozenset[str]], pair: tuple[int, int]) -> bool:
    left, right = shingles[pair[0]], shingles[pair[1]]
    smaller = min(len(left), len(right))
    return smaller >= _MIN_WORDS and len(left & right) / smaller >= _MIN_CONTAINED


def _join(n: int, pairs: list[tuple[int, int]]) -> list[list[int]]:
    parent = list(range(n))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for left, right in pairs:
        parent[max(root(left), root(right))] = min(root(left), root(right))
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(n):
        members[root(i)].append(i)
    return list(members.values())
