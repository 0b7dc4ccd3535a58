"""What a verb, noun or adjective reports, as one class for all the ways of saying it.

"Killed", "died", "claimed the lives of", "fatalities" and "death toll" are one class, so that
claims in different words can meet. The classes are data (lexicon/predicates.json); a word that
is in none of them is its own class.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = frozenset({"dobj", "obj"})
_COMPLEMENTS = frozenset({"acomp", "oprd", "ccomp", "xcomp", "attr"})
_VERBAL = frozenset({"VERB", "AUX"})
# What was shot and killed was killed.
_WORST = "killed"


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Class by word, for each part of speech; phrases by their head word, longest first."""

    objects: Mapping[str, str]
    subjects: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]
    noun_phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]
    forms: Mapping[str, str]
    raising: frozenset[str]
    light: frozenset[str]
    preliminary: frozenset[str]
    fatal_adverbs: frozenset[str]
    catenative: frozenset[str]
    names: tuple[str, ...]


def classes() -> tuple[str, ...]:
    """Return the names of all classes, sorted."""
    return _lexicon().names


def predicate_class(token: Token) -> str:
    """Return the class of what `token` reports, else its lemma in lower case."""
    found = known_class(token)
    return found or _base(token)


def known_class(token: Token) -> str:
    """Return the class of what `token` reports, "" where the lexicon has none."""
    if token.pos_ in _VERBAL:
        return _verb_class(token)
    if token.pos_ in {"NOUN", "PROPN"}:
        return _noun_class(token) or _participle_class(token)
    return _adjective_class(token) or _noun_class(token) or _participle_class(token)


def subject_undergoes(verb: Token) -> bool:
    """Whether the active subject of `verb` is the one it happens to ("12 died", "two fled the area")."""
    if not any(child.dep_ in _OBJECTS for child in verb.children):
        return True
    lexicon = _lexicon()
    beside = set(_companions(verb))
    if any(subject for rest, _, subject in lexicon.phrases.get(_base(verb), ()) if beside.issuperset(rest)):
        return True
    return _base(verb) in lexicon.subjects


def is_raising(verb: Token) -> bool:
    """Whether `verb` only passes on what its complement says ("were reported injured", "left 12 dead")."""
    return _base(verb) in _lexicon().raising


def complement(verb: Token) -> Token | None:
    """Return the adjective or participle that says what `verb` leaves open ("left two people dead")."""
    for child in verb.children:
        if child.dep_ in _COMPLEMENTS and known_class(child):
            return child
    return None


def content_verb(verb: Token) -> Token:
    """Return the verb that says what is done: "flee" of "managed to flee", else `verb` itself."""
    for _ in range(3):
        inner = next((child for child in verb.children if child.dep_ == "xcomp" and child.pos_ in _VERBAL), None)
        if inner is None or _base(verb) not in _lexicon().catenative:
            break
        verb = inner
    return verb


def state_class(token: Token) -> str:
    """Class of a word that says in what state someone is ("dead", "missing", "trapped"), whatever its tag."""
    return _adjective_class(token) or _lexicon().nouns.get(token.lower_, "")


def _verb_class(verb: Token) -> str:
    lexicon = _lexicon()
    base = _base(verb)
    beside = set(_companions(verb))
    for rest, name, _ in lexicon.phrases.get(base, ()):
        if beside.issuperset(rest):
            return name
    transitive = _is_transitive(verb)
    own = lexicon.objects.get(base, "") if transitive else lexicon.subjects.get(base, "")
    own = own or lexicon.objects.get(base, "") or lexicon.subjects.get(base, "")
    if own and beside & lexicon.fatal_adverbs:
        return "killed"
    if base in lexicon.raising:
        inner = complement(verb)
        if inner is not None:
            return known_class(inner)
    if base in lexicon.light:
        named = [_noun_class(child) for child in verb.children if child.dep_ in _OBJECTS | {"nsubjpass"}]
        own = next((name for name in named if name), own)
    joined = _joined_class(verb) if own else ""
    if own in lexicon.preliminary or joined == _WORST:
        own = joined or own
    # "Were missing", "lay dead": a state that the tagger took for a verb.
    return own or _adjective_class(verb)


