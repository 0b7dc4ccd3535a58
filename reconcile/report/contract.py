"""A report as `report.json`: the public contract, version 1, described by `schema.json`.

Fields may be added under the same version; a field that changes or goes needs the next one.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reconcile.report.order import in_reading_order
from reconcile.types import Article, Evidence, Finding, Report, Slot, Variant

SCHEMA_VERSION = "1"

Json = dict[str, Any]


def render_json(report: Report) -> str:
    """Return the whole report as JSON: the same report gives the same bytes."""
    contract = {
        "schema_version": SCHEMA_VERSION,
        "run": _run(report),
        "articles": [_article(article, dict(report.n_claims_by_article)) for article in report.articles],
        "findings": [_finding(finding) for finding in in_reading_order(report.findings, report.articles)],
        "not_compared": [
            {"article_id": passage.article_id, "quote": passage.quote, "reason": passage.reason}
            for passage in report.not_compared
        ],
        "skipped": [{"uri": skip.uri, "stage": skip.stage, "reason": skip.reason} for skip in report.skipped],
    }
    text = json.dumps(contract, ensure_ascii=False, indent=2, allow_nan=False)
    # JSON may escape what UTF-8 cannot write: halves of a broken surrogate pair.
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"


@lru_cache(maxsize=1)
def schema() -> Json:
    """Return the JSON Schema that every `report.json` of this version meets."""
    loaded: Json = json.loads(files("reconcile.report").joinpath("schema.json").read_text(encoding="utf-8"))
    return loaded


def _run(report: Report) -> Json:
    made = report.provenance
    return {
        "id": made.run_id,
        "story": report.story,
        "generated_at": _moment(made.generated_at),
        "version": made.version,
        "settings_digest": made.settings_digest,
        "models": {"spacy": made.spacy_model, "encoder": made.encoder_model},
    }


def _article(article: Article, n_claims_by_id: dict[str, int]) -> Json:
    return {
        "id": article.id,
        "uri": article.uri,
        "publisher": article.publisher,
        "agency": article.agency,
        "title": article.title,
        "authors": list(article.authors),
        "url": article.url,
        "published": _day(article.published_on),
        "published_at": _moment(article.published_at),
        "published_inferred": article.published_inferred,
        "published_how": article.published_how,
        "modified_at": _moment(article.modified_at),
        "dateline": article.dateline,
        "language": article.language,
        "origin": article.origin,
        "copy_of": article.copy_of,
        "n_claims": n_claims_by_id.get(article.id, 0),
        "notes": list(article.notes),
        "clutter": [{"text": passage.text, "kind": passage.kind} for passage in article.clutter],
        "body_start": article.body_start,
        "text": article.text,
    }


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "verdict": finding.verdict.value,
        "slot": finding.slot.value,
        "subject": finding.subject,
        "explanation": finding.explanation,
        "confidence": finding.confidence,
        "level": finding.level,
        "n_origins": finding.n_origins,
        "event_id": finding.event_id,
        "variants": [_variant(variant, finding.slot) for variant in finding.variants],
    }


def _variant(variant: Variant, slot: Slot) -> Json:
    bounds = {"low": _number(variant.low), "high": _number(variant.high)} if slot is Slot.QUANTITY else {}
    return {"value": variant.value, **bounds, "evidence": [_evidence(row) for row in variant.evidence]}


def _evidence(row: Evidence) -> Json:
    return {
        "article_id": row.article_id,
        "quote": row.quote,
        "surface": row.surface,
        "start": row.span.start,
        "end": row.span.end,
        "speaker": row.speaker,
        "modality": row.modality.value,
        "claim_id": row.claim_id,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None or not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
