"""The questions of state, their answers and the cues that tell them, read from lexicon/states.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    `of` is "event", "person" (one), "group" (a counted one), "part" (of a body), "place" (by name) or
    "anyone" (whoever may have done it). `expects` takes what is only expected, `many` also what is told of
    several people alike, `each` asks for every answer by itself, since several may stand side by side.
    A clause with a word of `unless` answers something else: held "for questioning", not named "because of his age".
    """

    name: str
    asks: str
    of: str
    expects: bool
    many: bool
    each: bool
    unless: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that tell one answer.

    `linked` says that the two words must hang on one another in the parse, in either order;
    else the words stand in order with little room between them. `negated` says that the cue
    tells its answer under a negation, `settled` that its own words hold the negation, `sure`
    that they say how sure it is, `final` that the story does not move on from the answer.
    """

    words: tuple[Words, ...]
    linked: bool
    negated: bool
    settled: bool
    sure: bool
    final: bool
    question: Question
    answer: str
    rank: int
    admits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Cues by each word that they may start with, and the classes of people by noun."""

    cues_by_word: Mapping[str, tuple[Cue, ...]]
    class_by_noun: Mapping[str, str]
    not_one: Words
    not_all: Words
    past: Words
    elsewhere: Words
    counters: Words
    crowd: Words
    parts: Words
    settlements: Words
    harm: Words
    sexes: Mapping[str, str]
    speaking: Words
    reporting: Words
    seeming: Words


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of states."""
    raw: dict[str, Any] = json.loads(files("reconcile.extract").joinpath("lexicon/states.json").read_text("utf-8"))
    cues_by_word: dict[str, list[Cue]] = {}
    for cue in _cues(raw):
        starts = frozenset().union(*cue.words) if cue.linked else cue.words[0]
        for word in sorted(starts):
            cues_by_word.setdefault(word, []).append(cue)
    return Lexicon(
        cues_by_word={word: tuple(cues) for word, cues in cues_by_word.items()},
        class_by_noun={noun: name for name, nouns in raw["people"].items() for noun in nouns},
        not_one=frozenset(raw["not_one"]),
        not_all=frozenset(raw["not_all"]),
        past=frozenset(raw["past"]),
        elsewhere=frozenset(raw["elsewhere"]),
        counters=frozenset(raw["counters"]),
        crowd=frozenset(raw["words"]["crowd"]),
        parts=frozenset(raw["words"]["part"]),
        settlements=frozenset(raw["settlements"]),
        harm=frozenset(raw["harm"]),
        speaking=frozenset(raw["speaking"]),
        sexes={noun: sex for sex, nouns in raw["sexes"].items() for noun in nouns},
        reporting=frozenset(raw["reporting"]),
        seeming=frozenset(raw["seeming"]),
    )


def _cues(raw: Mapping[str, Any]) -> Iterator[Cue]:
    no = frozenset(raw["no"])
    for name, row in raw["questions"].items():
        question = Question(
            name=name,
            asks=row["asks"],
            of=row["of"],
            expects=row.get("expects", False),
            many=row.get("many", False),
            each=row.get("each", False),
            unless=frozenset(row.get("unless", ())),
        )
        for place, (answer, phrases) in enumerate(row["answers"]):
            rank = place if row["moves"] else 0
            for phrase in phrases:
                bare = phrase.lstrip("!~")
                words = tuple(_alternatives(part, raw["words"]) for part in bare.replace("+", " ").split())
                yield Cue(
                    words=words,
                    linked="+" in bare,
                    negated="!" in phrase,
                    settled=any(part & no for part in words),
                    sure="~" in phrase or question.expects,
                    final=place == len(row["answers"]) - 1,
                    question=question,
                    answer=answer,
                    rank=rank,
                    admits=_admitted(answer, row.get("admits", ())),
                )


def _admitted(answer: str, together: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the answers that stand with `answer` in one of the sets that can be true together."""
    return tuple(sorted({other for answers in together if answer in answers for other in answers} - {answer}))


def _alternatives(part: str, classes: Mapping[str, Sequence[str]]) -> Words:
    """Return the words that a part such as "halt|@stop" stands for."""
    found: set[str] = set()
    for word in part.split("|"):
        found.update(classes[word[1:]] if word.startswith("@") else (word,))
    return frozenset(found)
