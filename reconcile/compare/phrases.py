"""Place two answers in words on the ladder.

Words agree when they are the same in any order, or one side says the same with fewer of
them. They conflict only where a data file says that two words exclude each other (a boy and
a girl, inland and offshore). Anything else is not comparable: different words are the rule,
not a contradiction.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import Any

from wordfreq import zipf_frequency

from reconcile.types import Judgement, Level, Phrase

# Zipf 6 is one word in a thousand; garbled words are rarer than rare and count no more than these.
_COMMON_ZIPF, _MAX_RARITY = 6.0, 2.5
# Answers to how, why and with what are worth more than the things a clause is about.
_HOW_WORDS = frozenset({"as", "by", "with", "due", "because", "without", "under", "for"})
_HOW_OR_WHY = 1.0
_NONE = "no"


@lru_cache(maxsize=1)
def _exclusive_sets() -> tuple[dict[str, int], ...]:
    """Return, for each question, the side that each word takes."""
    sets: list[list[list[str]]] = _read("exclusive.json")["sets"]
    return tuple({word: side for side, words in enumerate(sides) for word in words} for sides in sets)


@lru_cache(maxsize=1)
def _one_word_for_all() -> dict[str, str]:
    """Return, for each word that has others of its meaning, the word that stands for all of them."""
    sets: list[list[str]] = _read("synonyms.json")["sets"]
    return {word: words[0] for words in sets for word in words}


@lru_cache(maxsize=2)
def _read(name: str) -> dict[str, Any]:
    text = resources.files("reconcile.compare").joinpath(name).read_text(encoding="utf-8")
    raw: dict[str, Any] = json.loads(text)
    return raw


def excluding_words(left: frozenset[str], right: frozenset[str]) -> tuple[str, str] | None:
    """Return a word of each side that cannot both be true of one thing, or None."""
    for sides in _exclusive_sets():
        ours = {sides[word]: word for word in sorted(left) if word in sides}
        theirs = {sides[word]: word for word in sorted(right) if word in sides}
        if len(ours) == len(theirs) == 1 and ours.keys() != theirs.keys():
            return next(iter(ours.values())), next(iter(theirs.values()))
    return None


def compare_phrases(left: Phrase, right: Phrase) -> Judgement:
    """Return EXACT for the same words, COMPATIBLE for fewer of the same, CONFLICT for exclusive words."""
    rivals = _rivals(left.normal.split(), right.normal.split())
    if rivals:
        first, second = sorted(rivals)
        return Judgement(level=Level.CONFLICT, reason=f"“{first}” and “{second}” exclude each other")
    ours, theirs = _meanings(left), _meanings(right)
    if set(ours) == set(theirs):
        return Judgement(level=Level.EXACT, reason=f"both say “{left.surface}”")
    if (_NONE in ours) != (_NONE in theirs):
        return Judgement(level=Level.NOT_COMPARABLE, reason="one side says there is none")
    fewer, more = sorted((ours, theirs), key=lambda words: len(set(words)))
    if set(fewer) < set(more) and (fewer[0] == more[0] or len(fewer) > 1):
        return Judgement(level=Level.COMPATIBLE, reason=f"both speak of “{' '.join(sorted(fewer))}”, one in more words")
    return Judgement(level=Level.NOT_COMPARABLE, reason="different words")


def _rivals(ours: list[str], theirs: list[str]) -> tuple[str, str] | None:
    """Return the words by which two answers of one kind exclude each other, or None.

    "Northern tip" and "southern tip" are of one kind, "van" and "pickup" are answers by
    themselves, but "military action" and "civilian life" have nothing to do with each other.
    """
    rivals = excluding_words(frozenset(ours), frozenset(theirs))
    if rivals is None or _NONE in ours or _NONE in theirs:
        return None
    generic = frozenset(_read("exclusive.json")["generic"])
    heads = (ours[0], theirs[0])
    leans = [head == rival or head in generic for head, rival in zip(heads, rivals, strict=True)]
    return rivals if heads[0] == heads[1] or all(leans) else None


def _meanings(phrase: Phrase) -> list[str]:
    meaning = _one_word_for_all()
    return [meaning.get(word, word) for word in phrase.normal.split()]


def telling(phrase: Phrase) -> float:
    """Return how much an answer tells by its words alone: the rarer in English and the more of them, the more."""
    words = phrase.normal.split()
    opening = phrase.surface.split()[0].lower()
    rarity = sum(min(_MAX_RARITY, max(0.0, _COMMON_ZIPF - zipf_frequency(word, "en"))) for word in words)
    return rarity + (_HOW_OR_WHY if opening in _HOW_WORDS else 0.0)
