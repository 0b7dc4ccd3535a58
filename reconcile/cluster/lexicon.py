"""The words that grouping knows, read from words.json once."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Words(NamedTuple):
    """Function words, number words and calendar words, in lower case."""

    weekdays: dict[str, int]
    months: dict[str, int]
    days_from_publication: dict[str, int]
    days_by_unit: dict[str, float]
    numbers: dict[str, int]
    one_before_a_unit: frozenset[str]
    multipliers: dict[str, int]
    negations: frozenset[str]
    function_words: frozenset[str]


@cache
def words() -> Words:
    """Return the word lists of this package."""
    lists = json.loads(files(__package__).joinpath("words.json").read_text(encoding="utf-8"))
    named: dict[str, Any] = {
        name: frozenset(lists[name]) if isinstance(lists[name], list) else lists[name] for name in Words._fields
    }
    return Words(**named)
