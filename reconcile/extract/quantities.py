"""Every number of a text that counts or measures something, with its bounds and its frame.

Dates, addresses, names and codes are left out first; what remains is read from the surface
(quantities_figures.py), then set into its sentence (quantities_frames.py), then related to the
other quantities (parts, sums: quantities_parts.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reconcile.extract.quantities_ages import is_bare_age
from reconcile.extract.quantities_figures import Figure, read_figure
from reconcile.extract.quantities_frames import Frame, read_frame
from reconcile.extract.quantities_masks import covers, masked_spans, ordinal_names
from reconcile.extract.quantities_nouns import is_person, word_set
from reconcile.extract.quantities_numerals import Atom, cut_atoms
from reconcile.extract.quantities_parts import relate_parts
from reconcile.extract.quantities_persons import read_uncounted
from reconcile.extract.quantities_units import dimension_of, units
from reconcile.types import Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens


def extract_quantities(doc: Doc, *, times: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """Return the quantities of `doc`, sorted, overlapping only as a sum and its parts.

    Args:
        doc: A parsed text.
        times: Spans of dates and clock times (not of durations), whose numbers count nothing.
    """
    atoms = cut_atoms(doc.text)
    blocked = (*times, *masked_spans(doc.text))
    quantities: list[Quantity] = []
    at = 0
    while at < len(atoms):
        figure = read_figure(atoms, at)
        if figure is None:
            at += 1
            continue
        quantity = None if _is_blocked(atoms, figure, blocked) else _framed(doc, atoms, figure)
        if quantity is not None:
            quantities.append(quantity)
        at = max(figure.last if quantity else figure.core[1], at + 1)
    return relate_parts(doc, _with_uncounted(doc, quantities))


def _with_uncounted(doc: Doc, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return `quantities` and those told without a number, where they don't overlap."""
    taken = tuple(quantity.span for quantity in quantities)
    uncounted = [q for q in read_uncounted(doc) if not covers(taken, q.span.start, q.span.end)]
    return sorted((*quantities, *uncounted), key=lambda quantity: quantity.span)


def _is_blocked(atoms: Sequence[Atom], figure: Figure, blocked: Sequence[Span]) -> bool:
    first, last = figure.core
    # "abc13", "M4": a number glued to a letter is a name, unless the letter belongs to a currency.
    if (
        first
        and atoms[first].is_digits
        and atoms[first - 1].end == atoms[first].start
        and atoms[first - 1].text.isalpha()
    ):
        return dimension_of(figure.unit) != "money"
    return covers(blocked, atoms[first].start, atoms[last - 1].end)


def _framed(doc: Doc, atoms: Sequence[Atom], figure: Figure) -> Quantity | None:
    span = Span(atoms[figure.first].start, atoms[figure.last - 1].end)
    tokens = tokens_of(doc, span)
    if not figure.unit and not figure.measured and is_bare_age(tokens, figure.value):
        figure = replace(figure, unit="year", measured="age")
    frame = Frame("", "age", (), None) if _is_age_of_name(figure, atoms) else read_frame(tokens)
    if not _is_counting(doc, atoms, figure, frame):
        return None
    return Quantity(
        span=span,
        surface=doc.text[span.start : span.end],
        value=_tidy(figure.value),
        low=_tidy(figure.low),
        high=_tidy(figure.high),
        unit=figure.unit,
        measured=_measured(doc, figure, frame, span),
        noun=_noun(figure, frame),
        scope=frame.scope,
        modifier=figure.modifier,
        ordinal=figure.ordinal,
    )


def _is_age_of_name(figure: Figure, atoms: Sequence[Atom]) -> bool:
    """Whether the age stands behind its person or for him, so that no noun behind it is counted."""
    return figure.measured == "age" and not atoms[figure.last - 1].lower.startswith("old")


def _is_counting(doc: Doc, atoms: Sequence[Atom], figure: Figure, frame: Frame) -> bool:
    """Turn away pronouns ("one of the worst"), ordinal names, and multiples of nothing."""
    token = tokens_of(doc, Span(atoms[figure.core[0]].start, atoms[figure.core[0]].end))[0]
    if figure.ordinal:
        return _is_place_in_row(token, frame)
    if figure.modifier == "multiplex":
        return frame.head is not None and bool(frame.measured)
    if not (figure.unit or figure.measured or frame.noun or frame.measured) and _is_bare_code(token, figure):
        return False
    if token.lower_ == "one" and not figure.unit:
        return _is_number_one(token, frame)
    return True


def _is_place_in_row(token: Token, frame: Frame) -> bool:
    """Whether an ordinal counts ("the third victim") instead of naming ("Fifth Avenue", "third-degree")."""
    if frame.head is None or token.text.istitle() or frame.head.lemma_.lower() in ordinal_names():
        return False
    return not any(near.lower_ in ordinal_names() for near in token.doc[token.i + 1 : token.i + 3])


def _is_bare_code(token: Token, figure: Figure) -> bool:
    """Whether digits stand alone, counting nothing: a page view, a channel, a clock time without its sign."""
    return token.text.isdigit() and not figure.modifier


def _is_number_one(token: Token, frame: Frame) -> bool:
    if token.tag_ in {"PRP", "NN"} and frame.head is None:
        return False
    behind = token.nbor() if token.i + 1 < len(token.doc) else None
    if behind is not None and behind.lower_ == "of":
        is_plural = frame.head is not None and (frame.head.tag_ == "NNS" or frame.head.lower_ in word_set("collective"))
        return (
            bool(frame.measured)
            and is_plural
            and not any(t.tag_ in {"JJS", "RBS"} for t in token.doc[token.i : token.i + 5])
        )
    return frame.head is not None or bool(frame.measured)


def _measured(doc: Doc, figure: Figure, frame: Frame, span: Span) -> str:
    if figure.measured == "age" and frame.noun in word_set("lasting"):
        return "duration"
    if figure.measured:
        return figure.measured
    dimension = dimension_of(figure.unit)
    if not dimension:
        return frame.measured
    words = _words_near(doc, span)
    if dimension == "money":
        return next((name for name, cues in units()["money"].items() if words & set(cues)), "money")
    for aspect, cues in units()["aspects"].items():
        fits = {"time": aspect == "sentence", "length": aspect != "sentence"}.get(dimension, False)
        if fits and words & set(cues):
            return str(aspect)
    return str(units()["measured"].get(dimension, ""))


def _noun(figure: Figure, frame: Frame) -> str:
    """Return the counted noun; a measure has none, an age that of its bearer."""
    if figure.measured == "age":
        return frame.noun if is_person(frame.noun) or frame.noun in word_set("lasting") else ""
    return frame.noun if dimension_of(figure.unit) in {"", "share", "money"} else ""


def _words_near(doc: Doc, span: Span) -> set[str]:
    tokens = tokens_of(doc, span)
    window = doc[max(tokens.sent.start, tokens.start - 5) : min(tokens.sent.end, tokens.end + 4)]
    return {token.lemma_.lower() for token in window} | {token.lower_ for token in window}


def tokens_of(doc: Doc, span: Span) -> Tokens:
    """Return the tokens that `span` touches."""
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None:
        raise ValueError(f"span {span.start}:{span.end} lies outside a text of {len(doc.text)} characters")
    return tokens


def _tidy(number: Decimal | None) -> Decimal | None:
    if number is None:
        return None
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
