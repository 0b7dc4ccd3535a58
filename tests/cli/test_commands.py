"""The commands: what they print, where, and how they exit."""

from __future__ import annotations

import json
import subprocess
import sys
from types import ModuleType

import pytest

from reconcile import __version__
from reconcile.cli import main
from reconcile.errors import InputError
from reconcile.types import Skip
from tests.builders import finding, report
from tests.harbour import harbour_report


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def pipeline(monkeypatch):
    """Stand in for the pipeline: gives `pipeline.report`, keeps what it was asked in `pipeline.asked`."""
    module = ModuleType("reconcile.pipeline")
    module.report, module.asked = harbour_report(), {}

    def run(paths, *, story=None, settings=None, progress=None):
        module.asked.update(paths=paths, story=story, settings=settings)
        for done in range(5):
            progress("read", done, 4)
        if isinstance(module.report, Exception):
            raise module.report
        return module.report

    module.run = run
    monkeypatch.setitem(sys.modules, "reconcile.pipeline", module)
    monkeypatch.setattr("reconcile.pipeline", module, raising=False)
    return module


@pytest.fixture
def call(capsys):
    """Run the command line; return its exit code, output and errors."""

    def run(*arguments):
        with pytest.raises(SystemExit) as exit:
            main(arguments)
        out, err = capsys.readouterr()
        return exit.value.code or 0, out, err

    return run


def test_a_run_writes_the_report_and_sums_it_up(pipeline, call, tmp_path):
    code, out, err = call("run", "story/")
    written = tmp_path / "reports" / "harbour-fire-2021-05-04"
    assert code == 0
    assert sorted(path.name for path in written.iterdir()) == ["report.json", "report.md"]
    assert "reports/harbour-fire-2021-05-04/report.md" in out
    assert "When did the fire begin?" in out
    assert err == "read: 4 done\n"


def test_the_summary_fits_one_screen(pipeline, call):
    many = [finding(id=str(n), subject=f"How many were hurt in street {n}? " + "Long " * 40) for n in range(60)]
    skips = tuple(Skip(uri=f"{n}.txt", stage="ingest", reason="broken " * 30) for n in range(60))
    pipeline.report = report(*many, skipped=skips)
    _, out, _ = call("run", "story/")
    lines = out.splitlines()
    assert len(lines) <= 24
    assert all(len(line) <= 80 for line in lines)
    assert "and 55 more" in out


def test_the_story_is_named_after_the_folder(pipeline, call, tmp_path):
    (tmp_path / "harbour").mkdir()
    (tmp_path / "harbour" / "a.txt").write_text("x")
    call("run", "harbour")
    assert pipeline.asked["story"] == "harbour"
    call("run", "harbour/a.txt")
    assert pipeline.asked["story"] == "harbour"
    call("run", "harbour", "--story", "Blaze")
    assert pipeline.asked["story"] == "Blaze"


def test_settings_reach_the_pipeline_and_options_win(pipeline, call, tmp_path):
    (tmp_path / "mine.toml").write_text('[encoder]\nmodel = "m"\n[report]\nfolder = "here"\n')
    call("run", "x", "--config", "mine.toml", "--out", "there")
    assert pipeline.asked["settings"].encoder.model == "m"
    assert (tmp_path / "there").is_dir()
    assert not (tmp_path / "here").exists()


def test_a_judge_is_asked_where_one_is_named(pipeline, call, tmp_path):
    call("run", "x")
    assert not pipeline.asked["settings"].judge.model
    (tmp_path / "reconcile.toml").write_text('[judge]\nmodel = "models/nli"\n')
    call("run", "x")
    assert pipeline.asked["settings"].judge.model == "models/nli"
    call("run", "x", "--judge", "")
    assert not pipeline.asked["settings"].judge.model


def test_quiet_prints_nothing(pipeline, call, tmp_path):
    assert call("run", "x", "--quiet") == (0, "", "")
    assert (tmp_path / "reports").is_dir()


