"""Ingest: one reader for each format, one place that chooses it, and `RawDocument` as the result."""

from __future__ import annotations

from reconcile.ingest.options import ReadOptions, options_of
from reconcile.ingest.reading import Intake, read_documents

__all__ = ["Intake", "ReadOptions", "options_of", "read_documents"]
