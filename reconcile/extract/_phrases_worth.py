"""How much an answer in words would tell an editor.

A word tells the more the rarer it is in English (wordfreq's Zipf scale) and the less the
article itself leans on it: "quake" is rare in English but no answer in a story about a quake.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from wordfreq import zipf_frequency

# On the Zipf scale 6 is one word in a thousand: commoner words tell nothing.
_COMMON_ZIPF = 6.0
# Garbled and invented words are rarer than rare: no word counts for more than a fairly rare one.
_MAX_RARITY = 2.5
# What an article says more often than this is its subject, and tells the less the oftener.
_FREE_USES = 2


@lru_cache(maxsize=8)
def words_of(name: str) -> frozenset[str]:
    """Return one of the word lists of lexicon/phrases.json."""
    return frozenset(_lists()[name])


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    text = files("reconcile.extract").joinpath("lexicon/phrases.json").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = json.loads(text)
    return lists


@lru_cache(maxsize=4096)
def rarity(word: str) -> float:
    """Return how telling a word is in any text, in [0, 2.5]; plain news words tell nothing."""
    if word in words_of("plain_nouns") or word in words_of("opinion"):
        return 0.0
    return min(_MAX_RARITY, max(0.0, _COMMON_ZIPF - zipf_frequency(word, "en")))


def informativeness(words: tuple[str, ...], counts: Mapping[str, int]) -> float:
    """Return what the words of an answer tell together.

    Args:
        words: The answer's content lemmas, each once.
        counts: How often the article uses each lemma.
    """
    return sum(rarity(word) * min(1.0, _FREE_USES / max(1, counts.get(word, 1))) for word in words)
