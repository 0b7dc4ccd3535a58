"""A report is written whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from reconcile.errors import InputError
from reconcile.report import folder_name, write_report
from reconcile.report.folder import require_writable
from tests.builders import report
from tests.harbour import harbour_report


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_both_files_are_in_a_folder_named_for_story_and_day(tmp_path):
    written = write_report(harbour_report(), tmp_path / "reports")
    assert written.folder == tmp_path / "reports" / "harbour-fire-2021-05-04"
    assert names(written.folder) == ["report.json", "report.md"]
    assert names(tmp_path / "reports") == ["harbour-fire-2021-05-04"]


def test_a_second_run_replaces_the_first_and_keeps_what_others_put_there(tmp_path):
    first = write_report(report(), tmp_path)
    (first.folder / "notes.txt").write_text("mine")
    before = first.markdown.read_text()
    second = write_report(harbour_report(), tmp_path)
    assert second.markdown.read_text() != before
    assert names(second.folder) == ["notes.txt", "report.json", "report.md"]
    assert names(tmp_path) == [second.folder.name]


@pytest.mark.parametrize("broken", ["rename", "open"])
def test_a_failure_leaves_the_earlier_report_whole(tmp_path, monkeypatch, broken):
    first = write_report(report(), tmp_path)
    before = first.json.read_text()
    works = getattr(Path, broken)

    def fails(path, *args, **kwargs):
        staged = path.name.startswith(".") and not path.name.endswith(".old")
        if staged or (broken == "open" and path.name == "report.json" and path.parent.name.startswith(".")):
            raise OSError(errno.ENOSPC, "No space left on device")
        return works(path, *args, **kwargs)

    monkeypatch.setattr(Path, broken, fails)
    with pytest.raises(InputError, match="No space left on device; name another folder with --out"):
        write_report(harbour_report(), tmp_path)
    monkeypatch.undo()
    assert first.json.read_text() == before
    assert names(tmp_path) == [first.folder.name]


def test_a_file_in_the_way_is_told(tmp_path):
    (tmp_path / "reports").write_text("")
    with pytest.raises(InputError, match="is a file; name another folder"):
        require_writable(tmp_path / "reports")
    with pytest.raises(InputError, match="cannot write the report into"):
        write_report(report(), tmp_path / "reports")


def test_a_folder_that_can_be_made_is_writable(tmp_path):
    assert require_writable(tmp_path / "a" / "b") == tmp_path


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ("Harbour fire", "harbour-fire"),
        ("../../etc/passwd", "etc-passwd"),
        ("Ōrrow: “fire”?", "ōrrow-fire"),
        ("...", "story"),
        ("", "story"),
        ("x" * 500, "x" * 120),
    ],
)
def test_any_story_names_a_folder(story, name):
    assert folder_name(report(story=story)) == f"{name}-2021-05-04"
