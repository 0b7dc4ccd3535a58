"""The labelled pages beside this file, and the measure of how much of a page's article was kept."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from reconcile.clean import clean
from reconcile.types import Article, RawDocument

FOLDER = Path(__file__).parent / "pages"


@cache
def labels() -> dict[str, dict[str, Any]]:
    """Return what pages.json says of each page."""
    return json.loads((FOLDER / "pages.json").read_text(encoding="utf-8"))["pages"]


@cache
def articles_of(name: str) -> tuple[Article, ...]:
    """Return the articles that cleaning makes of a page."""
    label = labels()[name]
    return clean(
        RawDocument(
            id=name,
            uri=name,
            content=(FOLDER / name).read_text(encoding="utf-8"),
            media_type="text/html" if name.endswith(".html") else "text/plain",
            title=label.get("title"),
            publisher=label.get("publisher_given"),
        )
    )


def expected_of(name: str) -> str:
    """Return the text that an editor would keep of a page."""
    return (FOLDER / name).with_suffix(".expected").read_text(encoding="utf-8")


def text_of(name: str) -> str:
    """Return the text of all articles of a page."""
    return "\n".join(article.text for article in articles_of(name))


def text_f1(found: str, expected: str) -> float:
    """Return the F1 over words, each counted as often as it stands in the text."""
    found_words, expected_words = (Counter(re.findall(r"\w+", text.lower())) for text in (found, expected))
    n_shared = (found_words & expected_words).total()
    return 2 * n_shared / (found_words.total() + expected_words.total())
