"""A number with its unit and bounds, read from the surface alone.

Ages, magnitudes and ranges have shapes of their own ("aged 56", "a 7.8-magnitude", "between 20
and 30"); everything else is a numeral with what stands directly around it. What the number
counts is decided later, from the syntax (quantities_frames.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reconcile.extract.quantities_bounds import Bounds, bound, modifiers
from reconcile.extract.quantities_numerals import Atom, Numeral, exact, is_money_sign, numerals, read_numeral
from reconcile.extract.quantities_units import Unit, dimension_of, read_unit, unit_named

_HYPHENS = frozenset({"-", "–"})
_AGE_UNITS = frozenset({"year", "month", "week", "day", "years", "months", "weeks", "days", "yr", "yrs"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A bounded number over the atoms `[first, last)`; `core` is where the bare numeral stands."""

    first: int
    last: int
    core: tuple[int, int]
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    measured: str = ""
    modifier: str = ""
    ordinal: bool = False


def read_figure(atoms: Sequence[Atom], first: int) -> Figure | None:
    """Return the figure whose numeral (or currency sign) begins at atom `first`, or None."""
    if atoms[first].lower in numerals()["multiplex"]:
        return _read_multiplex(atoms, first)
    numeral = read_numeral(atoms, first)
    decade = _read_decade(atoms, first)
    if numeral is None or decade is not None:
        return decade or _read_unit_alone(atoms, first)
    for read in (_read_age, _read_magnitude, _read_ratio):
        figure = read(atoms, numeral)
        if figure is not None:
            return figure
    if numeral.ordinal:
        return Figure(
            numeral.first, numeral.last, (first, numeral.last), numeral.value, numeral.low, numeral.high, ordinal=True
        )
    if numeral.fraction:
        return _read_share(atoms, numeral)
    return _read_range(atoms, numeral) or _read_previous(atoms, numeral) or _read_plain(atoms, numeral)


def _read_previous(atoms: Sequence[Atom], numeral: Numeral) -> Figure | None:
    """Read the 20 of "rose from 20 to 35": what was true before."""
    plain = _read_plain(atoms, numeral)
    leads_on = _lower(atoms, plain.last) == "to" and read_numeral(atoms, plain.last + 1) is not None
    if not leads_on or _opener(atoms, plain.first) != "change":
        return None
    return replace(plain, modifier="previous")


def _read_plain(atoms: Sequence[Atom], numeral: Numeral) -> Figure:
    unit = read_unit(atoms, numeral)
    first, last = (unit.first, unit.last) if unit else (numeral.first, numeral.last)
    return _bounded(atoms, numeral, Bounds(numeral.low, numeral.high, numeral.modifier, first, last), unit)


def _read_ratio(atoms: Sequence[Atom], numeral: Numeral) -> Figure | None:
    """Read "one in five", "two out of three" as per cent."""
    words = [_lower(atoms, numeral.last + ahead) for ahead in range(2)]
    is_out_of = words == ["out", "of"]
    if not is_out_of and not (words[0] == "in" and _lower(atoms, numeral.first) == "one"):
        return None
    at = numeral.last + (2 if is_out_of else 1)
    base = read_numeral(atoms, at) if at < len(atoms) else None
    if base is None or base.ordinal or None in {base.value, numeral.value} or read_unit(atoms, base) is not None:
        return None
    part, whole = numeral.value or Decimal(0), base.value or Decimal(0)
    # Ratios of news prose are small numbers; "one in 2,000 people" is a rate and is left alone.
    if not part < whole <= 100:
        return None
    share = exact(numeral.first, base.last, part / whole * 100)
    plain = Bounds(share.low, share.high, "", share.first, share.last)
    figure = _bounded(atoms, share, plain, Unit("%", "share", share.first, share.last))
    return replace(figure, modifier=figure.modifier or "fraction")


def _bounded(atoms: Sequence[Atom], numeral: Numeral, plain: Bounds, unit: Unit | None) -> Figure:
    bounds = bound(atoms, plain, discrete=unit is None)
    return Figure(
        bounds.first,
        bounds.last,
        (numeral.first, numeral.last),
        numeral.value,
        bounds.low,
        bounds.high,
        unit=unit.name if unit else "",
        modifier=bounds.modifier,
    )


