"""The words of time (lexicon/times.json) as lookups, and the numbers and units they spell."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

_PATH = Path(__file__).with_name("lexicon") / "times.json"
_TENS_FROM = 20
_HUNDRED = 100


@cache
def lexicon() -> dict[str, Any]:
    """Return the lexicon file; read once."""
    words: dict[str, Any] = json.loads(_PATH.read_text(encoding="utf-8"))
    return words


def squeeze(text: str) -> str:
    """Return the text in lower case with single spaces, straight apostrophes and plain hyphens."""
    return re.sub(r"\s+", " ", text).strip().lower().replace("’", "'").replace("–", "-").replace("—", "-")


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    number: int = lexicon()["months"][squeeze(word).rstrip(". ")]
    return number


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or abbreviation, possessive or plural too."""
    known = {**lexicon()["weekdays"], **lexicon()["weekday_abbreviations"]}
    bare = squeeze(word).rstrip(".")
    number: int = known[bare if bare in known else re.sub(r"\s?'?s$", "", bare)]
    return number


def unit_of(word: str) -> tuple[str, str, int]:
    """Return a unit's TIMEX3 designators and factor: ("T", "H", 1) for hours, ("", "Y", 10) for decades."""
    date_or_time, designator, factor = lexicon()["units"][singular(word)]
    return date_or_time, designator, factor


def singular(word: str) -> str:
    """Return the singular of a unit word: "hrs." is "hr", "years'" is "year"."""
    bare = re.sub(r"'s$|'$", "", squeeze(word).rstrip("."))
    return bare if bare in lexicon()["units"] else bare.removesuffix("s")


def number_of(words: str) -> Fraction | None:
    """Return the number that digits or words spell, None for a vague one ("several").

    "2 1/2", "1.5", "twenty-four", "a", "a couple of", "half a", "two and a half" are numbers.
    """
    text = squeeze(words).replace("-", " ").replace(",", "")
    half = Fraction(0)
    if found := re.match(r"(.*?)\s*\band a half$", text):
        text, half = found.group(1), Fraction(1, 2)
    if re.match(r"half\b|a half\b|one half\b", text):
        return Fraction(1, 2)
    if found := re.fullmatch(r"(?:(\d+) )?(\d+)/(\d+)", text):
        whole, over, under = (int(g or 0) for g in found.groups())
        return whole + Fraction(over, under) if under else None
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Fraction(text) + half
    if re.fullmatch(r"an?|another|an additional|each|the", text):
        return 1 + half
    if re.match(r"(?:a |another )?couple\b", text):
        return Fraction(2)
    spelled = spelled_number(text)
    return None if spelled is None else spelled + half


def spelled_number(text: str) -> int | None:
    """Return the whole number that words spell: "two thousand", "a hundred and five", "nineteen ninety seven"."""
    known = lexicon()["numbers"]
    total = current = 0
    previous = 0
    for word in text.replace("-", " ").split():
        if word in ("and", "a", "an"):
            continue
        value = known.get(word)
        if value is None:
            return None
        if value >= _HUNDRED:
            current = max(current, 1) * value
            if value > _HUNDRED:
                total, current = total + current, 0
        elif value >= _TENS_FROM // 2 and previous >= _TENS_FROM // 2 and previous < _HUNDRED:
            current = current * _HUNDRED + value  # a year read in pairs: nineteen ninety
        else:
            current += value
        previous = value
    return total + current if previous or total or current else None
