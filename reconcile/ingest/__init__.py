"""Ingest: one reader for each format, one place that chooses it, and `RawDocument` as the result."""

from __future__ import annotations

from reconcile.ingest.options import ReadOptions
from reconcile.ingest.reading import Intake, read_documents

__all__ = ["Intake", "ReadOptions", "read_documents"]
