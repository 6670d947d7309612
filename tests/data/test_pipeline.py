"""Batches: each epoch uses each sample once, in an order of its own, and can be started anywhere."""

from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbuild.data import pipeline as module
from kbuild.data.orders import numpy_order
from kbuild.data.pipeline import pipeline, steps_per_epoch
from kbuild.data.samples import Samples

# Each example traces a pipeline of its own, which takes a tenth of a second.
few = settings(max_examples=8, deadline=None)


def rows(count: int, **arguments: Any) -> list[list[int]]:
    """The row numbers of each batch."""
    dataset = pipeline(Samples(np.arange(count)), seed=arguments.pop("seed", 1), **arguments)
    return [batch[0].numpy().tolist() for batch in dataset]


@few
@given(st.integers(1, 40), st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_each_epoch_uses_each_sample_exactly_once(count: int, size: int, seed: int) -> None:
    batches = rows(count, batch_size=size, epochs=3, seed=seed)
    steps = steps_per_epoch(count, size)
    assert len(batches) == 3 * steps
    for epoch in range(3):
        own = batches[epoch * steps : (epoch + 1) * steps]
        flat = [row for batch in own for row in batch]
        assert flat == numpy_order(count, seed=seed, epoch=epoch).tolist()
        assert all(len(batch) == size for batch in own[:-1])


@few
@given(st.integers(1, 30), st.integers(1, 8), st.data())
def test_starting_at_an_epoch_and_a_step_gives_the_tail_of_the_uninterrupted_stream(
    count: int, size: int, data: st.DataObject
) -> None:
    steps = steps_per_epoch(count, size)
    epoch, step = data.draw(st.integers(0, 2)), data.draw(st.integers(0, steps - 1))
    whole = rows(count, batch_size=size, epochs=3)
    tail = rows(count, batch_size=size, epochs=3, epochs_from=epoch, steps_from=step)
    assert tail == whole[epoch * steps + step :]


@pytest.mark.parametrize("batches_in_a_block", [1, 2, 3, 100])
def test_how_many_batches_are_gathered_at_once_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, batches_in_a_block: int
) -> None:
    expected = rows(23, batch_size=4, epochs=2)
    monkeypatch.setattr(module, "_block", lambda *_: batches_in_a_block)
    assert rows(23, batch_size=4, epochs=2) == expected


def test_the_same_seed_gives_the_same_batches_and_another_seed_others() -> None:
    one, same, other = (rows(50, batch_size=8, epochs=1, seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_without_an_end_epochs_follow_each_other() -> None:
    dataset = pipeline(Samples(np.arange(10)), batch_size=4, seed=0)
    sizes = [len(batch[0]) for batch in islice(dataset, 3 * 50)]
    assert sizes == [4, 4, 2] * 50


def test_unshuffled_samples_come_as_they_are() -> None:
    assert rows(5, batch_size=2, shuffle=False, epochs=2) == [[0, 1], [2, 3], [4], [0, 1], [2, 3], [4]]
    assert rows(5, batch_size=2, shuffle=False, epochs=1, steps_from=1) == [[2, 3], [4]]


@pytest.mark.parametrize("count", [8, 10])
def test_a_remainder_can_be_dropped(count: int) -> None:
    batches = rows(count, batch_size=4, drop_remainder=True, epochs=2)
    assert [len(batch) for batch in batches] == [4, 4, 4, 4]
    assert steps_per_epoch(count, 4, drop_remainder=True) == 2


def test_the_batchs_size_is_known_when_all_batches_are_full() -> None:
    full, ragged = (
        pipeline(Samples(np.zeros((count, 3))), batch_size=4, seed=0).element_spec[0].shape
        for count in (8, 10)
    )
    assert full.as_list() == [4, 3]
    assert ragged.as_list() == [None, 3]


def test_inputs_targets_and_weights_stay_together_in_every_form() -> None:
    x = {"a": np.arange(10), "b": np.arange(20).reshape(10, 2)}
    samples = Samples(x, (np.arange(10), np.array([f"row {each}" for each in range(10)])), np.arange(10.0))
    for inputs, targets, weights in pipeline(samples, batch_size=3, seed=0, epochs=2):
        numbers = inputs["a"].numpy().tolist()
        assert inputs["b"].numpy()[:, 0].tolist() == [2 * each for each in numbers]
        assert targets[0].numpy().tolist() == numbers
        assert [each.decode() for each in targets[1].numpy()] == [f"row {each}" for each in numbers]
        assert weights.numpy().tolist() == numbers


def test_keras_trains_on_what_comes() -> None:
    import keras

    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    samples = Samples(np.ones((10, 3), np.float32), np.ones(10, np.float32))
    history = model.fit(
        pipeline(samples, batch_size=4, seed=0), steps_per_epoch=3, epochs=2, shuffle=False, verbose=0
    )
    assert len(history.history["loss"]) == 2
    assert int(model.optimizer.iterations) == 6
