"""The order of an epoch follows from the seed and the epoch's number alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kbuild.data.orders import epoch_order, numpy_order

few = settings(max_examples=60, deadline=None)


@few
@given(st.integers(1, 300), st.integers(0, 2**32 - 1), st.integers(0, 2**40))
def test_an_order_holds_each_row_once_and_is_the_same_each_time(count: int, seed: int, epoch: int) -> None:
    order = numpy_order(count, seed=seed, epoch=epoch)
    assert sorted(order.tolist()) == list(range(count))
    assert (order == numpy_order(count, seed=seed, epoch=epoch)).all()


@few
@given(st.integers(0, 2**32 - 2), st.integers(0, 10_000))
def test_epochs_and_seeds_have_orders_of_their_own(seed: int, epoch: int) -> None:
    one = numpy_order(100, seed=seed, epoch=epoch).tolist()
    assert one != numpy_order(100, seed=seed, epoch=epoch + 1).tolist()
    assert one != numpy_order(100, seed=seed + 1, epoch=epoch).tolist()


def test_every_order_of_three_rows_is_about_equally_frequent() -> None:
    found = [tuple(numpy_order(3, seed=1, epoch=epoch)) for epoch in range(6000)]
    _, counts = np.unique(found, axis=0, return_counts=True)
    assert len(counts) == 6
    # Chi-square with 5 degrees of freedom exceeds 20.5 once in a thousand.
    assert ((counts - 1000) ** 2 / 1000).sum() < 20.5


def test_an_order_is_that_of_long_ago() -> None:
    assert numpy_order(10, seed=0, epoch=0).tolist() == [5, 2, 3, 4, 8, 9, 1, 6, 7, 0]
    assert numpy_order(10, seed=0, epoch=1).tolist() == [3, 2, 9, 4, 7, 8, 1, 0, 5, 6]


def test_a_compiled_function_makes_the_same_order() -> None:
    import tensorflow as tf

    @tf.function  # type: ignore[untyped-decorator]  # TensorFlow has no types
    def compiled(epoch: object) -> object:
        return epoch_order(50, seed=3, epoch=epoch)

    for epoch in (0, 7):
        assert np.array_equal(compiled(tf.constant(epoch, tf.int64)), numpy_order(50, seed=3, epoch=epoch))
