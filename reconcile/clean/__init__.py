"""From raw documents to articles: clutter apart, metadata found, undated ones dated, copies marked."""

from __future__ import annotations

from reconcile.clean.articles import clean
from reconcile.clean.copies import mark_copies
from reconcile.clean.undated import date_articles

__all__ = ["clean", "date_articles", "mark_copies"]
