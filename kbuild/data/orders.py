"""The order of the samples in an epoch: a function of the seed and the epoch's number alone.

Whoever knows the two can start in the middle of any epoch and goes on exactly as if it had never stopped.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kbuild.data.randomness import derived_seed


def epoch_order(count: int, *, seed: int, epoch: Any) -> Any:
    """The order of an epoch as a tensor; `epoch` may be a tensor inside a compiled function.

    Every order is equally likely: random 64-bit keys, sorted. The generator (Philox) is named, so that no
    machine chooses another, and a test holds an order of long ago.

    Args:
        count: How many samples there are.
        seed: The document's.
        epoch: The epoch's number, from 0.

    Returns:
        The row numbers 0 to `count` - 1 in the epoch's order, an int32 tensor of shape (count,).
    """
    import tensorflow as tf

    key = tf.stack([tf.constant(derived_seed(seed, "order"), tf.int64), tf.cast(epoch, tf.int64)])
    bits = tf.random.stateless_uniform([count], key, None, None, tf.int64, alg="philox")
    return tf.argsort(bits, stable=True)


def numpy_order(count: int, *, seed: int, epoch: int) -> NDArray[np.int32]:
    """The same order as an array."""
    return np.asarray(epoch_order(count, seed=seed, epoch=epoch), np.int32)
