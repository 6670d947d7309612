"""Sequences in chunks: each is there once, in order, and a row goes on with the sequence before it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbuild.data.chunks import Chunking, batches, chunk_count, chunk_of, cut
from kbuild.data.pipeline import steps_per_epoch, tensors_of
from kbuild.data.samples import Samples
from kbuild.schemas.errors import DataError

counts, sizes, chunks = st.integers(1, 20), st.integers(1, 6), st.integers(1, 5)


def rows(count: int, size: int, number: int) -> list[list[int]]:
    """The rows of each batch of a pass, as `Chunking` says."""
    import tensorflow as tf

    chunking = Chunking(count, size, number)
    order = chunking.order(tf.range(count)).numpy()
    found = []
    for step in range(steps_per_epoch(count, size) * number):
        start, end = (int(each) for each in chunking.bounds(tf.constant(step)))
        found.append(order[start:end].tolist())
    return found


@settings(max_examples=25, deadline=None)
@given(counts, sizes, chunks)
def test_each_chunk_comes_once_and_each_row_goes_on_with_its_sequence(
    count: int, size: int, number: int
) -> None:
    found = rows(count, size, number)
    assert sorted(row for batch in found for row in batch) == list(range(count * number))
    for step, batch in enumerate(found):
        assert len(batch) == min(size, count - step // number * size)
        if step % number:
            assert batch == [row + 1 for row in found[step - 1]]
        else:
            assert all(row % number == 0 for row in batch)


@settings(max_examples=5, deadline=None)
@given(st.integers(1, 8), st.integers(1, 4), st.integers(1, 3), st.data())
def test_a_stream_of_batches_begins_anywhere(count: int, size: int, number: int, data: st.DataObject) -> None:
    samples = cut(Samples(np.arange(count * number * 2).reshape(count, number * 2)), 2)
    steps = steps_per_epoch(count, size) * number
    step = data.draw(st.integers(0, 2 * steps - 1))

    def stream(first: int) -> list[Any]:
        chunking = Chunking(count, size, number)
        found = batches(tensors_of(samples), chunking, steps=steps, seed=3, passes=2, step=first)
        assert len(found) == 2 * steps - first
        return [batch[0].numpy().tolist() for batch in found]

    assert stream(step) == stream(0)[step:]


def test_chunks_in_a_row_are_the_sequence_and_what_is_none_comes_with_each() -> None:
    wave, height = np.arange(24.0).reshape(2, 6, 2), np.array([[1.0], [2.0]])
    whole = Samples({"wave": wave, "height": height}, np.arange(12).reshape(2, 6), np.array([0.5, 1.0]))
    found = cut(whole, 2)
    assert isinstance(found.x, dict)
    assert isinstance(found.y, np.ndarray)
    assert isinstance(found.sample_weight, np.ndarray)
    assert found.x["wave"].reshape(2, 6, 2).tolist() == wave.tolist()
    assert found.x["height"].tolist() == [[1.0]] * 3 + [[2.0]] * 3
    assert found.y.tolist() == np.arange(12).reshape(6, 2).tolist()
    assert found.sample_weight.tolist() == [0.5] * 3 + [1.0] * 3
    second = chunk_of(whole.x, 1, 2, 6)
    assert isinstance(second, dict)
    assert second["wave"].tolist() == wave[:, 2:4].tolist()
    assert second["height"] is height


def test_what_cannot_be_cut_is_refused() -> None:
    with pytest.raises(DataError, match="10 steps cannot be cut into chunks of 4"):
        chunk_count(np.zeros((3, 10)), 4)
    with pytest.raises(DataError, match="no input has a time axis"):
        chunk_count(np.zeros(3), 4)