def _read_range(atoms: Sequence[Atom], left: Numeral) -> Figure | None:
    """Read "between 20 and 30", "10 to 15 km", "five or six", "$5m-$10m"."""
    if left.value is None:
        return None
    unit = read_unit(atoms, left)
    join = unit.last if unit else left.last
    if _lower(atoms, join) in _HYPHENS and _lower(atoms, join + 1) == "to":
        join += 1
    word = _lower(atoms, join)
    if word not in modifiers()["range_joins"]:
        return None
    opener = _opener(atoms, unit.first if unit else left.first)
    if word == "and" and opener != "between":
        return None
    right_at = join + 1
    while is_money_sign(atoms, right_at) and right_at + 1 < len(atoms):
        right_at += 1
    right = read_numeral(atoms, right_at) if right_at < len(atoms) else None
    if right is None or right.value is None or right.ordinal or right.fraction:
        return None
    right_unit = read_unit(atoms, right)
    low = _same_scale(left, right)
    if not _makes_range(word, opener, low, right.value) or (unit and right_unit and unit.name != right_unit.name):
        return None
    whole = right_unit or unit
    first = (unit.first if unit else left.first) - (1 if opener in {"between", "from"} else 0)
    last = right_unit.last if right_unit else right.last
    joined = replace(left, value=None)
    plain = Bounds(low, right.value, "range", first, last)
    return replace(_bounded(atoms, joined, plain, whole), core=(left.first, right.last))


def _same_scale(left: Numeral, right: Numeral) -> Decimal:
    """Return the lower end in the scale that only the upper end tells ("5 to 10 million")."""
    low, high = left.value or Decimal(0), right.value or Decimal(0)
    if left.last - left.first > 1 or right.last - right.first < 2:
        return low
    for scale in sorted(set(numerals()["scales"].values()), reverse=True):
        if scale >= 100 and high >= scale > low and low < high / scale:
            return low * Decimal(scale)
    return low


def _makes_range(word: str, opener: str, low: Decimal, high: Decimal) -> bool:
    if low >= high or opener == "change":
        return False
    if word == "or":
        return high <= low * 2 + 1 and low < 100
    # A change ("rose from 20 to 30") has two values, not a range; so has a wide "to" without an opener.
    return opener in {"between", "from"} or high <= low * 10


def _opener(atoms: Sequence[Atom], first: int) -> str:
    word = _lower(atoms, first - 1)
    if word == "from":
        near = [_lower(atoms, i) for i in range(max(0, first - 8), first - 1)]
        if any(_stem_matches(w) for w in near):
            return "change"
    return word


def _stem_matches(word: str) -> bool:
    verbs = set(modifiers()["change_verbs"])
    irregular = {"rose": "rise", "risen": "rise", "grew": "grow", "fell": "fall", "went": "go", "fallen": "fall"}
    stems = (word, irregular.get(word, word), word.removesuffix("s"), word.removesuffix("ed"), word.removesuffix("d"))
    return any(stem in verbs for stem in (*stems, word.removesuffix("ing"), word.removesuffix("ing") + "e"))


def _read_share(atoms: Sequence[Atom], numeral: Numeral) -> Figure | None:
    """Read "half of the", "two-thirds" as per cent; "half an hour" is read as a plain number."""
    unit = read_unit(atoms, numeral)
    if unit is not None and unit.dimension != "share":
        return _bounded(atoms, numeral, Bounds(numeral.low, numeral.high, "", unit.first, unit.last), unit)
    hundred = Decimal(100)
    share = replace(exact(numeral.first, numeral.last, (numeral.value or Decimal(0)) * hundred), fraction=True)
    percent = Unit("%", "share", numeral.first, numeral.last)
    figure = _bounded(atoms, share, Bounds(share.low, share.high, "", share.first, share.last), percent)
    return replace(figure, modifier=figure.modifier or "fraction")


def _read_age(atoms: Sequence[Atom], numeral: Numeral) -> Figure | None:
    """Read "56-year-old", "three years old", "aged 56", "age 12", "14 years of age"."""
    if numeral.ordinal or numeral.fraction:
        return None
    at = _skip_hyphen(atoms, numeral.last)
    if _lower(atoms, at) in _AGE_UNITS:
        unit = _lower(atoms, at).removesuffix("s").replace("yr", "year")
        tail = _skip_hyphen(atoms, at + 1)
        if _lower(atoms, tail) in {"old", "olds"}:
            return _age(atoms, numeral, unit, tail + 1)
        if (_lower(atoms, tail), _lower(atoms, tail + 1)) == ("of", "age"):
            return _age(atoms, numeral, unit, tail + 2)
    is_human = numeral.value is not None and numeral.value < 120
    return _age(atoms, numeral, "year", numeral.last) if is_human and _follows_age(atoms, numeral.first) else None


