"""README.md tells of every command, option, setting and exit code, and its commands are those that work."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer.main

from reconcile.cli.app import EXIT_FOUND, EXIT_MENDABLE, app
from reconcile.config import Settings, load_settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.S | re.M)


def options_of(command):
    return [name for parameter in command.params for name in parameter.opts if name.startswith("-")]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_told_and_has_help(name):
    assert f"`reconcile {name}" in README
    assert COMMANDS[name].help


@pytest.mark.parametrize(
    ("command", "option"), [(name, option) for name, command in COMMANDS.items() for option in options_of(command)]
)
def test_every_option_is_told(command, option):
    assert re.search(rf"`{re.escape(option)}[ `]", README), f"{command} {option}"


def test_no_option_is_told_that_does_not_exist():
    known = {option for command in COMMANDS.values() for option in options_of(command)} | {"--version", "--help"}
    assert set(re.findall(r"`(--[a-z-]+)", README)) <= known


def test_the_settings_shown_are_all_settings_with_their_defaults(tmp_path):
    (shown,) = [text for language, text in BLOCKS if language == "toml"]
    keys = {f"{table}.{key}" for table, values in tomllib.loads(shown).items() for key in values}
    assert keys == {setting.key for setting in load_settings(None).origins}
    file = tmp_path / "reconcile.toml"
    file.write_text(shown, encoding="utf-8")
    assert load_settings(file).settings == Settings()


def test_the_exit_codes_are_told():
    table = dict(re.findall(r"^\| (\d) \| (.*) \|$", README, re.M))
    assert sorted(table) == ["0", "1", "2", "3"]
    assert "mend" in table[str(EXIT_MENDABLE)]
    assert "--fail-on" in table[str(EXIT_FOUND)]


def test_the_tests_command_is_the_one_that_ci_takes_from_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (line,) = [line for line in script.splitlines() if "README.md | head" in line]
    taken = subprocess.run(
        ["bash", "-c", f'{line}\nprintf %s "$tests"'], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert taken.startswith("python3 -m venv .venv && ")
    assert taken.endswith("pytest")
    assert f"```sh\n{taken}\n```" in README


def shell_commands():
    lines = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
    return [words for line in lines for words in split_at_and(shlex.split(line, comments=True))]


def split_at_and(words):
    commands = [[]]
    for word in words:
        if word == "&&":
            commands.append([])
        else:
            commands[-1].append(word)
    return commands


@pytest.mark.parametrize("words", [w for w in shell_commands() if w[0].endswith("reconcile")], ids=" ".join)
def test_the_commands_shown_parse(words):
    command = COMMANDS[words[1]]
    assert command.make_context(words[1], words[2:], resilient_parsing=False).params


def test_the_demo_command_names_the_demo():
    (demo,) = [words[-1] for words in shell_commands() if words[0] == ".venv/bin/reconcile"]
    assert (ROOT / demo / "manifest.csv").is_file()


def test_every_extra_that_is_told_exists():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = set(re.findall(r"'\.\[(\w+)\]'", README))
    assert {"dev"} < told <= set(project["optional-dependencies"])


def test_every_file_that_is_linked_exists():
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README + CONTRIBUTING) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_format_has_an_example():
    cells = re.findall(r"^\| [^|]+ \| ([^|]*) \| [^|]+ \|$", README[README.index("| input |") :], re.M)
    examples = [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    assert len(examples) > 15
    assert [name for name in examples if not (ROOT / "tests" / "ingest" / "examples" / name).exists()] == []


def test_every_path_that_contributing_names_exists():
    named = re.findall(r"`((?:reconcile|tests|data|reports|\.ci)/[\w./*-]*)`", CONTRIBUTING)
    assert named
    assert [path for path in named if not any(ROOT.glob(path.rstrip("/")))] == []


def test_the_example_report_is_one_on_the_demo():
    report = json.loads((ROOT / "reports" / "example" / "report.json").read_text(encoding="utf-8"))
    texts = {path.name for path in (ROOT / "data" / "demo").glob("*.txt")}
    assert {article["id"] for article in report["articles"]} == texts
    markdown = (ROOT / "reports" / "example" / "report.md").read_text(encoding="utf-8")
    assert f"`finding {report['findings'][0]['id'][:12]}`" in markdown
