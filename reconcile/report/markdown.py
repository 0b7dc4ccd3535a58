"""A report as Markdown that reads well as plain text, too.

The template escapes by default: whatever an expression gives is escaped unless a filter
made it Markdown, so that a forgotten filter can only show too many backslashes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from reconcile.report.escape import Markdown, emphasise, escape, link
from reconcile.report.view import ArticleRow, Quote, view_report
from reconcile.types import Report


def render_markdown(report: Report) -> str:
    """Return the report as Markdown, ending in one line break."""
    text = _environment().get_template("report.md.j2").render(view=view_report(report))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reconcile.report"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Markdown, not HTML: `_escape_unless_markdown` does for it what autoescape does for HTML.
        autoescape=False,
        finalize=_escape_unless_markdown,
    )
    environment.filters |= {"code": _code, "quoted": _quoted, "sentence": _sentence, "titled": _titled}
    return environment


def _escape_unless_markdown(value: object) -> Markdown:
    return value if isinstance(value, Markdown) else escape(str(value))


def _quoted(quote: Quote) -> Markdown:
    return emphasise(quote.text, quote.bold)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _titled(row: ArticleRow) -> Markdown:
    return link(row.title, row.url)


def _code(text: str) -> Markdown:
    """Return what may stand between backticks: no backslash works there, so other signs go."""
    return Markdown(re.sub(r"[^\w.:-]", "", text))
