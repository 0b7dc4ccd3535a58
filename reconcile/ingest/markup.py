"""Fragments of HTML or news XML (a feed entry, a ninjs body) as paragraphs of plain text.

Whole pages are not for this module: they go to cleaning as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_PAGE = re.compile(r"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_PARAGRAPH = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|table|figure|section|article)\b[^<>]*>", re.I)


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    """Return which elements end a paragraph ("blocks") and which no reader sees ("unseen")."""
    table = json.loads(resources.files(__package__).joinpath("markup.json").read_text(encoding="utf-8"))
    return {kind: frozenset(table[kind]) for kind in ("blocks", "unseen")}


def looks_like_page(text: str) -> bool:
    """Whether `text` is a whole HTML page."""
    return _PAGE.match(text) is not None


def looks_like_markup(text: str) -> bool:
    """Whether plain-looking `text` is really an HTML fragment: block tags, not a lone "<" in prose."""
    return _PARAGRAPH.search(text) is not None


def markup_to_text(markup: str) -> str:
    """Return the text of an HTML fragment, paragraphs parted by empty lines; "" where there is none."""
    from lxml import etree  # type: ignore[import-untyped]

    # The declaration of an encoding is refused by lxml in text, and useless there.
    plain = re.sub(r"<\?xml[^>]*\?>", "", markup).replace("\x00", "")
    root = etree.HTML(f"<div>{plain}</div>", etree.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True))
    return "" if root is None else element_to_text(root)


def element_to_text(root: _Element) -> str:
    """Return the text of an lxml element of HTML or of news XML, paragraphs parted by empty lines."""
    pieces: list[str] = []
    _gather(root, pieces)
    paragraphs = (" ".join(part.split()) for part in "".join(pieces).split("\f"))
    return "\n\n".join(part for part in paragraphs if part)


def _gather(root: _Element, pieces: list[str]) -> None:
    """Append the words below `root`, a form feed at each edge of a block; no recursion, so depth is free."""
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, is_done = stack.pop()
        name = _local_name(element)
        block = "\f" if name in _kinds()["blocks"] else ""
        if is_done:
            pieces.append(block)
            if element is not root:
                pieces.append(element.tail or "")
            continue
        if name is None or name in _kinds()["unseen"]:
            pieces.append(element.tail or "" if element is not root else "")
            continue
        pieces.extend((block, element.text or ""))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _local_name(element: _Element) -> str | None:
    """Return the lower-case name without its namespace; None for comments and instructions."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else None
