"""Where a training and its evaluations get their batches from, and how Keras's `fit` is told.

Samples in memory go through the compiled loops of `resident`; datasets that batch themselves go through
Keras's own functions. Both are handed to the same `model.fit`, so callbacks, validation and history are
Keras's own either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import keras

from kbuild.callbacks.states import reset_states
from kbuild.data import Samples, steps_per_epoch, tensors_of
from kbuild.data.chunks import Chunking, batches, chunk_count, cut
from kbuild.data.pipeline import pipeline
from kbuild.training.execution import Feed
from kbuild.training.plan import Plan
from kbuild.training.resident import Batches, Loop


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a training, both counted from 0."""

    epoch: int
    step: int


class Training(Protocol):
    """Where training batches come from."""

    #: The step at which the loss became no finite number, once it did.
    unsound: Step | None

    @property
    def feed(self) -> Feed:
        """What the choice of an execution has to know."""

    def install(self, model: Any, steps_per_execution: int) -> frozenset[str] | None:
        """Make the model train on these batches; the names of its logs, where they are known by now."""

    def arguments(self, epoch: int, step: int = 0) -> dict[str, Any]:
        """What `fit` is given for a training that begins, or goes on, at a step of an epoch."""

    @property
    def positioned(self) -> bool:
        """Whether the batches begin at that step by themselves, so that none has to be dropped."""

    def begin_epoch(self, epoch: int, step: int = 0) -> None:
        """An epoch begins, or goes on at a step."""

    def begin_step(self, model: Any, step: int) -> None:
        """An execution is about to begin at a step of the epoch."""


class Evaluation(Protocol):
    """Where the batches of a validation or a test come from."""

    def install(self, model: Any, steps_per_execution: int) -> None:
        """Make the model evaluate these batches."""

    def arguments(self) -> dict[str, Any]:
        """What `evaluate` is given."""

    def begin(self) -> None:
        """An evaluation begins."""

    def begin_step(self, model: Any, step: int) -> None:
        """An execution is about to begin at a step of the evaluation."""


class MemoryTraining:
    """Training on samples in memory.

    Args:
        samples: The data, class weights applied.
        plan: How it is batched.
    """

    def __init__(self, samples: Samples, plan: Plan) -> None:
        seed = plan.seed if plan.shuffle else None
        self.unsound: Step | None = None
        self._batches = Batches.of(
            samples,
            plan.batch_size,
            seed=seed,
            drop_remainder=plan.drop_remainder,
            chunk_length=plan.chunk_length,
        )
        self._chunked = plan.chunk_length is not None
        self._steps = plan.steps_per_epoch or self._batches.steps
        self._at = Step(0, 0)
        self._loop: Loop | None = None

    @property
    def feed(self) -> Feed:
        """Steps, size of a batch, and that all is in memory."""
        return Feed(self._steps, self._batches.batch_size, "memory")

    def install(self, model: Any, steps_per_execution: int) -> frozenset[str] | None:
        """Trace the training step and put the loop in the place of Keras's training function."""
        loop = Loop(
            model.train_step,
            self._batches,
            jit_compile=model.jit_compile is True,
            watch="loss",
            begin=partial(reset_states, model) if self._chunked else None,
        )

        def train_function(_: Any) -> Any:
            return self._run(loop, steps_per_execution)

        model.train_function = train_function
        return frozenset(loop.logs) if isinstance(loop.logs, dict) else None

    @property
    def positioned(self) -> bool:
        """Yes: each call is told its first batch."""
        return True

    def arguments(self, epoch: int, step: int = 0) -> dict[str, Any]:
        """A dataset that nobody takes from, and how many steps an epoch has."""
        del epoch, step
        return {"x": _nothing(), "steps_per_epoch": self._steps, "shuffle": False}

    def begin_epoch(self, epoch: int, step: int = 0) -> None:
        """Begin an epoch with its first step, or with another."""
        self._at = Step(epoch, step)

    def begin_step(self, model: Any, step: int) -> None:
        """The compiled loop does what there is to do."""

    def _run(self, loop: Loop, most: int) -> Any:
        left = min(most, self._steps - self._at.step)
        logs = None
        while left:
            # The steps of an epoch need not be those of a pass through the data.
            number, first = divmod(self._at.epoch * self._steps + self._at.step, self._batches.steps)
            count = min(left, self._batches.steps - first)
            logs, done, sound = loop.run(self._batches, number, first, count)
            self._at = Step(self._at.epoch, self._at.step + done)
            if not sound:
                self.unsound = Step(self._at.epoch, self._at.step - 1)
                break
            left -= done
        return logs


