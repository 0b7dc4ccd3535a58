"""In which direction from a named place: "55 kilometres south of X".

The distance belongs to the question: two points 55 kilometres from X are one point if
anything is, while "south of X" alone may be said of many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reconcile.extract.vocabulary import directions
from reconcile.types import EntityMention, Quantity, Span, State

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Characters between the distance and the direction, for "(34 miles)" or "to the" between them.
_MAX_GAP = 20
_MAX_WORDS = 6
_METRES = {"kilometre": 1000, "metre": 1, "mile": 1609.344, "nautical mile": 1852, "yard": 0.9144, "foot": 0.3048}
_HYPHENS = frozenset({"-", "–", "‐", "‑"})


def extract_directions(
    doc: Doc, *, quantities: Sequence[Quantity], mention_at: Callable[[Token], EntityMention | None]
) -> tuple[State, ...]:
    """Return the directions told with a distance and a named place, in text order.

    Args:
        doc: The parsed text.
        quantities: The text's quantities; lengths of a kilometre or more give the distance.
        mention_at: The name that a token belongs to, if any.
    """
    distances = [q for q in quantities if _kilometres(q)]
    states = []
    for token in doc[:-2]:
        if token.lower_ not in directions() or token.nbor(1).lower_ not in {"of", "from"}:
            continue
        place = _place_after(token, mention_at)
        span, answer = _whole(token)
        near = [q for q in distances if 0 <= span.start - q.span.end <= _MAX_GAP]
        distance = max(near, key=lambda q: q.span.end, default=None)
        if place is None or distance is None:
            continue
        states.append(
            State(
                span=span,
                surface=doc.text[span.start : span.end],
                question="direction",
                subject=f"{_kilometres(distance)} km {place.casefold()}",
                asks=f"In which direction from {place} ({distance.surface})?",
                answer=answer,
                rank=0,
            )
        )
    return tuple(states)


def _whole(token: Token) -> tuple[Span, str]:
    """Return where the direction that ends at `token` stands, and its one spelling: "south-east" is "southeast"."""
    first = token
    before = [t for t in token.doc[max(0, token.i - 2) : token.i] if t.text not in _HYPHENS]
    if before and before[-1].lower_ + token.lower_ in directions():
        first = before[-1]
    span = Span(first.idx, token.idx + len(token))
    letters = (letter for letter in token.doc.text[span.start : span.end].lower() if letter.isalpha())
    return span, "".join(letters).removesuffix("wards")


def _kilometres(distance: Quantity) -> int:
    """Return the distance rounded to a kilometre, so that miles and kilometres of one point meet; 0 for no length."""
    return round(float(distance.value or 0) * _METRES.get(distance.unit, 0) / 1000)


def _place_after(token: Token, mention_at: Callable[[Token], EntityMention | None]) -> str | None:
    """Return the name after "south of", without "the town of" before it."""
    name: list[str] = []
    for following in token.doc[token.i + 2 : token.i + 2 + _MAX_WORDS]:
        mention = mention_at(following)
        if mention is not None and mention.label == "place" and following.text[:1].isupper():
            name.append(following.text)
        elif name:
            break
    return " ".join(name) or None