def _follows_age(atoms: Sequence[Atom], first: int) -> bool:
    """Whether "aged", "age of" or a list of ages ("ages 6, 7 and 9") leads to the number."""
    at = first - 1
    while at > 1 and _lower(atoms, at) in {",", "and", "to", "-", "between"}:
        at -= 1
        while at > 1 and atoms[at].is_digits:
            at -= 1
    if _lower(atoms, at) == "of":
        at -= 1
    return _lower(atoms, at) in {"aged", "age", "ages"}


def _age(atoms: Sequence[Atom], numeral: Numeral, unit: str, last: int) -> Figure:
    plain = Bounds(numeral.low, numeral.high, numeral.modifier, numeral.first, last)
    bounds = bound(atoms, plain, discrete=False)
    return Figure(
        bounds.first,
        bounds.last,
        (numeral.first, last),
        numeral.value,
        bounds.low,
        bounds.high,
        unit=unit,
        measured="age",
        modifier=bounds.modifier,
    )


def _read_decade(atoms: Sequence[Atom], first: int) -> Figure | None:
    """Read "in his 50s", "in their late twenties"."""
    word, value, last = atoms[first].lower, None, first + 1
    if atoms[first].is_digits and _lower(atoms, last) == "s" and atoms[last].start == atoms[first].end:
        value, last = Decimal(atoms[first].text.replace(",", "").replace(" ", "")), last + 1
    elif word.endswith("ies") and word[:-3] + "y" in numerals()["tens"]:
        value = Decimal(numerals()["tens"][word[:-3] + "y"])
    if value is None or value % 10 or not 10 <= value <= 100:
        return None
    part = _lower(atoms, first - 1)
    begin = first - 1 if part in {"early", "mid", "late"} else first
    if _lower(atoms, begin - 1) == "-":
        begin -= 1
    if _lower(atoms, begin - 1) not in {"his", "her", "their", "my", "our", "your"}:
        return None
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return Figure(
        begin,
        last,
        (first, last),
        None,
        value + low,
        value + high,
        unit="year",
        measured="age",
        modifier="decade",
    )


def _read_unit_alone(atoms: Sequence[Atom], first: int) -> Figure | None:
    """Read "for years", "miles away": two or more of the unit."""
    dimension = dimension_of(unit_named(atoms[first].lower))
    before, behind = _lower(atoms, first - 1), _lower(atoms, first + 1)
    is_told = {"time": before == "for", "length": behind in {"away", "apart"}}.get(dimension, False)
    if not is_told or not atoms[first].lower.endswith(("s", "feet")):
        return None
    unit = unit_named(atoms[first].lower)
    return Figure(first, first + 1, (first, first + 1), None, Decimal(2), None, unit=unit, modifier="vague")


def _read_magnitude(atoms: Sequence[Atom], numeral: Numeral) -> Figure | None:
    """Read "6.1-magnitude", "magnitude 6.1", "a magnitude of 6.1", "6.1 on the Richter scale"."""
    # No quake has reached ten on any scale.
    if numeral.value is None or numeral.value >= 10 or numeral.ordinal:
        return None
    before = [_lower(atoms, numeral.first - back) for back in (1, 2, 3)]
    if before[0] in _HYPHENS | {"of", "a", "at"}:
        before = before[1:]
    after = [_lower(atoms, numeral.last + ahead) for ahead in range(5)]
    behind = after[1:] if after[0] in _HYPHENS else after
    if before[0] == "magnitude" or behind[0] in {"magnitude", "richter"} or "richter" in after:
        last = numeral.last + (2 if after[0] in _HYPHENS else 1) if behind[0] == "magnitude" else numeral.last
        plain = Bounds(numeral.low, numeral.high, "", numeral.first, last)
        bounds = bound(atoms, plain, discrete=False)
        return Figure(
            bounds.first,
            bounds.last,
            (numeral.first, numeral.last),
            numeral.value,
            bounds.low,
            bounds.high,
            measured="magnitude",
            modifier=bounds.modifier,
        )
    return None


def _read_multiplex(atoms: Sequence[Atom], first: int) -> Figure | None:
    word = atoms[first].lower
    value = Decimal(numerals()["multiplex"][word])
    is_times = word in {"twice", "thrice"}
    return Figure(
        first,
        first + 1,
        (first, first + 1),
        value,
        value,
        value,
        modifier="times" if is_times else "multiplex",
    )


def _skip_hyphen(atoms: Sequence[Atom], at: int) -> int:
    return at + 1 if _lower(atoms, at) in _HYPHENS else at


def _lower(atoms: Sequence[Atom], index: int) -> str:
    return atoms[index].lower if 0 <= index < len(atoms) else ""
