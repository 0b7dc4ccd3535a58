"""The answer that a passing description gives about the names that it is told of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.extract.relations_lexicon import lexicon
from reconcile.types import EntityMention, Level, Span, State

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a description answers to which question.

    Places change hands and lie near several others, so that two answers mostly neither agree nor
    exclude one another: `unlike` says where they do. `implies` are the coarser answers.
    """

    question: str
    answer: str
    implies: tuple[str, ...] = ()
    unlike: Level = Level.NOT_COMPARABLE


def read_words(doc: Doc, readers: Sequence[Callable[[Token], Iterator[State]]]) -> Iterator[State]:
    """Yield what each of `readers` reads from each word of `doc` on."""
    return (state for token in doc for read in readers for state in read(token))


def state_of(told: Told, subjects: Sequence[EntityMention], passage: Passage) -> State:
    """Return what `passage` tells of `subjects`, which are asked about together: "Ruza and Orrow"."""
    listed = sorted({mention.canonical for mention in subjects})
    many = len(listed) > 1
    named = f"{', '.join(listed[:-1])} and {listed[-1]}" if many else listed[0]
    verbs = {"is": "are", "does": "do"} if many else {"is": "is", "does": "does"}
    return State(
        span=Span(passage.start_char, passage.end_char),
        surface=passage.text,
        question=told.question,
        subject="|" + "+".join(sorted({mention.entity for mention in subjects})),
        asks=lexicon().asks[told.question].format(subject=named, **verbs),
        answer=told.answer,
        rank=0,
        implies=told.implies,
        unlike=told.unlike,
    )
