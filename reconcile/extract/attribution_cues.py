"""Which words announce that someone else is speaking, and what each may introduce.

The words are data (`lexicon/cues.json`): every verb has a class, which tells what the
attribution does to its content (a denial, a plan, a report), and frames, which tell in
which grammatical shape its content comes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Token

_STATEMENT_CLASSES = frozenset({"say", "show"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWord:
    """A word that can introduce content: its classes by the frame of the content."""

    classes_by_frame: dict[str, str]

    @property
    def frames(self) -> frozenset[str]:
        """The shapes in which this word's content comes."""
        return frozenset(self.classes_by_frame)

    @property
    def speaks(self) -> bool:
        """Whether the word can report a statement beside it that it does not govern ("…, he said")."""
        return self.classes_by_frame.get("clause") in _STATEMENT_CLASSES

    @property
    def quotes(self) -> bool:
        """Whether the word can stand beside a quotation ("…," he began)."""
        return self.speaks or "quote" in self.classes_by_frame


@cache
def lexicon() -> dict[str, Any]:
    """Return the cue lexicon as it is written in its data file."""
    text = files("reconcile.extract").joinpath("lexicon", "cues.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def words(name: str) -> frozenset[str]:
    """Return one plain word list of the lexicon."""
    return frozenset(lexicon()[name])


@cache
def _verbs() -> dict[str, CueWord]:
    classes_by_lemma: dict[str, dict[str, str]] = {}
    for group in lexicon()["verbs"]:
        for lemma in group["lemmas"]:
            frames = classes_by_lemma.setdefault(lemma, {})
            for frame in group["frames"]:
                frames.setdefault(frame, group["class"])
    return {lemma: CueWord(classes_by_frame=frames) for lemma, frames in classes_by_lemma.items()}


@cache
def _class_by_word(part: str) -> dict[str, str]:
    return {lemma: group["class"] for group in lexicon()[part] for lemma in group["lemmas"]}


def cue_verb(token: Token) -> CueWord | None:
    """Return what the lexicon knows of `token` as a cue verb."""
    if token.pos_ not in {"VERB", "AUX"}:
        return None
    return _verbs().get(token.lemma_.lower())


def noun_class(token: Token) -> str | None:
    """Return the class of `token` as a cue noun ("claim", "announcement")."""
    return _class_by_word("nouns").get(token.lemma_.lower()) if token.pos_ == "NOUN" else None


def adjective_class(token: Token) -> str | None:
    """Return the class of `token` as a cue adjective ("confident that")."""
    return _class_by_word("adjectives").get(token.lower_) if token.pos_ in {"ADJ", "VERB"} else None