class StreamTraining:
    """Training on batches that come one by one, through Keras's own training function.

    Args:
        data: A `tf.data.Dataset` or `PyDataset`, or samples that a compiled loop cannot take.
        plan: How they are batched and trained on.
    """

    def __init__(self, data: Any, plan: Plan) -> None:
        self.unsound: Step | None = None
        self._plan = plan
        self._samples = isinstance(data, Samples)
        self._data = data
        self._steps = _steps_of(data, plan) if self._samples else plan.steps_per_epoch
        self._chunks = _chunks_of(data, plan) if self._samples and plan.chunk_length is not None else None
        self._epoch = 0

    @property
    def feed(self) -> Feed:
        """What is known of the dataset."""
        return Feed(
            self._steps or _length(self._data),
            self._plan.batch_size if self._samples else None,
            "stream",
            endless=self._steps is not None,
            together=self._chunks,
        )

    def install(self, model: Any, steps_per_execution: int) -> frozenset[str] | None:
        """Leave it to Keras."""
        del steps_per_execution
        model.train_function = None
        return None

    @property
    def positioned(self) -> bool:
        """Only where kbuild holds the samples; of a dataset only the dataset knows its order."""
        return self._samples

    def arguments(self, epoch: int, step: int = 0) -> dict[str, Any]:
        """The dataset, and for a `PyDataset` whether its batches are shuffled."""
        data = _endless(self._data, self._plan, epoch, step) if self._samples else self._data
        weights = None if self._samples else self._plan.class_weight
        shuffle = self._plan.shuffle and hasattr(self._data, "__getitem__")
        return {
            "x": data,
            "steps_per_epoch": self._steps,
            "class_weight": weights,
            "shuffle": shuffle,
        }

    def begin_epoch(self, epoch: int, step: int = 0) -> None:
        """Keras's own iterator goes on by itself."""
        self._epoch = epoch

    def begin_step(self, model: Any, step: int) -> None:
        """Let the states begin anew with new sequences."""
        if self._chunks is not None and (self._epoch * (self._steps or 0) + step) % self._chunks == 0:
            reset_states(model)


class MemoryEvaluation:
    """Evaluation of samples in memory.

    Args:
        samples: The data.
        plan: How it is batched.
        steps: How many batches at most; None for all.
    """

    def __init__(self, samples: Samples, plan: Plan, steps: int | None = None) -> None:
        self._batches = Batches.of(samples, plan.validation_batch_size, chunk_length=plan.chunk_length)
        self._chunked = plan.chunk_length is not None
        self._steps = min(steps or self._batches.steps, self._batches.steps)
        self._step = 0

    def install(self, model: Any, steps_per_execution: int) -> None:
        """Put a compiled loop in the place of Keras's test function; one that fits is used again."""
        before = model.test_function
        if isinstance(before, _TestFunction) and before.loop.fits(self._batches):
            loop = before.loop
        else:
            begin = partial(reset_states, model) if self._chunked else None
            loop = Loop(model.test_step, self._batches, jit_compile=model.jit_compile is True, begin=begin)
        model.test_function = _TestFunction(loop, self, steps_per_execution)

    def arguments(self) -> dict[str, Any]:
        """A dataset that nobody takes from, and the number of steps."""
        return {"x": _nothing(), "steps": self._steps}

    def begin(self) -> None:
        """Begin with the first batch."""
        self._step = 0

    def begin_step(self, model: Any, step: int) -> None:
        """The compiled loop does what there is to do."""

    def run(self, loop: Loop, most: int) -> Any:
        """Go through the next batches; returns the logs."""
        count = min(most, self._steps - self._step)
        logs, done, _ = loop.run(self._batches, 0, self._step, count)
        self._step += done
        return logs


