"""How far a run is, on a terminal, in a pipe, and not at all."""

from __future__ import annotations

import io

from rich.console import Console

from reconcile.cli.noise import settle_libraries
from reconcile.cli.progress import progress


def told(*, quiet=False, terminal=False):
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=terminal, width=80)
    with progress(quiet=quiet, console=console) as tell:
        for done in range(4):
            tell("read", done, 3)
        tell("[compare]", 0, 0)
    return screen.getvalue()


def test_a_pipe_gets_one_line_for_each_stage():
    assert told() == "read: 3 done\n[compare]\n"


def test_a_terminal_gets_bars():
    assert "3/3" in told(terminal=True)


def test_quiet_is_silent():
    assert told(quiet=True, terminal=True) == ""


def test_warnings_are_silent_unless_asked_for(recwarn):
    import warnings

    with settle_libraries(verbose=False):
        warnings.warn("noise", UserWarning, stacklevel=1)
    assert not recwarn.list
