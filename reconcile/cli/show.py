"""What the commands print: plain tables that fit into 80 columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reconcile.cli.doctor import Check
from reconcile.config import LoadedSettings
from reconcile.evaluate import StoryScore, measures
from reconcile.report import WrittenReport, in_reading_order
from reconcile.report.escape import plain
from reconcile.report.view import tally
from reconcile.types import Report, Verdict

_WIDTH = 80
# Questions and skipped inputs named in the summary, which has to fit one screen.
_MAX_NAMED = 5
# More stories than this get a line each, since their columns would not fit.
_MAX_SIDE_BY_SIDE = 4
# The measures that such a line has, with headings short enough for 80 columns.
_LEADING = {
    "found": "found",
    "verdict accuracy": "verdict",
    "conflict precision": "conf P",
    "conflict recall": "R",
    "difference precision": "diff P",
    "difference recall": "R",
    "sameness precision": "same P",
    "repeats": "rep",
    "traps": "traps",
}

Scores = Sequence[tuple[str, Mapping[str, float | int | str | None]]]


def _console() -> Console:
    console = Console(highlight=False, markup=False, emoji=False)
    return console if console.width <= _WIDTH else Console(width=_WIDTH, highlight=False, markup=False, emoji=False)


def show_summary(report: Report, written: WrittenReport) -> None:
    """Print what was found, on one screen."""
    console = _console()
    numbers = tally(report)
    console.print(Text(plain(report.story), style="bold"))
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    for name, number in numbers.items():
        if number or name != "possible conflicts":
            table.add_row(f"{number:,}", name.removesuffix("s") if number == 1 else name)
    console.print(table)
    _print_list(
        console,
        "Conflicts:",
        [
            f.subject
            for f in in_reading_order(report.findings, report.articles)
            if f.verdict is Verdict.CONFLICT and f.level != "low"
        ],
    )
    _print_list(console, "Skipped:", [f"{skip.uri}: {skip.reason}" for skip in report.skipped])
    # A path is copied with the mouse: never broken over two lines.
    console.print(f"Report: {written.markdown}", soft_wrap=True)


def show_settings(loaded: LoadedSettings) -> None:
    """Print every setting, its value and where it came from."""
    console = _console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("setting", "value", "from", "meaning"):
        table.add_column(heading, overflow="fold")
    for setting in loaded.origins:
        value = ", ".join(map(str, setting.value)) if isinstance(setting.value, tuple) else str(setting.value)
        table.add_row(setting.key, value, setting.origin, setting.meaning)
    console.print(table)


def show_checks(checks: Iterable[Check]) -> None:
    """Print each check, what was found and, where it failed, what to do."""
    console = _console()
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        mark = Text("ok", style="green") if check.passed else Text("FAIL", style="bold red")
        table.add_row(mark, check.name, check.found if check.passed else f"{check.found}\n-> {check.advice}")
    console.print(table)


def show_scores(scores: Sequence[StoryScore], *, as_json: bool) -> None:
    """Print the measures of each story and, where there are several, of all together."""
    # A list, since two reports may be measured against one story.
    rows: Scores = [(score.story, measures(score)) for score in scores]
    if as_json:
        Console(soft_wrap=True, highlight=False, markup=False).print(
            json.dumps([{"story": story, **row} for story, row in rows], indent=2)
        )
        return
    console = _console()
    if len(rows) > _MAX_SIDE_BY_SIDE:
        console.print(_short_table(rows))
        console.print()
        rows = rows[-1:]
    console.print(_full_table(rows))


def _full_table(rows: Scores) -> Table:
    """Return every measure as a line, a column for each story."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("measure")
    for story, _ in rows:
        table.add_column(story, justify="right", overflow="fold")
    for name in rows[0][1]:
        table.add_row(name, *(_shown(row[name]) for _, row in rows))
    return table


def _short_table(rows: Scores) -> Table:
    """Return the leading measures as columns, a line for each story."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("story", overflow="fold")
    for heading in _LEADING.values():
        table.add_column(heading, justify="right")
    for story, row in rows:
        table.add_row(story, *(_shown(row[name]) for name in _LEADING))
    return table


def _print_list(console: Console, heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    console.print(Text(heading, style="bold"))
    for line in lines[:_MAX_NAMED]:
        console.print(Text(f"  {plain(line)}"), overflow="ellipsis", no_wrap=True)
    if len(lines) > _MAX_NAMED:
        console.print(f"  and {len(lines) - _MAX_NAMED:,} more")


def _shown(value: float | int | str | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
