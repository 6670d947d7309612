"""What a checkpoint of 25 million parameters with Adam costs, beside Keras's and beside the raw disk.

    python tests/benchmarks/checkpoints.py [--rounds 7] [--folder FOLDER]

Each round measures, one after another in one process, in turned order: how long a training stands still for
`Checkpoint`, how long until the checkpoint is on the disk, `model.save`, Keras's `ModelCheckpoint`, and the
same bytes written and flushed with nothing around them. Printed are medians, and the medians of the rounds'
ratios, since a machine's load changes from round to round. Then a training with a save at each of ten epochs
shows how much memory the copies take.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np

from kbuild.callbacks import Checkpoint
from kbuild.callbacks.checkpoints.digests import digest
from kbuild.callbacks.state import named, training_variables
from kbuild.callbacks.tensors import as_array

MEBI = 2**20


def large() -> Any:
    """Makes a model of 25 million parameters with the state of Adam."""
    model = keras.Sequential([keras.Input((2000,)), keras.layers.Dense(5000), keras.layers.Dense(3000)])
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    return model


def seconds(action: Callable[[], Any]) -> float:
    """Measures one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


class Measures:
    """One of each save, into a folder.

    Args:
        model: The model.
        folder: The folder.
    """

    def __init__(self, model: Any, folder: Path) -> None:
        self.model, self.folder = model, folder
        state = (*named(model.weights).values(), *training_variables(model).values())
        self.arrays = [as_array(keras.ops.copy(each)).reshape(-1).view(np.uint8) for each in state]
        self.found: dict[str, list[float]] = {}
        self.epoch = 0

    @property
    def mebibytes(self) -> float:
        """How much a checkpoint holds."""
        return sum(array.nbytes for array in self.arrays) / MEBI

    def round(self, turn: int) -> None:
        """Measures each once."""
        actions = deque([self.ours, self.theirs, self.their_callback, self.raw, self.hashes])
        actions.rotate(turn)
        for action in actions:
            os.sync()
            action()

    def ours(self) -> None:
        """A save by `Checkpoint`: what training waits for, and what the thread takes."""
        callback = Checkpoint(self.folder / "ours", monitor=None)
        callback.set_model(self.model)
        callback.on_train_begin()
        callback.on_epoch_begin(self.epoch)
        start = time.perf_counter()
        callback.on_epoch_end(self.epoch, {"loss": 1.0})
        self.epoch += 1
        callback.on_epoch_begin(self.epoch)
        self._note("stall", time.perf_counter() - start)
        callback.on_train_end()
        self._note("written", time.perf_counter() - start)
        shutil.rmtree(self.folder / "ours")

    def theirs(self) -> None:
        """`model.save`, which does not flush."""
        self._note("model.save", seconds(lambda: self.model.save(self.folder / "theirs.keras")))

    def their_callback(self) -> None:
        """Keras's `ModelCheckpoint`, at the end of an epoch."""
        callback = keras.callbacks.ModelCheckpoint(self.folder / "model.keras")
        callback.set_model(self.model)
        callback.on_epoch_begin(0)
        self._note("ModelCheckpoint", seconds(lambda: callback.on_epoch_end(0, {"loss": 1.0})))

    def raw(self) -> None:
        """The same bytes, written and flushed."""
        start = time.perf_counter()
        with Path(self.folder, "raw").open("wb", buffering=0) as file:
            for array in self.arrays:
                file.write(array.data)
            os.fsync(file.fileno())
        self._note("raw", time.perf_counter() - start)
        Path(self.folder, "raw").unlink()

    def hashes(self) -> None:
        """The checksums alone, in one piece and by two threads."""
        self._note("one hash", seconds(lambda: [digest(each.data, whole=True) for each in self.arrays]))
        self._note("two hashes", seconds(lambda: [digest(each.data) for each in self.arrays]))

    def ratio(self, one: str, other: str) -> float:
        """The median of the rounds' ratios."""
        pairs = zip(self.found[one], self.found[other], strict=True)
        return statistics.median(a / b for a, b in pairs)

    def _note(self, name: str, value: float) -> None:
        self.found.setdefault(name, []).append(value)


class Peak:
    """The most memory that the process held while a `with` block ran, sampled each 2 ms."""

    def __enter__(self) -> Peak:
        self.mebibytes = 0.0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        page = resource.getpagesize()
        while not self._end.wait(0.002):
            pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
            self.mebibytes = max(self.mebibytes, pages * page / MEBI)


def memory(model: Any, folder: Path, epochs: int = 10) -> tuple[float, float]:
    """Measures the most memory of a training, without saving and with a save at each epoch."""
    x, y = np.ones((64, 2000), "float32"), np.ones((64, 3000), "float32")
    peaks = []
    for callbacks in ([], [], [Checkpoint(folder / "memory", monitor=None, keep=1)]):
        with Peak() as peak:
            model.fit(x, y, batch_size=32, epochs=epochs, verbose=0, callbacks=callbacks)
        peaks.append(peak.mebibytes)
    return peaks[1], peaks[2]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where to write; else a temporary folder")
    asked = parser.parse_args()
    model, folder = large(), Path(tempfile.mkdtemp(dir=asked.folder))
    try:
        measures = Measures(model, folder)
        for turn in range(asked.rounds):
            measures.round(turn)
        print(f"One save of {measures.mebibytes:.0f} MiB, medians of {asked.rounds} rounds")
        for name, found in measures.found.items():
            print(f"  {name:16} {statistics.median(found) * 1e3:8.1f} ms   least {min(found) * 1e3:8.1f}")
        print(f"  stall: 1/{1 / measures.ratio('stall', 'model.save'):.0f} of model.save,", end=" ")
        print(f"1/{1 / measures.ratio('stall', 'ModelCheckpoint'):.0f} of ModelCheckpoint")
        print(f"  speed: {measures.ratio('raw', 'written'):.2f} of the raw disk's,", end=" ")
        print(f"{measures.ratio('model.save', 'written'):.2f} of model.save's")
        plain, saving = memory(model, folder)
        print(f"  memory at most: {plain:.0f} MiB without saving, {saving:.0f} with: ", end="")
        print(f"{(saving - plain) / measures.mebibytes:.2f} of a copy")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
