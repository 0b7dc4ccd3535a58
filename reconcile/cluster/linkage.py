"""Average linkage over a sparse similarity, component by component.

Two groups are joined only when the mean of their pairs' similarities reaches the threshold, so
at least one pair does: no group crosses two components of the graph of pairs at or above it. Each
component is therefore clustered alone, exactly, and the cost follows its size, not the corpus'.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform


def average_linkage(similarity: NDArray[np.floating[Any]] | csr_array, threshold: float) -> tuple[int, ...]:
    """Return a label for each row; rows with one label have a mean similarity of `threshold` or more.

    Args:
        similarity: Symmetric, of shape (n, n); pairs that a sparse one leaves out count as 0.
        threshold: Above 0; in the unit of `similarity`.

    Returns:
        Labels counted from 0 in the order in which the rows first show them.
    """
    matrix = csr_array(similarity)
    n_rows = matrix.shape[0]
    if n_rows == 0:
        return ()
    close = matrix >= threshold
    _, components = connected_components(close, directed=False)
    order = np.argsort(components, kind="stable")
    starts = np.flatnonzero(np.diff(components[order], prepend=-1))
    labels: list[tuple[int, int]] = [(0, 0)] * n_rows
    for number, rows in enumerate(np.split(order, starts[1:])):
        for row, label in zip(rows, _cut(matrix, rows, threshold), strict=True):
            labels[row] = (number, label)
    first_seen: dict[tuple[int, int], int] = {}
    return tuple(first_seen.setdefault(label, len(first_seen)) for label in labels)


def _cut(matrix: csr_array, rows: NDArray[np.intp], threshold: float) -> list[int]:
    """Return the labels of one component's rows."""
    if len(rows) == 1:
        return [0]
    block = matrix[rows][:, rows].toarray().astype(np.float64)
    # Subtracted from the largest value, so that similarities need no upper bound of 1.
    top = max(float(block.max()), threshold)
    distance = top - (block + block.T) / 2
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), method="average")
    # A hair of room: sums in another order must not split what reaches the threshold exactly.
    return [int(label) for label in fcluster(tree, top - threshold + 1e-9, criterion="distance")]
