"""Long sequences cut into consecutive chunks, for layers whose states go on from one to the next.

Row i of a batch goes on with the sequence of row i of the batch before it, until all chunks of these
sequences were there. This is truncated backpropagation through time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kbuild.data.orders import epoch_order
from kbuild.data.samples import Array, Samples, Tree, mapped, parts
from kbuild.schemas.errors import DataError
from kbuild.schemas.wording import divisors_near


def sequence_length(x: Tree) -> int | None:
    """The number of time steps of inputs: the longest second axis; None where no input has one.

    Example:
        >>> sequence_length({"wave": np.zeros((3, 1000, 1)), "height": np.zeros((3, 2))})
        1000
    """
    return max((each.shape[1] for each in parts(x).values() if each.ndim > 1), default=None)


def chunk_count(x: Tree, length: int, name: str = "train") -> int:
    """How many chunks each sequence has.

    Args:
        x: The inputs.
        length: The time steps of a chunk.
        name: What a message calls them: `train`, `validation` or `test`.

    Raises:
        DataError: `wrong-chunk` when no input is a sequence, or chunks of that length do not add up to it.
    """
    steps = sequence_length(x)
    if steps is None:
        text = "`chunk_length` cuts sequences, and no input has a time axis"
        raise DataError(f"{name}: {text}", code="wrong-chunk", hint="leave chunk_length out")
    if steps % length:
        text = f"sequences of {steps:,} steps cannot be cut into chunks of {length:,}"
        raise DataError(f"{name}: {text}", code="wrong-chunk", hint=divisors_near(steps, length))
    return steps // length


def cut(samples: Samples, length: int, name: str = "train") -> Samples:
    """Cut the sequences of samples: chunk k of sample s becomes row `s * chunks + k`.

    Arrays without a time axis of the sequences' length are given with every chunk.

    Args:
        samples: Whole sequences.
        length: The time steps of a chunk; it divides the sequences'.
        name: What a message calls them.

    Raises:
        DataError: See `chunk_count`.

    Example:
        >>> cut(Samples(np.arange(8).reshape(1, 8)), 4).x.tolist()
        [[0, 1, 2, 3], [4, 5, 6, 7]]
    """
    chunks = chunk_count(samples.x, length, name)
    steps = chunks * length

    def of(array: Array) -> Array:
        if array.ndim > 1 and array.shape[1] == steps:
            return array.reshape(len(array) * chunks, length, *array.shape[2:])
        return np.repeat(array, chunks, axis=0)

    weight = samples.sample_weight
    return Samples(
        x=mapped(of, samples.x),
        y=None if samples.y is None else mapped(of, samples.y),
        sample_weight=None if weight is None else mapped(of, weight),
        meta=samples.meta,
    )


def chunk_of(tree: Tree, number: int, length: int, steps: int | None) -> Tree:
    """One chunk of every sequence; what is none stays whole.

    Args:
        tree: Inputs or targets.
        number: Which chunk, from 0.
        length: The time steps of a chunk.
        steps: Those of a sequence.
    """
    here = slice(number * length, (number + 1) * length)
    found: Tree = mapped(
        lambda each: each[:, here] if each.ndim > 1 and each.shape[1] == steps else each, tree
    )
    return found


@dataclass(frozen=True, slots=True)
class Chunking:
    """How the chunks of sequences come in batches.

    Attributes:
        count: How many sequences there are.
        batch_size: Sequences that go on together.
        chunks: Chunks of each.
    """

    count: int
    batch_size: int
    chunks: int

    def order(self, sequences: Any) -> Any:
        """The order of chunks, as rows of `cut`, that follows from an order of the sequences.

        Args:
            sequences: Row numbers, as a tensor.
        """
        import tensorflow as tf

        full = self.count // self.batch_size * self.batch_size
        groups = [(sequences[:full], self.batch_size), (sequences[full:], self.count - full)]
        rows = [
            tf.reshape(tf.reshape(each, [-1, 1, size]) * self.chunks + self._numbers(each), [-1])
            for each, size in groups
            if size
        ]
        return tf.concat(rows, 0)

    def bounds(self, step: Any) -> tuple[Any, Any]:
        """Where in that order the batch of a step begins, and where it ends; the last batch may be short.

        Args:
            step: The number of a batch, as a tensor.
        """
        import tensorflow as tf

        first = step // self.chunks * self.batch_size
        size = tf.minimum(self.batch_size, self.count - first)
        start = first * self.chunks + step % self.chunks * size
        return start, start + size

    def _numbers(self, sequences: Any) -> Any:
        import tensorflow as tf

        return tf.cast(tf.reshape(tf.range(self.chunks), [1, -1, 1]), sequences.dtype)


def batches(  # noqa: PLR0913 - each says one thing about the batches
    tensors: Any, chunking: Chunking, *, steps: int, seed: int | None, passes: int | None, step: int = 0
) -> Any:
    """The chunks as a dataset of batches, for a training that takes them one by one.

    Args:
        tensors: The cut samples, as `tensors_of` gives them.
        chunking: How they come.
        steps: Batches of a pass.
        seed: The document's, for an order of each pass's own; None for the samples' order.
        passes: How many passes; None for no end.
        step: Batches to leave out at the beginning.

    Returns:
        A `tf.data.Dataset`.
    """
    import tensorflow as tf

    def order_of(number: Any) -> Any:
        if seed is None:
            return chunking.order(tf.range(chunking.count))
        return chunking.order(epoch_order(chunking.count, seed=seed, epoch=number))

    def of_pass(number: Any, order: Any) -> Any:
        first = tf.where(number == step // steps, step % steps, 0)
        return tf.data.Dataset.range(tf.cast(first, tf.int64), steps).map(
            lambda each: gathered(tensors, order, chunking.bounds(tf.cast(each, tf.int32)))
        )

    numbers = tf.data.Dataset.range(step // steps, passes if passes is not None else 1 << 62)
    orders = numbers.map(lambda number: (number, order_of(number)))
    found = orders.flat_map(of_pass)
    if passes is not None:
        found = found.apply(tf.data.experimental.assert_cardinality(passes * steps - step))
    return found.prefetch(2)


def gathered(tensors: Any, order: Any, bounds: tuple[Any, Any]) -> Any:
    """The rows of an order between two places."""
    import tensorflow as tf

    rows = order[bounds[0] : bounds[1]]
    return tf.nest.map_structure(lambda each: tf.gather(each, rows), tensors)


def groups(count: int, batch_size: int) -> Iterator[slice]:
    """The samples of each batch.

    Example:
        >>> [(each.start, each.stop) for each in groups(5, 2)]
        [(0, 2), (2, 4), (4, 5)]
    """
    for start in range(0, count, batch_size):
        yield slice(start, min(start + batch_size, count))