def _joined_class(verb: Token) -> str:
    """Class of the verb joined to a preliminary one: what was found and seized was seized."""
    joined = next((child for child in verb.children if child.dep_ == "conj" and child.pos_ == "VERB"), None)
    if joined is None or any(child.dep_ in _OBJECTS or child.dep_ == "nsubj" for child in joined.children):
        return ""
    return _lexicon().objects.get(_base(joined), "")


def _noun_class(noun: Token) -> str:
    lexicon = _lexicon()
    beside = set(_companions(noun))
    base = _base(noun)
    for rest, name, _ in lexicon.noun_phrases.get(base, ()):
        if beside.issuperset(rest):
            return name
    return lexicon.nouns.get(base, "") or lexicon.nouns.get(noun.lower_, "")


def _adjective_class(adjective: Token) -> str:
    return _lexicon().adjectives.get(adjective.lower_, "")


def _participle_class(token: Token) -> str:
    """Class of a verb form that the tagger took for an adjective or a name ("Bomb Kills Two")."""
    lexicon = _lexicon()
    if token.lower_ in lexicon.adjectives:
        return lexicon.adjectives[token.lower_]
    for base in _stems(token.lower_):
        if base in lexicon.objects:
            return lexicon.objects[base]
        if base in lexicon.subjects:
            return lexicon.subjects[base]
    return ""


def _stems(word: str) -> Iterator[str]:
    lexicon = _lexicon()
    if word in lexicon.forms:
        yield lexicon.forms[word]
    for ending, least in (("ed", 3), ("ing", 3), ("es", 3), ("s", 3)):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= least:
            yield from (stem + "e", stem)
            if stem[-1] == stem[-2]:
                yield stem[:-1]


def _is_transitive(verb: Token) -> bool:
    return any(child.dep_ in _OBJECTS or child.dep_ == "nsubjpass" for child in verb.children) or (
        verb.tag_ == "VBN" and not any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
    )


def _base(token: Token) -> str:
    lemma = (token.lemma_ or token.lower_).lower()
    if token.pos_ in _VERBAL and lemma == token.lower_:
        return _lexicon().forms.get(lemma, lemma)
    return lemma


def _companions(token: Token) -> Iterator[str]:
    """Lemmas beside `token` that can complete a phrase: the next word, particles, objects, through prepositions."""
    if token.i + 1 < len(token.doc):
        yield token.doc[token.i + 1].lemma_.lower()
    for child in token.children:
        yield child.lemma_.lower()
        if child.dep_ in {"prep", "agent", "dative"}:
            yield from (grandchild.lemma_.lower() for grandchild in child.children)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    raw: dict[str, Any] = json.loads(
        files("reconcile.extract").joinpath("lexicon/predicates.json").read_text(encoding="utf-8")
    )
    entries: dict[str, dict[str, list[str]]] = raw["classes"]
    return _Lexicon(
        objects=_single(entries, "verb"),
        subjects=_single(entries, "subject"),
        nouns=_single(entries, "noun"),
        adjectives=_single(entries, "adjective"),
        phrases=_by_head(entries, (("verb", False), ("subject", True)), head=0),
        noun_phrases=_by_head(entries, (("noun", False),), head=-1),
        forms=raw["forms"],
        raising=frozenset(raw["raising"]),
        light=frozenset(raw["light"]) | {entry.split()[0] for entry in raw["light"]},
        preliminary=frozenset(raw["preliminary"]),
        fatal_adverbs=frozenset(raw["fatal_adverbs"]),
        catenative=frozenset(raw["catenative"]),
        names=tuple(sorted(entries)),
    )


def _single(entries: Mapping[str, Mapping[str, Iterable[str]]], kind: str) -> dict[str, str]:
    return {word: name for name, entry in entries.items() for word in entry.get(kind, ()) if " " not in word}


def _by_head(
    entries: Mapping[str, Mapping[str, Iterable[str]]], kinds: Iterable[tuple[str, bool]], *, head: int
) -> dict[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for kind, subject in kinds:
        for name, entry in entries.items():
            for phrase in entry.get(kind, ()):
                words = phrase.split()
                if len(words) > 1:
                    rest = tuple(words[:head] if head else words[1:])
                    found.setdefault(words[head], []).append((rest, name, subject))
    return {word: tuple(sorted(rows, key=lambda row: (-len(row[0]), row))) for word, rows in found.items()}
