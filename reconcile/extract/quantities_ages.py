"""Ages that only their place shows: "Lena Ort, 31, said", "a man, 24, and", "said Samir 55 who"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reconcile.extract.predicates import predicate_class
from reconcile.extract.quantities_nouns import is_person, lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_OLDEST = 115
_OPENERS = frozenset({",", "(", "[", "-", "–", "—"})
_CLOSERS = frozenset({",", ")", "]", ".", ";", ":", "-", "–", "—", '"', "”"})
_NOT_NAMES = frozenset({"DATE", "TIME", "GPE", "LOC", "NORP", "FAC", "CARDINAL", "EVENT", "LAW", "MONEY"})
_DATES = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "ORDINAL", "PERCENT", "QUANTITY"})
_GOES_ON = frozenset({"AUX", "VERB", "ADP", "PRON", "CCONJ", "SCONJ"})


def is_bare_age(span: Span, value: Decimal | None) -> bool:
    """Whether the number on `span` is the age of the person named right before it."""
    if value is None or value != value.to_integral_value() or not 0 < value <= _OLDEST or not span[0].is_digit:
        return False
    doc = span.doc
    before = doc[span.start - 1] if span.start else None
    behind = doc[span.end] if span.end < len(doc) else None
    if before is None or before.is_space:
        return False
    if before.text in _OPENERS and span.start > 1:
        return _is_set_off(doc[span.start - 2], value, behind)
    return _follows_name(before, value, behind)


def _is_set_off(holder: Token, value: Decimal, behind: Token | None) -> bool:
    """Whether commas or brackets set the number off behind a person."""
    # Between two commas two digits behind a capitalised name are an age, whatever the tagger calls the name.
    if holder.pos_ == "PROPN" and holder.ent_type_ not in _DATES and value >= 10 and _is_closed(behind):
        return True
    return _is_holder(holder) and (_is_closed(behind) or (holder.ent_type_ == "PERSON" and _goes_on(behind)))


def _follows_name(before: Token, value: Decimal, behind: Token | None) -> bool:
    """Whether the number follows a name without its comma, as in text that lost its punctuation."""
    if before.pos_ != "PROPN" or before.ent_type_ in _NOT_NAMES or value < 3 or not before.text.istitle():
        return False
    if before.ent_type_ == "PERSON":
        return _goes_on(behind)
    return value >= 10 and behind is not None and behind.pos_ == "VERB" and predicate_class(behind) == "said"


def _is_holder(token: Token) -> bool:
    if is_person(lemma_of(token)) and token.tag_ in {"NN", "NNP"}:
        return True
    return token.pos_ == "PROPN" and token.ent_type_ not in _NOT_NAMES and token.text[:1].isupper()


def _is_closed(token: Token | None) -> bool:
    return token is None or token.is_space or token.text in _CLOSERS


def _goes_on(token: Token | None) -> bool:
    return token is None or token.is_space or token.pos_ in _GOES_ON or token.text in _CLOSERS
