"""Whether a training that runs for very long stays as small as it began.

    python tests/benchmarks/long_runs.py [--epochs 1000] [--steps 100]

trains a tiny model for 1,000 epochs of 100 steps each, 100,000 steps in all, with checkpoints, TensorBoard
and metrics as every run has them, and looks at the process as it goes: memory and open files are to stay
flat, and the files of the run within what is documented. Printed is a row for each tenth of the training.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np

import kbuild

_DOCUMENT = """
kbuild: 1
name: long
model:
  style: sequential
  layers:
    - Input: {{shape: [4]}}
    - Dense: {{units: 4, activation: relu}}
    - Dropout: {{rate: 0.2}}
    - Dense: {{units: 1}}
compile: {{optimizer: Adam, loss: mse, metrics: [mae]}}
data: {{batch_size: 4, validation: 0.1}}
fit: {{epochs: {epochs}}}
"""
_MEBI = 2**20


class Looks(keras.callbacks.Callback):  # type: ignore[misc]
    """Looks at the process and at the run's files after each tenth of the epochs.

    Args:
        runs: The folder of the runs.
        epochs: How many there will be.
    """

    def __init__(self, runs: Path, epochs: int) -> None:
        super().__init__()
        self.runs, self.every = runs, max(1, epochs // 10)
        self.rows: list[tuple[int, float, int, int, float, float, int]] = []
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Keeps a row, and prints it."""
        if (epoch + 1) % self.every and epoch:
            return
        files = [path for path in self.runs.rglob("*") if path.is_file()]
        events = sum(_size(path) for path in files if "tfevents" in path.name)
        metrics = sum(_size(path) for path in files if path.name == "metrics.jsonl")
        checkpoints = sum(path.name == "manifest.json" for path in files)
        descriptors = len(list(Path("/proc/self/fd").iterdir()))
        threads = len(list(Path("/proc/self/task").iterdir()))
        row = (
            epoch + 1,
            memory(),
            descriptors,
            threads,
            events / _MEBI,
            metrics / _MEBI,
            checkpoints,
        )
        self.rows.append(row)
        print("{:7} {:8.0f} {:6} {:8} {:8.2f} {:8.2f} {:4}".format(*row), end=" ")
        print(f"{time.perf_counter() - self.start:8.0f}", flush=True)


def memory() -> float:
    """Gives the memory that the process holds now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / _MEBI


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        # A checkpoint that retention has just removed.
        return 0


def main() -> None:
    """Trains and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=100)
    asked = parser.parse_args()
    samples = int(asked.steps * 4 / 0.9) + 1
    x = np.random.default_rng(0).normal(size=(samples, 4)).astype("float32")
    with tempfile.TemporaryDirectory() as folder:
        looks = Looks(Path(folder), asked.epochs)
        print("  epoch      MiB  files  threads events/M metr./M kept  seconds")
        document = kbuild.load(_DOCUMENT.format(epochs=asked.epochs))
        kbuild.train(document, (x, x.sum(axis=1)), runs=folder, callbacks=[looks], verbose=0)
    first, last = looks.rows[1], looks.rows[-1]
    grown = last[1] - first[1]
    print(f"after the first tenth: {grown:+.0f} MiB of memory, {last[2] - first[2]:+} open files")


if __name__ == "__main__":
    main()
