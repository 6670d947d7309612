"""Steps a second of `kbuild.train` against Keras's `fit` on the same arrays, and against a compiled epoch.

    python tests/benchmarks/training.py

All are trained in turn, several times, in one process, since machines are noisy. Compared are the medians
of the epochs after the first two, which compile; `kbuild.train` writes its checkpoints, metrics and
TensorBoard's events meanwhile, `fit` does nothing beside.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf

import kbuild

ROUNDS = 5
BATCH = 32


@dataclass(frozen=True)
class Case:
    """A network, its data, and how many epochs give a figure."""

    name: str
    layers: list[Any]
    x: Any
    y: Any
    epochs: int
    target: float


def digits() -> tuple[Any, Any]:
    """scikit-learn's digits, from 0 to 1."""
    from sklearn.datasets import load_digits

    loaded: Any = load_digits()
    return (loaded.images / 16).astype("float32"), loaded.target.astype("int32")


def cases() -> list[Case]:
    """The four networks of the comparison."""
    x, y = digits()
    dense = [{"Flatten": {}}, _dense(300), _dense(100), _dense(10, "softmax")]
    convolution = {"Conv2D": {"filters": 16, "kernel_size": 3, "activation": "relu"}}
    cnn = [
        convolution,
        "MaxPooling2D",
        {"Conv2D": {"filters": 32, "kernel_size": 2}},
        "Flatten",
        _dense(10, "softmax"),
    ]
    lstm = [{"LSTM": {"units": 32}}, _dense(10, "softmax")]
    large = [{"Flatten": {}}, _dense(3500), _dense(3500), _dense(3500), _dense(10, "softmax")]
    return [
        Case("digits MLP 300-100", dense, x, y, 12, 4.0),
        Case("small CNN", cnn, x[..., None], y, 12, 1.8),
        Case("LSTM", lstm, x, y, 12, 1.8),
        Case("25 million parameters", large, x[:160], y[:160], 5, 1.0),
    ]


def _dense(units: int, activation: str = "relu") -> dict[str, Any]:
    return {"Dense": {"units": units, "activation": activation}}


def document(case: Case, epochs: int) -> dict[str, Any]:
    """The network as a document."""
    stack = [{"Input": {"shape": list(case.x.shape[1:])}}, *case.layers]
    return {
        "name": "benchmark",
        "seed": 1,
        "model": {"style": "sequential", "layers": stack},
        "compile": {"optimizer": "adam", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
        "fit": {"epochs": epochs, "batch_size": BATCH},
    }


class Clock(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """The seconds of each epoch."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._start = 0.0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start the clock."""
        self._start = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Stop it."""
        self.seconds.append(time.perf_counter() - self._start)


def by_kbuild(case: Case) -> float:
    """Steps a second of `kbuild.train`."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        kbuild.train(document(case, case.epochs), (case.x, case.y), runs=folder, callbacks=[clock], verbose=0)
    return _rate(case, clock.seconds)


def by_fit(case: Case) -> float:
    """Steps a second of `model.fit`."""
    clock = Clock()
    model = kbuild.build(document(case, case.epochs))
    model.fit(case.x, case.y, batch_size=BATCH, epochs=case.epochs, verbose=0, callbacks=[clock])
    return _rate(case, clock.seconds)


def by_compiled_epoch(case: Case) -> float:
    """Steps a second of an epoch that is one compiled function, with nothing around it: the limit."""
    model = kbuild.build(document(case, case.epochs))
    steps = len(case.x) // BATCH
    x, y = tf.constant(case.x[: steps * BATCH]), tf.constant(case.y[: steps * BATCH])
    model.train_on_batch(case.x[:BATCH], case.y[:BATCH])

    @tf.function  # type: ignore[untyped-decorator]  # TensorFlow has no types
    def epoch() -> None:
        for step in tf.range(steps):
            start = step * BATCH
            model.train_step((x[start : start + BATCH], y[start : start + BATCH]))

    seconds = []
    for _ in range(case.epochs):
        start = time.perf_counter()
        epoch()
        seconds.append(time.perf_counter() - start)
    return steps / statistics.median(seconds[2:])


def _rate(case: Case, seconds: list[float]) -> float:
    return -(-len(case.x) // BATCH) / statistics.median(seconds[2:])


def alternately(case: Case, ways: list[Callable[[Case], float]]) -> list[list[float]]:
    """The rates of several ways, each tried once a round."""
    rounds = []
    for _ in range(ROUNDS):
        keras.backend.clear_session()
        rounds.append([way(case) for way in ways])
    return rounds


def main(names: list[str]) -> None:
    """Print the table."""
    for case in cases():
        if names and not any(name in case.name for name in names):
            continue
        rounds = alternately(case, [by_kbuild, by_fit, by_compiled_epoch])
        ours, theirs, limit = (statistics.median(column) for column in zip(*rounds, strict=True))
        ratio = statistics.median(each[0] / each[1] for each in rounds)
        of_limit = statistics.median(each[0] / each[2] for each in rounds)
        print(
            f"{case.name:<24} kbuild.train {ours:7.0f} steps/s, fit {theirs:7.0f}, "
            f"compiled epoch {limit:7.0f}: {ratio:.2f} times fit (at least {case.target}), "
            f"{of_limit:.2f} of the limit"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
