"""How the quantities of one text stand to each other: parts of a whole, and sums.

"126 people, including 68 children": the 68 share what happened to the 126 and are a part of
them. "Two adults and three children were killed": five people, said in two parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reconcile.extract.quantities_nouns import is_person, word_set
from reconcile.types import Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PLAIN = frozenset({"", "indefinite"})
_MAX_GAP = 60
_OPENERS = frozenset({"including", "includes", "include", "included", "among", "amongst"})


def relate_parts(doc: Doc, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return `quantities` with parts tied to their wholes and the sums of coordinated parts added."""
    related: list[Quantity] = []
    for read in quantities:
        quantity = _continued(doc, read, related)
        whole = _whole_before(doc, quantity, related)
        if whole is None:
            related.append(quantity)
            continue
        measured = quantity.measured
        if _inherits(doc, quantity, whole):
            measured = whole.measured
        related.append(replace(quantity, whole=whole.span, measured=measured))
    return tuple(sorted((*_tied_to_sums(doc, related),), key=lambda q: (q.span.start, -q.span.end)))


def _continued(doc: Doc, quantity: Quantity, earlier: Sequence[Quantity]) -> Quantity:
    """Return "tens of thousands more elsewhere" with what the count before it in the sentence measures."""
    if quantity.measured or quantity.unit or not {"more", "others"} & set(quantity.scope) or not earlier:
        return quantity
    before = earlier[-1]
    between = doc.text[before.span.end : quantity.span.start]
    is_near = "\n" not in between and "." not in between and len(between) <= 3 * _MAX_GAP
    if not is_near or before.measured not in word_set("casualty_classes"):
        return quantity
    return replace(quantity, measured=before.measured, noun=quantity.noun or "people")


def _whole_before(doc: Doc, part: Quantity, earlier: Sequence[Quantity]) -> Quantity | None:
    """Return the count that `part` is taken from: by "including", "among them", "of whom", "of the 24"."""
    if part.unit not in {"", "%"} or part.ordinal or part.measured in {"age", "magnitude"}:
        return None
    counts = [q for q in earlier if not q.unit and not q.ordinal and q.measured not in {"age", "magnitude"}]
    for whole in reversed(counts[-4:]):
        if whole.whole is not None and whole.modifier != "sum":
            continue
        between = doc.text[whole.span.end : part.span.start]
        if "\n" in between or len(between) > 3 * _MAX_GAP:
            break
        behind = doc.text[part.span.end : part.span.end + 12].lower()
        if _opens_part(between.lower(), behind) and not _has_verb_after_opener(doc, whole, part):
            return whole if _may_hold(whole, part) else None
    return None


def _has_verb_after_opener(doc: Doc, whole: Quantity, part: Quantity) -> bool:
    """Whether a clause of its own parts the number from its "including"."""
    tokens = doc.char_span(whole.span.end, part.span.start, alignment_mode="contract")
    opened = False
    for token in tokens or ():
        if opened and token.pos_ in {"VERB", "AUX"}:
            return True
        opened = opened or token.lower_ in _OPENERS
    return False


def _opens_part(between: str, behind: str) -> bool:
    words = between.replace(",", " ").replace("-", " ").split()
    if any(word.startswith("includ") and word in _OPENERS for word in words):
        return True
    if {"among", "amongst"} & set(words) and {"them", "whom", "which", "those"} & set(words):
        return True
    return bool(set(behind.split()[:3]) & {"whom", "which"}) and behind.split()[:1] == ["of"]


def _may_hold(whole: Quantity, part: Quantity) -> bool:
    """Whether `whole` is large enough for `part`, as far as bounds tell."""
    return whole.high is None or part.low is None or part.unit == "%" or part.low <= whole.high


def _inherits(doc: Doc, part: Quantity, whole: Quantity) -> bool:
    """Whether `part` has no predicate of its own ("including 68 children")."""
    if not part.measured or part.measured in {"include", "count", "be"}:
        return True
    between = doc.text[whole.span.end : part.span.start].lower()
    return "includ" in between and part.measured not in word_set("casualty_classes")


def _tied_to_sums(doc: Doc, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities with every run of coordinated counts of persons followed by its sum."""
    tied: list[Quantity] = []
    at = 0
    while at < len(quantities):
        run = _run_from(doc, quantities, at)
        if len(run) < 2:
            tied.append(quantities[at])
            at += 1
            continue
        total = _sum_of(doc, run)
        told = tied[-1] if tied and _is_told_before(doc, tied[-1], total) else None
        if told is None:
            tied.append(total)
        total = told or total
        tied.extend(replace(part, whole=total.span, measured=total.measured) for part in run)
        at += len(run)
    return tied


def _is_told_before(doc: Doc, told: Quantity, total: Quantity) -> bool:
    """Whether the sum only spells out the count before it: "five people, two adults and three children"."""
    is_count = told.value == total.value and not told.unit and not told.ordinal
    return (
        is_count
        and "." not in doc.text[told.span.end : total.span.start]
        and (total.span.start - told.span.end <= _MAX_GAP)
    )


def _run_from(doc: Doc, quantities: Sequence[Quantity], at: int) -> list[Quantity]:
    run = [quantities[at]]
    while at + len(run) < len(quantities) and _joins(doc, run[-1], quantities[at + len(run)]):
        run.append(quantities[at + len(run)])
    joined_by_and = len(run) > 1 and " and " in doc.text[run[-2].span.end : run[-1].span.start]
    return run if joined_by_and and len({q.noun for q in run}) == len(run) else run[:1]


def _joins(doc: Doc, left: Quantity, right: Quantity) -> bool:
    """Whether two exact counts of named kinds of persons stand in one coordination."""
    for quantity in (left, right):
        is_exact = quantity.value is not None and quantity.low == quantity.high and quantity.modifier in _PLAIN
        if not is_exact or quantity.unit or quantity.ordinal or quantity.noun in word_set("generic"):
            return False
        if not is_person(quantity.noun) or quantity.whole is not None or quantity.measured == "age":
            return False
    between = doc.text[left.span.end : right.span.start]
    tokens = doc.char_span(left.span.end, right.span.start, alignment_mode="contract")
    has_verb = tokens is not None and any(token.pos_ in {"VERB", "AUX"} for token in tokens)
    return (
        len(between) <= _MAX_GAP
        and not set(between) & set("\n.:;()–—")
        and " - " not in between
        and ("--" not in between and not has_verb)
    )


def _sum_of(doc: Doc, run: Sequence[Quantity]) -> Quantity:
    last = run[-1]
    tokens = doc.char_span(last.span.start, last.span.end, alignment_mode="expand")
    end = last.span.end
    # The sum reaches over the last counted noun: "two adults and three children".
    if tokens is not None:
        for token in doc[tokens.end : tokens.end + 4]:
            if token.pos_ in {"NOUN", "PROPN"}:
                end = token.idx + len(token)
                break
    span = Span(run[0].span.start, end)
    value = sum((part.value for part in run if part.value is not None), Decimal(0))
    measured = next((part.measured for part in (*reversed(run),) if part.measured), "")
    return Quantity(
        span=span,
        surface=doc.text[span.start : span.end],
        value=value,
        low=value,
        high=value,
        measured=measured,
        noun="people",
        scope=(),
        modifier="sum",
    )
