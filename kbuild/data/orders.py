"""The order of the samples in an epoch: a function of the seed and the epoch's number alone.

Whoever knows the two can start in the middle of any epoch and goes on exactly as if it had never stopped.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kbuild.data.randomness import derived_seed


def numpy_order(count: int, *, seed: int, epoch: int) -> NDArray[np.int32]:
    """The order of an epoch: random keys, sorted, so that every order is equally likely.

    Each key ends in its row's number, so that no two are equal and the sorted keys say whose they are. The
    bits come from Philox, whose stream NumPy never changes; a test holds an order of long ago. TensorFlow's
    own operations take 4 ms for what takes 0.1 ms here.

    Args:
        count: How many samples there are.
        seed: The document's.
        epoch: The epoch's number, from 0.

    Returns:
        The row numbers 0 to `count` - 1 in the epoch's order.

    Example:
        >>> sorted(numpy_order(5, seed=0, epoch=3).tolist())
        [0, 1, 2, 3, 4]
    """
    bits = np.random.Philox(key=[derived_seed(seed, "order"), epoch]).random_raw(count)
    mask = np.uint64((1 << max(1, count - 1).bit_length()) - 1)
    keys = (bits & ~mask) | np.arange(count, dtype=np.uint64)
    keys.sort()
    return (keys & mask).astype(np.int32)


def epoch_order(count: int, *, seed: int, epoch: Any) -> Any:
    """The same order as an int32 tensor; `epoch` may be a tensor inside a compiled function or `tf.data`."""
    import tensorflow as tf

    def order(number: Any) -> NDArray[np.int32]:
        return numpy_order(count, seed=seed, epoch=int(number))

    if not tf.is_tensor(epoch):
        return tf.convert_to_tensor(order(epoch))
    rows = tf.numpy_function(order, [epoch], tf.int32, stateful=False)
    return tf.ensure_shape(rows, [count])
