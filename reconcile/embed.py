"""Texts to unit vectors, each distinct text once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reconcile.models import DEFAULT_ENCODER, load_encoder

Embeddings = NDArray[np.float32]


def encode(texts: Sequence[str], *, encoder: str = DEFAULT_ENCODER) -> Embeddings:
    """Return an array of shape (len(texts), n_dimensions), rows of length 1.

    Equal texts are encoded once; the order of `texts` changes no row.
    """
    distinct = sorted(set(texts), key=lambda text: (len(text), text))
    if not distinct:
        return np.zeros((0, 1), dtype=np.float32)
    vectors = load_encoder(encoder).encode(
        distinct, batch_size=32, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
    )
    row_by_text = {text: row for row, text in enumerate(distinct)}
    rows: Embeddings = np.asarray(vectors, dtype=np.float32)[[row_by_text[text] for text in texts]]
    return rows
