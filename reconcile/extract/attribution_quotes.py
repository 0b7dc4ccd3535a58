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


def _opens(text: str, mark: re.Match[str], is_open: bool) -> bool:
    if mark.group() in _OPENING:
        return True
    if mark.group() in _CLOSING:
        return False
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    space_before = not before or before.isspace() or before in "([-\u2014"
    space_after = not after or after.isspace() or after in ".,;:?!)"
    if space_before != space_after:
        return space_before
    return not is_open


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        if _opens(text, mark, opened is not None):
            opened = mark.start() if opened is None else opened
        elif opened is not None:
            yield Span(opened, mark.end())
            opened = None
    if opened is not None:
        tail = text[opened:end].rstrip()
        yield Span(opened, opened + len(tail))


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Return every quotation of `text` with its marks, in order, none inside another."""
    return tuple(span for line in _PARAGRAPH.finditer(text) for span in _in_paragraph(text, line.start(), line.end()))
