"""What TensorBoard costs: ours beside Keras's, beside a training without any.

    python tests/benchmarks/boards.py [ROUNDS]

prints ratios that were measured alternately in one process, since machines are noisy: by the least of the
times of all rounds, and by processor time, which counts what the writing thread does too.

- `kbuild.train` of the document `digits`, 60 epochs
- `fit` of the digits MLP (64-300-100-10, batches of 32): 40 epochs of 45 steps, 20 of 100, 1 of 10,000
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np

import kbuild
from kbuild import gallery
from kbuild.callbacks import TensorBoard
from kbuild.training import running, session, watchers

BATCH = 32
Times = dict[str, list[tuple[float, float]]]


def boards(folder: Path) -> dict[str, Callable[[], Any]]:
    """Keras's and ours, each with its defaults, by batch, and with histograms and pictures each epoch."""
    theirs = keras.callbacks.TensorBoard
    return {
        "none": lambda: None,
        "Keras": lambda: theirs(folder / "keras"),
        "ours": lambda: TensorBoard(folder / "ours"),
        "Keras, by batch": lambda: theirs(folder / "keras", update_freq="batch"),
        "ours, by batch": lambda: TensorBoard(folder / "ours", update_freq="batch"),
        "Keras, histograms, images": lambda: theirs(folder / "keras", histogram_freq=1, write_images=True),
        "ours, histograms, images": lambda: TensorBoard(folder / "ours", histogram_freq=1, write_images=True),
    }


def digits() -> Any:
    """The digits MLP."""
    layers = [keras.Input((64,)), *(keras.layers.Dense(n, activation="relu") for n in (300, 100))]
    model = keras.Sequential([*layers, keras.layers.Dense(10, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def fits(steps: int, epochs: int, rounds: int) -> None:
    """Measures `fit`."""
    random = np.random.default_rng(0)
    x = random.random((BATCH * steps, 64), "float32")
    y = random.integers(0, 10, BATCH * steps)
    data = {"validation_data": (x[:360], y[:360]), "batch_size": BATCH, "verbose": 0}
    model = digits()
    times: Times = {}
    model.fit(x[: BATCH * 10], y[: BATCH * 10], **data)
    for _ in range(rounds):
        folder = Path(tempfile.mkdtemp())
        for name, make in boards(folder).items():
            callback = make()
            chosen = [callback] if callback is not None else []
            timed(times, name, partial(model.fit, x, y, epochs=epochs, callbacks=chosen, **data))
        shutil.rmtree(folder)
    shown(f"fit, {epochs} epochs of {steps} steps", times)


def runs(rounds: int) -> None:
    """Measures `kbuild.train`."""
    real = watchers.watchers_of
    times: Times = {}

    def without(*given: Any) -> Any:
        return [each for each in real(*given) if not isinstance(each.callback, TensorBoard)]

    for turn in range(rounds + 1):
        for name, chosen in (("none", without), ("ours", real)):
            for module in (session, running):
                vars(module)["watchers_of"] = chosen
            folder = tempfile.mkdtemp()

            def train(folder: str = folder) -> None:
                kbuild.train(gallery.path("digits"), runs=folder, verbose=0)

            # The first round loads what is needed.
            timed(times if turn else {}, name, train)
            shutil.rmtree(folder)
    shown("kbuild.train of digits, 60 epochs", times)


def timed(times: Times, name: str, job: Callable[[], Any]) -> None:
    """Takes the time and the processor time of a job."""
    start, used = time.perf_counter(), time.process_time()
    job()
    times.setdefault(name, []).append((time.perf_counter() - start, time.process_time() - used))


def shown(title: str, times: Times) -> None:
    """Prints the ratios."""
    wall, cpu = (min(each[i] for each in times["none"]) for i in (0, 1))
    print(f"\n{title}: {wall:.2f} s and {cpu:.2f} s of processors without TensorBoard")
    for name, found in times.items():
        here, worked = (min(each[i] for each in found) for i in (0, 1))
        said = f"{here / wall:6.3f} of the time  {worked / cpu:6.3f} of the processors"
        print(f"  {name:28} {said}", flush=True)


if __name__ == "__main__":
    ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    runs(ROUNDS)
    fits(45, 40, ROUNDS)
    fits(100, 20, ROUNDS)
    fits(10_000, 1, ROUNDS)
