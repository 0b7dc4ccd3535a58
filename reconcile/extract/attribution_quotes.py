"""Where direct speech stands: passages between quotation marks, over several sentences.

A straight mark does not say whether it opens or closes, so that is read from the space
around it; a paragraph that ends inside a quotation closes it, and a quotation that runs
over paragraphs opens again at the start of each, as newspapers print it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reconcile.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile("[\u201c\u201d\u201e\u00ab\u00bb\"]|``|''|\u2018\u2018|\u2019\u2019")
_OPENING = frozenset({"\u201c", "\u201e", "\u00ab", "``", "\u2018\u2018"})
_CLOSING = frozenset({"\u201d", "\u00bb", "\u2019\u2019"})
_PARAGRAPH = re.compile(r"[^\n]+")


_LONGEST_UNCLOSED = 600
"""Code points; what an unclosed mark opens beyond that is a missing mark, not a quotation."""


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Return whether a mark met inside a quotation closes it; one that opens a new paragraph of it does not."""
    if mark.group() in _OPENING:
        return False
    before, after = text[max(0, mark.start() - 2) : mark.start()], text[mark.end() : mark.end() + 1]
    return not (before[-1:].isspace() and before.strip()[-1:] in {".", "?", "!"} and after.isupper())


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Return whether a mark met outside of quotations opens one; a stray closing mark does not."""
    if mark.group() in _OPENING or mark.group() in _CLOSING:
        return mark.group() in _OPENING
    before, after = text[max(0, mark.start() - 2) : mark.start()], text[mark.end() : mark.end() + 1]
    if not after or after.isspace():
        loose = before[-1:].isspace() or not before
        return loose and mark.group() != "''" and before.strip()[-1:] not in {",", ".", "?", "!"}
    return True


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            opened = mark.start() if _opens(text, mark) else None
        elif _closes(text, mark):
            yield Span(opened, mark.end())
            opened = None
    if opened is not None and end - opened <= _LONGEST_UNCLOSED:
        yield Span(opened, opened + len(text[opened:end].rstrip()))


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Return every quotation of `text` with its marks, in order, none inside another."""
    return tuple(span for line in _PARAGRAPH.finditer(text) for span in _in_paragraph(text, line.start(), line.end()))
