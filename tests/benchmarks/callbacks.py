"""What the callbacks cost, beside Keras's own and beside a training without any.

    python tests/benchmarks/callbacks.py

prints ratios that were measured alternately in one process, since machines are noisy:

- a training of the digits MLP (64-300-100-10, batches of 32, 45 steps an epoch) with each callback against
  the training with none, in two paces: `fit` on arrays, and a cached pipeline with an epoch per execution
- a save of a model of 25 million parameters with Adam: for how long training stands still, and how long
  until it is on the disk, against `ModelCheckpoint` and against the raw bytes
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from kbuild.callbacks import Checkpoint, EarlyStopping, TensorBoard
from kbuild.callbacks.state import named, snapshot, training_variables
from kbuild.callbacks.tensors import as_array

BATCH, STEPS, ROUNDS = 32, 45, 5


def cases(folder: Path) -> dict[str, Callable[[], Any]]:
    """Makes each callback, Keras's beside ours."""
    theirs, ours = keras.callbacks, folder / "ours"
    return {
        "none": list,
        "Keras EarlyStopping, restoring": lambda: theirs.EarlyStopping(
            "loss", patience=99, restore_best_weights=True
        ),
        "EarlyStopping, restoring": lambda: EarlyStopping("loss", patience=99, restore_best_weights=True),
        "Keras ModelCheckpoint": lambda: theirs.ModelCheckpoint(folder / "{epoch}.weights.h5"),
        "Keras ModelCheckpoint .keras": lambda: theirs.ModelCheckpoint(folder / "{epoch}.keras"),
        "Checkpoint": lambda: Checkpoint(ours),
        "Checkpoint, min_seconds=1": lambda: Checkpoint(ours, min_seconds=1.0),
        "Keras TensorBoard": lambda: theirs.TensorBoard(folder / "events"),
        "TensorBoard": lambda: TensorBoard(ours / "events"),
        "TensorBoard, no histograms": lambda: TensorBoard(ours / "events", histogram_freq=0),
        "Keras TensorBoard, by batch": lambda: theirs.TensorBoard(folder / "events", update_freq="batch"),
        "TensorBoard, by batch": lambda: TensorBoard(ours / "events", update_freq="batch"),
        "Keras TensorBoard, histograms": lambda: theirs.TensorBoard(folder / "events", histogram_freq=1),
        "TensorBoard, histograms": lambda: TensorBoard(ours / "events", histogram_freq=1),
    }


def digits(execution: int) -> Any:
    """Makes the digits MLP."""
    layers = [keras.Input((64,)), *(keras.layers.Dense(n, activation="relu") for n in (300, 100))]
    model = keras.Sequential([*layers, keras.layers.Dense(10, activation="softmax")])
    model.compile(
        "adam", "sparse_categorical_crossentropy", metrics=["accuracy"], steps_per_execution=execution
    )
    return model


def pace(name: str, execution: int, epochs: int) -> None:
    """Measures each callback against none, at one pace of training."""
    random = np.random.default_rng(0)
    x = random.random((BATCH * STEPS, 64), "float32")
    y = random.integers(0, 10, BATCH * STEPS)
    data: Any = (x, y)
    if execution > 1:
        batches = tf.data.Dataset.from_tensor_slices((x, y)).batch(BATCH).cache().prefetch(2)
        data = (batches,)
    model = digits(execution)
    size = None if execution > 1 else BATCH
    model.fit(*data, batch_size=size, verbose=0, shuffle=False)
    times: dict[str, list[tuple[float, float]]] = {}
    for turn in range(ROUNDS):
        folder = Path(tempfile.mkdtemp())
        turned = deque(cases(folder).items())
        turned.rotate(turn * len(turned) // ROUNDS)
        for case, make in turned:
            callback = make()
            chosen = [callback] if callback else []
            start, used = time.perf_counter(), time.process_time()
            model.fit(*data, batch_size=size, epochs=epochs, verbose=0, shuffle=False, callbacks=chosen)
            times.setdefault(case, []).append((time.perf_counter() - start, time.process_time() - used))
        shutil.rmtree(folder)
    wall, cpu = best_of(times["none"])
    print(
        f"\n{name}: {epochs * STEPS / wall:.0f} steps/s without callbacks; {epochs} epochs, best of {ROUNDS}"
    )
    for case in cases(Path()):
        found = times[case]
        here, worked = best_of(found)
        extra = f"{(here - wall) / epochs * 1e3:7.2f} ms and {(worked - cpu) / epochs * 1e3:7.2f} ms of CPU"
        print(f"  {case:32} {here / wall:6.2f} times   {extra} more an epoch", flush=True)


def best_of(found: list[tuple[float, float]]) -> tuple[float, float]:
    """Takes the least time and the least CPU time: what other processes add is never less than nothing."""
    return min(wall for wall, _ in found), min(cpu for _, cpu in found)


def saving() -> None:
    """Measures one save of a large model."""
    model = keras.Sequential([keras.Input((2000,)), keras.layers.Dense(5000), keras.layers.Dense(3000)])
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    folder = Path(tempfile.mkdtemp())
    arrays = [
        as_array(keras.ops.copy(v))
        for v in (*named(model.weights).values(), *training_variables(model).values())
    ]
    stall, whole, theirs, raw = [], [], [], []
    for turn in range(5):
        callback = Checkpoint(folder / "ours", monitor=None, keep=1)
        callback.set_model(model)
        callback.on_train_begin()
        callback.on_epoch_begin(turn)
        start = time.perf_counter()
        callback.on_epoch_end(turn, {"loss": 1.0})
        callback.on_epoch_begin(turn + 1)
        stall.append(time.perf_counter() - start)
        callback.on_train_end()
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        model.save(folder / "theirs.keras")
        theirs.append(time.perf_counter() - start)
        start = time.perf_counter()
        with Path(folder, "raw").open("wb", buffering=0) as file:
            for array in arrays:
                file.write(array.reshape(-1).view(np.uint8).data)
            os.fsync(file.fileno())
        raw.append(time.perf_counter() - start)
    shutil.rmtree(folder)
    size = sum(array.nbytes for array in arrays) / 2**20
    print(f"\nOne save of {size:.0f} MiB")
    for name, found in (
        ("Checkpoint: training stands still", stall),
        ("Checkpoint: until on the disk", whole),
        ("model.save('.keras'), no fsync", theirs),
        ("raw bytes with fsync", raw),
    ):
        print(f"  {name:34} {statistics.median(found) * 1e3:8.1f} ms")
    print(f"  stall: 1/{statistics.median(theirs) / statistics.median(stall):.0f} of model.save")
    print(f"  speed: {statistics.median(raw) / statistics.median(whole):.2f} of the raw disk's")
    copies = []
    for _ in range(20):
        start = time.perf_counter()
        snapshot(model)
        copies.append(time.perf_counter() - start)
    print(f"  snapshot alone: {statistics.median(copies) * 1e3:.2f} ms")


if __name__ == "__main__":
    pace("fit on arrays", 1, 8)
    pace("cached, an epoch per execution", STEPS, 40)
    saving()
