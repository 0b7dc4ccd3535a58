"""Which quantities are answers of their own.

A conversion in brackets repeats the number before it; "a man" says who, not how many;
"several" says too little to be set against anything, unless it counts the dead, the hurt
or the held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reconcile.extract.vocabulary import casualty_classes, counted_singly
from reconcile.types import Quantity

_SAY_LITTLE = frozenset({"vague", "indefinite", "sum", "decade", "none"})
_OF_A_SET = re.compile(r"\s+of\s+(?:the|those|these|them|its|his|her|their)\b", re.IGNORECASE)
# A quarrel over a pair of boots is one about them.
_ABOUT = ("over a pair", "over a couple")
# Code points between a number and its conversion: " (" and perhaps "about ".
_MAX_GAP = 12


def told_quantities(quantities: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """Return the quantities of `text` that answer a question by themselves, in text order."""
    return tuple(_told(quantities, text))


def _told(quantities: Sequence[Quantity], text: str) -> Iterator[Quantity]:
    before: Quantity | None = None
    for quantity in quantities:
        is_conversion = (
            before is not None
            and bool(before.unit and quantity.unit)
            and before.unit != quantity.unit
            and "(" in text[before.span.end : quantity.span.start]
            and quantity.span.start - before.span.end <= _MAX_GAP
        )
        before = quantity
        if quantity.ordinal or is_conversion or _says_who(quantity, text):
            continue
        if quantity.modifier == "indefinite" and not quantity.surface[:1].isdigit():
            continue
        if quantity.surface.lower().startswith(_ABOUT):
            continue
        says_little = quantity.modifier in _SAY_LITTLE and quantity.low != quantity.high
        if quantity.modifier in _SAY_LITTLE and quantity.measured not in casualty_classes():
            continue
        if says_little and quantity.low is not None and quantity.low <= _FEW:
            continue
        yield quantity


def _says_who(quantity: Quantity, text: str) -> bool:
    """Whether "one" points at somebody and counts nothing: "one of the dead", "one resident said"."""
    if quantity.surface.lower() != "one":
        return False
    return quantity.measured not in counted_singly() or _OF_A_SET.match(text, quantity.span.end) is not None


# "Several" and "a few" dead are 3 or more: true of every toll, so no answer.
_FEW = 3
