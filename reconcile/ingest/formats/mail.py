"""Saved mail: newsletters and forwarded articles, with what is attached to them."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from reconcile.ingest.fields import name_fields
from reconcile.ingest.found import Blob, Found, Known, Reader, UnreadableError
from reconcile.ingest.markup import markup_to_text
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.text import decode
from reconcile.types import RawDocument

_HEADER = re.compile(rb"^(?:from|to|subject|date|received|message-id|return-path|mime-version):", re.I | re.M)
# Headers of lists and newsletters: their sender is a publisher, a colleague who forwards is not.
_LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post")
# What the standard library's parser lets through from headers that break the standard.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
# The line that begins each message of an mbox file, as Thunderbird and Takeout export.
_MBOX_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n")
# Below this many words, a plain part only says "view this mail in your browser".
_MIN_PLAIN_WORDS = 30


def _recognises(blob: Blob, head: bytes) -> bool:
    """Whether the file begins with mail headers, a sender and a subject or a date among them."""
    block = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    names = {name.lower() for name in _HEADER.findall(block)}
    is_headed = re.match(rb"(?:From \S+|[A-Za-z][A-Za-z0-9-]*:)", block) is not None
    return is_headed and b"from:" in names and len(names) >= (2 if blob.ending == ".eml" else 3)


def _read(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    payload = blob.read(max_bytes=options.max_bundle_bytes)
    letters = _MBOX_LINE.split(payload) if payload.startswith(b"From ") else []
    if len(letters) > 2:
        for number, letter in enumerate(letters[1:], 1):
            yield Blob(uri=f"{blob.uri}, message {number}", name=blob.name, payload=letter)
        return
    try:
        message = email.message_from_bytes(payload, policy=policy.default)
        found: list[Found] = [*_own_text(message, blob.uri), *_attachments(message, blob.uri)]
    except _BROKEN as error:
        raise UnreadableError(f"is a broken mail ({error}); save it again, or save its text") from error
    yield from found or [RawDocument(id="", uri=blob.uri, content="")]


def _own_text(message: EmailMessage, uri: str) -> Iterator[RawDocument]:
    text, notes = _body(message)
    if text.strip():
        yield Known(notes=notes).over(_known(message)).of(RawDocument(id="", uri=uri, content=text))


def _known(message: EmailMessage) -> Known:
    name, address = parseaddr(str(message["From"] or ""))
    is_list = any(message[header] for header in _LIST_HEADERS)
    subject = re.sub(r"^(?:(?:fwd?|re|aw|wg)\s*:\s*)+", "", str(message["Subject"] or ""), flags=re.I)
    fields = name_fields(
        {"publisher": name if is_list else None, "published": str(message["Date"] or ""), "title": subject}
    ).known
    note = () if is_list or not (name or address) else (f"sent by mail from {name or address}",)
    return Known(notes=note).over(fields)


def _body(message: EmailMessage) -> tuple[str, tuple[str, ...]]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    text, notes = _decoded(plain) if plain is not None else ("", ())
    if html is not None and len(text.split()) < _MIN_PLAIN_WORDS:
        markup, notes_html = _decoded(html)
        from_html = markup_to_text(markup)
        if len(from_html) > len(text):
            return from_html, notes_html
    return text, notes


def _decoded(part: MIMEPart) -> tuple[str, tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    decoded = decode(payload if isinstance(payload, bytes) else b"", declared=part.get_content_charset())
    return decoded.text, decoded.notes


def _attachments(message: EmailMessage, uri: str) -> Iterator[Blob]:
    """Yield what is attached, pictures aside: logos are no articles."""
    for number, part in enumerate(message.iter_attachments(), 1):
        if part.get_content_maintype() in {"image", "audio", "video"}:
            continue
        name = (part.get_filename() or f"attachment {number}").replace("/", "_")
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            payload = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        yield Blob(
            uri=f"{uri}!/{name}",
            name=name,
            payload=payload if isinstance(payload, bytes) else b"",
            media_type=part.get_content_type(),
            charset=part.get_content_charset(),
        )


MAIL = Reader(name="mail", recognises=_recognises, read=_read)
