"""What a sentence's predicate does to a counted noun, by the noun's grammatical role.

The one it happens to gets the predicate's class ("12 were arrested": arrested); the one who does
it gets the bare verb ("two gunmen killed 12": kill), so that doers never meet the harmed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reconcile.extract.predicates import (
    complement,
    content_verb,
    is_raising,
    known_class,
    predicate_class,
    subject_undergoes,
)
from reconcile.extract.quantities_nouns import lemma_of, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = frozenset({"dobj", "obj"})
_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
# An appositive or a coordination hands its role on to its first member.
_CHAINED = frozenset({"conj", "appos"})
_VERBAL = frozenset({"VERB", "AUX"})
_REACHING = frozenset({"to", "at", "from", "by", "past", "above", "of"})
_MAX_CHAIN = 6


def role_class(token: Token) -> str:
    """Return the class of what happens to `token`, the verb's lemma for a doer, "" where nothing is said."""
    token = _first_of_chain(token)
    head = token.head
    found = ""
    if token.dep_ in _PASSIVE:
        found = predicate_class(content_verb(head))
    elif token.dep_ in _OBJECTS:
        found = _object_class(head)
    elif token.dep_ == "nsubj":
        found = _subject_class(head)
    elif token.dep_ in {"attr", "acomp", "oprd"}:
        found = _attribute_class(head, token)
    elif token.dep_ == "pobj":
        found = _prepositional_class(head)
    return found


def _first_of_chain(token: Token) -> Token:
    for _ in range(_MAX_CHAIN):
        if token.dep_ not in _CHAINED or token.head.pos_ in _VERBAL or token.head.i == token.i:
            break
        token = token.head
    return token


def _object_class(verb: Token) -> str:
    # "The toll passed 100" says nothing about passing.
    statistic = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if statistic is not None and _is_statistic(statistic):
        return _statistic_class(statistic)
    return predicate_class(verb)


def _subject_class(verb: Token) -> str:
    verb = content_verb(verb)
    if verb.pos_ not in _VERBAL | {"ADJ"}:
        return ""
    if verb.pos_ in {"AUX", "ADJ"} or is_raising(verb):
        inner = complement(verb)
        if inner is not None:
            return known_class(inner)
        if verb.pos_ == "ADJ":
            return known_class(verb)
        return _among_class(verb)
    if subject_undergoes(verb):
        return predicate_class(verb)
    return verb.lemma_.lower()


def _among_class(verb: Token) -> str:
    """Class of "were among those killed", "were among the dead"."""
    for preposition in verb.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in {"among", "amongst"}:
            continue
        for inner in preposition.children:
            named = [known_class(child) for child in inner.children if child.dep_ in {"acl", "amod"}]
            for name in (known_class(inner), *named):
                if name in word_set("casualty_classes"):
                    return name
    return ""


def _attribute_class(verb: Token, token: Token) -> str:
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and child.i != token.i:
            return _statistic_class(child)
    return known_class(verb) if verb.pos_ == "VERB" and not is_raising(verb) else ""


def _is_statistic(noun: Token) -> bool:
    return lemma_of(noun) in word_set("statistics")


def _statistic_class(noun: Token) -> str:
    """Class of "the death toll", "the number of victims", "the count of wounded"."""
    for inner in _after_of(noun):
        if known_class(inner):
            return known_class(inner)
        for child in inner.children:
            if child.dep_ in {"acl", "amod"} and known_class(child):
                return known_class(child)
    return known_class(noun)


def _prepositional_class(preposition: Token) -> str:
    governor = preposition.head
    word = preposition.lower_
    if governor.pos_ in {"NOUN", "PROPN"}:
        if word == "of":
            return _governed_class(governor)
        return _statistic_class(governor) if word in _REACHING and _is_statistic(governor) else ""
    if word == "of" and governor.tag_ == "VBG":
        return known_class(governor)
    if governor.pos_ not in _VERBAL or word not in _REACHING:
        return ""
    for child in governor.children:
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"} and _is_statistic(child):
            return _statistic_class(child)
    return ""


def _governed_class(governor: Token) -> str:
    """Class of "the killing of two", "claimed the lives of 12", "a group of five boats" that were seen."""
    lemma = lemma_of(governor)
    if lemma in word_set("carriers") or lemma in {"life", "body"}:
        return "" if governor.dep_ == "ROOT" else role_class(governor)
    return known_class(governor)


def _after_of(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from child.children
