"""Whether this machine has what a run needs; each failed check says what to do."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from reconcile.errors import ConfigError, InputError, ModelError

_OLDEST_PYTHON = (3, 11)
_REINSTALL = "run `pip install .` in the project's folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked, what was found, and what to do where it failed."""

    name: str
    passed: bool
    found: str
    advice: str = ""


def check_all(config: Path | None = None) -> tuple[Check, ...]:
    """Check Python, packages, settings, models and write access, in the order in which a run needs them."""
    return (check_python(), *check_packages(), *_check_settings(config))


def check_python() -> Check:
    """Check the interpreter's version."""
    wanted = ".".join(map(str, _OLDEST_PYTHON))
    return Check(
        name="python",
        passed=sys.version_info >= _OLDEST_PYTHON,
        found=platform.python_version(),
        advice=f"install Python {wanted} or newer",
    )


def check_packages(distribution: str = "reconcile") -> Iterator[Check]:
    """Check every package that the distribution requires, by the versions that it states."""
    from packaging.requirements import Requirement

    try:
        stated = requires(distribution) or []
    except PackageNotFoundError:
        yield Check(name=distribution, passed=False, found="not installed", advice=_REINSTALL)
        return
    for requirement in map(Requirement, stated):
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        advice = f'run `pip install "{requirement.name}{requirement.specifier}"`'
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            yield Check(name=requirement.name, passed=False, found="not installed", advice=advice)
            continue
        fits = requirement.specifier.contains(found, prereleases=True)
        told = found if fits else f"{found}, but {requirement.specifier} is needed"
        yield Check(name=requirement.name, passed=fits, found=told, advice=advice)


def check_parser(name: str) -> Check:
    """Check that the spaCy pipeline loads."""
    from reconcile.models import load_spacy

    try:
        pipeline = load_spacy(name)
    except (ModelError, ImportError) as error:
        return Check(name="spaCy pipeline", passed=False, found=str(error), advice=_REINSTALL)
    return Check(name="spaCy pipeline", passed=True, found=f"{name} {pipeline.meta.get('version', '')}".strip())


def check_encoder(name: str) -> Check:
    """Check that the encoder is there, has the published weights and loads."""
    from reconcile.models import find_encoder, load_encoder

    try:
        found = find_encoder(name)
        load_encoder(name)
    except (ModelError, ImportError) as error:
        return Check(name="encoder", passed=False, found=str(error), advice=_REINSTALL)
    return Check(
        name="encoder", passed=True, found=name if found == name else f"{name}, its weights have the right hash"
    )


def check_judge(name: str) -> Check:
    """Check that the model for second opinions loads and has the labels that it needs."""
    from reconcile.judge import load_judge

    try:
        load_judge(name)
    except (ModelError, ImportError) as error:
        return Check(name="judge", passed=False, found=str(error), advice="correct judge.model, or leave it empty")
    return Check(name="judge", passed=True, found=name)


def check_folder(folder: Path) -> Check:
    """Check that reports can be written."""
    from reconcile.report.folder import require_writable

    try:
        existing = require_writable(folder)
        with tempfile.TemporaryFile(dir=existing):
            pass
    except (InputError, OSError) as error:
        return Check(
            name="report folder", passed=False, found=str(error), advice="name another with --out or report.folder"
        )
    return Check(name="report folder", passed=True, found=f"{folder} can be written")


def _check_settings(config: Path | None) -> Iterator[Check]:
    from reconcile.config import load_settings

    try:
        loaded = load_settings(config)
    except ConfigError as error:
        yield Check(
            name="settings", passed=False, found=str(error), advice="correct it; `reconcile config` shows all keys"
        )
        return
    yield Check(name="settings", passed=True, found=str(loaded.file) if loaded.file else "defaults (no reconcile.toml)")
    yield check_parser(loaded.settings.nlp.pipeline)
    yield check_encoder(loaded.settings.encoder.model)
    if loaded.settings.judge.model:
        yield check_judge(loaded.settings.judge.model)
    yield check_folder(Path(loaded.settings.report.folder))
