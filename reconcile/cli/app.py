"""The commands: thin signatures over the library, and the one place where errors become messages.

Nothing heavy is imported before a command needs it, so that `reconcile --help` is instant.
Exit codes: 0 done; 1 something the user can mend (told in one sentence); 2 wrong usage;
3 conflicts were found and `--fail-on conflict` was given.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from reconcile import __version__
from reconcile.errors import ReconcileError

EXIT_MENDABLE = 1
EXIT_FOUND = 3

app = typer.Typer(
    name="reconcile",
    help="Tell where several outlets' coverage of one story agrees, conflicts and moved on.",
    epilog=(
        "Exit codes: 0 done, 1 something you can mend (told in one sentence), 2 wrong usage, "
        "3 conflicts found under --fail-on conflict."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class FailOn(StrEnum):
    """What makes `reconcile run` exit with 3."""

    CONFLICT = "conflict"


ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Settings file; default: ./reconcile.toml if it is there."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show what the libraries underneath say, too.")]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; `arguments` are those of the process unless given."""
    try:
        app(None if arguments is None else list(arguments), prog_name="reconcile")
    except ReconcileError as error:
        typer.echo(f"reconcile: {error}", err=True)
        sys.exit(EXIT_MENDABLE)
    sys.exit(0)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reconcile {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Hold the options that come before a command."""


@app.command()
def run(  # noqa: PLR0913, PLR0917 - Typer reads the options from the parameters
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Articles: files, folders, web addresses, or - for standard input; any format."
        ),
    ],
    out: Annotated[
        str | None, typer.Option("--out", metavar="DIR", help="Where the report's folder goes.  [default: reports]")
    ] = None,
    story: Annotated[
        str | None, typer.Option("--story", metavar="NAME", help="The story's name.  [default: the folder's]")
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option("--judge", metavar="NAME", help="Ask this cross-encoder for a second opinion.  [default: none]"),
    ] = None,
    follow: Annotated[
        bool,
        typer.Option("--follow", help="Fetch the pages that feeds and sitemaps name, too."),
    ] = False,
    config: ConfigFile = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit with 3 where such a finding is made.")
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Compare the articles at PATH... and write report.md and report.json."""
    if quiet and verbose:
        raise typer.BadParameter("--quiet and --verbose exclude each other", param_hint="--quiet")
    from reconcile.cli.noise import settle_libraries
    from reconcile.cli.progress import progress
    from reconcile.cli.show import show_summary
    from reconcile.config import load_settings

    options = {"report.folder": out, "judge.model": judge, "ingest.follow": follow or None}
    settings = load_settings(config, {key: value for key, value in options.items() if value is not None}).settings
    from reconcile.report.folder import require_writable

    folder = Path(settings.report.folder)
    require_writable(folder)
    with settle_libraries(verbose=verbose), progress(quiet=quiet) as tell:
        from reconcile.pipeline import run as run_pipeline
        from reconcile.report import write_report

        report = run_pipeline(paths, story=story or story_of(paths), settings=settings, progress=tell)
        written = write_report(report, folder)
    if not quiet:
        show_summary(report, written)
    if fail_on is FailOn.CONFLICT:
        from reconcile.report.view import tally

        raise typer.Exit(EXIT_FOUND if tally(report)["conflicts"] else 0)


@app.command()
def evaluate(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="REPORT GOLD...",
            help="Pairs of report.json and gold.json; or a folder of reports and a folder of stories.",
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Measure reports against labelled stories."""
    from reconcile.cli.show import show_scores
    from reconcile.evaluate import pair_up, score_files

    show_scores(score_files(pair_up(paths)), as_json=json)


@app.command()
def doctor(config: ConfigFile = None, verbose: Verbose = False) -> None:
    """Check Python, packages, models and write access, and say what to do about each failure."""
    from reconcile.cli.doctor import check_all
    from reconcile.cli.noise import settle_libraries
    from reconcile.cli.show import show_checks

    with settle_libraries(verbose=verbose):
        checks = check_all(config)
    show_checks(checks)
    raise typer.Exit(0 if all(check.passed for check in checks) else EXIT_MENDABLE)


@app.command()
def config(config: ConfigFile = None) -> None:
    """Show the settings in force and where each came from."""
    from reconcile.cli.show import show_settings
    from reconcile.config import load_settings

    show_settings(load_settings(config))


def story_of(paths: Sequence[str]) -> str | None:
    """Return the name of the folder that is given or that holds the first file; None for anything else."""
    for path in map(Path, paths):
        folder = path if path.is_dir() else path.parent
        if path.exists():
            return folder.resolve().name or None
    return None
