"""Counts without a number: "no one was hurt", "a man was killed", "both", "no casualties".

One killed person is a count of one; but that an indefinite noun means one and only one is a
guess, so it carries the modifier "indefinite" and only counts where harm or custody befalls a
person: nobody counts the men who talk.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reconcile.extract.predicates import known_class, predicate_class
from reconcile.extract.quantities_frames import Frame, read_frame
from reconcile.extract.quantities_nouns import is_person, lemma_of, word_set
from reconcile.types import Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_NOBODY = frozenset({"nobody", "none"})
_ARTICLES = frozenset({"a", "an", "another"})
_POSSESSIVES = frozenset({"his", "her"})
_NEGATIONS = frozenset({"no", "without", "zero"})
# Harm that a "no" can deny as a bare noun: "no casualties", "without loss of life".
_HARMS = frozenset({"killed", "wounded", "casualties", "missing"})


def read_uncounted(doc: Doc) -> tuple[Quantity, ...]:
    """Return the quantities that words without a number state, in order."""
    found: list[Quantity] = []
    for token in doc:
        quantity = _nobody(token) or _no_harm(token) or _single(token) or _both(token)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def _nobody(token: Token) -> Quantity | None:
    """Read "no one was injured", "none of the passengers was hurt"."""
    doc = token.doc
    last = token.i
    if token.lower_ == "no" and token.i + 1 < len(doc):
        last = token.i + (2 if doc[token.i + 1].text in {"-", "–"} else 1)
        if last >= len(doc) or doc[last].lower_ != "one":
            return None
    elif token.lower_ not in _NOBODY and token.lower_ != "no-one":
        return None
    measured = _predicate_of(doc[last]) or read_frame(doc[token.i : last + 1]).measured
    if measured not in word_set("casualty_classes"):
        return None
    return _quantity(doc[token.i : last + 1], 0, Frame("people", measured, (), None), "none")


def _no_harm(token: Token) -> Quantity | None:
    """Read "no casualties", "no deaths or injuries were reported", "without injury"."""
    if token.lower_ not in _NEGATIONS:
        return None
    doc = token.doc
    for noun in doc[token.i + 1 : token.i + 4]:
        if noun.pos_ == "NOUN":
            measured = known_class(noun)
            is_count = measured in _HARMS and noun.tag_ in {"NN", "NNS"}
            frame = Frame("people", measured, (), noun)
            return _quantity(doc[token.i : noun.i + 1], 0, frame, "none") if is_count else None
        if noun.pos_ != "ADJ" or noun.lower_ == "immediate":
            break
    return None


def _names_one(token: Token) -> bool:
    """Whether `token` is a singular noun for one person."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.tag_ not in {"NN", "NNP"}:
        return False
    lemma = lemma_of(token)
    return is_person(lemma) and lemma not in word_set("collective") and lemma not in word_set("not_one")


def _single(token: Token) -> Quantity | None:
    """Read "a man was killed", "killed a child", "his wife is missing" as one person."""
    if not _names_one(token):
        return None
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    if token.dep_ == "appos" or predicate_class(behind) == "said":
        return None
    first = next((child for child in token.children if child.dep_ in {"det", "poss"} and child.i < token.i), None)
    if first is None or first.lower_ not in _ARTICLES | _POSSESSIVES or token.i - first.i > 6:
        return None
    if any(between.like_num or between.text in ",;" for between in token.doc[first.i : token.i]):
        return None
    frame = read_frame(token.doc[first.i : first.i + 1])
    if frame.measured not in word_set("casualty_classes") or frame.head is None or frame.head.i != token.i:
        return None
    return _quantity(token.doc[first.i : token.i + 1], 1, frame, "indefinite")


def _both(token: Token) -> Quantity | None:
    """Read "both were killed", "both men died"; not "both A and B"."""
    if token.lower_ != "both" or any(child.dep_ == "conj" for child in token.head.children):
        return None
    frame = read_frame(token.doc[token.i : token.i + 1])
    if frame.measured not in word_set("casualty_classes"):
        return None
    return _quantity(token.doc[token.i : token.i + 1], 2, frame, "both")


def _predicate_of(token: Token) -> str:
    """Class of the clause that `token` is the subject of, looking through "is believed to be injured"."""
    verb = token.head
    for _ in range(4):
        found = known_class(verb)
        if found in word_set("casualty_classes"):
            return found
        inner = next((child for child in verb.children if child.dep_ in {"xcomp", "acomp", "oprd", "ccomp"}), None)
        if inner is None:
            return ""
        verb = inner
    return ""


def _quantity(words: Tokens, value: int, frame: Frame, modifier: str) -> Quantity:
    start, end, number = words.start_char, words.end_char, Decimal(value)
    return Quantity(
        span=Span(start, end),
        surface=words.text,
        value=number,
        low=number,
        high=number,
        measured=frame.measured,
        noun=frame.noun or "people",
        scope=frame.scope,
        modifier=modifier,
    )
