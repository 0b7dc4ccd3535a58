"""The doctor says what is missing and what to do."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from reconcile.cli import doctor, main
from reconcile.errors import ModelError


@pytest.fixture(autouse=True)
def _models(tmp_path, monkeypatch):
    """Models that load; a test breaks the one it is about."""
    monkeypatch.chdir(tmp_path)

    loaded = SimpleNamespace(meta={"version": "3.8.0"})
    monkeypatch.setattr("reconcile.models.load_spacy", lambda name: loaded)
    monkeypatch.setattr("reconcile.models.find_encoder", lambda name: "/a/folder")
    monkeypatch.setattr("reconcile.models.load_encoder", lambda name: object())


def failed(checks):
    return {check.name: check for check in checks if not check.passed}


def broken(*args):
    raise ModelError("the weights are not what their hash promises; reinstall them")


def test_a_sound_machine_passes(capsys):
    with pytest.raises(SystemExit) as exit:
        main(["doctor"])
    assert not exit.value.code
    assert "FAIL" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("what", "check"),
    [("load_spacy", "spaCy pipeline"), ("find_encoder", "encoder"), ("load_encoder", "encoder")],
)
def test_a_broken_model_is_told(monkeypatch, what, check):
    monkeypatch.setattr(f"reconcile.models.{what}", broken)
    told = failed(doctor.check_all())
    assert list(told) == [check]
    assert "hash" in told[check].found
    assert told[check].advice


def test_a_judge_is_checked_only_where_one_is_named(tmp_path):
    assert "judge" not in {check.name for check in doctor.check_all()}
    (tmp_path / "reconcile.toml").write_text('[judge]\nmodel = "./none"\n')
    told = failed(doctor.check_all())["judge"]
    assert "cannot load the judge './none'" in told.found
    assert "judge.model" in told.advice


def test_a_failure_exits_with_1_and_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr("reconcile.models.load_spacy", broken)
    with pytest.raises(SystemExit) as exit:
        main(["doctor"])
    out = capsys.readouterr().out
    assert exit.value.code == 1
    assert "FAIL" in out
    assert "->" in out


def test_a_missing_package_is_told_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(doctor, "requires", lambda _: ["no-such-package>=2", "pytest>=1", 'other>=1; extra == "dev"'])
    told = {check.name: check for check in doctor.check_packages()}
    assert set(told) == {"no-such-package", "pytest"}
    assert told["pytest"].passed
    assert told["no-such-package"].advice == 'run `pip install "no-such-package>=2"`'


def test_an_old_package_is_told(monkeypatch):
    monkeypatch.setattr(doctor, "requires", lambda _: ["pytest>=9999"])
    (told,) = doctor.check_packages()
    assert not told.passed
    assert ">=9999 is needed" in told.found


def test_a_package_that_was_never_installed_is_told():
    (told,) = doctor.check_packages("no-such-distribution")
    assert (told.passed, told.found) == (False, "not installed")


def test_an_old_python_is_told(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 8, 0))
    assert "3.11" in failed([doctor.check_python()])["python"].advice


def test_broken_settings_are_told(tmp_path):
    (tmp_path / "reconcile.toml").write_text("[nlp\n")
    assert "not valid TOML" in failed(doctor.check_all())["settings"].found


def test_a_report_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "reports").write_text("")
    assert "is a file" in failed(doctor.check_all())["report folder"].found
