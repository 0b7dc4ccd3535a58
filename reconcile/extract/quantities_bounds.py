"""What the words around a number do to its bounds: "at least", "nearly", "some", "or more".

Bounds compose from the inside out: "over nearly $100bn" is nearly 100 first, then open above.
Room of vague words: about, some, nearly and the like have ten per cent, as editors labelled it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reconcile.extract.quantities_numerals import Atom, cut_atoms, read_numeral

# "About 900" admits 810 to 990: the room that the labelling rules give.
_ROOM = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Inclusive bounds (None: open), the modifier that made them and the atoms they stand on."""

    low: Decimal | None
    high: Decimal | None
    modifier: str
    first: int
    last: int


def bound(atoms: Sequence[Atom], plain: Bounds, *, discrete: bool) -> Bounds:
    """Return `plain` narrowed or opened by the words before and behind it.

    Args:
        atoms: The atoms of the text.
        plain: The bounds of the bare number, over the atoms of number and unit.
        discrete: Whether it counts things, so that "more than 60" begins at 61.
    """
    bounds = _behind(atoms, plain, discrete=discrete)
    at = bounds.first
    # Three words deep is as far as prose goes ("perhaps at least another 20").
    for _ in range(3):
        match = _longest_before(atoms, at)
        if match is None:
            break
        kind, at = match
        if kind != "exactly":
            bounds = _apply(kind, bounds, at, bounds.last, discrete=discrete)
    return bounds


def modifiers() -> dict[str, Any]:
    """Return the bounding words (lexicon/quantities_modifiers.json)."""
    return _modifiers()


def _behind(atoms: Sequence[Atom], bounds: Bounds, *, discrete: bool) -> Bounds:
    table = _phrases("after")
    start = bounds.last + 1 if _is_hyphen(atoms, bounds.last) else bounds.last
    for size in (3, 2, 1):
        kind = table.get(tuple(atom.lower for atom in atoms[start : start + size]))
        last = start + size
        # "Killed 12 at least 50 were hurt": the words belong to the number that follows them.
        if last > len(atoms):
            continue
        if kind is not None and (last == len(atoms) or read_numeral(atoms, last) is None):
            return _apply(kind, bounds, bounds.first, last, discrete=discrete)
    return bounds


def _longest_before(atoms: Sequence[Atom], end: int) -> tuple[str, int] | None:
    table = _phrases("before")
    for size in range(min(5, end), 0, -1):
        kind = table.get(tuple(atom.lower for atom in atoms[end - size : end]))
        if kind is not None:
            return kind, end - size
    return None


def _apply(kind: str, bounds: Bounds, first: int, last: int, *, discrete: bool) -> Bounds:
    step = Decimal(1) if discrete and _is_whole(bounds) else Decimal(0)
    low, high = bounds.low, bounds.high
    # "Perhaps more than 200" is still open above.
    if high is None and low is not None and kind not in {"at_least", "more_than"}:
        return replace(bounds, first=first, last=last) if bounds.modifier != "vague" else bounds
    floor, ceiling = (low if low is not None else high), (high if high is not None else low)
    if floor is None or ceiling is None:
        return bounds
    room_below, room_above = floor * _ROOM, ceiling * _ROOM
    if step:
        # Of things that are counted there is no half: "about 45" admits 41 to 49.
        room_below, room_above = (room.to_integral_value(ROUND_FLOOR) for room in (room_below, room_above))
    table: Mapping[str, tuple[Decimal | None, Decimal | None]] = {
        "at_least": (floor, None),
        "more_than": (floor + step if bounds.modifier == "" else floor, None),
        "just_over": (floor + step, ceiling + room_above),
        "at_most": (None, ceiling),
        "less_than": (None, ceiling - step),
        "nearly": (floor - room_below, ceiling - step),
        "about": (floor - room_below, None if high is None else ceiling + room_above),
    }
    low, high = table[kind]
    return Bounds(low, high, kind, first, last)


def _is_whole(bounds: Bounds) -> bool:
    return bounds.low is not None and bounds.low == bounds.low.to_integral_value()


def _is_hyphen(atoms: Sequence[Atom], index: int) -> bool:
    return index < len(atoms) and atoms[index].text in {"-", "–"}


@lru_cache(maxsize=2)
def _phrases(side: str) -> dict[tuple[str, ...], str]:
    return {
        tuple(atom.lower for atom in cut_atoms(phrase)): kind
        for kind, phrases in _modifiers()[side].items()
        for phrase in phrases
    }


@lru_cache(maxsize=1)
def _modifiers() -> dict[str, Any]:
    text = files("reconcile.extract").joinpath("lexicon/quantities_modifiers.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
