"""Place two quantities on the comparison ladder.

A modifier is folded into the bounds when a quantity reaches this module: "at least 40" is
[40, None], "about 40" [36, 44]. What is left to decide here is whether the two speak of one
thing at all (unit, what is measured, which set is counted), and how much room a plain number
has because it is round. Precision before recall: where the words leave open whether two
numbers count the same, equal numbers meet and unequal ones are not set against each other.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reconcile.types import Judgement, Level, Quantity

# A round number admits what rounds to it, but never more than this share of itself: 45 miles
# and 40 miles meet, 2,200 people and 2,000 do not.
_MEASURE_ROOM = Decimal("0.125")
_COUNT_ROOM = Decimal("0.025")
_LEAST_ROUND_COUNT = 1000
# "Dozens" is 24 or more by the book, yet no editor calls 22 dead a conflict with dozens.
_VAGUE_SLACK = Decimal("0.7")
_EXACTLY_MEASURED = frozenset({"age", "magnitude", "sentence"})
_Bounds = tuple[Decimal, Decimal]
_INFINITE = Decimal("Infinity")


def compare_quantities(left: Quantity, right: Quantity) -> Judgement:
    """Return the highest level that both quantities reach together.

    The relation is symmetric, and a quantity is EXACT with itself. `score` of a conflict is the
    gap as a share of the larger number; else it is 1.

    The levels are:
        NOT_COMPARABLE: units of different kinds, other things measured, other sets counted.
        EXACT: the same bounds.
        COMPATIBLE: the bounds overlap, with the room of rounding.
        CONFLICT: no number satisfies both.
    """
    first, second = sorted((left, right), key=_order)
    apart = _kinds_apart(first, second) or _sets_apart(first, second)
    if apart:
        return Judgement(level=Level.NOT_COMPARABLE, reason=apart)
    level = _bounds_level(first, second)
    doubt = _doubt(first, second)
    if level is Level.CONFLICT and doubt:
        return Judgement(level=Level.NOT_COMPARABLE, reason=doubt)
    if level is Level.EXACT and doubt:
        return Judgement(level=Level.EXACT, reason=f"both say {_phrase(first)}, though {doubt}")
    return _judged(level, first, second)


def _judged(level: Level, first: Quantity, second: Quantity) -> Judgement:
    if level is Level.EXACT:
        return Judgement(level=level, reason=f"both say {_phrase(first)}")
    pair = f"“{first.surface}” and “{second.surface}”"
    if level is Level.COMPATIBLE:
        return Judgement(level=level, reason=f"{pair} can both be true")
    return Judgement(
        level=level,
        reason=f"{pair} cannot both be true: {_phrase(first)} against {_phrase(second)}",
        score=_gap(first, second),
    )


def _kinds_apart(first: Quantity, second: Quantity) -> str:
    """Return why the two are of different kinds, "" if they are not."""
    if first.ordinal is not second.ordinal:
        return "one is a place in a row, the other an amount"
    if first.unit != second.unit and _dimension(first.unit) != _dimension(second.unit):
        return f"different units: {_unit_name(first)} and {_unit_name(second)}"
    if _dimension(first.unit) == "money" and first.unit != second.unit:
        return f"different currencies: {first.unit} and {second.unit}"
    both_told = first.measured and second.measured and (_has_class(first) or _has_class(second))
    if first.measured != second.measured and both_told and not _are_related(first, second):
        return f"different things measured: {first.measured} and {second.measured}"
    return ""


def _sets_apart(first: Quantity, second: Quantity) -> str:
    """Return why the two count different sets, "" if they may count one."""
    if first.unit or first.measured in _EXACTLY_MEASURED or first.noun == second.noun:
        return ""
    everyone = set(_nouns()["everyone"])
    if first.noun in everyone and second.noun in everyone:
        return ""
    if any(first.noun in same and second.noun in same for same in _nouns()["same_set"]):
        return ""
    if first.noun not in everyone and second.noun not in everyone:
        return f"different sets: {first.noun} and {second.noun}"
    parts = set(_nouns()["parts"])
    # Children are a part of the dead; but one man and one person may well be the same.
    if (first.noun in parts or second.noun in parts) and not first.low == second.low == 1:
        return f"one counts {first.noun or 'all'}, the other {second.noun or 'all'}"
    return ""


def _doubt(first: Quantity, second: Quantity) -> str:
    """Return what leaves open whether the two count one set; unequal numbers then prove nothing."""
    everyone = set(_nouns()["everyone"])
    if first.measured != second.measured:
        named = [word or "not said" for word in (first.measured, second.measured)]
        return f"what happened to them is told differently ({named[0]}, {named[1]})"
    if not first.unit and (first.noun in everyone) is not (second.noun in everyone):
        return f"one counts {first.noun or 'things'}, the other {second.noun or 'things'}"
    if (first.whole is None) is not (second.whole is None) and first.noun in everyone:
        return "one is a part of a larger count"
    return _scope_doubt(first, second)


def _scope_doubt(first: Quantity, second: Quantity) -> str:
    words = [{word.lower() for entry in quantity.scope for word in entry.split()} for quantity in (first, second)]
    for key in ("further", "narrowing"):
        one, other = (side & set(_nouns()[key]) for side in words)
        if one != other and (key == "narrowing" or bool(one) is not bool(other)):
            told = sorted(one ^ other)[0]
            return f"only one of them is narrowed by “{told}”"
    names = [{word for word in quantity.scope if word.istitle()} for quantity in (first, second)]
    if names[0] and names[1] and not names[0] & names[1]:
        return f"one counts {sorted(names[0])[0]}, the other {sorted(names[1])[0]}"
    return ""


def _bounds_level(first: Quantity, second: Quantity) -> Level:
    one, other = _bounds(first), _bounds(second)
    if one == other:
        is_open = one == (-_INFINITE, _INFINITE)
        return Level.COMPATIBLE if is_open and first.surface != second.surface else Level.EXACT
    one, other = _loosened(first, one), _loosened(second, other)
    if max(one[0], other[0]) <= min(one[1], other[1]) or _rounds_to(first, second) or _rounds_to(second, first):
        return Level.COMPATIBLE
    return Level.CONFLICT


def _bounds(quantity: Quantity) -> _Bounds:
    """Return the inclusive bounds in the base unit of the dimension."""
    low = -_INFINITE if quantity.low is None else _in_base(quantity.low, quantity.unit)
    high = _INFINITE if quantity.high is None else _in_base(quantity.high, quantity.unit)
    return low, high


def _loosened(quantity: Quantity, bounds: _Bounds) -> _Bounds:
    if quantity.modifier != "vague" or quantity.low is None:
        return bounds
    return _in_base(quantity.low * _VAGUE_SLACK, quantity.unit).quantize(Decimal("0.000001")), bounds[1]


def _rounds_to(exact: Quantity, round_one: Quantity) -> bool:
    """Whether the plain number `round_one` is what `exact` rounds to."""
    value = round_one.low
    if value is None or value != round_one.high or round_one.measured in {"age", "sentence"}:
        return False
    grain = _grain(value)
    is_count = not round_one.unit and round_one.measured != "magnitude"
    if round_one.unit in _factors()["time"] and exact.unit == round_one.unit:
        return False
    if is_count or _dimension(round_one.unit) == "money":
        if value < _LEAST_ROUND_COUNT or grain < 100:
            return False
        room = min(grain / 2, value * _COUNT_ROOM)
    else:
        room = min(grain / 2, abs(value) * _MEASURE_ROOM)
    scaled_room = abs(_in_base(value + room, round_one.unit) - _in_base(value, round_one.unit))
    if exact.low == exact.high and exact.low is not None and _fine_grain(exact) >= _fine_grain(round_one):
        return False
    low, high = _bounds(exact)
    middle = _in_base(value, round_one.unit)
    return low <= middle + scaled_room and high >= middle - scaled_room


def _fine_grain(quantity: Quantity) -> Decimal:
    """Return the size of the last digit that a plain number gives, in the base unit."""
    if quantity.low is None:
        return Decimal(0)
    return _grain(quantity.low) * _factor(quantity.unit)


def _grain(value: Decimal) -> Decimal:
    """Return the step that a number seems rounded to: 40 → 10, 45 → 5, 6.1 → 0.1, 1,200,000 → 100,000."""
    if value == 0:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent))
    if exponent == 0 and value % 5 == 0:
        return Decimal(5)
    return step


def _gap(first: Quantity, second: Quantity) -> float:
    one, other = _bounds(first), _bounds(second)
    gap = max(one[0], other[0]) - min(one[1], other[1])
    size = max(abs(number) for number in (*one, *other) if number.is_finite())
    return float(min(Decimal(1), gap / size)) if size else 1.0


def _has_class(quantity: Quantity) -> bool:
    """Whether what is measured has a class of its own: two bare verbs ("carted", "took") may tell one act."""
    return quantity.measured in _EXACTLY_MEASURED or any(
        quantity.measured in group for group in _nouns()["related_measures"]
    )


def _are_related(first: Quantity, second: Quantity) -> bool:
    return any(first.measured in group and second.measured in group for group in _nouns()["related_measures"])


def _order(quantity: Quantity) -> tuple[str, ...]:
    low, high = _bounds(quantity)
    return (f"{low:030.6f}", f"{high:030.6f}", quantity.surface, quantity.measured, quantity.noun, repr(quantity))


def _phrase(quantity: Quantity) -> str:
    unit = quantity.unit or quantity.noun
    amount = _amount(quantity.low, quantity.high)
    return f"{amount} {unit}".strip() if unit != "%" else f"{amount} %"


def _amount(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return "an open number" if high is None else f"at most {high:,f}"
    if high is None:
        return f"{low:,f} or more"
    return f"{low:,f}" if low == high else f"{low:,f} to {high:,f}"


def _unit_name(quantity: Quantity) -> str:
    return quantity.unit or "a count"


def _dimension(unit: str) -> str:
    for dimension, factors in _factors().items():
        if unit in factors:
            return dimension
    return "money" if unit else ""


def _factor(unit: str) -> Decimal:
    return next((Decimal(factors[unit]) for factors in _factors().values() if unit in factors), Decimal(1))


def _in_base(number: Decimal, unit: str) -> Decimal:
    offset = Decimal(_units()["offsets"].get(unit, "0"))
    # Twelve significant digits hide the noise of conversion and keep every figure of a news text.
    return _rounded(number * _factor(unit) + offset)


def _rounded(number: Decimal) -> Decimal:
    return Decimal(f"{number:.12g}") if number.is_finite() else number


def _factors() -> dict[str, dict[str, str]]:
    factors: dict[str, dict[str, str]] = _units()["factors"]
    return factors


@lru_cache(maxsize=1)
def _units() -> dict[str, Any]:
    return _read("quantities_units.json")


@lru_cache(maxsize=1)
def _nouns() -> dict[str, Any]:
    return _read("quantities_nouns.json")


def _read(name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files("reconcile.compare").joinpath(name).read_text(encoding="utf-8"))
    return table
