"""Word lists of the comparison, read once from their data file."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, object]:
    text = resources.files("reconcile.compare").joinpath("vocabulary.json").read_text(encoding="utf-8")
    loaded: dict[str, object] = json.loads(text)
    return loaded


@lru_cache(maxsize=1)
def running_counts() -> frozenset[str]:
    """Return the measured classes whose counts grow while a story moves on."""
    words = _vocabulary()["running_counts"]
    return frozenset(words) if isinstance(words, list) else frozenset()


@lru_cache(maxsize=1)
def passive_phrases() -> dict[str, str]:
    """Return {measured class: how a question puts it}, such as {"killed": "were killed"}."""
    phrases = _vocabulary()["passive_phrases"]
    return dict(phrases) if isinstance(phrases, dict) else {}
