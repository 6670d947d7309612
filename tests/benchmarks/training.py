"""Steps a second of `kbuild.train` against Keras code that a person would write, on the same arrays.

    python tests/benchmarks/training.py

prints, for each network, ratios that were measured alternately in one process, since machines are noisy:

- against `model.fit(x, y, batch_size=32)`: what kbuild gains without being asked
- against a whole epoch compiled into one function by hand: the limit, which kbuild can only come near
- against `fit` on a cached `tf.data` pipeline, and the same with 32 steps per execution

Every `kbuild.train` here has its checkpoints and TensorBoard events; its rate is that of the training
within an epoch, as for the others. The best epoch of several counts, on both sides.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

import kbuild
from kbuild.training.quiet import import_keras

BATCH = 32
ROUNDS = 4

_PICTURE = {"Reshape": {"target_shape": [8, 8, 1]}}
NETWORKS: dict[str, tuple[list[Any], int]] = {
    "digits MLP, 300-100": (
        [{"Dense": {"units": 300, "activation": "relu"}}, {"Dense": {"units": 100, "activation": "relu"}}],
        1438,
    ),
    "small CNN": (
        [
            _PICTURE,
            {"Conv2D": {"filters": 32, "kernel_size": 3, "activation": "relu", "padding": "same"}},
            "MaxPooling2D",
            {"Conv2D": {"filters": 64, "kernel_size": 3, "activation": "relu", "padding": "same"}},
            "Flatten",
        ],
        1438,
    ),
    "LSTM of 32 units": ([{"Reshape": {"target_shape": [8, 8]}}, {"LSTM": {"units": 32}}], 1438),
    "MLP of 25 million parameters": (
        [{"Dense": {"units": units, "activation": "relu"}} for units in (4096, 4096, 2048)],
        320,
    ),
}
TARGETS = {"digits MLP, 300-100": 4.0, "small CNN": 1.8, "LSTM of 32 units": 1.8}


def document(layers: list[Any]) -> dict[str, Any]:
    """A network between an input of 64 numbers and ten classes."""
    ends = [{"Input": {"shape": [64]}}, *layers, {"Dense": {"units": 10, "activation": "softmax"}}]
    return {
        "seed": 1,
        "model": {"style": "sequential", "layers": ends},
        "compile": {
            "optimizer": "adam",
            "loss": "sparse_categorical_crossentropy",
            "metrics": ["accuracy"],
        },
        "fit": {"epochs": 8, "batch_size": BATCH},
    }


def compiled(layers: list[Any], **arguments: Any) -> Any:
    """The same network as plain Keras has it."""
    model = kbuild.build({**document(layers), "compile": None})
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"], **arguments)
    return model


def clock() -> Any:
    """A callback that times the training of each epoch."""
    import keras

    class Clock(keras.callbacks.Callback):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.seconds: list[float] = []

        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            self.began = time.perf_counter()

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self.seconds.append(time.perf_counter() - self.began)

    return Clock()


def by_kbuild(layers: list[Any], x: Any, y: Any) -> Callable[[], float]:
    """Train anew in each round; the best epoch after the first counts."""

    def run() -> float:
        timer = clock()
        with tempfile.TemporaryDirectory() as folder:
            kbuild.train(document(layers), train=(x, y), runs=folder, callbacks=[timer], verbose=0)
        return float(min(timer.seconds[1:]))

    return run


def by_fit(layers: list[Any], data: Any, **arguments: Any) -> Callable[[], float]:
    """Plain `fit`: on arrays with the batch size, or on a pipeline."""
    model = compiled(layers, **arguments)
    x, y = data if isinstance(data, tuple) else (data, None)
    batch = BATCH if y is not None else None
    shuffle = y is not None

    def run() -> float:
        timer = clock()
        model.fit(x, y, batch_size=batch, epochs=3, verbose=0, callbacks=[timer], shuffle=shuffle)
        return float(min(timer.seconds[1:]))

    return run


def whole_epoch(layers: list[Any], x: Any, y: Any) -> Callable[[], float]:
    """An epoch in one compiled function, written for full batches only."""
    import tensorflow as tf

    model = compiled(layers)
    count = len(x) // BATCH
    data, labels = tf.constant(x), tf.constant(y)
    model.optimizer.build(model.trainable_variables)
    model.compute_metrics(data[:2], labels[:2], model(data[:2]), None)
    step = model.train_step

    @tf.function(autograph=False)  # type: ignore[untyped-decorator]  # TensorFlow has no types
    def epoch(order: Any) -> Any:
        def body(index: Any) -> tuple[Any]:
            rows = order[index * BATCH : (index + 1) * BATCH]
            step((tf.gather(data, rows), tf.gather(labels, rows)))
            return (index + 1,)

        return tf.while_loop(lambda index: index < count, body, (tf.constant(0),))

    def run() -> float:
        seconds = []
        for _ in range(3):
            order = tf.random.shuffle(tf.range(len(x)))
            began = time.perf_counter()
            epoch(order)[0].numpy()
            seconds.append(time.perf_counter() - began)
        return min(seconds[1:]) * len(x) / (count * BATCH)

    return run


def measure(name: str) -> None:
    """Print one network's rates and ratios."""
    import tensorflow as tf

    layers, samples = NETWORKS[name]
    random = np.random.default_rng(0)
    x = random.random((samples, 64), np.float32)
    y = random.integers(0, 10, samples).astype(np.int32)
    pipeline = tf.data.Dataset.from_tensor_slices((x, y)).cache().shuffle(samples).batch(BATCH).prefetch(4)
    ways = {
        "kbuild.train": by_kbuild(layers, x, y),
        "fit on arrays": by_fit(layers, (x, y)),
        "fit on cached tf.data": by_fit(layers, pipeline),
        "... with 32 steps per execution": by_fit(layers, pipeline, steps_per_execution=32),
        "whole epoch compiled by hand": whole_epoch(layers, x, y),
    }
    best = {way: min(run() for _ in range(1)) for way, run in ways.items()}
    for _ in range(ROUNDS - 1):
        best = {way: min(best[way], run()) for way, run in ways.items()}
    steps = -(-samples // BATCH)
    target = TARGETS.get(name, 1.0)
    print(f"\n{name} (target: {target:g} times fit on arrays)")
    for way, seconds in best.items():
        print(
            f"  {way:32} {steps / seconds:8.0f} steps/s   kbuild {seconds / best['kbuild.train']:.2f} times"
        )


def main() -> None:
    """Measure all networks."""
    import_keras()
    for name in NETWORKS:
        measure(name)


if __name__ == "__main__":
    main()
