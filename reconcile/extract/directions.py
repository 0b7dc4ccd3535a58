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
_KM_PER_MILE = 1.609344


def extract_directions(
    doc: Doc, *, quantities: Sequence[Quantity], mention_at: Callable[[Token], EntityMention | None]
) -> tuple[State, ...]:
    """Return the directions told with a distance and a named place, in text order.

    Args:
        doc: The parsed text.
        quantities: The text's quantities; those with a unit of length give the distance.
        mention_at: The name that a token belongs to, if any.
    """
    distances = [q for q in quantities if q.measured == "distance" or q.unit in {"kilometre", "mile"}]
    states = []
    for token in doc[:-2]:
        if token.lower_ not in directions() or token.nbor(1).lower_ not in {"of", "from"}:
            continue
        place = _place_after(token, mention_at)
        near = [q for q in distances if 0 <= token.idx - q.span.end <= _MAX_GAP]
        distance = max(near, key=lambda q: q.span.end, default=None)
        if place is None or distance is None:
            continue
        states.append(
            State(
                span=Span(token.idx, token.idx + len(token.text)),
                surface=token.text,
                question="direction",
                subject=f"{_kilometres(distance)} km {place.casefold()}",
                asks=f"In which direction from {place} ({distance.surface})?",
                answer=token.lower_,
                rank=0,
            )
        )
    return tuple(states)


def _kilometres(distance: Quantity) -> int:
    """Return the distance rounded to a kilometre, so that miles and kilometres of one point meet."""
    value = float(distance.value or 0)
    return round(value * _KM_PER_MILE) if distance.unit == "mile" else round(value)


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
