"""Groups of claims from sentences with the value in brackets: "[Four] people were hurt."."""

from __future__ import annotations

from dataclasses import replace

from reconcile.types import Claim, EntityMention, FactGroup, Modality, Phrase, Slot, Span, State
from tests.builders import article, quantity, time_expression

_LABELS = {Slot.PERSON: "person", Slot.ORGANISATION: "organisation", Slot.PLACE: "place", Slot.SPEAKER: "person"}


def claim_in(marked, slot="quantity", *, id="a1", value=None, published="2021-03-04", **fields):
    """The claim on the words in brackets, and its article."""
    before, rest = marked.split("[", 1)
    surface, after = rest.split("]", 1)
    text = before + surface + after
    span = Span(len(before), len(before) + len(surface))
    about = {key: fields.pop(key) for key in ("publisher", "origin") if key in fields}
    of = article(id, text, published=published, **about)
    claim = Claim(
        id=f"{id}-{slot}",
        article_id=id,
        span=span,
        surface=surface,
        sentence=Span(0, len(text)),
        slot=Slot(slot),
        value=_value(Slot(slot), surface, span, value or {}),
        predicate=fields.pop("predicate", "happen"),
        role=fields.pop("role", "object"),
        frame=fields.pop("frame", text.lower()),
        modality=Modality(fields.pop("modality", "asserted")),
        words=tuple(fields.pop("words", ())),
        **fields,
    )
    return claim, of


def group_of(*rows, id="g1"):
    """The group of the claims, and their articles by id."""
    claims = tuple(claim for claim, _ in rows)
    articles = {of.id: of for _, of in rows}
    return FactGroup(id=id, event_id="0", slot=claims[0].slot, claims=claims, cohesion=0.9), articles


def _value(slot, surface, span, fields):
    if "answer" in fields:
        return State(span=span, surface=surface, **{"question": "q", "subject": "event", "rank": 0, **fields})
    match slot:
        case Slot.QUANTITY:
            number = fields.pop("value", 4)
            scope = tuple(fields.pop("scope", ()))
            return replace(quantity(number, surface=surface, scope=scope, **fields), span=span)
        case Slot.TIME:
            day = fields.get("day", "2021-03-03")
            return replace(time_expression(fields.get("edtf", day), day, "2021-03-04", surface=surface), span=span)
        case Slot.STATUS | Slot.OTHER:
            return Phrase(span=span, surface=surface, normal=surface.lower())
        case _:
            name = fields.get("name", surface)
            label = fields.get("label", _LABELS[slot])
            return EntityMention(span=span, surface=surface, label=label, entity=name.lower(), canonical=name)
