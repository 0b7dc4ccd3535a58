"""Numbers that name, date or address something and so count nothing.

Clock times and dates are masked here too, although the times stage finds them: a date that it
misses must not turn into a count of things.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reconcile.types import Span


def masked_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of `text` whose numbers are names, dates, addresses or codes, in order."""
    spans = {Span(*match.span()) for pattern in _patterns() for match in pattern.finditer(text)}
    return tuple(sorted(spans))


def covers(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether one of `spans` overlaps `[start, end)`."""
    return any(span.start < end and start < span.end for span in spans)


def ordinal_names() -> frozenset[str]:
    """Return the nouns whose ordinal is a name ("Fifth Avenue", "ninth grade")."""
    return frozenset(_masks()["ordinal_names"])


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    masks = _masks()
    capitals = set(masks["caps_only"])
    free = [word for word in masks["designators"] if word not in capitals]
    number = r"\.? ?#? ?\d[\d.,]*\b(?: ?[-–] ?\d+\b)?"
    designators = (
        rf"(?i:\b(?:{_either(free)}){number})",
        rf"\b(?:{_either(word.title() for word in capitals)}|{_either(word.upper() for word in capitals)}){number}",
    )
    return tuple(re.compile(pattern) for pattern in (*masks["patterns"].values(), *designators))


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def _masks() -> dict[str, Any]:
    text = files("reconcile.extract").joinpath("lexicon/quantities_masks.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
