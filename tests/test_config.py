"""Settings: what is in force, where it came from, and how a slip is told."""

from __future__ import annotations

import pytest

from reconcile.config import Settings, digest, load_settings
from reconcile.errors import ConfigError

# reconcile.toml, and what the message must name.
SLIPS = (
    ('[nlp]\npipline = "x"\n', ("line 2", "'nlp.pipline'", "did you mean 'nlp.pipeline'?")),
    ("[nlp]\n\npipeline = 5\n", ("line 3", "nlp.pipeline", "5", "valid string")),
    ('nlp.pipeline = ""\n', ("line 1", "nlp.pipeline", "at least 1 character")),
    ('[ingest]\nlanguages = ["en", "English"]\n', ("line 2", "ingest.languages", "'English'")),
    ('[ingest]\nmax_article_mb = "5"\n', ("line 2", "ingest.max_article_mb", "'5'")),
    ("[ingest]\nmax_article_mb = -1\n", ("line 2", "ingest.max_article_mb", "greater than 0")),
    ('[zzz]\nqqq = "x"\n', ("'zzz", "known keys are ingest.languages")),
    ("nlp = 3\n", ("line 1", "nlp", "3")),
    ("[nlp\n", ("not valid TOML", "line 1")),
)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def origins(loaded):
    return {setting.key: setting.origin for setting in loaded.origins}


def test_without_a_file_everything_is_default():
    loaded = load_settings()
    assert loaded.settings == Settings()
    assert loaded.file is None
    assert set(origins(loaded).values()) == {"default"}


def test_the_file_in_the_working_folder_is_read(tmp_path):
    (tmp_path / "reconcile.toml").write_text('[ingest]\nlanguages = ["en", "de"]\n')
    loaded = load_settings()
    assert loaded.settings.ingest.languages == ("en", "de")
    assert origins(loaded)["ingest.languages"] == "reconcile.toml"
    assert origins(loaded)["nlp.pipeline"] == "default"


def test_an_option_wins_over_the_file_and_says_so(tmp_path):
    (tmp_path / "reconcile.toml").write_text('report.folder = "here"\n')
    loaded = load_settings(None, {"report.folder": "there"})
    assert loaded.settings.report.folder == "there"
    assert origins(loaded)["report.folder"] == "option --out"


@pytest.mark.parametrize(("text", "named"), SLIPS)
def test_a_slip_is_told_with_its_place(tmp_path, text, named):
    (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path / "mine.toml")
    message = str(caught.value)
    assert "mine.toml" in message
    assert "\n" not in message
    for words in named:
        assert words in message


def test_a_file_that_was_asked_for_must_exist(tmp_path):
    with pytest.raises(ConfigError, match=r"cannot read the settings file .*none\.toml"):
        load_settings(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_told(tmp_path):
    (tmp_path / "reconcile.toml").write_bytes("[nlp]\npipeline = 'é'".encode("latin-1"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_settings()


def test_no_judge_is_asked_unless_one_is_named(tmp_path):
    assert load_settings().settings.judge.model == ""
    (tmp_path / "reconcile.toml").write_text('[judge]\nmodel = "models/nli"\n')
    assert load_settings().settings.judge.model == "models/nli"
    loaded = load_settings(None, {"judge.model": "other"})
    assert loaded.settings.judge.model == "other"
    assert origins(loaded)["judge.model"] == "option --judge"
    assert digest(loaded.settings) != digest(Settings())


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        Settings().nlp.pipeline = "other"


def test_the_digest_follows_what_can_change_a_finding():
    plain = Settings()
    elsewhere = load_settings(None, {"report.folder": "x"}).settings
    other_model = load_settings(None, {"encoder.model": "x"}).settings
    assert digest(plain) == digest(elsewhere)
    assert digest(plain) != digest(other_model)


def test_every_setting_says_what_it_means():
    assert all(setting.meaning for setting in load_settings().origins)