def test_a_mistake_is_one_sentence_and_exit_1(pipeline, call, tmp_path):
    pipeline.report = InputError("nowhere/ does not exist; name a file or a folder")
    code, out, err = call("run", "nowhere/", "--quiet")
    assert (code, out, err) == (1, "", "reconcile: nowhere/ does not exist; name a file or a folder\n")
    assert not (tmp_path / "reports").exists()


def test_a_folder_that_cannot_be_written_is_told_before_the_run(pipeline, call, tmp_path):
    (tmp_path / "reports").write_text("a file")
    code, _, err = call("run", "x")
    assert code == 1
    assert "is a file; name another folder with --out" in err
    assert not pipeline.asked


def test_conflicts_fail_a_script_that_asked_for_it(pipeline, call):
    assert call("run", "x", "--fail-on", "conflict")[0] == 3
    assert call("run", "x")[0] == 0
    pipeline.report = report(finding(level="low"))
    assert call("run", "x", "--fail-on", "conflict")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "x", "--fail-on", "rain"),
        ("run", "x", "-q", "-v"),
        ("walk",),
        ("run", "x", "--nope"),
        ("evaluate",),
    ],
)
def test_wrong_usage_exits_with_2(pipeline, call, arguments):
    code, _, err = call(*arguments)
    assert code == 2
    assert err


def test_text_from_articles_cannot_steer_the_terminal(pipeline, call):
    pipeline.report = report(finding(subject="[red]\x1b[31mHow\x07 many?"))
    _, out, _ = call("run", "x")
    assert "[red][31mHow many?" in out
    assert "\x1b" not in out


def test_config_shows_values_and_where_they_came_from(call, tmp_path):
    (tmp_path / "reconcile.toml").write_text('[ingest]\nlanguages = ["en", "de"]\n')
    code, out, _ = call("config")
    assert code == 0
    (line,) = [line for line in out.splitlines() if line.startswith("ingest.languages")]
    assert "en, de" in line
    assert "reconcile.toml" in line
    assert all(len(line) <= 80 for line in out.splitlines())


def test_a_slip_in_the_settings_exits_with_1(call, tmp_path):
    (tmp_path / "reconcile.toml").write_text("[nlp]\npipelin = 1\n")
    code, _, err = call("config")
    assert code == 1
    assert "did you mean 'nlp.pipeline'?" in err


def test_evaluate_prints_the_measures(call, tmp_path):
    for n in range(6):
        (tmp_path / f"s{n}").mkdir()
        (tmp_path / f"s{n}" / "report.json").write_text('{"findings": []}')
        (tmp_path / f"s{n}" / "gold.json").write_text(json.dumps({"story": f"s{n}", "facts": []}))
    code, out, _ = call("evaluate", ".", ".")
    assert code == 0
    assert "verdict accuracy" in out
    assert [line.split()[0] for line in out.splitlines()[1:8]] == ["s0", "s1", "s2", "s3", "s4", "s5", "all"]
    assert all(len(line) <= 80 for line in out.splitlines())
    told = json.loads(call("evaluate", "s0", "s0", "s0", "s0", "--json")[1])
    assert [row["story"] for row in told] == ["s0", "s0", "all"]


def test_the_version(call):
    assert call("--version") == (0, f"reconcile {__version__}\n", "")


def test_help_tells_the_exit_codes(call):
    code, out, _ = call("--help")
    assert code == 0
    assert "3 conflicts found" in " ".join(out.split())


HEAVY = ["numpy", "spacy", "torch", "sentence_transformers", "jinja2", "sklearn", "rapidfuzz"]


# Typer itself asks pydantic to read the options of a command.
@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [(["--help"], [*HEAVY, "pydantic"]), (["--version"], [*HEAVY, "pydantic"]), (["run", "--help"], HEAVY)],
)
def test_help_imports_nothing_heavy(arguments, heavy):
    script = (
        "import sys\nfrom reconcile.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_the_package_runs_as_a_module():
    told = subprocess.run([sys.executable, "-m", "reconcile", "--version"], capture_output=True, text=True, check=True)
    assert told.stdout == f"reconcile {__version__}\n"
