"""Samples in memory as batches: one `tf.data` pipeline that spans epochs and can start anywhere.

The rows of many batches are gathered in one go and then sliced, which was the fastest of what
`tests/benchmarks/pipeline.py` measures; the data is copied into tensors once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kbuild.data.orders import epoch_order
from kbuild.data.samples import Samples, mapped

# What is gathered in one go: enough for the cost of a call to vanish, little beside the data itself.
_BLOCK_BYTES = 4 << 20
_PREFETCHED = 8
_FOREVER = 1 << 62


def steps_per_epoch(count: int, batch_size: int, *, drop_remainder: bool = False) -> int:
    """How many batches an epoch has.

    Example:
        >>> steps_per_epoch(100, 32), steps_per_epoch(100, 32, drop_remainder=True)
        (4, 3)
    """
    return count // batch_size if drop_remainder else -(-count // batch_size)


def pipeline(  # noqa: PLR0913 - each says one thing about the batches, and all but two have a default
    samples: Samples,
    *,
    batch_size: int,
    seed: int,
    shuffle: bool = True,
    drop_remainder: bool = False,
    epochs: int | None = None,
    epochs_from: int = 0,
    steps_from: int = 0,
) -> Any:
    """Batch samples, epoch after epoch, each epoch in an order of its own.

    The order of epoch k follows from the seed and k alone, each epoch uses every sample once, and ends with
    its own partial batch. Without `epochs` the pipeline never ends: one iterator serves a whole training, and
    whoever takes from it counts `steps_per_epoch(...)` steps an epoch. Keras's `fit` with
    `steps_per_execution` above 1 takes whole executions, so there it must divide the steps of an epoch.

    Args:
        samples: The data.
        batch_size: Samples in a batch.
        seed: The document's.
        shuffle: Whether each epoch has an order of its own; if not, the samples come as they are.
        drop_remainder: Leave out a last batch that is not full.
        epochs: The epoch (counted from 0) to end before; None for no end.
        epochs_from: The epoch to start in.
        steps_from: The step of that epoch to start at.

    Returns:
        A `tf.data.Dataset` of `(x,)`, `(x, y)` or `(x, y, sample_weight)`, each of shape (batch, ...).
    """
    import tensorflow as tf

    count, tensors = len(samples), tensors_of(samples)
    batching = _Batching(tensors, count, batch_size, _block(samples, batch_size), drop_remainder)

    def order_of(epoch: Any) -> Any:
        order = epoch_order(count, seed=seed, epoch=epoch) if shuffle else tf.range(count)
        return order[tf.where(epoch == epochs_from, steps_from, 0) * batch_size :]

    numbers = tf.data.Dataset.range(epochs_from, _FOREVER if epochs is None else epochs)
    # The next epoch's order is sorted while this one is trained on: a million keys take a tenth of a second.
    orders = numbers.map(order_of).prefetch(1)
    return orders.flat_map(batching.of_order).prefetch(_PREFETCHED).with_options(_options())


def tensors_of(samples: Samples) -> Any:
    """The samples as tensors, in the form that Keras takes a batch in: `(x,)`, `(x, y)` or with weights."""
    import tensorflow as tf

    fields = [samples.x]
    if samples.y is not None:
        fields.append(samples.y)
        if samples.sample_weight is not None:
            fields.append(samples.sample_weight)
    return tuple(mapped(tf.convert_to_tensor, each) for each in fields)


@dataclass(frozen=True)
class _Batching:
    """How rows become batches: gathered by the block of many batches, then cut."""

    tensors: Any
    count: int
    batch_size: int
    block: int
    drop_remainder: bool

    def of_order(self, order: Any) -> Any:
        """The batches of an epoch, or of what is left of it."""
        import tensorflow as tf

        full = tf.size(order) // self.batch_size
        blocks = tf.data.Dataset.range(tf.cast(-(-full // self.block), tf.int64))
        rows, rest = order[: full * self.batch_size], order[full * self.batch_size :]
        batches = blocks.flat_map(lambda index: self._block_of(rows, index))
        if self.drop_remainder or self.count % self.batch_size == 0:
            return batches
        return batches.concatenate(tf.data.Dataset.from_tensors(self._gathered(rest)))

    def _block_of(self, rows: Any, index: Any) -> Any:
        import tensorflow as tf

        size = self.block * self.batch_size
        start = tf.cast(index, rows.dtype) * size
        gathered = self._gathered(rows[start : start + size])
        return tf.data.Dataset.from_tensor_slices(tf.nest.map_structure(self._cut, gathered))

    def _gathered(self, rows: Any) -> Any:
        import tensorflow as tf

        return tf.nest.map_structure(lambda each: tf.gather(each, rows), self.tensors)

    def _cut(self, tensor: Any) -> Any:
        import tensorflow as tf

        return tf.reshape(tensor, [-1, self.batch_size, *tensor.shape[1:]])


def _block(samples: Samples, batch_size: int) -> int:
    """How many batches are gathered in one go."""
    row_bytes = sum(array[:1].nbytes for _, _, array in samples.arrays())
    return max(1, _BLOCK_BYTES // max(1, row_bytes * batch_size))


def _options() -> Any:
    """What tf.data would else do by itself at a cost: tune, and run each small operation on many threads."""
    import tensorflow as tf

    options = tf.data.Options()
    options.deterministic = True
    options.autotune.enabled = False
    options.threading.max_intra_op_parallelism = 1
    return options
