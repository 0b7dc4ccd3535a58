"""One entity for the same person, organisation or place in all articles of a run."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reconcile.extract.entities_names import fold
from reconcile.types import EntityMention


def entity_id(label: str, canonical: str) -> str:
    """Return an id made from what stays when articles are added: the label and the name."""
    digest = hashlib.sha256("\x1f".join((label, fold(canonical))).encode()).hexdigest()
    return f"e{digest[:15]}"


def link_mentions(
    mentions_by_article: Sequence[tuple[EntityMention, ...]],
) -> tuple[tuple[EntityMention, ...], ...]:
    """Return the same mentions with one `entity` and `canonical` for each entity of the run."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for mentions in mentions_by_article:
        for mention in mentions:
            labels[fold(mention.canonical)][mention.label] += 1
    best = {key: min(counted, key=lambda label: (-counted[label], label)) for key, counted in labels.items()}
    return tuple(
        tuple(_relabel(mention, best[fold(mention.canonical)]) for mention in mentions)
        for mentions in mentions_by_article
    )


def _relabel(mention: EntityMention, label: str) -> EntityMention:
    return replace(mention, label=label, entity=entity_id(label, mention.canonical))
