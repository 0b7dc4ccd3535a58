"""Place two answers in words on the ladder.

Words agree when their heads do; they conflict only where a data file says that two words
exclude each other (a boy and a girl, inland and offshore). Anything else is not comparable:
different words are the rule, not a contradiction.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources

from reconcile.types import Judgement, Level, Phrase


@lru_cache(maxsize=1)
def _exclusive_sets() -> tuple[dict[str, int], ...]:
    """Return, for each question, the side that each word takes."""
    text = resources.files("reconcile.compare").joinpath("exclusive.json").read_text(encoding="utf-8")
    sets: list[list[list[str]]] = json.loads(text)["sets"]
    return tuple({word: side for side, words in enumerate(sides) for word in words} for sides in sets)


def excluding_words(left: frozenset[str], right: frozenset[str]) -> tuple[str, str] | None:
    """Return a word of each side that cannot both be true of one thing, or None."""
    for sides in _exclusive_sets():
        ours = {sides[word]: word for word in sorted(left) if word in sides}
        theirs = {sides[word]: word for word in sorted(right) if word in sides}
        if len(ours) == len(theirs) == 1 and ours.keys() != theirs.keys():
            return next(iter(ours.values())), next(iter(theirs.values()))
    return None


def compare_phrases(left: Phrase, right: Phrase) -> Judgement:
    """Return EXACT for the same words, COMPATIBLE for the same head, CONFLICT for exclusive words."""
    ours, theirs = left.normal.split(), right.normal.split()
    rivals = excluding_words(frozenset(ours), frozenset(theirs))
    if rivals:
        first, second = sorted(rivals)
        return Judgement(level=Level.CONFLICT, reason=f"“{first}” and “{second}” exclude each other")
    if set(ours) == set(theirs):
        return Judgement(level=Level.EXACT, reason=f"both say “{left.surface}”")
    if ours[0] == theirs[0]:
        return Judgement(level=Level.COMPATIBLE, reason=f"both speak of “{ours[0]}”, one in more words")
    return Judgement(level=Level.NOT_COMPARABLE, reason="different words")
