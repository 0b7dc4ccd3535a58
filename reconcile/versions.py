"""What tells the older versions of an agency's item from its newest, for every stage that must know."""

from __future__ import annotations

from reconcile.types import Article, RawDocument

SUPERSEDED = "superseded-version"


def is_history(one: Article | RawDocument) -> bool:
    """Whether a newer version of the same item was read: then it is history, not a voice of its own."""
    return one.status == SUPERSEDED
