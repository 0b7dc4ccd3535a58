"""Put a group of claims as the plain question that an editor reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reconcile.compare.vocabulary import passive_phrases
from reconcile.types import Article, Claim, FactGroup, Quantity, Slot, State

_WORD_BY_SLOT = {
    Slot.TIME: "When",
    Slot.PLACE: "Where",
    Slot.PERSON: "Who",
    Slot.ORGANISATION: "Who",
    Slot.SPEAKER: "Who said it",
    Slot.STATUS: "What",
    Slot.OTHER: "What",
    Slot.QUANTITY: "How many",
}
_MAX_CONTEXT = 110


def ask(group: FactGroup, articles: Mapping[str, Article]) -> str:
    """Return the question in plain words, with the sentence it comes from where words alone are vague."""
    claim = _representative(group)
    if isinstance(claim.value, State):
        return claim.value.asks
    if isinstance(claim.value, Quantity):
        put = passive_phrases().get(claim.value.measured)
        noun = _noun(group)
        if put and noun:
            return f"How many {noun} {put}?"
    return f"{_WORD_BY_SLOT[group.slot]}: “{_context(claim, articles[claim.article_id])}”?"


def _representative(group: FactGroup) -> Claim:
    """Return the claim of the commonest value in the shortest sentence."""
    counts = Counter(claim.surface.lower() for claim in group.claims)
    return min(
        group.claims,
        key=lambda c: (-counts[c.surface.lower()], c.sentence.end - c.sentence.start, c.article_id, c.order),
    )


def _noun(group: FactGroup) -> str:
    nouns = Counter(claim.value.noun for claim in group.claims if isinstance(claim.value, Quantity))
    return min(nouns, key=lambda noun: (-nouns[noun], noun))


def _context(claim: Claim, article: Article) -> str:
    """Return the sentence around the value with the value left blank."""
    before = " ".join(article.text[claim.sentence.start : claim.span.start].split())
    after = " ".join(article.text[claim.span.end : claim.sentence.end].split())
    room = _MAX_CONTEXT // 2
    if len(before) > room:
        before = "…" + before[-room:].split(" ", 1)[-1]
    if len(after) > room:
        after = after[:room].rsplit(" ", 1)[0] + "…"
    return f"{before} ___ {after}".strip()
