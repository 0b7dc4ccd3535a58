"""Words that questions are made of: plurals, base forms of verbs, and the word lists of questions.json."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any

_VOWELS = "aeiou"
_SIBILANTS = ("s", "x", "z", "ch", "sh")
# Hit, fix and play: one vowel before one consonant would have been doubled had the word no final e.
_SHORT_STEM = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")


@cache
def _lists() -> dict[str, Any]:
    text = resources.files("reconcile.compare").joinpath("questions.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def words(name: str) -> frozenset[str]:
    """Return the word list `name`."""
    return frozenset(_lists()[name])


@cache
def table(name: str) -> dict[str, str]:
    """Return the mapping `name`."""
    return dict(_lists()[name])


def plural(noun: str) -> str:
    """Return the plural of a lemma: "child" gives "children", "police officer" "police officers"."""
    *before, last = noun.split(" ")
    return " ".join((*before, _plural(last)))


def _plural(word: str) -> str:
    irregular = table("plurals").get(word)
    if irregular:
        return irregular
    if word in words("uncounted"):
        return word
    for ending, ending_of_many in table("people_suffixes").items():
        if word.endswith(ending) and word not in {"human", "german", "shaman", "talisman"}:
            return word[: -len(ending)] + ending_of_many
    if word.endswith(_SIBILANTS):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def is_past(word: str) -> bool:
    """Whether a word has the form of a past tense or past participle."""
    lowered = word.lower()
    if lowered in words("not_verbs") or "-" in lowered:
        return False
    return lowered in table("past") or (len(lowered) > 4 and lowered.endswith("ed") and lowered.isalpha())


def base_of(past: str) -> str:
    """Return the base form of a past tense: "spoke" gives "speak", "stopped" "stop", "decided" "decide"."""
    lowered = past.lower()
    irregular = table("past").get(lowered)
    if irregular:
        return irregular
    if lowered.endswith("ied"):
        return lowered[:-3] + "y"
    stem = lowered[:-2]
    if stem[-1] == stem[-2:-1] and stem[-1] not in "lsfz":
        return stem[:-1]
    if _SHORT_STEM.match(stem):
        return stem + "e"
    return max((stem, stem + "e"), key=_frequency)


def _frequency(word: str) -> float:
    # Loaded here, since most reports need no base form.
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))
