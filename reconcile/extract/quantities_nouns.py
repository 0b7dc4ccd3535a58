"""The noun lists that quantities are read with, and the lemma of a noun in any case of letters."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Token


@lru_cache(maxsize=1)
def nouns() -> dict[str, Any]:
    """Return the noun lists (lexicon/quantities_nouns.json)."""
    text = files("reconcile.extract").joinpath("lexicon/quantities_nouns.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@lru_cache(maxsize=16)
def word_set(name: str) -> frozenset[str]:
    """Return one of the noun lists as a set."""
    return frozenset(nouns()[name])


def lemma_of(noun: Token) -> str:
    """Return the singular in lower case, also of a noun that a headline's capitals made a name."""
    irregular: dict[str, str] = nouns()["irregular"]
    if noun.lower_ in irregular:
        return irregular[noun.lower_]
    lemma = noun.lemma_.lower()
    is_plain = lemma == noun.lower_ and (noun.pos_ == "PROPN" or noun.tag_ in {"NNS", "NNPS"})
    if is_plain and lemma.endswith("s") and not lemma.endswith(("ss", "us", "is")) and len(lemma) > 3:
        return lemma[:-3] + "y" if lemma.endswith("ies") and len(lemma) > 4 else lemma[:-1]
    return lemma


def is_person(lemma: str) -> bool:
    """Whether a noun lemma names persons."""
    return lemma in word_set("person")
