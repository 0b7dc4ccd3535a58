"""Write a report's files into a folder of their own, all at once or not at all.

The files are written to a hidden folder beside the final one and moved there when they are
whole, so that neither a crash nor a full disk leaves half a report.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from reconcile.errors import InputError
from reconcile.report.contract import render_json
from reconcile.report.markdown import render_markdown
from reconcile.types import Report

# Long enough for any name a person gives, short enough for every file system with the date added.
_MAX_NAME_BYTES = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReport:
    """Where the files of a report are."""

    folder: Path
    markdown: Path
    json: Path


def write_report(report: Report, folder: Path) -> WrittenReport:
    """Write the report into its own folder `<story>-<date>` inside `folder`, replacing an earlier one.

    Other files that somebody put beside an earlier report are kept.

    Raises:
        InputError: The folder cannot be written to; what was there before is untouched.
    """
    final = folder / folder_name(report)
    contents = {"report.md": render_markdown(report), "report.json": render_json(report)}
    staged = folder / f".{final.name}.{uuid.uuid4().hex[:8]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _stage(staged, final, contents)
        _swap(staged, final)
    except OSError as error:
        shutil.rmtree(staged, ignore_errors=True)
        raise InputError(
            f"cannot write the report into {final}: {error.strerror or error}; name another folder with --out"
        ) from error
    return WrittenReport(folder=final, markdown=final / "report.md", json=final / "report.json")


def require_writable(folder: Path) -> Path:
    """Return the nearest folder that exists, where `folder` and reports in it can be made.

    Asked before a run, so that nobody waits for a report that cannot be written.

    Raises:
        InputError: Something there is a file, or may not be written to.
    """
    existing = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not existing.is_dir():
        raise InputError(f"cannot write reports into {folder}: {existing} is a file; name another folder with --out")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise InputError(f"cannot write reports into {folder}: no write access to {existing}; name another with --out")
    return existing


def folder_name(report: Report) -> str:
    """Return `<story>-<date>` as a name that every file system takes; the date is the run's own."""
    name = re.sub(r"[^\w]+", "-", report.story.lower()).strip("-_")
    while len(name.encode(errors="replace")) > _MAX_NAME_BYTES:
        name = name[:-1]
    generated = report.provenance.generated_at
    return "-".join(filter(None, (name or "story", generated.date().isoformat() if generated else "")))


def _stage(staged: Path, final: Path, contents: dict[str, str]) -> None:
    """Fill the folder `staged` with `contents` and with the other files of `final`."""
    if final.is_dir():
        shutil.copytree(final, staged, symlinks=True, ignore=shutil.ignore_patterns(*contents))
    else:
        staged.mkdir()
    for name, text in contents.items():
        with (staged / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def _swap(staged: Path, final: Path) -> None:
    """Put `staged` in the place of `final`; where that fails, `final` is as it was."""
    if not final.exists():
        staged.rename(final)
        return
    retired = staged.with_name(f"{staged.name}.old")
    final.rename(retired)
    try:
        staged.rename(final)
    except OSError:
        retired.rename(final)
        raise
    # The report is in place; an old one that cannot be deleted must not turn success into failure.
    if retired.is_dir():
        shutil.rmtree(retired, ignore_errors=True)
    else:
        retired.unlink(missing_ok=True)
