"""Versions of one agency item: the newest counts, older ones stay as history, a cancellation retracts all.

Agencies send a story again and again under one id. An old count in version 3 is then not a
rival of the new one in version 5 but its predecessor, and a cancelled item never happened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from reconcile.ingest.dates import read_date
from reconcile.ingest.found import skip
from reconcile.types import RawDocument, Skip
from reconcile.versions import SUPERSEDED

_CANCELED = frozenset({"canceled", "cancelled"})


def resolve_versions(found: Sequence[RawDocument | Skip]) -> list[RawDocument | Skip]:
    """Return `found` in its order, each version marked by what the newest of its item says."""
    newest_by_item = _newest_by_item(found)
    return [
        _resolve(one, newest_by_item[one.item_id]) if isinstance(one, RawDocument) and one.item_id else one
        for one in found
    ]


def _newest_by_item(found: Sequence[RawDocument | Skip]) -> dict[str, RawDocument]:
    versions_by_item: dict[str, list[RawDocument]] = defaultdict(list)
    for one in found:
        if isinstance(one, RawDocument) and one.item_id:
            versions_by_item[one.item_id].append(one)
    return {item_id: _newest(versions) for item_id, versions in versions_by_item.items()}


def _newest(versions: list[RawDocument]) -> RawDocument:
    """Return the newest: by number where every version has one, else by its moment; the first of equals."""
    if all(version.version and version.version.isdecimal() for version in versions):
        return max(versions, key=lambda version: int(version.version or 0))
    return max(versions, key=_moment)


def _moment(document: RawDocument) -> str:
    iso = read_date(document.published or "").iso
    if iso is None:
        return ""
    moment = datetime.fromisoformat(iso)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _resolve(document: RawDocument, newest: RawDocument) -> RawDocument | Skip:
    if newest.status in _CANCELED:
        return skip(document.uri, f"was cancelled by its publisher{_in_version(newest)}; it is not compared")
    if newest.status == "withheld":
        return skip(document.uri, f"is withheld by its publisher{_in_version(newest)} until further notice")
    if document is newest:
        return document
    if _says_the_same(document, newest):
        return skip(document.uri, f"is the same version of an item as {newest.uri}, or says the same; that one is read")
    version = document.version or f"of {document.published or 'unknown date'}"
    note = f"version {version} of its item; a newer one exists"
    return replace(document, status=SUPERSEDED, notes=(*document.notes, note))


def _says_the_same(document: RawDocument, newest: RawDocument) -> bool:
    is_same_version = (document.version, document.published) == (newest.version, newest.published)
    return is_same_version or document.content.split() == newest.content.split()


def _in_version(document: RawDocument) -> str:
    reason = next((note for note in document.notes if note.startswith("editorial note")), "")
    shown = f" in version {document.version}" if document.version else ""
    return f"{shown} ({reason})" if reason and document.status in _CANCELED else shown
