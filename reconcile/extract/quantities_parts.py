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
        inherited = whole.measured if _inherits(doc, quantity) else ""
        measured = inherited or quantity.measured
        noun = whole.noun if quantity.noun in {"", "people"} else quantity.noun
        related.append(replace(quantity, whole=whole.span, measured=measured, noun=noun))
    related = _taken_out(doc, related)
    return tuple(sorted((*_tied_to_sums(doc, related),), key=lambda q: (q.span.start, -q.span.end)))


def _continued(doc: Doc, quantity: Quantity, earlier: Sequence[Quantity]) -> Quantity:
    """Return "tens of thousands more elsewhere" with what the count before it in the sentence measures."""
    if quantity.unit or quantity.ordinal or not earlier:
        return quantity
    before = earlier[-1]
    between = doc.text[before.span.end : quantity.span.start]
    if before.modifier == "previous" and between.strip().lower() == "to":
        return replace(quantity, measured=before.measured, noun=quantity.noun or before.noun)
    if "\n" in between or "." in between or len(between) > 3 * _MAX_GAP or before.unit:
        return quantity
    if quantity.measured:
        return replace(quantity, noun=before.noun) if _is_elliptic(doc, before, quantity) else quantity
    if not {"more", "others"} & set(quantity.scope) or before.measured not in word_set("casualty_classes"):
        return quantity
    return replace(quantity, measured=before.measured, noun=quantity.noun or "people")


def _is_elliptic(doc: Doc, before: Quantity, quantity: Quantity) -> bool:
    """Whether a number without a noun counts what the number before it counts ("6 boys were hurt and 14 trapped")."""
    between = doc.text[before.span.end : quantity.span.start].lower().replace(",", " ").replace(";", " ").split()
    if quantity.noun == "":
        return (
            bool(before.noun)
            and before.whole is None
            and len(between) <= 8
            and before.measured not in {"age", "magnitude"}
        )
    is_told = doc.text[quantity.span.end :].lstrip().lower().startswith(("people", "person", "others", "more", "other"))
    is_shared = {"were", "was", "been"} & set(between) and {"and", "while"} & set(between[-1:])
    return (
        quantity.noun == "people" and bool(is_shared) and not is_told and is_person(before.noun) and len(between) <= 8
    )


def _whole_before(doc: Doc, part: Quantity, earlier: Sequence[Quantity]) -> Quantity | None:
    """Return the count that `part` is taken from: by "including", "among them", "of whom", "of the 24"."""
    if part.unit not in {"", "%"} or part.ordinal or part.measured in {"age", "magnitude"}:
        return None
    counts = [q for q in earlier if not q.unit and not q.ordinal and q.measured not in {"age", "magnitude"}]
    follower = part
    for whole in reversed(counts[-4:]):
        between = doc.text[whole.span.end : follower.span.start]
        if "\n" in between or len(between) > 3 * _MAX_GAP:
            break
        if whole.whole is not None and whole.modifier != "sum":
            # "Including five children and two women": the second part leans on the first.
            if not _is_coordinated(doc, whole, follower):
                break
            follower = whole
            continue
        behind = doc.text[part.span.end : part.span.end + 12].lower()
        if _is_topic(doc, whole) and between.rstrip().endswith(","):
            return whole if _may_hold(whole, part) else None
        if _opens_part(between.lower(), behind) and not _has_verb_after_opener(doc, whole, follower):
            return whole if _may_hold(whole, part) else None
    return None


def _is_coordinated(doc: Doc, left: Quantity, right: Quantity) -> bool:
    between = doc.text[left.span.end : right.span.start]
    tokens = doc.char_span(left.span.end, right.span.start, alignment_mode="contract") or ()
    is_joined = any(token.lower_ in {"and", ",", "as"} for token in tokens)
    return is_joined and len(between) <= _MAX_GAP and not any(token.pos_ in {"VERB", "AUX"} for token in tokens)


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
    pronouns = {"whom", "which", "them", "these"}
    return bool(pronouns & set(behind.replace(",", " ").split()[1:3])) and behind.split()[:1] == ["of"]


def _is_topic(doc: Doc, whole: Quantity) -> bool:
    """Whether "Of the 40 hostages" opens the sentence and names what the next numbers are parts of."""
    before = doc.text[max(0, whole.span.start - 8) : whole.span.start].lower().split()
    return before[-2:] == ["of", "the"] and (len(before) == 2 or before[-3][-1] in '.!?”"')


def _may_hold(whole: Quantity, part: Quantity) -> bool:
    """Whether `whole` is large enough for `part`, as far as bounds tell."""
    return whole.high is None or part.low is None or part.unit == "%" or part.low <= whole.high


def _inherits(doc: Doc, part: Quantity) -> bool:
    """Whether `part` shares the predicate of its whole ("including 68 children"), and has none of its own."""
    behind = doc.text[part.span.end : part.span.end + 12].lower().split()
    return not part.measured or behind[:1] != ["of"]


def _taken_out(doc: Doc, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities with "20 of the 300 sailors" tied: what befell the 20 is not said of the 300."""
    tied = list(quantities)
    for at in range(len(tied) - 1):
        part, whole = tied[at], tied[at + 1]
        between = doc.text[part.span.end : whole.span.start].lower().split()
        if between[:1] == ["of"] and set(between) <= {"of", "the", "those", "all", "these"} and _may_hold(whole, part):
            freed = replace(whole, measured="") if whole.measured == part.measured else whole
            tied[at : at + 2] = [replace(part, whole=whole.span), freed]
    return tied


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
    if tokens is not None and last.modifier != "indefinite":
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
