import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.spatial.distance import squareform

from reconcile.cluster import average_linkage


def symmetric(seed, n_rows):
    half = np.triu(np.random.default_rng(seed).random((n_rows, n_rows)) ** 3, 1)
    return half + half.T + np.eye(n_rows)


def partition(labels):
    return {frozenset(np.flatnonzero(np.asarray(labels) == label).tolist()) for label in labels}


def test_labels_count_from_zero_in_the_order_of_the_rows():
    similarity = np.array([[1, 0, 0.9, 0], [0, 1, 0, 0.8], [0.9, 0, 1, 0], [0, 0.8, 0, 1]])

    assert average_linkage(similarity, 0.5) == (0, 1, 0, 1)


def test_a_chain_is_not_a_group():
    similarity = np.array([[1, 0.6, 0], [0.6, 1, 0.6], [0, 0.6, 1]])

    assert len(set(average_linkage(similarity, 0.5))) == 2


def test_a_pair_exactly_at_the_threshold_is_joined():
    assert average_linkage(np.array([[1, 0.3], [0.3, 1]]), 0.3) == (0, 0)


def test_nothing_has_no_labels():
    assert average_linkage(np.zeros((0, 0)), 0.5) == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 25), st.floats(0.1, 0.9))
def test_components_alone_give_what_the_whole_gives(seed, n_rows, threshold):
    similarity = symmetric(seed, n_rows)
    whole = fcluster(linkage(squareform(1 - similarity, checks=False), "average"), 1 - threshold, "distance")

    assert partition(average_linkage(csr_array(similarity), threshold)) == partition(whole)
