"""Numbers as news prose writes them, with their bounds.

The text is cut into atoms (digits, words, single signs) rather than into the parser's tokens,
because outlets glue ("10km", "$3bn"), space ("170, 000", "7 - year - old") and hyphenate in
ways that tokenisers split differently. A numeral is read from an atom onwards, longest first:
"two and a half million", "a couple of hundred", "tens of thousands", "several dozen".
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

_ATOM = r"\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]|_"
_THOUSANDS = r"\d{1,3}(?:,(?:\d{3}| 000))+(?:\.\d+)?(?!\d)"
# Tokenised text puts a space behind the comma of a thousand: "170, 500".
_SPACED_THOUSANDS = r"\d{1,3}(?:, ?\d{3})+(?:\.\d+)?(?!\d)"
_TOKENISED = re.compile(r"\w - \w")
_HALF = Decimal("0.5")
_SIGNS = {"½": _HALF, "¼": Decimal("0.25"), "¾": Decimal("0.75")}


class Atom(NamedTuple):
    """A number, word or sign, with its half-open code points."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        """Whether the atom is written in digits."""
        return self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over the atoms `[first, last)`; None bounds are open, `ordinal` counts a place in a row."""

    first: int
    last: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    modifier: str = ""
    ordinal: bool = False
    fraction: bool = False


def cut_atoms(text: str) -> tuple[Atom, ...]:
    """Return the atoms of `text` in order."""
    # Two hyphens with spaces around them inside words mark a text whose tokens were joined by spaces.
    spaced = len(_TOKENISED.findall(text)) >= 2 and not re.search(r"\d,\d{3}(?!\d)", text)
    pattern = f"{_SPACED_THOUSANDS if spaced else _THOUSANDS}|{_ATOM}"
    return tuple(Atom(m.group(), m.group().lower(), m.start(), m.end()) for m in re.finditer(pattern, text))


def read_numeral(atoms: Sequence[Atom], first: int) -> Numeral | None:
    """Return the longest numeral that begins at atom `first`, or None."""
    if first >= len(atoms):
        return None
    for read in (_read_vague, _read_fraction, _read_ordinal, _read_cardinal):
        numeral = read(atoms, first)
        if numeral is not None:
            return numeral
    return None


def exact(first: int, last: int, value: Decimal) -> Numeral:
    """Return the numeral whose bounds are its value."""
    return Numeral(first, last, value, value, value)


def _read_vague(atoms: Sequence[Atom], first: int) -> Numeral | None:
    """Read "dozens", "tens of thousands", "several hundred", "a few", "a couple of dozen"."""
    words = numerals()
    plural = words["plural_scales"].get(_word(atoms, first))
    if plural is not None:
        last, low = first + 1, Decimal(plural)
        if _word(atoms, last) == "of" and _word(atoms, last + 1) in words["plural_scales"]:
            low *= Decimal(words["plural_scales"][_word(atoms, last + 1)])
            last += 2
        # "Tens" alone is not English for twenty; "tens of thousands" are at least two of them.
        return Numeral(first, last, None, low * 2, None, "vague")
    for size in (2, 1):
        key = " ".join(_word(atoms, i) for i in range(first, first + size))
        if key in words["vague"]:
            return _read_quantifier(atoms, first, first + size, words["vague"][key])
    return None


def _read_quantifier(atoms: Sequence[Atom], first: int, last: int, entry: dict[str, int | None]) -> Numeral | None:
    scale_at = last + 1 if _word(atoms, last) == "of" else last
    scale = numerals()["scales"].get(_word(atoms, scale_at))
    if scale is not None and entry.get("scaled_low") is not None:
        low, high = Decimal(entry["scaled_low"] or 0) * scale, Decimal((entry["scaled_high"] or 0) + 1) * scale - 1
        # Dozens have no ceiling: nobody says "several hundred" only from 120 on.
        return Numeral(first, scale_at + 1, None, low, None if scale == 12 else high, "vague")
    if entry["low"] is None:
        return None
    high_word = entry["high"]
    return Numeral(first, last, None, Decimal(entry["low"]), None if high_word is None else Decimal(high_word), "vague")


def _read_fraction(atoms: Sequence[Atom], first: int) -> Numeral | None:
    """Read "half", "two-thirds", "a quarter", "one in five", "3/4"; not "half a million"."""
    words = numerals()
    if _word(atoms, first) == "half":
        return _read_half(atoms, first)
    top: Decimal | None = words["ones"].get(_word(atoms, first))
    last = first + 1
    if _word(atoms, first) == "a" and _word(atoms, last) in {"third", "quarter", "fifth", "tenth"}:
        if _word(atoms, last + 1) != "of":
            return None
        return replace(exact(first, last + 1, Decimal(1) / words["fractions"][_word(atoms, last)]), fraction=True)
    if top is None or not 0 < top < 10:
        return None
    if _word(atoms, last) == "-":
        last += 1
    bottom = words["fractions"].get(_word(atoms, last))
    if bottom is None or (top > 1) is not _word(atoms, last).endswith("s"):
        return None
    return replace(exact(first, last + 1, Decimal(top) / bottom), fraction=True)


def _read_half(atoms: Sequence[Atom], first: int) -> Numeral | None:
    last = first + 1
    while _word(atoms, last) in {"a", "-", "an"}:
        last += 1
    scale = numerals()["scales"].get(_word(atoms, last))
    if scale is not None:
        return exact(first, last + 1, _HALF * scale)
    if _word(atoms, first + 1) in {"a", "an"}:
        return exact(first, first + 2, _HALF)
    return replace(exact(first, first + 1, _HALF), fraction=True)


