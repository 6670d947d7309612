"""The whole command `kbuild train` against a hand-written script that only fits; and the quick commands.

    python tests/benchmarks/command.py [ROUNDS]

Both read the same CSV of digits and train the same network for 10 and for 50 epochs, as whole processes in
turn. kbuild keeps checkpoints, metrics, TensorBoard's events and the final model meanwhile; the script keeps
nothing. `kbuild --help` and `kbuild validate` are held against `python -c "import keras"`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DOCUMENT = """
name: digits
seed: 1
model:
  style: sequential
  layers:
    - Input: {shape: [64]}
    - Rescaling: {scale: 0.0625}
    - Dense: {units: 300, activation: relu}
    - Dense: {units: 100, activation: relu}
    - Dense: {units: 10, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy, metrics: [accuracy]}
data: {train: {Csv: {path: digits.csv, target: digit}}, validation: 0.1}
fit: {epochs: EPOCHS}
"""
SCRIPT = """
import keras
import numpy as np

table = np.genfromtxt("digits.csv", delimiter=",", skip_header=1)
x, y = table[:, :-1].astype("float32"), table[:, -1].astype("int32")
keras.utils.set_random_seed(1)
model = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Rescaling(1 / 16),
    keras.layers.Dense(300, activation="relu"),
    keras.layers.Dense(100, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, batch_size=32, epochs=EPOCHS, validation_split=0.1, verbose=2)
"""


def write_files(folder: Path) -> None:
    """The table, and both ways to train on it."""
    from sklearn.datasets import load_digits

    loaded: Any = load_digits()
    lines = [",".join([*(f"p{index}" for index in range(64)), "digit"])]
    rows = zip(loaded.data, loaded.target, strict=True)
    lines += [",".join([*(f"{value:g}" for value in row), str(target)]) for row, target in rows]
    (folder / "digits.csv").write_text("\n".join(lines) + "\n")
    for epochs in (10, 50):
        (folder / f"d{epochs}.yaml").write_text(DOCUMENT.replace("EPOCHS", str(epochs)))
        (folder / f"s{epochs}.py").write_text(SCRIPT.replace("EPOCHS", str(epochs)))


def seconds(command: list[str], folder: Path) -> float:
    """How long a whole process takes."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TF_CPP_MIN_LOG_LEVEL": "3"}
    # Modules are compiled once, as they are for a user.
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def compare(name: str, ours: list[str], theirs: list[str], folder: Path, rounds: int) -> None:
    """Print the medians of two commands that are run in turn, after one of each that is not counted."""
    pairs = [(seconds(ours, folder), seconds(theirs, folder)) for _ in range(rounds + 1)][1:]
    ratio = statistics.median(one / other for one, other in pairs)
    mine, others = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name:<32} kbuild {mine:6.2f} s, beside {others:6.2f} s: {ratio:.3f}")


def main(rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder)
        keras = ["-c", "import keras"]
        compare("--help, beside import keras", ["-m", "kbuild", "--help"], keras, folder, rounds)
        compare(
            "validate, beside import keras", ["-m", "kbuild", "validate", "d10.yaml"], keras, folder, rounds
        )
        for epochs in (10, 50):
            ours = ["-m", "kbuild", "train", f"d{epochs}.yaml"]
            compare(f"train {epochs} epochs, beside a script", ours, [f"s{epochs}.py"], folder, rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
