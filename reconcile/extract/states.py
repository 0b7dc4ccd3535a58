"""Answers to the questions of state that news keeps answering: is she alive, is he held, is it out?

The questions and the words that answer them are data (lexicon/states.json). A cue is matched
on lemmas in order with a little room between them, since "brought the blaze swiftly under
control" says what "brought under control" says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reconcile.extract.modality import is_negated
from reconcile.types import Span, State

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ROOM = 3
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    negated: bool
    question: str
    answer: str
    rank: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    cues: tuple[tuple[str, tuple[_Cue, ...]], ...]
    asks: dict[str, str]
    of: dict[str, str]
    subject_by_noun: dict[str, str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    raw: dict[str, Any] = json.loads(files("reconcile.extract").joinpath("lexicon/states.json").read_text("utf-8"))
    cues_by_word: dict[str, list[_Cue]] = {}
    for name, question in raw["questions"].items():
        for rank, (answer, phrases) in enumerate(question["answers"]):
            for phrase in phrases:
                words = tuple(phrase.removeprefix("!").split())
                cues_by_word.setdefault(words[0], []).append(_Cue(words, phrase.startswith("!"), name, answer, rank))
    return _Lexicon(
        cues=tuple((word, tuple(cues)) for word, cues in cues_by_word.items()),
        asks={name: question["asks"] for name, question in raw["questions"].items()},
        of={name: question["of"] for name, question in raw["questions"].items()},
        subject_by_noun={noun: kind for kind, nouns in raw["subjects"].items() for noun in nouns},
    )


def extract_states(doc: Doc, *, entity_at: Callable[[Token], str | None]) -> tuple[State, ...]:
    """Return the states told in `doc`, one a sentence and question, in text order.

    Args:
        doc: The parsed text.
        entity_at: The person that a token names or stands for, None where it names none.
    """
    lexicon = _lexicon()
    cues_by_word = dict(lexicon.cues)
    states = []
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space and not token.is_punct]
        found: dict[str, tuple[int, State]] = {}
        for position, token in enumerate(tokens):
            for word in {token.lower_, token.lemma_.lower()}:
                for cue in cues_by_word.get(word, ()):
                    state = _read(cue, tokens, position, entity_at)
                    if state is not None and len(cue.words) > found.get(cue.question, (0,))[0]:
                        found[cue.question] = (len(cue.words), state)
        states.extend(state for _, state in found.values())
    return tuple(sorted(states, key=lambda state: (state.span, state.question)))


def _read(
    cue: _Cue, tokens: Sequence[Token], position: int, entity_at: Callable[[Token], str | None]
) -> State | None:
    matched = _match(cue.words, tokens, position)
    if matched is None:
        return None
    verb = next((token for token in matched if token.pos_ in {"VERB", "AUX"}), matched[0])
    says_no = cue.words[0] in {"no", "not", "nobody", "non"} or "not" in cue.words or "no" in cue.words
    if not says_no and _is_denied(verb, matched) != cue.negated:
        return None
    lexicon = _lexicon()
    subject = "event"
    if lexicon.of[cue.question] != "event":
        asked = _subject(verb, matched, entity_at)
        if asked is None:
            return None
        subject = asked
    first, last = matched[0], matched[-1]
    span = Span(first.idx, last.idx + len(last.text))
    name = subject if subject in set(lexicon.subject_by_noun.values()) else "person"
    return State(
        span=span,
        surface=first.doc.text[span.start : span.end],
        question=cue.question,
        subject=subject,
        asks=lexicon.asks[cue.question].format(subject=name),
        answer=cue.answer,
        rank=cue.rank,
    )


def _match(words: Sequence[str], tokens: Sequence[Token], position: int) -> tuple[Token, ...] | None:
    """Return the tokens that match `words` in order from `position`, with little room between them."""
    matched = [tokens[position]]
    at = position
    for word in words[1:]:
        reach = range(at + 1, min(at + 2 + _ROOM, len(tokens)))
        at = next((n for n in reach if word in {tokens[n].lower_, tokens[n].lemma_.lower()}), -1)
        if at < 0:
            return None
        matched.append(tokens[at])
    return tuple(matched)


def _is_denied(verb: Token, matched: Sequence[Token]) -> bool:
    has_no = any(child.lower_ in {"no", "nor", "neither"} for token in matched for child in token.children)
    return has_no or is_negated(verb)


def _subject(
    verb: Token, matched: Sequence[Token], entity_at: Callable[[Token], str | None]
) -> str | None:
    """Return whom the state is told of: a person's entity or a class of people."""
    nouns = _lexicon().subject_by_noun
    for token in _candidates(verb, matched):
        entity = entity_at(token)
        if entity is not None:
            return entity
        kind = nouns.get(token.lemma_.lower())
        if kind is not None:
            return kind
    return None


def _candidates(verb: Token, matched: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens that may be the subject, likeliest first."""
    current = verb
    for _ in range(4):
        yield from (child for child in current.children if child.dep_ in _SUBJECTS)
        yield from (child for child in current.children if child.dep_ in _OBJECTS and child not in matched)
        if current.dep_ == "relcl":
            yield current.head
        if current.head.i == current.i:
            return
        current = current.head
    yield current
