"""How far a run is: bars on a terminal, one line for each stage elsewhere, on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

Tell = Callable[[str, int, int], None]


@contextmanager
def progress(*, quiet: bool, console: Console | None = None) -> Iterator[Tell]:
    """Yield the function that a run tells its stage to, with the steps done and their total."""
    console = console or Console(stderr=True)
    if quiet:
        yield _silent
    elif console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as bars:
            yield _on_bars(bars)
    else:
        yield _on_lines(console)


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _on_bars(bars: Progress) -> Tell:
    tasks: dict[str, TaskID] = {}

    def tell(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done, total=total)

    return tell


def _on_lines(console: Console) -> Tell:
    told: set[str] = set()

    def tell(stage: str, done: int, total: int) -> None:
        # A log wants to know that a stage is over, not each of its steps.
        if done >= total and stage not in told:
            told.add(stage)
            console.print(f"{stage}: {total:,} done" if total else stage, markup=False, highlight=False, soft_wrap=True)

    return tell
