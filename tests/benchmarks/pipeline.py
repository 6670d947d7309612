"""How fast samples in memory come as batches, by each way that was thought of.

    python tests/benchmarks/pipeline.py

trains the digits MLP (64-300-100-10, batch 32) and the same on data of the size of MNIST by Keras's `fit`,
one execution an epoch or 32 steps, from datasets that are made in different ways, and by `fit(x, y)` as most
people write it. The ways take turns in one process, since machines are noisy; each one's best round counts.
Printed are steps a second, and the processor time of a step, which other programs disturb less.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

from kbuild.data.orders import epoch_order
from kbuild.data.pipeline import pipeline, steps_per_epoch, tensors_of
from kbuild.data.samples import Samples

BATCH = 32
ROUNDS = 3
Way = Callable[[Samples], Any]


def cached_and_shuffled(samples: Samples) -> Any:
    """Row by row, cached, through a shuffle buffer: what TensorFlow's guide recommends."""
    rows = tf.data.Dataset.from_tensor_slices(tensors_of(samples)).cache().shuffle(len(samples))
    return rows.batch(BATCH).repeat().prefetch(tf.data.AUTOTUNE)


def same_batches_each_epoch(samples: Samples) -> Any:
    """Batched once and cached: no new order, so the least that any way can cost."""
    rows = tf.data.Dataset.from_tensor_slices(tensors_of(samples)).shuffle(len(samples), seed=0)
    return rows.batch(BATCH).cache().repeat().prefetch(tf.data.AUTOTUNE)


def gathered_by_batch(samples: Samples) -> Any:
    """Row numbers in batches, then one gather a batch."""
    tensors, count = tensors_of(samples), len(samples)
    epochs = tf.data.Dataset.range(1 << 40).map(lambda epoch: epoch_order(count, seed=0, epoch=epoch))
    numbers = epochs.flat_map(lambda order: tf.data.Dataset.from_tensor_slices(order).batch(BATCH))
    return numbers.map(
        lambda rows: tf.nest.map_structure(lambda each: tf.gather(each, rows), tensors)
    ).prefetch(tf.data.AUTOTUNE)


def gathered_by_epoch(samples: Samples) -> Any:
    """One gather an epoch, then slices."""
    tensors, count = tensors_of(samples), len(samples)

    def batches(order: Any) -> Any:
        rows = tf.nest.map_structure(lambda each: tf.gather(each, order), tensors)
        return tf.data.Dataset.from_tensor_slices(rows).batch(BATCH)

    epochs = tf.data.Dataset.range(1 << 40).map(lambda epoch: epoch_order(count, seed=0, epoch=epoch))
    return epochs.flat_map(batches).prefetch(tf.data.AUTOTUNE)


def gathered_by_block(samples: Samples) -> Any:
    """kbuild's: one gather for many batches, then slices of batches."""
    return pipeline(samples, batch_size=BATCH, seed=0)


WAYS: tuple[Way, ...] = (
    cached_and_shuffled,
    same_batches_each_epoch,
    gathered_by_batch,
    gathered_by_epoch,
    gathered_by_block,
)


def digits_like(count: int, features: int) -> Samples:
    """Numbers of the size of digits; what they are does not matter for the speed."""
    random = np.random.default_rng(0)
    x = random.normal(size=(count, features)).astype(np.float32)
    return Samples(x, random.integers(0, 10, count).astype(np.int32))


def mlp(features: int, execution: int) -> Any:
    """The network, compiled as its speed was measured for the project's design."""
    relu = [keras.layers.Dense(units, activation="relu") for units in (300, 100)]
    model = keras.Sequential([keras.Input((features,)), *relu, keras.layers.Dense(10, activation="softmax")])
    model.compile(
        "adam",
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
        steps_per_execution=execution,
        jit_compile=False,
    )
    return model


def measure(samples: Samples, execution: int, epochs: int) -> None:
    """Let the ways take turns and print the best round of each."""
    steps = steps_per_epoch(len(samples), BATCH) // execution * execution
    features = int(np.asarray(samples.x).shape[1])
    runs: dict[str, Callable[[], Any]] = {}
    plain = mlp(features, 1)
    runs["fit(x, y)"] = lambda: plain.fit(samples.x, samples.y, batch_size=BATCH, verbose=0)
    for way in WAYS:
        model, dataset = mlp(features, execution), way(samples)
        runs[str(way.__name__)] = partial(
            model.fit, dataset, steps_per_epoch=steps, epochs=epochs, shuffle=False, verbose=0
        )
    counts = {name: steps * (1 if name == "fit(x, y)" else epochs) for name in runs}
    best = {name: (0.0, float("inf")) for name in runs}
    for run in runs.values():
        run()
    for _ in range(ROUNDS):
        for name, run in runs.items():
            began, used = time.perf_counter(), time.process_time()
            run()
            rate = counts[name] / (time.perf_counter() - began)
            cost = (time.process_time() - used) / counts[name] * 1e3
            best[name] = (max(best[name][0], rate), min(best[name][1], cost))
    print(f"\n{len(samples):,} samples of {features} numbers, {execution} steps an execution")
    for name, (rate, cost) in best.items():
        print(f"  {name:26} {rate:7,.0f} steps/s   {cost:5.2f} ms of processor a step")


def main() -> None:
    """Measure small and larger data."""
    measure(digits_like(1437, 64), execution=45, epochs=10)
    measure(digits_like(60_000, 784), execution=32, epochs=1)


if __name__ == "__main__":
    main()
