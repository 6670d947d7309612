"""Kill trainings at random moments with SIGKILL, resume them, and compare the end with an undisturbed one.

    python tests/benchmarks/kills.py --count 200 --keras 40

`--count` and `--keras` are numbers of kills that hit. The model has augmentation, dropout, batch
normalisation, Adam and averaged weights; early stopping and a plateau watch it. Each training is killed up to
three times, at moments drawn over the whole life of its process (one that has ended by then is started again
all the same), and then left to end. What is compared, byte for byte: weights, optimizer, metrics.jsonl, the
best checkpoint, the number of epochs. The same experiment with Keras's `BackupAndRestore` and
`ModelCheckpoint` stands beside it.

Importing TensorFlow takes seconds, and a process that has only imported it can be forked safely: each
training is a fork of this one, which itself never runs an operation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[2]))

import keras
import numpy as np

import kbuild
import kbuild.training.resume
import kbuild.training.running

LAYERS: list[Any] = [
    {"Input": {"shape": [6, 6, 1]}},
    {"RandomFlip": {}},
    {"GaussianNoise": {"stddev": 0.1}},
    "Flatten",
    {"Dense": {"units": 16, "activation": "relu"}},
    "BatchNormalization",
    {"Dropout": {"rate": 0.3}},
    {"Dense": {"units": 3, "activation": "softmax"}},
]
DOCUMENT: dict[str, Any] = {
    "name": "killed",
    "seed": 5,
    "model": {"style": "sequential", "layers": LAYERS},
    "compile": {
        "optimizer": {"Adam": {"learning_rate": 0.01, "use_ema": True, "ema_momentum": 0.9}},
        "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"],
    },
    "fit": {"epochs": 30, "batch_size": 16},
    "callbacks": [
        {"EarlyStopping": {"monitor": "val_loss", "patience": 6, "restore_best_weights": True}},
        {"ReduceLROnPlateau": {"monitor": "loss", "patience": 2, "min_delta": 0.02, "cooldown": 1}},
        {"Checkpoint": {"every_steps": 4, "min_seconds": 0.0}},
    ],
}


def data() -> tuple[Any, Any]:
    """Make blobs that are pictures: 250 samples of training, 100 of validation."""
    draw = np.random.default_rng(0)
    labels = draw.integers(0, 3, 350).astype("int32")
    centers = draw.normal(size=(3, 6, 6, 1))
    x = (centers[labels] * 0.5 + draw.normal(size=(350, 6, 6, 1))).astype("float32")
    return (x[:250], labels[:250]), (x[250:], labels[250:])


def hashed(*parts: bytes) -> str:
    """Hash bytes."""
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


def state_of(model: Any) -> dict[str, str]:
    """Hash what a training leaves in a model."""
    optimizer = (keras.ops.convert_to_numpy(each).tobytes() for each in model.optimizer.variables)
    return {
        "weights": hashed(*(each.tobytes() for each in model.get_weights())),
        "optimizer": hashed(*optimizer),
    }


def with_kbuild(folder: Path) -> dict[str, Any]:
    """Train in a folder, or go on with what is there."""
    train, validation = data()
    path = folder / "killed" / "1"
    if (path / "resolved.yaml").exists() and (path / "state.json").exists():
        run = kbuild.resume(path, train, validation, verbose=0)
    else:
        # Killed before there was a run to go on with.
        run = kbuild.train(DOCUMENT, train, validation, runs=folder, verbose=0)
    best = run.best_checkpoint
    files = sorted(best.glob("*")) if best is not None else []
    kept = [each for each in files if each.name not in ("manifest.json", "logs.json")]
    return state_of(run.model) | {
        "epochs": run.epochs,
        "metrics": hashed((run.folder / "metrics.jsonl").read_bytes()),
        "best": [best.name if best else "", *(hashed(each.read_bytes()) for each in kept)],
    }


def with_keras(folder: Path) -> dict[str, Any]:
    """The same training with what Keras has for it."""
    (x, y), validation = data()
    keras.utils.set_random_seed(5)
    model = keras.Sequential(
        [
            keras.Input((6, 6, 1)),
            keras.layers.RandomFlip(),
            keras.layers.GaussianNoise(0.1),
            keras.layers.Flatten(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    adam = keras.optimizers.Adam(0.01, use_ema=True, ema_momentum=0.9)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    callbacks = [
        keras.callbacks.EarlyStopping("val_loss", patience=6, restore_best_weights=True),
        keras.callbacks.ReduceLROnPlateau(monitor="loss", patience=2, min_delta=0.02, cooldown=1),
        keras.callbacks.ModelCheckpoint(str(folder / "best.keras"), save_best_only=True),
        keras.callbacks.BackupAndRestore(str(folder / "backup"), save_freq=4),
    ]
    model.fit(x, y, batch_size=16, epochs=30, verbose=0, validation_data=validation, callbacks=callbacks)
    best = keras.saving.load_model(folder / "best.keras").get_weights()
    return state_of(model) | {"best": hashed(*(each.tobytes() for each in best))}


def child(work: Callable[[Path], Any], folder: Path, seconds: float | None) -> tuple[bool, Any]:
    """Train in a fork; killed after some seconds, if it is not done by then.

    Returns:
        Whether it was killed, and what it gave; None when it failed.
    """
    out = folder / "result.json"
    out.unlink(missing_ok=True)
    pid = os.fork()
    if pid == 0:
        try:
            out.write_text(json.dumps(work(folder)))
        except BaseException:
            (folder / "error.txt").write_text(traceback.format_exc())
        os._exit(0)
    began = time.monotonic()
    while seconds is None or time.monotonic() - began < seconds:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False, json.loads(out.read_text()) if out.exists() else None
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True, None


def experiment(
    name: str, work: Callable[[Path], Any], count: int, draw: random.Random, minutes: float
) -> Any:
    """Kill trainings until so many kills have hit, resume them, and count how they ended."""
    with tempfile.TemporaryDirectory() as base:
        began = time.monotonic()
        _, wanted = child(work, Path(tempfile.mkdtemp(dir=base)), None)
        life, found = time.monotonic() - began, Counter[str]()
        while found["kills"] < count and time.monotonic() - began < minutes * 60:
            folder = Path(tempfile.mkdtemp(dir=base))
            for _ in range(draw.choice((1, 1, 2, 3))):
                killed, _ = child(work, folder, draw.uniform(0.0, life))
                found["kills"] += killed
            _, result = child(work, folder, None)
            found["trainings"] += 1
            found["resumed"] += result is not None
            found["identical"] += result == wanted
            if result != wanted:
                error = folder / "error.txt"
                said = error.read_text().strip().splitlines()[-1] if error.exists() else ""
                differing = [each for each in wanted if result and result.get(each) != wanted[each]]
                found[f"  {said or 'other ' + ', '.join(differing)}"[:150]] += 1
            minutes_gone = (time.monotonic() - began) / 60
            # Whoever stops this before its end has the numbers so far.
            print(f"{name}, {minutes_gone:.0f} min: {_told(found)}", flush=True)
            shutil.rmtree(folder)
    return found


def _told(found: Counter[str]) -> str:
    return ", ".join(f"{value} {key.strip()}" for key, value in found.items())


def main() -> None:
    """Run the experiment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="kills of kbuild's trainings")
    parser.add_argument("--keras", type=int, default=40, help="kills of Keras's trainings")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so many, each")
    given = parser.parse_args()
    draw = random.Random(given.seed)
    for name, work, count in (("kbuild", with_kbuild, given.count), ("keras", with_keras, given.keras)):
        if count:
            found = experiment(name, work, count, draw, given.minutes)
            print(f"{name}, all: {_told(found)}", flush=True)


if __name__ == "__main__":
    main()
