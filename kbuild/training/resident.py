"""Samples in memory, trained on and evaluated by compiled functions that take their batches by themselves.

Keras's `fit` hands one batch at a time to its compiled step; for a small model that takes longer than the
step. Here one call goes through as many batches as it is told: a loop inside the compiled function gathers
each batch and runs the model's own `train_step`. The number of batches in a call is an argument, so one
trace serves all, and any number of steps in a call gives the same weights to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kbuild.data import epoch_order, steps_per_epoch, tensors_of
from kbuild.data.chunks import Chunking, chunk_count, cut
from kbuild.data.samples import Samples

Step = Callable[[Any], Any]


@dataclass(slots=True)
class Batches:
    """Samples in memory as batches in an order.

    Attributes:
        tensors: `(x,)`, `(x, y)` or `(x, y, sample_weight)`.
        count: How many samples there are.
        batch_size: Samples in a batch.
        seed: The seed of the orders; None for the samples' own order, always.
        drop_remainder: Leave out a last batch that is not full.
        chunks: Chunks of each sample, of which a batch has one; see `kbuild.data.chunks`.
    """

    tensors: Any
    count: int
    batch_size: int
    seed: int | None = None
    drop_remainder: bool = False
    chunks: int = 1
    _order: tuple[int, Any] | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        samples: Samples,
        batch_size: int,
        *,
        seed: int | None = None,
        drop_remainder: bool = False,
        chunk_length: int | None = None,
    ) -> Batches:
        """Put samples into tensors.

        Args:
            samples: The data.
            batch_size: Samples in a batch.
            seed: The document's seed, for an order of each epoch's own; None for the samples' order.
            drop_remainder: Leave out a last batch that is not full.
            chunk_length: The time steps of a chunk; None for whole samples.
        """
        import tensorflow as tf

        chunks = 1 if chunk_length is None else chunk_count(samples.x, chunk_length)
        with tf.device("CPU:0"):
            tensors = tensors_of(samples if chunk_length is None else cut(samples, chunk_length))
        return cls(tensors, len(samples), batch_size, seed, drop_remainder, chunks)

    @property
    def steps(self) -> int:
        """How many batches one pass through the samples has."""
        groups = steps_per_epoch(self.count, self.batch_size, drop_remainder=self.drop_remainder)
        return groups * self.chunks

    @property
    def chunking(self) -> Chunking:
        """How the chunks come."""
        return Chunking(self.count, self.batch_size, self.chunks)

    @property
    def ragged(self) -> bool:
        """Whether a pass ends with a batch that is not full."""
        return not self.drop_remainder and self.count % self.batch_size != 0

    def order(self, number: int) -> Any:
        """The order of a pass, counted from 0, as row numbers."""
        import tensorflow as tf

        if self.seed is None:
            number = 0
        if self._order is None or self._order[0] != number:
            rows = tf.range(self.count) if self.seed is None else self._shuffled(number)
            self._order = number, rows if self.chunks == 1 else self.chunking.order(rows)
        return self._order[1]

    def _shuffled(self, number: int) -> Any:
        assert self.seed is not None  # noqa: S101 - told by the caller; for the type checker
        return epoch_order(self.count, seed=self.seed, epoch=number)


class Loop:
    """A compiled function that runs a step on batch after batch.

    Args:
        step: What to do with a batch, such as `model.train_step`; returns logs.
        batches: The batches it is traced for; others of the same kind may be given later.
        jit_compile: Whether XLA compiles the step.
        watch: The log whose value ends a call at the step at which it is no finite number; None for none.
        begin: What to do before the first chunk of samples that come in chunks, such as letting the states
            of layers begin anew; None for nothing.
    """

    def __init__(
        self,
        step: Step,
        batches: Batches,
        *,
        jit_compile: bool = False,
        watch: str | None = None,
        begin: Callable[[], None] | None = None,
    ) -> None:
        import tensorflow as tf

        self._size = batches.batch_size
        self._chunks = batches.chunks
        self._begin = begin
        rows = None if batches.ragged else batches.batch_size
        specs = tf.nest.map_structure(
            lambda each: tf.TensorSpec([rows, *each.shape[1:]], each.dtype), batches.tensors
        )
        self._one = tf.function(step, jit_compile=jit_compile, autograph=False)
        # Traced now and on its own: what does not fit is known before anything is made for the run, and
        # the loop has to know what the logs are.
        self.logs: Any = self._one.get_concrete_function(specs).structured_outputs
        self._watch = watch if isinstance(self.logs, dict) and watch in self.logs else None
        self._rows = rows
        self._signature = _signature(batches.tensors)
        self.compiled = tf.function(self._many, input_signature=self._signature, autograph=False)

    def fits(self, batches: Batches) -> bool:
        """Whether other batches can go through the same trace."""
        import tensorflow as tf

        rows = None if batches.ragged else batches.batch_size
        same_size = batches.batch_size == self._size and self._rows in (None, rows)
        same_size = same_size and batches.chunks == self._chunks
        given, own = _signature(batches.tensors)[0], self._signature[0]
        if not same_size or not _same_structure(given, own):
            return False
        return bool(tf.nest.flatten(given) == tf.nest.flatten(own))

    def run(self, batches: Batches, number: int, first: int, count: int) -> tuple[Any, int, bool]:
        """Run the step on some batches of a pass.

        Args:
            batches: The samples.
            number: The number of the pass, from 0, which says its order.
            first: The batch of the pass to begin with.
            count: How many batches.

        Returns:
            The logs of the last batch, how many batches there were, and whether the watched value was a
            finite number; if it was not, the batch that made it so is the last.
        """
        import tensorflow as tf

        bounds = tf.constant([first, first + count])
        logs, end, sound = self.compiled(batches.tensors, batches.order(number), bounds)
        return logs, int(end) - first, bool(sound)

    def _list_all_concrete_functions(self) -> Any:
        # As a tf.function has it: TensorBoard's callback looks for the trace of the step in what `fit` calls.
        return self._one._list_all_concrete_functions()

    def _many(self, tensors: Any, order: Any, bounds: Any) -> tuple[Any, Any, Any]:
        import tensorflow as tf

        def go_on(step: Any, sound: Any, _: Any) -> Any:
            return tf.logical_and(step < bounds[1], sound)

        def body(step: Any, _: Any, __: Any) -> tuple[Any, Any, Any]:
            self._begin_at(step)
            logs = self._one(self._batch(tensors, order, step))
            sound = tf.constant(True) if self._watch is None else _is_finite(logs[self._watch])
            return step + 1, sound, logs

        empty = tf.nest.map_structure(_empty, self.logs)
        shapes = tf.nest.map_structure(lambda each: each.shape, self.logs)
        scalar = tf.TensorShape([])
        step, sound, logs = tf.while_loop(
            go_on, body, (bounds[0], tf.constant(True), empty), shape_invariants=(scalar, scalar, shapes)
        )
        return logs, step, sound

    def _begin_at(self, step: Any) -> None:
        import tensorflow as tf

        if self._begin is None:
            return
        begin = self._begin

        def begun() -> Any:
            begin()
            return tf.constant(True)

        tf.cond(step % self._chunks == 0, begun, lambda: tf.constant(False))

    def _batch(self, tensors: Any, order: Any, step: Any) -> Any:
        import tensorflow as tf

        # Where there is a GPU, a batch goes there, and not all of the data in each call.
        with tf.device("CPU:0"):
            start, end = self._bounds(order, step)
            rows = tf.ensure_shape(order[start:end], [self._rows])
            return tf.nest.map_structure(lambda each: tf.gather(each, rows), tensors)

    def _bounds(self, order: Any, step: Any) -> tuple[Any, Any]:
        import tensorflow as tf

        if self._chunks == 1:
            return step * self._size, (step + 1) * self._size
        return Chunking(tf.size(order) // self._chunks, self._size, self._chunks).bounds(step)


def _empty(spec: Any) -> Any:
    """What the logs are before the first batch; nobody sees it."""
    import tensorflow as tf

    return tf.zeros([size or 0 for size in spec.shape], spec.dtype)


def _is_finite(value: Any) -> Any:
    import tensorflow as tf

    return tf.reduce_all(tf.math.is_finite(tf.cast(value, tf.float32)))


def _same_structure(one: Any, other: Any) -> bool:
    import tensorflow as tf

    try:
        tf.nest.assert_same_structure(one, other)
    except (TypeError, ValueError):
        return False
    return True


def _signature(tensors: Any) -> list[Any]:
    import tensorflow as tf

    data = tf.nest.map_structure(lambda each: tf.TensorSpec([None, *each.shape[1:]], each.dtype), tensors)
    return [data, tf.TensorSpec([None], tf.int32), tf.TensorSpec([2], tf.int32)]
