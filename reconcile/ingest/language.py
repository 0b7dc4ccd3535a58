"""Which language a text is in, offline, and never wrong about a short English one.

Script decides first: a text mostly in Japanese or Cyrillic letters is not English at any
length. Among Latin letters statistics are trusted only on enough words, and only when the
common words of English are missing as well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Characters looked at: enough to get past the menus of a web page to its sentences.
_SAMPLE_CHARS = 20_000
# Below 25 words, headlines full of names are told as anything; measured on English headlines.
_MIN_LATIN_WORDS = 25
_MIN_PROBABILITY = 0.9
# English prose has a sixth of its words among these, and no other language shares many of them.
_COMMON_ENGLISH = frozenset({"the", "of", "and", "to", "that", "said", "for", "with", "were", "from"})
_MIN_ENGLISH_SHARE = 0.08
# Nigerian Pidgin and Scots, as the model calls terse English headlines.
_NEARLY_ENGLISH = frozenset({"pcm", "sco"})
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """Return the ISO 639 code of the language of `text`, None where the text is too short to tell."""
    sample = text[:_SAMPLE_CHARS]
    words = [word.lower() for word in _WORD.findall(sample)]
    letters = "".join(words)
    if not letters:
        return None
    foreign = (letter for letter in set(letters) if not letter.isascii() and not _is_latin(letter))
    n_foreign = sum(letters.count(letter) for letter in foreign)
    if n_foreign > len(letters) / 2:
        return _classify(sample)[0]
    if sum(word in _COMMON_ENGLISH for word in words) >= _MIN_ENGLISH_SHARE * len(words):
        return "en" if len(words) >= _MIN_LATIN_WORDS else None
    if len(words) < _MIN_LATIN_WORDS:
        return None
    language, probability = _classify(sample)
    if language in _NEARLY_ENGLISH:
        return "en"
    return language if probability >= _MIN_PROBABILITY else None


@cache
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def _classify(text: str) -> tuple[str, float]:
    language, probability = _identifier().classify(text)
    return str(language), float(probability)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
