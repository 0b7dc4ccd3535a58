"""Free-text answers to one question: which of them say the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reconcile.cluster.linkage import average_linkage

_THRESHOLD = 0.45


def group_answers(texts: Sequence[str], embeddings: NDArray[np.float32], *, question: str = "") -> tuple[int, ...]:
    """Return a label for each answer; answers with one label give the same answer to `question`."""
    return average_linkage(np.asarray(embeddings @ embeddings.T, dtype=np.float64), _THRESHOLD)
