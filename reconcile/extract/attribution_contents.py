"""What is said: the stretch of text that a cue introduces, by the frame of the cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.extract.attribution_cues import words
from reconcile.extract.attribution_speakers import child, is_passive
from reconcile.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

_OBJECTS = frozenset({"dobj", "obj"})
_EDGE = " \t\n\r,;:.\u2014\u2013-"


def trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """Return `[start, end)` without blanks and stops at its edges; None where nothing is left."""
    text = doc.text
    while start < end and (text[start] in _EDGE or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if end > start else None


def _subtree(token: Token) -> Span | None:
    return trimmed(token.doc, token.left_edge.idx, token.right_edge.idx + len(token.right_edge))


def _is_bare(verb: Token, clause: Token) -> bool:
    """Return whether a complement states nothing: an infinitive, or what is seen or found in a state."""
    if clause.tag_ == "VB":
        return any(c.lower_ == "to" for c in clause.children)
    finite = clause.tag_ in {"VBD", "VBZ", "VBP", "MD"} or any(
        c.dep_ in {"aux", "auxpass", "mark"} for c in clause.lefts
    )
    return not finite and verb.lemma_.lower() in words("perceiving")


def _clause(verb: Token) -> Span | None:
    for c in verb.children:
        if c.dep_ == "ccomp" and not _is_bare(verb, c):
            return _subtree(c)
    return None


def _infinitive(verb: Token) -> Span | None:
    for c in verb.children:
        if c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i and any(g.lower_ == "to" and g.dep_ == "aux" for g in c.lefts):
            return _subtree(c)
    return None


def _gerund(verb: Token) -> Span | None:
    for c in verb.children:
        if c.dep_ in {"xcomp", "pcomp"} and c.tag_ == "VBG" and c.i > verb.i:
            return _subtree(c)
    return None


def _object(verb: Token) -> Span | None:
    if is_passive(verb):
        held = child(verb, frozenset({"nsubjpass"}))
        return _subtree(held) if held is not None else None
    held = child(verb, _OBJECTS)
    return _subtree(held) if held is not None and held.i > verb.i else None


def _predicate(verb: Token) -> Span | None:
    """Return "him a liar" of "called him a liar", "it as vital" of "described it as vital"."""
    tail = child(verb, frozenset({"oprd", "ccomp", "xcomp"})) or next(
        (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None
    )
    if tail is None or tail.i < verb.i:
        return None
    held = child(verb, _OBJECTS | {"nsubjpass"})
    if held is not None and held.i > verb.i:
        return trimmed(
            verb.doc,
            min(held.left_edge.idx, tail.left_edge.idx),
            tail.right_edge.idx + len(tail.right_edge),
        )
    return _subtree(tail)


def _preposition(verb: Token, word: str) -> Span | None:
    for c in verb.children:
        if c.dep_ in {"prep", "dative"} and c.lower_ == word and c.i > verb.i:
            return _subtree(c)
    return None


def content_by_frame(verb: Token, frames: Iterable[str]) -> tuple[str, Span] | None:
    """Return the first frame of `verb` that the sentence fills, with its content."""
    order = ("clause", "predicate", "to", "gerund")
    known = frozenset(frames)
    finders = {"clause": _clause, "predicate": _predicate, "to": _infinitive, "gerund": _gerund}
    for frame in order:
        if frame in known:
            found = finders[frame](verb)
            if found is not None:
                return frame, found
    for frame in sorted(f for f in known if f.startswith("p:") and f != "p:as"):
        found = _preposition(verb, frame[2:])
        if found is not None:
            return frame, found
    if "object" in known:
        found = _object(verb)
        if found is not None:
            return "object", found
    return None
