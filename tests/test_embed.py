"""Texts to vectors: what reaches the encoder, and that every text gets its own row back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import embed
from reconcile.embed import encode

texts_strategy = st.lists(st.text("abc ", max_size=4), min_size=1, max_size=12)


class CountingEncoder:
    """Stands in for the encoder: a text's vector is its length and its letters, and every call is kept."""

    def __init__(self):
        self.batches: list[list[str]] = []
        self.options: dict[str, object] = {}

    def encode(self, texts, **options):
        self.batches.append(list(texts))
        self.options = options
        return np.array([vector_of(text) for text in texts])


def vector_of(text):
    row = np.array([1.0 + len(text), text.count("a"), text.count("b"), text.count(" ")])
    return row / np.linalg.norm(row)


def encode_with(encoder, texts):
    """The vectors of `texts` by `encoder`, whatever encoder's name is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embed, "load_encoder", lambda name: encoder)
        return encode(texts)


def test_equal_texts_are_encoded_once():
    encoder = CountingEncoder()

    encode_with(encoder, ["a ferry", "a bridge", "a ferry", "a ferry"])

    assert encoder.batches == [["a ferry", "a bridge"]]


def test_texts_of_one_length_are_encoded_side_by_side():
    encoder = CountingEncoder()

    encode_with(encoder, ["a long one", "bb", "a", "another long one", "aa"])

    assert encoder.batches == [["a", "aa", "bb", "a long one", "another long one"]]


def test_nothing_asks_nothing_of_the_encoder():
    encoder = CountingEncoder()

    assert encode_with(encoder, []).shape == (0, 1)
    assert encoder.batches == []


def test_the_encoder_is_asked_for_unit_vectors():
    encoder = CountingEncoder()

    encode_with(encoder, ["a ferry"])

    assert encoder.options["normalize_embeddings"] is True


def test_the_encoder_that_is_named_is_the_one_that_is_loaded(monkeypatch):
    names = []
    monkeypatch.setattr(embed, "load_encoder", lambda name: names.append(name) or CountingEncoder())

    encode(["a ferry"], encoder="a/folder")

    assert names == ["a/folder"]


@given(texts_strategy)
def test_every_text_gets_its_own_row(texts):
    expected = np.array([vector_of(text) for text in texts], dtype=np.float32)

    rows = encode_with(CountingEncoder(), texts)

    assert rows.dtype == np.float32
    np.testing.assert_array_equal(rows, expected)


@given(texts_strategy, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_changes_no_row(texts, random):
    order = list(range(len(texts)))
    random.shuffle(order)

    rows = encode_with(CountingEncoder(), texts)
    shuffled = encode_with(CountingEncoder(), [texts[n] for n in order])

    np.testing.assert_array_equal(shuffled, rows[order])


@given(texts_strategy, st.randoms(use_true_random=False))
def test_the_encoder_sees_the_same_batch_whatever_the_order(texts, random):
    one, other = CountingEncoder(), CountingEncoder()
    shuffled = list(texts)
    random.shuffle(shuffled)

    encode_with(one, texts)
    encode_with(other, shuffled)

    assert one.batches == other.batches != []


def test_the_packaged_encoder_puts_like_beside_like():
    ferry, boat, budget = encode(["the ferry sank", "the boat went down", "the council passed its budget"])

    np.testing.assert_allclose(np.linalg.norm([ferry, boat, budget], axis=1), 1.0, atol=1e-5)
    assert ferry @ boat > 2 * abs(ferry @ budget)
