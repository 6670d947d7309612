"""Beam search: the likeliest sequence that a decoder can write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kbuild.schemas.errors import UsageError

_LEAST = 1e-30


class Decoded(NamedTuple):
    """What a search has found.

    Attributes:
        classes: The class of each step, `(samples, steps)`.
        logs: The logarithm of each sequence's probability, `(samples,)`.
        size: How many classes there are.
    """

    classes: NDArray[np.int64]
    logs: NDArray[np.float64]
    size: int


def beam_search(  # noqa: PLR0913 - all but the first two have a usual value
    model: Any,
    inputs: Mapping[str, Any],
    width: int = 4,
    *,
    previous: str = "previous",
    end: int | None = None,
    training: bool = True,
    batch_size: int = 64,
) -> Decoded:
    """Find the likeliest sequences of a decoder that is told what it has written so far.

    The likeliest letter at each step need not lead to the likeliest text. A beam follows the `width`
    likeliest beginnings at once. With a width of 1 the search is greedy; with as many as there are
    beginnings, it is exhaustive.

    Args:
        model: Gives the probabilities `(batch, steps, classes)` of each step for the inputs and what stands
            in `previous`, which must not look ahead, as in training with the right letters.
        inputs: Arrays by the names of the inputs. That of `previous` is `(samples, steps)`, and its first
            column holds what stands before the first step.
        width: How many beginnings are followed.
        previous: The input that holds the sequence one step late.
        end: The class after which a sequence is over and repeats it, if there is one.
        training: How the model is called. A `call` program with teacher forcing is told the letters in
            training alone; dropout is then on as well. For a model that always takes them: False.
        batch_size: How many samples are searched at once.

    Returns:
        The sequences, their logarithmic probabilities, and the number of classes.

    Raises:
        UsageError: `no-decoder` where there is no such input, or the output is no sequence of classes.

    Example:
        >>> import keras
        >>> previous = keras.Input((3,), dtype="int32", name="previous")
        >>> follows = keras.layers.Embedding(3, 2, embeddings_initializer="zeros")(previous)
        >>> model = keras.Model({"previous": previous}, keras.layers.Softmax()(follows))
        >>> found = beam_search(model, {"previous": np.full((1, 3), 2)}, width=2, training=False)
        >>> found.classes.tolist(), float(np.exp(found.logs[0]).round(3))
        ([[0, 0, 0]], 0.125)

    Source: A. Graves, Sequence transduction with recurrent neural networks, 2012,
        https://arxiv.org/abs/1211.3711
    """
    if not isinstance(inputs, Mapping) or previous not in inputs or np.ndim(inputs[previous]) != 2:
        text = f"beam search wants a model with an input `{previous}`, which holds a sequence one step late"
        raise UsageError(text, code="no-decoder")
    arrays = {name: np.asarray(each) for name, each in inputs.items()}
    count = len(arrays[previous])
    found = [
        _search(
            _Decoder(
                model, {name: each[at : at + batch_size] for name, each in arrays.items()}, previous, training
            ),
            width,
            end,
        )
        for at in range(0, count, batch_size)
    ]
    classes, logs = (np.concatenate([each[part] for each in found]) for part in range(2))
    return Decoded(classes, logs, found[0].size)


class _Decoder:
    """A model with its inputs, each as often as there are beginnings of it."""

    def __init__(self, model: Any, inputs: Mapping[str, NDArray[Any]], previous: str, training: bool) -> None:
        self.model, self.inputs, self.previous, self.training = model, inputs, previous, training

    @property
    def start(self) -> NDArray[Any]:
        """What stands before the first step, and in the place of all that is not known yet."""
        given = self.inputs[self.previous]
        return np.repeat(given[:, :1], given.shape[1], axis=1)

    def logs(self, classes: NDArray[np.int64], step: int) -> NDArray[np.float64]:
        """The logarithms of the probabilities of a step, `(samples, beginnings, classes)`."""
        import tensorflow as tf

        samples, beginnings, steps = classes.shape
        given = {name: np.repeat(each, beginnings, axis=0) for name, each in self.inputs.items()}
        before = np.repeat(self.start, beginnings, axis=0)
        before[:, 1 : step + 1] = classes.reshape(-1, steps)[:, :step]
        given[self.previous] = before
        said = self.model({name: tf.constant(each) for name, each in given.items()}, training=self.training)
        if isinstance(said, (dict, list, tuple)) or len(said.shape) != 3 or said.shape[1] != steps:
            text = f"beam search wants one output with the probabilities of {steps} steps"
            raise UsageError(text, code="no-decoder")
        probabilities = np.asarray(said[:, step], np.float64).reshape(samples, beginnings, -1)
        return np.log(np.maximum(probabilities, _LEAST))


def _search(decoder: _Decoder, width: int, end: int | None) -> Decoded:
    samples, steps = decoder.start.shape
    classes, scores, count = np.zeros((samples, 1, steps), np.int64), np.zeros((samples, 1)), 0
    for step in range(steps):
        logs = decoder.logs(classes, step)
        count = logs.shape[2]
        if end is not None and step:
            over = classes[:, :, step - 1] == end
            logs[over] = np.where(np.arange(count) == end, 0.0, -np.inf)
        every = (scores[:, :, None] + logs).reshape(samples, -1)
        # A stable order: of two that are as likely, the one with the lower number comes first.
        best = np.argsort(-every, axis=1, kind="stable")[:, :width]
        scores = np.take_along_axis(every, best, axis=1)
        classes = np.take_along_axis(classes, (best // count)[:, :, None], axis=1)
        classes[:, :, step] = best % count
    return Decoded(classes[:, 0], scores[:, 0], count)
