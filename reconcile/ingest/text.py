"""From bytes to clean characters, saying what had to be guessed or mended.

Order of trust for the encoding: a byte order mark, valid UTF-8, what the container
declared, then a guess, which is always noted.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.ingest.found import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Soft hyphen, zero-width (non-)joiners and spaces, bidirectional marks, isolates and embeddings,
# word joiner and byte order mark: invisible to a reader, fatal to matching quotes.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Control characters but tab and newline; form feed becomes a paragraph break before.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Mojibake of UTF-8 read as cp1252 or Latin-1 starts with one of these; ftfy alone knows the rest.
_SUSPECT = re.compile("[ÂÃâÅÄÐÑ€ã][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2044\u20ac\u2122]|ï¿½")
_SUSPECT_STARTS = "ÂÃâÅÄÐÑ€ãï"
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
# "&amp;amp;quot;" has been seen: texts are escaped again by each system that they pass.
_MAX_ESCAPES = 3
# Twice garbled texts exist, thrice garbled ones hardly.
_MAX_ROUNDS = 4
# Above this share of control bytes a file is no text; real texts have none but line ends and tabs.
_MAX_CONTROL_SHARE = 0.01
# Enough to guess an encoding from, and bounded because guessing is slow.
_GUESS_BYTES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text and what an editor should know about how it was decoded."""

    text: str
    notes: tuple[str, ...] = ()


def decode(payload: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of `payload`.

    Raises:
        UnreadableError: The bytes are no text in any encoding.
    """
    marked = next((encoding for mark, encoding in _MARKS if payload.startswith(mark)), None)
    if marked is not None:
        return Decoded(text=payload.decode(marked, errors="replace"))
    unmarked = _unmarked_utf16(payload)
    if unmarked is not None:
        return Decoded(text=payload.decode(unmarked), notes=(_guess_note(unmarked),))
    if _is_binary(payload):
        raise UnreadableError("is binary, not text; give the article as text, HTML or another listed format")
    if declared and (text := _try_decode(payload, declared)) is not None and not _is_ascii_name(declared):
        utf8 = _try_decode(payload, "utf-8")
        if utf8 is None or utf8 == text:
            return Decoded(text=text)
        # Valid UTF-8 beyond ASCII is never an accident, whatever the server said.
        return Decoded(text=utf8, notes=(f"declared as {declared}, but it is UTF-8 and was read so",))
    utf8 = _try_decode(payload, "utf-8")
    if utf8 is not None:
        return Decoded(text=utf8)
    return _guess(payload)


def _unmarked_utf16(payload: bytes) -> str | None:
    sample = payload[:2000]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, n_high, n_low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # The high byte of Latin text is nearly always zero, its low byte never.
        if n_high > 0.7 * half and not n_low and _try_decode(payload, encoding) is not None:
            return encoding
    return None


def _is_binary(payload: bytes) -> bool:
    sample = payload[:_GUESS_BYTES]
    n_control = sum(sample.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0c\x1b")
    return b"\x00" in sample or n_control > _MAX_CONTROL_SHARE * max(len(sample), 1)


def _is_ascii_name(encoding: str) -> bool:
    return codecs.lookup(encoding).name in {"ascii", "utf-8"}


def _try_decode(payload: bytes, encoding: str) -> str | None:
    try:
        return payload.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess_note(encoding: str) -> str:
    return f"not UTF-8; its encoding was guessed as {encoding}"


def _guess(payload: bytes) -> Decoded:
    """Guess an 8-bit or East Asian encoding; Western European text is cp1252 unless it cannot be."""
    from charset_normalizer import from_bytes

    best = from_bytes(payload[:_GUESS_BYTES]).best()
    western = _try_decode(payload, "cp1252")
    # In Western news most letters are ASCII: quotes, dashes and a few accents are the rest, on which
    # statistics guess wildly (cp1250, mac_iceland), while cp1252 is right in practice. Cyrillic, Greek
    # or Japanese text has far more high bytes than this.
    n_high = sum(byte > 127 for byte in payload)
    if western is not None and n_high < 0.3 * len(payload):
        return Decoded(text=western, notes=(_guess_note("cp1252 (Western European)"),))
    if best is not None and (text := _try_decode(payload, best.encoding)) is not None:
        return Decoded(text=text, notes=(_guess_note(best.encoding),))
    return Decoded(text=payload.decode("latin-1"), notes=(_guess_note("latin-1"),))


def tidy(text: str) -> Decoded:
    """Return `text` in NFC without invisible marks and mojibake; paragraphs stay.

    Idempotent: tidying twice changes nothing more.
    """
    tidied, notes = _mend(_unescape(text))
    tidied = _tidy_spaces(tidied)
    for _ in range(_MAX_ROUNDS):
        # Without the invisible marks between them, garbled characters may show themselves only now.
        again, more = _mend(_unescape(tidied))
        if again == tidied:
            break
        tidied, notes = _tidy_spaces(again), notes or more
    return Decoded(text=tidied, notes=notes)


def tidy_page(page: str) -> Decoded:
    """Return an HTML page in NFC without invisible marks and mojibake; its white space means nothing and stays."""
    mended, notes = _mend(page)
    if not mended.isascii():
        mended = unicodedata.normalize("NFC", _INVISIBLE.sub("", mended))
    return Decoded(text=mended.replace("\x00", ""), notes=notes)


def _tidy_spaces(text: str) -> str:
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n")
    broken = broken.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    spaced = _ODD_SPACE.sub(" ", _CONTROL.sub("", _INVISIBLE.sub("", broken)))
    lines = re.sub(" ?\n ?", "\n", re.sub("  +", " ", spaced))
    return unicodedata.normalize("NFC", re.sub("\n\n\n+", "\n\n", lines).strip(" \n"))


def tidy_line(text: str) -> str:
    """Return `text` tidied onto one line, for names and headlines."""
    return " ".join(tidy(text).text.split())


def _mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Undo UTF-8 that was read as another encoding, in the lines where it shows.

    Quotes, ligatures and widths stay as the outlet printed them.
    """
    # Looking for single letters first is a hundred times faster than the pattern, and nearly always enough.
    if text.isascii() or not any(letter in text for letter in _SUSPECT_STARTS) or not _SUSPECT.search(text):
        return text, ()
    import ftfy

    lines = text.split("\n")
    mended = [ftfy.fix_encoding(line) if _SUSPECT.search(line) else line for line in lines]
    pairs = [pair for old, new in zip(lines, mended, strict=True) if old != new for pair in _word_pairs(old, new)]
    n_words = sum(old != new for old, new in pairs)
    if not n_words:
        return text, ()
    words = "one word" if n_words == 1 else f"{n_words} words"
    return "\n".join(mended), (f"characters garbled by a wrong encoding were mended in {words}",)


def _word_pairs(old: str, new: str) -> Iterator[tuple[str, str]]:
    # Mojibake may hold spaces, so that words shift; the count is for orientation only.
    return zip(old.split(" "), new.split(" "), strict=False)


def _unescape(text: str) -> str:
    """Replace HTML's names for characters in plain text; text with tags keeps them for its own reader."""
    for _ in range(_MAX_ESCAPES):
        if "<" in text or not _ENTITY.search(text):
            return text
        text = html.unescape(text)
    return text
