"""Word and PDF documents, through python-docx and pypdf (extra `documents`)."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from reconcile.ingest.fields import name_fields
from reconcile.ingest.found import Blob, Found, Known, Reader, UnreadableError, megabytes
from reconcile.ingest.options import ReadOptions
from reconcile.types import RawDocument

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties  # type: ignore[import-not-found,unused-ignore]

_DOCX_BODY = "word/document.xml"
_INSTALL = "run `pip install reconcile[documents]`"
# Longest PDF that is read as one article; a longer one is a report or a whole newspaper.
_MAX_PDF_PAGES = 60
# What python-docx and pypdf let through from files that break their standards.
_BROKEN = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, OSError),
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError),
)
# A line of a PDF that is shorter than this share of the widest ends a paragraph if it also ends a
# sentence, or if the next line begins one.
_SHORT_SHARE = 0.8
_SENTENCE_END = re.compile(r"[.!?:”\"’']$")


def is_docx(blob: Blob, head: bytes) -> bool:
    """Whether a zip archive is a Word document."""
    if not head.startswith(b"PK\x03\x04"):
        return False
    with blob.open() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                return _DOCX_BODY in archive.namelist()
        except _BROKEN:
            return False


def _read_docx(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    try:
        import docx
    except ImportError as error:
        raise UnreadableError(f"is a Word document, which needs an extra; {_INSTALL}") from error
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped,unused-ignore]

    with blob.open() as stream:
        with zipfile.ZipFile(stream) as archive:
            n_bytes = sum(entry.file_size for entry in archive.infolist())
        if n_bytes > options.max_file_bytes * 2:
            raise UnreadableError(f"has {megabytes(n_bytes)} unpacked, too much for one article; save it as text")
        stream.seek(0)
        try:
            document = docx.Document(stream)
            text = "\n\n".join(words for paragraph in document.paragraphs if (words := paragraph.text.strip()))
            known = _known(document.core_properties)
        except (OpcError, XMLSyntaxError, *_BROKEN) as error:
            raise UnreadableError(f"is a broken Word document ({error}); save it again") from error
    yield known.of(RawDocument(id="", uri=blob.uri, content=text))


def _known(properties: CoreProperties) -> Known:
    return _edited(properties.modified or properties.created).over(
        name_fields({"title": properties.title, "authors": properties.author}).known
    )


def _edited(moment: object) -> Known:
    """Return the note of a file's own date: that of its editing, which need be no publication."""
    return Known(notes=(f"edited on {moment.date().isoformat()}",)) if isinstance(moment, datetime) else Known()


def _read_pdf(blob: Blob, options: ReadOptions) -> Iterator[Found]:
    try:
        import pypdf
    except ImportError as error:
        raise UnreadableError(f"is a PDF, which needs an extra; {_INSTALL}") from error
    from pypdf.errors import PyPdfError

    with blob.open() as stream:
        try:
            reader = pypdf.PdfReader(stream)
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableError("is a PDF with a password; save it without")
            n_pages = len(reader.pages)
            if n_pages > _MAX_PDF_PAGES:
                raise UnreadableError(f"has {n_pages} pages, the limit is {_MAX_PDF_PAGES}; give the article alone")
            text = "\n\n".join(_paragraphs(page.extract_text()) for page in reader.pages)
            title = reader.metadata.title if reader.metadata else None
            edited = (reader.metadata.modification_date or reader.metadata.creation_date) if reader.metadata else None
        except (PyPdfError, *_BROKEN) as error:
            raise UnreadableError(f"is a broken PDF ({error}); save or print it again") from error
    if not text.strip():
        raise UnreadableError("is a PDF of pictures without text; run character recognition over it first")
    yield _edited(edited).over(name_fields({"title": title}).known).of(RawDocument(id="", uri=blob.uri, content=text))


def _paragraphs(page: str) -> str:
    """Return a page's text with the lines of its columns joined to paragraphs and hyphens at line ends taken out."""
    lines = [line.strip() for line in page.split("\n")]
    widest = max((len(line) for line in lines), default=0)
    pieces: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        is_short = len(line) < _SHORT_SHARE * widest
        is_end = not line or (is_short and (_SENTENCE_END.search(line) or after[:1].isupper()))
        joined = re.sub(r"(?<=[a-z])-$", "", line)
        pieces.append(joined + ("\n\n" if is_end else "" if joined != line and after[:1].islower() else " "))
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).strip()


DOCX = Reader(name="Word document", recognises=is_docx, read=_read_docx)
PDF = Reader(name="PDF", recognises=lambda blob, head: head.lstrip().startswith(b"%PDF-"), read=_read_pdf)
