"""ninjs, the IPTC's news in JSON, versions 1.x to 3.x (https://iptc.org/standards/ninjs/).

1.x spells its roles into property names (`body_text`, `headline_main`); from 2.0 on they are
lists of objects with a `role` and a `value`; from 3.0 on names are in camel case, which is
taken off here. Systems that call theirs ninjs say `guid` for `uri`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.ingest.fields import name_fields
from reconcile.ingest.formats.nitf import nitf_text
from reconcile.ingest.found import Known, skip
from reconcile.ingest.markup import looks_like_markup, markup_to_text
from reconcile.ingest.text import tidy_line
from reconcile.ingest.xmldoc import parse_xml, root_name
from reconcile.types import RawDocument, Skip

_MARKS = ("versioncreated", "pubstatus", "bodies", "headlines", "body_text", "body_xhtml", "body_main", "firstcreated")
_WORDED_TYPES = frozenset({"text", "composite", "component"})
_MARKUP_HINTS = ("html", "richtext", "nitf")
_BODY_ROLES = ("nitf", "main", "body", "richtext", "xhtml", "html", "text")
_HEADLINE_ROLES = ("main", "headline", "web", "")


def is_ninjs(value: dict[str, object]) -> bool:
    """Whether a JSON object is a ninjs item: `uri` and something only news items carry."""
    names = {name.lower() for name in value}
    return isinstance(value.get("uri", value.get("guid")), str) and any(mark in names for mark in _MARKS)


def read_ninjs(value: dict[str, object], uri: str) -> Iterator[RawDocument | Skip]:
    """Yield the article in a ninjs item, or why there is none."""
    item = _plain_names(value)
    body = _body(item)
    # A bare word, a code ("stat:canceled") or an address that ends in the word.
    status = re.split("[:/]", str(item.get("pubstatus") or "usable"))[-1]
    kind = str(item.get("type") or "text")
    if status == "usable" and not body:
        if kind in _WORDED_TYPES:
            yield skip(uri, "the ninjs item has no body text; ask its agency for the full item")
        else:
            yield skip(uri, f"the ninjs item is of type {kind!r}, not text; nothing to compare in it")
        return
    yield _known(item, status).of(RawDocument(id="", uri=uri, content=body))


def _plain_names(value: dict[str, object]) -> dict[str, object]:
    return {name.lower(): part for name, part in value.items()}


def _known(item: dict[str, object], status: str) -> Known:
    provider = item.get("infosources") or item.get("copyrightholder") or item.get("provider") or item.get("source")
    fields = name_fields(
        {
            "publisher": _first_name(provider),
            "authors": item.get("byline") or item.get("by") or _first_value(item.get("bylines"), ("main", "")),
            # A version's words are of its own time: counts of later versions are later counts.
            "published": item.get("versioncreated") or item.get("firstcreated"),
            "title": _headline(item),
            "dateline": item.get("located"),
            "language": item.get("language"),
        }
    ).known
    own_id = str(item.get("uri") or item.get("guid"))
    url = own_id if own_id.startswith(("http://", "https://")) else None
    version = str(item["version"]) if item.get("version") is not None else _text(item.get("versioncreated"))
    notes = [f"editorial note: {tidy_line(note)}" for note in (_text(item.get("ednote")),) if note]
    first = _text(item.get("firstcreated"))
    if first and first != item.get("versioncreated"):
        notes.append(f"first published {first}")
    if embargo := _text(item.get("embargoed")):
        notes.append(f"embargoed until {embargo}")
    known = Known(id=own_id, item_id=own_id, version=version, status=status, url=url, notes=tuple(notes))
    return known.over(fields)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _first_name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("literal")
    return _text(value)


def _headline(item: dict[str, object]) -> str | None:
    old = _text(item.get("headline")) or _text(item.get("headline_main")) or _text(item.get("title"))
    return old or _first_value(item.get("headlines"), _HEADLINE_ROLES)


def _first_value(values: object, roles: tuple[str, ...]) -> str | None:
    """Return the value of the object whose role comes first in `roles`, else of the first object."""
    ranked = sorted(_objects(values), key=lambda part: _rank(str(part.get("role") or ""), roles))
    return str(ranked[0]["value"]) if ranked else None


def _rank(role: str, roles: tuple[str, ...]) -> int:
    return roles.index(role) if role in roles else len(roles)


def _objects(values: object) -> list[dict[str, object]]:
    listed = values if isinstance(values, list) else []
    parts = [_plain_names(part) for part in listed if isinstance(part, dict)]
    return [part for part in parts if _text(part.get("value"))]


def _body(item: dict[str, object]) -> str:
    """Return the body's text; marked-up bodies first, because they keep the paragraphs."""
    candidates = [
        (name.removeprefix("body_"), "", str(value))
        for name, value in item.items()
        if name.startswith("body_") and _text(value)
    ]
    candidates += [
        (str(part.get("role") or "main"), str(part.get("contenttype") or ""), str(part["value"]))
        for part in _objects(item.get("bodies"))
    ]
    ranked = sorted(
        (role not in _BODY_ROLES, not _is_markup(f"{role} {kind}", value), _rank(role, _BODY_ROLES), value)
        for role, kind, value in candidates
    )
    if not ranked:
        # Some agencies send short items with their whole text as a description.
        return _first_value(item.get("descriptions"), ("text", "main", "")) or ""
    _, is_plain, _, best = ranked[0]
    if is_plain:
        return best
    return nitf_text(parse_xml(best.encode())) if root_name(best.encode()) == "nitf" else markup_to_text(best)


def _is_markup(kind: str, value: str) -> bool:
    return any(hint in kind.lower() for hint in _MARKUP_HINTS) or looks_like_markup(value)
