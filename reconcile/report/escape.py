r"""Make text from articles safe inside Markdown: it shows as written and means nothing.

Escapes are as few as the job allows, since the report is read as plain text too: a full
stop or a bracket is left alone unless it could start a construct. `<` and `&` become
entities rather than `\<`, since not every Markdown dialect knows that escape. What is
escaped follows CommonMark 0.31, its GFM extensions and the fuzzy links of linkify-it. One
thing stays out of reach: GitHub links an e-mail address whatever escape it carries.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

from reconcile.types import Span

# Left alone by urllib's quoting: what may stand in a URL and cannot end a Markdown link.
_URL_SAFE = "/:?#@!$&'*+,;=%~-._"
_REORDERING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
# An underscore between letters is no emphasis and stays.
_ALWAYS = re.compile(r"[\\`*\[\]{|~]|(?<![^\W_])_|_(?![^\W_])")
_MARKED = (
    (re.compile(r"&(?=#?\w+;)"), "&amp;"),
    (re.compile(r"<"), "&lt;"),
    # Links that some renderers make by themselves, with and without a scheme.
    (re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})"), r"\\."),
    (re.compile(r"(?i)\b(www)\."), r"\1\\."),
    (re.compile(r"//"), r"/\\/"),
    (re.compile(r"(?i)\b(https?|ftp|mailto|xmpp):"), r"\1\\:"),
    (re.compile(r"@(?=\w)"), r"\\@"),
    # A heading, and the closing sequence of one.
    (re.compile(r"(?<!\S)(?=#)"), r"\\"),
    # At the start of a block: quotes, lists, rules and setext underlines.
    (re.compile(r"^(?=[-+=>:])"), r"\\"),
    (re.compile(r"^(\d{1,9})(?=[.)])"), r"\1\\"),
)


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


def plain(text: str) -> str:
    """Return `text` on one line, without control characters and marks that reorder what is read.

    Lone surrogates, which no file can hold, become U+FFFD.
    """
    return " ".join(_readable(text).split())


def escape(text: str) -> Markdown:
    """Return Markdown that shows `text` on one line, wherever in a block, cell or heading it stands."""
    marked = _ALWAYS.sub(r"\\\g<0>", plain(text))
    for pattern, replacement in _MARKED:
        marked = pattern.sub(replacement, marked)
    return Markdown(marked)


def emphasise(text: str, span: Span) -> Markdown:
    """Return `text` escaped, with the characters in `span` in bold.

    Where asterisks at the ends of the span would show as asterisks (a letter outside, a
    sign inside), the bold is widened to whole words.
    """
    before, bold, after = (
        _readable(part) for part in (text[: span.start], text[span.start : span.end], text[span.end :])
    )
    readable = before + bold + after
    start, end = _widen(readable, Span(len(before), len(before) + len(bold)))
    if start == end:
        return escape(text)
    before, bold, after = readable[:start], readable[start:end], readable[end:]
    left = " " if before[-1:].isspace() else ""
    right = " " if after[:1].isspace() else ""
    return Markdown(f"{escape(before)}{left}**{escape(bold)}**{right}{escape(after)}".strip())


def link(label: str, url: str | None) -> Markdown:
    """Return a link to `url` where that is a web address, else the label alone."""
    shown = escape(label)
    try:
        parts = urlsplit(plain(url or ""))
    except ValueError:
        return shown
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return shown
    return Markdown(f"[{shown}]({quote(parts.geturl(), safe=_URL_SAFE)})")


def _readable(text: str) -> str:
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    match unicodedata.category(character):
        case "Cc":
            return " " if character.isspace() else ""
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
        case "Cf" if unicodedata.bidirectional(character) in _REORDERING:
            return ""
        case _:
            return character


def _widen(text: str, span: Span) -> tuple[int, int]:
    """Return bounds at which `**` opens and closes strong emphasis by CommonMark's flanking rules."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and not _is_word(text[start]) and start and _is_word(text[start - 1]):
        start = 1 + max((i for i in range(start) if text[i].isspace()), default=-1)
    if start < end < len(text) and not _is_word(text[end - 1]) and _is_word(text[end]):
        end = next((i for i in range(end, len(text)) if text[i].isspace()), len(text))
    return start, end


def _is_word(character: str) -> bool:
    """Whether Markdown takes the character for neither space nor punctuation."""
    return not character.isspace() and unicodedata.category(character)[0] not in "PS"