@dataclass(frozen=True, slots=True)
class _TestFunction:
    """In the place of Keras's test function; knows its loop, which other data may use again."""

    loop: Loop
    evaluation: MemoryEvaluation
    steps: int

    def __call__(self, iterator: Any) -> Any:
        return self.evaluation.run(self.loop, self.steps)


class StreamEvaluation:
    """Evaluation of batches that come one by one, by Keras's own function.

    Args:
        data: A `tf.data.Dataset` or `PyDataset`, or samples that a compiled loop cannot take.
        plan: How they are batched.
        steps: How many batches at most; None for all.
    """

    def __init__(self, data: Any, plan: Plan, steps: int | None = None) -> None:
        self._steps = steps
        self._chunks: int | None = None
        if isinstance(data, Samples) and plan.chunk_length is not None:
            self._chunks = _chunks_of(data, plan)
            size = plan.validation_batch_size
            count = steps_per_epoch(len(data), size) * self._chunks
            chunking = Chunking(len(data), size, self._chunks)
            data = batches(_cut(data, plan), chunking, steps=count, seed=None, passes=1)
        elif isinstance(data, Samples):
            data = pipeline(data, batch_size=plan.validation_batch_size, seed=0, shuffle=False, epochs=1)
        self._data = data

    def install(self, model: Any, steps_per_execution: int) -> None:
        """Leave it to Keras."""
        del steps_per_execution
        model.test_function = None

    def arguments(self) -> dict[str, Any]:
        """The dataset, the number of steps, and what `fit` does by itself: where chunks begin."""
        own = [_Begins(self)] if self._chunks is not None else []
        return {"x": self._data, "steps": self._steps, "callbacks": own}

    def begin(self) -> None:
        """Keras begins anew by itself."""

    def begin_step(self, model: Any, step: int) -> None:
        """Let the states begin anew with new sequences."""
        if self._chunks is not None and step % self._chunks == 0:
            reset_states(model)


class _Begins(keras.callbacks.Callback):  # type: ignore[misc]
    """Tells an evaluation outside of `fit` of its steps."""

    def __init__(self, evaluation: Evaluation) -> None:
        super().__init__()
        self._evaluation = evaluation

    def on_test_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._evaluation.begin_step(self.model, batch)


def _nothing() -> Any:
    """What `fit` is given where the compiled loop takes its batches itself."""
    import tensorflow as tf

    return tf.data.Dataset.range(1).repeat()


def _endless(samples: Samples, plan: Plan, epoch: int, step: int) -> Any:
    if plan.chunk_length is not None:
        return batches(
            _cut(samples, plan),
            Chunking(len(samples), plan.batch_size, _chunks_of(samples, plan)),
            steps=_pass_of(samples, plan),
            seed=plan.seed if plan.shuffle else None,
            passes=None,
            step=epoch * _steps_of(samples, plan) + step,
        )
    # The steps of an epoch need not be those of a pass through the data.
    number, first = divmod(epoch * _steps_of(samples, plan) + step, _pass_of(samples, plan))
    return pipeline(
        samples,
        batch_size=plan.batch_size,
        seed=plan.seed,
        shuffle=plan.shuffle,
        drop_remainder=plan.drop_remainder,
        epochs_from=number,
        steps_from=first,
    )


def _steps_of(samples: Samples, plan: Plan) -> int:
    return plan.steps_per_epoch or _pass_of(samples, plan)


def _pass_of(samples: Samples, plan: Plan) -> int:
    groups = steps_per_epoch(len(samples), plan.batch_size, drop_remainder=plan.drop_remainder)
    return groups if plan.chunk_length is None else groups * _chunks_of(samples, plan)


def _chunks_of(samples: Samples, plan: Plan) -> int:
    assert plan.chunk_length is not None  # noqa: S101 - the caller has made sure
    return chunk_count(samples.x, plan.chunk_length)


def _cut(samples: Samples, plan: Plan) -> Any:
    assert plan.chunk_length is not None  # noqa: S101 - the caller has made sure
    return tensors_of(cut(samples, plan.chunk_length))


def _length(data: Any) -> int | None:
    """How many batches a dataset has; None when it does not say."""
    if hasattr(data, "cardinality"):
        count = int(data.cardinality())
        return count if count > 0 else None
    return data.num_batches if hasattr(data, "num_batches") else None
