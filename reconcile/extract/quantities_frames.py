"""What a number counts and what happens to the counted, from the sentence around it.

The parser is right most of the time in edited prose and often wrong in headlines and in text
that lost its punctuation; so the words that touch the number are asked first ("24 dead",
"98 evacuees killed"), then the syntax ("killed 12", "the toll rose to 112").
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reconcile.extract.predicates import complement, is_raising, known_class, predicate_class, subject_undergoes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_BEFORE_NOUN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB", "DET"})
_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
_STATES = frozenset({"ADJ", "VERB"})
# An appositive or a coordination hands its role on to its first member.
_CHAINED = frozenset({"conj", "appos"})
_MAX_STEPS = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """The counted noun (its token where there is one), what happens to it, and its narrowing words."""

    noun: str
    measured: str
    scope: tuple[str, ...]
    head: Token | None
    end: int


def read_frame(doc: Doc, start: int, end: int) -> Frame:
    """Return the frame of the number on the code points `[start, end)` of `doc`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    head = counted_noun(span)
    anchor = head if head is not None else _anchor(span)
    measured = _adjacent_state(doc, anchor) or _own_class(anchor) or _role(anchor, span)
    if head is None and anchor.pos_ in _STATES and known_class(anchor):
        measured = known_class(anchor)
    noun = _noun_name(head, measured)
    last = max(anchor.i, span.end - 1)
    return Frame(noun, measured, scope_words(head, span), head, doc[last].idx + len(doc[last]))


def counted_noun(span: Span) -> Token | None:
    """Return the noun that the number counts, None where it stands alone ("killed 12", "two dead")."""
    last = span[-1]
    head = last.head
    if last.dep_ in {"nummod", "amod", "quantmod", "compound", "det", "nmod", "npadvmod"}:
        for _ in range(3):
            if head.pos_ in _NOUNS and last.i < head.i <= last.i + _MAX_STEPS and not _is_between(span, head):
                return _past_carrier(head)
            head = head.head
    following = _noun_behind(span)
    if following is not None:
        return _past_carrier(following)
    return _noun_after_of(span)


def scope_words(head: Token | None, span: Span) -> tuple[str, ...]:
    """Return the words that narrow the counted noun, in sentence order."""
    if head is None:
        return ()
    words: list[tuple[int, str]] = []
    for child in head.children:
        if child.i >= span.start and child.i < head.i and child.i >= span.end:
            if child.dep_ in {"amod", "compound", "nmod"} and not known_class(child) == "killed":
                words.append((child.i, child.text))
        elif child.i > head.i and child.dep_ == "prep" and child.lower_ in {"of", "from", "in", "at", "on", "under"}:
            text = " ".join(token.text for token in child.subtree if token.i < child.i + 7)
            words.append((child.i, text))
    return tuple(word for _, word in sorted(words))


def is_person(lemma: str) -> bool:
    """Whether a noun lemma names persons."""
    return lemma in _persons()


