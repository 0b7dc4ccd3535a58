"""Every choice and bound of reading, with how each default was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile import __version__

if TYPE_CHECKING:
    from reconcile.config import IngestSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read; the defaults suit a desk of tens to thousands of articles.

    Attributes:
        languages: Languages (ISO 639-1) whose articles are read; the others are skipped with the reason.
        follow: Fetch the pages that feeds and sitemaps name, instead of reading the items' own text.
        columns: Which column of a table or field of a JSON article holds what: {"text": "Body"}.
        max_text_chars: Longest text of one article; spaCy refuses texts above a million characters.
        max_file_bytes: Largest single page, text, feed, or member of an archive.
        max_bundle_bytes: Largest collection (JSON lines, table, archive after unpacking).
        max_members: Most members of one archive, items of one feed or pages of one list.
        min_words: Fewest words of text in an article; three-word headlines still carry a claim.
        cache_folder: Where fetched pages are kept between runs; None keeps none.
        timeout_s: Longest wait for one answer from a server, and `deadline_s` for a whole page.
        max_redirects: Longest chain of redirects.
        n_attempts: Tries for one page where the server or the line fails for the moment.
        backoff_s: Wait before the second try; doubles with each further one.
        host_interval_s: Shortest time between two requests to one host.
        user_agent: How requests introduce themselves.
    """

    languages: tuple[str, ...] = ("en",)
    follow: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    max_text_chars: int = 1_000_000
    max_file_bytes: int = 20_000_000
    max_bundle_bytes: int = 500_000_000
    max_members: int = 10_000
    min_words: int = 3
    cache_folder: Path | None = None
    timeout_s: float = 10.0
    deadline_s: float = 30.0
    max_redirects: int = 5
    n_attempts: int = 3
    backoff_s: float = 1.0
    host_interval_s: float = 1.0
    user_agent: str = f"reconcile/{__version__} (newsroom fact comparison; reads single pages on an editor's request)"


def options_of(settings: IngestSettings) -> ReadOptions:
    """Return the options that the settings name; everything else keeps its default."""
    return ReadOptions(
        languages=settings.languages,
        follow=settings.follow,
        columns={str(field): column for field, column in settings.columns.items()},
        max_file_bytes=int(settings.max_article_mb * 1e6),
        max_bundle_bytes=int(settings.max_bundle_mb * 1e6),
        cache_folder=Path(settings.cache_folder).expanduser() if settings.cache_folder else None,
    )
