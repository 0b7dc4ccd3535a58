"""The office or description that an article gives with a person's name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reconcile.extract.entities_names import words
from reconcile.types import EntityMention

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})
# A longer string of words before a name is a slip of the parser, not a title.
_MAX_WORDS = 7


def title_of(tokens: Span, mention: EntityMention) -> str:
    """Return the title in lower case, its head last ("japanese foreign minister"), "" where none is given."""
    name = {word.casefold() for word in mention.canonical.split()}
    inside = [t for t in tokens if t.is_alpha and t.lower_ not in name and t.pos_ in {"NOUN", "PROPN", "ADJ"}]
    outside = _before(tokens) or _beside(tokens)
    title = [t.lower_ for t in (*outside, *inside) if t.lower_ not in name]
    has_head = any(t.pos_ in {"NOUN", "PROPN"} and len(t) > 3 for t in (*outside, *inside))
    # "Secretary of State" and "gas station clerk" say who somebody is; "North Korea" before a name does not.
    last = title[-1] if title else ""
    is_office = not _title_words().isdisjoint(title) or any(t.pos_ == "NOUN" and t.lower_ == last for t in outside)
    fits = has_head and is_office and len(title) <= _MAX_WORDS
    return " ".join(title) if fits and mention.surface[:1].isupper() else ""


@lru_cache(maxsize=1)
def _title_words() -> frozenset[str]:
    return frozenset({*words("roles", "titles"), *words("roles", "plain_roles"), *words("roles", "kin")})


def _before(tokens: Span) -> list[Token]:
    """Return the words that lean on the name from before it: "agency spokesman Ann Lee"."""
    return [t for t in tokens.root.lefts if t.dep_ in _MODIFIERS and t.i < tokens.start and t.is_alpha]


def _beside(tokens: Span) -> list[Token]:
    """Return the words of the noun beside the name: "Ann Lee, the mayor" or "the mayor, Ann Lee"."""
    root = tokens.root
    nouns = [child for child in root.children if child.dep_ == "appos" and child.pos_ == "NOUN"]
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        nouns.append(root.head)
    if not nouns:
        return []
    noun = nouns[0]
    return [*(t for t in noun.lefts if t.dep_ in _MODIFIERS and t.is_alpha), noun]
