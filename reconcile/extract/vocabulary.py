"""Small word lists of the extraction, read once from their data file."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def directions() -> frozenset[str]:
    """Return the words for points of the compass."""
    return frozenset(_words("directions"))


@lru_cache(maxsize=1)
def vague_nouns() -> frozenset[str]:
    """Return the nouns that answer no question by themselves ("time", "part", "way")."""
    return frozenset(_words("vague_nouns"))


@lru_cache(maxsize=1)
def event_nouns() -> frozenset[str]:
    """Return nouns that name an event and stand in no predicate class."""
    return frozenset(_words("event_nouns"))


@lru_cache(maxsize=1)
def single_acts() -> frozenset[str]:
    """Return nouns of acts that each have their own victims, so that two are two stories."""
    return frozenset(_words("single_acts"))


@lru_cache(maxsize=1)
def casualty_classes() -> frozenset[str]:
    """Return the measured classes of which even a vague count is told."""
    return frozenset(_words("casualty_classes"))


@lru_cache(maxsize=1)
def counted_singly() -> frozenset[str]:
    """Return the measured classes of which even "one man" is a count, and not just who is meant."""
    return casualty_classes() | frozenset(_words("counted_singly"))


@lru_cache(maxsize=1)
def _raw() -> dict[str, list[str]]:
    text = files("reconcile.extract").joinpath("lexicon/vocabulary.json").read_text("utf-8")
    loaded: dict[str, list[str]] = json.loads(text)
    return loaded


def _words(name: str) -> list[str]:
    return _raw()[name]