def _read_cardinal(atoms: Sequence[Atom], first: int) -> Numeral | None:
    """Read groups with falling scales: "1.2 million", "five million two hundred thousand and six"."""
    total, last, limit = Decimal(0), first, Decimal("Infinity")
    while True:
        joined_at = last + 1 if last > first and _word(atoms, last) in {"and", ","} else last
        group = _read_group(atoms, joined_at)
        if group is None or group[0] >= limit:
            break
        value, end = group
        scale, end = _read_scale(atoms, end)
        if value * scale >= limit:
            break
        total, last, limit = total + value * scale, end, Decimal(scale)
        if scale == 1 or atoms[first].is_digits:
            break
    return exact(first, last, total) if last > first else None


def _read_group(atoms: Sequence[Atom], first: int) -> tuple[Decimal, int] | None:
    """Read what stands before a thousand or more: "250", "two and a half", "three hundred and twelve", "a dozen"."""
    start = _read_small(atoms, first)
    if start is None:
        return None
    value, last = _add_half(atoms, *start)
    scale_at = last + 1 if _word(atoms, last) == "-" else last
    scale = numerals()["scales"].get(_word(atoms, scale_at), 1000)
    if scale >= 1000:
        return value, last
    value, last = value * scale, scale_at + 1
    rest = _read_small(atoms, last + 1 if _word(atoms, last) == "and" else last)
    if scale == 100 and rest is not None and rest[0] < 100 and not atoms[rest[1] - 1].is_digits:
        return value + rest[0], rest[1]
    return value, last


def _read_scale(atoms: Sequence[Atom], last: int) -> tuple[int, int]:
    """Return the product of the scale words from atom `last` on ("thousand million"), and the atom behind them."""
    scale = 1
    while True:
        word_at = last + 1 if _word(atoms, last) == "-" else last
        step = numerals()["scales"].get(_word(atoms, word_at), 1)
        if step < 1000:
            break
        scale, last = scale * step, word_at + 1
    glued = _glued_scale(atoms, last) if scale == 1 else None
    return (scale, last) if glued is None else (glued, last + 1)


def _read_small(atoms: Sequence[Atom], first: int) -> tuple[Decimal, int] | None:
    """Read digits, "twenty-two" or the "a" of "a hundred"; return the value and the atom behind it."""
    if first >= len(atoms):
        return None
    words = numerals()
    atom = atoms[first]
    if atom.is_digits:
        return Decimal(re.sub(r"[, ]", "", atom.text)), first + 1
    if atom.lower in words["tens"]:
        value, last = Decimal(words["tens"][atom.lower]), first + 1
        unit_at = last + 1 if _word(atoms, last) == "-" else last
        unit = words["ones"].get(_word(atoms, unit_at), 0)
        return (value + unit, unit_at + 1) if 0 < unit < 10 else (value, last)
    if atom.lower in words["ones"]:
        return Decimal(words["ones"][atom.lower]), first + 1
    if atom.lower in {"a", "an"} and _word(atoms, first + 1) in words["scales"]:
        return Decimal(1), first + 1
    return None


def _add_half(atoms: Sequence[Atom], value: Decimal, last: int) -> tuple[Decimal, int]:
    """Add the half of "two and a half" and the fraction sign of "2½"."""
    at = [_word(atoms, last + i) for i in range(6)]
    if [word for word in at if word != "-"][:3] == ["and", "a", "half"]:
        return value + _HALF, last + at.index("half") + 1
    sign = _SIGNS.get(at[0])
    return (value, last) if sign is None else (value + sign, last + 1)


def _glued_scale(atoms: Sequence[Atom], last: int) -> int | None:
    """Return the scale of "3bn", "$5m", "40k"; a bare glued "m" is a metre unless money stands before it."""
    if last >= len(atoms) or not atoms[last - 1].is_digits or atoms[last].start != atoms[last - 1].end:
        return None
    letter = atoms[last].lower
    if letter in {"m", "b"} and not is_money_sign(atoms, last - 2):
        return None
    scale: int | None = numerals()["glued_scales"].get(letter)
    return scale


def is_money_sign(atoms: Sequence[Atom], index: int) -> bool:
    """Whether the atom at `index` is a currency sign."""
    return 0 <= index < len(atoms) and atoms[index].text in "$£€¥₹₽₩₪"


def _read_ordinal(atoms: Sequence[Atom], first: int) -> Numeral | None:
    words = numerals()
    if atoms[first].is_digits and "." not in atoms[first].text:
        glued = first + 1 < len(atoms) and atoms[first + 1].start == atoms[first].end
        if glued and atoms[first + 1].lower in {"st", "nd", "rd", "th"}:
            value = Decimal(atoms[first].text.replace(",", "").replace(" ", ""))
            return replace(exact(first, first + 2, value), ordinal=True)
        return None
    word = _word(atoms, first)
    if word in words["tens"] and _word(atoms, first + 1) == "-" and _word(atoms, first + 2) in words["ordinals"]:
        value = Decimal(words["tens"][word] + words["ordinals"][_word(atoms, first + 2)])
        return replace(exact(first, first + 3, value), ordinal=True)
    if word in words["ordinals"]:
        return replace(exact(first, first + 1, Decimal(words["ordinals"][word])), ordinal=True)
    return None


def _word(atoms: Sequence[Atom], index: int) -> str:
    return atoms[index].lower if 0 <= index < len(atoms) else ""


@lru_cache(maxsize=1)
def numerals() -> dict[str, Any]:
    """Return the number words (lexicon/quantities_numerals.json)."""
    text = files("reconcile.extract").joinpath("lexicon/quantities_numerals.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
