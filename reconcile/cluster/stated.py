"""The values that a free-text answer states, so far as to see that two answers exclude each other.

The numbers of an answer are told apart by what they count: a year, a day of a month, an amount
of time, anything else. Typed claims get their values from the extract stage; this is for answers
in words, of which a number or a day is only a part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reconcile.cluster.lexicon import words

# From a kind ("year", "month", "day of the month", "weekday", "days", "number") to the values stated of that kind.
Values = dict[str, frozenset[Decimal]]

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?")
_CALENDAR = frozenset({"year", "month", "day of the month", "weekday"})
# A whole number of this size that counts nothing is a year.
_YEARS = range(1900, 2101)


def stated_values(text: str) -> Values:
    """Return the values that `text` states, by kind; kinds that it has none of are left out."""
    tokens = _TOKEN.findall(text.replace("’", "'"))
    lower = [token.lower() for token in tokens]
    values: defaultdict[str, set[Decimal]] = defaultdict(set)
    # "May", "March": only a capital tells the month from the verb.
    months = [t in words().months and token[0].isupper() for t, token in zip(lower, tokens, strict=True)]
    for token, is_month in zip(lower, months, strict=True):
        if is_month:
            values["month"].add(Decimal(words().months[token]))
        elif token in words().weekdays:
            values["weekday"].add(Decimal(words().weekdays[token]))
    for number, start, end in _numbers(lower):
        # "three more years": one word may stand between a number and its unit.
        unit = next((words().days_by_unit[t] for t in lower[end : end + 2] if t in words().days_by_unit), None)
        if unit is not None:
            values["days"].add(number * Decimal(str(unit)))
        elif number in _YEARS:
            values["year"].add(number)
        elif any(months[max(start - 1, 0) : start]) or any(months[end : end + 1]):
            values["day of the month"].add(number)
        else:
            values["number"].add(number)
    return {kind: frozenset(stated) for kind, stated in values.items()}


def exclude_each_other(left: Values, right: Values) -> bool:
    """Return whether no one moment allows both: a shared kind without a shared value, or a date against an amount."""
    if not left or not right:
        return False
    shared = left.keys() & right.keys()
    if any(left[kind].isdisjoint(right[kind]) for kind in shared):
        return True
    return not shared and (left.keys() <= _CALENDAR) != (right.keys() <= _CALENDAR)


def is_content(token: str) -> bool:
    """Return whether a lower-case word says something by itself, other than a value."""
    known = words()
    values = (known.numbers, known.multipliers, known.months, known.weekdays, known.days_by_unit)
    rest = (known.function_words, known.negations, *values)
    return not token[0].isdecimal() and not any(token in names for names in rest)


def _numbers(tokens: Sequence[str]) -> Iterator[tuple[Decimal, int, int]]:
    """Yield each number, in digits or words, with its tokens' bounds: "1.2 million", "twenty five", "a year"."""
    known = words()
    position = 0
    while position < len(tokens):
        start, number = position, _plain(tokens[position])
        following = tokens[start + 1] if start + 1 < len(tokens) else ""
        position += 1
        if number is None:
            if tokens[start] in known.one_before_a_unit and (
                following in known.days_by_unit or following in known.multipliers
            ):
                number = Decimal(1)
            else:
                continue
        while position < len(tokens):
            if tokens[position] in known.multipliers:
                number *= known.multipliers[tokens[position]]
            elif (
                known.numbers.get(tokens[position], number) < number
                and number % 10 == 0
                and not tokens[start][0].isdecimal()
            ):
                number += known.numbers[tokens[position]]
            else:
                break
            position += 1
        yield number, start, position


def _plain(token: str) -> Decimal | None:
    if token[0].isdecimal():
        return Decimal(token.replace(",", ""))
    return Decimal(words().numbers[token]) if token in words().numbers else None