@lru_cache(maxsize=1)
def nouns() -> dict[str, Any]:
    """Return the noun lists (lexicon/quantities_nouns.json)."""
    text = files("reconcile.extract").joinpath("lexicon/quantities_nouns.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@lru_cache(maxsize=1)
def _persons() -> frozenset[str]:
    return frozenset(nouns()["person"])


def _anchor(span: Span) -> Token:
    """Return the word that speaks for a number without a noun: "two dead" is about the dead."""
    doc, last = span.doc, span.end
    while last < len(doc) and doc[last].lower_ in {"more", "other", "others", "-"}:
        last += 1
    if last < len(doc) and doc[last].pos_ in {"ADJ", "VERB", "NOUN"} and known_class(doc[last]):
        state = doc[last]
        if state.pos_ != "VERB" or state.tag_ in {"VBN", "VBD"}:
            return state
    return span.root


def _is_between(span: Span, head: Token) -> bool:
    """Whether a verb, preposition or comma parts the number from `head`."""
    return any(token.pos_ in {"ADP", "AUX", "PUNCT"} and token.text != "-" for token in span.doc[span.end : head.i])


def _noun_behind(span: Span) -> Token | None:
    """Return the head of the noun phrase that starts right behind the number, by parts of speech alone."""
    found: Token | None = None
    for token in span.doc[span.end : span.end + _MAX_STEPS]:
        if token.text in {"-", "–"}:
            continue
        if token.pos_ in _NOUNS and not (found is not None and token.ent_type_ in {"DATE", "TIME"}):
            found = token
        elif found is not None or token.pos_ not in {"ADJ", "NUM"} or token.lower_ == "dead":
            break
    return found


def _noun_after_of(span: Span) -> Token | None:
    """Return the people of "dozens of people", "11 of the dead", "two of them"."""
    doc, at = span.doc, span.end
    if at >= len(doc) or doc[at].lower_ != "of":
        return None
    for token in doc[at + 1 : at + 1 + _MAX_STEPS]:
        if token.pos_ in _NOUNS and (token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in _NOUNS):
            return token
        if token.pos_ not in _BEFORE_NOUN | {"PRON", "PUNCT", "PART"}:
            break
        if token.lower_ in {"dead", "injured", "wounded", "missing"}:
            return token
    return None


def _past_carrier(head: Token) -> Token:
    """Step from "instances" to what they are instances of."""
    if head.lemma_.lower() not in nouns()["instances"]:
        return head
    return head


def _own_class(anchor: Token) -> str:
    """Class that the counted noun itself states: "14 deaths", "13 instances of kidnapping"."""
    if anchor.pos_ not in _NOUNS and anchor.pos_ != "ADJ":
        return ""
    if anchor.lemma_.lower() in nouns()["instances"]:
        for inner in _prepositional(anchor, "of"):
            if known_class(inner):
                return known_class(inner)
    return known_class(anchor)


def _adjacent_state(doc: Doc, anchor: Token) -> str:
    """Class of the state right behind the counted: "24 people dead", "98 evacuees killed", "two others missing"."""
    at = anchor.i + 1
    while at < len(doc) and doc[at].lower_ in _skipped():
        at += 1
    if at >= len(doc) or doc[at].pos_ not in _STATES | {"NOUN"} or doc[at].is_sent_start:
        return ""
    state = doc[at]
    if state.tag_ == "VBN" or (state.tag_ == "VBD" and not _has_object(state)):
        return known_class(state)
    if state.pos_ == "ADJ" and (at + 1 >= len(doc) or doc[at + 1].pos_ not in _NOUNS):
        return known_class(state)
    return ""


def _role(token: Token, span: Span) -> str:
    """Class of what the sentence's predicate does to `token`, by its grammatical role."""
    head = token.head
    if token.dep_ in _CHAINED and head.i != token.i:
        return _own_role_of_chain(token, span)
    if token.dep_ in _PASSIVE or token.dep_ in {"dobj", "obj"}:
        return predicate_class(head)
    if token.dep_ == "nsubj":
        return _subject_role(head)
    if token.dep_ in {"attr", "acomp", "oprd"}:
        return _attribute_role(head, token)
    if token.dep_ == "pobj":
        return _prepositional_role(head)
    return ""


def _own_role_of_chain(token: Token, span: Span) -> str:
    first = token.head
    steps = 0
    while first.dep_ in _CHAINED and steps < _MAX_STEPS:
        first, steps = first.head, steps + 1
    if first.pos_ in {"VERB", "AUX"}:
        return ""
    return _role(first, span)


def _subject_role(verb: Token) -> str:
    if verb.pos_ in {"AUX", "ADJ"} or is_raising(verb):
        inner = complement(verb)
        if inner is not None:
            return known_class(inner)
        if verb.pos_ == "ADJ":
            return known_class(verb)
        return ""
    if subject_undergoes(verb):
        return predicate_class(verb)
    # The one who does it is not the one it happens to: "two gunmen killed 12".
    return verb.lemma_.lower()


def _attribute_role(verb: Token, token: Token) -> str:
    if is_raising(verb) or verb.pos_ in {"VERB"}:
        return known_class(verb)
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and child.i != token.i:
            return _statistic_class(child)
    return ""


def _statistic_class(noun: Token) -> str:
    """Class of "the death toll", "the number of victims", "the count of wounded"."""
    for inner in _prepositional(noun, "of"):
        if known_class(inner):
            return known_class(inner)
    return known_class(noun)


def _prepositional_role(preposition: Token) -> str:
    governor = preposition.head
    if preposition.lower_ == "of" and governor.pos_ in _NOUNS:
        own = known_class(governor)
        if own:
            return own
        verb = governor.head
        return known_class(verb) if governor.dep_ in {"dobj", "obj"} else ""
    if governor.pos_ in _NOUNS and preposition.lower_ in {"at", "to", "from"}:
        return known_class(governor)
    if preposition.lower_ in {"to", "at", "from", "by", "past", "above"}:
        for child in governor.children:
            if child.dep_ in {"nsubj", "nsubjpass", "dobj"}:
                statistic = _statistic_class(child)
                if statistic == "killed" or child.lemma_.lower() in {"toll", "number", "count", "tally", "total"}:
                    return statistic
    return ""


def _noun_name(head: Token | None, measured: str) -> str:
    lists = nouns()
    if head is None:
        return "people" if measured in lists["casualty_classes"] else ""
    lemma = head.lemma_.lower()
    if head.lower_ in lists["counted_people"]:
        lemma = head.lower_
    name: str = lists["counted_people"].get(lemma, lemma)
    return name


def _prepositional(noun: Token, preposition: str) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == preposition:
            yield from child.children


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in {"dobj", "obj"} for child in verb.children)


@lru_cache(maxsize=1)
def _skipped() -> frozenset[str]:
    return frozenset(nouns()["skipped"])
