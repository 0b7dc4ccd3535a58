"""Answers in words: the common nouns and adjectives that fill a predicate's places."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from reconcile.extract.vocabulary import vague_nouns
from reconcile.types import Phrase, Slot, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MODIFIERS = frozenset({"amod", "compound", "advmod", "nmod"})
_FILLER_POS = frozenset({"DET", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "PRON", "PUNCT", "SPACE", "NUM", "SYM", "X"})


def extract_phrases(doc: Doc, *, taken: Collection[int]) -> Iterator[tuple[Slot, Phrase]]:
    """Yield the phrases of `doc` in text order, each with the slot that it fills.

    Args:
        doc: The parsed text.
        taken: Indices of the tokens that a number, time or name holds already.
    """
    for token in doc:
        slot = _slot(token)
        if slot is None or token.i in taken or token.is_stop or token.lemma_.lower() in vague_nouns():
            continue
        left = min((t.i for t in token.lefts if t.dep_ in _MODIFIERS), default=token.i)
        tokens = doc[left : token.i + 1]
        words = sorted({t.lemma_.lower() for t in tokens if t.pos_ not in _FILLER_POS})
        yield (
            slot,
            Phrase(
                span=Span(tokens.start_char, tokens.end_char),
                surface=tokens.text,
                normal=" ".join([token.lemma_.lower(), *words]),
            ),
        )


def _slot(token: Token) -> Slot | None:
    if token.dep_ in {"acomp", "oprd"} and token.pos_ in {"NOUN", "ADJ"}:
        return Slot.STATUS
    if token.pos_ != "NOUN":
        return None
    if token.dep_ == "attr":
        return Slot.STATUS
    return Slot.OTHER if token.dep_ in {"dobj", "nsubjpass", "nsubj", "pobj"} else None
