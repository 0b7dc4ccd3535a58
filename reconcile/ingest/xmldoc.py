"""XML parsed with every dangerous feature off, and the name of a document's root without parsing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reconcile.ingest.found import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_ROOT = re.compile(
    # Atomic: each piece of the prolog is matched in one way only, or a long one would take for ever.
    r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^\[>]*+(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?([A-Za-z][\w.-]*)",
    re.S,
)


_HEAD_BYTES, _TAIL_BYTES = 4096, 1024


def root_name(head: bytes) -> str | None:
    """Return the lower-case local name of the root element that begins in `head`, None if it isn't XML-like."""
    text = head.replace(b"\x00", b"").decode("latin-1").lstrip("\ufeff\xef\xbb\xbf\xff\xfe")
    match = _ROOT.match(text)
    return match[1].lower() if match else None


def cut_off(payload: bytes) -> tuple[str, ...]:
    """Return the note that the file ends before its root element does, () where it is whole."""
    name = root_name(payload[:_HEAD_BYTES])
    end = payload[-_TAIL_BYTES:].replace(b"\x00", b"").lower()
    is_whole = name is None or re.search(rb"[</:]" + re.escape(name.encode()) + rb"\s*>|/>\s*$", end)
    return () if is_whole else ("the file breaks off before its end: the text may be only its beginning",)


def parse_xml(payload: bytes) -> _Element:
    """Return the root element; no entity is expanded, no DTD or address is loaded.

    Raises:
        UnreadableError: The XML is broken beyond what lxml mends.
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(payload, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"is broken XML ({error}); export it again") from error
    if root is None:
        raise UnreadableError("is broken XML without a root element; export it again")
    return root


def elements(root: _Element, *names: str) -> list[_Element]:
    """Return all descendants (and `root`) of these local names in document order, whatever their namespace."""
    wanted = frozenset(names)
    return [e for e in root.iter() if isinstance(e.tag, str) and local_name(e) in wanted]


def first(root: _Element | None, *path: str) -> _Element | None:
    """Return the first descendant reached by following local names from `root`."""
    for name in path:
        if root is None:
            return None
        root = next((e for e in elements(root, name) if e is not root), None)
    return root


def words(element: _Element | None) -> str | None:
    """Return an element's whole text on one line, None where there is none."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
