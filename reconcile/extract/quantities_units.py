"""Units and currencies around a number: "$3bn", "10km", "five per cent", "100 billion US dollars".

The spellings are data (lexicon/units.json), cut into the same atoms as the text, so that
"sq. km" and "US$" match however an outlet spaces them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reconcile.extract.quantities_numerals import Atom, Numeral, cut_atoms

# A weight in news is seldom above a thousand pounds; a sum seldom below.
_HEAVIEST_POUNDS = 1000


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, its dimension ("money" for currencies) and the atoms it stands on together with its number."""

    name: str
    dimension: str
    first: int
    last: int


def read_unit(atoms: Sequence[Atom], numeral: Numeral) -> Unit | None:
    """Return the unit that belongs to `numeral`, before it or behind it, or None."""
    before = _currency_before(atoms, numeral)
    if before is not None:
        return before
    start = numeral.last
    if _lower(atoms, start) in {"-", "–"}:
        start += 1
    if _lower(atoms, start) == "of" and _is_vague_scale(atoms, numeral):
        start += 1
    table = _suffixes()
    for size in range(min(_longest(), len(atoms) - start), 0, -1):
        key = tuple(atom.lower for atom in atoms[start : start + size])
        if key in table:
            name, dimension = table[key]
            return _checked(name, dimension, atoms, numeral, start + size)
    return _glued_metre(atoms, numeral)


def dimension_of(unit: str) -> str:
    """Return the dimension of a canonical unit, "money" for a currency, "" for a count."""
    entry = units()["units"].get(unit)
    if entry is not None:
        return str(entry["dimension"])
    return "money" if unit else ""


def unit_named(word: str) -> str:
    """Return the canonical unit that a single word in lower case spells, "" if none."""
    name, dimension = _suffixes().get((word,), ("", ""))
    return name if dimension != "money" else ""


@lru_cache(maxsize=1)
def units() -> dict[str, Any]:
    """Return the unit words (lexicon/units.json)."""
    text = files("reconcile.extract").joinpath("lexicon/units.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def _checked(name: str, dimension: str, atoms: Sequence[Atom], numeral: Numeral, last: int) -> Unit | None:
    if name == "pound" and (numeral.low or 0) >= _HEAVIEST_POUNDS and atoms[last - 1].lower == "pounds":
        return Unit("GBP", "money", numeral.first, last)
    # "The second day", "three second-hand cars": an ordinal has no unit, and a singular needs a one or a hyphen.
    if numeral.ordinal or _is_old_second(atoms, last):
        return None
    return Unit(name, dimension, numeral.first, last)


def _is_old_second(atoms: Sequence[Atom], last: int) -> bool:
    return atoms[last - 1].lower == "second" and atoms[last - 2].lower not in {"-", "–", "one", "1"}


def _currency_before(atoms: Sequence[Atom], numeral: Numeral) -> Unit | None:
    table = _prefixes()
    for size in range(min(5, numeral.first), 0, -1):
        sign = atoms[numeral.first - size : numeral.first]
        key = tuple(atom.lower for atom in sign)
        # "A $1,000 fine" is not in Australian dollars: letters of a sign are capitals and glued to it.
        is_word = sign[0].text.isalpha() and size > 1
        if key in table and not (is_word and (sign[0].text.islower() or sign[0].end != sign[1].start)):
            last = numeral.last
            if _lower(atoms, last) in {"dollars", "pounds", "euros"}:
                last += 1
            return Unit(table[key], "money", numeral.first - size, last)
    return None


def _glued_metre(atoms: Sequence[Atom], numeral: Numeral) -> Unit | None:
    last = numeral.last
    if _lower(atoms, last) != "m" or not atoms[last - 1].is_digits or _lower(atoms, last + 1) == ".":
        return None
    return Unit("metre", "length", numeral.first, last + 1)


def _is_vague_scale(atoms: Sequence[Atom], numeral: Numeral) -> bool:
    return numeral.value is None and _lower(atoms, numeral.last) == "of"


def _lower(atoms: Sequence[Atom], index: int) -> str:
    return atoms[index].lower if 0 <= index < len(atoms) else ""


def _key(words: str) -> tuple[str, ...]:
    return tuple(atom.lower for atom in cut_atoms(words))


@lru_cache(maxsize=1)
def _suffixes() -> dict[tuple[str, ...], tuple[str, str]]:
    table = {
        _key(form): (name, entry["dimension"]) for name, entry in units()["units"].items() for form in entry["forms"]
    }
    for code, entry in units()["currencies"].items():
        table.update({_key(word): (code, "money") for word in entry["words"]})
    return table


@lru_cache(maxsize=1)
def _prefixes() -> dict[tuple[str, ...], str]:
    codes = {_key(code): code for code in units()["currencies"]}
    signs = {_key(sign): code for code, entry in units()["currencies"].items() for sign in entry["signs"]}
    return codes | signs


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _suffixes()))
